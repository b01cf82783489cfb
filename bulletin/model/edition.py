"""What was written: the issue, its reports, the blocks of their bodies, each with its place in a file."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias
from unicodedata import normalize

from bulletin.model.design import Fit
from bulletin.problems import Place, Problem

BARE_NUMBER = "[0-9０-９]+|[〇○零一二三四五六七八九十百]+"  # a number of the issue that lacks 第 and 期

HISTORY_KEPT = 5  # deliveries, where an issue says nothing
FORM_SHARE = 1 / 6  # of a paragraph's characters that are blanks to fill in, so that it is a form; by eye
_BLANK_TO_FILL = re.compile("[_＿]{2,}|\u3000{2,}")
_BOX_TO_TICK = re.compile(r"[□☐☑☒](?= ?\w)")

# closing: 落款, name and day; item: of a list; quote-source: who is quoted; note: the text of a note;
# box-head: what opens a box (【专栏】)
ParagraphKind: TypeAlias = Literal[
    "body", "heading", "closing", "item", "quote", "quote-source", "note", "box-head", "picture", "table", "chart"
]
# The kinds that are not made of lines, as messages name them.
DRAWN_KINDS: Mapping[ParagraphKind, str] = {"table": "表格", "chart": "图表", "picture": "图片"}
ChartKind: TypeAlias = Literal["bar", "column", "line"]  # 条形 柱形 折线
BlockPosition: TypeAlias = Literal["", "top", "middle", "bottom", "here"]  # 上 中 下 原处; "": near its text
ReportKind: TypeAlias = Literal["report", "brief", "notice", "note"]  # 报告 简讯 通知 编者按
# Where something about a report was taken from: a key of its file, a line without one, the file's name, issue.yaml, or
# the title (简讯 is a brief).
Origin: TypeAlias = Literal["header", "line", "file name", "issue", "title"]


class Run(NamedTuple):
    """Characters of one emphasis, one link, or the number of a note."""

    text: str
    bold: bool = False
    link: str = ""  # the address that the words lead to, with its scheme and in ASCII, as a viewer opens it
    note: int = 0  # the note whose number this is, in superscript figures: ¹²


def plain(runs: Iterable[Run]) -> str:
    """The characters of runs that follow each other."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True)
class Pixels:
    """A picture as it is printed, complete, upright, in sRGB or CMYK, 8 bits a channel or 1.

    Two of them are equal: what tells pictures apart is their digest, so that they stay cheap to compare and to name.
    """

    data: bytes = field(default=b"", compare=False, repr=False)  # an image file of our own; a JPEG is a photograph


class Picture(NamedTuple):
    """An image file below content/, decoded when it was read."""

    file: str  # absolute path, for its name alone: nothing opens it again
    digest: str  # SHA-256 of the file, hex
    width_px: int  # of the file, upright; `pixels` may hold fewer
    height_px: int
    caption: str
    place: Place
    pixels: Pixels = Pixels()  # b"" where a picture is laid out and never drawn

    @property
    def aspect(self) -> float:
        """Width to height."""
        return self.width_px / self.height_px


class Cell(NamedTuple):
    """A cell of a table; it may span several columns and rows, and then stands where it begins."""

    runs: tuple[Run, ...]
    place: Place
    across: int = 1  # columns that it spans
    down: int = 1  # rows that it spans

    @property
    def text(self) -> str:
        return plain(self.runs)


class Table(NamedTuple):
    """A table. In every row the columns that cells span, and those that cells from above hang into, add up."""

    head: tuple[tuple[Cell, ...], ...]  # rows of column heads; () without
    rows: tuple[tuple[Cell, ...], ...]  # one at least
    title: str = ""  # 表题: 表1 主要指标
    unit: str = ""  # what stands over its right edge: 单位：亿元
    notes: tuple[str, ...] = ()  # lines below: 注：…… 资料来源：……

    @property
    def columns(self) -> int:
        """How many columns the first row spans; every other spans as many."""
        return sum(cell.across for cell in (*self.head, *self.rows)[0])

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells in reading order."""
        return tuple(cell for row in (*self.head, *self.rows) for cell in row)


class Series(NamedTuple):
    """The values of one column of a table, one for each category of its chart."""

    name: str
    shown: tuple[str, ...]  # as the editor wrote them, without the unit
    values: tuple[float, ...]


class Chart(NamedTuple):
    """A chart of one or more columns of a table."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""  # 图题: 图1 主要指标
    unit: str = ""  # %, 亿元
    notes: tuple[str, ...] = ()  # lines below: 资料来源：……

    @property
    def unit_line(self) -> str:
        """What tells the unit of its values over its drawing: 单位：亿元; "" where the title does, or there is none."""
        told = (f"（{self.unit}）", f"({self.unit})", f"单位：{self.unit}")
        return f"单位：{self.unit}" if self.unit and not any(form in self.title for form in told) else ""

    @property
    def words(self) -> tuple[str, ...]:
        """What its drawing says, in reading order: unit, the names of several series, then category by category."""
        head = (self.unit_line,) if self.unit_line else ()
        names = tuple(each.name for each in self.series) if len(self.series) > 1 else ()
        by_category = zip(self.categories, *(each.shown for each in self.series), strict=True)
        return (*head, *names, *(word for category in by_category for word in category))


class Placing(NamedTuple):
    """Where and how wide the editor wants a picture, table or chart."""

    columns: int = 0  # base columns; 0 is as it needs
    position: BlockPosition = ""


class Paragraph(NamedTuple):
    """One block of a report's body, punctuation already normalised: text, or a picture, table or chart."""

    kind: ParagraphKind
    level: int  # 1-4 for the forms 一、 （一） 1. （1）, headings and numbered paragraphs alike; 0 without
    runs: tuple[Run, ...]
    place: Place
    label: str = ""  # the number or mark it opens with, part of the text too: 一、 （一） 1. （1） • 1） ¹
    picture: Picture | None = None
    run_in: int = 0  # characters of the head that opens a body paragraph, its runs bold: 一要主动转变。
    table: Table | None = None
    chart: Chart | None = None
    placing: Placing = Placing()  # of a picture, table or chart
    nesting: int = 0  # of an item: how many lists it stands in beyond the first
    box: int = 0  # the box of the report that it stands in, counted from 1; 0 outside

    @property
    def text(self) -> str:
        """The characters that lines are made of: none of a picture, table or chart."""
        return plain(self.runs)

    @property
    def is_text(self) -> bool:
        """Whether it is made of lines, and not a picture, table or chart."""
        return self.kind not in DRAWN_KINDS

    @property
    def drawn(self) -> Picture | Table | Chart:
        """What stands there instead of lines; `is_text` has nothing of the kind."""
        found = self.picture or self.table or self.chart
        assert found, f"lines, and no block: {self.kind}"
        return found

    @property
    def words(self) -> tuple[str, ...]:
        """All that it says, in reading order: its text, or caption, cells, labels and notes."""
        if self.picture:
            return (self.picture.caption,) if self.picture.caption else ()
        if self.table:
            cells = (cell.text for cell in self.table.cells)
            return tuple(filter(None, (self.table.title, self.table.unit, *cells, *self.table.notes)))
        if self.chart:
            return tuple(filter(None, (*self.chart.words, self.chart.title, *self.chart.notes)))
        return (self.text,)

    @property
    def is_form(self) -> bool:
        """Whether a body paragraph is to be filled in: a good part is blanks (电话：____), or it has boxes to tick."""
        if self.kind != "body":
            return False
        text = self.text
        if "。" not in text and len(_BOX_TO_TICK.findall(text)) > 1:
            return True
        blanks = _BLANK_TO_FILL.findall(text) if "__" in text or "＿＿" in text or "\u3000\u3000" in text else ()
        return sum(map(len, blanks)) >= FORM_SHARE * len(text) > 0


def heading_levels(paragraphs: Iterable[Paragraph]) -> set[int]:
    """The levels that headings have among `paragraphs`."""
    return {paragraph.level for paragraph in paragraphs if paragraph.kind == "heading"}


class PointText(NamedTuple):
    """One point for the slide as the editor wrote it."""

    head: str
    text: str
    place: Place


class FigureText(NamedTuple):
    """A figure for 数说 as the editor wrote it."""

    before: str  # 超过
    figure: str  # 2.68
    unit: str  # 万户
    noun: str  # what it counts
    place: Place


class Report(NamedTuple):
    """One report, signed or not. In titles U+3000 parts two phrases."""

    name: str  # the file's stem, environment; its whole name where two files have one stem
    column: str  # 栏目
    title: str
    post: str  # 单位职务; "" without
    author: str  # several names are parted by U+3000; "" without
    paragraphs: tuple[Paragraph, ...]
    place: Place  # of the file
    kicker: str = ""  # 引题
    subtitle: str = ""  # 副题
    rank: int = 0  # 1 is the lead; 0 when the editor gave none
    portrait: Picture | None = None
    points: tuple[PointText, ...] = ()
    quote: str = ""  # 摘句: a sentence of the report
    unquoted: bool = False  # 摘句：无: none is chosen either
    figures: tuple[FigureText, ...] | None = None  # 数据: the editor's, () for none at all; None is left to us
    slides: int = 1  # how many it shall have, parted by its sections
    kind: ReportKind = "report"
    places: Mapping[str, Place] = {}  # key of the front matter -> where its value stands
    origins: Mapping[str, Origin] = {}  # key of the front matter -> what its value was taken from
    ignore: frozenset[str] = frozenset()  # codes of warnings to silence

    def __hash__(self) -> int:
        """Of a few of its values: reports are keys, and their texts are long."""
        return hash((self.name, self.title, len(self.paragraphs)))

    @property
    def plain_title(self) -> str:
        """The title in one line of a message: phrases parted by an ordinary space."""
        return self.title.replace("\u3000", " ")

    @property
    def characters(self) -> int:
        """How many characters its text has, tables and charts counted, captions of pictures not."""
        return sum(len(word) for paragraph in self.paragraphs if not paragraph.picture for word in paragraph.words)


class Filler(NamedTuple):
    """补白: a text or a picture that may close a hole."""

    text: str
    picture: Picture | None
    place: Place


class Change(NamedTuple):
    """One replacement made by normalisation (docs/typesetting.md, Normalising marks)."""

    place: Place
    rule: str  # P1 ... S2, C1 ... C5; W1 ... W3: tracked in a Word file
    old: str
    new: str
    shown: str = ""  # the line as typed, for its words around the place

    @property
    def only_width(self) -> bool:
        """Whether a half-width mark became the full-width mark of the same name, and nothing else changed."""
        return self.old.isascii() and not self.old.isspace() and normalize("NFKC", self.new) == self.old


class Edition(NamedTuple):
    """The issue with its reports in printing order. In masthead and slogan U+3000 parts phrases."""

    masthead: str
    date: datetime.date
    reports: tuple[Report, ...]
    slogan: str = ""
    chapter: str = ""  # 篇名
    publisher: str = ""  # 主办
    folio: str = ""  # words of the folio line
    number: str = ""  # 期号, as written; `numbered` as printed
    credits: tuple[tuple[str, str], ...] = ()  # duty, name; a name of "": words alone, as 内部资料
    ordered: bool = False  # the editor gave `order` or `rank`: never changed
    layout: str = "bulletin-a3"
    pages: int = 0  # exact number wanted; 0 is free
    fit: Fit | None = None  # how far copyfitting may go; None is as the layout says
    grid: str = ""  # a fixed plan: 2x2 or the nested form
    fillers: tuple[Filler, ...] = ()
    cover: bool | None = None  # whether the deck has one; None is as its layout says
    contents: bool | None = None
    relief: bool = True  # whether 数说, 本期导读 and quotes may stand beside the text
    history: int = HISTORY_KEPT  # deliveries that output/history/ keeps; 0: none. No page depends on it
    terms: tuple[str, ...] = ()  # content/terms.txt: phrases better not broken
    places: Mapping[str, Place] = {}
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()  # warnings and notes of reading
    ignore: frozenset[str] = frozenset()
    files: Mapping[str, str] = {}  # name in places -> path, for what is looked up again
    written: Mapping[str, str] = {}  # key of issue.yaml -> how messages write it, in the editor's language

    @property
    def numbered(self) -> str:
        """期号 as page and slide print it: a bare number, in digits or Han, is put into 第…期, all else stays."""
        return f"第{self.number}期" if re.fullmatch(BARE_NUMBER, self.number) else self.number

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures that its texts name, in the order of fillers and reports."""
        found = [filler.picture for filler in self.fillers]
        for report in self.reports:
            found += [report.portrait, *(paragraph.picture for paragraph in report.paragraphs)]
        return tuple(picture for picture in found if picture)

    def key(self, name: str) -> str:
        """A key of issue.yaml as messages name it: as its editor would write it."""
        return self.written.get(name, name)
