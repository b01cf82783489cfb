"""A .csv file beside the report to the rows of a table, each cell with its place in that file."""

import csv
import re
from collections.abc import Sequence

from bulletin.problems import Place, Problem
from bulletin.read.source import Source
from bulletin.read.tables import MAX_CELLS, TypedCell, TypedRow, TypedTable, head_rows, is_too_large, one_line

_DELIMITERS = ",\t;"
_SEPARATOR = re.compile("sep=([,;\t])", re.IGNORECASE)  # a first line that Excel writes for itself
_TRIED = 20  # rows by which the delimiter is chosen
_TRIED_LENGTH = 5000  # characters of them


class _BadQuotesError(Exception):
    """A row with quotes that do not pair, or a cell that does not end."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def csv_table(source: Source, report: Source, place: Place, problems: list[Problem]) -> TypedTable | None:
    """The table that the lines of a file hold, which `report` names at `place`; None after a problem."""
    lines = [_with_tabs(line, source.tabs(number)) for number, line in enumerate(source.lines, 1)]
    said = _SEPARATOR.fullmatch(lines[0]) if lines else None
    if said:
        lines[0] = ""  # for the program that opens the file
    try:
        rows = [row for row in _rows(lines, said[1] if said else _delimiter(lines)) if not row.is_empty]
    except _BadQuotesError as error:
        hint = '引号括住整个格，格里的引号写两遍（""）；或在表格软件里另存为“CSV UTF-8（逗号分隔）”'
        at = source.place(error.line)
        problems.append(source.problem("error", "bad-csv", "这一行的引号没有配成对", at, hint))
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
    """The delimiter that parts the most of the first rows; of several the first."""

    def parted_rows(delimiter: str) -> int:
        rows = csv.reader((line[:_TRIED_LENGTH] for line in lines[:_TRIED]), delimiter=delimiter)
        return sum(len(row) > 1 for row in rows if any(row))

    return max(_DELIMITERS, key=parted_rows)


def _rows(lines: Sequence[str], delimiter: str) -> list[TypedRow]:
    """The rows with the place of each cell: where its text is found behind the cell before it."""
    found: list[TypedRow] = []
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    first = 1
    while True:
        try:
            values = next(reader, None)
        except csv.Error as error:
            raise _BadQuotesError(first) from error
        if values is None:
            return found
        cells: list[TypedCell] = []
        end = 0
        for value in values:
            at = lines[first - 1].find(value.strip(), end) if value.strip() else -1
            end = at + len(value.strip()) if at >= 0 else end
            cells.append(TypedCell(one_line(value.splitlines()), (at if at >= 0 else end) + 1))
        found.append(TypedRow(line=first, cells=tuple(cells)))
        first = reader.line_num + 1
