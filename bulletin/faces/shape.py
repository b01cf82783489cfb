"""Text to glyphs: one unit (a character, a ligature, a character with its variation selector) to one glyph."""

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


def shape(font: Any, unit: str) -> Glyph:
    """The one glyph that `unit` becomes in `font` (a HarfBuzz font); MISSING when it needs more than one, or lacks it.

    A variation sequence that the face does not know is set with its base character, as every reader of text does.
    """
    import uharfbuzz as hb

    if len(unit) == 1:
        gid = font.get_nominal_glyph(ord(unit))
        return Glyph(gid, font.get_glyph_h_advance(gid)) if gid else MISSING
    buffer = hb.Buffer()
    buffer.add_str(unit)
    buffer.direction, buffer.script, buffer.language = "ltr", SCRIPT, LANGUAGE
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(font, buffer, FEATURES)
    if len(buffer.glyph_infos) != 1 or not buffer.glyph_infos[0].codepoint:
        return MISSING
    return Glyph(buffer.glyph_infos[0].codepoint, buffer.glyph_positions[0].x_advance)
