"""Three-line tables: every cell once, in order, in its own rows and columns; pieces that repeat their heads."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import combinations
from typing import NamedTuple

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.draw.pdf.file import draw_pdf
from bulletin.geometry import Point, Rect, Size
from bulletin.makeup.brief import Brief
from bulletin.makeup.grid import type_area
from bulletin.makeup.links import LinkTarget
from bulletin.makeup.structure import Structure, TableTags
from bulletin.makeup.table_cells import LEAST_APART, before_point, column_kinds, with_unit_apart
from bulletin.makeup.table_setting import SetTable
from bulletin.makeup.tables import Tables
from bulletin.model.edition import Cell, Paragraph, Run, Table, plain
from bulletin.model.page import ARTIFACT, Bulletin, LinkMark, Mark, Page, RuleMark, TextMark
from bulletin.model.placed_cells import placed_cells
from bulletin.problems import OversetError, Place
from bulletin.units import ROUNDING, fits
from tests.examples import examples
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, shipped
from tests.makeup.tables import TABLES, table

PLACE = Place("报告.md", 1)
AT = Point(30.0, 40.0)

FIGURES = ("0", "12", "1,204.5", "−3.75", "-0.4", "(120)", "（1.25）", "98.6%", "+7", "2025年", "≤40", "—", "")
WORDS = (
    "", "有", "水务局", "高新区", "2026年6月30日", "GB 3838—2002", "GIS", "internationalization", "**重点**项目",
    "第三方机构为园区提供监测、巡查、台账等服务，费用由区财政承担70%", "生态环境分局", "农村为1", "“一件事”集成改革",
)  # fmt: skip
HEADS = ("指标", "增速（%）", "生产总值（亿元）", "2025年", "单位", "Provider", "", "占全市比重")


class Tagged(NamedTuple):
    """A table's structure, in a report of its own."""

    structure: Structure
    tags: TableTags


class Desk(NamedTuple):
    """What the tests set tables with."""

    setup: LayoutSetup
    tables: Tables
    brief: Brief

    @property
    def leading(self) -> float:
        return self.brief.area.grid.leading

    def marks(self, set_table: SetTable, first: int, last: int, tags: TableTags) -> list[Mark]:
        design = self.setup.design
        groups = set_table.groups[first:last]
        body = range(groups[0].start, groups[-1].stop)
        return self.tables.marks(set_table, body, AT, tags, lambda name: design.color(name, "blue"))


@pytest.fixture(scope="module")
def desk(a3: LayoutSetup) -> Desk:
    brief = Brief(edition(shipped("water")), a3.design, type_area(a3.design), a3.faces, a3.composer)
    return Desk(a3, Tables(brief), brief)


def tagged(a_table: Table) -> Tagged:
    """The table as the only paragraph of a report."""
    paragraph = Paragraph("table", 0, (), PLACE, table=a_table)
    structure = Structure(edition(shipped("water")._replace(paragraphs=(paragraph,))), [1], [0])
    return Tagged(structure, structure.reports[0].tables[0])


@st.composite
def tables_of(draw: st.DrawFn, rows: int = 40, columns: int = 12) -> Table:
    """Any table from one row by two columns, with merged heads and cells tied by one above."""
    across = draw(st.integers(2, columns))
    down = draw(st.integers(1, rows))
    pools = [draw(st.sampled_from((FIGURES, FIGURES, WORDS))) for _ in range(across)]
    few = draw(st.integers(1, 6))
    drawn = [[draw(st.sampled_from(pool)) for pool in pools] for _ in range(min(down, few))]
    body = [[*drawn[row % len(drawn)]] for row in range(down)]
    for row in draw(st.lists(st.integers(1, down - 1), max_size=3)) if down > 1 else ():
        body[row][0] = "^"
    lines = [[draw(st.sampled_from(HEADS)) for _ in range(across)] for _ in range(draw(st.integers(0, 2)))]
    if len(lines) == 2:
        lines[0][draw(st.integers(1, across - 1))] = "<"
    named = st.sampled_from(("", "表1 主要指标", "表2 高新区2024—2025年一般公共预算收支情况一览表（含街道）"))
    notes = draw(
        st.lists(st.sampled_from(("注：增减为2025年比2020年。", "资料来源：" + "统计年鉴、" * 12)), max_size=2)
    )
    unit = draw(st.sampled_from(("", "单位：亿元")))
    head, body_text = ("".join("|".join(row) + "\n" for row in part) for part in (lines, body))
    text = f"{head}---\n{body_text}" if head else body_text
    return with_bold(table(text, title=draw(named), unit=unit, notes=tuple(notes)))


def with_bold(a_table: Table) -> Table:
    """The table with what stands between ** in bold."""

    def bold(cell: Cell) -> Cell:
        parts = enumerate(plain(cell.runs).split("**"))
        return cell._replace(runs=tuple(Run(part, bold=number % 2 == 1) for number, part in parts if part))

    head, rows = (tuple(tuple(map(bold, row)) for row in part) for part in (a_table.head, a_table.rows))
    return a_table._replace(head=head, rows=rows)


def said(marks: Sequence[Mark]) -> str:
    """The text of marks that are no artifacts, in order, without what spaces the lines."""
    texts = []
    for mark in marks:
        if isinstance(mark, TextMark) and mark.tag != ARTIFACT:
            text = "".join("".join(span.units) for span in mark.spans)
            texts.append(text[:-1] if mark.hyphen else text)
    return "".join("".join(texts).split())


def right_edge(desk: Desk, mark: TextMark) -> float:
    """Where the last glyph of a mark ends, a mark's own white left out."""
    last = max((span for span in mark.spans), key=lambda span: span.xs[-1])
    face = desk.setup.faces.face(last.face)
    unit = last.units[-1]
    advance = float(face.advance(unit))
    if unit in "，、；：。？！）》”’":
        advance /= 2
    return mark.x + (last.xs[-1] + advance) * last.size / 1000


def pieces(set_table: SetTable, every: int) -> Iterator[tuple[int, int]]:
    groups = len(set_table.rows)
    return ((first, min(first + every, groups)) for first in range(0, groups, every))


def fitting(desk: Desk, a_table: Table) -> SetTable | None:
    """The table over the columns that it needs; None where it is too wide for the page."""
    try:
        span = desk.tables.span(a_table)
    except OversetError:
        return None
    return desk.tables.set(a_table, desk.brief.area.span_width(span))


@settings(max_examples=examples(60))
@given(a_table=tables_of(), every=st.integers(1, 50))
def test_all_pieces_say_the_table_once_in_order_each_cell_in_its_tag(desk: Desk, a_table: Table, every: int) -> None:
    set_table = fitting(desk, a_table)
    if set_table is None:
        return
    tags = tagged(a_table).tags
    marks = [mark for first, last in pieces(set_table, every) for mark in desk.marks(set_table, first, last, tags)]
    words = (a_table.title, a_table.unit, *(cell.text for cell in a_table.cells), *a_table.notes)
    assert said(marks) == "".join("".join(words).split())
    for cell, tag in zip(a_table.cells, tags.cells, strict=True):
        own = [mark for mark in marks if isinstance(mark, TextMark) and mark.tag == tag]
        assert said(own) == "".join(cell.text.split())


@settings(max_examples=examples(60))
@given(a_table=tables_of(), every=st.integers(1, 50))
def test_marks_stay_in_the_width_and_in_their_rows_and_no_cells_touch(desk: Desk, a_table: Table, every: int) -> None:
    set_table = fitting(desk, a_table)
    if set_table is None:
        return
    tags = tagged(a_table).tags
    for first, last in pieces(set_table, every):
        above = set_table.opening if first == 0 else set_table.again
        closes = last == len(set_table.rows)
        depth = above + sum(set_table.rows[first:last]) + (set_table.closing if closes else 0)
        boxes: list[tuple[int, Rect]] = []
        for mark in desk.marks(set_table, first, last, tags):
            if isinstance(mark, RuleMark):
                assert fits(AT.y, mark.start.y - mark.width / 2)
                assert fits(mark.start.y + mark.width / 2, AT.y + depth * desk.leading)
                assert fits(AT.x, mark.start.x)
                assert fits(mark.end.x, AT.x + set_table.width)
            elif isinstance(mark, TextMark) and mark.spans:
                size = max(span.size for span in mark.spans)
                left = mark.x + min(span.xs[0] for span in mark.spans) * size / 1000
                right = right_edge(desk, mark)
                assert fits(AT.x - 0.5 * size, left)  # an opening mark's white may stand out
                assert fits(right, AT.x + set_table.width)
                assert fits(AT.y, mark.y - 0.88 * size)
                assert fits(mark.y + 0.12 * size, AT.y + depth * desk.leading)
                boxes.append((mark.tag, Rect(left, mark.y - 0.8 * size, right - left, 0.8 * size)))
        for (tag, box), (other_tag, other) in combinations(boxes, 2):
            assert not box.overlaps(other), (tag, other_tag)


@settings(max_examples=examples(60))
@given(a_table=tables_of())
def test_widths_add_up_and_rows_and_groups_are_those_of_the_table(desk: Desk, a_table: Table) -> None:
    set_table = fitting(desk, a_table)
    if set_table is None:
        return
    assert abs(sum(set_table.columns) + 2 * set_table.margin - set_table.width) < ROUNDING
    assert min(set_table.margin, *set_table.columns) >= -ROUNDING
    assert [row for group in set_table.groups for row in group] == list(range(len(a_table.rows)))
    assert len(set_table.rows) == len(set_table.groups)
    assert len(set_table.rows) == 1 or min(set_table.rows[0], set_table.rows[-1]) >= LEAST_APART
    for placed in placed_cells(a_table):
        if not placed.in_head and placed.cell.down <= 8:
            assert any(placed.rows.start in group and placed.rows[-1] in group for group in set_table.groups)


@settings(max_examples=examples(60))
@given(a_table=tables_of())
def test_figures_of_a_column_stand_at_one_decimal_point(desk: Desk, a_table: Table) -> None:
    set_table = fitting(desk, a_table)
    if set_table is None:
        return
    tags = tagged(a_table).tags
    marks = desk.marks(set_table, 0, len(set_table.rows), tags)
    by_tag = {mark.tag: mark for mark in marks if isinstance(mark, TextMark)}
    cells = placed_cells(a_table)
    kinds = column_kinds(a_table, cells)
    points: dict[int, list[float]] = {}
    for placed, tag in zip(cells, tags.cells, strict=True):
        count = before_point(placed.cell.text)
        if count and not placed.in_head and kinds[placed.column] == "figures":
            mark = by_tag[tag]
            glyphs = [
                (unit, mark.x + x * span.size / 1000, span)
                for span in mark.spans
                for unit, x in zip(span.units, span.xs, strict=True)
            ]
            unit, x, span = glyphs[count - 1]
            assert unit.isdigit()
            end = x + desk.setup.faces.face(span.face).advance(unit) * span.size / 1000
            points.setdefault(placed.column, []).append(end)
    for ends in points.values():
        assert max(ends) - min(ends) < 0.02


@settings(max_examples=examples(40))
@given(a_table=tables_of(rows=12), every=st.integers(1, 4))
def test_every_further_piece_says_that_it_goes_on_and_repeats_the_heads(desk: Desk, a_table: Table, every: int) -> None:
    set_table = fitting(desk, a_table)
    if set_table is None:
        return
    tags = tagged(a_table).tags
    heads = "".join("".join(cell.text for row in a_table.head for cell in row).split())
    for first, last in pieces(set_table, every):
        if first:
            repeated = [
                mark._replace(tag=0)
                for mark in desk.marks(set_table, first, last, tags)
                if isinstance(mark, TextMark) and mark.tag == ARTIFACT
            ]
            assert said([*repeated]) == "（续表）" + a_table.unit + heads


def test_a_table_spans_the_fewest_columns_over_which_no_cell_is_squeezed(desk: Desk) -> None:
    spans = {name: desk.tables.span(a_table) for name, a_table in TABLES.items()}
    assert spans["least"] == spans["names"] == spans["merged body"] == 1
    assert spans["main figures"] == spans["long texts"] == spans["stations"] == 2
    assert spans["most"] == spans["projects"] == 3


def test_wanted_columns_are_kept_or_the_fewest_above_them_that_hold_the_table(desk: Desk) -> None:
    assert desk.tables.span(TABLES["least"], wanted=3) == 3
    assert desk.tables.span(TABLES["least"], wanted=9) == 4
    assert desk.tables.span(TABLES["stations"], wanted=1) == 2


def test_a_width_too_small_is_told_with_one_that_holds_the_table(desk: Desk) -> None:
    with pytest.raises(OversetError) as raised:
        desk.tables.set(TABLES["most"], desk.brief.area.measure)
    (problem,) = raised.value.problems
    assert problem.code == "table-too-wide"
    assert "12列" in problem.message
    assert "{宽: 2栏}" in problem.hint


def test_a_table_too_wide_for_the_page_is_told_with_widths_and_what_to_do(desk: Desk) -> None:
    wide = table(" | ".join(["2025年12月"] * 40) + "\n" + " | ".join(["1234567.89"] * 40), title="表1 大表")
    with pytest.raises(OversetError) as raised:
        desk.tables.span(wide)
    (problem,) = raised.value.problems
    assert problem.place == wide.cells[0].place
    assert "表1 大表" in problem.message
    assert "267.0毫米" in problem.message
    assert "转置" in problem.hint


def test_type_becomes_smaller_before_a_table_is_too_wide(desk: Desk) -> None:
    wide = table(" | ".join(["2025年"] * 12) + "\n" + " | ".join(["1,234,56.5"] * 12))
    widths = [desk.brief.area.span_width(span) for span in (4, 3)]
    whole, smaller = (desk.tables.set(wide, width) for width in widths)
    assert whole.scale == 1.0 > smaller.scale >= desk.setup.design.table.scale_min
    assert not smaller.comfortable


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("12.5", "12"), ("1,204.50", "1,204"), ("−3.75", "−3"), ("（1.2）", "（1"), ("98%", "98"), ("12.5¹", "12"),
        ("39.2万人", "39"),
        ("≤40", "≤40"), ("¥5", "¥5"), ("1 210 207.5", "1 210 207"), ("3～5", ""), ("2019年4月", ""), ("GB 3838", ""),
        ("v2.10", ""), ("1.2.3", ""), ("—", ""), ("持平", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_a_figure_is_and_where_its_point_stands(text: str, before: str) -> None:
    assert text[: before_point(text)] == before


def test_columns_are_told_apart_by_what_they_hold() -> None:
    kinds = {name: column_kinds(each, placed_cells(each)) for name, each in TABLES.items()}
    assert kinds["main figures"] == ("words", "units", "figures", "figures", "figures")
    assert kinds["empty cells"][0] == "words"  # 单位 over offices is no column of units
    assert kinds["projects"][4] == "figures"  # 未开工 among figures
    assert kinds["stations"] == ("words", *["short"] * 4, "figures", "figures", "short")
    assert kinds["yes and no"] == ("words", *["short"] * 3)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("一季度", "二季度", "10月"), "words"), (("东部", "西部"), "words"), (("Ⅰ", "Ⅱ"), "short"),
        (("甲", "乙", "丙"), "short"), (("2022年", "2023年"), "figures"),
    ],
)  # fmt: skip
def test_words_in_the_first_column_stand_left_and_single_marks_in_its_middle(cells: tuple[str, ...], kind: str) -> None:
    made = table("名称|增速\n---\n" + "\n".join(f"{cell}|1.5" for cell in cells))
    assert column_kinds(made, placed_cells(made))[0] == kind


def test_a_unit_in_brackets_is_parted_from_its_head() -> None:
    assert with_unit_apart((Run("生产总值（亿元）"),)) == (Run("生产总值", bold=True), Run("（亿元）"))
    assert with_unit_apart((Run("生产"), Run("总值（%）", bold=True))) == (
        Run("生产", bold=True), Run("总值", bold=True), Run("（%）"),
    )  # fmt: skip
    assert with_unit_apart((Run("生产总值"),)) is None
    assert with_unit_apart((Run("（亿元）"),)) is None


def test_the_file_has_every_cell_in_its_row_empty_ones_too_with_scope_and_span(desk: Desk) -> None:
    a_table = TABLES["merged head"]
    a_table = a_table._replace(rows=(*a_table.rows, *table("合计|||1||2").rows))
    given_table = tagged(a_table)
    set_table = desk.tables.set(a_table, desk.brief.area.span_width(2))
    marks = tuple(desk.marks(set_table, 0, len(set_table.groups), given_table.tags))
    page = desk.brief.area.rect
    size = desk.setup.design.page
    bulletin = Bulletin(
        "", "", "", (), (2026, 1, 1), (Page(1, Size(size.width, size.height), page, marks, (), 70),),
        tuple(given_table.structure.tags), (), "", "",
    )  # fmt: skip
    data = draw_pdf(bulletin, desk.setup.design, desk.setup.faces, icc_folders=())
    pdf = pikepdf.open(BytesIO(data))
    (element,) = _elements(pdf.Root.StructTreeRoot, "/Table")
    lines = [[*_elements(line, "/TH"), *_elements(line, "/TD")] for line in _elements(element, "/TR")]
    assert [len(line) for line in lines] == [4, 4, 6, 6, 6, 6]
    head = lines[0][1]
    assert head.A.O == "/Table"
    assert head.A.Scope == "/Column"
    assert head.A.ColSpan == 2
    assert lines[0][0].A.RowSpan == 2
    assert "/K" not in lines[-1][2]
    assert "/K" in lines[-1][0]
    assert lines[-1][0].A.Scope == "/Row"


def _elements(parent: pikepdf.Object, kind: str) -> list[pikepdf.Object]:
    """The elements of a kind below `parent`, in order."""
    found: list[pikepdf.Object] = []
    kids: pikepdf.Object | list[pikepdf.Object] = parent.get("/K", [])
    for kid in kids if isinstance(kids, (pikepdf.Array, list)) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [kid] if kind == kid.S else _elements(kid, kind)
    return found


def test_the_words_of_heads_are_those_of_the_cells() -> None:
    for a_table in TABLES.values():
        for cell in a_table.cells:
            parted = with_unit_apart(cell.runs)
            assert parted is None or plain(parted) == cell.text


def test_links_and_notes_numbers_of_cells_lead_where_they_say(desk: Desk) -> None:
    here = table("项目|数量\n---\n见甲乙|12")
    runs = (Run("见"), Run("公报", link="https://example.cn/1"), Run("¹", note=1))
    a_table = here._replace(rows=((here.rows[0][0]._replace(runs=runs), here.rows[0][1]),))
    given_table = tagged(a_table)
    set_table = desk.tables.set(a_table, desk.brief.area.span_width(1))
    color = desk.setup.design.color
    marks = desk.tables.marks(
        set_table, range(1), AT, given_table.tags, lambda name: color(name, "blue"), lambda _: LinkTarget(3, 99.0)
    )
    links = [mark for mark in marks if isinstance(mark, LinkMark)]
    assert [(link.page, link.address) for link in links] == [(0, "https://example.cn/1"), (3, "")]
    tags = given_table.structure.tags
    assert all(tags[link.tag].kind == "Link" and tags[link.tag].parent == given_table.tags.cells[2] for link in links)
    linked = {link.tag for link in links}
    words = [said([mark]) for mark in marks if isinstance(mark, TextMark) and mark.tag in linked]
    assert words == ["公报", "¹"]
