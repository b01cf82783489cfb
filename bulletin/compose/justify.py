"""Lines set: every cell at its place, the line's deficit given to its gaps."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from bulletin.compose.costs import BRACKET, COUNT_MASK, HAN, LABEL, LATIN, LETTER, PAUSE, STOP, WIDTH, WORD, Fit
from bulletin.compose.glyph_cells import Cell, RoleMetrics
from bulletin.compose.items import Items
from bulletin.model.design import Align, Color
from bulletin.model.galley import Line, LineFault, Span, Stroke
from bulletin.units import Pt

# —— where a face has no glyph for it: from 0.071 to 1.929 em at 0.38 em, 0.04 em thick (typography.md §9).
DASH_LEFT, DASH_RIGHT, DASH_CENTRE, DASH_THICKNESS = 71, 1929, 0.38, 0.04


class Ink(NamedTuple):
    """With what a line is drawn."""

    plain: RoleMetrics
    bold: RoleMetrics
    size: Pt
    color: Color
    bold_color: Color


class Frame(NamedTuple):
    """Where a line stands in its measure."""

    measure: Pt
    indent: int  # 1/1000 em
    align: Align


def gap_widths(gaps: Sequence[int], fit: Fit) -> dict[int, float]:
    """The final width of every sort of gap in `gaps`."""
    widths = {}
    for gap in set(gaps):
        kind = gap & ((1 << WIDTH) - 1)
        extra = 0.0
        if kind:
            if kind >> HAN & COUNT_MASK:
                extra = fit.han
            elif kind >> PAUSE & COUNT_MASK:
                extra = fit.pause
            elif kind >> STOP & COUNT_MASK:
                extra = fit.stop
            elif kind >> BRACKET & COUNT_MASK:
                extra = fit.bracket
            elif kind >> LATIN & COUNT_MASK:
                extra = fit.latin
            elif kind >> LABEL & COUNT_MASK:
                extra = fit.label
            elif kind >> WORD & COUNT_MASK:
                extra = fit.word
            elif kind >> LETTER & COUNT_MASK:
                extra = fit.letter
        widths[gap] = (gap >> WIDTH) + extra
    return widths


def set_line(
    items: Items, first: int, last: int, fit: Fit, ink: Ink, frame: Frame, *, is_last: bool, hyphen: bool
) -> Line:
    """The units from `first` up to `last` as a line; a hyphen is added when the line ends inside a word."""
    gaps = items.gaps[first : last - 1]
    final = gap_widths(gaps, fit)
    steps = [(cell >> WIDTH) + final[gap] for cell, gap in zip(items.widths[first : last - 1], gaps, strict=True)]
    places = list(accumulate(steps, initial=0.0))
    end_cell = items.widths[last - 1] >> WIDTH
    width = places[-1] + end_cell
    metrics = ink.plain
    if hyphen:
        width += metrics.cells["-"].width
    em = ink.size / 1000
    origin = float(frame.indent)
    room = frame.measure / em if ink.size else 0.0
    visible = width
    if frame.align == "center":
        origin = (room - visible) / 2
    elif frame.align == "right":
        origin = room - visible
    spans, strokes = _spans(items, first, last, places, origin, ink)
    if hyphen:
        spans = _with_hyphen(spans, ink, round(origin + places[-1] + end_cell))
    fault: LineFault | None = None
    if fit.rescued:
        fault = "overfull" if fit.ragged < 0 else "rescue"
    return Line(
        spans=spans,
        start=items.offsets[first],
        end=items.offsets[last],
        width=(origin + width - fit.end) * em,
        measure=frame.measure,
        stretch=round(fit.han),
        last=is_last,
        fault=fault,
        strokes=strokes,
        hyphen=hyphen,
    )


def _spans(
    items: Items, first: int, last: int, places: Sequence[float], origin: float, ink: Ink
) -> tuple[tuple[Span, ...], tuple[Stroke, ...]]:
    """Runs of one face and colour, with dashes that no glyph draws as strokes over invisible text."""
    spans: list[Span] = []
    strokes: list[Stroke] = []
    roles = items.roles
    role = 0
    while role + 1 < len(roles) and roles[role + 1][0] <= first:
        role += 1
    units: list[str] = []
    xs: list[int] = []
    face, is_bold, hidden = "", False, False

    def close() -> None:
        if units:
            joined: str | tuple[str, ...] = tuple(units)
            text = "".join(units)
            if len(text) == len(units):
                joined = text
            color = ink.bold_color if is_bold else ink.color
            spans.append(Span(face, ink.size, color, joined, tuple(xs), hidden))
            units.clear()
            xs.clear()

    at = first
    while at < last:
        if role + 1 < len(roles) and roles[role + 1][0] <= at:
            role += 1
        bold = roles[role][1]
        unit = items.units[at]
        metrics = ink.bold if bold else ink.plain
        cell: Cell = metrics.cells[unit]
        stroked = items.classes[at] == "D" and unit == "—"
        if cell.face != face or bold != is_bold or stroked != hidden:
            close()
            face, is_bold, hidden = cell.face, bold, stroked
        place = origin + places[at - first]
        if stroked and (at == first or not _second_dash(items, at)):
            em = ink.size / 1000
            color = ink.bold_color if bold else ink.color
            strokes.append(
                Stroke(
                    (place + DASH_LEFT) * em,
                    DASH_CENTRE * ink.size,
                    (DASH_RIGHT - DASH_LEFT) * em,
                    DASH_THICKNESS * ink.size,
                    color,
                )
            )
        units.append(unit)
        xs.append(round(place + items.shifts.get(at, cell.shift)))
        at += 1
    close()
    return tuple(spans), tuple(strokes)


def _second_dash(items: Items, at: int) -> bool:
    """Whether this — is the second half of its ——."""
    before = 0
    while at - before - 1 >= 0 and items.classes[at - before - 1] == "D" and items.units[at - before - 1] == "—":
        before += 1
    return before % 2 == 1


def _with_hyphen(spans: tuple[Span, ...], ink: Ink, x: int) -> tuple[Span, ...]:
    cell = ink.plain.cells["-"]
    final = spans[-1]
    if final.face == cell.face and isinstance(final.units, str) and not final.invisible:
        return (*spans[:-1], final._replace(units=final.units + "-", xs=(*final.xs, x)))
    return (*spans, Span(cell.face, ink.size, final.color, "-", (x,)))
