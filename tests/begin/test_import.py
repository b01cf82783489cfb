"""`bulletin import` as somebody calls it who has never seen the program."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from bulletin.begin import incoming
from bulletin.begin.kinds import kind_of
from bulletin.problems import why
from tests.begin.office import (
    PEOPLE,
    Bulletin,
    caller,
    names,
    office_program,
    only_on_the_path,
    report,
    rtf,
    tree,
    write,
    zipped,
)
from tests.conftest import ROOT

FOUR = {"1.环境 李剑.txt": "环境", "2、水务（终稿）.md": "水务", "03规划.txt": "规划", "第四篇 政法.txt": "政法"}


def four(folder: Path) -> Path:
    return write(folder, {f"四篇稿件/{name}": report(column) for name, column in FOUR.items()})


def issue(folder: Path) -> str:
    return (folder / "issue.yaml").read_text(encoding="utf-8")


def test_from_an_empty_folder_and_four_files_to_a_page_by_two_commands(bulletin: Bulletin, tmp_path: Path) -> None:
    four(tmp_path)
    done = bulletin("import", *(f"四篇稿件/{name}" for name in FOUR))
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "bulletin"
    assert names(tmp_path / "content") == {*FOUR, "issue.yaml"}
    made = bulletin()
    assert made.code == 0, made.err
    assert "警告0条" in made.out
    assert made.out.startswith("工作简报：4篇稿件")
    assert (tmp_path / "output" / "bulletin.pdf").read_bytes().startswith(b"%PDF")


def test_what_was_understood_and_guessed_is_told_and_stands_in_the_issue(bulletin: Bulletin, tmp_path: Path) -> None:
    four(tmp_path)
    done = bulletin("import", "四篇稿件")
    for column, person in PEOPLE.items():
        assert f"区{column}局局长 {person}　栏目 {column}" in done.out
    assert "报头：工作简报" in done.out
    text = issue(tmp_path / "content")
    assert "# 猜的：今天。\n日期: " in text
    lines = [f"  - {name}" for name in FOUR]
    assert "\n".join(["顺序:", *lines]) in text


def test_importing_again_changes_nothing(bulletin: Bulletin, tmp_path: Path) -> None:
    four(tmp_path)
    write(tmp_path, {"四篇稿件/湖.jpg": b"\xff\xd8\xff", "四篇稿件/乱.zip": b"PK\3\4"})
    assert bulletin("import", "四篇稿件").code == 0
    before = tree(tmp_path)
    done = bulletin("import", "四篇稿件")
    assert done.code == 0
    assert "content 没有改动" in done.out
    assert "已经有了，没有再放（5个）" in done.out
    assert tree(tmp_path) == before


def test_what_was_mended_since_is_neither_overwritten_nor_doubled(bulletin: Bulletin, tmp_path: Path) -> None:
    four(tmp_path)
    bulletin("import", "四篇稿件")
    mended = tmp_path / "content" / "03规划.txt"
    mended.write_text(report("规划", "改过的一段。"), encoding="utf-8")
    own = issue(tmp_path / "content").replace("工作简报", "我的简报")
    (tmp_path / "content" / "issue.yaml").write_text(own, encoding="utf-8")
    before = tree(tmp_path)
    assert bulletin("import", "四篇稿件").code == 0
    assert tree(tmp_path) == before


def test_another_text_of_the_same_name_stands_beside_and_is_told(bulletin: Bulletin, tmp_path: Path) -> None:
    four(tmp_path)
    bulletin("import", "四篇稿件")
    before = tree(tmp_path / "content")
    write(tmp_path, {"新/03规划.txt": report("规划", "新的一段。")})
    done = bulletin("import", "新")
    assert done.code == 0
    assert "另存为“03规划-2.txt”" in done.err
    assert "“顺序”里有“03规划-2.txt”的也删去" in done.err
    assert "“03规划-2.txt”、“03规划.txt”的标题和作者相同" in done.err  # and the editor hears that both are printed
    after = tree(tmp_path / "content")
    assert {name: after[name] for name in before if "/" not in name and name != "issue.yaml"} == {
        name: digest for name, digest in before.items() if "/" not in name and name != "issue.yaml"
    }
    assert "  - 第四篇 政法.txt\n  - 03规划-2.txt  # 猜的" in issue(tmp_path / "content")


def test_a_new_report_joins_an_issue_that_was_mended_by_hand(bulletin: Bulletin, tmp_path: Path) -> None:
    four(tmp_path)
    bulletin("import", "四篇稿件")
    mended = issue(tmp_path / "content").replace("工作简报", "我的简报  # 我改的")
    (tmp_path / "content" / "issue.yaml").write_text(mended, encoding="utf-8")
    write(tmp_path, {"甲.txt": "一路向前\n\n大家都说，这一年有了新进展。\n"})
    assert bulletin("import", "甲.txt").code == 0
    assert names(tmp_path / "content") == {*FOUR, "甲.txt", "issue.yaml"}
    text = issue(tmp_path / "content")
    assert "  - 甲.txt  # 猜的：新导入的，排在最后" in text
    assert "栏目表:\n  甲.txt: 综合" in text
    assert [line for line in text.splitlines() if line in mended.splitlines()] == [*mended.splitlines(), ""]
    assert bulletin("check").code == 0


def killed_at(name: str, word: str, folder: Path) -> int:
    """The exit code of an import of `word` from `folder` that dies where it moves a file to its name."""
    killed = (
        "import os\nfrom bulletin.command import run\nmove = os.replace\n"
        "def dying(source, target):\n"
        f"    if os.path.normpath(target) == os.path.normpath({name!r}): os._exit(9)\n    move(source, target)\n"
        f"os.replace = dying\nrun(['import', {word!r}])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, "-c", killed], cwd=folder, env=environment, check=False).returncode


def test_an_import_that_was_killed_is_finished_by_the_next_command(bulletin: Bulletin, tmp_path: Path) -> None:
    four(tmp_path)
    assert killed_at("content/issue.yaml", "四篇稿件", tmp_path) == 9
    assert names(tmp_path / "content") == {*FOUR}
    done = bulletin("check")
    assert done.code == 0
    assert "上次导入在写入时中断，已补齐文件" in done.err
    assert names(tmp_path / "content") == {*FOUR, "issue.yaml"}


def test_an_import_that_was_killed_inside_of_an_issue_is_finished_there(
    bulletin: Bulletin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    four(tmp_path)
    bulletin("new", "一期")
    monkeypatch.chdir(tmp_path / "一期")
    assert killed_at("03规划.txt", "../四篇稿件", tmp_path / "一期") == 9
    done = bulletin("check")
    assert done.code == 0
    assert "上次导入在写入时中断，已补齐文件" in done.err
    assert {*FOUR} < names(tmp_path / "一期")


def test_copies_come_once_versions_all_and_both_are_told(bulletin: Bulletin, tmp_path: Path) -> None:
    plain = "{0}停电通知\n\n因检修线路，{0}停电，请做好准备，望相互转告。\n"
    files = {
        "报告(1).txt": report("环境"), "报告.txt": report("环境"),
        "报告 - 副本.txt": report("环境").replace("\n", "\n\n"),
        "停电终稿.txt": plain.format("明天"), "停电最终版.txt": plain.format("后天"),
    }  # fmt: skip
    write(tmp_path, {f"稿/{name}": text for name, text in files.items()})
    done = bulletin("import", "稿")
    assert names(tmp_path / "content") == {"报告.txt", "停电终稿.txt", "停电最终版.txt", "issue.yaml"}
    for name in ("报告(1).txt", "报告 - 副本.txt"):
        assert f"  稿/{name}（就是 " in done.out
    assert "“停电最终版.txt”、“停电终稿.txt”像是同一篇的几个版本" in done.err


def test_every_file_that_is_not_taken_is_told_with_what_to_do(
    bulletin: Bulletin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_on_the_path(monkeypatch, tmp_path)
    bad: dict[str, str | bytes] = {
        "表.xlsx": zipped({"xl/workbook.xml": ""}), "公报.pdf": b"%PDF-1.7", "全部.zip": zipped({"甲.docx": ""}),
        "空.txt": b"", "白.txt": " \n \n", "断.txt": b"\0\1\2\0", "旧.rtf": b"{\\rtf1 x}", "题.txt": "只有标题\n",
    }  # fmt: skip
    write(four(tmp_path), {f"四篇稿件/{name}": data for name, data in bad.items()})
    done = bulletin("import", "四篇稿件", "没有的.docx")
    assert done.code == 1  # a word that named nothing
    for name in bad:
        (line,) = [line for line in done.err.splitlines() if f"“四篇稿件/{name}”" in line]
        assert line.startswith("警告[not-imported]")
    assert done.err.count("提示：") == len(bad) + 1
    assert "“没有的.docx”" in done.err
    assert names(tmp_path / "content") == {*FOUR, "issue.yaml"}


def test_too_large_ones_are_told_by_name(bulletin: Bulletin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(incoming._LIMITS, "picture", 100)
    monkeypatch.setattr(incoming, "MOST_IMPORTED", 600)
    write(
        tmp_path,
        {
            "稿/湖.jpg": b"\xff\xd8\xff" + bytes(100),
            "稿/甲.txt": report("环境"),
            "稿/乙长名.txt": report("水务", "长" * 200),
        },
    )
    done = bulletin("import", "稿")
    assert "“稿/湖.jpg”超过" in done.err
    assert "“稿/乙长名.txt”轮到它时合计超过" in done.err
    assert names(tmp_path / "content") == {"甲.txt", "issue.yaml"}


def test_pictures_and_tables_come_along_under_sound_names(bulletin: Bulletin, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "稿/湖.JPG": b"\xff\xd8\xff",
        "稿/图?一.png": b"\x89PNG\r\n",
        "稿/数.csv": b"a,b",
        "稿/水务.txt": report("水务"),
    }
    done = bulletin("import", str(write(tmp_path, files) / "稿"))
    assert "1篇稿件、2幅图片、1个表格" in done.out
    assert names(tmp_path / "content") == {"湖.jpg", "图_一.png", "数.csv", "水务.txt", "issue.yaml"}


def test_an_issue_s_own_file_is_taken_where_there_is_none_and_added_to(bulletin: Bulletin, tmp_path: Path) -> None:
    text = "报头: 高新简报\n日期: 2026-11-20\n"
    write(tmp_path, {"稿/issue.yaml": text, "稿/稿1.txt": report("水务").replace("水务", "甲乙"), "稿/plan.json": "{}"})
    assert bulletin("import", "稿").code == 0
    assert issue(tmp_path / "content").startswith(text)
    assert "  稿1.txt: 水务  # 猜的：取自标题" in issue(tmp_path / "content")
    before = tree(tmp_path)
    assert bulletin("import", "稿").code == 0
    assert tree(tmp_path) == before
    write(tmp_path, {"稿/issue.yaml": "报头: 别的\n"})
    assert "这一期已有 issue.yaml" in bulletin("import", "稿").err


def test_what_lies_in_the_folder_already_gets_its_issue(bulletin: Bulletin, tmp_path: Path) -> None:
    write(tmp_path, {f"content/{name}": report(column) for name, column in FOUR.items()})
    failed = bulletin()
    assert failed.code == 1
    assert "`bulletin import content`" in failed.err
    assert bulletin("import", "content").code == 0
    assert names(tmp_path / "content") == {*FOUR, "issue.yaml"}
    assert bulletin("check").code == 0


def test_what_was_meant_as_an_issue_is_not_hidden_behind_a_new_one(bulletin: Bulletin, tmp_path: Path) -> None:
    four(tmp_path)
    write(tmp_path, {"content/issue.yml": "报头: 甲\n"})
    done = bulletin("import", "四篇稿件")
    assert done.code == 1
    assert "把它改名为 issue.yaml" in done.err
    assert names(tmp_path / "content") == {"issue.yml"}


def test_samples_that_nobody_touched_make_way(bulletin: Bulletin, tmp_path: Path) -> None:
    four(tmp_path)
    assert bulletin("new", "一期").code == 0
    touched = tmp_path / "一期" / "2.样例-怎样改设置.txt"
    touched.write_text(touched.read_text(encoding="utf-8") + "我的一段。\n", encoding="utf-8")
    done = bulletin("import", "四篇稿件", "--content", "一期")
    assert "删去样例1篇：1.样例-怎样放稿件.txt" in done.out
    assert names(tmp_path / "一期") == {*FOUR, "issue.yaml", touched.name}
    assert done.out.splitlines()[-1] == "bulletin --content 一期"


def test_samples_that_the_issue_names_stay(bulletin: Bulletin, tmp_path: Path) -> None:
    four(tmp_path)
    bulletin("new", "一期")
    path = tmp_path / "一期" / "issue.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "顺序: [1.样例-怎样放稿件.txt]\n", encoding="utf-8")
    bulletin("import", "四篇稿件", "--content", "一期")
    assert "1.样例-怎样放稿件.txt" in names(tmp_path / "一期")
    assert bulletin("check", "--content", "一期").code == 0


def test_the_shipped_sample_is_set_aside_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = four(tmp_path)
    copytree(ROOT / "content", home / "content")
    before = tree(home / "content")
    bulletin = caller(capsys, home)
    done = bulletin("import", str(home / "四篇稿件"))
    assert done.code == 0, done.err
    assert "content-样例" in done.out
    assert tree(home / "content-样例") == before
    assert names(home / "content") == {*FOUR, "issue.yaml"}
    water = home / "content-样例" / "water.md"
    water.write_text(water.read_text(encoding="utf-8") + "\n我的一段。\n", encoding="utf-8")
    again = bulletin("import", str(water), "--content", str(home / "content"))
    assert again.code == 0
    assert "water.md" in names(home / "content")


def test_whoever_imports_inside_of_the_shipped_sample_adds_to_it(
    bulletin: Bulletin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    four(tmp_path)
    folder = Path(copytree(ROOT / "content", tmp_path / "样例"))
    monkeypatch.chdir(folder)
    assert bulletin("import", "../四篇稿件").code == 0
    assert names(tmp_path) == {"四篇稿件", "样例"}
    assert {"water.md", *FOUR} < names(folder)


def test_whoever_names_a_file_of_the_shipped_sample_wants_it_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = four(tmp_path)
    copytree(ROOT / "content", home / "content")
    caller(capsys, home)("import", str(home / "四篇稿件"), str(home / "content" / "water.md"))
    assert not (home / "content-样例").exists()
    assert {"water.md", *FOUR} < names(home / "content")


def test_a_sample_that_was_touched_is_an_issue_like_any_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = four(tmp_path)
    copytree(ROOT / "content", home / "content")
    (home / "content" / "water.md").unlink()
    caller(capsys, home)("import", str(home / "四篇稿件"))
    assert not (home / "content-样例").exists()
    assert {"legal.md", *FOUR} < names(home / "content")


def test_what_cannot_be_put_in_its_place_leaves_all_as_it_was(
    bulletin: Bulletin, tmp_path: Path, lock: Callable[[str], None]
) -> None:
    four(tmp_path)
    copytree(ROOT / "content", tmp_path / "content")
    before = tree(tmp_path)
    lock("03规划.txt")
    done = bulletin("import", "四篇稿件")
    assert done.code == 5
    assert "原有文件未改动" in done.err
    assert "成品" not in done.err
    assert tree(tmp_path) == before
    assert names(tmp_path) == {"四篇稿件", "content"}


def test_a_signal_before_the_move_leaves_nothing(
    bulletin: Bulletin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    four(tmp_path)

    def interrupted(name: str, data: bytes) -> object:
        if name.startswith("第四篇"):
            signal.raise_signal(signal.SIGINT)
        return kind_of(name, data)

    monkeypatch.setattr(incoming, "kind_of", interrupted)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    done = bulletin("import", "四篇稿件")
    signal.signal(signal.SIGINT, before)
    assert done.code == 130
    assert "什么也没有放进去" in done.err
    assert names(tmp_path) == {"四篇稿件"}


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script of POSIX")
def test_other_word_files_are_converted_once(
    bulletin: Bulletin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = office_program(tmp_path / "bin", "for file in files: made(file)")
    only_on_the_path(monkeypatch, log.parent)
    write(four(tmp_path), {"四篇稿件/5.农业.wps": rtf("春耕正当时"), "四篇稿件/6.教育.doc": rtf("办好学校")})
    done = bulletin("import", "四篇稿件")
    assert done.code == 0
    assert "四篇稿件/5.农业.wps → 5.农业.docx（已转换）" in done.out
    assert {"5.农业.docx", "6.教育.docx"} < names(tmp_path / "content")
    assert not {"5.农业.wps", "6.教育.doc"} & names(tmp_path / "content")
    calls, before = log.read_text(encoding="utf-8"), tree(tmp_path)
    assert bulletin("import", "四篇稿件").code == 0
    assert log.read_text(encoding="utf-8") == calls
    assert tree(tmp_path) == before


def test_a_name_from_chinese_windows_is_read_as_it_was_typed(bulletin: Bulletin, tmp_path: Path) -> None:
    os.mkdir(tmp_path / "解压")
    for name in ("水务报告.txt", "环境-李剑.txt"):
        named = os.path.join(os.fsencode(tmp_path / "解压"), name.encode("gb18030"))
        with open(named, "wb") as file:
            file.write(report(name[:2]).encode())
    done = bulletin("import", "解压")
    assert done.code == 0, done.err
    assert names(tmp_path / "content") == {"水务报告.txt", "环境-李剑.txt", "issue.yaml"}
    assert "（水务报告.txt）" in done.out


def test_a_file_that_is_open_in_word_is_told(bulletin: Bulletin, tmp_path: Path) -> None:
    write(four(tmp_path), {"四篇稿件/~$规划.txt": "李", "四篇稿件/~$篇 政法.txt": "李"})
    done = bulletin("import", "四篇稿件")
    assert "“四篇稿件/03规划.txt”" in done.err
    assert "“四篇稿件/第四篇 政法.txt”" in done.err
    assert done.err.count("正在别的程序里打开着") == 2


def test_one_that_cannot_be_read_keeps_no_other_from_coming(
    bulletin: Bulletin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    four(tmp_path)
    opened = os.open

    def refusing(path: str, *rest: int, dir_fd: int | None = None) -> int:
        if str(path).endswith("四篇稿件/03规划.txt"):
            raise PermissionError(13, "locked")
        return opened(path, *rest, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", refusing)
    done = bulletin("import", "四篇稿件")
    assert f"03规划.txt”无法打开：{why(PermissionError(13, ''))}，没有导入" in done.err
    assert names(tmp_path / "content") == {*FOUR, "issue.yaml"} - {"03规划.txt"}


def test_as_json_it_says_the_same(bulletin: Bulletin, tmp_path: Path) -> None:
    write(four(tmp_path), {"四篇稿件/公报.pdf": b"%PDF"})
    found = json.loads(bulletin("import", "四篇稿件", "--json").out)
    assert found["exit"] == 0
    assert {each["name"] for each in found["imported"]} == set(FOUR)
    assert [each["code"] for each in found["diagnostics"]] == ["not-imported"]
    assert {each["subject"] for each in found["guessed"]} >= {"报头", "日期", "顺序"}


def test_faults_that_keep_the_issue_from_a_page_are_told_at_once(bulletin: Bulletin, tmp_path: Path) -> None:
    write(tmp_path, {"水务.txt": f"---\n标题: 治水兴区\n某某项: 乙\n---\n{report('水务')}"})
    done = bulletin("import", "水务.txt")
    assert done.code == 0
    assert "生成以前，这些地方要先改" in done.out
    assert "  content/水务.txt:3:1: 错误[unknown-key]: 无法识别的项目“某某项”；" in done.out
