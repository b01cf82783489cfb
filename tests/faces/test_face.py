"""One face, what it measures, and the chain of a role."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.faces.face import Faces, open_faces
from bulletin.faces.shape import InkBox
from bulletin.faces.subset import subset
from bulletin.problems import ContentError

FONTS = Path(__file__).parent.parent.parent / "fonts"
FACES = open_faces(str(FONTS))
SONG = TTFont(FONTS / "NotoSerifSC-Regular.ttf")
CMAP = SONG.getBestCmap()


@settings(deadline=None)
@given(st.sampled_from(sorted(CMAP)))
def test_advance_and_ink_are_those_of_the_file(code: int) -> None:
    name, face, unit = CMAP[code], FACES.face("song"), chr(code)
    glyph = SONG["glyf"][name]
    assert face.glyph(unit) == SONG.getGlyphID(name)
    assert face.advance(unit) == SONG["hmtx"][name][0]
    inked = glyph.numberOfContours != 0
    assert face.ink(unit) == (InkBox(glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) if inked else InkBox(0, 0, 0, 0))


def test_metrics_are_in_thousandths_of_an_em() -> None:
    face = FACES.face("song")
    assert (face.metrics.ascent, face.metrics.descent) == (SONG["hhea"].ascent, SONG["hhea"].descent)
    assert 700 <= face.cap_height <= 760
    assert face.postscript_name == "NotoSerifSC-Regular"


def test_other_ems_are_scaled(tmp_path: Path) -> None:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for step, point in enumerate(((0, 0), (1024, 0), (1024, 2048), (0, 2048))):
        (pen.lineTo if step else pen.moveTo)(point)
    pen.closePath()
    box = pen.glyph()
    build = FontBuilder(2048, isTTF=True)
    build.setupGlyphOrder([".notdef", "zhong"])
    build.setupCharacterMap({ord("中"): "zhong"})
    build.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "zhong": box})
    build.setupHorizontalMetrics({".notdef": (0, 0), "zhong": (2048, 0)})
    build.setupHorizontalHeader(ascent=1843, descent=-205)
    build.setupOS2()
    build.setupPost()
    build.save(tmp_path / "方正小标宋.ttf")
    (tmp_path / "fonts.yaml").write_text(
        "faces:\n  own: {file: 方正小标宋.ttf}\nroles:\n  song-black: [own]\n", encoding="utf-8"
    )
    face = open_faces(str(tmp_path)).face("own")
    assert (face.advance("中"), face.ink("中"), face.metrics.ascent) == (1000, InkBox(0, 0, 500, 1000), 900)
    assert face.cap_height == 700, "no Latin letters: a usual height"
    assert face.postscript_name.startswith("Face-")


def test_missing_characters_are_nowhere() -> None:
    face = FACES.face("song")
    assert not face.has("😀")
    assert (face.glyph("😀"), face.advance("😀"), face.ink("😀")) == (0, 0, InkBox(0, 0, 0, 0))
    assert not face.has("中国"), "two characters are no unit"
    assert FACES.choose("song", "😀") is None


def test_a_character_is_taken_from_the_first_face_that_has_it() -> None:
    assert FACES.choose("song", "中") == "song"
    assert FACES.choose("kai", "中") == "kai"
    for _ in range(2):  # from the second look-up too
        assert FACES.choose("song", "⁵") == "letters"
        assert FACES.choose("song", "☑") == "signs"
        assert FACES.choose("song-black", "國") == "song-rest"
        assert FACES.choose("hei-bold", "國") == "hei-rest"
        assert FACES.choose("kai", "國") == "kai-rest"
        assert FACES.choose("song", "𠀀") == "song-rare"


def test_what_an_own_face_lacks_comes_from_the_faces_that_the_role_had_before(tmp_path: Path) -> None:
    own = (
        f"faces:\n  own-bold: {{file: {FONTS}/NotoSerifSC-Bold.ttf}}\n  own: {{file: {FONTS}/NotoSansSC-Regular.ttf}}\n"
    )
    (tmp_path / "fonts.yaml").write_text(f"{own}roles:\n  song: [own]\n", encoding="utf-8")
    with open_faces(str(tmp_path), str(FONTS)) as faces:
        assert faces.chain("song")[:3] == ("own", "song", "letters")
        assert [faces.choose("song", unit) for unit in "中ḿ⁵"] == ["own", "letters", "letters"]
        assert faces.chain("song").index("hei") < faces.chain("song").index("own-bold")


def test_an_unknown_variation_is_set_with_its_base_character() -> None:
    assert FACES.choose("song", "葛\U000e0101") == "song"
    assert FACES.face("song").glyph("葛\U000e0101") == FACES.face("song").glyph("葛")


def test_an_unknown_role_is_the_layouts_fault() -> None:
    with pytest.raises(ContentError) as caught:
        FACES.chain("songti")
    assert caught.value.problems[0].code == "unknown-role"
    assert "song-black" in caught.value.problems[0].hint


def test_the_digest_follows_the_files(tmp_path: Path) -> None:
    font = tmp_path / "a.ttf"
    font.write_bytes((FONTS / "BulletinKai-Regular.ttf").read_bytes())
    (tmp_path / "fonts.yaml").write_text("faces:\n  a: {file: a.ttf}\nroles:\n  song: a\n", encoding="utf-8")
    before = open_faces(str(tmp_path)).state()
    assert open_faces(str(tmp_path)).state() == before
    font.write_bytes(font.read_bytes() + b"\0")
    assert open_faces(str(tmp_path)).state() != before


def test_a_file_replaced_while_its_face_is_open_is_not_taken_for_the_new_one(tmp_path: Path) -> None:
    """What is measured in the old file must not be remembered as the new file's."""
    font = tmp_path / "a.ttf"
    shutil.copy(FONTS / "BulletinKai-Regular.ttf", font)
    (tmp_path / "fonts.yaml").write_text("faces:\n  a: {file: a.ttf}\nroles:\n  song: a\n", encoding="utf-8")
    with open_faces(str(tmp_path)) as untouched, open_faces(str(tmp_path)) as opened:
        before = untouched.state()
        assert opened.face("a").metrics.ascent > 0
        os.utime(font, ns=(1, 1))
        assert opened.state() == untouched.state() == before
    assert open_faces(str(tmp_path)).state() != before


def test_opening_faces_opens_no_file() -> None:
    faces: Faces = open_faces(str(FONTS))
    assert all(faces.face(name)._opened is None for name in faces.chain("song"))


def held(folder: str) -> list[str]:
    """The files below `folder` that this process has open or mapped, without collecting garbage first."""
    opened = [os.path.realpath(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd")]
    mapped = [line.split()[-1] for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()]
    return [path for path in opened + mapped if path.startswith(folder)]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_faces_hold_no_file_open(tmp_path: Path) -> None:
    """What is open cannot be replaced on Windows."""
    folder = tmp_path.resolve() / "fonts"
    shutil.copytree(FONTS, folder)
    before = len(os.listdir("/proc/self/fd"))
    with open_faces(str(folder)) as faces:
        for name in faces.chain("song"):
            face = faces.face(name)
            face.ink("中")
            face.has("葛\U000e0101")
            subset(face, "".join(filter(face.has, "中文é國⁵☑√𠀀")))
        assert held(str(folder)) == []
        with (folder / "fonts.yaml").open(encoding="utf-8"):
            assert held(str(folder)), "what is open is not seen: this test would prove nothing"
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_closed_face_keeps_what_it_measured_and_opens_nothing() -> None:
    with open_faces(str(FONTS)) as faces:
        assert faces.face("song").advance("中") == 1000
    assert faces.face("song").advance("中") == 1000
    with pytest.raises(ValueError, match="song is closed"):
        faces.face("song").advance("文")
    with pytest.raises(ValueError, match="kai is closed"):
        faces.face("kai").advance("文")
    faces.close()
