"""Words of a chart: how they are set, how much room they take, and where they find it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.geometry import Point, Rect
from bulletin.makeup.brief import Brief
from bulletin.makeup.plots import meets
from bulletin.model.design import Color, TextStyle
from bulletin.model.edition import Paragraph, Run
from bulletin.model.galley import Line
from bulletin.model.page import Mark, RuleMark, TextMark
from bulletin.units import ROUNDING, Pt

PITCH = 1.2  # from line to line of a label, over its size
RISE = 0.88  # of a line's em over its baseline
INK_MIDDLE = 0.37  # from the middle of its ink down to the baseline, em: between figures (0.36) and Han (0.38)
ENDLESS = 1000.0  # em that no label of a chart fills
AIR = 0.2  # em that a value keeps from what it stands at
LABEL_ROWS = 3  # lines of a category's name
APART = 0.15  # em between two values side by side
ASIDE = (0.0, -0.4, 0.4)  # widths by which the middle of a value may stand beside its point
# What a value on its other side or beside its middle costs, in heights of its line further away: chosen by eye.
BELOW, BESIDE = 0.6, 0.5


class ChartLabel(NamedTuple):
    """A text in lines, each as long as it is."""

    lines: tuple[Line, ...]
    size: Pt
    torn: bool = False  # a line ends where the text may not be broken, or inside a word

    @property
    def width(self) -> Pt:
        return max((line.width for line in self.lines), default=0.0)

    @property
    def height(self) -> Pt:
        """From the head of the first line's em to the foot of the last's."""
        return (PITCH * (len(self.lines) - 1) + 1) * self.size if self.lines else 0.0

    def marks(self, x: Pt, top: Pt, *, center: bool = False) -> list[Mark]:
        """Its lines from `top` down, from `x` on or with their middles there."""
        found: list[Mark] = []
        for row, line in enumerate(self.lines):
            left = x - line.width / 2 if center else x
            baseline = top + (row * PITCH + RISE) * self.size
            found.append(TextMark(left, baseline, line.spans, hyphen=line.hyphen))
            for stroke in line.strokes:
                start = Point(left + stroke.x, baseline - stroke.y)
                found.append(RuleMark(start, Point(start.x + stroke.width, start.y), stroke.thickness, stroke.color))
        return found

    def beside(self, middle: Pt) -> Pt:
        """The top at which its ink stands around a height."""
        return middle + INK_MIDDLE * self.size - RISE * self.size - (len(self.lines) - 1) * PITCH * self.size / 2


class ChartType(NamedTuple):
    """Sets a chart's words, all at one scale of their sizes."""

    brief: Brief
    scale: float = 1.0

    def size(self, style: TextStyle) -> Pt:
        return self.brief.area.grid.size * style.scale * self.scale

    def line(self, text: str, style: TextStyle, color: Color) -> ChartLabel:
        """A text in one line, however long."""
        size = self.size(style)
        part = (text, style._replace(scale=1.0), color)
        measure = (ENDLESS + 2 * len(text)) * size
        return ChartLabel(self.brief.composer.single((part,), size=size, measure=measure, align="left"), size)

    def wrapped(self, text: str, style: TextStyle, color: Color, measure: Pt) -> ChartLabel:
        """A text in as few lines as the measure allows; words stay whole where they can."""
        single = self.line(text, style, color)
        if not text or single.width <= measure:
            return single
        composer, size = self.brief.composer, self.size(style)
        paragraph = Paragraph("heading", 0, (Run(text),), self.brief.edition.reports[0].place)
        style = style._replace(align="left", indent_em=0.0)
        setting = composer.galley(paragraph, style, size=size, measure=measure).optimum
        lines = composer.lines(paragraph, style, setting, size=size, measure=measure, color=color)
        torn = setting.rescued or composer.parted(text, lines) > 0
        return ChartLabel(lines, size, torn)


class PlacedLabel(NamedTuple):
    """A label and the box that no other may stand in."""

    label: ChartLabel
    box: Rect


def label_box(label: ChartLabel, middle: Pt, top: Pt) -> Rect:
    """What a label of one line takes, its middle at `middle`."""
    return Rect(middle - label.width / 2, top, label.width, label.size)


class ValueAnchor(NamedTuple):
    """A value and what it belongs to."""

    label: ChartLabel
    box: Rect  # its bar or point
    upwards: int  # 1 where it should stand above that, -1 below
    category: int
    value: float


class LabelRoom(NamedTuple):
    """Where values may stand, and what stands there already."""

    frame: Rect
    solid: tuple[Rect, ...]  # bars and points: never under a value
    lines: tuple[tuple[Point, Point], ...] = ()  # what is left of one beside a value looks like a minus
    levels: int = 1  # in how many lines over one another values may stand


def place_values(anchors: Sequence[ValueAnchor], room: LabelRoom, *, sides: bool) -> tuple[PlacedLabel, ...] | None:
    """A place for every value beside its bar or point, none over another; None where one finds none.

    One after the other, each takes the cheapest place that is left: next to its point, then further away. Where
    values may stand on both sides of their points, no value of a category stands above a greater one or its point,
    or under a smaller one: there it would be read as that one's.

    Args:
        sides: whether it may stand on the other side too, or beside, and not just above its middle.
    """
    found: list[PlacedLabel] = []
    for anchor in anchors:
        taken = [(other, other.box) for other in anchors]
        taken += [(other, at.box) for other, at in zip(anchors, found, strict=False)]  # the first stand already
        same = [(other.value, _middle(at)) for other, at in taken if other.category == anchor.category]
        best: tuple[float, PlacedLabel] | None = None
        for price, box in _places(anchor, room, sides=sides):
            if (best is not None and best[0] <= price) or not _free(box, room, found):
                continue
            if sides and any((anchor.value - value) * (_middle(box) - y) > 0 for value, y in same):
                continue
            best = price, PlacedLabel(anchor.label, box)
        if best is None:
            return None
        found.append(best[1])
    return tuple(found)


def _middle(box: Rect) -> Pt:
    return box.y + box.height / 2


def _places(anchor: ValueAnchor, room: LabelRoom, *, sides: bool) -> Iterator[tuple[float, Rect]]:
    """Places of a value at its bar or point, with what each costs besides what it would cross."""
    label, at, upwards = anchor.label, anchor.box, anchor.upwards
    middle, air = at.x + at.width / 2, AIR * label.size
    if sides:
        top = at.y + at.height / 2 + (INK_MIDDLE - RISE) * label.size
        for x in (at.right + air, at.x - air - label.width):
            yield 2 * BESIDE, Rect(x, top, label.width, label.size)
    left, right = room.frame.x + label.width / 2, room.frame.right - label.width / 2
    for away in range(room.levels):
        for direction in (upwards, -upwards) if sides else (upwards,):
            shift = air + away * label.size
            top = at.y - shift - label.size if direction > 0 else at.bottom + shift
            for aside in ASIDE if sides else (0.0,):
                box = label_box(label, min(max(middle + aside * label.width, left), right), top)
                yield away + BESIDE * (aside != 0.0) + BELOW * (direction != upwards), box


def _free(box: Rect, room: LabelRoom, placed: Sequence[PlacedLabel]) -> bool:
    """Whether a value may stand there: inside the frame, clear of bars, points, lines and other values."""
    if not room.frame.holds(box):
        return False
    around = Rect(box.x - APART * box.height, box.y, box.width + 2 * APART * box.height, box.height)
    return not (
        any(around.overlaps(other.box) for other in placed)
        or any(box.overlaps(solid) for solid in room.solid)
        or any(meets(start, end, box) for start, end in room.lines)
    )


def clear(boxes: Sequence[Rect], frame: Rect) -> bool:
    """Whether boxes stand inside a frame and none over another."""
    inside = all(frame.holds(box) for box in boxes)
    return inside and not any(
        one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :] if one.width > ROUNDING
    )
