"""Charts: every word once and in order, lengths as values, nothing over another, nothing outside its box."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.geometry import Point, Rect, path_bounds
from bulletin.makeup.chart_pens import LEAST_TINTS_APART, tints
from bulletin.makeup.charts import Charts
from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.plots import bar_plot, line_plot, meets
from bulletin.makeup.structure import ChartTags
from bulletin.model.design import Color
from bulletin.model.edition import Chart, ChartKind, Paragraph, Placing, Series
from bulletin.model.page import Mark, RuleMark, ShapeMark, TextMark
from bulletin.problems import OversetError, Place, Problem
from bulletin.proof.furniture import inked, spelled
from bulletin.proof.page import verify
from bulletin.units import ROUNDING
from tests.examples import examples
from tests.makeup.conftest import layout_setup
from tests.makeup.issues import ROOT, edition, the_seed

TAGS = ChartTags(figure=3, title=4, notes=(5, 6))
A3 = layout_setup(ROOT, "bulletin-a3")
BRIEF = brief_for(the_seed(), A3.design, A3.faces, A3.composer)
CHARTS = Charts(BRIEF)
BLUE = A3.design.color("blue")
MEASURES = [BRIEF.area.span_width(span) for span in (1, 2, 4)]
NAMES = (
    "无人机",
    "工业机器人",
    "新能源汽车",
    "2025年",
    "规模以上工业增加值",
    "水",
    "专精特新“小巨人”企业和单项冠军企业数量",
)


def shown(value: float) -> str:
    return f"{value:,.10g}".replace("-", "−")


def chart_of(
    kind: ChartKind, categories: Sequence[str], *series: Sequence[float], title: str = "图1　主要指标（%）"
) -> Chart:
    return Chart(
        kind,
        tuple(categories),
        tuple(Series(f"系列{n}", tuple(map(shown, values)), tuple(values)) for n, values in enumerate(series, 1)),
        title,
        "%",
        ("注：按可比价。", "资料来源：统计公报。"),
    )


numbers = st.one_of(
    st.integers(-200, 200).map(float),
    st.floats(-99, 99).map(lambda value: round(value, 1) + 0.0),
    st.sampled_from([0.0, 0.01, 1e7, 123456.78, -5000.0]),
)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """Charts of 2 to 20 categories and 1 to 4 series, their numbers huge, tiny, negative, nothing or all alike."""
    count, several = draw(st.integers(2, 20)), draw(st.integers(1, 4))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=count, max_size=count))
    row = st.one_of(st.lists(numbers, min_size=count, max_size=count), numbers.map(lambda value: [value] * count))
    kind: ChartKind = draw(st.sampled_from(["bar", "column", "line"]))
    title = draw(st.sampled_from(["图1　主要指标（%）", "图1　主要指标", ""]))
    return chart_of(kind, names, *(draw(row) for _ in range(several)), title=title)


def drawn(chart: Chart, measure: float, color: Color = BLUE) -> tuple[Rect, list[Mark]]:
    box = Rect(40.0, 70.0, measure, CHARTS.lines(chart, measure) * BRIEF.area.grid.leading)
    return box, CHARTS.marks(chart, box, TAGS, color)


def bounds(mark: ShapeMark | RuleMark) -> Rect:
    if isinstance(mark, ShapeMark):
        found = path_bounds(mark.path)
        assert found
        return found
    return Rect(mark.start.x, mark.start.y, mark.end.x - mark.start.x, mark.end.y - mark.start.y)


many = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(charts(), st.sampled_from(MEASURES))
def test_every_word_stands_once_and_in_order(chart: Chart, measure: float) -> None:
    _, marks = drawn(chart, measure)
    texts = [mark for mark in marks if isinstance(mark, TextMark)]
    assert not any(mark.hyphen for mark in texts)
    assert "".join(map(spelled, texts)) == "".join((*chart.words, chart.title, *chart.notes))
    parts = {tag: "".join(spelled(mark) for mark in texts if mark.tag == tag) for tag in (3, 4, 5, 6)}
    assert parts == {3: "".join(chart.words), 4: chart.title, 5: chart.notes[0], 6: chart.notes[1]}


@many
@given(charts(), st.sampled_from(MEASURES))
def test_nothing_is_outside_the_box_and_no_words_overlap(chart: Chart, measure: float) -> None:
    box, marks = drawn(chart, measure)
    for mark in marks:
        assert isinstance(mark, TextMark | ShapeMark | RuleMark)
        around = inked(mark).rect if isinstance(mark, TextMark) else bounds(mark)
        assert box.holds(around), mark
    words = [inked(mark).rect for mark in marks if isinstance(mark, TextMark)]
    for one, other in combinations(words, 2):
        assert not one.overlaps(other)


@many
@given(charts(), st.sampled_from(MEASURES))
def test_no_value_lies_on_a_bar_or_a_point(chart: Chart, measure: float) -> None:
    _, marks = drawn(chart, measure)
    filled = [mark for mark in marks if isinstance(mark, ShapeMark) and mark.fill and mark.fill != BLUE.tint(0.0)]
    for word in (mark for mark in marks if isinstance(mark, TextMark)):
        assert not any(inked(word).rect.overlaps(bounds(shape)) for shape in filled), spelled(word)


@many
@given(charts().map(lambda chart: chart._replace(kind="line")), st.sampled_from(MEASURES))
def test_no_line_passes_a_value(chart: Chart, measure: float) -> None:
    """What is left of a line beside a value looks like a minus: 20 read as −20."""
    _, marks = drawn(chart, measure)
    lines = [mark.path for mark in marks if isinstance(mark, ShapeMark) and mark.fill is None]
    stretches = [pair for path in lines for pair in pairwise(Point(*numbers) for _, numbers in path)]
    for word in (mark for mark in marks if isinstance(mark, TextMark)):
        assert not any(meets(start, end, inked(word).rect) for start, end in stretches), spelled(word)


@many
@given(charts(), st.sampled_from(MEASURES))
def test_only_the_reports_colour_its_tints_and_the_ink_of_words_are_used(chart: Chart, measure: float) -> None:
    _, marks = drawn(chart, measure)
    shares = {1.0, 0.0, A3.design.chart.tint, *tints(len(chart.series), A3.design.chart.tint)}
    own = {BLUE.tint(share) for share in shares} | {BLUE, A3.design.color("black")}
    for mark in marks:
        if isinstance(mark, ShapeMark):
            assert {mark.fill, mark.stroke} - {None} <= own
            assert mark.opacity == 1  # nothing shines through on the press
        elif isinstance(mark, RuleMark):
            assert mark.color in own
        elif isinstance(mark, TextMark):
            assert {span.color for span in mark.spans} <= {BLUE, A3.design.color("black")}


@many
@given(charts(), st.sampled_from(MEASURES))
def test_the_same_chart_has_the_same_marks_wherever_it_stands(chart: Chart, measure: float) -> None:
    box, marks = drawn(chart, measure)
    assert Charts(BRIEF).marks(chart, box, TAGS, BLUE) == marks
    red = CHARTS.marks(chart, box, TAGS, A3.design.color("red"))
    assert [type(mark) for mark in red] == [type(mark) for mark in marks]


@many
@given(st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=1, max_size=4), st.booleans())
def test_bars_are_as_long_as_their_values_on_the_side_of_their_sign(rows: list[list[float]], upright: bool) -> None:
    area = Rect(30, 50, 400, 300)
    plot = bar_plot(rows, area, thickness=11, upright=upright)
    every = [value for row in rows for value in row]
    span = max(0.0, *every) - min(0.0, *every)
    whole = area.height if upright else area.width
    for row, bars in zip(rows, plot.bars, strict=True):
        for value, bar in zip(row, bars, strict=True):
            assert area.holds(bar)
            length = bar.height if upright else bar.width
            assert length == pytest.approx(abs(value) / span * whole if span else 0, abs=1e-5)
            if abs(value) * whole > span * ROUNDING:
                grows = plot.zero - bar.y if upright else bar.right - plot.zero
                assert (grows > ROUNDING / 2) == (value > 0)
    beside = [bars[0].x if upright else bars[0].y for bars in plot.bars]
    assert beside == sorted(beside)  # series in their order


@many
@given(st.lists(st.lists(numbers, min_size=4, max_size=4), min_size=1, max_size=4))
def test_points_stand_on_one_scale(rows: list[list[float]]) -> None:
    plot = line_plot(rows, Rect(30, 50, 400, 300))
    rows_and_points = zip(rows, plot.points, strict=True)
    pairs = [(value, at.y) for row, points in rows_and_points for value, at in zip(row, points, strict=True)]
    (low, low_y), (high, high_y) = min(pairs), max(pairs)
    for value, y in pairs:
        if high > low:
            assert y == pytest.approx(low_y + (value - low) / (high - low) * (high_y - low_y), abs=1e-6)
    if plot.zero is not None and high > low:
        assert plot.zero == pytest.approx(low_y - low / (high - low) * (high_y - low_y), abs=1e-6)


def test_bars_on_the_page_are_as_long_as_their_values() -> None:
    chart = chart_of("bar", ["甲", "乙", "丙", "丁"], [40.0, -10.0, 0.0, 20.0])
    _, marks = drawn(chart, MEASURES[0])
    bars = [bounds(mark) for mark in marks if isinstance(mark, ShapeMark)]
    assert [bar.width / bars[0].width for bar in bars] == pytest.approx([1, 0.25, 0.5])
    (axis,) = (mark for mark in marks if isinstance(mark, RuleMark) and mark.tag == TAGS.figure)
    assert [bar.x for bar in bars] == pytest.approx([axis.start.x, axis.start.x - bars[1].width, axis.start.x])


def test_the_largest_bar_alone_has_the_colour_in_full() -> None:
    _, marks = drawn(chart_of("bar", ["甲", "乙", "丙"], [2.0, 3.0, 1.0]), MEASURES[0])
    tint = BLUE.tint(A3.design.chart.tint)
    assert [mark.fill for mark in marks if isinstance(mark, ShapeMark)] == [tint, BLUE, tint]


def test_a_tint_is_paper_and_colour_in_both_inks_under_its_colours_name() -> None:
    tint = Color("blue", (0.2, 0.4, 1.0), (0.8, 0.5, 0.0, 0.1)).tint(0.5)
    assert tint.rgb == pytest.approx((0.6, 0.7, 1.0))
    assert tint.cmyk == pytest.approx((0.4, 0.25, 0.0, 0.05))
    assert tint.name == "blue"  # the office's lighter inks are given by name


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_tints_differ_when_copied_in_grey(count: int) -> None:
    shares = tints(count, A3.design.chart.tint)
    assert shares[0] == 1
    assert all(one - other >= LEAST_TINTS_APART - 1e-9 for one, other in pairwise(shares))


def test_tints_that_meet_have_an_edge() -> None:
    _, marks = drawn(chart_of("column", ["甲", "乙"], [1.0, 2.0], [2.0, 3.0]), MEASURES[0])
    shapes = [mark for mark in marks if isinstance(mark, ShapeMark)]
    assert len(shapes) == 2 + 4  # swatches and bars
    assert all(mark.stroke == A3.design.color("black") for mark in shapes)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("图1　增速（%）", ""),
        ("图1　增速(%)", ""),
        ("图1　增速，单位：%", ""),
        ("图1　增速", "单位：%"),
        ("", "单位：%"),
    ],
)
def test_a_unit_that_the_title_does_not_tell_stands_over_the_drawing(title: str, told: str) -> None:
    chart = chart_of("bar", ["甲", "乙"], [2.0, 3.0], title=title)
    box, marks = drawn(chart, MEASURES[0])
    texts = [mark for mark in marks if isinstance(mark, TextMark)]
    assert (spelled(texts[0]) == told) == bool(told)
    if told:
        assert inked(texts[0]).rect.right == pytest.approx(box.right, abs=8)
        assert texts[0].y < texts[1].y


def test_names_are_wrapped_to_three_lines() -> None:
    chart = chart_of("bar", [NAMES[-1], "水"], [1.0, 2.0])
    _, marks = drawn(chart, MEASURES[0])
    lines = [spelled(mark) for mark in marks if isinstance(mark, TextMark) and mark.tag == TAGS.figure]
    assert 2 <= lines.index("1") <= 3
    assert "".join(lines[: lines.index("1")]) == NAMES[-1]


def test_a_chart_takes_the_lines_that_its_bars_need_or_those_of_the_design() -> None:
    assert CHARTS.lines(chart_of("column", ["甲", "乙"], [1.0, 2.0]), MEASURES[0]) == A3.design.chart.lines
    four, eight = (
        CHARTS.lines(chart_of("bar", [f"{n}号" for n in range(count)], [1.0] * count), MEASURES[0]) for count in (4, 8)
    )
    step = A3.design.chart.bar + A3.design.chart.gap
    assert (eight - four) * BRIEF.area.grid.leading == pytest.approx(4 * step, abs=BRIEF.area.grid.leading)


@pytest.mark.parametrize("kind", ["column", "line"])
def test_what_cannot_hold_its_values_side_by_side_becomes_bars(kind: ChartKind) -> None:
    chart = chart_of(kind, [f"{year}年" for year in range(2006, 2026)], [12345.6 + n * 7 for n in range(20)])
    assert [CHARTS.kind(chart, measure) for measure in (MEASURES[0], MEASURES[2])] == ["bar", kind]


@pytest.mark.parametrize("placing", [Placing(), Placing(2), Placing(0, "here")])
def test_a_chart_deeper_than_any_page_is_refused_at_its_place(placing: Placing) -> None:
    chart = chart_of("bar", [f"第{number}项" for number in range(90)], list(range(90)))
    place = Place("water.md", 12)
    story = the_seed().reports[0]
    block = Paragraph("chart", 0, (), place, chart=chart, placing=placing)
    issue = edition(story._replace(paragraphs=(*story.paragraphs[:3], block, *story.paragraphs[3:])))
    with pytest.raises(OversetError) as raised:
        A3.make_up(issue)
    (problem,) = raised.value.problems
    assert (problem.code, problem.place) == ("chart-overset", place)


@pytest.mark.parametrize("placing", [Placing(), Placing(2), Placing(0, "here")])
@pytest.mark.parametrize("count", [55, 56, 57, 58])
def test_a_chart_as_deep_as_a_page_stands_or_is_refused_at_its_place(count: int, placing: Placing) -> None:
    """Of 56 and 57 items it was the report that went on no page, and the hint for 58 led there."""
    chart = chart_of("bar", [f"第{number}项" for number in range(count)], list(range(count)))
    place = Place("water.md", 12)
    story = the_seed().reports[0]
    block = Paragraph("chart", 0, (), place, chart=chart, placing=placing)
    issue = edition(story._replace(paragraphs=(*story.paragraphs[:3], block, *story.paragraphs[3:])))
    problems: list[Problem] = []
    try:
        problems += verify(issue, A3.design, A3.make_up(issue))
    except OversetError as error:
        problems += error.problems
    assert [(each.code, each.place) for each in problems] in ([], [("chart-overset", place)])


def test_values_near_each_other_stand_in_their_order() -> None:
    """15 stood above the point of 16, and 16 below that of 15."""
    chart = chart_of("line", ["2024年", "2025年", "2026年"], [10.0, 15.0, 12.0], [17.0, 16.0, 15.9], [16.8, 15.5, 15.1])
    _, marks = drawn(chart, MEASURES[0])
    assert CHARTS.kind(chart, MEASURES[0]) == "line"
    heights = {spelled(mark): mark.y for mark in marks if isinstance(mark, TextMark)}
    for column in zip(*(series.shown for series in chart.series), strict=True):
        ordered = sorted(column, key=float, reverse=True)
        assert [heights[value] for value in ordered] == sorted(heights[value] for value in column)


def test_no_value_stands_beyond_the_point_of_another() -> None:
    """4.2 stood under the point of 3.0."""
    rows = [[5.1, 5.2, 5.0, 5.3], [5.0, 5.3, 5.1, 5.2], [4.2, 4.0, 4.4, 4.1], [3.0, 2.1, 1.5, 0.8]]
    chart = chart_of("line", ["一季度", "二季度", "三季度", "四季度"], *rows)
    _, marks = drawn(chart, MEASURES[0])
    assert CHARTS.kind(chart, MEASURES[0]) == "line"
    points = [bounds(mark) for mark in marks if isinstance(mark, ShapeMark) and mark.fill and mark.stroke]
    points = points[len(rows) :]  # those of the legend come first
    values = {spelled(mark): inked(mark).rect for mark in marks if isinstance(mark, TextMark)}
    for category in range(4):
        column = [(row[category], points[series * 4 + category]) for series, row in enumerate(rows)]
        for (low, _), (high, above) in combinations(sorted(column), 2):
            word = values[shown(low)]
            assert word.y + word.height / 2 > above.y + above.height / 2, f"{low} stands over the point of {high}"
