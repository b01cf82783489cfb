"""柱形 and 折线: categories side by side on an axis, their names below it, as marks from the top left corner."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from bulletin.geometry import Point, Rect
from bulletin.makeup.chart_pens import POINT_RADIUS, ChartTask, bar_marks, point_mark, tints, values_in_order
from bulletin.makeup.chart_text import (
    AIR,
    LABEL_ROWS,
    LabelRoom,
    PlacedLabel,
    ValueAnchor,
    clear,
    label_box,
    place_values,
)
from bulletin.makeup.plots import BarPlot, LinePlot, bar_plot, line_plot, segments, stretched
from bulletin.model.page import Mark, RuleMark, ShapeMark
from bulletin.units import Pt, fits

# All chosen by eye, on charts of 2 to 20 categories in columns of 17 em to the page's width.
NAMES_APART = 0.4  # em between names side by side
STAGGERED = 3  # rows at most in which names stand under the axis, one lower than the other
WIDEST_BAR = 2.0  # of a 柱形, times `ChartDesign.bar`; of several series that or its widest value
NAME_SCALES = (1.0, 0.92, 0.85, 0.78)  # of names under an axis, before they stand in a further row
BAR_SHARE = 0.62  # of its step that a bar alone may fill, and
GROUP_SHARE = 0.88  # bars of several series
THINNEST_BAR: Pt = 3.0
WIDEST_STEP = 3.0  # from column to column, times the bars of one
WIDEST_RUN = 9.0  # em from point to point
LAID_OUT: Pt = 1000.0  # height in which upright bars are laid out once


class CategoryNames(NamedTuple):
    """The names of the categories under an axis."""

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


def _words(task: ChartTask, names: CategoryNames, top: Pt, placed: Sequence[PlacedLabel]) -> Iterator[Mark]:
    """Each category's name, then its values."""
    for (series, category, _), value in zip(values_in_order(task), placed, strict=True):
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
    plot = _upright_bars(task, area, thickness)
    anchors = [
        ValueAnchor(shown[series][category], plot.bars[series][category], -1 if value < 0 else 1, category, value)
        for series, category, value in values_in_order(task)
    ]
    bars = tuple(bar for bars in plot.bars for bar in bars if not fits(bar.height, 0.0))
    frame = Rect(0.0, 0.0, task.measure, foot)
    placed = place_values(anchors, LabelRoom(frame=frame, solid=bars, levels=given.levels), sides=False)
    if placed is None:
        return None
    marks: list[Mark] = [
        *bar_marks(task, plot),
        RuleMark(Point(area.x, plot.zero), Point(area.right, plot.zero), task.design.rule, task.ink),
    ]
    return [*marks, *_words(task, axis.names, foot + AIR * size, placed)]


def _upright_bars(task: ChartTask, area: Rect, thickness: Pt) -> BarPlot:
    """The bars in their area, laid out once for all the heights that are tried."""
    values, given = task.values, area._replace(y=0.0, height=LAID_OUT)
    key = ("upright bars", values, given, thickness)
    memory = task.type.brief.composer.memory
    plot = memory.recall(key, lambda: bar_plot(values, given, thickness=thickness, upright=True))
    return stretched(plot, given, area)


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
    for series, category, value in values_in_order(task):
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
