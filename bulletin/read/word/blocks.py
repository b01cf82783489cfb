"""What a Word document holds: paragraphs, tables with their cells, notes, and what is not printed as Word shows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from bulletin.read.inline import TextSpan
from bulletin.read.word.numbering import Label
from bulletin.read.word.revisions import Revision

# What is not printed as Word shows it; each has its words, where it has some.
AsideKind: TypeAlias = Literal[
    "boxes", "word art", "box pictures", "note pictures", "hidden", "drawings", "rules", "objects", "ornaments",
    "strays", "struck", "raised", "readings", "prompts", "fields", "formulas",
]  # fmt: skip


class StoryLine(NamedTuple):
    """Words between two ends: of a paragraph, or of manual breaks in it."""

    number: int  # from 1
    text: str  # as it stands there, with its label
    spans: tuple[TextSpan, ...] = ()


class WordParagraph(NamedTuple):
    """A paragraph; without lines it holds nothing but pictures."""

    lines: tuple[StoryLine, ...]
    label: Label = Label()
    pictures: tuple[str, ...] = ()
    blank: int = 0  # empty paragraphs before it
    outline: int = 0  # the level of a heading, from 1; 0 of running text
    alignment: str = "left"
    indented: bool = False
    size: int = 0  # half-points, of most of its characters
    red: bool = False
    bold: bool = False  # from end to end
    is_title: bool = False  # by its style
    is_subtitle: bool = False
    is_caption: bool = False

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


class WordCell(NamedTuple):
    """A cell, where it begins."""

    lines: tuple[StoryLine, ...]
    pictures: tuple[str, ...] = ()
    across: int = 1
    down: int = 1
    blocks: tuple["WordBlock", ...] = ()  # the same, for a table that is only there for its frame


class WordTable(NamedTuple):
    """A table; cells that hang into a row from above are not in it."""

    rows: tuple[tuple[WordCell, ...], ...]
    head: int = 0  # rows that Word repeats on each page

    @property
    def columns(self) -> int:
        return sum(cell.across for cell in self.rows[0]) if self.rows else 0

    @property
    def is_column(self) -> bool:
        """Whether no row has more than one cell."""
        return all(len(row) < 2 for row in self.rows)


WordBlock: TypeAlias = WordParagraph | WordTable


class NoteText(NamedTuple):
    """The text of a note."""

    kind: str
    lines: tuple[StoryLine, ...]


class Story(NamedTuple):
    """All that a document holds."""

    blocks: tuple[WordBlock, ...]
    lines: tuple[str, ...]  # all of them by number
    notes: tuple[NoteText, ...]  # in the order in which the text names them
    revisions: tuple[Revision, ...]
    asides: Mapping[AsideKind, tuple[str, ...]]
    contents: int  # tables of contents


def flat(blocks: Sequence[WordBlock]) -> tuple[tuple[StoryLine, ...], tuple[str, ...]]:
    """The lines and pictures of a cell, with those of a table in it."""
    lines: list[StoryLine] = []
    pictures: list[str] = []
    for block in blocks:
        inner = [block] if isinstance(block, WordParagraph) else [each for row in block.rows for each in row]
        for each in inner:
            lines += each.lines
            pictures += each.pictures
    return tuple(lines), tuple(pictures)


def unboxed(blocks: Iterable[WordBlock]) -> Iterator[WordBlock]:
    """Blocks, those of a table of one column or one row as they stand in it: it is only there for its frame."""
    for block in blocks:
        if isinstance(block, WordTable) and (len(block.rows) < 2 or block.is_column):
            yield from unboxed(each for row in block.rows for cell in row for each in cell.blocks)
        else:
            yield block


def squared(rows: list[list[WordCell]], head: int) -> WordTable | None:
    """The table with rows of equal width: what a row lacks is filled with empty cells."""
    covered: list[set[int]] = [set() for _ in rows]  # columns that a cell from above hangs into
    widths = []
    for index, row in enumerate(rows):
        column = 0
        for place, cell in enumerate(row):
            while column in covered[index]:
                column += 1
            down = min(cell.down, len(rows) - index)
            if down != cell.down:
                row[place] = cell._replace(down=down)
            for below in range(index + 1, index + down):
                covered[below].update(range(column, column + cell.across))
            column += cell.across
        widths.append(max([column, *(each + 1 for each in covered[index])]))
    width = max(widths, default=0)
    if not width:
        return None
    squared = tuple(
        (*row, *[WordCell(lines=())] * (width - len(covered[index]) - sum(cell.across for cell in row)))
        for index, row in enumerate(rows)
    )
    return WordTable(rows=squared, head=head if head < len(rows) else 0)
