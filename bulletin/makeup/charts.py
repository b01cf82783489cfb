"""Charts: how many grid lines each takes at a width, and the marks it is drawn with.

A chart is a rule, its unit, a legend where it has several series, its drawing, its title and its notes. A 柱形 or
折线 whose names and values cannot stand side by side at its width, not even in smaller type, is drawn as 条形: it
takes more lines, but every number stands beside its bar.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from math import ceil
from typing import NamedTuple

from bulletin.geometry import Point, Rect
from bulletin.makeup.brief import Brief
from bulletin.makeup.chart_axis import ValueRoom, category_axis, draw_columns, draw_lines
from bulletin.makeup.chart_bars import bar_rows
from bulletin.makeup.chart_pens import ChartTask, bar_mark, point_mark, tints
from bulletin.makeup.chart_text import ChartLabel, ChartType
from bulletin.makeup.structure import ChartTags
from bulletin.memory import kept
from bulletin.model.design import Color, TextStyle
from bulletin.model.edition import Chart, ChartKind
from bulletin.model.page import Mark, RuleMark, ShapeMark, TextMark
from bulletin.units import ROUNDING, Pt, fits

# Chosen by eye. Grid lines of white: above the rule, from it to the drawing, under all.
ABOVE_RULE, BELOW_RULE, AT_FOOT = 0.55, 0.5, 0.5
TITLE_AIR, NOTE_AIR = 0.6, 0.35  # em of their own size over title and notes
LEGEND_AIR, LEGEND_GAP, SWATCH_GAP = 0.7, 1.2, 0.35  # em under a legend, between its entries, behind their swatches
SWATCH = 0.8  # em, side of a swatch; a line's is twice as long
SCALES = (1.0, 0.92, 0.85, 0.78)  # of the type of a 柱形 or 折线 before it becomes a 条形
BAR_SCALES = (1.0, 0.92, 0.85, 0.78, 0.7, 0.6)  # of the type of a 条形 whose names and values leave its bars no room
VALUE_LEVELS = (1, 2)  # lines over one another in which values may stand
DEEPER = (0, 3, 6, 10, 15)  # grid lines by which a 柱形 or 折线 may be deeper than `ChartDesign.lines` for its values
LEAST_PLOT = 5.0  # grid lines of the drawing of a 柱形 or 折线


class ChartLayout(NamedTuple):
    """A chart as it is drawn at one measure, from its top left corner."""

    kind: ChartKind  # as drawn
    lines: int
    frame: tuple[Mark, ...]  # the rule
    figure: tuple[Mark, ...]
    title: tuple[Mark, ...]
    notes: tuple[tuple[Mark, ...], ...]


class Charts:
    """The charts of an issue at its body size and leading."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._leading = brief.area.grid.leading

    def lines(self, chart: Chart, measure: Pt) -> int:
        """Grid lines that it takes at this width, rule above, title and notes below included."""
        return self._layout(chart, measure).lines

    def kind(self, chart: Chart, measure: Pt) -> ChartKind:
        """As what it is drawn at this width: its own kind, or a 条形 for want of room."""
        return self._layout(chart, measure).kind

    def marks(self, chart: Chart, box: Rect, tags: ChartTags, color: Color) -> list[Mark]:
        """The chart at the head of `box`, which is as many grid lines high as `lines` says, in the report's `color`."""
        layout = self._drawn(chart, box.width, color)
        marks = [*layout.frame]
        for tag, part in ((tags.figure, layout.figure), (tags.title, layout.title)):
            marks += [_tagged(mark, tag) for mark in part]
        for tag, part in zip(tags.notes, layout.notes, strict=True):
            marks += [_tagged(mark, tag) for mark in part]
        return [_moved(mark, box.x, box.y) for mark in marks]

    def _layout(self, chart: Chart, measure: Pt) -> ChartLayout:
        """Its layout, whatever its colour."""
        return self._drawn(chart, measure, self._brief.design.colors["black"])

    @kept
    def _drawn(self, chart: Chart, measure: Pt, color: Color) -> ChartLayout:
        askers = self._brief.composer.askers
        with askers.asking(askers.of(chart)):
            return self._drawn_anew(chart, measure, color)

    def _drawn_anew(self, chart: Chart, measure: Pt, color: Color) -> ChartLayout:
        plain = ChartTask(chart, measure, ChartType(self._brief), color)
        legend, legend_height = _head(plain)
        head = (ABOVE_RULE + BELOW_RULE) * self._leading
        title, notes = self._foot(plain)
        below = sum(label.height + air for label, air in (*title, *notes)) + AT_FOOT * self._leading
        fixed = head + legend_height + below
        if chart.kind == "bar" or len(chart.categories) == 1:
            lines, drawing = self._bars(plain, fixed)
        else:
            found = self._upright(plain, fixed)
            if found is None:
                return self._drawn(chart._replace(kind="bar"), measure, color)
            lines, drawing = found
        height = lines * self._leading - fixed
        top = head + legend_height
        rule = ABOVE_RULE * self._leading
        y = top + height
        parts: list[tuple[Mark, ...]] = []
        for label, air in (*title, *notes):
            y += air
            many = len(label.lines) > 1 and bool(parts)
            parts.append(tuple(label.marks(0.0 if many else measure / 2, y, center=not many)))
            y += label.height
        shown = [*(_moved(mark, 0.0, head) for mark in legend), *(_moved(mark, 0.0, top) for mark in drawing)]
        return ChartLayout(
            kind=chart.kind if len(chart.categories) > 1 else "bar",
            lines=lines,
            frame=(RuleMark(Point(0.0, rule), Point(measure, rule), self._brief.design.chart.rule, color),),
            figure=tuple(sorted(shown, key=lambda mark: isinstance(mark, TextMark))),
            title=parts[0] if title else (),
            notes=tuple(parts[len(title) :]),
        )

    def _foot(self, task: ChartTask) -> tuple[list[tuple[ChartLabel, Pt]], list[tuple[ChartLabel, Pt]]]:
        """Title and notes, each with the white above it."""
        styles = self._brief.design.text.styles

        def label(text: str, style: TextStyle, air: float) -> tuple[ChartLabel, Pt]:
            return task.type.wrapped(text, style, task.ink_of(style), task.measure), air * task.type.size(style)

        title = [label(task.chart.title, styles.table_title, TITLE_AIR)] if task.chart.title else []
        return title, [label(note, styles.table_note, NOTE_AIR) for note in task.chart.notes]

    def _upright(self, plain: ChartTask, fixed: Pt) -> tuple[int, list[Mark]] | None:
        """A 柱形 or 折线 with all values: in smaller type, with values further away, or deeper.

        Args:
            fixed: the height of all but the drawing.

        Returns:
            The grid lines of the chart, and the drawing; None where its values find no room.
        """
        axis = category_axis(plain)
        if axis is None:
            return None
        draw = draw_columns if plain.chart.kind == "column" else draw_lines
        least = max(plain.design.lines, ceil(fixed / self._leading + LEAST_PLOT - ROUNDING))
        for more, levels, scale in product(DEEPER, VALUE_LEVELS, SCALES):
            task = plain._replace(type=ChartType(self._brief, scale))
            height = (least + more) * self._leading - fixed
            marks = draw(task, axis, ValueRoom(height=height, levels=levels))
            if marks is not None:
                return least + more, marks
        return None

    def _bars(self, plain: ChartTask, fixed: Pt) -> tuple[int, list[Mark]]:
        """A 条形 in the largest type that leaves its bars room: the grid lines of the chart, and the drawing.

        Args:
            fixed: the height of all but the drawing.
        """
        for scale in BAR_SCALES:
            rows = bar_rows(plain._replace(type=ChartType(self._brief, scale)))
            if rows.spare >= 0:
                break
        lines = ceil((fixed + rows.height) / self._leading - ROUNDING)
        return lines, rows.draw(lines * self._leading - fixed)


def _head(task: ChartTask) -> tuple[list[Mark], Pt]:
    """What stands over the drawing, and its height: the unit at the right, the legend beside or below it."""
    style = task.type.brief.design.text.styles.table_unit
    em = task.type.size(style)
    unit = task.type.wrapped(task.chart.unit_line, style, task.ink_of(style), task.measure)
    marks = unit.marks(task.measure - unit.width, 0.0)
    beside = max(task.measure - unit.width - LEGEND_GAP * em, task.measure / 2)
    legend, height = _legend(task, beside)
    if not unit.lines or (height <= 2 * em and fits(beside + unit.width, task.measure)):
        return [*marks, *legend], max(height, unit.height + LEGEND_AIR * em if unit.lines else 0.0)
    legend, height = _legend(task, task.measure)
    below = unit.height + SWATCH_GAP * em
    return [*marks, *(_moved(mark, 0.0, below) for mark in legend)], below + height


def _legend(task: ChartTask, measure: Pt) -> tuple[list[Mark], Pt]:
    """The names of several series, each behind a sample of how it is drawn; and the height that they take."""
    if len(task.chart.series) == 1:
        return [], 0.0
    style = task.label_style
    em = task.type.size(style)
    side = SWATCH * em
    wide = side * (2 if task.chart.kind == "line" else 1)
    x, top, below = 0.0, 0.0, 0.0
    marks: list[Mark] = []
    for number, series in enumerate(task.chart.series):
        label = task.type.wrapped(series.name, style, task.ink, measure - wide - SWATCH_GAP * em)
        across = wide + SWATCH_GAP * em + label.width
        if x and x + across > measure:
            x, top = 0.0, below + SWATCH_GAP * em
        middle = top + em / 2
        marks += _sample(task, number, Rect(x, middle - side / 2, wide, side))
        marks += label.marks(x + wide + SWATCH_GAP * em, top)
        below = max(below, top + label.height)
        x += across + LEGEND_GAP * em
    return marks, below + LEGEND_AIR * em


def _sample(task: ChartTask, series: int, box: Rect) -> Iterator[Mark]:
    """How a series is drawn, in a small box."""
    shade = task.color.tint(tints(len(task.chart.series), task.design.tint)[series])
    if task.chart.kind == "line":
        middle = box.y + box.height / 2
        yield RuleMark(Point(box.x, middle), Point(box.right, middle), task.design.line, shade)
        yield point_mark(task, series, Point(box.x + box.width / 2, middle))
    else:
        yield bar_mark(task, box, shade)


def _tagged(mark: Mark, tag: int) -> Mark:
    return mark._replace(tag=tag)


def _moved(mark: Mark, x: Pt, y: Pt) -> Mark:
    """A mark of a chart so much further right and down."""
    if isinstance(mark, TextMark):
        return mark._replace(x=mark.x + x, y=mark.y + y)
    if isinstance(mark, RuleMark):
        start, end = mark.start, mark.end
        return mark._replace(start=Point(start.x + x, start.y + y), end=Point(end.x + x, end.y + y))
    if isinstance(mark, ShapeMark):
        return mark._replace(path=tuple((operator, _shifted(values, x, y)) for operator, values in mark.path))
    raise AssertionError("a chart has no pictures and no links")


def _shifted(values: Sequence[float], x: Pt, y: Pt) -> tuple[float, ...]:
    return tuple(value + (y if place % 2 else x) for place, value in enumerate(values))
