"""The filled shapes of a page, found again by a point: a grid, since a map has thousands of them under its names."""

from typing import NamedTuple

from bulletin.preflight.color import Paint
from bulletin.preflight.coordinates import Box, Subpaths, contains

MOST_BACKGROUNDS = 4000  # filled shapes remembered on a page
CELL = 36.0  # pt
MOST_CELLS = 100  # that a shape is listed in; larger ones are few and listed for the whole page


class _Shape(NamedTuple):
    order: int
    box: Box
    paint: Paint
    subpaths: Subpaths  # none: the whole box


class Backgrounds:
    """Shapes in the order they are filled."""

    def __init__(self) -> None:
        self.count = self.looked = 0
        self._cells: dict[tuple[int, int], list[_Shape]] = {}
        self._large: list[_Shape] = []

    def add(self, box: Box, paint: Paint, subpaths: Subpaths) -> None:
        """Remember a shape, while there is room."""
        if self.count >= MOST_BACKGROUNDS:
            return
        self.count += 1
        shape = _Shape(order=self.count, box=box, paint=paint, subpaths=subpaths)
        left, lower, right, upper = (int(side // CELL) for side in box)
        if (right - left + 1) * (upper - lower + 1) > MOST_CELLS:
            self._large.append(shape)
            return
        for column in range(left, right + 1):
            for row in range(lower, upper + 1):
                self._cells.setdefault((column, row), []).append(shape)

    def at(self, x: float, y: float) -> Paint | None:
        """What was filled last at a point; `looked` counts shapes and points that were looked at for it."""
        found: _Shape | None = None
        for shapes in (self._cells.get((int(x // CELL), int(y // CELL)), ()), self._large):
            for shape in reversed(shapes):
                if found and shape.order < found.order:
                    break
                self.looked += 1 + sum(map(len, shape.subpaths))
                left, lower, right, upper = shape.box
                within = left <= x <= right and lower <= y <= upper
                if within and (not shape.subpaths or contains(shape.subpaths, x, y)):
                    found = shape
                    break
        return found.paint if found else None
