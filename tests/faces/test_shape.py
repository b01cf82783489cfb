"""What HarfBuzz reads of our faces is what the files say, and damaged or unusual files end in an editor's message."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from fontTools.cffLib import CFFFontSet, FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program
from fontTools.ttLib.tables.TupleVariation import TupleVariation

from bulletin.faces.face import Faces, open_faces
from bulletin.faces.shape import NO_GLYPH, NO_INK, Glyph, InkBox, Shaper
from bulletin.faces.subset import subset
from bulletin.problems import ContentError

FONTS = Path(__file__).parent.parent.parent / "fonts"
ENTRIES: dict[str, Any] = yaml.safe_load((FONTS / "fonts.yaml").read_text(encoding="utf-8"))["faces"]
NAMES = [name for name, entry in ENTRIES.items() if "cover" not in entry["from"]]


@pytest.mark.parametrize("name", NAMES)
def test_glyphs_advances_and_ink_are_those_of_the_file(name: str) -> None:
    path = FONTS / ENTRIES[name]["file"]
    shaper = Shaper(path.read_bytes())
    with TTFont(path) as font:
        assert (shaper.metrics.ascent, shaper.metrics.descent) == (font["hhea"].ascent, font["hhea"].descent)
        assert shaper.metrics.postscript_name == font["name"].getDebugName(6)
        for code, called in sorted(font.getBestCmap().items())[::9]:
            glyph = font["glyf"][called]
            found = shaper.glyph(chr(code))
            assert (found.gid, found.advance) == (font.getGlyphID(called), font["hmtx"][called][0]), chr(code)
            ink = InkBox(glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) if glyph.numberOfContours else NO_INK
            assert shaper.ink(found.gid) == ink, chr(code)


def test_what_needs_two_glyphs_or_none_is_no_unit() -> None:
    shaper = Shaper((FONTS / ENTRIES["song"]["file"]).read_bytes())
    assert shaper.glyph("中国") == NO_GLYPH
    assert shaper.glyph("😀") == NO_GLYPH
    assert shaper.glyph("葛\ufe00") == shaper.glyph("葛")
    assert not shaper.has_variation("葛", "\ufe00")


def test_harfbuzz_is_asked_once_for_each_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | int] = []
    glyph, ink = Shaper.glyph, Shaper.ink

    def counted_glyph(shaper: Shaper, unit: str) -> Glyph:
        asked.append(unit)
        return glyph(shaper, unit)

    def counted_ink(shaper: Shaper, gid: int) -> InkBox:
        asked.append(gid)
        return ink(shaper, gid)

    monkeypatch.setattr(Shaper, "glyph", counted_glyph)
    monkeypatch.setattr(Shaper, "ink", counted_ink)
    with open_faces(str(FONTS)) as faces:
        face = faces.face("song")
        for unit in "学学习学" * 50:
            face.advance(unit)
            face.ink(unit)
            faces.choose("song", unit)
        # the ink once when the glyph is found, which must have some, and once for its measures
        twice = (face.glyph("学"), face.glyph("习")) * 2
        assert sorted(map(str, asked)) == sorted(map(str, ("学", "习", *twice)))


def test_composite_glyphs_keep_their_parts() -> None:
    with TTFont(FONTS / ENTRIES["kai"]["file"]) as kai, open_faces(str(FONTS)) as faces:
        code, called = next((c, n) for c, n in sorted(kai.getBestCmap().items()) if kai["glyf"][n].isComposite())
        drawn = kai["glyf"][called].getCoordinates(kai["glyf"])[0]
        program = subset(faces.face("kai"), ["字", chr(code)])
    cut = open_program(program.data)
    assert cut["glyf"][cut.getGlyphName(program.gids[1])].getCoordinates(cut["glyf"])[0] == drawn


def open_program(data: bytes) -> TTFont:
    return TTFont(BytesIO(data), checkChecksums=2)


def box(pen: Any, width: int) -> Any:
    """A rectangle of half an em's height, drawn with `pen`."""
    for step, point in enumerate(((0, 0), (width, 0), (width, 500), (0, 500))):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    return pen


def small_build(character: str, width: int, uvs: Sequence[tuple[int, int, str | None]] = ()) -> FontBuilder:
    """A TrueType face of one character, `width`/1000 em wide, and a variant of it, 100 wider."""
    build = FontBuilder(1000, isTTF=True)
    build.setupGlyphOrder([".notdef", "only", "variant"])
    build.setupCharacterMap({ord(character): "only"}, uvs)
    drawn = {"only": box(TTGlyphPen(None), width).glyph(), "variant": box(TTGlyphPen(None), width + 100).glyph()}
    build.setupGlyf({".notdef": TTGlyphPen(None).glyph(), **drawn})
    build.setupHorizontalMetrics({".notdef": (0, 0), "only": (width, 0), "variant": (width + 100, 0)})
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupNameTable({"familyName": "Small", "styleName": "Regular", "psName": "Small-Regular"})
    build.setupOS2()
    build.setupPost()
    return build


def small_face(path: Path, character: str, width: int) -> Path:
    """The face of `small_build` as a file."""
    small_build(character, width).save(path)
    return path


def own_faces(folder: Path, *files: str) -> Faces:
    """The font files of `folder` as faces called by their names, in one role's chain."""
    table = "".join(f"  {name}: {{file: {name}}}\n" for name in files)
    (folder / "fonts.yaml").write_text(f"faces:\n{table}roles:\n  song: [{', '.join(files)}]\n", encoding="utf-8")
    return open_faces(str(folder))


def test_a_variation_goes_to_the_first_face_that_knows_it(tmp_path: Path) -> None:
    small_face(tmp_path / "plain.ttf", "葛", 900)
    small_build("葛", 700, [(ord("葛"), 0xE0101, "variant")]).save(tmp_path / "exact.ttf")
    with own_faces(tmp_path, "plain.ttf", "exact.ttf") as faces:
        assert faces.choose("song", "葛") == "plain.ttf"
        assert faces.choose("song", "葛\U000e0101") == "exact.ttf"
        assert faces.face("exact.ttf").advance("葛\U000e0101") == 800
        assert faces.choose("song", "葛\U000e0102") == "plain.ttf", "known to none: its base character"


def test_a_variable_face_is_cut_at_its_default(tmp_path: Path) -> None:
    build = small_build("甲", 900)
    build.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    wider = TupleVariation({"wght": (0.0, 1.0, 1.0)}, [(0, 0), (50, 0), (50, 0), (0, 0), *[(0, 0)] * 4])
    build.setupGvar({"only": [wider]})
    build.save(tmp_path / "a.ttf")
    with own_faces(tmp_path, "a.ttf") as faces:
        program = subset(faces.face("a.ttf"), ["甲"])
    cut = open_program(program.data)
    assert not {"fvar", "gvar", "avar", "HVAR"} & set(cut.keys())
    assert cut["glyf"][cut.getGlyphName(program.gids[0])].xMax == 900


def test_hints_are_dropped(tmp_path: Path) -> None:
    build = small_build("甲", 900)
    for tag in ("prep", "fpgm"):
        build.font[tag] = newTable(tag)
        build.font[tag].program = Program()
        build.font[tag].program.fromBytecode(b"\xb8\x00\x01")
    build.save(tmp_path / "a.ttf")
    with own_faces(tmp_path, "a.ttf") as faces:
        program = subset(faces.face("a.ttf"), ["甲"])
    assert not {"prep", "fpgm", "cvt "} & set(open_program(program.data).keys())


def save_cid_keyed(path: Path) -> None:
    """An OpenType face of two characters whose glyphs have character identifiers (5 and 9) instead of names."""
    names = [".notdef", "cid00005", "cid00009"]
    widths = dict(zip(names, (500, 900, 700), strict=True))
    build = FontBuilder(1000, isTTF=False)
    build.setupGlyphOrder(names)
    build.setupCharacterMap({ord("甲"): names[1], ord("乙"): names[2]})
    pens = {name: box(T2CharStringPen(width, None), width) for name, width in widths.items()}
    build.setupCFF("Small", {}, {name: pen.getCharString() for name, pen in pens.items()}, {})
    top = build.font["CFF "].cff.topDictIndex[0]
    dictionary = FontDict()
    dictionary.Private, dictionary.FontName = top.Private, "Small"
    top.FDArray, top.FDSelect = FDArrayIndex(), FDSelect()
    top.FDArray.append(dictionary)
    top.FDSelect.format = 0
    for _ in names:
        top.FDSelect.append(0)
    top.ROS, top.CIDCount = ("Adobe", "Identity", 0), 10
    top.CharStrings.fdArray, top.CharStrings.fdSelect = top.FDArray, top.FDSelect
    del top.Private
    top.rawDict.pop("Private", None)
    build.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupOS2()
    build.setupPost()
    build.save(path)


def test_character_identifiers_are_renumbered_with_the_glyphs(tmp_path: Path) -> None:
    """In a PDF the code of a CID-keyed glyph is its identifier, so the two must agree (ISO 32000-1, 9.7.4.2)."""
    save_cid_keyed(tmp_path / "a.otf")
    with own_faces(tmp_path, "a.otf") as faces:
        program = subset(faces.face("a.otf"), ["乙"])
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program.data), None)
    assert program.gids == (1,)
    assert fonts[0].charset == [".notdef", "cid00001"]


def save_cff2(path: Path, *, variable: bool) -> None:
    """An OpenType face of one character with outlines in a CFF2 table."""
    build = FontBuilder(1000, isTTF=False)
    build.setupGlyphOrder([".notdef", "only"])
    build.setupCharacterMap({ord("甲"): "only"})
    pens = {".notdef": T2CharStringPen(None, None, CFF2=True), "only": T2CharStringPen(None, None, CFF2=True)}
    box(pens["only"], 900)
    if variable:
        build.setupNameTable({"familyName": "Small", "styleName": "Regular"})
        build.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    build.setupCFF2({name: pen.getCharString() for name, pen in pens.items()})
    build.setupHorizontalMetrics({".notdef": (500, 0), "only": (900, 0)})
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupOS2()
    build.setupPost()
    build.save(path)


def test_postscript_outlines_of_a_variable_face_become_those_that_pdf_knows(tmp_path: Path) -> None:
    """PDF has CFF but no CFF2 (ISO 32000-1, table 126)."""
    save_cff2(tmp_path / "a.otf", variable=True)
    with own_faces(tmp_path, "a.otf") as faces:
        program = subset(faces.face("a.otf"), ["甲"])
    assert program.cff
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(program.data), None)
    assert len(fonts[0].CharStrings) == 2


def test_a_face_that_no_pdf_can_hold_is_refused_when_it_is_opened(tmp_path: Path) -> None:
    """HarfBuzz makes CFF of CFF2 for variable faces only."""
    save_cff2(tmp_path / "a.otf", variable=False)
    with own_faces(tmp_path, "a.otf") as faces:
        assert faces.choose("song", "甲") is None
        with pytest.raises(ContentError) as caught:
            faces.judged()
    assert [problem.code for problem in caught.value.problems] == ["bad-face"]


def collection(folder: Path, members: Sequence[Path]) -> Path:
    """A .ttc of the faces in `members`."""
    book = TTCollection()
    book.fonts = [TTFont(member) for member in members]
    path = folder / "book.ttc"
    book.save(path)
    return path


def test_a_face_of_a_collection_is_opened_and_cut_by_its_number(tmp_path: Path) -> None:
    members = [small_face(tmp_path / "a.ttf", "甲", 900), small_face(tmp_path / "b.ttf", "乙", 700)]
    collection(tmp_path, members)
    table = "faces:\n  one: {file: book.ttc}\n  two: {file: book.ttc, number: 1}\nroles:\n  song: [one, two]\n"
    (tmp_path / "fonts.yaml").write_text(table, encoding="utf-8")
    with open_faces(str(tmp_path)) as faces:
        assert [faces.choose("song", unit) for unit in "甲乙丙"] == ["one", "two", None]
        assert faces.face("two").advance("乙") == 700
        program = subset(faces.face("two"), ["乙"])
    cut = open_program(program.data)
    assert cut["hmtx"][cut.getGlyphName(program.gids[0])][0] == 700


@pytest.mark.parametrize("damage", ["empty", "text", "torn", "directory", "absent"])
def test_a_damaged_file_is_reported_when_it_is_needed(tmp_path: Path, damage: str) -> None:
    data = (FONTS / "BulletinKai-Regular.ttf").read_bytes()
    content = {"empty": b"", "text": b"no font at all, but long enough", "torn": data[:200], "directory": data[:12]}
    path = tmp_path / "a.ttf"
    path.write_bytes(content.get(damage, b""))
    (tmp_path / "fonts.yaml").write_text("faces:\n  a: {file: a.ttf}\nroles:\n  song: a\n", encoding="utf-8")
    with open_faces(str(tmp_path)) as faces:
        if damage == "absent":
            path.unlink()
        assert faces.choose("song", "中") is None
        with pytest.raises(ContentError) as caught:
            faces.judged()
    assert [problem.code for problem in caught.value.problems] == ["bad-face"]
    assert "a.ttf" in caught.value.problems[0].message
