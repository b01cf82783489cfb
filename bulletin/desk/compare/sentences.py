"""Blocks of text as the units that are compared: sentences, whole headings and rows."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.choose.clauses import clause_ends
from bulletin.desk.compare.printed_block import PrintedBlock

# Blanks and hyphens may come from a line's end, or from a program's guess at one.
_PASSED_OVER = frozenset("-\u00ad\u2010\u2011")


class Sentence(NamedTuple):
    """A stretch of a block that is compared as a whole."""

    block: PrintedBlock
    number: int  # of the block among those compared
    start: int
    end: int
    key: str  # what must be the same

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end].strip()


def sentences_of(blocks: Sequence[PrintedBlock]) -> list[Sentence]:
    """The units of blocks, in their order."""
    found: list[Sentence] = []
    for number, block in enumerate(blocks):
        for start, end in _spans(block):
            key = key_of(block.text[start:end])
            if key:
                found.append(Sentence(block, number, start, end, key))
    return found


def _spans(block: PrintedBlock) -> Iterator[tuple[int, int]]:
    if block.part not in ("text", "note"):
        yield 0, len(block.text)
        return
    ends = [end for end, whole in clause_ends(block.text) if whole and end < len(block.text)]
    yield from pairwise((0, *ends, len(block.text)))


def key_of(text: str) -> str:
    """The text without what a line's end may have brought, and each character as it is usually written."""
    return "".join(_usual(char) for char in text if not (char.isspace() or char in _PASSED_OVER))


def _usual(char: str) -> str:
    """A radical or compatibility form, by which some files write a Han character, as that character."""
    if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff":
        return unicodedata.normalize("NFKC", char)
    return char


def pairs_of(key: str) -> Counter[str]:
    """All pairs of neighbouring characters, each as often as it stands there, and single characters of short text."""
    return Counter(map("".join, pairwise(f"\n{key}\n")))
