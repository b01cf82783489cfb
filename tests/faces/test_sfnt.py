"""Reading our faces by their tables gives what HarfBuzz gives."""

import os
import struct
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.faces.face import open_faces
from bulletin.faces.sfnt import PlainFont, cut
from bulletin.faces.shape import Shaper
from bulletin.faces.subset import subset

FONTS = Path(__file__).parent.parent.parent / "fonts"
ENTRIES: dict[str, Any] = yaml.safe_load((FONTS / "fonts.yaml").read_text(encoding="utf-8"))["faces"]
NAMES = list(ENTRIES)


def plain(name: str) -> PlainFont:
    font = PlainFont.open(str(FONTS / ENTRIES[name]["file"]), {"——": ENTRIES[name]["dash"]})
    assert font is not None
    return font


@pytest.mark.parametrize("name", NAMES)
def test_every_glyph_is_as_the_shaper_says(name: str) -> None:
    font, shaper = plain(name), Shaper(str(FONTS / ENTRIES[name]["file"]))
    codes = [*sorted(shaper.face.unicodes), 0, 0x1F600, 0x10FFFF]
    assert [font.glyph(chr(code)) for code in codes] == [shaper.glyph(chr(code)) for code in codes]
    glyphs = range(shaper.face.glyph_count)
    assert [font.box(gid) for gid in glyphs] == [shaper.box(gid) for gid in glyphs]
    assert [font.metrics(gid)[0] for gid in glyphs] == [shaper.font.get_glyph_h_advance(gid) for gid in glyphs]
    for fact in ("em", "ascent", "descent", "bounds", "postscript_name"):
        assert getattr(font, fact) == getattr(shaper, fact), fact


@pytest.mark.parametrize("name", NAMES)
def test_recorded_units_are_what_shaping_gives(name: str) -> None:
    shaper = Shaper(str(FONTS / ENTRIES[name]["file"]))
    assert ENTRIES[name]["dash"] == shaper.glyph("——").gid


@pytest.mark.parametrize("recorded", [1, 700, 65535])
def test_a_recorded_glyph_of_another_file_is_not_believed(recorded: int) -> None:
    font = PlainFont.open(str(FONTS / ENTRIES["hei"]["file"]), {"——": recorded})
    assert font is not None
    assert font.glyph("——") == plain("hei").glyph("——")


def test_units_that_are_not_recorded_are_shaped() -> None:
    font = plain("song")
    assert font.glyph("葛\ufe00") == font.glyph("葛")
    assert font.glyph("中国").gid == 0
    assert not font.has_variation("葛", "\ufe00")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 9900), min_size=1, max_size=40, unique=True))
def test_a_cut_face_is_sound_and_draws_alike(gids: list[int]) -> None:
    whole = TTFont(FONTS / "NotoSansSC-Bold.ttf")
    data = cut(plain("hei-bold"), gids)
    assert data is not None
    made = TTFont(BytesIO(data), checkChecksums=2)
    assert made["maxp"].numGlyphs == len(gids) + 1
    assert sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF == 0xB1B0AFBA, "the whole file's checksum"
    for place, gid in enumerate((0, *gids)):
        before, after = whole.getGlyphName(gid), made.getGlyphName(place)
        assert made["glyf"][after] == whole["glyf"][before]
        assert made["hmtx"][after] == whole["hmtx"][before]


def test_composite_glyphs_are_left_to_the_shaper() -> None:
    with TTFont(FONTS / "BulletinKai-Regular.ttf") as kai:
        cmap = kai.getBestCmap()
        records = plain("kai").outlines([kai.getGlyphID(name) for name in cmap.values()])
        unit = next(chr(code) for code, record in zip(cmap, records, strict=True) if record[:1] >= b"\x80")
        assert kai["glyf"][cmap[ord(unit)]].isComposite()
        parts = kai["glyf"][cmap[ord(unit)]].getCoordinates(kai["glyf"])[0]
    face = open_faces(str(FONTS)).face("kai")
    assert cut(plain("kai"), [face.glyph(unit)]) is None
    program = subset(face, ["字", unit])
    font = TTFont(BytesIO(program.data))
    glyph = font["glyf"][font.getGlyphName(program.gids[1])]
    assert glyph.getCoordinates(font["glyf"])[0] == parts


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "torn", "hinted", "directory"])
def test_what_is_not_plain_is_not_read_by_tables(tmp_path: Path, damage: str) -> None:
    data = (FONTS / "BulletinKai-Regular.ttf").read_bytes()
    if damage == "hinted":
        font = TTFont(BytesIO(data))
        font["prep"] = newTable("prep")
        font["prep"].program = Program()
        font["prep"].program.fromBytecode(b"\xb8")
        out = BytesIO()
        font.save(out)
        data = out.getvalue()
    else:
        text = b"no font at all, but long enough"
        data = {"empty": b"", "text": text, "cut": data[:9000], "torn": data[:-9000], "directory": data[:12]}[damage]
    path = tmp_path / "a.ttf"
    path.write_bytes(data)
    assert PlainFont.open(str(path), {}) is None


ORDINARY = """
import sys
from bulletin.faces.face import open_faces
from bulletin.faces.subset import subset
faces = open_faces(sys.argv[1])
for role in ("song", "kai", "hei-bold"):
    for unit in ("学", "——", "“", "A"):
        name = faces.choose(role, unit)
        faces.face(name).ink(unit)
        subset(faces.face(name), [unit, "习"])
assert "uharfbuzz" not in sys.modules
"""


def test_an_ordinary_build_does_not_wait_for_the_shaper() -> None:
    environment = {**os.environ, "PYTHONPATH": str(FONTS.parent)}
    subprocess.run([sys.executable, "-W", "error", "-c", ORDINARY, str(FONTS)], env=environment, check=True)
