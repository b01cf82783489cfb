"""Texts of differing styles on one line: bylines, jump lines, folios."""

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from bulletin.compose.classes import Gaps
from bulletin.compose.costs import LineFit
from bulletin.compose.items import Items
from bulletin.compose.justify import LineLook, LineSetup, set_line
from bulletin.compose.packed_line import width
from bulletin.model.galley import Line, Span, Stroke
from bulletin.units import Pt, fits

LineAlign: TypeAlias = Literal["left", "center", "right"]


class SizedText(NamedTuple):
    """One text of one style."""

    items: Items
    look: LineLook

    @property
    def width(self) -> Pt:
        return width(self.items.sums[-1]) * self.look.size / 1000


def mixed_lines(
    texts: tuple[SizedText, ...],
    gaps: Gaps,
    measure: Pt,
    align: LineAlign,
    break_text: Callable[[Items, int], tuple[int, ...]],
) -> tuple[Line, ...]:
    """The texts side by side; one that finds no room begins a new line, and is broken when it is too wide itself.

    Args:
        break_text: units at which the lines of a text end, given its items and the measure in 1/1000 of its em.
    """
    rows: list[list[SizedText]] = []
    used = 0.0
    for text in texts:
        between = _gap(rows[-1][-1], text, gaps) if rows else 0.0
        if rows and (fits(used + between + text.width, measure) or _blank(text)):
            rows[-1].append(text)
            used += between + text.width
        else:
            rows.append([text])
            used = text.width
    lines: list[Line] = []
    offset = 0
    for row in rows:
        if len(row) == 1 and not fits(row[0].width, measure):
            lines.extend(_wrapped(row[0], measure, align, offset, break_text))
        else:
            lines.append(_joined(row, gaps, measure, align, offset))
        offset += sum(len(text.items.text) for text in row)
    return tuple(line._replace(last=place == len(lines) - 1) for place, line in enumerate(lines))


def _blank(text: SizedText) -> bool:
    return not text.items.text.strip()


def _gap(left: SizedText, right: SizedText, gaps: Gaps) -> Pt:
    """The blank between two texts, in ems of the larger one."""
    if not left.items.classes or not right.items.classes:
        return 0.0
    pair = (left.items.classes[-1], right.items.classes[0])
    return width(gaps[pair]) * max(left.look.size, right.look.size) / 1000


def _joined(row: list[SizedText], gaps: Gaps, measure: Pt, align: LineAlign, offset: int) -> Line:
    starts: list[Pt] = []
    x = 0.0
    for place, text in enumerate(row):
        if place:
            x += _gap(row[place - 1], text, gaps)
        starts.append(x)
        x += text.width
    shift = {"left": 0.0, "center": (measure - x) / 2, "right": measure - x}[align]
    spans: list[Span] = []
    strokes: list[Stroke] = []
    end = offset
    for text, start in zip(row, starts, strict=True):
        count = len(text.items.units)
        if not count:
            continue
        indent = round((shift + start) * 1000 / text.look.size)
        setup = LineSetup(measure=measure, indent=indent, align="left")
        line = set_line(text.items, 0, count, LineFit(0.0), text.look, setup)
        spans.extend(line.spans)
        strokes.extend(line.strokes)
        end += len(text.items.text)
    return Line(spans=tuple(spans), start=offset, end=end, width=shift + x, measure=measure, strokes=tuple(strokes))


def _wrapped(
    text: SizedText, measure: Pt, align: LineAlign, offset: int, break_text: Callable[[Items, int], tuple[int, ...]]
) -> list[Line]:
    setup = LineSetup(measure=measure, indent=0, align=align)
    first = 0
    lines = []
    for last in break_text(text.items, int(measure / text.look.size * 1000 + 1e-6)):
        hyphen = last in text.items.hyphens
        line = set_line(text.items, first, last, LineFit(0.0), text.look, setup, hyphen=hyphen)
        lines.append(line._replace(start=line.start + offset, end=line.end + offset))
        first = last
    return lines
