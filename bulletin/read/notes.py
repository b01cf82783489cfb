"""Notes: `[^1]` with `[^1]: 注文`, `[1]` `〔1〕` `①` with their texts in a row at the report's end or below 注释.

A mark and its text must both be there, each text once; then the mark becomes a superior figure, counted in the order in
which marks are met, and the texts follow the report in that order. What lacks the other is told and stands as typed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bulletin.model.edition import Change
from bulletin.read.body_line import BodyLine, edited
from bulletin.read.chinese import solid
from bulletin.read.edits import Replacement
from bulletin.read.inline import TextSpan
from bulletin.read.marks import RawMarks
from bulletin.read.pieces import BodyPiece
from bulletin.read.source import Source

NOTE_HEADS = frozenset(
    (
        "注释",
        "注释：",
        "注：",
        "注",
        "名词解释",
        "名词解释：",
        "脚注",
        "尾注",
        "附注",
        "注解",
        "参考文献",
        "参考文献：",
        "主要参考文献",
        "参考资料",
    )
)
MAX_HEAD_LENGTH = 12  # characters of what heads them, with marks round it
MAX_AFTER = 5  # lines of names and days that may follow the texts of notes
MAX_AFTER_LENGTH = 30  # characters of such a line
SUPERIOR_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERIORS = str.maketrans("0123456789", SUPERIOR_FIGURES)
_CIRCLED = "①-⑳"
_MARK = re.compile(
    rf"\s*(\[\^[^\[\]\s]{{1,40}}\]|[\[［]\d{{1,3}}[\]］](?!\s*\d{{0,4}}\s*号)|〔\d{{1,3}}〕(?!\s*\d{{0,4}}\s*号)"
    rf"|(?<=[\w”’）》】%％])[{_CIRCLED}])"
)
_FOOTNOTE_TEXT = re.compile(r"(\[\^[^\[\]\s]{1,40}\])[:：]\s*(?=\S)")
_LISTED_TEXT = re.compile(rf"([\[［]\d{{1,3}}[\]］]|〔\d{{1,3}}〕|[{_CIRCLED}])[:：.．、]?\s*(?=\S)")


class TypedNote(NamedTuple):
    """The mark that opens the text of a note."""

    mark: str  # in half-width brackets
    typed: str  # with the colon and blanks behind it


def note_texts(pieces: Sequence[BodyPiece]) -> Mapping[int, TypedNote]:
    """The texts of notes that some mark in the body names, and the heads above them (mark ""), by index."""
    found: dict[int, TypedNote] = {}
    for index, piece in enumerate(pieces):
        if match := _FOOTNOTE_TEXT.match(piece.text):
            found[index] = TypedNote(_half_width(match[1]), match.group())
    listed: dict[int, TypedNote] = {}
    for row, head in _rows(pieces):
        texts = {index: _listed(pieces[index]) for index in row}
        listed |= {index: text for index, text in texts.items() if text}
        if head >= 0:
            listed[head] = TypedNote("", "")
    if not listed:
        return found
    marks = {
        _half_width(match[1])
        for index, piece in enumerate(pieces)
        if index not in found and index not in listed
        for match in _MARK.finditer(piece.text)
    }
    kept = {index: text for index, text in listed.items() if text.mark in marks}
    heads = [index for index, text in listed.items() if not text.mark and index + 1 in kept]
    return found | kept | {index: listed[index] for index in heads}


class _TextRow(NamedTuple):
    """Texts of notes that follow each other, by their indices."""

    texts: range
    head: int = -1  # what heads them; -1 without


def _rows(pieces: Sequence[BodyPiece]) -> Iterator[_TextRow]:
    """The rows of texts of notes: below their heads, and at the report's end."""
    end = len(pieces)
    while len(pieces) - end < MAX_AFTER and end and not _is_text(pieces[end - 1]) and _may_close(pieces[end - 1]):
        end -= 1
    start = end
    while start and _is_text(pieces[start - 1]):
        start -= 1
    for index, piece in enumerate(pieces[:-1]):
        if _heads_notes(piece) and index + 1 != start:
            last = index + 1
            while last < len(pieces) and _is_text(pieces[last]):
                last += 1
            if last > index + 1:
                yield _TextRow(range(index + 1, last), head=index)
    if start < end:
        headed = start > 0 and _heads_notes(pieces[start - 1])
        yield _TextRow(range(start, end), head=start - 1 if headed else -1)


def _heads_notes(piece: BodyPiece) -> bool:
    return len(piece.text) <= MAX_HEAD_LENGTH and solid(piece.text).strip("【】*#") in NOTE_HEADS


def _is_text(piece: BodyPiece) -> bool:
    """Whether it looks like the text of a note in a row of them."""
    return bool(_LISTED_TEXT.match(piece.text) or _FOOTNOTE_TEXT.match(piece.text))


def _may_close(piece: BodyPiece) -> bool:
    return len(piece.text) <= MAX_AFTER_LENGTH and not piece.text.endswith(("。", "；", "："))


def _listed(piece: BodyPiece) -> TypedNote | None:
    match = _LISTED_TEXT.match(piece.text)
    return TypedNote(_half_width(match[1]), match.group()) if match else None


def _half_width(mark: str) -> str:
    """A mark in half-width brackets, as it is compared."""
    return mark.replace("［", "[").replace("］", "]")


class Numbered(NamedTuple):
    """A body with the numbers of its notes."""

    lines: tuple[BodyLine, ...]
    notes: tuple[BodyLine, ...]  # their texts in the order of the numbers, with what heads them


class NoteNumbers:
    """Numbers the marks of a body; what it replaces is added to `changes`, what lacks its other half is told."""

    def __init__(self, marks: RawMarks, changes: list[Change], known: int = 0) -> None:
        """`known` notes stand before those that are typed, numbered already."""
        self._marks, self._changes, self._known = marks, changes, known
        self._numbers: dict[str, int] = {}  # of marks, in the order in which they are met
        self._once: frozenset[str] = frozenset()  # marks with one text

    def numbered(self, lines: Sequence[BodyLine]) -> Numbered:
        """The lines with superior figures for their marks, apart from the texts of the notes."""
        count = Counter(line.note for line in lines if line.note)
        self._once = frozenset(mark for mark, texts in count.items() if texts == 1)
        body = [line if line.kind == "note" else self._line(line) for line in lines]
        kept: list[BodyLine] = []
        heads: list[BodyLine] = []
        texts: dict[int, BodyLine] = {}
        for line in body:
            if line.kind != "note":
                kept.append(line)
            elif number := self._numbers.get(line.note, 0):
                texts[number] = self._opened(line, number)
            elif line.note:
                kept.append(self._as_typed(line, count[line.note]))
            elif self._numbers:
                heads.append(line._replace(box=0))
            else:
                kept.append(line._replace(kind="body"))
        return Numbered(lines=tuple(kept), notes=(*heads, *(texts[number] for number in sorted(texts))))

    def _as_typed(self, line: BodyLine, count: int) -> BodyLine:
        """The text of a note without a mark, or one of several with the same, as a paragraph; it is told."""
        message = (
            f"“{line.note}”有{count}条注文，照原样印出" if count > 1 else f"正文里没有“{line.note}”，注文照原样印出"
        )
        hint = "每个注号只留一条注文" if count > 1 else f"在正文里要注的地方写上 {line.note}；不要就删掉注文"
        source = self._marks.source
        self._marks.problems.append(source.problem("warning", "note-text", message, line.place(source), hint))
        return line._replace(kind="body", note="", label="")

    def _line(self, line: BodyLine) -> BodyLine:
        """A line, a table with all its cells, a picture's caption, or what stands below a chart."""
        if table := line.table:
            own = self._marks.source
            title = self._marked(table.title, own) if table.title else None
            unit = self._marked(table.unit, own) if table.unit else None
            rows = tuple(tuple(self._marked(cell, table.source) for cell in row) for row in table.rows)
            notes = tuple(self._marked(note, own) for note in table.notes)
            return line._replace(table=table._replace(rows=rows, title=title, unit=unit, notes=notes))
        if line.chart or line.picture:
            own = self._marks.source
            caption = self._marked(line.caption, own) if line.caption else None
            return line._replace(caption=caption, below=tuple(self._marked(note, own) for note in line.below))
        return self._marked(line, self._marks.source)

    def _marked(self, line: BodyLine, source: Source) -> BodyLine:
        if not (self._once or "[^" in line.text):
            return line
        edits: list[Replacement] = []
        spans: list[TextSpan] = []
        shift = 0
        for match in _MARK.finditer(line.text):
            mark = _half_width(match[1])
            if mark in self._once:
                number = self._numbers.setdefault(mark, self._known + len(self._numbers) + 1)
                edit = Replacement(offset=match.start(1), old=match[1], new=superior(number), rule="M4")
                if blank := line.text[match.start() : match.start(1)]:
                    edits.append(Replacement(offset=match.start(), old=blank, new="", rule="S2"))
                    shift -= len(blank)
                start = match.start(1) + shift
                spans.append(TextSpan(start, start + len(edit.new), note=number))
                shift += len(edit.new) - len(edit.old)
                edits.append(edit)
            elif mark.startswith("[^"):
                marks = self._marks if source is self._marks.source else RawMarks(source, self._marks.problems)
                marks.report("footnote", mark, *line.typed_at(match.start(1)))
        self._changes += [source.change(line.place(source, edit.offset), edit) for edit in edits]
        made = edited(line, edits)
        return made._replace(spans=(*made.spans, *spans))

    def _opened(self, line: BodyLine, number: int) -> BodyLine:
        """The text of a note, opened by its number."""
        source, label = self._marks.source, superior(number)
        edit = Replacement(offset=0, old=line.label, new=label, rule="M4")
        self._changes.append(source.change(line.place(source), edit))
        return edited(line, [edit])._replace(label=label, box=0)


def superior(number: int) -> str:
    """The number of a note, in superior figures."""
    return str(number).translate(_SUPERIORS)
