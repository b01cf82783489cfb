"""The type area of a page: where base columns and grid lines stand, and which text columns a span may hold."""

from math import ceil, floor
from typing import NamedTuple

from bulletin.geometry import Rect
from bulletin.model.design import Design, Grid
from bulletin.units import ROUNDING, Pt

# Line lengths that read well at newspaper leading: 11 to 18 em are usual, over 27 to 30 the eye loses the next line.
MEASURE_MIN_EM, MEASURE_MAX_EM = 12.0, 27.0


class TypeArea(NamedTuple):
    """A design's grid worked out in points."""

    grid: Grid
    rect: Rect
    measure: Pt  # the base column's width
    gutter: Pt
    lines: int  # grid lines from head to foot
    masthead_lines: int  # of them under the masthead on page 1

    @property
    def measure_em(self) -> float:
        """Characters of the body on a base column's line."""
        return self.measure / self.grid.size

    def body_lines(self, number: int) -> int:
        """Grid lines where modules stand on page `number`."""
        return self.lines - (self.masthead_lines if number == 1 else 0)

    def body(self, number: int) -> Rect:
        """Where modules stand on page `number`, at nominal depth; all pages end on the same line."""
        above = self.masthead_lines * self.grid.leading if number == 1 else 0.0
        return Rect(self.rect.x, self.rect.y + above, self.rect.width, self.body_lines(number) * self.grid.leading)

    def column_x(self, column: int) -> Pt:
        """Left edge of a base column, counted from 0."""
        return self.rect.x + column * (self.measure + self.gutter)

    def span_width(self, span: int) -> Pt:
        """Width of `span` base columns with the gutters between them."""
        return span * self.measure + (span - 1) * self.gutter

    def text_measure(self, span: int, columns: int) -> Pt:
        """Measure of one of `columns` text columns over `span` base columns."""
        if columns == span:
            return self.measure
        return (self.span_width(span) - (columns - 1) * self.gutter) / columns

    def text_columns(self, span: int) -> tuple[int, ...]:
        """Numbers of text columns allowed over `span`: the base columns first, then fewer and wider ones."""
        wide = tuple(
            columns
            for columns in range(span - 1, 0, -1)
            if MEASURE_MIN_EM <= self.text_measure(span, columns) / self.grid.size <= MEASURE_MAX_EM
        )
        return (span, *wide)


def type_area(design: Design) -> TypeArea:
    """The type area of `design`; the remainder below its last line stays white, that of the masthead's depth too.

    The masthead is as deep at every leading, and page 1 keeps the grid of the others: its text begins on the first grid
    line that the masthead leaves free.
    """
    page, grid = design.page, design.grid
    rect = Rect(0.0, 0.0, page.width, page.height).inset(page.margins)
    measure = grid.measure(rect.width)
    return TypeArea(
        grid=grid,
        rect=rect,
        measure=measure,
        gutter=(rect.width - grid.columns * measure) / (grid.columns - 1) if grid.columns > 1 else 0.0,
        lines=floor((rect.height + ROUNDING) / grid.leading),
        masthead_lines=ceil((grid.masthead - ROUNDING) / grid.leading),
    )


def at_size(design: Design, size: Pt, leading: Pt) -> Design:
    """`design` with another body size and leading for the whole issue; the measure follows from them."""
    return design._replace(grid=design.grid._replace(size=size, leading=leading))
