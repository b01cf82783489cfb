"""数说, 本期导读 and quotes in boxes of their own: what they hold at every depth, and what the page draws of them."""

import random
from itertools import pairwise, product
from typing import Any

import pytest

from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.fixed_plan import RELIEF, leaves_of, shapes
from bulletin.makeup.flows import Flows
from bulletin.makeup.grid import type_area
from bulletin.makeup.leaf import is_box, is_filler, relief_leaf
from bulletin.makeup.page_relief import PageRelief
from bulletin.makeup.relief import ReliefPart, Reliefs
from bulletin.makeup.relief_source import sources
from bulletin.model.edition import Edition, FigureText
from bulletin.model.galley import Line
from bulletin.model.page import ARTIFACT, LinkMark, ShapeMark, TextMark
from bulletin.problems import ContentError
from bulletin.proof.furniture import inked
from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, paragraph, report, shipped
from tests.makeup.relief_pages import with_box

RESULTS = (
    "全年完成固定资产投资12.5亿元，规上工业增加值增长7.2%。",
    "新增高新技术企业1460家。城市建成区绿地率达到41.2%。",
    "我们坚持问题导向，把群众的事放在心上，一件一件抓落实。",
)
QUOTE = "我们坚持问题导向，把群众的事放在心上，一件一件抓落实。"
OTHER_QUOTE = "绿水青山才是一个地方最有分量的名片，守住底线就是守住未来。"
FIGURES = (ReliefPart("figures", 0),)


def figured() -> Edition:
    """The shipped issue, its first report with results in figures."""
    first = shipped("environment")
    story = first._replace(paragraphs=(*map(paragraph, RESULTS), *first.paragraphs))
    return edition(story, *(shipped(name) for name in ("water", "planning", "legal")))


def reliefs(setup: LayoutSetup, issue: Edition) -> Reliefs:
    return Reliefs(brief_for(issue, setup.design, setup.faces, setup.composer))


def test_a_box_of_figures_has_every_depth_of_its_range_and_more_figures_where_it_is_deeper(a3: LayoutSetup) -> None:
    table = reliefs(a3, figured()).combined(FIGURES, 1)
    assert list(table) == list(range(min(table), max(table) + 1))
    assert (min(table) <= 8, max(table) >= 20) == (True, True)
    found = reliefs(a3, figured())
    counts = [len(found.forms(box.parts[0].part, 1)[box.parts[0].form].rows) for box in table.values()]
    assert counts == sorted(counts)
    assert set(counts) == {1, 2, 3, 4}


def test_parts_one_under_another_fill_any_depth_from_21_to_40(a3: LayoutSetup) -> None:
    parts = (ReliefPart("contents", entries=(1, 2, 3)), ReliefPart("figures", 0), ReliefPart("quote", 0, QUOTE))
    found = reliefs(a3, figured())
    assert set(range(21, 41)) <= set(found.combined(parts, 1)) | set(found.combined(parts[:2], 1))


def test_a_box_has_the_forms_that_leave_the_least_white_at_its_depth(a3: LayoutSetup) -> None:
    found, parts = reliefs(a3, figured()), (ReliefPart("figures", 0), ReliefPart("quote", 0, QUOTE))
    between = a3.design.grid.leading * (len(parts) - 1)
    ways = list(product(*(found.forms(part, 1) for part in parts)))
    least = sorted(sum(form.least for form in way) + between for way in ways)
    for depth, box in found.combined(parts, 1).items():
        fitting = [height for height in least if height <= found.height(depth) + 0.01]
        assert box.white == pytest.approx(max(0.0, found.height(depth) - fitting[-1]), abs=0.02)


@pytest.mark.parametrize("span", [1, 2])
def test_no_box_is_deeper_than_its_leaf(span: int, a3: LayoutSetup) -> None:
    found = reliefs(a3, figured())
    for parts in ((ReliefPart("figures", 0),), (ReliefPart("quote", 0, QUOTE),)):
        for depth, box in found.combined(parts, span).items():
            last = box.parts[-1]
            assert last.top + last.height <= found.height(depth) + 0.01
            assert box.white >= 0


def test_a_page_with_all_three_is_sound_and_says_nothing_twice(
    a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = figured()
    parts = (ReliefPart("contents", entries=(1, 2, 3)), ReliefPart("figures", 0), ReliefPart("quote", 0, QUOTE))
    made = with_box(a3, issue, parts, monkeypatch=monkeypatch)
    assert verify(issue, a3.design, made) == ()
    assert made.plan.startswith(("1:3|r:1", "1>:3|r:1"))
    box = made.pages[0].reliefs[0]
    kinds = [text.kind for text in box.texts]
    assert kinds == [
        "title",
        "entry",
        "entry",
        "entry",
        "title",
        "source",
        *["figure"] * kinds.count("figure"),
        "quote",
    ]
    marks = [mark for mark in made.pages[0].marks if isinstance(mark, TextMark) and inked(mark).rect.overlaps(box.rect)]
    assert {mark.tag for mark in marks} == {ARTIFACT}
    links = [mark for mark in made.pages[0].marks if isinstance(mark, LinkMark) and box.rect.holds(mark.rect)]
    starts = {module.report: page.number for page in made.pages for module in page.modules if module.part == 0}
    assert [mark.page for mark in links] == [starts[number] for number in (1, 2, 3)]
    assert [made.tags[mark.tag].kind for mark in links] == ["Link"] * 3


def test_an_entry_that_names_or_links_another_page_is_found(a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = figured()
    made = with_box(a3, issue, (ReliefPart("contents", entries=(1, 2, 3)),), monkeypatch=monkeypatch)
    page, box = made.pages[0], made.pages[0].reliefs[0]
    texts = tuple(
        text._replace(page=9, words=(*text.words[:-1], "9版")) if text.kind == "entry" else text for text in box.texts
    )
    unlinked = tuple(mark._replace(page=9) if isinstance(mark, LinkMark) else mark for mark in page.marks)
    for wrong in (page._replace(reliefs=(box._replace(texts=texts),)), page._replace(marks=unlinked)):
        found = verify(issue, a3.design, made._replace(pages=(wrong, *made.pages[1:])))
        assert "relief-page" in {problem.code for problem in found}


@pytest.mark.parametrize(
    ("title", "column", "named"),
    [
        ("三问碧水", "环境", "数字摘自《三问碧水》"),
        ("优化营商环境　服务企业", "经济", "数字摘自《优化营商环境 服务企业》"),
        ("优化营商环境　服务民营企业高质量发展", "经济", "数字摘自《优化营商环境》"),
        ("一季度新签约项目26个　总投资118亿元", "经济", "摘自《一季度新签约项目26个》"),
        ("关于进一步优化营商环境推动民营经济高质量发展的调研报告", "经济", "摘自《关于进一步优化营商环境…》"),
        ("学习《条例》", "法治", "数字摘自《学习〈条例〉》"),
        ("第十四届全国人民代表大会常务委员会第二十三次会议精神传达提纲", "会议", "摘自《第十四届全国人民…》"),
        ("InternationalStandardization", "标准", "数字摘自“标准”栏"),
    ],
)
def test_a_box_of_figures_names_its_report_in_one_row(
    title: str, column: str, named: str, a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may stand beside another report, so 本文 would be untrue."""
    issue = figured()
    issue = issue._replace(reports=(issue.reports[0]._replace(title=title, column=column), *issue.reports[1:]))
    found = reliefs(a3, issue)
    source = found.source(0, type_area(a3.design).measure - 2 * found.design.padding)
    assert source is not None
    assert source[0] == named
    made = with_box(a3, issue, FIGURES, monkeypatch=monkeypatch)
    assert verify(issue, a3.design, made) == ()
    assert source[0] in {"".join(text.words) for text in made.pages[0].reliefs[0].texts}


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("一季度新签约项目26个　总投资118亿元", ["一季度新签约／项目26个　／总投资118亿元"]),
        ("优化　营商环境　服务企业发展", ["优化　营商环境　／服务企业发展"]),
        ("新签约重点项目26个总投资118亿元", ["新签约重点项目／26个总投资118亿元"]),
        ("凝心聚力　再谱新篇", ["凝心聚力　再谱新篇", "凝心聚力　／再谱新篇"]),
    ],
)
def test_titles_in_the_contents_break_at_phrases_and_never_before_a_measure(
    title: str, rows: list[str], a3: LayoutSetup
) -> None:
    issue = figured()
    stories = [story._replace(column="环境建设") for story in issue.reports]
    issue = issue._replace(reports=(stories[0], stories[1]._replace(title=title), *stories[2:]))
    found = reliefs(a3, issue)
    forms = found.forms(ReliefPart("contents", entries=(1,)), 1)
    assert {_parted(title, form.lines[0]) for form in forms} == set(rows)


def _parted(title: str, lines: tuple[Line, ...]) -> str:
    ends = [0, *(line.end for line in lines)]
    return "／".join(title[first:end] for first, end in pairwise(ends))


def test_no_sentence_of_what_the_lead_may_print_as_its_lead_in_is_printed_large_once_more(a3: LayoutSetup) -> None:
    issue = figured()
    story = issue.reports[0]._replace(paragraphs=tuple(map(paragraph, (QUOTE, OTHER_QUOTE))))
    others = issue.reports[1:]
    assert [quote.text for quote in reliefs(a3, edition(story, *others)).quotes(0)] == [OTHER_QUOTE[:-1]]
    led = reliefs(a3._replace(design=a3.design._replace(lead_in=None)), edition(story, *others))
    assert {quote.text for quote in led.quotes(0)} == {QUOTE[:-1], OTHER_QUOTE[:-1]}
    assert len(reliefs(a3, edition(others[0], story)).quotes(1)) == 2
    assert len(reliefs(a3, edition(story, story)).quotes(1)) == 1


@pytest.mark.parametrize("span", [1, 2])
def test_a_box_of_relief_holds_no_more_quotes_than_the_layout_allows(span: int, a3: LayoutSetup) -> None:
    """Several stand hollow one under another; a quote alone is larger where its box is deep."""
    paragraphs = tuple(map(paragraph, ("导语说的是全年的工作。", QUOTE, OTHER_QUOTE, RESULTS[0])))
    stories = [shipped(name)._replace(paragraphs=paragraphs) for name in ("environment", "water", "planning", "legal")]
    issue = edition(*stories)
    relief = a3.design.relief
    assert relief
    for most in (1, 2):
        design = a3.design._replace(relief=relief._replace(quotes_max=most))
        brief = brief_for(issue, design, a3.faces, a3.composer)
        flows = Flows(brief)
        opening = [flows.opening(number) for number in range(2)]
        table = PageRelief(brief).table(opening, span, front=True)
        kinds = [[placed.part.kind for placed in leaf.relief.parts] for (leaf,) in table.values() if leaf.relief]
        assert max(own.count("quote") for own in kinds) == min(most, 3 - span)
        assert any(len(own) > 1 for own in kinds)


def test_each_quote_beyond_the_first_has_its_price(a3: LayoutSetup) -> None:
    paragraphs = tuple(map(paragraph, ("导语说的是全年的工作。", QUOTE, OTHER_QUOTE, RESULTS[0])))
    issue = edition(*(shipped(name)._replace(paragraphs=paragraphs) for name in ("environment", "water")))
    relief = a3.design.relief
    assert relief
    costs: list[dict[int, tuple[int, float]]] = []
    for price in (0.0, 1.0):
        brief = brief_for(issue, a3.design._replace(relief=relief._replace(more_quotes=price)), a3.faces, a3.composer)
        flows = Flows(brief)
        table = PageRelief(brief).table([flows.opening(1)], 1, front=False)
        kinds = {
            depth: [each.part.kind for each in leaf.relief.parts] for depth, (leaf,) in table.items() if leaf.relief
        }
        costs.append({depth: (own.count("quote"), table[depth][0].cost) for depth, own in kinds.items()})
    free, priced = costs
    dearer = [(quotes, priced[depth][1] - cost) for depth, (quotes, cost) in free.items() if priced[depth][0] == quotes]
    assert any(quotes > 1 for quotes, _ in dearer)
    assert all(more == pytest.approx(max(0, quotes - 1)) for quotes, more in dearer)


def test_of_two_titles_that_begin_alike_the_shortened_one_says_more() -> None:
    first, second = (
        shipped("environment")._replace(title=f"深入学习贯彻　{rest}") for rest in ("全会精神", "两会精神")
    )
    said = list(sources((first, second), 0, (2, 4, 6, 9)))
    assert said[:3] == [
        "数字摘自《深入学习贯彻 全会精神》",
        "摘自《深入学习贯彻 全会精神》",
        "摘自《深入学习贯彻 全会…》",
    ]


@pytest.mark.parametrize("change", ["name", "report", "gone"])
def test_figures_of_no_report_or_of_another_are_found(
    change: str, a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = figured()
    made = with_box(a3, issue, FIGURES, monkeypatch=monkeypatch)
    page, box = made.pages[0], made.pages[0].reliefs[0]
    source = next(text for text in box.texts if text.kind == "source")
    other = {"name": [source._replace(words=("数字摘自本文",))], "report": [source._replace(report=1)], "gone": []}[
        change
    ]
    texts = [own for text in box.texts for own in (other if text is source else [text])]
    wrong = page._replace(reliefs=(box._replace(texts=tuple(texts)),))
    found = verify(issue, a3.design, made._replace(pages=(wrong, *made.pages[1:])))
    assert "relief-words" in {problem.code for problem in found}


def test_changed_words_in_a_box_are_found(a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = figured()
    made = with_box(a3, issue, (ReliefPart("figures", 0),), monkeypatch=monkeypatch)
    story = issue.reports[0]
    other = paragraph(RESULTS[0].replace("12.5", "21.5").replace("46", "64").replace("7.2", "2.7"))
    changed = issue._replace(reports=(story._replace(paragraphs=(other, *story.paragraphs[1:])), *issue.reports[1:]))
    assert "relief-words" in {problem.code for problem in verify(changed, a3.design, made)}


def test_a_wrong_page_in_the_contents_is_found(a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = figured()
    made = with_box(a3, issue, (ReliefPart("contents", entries=(1, 2, 3)),), monkeypatch=monkeypatch)
    page = made.pages[0]
    box = page.reliefs[0]
    texts = tuple(text._replace(page=9) if text.kind == "entry" else text for text in box.texts)
    wrong = page._replace(reliefs=(box._replace(texts=texts),))
    found = verify(issue, a3.design, made._replace(pages=(wrong, *made.pages[1:])))
    assert {problem.code for problem in found} == {"relief-page"}


def test_there_is_no_relief_where_editor_or_layout_want_none(a3: LayoutSetup) -> None:
    issue = figured()
    assert reliefs(a3, issue).combined(FIGURES, 1)
    assert not reliefs(a3, issue._replace(relief=False)).combined(FIGURES, 1)
    assert not reliefs(a3._replace(design=a3.design._replace(relief=None)), issue).combined(FIGURES, 1)
    without = issue.reports[0]._replace(figures=())
    assert not reliefs(a3, issue._replace(reports=(without, *issue.reports[1:]))).combined(FIGURES, 1)


def test_a_leaf_of_relief_is_a_box_and_no_filler(a3: LayoutSetup) -> None:
    depth, box = next(iter(reliefs(a3, figured()).combined(FIGURES, 1).items()))
    leaf = relief_leaf(box, 1, depth, 3.0)
    assert is_box(leaf)
    assert not is_filler(leaf)
    assert (leaf.height, leaf.span, leaf.cost) == (depth, 1, 3.0)


def test_only_one_ground_stands_on_a_page(a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second box of figures is set between rules."""
    made = with_box(a3, figured(), (ReliefPart("figures", 0), ReliefPart("figures", 0)), monkeypatch=monkeypatch)
    share = a3.design.relief.ground if a3.design.relief else 0.0
    tint = a3.design.colors["green"].tint(share)
    grounds = [mark for mark in made.pages[0].marks if isinstance(mark, ShapeMark) and mark.fill == tint]
    assert len(grounds) == 1


def test_beside_a_box_of_the_text_figures_have_no_ground(a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = figured()
    first = issue.reports[0]
    boxed = (first.paragraphs[0], first.paragraphs[1]._replace(box=1), *first.paragraphs[2:])
    issue = issue._replace(reports=(first._replace(paragraphs=boxed), *issue.reports[1:]))
    made = with_box(a3, issue, (ReliefPart("figures", 0),), monkeypatch=monkeypatch)
    share = a3.design.relief.ground if a3.design.relief else 0.0
    tint = a3.design.colors["green"].tint(share)
    assert verify(issue, a3.design, made) == ()
    assert not [mark for mark in made.pages[0].marks if isinstance(mark, ShapeMark) and mark.fill == tint]


def test_beside_a_box_of_briefs_figures_have_no_ground(a3: LayoutSetup) -> None:
    chance = random.Random(0)
    others = (report(chance, f"r{number}", length) for number, length in enumerate((1500, 250, 350)))
    issue = edition(figured().reports[0], *others)
    made = a3.make_up(issue)
    page = made.pages[0]
    assert page.briefs
    assert "figure" in {text.kind for box in page.reliefs for text in box.texts}
    share = a3.design.relief.ground if a3.design.relief else 0.0
    tint = a3.design.colors["green"].tint(share)
    assert verify(issue, a3.design, made) == ()
    assert not [mark for mark in page.marks if isinstance(mark, ShapeMark) and mark.fill == tint]


def test_figures_that_the_editor_gives_are_printed_as_given(a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = figured()
    place = issue.reports[0].place
    given = (
        FigureText("超过", "300", "家", "新增高新技术企业，全区累计", place),
        FigureText("", "7", "项", "改革", place),
    )
    issue = issue._replace(reports=(issue.reports[0]._replace(figures=given), *issue.reports[1:]))
    made = with_box(a3, issue, (ReliefPart("figures", 0),), depth=12, monkeypatch=monkeypatch)
    assert verify(issue, a3.design, made) == ()
    words = ["".join(text.words) for text in made.pages[0].reliefs[0].texts]
    assert words == ["数说", f"《{issue.reports[0].plain_title}》", "超过300家新增高新技术企业，全区累计", "7项改革"]
    assert "figures-left-out" not in {problem.code for problem in made.problems}


def test_figures_that_found_no_place_are_told(a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = figured()
    given = (FigureText("", "300", "家", "新增高新技术企业", issue.reports[1].place),)
    story = issue.reports[1]._replace(figures=given)
    issue = issue._replace(reports=(issue.reports[0], story, *issue.reports[2:]))
    made = with_box(a3, issue, (ReliefPart("figures", 0),), monkeypatch=monkeypatch)
    assert [problem.code for problem in made.problems] == ["figures-left-out"]
    assert "没有合适的位置" in made.problems[0].message


@pytest.mark.parametrize(
    ("changes", "relief", "why"),
    [
        ({"relief": False}, True, "`点缀` 写明不排"),
        ({"relief": False, "grid": "2x2"}, True, "`点缀` 写明不排"),
        ({"grid": "2x2"}, True, "`版面` 没有给它留位置"),
        ({}, False, "版式 bulletin-a3 没有数说"),
    ],
)
def test_figures_that_cannot_be_printed_are_told_with_the_reason(
    changes: dict[str, Any], relief: bool, why: str, a3: LayoutSetup
) -> None:
    issue = edition(*(shipped(name) for name in ("environment", "water", "planning", "legal")))
    given = (FigureText("", "300", "家", "新增高新技术企业", issue.reports[1].place),)
    issue = issue._replace(reports=(issue.reports[0], issue.reports[1]._replace(figures=given), *issue.reports[2:]))
    issue = issue._replace(written={"relief": "点缀", "grid": "版面"}, **changes)
    setup = a3 if relief else a3._replace(design=a3.design._replace(relief=None))
    (told,) = [problem for problem in setup.make_up(issue).problems if problem.code == "figures-left-out"]
    assert why in told.message
    assert told.hint.endswith("幻灯片上的数据不受影响")


@pytest.mark.parametrize("change", ["word", "place", "tag"])
def test_what_is_drawn_wrong_in_a_box_is_found(change: str, a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = figured()
    made = with_box(a3, issue, (ReliefPart("figures", 0), ReliefPart("quote", 0, QUOTE)), monkeypatch=monkeypatch)
    page = made.pages[0]
    rect = page.reliefs[0].rect
    number, mark = next(
        (number, mark)
        for number, mark in enumerate(page.marks)
        if isinstance(mark, TextMark) and inked(mark).rect.overlaps(rect)
    )
    other = mark.spans[0]._replace(units=("话", *mark.spans[0].units[1:]))
    wrong = {
        "word": mark._replace(spans=(other, *mark.spans[1:])),
        "place": mark._replace(x=mark.x + 250.0),
        "tag": mark._replace(tag=1),
    }[change]
    marks = (*page.marks[:number], wrong, *page.marks[number + 1 :])
    found = verify(issue, a3.design, made._replace(pages=(page._replace(marks=marks), *made.pages[1:])))
    assert {"relief-words", "relief-outside"} & {problem.code for problem in found}


def test_the_plan_in_words_is_read_again(a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = figured()
    made = with_box(a3, issue, (ReliefPart("figures", 0),), monkeypatch=monkeypatch)
    shape = shapes(issue._replace(grid=made.plan))[0]
    assert [(wanted.report, wanted.span) for wanted in leaves_of(shape)] == [(0, 3), (RELIEF, 1)]
    for broken in ("1:3|>r:1", "1:3|r>:1", "1:3|rr:1"):
        with pytest.raises(ContentError):
            shapes(issue._replace(grid=broken))


def test_figures_of_one_box_are_of_one_size_and_never_one_alone(a3: LayoutSetup) -> None:
    found = reliefs(a3, figured())
    forms = found.forms(ReliefPart("figures", 0), 1)
    counts = {sum(map(len, form.rows)) for form in forms}
    assert min(counts) >= 2
    for form in forms:
        sizes = {max(line.spans[0].size for _, line in each.pieces) for row in form.rows for each in row}
        assert len(sizes) == 1
