"""The lines of a body as typed, without the white space around them; a line end of a web page ends one too."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.read.chinese import WHITE
from bulletin.read.source import Source

_LINE_TAGS = r"(?i)<(?:br|/?p|/?div)(?:\s[^<>]{0,400})?\s?/?>"


class BodyPiece(NamedTuple):
    """What a line of a body holds, or a part of it."""

    text: str
    line: int
    column: int  # of its first character
    blank: int  # empty lines before it
    indent: int  # half-width cells of white before it; 2 where a web page's tag ended the line before
    whole: bool = True  # whether it is all that its line holds

    def behind(self, offset: int) -> "BodyPiece":
        """The piece without its first characters."""
        return self._replace(text=self.text[offset:], column=self.column + offset)


def pieces_of(source: Source, first: int) -> tuple[BodyPiece, ...]:
    """The pieces from line `first` on that hold something."""
    found: list[BodyPiece] = []
    blank = 0
    for number in range(first, len(source.lines) + 1):
        parts = tuple(_parts(source.lines[number - 1]))
        for column, part in parts:
            bare = part.strip(WHITE)
            if not bare:
                blank += 1
                continue
            start = len(part) - len(part.lstrip(WHITE))
            indent = 2 if column > 1 else len(part[:start].replace("\t", "  ").replace("\u3000", "  "))
            found.append(BodyPiece(bare, number, column + start, blank, indent, whole=len(parts) == 1))
            blank = 0
    return tuple(found)


def _parts(typed: str) -> Iterator[tuple[int, str]]:
    """Parts of a typed line, each with its column: other line ends, and those of web pages, end a line too."""
    column = 1
    for part in (typed,) if typed.isprintable() else typed.splitlines() or ("",):
        end = 0
        row = part.lstrip(WHITE + ">＞").startswith(("|", "｜"))  # of a table, where they end a line within a cell
        for tag in re.finditer(_LINE_TAGS, part) if "<" in part and not row else ():
            yield column + end, part[end : tag.start()]
            end = tag.end()
        yield column + end, part[end:]
        column += len(part) + 1
