"""A folder built again and again, as its editor sees it: what changed, what was filed, and no more than a screen."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin.command import _quoted, run
from bulletin.findings import told
from bulletin.model.edition import Edition
from bulletin.model.output import Order, Printed
from bulletin.model.page import Bulletin
from bulletin.problems import Problem
from bulletin.sources import find_sources
from bulletin.summary import summary
from tests.conftest import ROOT
from tests.edition.test_understood import BARE

ISSUE = "报头：高新区 简报\n日期：2024-05-20\n期号：12\n顺序：甲，乙\n"
BODY = "今年以来，我区坚持问题导向，把重点工作抓实抓细，群众满意度明显提高。\n\n" * 3


class Office(NamedTuple):
    """A folder of an issue and the one of its outputs."""

    content: Path
    output: Path
    said: Callable[..., str]  # what a build with further options prints; it must end well

    def write(self, name: str, text: str) -> None:
        (self.content / name).write_text(text, encoding="utf-8")

    def report(self, name: str, title: str, more: str = "") -> None:
        self.write(f"{name}.md", f"栏目：党建\n标题：{title}\n单位职务：高新区办公室\n作者：李四\n\n{BODY}{more}")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    def said(*words: str) -> str:
        capsys.readouterr()
        code = run((*words, "--content", str(tmp_path / "稿件"), "--output", str(tmp_path / "成品")), home=str(ROOT))
        shown = capsys.readouterr()
        assert code == 0, shown.err
        return shown.out

    made = Office(tmp_path / "稿件", tmp_path / "成品", said)
    made.content.mkdir()
    made.write("issue.yaml", ISSUE)
    made.report("甲", "污水治理")
    made.report("乙", "河道保洁")
    return made


def test_a_day_of_an_office(office: Office) -> None:
    first = office.said()
    assert "上次" not in first
    assert "存档：" in first
    assert sorted(os.listdir(office.output / "history")) == [
        "高新区简报-第12期-2024-05-20.pdf", "高新区简报-第12期-2024-05-20.pptx"
    ]  # fmt: skip
    for name, ending in (("bulletin.pdf", ".pdf"), ("slides.pptx", ".pptx")):
        filed = office.output / "history" / f"高新区简报-第12期-2024-05-20{ending}"
        assert filed.read_bytes() == (office.output / name).read_bytes()

    again = office.said()
    assert "\n与上次相同\n" in again
    assert "存档" not in again

    office.report("甲", "污水治理", more="补写一句。\n")
    office.report("丙", "对标先进")
    office.write("issue.yaml", ISSUE.replace("甲，乙", "乙，甲，丙"))
    third = office.said("--only", "pdf")
    assert (
        "\n与上次相比：新增1篇（《对标先进》），改动1篇（《污水治理》 +5字）；\n顺序有变（《河道保洁》第2篇→第1篇）\n"
    ) in third
    assert "（换下当天先前存的一份）" in third
    data = json.loads(office.said("--only", "slides", "--json"))
    assert data["since_last"]["slides"] == {"before": 2, "now": 3}
    assert [os.path.basename(path) for path in data["outputs"]] == ["slides.pptx"]
    assert [os.path.basename(path) for path in data["history"]] == ["高新区简报-第12期-2024-05-20.pptx"]
    assert data["since_last"]["added"] == []


def test_a_deck_alone_says_nothing_of_an_order_that_it_did_not_make(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Makeup may place reports otherwise than the files do, and the record knows it."""
    office.write("issue.yaml", ISSUE.replace("顺序：甲，乙\n", ""))
    office.report("甲", "污水治理", more=BODY * 2)
    office.said()
    record = office.output / ".bulletin/delivered.json"
    before = json.loads(record.read_bytes())["reports"]
    assert "与上次相同" in office.said("--only", "slides")
    assert json.loads(record.read_bytes())["reports"] == before


def test_what_is_not_named_stands_in_the_file_that_is_named(office: Office) -> None:
    office.write("issue.yaml", ISSUE.replace("顺序：甲，乙\n", ""))
    names = [f"丁{number}" for number in range(4)]
    for name in names:
        office.report(name, f"{name}项重点工作")
    office.said("--only", "pdf")
    for name in ("甲", "乙", *names):
        office.report(name, f"{name}项重点工作", more="补写一句。\n")
    third = office.said("--only", "pdf")
    record = office.output / ".bulletin" / "delivered.json"
    assert f"没有列出的见 {record} 里的 since_last" in third
    listed = json.loads(record.read_text(encoding="utf-8"))["since_last"]["edited"]
    assert sorted(each["title"][:2] for each in listed) == ["丁0", "丁1", "丁2", "丁3", "乙项", "甲项"]
    assert "没有列出" not in office.said("--only", "pdf")


def test_history_changes_no_byte_of_what_is_built_and_none_switches_it_off(office: Office) -> None:
    office.said()
    outputs = {path.name: path.read_bytes() for path in office.output.iterdir() if path.is_file()}
    office.write("issue.yaml", ISSUE + "存档：无\n")
    assert "\n与上次相同\n" in office.said()
    assert {path.name: path.read_bytes() for path in office.output.iterdir() if path.is_file()} == outputs
    office.report("甲", "污水治理", more="补写一句。\n")
    assert "存档" not in office.said()
    assert len(os.listdir(office.output / "history")) == 2


def test_one_that_is_no_folder_is_told_with_what_to_do(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.output.mkdir()
    (office.output / "history").write_text("mine")
    words = ("--only", "slides", "--content", str(office.content), "--output", str(office.output))
    assert run(words, home=str(ROOT)) == 0
    shown = capsys.readouterr()
    assert "警告[history-not-kept]" in shown.err
    assert "存档：0" in shown.err
    assert "警告1条" in shown.out
    assert run((*words, "--strict"), home=str(ROOT)) == 5
    office.write("issue.yaml", ISSUE + "存档：0\n")
    assert run((*words, "--strict"), home=str(ROOT)) == 0


@pytest.mark.parametrize("written", ["100", "-1", "几份", "[1]"])
def test_a_number_that_is_none_is_told(office: Office, capsys: pytest.CaptureFixture[str], written: str) -> None:
    office.write("issue.yaml", ISSUE + f"存档：{written}\n")
    assert run(("check", "--only", "pdf", "--content", str(office.content)), home=str(ROOT)) == 1
    assert "issue.yaml:5:" in capsys.readouterr().err


# --- no more than a screen ----------------------------------------------------------------------------------------


def note(code: str, number: int, severity: str = "note") -> Problem:
    return Problem(severity, code, f"第{number}处", None, "可不处理")  # type: ignore[arg-type]


def test_of_many_notes_the_first_of_each_kind_are_shown_and_the_rest_counted() -> None:
    problems = [note("dash", number) for number in range(30)] + [note("space", number) for number in range(3)]
    problems[5:5] = [note("bad", number, "error") for number in range(40)]
    lines = list(told(problems, "bulletin check"))
    assert sum("错误[bad]" in line for line in lines) == 40
    assert [line.splitlines()[0] for line in lines if "错误" not in line] == [
        "提醒[dash]: 第0处", "提醒[dash]: 第1处", "提醒[dash]: 同类的另有28条；逐条列出：bulletin check",
        "提醒[space]: 第0处", "提醒[space]: 第1处", "提醒[space]: 第2处",
    ]  # fmt: skip
    assert len(list(told(problems))) == len(problems)
    assert len(list(told(problems[-6:], "bulletin check"))) == 6


def test_a_build_counts_and_a_check_lists_them(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(12):
        office.report(f"丁{number:02}", f"第{number}项重点工作", more="“目标一提高”“目标一增长”“目标一创新”\n")
    office.write("issue.yaml", ISSUE.replace("顺序：甲，乙\n", ""))
    content = ("--content", str(office.content))
    assert run(("--only", "pdf", "--output", str(office.output), *content), home=str(ROOT), prog="bulletin") == 0
    built = capsys.readouterr().err
    assert run(("check", "--only", "pdf", *content), home=str(ROOT)) == 0
    checked = capsys.readouterr().err
    kinds = {line.split("[")[1].split("]")[0] for line in checked.splitlines() if "提醒[" in line}
    assert "dash-as-digit" in kinds
    assert checked.count("[dash-as-digit]") == 12
    assert built.count("[dash-as-digit]") == 3
    assert (
        f"提醒[dash-as-digit]: 同类的另有10条；逐条列出：bulletin check --content {_quoted(str(office.content))}"
        in built
    )
    assert len(built.splitlines()) < len(checked.splitlines())


def test_a_long_issue_is_summed_up_in_four_lines() -> None:
    edition = Edition("高新区　简报", (2024, 5, 20), (BARE,) * 60)  # type: ignore[arg-type]
    bulletin = Bulletin("", "", "", (), (2024, 5, 20), (), (), (), "", "13版排满\n末版空9行（12%）\n另有一句")
    printed = Printed(edition, (), (note("dash", 1),), bulletin, slide_count=60)
    order = Order(find_sources(str(ROOT)), "content")
    lines = summary(order, printed, printed.problems, (), 1.0).splitlines()
    assert [line.partition("：")[0] for line in lines] == ["高新区　简报", "简报共0版", "成品"]
    assert lines[0] == "高新区　简报：60篇稿件，正文120字；幻灯片共60张；警告0条，提醒1条；用时1.00秒"
    assert lines[1].endswith("13版排满；末版空9行（12%）；另有一句")
    few = Printed(edition._replace(reports=(BARE,) * 3), (), (), bulletin, slide_count=3)
    assert len(summary(order, few, (), (), 1.0).splitlines()) == 7
