"""A table at one width: its columns' widths, the lines of every cell, the grid lines of every row.

All text stands on the grid but for the column heads, which one further grid line surrounds with white, so that the
rules beside them have room; and a cell that spans rows stands in their middle.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Literal, NamedTuple, TypeAlias

from bulletin.compose.composer import Composer
from bulletin.makeup.brief import Brief
from bulletin.makeup.table_cells import before_point, column_kinds, is_one_line, row_groups, with_unit_apart
from bulletin.makeup.table_widths import Demand, Wishes, column_wishes, shared, spread
from bulletin.memory import kept
from bulletin.model.design import Color, TextStyle
from bulletin.model.edition import Paragraph, ParagraphKind, Run, Table
from bulletin.model.galley import Line, Setting
from bulletin.model.placed_cells import PlacedCell, placed_cells
from bulletin.problems import Place
from bulletin.units import ROUNDING, Pt, fits

# Widths in em of a cell's type, chosen by eye on twenty tables.
LEAST_EM, PIECE_EM = 2.0, 4.0  # no column of words is narrower, the second where it need not be
WISHED_EM, HEAD_WISHED_EM = 14.0, 6.0  # what a longer cell, or column head, wishes for
SQUEEZED_EM = 5.0  # a column narrower than it wishes has so much, else it is squeezed
SPREAD_EM = 12.0  # white that a column may be given beside its text, at most
UNIT_GAP_EM = 1.0  # between the title and the unit on one line
SCALE_STEP = 0.05
DEEP = 8  # lines of a cell over which a wider setting is looked for
SENTENCE = 20  # characters over which a cell is set as text, line for line as full as may be, and not as a heading
CONTINUED = "（续表）"

CellAlign: TypeAlias = Literal["left", "center", "right"]


class TableText(NamedTuple):
    """A text broken into lines, and where it stands in the table."""

    paragraph: Paragraph
    style: TextStyle
    size: Pt
    measure: Pt
    setting: Setting
    x: Pt  # of its measure, from the table's left edge
    align: CellAlign

    @property
    def rows(self) -> int:
        return self.setting.line_count

    def lines(self, composer: Composer, color: Color) -> tuple[Line, ...]:
        return composer.lines(
            self.paragraph, self.style, self.setting, size=self.size, measure=self.measure, color=color
        )


class SetTable(NamedTuple):
    """A table at one width, in grid lines."""

    table: Table
    width: Pt
    scale: float  # of the styles' sizes: 1.0, smaller where it would be too wide
    opening: int  # grid lines of title, unit and column heads together
    again: int  # grid lines that repeat above every further piece: （续表） and the column heads
    rows: tuple[int, ...]  # grid lines of each group of body rows that may not be parted
    closing: int  # grid lines of the notes below, 0 without
    groups: tuple[range, ...]  # the body rows of each group
    margin: Pt  # left of the first column and right of the last
    columns: tuple[Pt, ...]  # their widths, white at both sides included; with the margins they add up to `width`
    comfortable: bool  # no cell is squeezed
    cells: tuple[PlacedCell, ...]
    texts: tuple[TableText, ...]  # of the cells
    head_rows: tuple[int, ...]  # grid lines of each row of heads
    body_rows: tuple[int, ...]  # grid lines of each row of the body
    title: TableText | None
    unit: TableText | None
    unit_beside: bool  # the unit stands on the title's line
    continued: TableText
    notes: tuple[TableText, ...]

    @property
    def depth(self) -> int:
        """Grid lines of the whole table in one piece."""
        return self.opening + sum(self.rows) + self.closing


class _Point(NamedTuple):
    """The figures of one column: the most that stands before the decimal point, and from it on."""

    before: Pt
    behind: Pt


class _StyledCell(NamedTuple):
    """A cell as it is set, before its measure is known."""

    placed: PlacedCell
    paragraph: Paragraph
    style: TextStyle
    size: Pt


class TableSetter:
    """Sets one table at any width."""

    def __init__(self, brief: Brief, table: Table) -> None:
        self._brief = brief
        self._composer = brief.composer
        self._styles = brief.design.text.styles
        self._design = brief.design.table
        self._table = table
        self._cells = placed_cells(table)
        self._kinds = column_kinds(table, self._cells)

    def scales(self) -> tuple[float, ...]:
        """The sizes tried, as parts of the styles': 1.0 and down to the least that the layout allows."""
        least = min(1.0, self._design.scale_min)
        steps = round((1.0 - least) / SCALE_STEP)
        return tuple(1.0 - step * (1.0 - least) / max(1, steps) for step in range(steps + 1))

    def padding(self, scale: float) -> Pt:
        """The white at each side of a cell."""
        return self._design.padding_em * self._size(self._styles.table_cell, scale)

    def needed(self, scale: float) -> Pt:
        """The least width at which the table can be set."""
        wishes = self._wishes(scale)
        return sum(wish.least for wish in wishes) + 2 * self.padding(scale) * len(wishes)

    def wished(self) -> Pt:
        """The width at which no cell is squeezed."""
        wishes = self._wishes(1.0)
        return sum(wish.wished for wish in wishes) + 2 * self.padding(1.0) * len(wishes)

    def longest(self) -> PlacedCell:
        """The cell of which a column it spans has to hold the most that no line can part."""
        widest = max(self._styled(1.0), key=lambda cell: self._extent(cell).least / cell.placed.cell.across)
        return widest.placed

    def set(self, measure: Pt) -> SetTable | None:
        """The table at `measure`, in the largest type in which it goes in; None where it is too narrow."""
        scales = self.scales()
        for scale, least in [*((scale, False) for scale in scales), (scales[-1], True)]:
            wishes = self._wishes(scale)
            room = measure - 2 * self.padding(scale) * len(wishes)
            found = [
                self._set(widths, measure, scale, easy=scale == 1.0 and self._is_easy(widths, wishes))
                for widths in shared(wishes, room, least=least)
            ]
            if found:
                return min(found, key=lambda each: each.depth)
        return None

    def _is_easy(self, widths: Sequence[Pt], wishes: Sequence[Wishes]) -> bool:
        """Whether no column is squeezed."""
        return all(
            fits(min(wish.wished, SQUEEZED_EM * self._cell_em()), width)
            for width, wish in zip(widths, wishes, strict=True)
        )

    def _cell_em(self) -> Pt:
        return self._size(self._styles.table_cell, 1.0)

    def _size(self, style: TextStyle, scale: float = 1.0) -> Pt:
        return self._brief.area.grid.size * style.scale * scale

    @kept
    def _styled(self, scale: float) -> tuple[_StyledCell, ...]:
        found = []
        for placed in self._cells:
            style, runs = self._styles.table_cell, placed.cell.runs
            if placed.in_head:
                style = self._styles.table_head
                if parted := with_unit_apart(runs):
                    runs = parted
                    style = style._replace(role=self._styles.table_unit.role, bold_role=style.role)
            elif placed.cell.across == 1 and self._kinds[placed.column] == "units":
                style = self._styles.table_unit
            size = self._size(style, scale)
            kind: ParagraphKind = "heading" if placed.in_head or len(placed.cell.text) <= SENTENCE else "body"
            paragraph = Paragraph(kind, 0, runs, placed.cell.place)
            ragged = style._replace(align="left", indent_em=0.0)  # its lines are moved where they belong
            found.append(_StyledCell(placed=placed, paragraph=paragraph, style=ragged, size=size))
        return tuple(found)

    def _extent(self, cell: _StyledCell) -> Wishes:
        """What a cell that is not aligned at the decimal point asks for."""
        text = cell.placed.cell.text
        if not text.strip():
            return Wishes()
        extent, em = self._composer.extent(cell.paragraph, cell.style), cell.size
        milli = em / 1000
        whole = extent.whole * milli
        piece = whole if is_one_line(text) else max(extent.piece * milli, min(whole, PIECE_EM * em))
        wished_em = HEAD_WISHED_EM if cell.placed.in_head else WISHED_EM
        return Wishes(
            least=max(extent.least * milli, min(whole, LEAST_EM * em)),
            piece=piece,
            wished=max(piece, min(whole, wished_em * em)),
            whole=whole,
        )

    def _is_figure(self, placed: PlacedCell) -> bool:
        """Whether a cell is aligned at its decimal point."""
        lone = not placed.in_head and placed.cell.across == 1
        return lone and self._kinds[placed.column] == "figures" and before_point(placed.cell.text) > 0

    def _before_point(self, cell: _StyledCell) -> Pt:
        """The width of what stands before a figure's decimal point."""
        count = before_point(cell.placed.cell.text)
        runs: list[Run] = []
        for run in cell.paragraph.runs:
            runs.append(run._replace(text=run.text[:count]))
            count -= len(runs[-1].text)
        kept = tuple(run for run in runs if run.text)
        return self._whole(cell._replace(paragraph=cell.paragraph._replace(runs=kept)))

    @kept
    def _points(self, scale: float) -> Mapping[int, _Point]:
        points: dict[int, _Point] = {}
        for cell in self._styled(scale):
            if self._is_figure(cell.placed):
                before = self._before_point(cell)
                behind = self._whole(cell) - before
                so_far = points.get(cell.placed.column, _Point(0.0, 0.0))
                points[cell.placed.column] = _Point(max(so_far.before, before), max(so_far.behind, behind))
        return points

    @kept
    def _wishes(self, scale: float) -> tuple[Wishes, ...]:
        demands = [
            Demand(cell.placed.columns, self._extent(cell))
            for cell in self._styled(scale)
            if not self._is_figure(cell.placed)
        ]
        for column, point in self._points(scale).items():
            block = point.before + point.behind
            demands.append(Demand(range(column, column + 1), Wishes(block, block, block, block)))
        return column_wishes(demands, self._table.columns, 2 * self.padding(scale))

    def _set(self, widths: Sequence[Pt], measure: Pt, scale: float, *, easy: bool) -> SetTable:
        pad = self.padding(scale)
        left_over = max(0.0, measure - sum(widths) - 2 * pad * len(widths))
        weights = [0.5 if kind in ("words", "units") else 1.0 for kind in self._kinds]
        more = spread(left_over, weights, SPREAD_EM * self._cell_em())
        columns = tuple(width + 2 * pad + added for width, added in zip(widths, more, strict=True))
        margin = (measure - sum(columns)) / 2
        lefts = list(accumulate(columns, initial=margin))
        points = self._points(scale)
        texts = [self._cell(cell, widths, lefts, pad, points) for cell in self._styled(scale)]
        lines = [text.rows for text in texts]
        head_rows = _row_lines(self._cells, lines, len(self._table.head), in_head=True)
        body_rows = _row_lines(self._cells, lines, len(self._table.rows), in_head=False)
        groups = row_groups(self._cells, body_rows, lines)
        title, unit = self._title(measure), self._unit(measure)
        beside = bool(title and unit and self._go_beside(title, unit))
        notes = tuple(self._text(note, self._styles.table_note, measure, kind="body") for note in self._table.notes)
        named = (title.rows if title else 0) + (unit.rows if unit and not beside else 0)
        return SetTable(
            table=self._table,
            width=measure,
            scale=scale,
            opening=named + sum(head_rows) + 1,
            again=1 + sum(head_rows) + 1,
            rows=tuple(sum(body_rows[row] for row in group) for group in groups),
            closing=sum(note.rows for note in notes),
            groups=groups,
            margin=margin,
            columns=columns,
            comfortable=easy and max(lines, default=1) <= DEEP,
            cells=self._cells,
            texts=tuple(texts),
            head_rows=head_rows,
            body_rows=body_rows,
            title=title,
            unit=unit,
            unit_beside=beside,
            continued=self._text(CONTINUED, self._styles.table_unit, measure)._replace(align="left"),
            notes=notes,
        )

    def _cell(
        self, cell: _StyledCell, widths: Sequence[Pt], lefts: Sequence[Pt], pad: Pt, points: Mapping[int, _Point]
    ) -> TableText:
        placed = cell.placed
        first, last = placed.columns[0], placed.columns[-1]
        left, inner = lefts[first] + pad, lefts[last + 1] - lefts[first] - 2 * pad
        make = partial(TableText, paragraph=cell.paragraph, style=cell.style, size=cell.size)
        if self._is_figure(placed):
            point = points[first]
            x = left + (inner - point.before - point.behind) / 2 + point.before - self._before_point(cell)
            measure = self._whole(cell) + ROUNDING
            return make(measure=measure, setting=self._setting(cell, measure), x=x, align="left")
        align: CellAlign = "left" if self._stands_left(placed) else "center"
        # A column's white is not for its words, whose ends are counted on where it begins.
        measure = (inner if placed.cell.across > 1 or align == "center" else widths[first]) + ROUNDING
        return make(measure=measure, setting=self._setting(cell, measure), x=left, align=align)

    def _stands_left(self, placed: PlacedCell) -> bool:
        """Whether a cell stands at the left of its columns, and not in their middle."""
        if placed.cell.across > 1:
            return not placed.in_head and placed.cell.across == self._table.columns
        return self._kinds[placed.column] in ("words", "units")

    def _setting(self, cell: _StyledCell, measure: Pt) -> Setting:
        text = cell.placed.cell.text
        if text and self._whole(cell) <= measure:
            return Setting(0.0, (len(text),))
        return self._composer.galley(cell.paragraph, cell.style, size=cell.size, measure=measure).optimum

    def _title(self, measure: Pt) -> TableText | None:
        return self._text(self._table.title, self._styles.table_title, measure) if self._table.title else None

    def _unit(self, measure: Pt) -> TableText | None:
        return self._text(self._table.unit, self._styles.table_unit, measure) if self._table.unit else None

    def _go_beside(self, title: TableText, unit: TableText) -> bool:
        """Whether a unit finds room at the right of a title of one line."""
        over = title.measure - self._whole(title)
        room = over / 2 if title.align == "center" else over
        return (
            title.rows == 1 == unit.rows
            and title.align != "right"
            and fits(self._whole(unit) + UNIT_GAP_EM * title.size, room)
        )

    def _whole(self, text: TableText | _StyledCell) -> Pt:
        """The width of a text on one line."""
        return self._composer.extent(text.paragraph, text.style).whole * (text.size / 1000)

    def _text(self, text: str, style: TextStyle, measure: Pt, *, kind: ParagraphKind = "heading") -> TableText:
        """A text over the table's whole width."""
        paragraph = Paragraph(kind, 0, (Run(text),), self._place())
        ragged, size = style._replace(align="left"), self._size(style)
        setting = self._composer.galley(paragraph, ragged, size=size, measure=measure).optimum
        align: CellAlign = "left" if style.align == "justify" else style.align
        return TableText(paragraph, ragged, size, measure, setting, 0.0, align)

    def _place(self) -> Place:
        return self._table.cells[0].place


def _row_lines(cells: Sequence[PlacedCell], lines: Sequence[int], rows: int, *, in_head: bool) -> tuple[int, ...]:
    """Grid lines of each row: those of its deepest cell; what a cell over several lacks goes to the last of them."""
    found = [1] * rows
    own = [(placed, count) for placed, count in zip(cells, lines, strict=True) if placed.in_head == in_head]
    for placed, count in sorted(own, key=lambda item: item[0].cell.down):
        lacks = count - sum(found[row] for row in placed.rows)
        if lacks > 0:
            found[placed.rows[-1]] += lacks
    return tuple(found)
