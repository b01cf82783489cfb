"""The structure tree behind the pages: what a screen reader says, report by report in reading order."""

from collections.abc import Sequence
from typing import NamedTuple

from bulletin.makeup.headlines import HeadPart
from bulletin.model.edition import Chart, Edition, Paragraph, Picture, Table
from bulletin.model.page import ARTIFACT, Tag, TagKind, TagScope

HEADING_TAGS: tuple[TagKind, ...] = ("H3", "H4", "H5", "H6")


class TableTags(NamedTuple):
    """Indices of one table's structure elements in Bulletin.tags; ARTIFACT for what it has not."""

    title: int
    unit: int
    cells: tuple[int, ...]  # as `Table.cells`
    notes: tuple[int, ...]
    links: dict[tuple[int, int], int]  # cell and run -> the Link of its words


class ChartTags(NamedTuple):
    """Indices of one chart's structure elements."""

    figure: int
    title: int  # ARTIFACT without
    notes: tuple[int, ...]


class ReportTags(NamedTuple):
    """Indices of one report's structure elements in Bulletin.tags."""

    head: dict[HeadPart, int]
    paragraphs: tuple[int, ...]  # of a picture its figure, of a table or chart the Table or Figure
    links: dict[tuple[int, int], int]  # paragraph and run -> the Link of its words
    figures: dict[Picture, int]
    captions: dict[int, int]  # figure's tag -> its caption's
    tables: dict[int, TableTags]  # by paragraph
    charts: dict[int, ChartTags]
    jumps: tuple[int, ...]  # by part: the link onwards
    backs: tuple[int, ...]  # by part: the link back


def plain_tags(tags: ReportTags) -> tuple[object, ...] | None:
    """The tags of a report as a key; None where it has pictures, tables, charts or links."""
    if tags.links or tags.figures or tags.tables or tags.charts:
        return None
    return (*tags.head.items(), tags.paragraphs, tags.jumps, tags.backs)


class Structure:
    """The structure tree: a document, its masthead, then report by report in reading order."""

    def __init__(
        self, edition: Edition, parts: Sequence[int], order: Sequence[int], contents: Sequence[int] = ()
    ) -> None:
        """`contents`: the reports that 本期导读 leads to."""
        self.tags: list[Tag] = [Tag("Document", -1, title=edition.masthead), Tag("H1", 0)]
        self.masthead = 1
        self.contents = {report: self._add("Link", self._add("P", 0)) for report in contents}
        self.reports = {number: self._report(edition, number, parts[number]) for number in order}

    def _add(self, kind: TagKind, parent: int, *, alt: str = "", title: str = "") -> int:
        return self._put(Tag(kind, parent, alt, title))

    def _put(self, tag: Tag) -> int:
        self.tags.append(tag)
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
        tags = ReportTags(
            head=head, paragraphs=(), links={}, figures={}, captions={}, tables={}, charts={}, jumps=(), backs=()
        )
        if report.portrait is not None:
            self._figure(article, report.portrait, f"{report.author or '作者'}肖像", tags)
        paragraphs = self._blocks(article, report.paragraphs, tags)
        jumps, backs = [ARTIFACT], [ARTIFACT]
        for _ in range(1, parts):
            jumps.append(self._add("Link", self._add("P", article)))
            backs.append(self._add("Link", self._add("P", article)))
        return tags._replace(paragraphs=paragraphs, jumps=tuple(jumps), backs=tuple(backs))

    def _blocks(self, article: int, paragraphs: Sequence[Paragraph], tags: ReportTags) -> tuple[int, ...]:
        """The elements of a body, one for each block; lists and boxes hold what follows each other in them."""
        found: list[int] = []
        levels: list[int] = []  # of the headings that stand open
        lists: list[int] = []  # the Ls that stand open, one in another
        box, around = 0, article
        for number, paragraph in enumerate(paragraphs):
            if paragraph.box != box:
                box, lists = paragraph.box, []
                around = self._add("Sect", article) if box else article
            if paragraph.kind == "item":
                lists = self._lists(around, lists, paragraph.nesting)
                found.append(self._add("LBody", self._add("LI", lists[-1])))
            else:
                lists = []
                if paragraph.kind == "heading":
                    while levels and levels[-1] >= paragraph.level:
                        levels.pop()
                    levels.append(paragraph.level)
                    found.append(self._add(HEADING_TAGS[min(len(levels), 4) - 1], around))
                else:
                    found.append(self._block(around, number, paragraph, tags))
            for run_number, run in enumerate(paragraph.runs):
                if run.link or run.note:
                    tags.links[number, run_number] = self._add("Link", found[-1])
        return tuple(found)

    def _lists(self, around: int, lists: Sequence[int], nesting: int) -> list[int]:
        """The Ls that stand open at an item so deep; a nested one stands in the one around it."""
        kept = list(lists[: nesting + 1])
        while len(kept) <= nesting:
            kept.append(self._add("L", kept[-1] if kept else around))
        return kept

    def _block(self, around: int, number: int, paragraph: Paragraph, tags: ReportTags) -> int:
        """The element of a block that is neither heading nor item."""
        if paragraph.picture:
            return self._figure(around, paragraph.picture, "图片", tags)
        if paragraph.table:
            return self._table(around, number, paragraph.table, tags)
        if paragraph.chart:
            return self._chart(around, number, paragraph.chart, tags)
        if paragraph.kind == "quote":
            return self._add("P", self._add("BlockQuote", around))
        return self._add("Note" if paragraph.kind == "note" else "P", around)

    def _figure(self, article: int, picture: Picture, otherwise: str, tags: ReportTags) -> int:
        figure = self._add("Figure", article, alt=picture.caption or otherwise)
        tags.figures.setdefault(picture, figure)
        if picture.caption:
            tags.captions[figure] = self._add("Caption", figure)
        return figure

    def _table(self, around: int, number: int, table: Table, tags: ReportTags) -> int:
        element = self._add("Table", around)
        title = self._add("Caption", element) if table.title else ARTIFACT
        unit = self._add("P", title if table.title else self._add("Caption", element)) if table.unit else ARTIFACT
        cells: list[int] = []
        links: dict[tuple[int, int], int] = {}
        for row_number, row in enumerate((*table.head, *table.rows)):
            line = self._add("TR", element)
            for place, cell in enumerate(row):
                scope: TagScope = "Column" if row_number < len(table.head) else "" if place else "Row"
                kind: TagKind = "TH" if scope else "TD"
                cells.append(self._put(Tag(kind, line, scope=scope, across=cell.across, down=cell.down)))
                for run_number, run in enumerate(cell.runs):
                    if run.link or run.note:
                        links[len(cells) - 1, run_number] = self._add("Link", cells[-1])
        notes = tuple(self._add("P", around) for _ in table.notes)
        tags.tables[number] = TableTags(title=title, unit=unit, cells=tuple(cells), notes=notes, links=links)
        return element

    def _chart(self, around: int, number: int, chart: Chart, tags: ReportTags) -> int:
        figure = self._add("Figure", around, alt=chart_words(chart))
        title = self._add("Caption", figure) if chart.title else ARTIFACT
        notes = tuple(self._add("P", around) for _ in chart.notes)
        tags.charts[number] = ChartTags(figure=figure, title=title, notes=notes)
        return figure


def chart_words(chart: Chart) -> str:
    """A chart in words, for who cannot see it: every value with its category, series by series."""
    told = (
        (f"{each.name}：" if len(chart.series) > 1 else "")
        + "，".join(f"{name}{shown}{chart.unit}" for name, shown in zip(chart.categories, each.shown, strict=True))
        for each in chart.series
    )
    return (f"{chart.title}：" if chart.title else "") + "；".join(told) + "。"
