"""What `check` prints of every report, and `--json` with it: what was taken for what."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.command import run
from bulletin.model.edition import Edition, Origin, Paragraph, ParagraphKind, Picture, Report, Run
from bulletin.model.output import Printed
from bulletin.model.page import Bulletin
from bulletin.problems import DONE, Place, cells
from bulletin.understood import reports_data, understood
from tests.conftest import ROOT

Golden = Callable[[str, str], None]


def paragraph(text: str, kind: ParagraphKind = "body", level: int = 0, line: int = 9) -> Paragraph:
    return Paragraph(kind, level, (Run(text),), Place("content/党建.md", line))


SHOWN = Picture("/somewhere/稿件/现场.jpg", "", 800, 600, "考察现场", Place("content/党建.md", 12))
FULL = Report(
    name="党建",
    column="党建",
    title="强党建　促发展",
    post="区委组织部副部长",
    author="张三　李四",
    paragraphs=(
        paragraph("（一）建强组织", "heading", 2, 7),
        paragraph("正文。"),
        paragraph("1.选好带头人", "heading", 3, 10),
        paragraph("", "picture", 0, 12)._replace(picture=SHOWN, runs=()),
        paragraph("（二）抓实教育", "heading", 2, 14),
        paragraph("某区委组织部", "closing", 0, 20),
        paragraph("2026年3月5日", "closing", 0, 21),
    ),
    place=Place("content/党建.md"),
    subtitle="——某区的做法",
    places={"title": Place("content/党建.md", 2, 4)},
)
BARE = Report(
    name="简讯", column="", title="简讯一则", post="", author="", paragraphs=(paragraph("短。"),),
    place=Place("content/简讯.txt"), kind="brief",
)  # fmt: skip


def printed(*reports: Report, ordered: bool = True, order: tuple[int, ...] = ()) -> Printed:
    edition = Edition("报头", datetime.date(2026, 3, 5), reports, ordered=ordered)
    bulletin = Bulletin("", "", "", (), (2026, 3, 5), (), (), (), "", "", order=order)
    return Printed(edition, (), (), bulletin)


def test_check_shows_what_the_seed_was_taken_for(golden: Golden, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"], home=str(ROOT)) == DONE
    shown = capsys.readouterr().out
    golden("understood-seed.txt", shown[: shown.index("近赶潍坊　远学长沙：")])


def test_a_build_does_not_print_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["--output", str(tmp_path)], home=str(ROOT)) == DONE
    assert "单位职务" not in capsys.readouterr().out


def test_every_part_of_a_report_stands_on_its_line() -> None:
    assert understood(printed(FULL, BARE)).splitlines() == [
        "第1篇　content/党建.md",
        "  标题        强党建　促发展",
        "  副题        ——某区的做法",
        "  单位职务    区委组织部副部长",
        "  作者        张三　李四",
        "  栏目        党建",
        "  类型        一般稿件",
        "  小标题      3个",
        "              （一）建强组织",
        "              　1.选好带头人",
        "              （二）抓实教育",
        "  图片        1幅",
        "              现场.jpg　考察现场",
        "  落款        某区委组织部　2026年3月5日",
        "第2篇　content/简讯.txt",
        "  标题        简讯一则",
        "  单位职务    （无）",
        "  作者        （无）",
        "  栏目        （无）",
        "  类型        简讯",
        "  小标题      （无）",
        "  图片        （无）",
    ]


@pytest.mark.parametrize(
    ("key", "origin", "line"),
    [
        ("title", "line", "  标题        强党建　促发展（取自第2行）"),
        ("column", "file name", "  栏目        党建（取自文件名）"),
        ("author", "issue", "  作者        张三　李四（取自issue.yaml）"),
        ("kind", "title", "  类型        一般稿件（取自标题）"),
        ("post", "header", "  单位职务    区委组织部副部长"),
    ],
)
def test_what_was_not_taken_from_the_header_says_so(key: str, origin: Origin, line: str) -> None:
    found = printed(FULL._replace(origins={key: origin}))
    assert line in understood(found).splitlines()
    assert reports_data(found)[0]["origins"] == {key: origin}


def test_reports_stand_in_the_order_in_which_they_are_printed() -> None:
    assert understood(printed(FULL, BARE, ordered=False, order=(1, 0))).startswith("第1篇　content/简讯.txt")
    assert understood(printed(FULL, BARE, ordered=True, order=(1, 0))).startswith("第1篇　content/党建.md")
    assert reports_data(printed(FULL, BARE, ordered=False, order=(1, 0)))[0]["name"] == "简讯"


def test_heads_that_open_a_paragraph_are_shown() -> None:
    found = printed(BARE._replace(paragraphs=(paragraph("一要团结。全区一盘棋。", line=3)._replace(run_in=5),)))
    assert "  段首小标题  1个\n              一要团结。\n" in understood(found)
    assert reports_data(found)[0]["run_ins"] == [{"text": "一要团结。", "line": 3, "column": 1}]


def test_many_headings_are_counted_and_many_reports_take_a_line_each() -> None:
    heading = paragraph("一、标题", "heading", 1)
    lines = understood(printed(FULL._replace(paragraphs=(heading,) * 40))).splitlines()
    assert lines.count("              一、标题") == 12
    assert "              等40个" in lines
    assert len(understood(printed(*[BARE] * 30)).splitlines()) > 200
    many = understood(printed(*[FULL] * 1000)).splitlines()
    assert len(many) == 1000
    assert all(cells(line) <= 100 for line in many)
    line = "   1　content/党建.md　强党建　促发展　党建　小标题3个　图片1幅　区委组织部副部长　张三　李四"
    assert many[0] == line


def test_a_long_line_is_cut_and_nothing_reaches_the_terminal_that_it_would_act_on() -> None:
    lines = understood(printed(FULL._replace(title="长" * 300_000, post="甲\x1b[2J\u2028乙"))).splitlines()
    assert all(cells(line) <= 100 for line in lines)
    assert lines[1].endswith("长…")
    assert lines[3] == "  单位职务    甲\ufffd[2J\ufffd乙"


def test_json_has_all_of_it_with_places() -> None:
    (data,) = json.loads(json.dumps(reports_data(printed(FULL))))
    assert data["headings"][0] == {"level": 2, "text": "（一）建强组织", "line": 7, "column": 1}
    assert data["pictures"] == [{"file": "现场.jpg", "caption": "考察现场", "line": 12, "column": 1}]
    assert [closing["line"] for closing in data["closing"]] == [20, 21]
    assert data["places"] == {"title": {"file": "content/党建.md", "line": 2, "column": 4}}
    assert {key: data[key] for key in ("name", "title", "post", "author", "column", "kind", "rank")} == {
        "name": "党建", "title": "强党建　促发展", "post": "区委组织部副部长", "author": "张三　李四", "column": "党建",
        "kind": "report", "rank": 0,
    }  # fmt: skip


def test_json_of_check_and_build_lists_the_reports(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for words in (["check", "--json"], ["build", "--json", "--output", str(tmp_path)]):
        run(words, home=str(ROOT))
        reports = json.loads(capsys.readouterr().out)["reports"]
        assert [report["name"] for report in reports] == ["environment", "water", "planning", "legal"]
