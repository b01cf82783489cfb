"""Small font files and damaged ones: what an interrupted copy, a bad disk or a careless program leaves."""

import random
import struct
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import calcChecksum

from bulletin.faces.face import open_faces
from bulletin.faces.subset import subset
from bulletin.problems import ContentError, Problem

FONTS = Path(__file__).parent.parent.parent / "fonts"
TEXT = "近赶潍坊远学长沙比学赶超勇谱新高，。“”A1"
UNITS = tuple(dict.fromkeys(TEXT))


class Judged(NamedTuple):
    """What became of a face: the problems told, and the units that are printed from it with their outlines."""

    problems: tuple[Problem, ...] = ()
    outlines: Mapping[str, object] = MappingProxyType({})

    @property
    def refused(self) -> str:
        """The message of the face's error; "" for one that is taken."""
        return "".join(problem.message for problem in self.problems if problem.severity == "error")


@cache
def truetype() -> bytes:
    """A sound TrueType file of TEXT."""
    face = hb.Face(hb.Blob((FONTS / "BulletinKai-Regular.ttf").read_bytes()))
    wish = hb.SubsetInput()
    wish.unicode_set.update(map(ord, TEXT))
    return added_up(hb.subset(face, wish).blob.data)


@cache
def postscript() -> bytes:
    """A sound OpenType file of TEXT with PostScript outlines, each character drawn as two strokes of its own."""
    build = FontBuilder(1000, isTTF=False)
    names = [".notdef", *(f"u{ord(unit):04X}" for unit in UNITS)]
    build.setupGlyphOrder(names)
    build.setupCharacterMap({ord(unit): f"u{ord(unit):04X}" for unit in UNITS})
    strings = {}
    for order, name in enumerate(names):
        pen = T2CharStringPen(1000, None)
        for top in (100, 500) if order else ():
            corners = ((50, top), (950 - 7 * order, top), (900, top + 80 + order), (60, top + 90))
            for step, corner in enumerate(corners):
                (pen.lineTo if step else pen.moveTo)(corner)
            pen.closePath()
        strings[name] = pen.getCharString()
    build.setupCFF("Small", {}, strings, {})
    build.setupHorizontalMetrics(dict.fromkeys(names, (1000, 50)))
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupOS2()
    build.setupPost()
    file = BytesIO()
    build.font.save(file)
    return file.getvalue()


def rows(data: bytes) -> dict[str, tuple[int, int, int]]:
    """Tag -> where its row stands in the directory, where its table begins and how long it is."""
    found = {}
    for at in range(12, 12 + 16 * int.from_bytes(data[4:6]), 16):
        tag, _, offset, length = struct.unpack(">4sLLL", data[at : at + 16])
        found[tag.decode("latin-1")] = (at, offset, length)
    return found


def put(data: bytes, at: int, piece: bytes) -> bytes:
    """`data` with other bytes from `at` on."""
    return data[:at] + piece + data[at + len(piece) :]


def added_up(data: bytes) -> bytes:
    """`data` with right checksums, so that nothing but its content can tell of the damage."""
    head = rows(data)["head"][1]
    data = put(data, head + 8, bytes(4))
    for at, offset, length in rows(data).values():
        data = put(data, at + 4, calcChecksum(data[offset : offset + length]).to_bytes(4))
    return put(data, head + 8, ((0xB1B0AFBA - calcChecksum(data)) % (1 << 32)).to_bytes(4))


def changed(data: bytes, tag: str, how: str, dice: random.Random) -> bytes:
    """`data` with one of its tables damaged."""
    at, offset, length = rows(data)[tag]
    half = length - length // 2
    if how == "dropped":
        return put(data, at, b"ZZZZ")
    if how == "shortened":
        return put(data, at + 12, (length // 2).to_bytes(4))
    if how == "astray":
        return put(data, at + 8, dice.randrange(len(data), 1 << 32).to_bytes(4))
    piece = {
        "zeroed": bytes(length),
        "filled": b"\xff" * length,
        "randomised": dice.randbytes(length),
        "half zeroed": bytes(half),
        "half randomised": dice.randbytes(half),
    }[how]
    return put(data, offset + length - len(piece), piece)


WAYS = ("zeroed", "filled", "randomised", "half zeroed", "half randomised", "dropped", "shortened", "astray")
PRINTED = ("cmap", "head", "hhea", "hmtx", "maxp", "loca", "glyf", "CFF ")


def damages(data: bytes, seed: int) -> Iterator[tuple[str, bytes]]:
    """Every table that printing needs damaged in every way, and the file cut at twenty places, with their names."""
    dice = random.Random(seed)
    for tag in (tag for tag in rows(data) if tag in PRINTED):
        for how in WAYS:
            yield f"{tag} {how}", changed(data, tag, how, dice)
    for _ in range(20):
        end = dice.randrange(len(data))
        yield f"cut at {end}", data[:end]


def judge(folder: Path, data: bytes, name: str = "own.ttf", row: str = "") -> Judged:
    """What is told of a file with these bytes as an office's own face, and what TEXT would be printed with."""
    (folder / name).write_bytes(data)
    table = f"faces:\n  own: {{file: {name}{row}}}\nroles:\n  song: [own]\n"
    (folder / "fonts.yaml").write_text(table, encoding="utf-8")
    with open_faces(str(folder)) as faces:
        try:
            undrawn = faces.undrawn("song", frozenset(UNITS))
            units = [unit for unit in UNITS if unit not in undrawn]
            problems = faces.judged()
            program = subset(faces.face("own"), units)
        except ContentError as error:
            return Judged(problems=error.problems)
    outlines = (
        {} if program.cff else {u: outline(program.data, gid) for u, gid in zip(units, program.gids, strict=True)}
    )
    return Judged(problems=problems, outlines=outlines or dict.fromkeys(units))


def outline(data: bytes, gid: int) -> object:
    """The strokes of a glyph."""
    pen = RecordingPen()
    hb.Font(hb.Face(hb.Blob(data))).draw_glyph_with_pen(gid, pen)
    return pen.value


def blanked(data: bytes, *units: str) -> bytes:
    """A TrueType file whose glyphs of `units` are blank; its checksums are right."""
    font = TTFont(BytesIO(data))
    for unit in units:
        name = font.getBestCmap()[ord(unit)]
        font["glyf"][name] = type(font["glyf"][name])()
    file = BytesIO()
    font.save(file)
    return file.getvalue()
