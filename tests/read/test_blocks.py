"""Tables, lists, quotations, notes, boxes, charts and links as they are written; what only looks alike is text."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model.edition import Edition, Paragraph, Placing, Table
from bulletin.problems import Problem
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


@settings(deadline=None, max_examples=60)
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


@settings(deadline=None, max_examples=60)
@given(grids())
def test_tabs_are_read_back_cell_for_cell(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    written = edition(tmp_path_factory.mktemp("c"), "\n".join(map("\t".join, rows)))
    (made,) = written.reports[0].paragraphs[1:]
    assert made.table
    assert [text for row in grid(made.table) for text in row if text] == [text for row in rows for text in row if text]
    assert made.table.columns == len(rows[0])
    assert not [change for change in written.changes if change.old == "\t"]


@settings(deadline=None, max_examples=60)
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


@settings(deadline=None, max_examples=300)
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
    ],
)
def test_links_show_their_address_where_it_says_more(typed: str, runs: list[tuple[str, str]], tmp_path: Path) -> None:
    (made,) = blocks(tmp_path, typed)
    assert [(run.text, run.link) for run in made.runs if run.link] == runs


def test_a_chart_takes_the_nearest_table_and_its_last_column_of_numbers(tmp_path: Path) -> None:
    _, made = blocks(tmp_path, TABLE + "图表：{类型：柱形，题：图1 甲，来源：统计局，宽：2栏}")
    assert made.chart
    assert (made.chart.kind, made.chart.categories, made.chart.unit) == ("column", ("甲", "乙"), "%")
    assert [(each.name, each.shown, each.values) for each in made.chart.series] == [
        ("同比", ("−5.2", "12"), (-5.2, 12.0))
    ]
    assert (made.chart.title, made.chart.notes) == ("图1 甲", ("资料来源：统计局",))
    assert made.placing == Placing(columns=2)


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
    (TABLE + "图表: {颜色: 红}", [("unknown-key", 6, 6)]),
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


def test_a_cell_of_a_csv_file_is_told_in_that_file(tmp_path: Path) -> None:
    body = "![表1 甲](a.csv)\n图表: {表: 1}"
    assert faults(tmp_path, body, **{"a.csv": "甲,乙\n丙,1\n丁,约2\n"}) == [("chart-number", 3, 3)]


def test_a_csv_file_that_no_report_names_is_told(tmp_path: Path) -> None:
    assert [code for code, *_ in faults(tmp_path, "正文。", **{"a.csv": "甲,乙\n"})] == ["not-read"]
    assert faults(tmp_path / "b", "正文。\n![](a.csv)", **{"a.csv": "甲,乙\n"}) == []
