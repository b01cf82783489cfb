"""Tables as editors type and paste them: rows of pipes, with a line `|---|` below the head or without, and of tabs.

Rows follow each other without an empty line, or with one below each. They have as many cells as the longest: what a row
lacks is filled with empty cells and told. Of two rows of heads an empty cell right of a text belongs to it, and one
below a text that spans a single column; nothing else is merged.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.model.edition import Cell, Paragraph, Table
from bulletin.problems import Place, Problem
from bulletin.read.body_line import BodyLine, WrittenTable
from bulletin.read.chinese import WHITE, is_ideograph
from bulletin.read.levels import opening
from bulletin.read.lists import ITEM_SIGNS, LETTER_SIGNS
from bulletin.read.marks import parts_cells
from bulletin.read.pieces import BodyPiece
from bulletin.read.source import Source

MAX_CELLS = 20_000  # of one table, its empty ones with them
MAX_HEAD = 3  # rows at the top that may be heads where no `|---|` says so
SAMPLE_ROWS = 3  # rows of tabs by which a table is known
_QUOTED_ROW = re.compile(r"(?:[>＞]\s*)+(?=[|｜])")
_PIPE = re.compile(r"(?<!\\)[|｜]")
_RULE_CELL = re.compile(r"\s*:?\s*[-—－–─]+\s*:?\s*")
_HAS_FIGURE = re.compile(r"[0-9０-９]")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)|[第前]?[0-9０-９]{1,2}(?=[季月日期类级组批—－-])")  # figures of heads
_LIST_NUMBER = re.compile(
    rf"[(（]?(?:[0-9０-９]{{1,3}}|[A-Za-z])[.．、)）]|\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}}[.．、]?|[①-⑳□]|[-*+]|[{ITEM_SIGNS}]|[{LETTER_SIGNS}]"
)
# Lines of names and blanks to fill in, their parts held apart by tabs or strokes.
_CREDIT_WORDS = re.compile(
    "(?:责任)?编辑|责编|编审|审[核校定]|校对|记者|通讯员|作者|撰文|文字?|图片?|摄影|摄像|来源|供稿|监制|[主总]编|排版|美编|值班.{0,4}"
)


class TypedCell(NamedTuple):
    """A cell as it stands in a line, without white space around it."""

    text: str
    column: int


class TypedRow(NamedTuple):
    """The cells of a line."""

    line: int
    cells: tuple[TypedCell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(cell.text for cell in self.cells)


class TypedTable(NamedTuple):
    """The rows of a table as typed, and how many pieces of the body they take."""

    rows: tuple[TypedRow, ...]
    head: int  # rows of heads
    pieces: int
    title: TypedRow | None = None  # rows of a single cell that say what stands around a table elsewhere
    unit: TypedRow | None = None
    notes: tuple[TypedRow, ...] = ()


def pipe_table(pieces: Sequence[BodyPiece], at: int) -> TypedTable | None:
    """The table of pipes that begins with this piece."""
    if not _PIPE.search(pieces[at].text):
        return None
    first = _piped_rows(pieces, at, at + MAX_HEAD + 1)
    rule = next((index for index, row in enumerate(first) if _is_rule(row, index)), -1)
    if rule >= 0:
        rows = _piped_rows(pieces, at, len(pieces))
        kept = tuple(row for index, row in enumerate(rows) if not (index == rule or row.is_empty))
        head = sum(not row.is_empty for row in rows[:rule])
        head = head if head < len(kept) else 0  # heads of nothing are rows
        return TypedTable(rows=kept, head=head, pieces=len(rows)) if kept else None
    width = len(first[0].cells)
    if width < 2:
        return None
    rows = _piped_rows(pieces, at, len(pieces), width)
    kept = tuple(row for row in rows if not row.is_empty)
    if len(kept) < 2 or _is_form(kept):
        return None
    return TypedTable(rows=kept, head=head_rows(kept), pieces=len(rows))


def _piped_rows(pieces: Sequence[BodyPiece], at: int, end: int, width: int = 0) -> list[TypedRow]:
    """The lines of pipes that follow each other, at most up to `end`; with a `width`, those with so many cells."""
    rows: list[TypedRow] = []
    bare = _bare_width(pieces, at)
    for index in range(at, min(end, len(pieces))):
        piece = pieces[index]
        if (rows and piece.blank != _blank_between(pieces, at)) or not _PIPE.search(piece.text):
            break
        piece = _unquoted(piece)
        row = _pipe_row(piece, bare)
        if width and (len(row.cells) != width or not parts_cells(piece.text)):
            break
        rows.append(row)
    return rows


def _bare_width(pieces: Sequence[BodyPiece], at: int) -> int:
    """How many cells the rows have that begin here, where they have no pipes at their ends; else 0."""
    for piece in pieces[at : at + 2]:  # the cell in the corner may be empty
        text = _unquoted(piece).text
        if _PIPE.search(text) and not (text[0] in "|｜" or text[-1] in "|｜"):
            return len(_PIPE.findall(text)) + 1
    return 0


def _blank_between(pieces: Sequence[BodyPiece], at: int) -> int:
    """Empty lines between the rows of the table that begins here: as many as below its first, one at most."""
    return min(pieces[at + 1].blank, 1) if at + 1 < len(pieces) else 0


def _unquoted(piece: BodyPiece) -> BodyPiece:
    """A row of pipes without the mark of the quotation that it stands in."""
    match = _QUOTED_ROW.match(piece.text)
    return piece.behind(match.end()) if match else piece


def tab_table(source: Source, pieces: Sequence[BodyPiece], at: int) -> TypedTable | None:
    """The table of tabs that begins with this piece: its first rows show whether it is one, and how wide."""
    rows = _tabbed_rows(source, pieces, at, at + SAMPLE_ROWS, MAX_CELLS)
    width = max((len(row.cells) for row in rows), default=0)
    wide = [row for row in rows if len(row.cells) == width and sum(bool(cell.text) for cell in row.cells) > 1]
    if len(wide) < 2 or (width == 2 and all(_is_label(row.cells[0].text) for row in wide)) or _is_form(wide):
        return None
    rows = _tabbed_rows(source, pieces, at, len(pieces), width)
    taken = len(rows)
    if not any(row.cells[0].text for row in rows):  # an indent
        rows, width = [row._replace(cells=row.cells[1:]) for row in rows], width - 1
    return TypedTable(rows=tuple(rows), head=head_rows(rows), pieces=taken) if width > 1 else None


def _tabbed_rows(source: Source, pieces: Sequence[BodyPiece], at: int, end: int, width: int) -> list[TypedRow]:
    """The lines with tabs that follow each other, at most up to `end`, of at most `width` cells."""
    rows: list[TypedRow] = []
    for index in range(at, min(end, len(pieces))):
        follows = not rows or pieces[index].blank == _blank_between(pieces, at)
        row = _tab_row(source, pieces[index]) if follows else None
        if row is None or len(row.cells) > width:
            break
        rows.append(row)
    return rows


def head_rows(rows: Sequence[TypedRow]) -> int:
    """How many rows at the top are heads: those without figures, where most below have some; years are none."""
    figures = [any(_is_figure(cell.text) for cell in row.cells) for row in rows]
    head = next((index for index, has in enumerate(figures) if has), 0)
    return head if head <= MAX_HEAD and 2 * sum(figures[head:]) > len(figures) - head else 0


def written_table(
    typed: TypedTable, source: Source, cell_line: Callable[[TypedCell, int], BodyLine], problems: list[Problem]
) -> WrittenTable:
    """The table with its marks read by `cell_line`, every row as long as the longest."""
    width = max(len(row.cells) for row in typed.rows)
    usual = len(typed.rows[0].cells)
    rows = []
    for row in typed.rows:
        if len(row.cells) != usual:
            _tell_length(row, usual, source, problems)
        end = row.cells[-1].column + len(row.cells[-1].text) if row.cells else 1
        empty = TypedCell("", end)
        cells = (*row.cells, *[empty] * (width - len(row.cells)))
        rows.append(tuple(cell_line(cell, row.line) for cell in cells))
    if width > 1 and not any(row[-1].text for row in rows):  # a stroke or tab too many
        rows = [row[:-1] for row in rows]
    return WrittenTable(source=source, rows=tuple(rows), head=typed.head)


def merged(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of heads with their cells merged; a single row stays as it is."""
    owners: list[list[tuple[int, int]]] = [
        [(row, column) for column in range(len(rows[0]))] for row in range(len(rows))
    ]
    last = len(rows) - 1
    for row in range(last):
        for column, cell in enumerate(rows[row]):
            if not cell.text or owners[row][column] != (row, column):
                continue
            end = column + 1
            while _is_free(rows, owners, row, end) and (not row or owners[row - 1][end] == owners[row - 1][column]):
                owners[row][end] = row, column
                end += 1
            below = row + 1
            while end == column + 1 and below <= last and not rows[below][column].text:
                owners[below][column] = row, column
                below += 1
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, line in enumerate(owners):
        for column, owner in enumerate(line):
            spans.setdefault(owner, []).append((row, column))
    return tuple(
        tuple(
            cell._replace(
                across=len({at for _, at in spans[row, column]}), down=len({at for at, _ in spans[row, column]})
            )
            for column, cell in enumerate(line)
            if owners[row][column] == (row, column)
        )
        for row, line in enumerate(rows)
    )


def one_line(lines: Sequence[str]) -> str:
    """A cell's text on one line: a line end is a blank between words and nothing between Han."""
    parts = [bare for line in lines if (bare := line.strip(WHITE))]
    text = ""
    for part in parts:
        apart = text and not (is_ideograph(text[-1]) or is_ideograph(part[0]))
        text += (" " if apart else "") + part
    return text


def is_too_large(typed: TypedTable) -> bool:
    """Whether it has more cells than are printed, those with it that fill up short rows."""
    return len(typed.rows) * max(len(row.cells) for row in typed.rows) > MAX_CELLS


def table_too_large(source: Source, place: Place) -> Problem:
    """The fault of a table with more cells than are printed."""
    hint = "只留要印的行，或分成几个表，中间隔一段文字"
    return source.problem("error", "table-too-large", f"表格超过{MAX_CELLS}格", place, hint)


def table_of(
    head: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]], title: str, unit: str, notes: Sequence[str]
) -> Table:
    """The table of these cells."""
    return Table(
        head=tuple(tuple(row) for row in head),
        rows=tuple(tuple(row) for row in rows),
        title=title,
        unit=unit,
        notes=tuple(notes),
    )


def _is_free(
    rows: Sequence[Sequence[Cell]], owners: Sequence[Sequence[tuple[int, int]]], row: int, column: int
) -> bool:
    return column < len(rows[row]) and not rows[row][column].text and owners[row][column] == (row, column)


def _pipe_row(piece: BodyPiece, bare: int) -> TypedRow:
    """The cells of a line of pipes, with those at its ends or without.

    Among rows of `bare` cells without them, one of as many pipes has its first or last cell empty.
    """
    text = piece.text
    start, end = 0, len(text)
    if len(_PIPE.findall(text)) != bare - 1:
        if text[0] in "|｜":
            start = 1
        if end > 1 and text[-1] in "|｜" and text[-2] != "\\":
            end -= 1
    borders = [match.start() for match in _PIPE.finditer(text, start, end)]
    return _row(piece, [start, *(border + 1 for border in borders)], [*borders, end])


def _row(piece: BodyPiece, starts: Sequence[int], ends: Sequence[int]) -> TypedRow:
    cells = []
    for start, end in zip(starts, ends, strict=True):
        part = piece.text[start:end]
        bare = part.strip(WHITE)
        cells.append(TypedCell(bare, piece.column + start + len(part) - len(part.lstrip(WHITE))))
    return TypedRow(line=piece.line, cells=tuple(cells))


def _is_rule(row: TypedRow, index: int) -> bool:
    """Whether it is the line below the head: of dashes alone, and further down of several, as `-` is no figure too."""
    long = index < 2 or any(len(cell.text.strip(":")) > 1 for cell in row.cells)
    return long and all(_RULE_CELL.fullmatch(cell.text) for cell in row.cells)


def _tab_row(source: Source, piece: BodyPiece) -> TypedRow | None:
    """The cells of a line with tabs, which cleaning has made blanks; None without, and where they part a sentence."""
    if not piece.whole:
        return None
    line = source.lines[piece.line - 1]
    tabs = source.tabs(piece.line)
    if not tabs:
        return None
    whole = BodyPiece(line, piece.line, column=1, blank=0, indent=0)
    row = _row(whole, [0, *(tab + 1 for tab in tabs)], [*tabs, len(line)])
    filled = [index for index, cell in enumerate(row.cells) if cell.text]
    broken = any(
        left.text.endswith(("，", "、")) or right.text.startswith(("，", "。", "、", "；"))
        for left, right in pairwise(row.cells)
    )
    return row if (len(filled) > 1 or filled == [0]) and not broken else None


def _is_label(text: str) -> bool:
    """Whether a cell is the number or mark of a paragraph: 1. （一） •."""
    opened = opening(text)
    return _LIST_NUMBER.fullmatch(text) is not None or (opened is not None and opened.label.strip(WHITE) == text)


def _is_form(rows: Sequence[TypedRow]) -> bool:
    """Whether rows are no table: what is to be filled in (签字： 日期：), or who did what (编辑｜王五)."""
    filled = [[cell.text for cell in row.cells if cell.text] for row in rows]
    return all(
        row[0].endswith(("：", ":"))
        or all("：" in cell or ":" in cell for cell in row)
        or _CREDIT_WORDS.fullmatch(row[0])
        for row in filled
    )


def _is_figure(text: str) -> bool:
    return _HAS_FIGURE.search(_YEAR.sub("", text)) is not None


def _tell_length(row: TypedRow, usual: int, source: Source, problems: list[Problem]) -> None:
    count = len(row.cells)
    what = "少的格留空" if count < usual else "表格加宽，别的行留空"
    message = f"这一行有{count}格，第一行有{usual}格，{what}"
    place = source.place(row.line, row.cells[0].column if row.cells else 1)
    problems.append(source.problem("warning", "table-row", message, place, "核对每行的格数；空的格也要隔开"))


def rows_of(source: Source, paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The lines of the file that are rows of tables."""
    cells = (cell.place for each in paragraphs if each.table for cell in each.table.cells)
    return frozenset(place.line for place in cells if place.file == source.file)
