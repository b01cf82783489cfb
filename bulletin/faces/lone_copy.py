"""A face in a file of its own: out of its collection, at one weight where it varies."""

from io import BytesIO
from typing import Any

import uharfbuzz as hb

from bulletin.faces.identity import FAMILY_NAME, FULL_NAME, POSTSCRIPT_NAME, TYPOGRAPHIC_FAMILY, WEIGHT, Identity
from bulletin.faces.soundness import COLLECTION, UnsoundError
from bulletin.quiet import quiet_log

# Kinds of names (OpenType 1.9, `name`).
_SUBFAMILY = 2
_TYPOGRAPHIC = (TYPOGRAPHIC_FAMILY, 17, 21, 22, 25)  # not needed where a family has one weight
_LONGEST_POSTSCRIPT = 58  # characters, of 63 that a PostScript name may have


def lone_copy(data: bytes, face: Identity, weight: int) -> bytes:
    """The file of `face` alone; `data` itself where it is that already.

    fontTools takes a face out of its collection, its tables unchanged. HarfBuzz sets a variable one to `weight` and its
    other axes to what they have by default: it does so for a Chinese face in a tenth of a second, fontTools in ten.

    Raises:
        UnsoundError: the tables cannot be read or written.
    """
    if not face.variable and data[:4] != COLLECTION:
        return data
    from fontTools.ttLib import TTFont

    with quiet_log("fontTools"):
        try:
            source, number = (_pinned(data, face, weight), 0) if face.variable else (data, face.number)
            font = TTFont(BytesIO(source), fontNumber=number, recalcBBoxes=False, recalcTimestamp=False, lazy=True)
            if face.variable:
                _rename(font, face, weight)
            whole = BytesIO()
            font.save(whole, reorderTables=None)
        except Exception as error:  # RuntimeError of HarfBuzz, TTLibError and what else foreign bytes may cause
            told = "可变字体无法固定成一种字重" if face.variable else "无法从字体集里取出这个字体"
            raise UnsoundError(told, "换成同一字体不可变的、单独的 ttf 或 otf 文件") from error
    return whole.getvalue()


def _pinned(data: bytes, face: Identity, weight: int) -> bytes:
    source = hb.Face(hb.Blob(data), face.number)
    wish = hb.SubsetInput()
    wish.keep_everything()
    wish.flags |= hb.SubsetFlags.DOWNGRADE_CFF2
    wish.pin_all_axes_to_default(source)
    if face.weights:
        wish.pin_axis_location(source, WEIGHT, weight)
    pinned: bytes = hb.subset(source, wish).blob.data
    return pinned


def _rename(font: Any, face: Identity, weight: int) -> None:
    """Let its names say the weight: two weights of one file must not be taken for the same face."""
    if "name" not in font:
        return
    names = font["name"]
    families = {_language(record): record for record in names.names if record.nameID == TYPOGRAPHIC_FAMILY}
    names.names = [record for record in names.names if record.nameID not in _TYPOGRAPHIC]
    for record in names.names:
        if record.nameID in (FAMILY_NAME, FULL_NAME):
            family = families.get(_language(record), record).toUnicode(errors="replace")
            record.string = f"{family} {weight}"
        elif record.nameID == _SUBFAMILY:
            record.string = "Regular"
        elif record.nameID == POSTSCRIPT_NAME:
            record.string = f"{face.postscript.partition('-')[0][:_LONGEST_POSTSCRIPT]}-{weight}"


def _language(record: Any) -> tuple[int, int, int]:
    return record.platformID, record.platEncID, record.langID
