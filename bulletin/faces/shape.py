"""One face of a font file, read by HarfBuzz: a unit of text to one glyph, its advance and its ink.

A unit is a character, a ligature (——), or a character with its variation selector. HarfBuzz scales every face to
an em of 1000, so all lengths here are whole thousandths of the em.
"""

from typing import Any, NamedTuple

import uharfbuzz as hb

EM = 1000

# The composer places marks and adds space itself, so the face's own squeezing and kerning are off; the ligature of
# the dash comes by `ccmp` and `liga`, which stay on.
FEATURES = dict.fromkeys(("chws", "palt", "halt", "vkrn", "kern", "vert", "vrt2"), False)

# Named, not guessed: from —— alone HarfBuzz guesses no Chinese and gives the Latin dash of 1.69 em.
SHAPING_SCRIPT, SHAPING_LANGUAGE = "Hani", "zh-Hans"

VARIATION_SELECTORS = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))


class Glyph(NamedTuple):
    """What a unit is drawn with; gid 0 says that the face lacks it."""

    gid: int
    advance: int


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


class Shaper:
    """A font file opened by HarfBuzz: TrueType, OpenType with PostScript outlines, one face of a collection.

    Raises:
        OSError: the file cannot be read, or holds no such face or one that a PDF cannot embed.
    """

    def __init__(self, path: str, number: int = 0) -> None:
        try:
            self.face: Any = hb.Face(hb.Blob.from_file_path(path), number)
        except hb.HarfBuzzError as error:
            raise OSError(path) from error
        if not self.face.glyph_count:
            raise OSError(f"no font: {path}")
        if "CFF2" in self.face.table_tags and not self.face.has_var_data:
            raise OSError(f"CFF2, which PDF cannot hold and HarfBuzz downgrades in variable faces only: {path}")
        self._font: Any = hb.Font(self.face)
        self._font.scale = (EM, EM)
        extents = self._font.get_font_extents("ltr")
        self.ascent: int = extents.ascender
        self.descent: int = extents.descender  # negative below the baseline
        self.postscript_name: str = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""

    def close(self) -> None:
        """Let go of the file, which HarfBuzz keeps mapped as long as a font or a face of it lives."""
        del self._font, self.face

    def glyph(self, unit: str) -> Glyph:
        """The one glyph that `unit` becomes; NO_GLYPH when the face lacks it or needs more than one glyph for it.

        A variation sequence that the face does not know is set with its base character, as text viewers do.
        """
        if len(unit) == 1:
            gid = self._font.get_nominal_glyph(ord(unit))
            return Glyph(gid=gid, advance=self._font.get_glyph_h_advance(gid)) if gid else NO_GLYPH
        buffer = hb.Buffer()
        buffer.add_str(unit)
        buffer.direction, buffer.script, buffer.language = "ltr", SHAPING_SCRIPT, SHAPING_LANGUAGE
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(self._font, buffer, FEATURES)
        if len(buffer.glyph_infos) != 1 or not buffer.glyph_infos[0].codepoint:
            return NO_GLYPH
        return Glyph(gid=buffer.glyph_infos[0].codepoint, advance=buffer.glyph_positions[0].x_advance)

    def ink(self, gid: int) -> InkBox:
        """The ink of a glyph; NO_INK for a blank."""
        extents = self._font.get_glyph_extents(gid)
        if extents is None or not (extents.width or extents.height):
            return NO_INK
        left, top = extents.x_bearing, extents.y_bearing
        return InkBox(left=left, bottom=top + extents.height, right=left + extents.width, top=top)

    def has_variation(self, base: str, selector: str) -> bool:
        """Whether the face itself knows this variation sequence."""
        return bool(self._font.get_variation_glyph(ord(base), ord(selector)))
