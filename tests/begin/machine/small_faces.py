"""Small faces as offices have them: of a foundry's name, in collections, variable, with rights of all kinds."""

from io import BytesIO
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from tests.faces.damage import UNITS, truetype


def saved(font: Any) -> bytes:
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def named(title: str, postscript: str = "", *, rights: int | None = 0, weight: int = 400) -> bytes:
    """The sound little face under another name; rights None: without OS/2."""
    font = TTFont(BytesIO(truetype()))
    font["name"].names = []
    font["name"].setName(title, 1, 3, 1, 0x804)
    font["name"].setName(title, 4, 3, 1, 0x804)
    font["name"].setName(postscript or "Face", 6, 3, 1, 0x409)
    font["OS/2"].fsType, font["OS/2"].usWeightClass = rights or 0, weight
    if rights is None:
        del font["OS/2"]
    return saved(font)


def collection(*faces: bytes) -> bytes:
    made = TTCollection()
    made.fonts = [TTFont(BytesIO(face)) for face in faces]
    return saved(made)


def variable(lightest: int = 100, boldest: int = 900) -> bytes:
    """The little face, every point of it moving to the right the bolder it gets."""
    font = TTFont(BytesIO(truetype()))
    names = font["name"]
    names.names = []
    for kind, text in ((1, "Office Hei Thin"), (4, "Office Hei Thin"), (6, "OfficeHei-Thin"), (16, "Office Hei")):
        names.setName(text, kind, 3, 1, 0x409)
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", lightest, lightest, boldest, "Weight")], [])
    glyf, metrics = font["glyf"], font["hmtx"].metrics
    variations = {}
    for name in font.getGlyphOrder():
        points = len(glyf._getCoordinatesAndControls(name, metrics)[0]) - 4
        deltas = [(place % 7, 2 * (place % 5)) for place in range(points)] + [(0, 0)] * 4
        variations[name] = [TupleVariation({"wght": (0.0, 1.0, 1.0)}, deltas)]
    builder.setupGvar(variations)
    return saved(font)


def variable_postscript() -> bytes:
    """A variable face with outlines of CFF2, which PDF cannot hold."""
    build = FontBuilder(1000, isTTF=False)
    names = [".notdef", *(f"u{ord(unit):04X}" for unit in UNITS)]
    build.setupGlyphOrder(names)
    build.setupCharacterMap({ord(unit): f"u{ord(unit):04X}" for unit in UNITS})
    build.setupNameTable({"familyName": "Office Song", "styleName": "Regular", "psName": "OfficeSong-Regular"})
    build.setupFvar([("wght", 200, 200, 900, "Weight")], [])
    strings = {}
    for order, name in enumerate(names):
        pen = T2CharStringPen(None, None, CFF2=True)
        string = pen.getCharString()
        bar = [700 - 7 * order, 60, 1, "blend", "hlineto", 90, "vlineto", -500, "hlineto"] if order else []
        string.program = [50, 300, "rmoveto", *bar] if order else []
        strings[name] = string
    build.setupCFF2(strings, regions=[{"wght": (0.0, 1.0, 1.0)}])
    build.setupHorizontalMetrics(dict.fromkeys(names, (1000, 50)))
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupOS2()
    build.setupPost()
    return saved(build.font)
