"""`bulletin new`: an issue that builds at once."""

from pathlib import Path

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
