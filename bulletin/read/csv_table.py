"""A .csv file beside the report to the rows of a table, each cell with its place in that file."""

import csv
from collections.abc import Sequence

from bulletin.problems import Place, Problem
from bulletin.read.chinese import is_ideograph
from bulletin.read.source import Source
from bulletin.read.tables import MAX_CELLS, TypedCell, TypedRow, TypedTable, head_rows, is_too_large

_DELIMITERS = ",\t;"
_TRIED = 20  # rows by which the delimiter is chosen


def csv_table(source: Source, report: Source, place: Place, problems: list[Problem]) -> TypedTable | None:
    """The table that the lines of a file hold, which `report` names at `place`; None after a problem."""
    lines = [_with_tabs(line, source.tabs(number)) for number, line in enumerate(source.lines, 1)]
    try:
        rows = [row for row in _rows(lines, _delimiter(lines)) if not row.is_empty]
    except csv.Error:
        hint = "在表格软件里另存为“CSV UTF-8（逗号分隔）”"
        problems.append(report.problem("error", "bad-csv", f"“{source.file}”不是 CSV 表格", place, hint))
        return None
    if not rows:
        problems.append(report.problem("error", "empty-table", f"表格“{source.file}”是空的", place, "写上要印的行"))
        return None
    width = max(index for row in rows for index, cell in enumerate(row.cells, 1) if cell.text)
    rows = [row._replace(cells=row.cells[:width]) for row in rows]
    table = TypedTable(rows=tuple(rows), head=head_rows(rows), pieces=1)
    if is_too_large(table):
        message, hint = f"表格“{source.file}”超过{MAX_CELLS}格", "只留要印的行，或分成几个"
        problems.append(report.problem("error", "table-too-large", message, place, hint))
        return None
    return table


def _with_tabs(line: str, tabs: Sequence[int]) -> str:
    """A line with its tabs, of which cleaning has made blanks; all characters keep their places."""
    chars = list(line)
    for tab in tabs:
        chars[tab] = "\t"
    return "".join(chars)


def _delimiter(lines: Sequence[str]) -> str:
    """The delimiter by which the first rows have the most cells in common."""

    def least_cells(delimiter: str) -> int:
        rows = [row for row in csv.reader(lines[:_TRIED], delimiter=delimiter) if any(row)]
        return sum(len(row) > 1 for row in rows)

    return max(_DELIMITERS, key=lambda delimiter: (least_cells(delimiter), -_DELIMITERS.index(delimiter)))


def _rows(lines: Sequence[str], delimiter: str) -> list[TypedRow]:
    """The rows with the place of each cell: where its text is found behind the cell before it."""
    found: list[TypedRow] = []
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    first = 1
    for values in reader:
        cells: list[TypedCell] = []
        end = 0
        for value in values:
            at = lines[first - 1].find(value.strip(), end) if value.strip() else -1
            end = at + len(value.strip()) if at >= 0 else end
            cells.append(TypedCell(_one_line(value), (at if at >= 0 else end) + 1))
        found.append(TypedRow(line=first, cells=tuple(cells)))
        first = reader.line_num + 1
    return found


def _one_line(value: str) -> str:
    """A cell's text on one line: a line end is a blank between words and nothing between Han."""
    parts = [part.strip() for part in value.splitlines() if part.strip()]
    text = ""
    for part in parts:
        apart = text and not (is_ideograph(text[-1]) or is_ideograph(part[0]))
        text += (" " if apart else "") + part
    return text
