"""Tables, lists, quotations, notes, boxes, charts and links as they are written; what only looks alike is text."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bulletin.model.edition import Edition, Paragraph, Placing, Table
from bulletin.problems import Problem
from bulletin.read.inline import link_target
from tests.examples import examples
from tests.read.folder import HEAD, edition_of, outcome, report, write

FIRST = HEAD.count("\n") + 2  # line of a body's first line
TABLE = "表1 指标\n|指标|去年（亿元）|同比（%）|\n|--|--|--|\n|甲|1,234.5|-5.2|\n|乙|6|12|\n"


def edition(folder: Path, body: str, *head: str, **files: str | bytes) -> Edition:
    return edition_of(write(folder, {"water.md": report(*head, body="正文。\n" + body), **files}))


def blocks(folder: Path, body: str, *head: str, **files: str | bytes) -> tuple[Paragraph, ...]:
    """The paragraphs of a body behind the first, which is text."""
    return edition(folder, body, *head, **files).reports[0].paragraphs[1:]


def faults(folder: Path, body: str, *head: str, **files: str | bytes) -> list[tuple[str, int, int]]:
    """Code, line of the body and column of all that is told."""
    _, problems = outcome(write(folder, {"water.md": report(*head, body=body), **files}))
    return [_place(problem) for problem in problems]


def _place(problem: Problem) -> tuple[str, int, int]:
    assert problem.place
    assert problem.hint
    inside = problem.place.file.endswith("water.md")
    return problem.code, problem.place.line - (FIRST - 1 if inside else 0), problem.place.column


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in (*table.head, *table.rows)]


def kinds(paragraphs: tuple[Paragraph, ...]) -> list[tuple[str, str]]:
    return [(each.kind, each.text) for each in paragraphs]


WORDS = st.text("甲乙丙丁戊ab", min_size=1, max_size=5)
CELLS = st.one_of(WORDS, st.just(""), st.from_regex("[1-9][0-9]{0,3}(\\.[0-9])?%?", fullmatch=True))


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    """Rows of cells that begin and end with words, so that nothing of them looks empty."""
    width = draw(st.integers(2, 6))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=8))
    return [[f"行{index}{row[0]}", *row[1:-1], row[-1] or "末"] for index, row in enumerate(rows)]


def piped(row: list[str], *, outer: bool) -> str:
    return f"| {' | '.join(row)} |" if outer else " | ".join(row)


@settings(deadline=None, max_examples=examples(60))
@given(grids(), st.booleans(), st.booleans())
def test_pipes_are_read_back_cell_for_cell(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], outer: bool, ruled: bool
) -> None:
    lines = [piped(row, outer=outer) for row in rows]
    if ruled:
        lines.insert(1, piped(["---"] * len(rows[0]), outer=outer))
    (made,) = blocks(tmp_path_factory.mktemp("c"), "\n".join(lines))
    assert made.table
    assert grid(made.table) == rows
    assert len(made.table.head) == 1 or not ruled


@settings(deadline=None, max_examples=examples(60))
@given(grids())
def test_tabs_are_read_back_cell_for_cell(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    written = edition(tmp_path_factory.mktemp("c"), "\n".join(map("\t".join, rows)))
    (made,) = written.reports[0].paragraphs[1:]
    assert made.table
    assert [text for row in grid(made.table) for text in row if text] == [text for row in rows for text in row if text]
    assert made.table.columns == len(rows[0])
    assert not [change for change in written.changes if change.old == "\t"]


@settings(deadline=None, max_examples=examples(60))
@given(grids(), st.sampled_from(",;\t"), st.sampled_from(("utf-8", "utf-8-sig", "gb18030")))
def test_a_csv_file_is_read_back_cell_for_cell(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    rows[0][0] = '指标，“含”逗号,与"引号";'
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    body = "![表1 指标](指标.csv){位置: 下}"
    (made,) = blocks(
        tmp_path_factory.mktemp("c"), body, "normalise: false", **{"指标.csv": stream.getvalue().encode(encoding)}
    )
    assert made.table
    assert grid(made.table) == rows
    assert made.table.title == "表1 指标"
    assert made.placing == Placing(position="bottom")


MIXED = st.lists(
    st.sampled_from(
        ("甲乙丙。", "- 项甲", "- 项乙", "  - 子项", "> 引文。", "1) 数甲", "2) 数乙", "|子|丑|", "|寅|卯|", "|--|--|",
         "一\t二", "三\t四", "## 标题", "【专栏】", "【专栏完】", "文[1]中。", "[1] 注文。", "表1 指标", "单位：元",
         "注：附注。",         "", "", "- 5%", "*单", "[甲](https://a.cn)", "文①中。", "①注文。", "·甲", "[^a]: 乙")
    ),
    max_size=14,
)  # fmt: skip


def letters(text: str) -> str:
    return "".join(char for char in text if "\u3400" <= char <= "\u9fff")


@settings(deadline=None, max_examples=examples(300))
@given(MIXED)
def test_whatever_is_mixed_no_word_is_lost_or_doubled(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    made = edition(tmp_path_factory.mktemp("c"), "\n".join(lines)).reports[0].paragraphs
    typed = "\n".join(["正文。", *lines])
    read = "".join(word for each in made for word in each.words)
    assert read.count("专栏完") <= typed.count("专栏完")
    assert sorted(letters(read).replace("专栏完", "")) == sorted(letters(typed.replace("专栏完", "")))
    order = [each.place for each in made if each.kind != "note"]
    assert order == sorted(order)
    for each in made:
        if each.table:
            assert {sum(cell.across for cell in row) for row in each.table.rows} == {each.table.columns}


def test_two_rows_of_heads_are_merged(tmp_path: Path) -> None:
    body = "|指标|2022年||2023年||\n||总量|同比|总量|同比|\n|--|--|--|--|--|\n|甲|1|2|3|4|"
    (made,) = blocks(tmp_path, body)
    assert made.table
    assert [[(cell.text, cell.across, cell.down) for cell in row] for row in made.table.head] == [
        [("指标", 1, 2), ("2022年", 2, 1), ("2023年", 2, 1)],
        [("总量", 1, 1), ("同比", 1, 1), ("总量", 1, 1), ("同比", 1, 1)],
    ]
    assert made.table.columns == 5


@pytest.mark.parametrize("typed", ["|甲|乙|", "|甲|乙|\n|丙||"])
def test_heads_of_nothing_are_rows(typed: str, tmp_path: Path) -> None:
    table = blocks(tmp_path, f"{typed}\n|--|--|\n\n后文。")[0].table
    assert table
    assert (table.head, len(table.rows)) == ((), len(typed.splitlines()))


def test_title_unit_notes_and_placing_belong_to_the_table(tmp_path: Path) -> None:
    body = (
        "表1 指标 {宽：2栏，位置：上}\n\n单位：亿元\n|甲|乙|\n|--|--|\n|丙|-1|\n注：初步数。\n资料来源：统计局\n后文。"
    )
    made = blocks(tmp_path, body)
    assert [each.kind for each in made] == ["table", "body"]
    table = made[0].table
    assert table
    assert (table.title, table.unit, table.notes) == ("表1　指标", "单位：亿元", ("注：初步数。", "资料来源：统计局"))
    assert made[0].placing == Placing(columns=2, position="top")
    assert grid(table)[1] == ["丙", "−1"]


@pytest.mark.parametrize(
    "typed",
    [
        "- 12℃的水温。",
        "- 5%\n- 6%",
        "一句\t两个\t制表符。",
        "甲|乙的一行。",
        "|x|大于零。\n后文。",
        ">5%的企业。",
        "措施有1) 甲2) 乙。",
        "1.\t甲的话。\n2.\t乙的话。",
        "\t一段话。\n\t又一段话。",
        "研究[2]显示。",
        "写成{x}。",
        "——张三",
        "①甲的事。\n②乙的事。",
        "图表：见附件",
        "【专栏建设】",
        "表1显示，很好。",
    ],
)
def test_what_only_looks_like_a_block_is_text(typed: str, tmp_path: Path) -> None:
    assert {each.kind for each in blocks(tmp_path, typed, "normalise: false")} == {"body"}


def test_lists_are_nested_by_their_indents(tmp_path: Path) -> None:
    made = blocks(tmp_path, "1) 甲\n  - 子\n  - 丑\n2) 乙\n\n如下：\n* 丙")
    assert [(each.kind, each.text, each.label, each.nesting) for each in made] == [
        ("item", "1）甲", "1）", 0), ("item", "•子", "•", 1), ("item", "•丑", "•", 1), ("item", "2）乙", "2）", 0),
        ("body", "如下：", "", 0), ("item", "•丙", "•", 0),
    ]  # fmt: skip


def test_quotations_and_their_empty_lines(tmp_path: Path) -> None:
    assert kinds(blocks(tmp_path, "> 甲。\n>\n＞ 乙。")) == [("quote", "甲。"), ("quote", "乙。")]


def test_notes_are_numbered_in_the_order_of_their_marks(tmp_path: Path) -> None:
    body = "生产总值[2]1210207亿元，产业[^a]好，再说[2]。\n[^a]: 丙。\n某局\n2026年11月26日\n[2] 总值的话。"
    read = edition(tmp_path, body)
    text, *rest = read.reports[0].paragraphs[1:]
    assert [(run.text, run.note) for run in text.runs if run.note] == [("¹", 1), ("²", 2), ("¹", 1)]
    assert text.text == "生产总值¹1210207亿元，产业²好，再说¹。"
    assert kinds(tuple(rest)) == [
        ("closing", "某局"), ("closing", "2026年11月26日"), ("note", "¹总值的话。"), ("note", "²丙。"),
    ]  # fmt: skip
    assert [each.label for each in rest[2:]] == ["¹", "²"]
    assert {change.rule for change in read.changes} == {"M4"}
    assert read.problems == ()


def test_what_lacks_its_other_half_stays_as_typed_and_is_told(tmp_path: Path) -> None:
    body = "甲[^1]乙[^2]。\n[^2]: 一。\n[^2]: 二。\n[^3]: 三。"
    assert faults(tmp_path, body) == [
        ("raw-mark", 1, 2), ("raw-mark", 1, 7), ("note-text", 2, 1), ("note-text", 3, 1), ("note-text", 4, 1),
    ]  # fmt: skip
    assert {each.kind for each in blocks(tmp_path / "b", body)} == {"body"}


def test_terms_without_marks_are_text(tmp_path: Path) -> None:
    made = blocks(tmp_path, "## 名词解释\n1. **数字经济**：一种。\n2. **平台**：一种。")
    assert {each.kind for each in made} == {"heading", "body"}


@pytest.mark.parametrize("source", ["> ——某企业负责人", "——某企业负责人", "\n——某企业负责人", ">\n> ——某企业负责人"])
def test_who_is_quoted_stands_below_a_quotation(source: str, tmp_path: Path) -> None:
    made = blocks(tmp_path, f"甲。\n\n> 越是困难越要坚定信心\n{source}\n\n乙。")
    assert kinds(made) == [
        ("body", "甲。"), ("quote", "越是困难越要坚定信心"), ("quote-source", "——某企业负责人"), ("body", "乙。"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "甲。\n——某企业负责人\n乙。",  # no quotation above
        "> 要做到：\n> ——坚持绿色发展\n> ——坚持共享发展",  # a list
        "> 甲。\n——坚持绿色发展\n——坚持共享发展",
        "> 甲。\n> ——坚持绿色发展，不走老路。",  # a sentence
        "> 甲。\n> ——某企业负责人\n> 乙。",  # inside
    ],
)
def test_dashes_that_name_no_source_of_a_quotation(body: str, tmp_path: Path) -> None:
    assert "quote-source" not in {each.kind for each in blocks(tmp_path, body)}


def test_a_box_ends_at_a_heading_a_box_or_its_end(tmp_path: Path) -> None:
    body = "【专栏1 甲】\n乙。\n【专栏】丙\n丁。\n【专栏完】\n戊。\n**【专栏：己】**\n庚。\n## 辛\n壬。"
    made = blocks(tmp_path, body)
    assert [(each.kind, each.text, each.box) for each in made] == [
        ("box-head", "专栏1　甲", 1), ("body", "乙。", 1), ("box-head", "专栏　丙", 2), ("body", "丁。", 2),
        ("body", "戊。", 0), ("box-head", "专栏：己", 3), ("body", "庚。", 3), ("heading", "辛", 0),
        ("body", "壬。", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("见[官网](https://a.cn/b)。", [("官网（https://a.cn/b）", "https://a.cn/b")]),
        ("见[a.cn/b](https://a.cn/b/)。", [("a.cn/b", "https://a.cn/b/")]),
        ("见<https://a.cn>。", [("https://a.cn", "https://a.cn")]),
        ("见https://a.cn/b，www.c.cn。", [("https://a.cn/b", "https://a.cn/b"), ("www.c.cn", "http://www.c.cn")]),
        ("写信到a@b.cn。", [("a@b.cn", "mailto:a@b.cn")]),
        ("[甲](javascript:alert(1))", []),
        ("[甲](file:///a)", []),
        ("[甲](附件.docx)", []),
        ("[甲](a.html)", []),
        ("[甲](#标题)", []),
    ],
)
def test_links_show_their_address_where_it_says_more(typed: str, runs: list[tuple[str, str]], tmp_path: Path) -> None:
    (made,) = blocks(tmp_path, typed)
    assert [(run.text, run.link) for run in made.runs if run.link] == runs


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("HTTPS://a.cn/(x)?y=1&z=%20#t", "HTTPS://a.cn/(x)?y=1&z=%20#t"),
        ('http://a.cn/"统|计"', "http://a.cn/%22%E7%BB%9F%7C%E8%AE%A1%22"),
        ("WWW.a.gov.cn", "http://WWW.a.gov.cn"),
        ("mailto:bgs@a.gov.cn", "mailto:bgs@a.gov.cn"),
    ],
)
def test_a_link_leads_where_a_viewer_opens_it(address: str, opened: str) -> None:
    assert link_target(address) == opened


def test_a_chart_takes_the_nearest_table_and_its_last_column_of_numbers(tmp_path: Path) -> None:
    _, made = blocks(tmp_path, TABLE + "图表：{类型：柱形，题：图1 甲，来源：统计局，宽：2栏}")
    assert made.chart
    assert (made.chart.kind, made.chart.categories, made.chart.unit) == ("column", ("甲", "乙"), "%")
    assert [(each.name, each.shown, each.values) for each in made.chart.series] == [
        ("同比", ("−5.2", "12"), (-5.2, 12.0))
    ]
    assert (made.chart.title, made.chart.notes) == ("图1 甲", ("资料来源：统计局",))
    assert made.placing == Placing(columns=2)


@pytest.mark.parametrize(
    ("table", "values", "title"),
    [
        (TABLE, "同比", "指标：同比"),
        (TABLE, "[去年, 同比]", "指标"),
        (TABLE.replace("表1 指标\n", ""), "去年", "去年"),
        (TABLE.replace("表1 指标", "附表二　主要指标（亿元）"), "去年", "主要指标（亿元）：去年"),
    ],
)
def test_a_chart_without_a_title_is_called_what_it_draws(table: str, values: str, title: str, tmp_path: Path) -> None:
    _, made = blocks(tmp_path, table + f"图表: {{值: {values}}}")
    assert made.chart
    assert made.chart.title == title


def test_a_chart_of_the_front_matter_stands_below_its_table(tmp_path: Path) -> None:
    made = blocks(tmp_path, f"{TABLE}\n后文。", "图表: [{表: 1, 值: 去年}]")
    assert [each.kind for each in made] == ["table", "chart", "body"]
    assert made[1].chart
    assert made[1].chart.series[0].values == (1234.5, 6.0)
    assert made[1].chart.unit == "亿元"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("(5.2)", -5.2), ("（5.2）", -5.2), ("负3", -3), ("－4", -4), ("12.3%", 12.3), ("１２", 12), ("+1,000", 1000)],
)
def test_numbers_are_read_as_people_write_them(cell: str, value: float, tmp_path: Path) -> None:
    _, made = blocks(tmp_path, f"|甲|乙|\n|--|--|\n|丙|{cell}|\n图表: {{表: 1}}")
    assert made.chart
    assert made.chart.series[0].values == (value,)


ERRORS = (
    (TABLE.replace("12|", "约12|") + "图表: {值: 同比}", [("chart-number", 5, 6)]),
    (TABLE + "图表: {表: 3}", [("unknown-table", 6, 9)]),
    (TABLE + "图表: {值: 环比}", [("unknown-column", 6, 9)]),
    (TABLE + "图表: {类型: 饼图}", [("chart-kind", 6, 10)]),
    (TABLE + "图表: {颜色: 红，值: 同比}", [("unknown-key", 6, 6)]),
    (TABLE + "图表: {题: 图1 甲}", [("chart-values", 6, 1)]),
    ("图表: {表: 1}", [("unknown-table", 1, 9)]),
    ("![](无.csv)", [("no-table", 1, 1)]),
    ("![](../无.csv)", [("table-outside", 1, 1)]),
    ("|甲|乙|\n|--|--|\n|丙|\n|丁|1|2|", [("table-row", 3, 2), ("table-row", 4, 2)]),
    ("表1 甲 {宽: 99栏}\n|甲|乙|\n|--|--|\n|丙|1|", [("placing", 1, 10)]),
)


@pytest.mark.parametrize(("body", "told"), ERRORS, ids=[told[0][0] + str(at) for at, (_, told) in enumerate(ERRORS)])
def test_slips_are_told_at_their_places(body: str, told: list[tuple[str, int, int]], tmp_path: Path) -> None:
    found = faults(tmp_path, body + "\n后面的正文。")
    assert found == told


@pytest.mark.parametrize("written", ["|甲|乙|\n" * 10_001, "![](a.csv)\n"])
def test_a_table_beyond_all_paper_is_refused(written: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.csv": "甲,乙\n" * 10_001} if "csv" in written else {}
    assert faults(tmp_path, "正文。\n" + written, **files) == [("table-too-large", 2, 1)]


@pytest.mark.parametrize(("mark", "text"), [("[^a]", "[^a]: 摄于4月。"), ("[1]", "[1] 摄于4月。")])
def test_a_caption_may_have_a_note(mark: str, text: str, tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (30, 40)).save(stream, "png")
    read = edition(tmp_path, f"![会场{mark}，**门前**](a.png)\n正文。\n{text}", **{"a.png": stream.getvalue()})
    first, *_, note = read.reports[0].paragraphs[1:]
    assert first.picture
    assert first.picture.caption == "会场¹，门前"
    assert (note.kind, note.text) == ("note", "¹摄于4月。")
    assert read.problems == ()


def test_a_table_file_that_no_report_names_is_told_how(tmp_path: Path) -> None:
    (problem,) = edition(tmp_path, "正文。", **{"指标.csv": "甲,乙\n丙,1"}).problems
    assert "`![表题](文件名)`" in problem.hint


def test_a_cell_of_a_csv_file_is_told_in_that_file(tmp_path: Path) -> None:
    body = "![表1 甲](a.csv)\n图表: {表: 1}"
    assert faults(tmp_path, body, **{"a.csv": "甲,乙\n丙,1\n丁,约2\n"}) == [("chart-number", 3, 3)]


def test_a_csv_file_that_no_report_names_is_told(tmp_path: Path) -> None:
    assert [code for code, *_ in faults(tmp_path, "正文。", **{"a.csv": "甲,乙\n"})] == ["not-read"]
    assert faults(tmp_path / "b", "正文。\n![](a.csv)", **{"a.csv": "甲,乙\n"}) == []


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ("|甲|乙|\n|--|--|", [["甲", "乙"]]),
        ("|甲|乙|\n\n|--|--|\n\n|丙|1|\n\n后文。", [["甲", "乙"], ["丙", "1"]]),
        ("甲\t乙\n\n丙\t1\n\n丁\t2\n\n后文。", [["甲", "乙"], ["丙", "1"], ["丁", "2"]]),
        ("> |甲|乙|\n> |--|--|\n> |丙|1|", [["甲", "乙"], ["丙", "1"]]),
    ],
)
def test_tables_as_they_are_pasted(typed: str, cells: list[list[str]], tmp_path: Path) -> None:
    table = blocks(tmp_path, typed)[0].table
    assert table
    assert grid(table) == cells
    assert table.rows


@pytest.mark.parametrize(
    "typed",
    [
        "1.1\t甲的话。\n1.2\t乙的话。",
        "（一）\t甲的话。\n1.1\t乙的话。\n①\t丙的话。",
        "a)\t甲的话。\nb)\t乙的话。",
        "甲方：\t\t乙方：\n签字：\t\t签字：",
        "主送：\t各科室\n抄送：\t区委办",
        "联系人：张三\t电话：12\n联系人：李四\t电话：34",
        "编辑｜王五\n校对｜李四",
        "文字|张三\n责任编辑|李四",
    ],
)
def test_numbers_forms_and_names_are_no_table(typed: str, tmp_path: Path) -> None:
    assert not any(each.table for each in blocks(tmp_path, typed))


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("●甲\n●乙", ["●甲", "●乙"]),
        ("◆ 甲\n◆ 乙", ["◆甲", "◆乙"]),
        ("l\t甲\nl\t乙", ["•甲", "•乙"]),
        ("\uf0b7\t甲\n\uf0b7\t乙", ["•甲", "•乙"]),
        ("-甲\n-乙", ["•甲", "•乙"]),
        ("- 甲\n  |子|丑|\n  |--|--|\n  |寅|1|\n- 乙", ["•甲", "", "•乙"]),
        ("- 甲\n  续文。\n- 乙", ["•甲", "续文。", "•乙"]),
    ],
)
def test_lists_as_word_pastes_them(typed: str, items: list[str], tmp_path: Path) -> None:
    made = blocks(tmp_path, typed)
    assert [each.text for each in made] == items
    assert [each.kind for each in made if each.kind not in ("table", "body")] == ["item", "item"]


def test_a_letter_without_a_tab_and_a_lone_sign_are_no_list(tmp_path: Path) -> None:
    assert {each.kind for each in blocks(tmp_path, "p 值显著。\np 值一般。\n正文。\n-甲。\n正文。")} == {"body"}


def test_the_unit_may_stand_behind_the_title(tmp_path: Path) -> None:
    table = blocks(tmp_path, "表1　主要指标　　单位：亿元\n|甲|乙|\n|丙|1|")[0].table
    assert table
    assert (table.title, table.unit) == ("表1　主要指标", "单位：亿元")


@pytest.mark.parametrize("counted", [("1. 甲。", "2. 乙。"), ("①甲。", "②乙。")])
def test_a_note_goes_on_with_its_next_number(counted: tuple[str, str], tmp_path: Path) -> None:
    typed = f"|甲|乙|\n|丙|1|\n注：{counted[0]}\n{counted[1]}\n资料来源：某局\n{counted[1]}"
    made = blocks(tmp_path, typed, "normalise: false")
    assert made[0].table
    assert made[0].table.notes == (f"注：{counted[0]}", counted[1], "资料来源：某局")
    assert len(made) == 2


def test_a_title_below_belongs_to_what_stands_above_it(tmp_path: Path) -> None:
    plain = "|甲|乙|\n|丙|1|\n"
    made = blocks(
        tmp_path, f"{plain}表1 子\n后文。\n{plain}表2 丑\n单位：元\n{plain}图表：{{}}\n图1 寅\n资料来源：某局\n图2 卯"
    )
    titles = [each.table.title if each.table else each.chart.title if each.chart else each.text for each in made]
    assert titles == ["表1　子", "后文。", "", "表2　丑", "图1　寅", "图2　卯"]
    assert made[4].chart
    assert made[4].chart.notes == ("资料来源：某局",)


@pytest.mark.parametrize(
    ("line", "title"),
    [("2022年主要指标完成情况表", True), ("任务分解表（部分）", True), ("详见下表", False), ("人大代表", False)],
)
def test_a_table_may_be_named_without_a_number(line: str, title: bool, tmp_path: Path) -> None:
    made = blocks(tmp_path, f"{line}\n|甲|乙|\n|丙|1|")
    assert [bool(each.table and each.table.title) for each in made] == ([True] if title else [False, False])


@pytest.mark.parametrize(
    "between",
    [
        "表1 指标\n单位：元\n|甲|乙|\n|--|--|\n|1|2|\n资料来源：统计局",
        "|甲|乙|\n|1|2|",
        "子\t丑\n3\t4",
        "> 引文",
        "![表1 指标](指标.csv)",
        "表1 指标\n|甲|乙|\n|丙|1|\n|丁|2|\n图表: {类型: 柱形}",
    ],
)
@pytest.mark.parametrize("marks", [("- ", "- ", "•"), ("1) ", "2) ", "1）")])
def test_a_block_between_two_items_ends_no_list(marks: tuple[str, str, str], between: str, tmp_path: Path) -> None:
    files = {"指标.csv": "甲,乙\n丙,1\n丁,2"} if ".csv" in between else {}
    read = edition(tmp_path, f"{marks[0]}项甲\n{between}\n{marks[1]}项乙\n正文。", **files)
    first, *inside, last, text = read.reports[0].paragraphs[1:]
    assert first.kind == last.kind == "item"
    assert first.label == marks[2]
    assert text.kind == "body"
    assert {each.kind for each in inside} <= {"table", "quote", "chart"}
    assert inside
    assert read.problems == ()


def test_a_paragraph_between_two_strokes_leaves_them(tmp_path: Path) -> None:
    made = blocks(tmp_path, "- 项甲\n正文一段。\n- 项乙\n正文。")
    assert not [each for each in made if each.kind == "item"]


def test_a_line_end_within_a_cell_parts_its_figures(tmp_path: Path) -> None:
    read = edition(tmp_path, "｜甲<br>乙｜2<br/>3｜\n｜--｜--｜\n｜丙｜a<BR>b｜")
    table = read.reports[0].paragraphs[1].table
    assert table
    assert grid(table) == [["甲乙", "2 3"], ["丙", "a b"]]
    assert read.problems == ()


@pytest.mark.parametrize("between", [" | ", "\t"])
def test_a_line_end_within_a_cell_parts_no_row_without_pipes_at_its_ends(between: str, tmp_path: Path) -> None:
    rows = [["类别", "指标", "备注"], ["经济", "生产<br>总值", "3"], ["民生", "用水", "<br>4"]]
    read = edition(tmp_path, "\n".join(map(between.join, rows)))
    (made,) = read.reports[0].paragraphs[1:]
    assert made.table
    assert grid(made.table) == [[cell.replace("<br>", "") for cell in row] for row in rows]
    assert read.problems == ()


@pytest.mark.parametrize(
    "rows",
    [
        [["", "2022年", "2023年"], ["产值", "12.5", "3"], ["水量", "13.5", "4"]],
        [["类别", "指标", "2023年"], ["经济", "产值", "3"], ["", "水量", "4"]],
        [["指标", "2023年", "备注"], ["产值", "3", ""], ["水量", "4", "降"]],
        [["指标", "备注"], ["产值5", ""], ["", "6"], ["水量", "4"]],
    ],
)
@pytest.mark.parametrize("ruled", [False, True])
def test_cells_at_the_ends_of_rows_without_outer_pipes_may_be_empty(
    rows: list[list[str]], ruled: bool, tmp_path: Path
) -> None:
    lines = [piped(row, outer=False) for row in rows]
    if ruled:
        lines.insert(1, piped(["---"] * len(rows[0]), outer=False))
    read = edition(tmp_path, "\n".join(lines))
    (made,) = read.reports[0].paragraphs[1:]
    assert made.table
    assert grid(made.table) == rows
    assert read.problems == ()


@pytest.mark.parametrize(
    ("typed", "text", "address"),
    [
        ("[官网（甲）](https://a.cn/路径/一)", "官网（甲）（https://a.cn/路径/一）", "https://a.cn/%E8%B7%AF%E5%BE%84/%E4%B8%80"),
        ('[甲](https://a.cn "标题")', "甲（https://a.cn）", "https://a.cn"),
        ("[甲](<https://a.cn>)", "甲（https://a.cn）", "https://a.cn"),
        ("[[2023]15号文](https://a.cn)", "[2023]15号文（https://a.cn）", "https://a.cn"),
        ("见[【视频】甲](https://a.cn)", "【视频】甲（https://a.cn）", "https://a.cn"),
        ("[**甲**](https://a.cn)", "甲（https://a.cn）", "https://a.cn"),
    ],
)  # fmt: skip
def test_links_as_browsers_copy_them(typed: str, text: str, address: str, tmp_path: Path) -> None:
    read = edition(tmp_path, f"甲{typed}，后文。")
    runs = read.reports[0].paragraphs[1].runs
    assert "".join(run.text for run in runs if run.link).replace("\u3000", "") == text
    assert {run.link for run in runs if run.link} == {address}
    assert read.problems == ()


@pytest.mark.parametrize(
    ("order", "kind"),
    [
        ("图表：{表：一，类型：柱状图}", "column"),
        ("图表{类型：条形统计图}", "bar"),
        ("**图表：{类型：曲线图}**", "line"),
        ("- 图表: {表: 1}", "bar"),
        ("> 图表: {}", "bar"),
    ],
)
def test_charts_are_asked_for_in_many_ways(order: str, kind: str, tmp_path: Path) -> None:
    made = blocks(tmp_path, TABLE + order)
    assert [each.chart.kind for each in made if each.chart] == [kind]


def test_a_table_is_found_by_its_number_in_any_digits(tmp_path: Path) -> None:
    made = blocks(tmp_path, TABLE.replace("表1", "表二") + "图表: {表: 2}")
    assert made[1].chart


def test_hints_of_charts_can_be_followed(tmp_path: Path) -> None:
    _, problems = outcome(write(tmp_path, {"water.md": report(body="图表: {}\n" + TABLE)}))
    assert [problem.hint for problem in problems] == ["用“表”写明是哪一个，或把图表写在表的下面"]
    body = "甲\t5\n乙\t6\n图表: {值: 同比}"
    _, problems = outcome(write(tmp_path / "b", {"water.md": report(body=body)}))
    assert [problem.hint for problem in problems] == ["这个表的栏没有名称：在表的第一行写上"]


SHEET = "表1 子,,\n,,单位：元\n指标,2022年,2023年\n丙,1,2\n注：丑,,\n"


@pytest.mark.parametrize("caption", ["", "表1　子", "表1 寅"])
def test_a_sheet_brings_its_title_unit_and_notes(caption: str, tmp_path: Path) -> None:
    (made,) = blocks(tmp_path, f"![{caption}](a.csv)", **{"a.csv": SHEET})
    table = made.table
    assert table
    assert (table.title, table.notes) == (caption.replace(" ", "　") or "表1　子", ("注：丑",))
    other = "寅" in caption
    assert grid(table)[-2:] == [["指标", "2022年", "2023年"], ["丙", "1", "2"]]
    assert ("子" in grid(table)[0][0]) is other
    assert table.unit == ("" if other else "单位：元")


def test_rows_of_a_pasted_sheet_are_title_and_notes_too(tmp_path: Path) -> None:
    (made,) = blocks(tmp_path, "|表1 子|||\n|--|--|--|\n|指标|2022年|2023年|\n|丙|1|2|\n|资料来源：某局|||")
    assert made.table
    assert (made.table.title, made.table.notes) == ("表1　子", ("资料来源：某局",))
    assert [len(made.table.head), len(made.table.rows)] == [1, 1]


def test_the_separator_that_excel_writes_is_no_row(tmp_path: Path) -> None:
    (made,) = blocks(tmp_path, "![](a.csv)", **{"a.csv": "sep=;\n甲;乙,丙\n丁;1\n"})
    assert made.table
    assert grid(made.table) == [["甲", "乙，丙"], ["丁", "1"]]


@pytest.mark.parametrize("typed", ['甲,乙\n丙,"丁\n戊,1\n', '甲,乙\n"丙"丁,1\n'])
def test_quotes_of_a_csv_file_that_do_not_pair_are_told_at_their_row(typed: str, tmp_path: Path) -> None:
    assert faults(tmp_path, "正文。\n![](a.csv)", **{"a.csv": typed}) == [("bad-csv", 2, 1)]


def test_a_csv_line_without_end_is_told(tmp_path: Path) -> None:
    assert [code for code, *_ in faults(tmp_path, "正文。\n![](a.csv)", **{"a.csv": "甲" * 200_000})] == ["bad-csv"]


def test_braces_below_a_block_place_it_and_elsewhere_are_told(tmp_path: Path) -> None:
    (made,) = blocks(tmp_path, "表1 子 单位：元\n|甲|乙|\n|丙|1|\n{宽: 2栏}")
    assert made.table
    assert (made.table.title, made.table.unit, made.placing) == ("表1　子", "单位：元", Placing(columns=2))
    assert faults(tmp_path / "b", "正文。\n{宽: 2栏}\n写成{x}。\n表3 甲{位置: 上}\n后文。") == [
        ("placing", 2, 1), ("placing", 4, 5),
    ]  # fmt: skip


def test_a_heading_within_a_quotation_is_bold_in_it(tmp_path: Path) -> None:
    made = blocks(tmp_path, "> ## 甲乙\n> 丙。")
    assert kinds(made) == [("quote", "甲乙"), ("quote", "丙。")]
    assert [run.bold for run in made[0].runs] == [True]


@pytest.mark.parametrize("line", ["a.csv", "[表格：a.csv]", "（表：a.csv）", "[表1 甲](a.csv)"])
def test_a_table_may_be_named_by_its_file_alone(line: str, tmp_path: Path) -> None:
    (made,) = blocks(tmp_path, line, **{"a.csv": "甲,乙\n丙,1\n"})
    assert made.table


def test_the_source_of_a_table_is_not_taken_for_a_leaving(tmp_path: Path) -> None:
    table = "|甲|乙|\n|丙|1|\n"
    assert faults(tmp_path, f"正文。\n{table}来源：统计局\n后文。\n{table}（来源：统计局）") == []
    assert [code for code, *_ in faults(tmp_path / "b", "正文。\n来源：统计局")] == ["residue"]


def test_a_table_that_is_too_large_is_told_once(tmp_path: Path) -> None:
    body = "正文。\n" + "|甲|1|2|\n" * 7000
    assert faults(tmp_path, body) == [("table-too-large", 2, 1)]
    assert faults(tmp_path / "b", body.replace("|", "\t")) == [("table-too-large", 2, 2)]
