"""Texts of differing styles on one line: bylines, jump lines, folios."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from bulletin.compose.classes import Gaps
from bulletin.compose.costs import WIDTH, Fit
from bulletin.compose.items import Items
from bulletin.compose.justify import Frame, Ink, set_line
from bulletin.model.galley import Line, Span, Stroke
from bulletin.units import Pt, fits


class Part(NamedTuple):
    """One text of one style."""

    items: Items
    ink: Ink

    @property
    def width(self) -> Pt:
        return (self.items.sums[-1] >> WIDTH) * self.ink.size / 1000


def part_lines(
    parts: tuple[Part, ...],
    gaps: Gaps,
    measure: Pt,
    align: Literal["left", "center", "right"],
    broken: Callable[[Items, int], tuple[int, ...]],
) -> tuple[Line, ...]:
    """The parts side by side; a part that finds no room begins a new line, and is broken when it is too wide itself.

    Args:
        broken: units at which the lines of a text end, given its items and the measure in 1/1000 of its em.
    """
    rows: list[list[Part]] = []
    used = 0.0
    for part in parts:
        between = _gap(rows[-1][-1], part, gaps) if rows else 0.0
        if rows and (fits(used + between + part.width, measure) or _blank(part)):
            rows[-1].append(part)
            used += between + part.width
        else:
            rows.append([part])
            used = part.width
    lines: list[Line] = []
    offset = 0
    for row in rows:
        if len(row) == 1 and not fits(row[0].width, measure):
            lines.extend(_wrapped(row[0], measure, align, offset, broken))
        else:
            lines.append(_joined(row, gaps, measure, align, offset))
        offset += sum(len(part.items.text) for part in row)
    return tuple(line._replace(last=place == len(lines) - 1) for place, line in enumerate(lines))


def _blank(part: Part) -> bool:
    return not part.items.text.strip()


def _gap(left: Part, right: Part, gaps: Gaps) -> Pt:
    """The blank between two parts: that of the larger mark (typography.md §5)."""
    if not left.items.classes or not right.items.classes:
        return 0.0
    pair = (left.items.classes[-1], right.items.classes[0])
    return (gaps[pair] >> WIDTH) * max(left.ink.size, right.ink.size) / 1000


def _joined(row: list[Part], gaps: Gaps, measure: Pt, align: Literal["left", "center", "right"], offset: int) -> Line:
    starts: list[Pt] = []
    x = 0.0
    for place, part in enumerate(row):
        if place:
            x += _gap(row[place - 1], part, gaps)
        starts.append(x)
        x += part.width
    shift = {"left": 0.0, "center": (measure - x) / 2, "right": measure - x}[align]
    spans: list[Span] = []
    strokes: list[Stroke] = []
    end = offset
    for part, start in zip(row, starts, strict=True):
        count = len(part.items.units)
        if not count:
            continue
        indent = round((shift + start) * 1000 / part.ink.size)
        frame = Frame(measure, indent, "left")
        line = set_line(part.items, 0, count, Fit(0.0), part.ink, frame, is_last=True, hyphen=False)
        spans.extend(line.spans)
        strokes.extend(line.strokes)
        end += len(part.items.text)
    return Line(tuple(spans), offset, end, shift + x, measure, strokes=tuple(strokes))


def _wrapped(
    part: Part,
    measure: Pt,
    align: Literal["left", "center", "right"],
    offset: int,
    broken: Callable[[Items, int], tuple[int, ...]],
) -> list[Line]:
    items = part.items
    first = 0
    lines = []
    for last in broken(items, int(measure / part.ink.size * 1000 + 1e-6)):
        line = set_line(
            items,
            first,
            last,
            Fit(0.0),
            part.ink,
            Frame(measure, 0, align),
            is_last=False,
            hyphen=last in items.hyphens,
        )
        lines.append(line._replace(start=line.start + offset, end=line.end + offset))
        first = last
    return lines
