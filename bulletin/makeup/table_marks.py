"""A set table drawn: its rules and texts, piece by piece where it is parted between rows."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from bulletin.geometry import Point
from bulletin.makeup.brief import Brief
from bulletin.makeup.headlines import EM_BELOW
from bulletin.makeup.line_marks import level_rule
from bulletin.makeup.links import LinkTags, LinkTarget, linked_marks
from bulletin.makeup.structure import TableTags
from bulletin.makeup.table_cells import MOST_TIED
from bulletin.makeup.table_setting import SetTable, TableText
from bulletin.model.design import LEAST_STROKE, Color, ReportColor
from bulletin.model.page import ARTIFACT, Mark
from bulletin.units import Pt

AIR_LINES = 0.42  # white between a rule and the type above or below it, at most, in grid lines: by eye
SPAN_RULE: Pt = 0.5  # under a head over several columns
NOTE_LIFT = 0.14  # by how much of a line the notes stand lower, away from the rule: by eye

Shades: TypeAlias = Callable[[ReportColor], Color]
NoteTarget: TypeAlias = Callable[[int], LinkTarget | None]


class _Heights(NamedTuple):
    """Where the head of a piece has its rules and its first baseline, from the piece's top."""

    rule: Pt  # middle of the rule above
    baseline: Pt  # of the first row of column heads
    head_rule: Pt  # middle of the rule below them


class TableDrawer:
    """Draws pieces of one set table."""

    def __init__(
        self, brief: Brief, set_table: SetTable, at: Point, tags: TableTags, shades: Shades, note: NoteTarget
    ) -> None:
        self._brief = brief
        self._set = set_table
        self._at = at
        self._tags = tags
        self._shades = shades
        self._note = note
        self._leading = brief.area.grid.leading
        self._baseline = brief.area.grid.first_baseline_em * brief.area.grid.size
        self._color = shades(brief.design.table.color)
        self._lefts = tuple(accumulate(set_table.columns, initial=at.x + set_table.margin))

    def piece(self, body: range) -> list[Mark]:
        """These rows, with what belongs above and, after the last row, below."""
        opens, closes = body.start == 0, body.stop == len(self._set.body_rows)
        marks = list(self._opening() if opens else self._continued())
        named = (self._set.opening if opens else self._set.again) - 1 - sum(self._set.head_rows)
        heights = self._heights(named, self._set.title if opens else self._set.continued)
        marks += self._head(heights, opens=opens)
        marks.append(self._rule(heights.rule, self._brief.design.table.rule))
        if self._set.head_rows:
            marks.append(self._rule(heights.head_rule, self._brief.design.table.head_rule))
            marks += self._span_rules(heights)
        if body:
            above = self._set.opening if opens else self._set.again
            marks += self._body(body, above)
            foot = (above + sum(self._set.body_rows[row] for row in body)) * self._leading
            design = self._brief.design.table
            thick = design.rule if closes else design.head_rule
            marks.append(self._rule(foot - thick / 2, thick))
            if closes:
                marks += self._notes(foot)
        return marks

    def _rule(self, y: Pt, thickness: Pt) -> Mark:
        return level_rule(self._at.x, self._at.y + y, self._set.width, thickness, self._color)

    def _text(self, text: TableText, y: Pt, tag: int, *, cell: int = -1) -> Iterator[Mark]:
        """A text whose first baseline is `y` below the piece's top; `cell` numbers one whose links lead somewhere."""
        own = LinkTags(tag, cell, self._tags.links if cell >= 0 else {})
        for row, line in enumerate(text.lines(self._brief.composer, self._shades(text.style.color))):
            white = max(0.0, text.measure - line.width)
            x = text.x + {"left": 0.0, "center": white / 2, "right": white}[text.align]
            baseline = self._at.y + y + row * self._leading
            yield from linked_marks(line, text.paragraph, self._at.x + x, baseline, own, self._note)

    def _opening(self) -> Iterator[Mark]:
        row = 0
        if title := self._set.title:
            yield from self._text(title, self._baseline, self._tags.title)
            row = title.rows - (1 if self._set.unit_beside else 0)
        if unit := self._set.unit:
            yield from self._text(unit, self._baseline + row * self._leading, self._tags.unit)

    def _continued(self) -> Iterator[Mark]:
        yield from self._text(self._set.continued, self._baseline, ARTIFACT)
        if (unit := self._set.unit) and unit.rows == 1:
            yield from self._text(unit, self._baseline, ARTIFACT)

    def _heights(self, named: int, title: TableText | None) -> _Heights:
        """The white of one grid line shared out between the rules and the type beside them.

        Args:
            named: grid lines of title and unit, or of （续表）.
        """
        design, styles, size = self._brief.design.table, self._brief.design.text.styles, self._brief.area.grid.size
        head_size = styles.table_head.scale * self._set.scale * size
        cell_size = styles.table_cell.scale * self._set.scale * size
        rows = sum(self._set.head_rows)
        top = (
            (named - 1) * self._leading + self._baseline + EM_BELOW * (title.size if title else size) if named else 0.0
        )
        body = (named + rows + 1) * self._leading + self._baseline - (1 - EM_BELOW) * cell_size
        head = (rows - 1) * self._leading + head_size if rows else 0.0
        whites = 1 + bool(named) + bool(rows)
        white = body - top - head - design.rule - (design.head_rule if rows else 0.0)
        air = min(white / whites, AIR_LINES * self._leading)
        if not rows:
            return _Heights(rule=body - air - design.rule / 2, baseline=0.0, head_rule=0.0)
        head_rule = body - air - design.head_rule / 2
        foot = head_rule - design.head_rule / 2 - air
        rule = foot - head - air - design.rule / 2
        return _Heights(rule=rule, baseline=foot - head + (1 - EM_BELOW) * head_size, head_rule=head_rule)

    def _head(self, heights: _Heights, *, opens: bool) -> Iterator[Mark]:
        starts = list(accumulate(self._set.head_rows, initial=0))
        for number, (placed, text) in enumerate(zip(self._set.cells, self._set.texts, strict=True)):
            if placed.in_head:
                room = starts[placed.rows.stop] - starts[placed.row]
                y = heights.baseline + (starts[placed.row] + (room - text.rows) / 2) * self._leading
                if opens:
                    yield from self._text(text, y, self._tags.cells[number], cell=number)
                else:
                    yield from self._text(text, y, ARTIFACT)

    def _span_rules(self, heights: _Heights) -> Iterator[Mark]:
        """The rules under heads over several columns, with a gap between neighbours."""
        starts = list(accumulate(self._set.head_rows, initial=0))
        for placed in self._set.cells:
            if placed.in_head and placed.cell.across > 1 and placed.rows.stop < len(self._set.head_rows):
                y = heights.baseline + starts[placed.rows.stop] * self._leading - self._between_rows()
                yield self._over(placed.columns, y, SPAN_RULE)

    def _between_rows(self) -> Pt:
        """How far above a row's baseline the middle of the white over it lies."""
        size = self._brief.design.text.styles.table_cell.scale * self._set.scale * self._brief.area.grid.size
        return (self._leading + (1 - 2 * EM_BELOW) * size) / 2

    def _over(self, columns: range, y: Pt, thickness: Pt, *, to_edges: bool = False) -> Mark:
        """A rule over some columns, shorter by a gap at both ends; `to_edges`: by none where the table ends."""
        gap = self._brief.design.table.padding_em * self._brief.area.grid.size / 2
        left, right = self._lefts[columns.start] + gap, self._lefts[columns.stop] - gap
        if to_edges and not columns.start:
            left = self._at.x
        if to_edges and columns.stop == len(self._set.columns):
            right = self._at.x + self._set.width
        return level_rule(left, self._at.y + y, right - left, thickness, self._color)

    def _body(self, rows: range, above: int) -> Iterator[Mark]:
        """The body rows of a piece, below `above` grid lines."""
        starts = dict(
            zip([*rows, rows.stop], accumulate((self._set.body_rows[row] for row in rows), initial=above), strict=True)
        )
        for number, (placed, text) in enumerate(zip(self._set.cells, self._set.texts, strict=True)):
            if placed.in_head or placed.row not in rows:
                continue
            lines = 0.0
            if 1 < placed.cell.down <= MOST_TIED:
                lines = (starts[placed.rows.stop] - starts[placed.row] - text.rows) / 2
            y = self._baseline + (starts[placed.row] + lines) * self._leading
            yield from self._text(text, y, self._tags.cells[number], cell=number)
        for row in self._parted(rows):
            y = self._baseline + starts[row] * self._leading - self._between_rows()
            for columns in self._clear(row):
                yield self._over(columns, y, LEAST_STROKE, to_edges=True)

    def _parted(self, rows: range) -> Sequence[int]:
        """The rows that a hairline parts from those above.

        Where cells are wrapped, all of them: nothing else shows where one begins. Else those before and behind rows
        that a cell ties.
        """
        if any(
            not placed.in_head and placed.cell.down == 1 and text.rows > 1
            for placed, text in zip(self._set.cells, self._set.texts, strict=True)
        ):
            return rows[1:]
        tied = [placed.rows for placed in self._set.cells if not placed.in_head and placed.cell.down > 1]
        beside = {row for rows_tied in tied for row in (rows_tied.start, rows_tied.stop)}
        return [row for row in rows[1:] if row in beside]

    def _clear(self, row: int) -> Iterator[range]:
        """The columns over which no cell spans from the row above into `row`."""
        blocked = {
            column
            for placed in self._set.cells
            if not placed.in_head and placed.row < row < placed.rows.stop
            for column in placed.columns
        }
        start = 0
        for column in [*sorted(blocked), len(self._set.columns)]:
            if start < column:
                yield range(start, column)
            start = column + 1

    def _notes(self, foot: Pt) -> Iterator[Mark]:
        row = 0
        for note, tag in zip(self._set.notes, self._tags.notes, strict=True):
            y = foot + self._baseline + (row + NOTE_LIFT) * self._leading
            yield from self._text(note, y, tag)
            row += note.rows
