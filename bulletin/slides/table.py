"""Decides how much of a table a slide shows, how wide its columns and how high its rows are, and which hold figures."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.geometry import Insets, Rect
from bulletin.model.edition import Cell, Report, Run, Table
from bulletin.model.placed_cells import PlacedCell, cells_in, placed_cells
from bulletin.model.slide import LayoutText, SlideDesign, SlideTable, TextLevel
from bulletin.slides.measure import Measurer
from bulletin.units import Pt, fits

MOST_TABLE_ROWS, MOST_TABLE_COLUMNS = 7, 5  # below the head: /design, slide-table
FEWEST_ROWS, FEWEST_COLUMNS = 3, 3
TABLE_SIZES = (1.0, 0.9, 0.8)  # of the least size of points, largest first
LEADING = 1.3  # times the size
CELL_SIDE, CELL_ABOVE = 7.2, 5.0  # points between a cell's text and its edges
NARROWEST = 2.0  # em of a column
WHOLE_LABEL = 6.5  # em of a cell that is not broken: 地区生产总值
TALLEST_ROW = 40.0  # points: rows of few words do not fill a high box
# A figure with its sign and unit, or what stands for one that is none.
_FIGURE_CELL = re.compile(r"[-+−±]?[0-9][0-9,.\s]*(?:[%％‰]|\D{0,4})|[—–-]+|…|/")


class CutTable(NamedTuple):
    """As much of a table as a slide shows, and what it has not."""

    table: Table
    rows_left: int
    columns_left: int


class _SetTable(NamedTuple):
    """A table with the widths of its columns and the heights of head and rows."""

    table: Table
    widths: tuple[Pt, ...]
    heights: tuple[Pt, ...]


def slide_table(
    report: Report, place: int, text: LayoutText, design: SlideDesign, measurer: Measurer
) -> SlideTable | None:
    """The report's first table in its placeholder, as many rows as fit at the largest type; None without one."""
    table = next((each.table for each in report.paragraphs if each.table), None)
    if table is None:
        return None
    for cut in _cuts(table):
        for share in TABLE_SIZES:
            size = max(round(design.smallest_point * share), design.smallest_type)
            made = _set(cut.table, size, text.rect, measurer)
            if made:
                return SlideTable(
                    text=place,
                    table=made.table,
                    widths=made.widths,
                    row_heights=made.heights,
                    size=size,
                    leading=size * LEADING,
                    insets=Insets(top=CELL_ABOVE, right=CELL_SIDE, bottom=CELL_ABOVE, left=CELL_SIDE),
                    alt="：".join(filter(None, ("表格", table.title.replace("\u3000", " ")))),
                    rect=Rect(text.rect.x, text.rect.y, sum(made.widths), sum(made.heights)),
                    figures=_figure_columns(made.table),
                    rows_left=cut.rows_left,
                    columns_left=cut.columns_left,
                )
    return None


def _figure_columns(table: Table) -> tuple[int, ...]:
    """Columns of figures besides the first, which names the rows: all of their cells below the head are figures."""
    texts: list[list[str]] = [[] for _ in range(table.columns)]
    for cell, _, column, _ in cells_in(table.rows, table.columns, in_head=False):
        texts[column].append(cell.text.strip())
    return tuple(
        column
        for column, words in enumerate(texts)
        if column and any(words) and all(not each or _FIGURE_CELL.fullmatch(each) for each in words)
    )


def _cuts(table: Table) -> Iterator[CutTable]:
    """As much of a table as may be shown, most first; rows leave before columns."""
    columns, rows = min(MOST_TABLE_COLUMNS, table.columns), min(MOST_TABLE_ROWS, len(table.rows))
    for shown in range(columns, min(FEWEST_COLUMNS, columns) - 1, -1):
        for count in range(rows, min(FEWEST_ROWS, rows) - 1, -1):
            yield cut_table(table, count, shown)


def _set(table: Table, size: Pt, rect: Rect, measurer: Measurer) -> _SetTable | None:
    """A table set in a size; its rows as high as the box allows, up to a limit. None where it is too high."""
    widths = _widths(table, size, rect.width, measurer)
    if widths is None:
        return None
    table = table._replace(head=_parted_units(table, widths, size, measurer))
    heights = _heights(table, widths, size, measurer)
    if not fits(sum(heights), rect.height):
        return None
    share = min(TALLEST_ROW, rect.height / len(heights))
    stretched = tuple(max(height, share) for height in heights)
    return _SetTable(table, widths, stretched if fits(sum(stretched), rect.height) else heights)


def cut_table(table: Table, rows: int, columns: int) -> CutTable:
    """The first rows and columns of a table, with what the cells at its edge span cut to them."""
    shown = min(columns, table.columns)
    body = table.rows[:rows]
    return CutTable(
        table=table._replace(
            head=_cut_rows(table.head, table.columns, shown), rows=_cut_rows(body, table.columns, shown)
        ),
        rows_left=len(table.rows) - len(body),
        columns_left=table.columns - shown,
    )


def _cut_rows(rows: tuple[tuple[Cell, ...], ...], columns: int, shown: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows of so many columns with the cells that begin in the first `shown`; none spans beyond these."""
    found: list[list[Cell]] = [[] for _ in rows]
    for cell, row, column, _ in cells_in(rows, columns, in_head=False):
        if column < shown:
            found[row].append(cell._replace(across=min(cell.across, shown - column)))
    return tuple(map(tuple, found))


def _widths(table: Table, size: Pt, measure: Pt, measurer: Measurer) -> tuple[Pt, ...] | None:
    """Widths of the columns, all of the measure, so that none breaks a number or a word; None where it is too narrow.

    Every column has what its widest unbreakable run wants, and short labels stay whole; what is left goes to those
    that want more, then to all alike.
    """
    least = [NARROWEST * size] * table.columns
    wanted = list(least)
    for cell, _, at, _ in placed_cells(table):
        if cell.across == 1:
            width = measurer.width(cell.text) * size
            unbroken = max((cluster.width for cluster in measurer.clusters(cell.text)), default=0.0) * size
            wanted[at] = max(wanted[at], width)
            least[at] = max(least[at], unbroken, min(width, WHOLE_LABEL * size))
    spare = measure - 2 * CELL_SIDE * table.columns - sum(least)
    if spare < 0:
        return None
    lacking = [want - floor for want, floor in zip(wanted, least, strict=True)]
    share = min(1.0, spare / sum(lacking)) if sum(lacking) else 0.0
    even = (spare - share * sum(lacking)) / table.columns
    return tuple(floor + share * more + even + 2 * CELL_SIDE for floor, more in zip(least, lacking, strict=True))


def _parted_units(table: Table, widths: tuple[Pt, ...], size: Pt, measurer: Measurer) -> tuple[tuple[Cell, ...], ...]:
    """The head's rows; a unit in brackets stands on a line of its own where it would be broken: 总产值 （亿元）."""
    found: list[list[Cell]] = [[] for _ in table.head]
    for placed in cells_in(table.head, table.columns, in_head=True):
        cell = placed.cell
        if (
            measurer.width(cell.text) * size > _room(placed, widths)
            and cell.text.endswith("）")
            and "\n" not in cell.text
        ):
            name, _, unit = cell.text.rpartition("（")
            cell = cell._replace(runs=(Run(f"{name}\n（{unit}"),)) if name else cell
        found[placed.row].append(cell)
    return tuple(map(tuple, found))


def _room(placed: PlacedCell, widths: tuple[Pt, ...]) -> Pt:
    """The measure of a cell's text."""
    return sum(widths[column] for column in placed.columns) - 2 * CELL_SIDE


def _heights(table: Table, widths: tuple[Pt, ...], size: Pt, measurer: Measurer) -> tuple[Pt, ...]:
    """Heights of head and rows by the lines of their cells."""
    level = TextLevel(size=size, leading=size * LEADING)
    lines = [1] * (len(table.head) + len(table.rows))
    for placed in placed_cells(table):
        share = -(-measurer.lines(placed.cell.text, level, _room(placed, widths)) // placed.cell.down)  # of each row
        for row in placed.rows:
            at = row if placed.in_head else len(table.head) + row
            lines[at] = max(lines[at], share)
    return tuple(count * level.leading + 2 * CELL_ABOVE for count in lines)
