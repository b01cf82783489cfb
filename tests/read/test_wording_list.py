"""The office's own list, wording.txt or 用词.txt: what it may say, what it finds, and what is wrong with it."""

from pathlib import Path

import pytest

from bulletin.problems import Problem
from tests.read.folder import edition_of, outcome, report, write

BODY = "做为试点，张三副区长带队调研。截止目前，管理员、管里人员都已到位。\n"


def told(tmp_path: Path, text: str, name: str = "用词.txt", body: str = BODY) -> list[Problem]:
    return list(edition_of(write(tmp_path, {"water.md": report(body=body), name: text})).problems)


@pytest.mark.parametrize("name", ["wording.txt", "用词.txt", "Wording.TXT", "用词．txt"])
@pytest.mark.parametrize("sign", [" → ", "→", "->", " => ", "=", "：", ": ", "\t", "＝"])
def test_a_pair_is_understood_as_typed(name: str, sign: str, tmp_path: Path) -> None:
    (note,) = told(tmp_path, f"# 本单位用词\n做为{sign}作为 # 常错\n\n", name)
    assert (note.severity, note.code, note.message) == ("note", "wording", "用词表里，“做为”要写“作为”")
    assert note.hint == "原文照印；可改为「作为」"
    assert note.place
    assert note.place.file.endswith("water.md")
    assert note.place[1:] == (7, 1)


def test_several_wrong_words_stand_for_one(tmp_path: Path) -> None:
    found = told(tmp_path, "管里、做为 → 正确\n截止目前 → 截至目前")
    assert [(note.code, note.place and note.place.column) for note in found] == [
        ("wording", 1), ("wording", 16), ("wording", 25),
    ]  # fmt: skip


def test_a_word_within_the_right_one_is_right(tmp_path: Path) -> None:
    assert [note.place and note.place.column for note in told(tmp_path, "目前 → 到目前", body="目前，到目前。\n")] == [
        1
    ]


@pytest.mark.parametrize(
    ("line", "columns"),
    [("张三 区长", [6]), ("张三　高新区区长、区委副书记", [6]), ("张三 副区长", []), ("李四 区长", [])],
)
def test_a_person_has_the_title_of_the_list(line: str, columns: list[int], tmp_path: Path) -> None:
    found = told(tmp_path, f"{line}\n")
    assert [note.place and note.place.column for note in found] == columns
    if found:
        assert "张三的职务是" in found[0].message
        assert found[0].message.endswith("这里是“副区长”")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("做为", "没有箭头"), ("做为 作为", "没有箭头，也不像人名和职务"), ("→ 作为", "箭头左边没有词"),
        ("做为 →", "箭头右边没有词"),
        ("作为 → 作为", "箭头两边的词相同"), (f"{'字' * 41} → 词", "词太长，最多40个字"),
    ],
)  # fmt: skip
def test_a_line_that_says_nothing_is_told_at_its_place(line: str, message: str, tmp_path: Path) -> None:
    found = told(tmp_path, f"截止目前 → 截至目前\n  {line}\n")
    assert [(each.severity, each.code, each.message) for each in found] == [
        ("warning", "bad-wording", f"{message}，这一行没有用上"),
        ("note", "wording", "用词表里，“截止目前”要写“截至目前”"),
    ]  # fmt: skip
    assert found[0].place
    assert found[0].place.file.endswith("用词.txt")
    assert found[0].place[1:] == (2, 3)
    assert "做为 → 作为" in found[0].hint


def test_a_word_with_two_right_ones_is_told(tmp_path: Path) -> None:
    (fault, note) = told(tmp_path, "做为 → 作为\n做为 → 当作\n做为 → 作为\n")
    assert fault.message == "“做为”前面已经写了改为“作为”，这一行没有用上"
    assert note.code == "wording"


def test_an_empty_list_is_told(tmp_path: Path) -> None:
    (fault,) = told(tmp_path, "# 用词\n\n")
    assert (fault.code, fault.message) == ("bad-wording", "用词表里没有词")


def test_both_files_serve(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "water.md": report(body=BODY), "wording.txt": "做为=作为", "用词.txt": "管里=管理",
    }  # fmt: skip
    assert [problem.code for problem in edition_of(write(tmp_path, files)).problems] == ["wording", "wording"]


@pytest.mark.parametrize("name", ["用词表.txt", "wordings.txt", "用词.md", "wording.md"])
def test_a_near_name_is_told_and_no_report(name: str, tmp_path: Path) -> None:
    edition, problems = outcome(write(tmp_path, {name: "做为 → 作为\n"}))
    assert edition
    assert len(edition.reports) == 1
    (problem,) = problems
    assert problem.code == "not-read"
    assert "用词.txt" in problem.hint


def test_many_words_are_told_one_by_one(tmp_path: Path) -> None:
    found = told(tmp_path, "做为 → 作为\n管里 → 管理\n", body="做为。" * 8 + "管里。" * 6 + "\n")
    assert [note.message[:9] for note in found] == ["用词表里，“做为”"] * 8 + ["用词表里，“管里”"] * 6
    assert len({note.place for note in found}) == 14
