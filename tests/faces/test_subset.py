"""Subsets: small, drawn alike, in the order asked for."""

from io import BytesIO
from pathlib import Path
from struct import unpack

import pytest
from fontTools.cffLib import CFFFontSet, FDArrayIndex, FDSelect, FontDict, PrivateDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.faces.face import open_faces
from bulletin.faces.subset import subset
from tests.examples import examples

FONTS = Path(__file__).parent.parent.parent / "fonts"
FACES = open_faces(str(FONTS))
SONG = TTFont(FONTS / "NotoSerifSC-Regular.ttf")


def outline(font: TTFont, gid: int) -> list[object]:
    pen = RecordingPen()
    glyphs = font.getGlyphSet()
    glyphs[font.getGlyphOrder()[gid]].draw(pen)
    return list(pen.value)


def points(font: TTFont, gid: int) -> list[tuple[int, int]]:
    """The points of a glyph, composite or not."""
    table = font["glyf"]
    return list(table[font.getGlyphName(gid)].getCoordinates(table)[0])


units = st.lists(st.sampled_from(["——", *"近赶潍坊远学长沙，。“”（）012ABCé·…"]), min_size=1, max_size=30)


@settings(max_examples=examples(30), deadline=None)
@given(units)
def test_every_unit_keeps_its_outline_and_its_width(wanted: list[str]) -> None:
    face = FACES.face("song")
    program = subset(face, wanted)
    font = TTFont(BytesIO(program.data))
    assert len(program.gids) == len(wanted)
    assert not program.cff
    assert outline(font, 0) == outline(SONG, 0), ".notdef"
    for unit, gid in zip(wanted, program.gids, strict=True):
        assert outline(font, gid) == outline(SONG, face.glyph(unit))
        assert font["hmtx"][font.getGlyphOrder()[gid]][0] == face.advance(unit)


@pytest.mark.parametrize("name", ["song", "kai", "hei-bold"])
def test_wider_units_draw_the_same_on_a_wider_body(name: str) -> None:
    """Kai has composites of its own; a small cut counts its outlines in 16 bits, a large one in 32."""
    face = FACES.face(name)
    for text in ("4月é ，", "".join(map(chr, range(0x4E00, 0x5000))) + "4月é ，"):
        units = [unit for unit in text if face.has(unit)]
        whites = [125 * (place % 3) for place in range(len(units))]
        plain, program = subset(face, units), subset(face, units, whites)
        font, before = (TTFont(BytesIO(data), checkChecksums=2) for data in (program.data, plain.data))
        assert sum(unpack(f">{len(program.data) // 4}I", program.data)) % 2**32 == 0xB1B0AFBA, "check sum of the file"
        assert font["maxp"].numGlyphs == before["maxp"].numGlyphs + sum(map(bool, whites))
        for unit, white, gid, base in zip(units, whites, program.gids, plain.gids, strict=True):
            assert points(font, gid) == points(before, base)
            advance, bearing = before["hmtx"][before.getGlyphName(base)]
            assert font["hmtx"][font.getGlyphName(gid)] == (advance + white, bearing)
            assert advance == face.advance(unit)


def test_a_subset_holds_no_more_than_it_needs() -> None:
    program = subset(FACES.face("kai"), "署名用的楷体字")
    font = TTFont(BytesIO(program.data))
    assert set(font.keys()) == {"GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    assert font["maxp"].numGlyphs == 8
    assert len(program.data) < 10_000


def test_the_same_units_give_the_same_bytes() -> None:
    assert subset(FACES.face("hei"), "学习") == subset(open_faces(str(FONTS)).face("hei"), "学习")


def test_a_missing_unit_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="no glyph"):
        subset(FACES.face("song"), "中😀")


NOMINAL = {"by name": 0, "by CID": 400}


def key_by_cid(font: TTFont) -> None:
    """Make a font of plain PostScript outlines one of CIDs, with font dictionaries as Source Han Serif has them."""
    top = font["CFF "].cff.topDictIndex[0]
    top.ROS, top.CIDCount = ("Adobe", "Identity", 0), len(top.charset)
    top.FDArray, top.FDSelect = FDArrayIndex(), FDSelect(format=3)
    top.FDArray.strings, top.FDArray.GlobalSubrs = None, top.GlobalSubrs
    for name, nominal in (("Latin", 0), ("Han", NOMINAL["by CID"])):
        inner = FontDict()
        inner.FontName, inner.Private = f"OfficeFang-{name}", PrivateDict()
        inner.Private.nominalWidthX = nominal
        top.FDArray.append(inner)
    top.FDSelect.gidArray = [1] * len(top.charset)
    del top.Private
    for name in top.charset:
        top.CharStrings[name].private = inner.Private


@pytest.mark.parametrize("keyed", ["by name", "by CID"])
def test_postscript_outlines_get_wider_bodies_too(tmp_path: Path, keyed: str) -> None:
    build = FontBuilder(2048, isTTF=False)
    names = {"by name": ["one", "yue"], "by CID": ["cid00001", "cid00002"]}[keyed]
    build.setupGlyphOrder([".notdef", *names])
    build.setupCharacterMap(dict(zip(map(ord, "1月"), names, strict=True)))
    glyphs, widths = {}, (1024, 1100, 2048)
    for name, width in zip((".notdef", *names), widths, strict=True):
        pen = T2CharStringPen(width - NOMINAL[keyed], None)
        for step, point in enumerate(((100, 0), (900, 0), (width - 90, 1400), (100, 1300))):
            (pen.lineTo if step else pen.moveTo)(point)
        pen.closePath()
        glyphs[name] = pen.getCharString()
    build.setupCFF("OfficeFang", {"FullName": "Office Fang"}, glyphs, {})
    build.setupHorizontalMetrics({name: (width, 100) for name, width in zip((".notdef", *names), widths, strict=True)})
    build.setupHorizontalHeader(ascent=1800, descent=-240)
    build.setupNameTable({"familyName": "Office Fang", "styleName": "Regular", "psName": "OfficeFang"})
    build.setupOS2()
    build.setupPost()
    if keyed == "by CID":
        key_by_cid(build.font)
    build.save(tmp_path / "fang.otf")
    (tmp_path / "fonts.yaml").write_text("faces:\n  fang: {file: fang.otf}\nroles:\n  song: fang\n", encoding="utf-8")
    face = open_faces(str(tmp_path)).face("fang")
    plain, program = subset(face, "1月1"), subset(face, "1月1", (250, 125, 0))
    assert program.cff
    assert len(set(program.gids)) == 3
    assert program == subset(face, "1月1", (250, 125, 0)), "the same bytes"
    wanted = (537 + 250, 1000 + 125, 537)
    fonts = CFFFontSet(), CFFFontSet()
    for font, data in zip(fonts, (plain.data, program.data), strict=True):
        font.decompile(BytesIO(data), None)
    for place, width in enumerate(wanted):
        drawn = []
        for font, gid in zip(fonts, (plain.gids[place], program.gids[place]), strict=True):
            top = font.topDictIndex[0]
            pen = RecordingPen()
            glyph = top.CharStrings[top.charset[gid]]
            glyph.draw(pen)
            drawn.append(pen.value)
        assert drawn[0] == drawn[1]
        assert glyph.width == pytest.approx(width * 2.048, abs=1)
