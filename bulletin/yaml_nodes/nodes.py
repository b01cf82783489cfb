"""The nodes of a YAML file, each with the line and column, from 1, at which it begins."""

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple, TypeAlias


class Scalar(NamedTuple):
    """The text as typed (012, no and 12:30 stay text); the schemas of the files give it a type."""

    text: str
    line: int
    column: int
    plain: bool  # written without quotes
    end: int = 0  # column behind its last character; 0 when it ends on another line


class Listing(NamedTuple):
    items: tuple["Node", ...]
    line: int
    column: int


class MappingNode(NamedTuple):
    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int
    column: int

    def repeated(self) -> list[Scalar]:
        """The keys that stand above already, spelt the same."""
        first = {key.text: key for key, _ in reversed(self.pairs)}
        return [key for key, _ in self.pairs if first[key.text] is not key]


Node: TypeAlias = Scalar | Listing | MappingNode


class NodesError(Exception):
    """The text is not YAML, or uses a part of YAML that is refused."""

    def __init__(self, code: str, message: str, line: int, column: int, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column, self.hint = code, message, line, column, hint


class TextLines:
    """A text by lines, to turn an offset into line and column.

    Counts newlines only, as editors and problems do; YAML's own line numbers count U+0085, U+2028 and U+2029 too.
    `above` lines stand above the text in its file.
    """

    def __init__(self, text: str, above: int = 0) -> None:
        self.text = text
        self.above = above
        self.lines = text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self.lines)]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of the character at `offset`: the line in the file."""
        line = min(bisect_right(self._starts, offset), len(self.lines))
        return line + self.above, offset - self._starts[line - 1] + 1

    def line_at(self, offset: int) -> str:
        """The line in which the character at `offset` stands."""
        return self.lines[self.place(offset)[0] - 1 - self.above]

    def error(self, code: str, message: str, offset: int, hint: str) -> NodesError:
        """The fault that stands at `offset`."""
        return NodesError(code, message, *self.place(offset), hint)
