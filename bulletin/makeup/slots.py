"""Where pictures and the pull quote of a module stand: columns and grid lines, before any text is filled in.

Pictures stand at the head of their columns (docs/typesetting.md, Pictures). A pull quote takes lines of a middle
column; at which of its rows is found when the module is set.
"""

from math import ceil
from typing import Literal, NamedTuple, TypeAlias

from bulletin.makeup.brief import Brief
from bulletin.makeup.flows import Flow
from bulletin.memory import kept
from bulletin.model.design import SlotDesign
from bulletin.model.edition import Picture

PICTURE_LINE_COST = 2.0  # for each line that a picture is higher or lower than usual
QUOTE_OMITTED_COST = 14.0  # the editor asked for it: leaving it out costs what an unasked one would
LEAST_PICTURE = 4  # grid lines under which a picture shows nothing
PICTURE_STEPS = (0, -1, 1, -2, 2)  # lines that a picture may give or take, in the order of trying
QUOTE_PITCH = 1.35  # line height of a pull quote over its size: chosen by eye
ASPECT_BEND = 0.15  # share by which a slot's proportions may be bent towards the picture's own: cropped, not distorted

SlotKind: TypeAlias = Literal["portrait", "landscape", "full", "quote"]


class ModuleSlot(NamedTuple):
    """A picture or pull quote in a module: text columns and grid lines from the columns' head."""

    kind: SlotKind
    picture: Picture | None
    first: int
    columns: int
    top: int
    lines: int
    caption_lines: int = 0

    def covers(self, column: int) -> bool:
        """Whether it takes lines of this text column."""
        return self.first <= column < self.first + self.columns


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
    def plans(self, flow: Flow, columns: int, pictures: int) -> tuple[SlotPlan, ...]:
        """Ways to place portrait, the first `pictures` pictures and the pull quote over so many text columns."""
        plans: list[SlotPlan] = []
        shown = flow.pictures[:pictures]
        for step in PICTURE_STEPS if shown or flow.portrait else (0,):
            placed = self.pictures(flow.portrait, shown, columns, step)
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
        self, portrait: Picture | None, pictures: tuple[Picture, ...], columns: int, step: int, *, shrink: bool = False
    ) -> tuple[ModuleSlot, ...] | None:
        """Pictures in their columns, `step` lines higher than usual; None outside the portrait's limits.

        With `shrink` those limits do not hold, but no picture falls under `LEAST_PICTURE` lines.
        """
        design = self._brief.design.pictures
        blocked = [0] * columns
        slots: list[ModuleSlot] = []
        if portrait is not None:
            own = design.portrait
            lines = round((own.lines_min + own.lines_max) / 2) + step
            if shrink:
                lines = max(lines, LEAST_PICTURE)
            elif not own.lines_min <= lines <= own.lines_max:
                return None
            column = min((design.portrait_column or columns) - 1, columns - 1)
            slots.append(self._slot("portrait", portrait, column, 1, 0, lines))
            blocked[column] = lines
        for picture in pictures:
            kind, design_slot = self._suited(picture)
            wide = columns if kind == "full" else min(design_slot.columns, columns)
            first = min(range(columns - wide, -1, -1), key=lambda first: max(blocked[first : first + wide]))
            top = max(blocked[first : first + wide])
            lines = max(LEAST_PICTURE, self._picture_lines(picture, design_slot, wide) + step)
            slots.append(self._slot(kind, picture, first, wide, top, lines))
            blocked[first : first + wide] = [top + lines] * wide
        return tuple(slots)

    def _slot(self, kind: SlotKind, picture: Picture, first: int, wide: int, top: int, lines: int) -> ModuleSlot:
        caption = self._caption_lines(picture, wide)
        return ModuleSlot(
            kind=kind, picture=picture, first=first, columns=wide, top=top, lines=lines, caption_lines=caption
        )

    def _suited(self, picture: Picture) -> tuple[SlotKind, SlotDesign]:
        """The kind of slot that suits a picture's proportions."""
        design = self._brief.design.pictures
        if picture.aspect < 1.1:
            return "portrait", design.portrait
        if picture.aspect < 2.2 or design.full.columns > self._brief.area.grid.columns:
            return "landscape", design.landscape
        return "full", design.full

    def _picture_lines(self, picture: Picture, slot: SlotDesign, wide: int) -> int:
        """Grid lines of a picture at its own proportions, bent towards the slot's, its caption included."""
        aspect = picture.aspect
        if slot.aspect:
            aspect = min(max(aspect, slot.aspect * (1 - ASPECT_BEND)), slot.aspect * (1 + ASPECT_BEND))
        height = self._brief.area.span_width(wide) / aspect / self._brief.area.grid.leading
        lines = round(height + 0.4) + self._caption_lines(picture, wide)
        least = slot.lines_min if wide >= slot.columns else ceil(slot.lines_min * wide / slot.columns)
        return max(least, min(lines, slot.lines_max))

    def _caption_lines(self, picture: Picture, wide: int) -> int:
        """Grid lines of a caption under a picture of so many text columns."""
        if not picture.caption:
            return 0
        style, width = self._brief.design.text.styles.caption, self._brief.area.span_width(wide)
        return self._brief.galley(picture.caption, style, width).optimum.line_count

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
