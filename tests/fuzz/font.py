"""Faces: parts of the shipped ones, TrueType and CFF, alone and in collections, their tables spoilt; and fonts.yaml."""

import io
import random
import struct
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont

from tests.fuzz.case import Case
from tests.fuzz.judge import ROOT
from tests.fuzz.layout import read_yaml
from tests.fuzz.office import BODY, COLUMNS, HEADS, NAMES, TITLES, chosen, options, put_odd, write_issue
from tests.fuzz.spoil import bytes_spoilt, odd_value, tree_spoilt

ROLES = ("song", "song-bold", "song-black", "hei", "hei-bold", "kai", "fangsong", "brush")
SHIPPED = ("NotoSerifSC-Regular", "NotoSansSC-Bold", "BulletinKai-Regular")
TEXT = "".join((*TITLES, *COLUMNS, *NAMES, *BODY, *HEADS, "高新区简报区水务局局长")) + "".join(map(chr, range(32, 127)))
# Fields of tables that readers trust: table, offset, struct format, values.
FIELDS: tuple[tuple[str, int, str, tuple[int, ...]], ...] = (
    ("head", 18, ">H", (0, 1, 15, 16, 16385, 65535)),  # units of an em
    ("head", 50, ">h", (0, 1, 2, -1, 257)),  # format of loca
    ("head", 36, ">h", (-32768, 32767, 0)),
    ("head", 12, ">I", (0, 0xFFFFFFFF)),  # magic number
    ("hhea", 34, ">H", (0, 1, 2, 65535)),  # horizontal metrics
    ("hhea", 4, ">h", (0, -1, 32767, -32768)),  # ascender
    ("hhea", 6, ">h", (0, 1, 32767, -32768)),  # descender
    ("maxp", 4, ">H", (0, 1, 2, 65535)),  # glyphs
    ("maxp", 0, ">I", (0, 0x5000, 0x10000, 0x20000)),
    ("OS/2", 4, ">H", (0, 1000, 65535)),
    ("OS/2", 8, ">H", (2, 4, 8, 0x102, 0x200)),  # embedding
    ("post", 0, ">I", (0, 0x20000, 0x30000, 0x40000)),
    ("cmap", 2, ">H", (0, 1, 65535)),
    ("name", 2, ">H", (0, 1, 65535)),
    ("hmtx", 0, ">H", (0, 65535)),
)


class Sfnt(NamedTuple):
    """A font file in its parts."""

    version: bytes
    tables: dict[str, bytes]


@cache
def shipped(name: str) -> bytes:
    """A shipped face with the characters of the fuzzed issues alone."""
    font = TTFont(ROOT / "fonts" / f"{name}.ttf")
    wanted = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, recalc_timestamp=False)
    subsetter = subset.Subsetter(wanted)
    subsetter.populate(text=TEXT)
    subsetter.subset(font)
    return _saved(font)


def _saved(font: Any) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def cubic(name: str) -> bytes:
    """The same with CFF outlines."""
    font = TTFont(io.BytesIO(shipped(name)))
    glyphs, charstrings = font.getGlyphSet(), {}
    for glyph in font.getGlyphOrder():
        pen = T2CharStringPen(font["hmtx"][glyph][0], glyphs)
        glyphs[glyph].draw(pen)
        charstrings[glyph] = pen.getCharString()
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=False)
    builder.setupGlyphOrder(font.getGlyphOrder())
    builder.setupCharacterMap(font.getBestCmap())
    builder.setupCFF("Fuzzed", {}, charstrings, {})
    builder.setupHorizontalMetrics(font["hmtx"].metrics)
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupNameTable({"familyName": "Fuzzed", "styleName": "Regular", "psName": "Fuzzed"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=900, usWinDescent=200)
    builder.setupPost()
    return _saved(builder.font)


@cache
def collection() -> bytes:
    """Two faces in one file."""
    both = TTCollection()
    both.fonts = [TTFont(io.BytesIO(shipped(name))) for name in SHIPPED[:2]]
    return _saved(both)


@cache
def packed(flavour: str) -> bytes:
    font = TTFont(io.BytesIO(shipped(SHIPPED[0])))
    font.flavor = flavour
    return _saved(font)


def make(chance: random.Random, folder: Path) -> Case:
    """An issue in faces of the office's own, in front of the shipped ones."""
    fonts = folder / "fonts"
    fonts.mkdir()
    data, what = _face(chance)
    name = f"own{chance.choice(('.ttf', '.otf', '.ttc', '.TTF', '.bin'))}"
    (fonts / name).write_bytes(data)
    entry: dict[str, Any] = {"file": name}
    if data[:4] == b"ttcf" and chosen(chance, 0.6):
        entry["number"] = chance.choice((0, 1, 1, 2, 9999))
    roles = list(ROLES) if chosen(chance, 0.5) else chance.sample(ROLES, chance.randint(1, 4))
    behind = {role: ["kai", "hei"] if chosen(chance, 0.5) else [] for role in roles}
    table: Any = {"faces": {"own": entry}, "roles": {role: ["own", *behind[role]] for role in roles}}
    if chosen(chance, 0.12):
        what += f" | table: {_table_spoilt(chance, table)}"
    text = yaml.safe_dump(table, allow_unicode=True)
    if chosen(chance, 0.04):
        text = bytes_spoilt(text.encode(), chance).decode("latin-1")
        what += " | table bytes"
    (fonts / "fonts.yaml").write_text(text, encoding="utf-8")
    if chosen(chance, 0.04):
        what += f" | {put_odd(chance, fonts / chance.choice((name, 'fonts.yaml')))}"
    write_issue(chance, folder)
    return Case(options(chance, folder), what)


def _table_spoilt(chance: random.Random, table: Any) -> str:
    """fonts.yaml with odd entries."""
    kind = chance.choice(("tree", "tree", "whole", "number", "file", "digest", "system", "role"))
    if kind == "tree":
        return tree_spoilt(table, chance)
    if kind == "whole":
        whole = read_yaml(ROOT / "fonts" / "fonts.yaml")
        whole["faces"]["own"] = table["faces"]["own"]
        table |= whole
        return tree_spoilt(table, chance)
    own = table["faces"]["own"]
    if kind == "number":
        own["number"] = odd_value(chance)
    elif kind == "file":
        own["file"] = chance.choice(
            ("../own.ttf", "/etc/passwd", "/dev/zero", ".", "", "x" * 300, "\x00", "fonts.yaml", "nothing.ttf")
        )
    elif kind == "digest":
        own["sha256"] = chance.choice(("0" * 64, "x", odd_value(chance)))
    elif kind == "system":
        table["system"] = chance.choice((["/dev/zero"], ["/etc/passwd"], ["fonts/own.ttf"], odd_value(chance)))
    else:
        table["roles"]["song"] = chance.choice((["own", "own"], ["nothing"], "own", [], odd_value(chance)))
    return kind


def _face(chance: random.Random) -> tuple[bytes, str]:
    """A face, spoilt or sound."""
    name = chance.choice(SHIPPED)
    kind = chance.choice(("glyf", "glyf", "glyf", "glyf", "cff", "cff", "cff", "ttc", "woff", "woff", "other", "font"))
    if kind == "ttc":
        data = collection()
        return (bytes_spoilt(data, chance), "ttc bytes") if chosen(chance, 0.5) else (data, "ttc")
    if kind == "woff":
        return packed("woff"), kind
    if kind == "other":
        heads = (
            b"%!PS-AdobeFont-1.0",
            b"\x01fcp",
            b"STARTFONT 2.1\n",
            b"wOF2",
            b"OTTO",
            b"true",
            b"typ1",
            b"\0\1\0\0",
            b"<font/>",
            b"",
        )
        return chance.choice(heads) + chance.choice((b"", bytes(100), chance.randbytes(1000))), kind
    data = cubic(name) if kind == "cff" else shipped(name)
    if kind == "font":
        return _meaning_spoilt(chance, data)
    what = f"{kind} {name}"
    if chosen(chance, 0.15):
        return data, what
    if chosen(chance, 0.2):
        return bytes_spoilt(data, chance), f"{what} bytes"
    if chosen(chance, 0.1):
        return data[: chance.randrange(len(data))], f"{what} cut"
    return _tables_spoilt(chance, data, what)


def parts_of(data: bytes) -> Sfnt:
    """The tables of a font file that holds one face."""
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
    return Sfnt(
        version=data[:4],
        tables={tag.decode("latin-1"): data[start : start + length] for tag, _, start, length in entries},
    )


def checksum(data: bytes) -> int:
    data += bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF


def file_of(font: Sfnt, sums: dict[str, int], *, repair_head: bool = True) -> bytes:
    """A font file; checksums as given, right ones for the other tables."""
    tables = dict(sorted(font.tables.items()))
    if repair_head and len(tables.get("head", b"")) >= 12:
        tables["head"] = tables["head"][:8] + bytes(4) + tables["head"][12:]
    start = 12 + 16 * len(tables)
    power = 1 << max(len(tables), 1).bit_length() - 1
    head = font.version + struct.pack(
        ">HHHH", len(tables), 16 * power & 0xFFFF, power.bit_length() - 1, (16 * (len(tables) - power)) & 0xFFFF
    )
    body = b""
    for tag, data in tables.items():
        head += struct.pack(
            ">4sIII", tag.encode("latin-1"), sums.get(tag, checksum(data)), start + len(body), len(data)
        )
        body += data + bytes(-len(data) % 4)
    whole = head + body
    if repair_head and len(tables.get("head", b"")) >= 12:
        at = whole.index(tables["head"], start)
        whole = whole[: at + 8] + struct.pack(">I", (0xB1B0AFBA - checksum(whole)) & 0xFFFFFFFF) + whole[at + 12 :]
    return whole


def _tables_spoilt(chance: random.Random, data: bytes, what: str) -> tuple[bytes, str]:
    """One table dropped, emptied, randomised, cut, or with one field changed; checksums repaired or not."""
    font = parts_of(data)
    old = {tag: checksum(body) for tag, body in font.tables.items()}
    how = [_table_changed(chance, font) for _ in range(chance.choice((1, 1, 2)))]
    repaired = chosen(chance, 0.6)
    spoilt = file_of(
        font, {} if repaired else {tag: old[tag] for tag in font.tables if tag in old}, repair_head=repaired
    )
    if chosen(chance, 0.08):
        directory = bytearray(spoilt)
        at = 12 + 16 * chance.randrange(max(len(font.tables), 1)) + chance.choice((0, 8, 12))
        directory[at : at + 4] = struct.pack(
            ">I", chance.choice((0, 1, len(spoilt), len(spoilt) - 3, 2**31, 2**32 - 1))
        )
        spoilt, how = bytes(directory), [*how, "directory"]
    return spoilt, f"{what} {', '.join(how)}{' repaired' if repaired else ''}"


def _table_changed(chance: random.Random, font: Sfnt) -> str:
    tables = font.tables
    if not tables:
        return "nothing"
    tag = chance.choice(sorted(tables))
    body = tables[tag]
    kind = chance.choice(
        ("drop", "zero", "ff", "noise", "bytes", "bytes", "cut", "field", "field", "field", "tail", "version")
    )
    fields = [field for field in FIELDS if len(tables.get(field[0], b"")) >= field[1] + struct.calcsize(field[2])]
    if kind == "field" and fields:
        tag, at, form, values = chance.choice(fields)
        value = struct.pack(form, chance.choice(values))
        tables[tag] = tables[tag][:at] + value + tables[tag][at + len(value) :]
        return f"{tag}@{at}={value.hex()}"
    if kind == "drop":
        del tables[tag]
    elif kind == "cut":
        tables[tag] = body[: chance.randrange(len(body) + 1)]
    elif kind == "tail":
        half = len(body) // 2
        tables[tag] = body[:half] + bytes(len(body) - half)
    elif kind == "version":
        tables["    " if chosen(chance, 0.5) else "EBDT"] = chance.randbytes(40)
    else:
        tables[tag] = {"zero": bytes(len(body)), "ff": b"\xff" * len(body), "noise": chance.randbytes(len(body))}.get(
            kind, bytes_spoilt(body, chance)
        )
    return f"{tag} {kind}"


def _meaning_spoilt(chance: random.Random, data: bytes) -> tuple[bytes, str]:
    """A face that is well-formed, and does not say what it should."""
    font = TTFont(io.BytesIO(data))
    kind = chance.choice(("no ink", "one no ink", "composite", "self", "cmap", "widths", "bitmap", "names", "order"))
    glyf, order = font["glyf"], font.getGlyphOrder()
    map_of = font.getBestCmap()
    han = [glyph for code, glyph in sorted(map_of.items()) if code > 0x3400]
    if kind in ("no ink", "one no ink"):
        for glyph in han if kind == "no ink" else chance.sample(han, 1):
            glyf[glyph] = type(glyf[glyph])()
            glyf[glyph].numberOfContours = 0
    elif kind in ("composite", "self"):
        from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

        part = GlyphComponent()
        part.glyphName = han[0] if kind == "self" else han[1]
        part.x, part.y, part.flags = 0, 0, 0x0003
        whole = Glyph()
        whole.numberOfContours, whole.components = -1, [part]
        font["maxp"].recalc(font) if kind != "self" else None
        glyf[han[0]] = whole
        font.recalcBBoxes = False
    elif kind == "cmap":
        for table in font["cmap"].tables:
            for code in list(getattr(table, "cmap", {})):
                if code > 0x3400 and chosen(chance, 0.5):
                    table.cmap[code] = chance.choice((order[0], order[-1], han[0]))
    elif kind == "widths":
        for glyph in order:
            font["hmtx"][glyph] = (chance.choice((0, 1, 65535, 500)), 0)
    elif kind == "bitmap":
        del font["glyf"], font["loca"]
        return _without_outlines(font), kind
    elif kind == "names":
        for record in font["name"].names:
            record.string = chance.choice(("", "x" * 3000, "\x1b[31m", "字", "a/b(c)<d>"))
    else:
        del font["GSUB"]
    try:
        return _saved(font), kind
    except Exception as error:  # fontTools does not write everything
        return data, f"{kind} not written: {type(error).__name__}"


def _without_outlines(font: Any) -> bytes:
    """The file without glyf and loca, which fontTools would not write."""
    tables = {tag: font.getTableData(tag) for tag in font.reader.keys() if tag not in ("glyf", "loca", "DSIG")}  # noqa: SIM118
    tables["EBDT"] = tables["EBLC"] = bytes.fromhex("0002000000000000")
    return file_of(Sfnt(version=b"\0\1\0\0", tables=tables), {})
