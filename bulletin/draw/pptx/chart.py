"""A chart as a native one, with its workbook inside: bars, columns or lines, labelled, without grid."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Emu
from pptx.util import Pt as Points

from bulletin.draw.pptx.ooxml import described, set_opacity, unsigned_axes
from bulletin.draw.pptx.runs import ACCENT_COLORS
from bulletin.model.slide import SlideChart
from bulletin.units import EMU_PER_PT

CHART_TYPES = {
    "bar": XL_CHART_TYPE.BAR_CLUSTERED, "column": XL_CHART_TYPE.COLUMN_CLUSTERED, "line": XL_CHART_TYPE.LINE_MARKERS,
}  # fmt: skip
GAP = 60  # percent of a bar's width between bars: /design, slide-chart
LIGHTER = 40  # percent of opacity of the bars that are not the largest: /design, slide-chart
PALER = 30  # percent less for every further series
PALEST_SERIES = 25


def add_chart(slide: Any, place: Any, made: SlideChart, accent: int) -> Any:
    """The chart in its placeholder, or where that takes text alone over it; its frame."""
    data: Any = CategoryChartData(number_format=_number_format(made))  # type: ignore[no-untyped-call]
    data.categories = made.chart.categories
    for series in made.chart.series:
        data.add_series(series.name or made.chart.title, series.values)
    kind = CHART_TYPES[made.chart.kind]
    if hasattr(place, "insert_chart"):
        frame = place.insert_chart(kind, data)
    else:
        rect = made.rect
        sides = (Emu(round(side * EMU_PER_PT)) for side in (rect.x, rect.y, rect.width, rect.height))
        frame = slide.shapes.add_chart(kind, *sides, data)
    described(frame, made.alt)
    _dress(frame.chart, made, accent)
    return frame


def _number_format(made: SlideChart) -> str:
    """As many decimals as the editor wrote at most."""
    decimals = max(len(shown.partition(".")[2].rstrip("%％")) for series in made.chart.series for shown in series.shown)
    return "0" + ("." + "0" * decimals if decimals else "")


def _dress(chart: Any, made: SlideChart, accent: int) -> None:
    """Labels at the values, no grid, no second axis; a legend only for several series."""
    chart.has_title = False
    chart.font.size = Points(made.size)
    chart.has_legend = len(made.chart.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
    values, categories = chart.value_axis, chart.category_axis
    values.visible = values.has_major_gridlines = False
    categories.has_major_gridlines = False
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.format.line.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    categories.format.line.color.brightness = -0.35
    if made.chart.kind == "bar":
        categories.reverse_order = True  # the first category at the top, as written
    plot = chart.plots[0]
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value = True
    labels.font.size, labels.font.bold = Points(made.size), True
    if made.chart.kind == "line":
        labels.position = XL_LABEL_POSITION.ABOVE
    else:
        plot.gap_width = GAP
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
    _color(plot, made, accent)
    unsigned_axes(chart)


def _color(plot: Any, made: SlideChart, accent: int) -> None:
    """The column's colour: full for the largest bar and the first of several series, lighter for the others."""
    color = ACCENT_COLORS[accent]
    for number, series in enumerate(plot.series):
        opacity = max(100 - number * PALER, PALEST_SERIES)
        if made.chart.kind == "line":
            series.smooth = False
            series.format.line.color.theme_color = color
            set_opacity(series.format.line.fill, opacity)
            fills = [series.marker.format.fill]
        else:
            fills = [series.format.fill]
        for fill in fills:
            fill.solid()
            fill.fore_color.theme_color = color
            set_opacity(fill, opacity)
        if len(made.chart.series) == 1 and made.chart.kind != "line":
            _lighten(series, made.chart.series[0].values, color)


def _lighten(series: Any, values: tuple[float, ...], color: Any) -> None:
    """All bars but the largest in a lighter shade."""
    largest = max(values, key=abs)
    for place, value in enumerate(values):
        if value != largest:
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.theme_color = color
            set_opacity(fill, LIGHTER)
