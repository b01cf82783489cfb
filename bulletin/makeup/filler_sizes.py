"""How deep the box of a filler (补白) may be: a slogan from its own size on, a picture as its shape wants it."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple
from unicodedata import category

from bulletin.makeup.brief import Brief
from bulletin.memory import kept
from bulletin.model.edition import Filler, Picture
from bulletin.model.galley import Line
from bulletin.units import Pt, fits

# of its own size: a slogan is as large as its box and the layout let it be, but not larger than a headline
FILLER_SCALES = (1.3, 1.15, 1.0, 0.85, 0.7, 0.6, 0.5)
LEAST_ROW = 1 / 3  # of a slogan's longest row: a shorter one is a scrap
FILLER_ROWS = 8  # of a slogan: a longer one is running text
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
        scales = _scales(self._brief)
        needed = [self._lines(_slogan(self._brief, text, inner, scale).height) for scale in scales]
        own = next(place for place, scale in enumerate(scales) if scale <= 1.0)
        least = next((lines for lines in needed[own:] if lines <= self._design.lines_max), needed[-1])
        return least, ceil(SLOGAN_AIR * needed[0])

    def _lines(self, height: Pt) -> int:
        return ceil((height + 2 * self._design.padding) / self._leading + FILLER_FOOT)


class SetSlogan(NamedTuple):
    """A slogan in rows."""

    size: Pt
    lines: tuple[Line, ...]

    @property
    def height(self) -> Pt:
        return len(self.lines) * self.size * FILLER_PITCH


def slogan(brief: Brief, text: str, measure: Pt, height: Pt) -> SetSlogan:
    """A slogan as large as it goes into its box; one that goes in at no size is set at the least."""
    *larger, least = _scales(brief)
    ways = (_slogan(brief, text, measure, scale) for scale in larger)
    fitting = (way for way in ways if fits(way.height, height))
    return next(fitting, None) or _slogan(brief, text, measure, least)


def _scales(brief: Brief) -> tuple[float, ...]:
    """How many times its own size a slogan may be set, the largest first."""
    largest = brief.design.filler.size_max / brief.design.text.styles.filler.scale
    return (largest, *(scale for scale in FILLER_SCALES if scale < largest))


def _slogan(brief: Brief, text: str, measure: Pt, scale: float) -> SetSlogan:
    """A slogan at so many times its size, in rows that end at phrases and are no scraps, where it can be."""
    style = brief.design.text.styles.filler
    size, color = brief.area.grid.size * style.scale * scale, brief.design.color(style.color)
    running = brief.lines(text, style, measure, color, scale=scale)
    ways: list[tuple[Line, ...]] = []
    for rows in range(len(running), min(len(running) + 1, FILLER_ROWS) + 1):
        lines = brief.composer.display(
            text, style.role, size=size, measure=measure, rows=rows, color=color,
            align="left" if style.align == "left" else "center", tracking=(0.0, 0.0), sentence=True,
        )  # fmt: skip
        if lines and min(line.width for line in lines) >= LEAST_ROW * max(line.width for line in lines):
            ways.append(lines)
    return SetSlogan(size, min(ways, key=_inside_phrases, default=running))


def _inside_phrases(lines: Sequence[Line]) -> int:
    """How many rows end elsewhere than after a mark."""
    return sum(not category(line.text[-1]).startswith("P") for line in lines[:-1])
