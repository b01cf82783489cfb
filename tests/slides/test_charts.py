"""Charts on slides: native, with their numbers in a workbook, labelled, in the column's colour, told in words."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.model.edition import Chart, ChartKind, Edition, Paragraph, Series
from bulletin.model.slide import Slide, Template
from bulletin.problems import Place
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import notes_of, opened, texts_of, with_blocks, words_of
from tests.slides.texts import heads

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def chart(kind: ChartKind = "bar", count: int = 4, series: int = 1, decimals: int = 1) -> Chart:
    made = []
    for number in range(series):
        values = tuple(round(10 + place * 1.5 + number, decimals) for place in range(count))
        made.append(Series(f"系列{number + 1}", tuple(f"{value:.{decimals}f}" for value in values), values))
    names = tuple(f"类{place + 1}" for place in range(count))
    return Chart(kind, names, tuple(made), "图1　主要指标（%）", "%", ("资料来源：统计公报",))


def issue(made: Chart, column: str = "环境") -> Edition:
    drawn = Paragraph("chart", 0, (), Place("content/x.md"), chart=made)
    text = "（一）抓规划\n一张蓝图绘到底。\n（二）抓产业\n招引企业三十家。"
    return edition(with_blocks(report(text, column=column), drawn))


def drawn_on(make: Maker, template: Template, given: Edition) -> tuple[Slide, Any]:
    """The slide as planned, and the frame of its chart."""
    deck = make(given)
    (frame,) = [each for each in opened(deck, template).slides[0].shapes if each.has_chart]
    return deck.slides[0], frame


@pytest.mark.parametrize(
    ("kind", "native"),
    [
        ("bar", XL_CHART_TYPE.BAR_CLUSTERED),
        ("column", XL_CHART_TYPE.COLUMN_CLUSTERED),
        ("line", XL_CHART_TYPE.LINE_MARKERS),
    ],
)
def test_a_native_chart_has_the_editors_categories_values_and_decimals(
    kind: ChartKind, native: Any, make: Maker, template: Template
) -> None:
    _, frame = drawn_on(make, template, issue(chart(kind, series=2)))
    found = frame.chart
    assert found.chart_type == native
    (plot,) = found.plots
    assert list(plot.categories) == ["类1", "类2", "类3", "类4"]
    assert [(each.name, each.values) for each in plot.series] == [
        ("系列1", (10.0, 11.5, 13.0, 14.5)),
        ("系列2", (11.0, 12.5, 14.0, 15.5)),
    ]
    assert found._chartSpace.xpath("string((//c:formatCode)[1])") == "0.0"
    assert found.has_legend
    assert plot.has_data_labels
    assert frame.is_placeholder


@pytest.mark.parametrize(("decimals", "form"), [(0, "0"), (2, "0.00")])
def test_labels_have_as_many_decimals_as_the_editor_wrote(
    decimals: int, form: str, make: Maker, template: Template
) -> None:
    _, frame = drawn_on(make, template, issue(chart(decimals=decimals)))
    assert frame.chart._chartSpace.xpath("string((//c:formatCode)[1])") == form


def test_the_workbook_inside_has_the_numbers(make: Maker, template: Template) -> None:
    _, frame = drawn_on(make, template, issue(chart()))
    with ZipFile(BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        words = etree.fromstring(book.read("xl/sharedStrings.xml"))
    numbers = [float(cell.findtext(f"{SHEET}v") or 0) for cell in sheet.iter(f"{SHEET}c") if cell.get("t") != "s"]
    assert numbers == [10.0, 11.5, 13.0, 14.5]
    assert {text.text for text in words.iter(f"{SHEET}t")} == {"类1", "类2", "类3", "类4", "系列1"}


def test_the_same_chart_gives_the_same_bytes_and_no_clock(make: Maker, template: Template) -> None:
    deck = make(issue(chart(series=2)))
    data = draw_pptx(deck, template)
    assert draw_pptx(deck, template) == data
    with ZipFile(BytesIO(data)) as package:
        (name,) = [each for each in package.namelist() if each.endswith(".xlsx")]
        with ZipFile(BytesIO(package.read(name))) as book:
            assert {member.date_time for member in book.infolist()} == {(2019, 4, 24, 0, 0, 0)}
            core = book.read("docProps/core.xml")
            assert core.count(b"2019-04-24T00:00:00Z") == core.count(b"W3CDTF") == 2


def test_a_chart_is_told_in_words_with_its_title_and_source_beside_it(make: Maker, template: Template) -> None:
    slide, frame = drawn_on(make, template, issue(chart(count=2)))
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == "图1 主要指标（%）：类110.0%，类211.5%"
    assert words_of(slide, "heading") == ["图1　主要指标（%）"]
    assert words_of(slide, "source") == ["资料来源：统计公报"]
    assert slide.chart
    assert not any(text.rect.overlaps(slide.chart.rect) for text in texts_of(slide, "body"))


@pytest.mark.parametrize(("column", "accent"), [("环境", "accent1"), ("规划", "accent3")])
def test_bars_are_in_the_accent_of_the_column_the_largest_full(
    column: str, accent: str, make: Maker, template: Template
) -> None:
    _, frame = drawn_on(make, template, issue(chart(), column))
    series = frame.chart._chartSpace.xpath("//c:ser")[0]
    assert {color.get("val") for color in series.iter(f"{A}schemeClr")} == {accent}
    lighter = series.xpath("./c:dPt[.//a:alpha]/c:idx/@val")
    assert lighter == ["0", "1", "2"]  # the fourth is the largest


def test_only_the_editors_kind_of_bar_begins_at_the_top(make: Maker, template: Template) -> None:
    for kind, turned in (("bar", True), ("column", False)):
        _, frame = drawn_on(make, template, issue(chart(kind)))  # type: ignore[arg-type]
        assert frame.chart.category_axis.reverse_order == turned
        assert not frame.chart.value_axis.visible


@pytest.mark.parametrize(("count", "series"), [(13, 1), (3, 5)])
def test_a_chart_too_large_to_be_read_is_left_to_the_notes(count: int, series: int, make: Maker) -> None:
    deck = make(issue(chart(count=count, series=series)))
    (slide,) = deck.slides
    assert slide.chart is None
    assert "图表 1" in notes_of(slide)[-1]
    assert any("10.0" in line for line in notes_of(slide))


def test_labels_of_few_bars_are_larger(make: Maker) -> None:
    sizes = []
    for count in (6, 7):
        (slide,) = make(issue(chart(count=count))).slides
        assert slide.chart
        sizes.append(slide.chart.size)
    assert sizes == [18, 16]


def test_the_first_chart_stands_where_there_are_several_and_the_others_are_counted(make: Maker) -> None:
    given = issue(chart())
    (story,) = given.reports
    second = Paragraph("chart", 0, (), Place("content/x.md"), chart=chart("line"))
    (slide,) = make(edition(with_blocks(report(heads(2)), *story.paragraphs[1:2], second))).slides
    assert slide.chart
    assert slide.chart.chart.kind == "bar"
    assert "图表 1" in notes_of(slide)[-1]


@pytest.mark.parametrize("kind", ["bar", "column", "line"])
def test_axes_have_numbers_of_the_schema(kind: ChartKind, make: Maker, template: Template) -> None:
    _, frame = drawn_on(make, template, issue(chart(kind, series=2)))
    ids = [each.get("val") for each in frame.chart.element.iter() if each.tag.endswith(("}axId", "}crossAx"))]
    assert ids
    assert all(each.isdecimal() for each in ids)


def test_further_series_are_paler(make: Maker, template: Template) -> None:
    _, frame = drawn_on(make, template, issue(chart("column", series=4)))
    alphas = [
        [each.get("val") for each in series._element.spPr.iter() if each.tag.endswith("}alpha")]
        for series in frame.chart.plots[0].series
    ]
    assert alphas == [[], ["70000"], ["40000"], ["25000"]]


def test_the_largest_bar_is_the_longest_whichever_way(make: Maker, template: Template) -> None:
    made = chart("column", count=3)
    values = (5.0, -30.0, 10.0)
    made = made._replace(series=(made.series[0]._replace(values=values, shown=tuple(map(str, values))),))
    _, frame = drawn_on(make, template, issue(made))
    (series,) = frame.chart.plots[0].series
    assert sorted(int(each[0].get("val")) for each in series._element if each.tag.endswith("}dPt")) == [0, 2]
