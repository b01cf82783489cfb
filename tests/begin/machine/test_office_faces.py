"""An office's faces are added whole or not at all, and a build prints with them at once."""

import json
import logging
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from pikepdf import Pdf

from bulletin.begin import foreign_face, office_faces
from bulletin.build import storage
from bulletin.faces.face import Face, open_faces
from bulletin.faces.soundness import UnsoundError
from bulletin.words.standard_characters import standard_characters
from tests.begin.machine.conftest import Command, snapshot
from tests.begin.machine.small_faces import collection, named, saved, variable, variable_postscript
from tests.conftest import ROOT
from tests.faces.damage import TEXT, added_up, blanked, postscript, put, rows, truetype

PRESETS = yaml.safe_load((ROOT / "fonts" / "fonts.yaml").read_text(encoding="utf-8"))


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def table(home: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = yaml.safe_load((home / "fonts" / "fonts.yaml").read_text(encoding="utf-8"))
    return found


def issue(home: Path) -> None:
    (home / "content").mkdir()
    (home / "content" / "issue.yaml").write_text("报头：近赶潍坊 远学长沙\n日期：2019-04-24\n", encoding="utf-8")
    text = "栏目：环境\n标题：勇谱新高\n\n近赶潍坊，远学长沙，比学赶超，勇谱新高。" + "各科室要学长沙。" * 40
    (home / "content" / "a.txt").write_text(text, encoding="utf-8")


def base_fonts(pdf: bytes) -> set[str]:
    """The names of the faces in a PDF, without the letters before them."""
    with Pdf.open(BytesIO(pdf)) as opened:
        fonts = [font for page in opened.pages for font in page.obj.Resources.Font.values()]
        return {str(font.BaseFont).rpartition("+")[2] for font in fonts}


def test_a_face_is_added_and_printed_with_at_once(
    bulletin: Command, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign_face, "_ENOUGH", 10)  # of its few characters
    issue(home)
    file = written(tmp_path, "方正小标宋.ttf", named("方正小标宋简体", "FZXBS--GBK1-0"))
    done = bulletin("fonts", "add", file)
    assert done.code == 0, done.err
    assert "已加入字体“fzxbs-gbk1-0”：方正小标宋简体，fonts/方正小标宋.ttf" in done.out
    assert "song-black 的首选（按字体名称" in done.out
    assert f"通用规范汉字表有{len(set(TEXT) & set(''.join(standard_characters())))}字" in done.out
    assert "本期稿件" in done.out
    assert "缺" in done.out.partition("本期稿件")[2]
    chain = ["fzxbs-gbk1-0", *PRESETS["roles"]["song-black"]]
    assert table(home)["roles"] == {"song-black": chain}
    assert (home / "fonts" / "方正小标宋.ttf").read_bytes() == file.read_bytes(), "copied as it is"
    shown = bulletin("build", "--output", home / "out")
    assert shown.code == 0, shown.err
    assert "FZXBS--GBK1-0" in base_fonts((home / "out" / "bulletin.pdf").read_bytes())
    assert bulletin("preflight", home / "out" / "bulletin.pdf").code == 0
    assert "错误" not in shown.err


def test_the_program_s_own_table_keeps_its_comments(bulletin: Command, home: Path, tmp_path: Path) -> None:
    """`generate.py` has its own fonts/, which is the office's too; the shipped faces are not copied for the test."""
    (home / "fonts").mkdir()
    text = (ROOT / "fonts" / "fonts.yaml").read_text(encoding="utf-8")
    (home / "fonts" / "fonts.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert bulletin("fonts", "add", written(tmp_path, "a.ttf", named("仿宋")), "--role", "kai").code == 0
    new = (home / "fonts" / "fonts.yaml").read_bytes()
    assert new.startswith(b"\xef\xbb\xbf")
    lines = new.decode("utf-8-sig").splitlines()
    assert [line for line in text.splitlines() if line not in lines] == [
        "  kai: [kai, letters, mathematics, signs, kai-rest, song, song-rest, song-rare, hei]"
    ]
    assert len(lines) == len(text.splitlines()) + 3


def test_a_member_of_a_collection_stands_alone(bulletin: Command, home: Path, tmp_path: Path) -> None:
    faces = [named(f"Office Hei {end}", f"OfficeHei{end}") for end in ("JP", "SC", "TC")]
    file = written(tmp_path, "hei.ttc", collection(*faces))
    done = bulletin("fonts", "add", file, "--role", "hei")
    assert done.code == 0, done.err
    assert "字体集：取第2个 Office Hei SC；要用另一个，写 --member 名称：Office Hei JP、Office Hei TC" in done.out
    made = TTFont(home / "fonts" / "OfficeHeiSC.ttf")
    assert made["name"].getDebugName(6) == "OfficeHeiSC"
    with open_faces(str(home / "fonts"), str(ROOT / "fonts")) as opened:
        assert opened.choose("hei", "学") == "officeheisc"
    assert bulletin("fonts", "add", file, "--role", "hei", "--member", "TC").code == 0
    assert table(home)["roles"]["hei"][:2] == ["officeheitc", "officeheisc"]  # type: ignore[index]
    wrong = bulletin("fonts", "add", file, "--member", "KR")
    assert wrong.code == 1
    assert "没有叫“KR”的字体" in wrong.err
    assert "Office Hei JP、Office Hei SC、Office Hei TC" in wrong.err


@pytest.mark.parametrize(("role", "weight"), [("hei", 400), ("hei-bold", 700), ("song-black", 800)])
def test_a_variable_face_gets_the_weight_of_its_role(
    bulletin: Command, home: Path, tmp_path: Path, role: str, weight: int
) -> None:
    from fontTools.varLib.instancer import instantiateVariableFont

    data = variable(boldest=800)
    done = bulletin("fonts", "add", written(tmp_path, "vf.ttf", data), "--role", role)
    assert done.code == 0, done.err
    assert f"字重100到800，固定为{weight}" in done.out
    made = TTFont(home / "fonts" / f"OfficeHei-{weight}.ttf")
    assert "fvar" not in made
    assert (made["OS/2"].usWeightClass, made["name"].getDebugName(4)) == (weight, f"Office Hei {weight}")
    wanted = instantiateVariableFont(TTFont(BytesIO(data)), {"wght": weight})
    for name in wanted.getGlyphOrder():
        (points, *_), (others, *_) = (font["glyf"][name].getCoordinates(font["glyf"]) for font in (wanted, made))
        apart = [abs(a - b) for p, q in zip(points, others, strict=True) for a, b in zip(p, q, strict=True)]
        assert max(apart, default=0) <= 1


def test_a_variable_face_of_cff2_can_be_printed_with(bulletin: Command, home: Path, tmp_path: Path) -> None:
    issue(home)
    done = bulletin("fonts", "add", written(tmp_path, "vf.otf", variable_postscript()), "--role", "kai")
    assert done.code == 0, done.err
    made = TTFont(home / "fonts" / "OfficeSong-400.otf")
    assert "CFF " in made
    assert bulletin("build", "--only", "pdf", "--output", home / "out").code == 0


RIGHTS = {
    0x0000: (0, "可嵌入，收件人也可安装", ""),
    0x0002: (1, "", "不许嵌入文件：字体公司在字体里标明了“限制许可”"),
    0x0004: (0, "可嵌入供查看和打印，不得编辑", "[preview-embedding]"),
    0x0008: (0, "可嵌入，文件可编辑", ""),
    0x000A: (0, "可嵌入，文件可编辑", ""),  # the least restrictive of several counts
    0x0104: (0, "可嵌入供查看和打印，不得编辑", "[whole-embedding]"),
    0x0200: (1, "", "只许嵌入点阵，不许嵌入轮廓"),
    None: (0, "字体没有标明", "[unsaid-embedding]"),
}


@pytest.mark.parametrize("rights", RIGHTS)
def test_what_the_foundry_allows_is_kept_and_told(
    bulletin: Command, home: Path, tmp_path: Path, rights: int | None
) -> None:
    code, out, err = RIGHTS[rights]
    done = bulletin("fonts", "add", written(tmp_path, "a.ttf", named("仿宋", rights=rights)))
    assert done.code == code
    assert out in done.out
    assert err in done.err
    assert (home / "fonts").exists() == (code == 0)


def dropped(tag: str) -> bytes:
    data = truetype()
    return put(data, rows(data)[tag][0], b"ZZZZ")


def symbols() -> bytes:
    font = TTFont(BytesIO(truetype()))
    font["cmap"].tables = font["cmap"].tables[:1]
    (only,) = font["cmap"].tables
    only.platformID, only.platEncID = 3, 0
    only.cmap = {0xF020 + at: name for at, name in enumerate(only.cmap.values())}
    return saved(font)


def coarse() -> bytes:
    font = TTFont(BytesIO(truetype()))
    scale_upem(font, 64)
    return saved(font)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut short": (lambda: truetype()[: len(truetype()) // 2], "已损坏：文件不完整"),
    "empty": (lambda: b"", "是空文件"),
    "text": ("学长沙".encode, "不是字体文件"),
    "zip": (lambda: b"PK\x03\x04" + bytes(100), "不是字体文件，是压缩文件"),
    "woff2": (lambda: b"wOF2" + bytes(100), "网页字体（woff）"),
    "Type 1": (lambda: b"\x80\x01%!PS-AdobeFont-1.0", "Type 1 字体"),
    "dfont": (lambda: b"\0\0\1\0\0\0" + bytes(300), "苹果电脑的字体（dfont）"),
    "no cmap": (lambda: dropped("cmap"), "缺少字符对照表（cmap）"),
    "no outlines": (lambda: dropped("glyf"), "没有轮廓"),
    "symbols": (symbols, "里没有文字，只有自造的符号"),
    "letters": ((ROOT / "fonts" / "BulletinLettersSans-Bold.ttf").read_bytes, "里一个通用规范汉字也没有"),
    "all blank": (lambda: blanked(truetype(), *TEXT), "没有轮廓"),
    "coarse": (coarse, "精度太低"),
    "collection cut short": (lambda: collection(named("甲"), named("乙"))[:40], "已损坏"),
    "variable, cut short": (lambda: put(variable(), rows(variable())["fvar"][1], b"\xff" * 16), "可变字体的轴表"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cannot_be_used_is_told_in_one_sentence(
    bulletin: Command, home: Path, tmp_path: Path, kind: str
) -> None:
    make, told = BAD[kind]
    done = bulletin("fonts", "add", written(tmp_path, "坏.ttf", make()), "--role", "song")
    assert done.code == 1
    assert done.out == ""
    (message,) = re.findall(r"^错误\[bad-face\]: (.*)$", done.err, re.MULTILINE)
    assert told in message
    assert "坏.ttf" in message
    assert len(re.findall("^  提示：.", done.err, re.MULTILINE)) == 1
    assert list(home.iterdir()) == []


def test_faults_of_all_files_come_together_and_the_sound_ones_are_not_added(
    bulletin: Command, home: Path, tmp_path: Path
) -> None:
    files = [
        written(tmp_path, "a.ttf", named("仿宋")), written(tmp_path, "b.ttf", b""), tmp_path / "none.ttf"
    ]  # fmt: skip
    done = bulletin("fonts", "add", *files)
    assert done.code == 1
    assert done.err.count("错误[bad-face]") == 2
    assert list(home.iterdir()) == []


def test_of_several_files_the_first_comes_first(bulletin: Command, home: Path, tmp_path: Path) -> None:
    files = [written(tmp_path, f"{name}.ttf", named(name, name)) for name in ("One", "Two")]
    assert bulletin("fonts", "add", *files, "--role", "kai").code == 0
    assert table(home)["roles"]["kai"] == ["one", "two", *PRESETS["roles"]["kai"]]
    assert bulletin("check", "--content", ROOT / "content", "--only", "pdf").code == 0


def test_a_face_is_not_added_twice(bulletin: Command, home: Path, tmp_path: Path) -> None:
    file = written(tmp_path, "a.ttf", named("仿宋", "Fang"))
    assert bulletin("fonts", "add", file).code == 0
    before = snapshot(home)
    again = bulletin("fonts", "add", file)
    assert again.code == 0
    assert "早已在用字体“fang”" in again.out
    assert snapshot(home) == before
    assert bulletin("fonts", "add", file, "--role", "kai").code == 0
    assert list(table(home)["faces"]) == ["fang"]
    assert table(home)["roles"]["kai"][0] == "fang"  # type: ignore[index]
    other = written(tmp_path, "b.ttf", named("另一个", "Fang"))
    assert bulletin("fonts", "add", other.rename(tmp_path / "a.ttf"), "--role", "kai").code == 0
    assert list(table(home)["faces"]) == ["fang", "fang-2"]
    assert {path.name for path in (home / "fonts").iterdir()} == {"a.ttf", "a-2.ttf", "fonts.yaml"}


@pytest.mark.parametrize("stands", [False, True])
def test_a_failing_write_leaves_everything_as_it_was(
    bulletin: Command, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, stands: bool
) -> None:
    if stands:
        assert bulletin("fonts", "add", written(tmp_path, "a.ttf", named("楷体", "One"))).code == 0
    before = snapshot(home)
    file = written(tmp_path, "b.ttf", named("仿宋", "Two"))

    def full(path: str, data: bytes) -> None:
        raise OSError(28, "No space left on device", path)

    with monkeypatch.context() as spoilt:
        spoilt.setattr(office_faces, "put", full)
        done = bulletin("fonts", "add", file)
    assert done.code == 5
    assert "磁盘已满" in done.err
    assert "字体文件夹未改动" in done.err
    assert snapshot(home) == before

    def interrupted(path: str, data: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as spoilt:
        spoilt.setattr(office_faces, "put", interrupted)
        stopped = bulletin("fonts", "add", file)
    assert (stopped.code, stopped.err.splitlines()[-1]) == (130, "已中断；字体文件夹未改动")
    assert snapshot(home) == before
    assert bulletin("fonts", "add", file).code == 0


def test_a_table_that_another_program_changes_meanwhile_is_not_overwritten(
    bulletin: Command, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bulletin("fonts", "add", written(tmp_path, "a.ttf", named("楷体", "One"))).code == 0
    source = home / "fonts" / "fonts.yaml"
    write = storage.write_new

    def beside(path: str, data: bytes) -> None:
        write(path, data)
        source.write_text(source.read_text(encoding="utf-8") + "# 刚写的\n", encoding="utf-8")

    monkeypatch.setattr(office_faces, "write_new", beside)
    done = bulletin("fonts", "add", written(tmp_path, "b.ttf", named("仿宋", "Two")))
    assert done.code == 5
    assert "刚刚被别的程序改动" in done.err
    assert sorted(path.name for path in (home / "fonts").iterdir()) == ["a.ttf", "fonts.yaml"]
    assert source.read_text(encoding="utf-8").endswith("# 刚写的\n")


def test_a_file_in_the_way_of_the_folder_is_told(bulletin: Command, home: Path, tmp_path: Path) -> None:
    (home / "fonts").write_text("a file")
    done = bulletin("fonts", "add", written(tmp_path, "a.ttf", named("仿宋")))
    assert done.code == 5
    assert "无法写入字体文件夹" in done.err
    assert (home / "fonts").read_text() == "a file"


def test_a_table_with_faults_is_told_before_anything(bulletin: Command, home: Path, tmp_path: Path) -> None:
    (home / "fonts").mkdir()
    (home / "fonts" / "fonts.yaml").write_text("roles:\n  song: [none]\n", encoding="utf-8")
    done = bulletin("fonts", "add", written(tmp_path, "a.ttf", named("仿宋")))
    assert done.code == 1
    assert "fonts.yaml:2:9: 错误[bad-fonts-table]" in done.err
    assert [path.name for path in (home / "fonts").iterdir()] == ["fonts.yaml"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["fonts", "ad", "x"], "无法识别“ad x”，是不是 add？"),
        (["fonts", "add"], "命令 fonts add 后面缺少文件"),
        (["fonts", "--role", "song"], "命令 fonts 没有选项 --role"),
        (["fonts", "add", "a.ttc", "b.ttc", "--member", "SC"], "选项 --member 只能用于一个文件"),
        (["fonts", "add", "a.ttf", "--role", "song-blakc"], "没有字体角色“song-blakc”，是不是 song-black？"),
    ],
)
def test_a_wrong_call_says_what_was_meant(bulletin: Command, home: Path, words: list[str], told: str) -> None:
    done = bulletin(*words)
    assert done.code == 2
    assert told in done.err
    assert list(home.iterdir()) == []


def test_both_commands_speak_json(bulletin: Command, home: Path, tmp_path: Path) -> None:
    file = written(tmp_path, "a.ttf", named("仿宋", "Fang", rights=4))
    added = json.loads(bulletin("fonts", "add", file, "--json").out)
    (face,) = added["faces"]
    assert (added["exit"], face["name"], face["role"], face["guessed"]) == (0, "fang", "", False)  # has too few
    assert {found["code"] for found in added["diagnostics"]} >= {"preview-embedding", "common-characters"}
    listed = json.loads(bulletin("fonts", "--json").out)
    assert listed["exit"] == 0
    own = next(face for face in listed["faces"] if face["name"] == "fang")
    assert (own["shipped"], own["embedding"]["level"], own["standard"]) == (False, "preview", face["standard"])
    refused = json.loads(bulletin("fonts", "add", written(tmp_path, "b.ttf", b""), "--json").out)
    assert (refused["exit"], refused["diagnostics"][0]["code"]) == (1, "bad-face")


def test_the_list_names_every_face_with_its_role_coverage_and_licence(bulletin: Command, home: Path) -> None:
    (home / "fonts").mkdir()
    (home / "fonts" / "fonts.yaml").write_text("faces:\n  own: {file: a.ttf}\n", encoding="utf-8")
    (home / "fonts" / "a.ttf").write_bytes(truetype()[:3000])
    done = bulletin("fonts")
    for name, row in PRESETS["faces"].items():
        assert f"  {name}  " in done.out
        assert row["licence"] in done.out
    assert "角色：song-black、brush 的首选\n      通用规范汉字表8,105字全有" in done.out
    for role, chain in PRESETS["roles"].items():
        assert f"  {role}  {'、'.join(chain)}" in done.out
    assert done.code == 1, "one of them is damaged"
    assert "错误[bad-face]: 字体“own”（a.ttf）已损坏" in done.err
    assert "  own  无法使用，a.ttf" in done.out


def test_a_file_of_postscript_outlines_says_nothing_in_english(
    bulletin: Command, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """fontTools tells its logger of times before 1970, as unifont has them, while a widened glyph is made."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # pytest's, which a user has not
    data = postscript()
    odd = added_up(put(data, rows(data)["head"][1] + 20, bytes(16)))
    done = bulletin("fonts", "add", written(tmp_path, "a.otf", odd), "--role", "song")
    assert done.code == 0, done.err
    assert "timestamp" not in done.err


def test_a_face_of_which_no_cut_can_be_made_is_refused(
    bulletin: Command, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outlines that HarfBuzz draws and cannot cut, or fontTools not widen, as in odd test fonts of theirs."""

    def uncut(face: Face, units: list[str], whites: list[int]) -> None:
        assert any(whites)
        raise face.unsound(UnsoundError(f"取不出要用的字形：{units[0]}"))

    monkeypatch.setattr(foreign_face, "subset", uncut)
    done = bulletin("fonts", "add", written(tmp_path, "a.ttf", named("仿宋")))
    assert done.code == 1
    assert "字体“仿宋”（a.ttf）取不出要用的字形" in done.err
    assert list(home.iterdir()) == []


def test_presets_are_never_written(bulletin: Command, home: Path, tmp_path: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (ROOT / "fonts").iterdir()}
    assert bulletin("fonts", "add", written(tmp_path, "a.ttf", named("仿宋"))).code == 0
    assert {path.name: path.stat().st_mtime_ns for path in (ROOT / "fonts").iterdir()} == before
