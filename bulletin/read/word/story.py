"""A Word document to its blocks in their order: paragraphs with their labels, tables with their cells.

Every paragraph that holds words, and every line of one that is parted by manual breaks, is a line of its own, counted
from 1 through the text and the cells of its tables.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from bulletin.read.inline import TextSpan
from bulletin.read.notes import superior
from bulletin.read.word.blocks import (
    AsideKind,
    NoteText,
    Story,
    StoryLine,
    WordBlock,
    WordCell,
    WordParagraph,
    WordTable,
    flat,
    squared,
    unboxed,
)
from bulletin.read.word.drawings import is_rule, walk
from bulletin.read.word.elements import (
    OFF,
    Element,
    attribute,
    by_name,
    child,
    children,
    is_on,
    name_of,
    value,
    whole_value,
    words_of,
)
from bulletin.read.word.fields import OpenFields
from bulletin.read.word.formulas import linear
from bulletin.read.word.numbering import Label, Numbering
from bulletin.read.word.parts import WordPackage
from bulletin.read.word.revisions import REVISIONS, TAKEN_OUT, Revision, ends_within, is_taken_out, revision, taken_out
from bulletin.read.word.styles import DEFAULT_SIZE, ParagraphLook, Style, Styles, look_of, number_of
from bulletin.read.word.symbols import ORNAMENT, in_symbols, is_symbol_face, strayed, symbol
from bulletin.read.word.words import BREAK, PLAIN, RunLook, Words, raised

MOST_COLUMNS = 63  # of a table: what Word permits
ASIDE_GAP = "　"  # between the paragraphs of a note or a box, which are shown as one
# Within words Word ends no line at the first two; the others come with text from elsewhere, where they end one.
_IN_WORDS = str.maketrans({"\t": " ", "\n": " ", "\x85": BREAK, "\u2028": BREAK, "\u2029": BREAK})
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
        self._asides: defaultdict[AsideKind, list[str]] = defaultdict(list)
        self._met: dict[AsideKind, tuple[Words, int]] = {}  # where the last of a kind ended
        self._custom_marks: dict[tuple[str, str], str] = {}  # of notes: what stands there for a number
        self._runs: dict[tuple[tuple[Style, ...], tuple[Any, ...]], tuple[bool, RunLook]] = {}

    def read(self) -> Story:
        blocks = tuple(unboxed(self._story(self._package.body)))
        notes = tuple(self._note(kind, identity) for kind, identity in self._notes)
        self._asides["fields"] += self._fields.unshown
        return Story(
            blocks=blocks,
            lines=tuple(self._lines),
            notes=notes,
            revisions=tuple(self._revisions),
            asides={kind: tuple(texts) for kind, texts in self._asides.items()},
            contents=self._fields.contents,
        )

    @cached_property
    def _note_numbering(self) -> Numbering:
        """The lists of the notes, which count on their own."""
        return Numbering(self._package.parts.get("numbering"), self._styles)

    def _story(self, holder: Element) -> Iterator[WordBlock]:
        """The blocks of the document or of a cell."""
        yield from self._blocks(holder)
        yield from self._ended()

    def _ended(self) -> Iterator[WordParagraph]:
        """The words of paragraphs whose mark is deleted, where nothing follows that they could go on in."""
        words, self._pending = self._pending, None
        if words and (words.filled or words.pictures):
            yield self._made(words, look_of(self._styles, None), Label())

    def _blocks(self, holder: Element) -> Iterator[WordBlock]:
        for element in children(holder):
            name = name_of(element)
            if name == "w:p":
                if paragraph := self._paragraph(element):
                    yield paragraph
            elif name == "w:tbl":
                yield from self._ended()
                if table := self._table(element):
                    yield table
            elif name.startswith("w:") and name not in _NO_WORDS:
                self._prompt(element, name)
                yield from self._blocks(element)

    def _paragraph(self, element: Element) -> WordParagraph | None:
        """A paragraph; None of one that is empty, or goes on in the next."""
        properties = child(element, "w:pPr")
        look = look_of(self._styles, properties)
        words, self._pending = self._pending or Words(), None
        self._add(element, words, look)
        mark = child(properties, "w:rPr")
        if ends_within(mark) or (not words.filled and self._look(mark, look)[0]):
            self._pending = words
            return None
        at = number_of(look, self._numbering.levels_by_style)
        label = self._numbering.counted(at) if at else Label()
        if not (words.filled or label.text or words.pictures):
            self._blank += 1
            return None
        return self._made(words, look, label)

    def _made(self, words: Words, look: ParagraphLook, label: Label) -> WordParagraph:
        blank, self._blank = self._blank, 0
        indent = next((each for each in map(_indent, look.said("w:ind")) if each is not None), 0)
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
        )

    def _numbered(self, words: Words, label: Label | None = None) -> tuple[StoryLine, ...]:
        """The lines of words; a label opens the first."""
        opened = _opened(label.text, words.text) if label else ""
        found: list[StoryLine] = []
        numbers: list[int] = []
        for part, spans in words.parts(opened):
            if part.strip():
                self._lines.append(part)
                found.append(StoryLine(number=len(self._lines), text=part, spans=spans))
            numbers.append(len(self._lines) if part.strip() else 0)
        self._revisions += words.placed_revisions(opened, numbers, len(self._lines) + 1)
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
            if name in ("w:t", "w:sym") or name in _TYPED:
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
                custom = attribute(each, "w:customMarkFollows")
                if self._mark_note(each, _NOTES[name], words) and custom and custom not in OFF:
                    self._custom_marks[_NOTES[name], attribute(each, "w:id")] = words_of(element, "w:t")
                    break  # what follows in the run is the mark that our number stands for
            elif name in _HOLDS_DRAWING:
                if self._fields.shown:
                    self._draw(each, words)
            elif name == "w:hyperlink":
                self._add(each, words, look, run, self._package.links.get(attribute(each, "r:id"), link))
            elif name == "w:ruby":
                if self._fields.shown and (reading := words_of(child(each, "w:rt"), "w:t")):
                    self._asides["readings"].append(reading)
                self._add(each, words, look, run, link)
            elif name == "m:oMath":
                if self._fields.shown and (formula := linear(each)):
                    self._asides["formulas"].append(formula)
                    words.add(formula, run, link)
            elif name not in _NO_WORDS and name[:2] in ("w:", "m:"):
                self._prompt(each, name)
                self._add(each, words, look, run, link)

    def _type(self, element: Element, name: str, words: Words, run: RunLook, link: str) -> None:
        if not self._fields.shown:
            self._fields.add_code(element.text or "")  # the result of a field within a code
            return
        self._fields.has_words()
        if name == "w:br" and attribute(element, "w:type") in ("page", "column"):
            text = BREAK if words.filled else ""  # before all words it is the last paragraph's end
        elif name == "w:sym":
            text = symbol(attribute(element, "w:font"), _code(attribute(element, "w:char")))
            if not text:
                self._asides["ornaments"].append(text := ORNAMENT)
        else:
            text = _TYPED.get(name) or (element.text or "").translate(_IN_WORDS)
        self._say(text, words, run, link)

    def _say(self, text: str, words: Words, run: RunLook, link: str) -> None:
        """Add words as they are shown, and note what of their look is lost."""
        if run.symbol_face:
            text, unknown = in_symbols(run.symbol_face, text, letters_only=run.han_first)
            self._asides["ornaments"] += [ORNAMENT] * unknown
        elif (known := strayed(text)) != text:
            self._asides["strays"] += [new for old, new in zip(text, known, strict=True) if old != new]
            text = known
        if run.capitals:
            text = text.upper()
        if run.vertical:
            lifted = raised(text, words.last, run.vertical)
            if lifted == text:
                self._lose("raised", text, words)
            text = lifted
        if run.struck:
            self._lose("struck", text, words)
        words.add(text, run, link)

    def _lose(self, kind: AsideKind, text: str, words: Words) -> None:
        """Note words whose look is lost; a run that follows on another is one with it."""
        if not any(map(str.isalnum, text)):
            return
        texts = self._asides[kind]
        if texts and self._met.get(kind) == (words, words.length):
            texts[-1] += text
        else:
            texts.append(text)
        self._met[kind] = words, words.length + len(text)

    def _prompt(self, element: Element, name: str) -> None:
        """Note what a content control that nobody has filled in asks for, which Word prints."""
        prompts = child(element, "w:sdtPr", "w:showingPlcHdr") if name == "w:sdt" else None
        if is_on(prompts) and (words := words_of(child(element, "w:sdtContent"), "w:t")):
            self._asides["prompts"].append(words)

    def _run(self, element: Element, look: ParagraphLook) -> tuple[bool, RunLook]:
        """Whether a run is hidden, and how it is set."""
        own = child(element, "w:rPr")
        # The same few looks come back in thousands of runs; what a property holds within changes none of them.
        said = () if own is None else tuple((each.tag, *each.attrib.items()) for each in own)
        key = look.styles, said
        if key not in self._runs:
            self._runs[key] = self._look(own, look)
        return self._runs[key]

    def _look(self, own: Element | None, look: ParagraphLook) -> tuple[bool, RunLook]:
        direct = by_name(own)
        character = self._styles.chain(value(direct.get("w:rStyle")))

        def said(name: str) -> Element | None:
            return look.run_property(direct, character, name)

        def is_said(name: str) -> bool:
            return is_on(said(name))

        fonts, vertical = said("w:rFonts"), value(said("w:vertAlign"))
        face = "" if fonts is None else attribute(fonts, "w:ascii") or attribute(fonts, "w:hAnsi")
        return is_said("w:vanish"), RunLook(
            bold=is_said("w:b"),
            size=whole_value(said("w:sz"), DEFAULT_SIZE),
            red=value(said("w:color")).upper() in _RED,
            capitals=is_said("w:caps") or is_said("w:smallCaps"),
            struck=is_said("w:strike") or is_said("w:dstrike"),
            vertical=vertical if vertical in ("superscript", "subscript") else "",
            symbol_face=face if is_symbol_face(face) else "",
            han_first=fonts is not None and attribute(fonts, "w:hint") == "eastAsia",
        )

    def _hide(self, run: Element) -> None:
        """Note the words of a run that Word does not show; fields may begin and end there."""
        for each in children(run):
            if name_of(each) == "w:fldChar":
                self._fields.meet(each)
        if words := "".join(each.text or "" for each in children(run) if name_of(each) == "w:t"):
            self._asides["hidden"].append(words)

    def _mark_note(self, element: Element, kind: str, words: Words) -> bool:
        """Put a note's number where it is named; False where there is no such note."""
        key = kind, attribute(element, "w:id")
        if key not in self._note_texts or not self._fields.shown:
            return False
        number = self._notes.setdefault(key, len(self._notes) + 1)
        start, mark = words.length, superior(number)
        words.add(mark, PLAIN)
        words.spans.append(TextSpan(start, start + len(mark), note=number))
        return True

    def _note(self, kind: str, identity: str) -> NoteText:
        words = self._aside(self._note_texts[kind, identity], self._note_numbering)
        self._asides["note pictures"] += words.pictures
        words.drop_opening(self._custom_marks.get((kind, identity), ""))
        return NoteText(kind=kind, lines=self._numbered(words))

    def _draw(self, element: Element, words: Words) -> None:
        """Pictures of a drawing, also in boxes, and the words of boxes in it, which stand beside the text."""
        found = False
        for each in walk(element):
            name = name_of(each)
            if name == "w:txbxContent":
                found = True
                box = self._aside(each)
                self._asides["boxes"] += filter(None, [box.text.strip()])
                words.pictures += box.pictures
            elif name == "v:textpath" and (said := each.get("string", "").strip()):
                found = True
                self._asides["word art"].append(said)
            elif name in ("a:blip", "v:imagedata"):
                ids = [attribute(each, f"r:{key}") for key in ("embed", "link", "id")]
                named = [identity for identity in ids if identity in self._package.pictures]
                words.pictures += named[:1]
                found = found or bool(named)
            elif name == "o:OLEObject":
                self._asides["objects"].append(each.get("ProgID", ""))
        if not found:
            self._asides["rules" if is_rule(element) else "drawings"].append("")

    def _aside(self, holder: Element, numbering: Numbering | None = None) -> Words:
        """The words of a story that is not running text, as one paragraph; its numbers with `numbering`."""
        fields, self._fields = self._fields, OpenFields(holder)
        words = Words()
        for paragraph in _paragraphs(holder):
            if words.filled:
                words.add(ASIDE_GAP, PLAIN)
            look = look_of(self._styles, child(paragraph, "w:pPr"))
            if numbering and (at := number_of(look, numbering.levels_by_style)):
                words.add(_opened(numbering.counted(at).text, ASIDE_GAP + "."), PLAIN)
            self._add(paragraph, words, look)
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
                self._revisions += taken_out(row, len(self._lines) + 1)
                continue
            if is_on(child(row, "w:trPr", "w:hidden")):
                self._asides["hidden"] += filter(None, [words_of(row, "w:t")])
                continue
            made, open_cells = self._row(row, rows, open_cells)
            if not made and not open_cells:
                continue
            head += is_on(child(row, "w:trPr", "w:tblHeader")) and head == len(rows)
            rows.append(made)
        return squared(rows, head)

    def _row(
        self, row: Element, rows: list[list[WordCell]], above: Mapping[int, tuple[int, int]]
    ) -> tuple[list[WordCell], dict[int, tuple[int, int]]]:
        """The cells that begin in a row, and those that may go on below it; one that goes on grows in `rows`."""
        made: list[WordCell] = []
        going_on: dict[int, tuple[int, int]] = {}
        column = min(whole_value(child(row, "w:trPr", "w:gridBefore"), 0), MOST_COLUMNS)
        made += [WordCell(lines=())] * column
        for cell in _cells(row):
            if is_taken_out(cell):
                self._revisions += taken_out(cell, len(self._lines) + 1)
                continue
            properties = child(cell, "w:tcPr")
            across = min(max(whole_value(child(properties, "w:gridSpan"), 1), 1), MOST_COLUMNS)
            merge = child(properties, "w:vMerge")
            blocks = self._cell(cell)
            lines, pictures = flat(blocks)
            owner = above.get(column)
            if merge is not None and value(merge) != "restart" and owner:
                last = rows[owner[0]][owner[1]]
                rows[owner[0]][owner[1]] = last._replace(
                    lines=(*last.lines, *lines),
                    pictures=(*last.pictures, *pictures),
                    down=last.down + 1,
                    blocks=(*last.blocks, *blocks),
                )
                going_on[column] = owner
                across = last.across
            else:
                if merge is not None:
                    going_on[column] = len(rows), len(made)
                made.append(WordCell(lines=lines, pictures=pictures, across=across, blocks=blocks))
            column += across
            if column > MOST_COLUMNS:
                break
        return made, going_on

    def _cell(self, cell: Element) -> tuple[WordBlock, ...]:
        blocks = tuple(self._story(cell))
        self._blank = 0
        return blocks


def _rows(table: Element) -> Iterator[Element]:
    return _within(table, "w:tr", frozenset(("w:tbl",)))


def _cells(row: Element) -> Iterator[Element]:
    return _within(row, "w:tc", frozenset(("w:tbl",)))


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


def _indent(indent: Element) -> int | None:
    """How far a first line is indented, in the units that it is said in; None where nothing says it."""
    said = [attribute(indent, f"w:{key}") for key in ("firstLineChars", "firstLine")]
    return next((int(each) for each in said if each.isascii() and each.isdecimal() and len(each) < 10), None)
