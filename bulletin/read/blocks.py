"""Lines of a body to what they are: paragraphs, headings, pictures, tables, charts, items, quotations, boxes, notes.

Whatever takes several lines is found before any words are read, so that nothing is joined across its borders. Each
mark that is not read as meant goes to `RawMarks`.
"""

from collections.abc import Callable

from bulletin.model.edition import Change, Placing
from bulletin.problems import Place
from bulletin.read.body_line import BodyLine, WrittenTable, edited, labelled
from bulletin.read.boxes import box_head, ends_box
from bulletin.read.chart_line import chart_order, is_chart_line
from bulletin.read.chinese import WHITE
from bulletin.read.edits import Replacement
from bulletin.read.inline import Inline, TextSpan, WrittenPicture, inline, is_table_name, written_picture
from bulletin.read.lists import ItemMark, items
from bulletin.read.marks import LEFT_OUT, RawMarks, heading_mark, line_mark, quote_mark, without_closing_hashes
from bulletin.read.notes import note_texts
from bulletin.read.pieces import BodyPiece, pieces_of
from bulletin.read.placing import read_placing
from bulletin.read.quotes import with_sources
from bulletin.read.source import Source
from bulletin.read.table_titles import stands_above, stands_below, with_own_titles
from bulletin.read.tables import (
    TypedCell,
    TypedRow,
    TypedTable,
    is_too_large,
    pipe_table,
    tab_table,
    table_too_large,
    written_table,
)

OpenTable = Callable[[WrittenPicture, Place], tuple[TypedTable, Source] | None]

_BETWEEN_PICTURES = " \t\u3000，、；。,;"


class BodyBlocks:
    """Reads the lines of a body from `first` on; `open_table` reads a table that stands in a file of its own."""

    def __init__(
        self, source: Source, first: int, marks: RawMarks, changes: list[Change], open_table: OpenTable
    ) -> None:
        self._source, self._marks, self._changes = source, marks, changes
        self._open_table = open_table
        self._pieces = pieces_of(source, first)
        self._items = items(source, self._pieces, self._between)
        self._notes = note_texts(self._pieces)
        self._box, self._boxes = 0, 0  # the one that stands open, 0 without; how many there were

    def lines(self) -> list[BodyLine]:
        """All that the body holds, in order."""
        found: list[BodyLine] = []
        at = blank = 0
        while at < len(self._pieces):
            blank += self._pieces[at].blank
            made, taken = self._block(at)
            if made:
                first = made[0]._replace(blank=blank, indent=self._pieces[at].indent)
                found += (line._replace(box=self._box) for line in (first, *made[1:]))
                blank = 0
            at += taken
        self._marks.close()
        found = with_sources(found)
        if any(line.hashes == 1 for line in found):
            return found  # where `# ` is a heading, `## ` is one below it
        return [line._replace(hashes=max(line.hashes - 1, 1)) if line.hashes else line for line in found]

    def _block(self, at: int) -> tuple[list[BodyLine], int]:
        """What begins with this piece, and how many pieces it takes."""
        piece = self._pieces[at]
        table = pipe_table(self._pieces, at) or tab_table(self._source, self._pieces, at)
        if table and is_too_large(table):
            place = self._source.place(piece.line, piece.column)
            self._marks.problems.append(table_too_large(self._source, place))
            return [], table.pieces
        if table:
            return self._table(table, self._source), table.pieces
        return self._line(at, piece), 1

    def _between(self, at: int) -> int:
        """How many pieces a block takes that begins here and may stand between two items; 0 of all else."""
        text = self._pieces[at].text
        if written_picture(text) or quote_mark(text) or is_chart_line(text):
            return 1
        for table in range(at, min(at + 3, len(self._pieces))):  # below its title and its unit
            if typed := pipe_table(self._pieces, table) or tab_table(self._source, self._pieces, table):
                end = table + typed.pieces
                while end < len(self._pieces) and stands_below(self._pieces[end].text):
                    end += 1
                return end - at
            if not stands_above(self._pieces[table].text):
                return 0
        return 0

    def _line(self, at: int, piece: BodyPiece) -> list[BodyLine]:
        """A single line; nothing where it holds only marks."""
        if order := chart_order(self._source, piece, self._marks.problems):
            anchors = ((0, piece.line, piece.column),)
            return [BodyLine(text="", spans=(), anchors=anchors, kind="chart", chart=order, placing=order.placing)]
        if at in self._items:
            return self._item(piece, self._items[at])
        if at in self._notes:
            mark, typed = self._notes[at]
            made = self._words(piece)
            return [line if line.picture else line._replace(kind="note", note=mark, label=typed) for line in made]
        if self._box and ends_box(piece.text):
            self._box = 0
            return []
        if not piece.text.strip(">＞") and self._beside_quote(at):
            return []
        hashes, opening = heading_mark(piece.text)
        if head := self._box_head(piece.behind(opening)):
            return head
        if hashes:
            self._box = 0
        if length := 0 if hashes else quote_mark(piece.text):
            return self._quote(piece.behind(length))
        return self._plain(piece)

    def _box_head(self, piece: BodyPiece) -> list[BodyLine]:
        """The line that opens a box, bold or not; nothing where it opens none."""
        if not box_head(piece.text.strip("*＊" + WHITE)):
            return []
        self._boxes += 1
        self._box = self._boxes
        made = self._words(piece)
        return [edited(line, box_head(line.text))._replace(kind="box-head") for line in made if not line.picture]

    def _beside_quote(self, at: int) -> bool:
        """Whether an empty line of a quotation stands within one."""
        beside = (self._pieces[max(at - 1, 0)], self._pieces[min(at + 1, len(self._pieces) - 1)])
        return any(quote_mark(piece.text) for piece in beside)

    def _item(self, piece: BodyPiece, mark: ItemMark) -> list[BodyLine]:
        """An item, its label directly before its words."""
        made = self._words(piece.behind(len(mark.typed)))
        if not made or made[0].picture:
            return made
        edit = Replacement(offset=0, old=mark.typed, new=mark.label, rule="M5")
        if mark.typed != mark.label:
            self._changes.append(self._source.change(self._source.place(piece.line, piece.column), edit))
        opened = labelled(made[0], mark.label, piece.line, piece.column)
        return [opened._replace(kind="item", label=mark.label, nesting=mark.nesting), *made[1:]]

    def _quote(self, piece: BodyPiece) -> list[BodyLine]:
        hashes, opening = heading_mark(piece.text)
        if hashes:  # what heads a quotation is bold
            bare = without_closing_hashes(piece.text)
            made = self._words(piece._replace(text=bare).behind(opening))
            return [line if line.picture else _bold(line)._replace(kind="quote") for line in made]
        kind, shown = line_mark(piece.text)
        if kind and kind not in LEFT_OUT:
            self._marks.report_block(kind, shown, piece.line, piece.column)
        return [line if line.picture else line._replace(kind="quote") for line in self._words(piece)]

    def _plain(self, piece: BodyPiece) -> list[BodyLine]:
        """A paragraph, heading or pictures, or nothing where it is only marks."""
        bare, line, column = piece.text, piece.line, piece.column
        if whole := written_picture(bare):
            if after := bare[whole.end :]:
                place = self._source.place(line, column + whole.end)
                edit = Replacement(offset=whole.end, old=after, new="", rule="M3")
                self._changes.append(self._source.change(place, edit))
            return self._picture(whole, line, column)
        hashes, opening = heading_mark(bare)
        if hashes:
            words = piece._replace(text=without_closing_hashes(bare)).behind(opening)
            return [each if each.picture else each._replace(hashes=hashes) for each in self._words(words)]
        kind, shown = line_mark(bare)
        if kind:
            self._marks.report_block(kind, shown, line, column)
        return [] if kind in LEFT_OUT else self._words(piece)

    def _words(self, piece: BodyPiece) -> list[BodyLine]:
        """The words of a line without marks, and behind them its pictures."""
        read = inline(piece.text)
        made = []
        if read.text.strip(_BETWEEN_PICTURES if read.pictures else ""):
            made.append(self._taken(read, piece.line, piece.column))
        else:
            self._take(read, piece.line, piece.column)
        if made:
            for picture in read.pictures:
                self._marks.report("inline-picture", picture.file, piece.line, piece.column + picture.offset)
        pictures = (self._picture(picture, piece.line, piece.column) for picture in read.pictures)
        return made + [line for lines in pictures for line in lines]

    def _taken(self, read: Inline, line: int, column: int) -> BodyLine:
        """A line taken apart; its marks are reported, its changes kept."""
        self._take(read, line, column)
        anchors = tuple((offset, line, column + typed) for offset, typed in read.anchors)
        return BodyLine(text=read.text, spans=read.spans, anchors=anchors)

    def _take(self, read: Inline, line: int, column: int) -> None:
        for mark in read.raw_marks:
            if mark.kind != "footnote":  # which `notes.py` judges
                self._marks.report(mark.kind, mark.shown, line, column + mark.offset)
        for change in read.changes:
            self._changes.append(self._source.change(self._source.place(line, column + change.offset), change))

    def _picture(self, picture: WrittenPicture, line: int, column: int) -> list[BodyLine]:
        """A picture, or the table that the file holds; nothing after a fault."""
        placing = Placing()
        if picture.braces:
            at = column + picture.braces_offset
            placing = read_placing(self._source, picture.braces, line, at, self._marks.problems)
        anchors = ((0, line, column + picture.offset),)
        if not is_table_name(picture.file):
            caption = self._caption(picture, line, column)
            block = BodyLine(text="", spans=(), anchors=anchors, kind="picture", picture=picture, placing=placing)
            return [block._replace(caption=caption)]
        opened = self._open_table(picture, self._source.place(line, column + picture.offset))
        if not opened:
            return []
        typed, source = opened
        made = self._table(typed, source, picture.caption, (line, column + picture.offset))
        table = made[0].table
        assert table
        table = table._replace(title=self._caption(picture, line, column) or table.title)
        return [made[0]._replace(table=table, placing=placing, anchors=anchors), *made[1:]]

    def _caption(self, picture: WrittenPicture, line: int, column: int) -> BodyLine | None:
        start = column + picture.caption_offset + 1  # behind the bracket
        return self._taken(inline(picture.caption), line, start) if picture.caption else None

    def _table(
        self, typed: TypedTable, source: Source, caption: str = "", named: tuple[int, int] = (1, 1)
    ) -> list[BodyLine]:
        """A table, and behind it the pictures that its cells name.

        Of one in a file of its own `caption` is what the report calls it, `named` the line and column there.
        """
        typed = with_own_titles(typed, caption)
        pictures: list[BodyLine] = []
        own = source is self._source

        def cell_line(cell: TypedCell, line: int) -> BodyLine:
            if not cell.text:
                return BodyLine(text="", spans=(), anchors=((0, line, cell.column),))
            read = inline(cell.text) if own else Inline(text=cell.text)
            for picture in read.pictures:
                self._marks.report("inline-picture", picture.file, line, cell.column + picture.offset)
                pictures.extend(self._picture(picture, line, cell.column))
            return self._taken(read, line, cell.column)

        def around(row: TypedRow) -> BodyLine:
            cell = next(cell for cell in row.cells if cell.text)
            line = cell_line(cell, row.line)
            return line if own else line._replace(anchors=((0, *named),))  # its place is in this report

        table: WrittenTable = written_table(typed, source, cell_line, self._marks.problems)
        table = table._replace(
            title=around(typed.title) if typed.title else None,
            unit=around(typed.unit) if typed.unit else None,
            notes=tuple(map(around, typed.notes)),
        )
        first = typed.rows[0]
        anchors = ((0, first.line, first.cells[0].column),)
        return [BodyLine(text="", spans=(), anchors=anchors, kind="table", table=table), *pictures]


def _bold(line: BodyLine) -> BodyLine:
    """The line with all its words bold."""
    others = (span for span in line.spans if not span.bold)
    return line._replace(spans=(TextSpan(0, len(line.text), bold=True), *others))
