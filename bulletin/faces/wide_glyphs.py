"""Glyphs that draw what others draw with more white behind it, added to a small font.

In TrueType each is a composite of one part (OpenType 1.9, `glyf`): 16 bytes, however many strokes it shows.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from struct import pack, pack_into, unpack, unpack_from
from typing import NamedTuple

from bulletin.faces.shape import EM
from bulletin.quiet import quiet_log

_IN_BYTES = 0x0002  # flags of a part: its arguments have 8 bits and say how far it moves
_LONG = 1  # `loca` counts bytes in 32 bits
_WHOLE_SUM = 0xB1B0AFBA  # of a font, with the adjustment in `head`


class WideGlyph(NamedTuple):
    """A glyph that is wanted once more, `white` wider, 1/1000 em."""

    gid: int
    white: int


def with_composites(program: bytes, wishes: Sequence[WideGlyph]) -> bytes:
    """The TrueType font `program`, as HarfBuzz cuts one, with a glyph for each wish behind its own, in their order."""
    directory = unpack_from(">" + "4s3I" * unpack_from(">H", program, 4)[0], program, 12)
    tables = {
        tag: program[start : start + length]
        for tag, start, length in zip(directory[::4], directory[2::4], directory[3::4], strict=True)
    }
    head, hhea, maxp = (bytearray(tables[tag]) for tag in (b"head", b"hhea", b"maxp"))
    em, count, measured = (unpack_from(">H", *at)[0] for at in ((head, 18), (maxp, 4), (hhea, 34)))
    long = unpack_from(">h", head, 50)[0] == _LONG
    starts = [
        offset if long else 2 * offset for offset in unpack_from(f">{count + 1}{'I' if long else 'H'}", tables[b"loca"])
    ]
    metrics = list(unpack_from(">" + "Hh" * measured, tables[b"hmtx"]))
    for bearing in unpack_from(f">{count - measured}h", tables[b"hmtx"], 4 * measured):
        metrics += metrics[2 * measured - 2], bearing
    outlines = [tables[b"glyf"]]
    for gid, white in wishes:
        advance, bearing = metrics[2 * gid : 2 * gid + 2]
        metrics += min(advance + round(white * em / EM), 0xFFFF), bearing
        composite = b""
        if starts[gid] < starts[gid + 1]:  # it draws something
            box = unpack_from(">4h", outlines[0], starts[gid] + 2)
            composite = pack(">5h2H2b", -1, *box, _IN_BYTES, gid, 0, 0)
        outlines.append(composite)
        starts.append(starts[-1] + len(composite))
    total = count + len(wishes)
    pack_into(">H", maxp, 4, total)
    points, contours, *of_composites = unpack_from(">4H", maxp, 6)
    pack_into(">2H", maxp, 10, *map(max, (points, contours), of_composites))
    parts, depth = unpack_from(">2H", maxp, 28)
    pack_into(">2H", maxp, 28, max(parts, 1), depth + 1)
    pack_into(">H", hhea, 10, max(metrics[::2]))
    pack_into(">H", hhea, 34, total)
    pack_into(">h", head, 50, _LONG)
    tables |= {
        b"glyf": b"".join(outlines),
        b"head": bytes(head),
        b"hhea": bytes(hhea),
        b"hmtx": pack(">" + "Hh" * total, *metrics),
        b"loca": pack(f">{total + 1}I", *starts),
        b"maxp": bytes(maxp),
    }
    return _font(tables)


def with_charstrings(program: bytes, wishes: Sequence[WideGlyph]) -> bytes:
    """The same for an OpenType font with PostScript outlines, which know no composites: each wish repeats an outline.

    Raises:
        Exception: any that fontTools has for outlines which it cannot read.
    """
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.ttLib import TTFont

    with quiet_log("fontTools"), TTFont(BytesIO(program), recalcBBoxes=False, recalcTimestamp=False) as font:
        em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        names = font.getGlyphOrder()
        top = font["CFF "].cff.topDictIndex[0]
        glyphs = top.CharStrings
        for gid, white in wishes:
            source, selected = glyphs.getItemAndSelector(names[gid])
            pen = T2CharStringPen(None, glyphs, roundTolerance=0)
            source.draw(pen)
            copy = pen.getCharString(source.private, source.globalSubrs)
            advance, bearing = metrics[names[gid]]
            advance += round(white * em / EM)
            copy.program.insert(0, advance - source.private.nominalWidthX)
            name = f"cid{len(names):05}" if hasattr(top, "ROS") else f"wide{len(names)}"  # as fontTools names them
            glyphs.charStrings[name] = len(names)
            glyphs.charStringsIndex.append(copy)
            names.append(name)
            metrics[name] = advance, bearing
            if selected is not None:
                top.FDSelect.append(selected)
        top.charset = names
        font.setGlyphOrder(names)
        font["maxp"].numGlyphs = len(names)
        whole = BytesIO()
        font.save(whole)
    return whole.getvalue()


def _font(tables: Mapping[bytes, bytes]) -> bytes:
    """A font file of these tables, with its check sums (OpenType 1.9, "Organization of an OpenType Font")."""
    count = len(tables)
    power = count.bit_length() - 1
    head = bytearray(tables[b"head"])
    pack_into(">I", head, 8, 0)
    padded = {tag: table + bytes(-len(table) % 4) for tag, table in sorted({**tables, b"head": bytes(head)}.items())}
    start = 12 + 16 * count
    directory = pack(">I4H", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    for tag, table in padded.items():
        directory += pack(">4s3I", tag, _check_sum(table), start, len(tables[tag]))
        start += len(table)
    whole = _check_sum(directory) + sum(map(_check_sum, padded.values()))
    pack_into(">I", head, 8, (_WHOLE_SUM - whole) & 0xFFFFFFFF)
    return directory + b"".join({**padded, b"head": bytes(head) + bytes(-len(head) % 4)}.values())


def _check_sum(data: bytes) -> int:
    words: tuple[int, ...] = unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
