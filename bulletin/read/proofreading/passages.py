"""What checks read and find: passages of a report, slips in them, and where a slip stands in the editor's file."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias
from unicodedata import normalize

from bulletin.model.edition import Paragraph
from bulletin.problems import Place, Problem
from bulletin.read.source import Source

MOST_EXACT = 50  # notes of one kind whose characters are looked for
AS_IT_STANDS = "原文照印；确是笔误就在文件里改正"

_FAR_AHEAD = 300  # characters of a line that marks or an address may take between two of its text
_CLOSE_BY = 8  # between two that one character alone tells
_LIKE_FORMS = (("“”〝〞＂", '"'), ("‘’＇", "'"), ("—–―─－‐", "-"), ("…。．·", "."), ("\t", " "))
_LIKE = {ord(char): like for chars, like in _LIKE_FORMS for char in chars}


class Passage(NamedTuple):
    """A paragraph, or a line of a report's head, with the place of its first character."""

    text: str
    place: Place


class Mistake(NamedTuple):
    """What may be a mistake in a passage."""

    passage: int  # index
    offset: int
    code: str
    message: str
    hint: str = AS_IT_STANDS


Proofreader: TypeAlias = Callable[[Sequence[str]], Iterator[Mistake]]


def passage_of(paragraph: Paragraph) -> Passage:
    """The text of a paragraph; blanks stand for the label of an item or a note, which would be half a pair."""
    label = len(paragraph.label) if paragraph.kind in ("item", "note") else 0
    return Passage(" " * label + paragraph.text[label:], paragraph.place)


def better(new: str) -> str:
    """The hint that names a better form; quotes around it stand out from those within."""
    return f"原文照印；可改为「{new}」"


def problems_of(slips: Iterable[Mistake], passages: Sequence[Passage], source: Source) -> Iterator[Problem]:
    """The slips as notes. Of each kind the first have the place of their characters, which is dear to find; further
    ones that of their passage.
    """
    told = Counter[str]()
    for slip in slips:
        passage = passages[slip.passage]
        told[slip.code] += 1
        exact = told[slip.code] <= MOST_EXACT
        place = located(source, passage, slip.offset) if exact else passage.place
        yield source.problem("note", slip.code, slip.message, place, slip.hint)


def located(source: Source, passage: Passage, offset: int) -> Place:
    """Where a character of a passage was typed: its text is followed through the lines from its place on.

    What normalisation replaced matches what it stands for, what is only in the file (marks, addresses) is passed over.
    """
    number, column = passage.place.line, source.column(passage.place) - 1
    if _line(source, number).startswith(passage.text[: offset + 1], column):
        return source.place(number, column + offset + 1)
    text, line = _like(passage.text), _like(_line(source, number))
    before = column
    for at in range(offset + 1):
        found = _found(text, at, line, column)
        while found < 0 and not _has_letters(line[column:]) and number < len(source.lines):
            number, column = number + 1, 0
            line = _like(_line(source, number))
            found = _found(text, at, line, column)
        if found >= 0:
            before, column = found, found + 1
    return source.place(number, min(before, max(len(line) - 1, 0)) + 1)


def _line(source: Source, number: int) -> str:
    return source.lines[number - 1] if 0 < number <= len(source.lines) else ""


def _found(text: str, at: int, line: str, column: int) -> int:
    """Where the character of a text stands in a line from a column on, told by those behind it; -1 for nowhere."""
    if line.startswith(text[at], column):
        return column
    found = line.find(text[at : at + 3], column, column + _FAR_AHEAD)
    return found if found >= 0 else line.find(text[at], column, column + _CLOSE_BY)


def _like(text: str) -> str:
    """A text in which what normalisation takes for the same is the same, character for character."""
    plain = text.translate(_LIKE)
    return (
        plain if plain.isascii() else "".join(normalize("NFKC", char)[0] if char > "\u2fff" else char for char in plain)
    )


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))
