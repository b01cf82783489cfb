"""The structure tree behind the pages: what a screen reader says, report by report in reading order."""

from collections.abc import Sequence
from typing import NamedTuple

from bulletin.model.edition import Edition, Picture
from bulletin.model.page import ARTIFACT, Tag, TagKind


class ReportTags(NamedTuple):
    """Indices of one report's structure elements in Bulletin.tags."""

    kicker: int
    headline: int
    subtitle: int
    byline: int
    portrait: int
    paragraphs: tuple[int, ...]
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
        kicker = self._add("P", article) if report.kicker else ARTIFACT
        headline = self._add("H2", article)
        subtitle = self._add("P", article) if report.subtitle else ARTIFACT
        byline = self._add("P", article) if report.post or report.author else ARTIFACT
        captions: dict[int, int] = {}
        portrait = ARTIFACT
        if report.portrait is not None:
            portrait = self._figure(article, report.portrait, f"{report.author}肖像", captions)
        paragraphs: list[int] = []
        open_levels: list[int] = []
        for paragraph in report.paragraphs:
            if paragraph.picture is not None:
                paragraphs.append(self._figure(article, paragraph.picture, "图片", captions))
            elif paragraph.kind == "heading":
                while open_levels and open_levels[-1] >= paragraph.level:
                    open_levels.pop()
                open_levels.append(paragraph.level)
                paragraphs.append(self._add(_heading(len(open_levels)), article))
            else:
                paragraphs.append(self._add("P", article))
        jumps, backs = [ARTIFACT], [ARTIFACT]
        for _ in range(1, parts):
            jumps.append(self._add("Link", self._add("P", article)))
            backs.append(self._add("Link", self._add("P", article)))
        return ReportTags(
            kicker=kicker,
            headline=headline,
            subtitle=subtitle,
            byline=byline,
            portrait=portrait,
            paragraphs=tuple(paragraphs),
            captions=captions,
            jumps=tuple(jumps),
            backs=tuple(backs),
        )

    def _figure(self, article: int, picture: Picture, otherwise: str, captions: dict[int, int]) -> int:
        figure = self._add("Figure", article, alt=picture.caption or otherwise)
        if picture.caption:
            captions[figure] = self._add("Caption", figure)
        return figure


def _heading(depth: int) -> TagKind:
    kinds: tuple[TagKind, ...] = ("H3", "H4", "H5", "H6")
    return kinds[min(depth, 4) - 1]
