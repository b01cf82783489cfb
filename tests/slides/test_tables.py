"""Tables on slides: cut to what is readable, columns and rows that hold their words, native with what spans."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.enum.text import PP_ALIGN

from bulletin.faces.face import Faces
from bulletin.geometry import Insets, Rect
from bulletin.memory import Memory
from bulletin.model.edition import Paragraph, Table
from bulletin.model.slide import LayoutText, Slack, SlideDesign, SlideTable, Template, TextLevel
from bulletin.problems import Place
from bulletin.slides.measure import Measurer
from bulletin.slides.table import MOST_TABLE_COLUMNS, MOST_TABLE_ROWS, cut_table, slide_table
from bulletin.units import fits
from tests.examples import examples
from tests.makeup.tables import table
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import notes_of, opened, texts_of, with_blocks, words_of
from tests.slides.texts import heads

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
HERE = Place("content/x.md")


def block(made: Table) -> Paragraph:
    return Paragraph("table", 0, (), HERE, table=made)


def grid(rows: int, columns: int) -> Table:
    """Figures below a row of heads."""
    head = "|".join(f"列{column}" for column in range(columns))
    body = "\n".join("|".join(f"{row * 10 + column}" for column in range(columns)) for row in range(rows))
    return table(f"{head}\n---\n{body}")


SPANNING = """指标|上半年|<|下半年|<|全年|备注
^|计划|完成|计划|完成|^|^
---
产值|1|2|3|4|5|甲
^|1|2|3|4|5|乙
产量|1|2|3|4|5|丙
^|1|2|3|4|5|丁"""


@pytest.fixture(scope="module")
def measurer(faces: Faces) -> Measurer:
    return Measurer(faces, Slack(), Memory())


@pytest.mark.parametrize(
    ("made", "rows", "columns", "left"),
    [(grid(7, 5), 7, 5, (0, 0)), (grid(9, 5), 7, 5, (2, 0)), (grid(3, 8), 7, 5, (0, 3)), (grid(40, 12), 7, 5, (33, 7))],
)
def test_a_table_is_cut_to_its_first_rows_and_columns_and_what_is_left_is_counted(
    made: Table, rows: int, columns: int, left: tuple[int, int]
) -> None:
    cut = cut_table(made, rows, columns)
    assert (cut.rows_left, cut.columns_left) == left
    assert cut.table.columns == min(columns, made.columns)
    assert cut.table.rows == tuple(row[:columns] for row in made.rows[:rows])


def covered(rows: Any) -> list[tuple[int, int]]:
    """Every place of a grid as often as a cell covers it, each cell where the grid is free."""
    found: list[tuple[int, int]] = []
    for row, cells in enumerate(rows):
        at = 0
        for cell in cells:
            while (row, at) in found:
                at += 1
            found += [(row + down, at + across) for down in range(cell.down) for across in range(cell.across)]
            at += cell.across
    return found


@pytest.mark.parametrize("columns", range(1, 8))
@pytest.mark.parametrize("rows", range(1, 5))
def test_cells_that_span_are_cut_at_the_edge_and_cover_every_place_once(rows: int, columns: int) -> None:
    cut = cut_table(table(SPANNING), rows, columns).table
    for part, count in ((cut.head, 2), (cut.rows, rows)):
        assert sorted(covered(part)) == [(row, column) for row in range(count) for column in range(columns)]


def text_of(width: float, height: float) -> LayoutText:
    return LayoutText("table", Rect(94.0, 178.0, width, height), (), insets=Insets(0, 0, 0, 0))


cells = st.text("数据增长率0123456789.%园区建设情况说明", min_size=0, max_size=30)
tables = st.integers(1, 7).flatmap(
    lambda columns: st.lists(st.lists(cells, min_size=columns, max_size=columns), min_size=2, max_size=12)
)


@given(tables, st.floats(300, 836), st.floats(120, 284))
@settings(max_examples=examples(60), deadline=None)
def test_any_table_fills_the_width_and_stays_in_its_height_or_is_none(
    measurer: Measurer, slide_design: SlideDesign, rows: list[list[str]], width: float, height: float
) -> None:
    head, *body = ("|".join(text or "空" for text in row) for row in rows)
    made = table(head + "\n---\n" + "\n".join(body))
    found = slide_table(
        report("正文。")._replace(paragraphs=(block(made),)), 0, text_of(width, height), slide_design, measurer
    )
    if found is None:
        return
    assert sum(found.widths) == pytest.approx(width)
    assert fits(sum(found.row_heights), height)
    assert found.rect.width == pytest.approx(width)
    assert found.rect.height == pytest.approx(sum(found.row_heights))
    assert 16 <= found.size <= 20
    assert len(found.table.rows) <= MOST_TABLE_ROWS
    assert found.table.columns <= MOST_TABLE_COLUMNS
    for cells_of, room in zip((*found.table.head, *found.table.rows), found.row_heights, strict=True):
        for cell, across in zip(cells_of, found.widths, strict=True):
            ems = (across - 14.4) / found.size
            assert room + 0.01 >= -(-len(cell.text) * 0.5 // ems) * found.size * 1.3  # a figure is half an em at least


def test_a_table_that_no_readable_size_holds_is_left_to_the_notes(make: Maker) -> None:
    wordy = table("项目|说明\n---\n" + "\n".join(f"第{n}项|{'情况说明' * 90}" for n in range(3)))
    deck = make(edition(with_blocks(report(heads(3, text=60)), block(wordy))))
    (slide,) = deck.slides
    assert slide.table is None
    assert "表格 1" in notes_of(slide)[-1]
    assert any("情况说明" * 90 in line for line in notes_of(slide))


@pytest.fixture(scope="module")
def shown(make: Maker, template: Template) -> tuple[SlideTable, Any]:
    """A table with all that one has, as planned and as python-pptx reads it."""
    made = table(SPANNING, title="表1　主要指标", notes=("注：预计数。", "资料来源：统计局"))
    deck = make(edition(with_blocks(report("（一）抓规划\n一张蓝图。\n（二）抓产业\n招引企业。"), block(made))))
    (slide,) = deck.slides
    assert slide.table
    assert words_of(slide, "heading") == ["表1　主要指标"]
    assert words_of(slide, "source") == ["注：预计数。　资料来源：统计局"]
    assert not any(text.rect.overlaps(slide.table.rect) for text in texts_of(slide, "body"))
    (frame,) = [each for each in opened(deck, template).slides[0].shapes if each.has_table]
    return slide.table, frame


def test_a_native_table_has_its_head_merged_cells_and_alignment(shown: tuple[SlideTable, Any]) -> None:
    planned, frame = shown
    native = frame.table
    assert native.first_row
    assert not native.horz_banding
    assert [len(native.rows), len(native.columns)] == [6, 5]
    assert [round(column.width / 12700, 1) for column in native.columns] == [round(w, 1) for w in planned.widths]
    first = native.cell(0, 0)
    assert (first.text, first.span_height, first.is_merge_origin) == ("指标", 2, True)
    assert (native.cell(0, 1).text, native.cell(0, 1).span_width) == ("上半年", 2)
    assert native.cell(2, 0).span_height == 2
    alignments = [native.cell(2, column).text_frame.paragraphs[0].alignment for column in range(5)]
    assert alignments == [PP_ALIGN.LEFT, *[PP_ALIGN.RIGHT] * 4]
    assert native.cell(0, 1).text_frame.paragraphs[0].alignment == PP_ALIGN.CENTER
    assert native.cell(0, 0).text_frame.paragraphs[0].runs[0].font.bold
    assert not native.cell(2, 1).text_frame.paragraphs[0].runs[0].font.bold


def test_a_native_table_is_ruled_by_three_lines_and_described(shown: tuple[SlideTable, Any]) -> None:
    _, frame = shown
    native = frame.table
    ruled = {
        (row, side)
        for row in range(6)
        for side in "LRTB"
        if native.cell(row, 0)._tc.find(f"{A}tcPr/{A}ln{side}/{A}solidFill") is not None
    }
    assert ruled == {(0, "T"), (1, "B"), (5, "B")}
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == "表格：表1 主要指标"
    assert frame.is_placeholder


def test_the_rows_of_a_native_table_are_as_high_as_they_were_counted(make: Maker, template: Template) -> None:
    wordy = table("项目|说明|数\n---\n" + "\n".join(f"第{n}项|{'情况说明' * 6}|{n}" for n in range(4)))
    deck = make(edition(with_blocks(report(heads(2)), block(wordy))))
    (frame,) = [each for each in opened(deck, template).slides[0].shapes if each.has_table]
    made = deck.slides[0].table
    assert made is not None
    for row, height in zip(frame.table.rows, made.row_heights, strict=True):
        assert row.height.pt == pytest.approx(height, abs=0.01)
        for cell in row.cells:
            (paragraph,) = cell.text_frame.paragraphs
            assert paragraph.line_spacing.pt == pytest.approx(made.size * 1.3)
            assert cell.margin_top.pt == cell.margin_bottom.pt == 5
            assert cell.margin_left.pt == cell.margin_right.pt == 7.2


def test_shapes_stand_in_the_order_in_which_they_are_read(make: Maker, template: Template) -> None:
    made = table(SPANNING, title="表1　主要指标", notes=("注：预计数。",))
    deck = make(edition(with_blocks(report(heads(2)), block(made))))
    (slide,), (drawn,) = deck.slides, opened(deck, template).slides
    order = [max(text.idx, 0) for text in slide.texts]
    shown = [order.index(shape.placeholder_format.idx) for shape in drawn.shapes]
    assert shown == sorted(shown)


def test_what_of_a_table_is_left_out_is_told(make: Maker) -> None:
    deck = make(edition(with_blocks(report(heads(2)), block(grid(10, 7)))))
    (slide,) = deck.slides
    assert slide.table
    rows, columns = 10 - len(slide.table.table.rows), 7 - slide.table.table.columns
    assert rows >= 3
    assert f"表格 {rows} 行、表格 {columns} 列" in notes_of(slide)[-1]


def set_table(made: Table, measurer: Measurer, design: SlideDesign, width: float = 400.0) -> SlideTable:
    story = report("正文。")._replace(paragraphs=(block(made),))
    found = slide_table(story, 0, text_of(width, 300), design, measurer)
    assert found
    return found


def test_a_cell_over_two_rows_has_its_lines_in_both(measurer: Measurer, slide_design: SlideDesign) -> None:
    made = set_table(table(f"项目|数\n---\n{'重点项目' * 14}|1\n^|2\n其他|3"), measurer, slide_design, 260)
    level = TextLevel(made.size, made.leading)
    lines = measurer.lines("重点项目" * 14, level, made.widths[0] - 14.4)
    assert lines >= 4
    first, second = made.row_heights[1:3]
    assert first == second == -(-lines // 2) * made.leading + 10
    assert first + second >= lines * made.leading + 10


def test_a_short_label_is_not_broken_and_rows_of_few_words_are_opened(
    measurer: Measurer, slide_design: SlideDesign
) -> None:
    made = set_table(table(f"指标|说明\n---\n地区生产总值|{'情况说明' * 20}"), measurer, slide_design)
    assert made.widths[0] - 14.4 >= measurer.width("地区生产总值") * made.size
    assert set_table(grid(3, 3), measurer, slide_design).row_heights == (40.0,) * 4


def test_a_table_alone_has_a_layout_without_an_empty_body(make: Maker) -> None:
    deck = make(edition(report("正文。")._replace(paragraphs=(block(grid(3, 3)),))))
    assert deck.layouts[0].name == "整幅表格"


@pytest.mark.parametrize(("scale", "size"), [(0.5, 10.0), (1.0, 20.0), (2.0, 20.0)])
def test_type_has_the_least_size_of_a_lower_slide_and_no_larger_one_of_a_higher(
    scale: float, size: float, make: Maker, template: Template
) -> None:
    deck = make(edition(with_blocks(report(heads(2)), block(grid(3, 3)))), scaled(template, scale))
    shown = deck.slides[0].table
    assert shown is not None
    assert shown.size == size
    assert "template-small-type" not in [problem.code for problem in deck.problems]


def scaled(template: Template, scale: float) -> Template:
    """A template with all its lengths multiplied."""
    layouts = tuple(
        layout._replace(
            texts=tuple(
                text._replace(
                    rect=Rect(*(side * scale for side in text.rect)),
                    insets=Insets(*(side * scale for side in text.insets)),
                    levels=tuple(
                        level._replace(
                            size=level.size * scale,
                            leading=level.leading * scale,
                            before=level.before * scale,
                            indent=level.indent * scale,
                        )
                        for level in text.levels
                    ),
                )
                for text in layout.texts
            )
        )
        for layout in template.layouts
    )
    return template._replace(width=template.width * scale, height=template.height * scale, layouts=layouts)
