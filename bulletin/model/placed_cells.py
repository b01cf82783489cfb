"""Where the cells of a table stand: the row and the column in which each begins, those from above left room."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.model.edition import Cell, Table


class PlacedCell(NamedTuple):
    """A cell with its place in the table."""

    cell: Cell
    row: int  # of the head, or of the body
    column: int
    in_head: bool

    @property
    def columns(self) -> range:
        return range(self.column, self.column + self.cell.across)

    @property
    def rows(self) -> range:
        return range(self.row, self.row + self.cell.down)


def placed_cells(table: Table) -> tuple[PlacedCell, ...]:
    """The cells of a table, as `Table.cells` has them, with the rows and columns that they begin in."""
    return (*cells_in(table.head, table.columns, in_head=True), *cells_in(table.rows, table.columns, in_head=False))


def cells_in(rows: Sequence[Sequence[Cell]], columns: int, *, in_head: bool) -> Iterator[PlacedCell]:
    """The cells of the head's rows or of the body's; none spans beyond the columns or below the last row."""
    hanging = [0] * columns  # rows that cells from above still take of each column
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while column < columns - 1 and hanging[column]:
                column += 1
            across = max(1, min(cell.across, columns - column))
            down = max(1, min(cell.down, len(rows) - row))
            yield PlacedCell(cell._replace(across=across, down=down), row, column, in_head)
            hanging[column : column + across] = [down] * across
            column += across
        hanging = [max(0, rows_left - 1) for rows_left in hanging]
