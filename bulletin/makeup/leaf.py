"""One module, decided: a report, a box of briefs, 补白 or relief as a rectangle of base columns and grid lines."""

from typing import NamedTuple, TypeAlias

from bulletin.choose.quotes import Quote
from bulletin.makeup.briefs import GatheredBriefs, PlacedBrief
from bulletin.makeup.columns import Filling
from bulletin.makeup.flows import NO_TEXT, Flow, SetText
from bulletin.makeup.headlines import Head
from bulletin.makeup.relief import Relief
from bulletin.makeup.slots import SlotPlan, slot_plan
from bulletin.model.design import FillerDesign
from bulletin.units import Pt

FILLER_COST = 45.0  # of 补白, and a line for each of its column lines: chosen on random issues


class FilledColumns(NamedTuple):
    """The text columns of a module: what blocks them and what fills them."""

    depth: int  # grid lines
    capacities: tuple[int, ...]  # rows that each column has for text
    slots: SlotPlan
    text: SetText
    filling: Filling
    cost: float

    @property
    def columns(self) -> int:
        return len(self.capacities)

    @property
    def blocked(self) -> tuple[int, ...]:
        """Grid rows that floats and quotes take of each column."""
        return self.slots.blocked


class BriefPlace(NamedTuple):
    """Where a brief stands in its box."""

    column: int  # base column of the box
    line: int  # grid line of the box
    x: Pt  # of its text, from the column's left edge
    measure: Pt


class Leaf(NamedTuple):
    """One module, decided: everything but where on the page it stands."""

    flow: Flow
    span: int
    head: Head
    pad: int
    body: FilledColumns
    cost: float
    jumps: bool = False  # the text goes on elsewhere
    floats: int = 0  # of the flow's floats, how many stand here
    members: tuple["Leaf", ...] = ()  # of a box of briefs: these, in reading order
    place: BriefPlace | None = None  # of a brief in a box
    relief: Relief | None = None  # what stands here in place of a report
    foot: int = 0  # of the pad, grid lines that stand at the module's foot

    @property
    def height(self) -> int:
        """Grid lines of the whole module."""
        return self.head.lines + self.pad + self.body.depth

    @property
    def text_line(self) -> int:
        """Grid lines above its text."""
        return self.head.lines + self.pad - self.foot

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The pull quotes that stand here."""
        return self.body.slots.quotes


ModuleTable: TypeAlias = dict[int, tuple[Leaf, ...]]  # total depth -> cheapest modules, of differing head sizes


FILLER = Flow(report=-1, part=0, text=NO_TEXT, floats=(), portrait=None)


def is_box(leaf: Leaf) -> bool:
    """Whether a leaf is no report but 补白 or relief."""
    return leaf.flow is FILLER


def is_filler(leaf: Leaf) -> bool:
    """Whether a leaf is 补白."""
    return is_box(leaf) and leaf.relief is None


def relief_leaf(relief: Relief, span: int, depth: int, cost: float) -> Leaf:
    """The leaf of a box of relief."""
    return filler_leaf(span, depth)._replace(relief=relief, cost=cost)


def filler_leaf(span: int, depth: int) -> Leaf:
    """A filler's box of so many base columns and grid lines."""
    body = _body(NO_TEXT, Filling(cost=0.0, chosen=()), (), depth)
    head = Head(size=0.0, rows=0, lines=0, cost=0.0)
    return Leaf(flow=FILLER, span=span, head=head, pad=0, body=body, cost=FILLER_COST + depth * span)


def filler_table(design: FillerDesign, span: int, most: int) -> ModuleTable:
    """Boxes of `span` base columns and at most `most` grid lines that some filler may take."""
    return {depth: (filler_leaf(span, depth),) for depth in range(design.lines_min, min(design.lines_max, most) + 1)}


def is_gathering(leaf: Leaf) -> bool:
    """Whether a leaf is a box of briefs."""
    return bool(leaf.members)


def briefs_leaf(flow: Flow, box: GatheredBriefs, span: int, cost: float) -> Leaf:
    """A box of briefs as a module of its page."""
    depth = box.depth - box.title - box.pad
    body = _body(NO_TEXT, Filling(cost=0.0, chosen=()), tuple(depth - foot for foot in box.feet), depth)
    members = tuple(_brief_leaf(each) for each in box.briefs)
    head = Head(size=0.0, rows=1, lines=box.title, cost=0.0)
    return Leaf(flow=flow, span=span, head=head, pad=box.pad, body=body, cost=cost, members=members)


def _brief_leaf(placed: PlacedBrief) -> Leaf:
    """A brief of a box as a module of one column."""
    body = _body(placed.text, placed.filling, (placed.rows,), placed.rows)
    head = Head(size=0.0, rows=placed.head, lines=placed.head, cost=0.0)
    place = BriefPlace(column=placed.column, line=placed.line, x=placed.x, measure=placed.measure)
    return Leaf(flow=placed.flow, span=1, head=head, pad=0, body=body, cost=placed.filling.cost, place=place)


def _body(text: SetText, filling: Filling, capacities: tuple[int, ...], depth: int) -> FilledColumns:
    """Columns beside which nothing stands."""
    slots = slot_plan((), 0.0, len(capacities))
    return FilledColumns(depth=depth, capacities=capacities, slots=slots, text=text, filling=filling, cost=0.0)


def white_rows(leaf: Leaf) -> float:
    """White inside a module, in grid lines of a base column: the padded head and short columns."""
    return 0.0 if is_box(leaf) else leaf.pad * leaf.span + short_rows(leaf)


def short_rows(leaf: Leaf) -> float:
    """Lines that a module's columns end early, in grid lines of a base column."""
    if is_box(leaf):
        return 0.0
    body = leaf.body
    short = body.columns * body.depth - sum(body.capacities) - sum(body.blocked) - leaf.jumps
    return short * leaf.span / body.columns
