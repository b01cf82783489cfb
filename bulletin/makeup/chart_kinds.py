"""条形, 柱形 and 折线: what stands in a chart between its rule and its title, as marks from its top left corner."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from bulletin.geometry import PathStep, Point, Rect, rect_path
from bulletin.makeup.chart_text import (
    AIR,
    ChartLabel,
    ChartType,
    LabelRoom,
    PlacedLabel,
    ValueAnchor,
    clear,
    label_box,
    place_values,
)
from bulletin.makeup.plots import BarPlot, LinePlot, bar_plot, line_plot, segments
from bulletin.model.design import COLUMN, LEAST_STROKE, ChartDesign, Color, TextStyle
from bulletin.model.edition import Chart
from bulletin.model.page import Mark, RuleMark, ShapeMark
from bulletin.units import Pt, fits

# All chosen by eye, on charts of 2 to 20 categories in columns of 17 em to the page's width.
LABEL_SHARES = (0.26, 0.32, 0.38, 0.45, 0.52)  # of the measure, for the names beside the bars of a 条形
NAME_AIR = 0.6  # em between two names of several lines, one under another
LABEL_ROWS = 3  # lines of a category's name
LEAST_BARS = 0.22  # of the measure, left for the longest bars
WIDER_LABELS = 40.0  # what a share of the measure more costs, in points of height
TORN_LABEL = 30.0  # what a name parted inside a word costs, in points of height
AXIS_GAP = 0.5  # em between a name and the axis
NAMES_APART = 0.4  # em between names side by side
STAGGERED = 3  # rows at most in which names stand under the axis, one lower than the other
WIDEST_BAR = 2.0  # of a 柱形, times `ChartDesign.bar`; of several series that or its widest value
NAME_SCALES = (1.0, 0.92, 0.85, 0.78)  # of names under an axis, before they stand in a further row
BAR_SHARE = 0.62  # of its step that a bar alone may fill, and
GROUP_SHARE = 0.88  # bars of several series
THINNEST_BAR: Pt = 3.0
WIDEST_STEP = 3.0  # from column to column, times the bars of one
WIDEST_RUN = 9.0  # em from point to point
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


class BarRows(NamedTuple):
    """条形: categories one under another, their names at the left of the axis."""

    task: ChartTask
    names: tuple[ChartLabel, ...]
    names_width: Pt
    step: Pt  # from category to category, at least
    room: tuple[Pt, Pt]  # for values at the left of negative bars and at the right of others
    spare: Pt  # how much longer than LEAST_BARS the longest bars may be; negative where there is too little room

    @property
    def height(self) -> Pt:
        return self.step * len(self.names)

    def draw(self, height: Pt) -> list[Mark]:
        """Everything, in this height."""
        task, design = self.task, self.task.design
        left = self.names_width + self.room[0]
        area = Rect(left, 0.0, max(task.measure - left - self.room[1], 1.0), height)
        plot = bar_plot(task.values, area, thickness=_thickness(task), upright=False)
        marks: list[Mark] = [*_bar_marks(task, plot)]
        marks.append(RuleMark(Point(plot.zero, 0.0), Point(plot.zero, height), design.rule, task.ink))
        step, shown = height / len(self.names), task.shown()
        for category, name in enumerate(self.names):
            marks += name.marks(0.0, name.beside((category + 0.5) * step))
            for series, labels, bars in zip(task.chart.series, shown, plot.bars, strict=True):
                label, bar = labels[category], bars[category]
                gap = AIR * 2 * label.size
                negative = series.values[category] < 0
                x = bar.x - gap - label.width if negative else max(bar.right, plot.zero) + gap
                marks += label.marks(x, label.beside(bar.y + bar.height / 2))
        return marks


def _thickness(task: ChartTask) -> Pt:
    """Of bars one under another: each has a line for its value."""
    return max(task.design.bar, task.type.size(task.value_style) if len(task.chart.series) > 1 else 0.0)


def bar_rows(task: ChartTask) -> BarRows:
    """The best share of the measure for the names: the least height, whole words, long bars."""
    style, shown = task.label_style, task.shown()
    em = task.type.size(style)
    rooms = [0.0, 0.0]
    for series, labels in zip(task.chart.series, shown, strict=True):
        for value, label in zip(series.values, labels, strict=True):
            side = 0 if value < 0 else 1
            rooms[side] = max(rooms[side], label.width + AIR * 2 * label.size)
    group = len(task.chart.series) * _thickness(task) + task.design.gap
    best: tuple[float, BarRows] | None = None
    for share in LABEL_SHARES:
        names = tuple(task.type.wrapped(name, style, task.ink, share * task.measure) for name in task.chart.categories)
        tallest = max(name.height for name in names) + (NAME_AIR * em if any(len(n.lines) > 1 for n in names) else 0.0)
        width = max(name.width for name in names) + AXIS_GAP * em
        spare = task.measure * (1 - LEAST_BARS) - width - sum(rooms)
        rows = BarRows(task, names, width, max(group, tallest), (rooms[0], rooms[1]), spare)
        cost = rows.height + WIDER_LABELS * share + TORN_LABEL * sum(name.torn for name in names)
        cost += 1000.0 * max(-spare, 0.0) + 1000.0 * max(max(len(name.lines) for name in names) - LABEL_ROWS, 0)
        if best is None or cost < best[0]:
            best = cost, rows
    assert best is not None
    return best[1]


class CategoryNames(NamedTuple):
    """CategoryNames of categories under an axis."""

    placed: tuple[PlacedLabel, ...]  # from the head of the highest down
    height: Pt

    def marks(self, category: int, top: Pt) -> list[Mark]:
        label, box = self.placed[category]
        return label.marks(box.x + box.width / 2, top + box.y, center=True)


class CategoryAxis(NamedTuple):
    """Where the categories of a 柱形 or 折线 stand, and their names."""

    left: Pt
    step: Pt
    names: CategoryNames

    @property
    def width(self) -> Pt:
        return self.step * len(self.names.placed)


def category_axis(task: ChartTask) -> CategoryAxis | None:
    """Steps no wider than looks well, in the middle of the measure; None where the names find no room."""
    names = [task.type.line(name, task.label_style, task.ink) for name in task.chart.categories]
    em, size = task.type.size(task.label_style), task.type.size(task.value_style)
    if task.chart.kind == "line":
        widest = WIDEST_RUN * em
    else:
        widest = max(WIDEST_STEP * _widest_group(task), max(name.width for name in names) + size)
    step = min(task.measure / len(names), widest)
    left = (task.measure - len(names) * step) / 2
    for rows, scale in product(range(1, STAGGERED + 1), NAME_SCALES):
        scaled = task._replace(type=task.type._replace(scale=scale))
        if below := _names_below(scaled, left, step, rows):
            return CategoryAxis(left, step, below)
    return None


def _widest_group(task: ChartTask) -> Pt:
    """The bars of one category where there is room enough: of several series each as wide as the widest value."""
    if len(task.chart.series) == 1:
        return WIDEST_BAR * task.design.bar
    size = task.type.size(task.value_style)
    return len(task.chart.series) * max(label.width + AIR * size for labels in task.shown() for label in labels)


def _names_below(task: ChartTask, left: Pt, step: Pt, rows: int) -> CategoryNames | None:
    """The names under the axis in so many rows, one lower than the other; None where they find no room."""
    em = task.type.size(task.label_style)
    room = rows * step - NAMES_APART * em
    if room < em:
        return None
    labels = [task.type.wrapped(name, task.label_style, task.ink, room) for name in task.chart.categories]
    lines = LABEL_ROWS if rows == 1 else LABEL_ROWS - 1
    if any(label.torn or len(label.lines) > lines or label.width > room for label in labels):
        return None
    tops, below = [], 0.0
    for row in range(rows):
        tops.append(below)
        below += max((label.height for label in labels[row::rows]), default=0.0) + AIR * em
    placed: list[PlacedLabel] = []
    for place, label in enumerate(labels):
        half = label.width / 2
        middle = min(max(left + (place + 0.5) * step, half), task.measure - half)
        placed.append(PlacedLabel(label, label_box(label, middle, tops[place % rows])._replace(height=label.height)))
    frame = Rect(0.0, 0.0, task.measure, below)
    return CategoryNames(tuple(placed), below) if clear([item.box for item in placed], frame) else None


def _values_in_order(task: ChartTask) -> Iterator[tuple[int, int, float]]:
    """Series, category and value, category by category: the order in which they are read."""
    for category in range(len(task.chart.categories)):
        for number, series in enumerate(task.values):
            yield number, category, series[category]


def _words(task: ChartTask, names: CategoryNames, top: Pt, placed: Sequence[PlacedLabel]) -> Iterator[Mark]:
    """Each category's name, then its values."""
    for (series, category, _), value in zip(_values_in_order(task), placed, strict=True):
        if not series:
            yield from names.marks(category, top)
        yield from value.label.marks(value.box.x, value.box.y)


class ValueRoom(NamedTuple):
    """What a drawing gives up so that all its values find room."""

    height: Pt
    levels: int = 1  # lines over one another in which values may stand


def draw_columns(task: ChartTask, axis: CategoryAxis, given: ValueRoom) -> list[Mark] | None:
    """柱形: upright bars, names below; None where the values find no room."""
    several, shown = len(task.chart.series), task.shown()
    size = task.type.size(task.value_style)
    share = BAR_SHARE if several == 1 else GROUP_SHARE
    thickness = min(_widest_group(task), share * axis.step) / several
    every = [value for series in task.values for value in series]
    room = (given.levels + 2 * AIR) * size
    above, below = room if max(every) >= 0 else AIR * size, room if min(every) < 0 else 0.0
    foot = given.height - axis.names.height - AIR * size
    area = Rect(axis.left, above, axis.width, foot - above - below)
    if thickness < THINNEST_BAR or area.height < size:
        return None
    plot = bar_plot(task.values, area, thickness=thickness, upright=True)
    anchors = [
        ValueAnchor(shown[series][category], plot.bars[series][category], -1 if value < 0 else 1, category, value)
        for series, category, value in _values_in_order(task)
    ]
    bars = tuple(bar for bars in plot.bars for bar in bars if not fits(bar.height, 0.0))
    frame = Rect(0.0, 0.0, task.measure, foot)
    placed = place_values(anchors, LabelRoom(frame=frame, solid=bars, levels=given.levels), sides=False)
    if placed is None:
        return None
    marks = [
        *_bar_marks(task, plot),
        RuleMark(Point(area.x, plot.zero), Point(area.right, plot.zero), task.design.rule, task.ink),
    ]
    return [*marks, *_words(task, axis.names, foot + AIR * size, placed)]


def draw_lines(task: ChartTask, axis: CategoryAxis, given: ValueRoom) -> list[Mark] | None:
    """折线: a point for every value, names below; None where the values find no room."""
    size, radius = task.type.size(task.value_style), POINT_RADIUS * task.design.line
    foot = given.height - axis.names.height - AIR * size
    margin = radius + (given.levels + 2 * AIR) * size
    area = Rect(axis.left, margin, axis.width, foot - 2 * margin)
    if area.height < 2 * size:
        return None
    plot, shown = line_plot(task.values, area), task.shown()
    anchors = []
    for series, category, value in _values_in_order(task):
        x, y = plot.points[series][category]
        spot = Rect(x - radius, y - radius, 2 * radius, 2 * radius)
        side = _side(task, series, category)
        anchors.append(ValueAnchor(shown[series][category], spot, side, category, value))
    # The zero line, where values lie on both of its sides, or none above it; else the line on which the names stand.
    least, most = min(map(min, task.values)), max(map(max, task.values))
    y = foot if plot.zero is None or least >= 0 < most else plot.zero
    ends = Point(area.x, y), Point(area.right, y)
    room = LabelRoom(
        frame=Rect(0.0, 0.0, task.measure, foot),
        solid=tuple(anchor.box for anchor in anchors),
        lines=(*segments(plot), ends),
        levels=given.levels,
    )
    placed = place_values(anchors, room, sides=True)
    if placed is None:
        return None
    marks = [RuleMark(*ends, task.design.rule, task.ink), *_line_marks(task, plot)]
    return [*marks, *_words(task, axis.names, foot + AIR * size, placed)]


def _bar_marks(task: ChartTask, plot: BarPlot) -> Iterator[Mark]:
    """The bars that are long enough to be seen, series by series."""
    for series, bars in enumerate(plot.bars):
        for category, bar in enumerate(bars):
            if not fits(min(bar.width, bar.height), 0.0):
                yield bar_mark(task, bar, task.tint(series, category))


def _line_marks(task: ChartTask, plot: LinePlot) -> Iterator[Mark]:
    """The lines, then their points over all lines."""
    shares = tints(len(task.values), task.design.tint)
    for share, points in zip(shares, plot.points, strict=True):
        path = tuple(("L" if place else "M", (at.x, at.y)) for place, at in enumerate(points))
        yield ShapeMark(path, stroke=task.color.tint(share), width=task.design.line)
    for series, points in enumerate(plot.points):
        yield from (point_mark(task, series, at) for at in points)


def _side(task: ChartTask, series: int, category: int) -> int:
    """1 where a value should stand above its point: not at the least of its category, or in a dip of the only line."""
    row = task.values[series]
    if len(task.values) > 1:
        others = [one[category] for one in task.values]
        return -1 if row[category] == min(others) < max(others) else 1
    beside = [row[place] for place in (category - 1, category + 1) if 0 <= place < len(row)]
    return 1 if not beside or row[category] >= sum(beside) / len(beside) else -1


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
