"""What is drawn about the text of boxes and notes: a ground behind the one, a short rule over the other."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from bulletin.geometry import Point, Rect, rect_path
from bulletin.model.design import Color, Grid
from bulletin.model.edition import Paragraph
from bulletin.model.page import RuleMark, ShapeMark
from bulletin.units import Pt

NOTES_SHARE = 1 / 3  # of the measure that the rule over notes takes: by eye
# The most that a ground takes of the line of air at a column's head: /design rule 9 says 8 to 10.
AIR_AT_HEAD: Pt = 10.0
# Of a line of air: what the ground of a box takes above and below it, and where the rule over notes stands.
GROUND_SHARE, NOTES_RULE_SHARE = 0.5, 0.5


class PlacedLine(NamedTuple):
    """A line of text in a column, or a row of a block in it."""

    paragraph: int
    row: int  # grid row from the column's head


class TextPlace(NamedTuple):
    """Where the text of a column stands."""

    x: Pt
    measure: Pt
    top: Pt
    grid: Grid
    head: int = 0  # the first grid row that floats leave to the column


def grounds(
    lines: Sequence[PlacedLine], paragraphs: Sequence[Paragraph], place: TextPlace, color: Color
) -> Iterator[ShapeMark]:
    """A ground for each box in a column, as wide as the column.

    It takes half of the air above and below the box, at a column's head nearly all of it. Where there is none, as where
    a box goes on in the next column, it ends in the middle between two lines.
    """
    leading, size = place.grid.leading, place.grid.size
    numbered = list(enumerate(lines))
    for box, group in groupby(numbered, key=lambda line: paragraphs[line[1].paragraph].box):
        if not box:
            continue
        inside = [number for number, _ in group]
        above, below = lines[inside[0] - 1] if inside[0] else None, lines[inside[-1] + 1 :][:1]
        first, last = lines[inside[0]].row, lines[inside[-1]].row
        if above:
            over = GROUND_SHARE * leading if above.row + 1 < first else (leading - size) / 2
        else:
            over = min(AIR_AT_HEAD, leading) if place.head < first else (leading - size) / 2
        under = GROUND_SHARE * leading if below and last + 1 < below[0].row else (leading - size) / 2
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
            y = place.top + (line.row - NOTES_RULE_SHARE) * place.grid.leading
            yield RuleMark(Point(place.x, y), Point(place.x + NOTES_SHARE * place.measure, y), width, color)
