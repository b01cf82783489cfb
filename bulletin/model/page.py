"""Finished pages: marks in reading order, the modules they belong to, and the structure behind them."""

from typing import Literal, NamedTuple, TypeAlias

from bulletin.geometry import PathStep, Point, Rect, Size
from bulletin.model.design import Color, Grid
from bulletin.model.edition import Picture
from bulletin.model.galley import Line, Span
from bulletin.model.kept_plan import Steadiness
from bulletin.problems import Problem
from bulletin.units import Pt

PORTRAIT = -1  # as the paragraph of a block
ARTIFACT = -1  # the tag of furniture: not part of the text

# What a mark round the reports belongs to, so that `proof/` can judge its place; "" is a mark of a module or filler.
FurnitureKind: TypeAlias = Literal[
    "", "masthead-field", "masthead-art", "masthead-title", "slogan", "issue-number", "seal", "folio", "credits"
]


class TextMark(NamedTuple):
    """A line of text; `x` is where its measure starts, `y` its baseline."""

    x: Pt
    y: Pt
    spans: tuple[Span, ...]
    tag: int = ARTIFACT  # index in Bulletin.tags
    hyphen: bool = False  # the last unit is a hyphen of ours: not in the text
    furniture: FurnitureKind = ""


class RuleMark(NamedTuple):
    """A straight rule between two points."""

    start: Point
    end: Point
    width: Pt
    color: Color
    furniture: FurnitureKind = ""
    tag: int = ARTIFACT  # of the chart that it is part of


class ShapeMark(NamedTuple):
    """A closed or open path, filled or stroked or both."""

    path: tuple[PathStep, ...]
    fill: Color | None = None
    stroke: Color | None = None
    width: Pt = 0.0
    opacity: float = 1.0  # 1 always for files that go to press
    bleed: bool = False
    furniture: FurnitureKind = ""
    tag: int = ARTIFACT  # of the chart that it is part of


class ImageMark(NamedTuple):
    """A picture in its slot; `crop` is the part of the image shown, in fractions of its sides."""

    rect: Rect
    picture: Picture
    crop: Rect
    alt: str
    tag: int = ARTIFACT
    fitting: float = 0.0  # width to height of a picture that the slot would show whole; 0: of `rect`


class LinkMark(NamedTuple):
    """A place that leads elsewhere: a jump line, the number of a note, the words of a link."""

    rect: Rect
    page: int  # number of the target page, from 1; 0 with `address`
    y: Pt
    tag: int
    contents: str
    address: str = ""  # outside the file


Mark: TypeAlias = TextMark | RuleMark | ShapeMark | ImageMark | LinkMark

# fmt: off
TagKind: TypeAlias = Literal[
    "Document", "Art", "Sect", "H1", "H2", "H3", "H4", "H5", "H6", "P", "BlockQuote", "Note", "L", "LI", "LBody",
    "Figure", "Caption", "Table", "TR", "TH", "TD", "Link",
]
# fmt: on
TagScope: TypeAlias = Literal["", "Row", "Column"]


class Tag(NamedTuple):
    """A structure element; the tree's order is the reading order."""

    kind: TagKind
    parent: int  # index in Bulletin.tags, -1 for the root
    alt: str = ""
    title: str = ""
    scope: TagScope = ""  # of a TH: what it heads
    across: int = 1  # columns that a TH or TD spans
    down: int = 1  # rows that a TH or TD spans


class Column(NamedTuple):
    """A text column of a module as it was filled."""

    x: Pt
    measure: Pt
    first_baseline: Pt
    lines: int  # grid lines of text: one for each line, more of a lead-in
    depth: int  # grid lines between the column's head and the module's foot
    blocked: int = 0  # grid lines taken by floats, blocks in the text, quotes and the jump line
    air: int = 0  # grid lines of white above paragraphs (`TextStyle.lines_above`)
    white: int = 0  # grid lines of white around the blocks in its text, and where the next one found no room


class Piece(NamedTuple):
    """Consecutive lines of one paragraph in one column."""

    paragraph: int  # index in Report.paragraphs
    column: int
    row: int  # grid line of the first, from the column's head
    lines: tuple[Line, ...]
    lead_in: int = 0  # grid lines that it takes as a lead-in, larger and on a pitch of its own; 0: one for each line

    @property
    def rows(self) -> int:
        """Grid lines that it takes."""
        return self.lead_in or len(self.lines)


class BlockPiece(NamedTuple):
    """A picture, table or chart, or the rows of a table that stand together, in the columns that it takes."""

    paragraph: int  # index in Report.paragraphs, or PORTRAIT
    column: int  # the first
    columns: int
    row: int  # grid line of the first, from the columns' head
    rows: int  # grid lines that it takes, white around it included
    rect: Rect  # its marks stand in it
    floating: bool = True  # beside the text, at the head or foot of its columns, and not in it


class PulledQuote(NamedTuple):
    """A sentence of a report printed large in one of its columns."""

    text: str
    column: int
    row: int  # grid line of the first, from the column's head
    rows: int  # grid lines that it takes, rules and white included


class Module(NamedTuple):
    """One report's rectangle on one page, with what was put there: facts for `proof/`."""

    report: int  # index in Edition.reports
    rect: Rect
    head_lines: int
    columns: tuple[Column, ...]
    pieces: tuple[Piece, ...]
    part: int = 0  # 0 is the opening, then the continuations
    pad: int = 0  # white added so that the module's depth agrees, in head_lines but for `foot`
    foot: int = 0  # of it, white under the columns
    blocks: tuple[BlockPiece, ...] = ()  # in reading order
    head_size: Pt = 0.0  # of its headline
    head_rows: int = 0  # of its headline
    quotes: tuple[PulledQuote, ...] = ()

    def __hash__(self) -> int:
        """Of a few of its values: modules are keys, and their lines are many."""
        return hash((self.report, self.part, self.rect, self.columns))


class BriefsBox(NamedTuple):
    """A box of briefs on one page, with the modules that stand in it."""

    title: str
    rect: Rect  # whole grid lines and base columns; its ground ends with the last line's ink
    reports: tuple[int, ...]  # indices in Edition.reports


class ReliefText(NamedTuple):
    """What a box of relief says in one place: facts for `proof/`."""

    kind: Literal["title", "source", "figure", "quote", "entry"]  # source: whose figures follow
    report: int  # index in Edition.reports whose words these are; -1 for a title of ours
    words: tuple[str, ...]  # in the order in which they are drawn
    page: int = 0  # that an entry names


class ReliefBox(NamedTuple):
    """数说, 本期导读 or a quote in a box of its own, and what it says in the order in which it is drawn."""

    rect: Rect
    texts: tuple[ReliefText, ...]


class Page(NamedTuple):
    number: int
    size: Size
    body: Rect  # where modules stand
    marks: tuple[Mark, ...]  # in reading order, furniture first
    modules: tuple[Module, ...]
    lines: int  # nominal depth of `body` in grid lines
    fillers: tuple[Rect, ...] = ()  # boxes that close a hole
    briefs: tuple[BriefsBox, ...] = ()
    reliefs: tuple[ReliefBox, ...] = ()

    def __hash__(self) -> int:
        """Of a few of its values: pages are keys, and their marks are many."""
        return hash((self.number, self.body, len(self.marks), self.modules))

    @property
    def boxes(self) -> tuple[Rect, ...]:
        """Where something stands beside the modules: fillers and relief."""
        return (*self.fillers, *(relief.rect for relief in self.reliefs))


class OutlineEntry(NamedTuple):
    title: str
    page: int
    y: Pt
    level: int


class Bulletin(NamedTuple):
    """The whole publication: what `draw/` needs and `proof/` judges."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    date: tuple[int, int, int]
    pages: tuple[Page, ...]
    tags: tuple[Tag, ...]
    outline: tuple[OutlineEntry, ...]
    plan: str  # the tree, as `grid:` takes it
    summary: str  # the plan in a few Chinese words; what else there is to say of it on lines below
    offers: tuple[str, ...] = ()  # of the summary: what would close the last page
    grid: Grid | None = None  # the grid used: copyfitting may have left the layout's
    steadiness: Steadiness | None = None  # the plan for the next build, and whether it is that of the last one
    order: tuple[int, ...] = ()  # indices of Edition.reports as they were placed; () as they came
    problems: tuple[Problem, ...] = ()  # what makeup had to do that the editor should know
