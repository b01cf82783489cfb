"""How deep the box of a filler (补白) may be: a slogan from its own size on, a picture as its shape wants it."""

from math import ceil

from bulletin.makeup.brief import Brief
from bulletin.memory import kept
from bulletin.model.edition import Filler, Picture
from bulletin.units import Pt

# a slogan fills its box: from three times its size down to half of it, the largest that goes in
FILLER_SCALES = (3.0, 2.4, 2.0, 1.6, 1.3, 1.0, 0.85, 0.7, 0.6, 0.5)
FILLER_PITCH = 1.4  # line height of a slogan over its size: chosen by eye
FILLER_FOOT = 0.3  # of a grid line: white below the frame of a box
# By eye: a box at most so many times as deep as its slogan at its largest, or as its picture; and at the least.
SLOGAN_AIR, PICTURE_AIR, PICTURE_LESS = 2.0, 1.25, 0.85


class FillerSizes:
    """The depths of boxes of one issue's fillers at one grid."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._design = brief.design.filler
        self._leading = brief.area.grid.leading

    @kept
    def depths(self, filler: Filler, span: int) -> range:
        """Grid lines that a filler's box over so many base columns may have; none where it does not go in."""
        design = self._design
        inner = self._brief.area.span_width(span) - 2 * design.padding
        least, most = self._of_picture(filler.picture, inner) if filler.picture else self._of_text(filler.text, inner)
        return range(max(design.lines_min, least), min(design.lines_max, most) + 1)

    def _of_picture(self, picture: Picture, inner: Pt) -> tuple[int, int]:
        height = inner / picture.aspect
        return self._lines(PICTURE_LESS * height), self._lines(PICTURE_AIR * height)

    def _of_text(self, text: str, inner: Pt) -> tuple[int, int]:
        """From its own size to the largest; a text too long for that is set smaller."""
        needed = [self._lines(filler_rows(self._brief, text, inner, scale)) for scale in FILLER_SCALES]
        own = FILLER_SCALES.index(1.0)
        least = next((lines for lines in needed[own:] if lines <= self._design.lines_max), needed[-1])
        return least, ceil(SLOGAN_AIR * needed[0])

    def _lines(self, height: Pt) -> int:
        return ceil((height + 2 * self._design.padding) / self._leading + FILLER_FOOT)


def filler_rows(brief: Brief, text: str, measure: Pt, scale: float) -> Pt:
    """How high a slogan is at so many times its size."""
    style = brief.design.text.styles.filler
    rows = brief.galley(text, style, measure, scale=scale).optimum.line_count
    return rows * brief.area.grid.size * style.scale * scale * FILLER_PITCH
