"""The faces that ship: what fonts.yaml says of them is true."""

import hashlib
import lzma
import runpy
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from fontTools.ttLib import TTFont

from bulletin.faces.face import Faces
from bulletin.faces.standing_in import SAMPLE
from bulletin.faces.table import HAN
from bulletin.words.standard_characters import standard_characters

FONTS = Path(__file__).parent.parent.parent / "fonts"
TABLE: dict[str, Any] = yaml.safe_load((FONTS / "fonts.yaml").read_text(encoding="utf-8"))
NAMES = list(TABLE["faces"])
DAILY = [name for name, entry in TABLE["faces"].items() if entry["from"].get("cover", "all") == "all"]
RESERVED = ("LXGW", "霞鹜", "Source", "Hana", "花園")  # reserved font names of the originals' licences


GB2312 = "".join(
    bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)
)

# 通用规范汉字表 less GB 2312: what makes the 8,105 more than the 6,763.
BEYOND_GB2312 = "".join(char for char in "".join(standard_characters()) if char not in GB2312)


def between(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


@pytest.mark.parametrize("name", NAMES)
def test_the_recorded_digest_is_the_files(name: str) -> None:
    entry = TABLE["faces"][name]
    assert hashlib.sha256((FONTS / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert (FONTS / entry["licence"]).read_text(encoding="utf-8").count("SIL OPEN FONT LICENSE Version 1.1") == 1
    assert {"version", "file", "source_sha256"} < set(entry["from"])


def test_no_font_file_lies_about_unlisted() -> None:
    listed = {entry["file"] for entry in TABLE["faces"].values()}
    found = {
        path.name: path.stat().st_size for path in FONTS.iterdir() if path.suffix in {".ttf", ".otf", ".ttc", ".xz"}
    }
    assert found.keys() == listed
    assert sum(found.values()) < 60_000_000


def test_packed_faces_hold_what_the_program_looks_for_in_them() -> None:
    made = runpy.run_path(str(FONTS / "build.py"))
    assert made["HAN"] == HAN
    assert made["SAMPLE"] == SAMPLE


@pytest.mark.parametrize("name", DAILY)
def test_every_face_covers_the_standards(name: str, faces: Faces) -> None:
    assert len(BEYOND_GB2312) == 1467
    wanted = (
        GB2312
        + BEYOND_GB2312
        + between(" ", "~")
        + between("\u00a0", "ÿ")
        + "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
        + between("　", "〗")
        + between("！", "～")
        + between("①", "⑳")
        + "㎡㎞㎏㎜㎝㏄℃℉‰№￥¥€"
    )
    missing = [character for character in wanted if not faces.face(name).has(character)]
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_no_face_keeps_a_reserved_name(name: str) -> None:
    data = (FONTS / TABLE["faces"][name]["file"]).read_bytes()
    with TTFont(BytesIO(lzma.decompress(data) if data.startswith(b"\xfd7zXZ") else data), lazy=True) as font:
        for record in font["name"].names:
            if record.nameID in {1, 3, 4, 6, 16, 17, 18, 21, 22}:
                assert not any(word in str(record) for word in RESERVED), str(record)
        assert not {"fpgm", "prep", "cvt "} & set(font.keys()), "hints dropped"


@pytest.mark.parametrize("name", DAILY)
def test_marks_stand_in_their_half_of_a_full_cell(name: str, faces: Faces) -> None:
    """GB/T 15834-2011, 5.1; squeezed marks rely on it (docs/typesetting.md, Spacing)."""
    face = faces.face(name)
    for mark in "，。、；：？！”’）》〉】":
        assert face.advance(mark) == 1000
        assert face.ink(mark).right <= 520, mark  # Black's ！ and ： are the widest
    for mark in "“‘（《〈【":
        assert face.advance(mark) == 1000
        assert face.ink(mark).left >= 480, mark


def test_kai_has_full_width_quotes_and_a_centred_interpunct(faces: Faces) -> None:
    kai = faces.face("kai")
    assert [kai.advance(mark) for mark in "“”‘’·"] == [1000] * 5
    ink = kai.ink("·")
    assert abs(ink.left - (1000 - ink.right)) <= 1


def test_the_dash_is_one_stroke_of_two_em_in_song_and_hei(faces: Faces) -> None:
    for name in ("song", "song-bold", "song-black", "hei", "hei-bold"):
        assert faces.face(name).advance("——") == 2000
    assert not faces.face("kai").has("——")
    assert faces.face("kai").has("—")


def test_every_role_ends_in_all_faces(faces: Faces) -> None:
    for role in TABLE["roles"]:
        assert set(faces.chain(role)) == set(NAMES)
