"""A Word document to its blocks in their order: paragraphs with their labels, tables with their cells.

Every paragraph that holds words, and every line of one that is parted by manual breaks, is a line of its own, counted
from 1 through the text and the cells of its tables.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from bulletin.read.inline import TextSpan
from bulletin.read.notes import superior
from bulletin.read.word.elements import Element, attribute, child, children, is_on, name_of, value, whole_value
from bulletin.read.word.fields import OpenFields
from bulletin.read.word.numbering import Label, Numbering
from bulletin.read.word.parts import WordPackage
from bulletin.read.word.revisions import REVISIONS, TAKEN_OUT, Revision, ends_within, is_taken_out, revision
from bulletin.read.word.styles import DEFAULT_SIZE, ParagraphLook, Styles, look_of, number_of
from bulletin.read.word.symbols import symbol
from bulletin.read.word.words import BREAK, PLAIN, NoteMark, RunLook, Words

MOST_COLUMNS = 63  # of a table: what Word permits
ASIDE_GAP = "　"  # between the paragraphs of a note or a box, which are shown as one
_TYPED = {"w:tab": " ", "w:ptab": " ", "w:br": BREAK, "w:cr": BREAK, "w:noBreakHyphen": "-"}
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
_HOLDS_DRAWING = frozenset(("w:drawing", "w:pict", "w:object"))
# What holds properties, and what is shown over words and is none of them.
_NO_WORDS = frozenset(
    (*TAKEN_OUT, "w:pPr", "w:rPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:sdtPr", "w:sdtEndPr", "w:rt",
     "w:rubyPr", "w:smartTagPr", "w:customXmlPr", "w:sectPr")
)  # fmt: skip
_COUNTED_PARTS = frozenset("编篇章节条款项部")  # 第一条: what follows stands apart
_PAGE_NUMBER = re.compile(r"[\d\s\-–—―第页共/|,，.IVXivx]+")
_RED = frozenset(("FF0000", "C00000", "E60012", "ED1C24", "FE0000"))


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
    is_contents: bool = False

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


class WordCell(NamedTuple):
    """A cell, where it begins."""

    lines: tuple[StoryLine, ...]
    pictures: tuple[str, ...] = ()
    across: int = 1
    down: int = 1


class WordTable(NamedTuple):
    """A table; cells that hang into a row from above are not in it."""

    rows: tuple[tuple[WordCell, ...], ...]
    head: int = 0  # rows that Word repeats on each page

    @property
    def columns(self) -> int:
        return sum(cell.across for cell in self.rows[0]) if self.rows else 0


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
    boxes: tuple[str, ...]  # words of text boxes, which stand beside the text
    hidden: tuple[str, ...]
    drawings: int  # charts, diagrams and other drawings without a picture
    contents: int  # tables of contents
    formulas: int


class StoryReader:
    """One walk through a document."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._styles = Styles(package.parts.get("styles"))
        self._numbering = Numbering(package.parts.get("numbering"), self._styles)
        self._note_texts = {
            (kind, attribute(note, "w:id")): note
            for kind in ("footnotes", "endnotes")
            for note in children(package.parts.get(kind))
            if not attribute(note, "w:type") or attribute(note, "w:type") == "normal"
        }
        self._fields = OpenFields(package.body)
        self._pending: Words | None = None
        self._blank = 0
        self._lines: list[str] = []
        self._notes: dict[tuple[str, str], int] = {}  # by kind and id: its number
        self._revisions: list[Revision] = []
        self._boxes: list[str] = []
        self._hidden: list[str] = []
        self._drawings = self._formulas = 0
        self._runs: dict[tuple[Element, ...], RunLook] = {}  # of runs without properties of their own

    def read(self) -> Story:
        blocks = tuple(self._story(self._package.body))
        notes = tuple(self._note(kind, identity) for kind, identity in self._notes)
        return Story(
            blocks=blocks,
            lines=tuple(self._lines),
            notes=notes,
            revisions=tuple(self._revisions),
            boxes=tuple(self._boxes),
            hidden=tuple(self._hidden),
            drawings=self._drawings,
            contents=self._fields.contents,
            formulas=self._formulas,
        )

    def _story(self, holder: Element) -> Iterator[WordBlock]:
        """The blocks of the document or of a cell."""
        yield from self._blocks(holder)
        words, self._pending = self._pending, None
        if words and words.text.strip():  # nothing follows that they could go on in
            yield self._made(words, look_of(self._styles, None), Label())

    def _blocks(self, holder: Element) -> Iterator[WordBlock]:
        for element in children(holder):
            name = name_of(element)
            if name == "w:p":
                if paragraph := self._paragraph(element):
                    yield paragraph
            elif name == "w:tbl":
                if table := self._table(element):
                    yield table
            elif name.startswith("w:") and name not in _NO_WORDS:
                yield from self._blocks(element)

    def _paragraph(self, element: Element) -> WordParagraph | None:
        """A paragraph; None of one that is empty, or goes on in the next."""
        properties = child(element, "w:pPr")
        look = look_of(self._styles, properties)
        words, self._pending = self._pending or Words(), None
        self._add(element, words, look)
        if ends_within(child(properties, "w:rPr")):
            self._pending = words
            return None
        at = number_of(look, self._numbering.levels_by_style)
        label = self._numbering.counted(at) if at else Label()
        if not (words.text.strip() or label.text or words.pictures):
            self._blank += 1
            return None
        return self._made(words, look, label)

    def _made(self, words: Words, look: ParagraphLook, label: Label) -> WordParagraph:
        blank, self._blank = self._blank, 0
        indent = next((each for each in map(_indent, _all_properties(look)) if each is not None), 0)
        size = words.sizes.most_common(1)[0][0] if words.sizes else 0
        return WordParagraph(
            lines=self._numbered(words, label),
            label=label,
            pictures=tuple(words.pictures),
            blank=blank,
            outline=look.outline,
            alignment=look.alignment,
            indented=indent > 0 or words.text[:1] in " \u3000",
            size=size,
            red=words.red * 2 > sum(words.sizes.values()) > 0,
            bold=words.is_bold,
            is_title=look.is_title,
            is_subtitle=look.is_subtitle,
            is_caption=look.is_caption,
            is_contents=look.is_contents,
        )

    def _numbered(self, words: Words, label: Label | None = None) -> tuple[StoryLine, ...]:
        """The lines of words; a label opens the first."""
        text = words.text
        opened = _opened(label.text, text) if label else ""
        moved = [span._replace(start=span.start + len(opened), end=span.end + len(opened)) for span in words.spans]
        found: list[StoryLine] = []
        start, first = 0, len(self._lines) + 1
        for part in (opened + text).split(BREAK):
            end = start + len(part)
            if part.strip():
                spans = (
                    span._replace(start=max(span.start, start) - start, end=min(span.end, end) - start)
                    for span in moved
                    if span.start < end and start < span.end
                )
                self._lines.append(part)
                found.append(StoryLine(number=len(self._lines), text=part, spans=tuple(spans)))
            start = end + 1
        self._revisions += (each._replace(line=max(first, 1)) for each in words.revisions)
        return tuple(found)

    # ---- words

    def _add(self, element: Element, words: Words, look: ParagraphLook, run: RunLook = PLAIN, link: str = "") -> None:
        """Add what an element of a paragraph holds."""
        for each in children(element):
            name = name_of(each)
            if name in REVISIONS:
                if found := revision(each, words.length):
                    words.revisions.append(found)
                if name in TAKEN_OUT:
                    continue
            if name in ("w:t", "m:t", "w:sym") or name in _TYPED:
                self._type(each, name, words, run, link)
            elif name == "w:r":
                hidden, set_as = self._run(each, look)
                if hidden:
                    self._hide(each)
                else:
                    self._add(each, words, look, set_as, link or self._fields.link)
            elif name == "w:fldChar":
                words.add(self._fields.meet(each), run)
            elif name == "w:instrText":
                self._fields.add_code(each.text or "")
            elif name in _NOTES:
                self._mark_note(each, _NOTES[name], words)
            elif name in _HOLDS_DRAWING:
                if self._fields.shown:
                    self._draw(each, words)
            elif name == "w:hyperlink":
                self._add(each, words, look, run, self._package.links.get(attribute(each, "r:id"), link))
            elif name == "w:ruby":
                self._add(each, words, look, run, link)
            elif name not in _NO_WORDS and name[:2] in ("w:", "m:"):
                self._formulas += name == "m:oMath"
                self._add(each, words, look, run, link)

    def _type(self, element: Element, name: str, words: Words, run: RunLook, link: str) -> None:
        if not self._fields.shown:
            return
        if name == "w:br" and attribute(element, "w:type") in ("page", "column"):
            text = ""  # the next paragraph's
            if words.text.strip():
                text = BREAK
        elif name == "w:sym":
            text = symbol(attribute(element, "w:font"), _code(attribute(element, "w:char")))
        else:
            text = _TYPED.get(name) or (element.text or "").replace("\t", " ").replace("\n", " ")
        words.add(text, run, link)

    def _run(self, element: Element, look: ParagraphLook) -> tuple[bool, RunLook]:
        """Whether a run is hidden, and how it is set."""
        own = child(element, "w:rPr")
        if own is None:
            if look.styles not in self._runs:
                self._runs[look.styles] = self._look(None, look)[1]
            return False, self._runs[look.styles]
        return self._look(own, look)

    def _look(self, own: Element | None, look: ParagraphLook) -> tuple[bool, RunLook]:
        character = self._styles.chain(value(child(own, "w:rStyle")))
        vanish = child(own, "w:vanish")
        for style in character:
            vanish = vanish if vanish is not None else child(style, "w:rPr", "w:vanish")
        bold = look.run_property(own, character, "w:b")
        color = look.run_property(own, character, "w:color")
        size = whole_value(look.run_property(own, character, "w:sz"), DEFAULT_SIZE)
        return vanish is not None and is_on(vanish), RunLook(
            bold=bold is not None and is_on(bold), size=size, red=value(color).upper() in _RED
        )

    def _hide(self, run: Element) -> None:
        """Note the words of a run that Word does not show; fields may begin and end there."""
        for each in children(run):
            if name_of(each) == "w:fldChar":
                self._fields.meet(each)
        if words := "".join(each.text or "" for each in children(run) if name_of(each) == "w:t"):
            self._hidden.append(words)

    def _mark_note(self, element: Element, kind: str, words: Words) -> None:
        key = kind, attribute(element, "w:id")
        if key not in self._note_texts or not self._fields.shown:
            return
        number = self._notes.setdefault(key, len(self._notes) + 1)
        words.notes.append(NoteMark(offset=words.length, kind=kind, id=key[1]))
        start, mark = words.length, superior(number)
        words.add(mark, PLAIN)
        words.spans.append(TextSpan(start, start + len(mark), note=number))

    def _note(self, kind: str, identity: str) -> NoteText:
        words = self._aside(self._note_texts[kind, identity])
        return NoteText(kind=kind, lines=self._numbered(words))

    def _draw(self, element: Element, words: Words) -> None:
        """Pictures of a drawing, and the words of boxes in it, which stand beside the text."""
        found = False
        for each in _walk(element):
            name = name_of(each)
            if name == "w:txbxContent":
                found = True
                if text := self._aside(each).text.strip():
                    self._boxes.append(text)
            elif name in ("a:blip", "v:imagedata"):
                ids = [attribute(each, f"r:{key}") for key in ("embed", "link", "id")]
                named = [identity for identity in ids if identity in self._package.pictures]
                words.pictures += named[:1]
                found = found or bool(named)
        self._drawings += not found

    def _aside(self, holder: Element) -> Words:
        """The words of a story that is not running text, as one paragraph; nothing is counted there."""
        fields, self._fields = self._fields, OpenFields(holder)
        words = Words()
        for paragraph in _paragraphs(holder):
            if words.text.strip():
                words.add(ASIDE_GAP, PLAIN)
            self._add(paragraph, words, look_of(self._styles, child(paragraph, "w:pPr")))
        self._fields = fields
        return words

    def edges(self) -> tuple[str, ...]:
        """The words of headers and footers, each once, less those that are nothing but a page's number."""
        texts = (self._aside(edge).text.strip() for edge in self._package.edges)
        return tuple(dict.fromkeys(text for text in texts if _PAGE_NUMBER.sub("", text)))

    def comments(self) -> tuple[str, ...]:
        """The comments, each behind the name of who wrote it."""
        return tuple(
            f"{attribute(comment, 'w:author')}：{self._aside(comment).text.strip()}"
            for comment in children(self._package.parts.get("comments"))
            if name_of(comment) == "w:comment"
        )

    # ---- tables

    def _table(self, element: Element) -> WordTable | None:
        rows: list[list[WordCell]] = []
        head = 0
        open_cells: dict[int, tuple[int, int]] = {}  # column -> row and place of the cell that may go on below
        for row in _rows(element):
            if is_taken_out(row):
                self._revisions += _deleted(row, len(self._lines) + 1)
                continue
            made, open_cells = self._row(row, rows, open_cells)
            if not made and not open_cells:
                continue
            repeated = child(row, "w:trPr", "w:tblHeader")
            head += repeated is not None and is_on(repeated) and head == len(rows)
            rows.append(made)
        return _squared(rows, head)

    def _row(
        self, row: Element, rows: list[list[WordCell]], above: Mapping[int, tuple[int, int]]
    ) -> tuple[list[WordCell], dict[int, tuple[int, int]]]:
        """The cells that begin in a row, and those that may go on below it; one that goes on grows in `rows`."""
        made: list[WordCell] = []
        going_on: dict[int, tuple[int, int]] = {}
        column = min(whole_value(child(row, "w:trPr", "w:gridBefore"), 0), MOST_COLUMNS)
        made += [WordCell(lines=())] * column
        for cell in _cells(row):
            properties = child(cell, "w:tcPr")
            across = min(max(whole_value(child(properties, "w:gridSpan"), 1), 1), MOST_COLUMNS)
            merge = child(properties, "w:vMerge")
            lines, pictures = self._cell(cell)
            owner = above.get(column)
            if merge is not None and value(merge) != "restart" and owner:
                last = rows[owner[0]][owner[1]]
                rows[owner[0]][owner[1]] = last._replace(
                    lines=(*last.lines, *lines), pictures=(*last.pictures, *pictures), down=last.down + 1
                )
                going_on[column] = owner
                across = last.across
            else:
                if merge is not None:
                    going_on[column] = len(rows), len(made)
                made.append(WordCell(lines=lines, pictures=pictures, across=across))
            column += across
            if column > MOST_COLUMNS:
                break
        return made, going_on

    def _cell(self, cell: Element) -> tuple[tuple[StoryLine, ...], tuple[str, ...]]:
        """The lines and pictures of a cell, with those of a table in it."""
        lines: list[StoryLine] = []
        pictures: list[str] = []
        for block in self._story(cell):
            inner = [block] if isinstance(block, WordParagraph) else [each for row in block.rows for each in row]
            for each in inner:
                lines += each.lines
                pictures += each.pictures
        self._blank = 0
        return tuple(lines), tuple(pictures)


def _squared(rows: list[list[WordCell]], head: int) -> WordTable | None:
    """The table with rows of equal width: what a row lacks is filled with empty cells."""
    covered: list[dict[int, int]] = [{} for _ in rows]  # columns that a cell from above hangs into
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
                covered[below] |= dict.fromkeys(range(column, column + cell.across), 0)
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


def _rows(table: Element) -> Iterator[Element]:
    return _within(table, "w:tr", frozenset(("w:tbl",)))


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in _within(row, "w:tc", frozenset(("w:tbl",))) if not is_taken_out(cell))


def _paragraphs(holder: Element) -> Iterator[Element]:
    return _within(holder, "w:p", frozenset())


def _within(holder: Element, wanted: str, closed: frozenset[str]) -> Iterator[Element]:
    """The elements of a name in a holder and in what wraps them there, as content controls do."""
    for each in children(holder):
        name = name_of(each)
        if name == wanted:
            yield each
        elif name.startswith("w:") and name not in _NO_WORDS and name not in closed:
            yield from _within(each, wanted, closed)


def _deleted(row: Element, line: int) -> Iterator[Revision]:
    words = "".join(each.text or "" for each in row.iter() if name_of(each) in ("w:t", "w:delText"))
    if words:
        mark = child(row, "w:trPr", "w:del")
        yield Revision(kind="deletion", text=words, author=attribute(mark, "w:author"), line=line)


def _walk(element: Element) -> Iterator[Element]:
    """What a drawing holds, of alternative contents one branch, and of text boxes only themselves."""
    for each in children(element):
        yield each
        if name_of(each) != "w:txbxContent":
            yield from _walk(each)


def _opened(label: str, text: str) -> str:
    """What stands before a numbered paragraph's words: Word's gap only where number and words would run together."""
    bare = label.strip()
    if not bare or not text.strip():
        return bare
    if bare[-1] in _COUNTED_PARTS or label[-1] == "\u3000":
        return f"{bare}\u3000"
    return f"{bare} " if bare[-1].isascii() and bare[-1].isalnum() else bare


def _code(written: str) -> int:
    try:
        return int(written, 16)
    except ValueError:
        return 0


def _all_properties(look: ParagraphLook) -> Iterator[Element | None]:
    yield look.properties
    yield from (child(style, "w:pPr") for style in look.styles)


def _indent(properties: Element | None) -> int | None:
    """How far a first line is indented, in the units that it is said in; None where nothing says it."""
    indent = child(properties, "w:ind")
    if indent is None:
        return None
    said = [attribute(indent, f"w:{key}") for key in ("firstLineChars", "firstLine")]
    return next((int(each) for each in said if each.isascii() and each.isdecimal() and len(each) < 10), None)
