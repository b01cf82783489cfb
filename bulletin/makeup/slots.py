"""Where the floats of a module stand: columns and grid lines, before any text is filled in.

A picture, table or chart stands at the head or the foot of its columns, near the text that it was written in, in the
order of the text, and never so that a column beside another float of the same module is left with a hole
(docs/typesetting.md, Pictures). Pull quotes take lines of their columns too: `makeup/pull_quotes.py`.
"""

from collections.abc import Container, Iterator, Sequence
from itertools import product
from math import ceil
from typing import Literal, NamedTuple, TypeAlias

from bulletin.choose.quotes import Quote
from bulletin.makeup.blocks import LEAST_PICTURE, Blocks, Float, FloatKind
from bulletin.makeup.brief import Brief
from bulletin.makeup.flows import Flow
from bulletin.makeup.headlines import Heads
from bulletin.memory import kept
from bulletin.model.edition import BlockPosition, Picture
from bulletin.units import Pt

PICTURE_LINE_COST = 6.0  # for each line that a picture is lower than usual,
PICTURE_WHITE_COST = 0.5  # and that its slot is higher, for it keeps its shape
PICTURE_STEPS = (0, -1, 1, -2, 2)  # lines that a slot may give or take, in the order of trying
# Of an arrangement, by eye: each column between a float and its text, one float upon another, a foot instead of a head.
NEAR_COLUMNS = 0.5  # of a column from its text a float stands there
FAR_COST, STACKED_COST, FOOT_COST = 4.0, 150.0, 1.0
NARROWED_COST, WISH_BROKEN_COST = 10.0, 60.0  # a picture over one column for want of room, one against a wish
ARRANGEMENTS = 2  # tried for each size of the pictures
BEAM = 16  # arrangements kept while they are built

SlotKind: TypeAlias = FloatKind | Literal["portrait", "quote"]


class ModuleSlot(NamedTuple):
    """A float, portrait or pull quote in a module: text columns and grid lines."""

    kind: SlotKind
    first: int
    columns: int
    top: int  # grid lines above it, from the columns' head; at their foot those below it; of a quote when it is placed
    lines: int
    foot: bool = False
    picture: Picture | None = None
    floating: Float | None = None
    loss: float = 0.0  # share of the picture's area that may be cut off to fill the slot
    quote: Quote | None = None  # when it is placed

    def covers(self, column: int) -> bool:
        """Whether it takes lines of this text column."""
        return self.first <= column < self.first + self.columns

    def row(self, depth: int) -> int:
        """Its first grid line in columns so deep, from their head."""
        return depth - self.top - self.lines if self.foot else self.top


class SlotPlan(NamedTuple):
    """One way to place what a module shows beside its text."""

    slots: tuple[ModuleSlot, ...]
    cost: float
    blocked: tuple[int, ...]  # grid rows that floats and quotes take of each text column
    rows: int  # of these together
    runs_on: int = 0  # lines of text too many without a rest for the eye, where a sentence was left to quote
    least: tuple[int, ...] = ()  # rows for text that each column has at the least: none where floats may fill it alone

    @property
    def quoted_rows(self) -> int:
        """Grid lines that pull quotes take."""
        return sum(slot.lines for slot in self.slots if slot.kind == "quote")

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The pull quotes that stand here, once they are placed."""
        return tuple(slot.quote for slot in self.slots if slot.quote)


def slot_rows(slots: tuple[ModuleSlot, ...], column: int, *, foot: bool) -> int:
    """Grid rows that floats and the portrait take at a text column's head, or at its foot."""
    own = (slot for slot in slots if slot.kind != "quote" and slot.covers(column) and slot.foot == foot)
    return max((slot.top + slot.lines for slot in own), default=0)


def slot_plan(slots: tuple[ModuleSlot, ...], cost: float, columns: int) -> SlotPlan:
    """The plan of these slots over so many text columns."""
    blocked = tuple(
        slot_rows(slots, column, foot=False)
        + slot_rows(slots, column, foot=True)
        + sum(slot.lines for slot in slots if slot.covers(column) and slot.kind == "quote")
        for column in range(columns)
    )
    quoted = {slot.first for slot in slots if slot.kind == "quote"}
    least = tuple(int(column in quoted or not rows) for column, rows in enumerate(blocked))
    return SlotPlan(slots=slots, cost=cost, blocked=blocked, rows=sum(blocked), least=least)


class _Arranged(NamedTuple):
    """Floats placed so far: rows taken at the head and foot of each column, where the last one stands, the cost."""

    slots: tuple[ModuleSlot, ...]
    heads: tuple[int, ...]
    feet: tuple[int, ...]
    reached: tuple[int, bool]  # in columns of reading; whether it stands at a head, where the next column begins
    cost: float


class _PortraitLines(NamedTuple):
    """Grid lines that a portrait may take."""

    least: int
    usual: int
    most: int


class _ToPlace(NamedTuple):
    """A float to be placed."""

    slot: ModuleSlot
    position: BlockPosition  # that the editor wants
    target: float  # where its text stands, in columns of reading
    jumps: bool  # the foot of the last column is taken


class Slots:
    """The ways to place portrait and floats of one issue at one grid."""

    def __init__(self, brief: Brief, blocks: Blocks, heads: Heads) -> None:
        self._brief = brief
        self._blocks = blocks
        self._heads = heads

    @kept  # needed at every depth of a part
    def plans(self, flow: Flow, columns: int, measure: Pt, floats: int, *, jumps: bool = False) -> tuple[SlotPlan, ...]:
        """Ways to place portrait and the first `floats` floats over text columns of `measure`.

        With `jumps` the foot of the last column is left to the jump line.
        """
        plans: list[SlotPlan] = []
        shown = flow.floats[:floats]
        pictured = flow.portrait or any(self._blocks.block(each).picture for each in shown)
        for step in PICTURE_STEPS if pictured else (0,):
            for arranged in self._narrowing(flow, shown, columns, measure, step, jumps=jumps):
                placed = arranged.slots
                cost = arranged.cost + (PICTURE_WHITE_COST if step > 0 else -PICTURE_LINE_COST) * step * len(placed)
                plans.append(slot_plan(placed, cost, columns))
        return tuple(plans)

    def _narrowing(
        self, flow: Flow, floats: Sequence[Float], columns: int, measure: Pt, step: int, *, jumps: bool
    ) -> Sequence[_Arranged]:
        """The best ways to place portrait and floats; where there is none, with pictures over one column.

        First those that no editor wants wider, then all of them: many pictures spread through their text rather than
        stand one upon another.
        """
        pictures = tuple(each for each in floats if self._blocks.block(each).picture)
        free = tuple(each for each in pictures if self._blocks.block(each).placing.columns < 2)
        for narrow in ((), free, pictures) if columns > 1 else ((),):
            if found := self._arrangements(flow, floats, columns, measure, step, jumps=jumps, narrow=narrow):
                broken = max(0, len(narrow) - len(free))
                cost = NARROWED_COST * len(narrow) + WISH_BROKEN_COST * broken
                return [each._replace(cost=each.cost + cost) for each in found]
        return ()

    def _arrangements(
        self,
        flow: Flow,
        floats: Sequence[Float],
        columns: int,
        measure: Pt,
        step: int,
        *,
        jumps: bool,
        narrow: Container[Float],
    ) -> Sequence[_Arranged]:
        """The best ways to place portrait and floats, pictures `step` lines higher than usual; none outside limits."""
        start = self._with_portrait(flow, columns, measure, step)
        if start is None:
            return ()
        beam = [start]
        for floating, target in zip(floats, flow.places(columns, len(floats)), strict=True):
            own = self._blocks.sized(floating, columns, measure, narrow=floating in narrow)
            block = self._blocks.block(floating)
            lines = max(own.least, own.lines + step) if block.picture else own.lines
            if own.columns > columns or lines < min(own.lines, own.lines_min):
                return ()
            slot = ModuleSlot(own.kind, 0, own.columns, 0, lines, False, block.picture, floating, own.loss)
            wanted = _ToPlace(slot=slot, position=block.placing.position, target=target, jumps=jumps)
            further = (after for before in beam for after in _with_float(before, wanted, columns))
            beam = sorted(further, key=lambda arranged: arranged.cost)[:BEAM]
        return beam[: 1 if step else ARRANGEMENTS]

    def _with_portrait(self, flow: Flow, columns: int, measure: Pt, step: int) -> _Arranged | None:
        """Only the portrait placed, if there is one; None where `step` takes it outside its limits."""
        empty = _Arranged(slots=(), heads=(0,) * columns, feet=(0,) * columns, reached=(0, False), cost=0.0)
        if flow.portrait is None:
            return empty
        limits = self._portrait_lines(flow, flow.portrait, columns, measure)
        lines = limits.usual + step
        if not limits.least <= lines <= limits.most:
            return None
        slot = self._portrait_slot(flow.portrait, columns, lines)
        return empty._replace(slots=(slot,), heads=_raised(empty.heads, slot, lines))

    def _portrait_lines(self, flow: Flow, portrait: Picture, columns: int, measure: Pt) -> _PortraitLines:
        """It takes no more of the module than its head or its text does, whichever is more."""
        own = self._brief.design.pictures.portrait
        head = min(choice.lines for choice in self._heads.choices(flow.report, columns, back=flow.part > 0))
        most = max(self._blocks.least_lines(portrait, measure, own.lines_min), head * columns, flow.text.rows)
        least, most = min(own.lines_min, most), min(own.lines_max, most)
        room = self._blocks.picture_room(portrait, measure)
        lines = ceil((room.height + room.caption) / self._brief.area.grid.leading)
        return _PortraitLines(least=least, usual=max(min(lines, most), least), most=most)

    def _portrait_slot(self, portrait: Picture, columns: int, lines: int) -> ModuleSlot:
        """The portrait at the head of its column."""
        design = self._brief.design.pictures
        column = min((design.portrait_column or columns) - 1, columns - 1)
        return ModuleSlot("portrait", column, 1, 0, lines, picture=portrait, loss=design.portrait.crop)

    def stacked(self, flow: Flow, floats: int, columns: int, measure: Pt, step: int) -> tuple[ModuleSlot, ...] | None:
        """Portrait and floats one under another at the head of all columns, whatever it looks like.

        Pictures are `step` lines higher than usual, but each is still seen. None: a table is wider.
        """
        found: list[ModuleSlot] = []
        top = 0
        if flow.portrait:
            usual = self._portrait_lines(flow, flow.portrait, columns, measure).usual
            top = max(usual + step, LEAST_PICTURE)
            slot = self._portrait_slot(flow.portrait, columns, top)
            # what stands under it leaves no hole beside it
            found = [slot._replace(first=0, columns=columns, loss=0.0) if floats else slot]
        for floating in flow.floats[:floats]:
            own = self._blocks.sized(floating, columns, measure)
            picture = self._blocks.block(floating).picture
            if own.columns > columns and not picture:
                return None
            lines = max(own.least, own.lines + step) if picture else own.lines
            found.append(ModuleSlot(own.kind, 0, columns, top, lines, False, picture, floating, own.loss))
            top += lines
        return tuple(found)


def _with_float(before: _Arranged, wanted: _ToPlace, columns: int) -> Iterator[_Arranged]:
    """Every place for one more float, after those before it in reading and without a hole beside it."""
    wide, lines = wanted.slot.columns, wanted.slot.lines
    for first, foot in product(range(columns - wide + 1), (False, True)):
        if wanted.position == ("top" if foot else "bottom") or (foot and wanted.jumps and first + wide == columns):
            continue
        rows = before.feet if foot else before.heads
        reads = first + wide if foot else first
        reached = reads, not foot
        if len(set(rows[first : first + wide])) > 1 or reached < before.reached or (foot and rows[first]):
            continue  # a hole, or before an earlier one: what is stacked at a foot stands above it
        top = rows[first]
        slot = wanted.slot._replace(first=first, top=top, foot=foot)
        raised = _raised(rows, slot, top + lines)
        far = FAR_COST * max(0.0, abs(reads - wanted.target) - NEAR_COLUMNS)
        yield _Arranged(
            slots=(*before.slots, slot),
            heads=before.heads if foot else raised,
            feet=raised if foot else before.feet,
            reached=reached,
            cost=before.cost + far + STACKED_COST * (top > 0) + FOOT_COST * foot,
        )


def _raised(rows: Sequence[int], slot: ModuleSlot, taken: int) -> tuple[int, ...]:
    """Rows taken of each column when a slot has been put there."""
    return tuple(taken if slot.covers(column) else own for column, own in enumerate(rows))
