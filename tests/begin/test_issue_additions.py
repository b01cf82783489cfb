"""Lines added to an issue.yaml that people wrote: what stood there stands."""

import datetime
from pathlib import Path

import pytest

from bulletin.begin.issue_update import Around, UpdatedIssue, updated_issue
from bulletin.model.edition import Edition
from bulletin.read.content import read_content
from tests.begin.office import report, write

HEAD = "报头: 高新简报 # 新\n日期：2026年11月20日\n"


def updated(tmp_path: Path, issue: str | bytes) -> tuple[bytes, UpdatedIssue]:
    """A folder with the reports 水务 and 稿1, whose column nobody says; issue.yaml as it was, and as it becomes."""
    data = issue if isinstance(issue, bytes) else issue.encode()
    text = "一路向前\n\n大家都说，这一年的工作有了新进展，成效明显。\n"
    folder = write(tmp_path / "content", {"issue.yaml": data, "水务.txt": report("水务"), "稿1.txt": text})

    def read(issue: bytes) -> Edition:
        (folder / "issue.yaml").write_bytes(issue)
        return read_content(str(folder), str(tmp_path))

    around = Around(("水务.txt", "稿1.txt"), {}, (), datetime.date(2026, 11, 29))
    return data, updated_issue(data, read(data), around, read)


@pytest.mark.parametrize(
    ("issue", "line"),
    [
        ("顺序:\n  - 水务.txt # 头条\n# 完\n", "  - 稿1.txt"),
        ("顺序：\n- 水务\n\n\n", "- 稿1.txt"),
        ("顺序: [水务.txt] # 头条\n", "顺序: [水务.txt, 稿1.txt] # 头条"),
        ("order:\n    - 水务\n", "    - 稿1.txt"),
        ("栏目表:\n  水务.txt: 水利 # 改\n", "  稿1.txt: 综合"),
        ("栏目表：\n    水务: 水利\n口号：甲\n", "    稿1.txt: 综合"),
        ("稿件:\n  水务.txt:\n    作者: 王玉红\n", "栏目表:"),
        ("", "栏目表:"),
    ],
)
def test_lines_are_added_in_the_form_of_those_that_stand(issue: str, line: str, tmp_path: Path) -> None:
    before, made = updated(tmp_path, HEAD + issue)
    assert made.problems == ()
    text = made.data.decode()
    assert any(each.startswith(line) for each in text.splitlines())
    kept = [each for each in before.decode().splitlines() if each.strip() and "[水务" not in each]
    lines = text.splitlines()
    assert [each for each in lines if each in kept] == kept
    edition = read_content(str(tmp_path / "content"), str(tmp_path))
    assert [problem for problem in edition.problems if problem.severity == "error"] == []
    assert edition.reports[-1].column == "综合"


def test_line_ends_and_marks_of_a_windows_file_stay(tmp_path: Path) -> None:
    _, made = updated(tmp_path, b"\xef\xbb\xbf" + (HEAD + "顺序:\n- 水务\n").replace("\n", "\r\n").encode())
    assert made.data.startswith(b"\xef\xbb\xbf")
    assert made.data.count(b"\xef\xbb\xbf") == 1
    assert made.data.count(b"\n") == made.data.count(b"\r\n") > 4


def test_what_is_missing_of_masthead_and_date_is_guessed(tmp_path: Path) -> None:
    _, made = updated(tmp_path, "口号: 甲\n")
    assert "报头: 工作简报\n" in made.data.decode()
    assert "日期: 2026-11-29\n" in made.data.decode()
    assert {subject for subject, _ in made.guessed} == {"报头", "日期", "稿1.txt 的栏目"}


@pytest.mark.parametrize(
    "issue",
    [
        (HEAD + "顺序: 水务\n").encode("gb18030"),  # not UTF-8: it would come back in another encoding
        HEAD + "顺序: 水务\n",  # a list on one line, without brackets
        HEAD + "顺序: [水务]\n栏目表: {水务: 水利}\n",
        HEAD + "口号: [甲\n顺序: [水务]\n",
        "报头: 高新简报\n日期：明天\n顺序: [水务]\n",  # a day that nobody can read
    ],
)
def test_where_that_is_not_safe_the_lines_are_told(issue: str | bytes, tmp_path: Path) -> None:
    before, made = updated(tmp_path, issue)
    assert made.data == before
    (problem,) = made.problems
    assert problem.code == "issue-unchanged"
    assert "稿1.txt: 综合" in problem.hint
    assert made.guessed == ()


def test_an_issue_that_lacks_nothing_stays_byte_for_byte(tmp_path: Path) -> None:
    before, made = updated(tmp_path, HEAD + "顺序: [稿1, 水务]\n栏目表: {稿1: 甲乙}   \n\n\n")
    assert (made.data, made.problems, made.guessed) == (before, (), ())
