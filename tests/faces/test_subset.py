"""Subsets: small, drawn alike, in the order asked for."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.faces.face import open_faces
from bulletin.faces.subset import subset

FONTS = Path(__file__).parent.parent.parent / "fonts"
FACES = open_faces(str(FONTS))
SONG = TTFont(FONTS / "NotoSerifSC-Regular.ttf")


def outline(font: TTFont, gid: int) -> list[object]:
    pen = RecordingPen()
    glyphs = font.getGlyphSet()
    glyphs[font.getGlyphOrder()[gid]].draw(pen)
    return list(pen.value)


units = st.lists(st.sampled_from(["——", *"近赶潍坊远学长沙，。“”（）012ABCé·…"]), min_size=1, max_size=30)


@settings(max_examples=30, deadline=None)
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
