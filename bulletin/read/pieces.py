"""The lines of a body as typed, without the white space around them; a line end of a web page ends one too.

Within a row of a table it ends a line within a cell, which `read/inline.py` takes out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.read.chinese import WHITE
from bulletin.read.source import Source

_PIPES = re.compile("[|｜]")
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
        typed = source.lines[number - 1]
        parts = tuple(_parts(typed, tags="<" in typed and not _is_row(source, number)))
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


def _is_row(source: Source, number: int) -> bool:
    """Whether a line looks like a row of a table: by its first pipe, or by the pipes or tabs of the line beside it."""
    if source.lines[number - 1].lstrip(WHITE + ">＞").startswith(("|", "｜")):
        return True
    beside = [_nearest(source, number, step) for step in (-1, 1)]
    pipes, tabs = _pipes(source, number), len(source.tabs(number))
    if tabs > 1 and any(len(source.tabs(each)) == tabs for each in beside):  # one may part a number from its text
        return True
    return pipes > 0 and any(_pipes(source, each) == pipes for each in beside)


def _pipes(source: Source, number: int) -> int:
    return len(_PIPES.findall(_line(source, number)))


def _line(source: Source, number: int) -> str:
    return source.lines[number - 1] if 0 < number <= len(source.lines) else ""


def _nearest(source: Source, number: int, step: int) -> int:
    """The line above or below this one, past one empty line."""
    return number + step if _line(source, number + step).strip(WHITE) else number + 2 * step


def _parts(typed: str, *, tags: bool) -> Iterator[tuple[int, str]]:
    """Parts of a typed line, each with its column: other line ends, and with `tags` those of web pages, end one too."""
    column = 1
    for part in (typed,) if typed.isprintable() else typed.splitlines() or ("",):
        end = 0
        for tag in re.finditer(_LINE_TAGS, part) if tags else ():
            yield column + end, part[end : tag.start()]
            end = tag.end()
        yield column + end, part[end:]
        column += len(part) + 1
