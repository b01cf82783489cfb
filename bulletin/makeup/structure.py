"""The structure tree behind the pages: what a screen reader says, report by report in reading order."""

from collections.abc import Sequence
from typing import NamedTuple

from bulletin.makeup.headlines import HeadPart
from bulletin.model.edition import Edition, Picture
from bulletin.model.page import ARTIFACT, Tag, TagKind

HEADING_TAGS: tuple[TagKind, ...] = ("H3", "H4", "H5", "H6")


class ReportTags(NamedTuple):
    """Indices of one report's structure elements in Bulletin.tags."""

    head: dict[HeadPart, int]
    paragraphs: tuple[int, ...]
    figures: dict[Picture, int]
    captions: dict[int, int]  # figure's tag -> its caption's
    jumps: tuple[int, ...]  # by part: the link onwards
    backs: tuple[int, ...]  # by part: the link back


class Structure:
    """The structure tree: a document, its masthead, then report by report in reading order."""

    def __init__(self, edition: Edition, parts: Sequence[int], order: Sequence[int]) -> None:
        self.tags: list[Tag] = [Tag("Document", -1, title=edition.masthead), Tag("H1", 0)]
        self.masthead = 1
        self.reports = {number: self._report(edition, number, parts[number]) for number in order}

    def _add(self, kind: TagKind, parent: int, *, alt: str = "", title: str = "") -> int:
        self.tags.append(Tag(kind, parent, alt, title))
        return len(self.tags) - 1

    def _report(self, edition: Edition, number: int, parts: int) -> ReportTags:
        report = edition.reports[number]
        article = self._add("Art", 0, title=report.title)
        head: dict[HeadPart, int] = {}
        if report.kicker:
            head["kicker"] = self._add("P", article)
        head["title"] = self._add("H2", article)
        if report.subtitle:
            head["subtitle"] = self._add("P", article)
        if report.post or report.author:
            head["byline"] = self._add("P", article)
        tags = ReportTags(head=head, paragraphs=(), figures={}, captions={}, jumps=(), backs=())
        if report.portrait is not None:
            self._figure(article, report.portrait, f"{report.author or '作者'}肖像", tags)
        paragraphs: list[int] = []
        open_levels: list[int] = []
        for paragraph in report.paragraphs:
            if paragraph.picture is not None:
                paragraphs.append(self._figure(article, paragraph.picture, "图片", tags))
            elif paragraph.kind == "heading":
                while open_levels and open_levels[-1] >= paragraph.level:
                    open_levels.pop()
                open_levels.append(paragraph.level)
                paragraphs.append(self._add(HEADING_TAGS[min(len(open_levels), 4) - 1], article))
            else:
                paragraphs.append(self._add("P", article))
        jumps, backs = [ARTIFACT], [ARTIFACT]
        for _ in range(1, parts):
            jumps.append(self._add("Link", self._add("P", article)))
            backs.append(self._add("Link", self._add("P", article)))
        return tags._replace(paragraphs=tuple(paragraphs), jumps=tuple(jumps), backs=tuple(backs))

    def _figure(self, article: int, picture: Picture, otherwise: str, tags: ReportTags) -> int:
        figure = self._add("Figure", article, alt=picture.caption or otherwise)
        tags.figures.setdefault(picture, figure)
        if picture.caption:
            tags.captions[figure] = self._add("Caption", figure)
        return figure
