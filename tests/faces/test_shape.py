"""What HarfBuzz reads of our faces is what the files say, and damaged or unusual files end in an editor's message."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from bulletin.faces.face import open_faces
from bulletin.faces.shape import NO_GLYPH, NO_INK, Glyph, InkBox, Shaper
from bulletin.faces.subset import subset
from bulletin.problems import ContentError

FONTS = Path(__file__).parent.parent.parent / "fonts"
ENTRIES: dict[str, Any] = yaml.safe_load((FONTS / "fonts.yaml").read_text(encoding="utf-8"))["faces"]
NAMES = list(ENTRIES)


@pytest.mark.parametrize("name", NAMES)
def test_glyphs_advances_and_ink_are_those_of_the_file(name: str) -> None:
    path = FONTS / ENTRIES[name]["file"]
    shaper = Shaper(str(path))
    with TTFont(path) as font:
        assert (shaper.ascent, shaper.descent) == (font["hhea"].ascent, font["hhea"].descent)
        assert shaper.postscript_name == font["name"].getDebugName(6)
        for code, called in sorted(font.getBestCmap().items())[::9]:
            glyph = font["glyf"][called]
            found = shaper.glyph(chr(code))
            assert (found.gid, found.advance) == (font.getGlyphID(called), font["hmtx"][called][0]), chr(code)
            ink = InkBox(glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) if glyph.numberOfContours else NO_INK
            assert shaper.ink(found.gid) == ink, chr(code)


def test_what_needs_two_glyphs_or_none_is_no_unit() -> None:
    shaper = Shaper(str(FONTS / ENTRIES["song"]["file"]))
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
        assert sorted(map(str, asked)) == sorted(map(str, ("学", "习", face.glyph("学"), face.glyph("习"))))


def test_composite_glyphs_keep_their_parts() -> None:
    with TTFont(FONTS / ENTRIES["kai"]["file"]) as kai, open_faces(str(FONTS)) as faces:
        code, called = next((c, n) for c, n in sorted(kai.getBestCmap().items()) if kai["glyf"][n].isComposite())
        drawn = kai["glyf"][called].getCoordinates(kai["glyf"])[0]
        program = subset(faces.face("kai"), ["字", chr(code)])
    cut = open_program(program.data)
    assert cut["glyf"][cut.getGlyphName(program.gids[1])].getCoordinates(cut["glyf"])[0] == drawn


def open_program(data: bytes) -> TTFont:
    return TTFont(BytesIO(data), checkChecksums=2)


def small_face(path: Path, character: str, width: int) -> Path:
    """A TrueType face of one character, `width`/1000 em wide."""
    pen = TTGlyphPen(None)
    for step, point in enumerate(((0, 0), (width, 0), (width, 500), (0, 500))):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    build = FontBuilder(1000, isTTF=True)
    build.setupGlyphOrder([".notdef", "only"])
    build.setupCharacterMap({ord(character): "only"})
    build.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "only": pen.glyph()})
    build.setupHorizontalMetrics({".notdef": (0, 0), "only": (width, 0)})
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupOS2()
    build.setupPost()
    build.save(path)
    return path


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
        with pytest.raises(ContentError) as caught:
            faces.choose("song", "中")
    assert [problem.code for problem in caught.value.problems] == ["bad-face"]
    assert "a.ttf" in caught.value.problems[0].message
