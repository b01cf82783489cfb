"""Where pictures and the pull quote of a module stand: columns and grid lines, before any text is filled in.

Pictures stand at the head of their columns (docs/typesetting.md, Pictures). A pull quote takes lines of a middle
column; at which of its rows is found when the module is set.
"""

from math import ceil
from typing import Literal, NamedTuple, TypeAlias

from bulletin.makeup.brief import Brief
from bulletin.makeup.flows import Flow
from bulletin.memory import kept
from bulletin.model.design import Grid, SlotDesign
from bulletin.model.edition import Picture
from bulletin.units import Pt

PICTURE_LINE_COST = 2.0  # for each line that a picture is higher or lower than usual
QUOTE_OMITTED_COST = 14.0  # the editor asked for it: leaving it out costs what an unasked one would
LEAST_PICTURE = 4  # grid lines under which a picture shows nothing
PICTURE_STEPS = (0, -1, 1, -2, 2)  # lines that a slot may give or take, in the order of trying
NEARLY_WHOLE = 0.05  # of a grid line: a picture takes no further line for so little
QUOTE_PITCH = 1.35  # line height of a pull quote over its size: chosen by eye

SlotKind: TypeAlias = Literal["portrait", "upright", "landscape", "full", "quote"]


class ModuleSlot(NamedTuple):
    """A picture or pull quote in a module: text columns and grid lines from the columns' head."""

    kind: SlotKind
    picture: Picture | None
    first: int
    columns: int
    top: int
    lines: int
    caption_lines: int = 0
    loss: float = 0.0  # share of the picture's area that may be cut off to fill the slot

    def covers(self, column: int) -> bool:
        """Whether it takes lines of this text column."""
        return self.first <= column < self.first + self.columns


def air_below(grid: Grid) -> Pt:
    """White that a picture keeps from the body line or caption on the grid line below it."""
    return grid.leading - grid.first_baseline_em * grid.size


class SlotPlan(NamedTuple):
    """One way to place what a module shows beside its text."""

    slots: tuple[ModuleSlot, ...]
    cost: float

    @property
    def quoted(self) -> bool:
        return any(slot.kind == "quote" for slot in self.slots)


def picture_rows(slots: tuple[ModuleSlot, ...], column: int) -> int:
    """Grid rows that pictures take at a text column's head."""
    return max((slot.top + slot.lines for slot in slots if slot.covers(column) and slot.kind != "quote"), default=0)


def blocked_rows(slots: tuple[ModuleSlot, ...], columns: int) -> tuple[int, ...]:
    """Grid rows that pictures and quotes take of every text column."""
    return tuple(
        picture_rows(slots, column) + sum(slot.lines for slot in slots if slot.covers(column) and slot.kind == "quote")
        for column in range(columns)
    )


class Slots:
    """The ways to place portrait, pictures and pull quote of one issue at one grid."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief

    @kept  # needed at every depth of a part
    def plans(self, flow: Flow, columns: int, measure: Pt, pictures: int) -> tuple[SlotPlan, ...]:
        """Ways to place portrait, the first `pictures` pictures and the pull quote over text columns of `measure`."""
        plans: list[SlotPlan] = []
        shown = flow.pictures[:pictures]
        for step in PICTURE_STEPS if shown or flow.portrait else (0,):
            placed = self.pictures(flow.portrait, shown, columns, measure, step)
            if placed is None:
                continue
            cost = PICTURE_LINE_COST * abs(step) * len(placed)
            if flow.quote:
                quote = self._quote(flow.quote, columns, placed)
                if quote is not None:
                    plans.append(SlotPlan(slots=(*placed, quote), cost=cost))
                cost += QUOTE_OMITTED_COST
            plans.append(SlotPlan(slots=placed, cost=cost))
        return tuple(plans)

    def pictures(
        self,
        portrait: Picture | None,
        pictures: tuple[Picture, ...],
        columns: int,
        measure: Pt,
        step: int,
        *,
        shrink: bool = False,
    ) -> tuple[ModuleSlot, ...] | None:
        """Pictures in their columns of `measure`, `step` lines higher than usual; None outside their limits.

        With `shrink` those limits do not hold, but no picture falls under `LEAST_PICTURE` lines.
        """
        design = self._brief.design.pictures
        blocked = [0] * columns
        slots: list[ModuleSlot] = []
        if portrait is not None:
            own = design.portrait
            slot = self._slot("portrait", own, portrait, 1, measure)
            lines = max(slot.lines, own.lines_min) + step
            if shrink:
                lines = max(lines, LEAST_PICTURE)
            elif not own.lines_min <= lines <= own.lines_max:
                return None
            column = min((design.portrait_column or columns) - 1, columns - 1)
            slots.append(slot._replace(first=column, lines=lines))
            blocked[column] = lines
        for picture in pictures:
            kind, own = self._suited(picture)
            slot = self._slot(kind, own, picture, columns if kind == "full" else min(own.columns, columns), measure)
            lines = max(LEAST_PICTURE, slot.lines + step)
            if not shrink and lines < min(slot.lines, own.lines_min):
                return None
            wide = slot.columns
            first = min(range(columns - wide, -1, -1), key=lambda first: max(blocked[first : first + wide]))
            top = max(blocked[first : first + wide])
            slots.append(slot._replace(first=first, top=top, lines=lines))
            blocked[first : first + wide] = [top + lines] * wide
        return tuple(slots)

    def _slot(self, kind: SlotKind, own: SlotDesign, picture: Picture, most: int, measure: Pt) -> ModuleSlot:
        """The slot at the columns' head at the picture's own shape, over as many columns, at most `most`, as it needs
        no more lines than the design allows; over one, it is as deep as is allowed."""
        grid = self._brief.area.grid
        for wide in range(most, 0, -1):
            width = wide * measure + (wide - 1) * self._brief.area.gutter
            caption = self._caption_lines(picture, width)
            depth = (width / picture.aspect + air_below(grid)) / grid.leading
            lines = ceil(depth - NEARLY_WHOLE) + caption
            if lines <= own.lines_max:
                break
        return ModuleSlot(
            kind=kind,
            picture=picture,
            first=0,
            columns=wide,
            top=0,
            lines=min(lines, own.lines_max),
            caption_lines=caption,
            loss=own.crop,
        )

    def _suited(self, picture: Picture) -> tuple[SlotKind, SlotDesign]:
        """The kind of slot that suits a picture's proportions."""
        design = self._brief.design.pictures
        if picture.aspect < 1.1:
            return "upright", design.upright
        if picture.aspect < 2.2 or design.full.columns > self._brief.area.grid.columns:
            return "landscape", design.landscape
        return "full", design.full

    def _caption_lines(self, picture: Picture, width: Pt) -> int:
        """Grid lines of a caption under a picture of this width."""
        if not picture.caption:
            return 0
        return self._brief.galley(picture.caption, self._brief.design.text.styles.caption, width).optimum.line_count

    def _quote(self, quote: str, columns: int, placed: tuple[ModuleSlot, ...]) -> ModuleSlot | None:
        """The pull quote in a middle column that no picture blocks; None where there is no room for it."""
        design, style = self._brief.design.quote, self._brief.design.text.styles.quote
        grid = self._brief.area.grid
        free = [column for column, rows in enumerate(blocked_rows(placed, columns)) if not rows]
        if not free:
            return None
        column = min(free, key=lambda column: (abs(column - columns // 2), column))
        rows = self._brief.galley(quote, style, self._brief.area.measure).optimum.line_count
        lines = max(design.lines_min, ceil(rows * QUOTE_PITCH * (grid.size * style.scale) / grid.leading + 1.2))
        if lines > design.lines_max:
            return None
        return ModuleSlot(kind="quote", picture=None, first=column, columns=1, top=0, lines=lines)
