"""What is drawn about the text of boxes and notes: a ground behind the one, a short rule over the other."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from bulletin.geometry import Point, Rect, rect_path
from bulletin.model.design import Color, Grid
from bulletin.model.edition import Paragraph
from bulletin.model.page import RuleMark, ShapeMark
from bulletin.units import Pt

NOTES_SHARE = 1 / 3  # of the measure that the rule over notes takes
OF_AIR = 0.5  # of the line of air above and below a box that its ground takes, and at which the rule over notes stands


class PlacedLine(NamedTuple):
    """A line of text in a column."""

    paragraph: int
    row: int  # grid row from the column's head


class TextPlace(NamedTuple):
    """Where the text of a column stands."""

    x: Pt
    measure: Pt
    top: Pt
    grid: Grid


def grounds(
    lines: Sequence[PlacedLine], paragraphs: Sequence[Paragraph], place: TextPlace, color: Color
) -> Iterator[ShapeMark]:
    """A ground for each box in a column, as wide as the column.

    It takes half of the air above and below the box. Where there is none, as where a box goes on in the next column,
    it ends in the middle between two lines.
    """
    leading, size = place.grid.leading, place.grid.size
    numbered = list(enumerate(lines))
    for box, group in groupby(numbered, key=lambda line: paragraphs[line[1].paragraph].box):
        if not box:
            continue
        inside = [number for number, _ in group]
        above, below = lines[inside[0] - 1] if inside[0] else None, lines[inside[-1] + 1 :][:1]
        first, last = lines[inside[0]].row, lines[inside[-1]].row
        over = OF_AIR * leading if above and above.row + 1 < first else (leading - size) / 2
        under = OF_AIR * leading if below and last + 1 < below[0].row else (leading - size) / 2
        top = place.top + first * leading - over
        bottom = place.top + last * leading + size + under
        yield ShapeMark(rect_path(Rect(place.x, top, place.measure, bottom - top)), fill=color)


def rule_over_notes(
    lines: Sequence[PlacedLine], paragraphs: Sequence[Paragraph], place: TextPlace, width: Pt, color: Color
) -> Iterator[RuleMark]:
    """A short rule in the air above the first note of a report, unless that stands at the column's head."""
    for above, line in pairwise(lines):
        kinds = (paragraphs[above.paragraph].kind, paragraphs[line.paragraph].kind)
        if kinds[1] == "note" and kinds[0] != "note" and above.row + 1 < line.row:
            y = place.top + (line.row - OF_AIR) * place.grid.leading
            yield RuleMark(Point(place.x, y), Point(place.x + NOTES_SHARE * place.measure, y), width, color)
