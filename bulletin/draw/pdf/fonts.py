"""One font object a face: Type0, Identity-H, around the face's subset, with widths and a right ToUnicode.

Each unit has a code of its own (codes.py), even where a face draws two characters with one glyph (space and no-break
space), so that text extracted from the file is the text that went in. Only faces with PostScript outlines, whose codes
must be their glyphs' numbers, leave such pairs to ActualText (`EmbeddedFont.ambiguous`).
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from bulletin.draw.pdf.codes import codes
from bulletin.draw.pdf.objects import Entry, PackedStream, Value, packed
from bulletin.draw.pdf.set_spans import SOFT_HYPHEN, GlyphKey, SetSpan, WideUnit, text_of, wide
from bulletin.faces.face import Face, Faces
from bulletin.faces.subset import subset
from bulletin.memory import Memory


class EmbeddedFont(NamedTuple):
    """A face as the pages use it."""

    name: str  # of the font resource
    codes: Mapping[GlyphKey, str]  # four hex digits
    ambiguous: frozenset[GlyphKey]  # those whose code means another unit in the text layer
    coding: frozenset[tuple[GlyphKey, int]]  # the codes that another cut of the face may give otherwise
    font: Entry
    digest: bytes


def glyphs_by_face(lines: Iterable[Iterable[SetSpan]]) -> dict[str, frozenset[GlyphKey]]:
    """What every face must draw on a page, the faces in order of first use.

    A unit on a wider body brings the plain one, whose glyph is in the program too: `W` says its width.
    """
    found: dict[str, set[GlyphKey]] = {}
    for part in chain.from_iterable(lines):
        found.setdefault(part.span.face, set()).update(part.keys)
    return {
        face: frozenset(keys.union(key.unit for key in keys if isinstance(key, WideUnit)))
        for face, keys in found.items()
    }


def drawn(key: GlyphKey) -> str:
    """The unit whose glyph a key is drawn with."""
    unit = wide(key).unit
    return unit[1:] if len(unit) > 1 and unit[0] == SOFT_HYPHEN else unit


def embed(faces: Faces, pages: Iterable[Mapping[str, frozenset[GlyphKey]]], memory: Memory) -> dict[str, EmbeddedFont]:
    """Every face that `pages` use, embedded, by its name; `memory` keeps the cuts of these very faces."""
    found: dict[str, set[GlyphKey]] = {}
    for face, keys in chain.from_iterable(page.items() for page in pages):
        found.setdefault(face, set()).update(keys)
    return {
        name: embed_face(faces.face(name), frozenset(keys), f"F{order}", memory)
        for order, (name, keys) in enumerate(found.items(), 1)
    }


class CutFace(NamedTuple):
    """A face cut to the units of a document, as plain values: an object of pdfdoc belongs to one file."""

    codes: Mapping[GlyphKey, str]
    ambiguous: frozenset[GlyphKey]
    coding: frozenset[tuple[GlyphKey, int]]
    digest: bytes  # SHA-256 of the program
    look: Mapping[str, Value]  # entries of the descriptor that are measured
    widths: Sequence[Value]
    cff: bool
    program: PackedStream
    gids: PackedStream | None  # CIDToGIDMap, where codes are not the glyphs' numbers
    meanings: PackedStream  # ToUnicode


def embed_face(face: Face, keys: frozenset[GlyphKey], name: str, memory: Memory) -> EmbeddedFont:
    """`face` cut to the units of `keys` as the font resource `name`."""
    cut = memory.recall((face.name, keys), lambda: _cut(face, keys))
    base = f"/{subset_tag(cut.digest)}+{face.postscript_name}"
    descriptor: dict[str, Value] = {
        "Type": "/FontDescriptor",
        "FontName": base,
        "Flags": 4,  # symbolic: the codes are not those of a standard Latin set
        "ItalicAngle": 0,
        "StemV": 80,  # required, but unused when the font is embedded
        **cut.look,
        "FontFile3" if cut.cff else "FontFile2": cut.program.stream(),
    }
    descendant: dict[str, Value] = {
        "Type": "/Font", "Subtype": "/CIDFontType0" if cut.cff else "/CIDFontType2", "BaseFont": base,
        "CIDSystemInfo": {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0},
        "FontDescriptor": Entry(descriptor), "DW": 1000,
    }  # fmt: skip
    if cut.widths:
        descendant["W"] = cut.widths
    if not cut.cff:
        descendant["CIDToGIDMap"] = cut.gids.stream() if cut.gids else "/Identity"
    font: dict[str, Value] = {
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": base, "Encoding": "/Identity-H",
        "DescendantFonts": (Entry(descendant),), "ToUnicode": cut.meanings.stream(),
    }  # fmt: skip
    return EmbeddedFont(
        name=name, codes=cut.codes, ambiguous=cut.ambiguous, coding=cut.coding, font=Entry(font), digest=cut.digest
    )


def _cut(face: Face, wanted: frozenset[GlyphKey]) -> CutFace:
    """`face` cut and measured."""
    texts = {key: text_of(key) for key in wanted}
    drawings = {key: face.drawing(drawn(key)) for key in wanted}
    keys = sorted(wanted, key=lambda key: (face.glyph(drawings[key]), wide(key)))
    units = [drawings[key] for key in keys]
    whites = [wide(key).white for key in keys]
    program = subset(face, units, whites)
    advances = {key: face.advance(unit) + white for key, unit, white in zip(keys, units, whites, strict=True)}
    given = codes(keys)
    cids = program.gids if program.cff else tuple(map(given.of.__getitem__, keys))
    meaning: dict[int, GlyphKey] = {}
    for key, cid in zip(keys, cids, strict=True):
        meaning.setdefault(cid, key)
    stream: dict[str, Value] = {"Subtype": "/CIDFontType0C"} if program.cff else {"Length1": len(program.data)}
    return CutFace(
        codes={key: f"{cid:04X}" for key, cid in zip(keys, cids, strict=True)},
        coding=frozenset(zip(keys, cids, strict=True)) if program.cff else given.unusual,
        ambiguous=frozenset(key for key, cid in zip(keys, cids, strict=True) if texts[meaning[cid]] != texts[key]),
        digest=sha256(program.data).digest(),
        look=_look(face, units),
        widths=_widths({cid: advances[key] for cid, key in meaning.items()}),
        cff=program.cff,
        program=packed(program.data, stream),
        gids=None if program.cff else packed(_gids(cids, program.gids)),
        meanings=packed(to_unicode({cid: texts[key] for cid, key in meaning.items()})),
    )


def _gids(cids: Sequence[int], gids: Sequence[int]) -> bytes:
    """The CIDToGIDMap: two bytes for every code up to the last one in use."""
    table = bytearray(2 * (max(cids, default=0) + 1))
    for cid, gid in zip(cids, gids, strict=True):
        table[2 * cid : 2 * cid + 2] = gid.to_bytes(2)
    return bytes(table)


def subset_tag(digest: bytes) -> str:
    """Six capitals that tell one subset of a face from another (ISO 32000-1, 9.6.4)."""
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _look(face: Face, units: Sequence[str]) -> dict[str, Value]:
    """The measures in the descriptor of `face` cut to `units`; its box encloses their ink."""
    inks = [face.ink(unit) for unit in units]
    return {
        "FontBBox": (
            min(ink.left for ink in inks),
            min(ink.bottom for ink in inks),
            max(ink.right for ink in inks),
            max(ink.top for ink in inks),
        ),
        "Ascent": face.metrics.ascent,
        "Descent": face.metrics.descent,
        "CapHeight": face.cap_height,
    }


def _widths(widths: Mapping[int, int]) -> Sequence[Value]:
    """The W array: runs of neighbouring codes whose width is not the default of 1000."""
    runs: list[Value] = []
    run: list[int] = []
    before = -2
    for cid in sorted(widths):
        if widths[cid] == 1000:
            continue
        if cid != before + 1:
            run = []
            runs += [cid, run]
        run.append(widths[cid])
        before = cid
    return runs


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """The CMap that tells what every code means; blocks of 100 at most (Adobe technical note 5014, 1.4.1)."""
    lines = [f"<{cid:04X}> <{text.encode('utf-16-be').hex().upper()}>" for cid, text in sorted(texts.items())]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    parts = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def", "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def", "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
    ]  # fmt: skip
    for block in blocks:
        parts += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    parts += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(parts).encode("ascii")
