"""Every character that an office meets is drawn in every role, by the face that looks right there."""

from unicodedata import category

import pytest

from bulletin.faces.face import Faces, open_faces
from tests.faces.test_working_faces import BEYOND_GB2312, FONTS, GB2312, TABLE, between

ROLES = list(TABLE["roles"])


def gbk(rows: range, codec: str) -> str:
    codes = (bytes((row, cell)) for row in rows for cell in range(0x40, 0xFF))
    return "".join(code.decode(codec, "ignore") for code in codes)


SETS = {
    "GB 2312": GB2312,
    "GBK": gbk(range(0x81, 0xFF), "gbk"),
    "Big5, 常用字": gbk(range(0xA1, 0xC7), "big5"),
    "通用规范汉字表": BEYOND_GB2312,
    "扩展 A": between("\u3400", "\u4dbf"),
    "基本区": between("\u4e00", "\u9fff"),
    "superscripts": "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ",
    "subscripts": "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓᵢⱼₙ",
    "pinyin": "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêếềńňǹḿɡĀÁǍÀĒÉĚÈŌÓǑÒŪÚǓÙǕǗǙǛÜÊẾỀŃŇǸḾ",
    "circled": between("①", "⓿") + "㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿" + between("❶", "➓"),
    "office": "℃㎡㏑№☑☐☒□■★☆※✓✔✗✘→⇒⇔∑√∞≈≠≤≥±∓⊙∶∷㈠㈩㊣ⅠⅫⅬⅰⅻ▲△▼◆◇○●◎〒☎♂♀" + between("㈠", "㉃"),
    "Greek, Cyrillic": between("Α", "Ρ") + between("Σ", "Ω") + between("α", "ω") + between("А", "я") + "Ёё",
    "kana": between("ぁ", "ゖ") + between("ァ", "ヿ"),
    "bopomofo": between("ㄅ", "ㄯ") + between("ㆠ", "ㆻ"),
    "IPA": between("ɐ", "ʯ") + between("ʰ", "˿"),
    "vertical forms": between("︐", "︙") + between("︰", "﹏"),
    "mathematics": between("∀", "⋿"),
    "letters of formulas": between("𝐀", "𝟿"),
    "Latin": between("Ā", "ɏ") + between("Ḁ", "ỿ"),
}


@pytest.fixture(scope="module")
def drawn(faces: Faces) -> frozenset[int]:
    """What every role draws: the chain of each ends in all faces (test_working_faces.py)."""
    return frozenset(code for name in faces.chain("song") for code in faces.face(name).shaper.face.unicodes)


@pytest.mark.parametrize("wanted", SETS)
def test_a_set_is_drawn_whole_in_every_role(wanted: str, drawn: frozenset[int]) -> None:
    assert [char for char in SETS[wanted] if ord(char) not in drawn and category(char)[0] != "C"] == []


@pytest.mark.parametrize(
    ("first", "last", "least"),
    [
        ("\U00020000", "\U0002a6df", 42_711),
        ("\U0002a700", "\U0002b73f", 4_149),
        ("\U0002b740", "\U0002b81f", 222),
        ("\U0002b820", "\U0002ceaf", 5_762),
        ("\U0002ceb0", "\U0002ebef", 7_473),
        ("\U00030000", "\U0003134f", 184),
    ],
    ids="BCDEFG",
)
def test_the_extensions_are_drawn(first: str, last: str, least: int, drawn: frozenset[int]) -> None:
    assert len(drawn & set(map(ord, between(first, last)))) >= least


@pytest.mark.parametrize("role", ROLES)
def test_letters_with_combined_tone_marks_are_one_glyph(role: str, faces: Faces) -> None:
    for unit in (
        "e\u0301",
        "u\u0308\u030c",
        "ê\u0304",
        "ê\u030c",
        "m\u0304",
        "m\u0300",
        "n\u030c",
        "ŋ\u0301",
        "ɑ\u030c",
    ):
        assert faces.choose(role, unit), unit


@pytest.mark.parametrize(
    ("role", "unit", "face"),
    [
        ("song", "國", "song-rest"), ("song", "䶵", "song-rest"), ("song", "⁻", "letters"), ("song", "𠮷", "song-rare"),
        ("song-bold", "國", "song-rest"), ("song-bold", "₂", "letters-bold"), ("song-bold", "㐂", "song-rest"),
        ("song-black", "國", "song-rest"), ("song-black", "⁵", "letters-black"), ("song-black", "𪚥", "song-rare"),
        ("hei", "國", "hei-rest"), ("hei", "䶵", "hei-rest"), ("hei", "ʃ", "letters-sans"),
        ("hei-bold", "國", "hei-rest"), ("hei-bold", "⁻", "letters-sans-bold"), ("hei-bold", "𠮷", "song-rare"),
        ("kai", "國", "kai-rest"), ("kai", "𰻝", "kai-rest"), ("kai", "䶵", "song-rest"), ("kai", "☑", "signs"),
    ],
)  # fmt: skip
def test_the_face_that_stands_in(role: str, unit: str, face: str, faces: Faces) -> None:
    assert faces.choose(role, unit) == face


def test_the_daily_faces_alone_are_opened_for_daily_text() -> None:
    with open_faces(str(FONTS)) as unopened:
        for role in ROLES:
            for unit in GB2312[:300] + "①℃×°²³":
                unopened.choose(role, unit)
        opened = [name for name in unopened.chain("song") if unopened.face(name)._opened]
    assert set(opened) == {"song", "song-bold", "song-black", "hei", "hei-bold", "kai"}


def test_packed_faces_are_opened_for_chinese_characters_only() -> None:
    with open_faces(str(FONTS)) as unopened:
        for unit in ("😀", "ㆼ", "가", "①\ufe0f", "葛\U000e0100"):
            unopened.choose("kai", unit)
        unopened.judged()
        packed = [name for name in unopened.chain("kai") if unopened.face(name).file.packed]
        assert [name for name in packed if unopened.face(name)._opened] == []
        assert unopened.choose("kai", "國") == "kai-rest"
        assert [name for name in packed if unopened.face(name)._opened] == ["kai-rest"]
