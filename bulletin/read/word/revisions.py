"""Tracked changes, all of them accepted: what is inserted stands, what is deleted is gone, what is moved stands where
it went (ISO/IEC 29500-1, 17.13.5)."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from bulletin.read.word.elements import Element, child, name_of, words_of

RevisionKind: TypeAlias = Literal["insertion", "deletion", "move"]

REVISIONS: Mapping[str, RevisionKind] = {
    "w:ins": "insertion", "w:del": "deletion", "w:moveTo": "move", "w:moveFrom": "deletion",
}  # fmt: skip
TAKEN_OUT = frozenset(("w:del", "w:moveFrom"))
PICTURE = "图片"  # what is said of a picture
_HOLDS_WORDS = ("w:t", "w:delText")


class Revision(NamedTuple):
    """A change that somebody tracked; moved words are told where they went."""

    kind: RevisionKind
    text: str
    line: int = 0  # where it stands, or stood
    offset: int = 0  # in the words of its paragraph, then in its line


def revision(element: Element, offset: int) -> Revision | None:
    """What an element of a text tracks; None where it holds no words, and of the place that words were moved from."""
    name = name_of(element)
    words = words_of(element, *(_HOLDS_WORDS if name in TAKEN_OUT else ("w:t",)))
    if not words and any(name_of(each) in ("w:drawing", "w:pict") for each in element.iter()):
        words = PICTURE
    if not words or name == "w:moveFrom":
        return None
    return Revision(kind=REVISIONS[name], text=words, offset=offset)


def ends_within(mark: Element | None) -> bool:
    """Whether a paragraph's mark is taken out, so that its words go on in the next; `mark` is the mark's `w:rPr`."""
    return any(child(mark, name) is not None for name in TAKEN_OUT)


def is_taken_out(element: Element) -> bool:
    """Whether a row or a cell of a table is deleted."""
    return child(element, "w:trPr", "w:del") is not None or child(element, "w:tcPr", "w:cellDel") is not None


def taken_out(element: Element, line: int) -> Iterator[Revision]:
    """The words of a row or a cell that is deleted; it stood before `line`."""
    if words := words_of(element, *_HOLDS_WORDS):
        yield Revision(kind="deletion", text=words, line=line)
