"""A line of a body on its way to a paragraph: its words without marks, how they are set, and where they were typed."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.model.edition import ParagraphKind, Placing, Run
from bulletin.problems import Place
from bulletin.read.edits import Replacement, replaced
from bulletin.read.inline import TextSpan, WrittenPicture
from bulletin.read.source import Source


class ChartOrder(NamedTuple):
    """A chart as its editor asked for it: `{表: 1, 类型: 条形, 值: 同比}`; "" and () where nothing is said."""

    place: Place
    table: str = ""
    kind: str = ""
    values: tuple[str, ...] = ()
    title: str = ""
    origin: str = ""  # 来源
    placing: Placing = Placing()
    places: tuple[tuple[str, Place], ...] = ()  # name of a field -> where its value stands

    def place_of(self, name: str) -> Place:
        return dict(self.places).get(name, self.place)


class BodyLine(NamedTuple):
    """A line of a body, or a cell of a table: its text without marks, and where its characters stand."""

    text: str
    spans: tuple[TextSpan, ...]
    anchors: tuple[tuple[int, int, int], ...]  # offset in `text`, line, column, rising
    hashes: int = 0  # `#` of a heading
    picture: WrittenPicture | None = None
    blank: int = 0  # empty lines before it
    indent: int = 0  # half-width cells of white before it; 2 where a web page's tag ended the line before
    kind: ParagraphKind = "body"
    label: str = ""  # of an item or a note, part of the text too
    nesting: int = 0
    box: int = 0
    note: str = ""  # the mark whose text it is: [^1] [1] ①
    table: "WrittenTable | None" = None
    chart: ChartOrder | None = None
    below: tuple["BodyLine", ...] = ()  # lines that belong below a chart
    across: int = 1  # columns and rows that a cell spans
    down: int = 1
    caption: "BodyLine | None" = None  # of a picture; the title of a chart that stands below its order: 图1 ……
    placing: Placing = Placing()

    @property
    def is_plain(self) -> bool:
        """Whether it is a line of running text that others may be joined to."""
        return self.kind == "body" and not self.hashes

    def typed_at(self, offset: int) -> tuple[int, int]:
        """Line and column of the source in which the character at `offset` stands."""
        anchor = bisect_right(self.anchors, (offset, 1 << 30, 0)) - 1
        start, line, column = self.anchors[max(anchor, 0)]
        return line, column + offset - start

    def place(self, source: Source, offset: int = 0) -> Place:
        """Where the character at `offset` was typed."""
        return source.place(*self.typed_at(offset))

    def part(self, start: int, end: int) -> "BodyLine":
        """The characters from `start` to `end` as a line of their own, without white space around them."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        end = start + len(text)
        spans = [
            span._replace(start=max(span.start, start) - start, end=min(span.end, end) - start)
            for span in self.spans
            if span.start < end and start < span.end
        ]
        later = [(at - start, line, column) for at, line, column in self.anchors if start < at <= end]
        anchors = ((0, *self.typed_at(start)), *later)
        return self._replace(text=text, spans=tuple(spans), anchors=anchors)


class WrittenTable(NamedTuple):
    """A table as it was typed, its cells without marks and not yet normalised; every row has as many columns."""

    source: Source  # of the cells
    rows: tuple[tuple[BodyLine, ...], ...]
    head: int  # rows at the top that are heads
    merged: bool = False  # whether cells say what they span; else those of heads are merged where some are empty
    title: BodyLine | None = None
    unit: BodyLine | None = None
    notes: tuple[BodyLine, ...] = ()


def labelled(line: BodyLine, label: str, number: int, column: int) -> BodyLine:
    """The line with a label before its words, which stands at this line and column of the source."""
    more = len(label)
    spans = tuple(span._replace(start=span.start + more, end=span.end + more) for span in line.spans)
    anchors = tuple((offset + more, row, place) for offset, row, place in line.anchors)
    return line._replace(text=label + line.text, spans=spans, anchors=((0, number, column), *anchors))


def edited(line: BodyLine, edits: Sequence[Replacement]) -> BodyLine:
    """The line after edits that stand in order and apart."""
    if not edits:
        return line
    moved = Moves(edits)
    ends = [(edit.offset + len(edit.old), *line.typed_at(edit.offset + len(edit.old))) for edit in edits]
    anchors = {moved(offset): (row, column) for offset, row, column in (*line.anchors, *ends)}
    return line._replace(
        text=replaced(line.text, edits),
        spans=moved.spans(line.spans),
        anchors=tuple((offset, *anchors[offset]) for offset in sorted(anchors)),
    )


class Moves:
    """Where offsets are after edits; an edit across an end belongs to what stands before it."""

    def __init__(self, edits: Sequence[Replacement]) -> None:
        self._edits = edits
        self._offsets: list[int] = []
        self._shifts: list[int] = []
        shift = 0
        for edit in edits:
            self._offsets.append(edit.offset)
            shift += len(edit.new) - len(edit.old)
            self._shifts.append(shift)

    def __call__(self, offset: int) -> int:
        last = bisect_left(self._offsets, offset) - 1  # the edit that begins before `offset`
        if last < 0:
            return offset
        edit = self._edits[last]
        if offset < edit.offset + len(edit.old):
            return edit.offset + (self._shifts[last - 1] if last else 0) + len(edit.new)
        return offset + self._shifts[last]

    def spans(self, spans: Sequence[TextSpan]) -> tuple[TextSpan, ...]:
        return tuple(span._replace(start=self(span.start), end=self(span.end)) for span in spans)


def runs_of(text: str, spans: Sequence[TextSpan]) -> tuple[Run, ...]:
    """The text in runs, one for each stretch that is set alike; spans of one kind never overlap."""
    if not spans:
        return (Run(text),) if text else ()
    kinds = [sorted(kind) for kind in ([s for s in spans if s.bold], [s for s in spans if s.link or s.note])]
    starts = [[span.start for span in kind] for kind in kinds]
    borders = sorted({0, len(text), *(end for span in spans for end in (span.start, span.end))})
    runs = []
    for start, end in pairwise(borders):
        covering = TextSpan(start, end)
        for kind, begun in zip(kinds, starts, strict=True):
            at = bisect_right(begun, start) - 1
            if at >= 0 and start < kind[at].end:
                span = kind[at]
                covering = covering._replace(
                    bold=covering.bold or span.bold, link=covering.link or span.link, note=covering.note or span.note
                )
        runs.append(Run(text[start:end], bold=covering.bold, link=covering.link, note=covering.note))
    return tuple(runs)
