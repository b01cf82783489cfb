"""What a Word document holds: paragraphs, tables with their cells, notes, and what is not printed as Word shows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from bulletin.read.inline import TextSpan
from bulletin.read.word.numbering import Label
from bulletin.read.word.revisions import Revision

# What is not printed as Word shows it; each has its words, where it has some.
AsideKind: TypeAlias = Literal[
    "boxes", "word art", "note pictures", "hidden", "drawings", "rules", "objects", "ornaments",
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
    is_row: bool = False  # of a table within: its lines are cells
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
    """Blocks, those of a table of one column or one row as they stand in it: it is only there for its frame.

    So are those of a table that places pictures. A table in a cell of another becomes rows of that.
    """
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block
        elif len(block.rows) < 2 or block.is_column:
            yield from unboxed(each for row in block.rows for cell in row for each in cell.blocks)
        elif plates := _plates(block):
            yield from plates
        else:
            yield _layered(block)


def _plates(table: WordTable) -> list[WordParagraph]:
    """The pictures of a table that is there only to place them, each with its caption, which stands below it in its
    cell or in the next row; [] of any other table.
    """
    plates: list[list[WordBlock]] = []
    bare: dict[int, list[WordBlock]] = {}  # by column, those in the row above that have no caption yet
    for row in table.rows:
        column, above, bare = 0, bare, {}
        for cell in row:
            under = [above[each] for each in range(column, column + cell.across) if each in above]
            if len(cell.lines) > 1 or cell.down > 1 or (cell.lines and not (cell.pictures or under)):
                return []
            if cell.pictures:
                plates.append(list(cell.blocks))
                bare |= {} if cell.lines else {column: plates[-1]}
            elif cell.lines:
                under[-1] += cell.blocks
            column += cell.across
    blocks = [block for plate in plates for block in plate]
    paragraphs = [block._replace(alignment="center") for block in blocks if isinstance(block, WordParagraph)]
    return paragraphs if len(paragraphs) == len(blocks) else []


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


def _layers(cell: WordCell) -> list[WordCell]:
    """The cell, row by row of the tables within, what stands around these by itself; most cells are one."""
    if cell.down > 1 or not any(isinstance(block, WordTable) for block in cell.blocks):
        return [cell]
    layers = [cell._replace(lines=())]
    for block in cell.blocks:
        if isinstance(block, WordTable):
            rows = (tuple(line for each in row for line in each.lines) for row in block.rows)
            layers += (cell._replace(lines=lines, is_row=True) for lines in rows)
        elif layers[-1].is_row:
            layers.append(cell._replace(lines=block.lines))
        else:
            layers[-1] = cell._replace(lines=layers[-1].lines + block.lines)
    filled = [layer for layer in layers if layer.lines] or layers[:1]
    return [filled[0], *(layer._replace(pictures=()) for layer in filled[1:])]


def _layered(table: WordTable) -> WordTable:
    """The table without tables in its cells, whose rows are rows of its own, since a cell holds one line of words.

    Each row becomes as many as the deepest of its cells has layers; cells beside those span them all.
    """
    rows = [[_layers(cell) for cell in row] for row in table.rows]
    depths = [max(map(len, row), default=1) for row in rows]
    made: list[tuple[WordCell, ...]] = []
    for at, (row, depth) in enumerate(zip(rows, depths, strict=True)):
        parted: list[list[WordCell]] = [[] for _ in range(depth)]
        for layers in row:
            last = len(layers) - 1
            below = sum(depths[at : at + layers[0].down]) - last  # rows that the last layer spans
            for number, layer in enumerate(layers):
                parted[number].append(layer._replace(down=below if number == last else 1))
        made += map(tuple, parted)
    return WordTable(rows=tuple(made), head=sum(depths[: table.head]))
