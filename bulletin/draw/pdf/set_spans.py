"""Lines as their glyphs stand in the file: where a step shows white that is no blank, the glyph's own body is wider.

Readers take a step beyond a glyph's advance for a blank of the text: MuPDF one from .15 em, PDFium from .08 beside a
narrow mark, poppler and pdfminer from .10. 4月 with its quarter em was neither found nor copied. Such white goes into
the advance of the glyph before it: a glyph of its own in the embedded face, which draws and means the same
(faces/wide_glyphs.py).

Less than .0625 em is left of it, but before Han about .13: who measures a page takes a figure's advance for its
width, an eighth of an em beside it for the right distance, and the advance of a size's Han for its em. Letterspaced
Han in furniture (labels of columns) keep their advances for that reason.

PDFium takes half the width of a font's blank for the least white that is one: .13 em. A blank of over a third of an em
it passes over, and takes .17 em before Han. So every blank has such a body; what follows it steps back.
"""

from collections.abc import Iterator
from math import ceil
from operator import sub
from typing import NamedTuple, TypeAlias

from bulletin.faces.face import Faces
from bulletin.model.galley import Milli, Span
from bulletin.model.page import ARTIFACT, Mark, TextMark

SOFT_HYPHEN = "\u00ad"  # what a hyphen of ours at a line's end means in the text (ISO 32000-1, 14.8.2.2.3)
BODY_STEP = 125  # 1/1000 em, in which bodies widen: half of the white between a figure and Han, so that few are needed
LEFT_BEFORE_HAN = 130  # 1/1000 em outside a body: more than .11 em for who measures, less than .15 for MuPDF,
BEFORE_HAN_STEP = 25  # give or take half of this
LEAST_BLANK = 334  # 1/1000 em, the body of a blank
MOST_ADDED = 2000  # what is wider is a hole in the line, and readers may take it for one


class WideUnit(NamedTuple):
    """A unit, or SOFT_HYPHEN with the hyphen's character, with white behind it on its own body."""

    unit: str
    white: Milli = 0


GlyphKey: TypeAlias = str | WideUnit  # a str where there is none


def wide(key: GlyphKey) -> WideUnit:
    """Any key with its white."""
    return WideUnit(unit=key) if isinstance(key, str) else key


def text_of(key: GlyphKey) -> str:
    """What a key is in the text."""
    unit = wide(key).unit
    return SOFT_HYPHEN if unit.startswith(SOFT_HYPHEN) else unit


class SetSpan(NamedTuple):
    """A span by the glyphs that draw it, 1/1000 em."""

    span: Span
    keys: tuple[GlyphKey, ...]
    extra: tuple[Milli, ...]  # added after the advance of each glyph but the last


class LineOfGlyphs(NamedTuple):
    """What the glyphs of a line depend on, wherever it stands."""

    spans: tuple[Span, ...]
    furniture: bool
    hyphen: bool  # as `TextMark.hyphen`
    more: Span | None  # what of the same line follows in another mark


def line_of(mark: TextMark, ahead: Mark | None = None) -> LineOfGlyphs:
    """A line of a page; `ahead` is what the page draws next, perhaps more of the same line."""
    more: Span | None = None
    if isinstance(ahead, TextMark) and mark.tag != ARTIFACT and (ahead.x, ahead.y) == (mark.x, mark.y):
        more = next((span for span in ahead.spans if span.units), None)
    return LineOfGlyphs(spans=mark.spans, furniture=mark.tag == ARTIFACT, hyphen=mark.hyphen, more=more)


def set_spans(line: LineOfGlyphs, faces: Faces) -> Iterator[SetSpan]:
    """The spans of a line that have units."""
    spans = [span for span in line.spans if span.units]
    for span, after in zip(spans, (*spans[1:], line.more), strict=True):
        units = list(span.units)
        next_origin = round(after.xs[0] * after.size / span.size) if after else span.xs[-1]
        face = faces.face(span.face)
        advances = list(map(face.advance, map(face.drawing, units)))
        gaps = list(map(sub, map(sub, (*span.xs[1:], next_origin), span.xs), advances))
        if line.hyphen and after is None:
            units[-1] = SOFT_HYPHEN + units[-1]
        keys: list[GlyphKey] = [*units]
        if 2 * max(gaps) > BODY_STEP or " " in units:
            behind = (*units[1:], after.units[0] if after else "")
            for place in [place for place, gap in enumerate(gaps) if 2 * gap > BODY_STEP or units[place] == " "]:
                unit, following = units[place], behind[place]
                white = _white(gaps[place], unit, following)
                if unit == " ":
                    white = max(white, ceil((LEAST_BLANK - advances[place]) / BODY_STEP) * BODY_STEP)
                if white > 0 and not (line.furniture and _is_han(unit) and _is_han(following)):
                    gaps[place] -= white
                    keys[place] = WideUnit(unit=unit, white=white)
        yield SetSpan(span=span, keys=tuple(keys), extra=tuple(gaps[:-1]))


def _white(gap: Milli, unit: str, following: str) -> Milli:
    """How much of `gap` the body of `unit` takes."""
    if _is_han(following) and (unit.isascii() or unit.isalpha()):
        return round((min(gap, MOST_ADDED) - LEFT_BEFORE_HAN) / BEFORE_HAN_STEP) * BEFORE_HAN_STEP
    return round(min(gap, MOST_ADDED) / BODY_STEP) * BODY_STEP


def _is_han(unit: str) -> bool:
    return unit[:1] >= "\u2e80" and unit.isalpha()
