"""条形: bars one under another, each with its name at the left and its value at its end."""

from typing import NamedTuple

from bulletin.geometry import Point, Rect
from bulletin.makeup.chart_pens import ChartTask, bar_marks
from bulletin.makeup.chart_text import AIR, LABEL_ROWS, ChartLabel
from bulletin.makeup.plots import bar_plot
from bulletin.model.page import Mark, RuleMark
from bulletin.units import Pt

# All chosen by eye, on charts of 2 to 20 categories in columns of 17 em to the page's width.
LABEL_SHARES = (0.26, 0.32, 0.38, 0.45, 0.52)  # of the measure, for the names beside the bars of a 条形
NAME_AIR = 0.6  # em between two names of several lines, one under another
LEAST_BARS = 0.22  # of the measure, left for the longest bars
WIDER_LABELS = 40.0  # what a share of the measure more costs, in points of height
NO_ROOM = 1000.0  # what a point that the bars lack, or a line too many of a name, costs: taken only where all do
TORN_LABEL = 30.0  # what a name parted inside a word costs, in points of height
AXIS_GAP = 0.5  # em between a name and the axis


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
        marks: list[Mark] = [*bar_marks(task, plot)]
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
        lines_over = max(max(len(name.lines) for name in names) - LABEL_ROWS, 0)
        cost += NO_ROOM * max(-spare, 0.0) + NO_ROOM * lines_over
        if best is None or cost < best[0]:
            best = cost, rows
    assert best is not None
    return best[1]
