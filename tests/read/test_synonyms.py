"""What offices call things: every synonym is read as its key; dates, numbers, names and 内部资料 in their forms."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bulletin.model.edition import Edition, Report
from bulletin.read.keys import ISSUE_KEYS, REPORT_KEYS, Key
from bulletin.read.numerals import day_numbers, whole_number
from tests.read.folder import BODY, edition_of, outcome, write

QUOTE = "制定调查制度，适时开展监督检查。"
REPORT = {"column": "水务", "title": "甲", "post": "乙", "author": "丙"}
ISSUE = {"masthead": "丁", "date": "2019-04-24"}
VALUES = {"rank": "3", "portrait": "", "caption": "", "points": "[戊]", "quote": QUOTE, "normalise": "否",
          "join_column_breaks": "是", "ignore": "[torn]", "order": "[a]", "pages": "1", "credits": "{校对: 己}",
          "fillers": "[庚。]", "kind": "简讯", "columns": "{a: 水务}", "reports": "{a: {序: 2}}",
          "layout": "bulletin-a4", "fit": "放宽", "grid": "1x1", "charts": "",
          "figures": "300家 | 新增企业", "relief": "无",
          "slides": "2"}  # fmt: skip


def edition(folder: Path, issue: dict[str, str], front: dict[str, str]) -> Edition:
    return edition_of(
        write(folder, {
            "issue.yaml": "".join(f"{key}：{value}\n" for key, value in issue.items()),
            "a.md": "---\n" + "".join(f"{key}：{value}\n" for key, value in front.items()) + "---\n" + BODY,
            "water.md": None,
        })
    )  # fmt: skip


def without_places(record: Any) -> str:
    """What a record holds, wherever it was written and by whatever names."""
    return re.sub(
        r"Place\([^)]*\)",
        "",
        repr(record._replace(places={}, **({"written": {}} if isinstance(record, Edition) else {}))),
    )


@pytest.mark.parametrize("row", REPORT_KEYS.rows, ids=lambda row: str(row.name))
def test_every_synonym_of_a_report_is_read_as_its_key(row: Key, tmp_path: Path) -> None:
    value = VALUES.get(row.name, "某某")
    made: list[Report] = []
    for name in (row.name, *row.synonyms):
        front = {key: text for key, text in REPORT.items() if key != row.name} | {name: value}
        made.append(edition(tmp_path / "content", ISSUE, front).reports[0])
    assert all(row.name in one.places for one in made)
    assert len(set(map(without_places, made))) == 1


@pytest.mark.parametrize("row", ISSUE_KEYS.rows, ids=lambda row: str(row.name))
def test_every_synonym_of_the_issue_is_read_as_its_key(row: Key, tmp_path: Path) -> None:
    other = {"date": "2020年1月2日", "slides": "{cover: 是}", "history": "3"}
    value = other.get(row.name) or VALUES.get(row.name, "某某")
    made: list[Edition] = []
    for name in (row.name, *row.synonyms):
        issue = {key: text for key, text in ISSUE.items() if key != row.name} | {name: value}
        made.append(edition(tmp_path / "content", issue, REPORT))
    assert all(row.name in one.places for one in made)
    assert len(set(map(without_places, made))) == 1


@pytest.mark.parametrize(
    ("front", "post"),
    [
        ("单位：某区水务局\n职务：局长", "某区水务局局长"),
        ("职务：局长\n单　位：某区水务局", "某区水务局局长"),
        ("工作单位：某局\n职位：党组书记,局长", "某局党组书记，局长"),
        ("单位：某局", "某局"),
        ("单位：\n职务：局长", "局长"),
        ("单位及职务：某局局长", "某局局长"),
    ],
)
def test_unit_and_post_are_joined(front: str, post: str, tmp_path: Path) -> None:
    text = f"---\n栏目：水务\n标题：甲\n作者：乙\n{front}\n---\n{BODY}"
    made = edition_of(write(tmp_path, {"water.md": text}))
    assert made.reports[0].post == post


@pytest.mark.parametrize(
    "front", ["单位：甲\n单位：乙", "单位：甲\n工作单位：乙", "单位职务：甲\n职务：乙", "单位：甲\n职务：乙\n职位：丙"]
)
def test_what_says_the_same_twice_is_told_with_both_lines(front: str, tmp_path: Path) -> None:
    text = f"---\n栏目：水务\n标题：甲\n作者：乙\n{front}\n---\n{BODY}"
    _, problems = outcome(write(tmp_path, {"water.md": text}))
    (problem,) = problems
    assert problem.code == "duplicate-key"
    assert problem.place
    assert problem.place.line == 5 + front.count("\n")
    assert "第5行" in problem.message


@pytest.mark.parametrize(
    ("typed", "author"),
    [
        ("：[张三, 李四]", "张三\u3000李四"),
        ("：\n  - 张三\n  - 李四", "张三\u3000李四"),
        ("：张三、李四", "张三\u3000李四"),
        ("：张三，李四；王五", "张三\u3000李四\u3000王五"),
        ("：张三 李四", "张三\u3000李四"),
        ("：张三　李四", "张三\u3000李四"),
        ("：[欧阳海, 买买提·艾力]", "欧阳海\u3000买买提·艾力"),
        ("：区水务局、区环保局联合调查组", "区水务局、区环保局联合调查组"),
        ("：本报记者 张三 通讯员 李四", "本报记者\u3000张三\u3000通讯员\u3000李四"),
        (": John Smith", "John Smith"),
    ],
)
def test_several_authors_stand_side_by_side(typed: str, author: str, tmp_path: Path) -> None:
    text = f"---\n栏目：水务\n标题：甲\n单位职务：乙\n作者{typed}\n---\n{BODY}"
    made = edition_of(write(tmp_path, {"water.md": text}))
    assert made.reports[0].author == author
    commas = [change for change in made.changes if change.old in "、，；"]
    assert len(commas) == (author.count("\u3000") if "、" in typed or "，" in typed else 0)


@pytest.mark.parametrize(
    "typed",
    ["2026-11-26", "2026.11.26", "2026/11/26", "20261126", "2026年11月26日", "2026 年 11 月 26 日", "2026—11—26",
     "2026年11月26日（星期四）", "2026年11月26日 周四", "２０２６年１１月２６日", "二〇二六年十一月二十六日",
     "二零二六年十一月二十六号", "二○二六年十一月廿六日"],
)  # fmt: skip
def test_a_date_that_is_certain_is_read(typed: str, tmp_path: Path) -> None:
    found, problems = outcome(write(tmp_path, {"issue.yaml": f"报头：甲\n日期：{typed}\n"}))
    assert found, problems
    assert found.date == date(2026, 11, 26)


@pytest.mark.parametrize(
    "typed",
    ["2026年11月", "11月26日", "26年11月26日", "2026", "今天", "-2026-11-26", "2026-11-31", "2026-13-01",
     "2026.11.26.1", "202611", "99999999", "二〇二六年十一月", "2026年十一月二十六日上午", "0001-01-01"],
)  # fmt: skip
def test_a_date_that_is_not_is_told_with_its_form(typed: str, tmp_path: Path) -> None:
    _, problems = outcome(write(tmp_path, {"issue.yaml": f"报头：甲\n日期：{typed}\n"}))
    (problem,) = problems
    assert (problem.code, problem.place and problem.place.line) == ("bad-date", 2)
    assert "`日期：2019-04-24`" in problem.hint
    assert ("没有" in problem.message) == (typed in ("2026-11-31", "2026-13-01", "99999999", "0001-01-01"))


@pytest.mark.parametrize(
    ("typed", "number"),
    [("2", 2), ("２", 2), ("二", 2), ("两版", 2), ("第2版", 2), ("2 页", 2), ("十二", 12), ("二十", 20)],
)
def test_a_number_that_is_certain_is_read(typed: str, number: int, tmp_path: Path) -> None:
    assert edition_of(write(tmp_path, {"issue.yaml": f"报头：甲\n日期：2019-04-24\n页数：{typed}\n"})).pages == number


@pytest.mark.parametrize(
    "typed", ["-1", "0", "1.5", "1000", "两三版", "99999999999999", "若干", "1-2", "三四", "+3", "[1]"]
)
def test_a_number_that_is_not_is_told(typed: str, tmp_path: Path) -> None:
    _, problems = outcome(write(tmp_path, {"issue.yaml": f"报头：甲\n日期：2019-04-24\n页数：{typed}\n"}))
    assert [problem.code for problem in problems] in (["bad-number"], ["wrong-type"])
    assert problems[0].place
    assert problems[0].place.line == 3


def test_chinese_numbers() -> None:
    right = {"十": 10, "十一": 11, "二十": 20, "二十六": 26, "九十九": 99, "二〇二六": 2026, "一百二十": 120, "零": 0}
    wrong = ("百", "十十", "二十六十", "二六十", "")
    assert {text: whole_number(text) for text in (*right, *wrong)} == right | dict.fromkeys(wrong, -1)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("2026年11月26日（星期四）", (2026, 11, 26)),
        ("2026年11月26日 週四", (2026, 11, 26)),
        ("2026年11月26日（礼拜四）", (2026, 11, 26)),
        ("二〇二六年十一月二十六号", (2026, 11, 26)),
        ("2026.11.26", (2026, 11, 26)),
        ("２０２６年１１月", (2026, 11)),
        ("2026-11", ()),
        ("1998—2026", ()),
        ("2026年", ()),
        ("11月26日", ()),
        ("月", ()),
    ],
)
def test_days(typed: str, numbers: tuple[int, ...]) -> None:
    assert day_numbers(typed) == numbers


@pytest.mark.parametrize(
    ("lines", "pairs"),
    [
        ("内部资料：是", (("内部资料", ""),)),
        ("内部资料：注意保存", (("内部资料\u3000注意保存", ""),)),
        ("责任编辑：张三\n内部资料：内部资料，注意保存", (("内部资料，注意保存", ""), ("责任编辑", "张三"))),
        ("內部資料：是\n責任編輯：張三", (("內部資料", ""), ("責任編輯", "張三"))),
        ("内部资料：否\n印数：300份", (("印数", "300份"),)),
        ("准印证号：鲁Q-01\n印　数：300\n内部资料：true", (("内部资料", ""), ("准印证号", "鲁Q-01"), ("印数", "300"))),
        ("责任编辑：\n  - 张三\n  - 李四", (("责任编辑", "张三\u3000李四"),)),
        ("署名：责任编辑：张三　校对 ：李四、王五", (("责任编辑", "张三"), ("校对", "李四、王五"))),
        ("署名：责任编辑：张三；校对: 李四", (("责任编辑", "张三"), ("校对", "李四"))),
        ("署名：\n  校对：张三\n审核：李四", (("校对", "张三"), ("审核", "李四"))),
    ],
)
def test_the_colophon_is_read(lines: str, pairs: tuple[tuple[str, str], ...], tmp_path: Path) -> None:
    found = edition_of(write(tmp_path, {"issue.yaml": f"报头：甲\n日期：2019-04-24\n{lines}\n"}))
    assert found.credits == pairs
    assert "credits" in found.places


def test_a_duty_that_stands_twice_is_told(tmp_path: Path) -> None:
    issue = "报头：甲\n日期：2019-04-24\n署名：\n  校对：张三\n校 对：李四\n"
    _, problems = outcome(write(tmp_path, {"issue.yaml": issue}))
    (problem,) = problems
    assert (problem.code, problem.place and problem.place.line) == ("duplicate-key", 5)
    assert "第4行" in problem.message
