"""A face that stands in looks like the one whose place it takes; measured at another size than the room measures."""

from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates
from PIL import ImageFont

from bulletin.faces.face import Face, Faces, open_faces
from bulletin.faces.standing_in import AS_IT_IS, SAMPLE
from tests.faces.test_working_faces import FONTS, NAMES

COMMON = "国永东西南北山水火土金木日月天地心手口目"
RARE = "𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗"  # in faces of rare characters too


def darkness(face: Face, units: str, stroke: int = 0, size: int = 200) -> float:
    """Share of the em that the units cover, a line of `stroke` (1/1000 em) drawn round them."""
    data = BytesIO(face.shaper.face.blob.data)
    font = ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)
    width = stroke / 2000 * size
    masks = [font.getmask2(unit, mode="L", stroke_width=width, stroke_filled=True)[0] for unit in units]
    return sum(sum(bytes(mask)) for mask in masks) / (255 * size * size * len(units))


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        (role, unit)
        for role in ("song", "song-bold", "song-black", "hei", "hei-bold", "kai", "fangsong", "brush")
        for unit in "國㐂𠮷"
    ],
)
def test_what_stands_in_is_as_heavy(role: str, unit: str, faces: Faces) -> None:
    first, name = faces.face(faces.chain(role)[0]), faces.choose(role, unit)
    assert name
    face = faces.face(name)
    sample = "".join(char for char in COMMON + RARE if face.has(char))
    sample = sample if len(sample) >= 6 else "".join(char for char in SAMPLE if face.has(char) and first.has(char))
    look = faces.stand_in(role, name, unit)
    assert darkness(face, sample, look.stroke) == pytest.approx(darkness(first, sample), rel=0.15)
    assert face.advance(unit) == 1000
    if role in ("song", "kai", "fangsong"):
        assert look == AS_IT_IS, "a regular face beside a regular one needs no line"
    elif role != "hei" or name == "song-rare":
        assert look.stroke >= 15


@pytest.mark.parametrize("role", ["song-black", "hei-bold"])
def test_a_dense_character_does_not_close_up(role: str, faces: Faces) -> None:
    for unit in "龘麤驫":
        name = faces.choose(role, unit)
        assert name
        look = faces.stand_in(role, name, unit)
        assert 0 < look.stroke < faces.stand_in(role, name, "國").stroke
        first = faces.face(faces.chain(role)[0])
        assert darkness(faces.face(name), unit, look.stroke) < darkness(first, "翻黼臁") * 1.08


@pytest.mark.parametrize("name", NAMES)
def test_a_face_stands_in_for_itself_as_it_is(name: str, faces: Faces) -> None:
    face = faces.face(name)
    assert face.standing_in_for(face, "国") == AS_IT_IS


@pytest.mark.parametrize("name", NAMES)
def test_a_mark_is_drawn_as_it_is_where_it_has_its_width(name: str, faces: Faces) -> None:
    face = faces.face(name)
    for mark, width in (("／", 500), ("－", 500), ("—", 1000), ("⸺", 2000)):
        if face.has(mark) and face.advance(mark) == width:
            assert face.drawing(mark) == mark


def test_a_face_that_stands_lower_in_its_em_is_raised(tmp_path: Path) -> None:
    wish = hb.SubsetInput()
    wish.unicode_set.update(map(ord, SAMPLE))
    data = hb.subset(hb.Face((FONTS / "NotoSerifSC-Regular.ttf").read_bytes()), wish).blob.data
    with TTFont(BytesIO(data)) as font:
        for name in font.getGlyphOrder():
            glyph = font["glyf"][name]
            if glyph.numberOfContours > 0:
                glyph.coordinates = GlyphCoordinates([(x, y - 90) for x, y in glyph.coordinates])
                glyph.recalcBounds(font["glyf"])
        font.save(tmp_path / "low.ttf")
    table = "faces:\n  low: {file: low.ttf}\nroles:\n  song: [song, low]\n"
    (tmp_path / "fonts.yaml").write_text(table, encoding="utf-8")
    with open_faces(str(tmp_path), str(FONTS)) as faces:
        assert faces.stand_in("song", "low", "国") == (0, 90)


def test_a_packed_face_that_is_damaged_is_told(tmp_path: Path) -> None:
    packed = (FONTS / "NotoSansSC-RegularRest.ttf.xz").read_bytes()
    table = "faces:\n  a: {file: a.ttf.xz}\nroles:\n  song: [a]\n"
    (tmp_path / "fonts.yaml").write_text(table, encoding="utf-8")
    for data, told in ((packed[:5000], "不完整"), (packed[:900] + b"x" * 900, "无法解开"), (b"no xz", "无法解开")):
        (tmp_path / "a.ttf.xz").write_bytes(data)
        with open_faces(str(tmp_path)) as faces:
            assert faces.choose("song", "國") is None
            with pytest.raises(Exception, match=told):
                faces.judged()
    (tmp_path / "a.ttf.xz").write_bytes(packed)
    with open_faces(str(tmp_path)) as faces:
        assert faces.choose("song", "國") == "a", "an office's own may be packed too"
