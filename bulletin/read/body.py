"""A report's body: lines to paragraphs, headings, pictures and all other blocks, each with its place.

Every non-empty line is a paragraph, unless `read/blocks.py` finds that it is something else or a part of it. Lines torn
in mid-sentence are joined or reported by `read/torn_lines.py`; `read/notes.py` numbers the notes. What is a heading:
`read/headings.py`.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bulletin.model.edition import Cell, Change, Paragraph, Picture, Table
from bulletin.problems import Place, Problem
from bulletin.read.blocks import BodyBlocks, OpenTable
from bulletin.read.body_line import BodyLine, ChartOrder, WrittenTable, runs_of
from bulletin.read.boxes import boxed
from bulletin.read.charts import chart_of
from bulletin.read.headings import structured
from bulletin.read.marks import RawMarks
from bulletin.read.notes import NoteNumbers
from bulletin.read.source import Source
from bulletin.read.table_titles import with_titles
from bulletin.read.tables import merged, table_of
from bulletin.read.tidying import Tidying
from bulletin.read.torn_lines import join_torn
from bulletin.read.word.body import WordBody

OpenPicture = Callable[[str, str, Place], Picture | None]  # a file, its caption, and where the text names it

MAX_PARAGRAPH = 300_000  # characters

_letter = re.compile(r"[^\W_]")


class Asked(NamedTuple):
    """What a report's head and its issue say of the body."""

    normalise: bool
    join_form: str  # what an editor writes to have torn paragraphs joined, for hints; "" joins them
    charts: tuple[ChartOrder, ...] = ()  # of the front matter


def has_letters(text: str) -> bool:
    """Whether there is a letter, a digit or a Han character in `text`, and not marks alone."""
    return _letter.search(text) is not None


def read_body(
    source: Source,
    first: int,
    problems: list[Problem],
    changes: list[Change],
    open_picture: OpenPicture,
    open_table: OpenTable,
    asked: Asked,
    word: WordBody | None = None,
) -> tuple[Paragraph, ...]:
    """The blocks from line `first` on, or those of a Word file; faults are added to `problems`, what was replaced to
    `changes`.
    """
    marks = RawMarks(source, problems)
    lines = word.lines if word else BodyBlocks(source, first, marks, changes, open_table).lines()
    notes = word.notes if word else ()
    typed = with_titles(source, lines, problems)
    joined = join_torn(source, typed, problems, changes, asked.join_form)
    numbered = NoteNumbers(marks, changes, known=len(notes)).numbered(joined)
    blocks = _Paragraphs(source, problems, Tidying(problems, changes, normalise=asked.normalise), open_picture)
    body = blocks.charted(blocks.all_of(numbered.lines), asked.charts)
    result = (*boxed(structured(source, body, problems)), *blocks.all_of((*notes, *numbered.notes)))
    _judge(source, result, problems, max(first - 1, 1))
    return result


class _Paragraphs:
    """Lines to paragraphs: their characters as printed, their pictures opened, their charts drawn up."""

    def __init__(self, source: Source, problems: list[Problem], tidying: Tidying, open_picture: OpenPicture) -> None:
        self._source, self._problems, self._tidying = source, problems, tidying
        self._open_picture = open_picture
        self._orders: dict[Place, BodyLine] = {}  # of charts, which may draw a table below them

    def all_of(self, lines: Sequence[BodyLine]) -> list[Paragraph]:
        """The blocks that lines are, less those that have a fault; charts are still to be drawn up."""
        return [paragraph for line in lines if (paragraph := self._paragraph(line))]

    def charted(self, paragraphs: Sequence[Paragraph], orders: Sequence[ChartOrder]) -> list[Paragraph]:
        """The paragraphs with their charts, and those of the front matter, each below the table that it draws."""
        tables = [paragraph.table for paragraph in paragraphs if paragraph.table]
        found: list[Paragraph] = []
        above: Table | None = None
        for paragraph in paragraphs:
            above = paragraph.table or above
            if paragraph.kind != "chart":
                found.append(paragraph)
            elif drawn := self._chart(paragraph, tables, above):
                found.append(drawn)
        for order in orders:
            block = Paragraph(kind="chart", level=0, runs=(), place=order.place, placing=order.placing)
            chosen = chart_of(order, tables, above, self._source, self._problems)
            if chosen:
                at = next(at for at, paragraph in enumerate(found, 1) if paragraph.table is chosen.table)
                found.insert(at, block._replace(chart=chosen.chart, box=found[at - 1].box))
        return found

    def _chart(self, block: Paragraph, tables: Sequence[Table], above: Table | None) -> Paragraph | None:
        line = self._orders[block.place]
        assert line.chart
        order = line.chart._replace(title=line.chart.title or self._text(line.caption, headline=True))
        chosen = chart_of(order, tables, above, self._source, self._problems)
        if not chosen:
            return None
        notes = tuple(self._text(note) for note in line.below)
        return block._replace(chart=chosen.chart._replace(notes=(*chosen.chart.notes, *notes)))

    def _paragraph(self, line: BodyLine) -> Paragraph | None:
        """The block that a line is; None after a fault."""
        place = line.place(self._source)
        block = Paragraph(kind=line.kind, level=0, runs=(), place=place, placing=line.placing, box=line.box)
        if line.chart:
            self._orders[place] = line
            return block
        if line.picture:
            caption = self._text(line.caption, headline=True)
            picture = self._open_picture(line.picture.file, caption, place)
            if picture:
                return block._replace(picture=picture)
            return block._replace(kind="body", runs=runs_of(caption, ())) if caption else None
        if line.table:
            return block._replace(table=self._table(line.table))
        if len(line.text) > MAX_PARAGRAPH:
            message = f"这一段有{len(line.text)}个字，最多{MAX_PARAGRAPH}个"
            whole = self._source.place(place.line)
            self._problems.append(self._source.problem("error", "too-long", message, whole, "分成几段"))
            return None
        tidied = self._tidying.tidied(line, self._source, headline=line.hashes > 0)
        heading = line.hashes > 0 and line.kind == "body"
        return block._replace(
            kind="heading" if heading else line.kind,
            level=min(line.hashes, 4) if heading else 0,
            runs=runs_of(tidied.text, tidied.spans),
            label=line.label if tidied.text.startswith(line.label) else "",
            nesting=line.nesting,
        )

    def _table(self, written: WrittenTable) -> Table:
        rows = [[self._cell(cell, written.source) for cell in row] for row in written.rows]
        head: Sequence[Sequence[Cell]] = rows[: written.head]
        if head and not written.merged:
            head = merged(head)
        title, unit = self._text(written.title, headline=True), self._text(written.unit)
        notes = [self._text(note) for note in written.notes]
        return table_of(head, rows[written.head :], title, unit, notes)

    def _cell(self, line: BodyLine, source: Source) -> Cell:
        tidied = self._tidying.cell(line, source)
        runs = runs_of(tidied.text, tidied.spans)
        return Cell(runs=runs, place=line.place(source), across=line.across, down=line.down)

    def _text(self, line: BodyLine | None, *, headline: bool = False) -> str:
        return self._tidying.tidied(line, self._source, headline=headline).text if line else ""


def _judge(source: Source, paragraphs: Sequence[Paragraph], problems: list[Problem], front: int) -> None:
    """Report a body without anything to print; `front` is the line above the body."""
    if any(paragraph.picture for paragraph in paragraphs):
        return
    texts = [paragraph for paragraph in paragraphs if paragraph.is_text]
    bodies = [paragraph for paragraph in paragraphs if paragraph.kind in ("body", "item", "quote", "table")]
    if not any(has_letters(word) for paragraph in bodies for word in paragraph.words):
        place = source.place(texts[0].place.line if texts else front)
        message = "正文里只有标题或标点，没有文字" if texts else "稿件没有正文"
        above = "标题" if place.is_in_word else "文件头的“---”"
        problems.append(source.problem("error", "no-body", message, place, f"在{above}下面写正文，每段一行"))
