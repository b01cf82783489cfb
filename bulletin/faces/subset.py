"""A face cut by HarfBuzz to what a document uses, for embedding."""

from collections.abc import Sequence
from itertools import count
from operator import sub
from typing import NamedTuple

import uharfbuzz as hb

from bulletin.faces.face import Face
from bulletin.faces.shape import Shaper
from bulletin.faces.soundness import PICTURED, UnsoundError
from bulletin.faces.wide_glyphs import WideGlyph, with_charstrings, with_composites
from bulletin.faces.witness import Witness

# Tables that a CID-keyed font in a PDF never reads (ISO 32000-1, 9.9 and table 126).
UNREAD = "BASE CPAL DSIG GDEF GPOS GSUB OS/2 STAT VORG cmap gasp name post vhea vmtx"
ROUNDED = 2  # 1/1000 em, by which a variable face's default may differ from its own cut


class FontProgram(NamedTuple):
    """A font file cut down; `gids` are the new glyphs of the units, in the order given."""

    data: bytes
    gids: tuple[int, ...]
    cff: bool = False  # PostScript outlines, CIDs equal to glyph indices; else TrueType


def subset(face: Face, units: Sequence[str], whites: Sequence[int] = ()) -> FontProgram:
    """`face` with .notdef and the glyphs of `units` only, hints and layout dropped; the same bytes in any process.

    The kept glyphs, and the parts of composite ones, are renumbered in the order that they have in the face. Units that
    `whites` makes wider, 1/1000 em for each unit or nothing for all, have glyphs of their own behind these.

    Raises:
        ContentError: the face cannot be cut, or its cut shows something else.
        ValueError: the face lacks a unit; choosing another face was the work of rooms before this one.
    """
    gids = [face.glyph(unit) for unit in units]
    if 0 in gids:
        raise ValueError(f"{face.name} has no glyph for {units[gids.index(0)]!r}")
    source = face.shaper.face
    wish = hb.SubsetInput()
    wish.glyph_set.update(gids)
    wish.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in (*UNREAD.split(), *PICTURED))
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
    try:
        plan = hb.SubsetPlan(source, wish)
        cut = plan.execute()
        gids_in_cut = tuple(plan.old_to_new_glyph_mapping[gid] for gid in gids)
        whole: bytes = cut.blob.data
    except (RuntimeError, KeyError) as error:  # what HarfBuzz cannot cut
        raise face.unsound(_uncut(units)) from error
    cff = "CFF " in cut.table_tags
    whites = whites or [0] * len(units)
    wishes = [WideGlyph(gid=gid, white=white) for gid, white in zip(gids_in_cut, whites, strict=True) if white]
    if wishes and cff:
        try:
            whole = with_charstrings(whole, wishes)
        except Exception as error:  # foreign outlines that HarfBuzz reads and fontTools does not
            raise face.unsound(_uncut(units)) from error
    elif wishes:
        whole = with_composites(whole, wishes)
    added = count(cut.glyph_count)
    program = FontProgram(
        data=hb.Face(whole).reference_table("CFF ").data if cff else whole,
        gids=tuple(next(added) if white else gid for gid, white in zip(gids_in_cut, whites, strict=True)),
        cff=cff,
    )
    _compare(face, units, whites, whole, program)
    return program


def _compare(face: Face, units: Sequence[str], whites: Sequence[int], whole: bytes, program: FontProgram) -> None:
    """Ask that a cut program show each unit as the face does; one of an office's own face must open in FreeType too.

    Raises:
        ContentError: it does not.
    """
    try:
        cut = Shaper(whole)
        if face.opened.own:
            Witness(program.data)
    except UnsoundError as error:
        raise face.unsound(_uncut(units)) from error
    other = [
        unit
        for unit, white, gid in zip(units, whites, program.gids, strict=True)
        if max(map(abs, map(sub, (cut.advance(gid) - white, *cut.ink(gid)), (face.advance(unit), *face.ink(unit)))))
        > ROUNDED
    ]
    if other:
        raise face.unsound(_uncut(other))


def _uncut(units: Sequence[str]) -> UnsoundError:
    listed = f"{''.join(units[:20])}{'……' if len(units) > 20 else ''}"
    return UnsoundError(f"取不出要用的字形：{listed}", "换成同一字体的另一个文件，或换一个字体")
