"""A document's blocks as the lines of a report's body: no mark in them is one of Markdown's, all are words.

A paragraph with an outline level is a heading where it is as short as one; automatic numbers stand in the words
already.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.model.marks import BULLET
from bulletin.problems import Problem
from bulletin.read.body_line import BodyLine, WrittenTable, labelled
from bulletin.read.chinese import WHITE, is_ideograph
from bulletin.read.inline import TextSpan, WrittenPicture, safe_link
from bulletin.read.levels import numbered
from bulletin.read.notes import superior
from bulletin.read.source import Source
from bulletin.read.table_titles import FIGURE_TITLE
from bulletin.read.tables import MAX_CELLS, TypedCell, TypedRow, head_rows, table_too_large
from bulletin.read.torn_lines import one_line_of
from bulletin.read.word.blocks import Story, StoryLine, WordBlock, WordCell, WordParagraph, WordTable

MAX_OUTLINED = 60  # characters of a paragraph with an outline level that heads others; longer ones are text, by eye
MAX_CAPTION = 40  # of a centred line below a picture
MOST_BOLD = 0.5  # share of a document's characters beyond which bold sets nothing off
MOST_HEADINGS = 0.6  # share of a document's paragraphs beyond which outline levels say nothing
DEEPEST_HEADING = 4  # level of a heading
CELL_GAP = "\u3000"  # between the cells of a table within a cell, which stand in one line
_NO_CAPTION_END = ("。", "；", "，", "：", "、", ":", ";", ",")


class WordBody(NamedTuple):
    """The lines of a document as a body has them; those of its head are still among them."""

    lines: tuple[BodyLine, ...]
    notes: tuple[BodyLine, ...] = ()  # the texts of notes, each behind its number
    cells: frozenset[int] = frozenset()  # lines of the source that stand in cells of tables
    taken: frozenset[int] = frozenset()  # those that are the report's head

    def without(self, numbers: frozenset[int]) -> "WordBody":
        """The body less the lines of the source with these numbers."""
        kept = (line for line in self.lines if not (line.text and line.typed_at(0)[0] in numbers))
        return self._replace(lines=tuple(kept), taken=numbers)


def body_of(story: Story, source: Source, problems: list[Problem]) -> WordBody:
    """The body of a document; `source` has its lines."""
    return _Body(story, source, problems).made()


class _Body:
    def __init__(self, story: Story, source: Source, problems: list[Problem]) -> None:
        self._story, self._source, self._problems = story, source, problems
        paragraphs = [block for block in story.blocks if isinstance(block, WordParagraph) and block.lines]
        outlined = sum(paragraph.outline > 0 for paragraph in paragraphs)
        self._outlined = outlined <= MOST_HEADINGS * len(paragraphs) or len(paragraphs) < 2
        spans = (span for each in paragraphs for line in each.lines for span in line.spans if span.bold)
        bold = sum(span.end - span.start for span in spans)
        self._bold = bold <= MOST_BOLD * sum(len(paragraph.text) for paragraph in paragraphs)
        self._cells: set[int] = set()
        self._last = 1 if source.lines else 0  # the line that was made last; 0 is the whole file

    def made(self) -> WordBody:
        lines: list[BodyLine] = []
        blocks = self._story.blocks
        at = 0
        while at < len(blocks):
            block = blocks[at]
            made = list(self._table(block) if isinstance(block, WordTable) else self._paragraph(block))
            below = blocks[at + 1] if at + 1 < len(blocks) else None
            if made and made[-1].picture and isinstance(block, WordParagraph) and _is_caption(below, block):
                assert isinstance(below, WordParagraph)
                made[-1] = made[-1]._replace(caption=self._line(below.lines[0]))
                at += 1
            lines += made
            at += 1
        notes = tuple(self._note(number, note.lines) for number, note in enumerate(self._story.notes, 1) if note.lines)
        return WordBody(lines=tuple(lines), notes=notes, cells=frozenset(self._cells))

    def _line(self, line: StoryLine) -> BodyLine:
        """The words of a line as cleaned, without the white space around them."""
        clean = self._source.lines[line.number - 1]
        bare = clean.strip(WHITE)
        lead = len(clean) - len(clean.lstrip(WHITE))
        self._last = line.number
        moved = self._source.offsets(line.number)
        spans = []
        for span in line.spans:
            start, end = (min(max(moved(offset) - lead, 0), len(bare)) for offset in (span.start, span.end))
            link = safe_link(span.link)
            if start < end and (link or span.note or (span.bold and self._bold)):
                spans.append(TextSpan(start, end, bold=span.bold and self._bold, link=link, note=span.note))
        return BodyLine(text=bare, spans=tuple(spans), anchors=((0, line.number, lead + 1),))

    def _paragraph(self, paragraph: WordParagraph) -> Iterator[BodyLine]:
        indent = 2 if paragraph.indented else 0
        for place, line in enumerate(paragraph.lines):
            made = self._line(line)._replace(indent=indent, blank=0 if place else paragraph.blank)
            if not made.text:
                continue
            if paragraph.label.bullet and not place:
                made = labelled(made, BULLET, made.anchors[0][1], made.anchors[0][2])
                made = made._replace(kind="item", label=BULLET, nesting=paragraph.label.level)
            elif self._heads(paragraph):
                made = made._replace(hashes=min(paragraph.outline, DEEPEST_HEADING))
            yield made
        for picture in paragraph.pictures:
            yield self._picture(picture)

    def _heads(self, paragraph: WordParagraph) -> bool:
        return (
            paragraph.outline > 0
            and self._outlined
            and len(paragraph.lines) == 1
            and len(paragraph.text) <= MAX_OUTLINED
        )

    def _picture(self, picture: str) -> BodyLine:
        written = WrittenPicture(caption="", file=picture, offset=0, caption_offset=0, end=0)
        anchors = ((0, self._last, 1),)
        return BodyLine(text="", spans=(), anchors=anchors, kind="picture", picture=written)

    def _note(self, number: int, lines: Sequence[StoryLine]) -> BodyLine:
        made = one_line_of([each for each in map(self._line, lines) if each.text], _parted)
        mark = superior(number)
        opened = labelled(made, mark, *made.typed_at(0))
        return opened._replace(kind="note", label=mark)

    # ---- tables

    def _table(self, table: WordTable) -> Iterator[BodyLine]:
        """A table and the pictures in it."""
        cells = [cell for row in table.rows for cell in row]
        pictures = [picture for cell in cells for picture in cell.pictures]
        filled = [line for cell in cells for line in cell.lines]
        if filled and len(table.rows) * table.columns > MAX_CELLS:
            self._problems.append(table_too_large(self._source, self._source.place(filled[0].number)))
        elif filled:
            rows = tuple(tuple(map(self._cell, row)) for row in table.rows)
            self._cells.update(line.number for line in filled)
            written = WrittenTable(source=self._source, rows=rows, head=_head(table), merged=True)
            anchors = ((0, filled[0].number, 1),)
            yield BodyLine(text="", spans=(), anchors=anchors, kind="table", table=written)
        yield from map(self._picture, pictures)

    def _cell(self, cell: WordCell) -> BodyLine:
        made = [line for line in map(self._line, cell.lines) if line.text]
        stacked = any(len(line.text) == 1 for line in made)  # 序 above 号: one word, set upright
        if not made:
            whole = BodyLine(text="", spans=(), anchors=((0, self._last, 1),))
        elif cell.is_row:
            whole = one_line_of(made, lambda before, after: True, CELL_GAP)
        else:
            whole = one_line_of(made, _parted if stacked else _parted_in_a_cell)
        return whole._replace(across=cell.across, down=cell.down)


def _parted(before: str, after: str) -> bool:
    """Whether paragraphs of a cell or a note keep a space between them, which Han need not."""
    return not (is_ideograph(before) or is_ideograph(after))


def _parted_in_a_cell(before: str, after: str) -> bool:
    """Whether lines of a cell keep a space between them: 张三 over 李四 are two, a mark parts as well."""
    return unicodedata.category(before)[0] in "LN" and unicodedata.category(after)[0] in "LN"


def _head(table: WordTable) -> int:
    """How many rows are heads: those that Word repeats, else those that read like some; no cell hangs out of them."""
    texts = [
        TypedRow(line=0, cells=tuple(TypedCell("".join(line.text for line in cell.lines), 1) for cell in row))
        for row in table.rows
    ]
    head = table.head or head_rows(texts)
    if not head and any(cell.down > 1 or cell.across > 1 for cell in table.rows[0]):
        head = 1 if all(cell.text for cell in texts[0].cells) else 0
    row = 0
    while row < head:
        head = max([head, *(row + cell.down for cell in table.rows[row])])
        row += 1
    return head if head < len(table.rows) else 0


def _is_caption(block: WordBlock | None, picture: WordParagraph) -> bool:
    """Whether a block is the line that says what the picture above it shows."""
    if not isinstance(block, WordParagraph) or len(block.lines) != 1 or block.pictures or block.outline:
        return False
    text = block.text.strip(WHITE)
    if block.is_caption or FIGURE_TITLE.fullmatch(text):
        return len(text) <= 2 * MAX_CAPTION
    centred = block.alignment == picture.alignment == "center"
    return centred and len(text) <= MAX_CAPTION and not text.endswith(_NO_CAPTION_END) and not numbered(text)[0]
