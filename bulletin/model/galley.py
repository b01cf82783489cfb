"""Composed text: in how many lines a paragraph may be set, and where every glyph of a line stands.

Positions inside a line are whole thousandths of the line's em, so that nothing accumulates and bytes repeat.
"""

from typing import Literal, NamedTuple, TypeAlias

from bulletin.model.design import Color
from bulletin.units import Pt

Milli: TypeAlias = int  # 1/1000 em of the span's own size


class Span(NamedTuple):
    """A stretch of one face, size and colour on a line.

    A unit is what becomes one glyph: mostly one character, `——` where the face ligates it, a character with
    its variation selector. A str serves where every unit is one character; joined, units are the text.
    """

    face: str  # name of a Face
    size: Pt
    color: Color
    units: str | tuple[str, ...]
    xs: tuple[Milli, ...]  # glyph origin of each unit from the line's start
    invisible: bool = False  # in the text layer only (a stroke is drawn in its place)
    stroke: Milli = 0  # width of the line that thickens its outlines, where its face stands in for a heavier one
    rise: Milli = 0  # of its baseline over the line's, where its face stands lower in the em
    actual: str | None = None  # the characters for the text layer where ToUnicode would give others


class Stroke(NamedTuple):
    """A `——` drawn as a filled rule, from the line's start and above its baseline."""

    x: Pt
    y: Pt  # of its centre, above the baseline
    width: Pt
    thickness: Pt
    color: Color


LineFault: TypeAlias = Literal["rescue", "overfull"]


class Line(NamedTuple):
    """One line, justified. `start` and `end` are offsets in the paragraph's text."""

    spans: tuple[Span, ...]
    start: int
    end: int
    width: Pt  # from the measure's left edge to where the last cell ends
    measure: Pt
    stretch: Milli = 0  # added between two Han characters; negative is tracking
    last: bool = False
    fault: LineFault | None = None
    strokes: tuple[Stroke, ...] = ()
    hyphen: bool = False  # ends in a hyphen that is not in the text

    @property
    def text(self) -> str:
        return "".join("".join(span.units) for span in self.spans)


class Setting(NamedTuple):
    """One way to set a paragraph: the offsets at which its lines end."""

    demerits: float
    ends: tuple[int, ...]
    rescued: bool = False

    @property
    def line_count(self) -> int:
        return len(self.ends)


class Galley(NamedTuple):
    """A paragraph at one measure: every line count on offer, and which of them is the cheapest."""

    settings: tuple[Setting, ...]  # by rising line count, n* - 2 ... n* + 2 as far as feasible
    best: int  # index of the cheapest

    @property
    def optimum(self) -> Setting:
        return self.settings[self.best]
