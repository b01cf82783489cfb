"""A face is printed with as its maker drew it, or it is told what is wrong and what to do: never blank characters,
never a file that no reader opens."""

import os
import random
import shutil
from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.colorLib.builder import buildCOLR, buildCPAL
from fontTools.ttLib import TTCollection, TTFont, newTable

from bulletin.command import run
from bulletin.faces import opened
from bulletin.faces.face import open_faces
from bulletin.faces.soundness import look
from bulletin.memory import Memory
from bulletin.problems import ContentError
from tests.faces.damage import (
    FONTS,
    TEXT,
    UNITS,
    added_up,
    blanked,
    changed,
    damages,
    judge,
    postscript,
    put,
    rows,
    truetype,
)

SOUND = truetype()


def refused(folder: Path, data: bytes, row: str = "") -> str:
    """What is told of a face that must not be taken, with what to do."""
    judged = judge(folder, data, row=row)
    assert [problem.code for problem in judged.problems if problem.severity == "error"] == ["bad-face"]
    assert all(problem.hint and problem.place for problem in judged.problems)
    assert "own.ttf" in judged.refused
    return judged.refused + judged.problems[0].hint


@pytest.mark.parametrize("data", [truetype(), postscript()], ids=["TrueType", "PostScript"])
def test_sound_faces_are_taken_without_a_word(tmp_path: Path, data: bytes) -> None:
    judged = judge(tmp_path, data)
    assert judged.problems == ()
    assert set(judged.outlines) == set(UNITS)


@pytest.mark.parametrize("data", [truetype(), postscript()], ids=["TrueType", "PostScript"])
def test_f1_a_file_cut_short_is_refused(tmp_path: Path, data: bytes) -> None:
    for twelfth in range(1, 12):
        assert "已损坏" in refused(tmp_path, data[: len(data) * twelfth // 12])


def test_f1_outlines_that_are_gone_are_told(tmp_path: Path) -> None:
    dice = random.Random(1)
    for tag, how in (("loca", "zeroed"), ("glyf", "zeroed"), ("glyf", "randomised"), ("glyf", "half zeroed")):
        said = refused(tmp_path, changed(SOUND, tag, how, dice))
        assert any(words in said for words in ("没有轮廓", "没有可用的字形", "字形残缺")), (tag, how)
    assert "没有轮廓" in refused(tmp_path, added_up(changed(SOUND, "loca", "zeroed", dice)))
    assert "已损坏" in refused(tmp_path, added_up(changed(SOUND, "glyf", "half randomised", dice)))


def test_f1_a_han_character_without_ink_goes_to_the_next_face_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(blanked(SOUND, "学", "1"))
    table = "faces:\n  own: {file: own.ttf}\nroles:\n  song: [own, song]\n"
    (tmp_path / "fonts.yaml").write_text(table, encoding="utf-8")
    with open_faces(str(tmp_path), str(FONTS)) as faces:
        assert not faces.undrawn("song", frozenset("学1沙"))
        assert [faces.choose("song", unit) for unit in "学1沙"] == ["song", "song", "own"]
        (problem,) = faces.judged()
    assert (problem.severity, problem.code) == ("warning", "blank-glyph")
    assert "“1学”没有可用的字形" in problem.message


def boxed(*units: str) -> bytes:
    """The sound face, `units` drawn as .notdef."""
    font = TTFont(BytesIO(SOUND))
    for unit in units:
        name = font.getBestCmap()[ord(unit)]
        font["glyf"][name], font["hmtx"][name] = font["glyf"][".notdef"], (1000, font["hmtx"][".notdef"][1])
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def test_f1_a_character_drawn_as_the_box_of_a_missing_one_is_missing(tmp_path: Path) -> None:
    (told,) = judge(tmp_path, boxed("学", "1")).problems
    assert told.code == "blank-glyph"
    assert "“1学”没有可用的字形" in told.message


@pytest.mark.parametrize("unit", ["A", "1"])
def test_f3_a_letter_or_digit_of_no_width_is_refused(tmp_path: Path, unit: str) -> None:
    font = TTFont(BytesIO(SOUND))
    name = font.getBestCmap()[ord(unit)]
    font["hmtx"][name] = (0, font["hmtx"][name][1])
    file = BytesIO()
    font.save(file)
    assert f"“{unit}”的字宽不对" in refused(tmp_path, file.getvalue())


@pytest.mark.parametrize(("platform", "encoding"), [(3, 3), (3, 4)])
def test_a_face_without_unicode_is_not_called_damaged(tmp_path: Path, platform: int, encoding: int) -> None:
    font = TTFont(BytesIO(SOUND))
    font["cmap"].tables = font["cmap"].tables[:1]
    (table,) = font["cmap"].tables
    table.platformID, table.platEncID = platform, encoding
    file = BytesIO()
    font.save(file)
    said = refused(tmp_path, file.getvalue())
    assert "Unicode" in said
    assert "损坏" not in said


def test_a_blank_may_be_blank(tmp_path: Path) -> None:
    with open_faces(str(FONTS)) as faces:
        assert [faces.choose("song", unit) for unit in " \u00a0\u3000"] == ["song"] * 3
    font = TTFont(BytesIO(blanked(SOUND, "1")))
    for table in font["cmap"].tables:
        table.cmap[0x3000] = table.cmap[ord("1")]
    font.save(tmp_path / "a.ttf")
    (tmp_path / "fonts.yaml").write_text("faces:\n  a: {file: a.ttf}\nroles:\n  song: a\n", encoding="utf-8")
    with open_faces(str(tmp_path)) as faces:
        assert faces.choose("song", "\u3000") == "a"
        assert faces.choose("song", "1") is None


@pytest.mark.parametrize("pictures", [("EBDT", "EBLC"), ("CBDT", "CBLC"), ("sbix",), ("COLR", "CPAL"), ()])
def test_f2_a_face_without_outlines_is_refused(tmp_path: Path, pictures: tuple[str, ...]) -> None:
    font = TTFont(BytesIO(SOUND))
    for tag in ("glyf", "loca"):
        del font[tag]
    for tag in pictures:
        font.tables[tag] = raw = newTable("ZZZZ")
        raw.data = b"\0\2\0\0" + bytes(60)
    file = BytesIO()
    font.save(file)
    assert "没有轮廓" in refused(tmp_path, file.getvalue())


def test_f2_colours_over_empty_outlines_are_no_outlines(tmp_path: Path) -> None:
    assert "没有轮廓" in refused(tmp_path, blanked(SOUND, *UNITS))


def test_f2_colours_over_outlines_are_struck_and_the_outlines_printed(tmp_path: Path) -> None:
    """HarfBuzz measures the layers of a colour face, which a PDF does not show."""
    font = TTFont(BytesIO(SOUND))
    names = font.getBestCmap()
    font["COLR"] = buildCOLR({names[ord("1")]: [(names[ord("学")], 0), (names[ord("沙")], 0)]}, version=0)
    font["CPAL"] = buildCPAL([[(1.0, 0.0, 0.0, 1.0)]])
    file = BytesIO()
    font.save(file)
    assert judge(tmp_path, file.getvalue()) == judge(tmp_path, SOUND)


@pytest.mark.parametrize("name", [b"\xff\xff\xff\xff", b"na\x80e", b"\0\0\0\0"])
def test_f3_a_table_without_a_name_is_told(tmp_path: Path, name: bytes) -> None:
    assert "不成名称" in refused(tmp_path, SOUND.replace(b"name", name, 1))


@pytest.mark.parametrize("tag", ["head", "hhea", "hmtx", "maxp", "cmap", "loca", "glyf"])
def test_f3_f4_tables_that_a_pdf_needs_are_asked_for(tmp_path: Path, tag: str) -> None:
    for how in ("dropped", "zeroed", "filled", "shortened"):
        data = changed(SOUND, tag, how, random.Random(2))
        refused(tmp_path, data)
        if (tag, how) not in (("cmap", "shortened"), ("hmtx", "filled")):
            refused(tmp_path, added_up(data) if tag != "head" else data)


def test_f3_an_em_of_nothing_or_of_too_much_is_refused(tmp_path: Path) -> None:
    at = rows(SOUND)["head"][1] + 18
    for em in (0, 15, 16385, 65535):
        assert "总表（head）" in refused(tmp_path, added_up(put(SOUND, at, em.to_bytes(2))))


def test_f3_widths_that_cannot_be_are_refused(tmp_path: Path) -> None:
    _, offset, length = rows(SOUND)["hmtx"]
    for width in (0, 30, 0xFFFF):
        data = put(SOUND, offset, width.to_bytes(2) * (length // 2))
        assert "字宽不对" in refused(tmp_path, added_up(data))


def test_f4_a_face_of_one_box_for_all_characters_is_refused(tmp_path: Path) -> None:
    font = TTFont(BytesIO(SOUND))
    name = font.getBestCmap()[ord("学")]
    for table in font["cmap"].tables:
        table.cmap = dict.fromkeys(range(0x4E00, 0x4F00), name)
    file = BytesIO()
    font.save(file)
    assert "同一个图形" in refused(tmp_path, file.getvalue())


def test_f3_a_number_that_the_file_has_not_is_told(tmp_path: Path) -> None:
    assert "删掉" in refused(tmp_path, SOUND, ", number: 1")
    book = TTCollection()
    book.fonts = [TTFont(BytesIO(SOUND)), TTFont(BytesIO(SOUND))]
    file = BytesIO()
    book.save(file)
    assert judge(tmp_path, file.getvalue(), row=", number: 1").problems == ()
    assert "最大写1" in refused(tmp_path, file.getvalue(), ", number: 2")
    assert "已损坏" in refused(tmp_path, put(file.getvalue(), 8, b"\xff" * 4), ", number: 1")
    for number in ("99999999999", "-1", "1.5", "一"):
        with pytest.raises(ContentError) as caught:
            judge(tmp_path, SOUND, row=f", number: {number}")
        assert "`number` 要写整数" in caught.value.problems[0].message


def test_f3_what_harfbuzz_cannot_cut_is_told_with_its_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing:
        def __init__(self, *_: object) -> None:
            raise RuntimeError("Subsetting failed")

    monkeypatch.setattr(hb, "SubsetPlan", Refusing)
    assert f"取不出要用的字形：{''.join(UNITS)}"[:20] in refused(tmp_path, SOUND)


def test_f3_a_glyph_that_is_not_in_the_cut_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = hb.SubsetPlan

    class Forgetful:
        def __init__(self, *given: object) -> None:
            self.execute = plan(*given).execute
            self.old_to_new_glyph_mapping: dict[int, int] = {}

    monkeypatch.setattr(hb, "SubsetPlan", Forgetful)
    assert "取不出" in refused(tmp_path, SOUND)


def test_f4_a_cut_that_shows_something_else_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = hb.SubsetPlan

    class Mixed:
        def __init__(self, *given: object) -> None:
            made = plan(*given)
            self.execute = made.execute
            old = dict(made.old_to_new_glyph_mapping)
            self.old_to_new_glyph_mapping = {gid: old[gid] % (len(old) - 1) + 1 if gid else 0 for gid in old}

    monkeypatch.setattr(hb, "SubsetPlan", Mixed)
    assert "取不出" in refused(tmp_path, SOUND)


KINDS = {
    b"wOFF\0\1\0\0": "网页字体", b"wOF2\0\1\0\0": "网页字体", b"%!PS-AdobeFont-1.0": "Type 1", b"\x80\1\0\0": "Type 1",
    b"\1fcp\0": "点阵字体", b"STARTFONT 2.1\n": "点阵字体", b"MZ\0\0": "fon", b"\0\0\1\0\0\0\5\0": "dfont",
    bytes(34) + b"LP" + b"x" * 50: "eot", b"<!DOCTYPE html>": "网页", b"\xef\xbb\xbf\r\n<html>": "网页",
    b"PK\3\4": "解压缩",
    b"Rar!\x1a": "解压缩", b"": "空文件", bytes(5000): "全部为零", b"hello": "不是字体文件", b"%PDF-1.7": "PDF",
    b"\x89PNG\r\n": "图片", b"\1\0\4\2": "CFF", b"SplineFontDB: 3.0": "sfd",
}  # fmt: skip


@pytest.mark.parametrize("data", KINDS, ids=KINDS.values())
def test_what_is_no_font_is_called_by_its_name(tmp_path: Path, data: bytes) -> None:
    assert KINDS[data] in refused(tmp_path, data)


def test_a_wrong_record_of_a_checksum_alone_is_no_damage(tmp_path: Path) -> None:
    for tag in ("glyf", "cmap", "hmtx", "head", "name"):
        data = put(SOUND, rows(SOUND)[tag][0] + 4, b"\0\0\0\0")
        assert judge(tmp_path, data).problems == (), tag
        assert not look(data, 0), tag
    careless = SOUND
    for at, _, _ in rows(SOUND).values():
        careless = put(careless, at + 4, b"\1\2\3\4")
    careless = put(careless, rows(SOUND)["head"][1] + 8, bytes(4))
    assert look(careless, 0), "nothing vouches for it: FreeType must"
    assert set(judge(tmp_path, careless).outlines) == set(UNITS)


def test_a_table_of_characters_or_widths_that_was_changed_is_refused(tmp_path: Path) -> None:
    for tag in ("cmap", "hmtx", "hhea", "maxp"):
        _, offset, length = rows(SOUND)[tag]
        data = put(SOUND, offset + length - 1, bytes([SOUND[offset + length - 1] ^ 1]))
        assert f"（{tag}）的校验和不对" in refused(tmp_path, data)


def test_a_shipped_face_is_known_by_its_digest(tmp_path: Path) -> None:
    digest = "0" * 64
    assert "sha256" in refused(tmp_path, SOUND, f", sha256: '{digest}', from: {{npm: x}}")


def test_a_damaged_system_face_is_passed_over_and_told(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(SOUND)
    (tmp_path / "system.ttf").write_bytes(SOUND[:999])
    table = f"faces:\n  own: {{file: own.ttf}}\nroles:\n  song: own\nsystem: ['{tmp_path}/system.ttf']\n"
    (tmp_path / "fonts.yaml").write_text(table, encoding="utf-8")
    with open_faces(str(tmp_path)) as faces:
        assert faces.choose("song", "学") == "own"
        assert faces.judged() == (), "not needed, not opened"
        assert faces.choose("song", "鑫") is None
        (problem,) = faces.judged()
    assert (problem.severity, problem.code) == ("warning", "bad-face")
    assert "本次没有使用它" in problem.hint


def test_a_file_outside_its_folder_needs_a_full_path(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (tmp_path / "out.ttf").write_bytes(SOUND)
    (folder / "link.ttf").symlink_to(tmp_path / "out.ttf")
    os.mkfifo(folder / "fifo.ttf")
    (folder / "dir.ttf").mkdir()

    def told(file: str) -> str:
        table = f"faces:\n  own: {{file: '{file}'}}\nroles:\n  song: [own]\n"
        (folder / "fonts.yaml").write_text(table, encoding="utf-8")
        try:
            with open_faces(str(folder)) as faces:
                assert faces.choose("song", "学") == "own"
        except ContentError as error:
            return error.problems[0].message + error.problems[0].hint
        return ""

    assert told(f"{tmp_path}/out.ttf") == ""
    for file in ("link.ttf", "../out.ttf", "fifo.ttf", "dir.ttf"):
        assert "完整路径" in told(file), file


def test_a_link_put_in_the_place_of_a_face_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    folder.mkdir()
    (folder / "own.ttf").write_bytes(SOUND)
    (folder / "fonts.yaml").write_text("faces:\n  own: {file: own.ttf}\nroles:\n  song: own\n", encoding="utf-8")
    with open_faces(str(folder)) as faces:
        (folder / "own.ttf").rename(tmp_path / "out.ttf")
        (folder / "own.ttf").symlink_to(tmp_path / "out.ttf")
        assert faces.choose("song", "学") is None
        with pytest.raises(ContentError, match="指到文件夹外面"):
            faces.judged()


def test_a_system_face_with_one_torn_character_draws_nothing_whatever_was_asked_first(tmp_path: Path) -> None:
    """Nor does it matter what a memory knows of the face from builds whose text lacks that character."""
    glyphs = TTFont(BytesIO(SOUND))
    place = glyphs["loca"][glyphs.getGlyphID(glyphs.getBestCmap()[ord("沙")])]
    torn = put(SOUND, rows(SOUND)["glyf"][1] + place + 10, random.Random(1).randbytes(40))
    (tmp_path / "own.ttf").write_bytes(SOUND)
    (tmp_path / "system.ttf").write_bytes(torn)
    table = f"faces:\n  own: {{file: own.ttf}}\nroles:\n  song: [system-0, own]\nsystem: ['{tmp_path}/system.ttf']\n"
    (tmp_path / "fonts.yaml").write_text(table, encoding="utf-8")
    known = Memory()
    with open_faces(str(tmp_path), memory=known) as faces:
        assert [faces.choose("song", unit) for unit in "学长"] == ["system-0"] * 2
    for memory in (Memory(), known):
        with open_faces(str(tmp_path), memory=memory) as faces:
            sound = faces.state()
            assert faces.choose("song", "学") == "system-0"
            assert faces.choose("song", "沙") == "own"
            assert [faces.choose("song", unit) for unit in "学长沙"] == ["own"] * 3
            assert [problem.code for problem in faces.judged()] == ["bad-face"]
            assert faces.state() != sound, "what was set with it does not serve"


def test_a_face_is_judged_once_in_a_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def counted(data: bytes, number: int) -> bool:
        looked.append(number)
        return look(data, number)

    monkeypatch.setattr(opened, "look", counted)
    (tmp_path / "own.ttf").write_bytes(SOUND)
    (tmp_path / "fonts.yaml").write_text("faces:\n  own: {file: own.ttf}\nroles:\n  song: own\n", encoding="utf-8")
    memory = Memory()
    for unit in TEXT[:3]:
        with open_faces(str(tmp_path), memory=memory) as faces:
            assert faces.choose("song", unit) == "own"
        memory.next_build()
    assert looked == [0]
    (tmp_path / "own.ttf").write_bytes(SOUND[:-4000])
    with open_faces(str(tmp_path), memory=memory) as faces:
        assert faces.choose("song", TEXT[0]) is None, "another file is judged anew"


def test_all_damaged_faces_of_an_issue_are_named_at_once_with_exit_1(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unreadable font ended in exit 4, a character that no face has."""
    shutil.copytree(root / "content", tmp_path / "content")
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    names = ("小标宋.ttf", "仿宋.ttf", "黑.ttf")
    for name, data in zip(
        names, (SOUND[:5000], b"wOF2", put(SOUND, rows(SOUND)["head"][1], b"\xff" * 54)), strict=True
    ):
        (fonts / name).write_bytes(data)
    table = "faces:\n" + "".join(f"  own{order}: {{file: {name}}}\n" for order, name in enumerate(names))
    table += "roles:\n  song-black: [own0, song]\n  song: [own1, song]\n  hei: [own2, own0, song]\n"
    (fonts / "fonts.yaml").write_text(table, encoding="utf-8")
    assert run(["check"], home=str(tmp_path)) == 1
    said = capsys.readouterr().err
    assert said.count("错误[bad-face]") == 3
    assert all(name in said for name in names)


def _law(folder: Path, data: bytes, seed: int) -> int:
    """Damage `data` in every way; every face is refused or prints the strokes of the sound one. How many were tried."""
    sound = judge(folder, data).outlines
    count = 0
    for name, bad in damages(data, seed):
        judged = judge(folder, bad)
        count += 1
        assert judged.refused or judged.outlines == sound, name
    return count


@pytest.mark.parametrize("data", [truetype(), postscript()], ids=["TrueType", "PostScript"])
def test_damaged_faces_are_refused_or_print_as_the_sound_one(tmp_path: Path, data: bytes) -> None:
    assert _law(tmp_path, data, 1) > 50


@pytest.mark.slow
def test_many_damaged_faces_are_refused_or_print_as_the_sound_one(tmp_path: Path) -> None:
    """Also with right checksums, where they may lack characters, which is told, but never end in an error of ours."""
    seed = random.SystemRandom().randrange(1 << 32)
    print("seed", seed)
    tried = sum(_law(tmp_path, data, seed + turn) for data in (truetype(), postscript()) for turn in range(3))
    for name, bad in damages(truetype(), seed):
        if not name.startswith(("cut", "head")) and "head" in rows(bad):
            judged = judge(tmp_path, added_up(bad))
            tried += 1
            assert judged.problems or judged.outlines, name
    assert tried > 200
