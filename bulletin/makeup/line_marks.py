"""Composed lines and level rules as marks."""

from collections.abc import Iterator

from bulletin.geometry import Point
from bulletin.model.design import Color
from bulletin.model.galley import Line
from bulletin.model.page import Mark, RuleMark, TextMark
from bulletin.units import Pt


def line_marks(line: Line, x: Pt, y: Pt, tag: int) -> list[Mark]:
    """A line whose measure starts at `x` and whose baseline is `y`, with the strokes that draw its dashes."""
    return [TextMark(x, y, line.spans, tag, line.hyphen), *strokes(line, x, y)]


def strokes(line: Line, x: Pt, y: Pt) -> Iterator[Mark]:
    """The dashes of a line that no glyph draws."""
    for stroke in line.strokes:
        yield level_rule(x + stroke.x, y - stroke.y, stroke.width, stroke.thickness, stroke.color)


def level_rule(x: Pt, y: Pt, length: Pt, thickness: Pt, color: Color) -> RuleMark:
    """A rule from `x` to the right, its middle at `y`."""
    return RuleMark(Point(x, y), Point(x + length, y), thickness, color)
