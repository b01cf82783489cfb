"""One face of a font file, read by HarfBuzz: a unit of text to one glyph, its advance and its ink.

A unit is a character, a ligature (——), or a character with its variation selector. HarfBuzz scales every face to
an em of 1000, so all lengths here are whole thousandths of the em.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias
from unicodedata import category

import uharfbuzz as hb

from bulletin.faces.soundness import UnsoundError, damaged

EM = 1000

# The composer places marks and adds space itself, so the face's own squeezing and kerning are off; the ligature of
# the dash comes by `ccmp` and `liga`, which stay on.
FEATURES = dict.fromkeys(("chws", "palt", "halt", "vkrn", "kern", "vert", "vrt2"), False)

# Named, not guessed: from —— alone HarfBuzz guesses no Chinese and gives the Latin dash of 1.69 em.
SHAPING_SCRIPT, SHAPING_LANGUAGE = "Hani", "zh-Hans"

VARIATION_SELECTORS = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))


_BOX_SLACK = 10  # 1/1000 em; the recorded boxes of 378 faces in Debian 12 are off by 8 at most

Strokes: TypeAlias = Literal["none", "whole", "torn"]

# Letters and signs that Unicode lets show nothing: fillers of Hangul, the empty Braille pattern.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


class Glyph(NamedTuple):
    """What a unit is drawn with; gid 0 says that the face lacks it."""

    gid: int
    advance: int
    blank: bool = False  # the face has a glyph for it, which shows nothing: it counts as lacking


NO_GLYPH = Glyph(gid=0, advance=0)


class InkBox(NamedTuple):
    """The box of a glyph's ink from its origin, y upwards; all zero where there is no ink."""

    left: int
    bottom: int
    right: int
    top: int


NO_INK = InkBox(left=0, bottom=0, right=0, top=0)


def is_variation(unit: str) -> bool:
    """Whether `unit` is one character with its variation selector."""
    return len(unit) == 2 and ord(unit[1]) in VARIATION_SELECTORS


def shows(unit: str) -> bool:
    """Whether something must be seen where `unit` is printed: letters, digits, marks and signs, no blanks."""
    return category(unit[0])[0] in "LNPS" and unit[0] not in _BLANK_LETTERS


def _near(box: Sequence[float], recorded: InkBox) -> bool:
    return all(abs(a - b) <= _BOX_SLACK for a, b in zip(box, recorded, strict=True))


class FaceMetrics(NamedTuple):
    """Of a whole face, 1/1000 em."""

    ascent: int
    descent: int  # negative below the baseline
    postscript_name: str  # as the file gives it; "" where it gives none


class Shaper:
    """A font file opened by HarfBuzz: TrueType, OpenType with PostScript outlines, one face of a collection.

    Raises:
        UnsoundError: it holds no such face or one that a PDF cannot embed.
    """

    def __init__(self, data: bytes, number: int = 0) -> None:
        self.face: Any = hb.Face(hb.Blob(data), number)
        if not self.face.glyph_count:
            raise damaged("里面没有字形")
        try:
            tags = self.face.table_tags
        except UnicodeDecodeError as error:
            raise damaged("数据表目录里有不成名称的项") from error
        if "CFF2" in tags and not self.face.has_var_data:  # HarfBuzz makes CFF of variable faces only
            raise UnsoundError("是 CFF2 格式，PDF 里不能用", "换成同一字体的 ttf 或普通 otf 文件")
        self._font: Any = hb.Font(self.face)
        self._font.scale = (EM, EM)
        extents = self._font.get_font_extents("ltr")
        name = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""
        self.metrics = FaceMetrics(ascent=extents.ascender, descent=extents.descender, postscript_name=name)

    def close(self) -> None:
        """Let go of the file's bytes, which HarfBuzz keeps as long as a font or a face of it lives."""
        del self._font, self.face

    def glyph(self, unit: str) -> Glyph:
        """The one glyph that `unit` becomes; NO_GLYPH when the face lacks it or needs more than one glyph for it.

        A variation sequence that the face does not know is set with its base character, as text viewers do.
        """
        if len(unit) == 1:
            gid = self._font.get_nominal_glyph(ord(unit))
            return Glyph(gid=gid, advance=self.advance(gid)) if gid else NO_GLYPH
        buffer = hb.Buffer()
        buffer.add_str(unit)
        buffer.direction, buffer.script, buffer.language = "ltr", SHAPING_SCRIPT, SHAPING_LANGUAGE
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(self._font, buffer, FEATURES)
        if len(buffer.glyph_infos) != 1 or not buffer.glyph_infos[0].codepoint:
            return NO_GLYPH
        return Glyph(gid=buffer.glyph_infos[0].codepoint, advance=buffer.glyph_positions[0].x_advance)

    def advance(self, gid: int) -> int:
        """The advance of a glyph."""
        advance: int = self._font.get_glyph_h_advance(gid)
        return advance

    def ink(self, gid: int) -> InkBox:
        """The ink of a glyph, by the box that the file records for it if it does; NO_INK for a blank."""
        extents = self._font.get_glyph_extents(gid)
        if extents is None or not (extents.width or extents.height):
            return NO_INK
        left, top = extents.x_bearing, extents.y_bearing
        return InkBox(left=left, bottom=top + extents.height, right=left + extents.width, top=top)

    def _outline(self, gid: int) -> Any:
        from fontTools.pens.recordingPen import RecordingPen

        pen = RecordingPen()
        self._font.draw_glyph_with_pen(gid, pen)
        return pen

    def same(self, gid: int, other: int) -> bool:
        """Whether two glyphs draw the same."""
        if self.ink(gid) != self.ink(other):
            return False
        drawn: bool = self._outline(gid).value == self._outline(other).value
        return drawn

    def strokes(self, gid: int) -> Strokes:
        """Whether a glyph draws anything, and whether that fills the box that the file records for it."""
        from fontTools.pens.boundsPen import BoundsPen

        pen = self._outline(gid)
        across, up = ({point[axis] for _, points in pen.value for point in points} for axis in (0, 1))
        if len(across) < 2 or len(up) < 2:
            return "none"
        recorded = self.ink(gid)
        if _near((min(across), min(up), max(across), max(up)), recorded):  # with the control points, as most record it
            return "whole"
        bounds = BoundsPen(None)
        pen.replay(bounds)
        return "whole" if _near(bounds.bounds, recorded) else "torn"

    @property
    def characters(self) -> frozenset[str]:
        """All characters that the face claims to have."""
        return frozenset(map(chr, self.face.unicodes))

    def sample(self, count: int) -> tuple[str, ...]:
        """Up to `count` characters that the face claims to have and that are no blanks, from all over its range."""
        inked = [char for char in map(chr, self.face.unicodes) if shows(char)]
        return tuple(inked[:: max(1, len(inked) // count)])

    def has_variation(self, base: str, selector: str) -> bool:
        """Whether the face itself knows this variation sequence."""
        return bool(self._font.get_variation_glyph(ord(base), ord(selector)))
