"""简讯: which reports are briefs, and how deep the boxes are in which they gather under one title.

A brief stays a report of its own: its text is set at the box's measure and stays in one column. The columns of a box
hold the briefs in their order, as even as they can be; the white between them makes the box as deep as its page needs.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise, product
from math import ceil
from typing import NamedTuple

from bulletin.makeup.brief import Brief
from bulletin.makeup.brief_heads import BriefHeads
from bulletin.makeup.columns import Filling, fill
from bulletin.makeup.flows import Flow, Flows, SetText
from bulletin.makeup.known import Known
from bulletin.memory import kept
from bulletin.model.design import BriefsDesign
from bulletin.model.edition import Report
from bulletin.units import Pt

TITLE_ROOM = 2.2  # of its size that the title of a box takes with its white: three grid lines of the default layout
FOOT_LINES = 1  # grid lines of ground below the last brief
GAP_LINES, GAP_MOST = 1, 2  # white grid lines between two briefs
FOOT_MOST = 4  # further white grid lines at a column's foot
WIDER_GAP_COST, LOWER_COST, FOOT_WHITE_COST = (0.5, 2.0, 3.0)  # a wider gap, a lower head; white lines squared
TITLE = "简讯"
TITLES = frozenset(("简讯", "快讯", "要闻", "动态", "短讯", "信息", "通知", "通报", "消息"))  # 栏目 that name a kind


class PlacedBrief(NamedTuple):
    """One brief in its box."""

    flow: Flow
    head: int  # grid lines of its head
    text: SetText
    filling: Filling
    rows: int  # grid lines of its text
    column: int  # base column of the box
    line: int  # grid line of the box where its head begins
    x: Pt  # of its text, from the column's left edge
    measure: Pt


class GatheredBriefs(NamedTuple):
    """A box so deep, its title over the columns."""

    depth: int  # grid lines
    title: int  # grid lines of the title, and of further white under it
    pad: int
    feet: tuple[int, ...]  # white grid lines at the foot of each column
    briefs: tuple[PlacedBrief, ...]
    cost: float


class _SetBrief(NamedTuple):
    """One brief at a measure, in one of the numbers of rows that its text can have."""

    flow: Flow
    head: int
    text: SetText
    filling: Filling
    rows: int

    @property
    def lines(self) -> int:
        return self.head + self.rows


class _BriefColumn(NamedTuple):
    """Briefs one under another."""

    briefs: tuple[_SetBrief, ...]
    cost: float
    widened: int = 0  # white grid lines to share out between them, and below the last
    foot: int = 0


def is_brief(report: Report, design: BriefsDesign) -> bool:
    """Whether a report may gather with others: short or said to be a brief, all of it text, no rank given."""
    if 1 <= report.rank <= 3:
        return False
    if report.kind == "brief":
        return can_gather(report)
    if report.kind != "report" or "kind" in report.origins or "kind" in report.places:
        return False
    lengths = accumulate(len(paragraph.text) for paragraph in report.paragraphs)
    return all(length < design.max_characters for length in lengths) and can_gather(report)


def can_gather(report: Report) -> bool:
    """Whether a report is text alone, without portrait and box."""
    text = all(paragraph.is_text and not paragraph.box for paragraph in report.paragraphs)
    return text and report.portrait is None


def briefs_title(reports: Sequence[Report]) -> str:
    """The title of a box of these briefs: their 栏目 where all share one that names a kind."""
    columns = {report.column for report in reports}
    return columns.pop() if len(columns) == 1 and columns <= TITLES else TITLE


class Briefs:
    """The boxes of briefs of one issue at one grid."""

    def __init__(self, brief: Brief, flows: Flows, known: Known | None = None) -> None:
        self._brief = brief
        self._flows = flows
        self._heads = BriefHeads(brief, known)
        self._design = brief.design.briefs
        self._area = brief.area

    def measure(self, span: int) -> Pt:
        """The measure of the text in a box over so many base columns: with air at both sides of the box."""
        return self._area.measure - self._design.padding * (2 if span == 1 else 1)

    @property
    def title_lines(self) -> int:
        size = self._area.grid.size * self._design.title_scale
        return max(2, ceil(TITLE_ROOM * size / self._area.grid.leading))

    @kept
    def boxes(self, flow: Flow, span: int) -> tuple[GatheredBriefs, ...]:
        """The boxes of `span` base columns that hold these briefs, by depth; none where columns would be uneven."""
        if span > min(self._design.columns, self._area.grid.columns, len(flow.members)):
            return ()
        made = [self._ways(member, self.measure(span)) for member in flow.members]
        lines = [ways[0].lines for ways in made]
        ends = min(_partitions(len(made), span), key=lambda ends: _unevenness(lines, ends))
        columns = [_columns(made[start:end]) for start, end in pairwise(ends)]
        shared = sorted(set(columns[0]).intersection(*columns[1:]))
        found = [self._box([column[inner] for column in columns], inner) for inner in shared]
        return tuple(found + [self._box([column[inner] for column in columns], inner, pad=1) for inner in shared[-1:]])

    def _ways(self, flow: Flow, measure: Pt) -> tuple[_SetBrief, ...]:
        """A brief at a measure: in the rows that suit it best, then in one more or fewer."""
        text = self._flows.text(flow.report, measure)
        head = len(self._heads.head(flow.report, measure))
        fillings = ((rows, fill(text.column_text, (rows,))) for rows in (text.rows, text.rows + 1, text.rows - 1))
        return tuple(_SetBrief(flow, head, text, filling, rows) for rows, filling in fillings if filling)

    def _box(self, columns: Sequence[_BriefColumn], inner: int, pad: int = 0) -> GatheredBriefs:
        """A box of these columns, all so deep; with `pad` more white under its title."""
        title = self.title_lines
        return GatheredBriefs(
            depth=title + pad + inner + FOOT_LINES,
            title=title,
            pad=pad,
            feet=tuple(column.foot for column in columns),
            briefs=tuple(self._placed(columns, title + pad)),
            cost=sum(column.cost for column in columns) + LOWER_COST * pad * len(columns),
        )

    def _placed(self, columns: Sequence[_BriefColumn], top: int) -> Iterator[PlacedBrief]:
        """The briefs of all columns where they stand."""
        span, padding = len(columns), self._design.padding
        measure = self.measure(span)
        for number, column in enumerate(columns):
            line, gaps = top, max(1, len(column.briefs) - 1)
            x = padding * (1 - number / max(1, span - 1))  # every column keeps within its base column
            for place, each in enumerate(column.briefs):
                yield PlacedBrief(
                    flow=each.flow, head=each.head, text=each.text, filling=each.filling, rows=each.rows,
                    column=number, line=line, x=x, measure=measure,
                )  # fmt: skip
                line += each.lines + GAP_LINES
                line += column.widened * (place + 1) // gaps - column.widened * place // gaps


def _columns(briefs: Sequence[Sequence[_SetBrief]]) -> dict[int, _BriefColumn]:
    """For each depth the cheapest column of these briefs, each in one of its ways."""
    tight = {-GAP_LINES: _BriefColumn(briefs=(), cost=0.0)}
    for ways in briefs:
        longer: dict[int, _BriefColumn] = {}
        for (lines, column), way in product(tight.items(), ways):
            more = _BriefColumn(briefs=(*column.briefs, way), cost=column.cost + way.filling.cost)
            _enter(longer, lines + GAP_LINES + way.lines, more)
        tight = longer
    found: dict[int, _BriefColumn] = {}
    for lines, column in tight.items():
        for widened, foot in product(range((GAP_MOST - GAP_LINES) * (len(briefs) - 1) + 1), range(FOOT_MOST + 1)):
            cost = column.cost + WIDER_GAP_COST * widened + FOOT_WHITE_COST * foot * foot
            _enter(found, lines + widened + foot, column._replace(cost=cost, widened=widened, foot=foot))
    return found


def _enter(columns: dict[int, _BriefColumn], lines: int, column: _BriefColumn) -> None:
    if lines not in columns or column.cost < columns[lines].cost:
        columns[lines] = column


def _partitions(count: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Where so many briefs in their order may be parted over columns: 0, the ends of all columns."""
    for inner in combinations(range(1, count), parts - 1):
        yield (0, *inner, count)


def _unevenness(lines: Sequence[int], ends: Sequence[int]) -> tuple[int, int]:
    """The deepest column, then how far the others are from it."""
    columns = [sum(lines[start:end]) + GAP_LINES * (end - start - 1) for start, end in pairwise(ends)]
    deepest = max(columns)
    return deepest, sum((deepest - column) ** 2 for column in columns)
