"""Lines set: every cell at its place, the line's deficit given to its gaps."""

from collections.abc import Sequence
from itertools import accumulate, groupby, repeat
from operator import add, attrgetter
from typing import NamedTuple

from bulletin.compose.costs import LineFit
from bulletin.compose.glyph_cells import Cells
from bulletin.compose.items import Items
from bulletin.compose.packed_line import BETWEEN_HAN, PackedLine, kind_of, width, widths
from bulletin.model.design import Align, Color
from bulletin.model.galley import Line, LineFault, Span, Stroke
from bulletin.model.marks import DASH
from bulletin.units import Pt

# A dash that no one glyph draws: 0.071 em shorter than its cells on either side, at 0.38 em, 0.04 em thick, as Source
# Han Serif draws ——.
DASH_BEARING, DASH_CENTRE, DASH_THICKNESS = 71, 0.38, 0.04
_SHIFT, _DRAWN = attrgetter("shift"), attrgetter("face", "look")  # of cells


class LineLook(NamedTuple):
    """What a line is set in: faces, size and colours, and how it stands in its measure."""

    plain: Cells
    bold: Cells
    size: Pt
    color: Color
    bold_color: Color
    measure: Pt  # from the column's left edge to where lines end
    align: Align
    left: Pt = 0.0  # from that edge to where the room of centred lines begins

    def cells(self, *, bold: bool) -> Cells:
        return self.bold if bold else self.plain

    def color_of(self, *, bold: bool) -> Color:
        return self.bold_color if bold else self.color


def set_line(
    items: Items, first: int, last: int, fit: LineFit, look: LineLook, *, indent: int = 0, hyphen: bool = False
) -> Line:
    """The units from `first` up to `last` as a line; `indent` is 1/1000 em, a hyphen is added to a word's part."""
    gaps = items.gaps[first : last - 1]
    final: dict[PackedLine, float] = {}
    for gap in set(gaps):
        kind = kind_of(gap)
        final[gap] = width(gap) + (0.0 if kind is None else fit.more[kind])
    steps = map(add, widths(items.widths[first : last - 1]), map(final.__getitem__, gaps))
    places = list(accumulate(steps, initial=0.0))
    end_cell = width(items.widths[last - 1])
    length = places[-1] + end_cell
    if hyphen:
        length += look.plain["-"].width
    em = look.size / 1000
    room = look.measure / em if look.size else 0.0
    white = room - length + fit.end
    origin = {"center": (white + look.left / em) / 2, "right": white}.get(look.align, float(indent))
    origins = [origin + place for place in places]
    stroked = [unit for unit in range(first, last) if _is_stroked(items, unit)] if "D" in items.classes else []
    spans = _spans(items, first, origins, look, stroked)
    if hyphen:
        spans = _with_hyphen(spans, look, round(origins[-1] + end_cell))
    fault: LineFault | None = None
    if fit.rescued:
        fault = "overfull" if fit.ragged < 0 else "rescue"
    return Line(
        spans=spans,
        start=items.offsets[first],
        end=items.offsets[last],
        width=(origin + length - fit.end) * em,
        measure=look.measure,
        stretch=round(fit.more[BETWEEN_HAN]),
        last=last == len(items.units),
        fault=fault,
        strokes=_strokes(items, first, origins, look, stroked),
        hyphen=hyphen,
    )


def _spans(
    items: Items, first: int, places: Sequence[float], look: LineLook, stroked: Sequence[int]
) -> tuple[Span, ...]:
    """The units from `first` on at `places`, as runs of one face and colour; those that strokes draw are invisible."""
    spans: list[Span] = []
    for start, end, bold in _runs(items, first, first + len(places)):
        units = items.units[start:end]
        cells = list(map(look.cells(bold=bold).__getitem__, units))
        origins = list(map(round, map(add, places[start - first :], map(_SHIFT, cells))))
        for unit, shift in items.shifts.items():
            if start <= unit < end:
                origins[unit - start] = round(places[unit - first] + shift)
        hidden = [unit in stroked for unit in range(start, end)] if stroked else repeat(False)
        begin = 0
        for ((face, drawn), invisible), group in groupby(zip(map(_DRAWN, cells), hidden, strict=False)):
            stop = begin + len(list(group))
            text = "".join(units[begin:stop])
            spans.append(
                Span(
                    face=face,
                    size=look.size,
                    color=look.color_of(bold=bold),
                    units=text if len(text) == stop - begin else tuple(units[begin:stop]),
                    xs=tuple(origins[begin:stop]),
                    invisible=invisible,
                    stroke=drawn.stroke,
                    rise=drawn.rise,
                )
            )
            begin = stop
    return tuple(spans)


def _runs(items: Items, first: int, last: int) -> list[tuple[int, int, bool]]:
    """The stretches of units from `first` up to `last` that are bold, and that are not."""
    return [
        (max(start, first), min(end, last), bold)
        for start, end, bold in items.stretches
        if start < last and end > first
    ]


def _is_stroked(items: Items, place: int) -> bool:
    """Whether this unit is a part of a dash that no glyph draws."""
    return items.classes[place] == "D" and items.units[place] != DASH


def _strokes(
    items: Items, first: int, places: Sequence[float], look: LineLook, stroked: Sequence[int]
) -> tuple[Stroke, ...]:
    """One stroke for each run of neighbours among the units `stroked`."""
    em = look.size / 1000
    strokes = []
    for _, group in groupby(enumerate(stroked), key=lambda numbered: numbered[1] - numbered[0]):
        run = [place for _, place in group]
        begin, end = run[0], run[-1]
        left = places[begin - first] + DASH_BEARING
        right = places[end - first] + width(items.widths[end]) - DASH_BEARING
        bold = any(start <= begin < stop for start, stop, bold in items.stretches if bold)
        strokes.append(
            Stroke(
                x=left * em,
                y=DASH_CENTRE * look.size,
                width=(right - left) * em,
                thickness=DASH_THICKNESS * look.size,
                color=look.color_of(bold=bold),
            )
        )
    return tuple(strokes)


def _with_hyphen(spans: tuple[Span, ...], look: LineLook, origin: int) -> tuple[Span, ...]:
    cell = look.plain["-"]
    final = spans[-1]
    if final.face == cell.face and isinstance(final.units, str) and not final.invisible:
        return (*spans[:-1], final._replace(units=final.units + "-", xs=(*final.xs, origin)))
    stroke, rise = cell.look
    added = Span(face=cell.face, size=look.size, color=final.color, units="-", xs=(origin,), stroke=stroke, rise=rise)
    return (*spans, added)
