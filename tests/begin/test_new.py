"""`bulletin new`: an issue that builds at once."""

from pathlib import Path

import pytest

from tests.begin.office import Bulletin, names, report, tree, write


def test_a_new_issue_builds_with_nothing_to_tell(bulletin: Bulletin, tmp_path: Path) -> None:
    done = bulletin("new", "我的一期")
    assert (done.code, done.err) == (0, "")
    assert names(tmp_path / "我的一期") == {"issue.yaml", "1.样例-怎样放稿件.txt", "2.样例-怎样改设置.txt"}
    call = done.out.splitlines()[-1].split(" ")
    assert call == ["bulletin", "--content", "我的一期"]
    made = bulletin(*call[1:])
    assert (made.code, made.err) == (0, "")
    assert "警告0条，提醒0条" in made.out
    assert "删去空格" not in made.out  # the samples are written as reports are to be written
    assert (tmp_path / "output" / "slides.pptx").exists()


def test_inside_of_an_issue_no_folder_need_be_named(
    bulletin: Bulletin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulletin("new", "12期")
    write(tmp_path, {"水务.txt": report("水务")})
    monkeypatch.chdir(tmp_path / "12期")
    for option in ((), ("--content", ".")):
        made = bulletin(*option)
        assert (made.code, made.err) == (0, ""), option  # nor are the outputs of the first build told at the second
    assert bulletin("check").code == 0
    assert "稿件2篇" in bulletin("doctor").out
    assert names(tmp_path / "12期") == {"issue.yaml", "1.样例-怎样放稿件.txt", "2.样例-怎样改设置.txt", "output"}

    done = bulletin("import", "../水务.txt")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("已放进当前文件夹：1篇稿件\n")
    assert done.out.splitlines()[-1] == "bulletin"
    assert names(tmp_path / "12期") == {"issue.yaml", "水务.txt", "output"}
    assert bulletin("import", "../水务.txt", "--content", ".").out.startswith("当前文件夹没有改动\n")
    assert names(tmp_path) == {"12期", "水务.txt"}

    write(tmp_path, {"12期/content/甲.txt": report("规划")})  # the usual folder comes first
    assert bulletin("import", "content").code == 0
    assert names(tmp_path / "12期" / "content") == {"issue.yaml", "甲.txt"}


def test_an_issue_made_here_needs_no_option(bulletin: Bulletin) -> None:
    assert bulletin("new", ".").out.splitlines()[-1] == "bulletin"
    assert bulletin("check").code == 0


def test_the_usual_folder_needs_no_option(bulletin: Bulletin) -> None:
    assert bulletin("new", "content").out.splitlines()[-1] == "bulletin"


def test_an_issue_that_stands_is_not_touched(bulletin: Bulletin, tmp_path: Path) -> None:
    bulletin("new", "一期")
    before = tree(tmp_path)
    done = bulletin("new", "一期")
    assert done.code == 5
    assert "已有一期" in done.err
    assert tree(tmp_path) == before


def test_reports_that_stand_get_an_issue_and_no_samples(bulletin: Bulletin, tmp_path: Path) -> None:
    write(tmp_path, {"一期/水务.txt": report("水务")})
    assert bulletin("new", "一期").code == 0
    assert names(tmp_path / "一期") == {"水务.txt", "issue.yaml"}
    assert bulletin("check", "--content", "一期").code == 0


def test_what_is_no_folder_is_told(bulletin: Bulletin, tmp_path: Path) -> None:
    write(tmp_path, {"文件": "甲"})
    done = bulletin("new", "文件")
    assert done.code == 5
    assert "文件" in done.err
    assert bulletin("new", "a", "b").code == 2
    assert bulletin("new").code == 2
