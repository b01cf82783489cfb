"""What a chart is drawn with: a task for one chart, tints of its colour, bars and points."""

from collections.abc import Iterator
from typing import NamedTuple

from bulletin.geometry import PathStep, Point, Rect, rect_path
from bulletin.makeup.chart_text import ChartLabel, ChartType
from bulletin.makeup.plots import BarPlot
from bulletin.model.design import COLUMN, LEAST_STROKE, ChartDesign, Color, TextStyle
from bulletin.model.edition import Chart
from bulletin.model.page import ShapeMark
from bulletin.units import Pt, fits

# All chosen by eye, on charts of 2 to 20 categories in columns of 17 em to the page's width.
POINT_RADIUS = 1.5  # of a point, times the line's width
ROUND = 0.5523  # a quarter circle as a Bézier curve: 4/3 * tan(pi/8)
LEAST_TINTS_APART = 0.25  # copied in grey, tints nearer than this look alike
PALEST = 0.1


class ChartTask(NamedTuple):
    """A chart and what it is drawn with."""

    chart: Chart
    measure: Pt
    type: ChartType
    color: Color  # the report's

    @property
    def design(self) -> ChartDesign:
        return self.type.brief.design.chart

    @property
    def values(self) -> tuple[tuple[float, ...], ...]:
        return tuple(series.values for series in self.chart.series)

    @property
    def label_style(self) -> TextStyle:
        return self.type.brief.design.text.styles.chart_label

    @property
    def value_style(self) -> TextStyle:
        return self.type.brief.design.text.styles.chart_value

    @property
    def ink(self) -> Color:
        """Of names, axis and edges."""
        return self.ink_of(self.label_style)

    def ink_of(self, style: TextStyle) -> Color:
        return self.color if style.color == COLUMN else self.type.brief.design.color(style.color)

    def shown(self) -> tuple[tuple[ChartLabel, ...], ...]:
        """The values as they are printed, by series and category."""
        style = self.value_style
        color = self.ink_of(style)
        return tuple(tuple(self.type.line(text, style, color) for text in series.shown) for series in self.chart.series)

    def tint(self, series: int, category: int) -> Color:
        """What a bar is filled with: alone, the largest in full; of several series each has its tint."""
        if len(self.chart.series) > 1:
            return self.color.tint(tints(len(self.chart.series), self.design.tint)[series])
        values = self.chart.series[0].values
        most = max(values) if max(values) > 0 else min(values)
        return self.color if values[category] == most else self.color.tint(self.design.tint)


def tints(count: int, palest: float) -> tuple[float, ...]:
    """Shares of one colour for several series, evenly from all of it to `palest`, or further where they are many."""
    last = max(min(palest, 1 - LEAST_TINTS_APART * (count - 1)), PALEST)
    return tuple(1 - (1 - last) * number / max(count - 1, 1) for number in range(count))


def bar_mark(task: ChartTask, bar: Rect, fill: Color) -> ShapeMark:
    """A bar; where tints meet, it has an edge."""
    if len(task.chart.series) > 1:
        return ShapeMark(rect_path(bar), fill=fill, stroke=task.ink, width=LEAST_STROKE)
    return ShapeMark(rect_path(bar), fill=fill)


def bar_marks(task: ChartTask, plot: BarPlot) -> Iterator[ShapeMark]:
    """The bars that are long enough to be seen, series by series."""
    for series, bars in enumerate(plot.bars):
        for category, bar in enumerate(bars):
            if not fits(min(bar.width, bar.height), 0.0):
                yield bar_mark(task, bar, task.tint(series, category))


def point_mark(task: ChartTask, series: int, at: Point) -> ShapeMark:
    """The point of a series: of several each has its own form, told apart in grey and in black too."""
    radius = POINT_RADIUS * task.design.line
    color = task.color
    white = color.tint(0.0)
    forms = (disc, disc, square, diamond)
    path = forms[series % 4](at, radius)
    return ShapeMark(path, fill=white if series % 4 in (1, 3) else color, stroke=color, width=task.design.line / 2)


def disc(at: Point, radius: Pt) -> tuple[PathStep, ...]:
    """A circle."""
    (x, y), r, k = at, radius, radius * ROUND
    return (
        ("M", (x + r, y)),
        ("C", (x + r, y + k, x + k, y + r, x, y + r)),
        ("C", (x - k, y + r, x - r, y + k, x - r, y)),
        ("C", (x - r, y - k, x - k, y - r, x, y - r)),
        ("C", (x + k, y - r, x + r, y - k, x + r, y)),
        ("Z", ()),
    )


def square(at: Point, radius: Pt) -> tuple[PathStep, ...]:
    """A square as large as the circle."""
    half = radius * 0.9
    return rect_path(Rect(at.x - half, at.y - half, 2 * half, 2 * half))


def diamond(at: Point, radius: Pt) -> tuple[PathStep, ...]:
    """A square on its corner."""
    (x, y), r = at, radius * 1.25
    return (("M", (x, y - r)), ("L", (x + r, y)), ("L", (x, y + r)), ("L", (x - r, y)), ("Z", ()))


def values_in_order(task: ChartTask) -> Iterator[tuple[int, int, float]]:
    """Series, category and value, category by category: the order in which they are read."""
    for category in range(len(task.chart.categories)):
        for number, series in enumerate(task.values):
            yield number, category, series[category]
