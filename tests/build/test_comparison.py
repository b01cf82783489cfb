"""What changed since the last delivery: the facts, and the words for them."""

from itertools import permutations
from typing import Any

import pytest

from bulletin.build.comparison import Comparison, compared, since_last_data
from bulletin.build.record import Record, RecordedOutput
from bulletin.build.storage import digest
from bulletin.model.output import File
from bulletin.problems import cells
from bulletin.since_last import since_last

ISSUE = {"masthead": "高新区　简报", "number": "第12期", "date": "2024-05-20"}


def report(name: str, title: str = "", *, more: int = 0, text: str = "", rest: str = "") -> dict[str, Any]:
    return {
        "file": f"{name}.md", "title": title or f"题{name}", "characters": 100 + more,
        "sha256": text or f"text {name} {more}", "rest": rest,
    }  # fmt: skip


def about(*reports: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"issue": ISSUE, "reports": list(reports), "pages": 4, "slides": 3, **more}


def last(data: dict[str, Any], text: str = "old", version: int = 2) -> Record:
    output = RecordedOutput("bulletin.pdf", digest(text.encode()), "bulletin.pdf", "screen", {})
    return Record((output,), data={"version": version, **data})


def files(text: str) -> list[File]:
    return [File("bulletin.pdf", text.encode(), "screen")]


def found(before: dict[str, Any], now: dict[str, Any], text: str = "new", version: int = 2) -> Comparison | None:
    return compared(last(before, version=version), now, files(text))


def said(before: dict[str, Any], now: dict[str, Any], text: str = "new", version: int = 2, listed_in: str = "") -> str:
    result = found(before, now, text, version)
    return since_last(result, listed_in) if result else ""


A, B, C, D = (report(name) for name in "甲乙丙丁")


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (about(A), about(A, B), "新增1篇（《题乙》）"),
        (about(A, B, C), about(A), "撤下2篇（《题乙》，《题丙》）"),
        (about(A, B), about(A, report("乙", more=120)), "改动1篇（《题乙》 +120字）"),
        (about(A, B), about(report("甲", more=-35), B), "改动1篇（《题甲》 -35字）"),
        (about(A, B), about(A, report("乙", text="同样多的字")), "改动1篇（《题乙》字数未变）"),
        (about(A, B), about(A, report("乙", rest="另一个署名")), "改动1篇（《题乙》正文未变）"),
        (about(A, B), about(A, report("乙", "新题")), "改题1篇（《题乙》→《新题》）"),
        (about(report("甲", "关于全区重点工作开展情况的报告")), about(report("甲", "关于全区重点工作开展情况的通报")),
         "改题1篇（《…展情况的报告》→《…展情况的通报》）"),
        (about(A, B, C), about(B, C, A), "顺序有变（《题甲》第1篇→第3篇）"),
        (about(A, B, C), about(B, D), "新增1篇（《题丁》），撤下2篇（《题甲》，《题丙》）"),
        (about(A), about(A, pages=5), "版数4→5"),
        (about(A), about(A, slides=4), "幻灯片张数3→4"),
        (about(A), about(A, issue=ISSUE | {"number": "第13期"}), "期号第12期→第13期"),
        (about(A, issue=ISSUE | {"number": ""}), about(A, masthead=""), "期号无→第12期"),
        (about(A), about(report("甲乙", "题甲", text="text 甲 0")), ""),  # a renamed file
        (about(A), about(report("甲乙", "新题", text="text 甲 0")), "改题1篇（《题甲》→《新题》）"),
        (about(A, B), about(report("甲", "题乙", text="text 乙 0"), report("乙", "题甲", text="text 甲 0")),
         "顺序有变（《题乙》第2篇→第1篇）"),  # the names of two files changed places
        (about(report("甲", "简讯"), report("乙", "简讯")),
         about(report("丙", "简讯", more=5), report("丁", "简讯", more=7)),
         "改动2篇（《简讯》 +7字，《简讯》 +5字）"),
    ],
)  # fmt: skip
def test_each_kind_of_change_has_its_words(before: dict[str, Any], now: dict[str, Any], words: str) -> None:
    assert said(before, now) == (f"与上次相比：{words}" if words else "稿件与上次相同，版面或设置有变")


def test_outputs_are_the_same_only_where_all_of_them_are() -> None:
    outputs = [RecordedOutput(name, digest(b"old"), name, "screen", {}) for name in ("bulletin.pdf", "slides.pptx")]
    before = Record(tuple(outputs), data={"version": 2, **about(A)})
    made = [File("bulletin.pdf", b"old", "screen"), File("slides.pptx", b"new", "slides")]
    result = compared(before, about(A), made)
    assert result
    assert result.same_files is False


def test_the_same_is_told_as_the_same_only_where_the_outputs_are() -> None:
    assert said(about(A), about(A), "old") == "与上次相同"
    assert said(about(A), about(A)) == "稿件与上次相同，版面或设置有变"
    result = compared(last(about(A)), about(A), [File("slides.pptx", b"deck", "slides")])
    assert result
    assert since_last(result) == "稿件与上次相同"  # the deck is the first one


def test_of_a_first_delivery_nothing_is_said() -> None:
    assert compared(Record(), about(A), files("new")) is None
    assert since_last_data(None) == {}


@pytest.mark.parametrize("reports", [3, {}, [], [1, {"file": 3}], [{"file": "a", "title": "b"}], None], ids=str)
def test_a_record_without_reports_says_nothing(reports: object) -> None:
    assert said({"reports": reports}, about(A)) == ""


@pytest.mark.parametrize("fields", [{"issue": 3}, {"pages": "4"}, {"slides": True}], ids=str)
def test_other_parts_that_make_no_sense_are_passed_over(fields: dict[str, Any]) -> None:
    assert "新增1篇" in said(about(A) | fields, about(A, B))


def test_another_issue_is_told_as_such_also_where_its_files_have_the_old_names() -> None:
    now = about(*(report(name, f"新{name}", text=f"新{name}") for name in "甲乙丙"), issue=ISSUE | {"number": "第13期"})
    before = about(A, B, C)
    assert said(before, now) == "上次生成的是另一期：高新区简报　第12期　2024-05-20"
    assert since_last_data(found(before, now)) == {"other_issue": ISSUE}
    assert "改题3篇" in said(before, now | {"issue": ISSUE})  # of the same issue they are the same reports


def test_an_older_record_says_what_it_knows() -> None:
    """Version 1 counted the characters of lines alone, and knew no pages."""
    before, edited = about(A, B), about(A, report("乙", more=9))
    assert said(before, edited, version=1) == ""
    assert said(before, about(A, B), "old", version=1) == "与上次相同"
    assert said(before, about(B, report("甲", "新题"), C, pages=9), version=1) == (
        "与上次相比：新增1篇（《题丙》），改题1篇（《题甲》→《新题》），顺序有变（《题乙》第2篇→第1篇）"
    )


@pytest.mark.parametrize("order", list(permutations(range(5))))
def test_the_fewest_reports_are_told_as_moved(order: tuple[int, ...]) -> None:
    reports = [report(name) for name in "甲乙丙丁戊"]
    result = found(about(*reports), about(*(reports[place] for place in order)))
    assert result
    moved = [(move.before - 1, move.now - 1) for move in result.moved]
    assert all(order[now] == before for before, now in moved)
    rest = [place for place in order if place not in {before for before, _ in moved}]
    assert rest == sorted(rest)
    rows = [[order[place] for place in range(5) if mask >> place & 1] for mask in range(32)]
    assert len(rest) == max(len(row) for row in rows if row == sorted(row))


@pytest.mark.parametrize("title", ["题", "关于进一步做好全区重点工作的实施意见"])
def test_few_reports_are_all_named_whatever_happened_to_them(title: str) -> None:
    names, others = "甲乙丙丁戊", "己庚辛壬癸"
    before = about(*(report(name, f"{name}{title}") for name in names + others))
    now = about(*(report(name, f"{name}{title}", more=120) for name in reversed(names)),
                *(report(f"新{name}", f"{name}新{title}") for name in names))  # fmt: skip
    text = said(before, now, listed_in="output/.bulletin/delivered.json")
    lines = text.splitlines()
    assert "等" not in text
    assert "没有列出" not in text
    assert all(cells(line) <= 120 for line in lines)
    for name in names:
        assert text.count(f"《{name}{title}"[:13]) >= 2 - (name == "甲")  # edited, and all but one moved
        assert f"《{name}新{title}"[:13] in text
    assert all(f"《{name}{title}"[:13] in text for name in others)


SIX = "甲乙丙丁戊己"
MORE_THAN_FEW = {
    "added": (about(report("庚")), about(report("庚"), *map(report, SIX))),
    "dropped": (about(report("庚"), *map(report, SIX)), about(report("庚"))),
    "retitled": (about(*map(report, SIX)), about(*(report(name, f"新{name}") for name in SIX))),
    "edited": (about(*map(report, SIX)), about(*(report(name, more=1) for name in SIX))),
    "moved": (about(*map(report, f"{SIX}庚")), about(*map(report, f"庚{SIX[::-1]}"))),
}


@pytest.mark.parametrize("kind", MORE_THAN_FEW)
def test_of_six_reports_some_are_named_and_where_all_are_listed(kind: str) -> None:
    text = said(*MORE_THAN_FEW[kind], listed_in="output/.bulletin/delivered.json")
    assert text.endswith("；没有列出的见 output/.bulletin/delivered.json 里的 since_last")
    assert "等" in text
    assert not all(name in text for name in SIX)
    assert "没有列出" not in said(*MORE_THAN_FEW[kind])


def test_a_long_issue_is_told_in_four_lines() -> None:
    names = [f"{number:03}" for number in range(300)]
    title = "关于进一步做好全区重点工作的实施意见"
    before = about(*(report(name, f"{name}{title}") for name in names))
    now = about(
        *(report(f"新{name}", f"{name}新{title}") for name in names[:40]),
        *(report(name, f"{name}{title}", more=int(name)) for name in reversed(names[50:200])),
        *(report(name, f"{name}改{title}") for name in names[200:]),
        issue=ISSUE | {"date": "2024-05-21"}, pages=60, slides=290,
    )  # fmt: skip
    lines = said(before, now, listed_in="output/.bulletin/delivered.json").splitlines()
    assert lines == [
        "与上次相比：新增40篇（《000新关于进一步做好全…》等），撤下50篇（《000关于进一步做好全区…》等）；",
        "改题100篇（《200关于进一步做好全区…》→《200改关于进一步做好全…》等），"
        "改动150篇（《199关于进一步做好全区…》 +199字等），合计+18,675字；",
        "顺序有变（《199关于进一步做好全区…》第200篇→第41篇等149篇）；",
        "日期2024-05-20→2024-05-21，版数4→60，幻灯片张数3→290；"
        "没有列出的见 output/.bulletin/delivered.json 里的 since_last",
    ]
    assert all(cells(line) < 140 for line in lines)
    data = since_last_data(found(before, now))
    assert [len(data[key]) for key in ("added", "dropped", "retitled", "edited")] == [40, 50, 100, 150]
    assert data["edited"][0] == {
        "file": "199.md", "title": f"199{title}", "characters": 199, "text": True
    }  # fmt: skip
    assert (data["pages"], data["slides"]) == ({"before": 4, "now": 60}, {"before": 3, "now": 290})
