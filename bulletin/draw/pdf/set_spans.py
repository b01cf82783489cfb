"""Lines as their glyphs stand in the file: where a step shows white that is no blank, the glyph's own body is wider.

Readers take a step beyond a glyph's advance for a blank of the text: PDFium one from .08 em beside a narrow mark,
poppler and pdfminer from .10, MuPDF from .15. 4月 with its quarter em was neither found nor copied. Such white goes
into the advance of the glyph beside it: a glyph of its own in the embedded face, which draws and means the same
(faces/side_bearings.py). What is left of it stays below .0625 em.
"""

from collections.abc import Iterator, Sequence
from operator import sub
from typing import NamedTuple, TypeAlias

from bulletin.faces.face import Faces
from bulletin.faces.side_bearings import NO_SIDES, Sides
from bulletin.model.galley import Milli, Span
from bulletin.model.page import TextMark

SOFT_HYPHEN = "\u00ad"  # what a hyphen of ours at a line's end means in the text (ISO 32000-1, 14.8.2.2.3)
BODY_STEP = 125  # 1/1000 em, in which bodies widen: half of the white between a figure and Han, so that few are needed


class WideUnit(NamedTuple):
    """A unit, or SOFT_HYPHEN with the hyphen's character, on a body that gained something at its sides."""

    unit: str
    sides: Sides = NO_SIDES


GlyphKey: TypeAlias = str | WideUnit  # a str where the body gained nothing


def wide(key: GlyphKey) -> WideUnit:
    """Any key with its sides."""
    return WideUnit(unit=key) if isinstance(key, str) else key


def text_of(key: GlyphKey) -> str:
    """What a key is in the text."""
    unit = wide(key).unit
    return SOFT_HYPHEN if unit.startswith(SOFT_HYPHEN) else unit


class SetSpan(NamedTuple):
    """A span by the glyphs that draw it, 1/1000 em."""

    span: Span
    keys: Sequence[GlyphKey]
    extra: Sequence[Milli]  # added after the advance of each glyph but the last


def set_spans(mark: TextMark, faces: Faces) -> Iterator[SetSpan]:
    """The spans of a line that have units."""
    spans = [span for span in mark.spans if span.units]
    for span, after in zip(spans, (*spans[1:], None), strict=True):
        units = list(span.units)
        next_origin = round(after.xs[0] * after.size / span.size) if after else span.xs[-1]
        face = faces.face(span.face)
        advances = map(face.advance, map(face.drawing, units))
        gaps = list(map(sub, map(sub, (*span.xs[1:], next_origin), span.xs), advances))
        if mark.hyphen and after is None:
            units[-1] = SOFT_HYPHEN + units[-1]
        keys: Sequence[GlyphKey] = units
        if 2 * max(gaps) > BODY_STEP:
            keys = _widened(units, gaps, after.units[0] if after else "")
        yield SetSpan(span=span, keys=keys, extra=gaps[:-1])


def _widened(units: Sequence[str], gaps: list[Milli], after: str) -> Sequence[GlyphKey]:
    """The units with the white of `gaps` put into their bodies, in whole steps; `after` is the unit behind the last.

    Figures, letters and marks are few, so they are widened rather than the Han beside them, but the last unit always
    at its right.
    """
    lefts: dict[int, Milli] = {}
    rights: dict[int, Milli] = {}
    for place, (gap, unit, following) in enumerate(zip(gaps, units, (*units[1:], after), strict=True)):
        white = round(gap / BODY_STEP) * BODY_STEP
        if white <= 0:
            continue
        gaps[place] -= white
        if place + 1 < len(units) and _is_han(unit) and not _is_han(following):
            lefts[place + 1] = white
        else:
            rights[place] = white
    keys: list[GlyphKey] = list(units)
    for place in lefts.keys() | rights.keys():
        sides = Sides(left=lefts.get(place, 0), right=rights.get(place, 0))
        keys[place] = WideUnit(unit=units[place], sides=sides)
    return keys


def _is_han(unit: str) -> bool:
    return unit[0] >= "\u2e80" and unit[0].isalpha()
