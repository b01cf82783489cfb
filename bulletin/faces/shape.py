"""Text to glyphs by HarfBuzz: one unit (a character, a ligature, a character with its variation selector) to one glyph.

uharfbuzz costs 25 ms to import, a tenth of a build, so it is met in this file and in subset.py only, when a face or a
unit needs it: sfnt.py reads our own faces without it.
"""

import struct
from typing import Any, NamedTuple

# Positions of marks are the composer's (typography.md §1), so the face's own squeezing and kerning are off; the
# ligature of the dash comes by `ccmp` and `liga`, which stay on.
FEATURES = dict.fromkeys(("chws", "palt", "halt", "vkrn", "kern", "vert", "vrt2"), False)

SCRIPT, LANGUAGE = "Hani", "zh-Hans"  # guessed from —— alone, HarfBuzz gives the Latin dash of 1.69 em

VARIATION_SELECTORS = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))


class Glyph(NamedTuple):
    """What a unit is drawn with; gid 0 says that the face lacks it. Advance in the face's own units."""

    gid: int
    advance: int


MISSING = Glyph(0, 0)


def is_variation(unit: str) -> bool:
    """Whether `unit` is one character with its variation selector."""
    return len(unit) == 2 and ord(unit[1]) in VARIATION_SELECTORS


class Shaper:
    """A font file opened by HarfBuzz: TrueType, OpenType with PostScript outlines, one face of a collection.

    Raises:
        OSError: the file cannot be read, or is no font.
    """

    def __init__(self, path: str, number: int = 0) -> None:
        import uharfbuzz as hb

        try:
            self.face: Any = hb.Face(hb.Blob.from_file_path(path), number)
        except hb.HarfBuzzError as error:
            raise OSError(path) from error
        if not self.face.glyph_count:
            raise OSError(f"no font: {path}")
        self.font: Any = hb.Font(self.face)
        self.em: int = self.face.upem
        extents = self.font.get_font_extents("ltr")
        self.ascent: int = extents.ascender
        self.descent: int = extents.descender
        head = self.face.reference_table("head").data
        self.bounds: tuple[int, int, int, int] = (
            struct.unpack_from(">4h", head, 36) if len(head) >= 44 else (0, 0, 0, 0)
        )
        self.postscript_name: str = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or ""

    def close(self) -> None:
        """Let go of the file, which HarfBuzz keeps mapped as long as a font or a face of it lives."""
        del self.font, self.face

    @property
    def shaper(self) -> "Shaper":
        """Itself: what subset.py cuts."""
        return self

    def glyph(self, unit: str) -> Glyph:
        """The one glyph that `unit` becomes; MISSING when it needs more than one, or lacks it.

        A variation sequence that the face does not know is set with its base character, as every reader of text does.
        """
        import uharfbuzz as hb

        if len(unit) == 1:
            gid = self.font.get_nominal_glyph(ord(unit))
            return Glyph(gid, self.font.get_glyph_h_advance(gid)) if gid else MISSING
        buffer = hb.Buffer()
        buffer.add_str(unit)
        buffer.direction, buffer.script, buffer.language = "ltr", SCRIPT, LANGUAGE
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(self.font, buffer, FEATURES)
        if len(buffer.glyph_infos) != 1 or not buffer.glyph_infos[0].codepoint:
            return MISSING
        return Glyph(buffer.glyph_infos[0].codepoint, buffer.glyph_positions[0].x_advance)

    def box(self, gid: int) -> tuple[int, int, int, int] | None:
        """Left, bottom, right and top of a glyph's ink; None for a blank."""
        extents = self.font.get_glyph_extents(gid)
        if extents is None or not (extents.width or extents.height):
            return None
        left, top = extents.x_bearing, extents.y_bearing
        return left, top + extents.height, left + extents.width, top

    def has_variation(self, base: str, selector: str) -> bool:
        """Whether the face itself knows this variation sequence."""
        return bool(self.font.get_variation_glyph(ord(base), ord(selector)))
