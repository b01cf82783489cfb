"""A face cut by HarfBuzz to what a document uses, for embedding."""

from collections.abc import Sequence
from typing import NamedTuple

import uharfbuzz as hb

from bulletin.faces.face import Face

# Tables that a CID-keyed font in a PDF never reads (ISO 32000-1, 9.9 and table 126).
UNREAD = "BASE DSIG GDEF GPOS GSUB OS/2 STAT VORG cmap gasp name post vhea vmtx"


class FontProgram(NamedTuple):
    """A font file cut down; `gids` are the new glyphs of the units, in the order given."""

    data: bytes
    gids: tuple[int, ...]
    cff: bool = False  # PostScript outlines, CIDs equal to glyph indices; else TrueType


def subset(face: Face, units: Sequence[str]) -> FontProgram:
    """`face` with .notdef and the glyphs of `units` only, hints and layout dropped; the same bytes in any process.

    The kept glyphs, and the parts of composite ones, are renumbered in the order that they have in the face.

    Raises:
        ValueError: the face lacks a unit; choosing another face was the work of rooms before this one.
    """
    gids = [face.glyph(unit) for unit in units]
    if 0 in gids:
        raise ValueError(f"{face.name} has no glyph for {units[gids.index(0)]!r}")
    source = face.shaper.face
    wish = hb.SubsetInput()
    wish.glyph_set.update(gids)
    wish.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in UNREAD.split())
    wish.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        | hb.SubsetFlags.DESUBROUTINIZE
        | hb.SubsetFlags.DOWNGRADE_CFF2
    )
    if source.has_var_data:
        wish.pin_all_axes_to_default(source)
    plan = hb.SubsetPlan(source, wish)
    cut = plan.execute()
    renumbered = plan.old_to_new_glyph_mapping
    cff = "CFF " in cut.table_tags
    data: bytes = cut.reference_table("CFF ").data if cff else cut.blob.data
    return FontProgram(data=data, gids=tuple(renumbered[gid] for gid in gids), cff=cff)
