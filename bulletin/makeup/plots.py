"""Values to geometry: reportlab's charts lay out axes, bars and lines as shapes; nothing here is drawn with them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from bulletin.geometry import Point, Rect
from bulletin.units import Pt

Values: TypeAlias = Sequence[Sequence[float]]  # series by series, one for each category

DRAWN_AT_ALL = 1e-6  # reportlab leaves out a bar of no length; ours must come in their order, zeros too


class BarPlot(NamedTuple):
    """Bars from the zero line, as long as their values."""

    bars: tuple[tuple[Rect, ...], ...]  # by series and category
    zero: Pt  # where the axis stands: its x, or its y under upright bars


class LinePlot(NamedTuple):
    """Lines through a point for each value."""

    points: tuple[tuple[Point, ...], ...]  # by series and category
    zero: Pt | None  # y of the value 0, where it is on the scale


def bar_plot(values: Values, area: Rect, *, thickness: Pt, upright: bool) -> BarPlot:
    """Bars of all values on one scale, which goes from the least to the greatest value and holds zero.

    The first category is at the head, or at the left; bars of one category touch each other.
    """
    # With reportlab's Flowables and validators: a tenth of a second that issues without charts do not pay.
    from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
    from reportlab.graphics.shapes import Rect as Bar

    chart: Any = VerticalBarChart() if upright else HorizontalBarChart()
    _place(chart, values if upright else values[::-1], area)
    every = [value for series in values for value in series]
    chart.valueAxis.valueMin, chart.valueAxis.valueMax = min(0.0, *every), max(0.0, *every)
    if not any(every):
        chart.valueAxis.valueMax = 1.0
    chart.useAbsolute, chart.barWidth, chart.barSpacing, chart.groupSpacing = "bs", thickness, 0.0, 1.0
    if not upright:  # its first category would be at the foot, and the first series of `values` in each
        chart.categoryAxis.reverseDirection = 1
    chart.bars.minDimen = DRAWN_AT_ALL
    found = [_turned(shape, area) for shape in _shapes(chart.draw()) if isinstance(shape, Bar)]
    count = len(values[0])
    bars = tuple(tuple(found[start : start + count]) for start in range(0, len(found), count))
    bars = bars if upright else bars[::-1]
    zero = chart.valueAxis.scale(0.0)
    return BarPlot(bars=bars, zero=area.bottom - zero if upright else zero)


def stretched(plot: BarPlot, given: Rect, area: Rect) -> BarPlot:
    """Upright bars that were laid out in `given`, in an area of the same width: they are as high as it is."""
    share = area.height / given.height

    def moved(bar: Rect) -> Rect:
        return bar._replace(y=area.y + (bar.y - given.y) * share, height=bar.height * share)

    bars = tuple(tuple(map(moved, series)) for series in plot.bars)
    return BarPlot(bars=bars, zero=area.y + (plot.zero - given.y) * share)


def line_plot(values: Values, area: Rect) -> LinePlot:
    """Points of all values on one scale, in the middle of their categories' shares of the width.

    The scale holds zero, unless values that hardly differ would make lines that are all but level: where the least
    is more than half of the greatest.
    """
    from reportlab.graphics.charts.linecharts import HorizontalLineChart
    from reportlab.graphics.shapes import PolyLine

    chart: Any = HorizontalLineChart()
    _place(chart, values, area)
    every = [value for series in values for value in series]
    chart.valueAxis.forceZero = min(map(abs, every)) <= max(every) - min(every)
    lines = [shape.points for shape in _shapes(chart.draw()) if isinstance(shape, PolyLine)]
    axis = chart.valueAxis
    shown = axis._valueMin <= 0 <= axis._valueMax
    return LinePlot(
        points=tuple(
            tuple(Point(x, area.bottom - y) for x, y in zip(line[::2], line[1::2], strict=True)) for line in lines
        ),
        zero=area.bottom - axis.scale(0.0) if shown else None,
    )


def meets(start: Point, end: Point, box: Rect) -> bool:
    """Whether a straight line goes through a rectangle."""
    first, last = 0.0, 1.0
    for origin, step, low, high in (
        (start.x, end.x - start.x, box.x, box.right),
        (start.y, end.y - start.y, box.y, box.bottom),
    ):
        if not step:
            if not low < origin < high:
                return False
            continue
        near, far = sorted(((low - origin) / step, (high - origin) / step))
        first, last = max(first, near), min(last, far)
    return first < last


def segments(plot: LinePlot) -> tuple[tuple[Point, Point], ...]:
    """The stretches that its lines are made of."""
    return tuple(stretch for line in plot.points for stretch in pairwise(line))


def _place(chart: Any, values: Values, area: Rect) -> None:
    """Give a chart of reportlab its data and its place; upwards from zero, as its coordinates go."""
    chart.x, chart.y, chart.width, chart.height = area.x, 0.0, area.width, area.height
    chart.data = [tuple(map(float, series)) for series in values]
    chart.categoryAxis.categoryNames = [""] * len(values[0])
    chart.categoryAxis.visible = chart.valueAxis.visible = 0


def _shapes(group: Any) -> Iterator[Any]:
    """Every shape of a drawing, in its order."""
    for shape in getattr(group, "contents", ()):
        yield shape
        yield from _shapes(shape)


def _turned(shape: Any, area: Rect) -> Rect:
    """A rectangle of reportlab, whose sides may be negative, from the top left."""
    left, low = min(shape.x, shape.x + shape.width), min(shape.y, shape.y + shape.height)
    height = abs(shape.height)
    return Rect(left, area.bottom - low - height, abs(shape.width), height)
