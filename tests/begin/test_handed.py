"""Words of a command to files."""

import os
from pathlib import Path

import pytest

from bulletin.begin import handed
from bulletin.begin.handed import handed_in
from bulletin.problems import ContentError
from tests.begin.office import write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    names = ["稿10.txt", "稿2.txt", "~$稿2.docx", ".DS_Store", "Thumbs.db", ".~lock.稿2.odt#", "环境/深/湖.txt",
             ".隐/甲.txt", "__MACOSX/甲.txt", "[终]稿.txt"]  # fmt: skip
    return write(tmp_path, {f"稿件/{name}": "甲" for name in names})


ALL = ["稿2.txt", "稿10.txt", "[终]稿.txt", "湖.txt"]


def found(*words: str) -> list[str]:
    return [os.path.basename(each.path) for each in handed_in(words).files]


def test_a_folder_is_all_that_people_made_below_it(folder: Path) -> None:
    given = handed_in(["稿件"])
    assert sorted(os.path.basename(each.path) for each in given.files) == sorted(ALL)
    assert found("稿件").index("稿2.txt") < found("稿件").index("稿10.txt")
    assert [each.below for each in given.files if each.path.endswith("湖.txt")] == ["深"]
    assert {each.below for each in given.files if not each.path.endswith("湖.txt")} == {""}
    assert given.problems == ()


@pytest.mark.parametrize("pattern", ["稿件/稿*.txt", "稿件\\稿*.txt"])
def test_a_pattern_that_the_shell_left_is_expanded(pattern: str, folder: Path) -> None:
    assert found(pattern) == ["稿2.txt", "稿10.txt"]


def test_a_name_with_brackets_is_no_pattern_where_it_stands(folder: Path) -> None:
    assert found("稿件/[终]稿.txt") == ["[终]稿.txt"]


def test_a_file_that_is_named_twice_comes_once(folder: Path) -> None:
    os.symlink("稿2.txt", "稿件/链接.txt")
    assert found("稿件/稿2.txt", "./稿件/稿2.txt", "稿件/链接.txt") == ["稿2.txt"]


def test_what_a_shell_brings_along_is_left_aside(folder: Path) -> None:
    assert found("稿件/~$稿2.docx", "稿件/Thumbs.db", "稿件/.DS_Store") == []
    assert handed_in(["稿件/~$稿2.docx"]).problems == ()


@pytest.mark.parametrize(
    ("word", "words"), [("稿件/稿10.tx", "是不是“稿件/稿10.txt”"), ("没有", "双引号"), ("稿件/*.wps", "没有对应的文件")]
)
def test_a_word_that_names_nothing_is_told(word: str, words: str, folder: Path) -> None:
    (problem,) = handed_in([word]).problems
    assert problem.severity == "error"
    assert word in problem.message
    assert words in problem.message + problem.hint


@pytest.mark.parametrize("held", ["", "Thumbs.db", "~$稿.docx"])
def test_a_folder_without_a_file_that_a_person_made_is_told(held: str, folder: Path) -> None:
    write(folder, {f"空/{held}": "甲"} if held else {})
    os.makedirs("空", exist_ok=True)
    given = handed_in(["空"])
    assert given.files == ()
    assert "没有文件" in given.problems[0].message


def test_folders_in_a_circle_end(folder: Path) -> None:
    os.symlink("..", "稿件/环境/上")
    assert sorted(found("稿件")) == sorted(ALL)


def test_far_too_many_files_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed, "MOST_FILES", 3)
    with pytest.raises(ContentError, match="超过3个"):
        handed_in(["稿件"])
