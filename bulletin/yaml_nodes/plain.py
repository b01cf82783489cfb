"""The plain part of YAML, read by hand: what editors and layouts write on ordinary days.

PyYAML costs 17 ms of import and 1 µs a character, a fifth of a whole cold build. This reader takes block tables and
listings, flow brackets, plain and simple quoted scalars on one line, and comments; whatever else it meets, right or
wrong, it gives back as UNSURE, and PyYAML decides. On what it takes it must give PyYAML's own nodes to the column:
a property test holds the two together.
"""

import re
from typing import Final, Literal, TypeAlias

from bulletin.yaml_nodes.nodes import MAX_DEPTH, Listing, Node, Scalar, Table

Unsure: TypeAlias = Literal["unsure"]
UNSURE: Final = "unsure"

_key = re.compile(r"(\w[\w.-]*):(?: +|$)")
_plain = re.compile(r"(?:[^\s,\[\]{}:#&*!|>'\"%@`?=<-]|-(?=[\w.]))[^#:]*")
_flow_plain = re.compile(r"(?:[^\s,\[\]{}:#&*!|>'\"%@`?=<-]|-(?=[\w.]))[^,\[\]{}:#'\"]*")
_FLOW_SCALAR = r"(\"[^\"\\]*\"|'[^']*') *|((?:[^\s,\[\]{}:#&*!|>'\"%@`?=<-]|-(?=[\w.]))[^,\[\]{}:#'\"]*)"
_pair = re.compile(rf"(\w[\w.-]*): +(?:{_FLOW_SCALAR})([,\]}}])")
_element = re.compile(rf"(?:{_FLOW_SCALAR})([,\]}}])")
_quoted = re.compile(r"\"[^\"\\]*\"|'[^']*'")
_rest = re.compile(r" *(?: #.*)?$")


class _UnsureError(Exception):
    """Something beyond the plain part."""


def compose_plain(text: str) -> Node | Unsure:
    """The document as nodes, or UNSURE."""
    lines = text.split("\n")
    rows = []
    for number, line in enumerate(lines):
        bare = line.lstrip(" ")
        if not bare.isprintable() or bare.startswith(("---", "...", "%")):
            return UNSURE
        if bare and bare[0] != "#":
            rows.append((number, len(line) - len(bare)))
    if not rows or rows[0][1]:
        return UNSURE
    reader = _Reader(lines, rows)
    try:
        node = reader.block(0)
    except _UnsureError:
        return UNSURE
    return node if reader.at == len(rows) else UNSURE


class _Reader:
    """`rows` are the lines that hold something, with their indents; `at` is the next one."""

    def __init__(self, lines: list[str], rows: list[tuple[int, int]]) -> None:
        self.lines, self.rows, self.at, self.depth = lines, rows, 0, 0

    def block(self, indent: int) -> Node:
        """The block that begins at the next row, whose indent is `indent`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _UnsureError
        number, _ = self.rows[self.at]
        line = self.lines[number]
        if line[indent] in "[{":
            self.at += 1
            node = self._value(number, indent, indent, indent)
        else:
            node = self._listing(indent) if line.startswith("- ", indent) else self._table(indent, indent)
        self.depth -= 1
        return node

    def _table(self, indent: int, first: int) -> Table:
        """Rows `key: value` at `indent`; the first key stands at `first`, behind a `- ` perhaps."""
        number, _ = self.rows[self.at]
        place = (number + 1, first + 1)
        pairs: list[tuple[Scalar, Node]] = []
        while self.at < len(self.rows):
            number, found = self.rows[self.at]
            if not pairs:
                found = first
            if found < indent:
                break
            match = _key.match(self.lines[number], found)
            if found > indent or not match:
                raise _UnsureError
            key = Scalar(match[1], number + 1, found + 1, True, match.end(1) + 1)
            self.at += 1
            pairs.append((key, self._value(number, match.end(), match.end(1) + 2, indent)))
        return Table(tuple(pairs), *place)

    def _listing(self, indent: int) -> Listing:
        number, _ = self.rows[self.at]
        place = (number + 1, indent + 1)
        items: list[Node] = []
        while self.at < len(self.rows):
            number, found = self.rows[self.at]
            line = self.lines[number]
            if found < indent or (found == indent and not line.startswith("- ", indent)):
                break
            start = indent + 2
            while line.startswith(" ", start):
                start += 1
            if found > indent or start >= len(line) or line.startswith(("- ", "#"), start):
                raise _UnsureError
            if _key.match(line, start):
                items.append(self._table(start, start))
            else:
                self.at += 1
                items.append(self._value(number, start, start, indent))
        return Listing(tuple(items), *place)

    def _value(self, number: int, start: int, colon: int, indent: int) -> Node:
        """What stands behind a key or a dash, on its row or as a block below it."""
        line = self.lines[number]
        deeper = self.at < len(self.rows) and self.rows[self.at][1] > indent
        if start >= len(line) or line[start] == "#":
            if deeper:
                return self.block(self.rows[self.at][1])
            if self.at < len(self.rows) and self.rows[self.at][1] == indent and colon != start:
                below = self.lines[self.rows[self.at][0]]
                if below.startswith("- ", indent):
                    return self.block(indent)
            if colon == start and line[start:]:
                raise _UnsureError
            return Scalar("", number + 1, colon, True, colon)
        if line[start] in "[{":
            node, number, end = self._flow(number, start)
            if not _rest.match(self.lines[number], end):
                raise _UnsureError
            while self.at < len(self.rows) and self.rows[self.at][0] <= number:
                self.at += 1
            return node
        if deeper:  # a scalar that goes on, or a fault
            raise _UnsureError
        return self._scalar(number, start)

    def _scalar(self, number: int, start: int) -> Scalar:
        line = self.lines[number]
        quoted = _quoted.match(line, start)
        if quoted:
            if not _rest.match(line, quoted.end()):
                raise _UnsureError
            return Scalar(quoted[0][1:-1], number + 1, start + 1, False, quoted.end() + 1)
        match = _plain.match(line, start)
        if not match:
            raise _UnsureError
        end = match.end()
        while end < len(line) and (
            (line[end] == "#" and line[end - 1] != " ") or (line[end] == ":" and line[end + 1 : end + 2].strip())
        ):  # a sign inside a word
            more = re.compile("[^#:]*").match(line, end + 1)
            end = more.end() if more else len(line)
        if end < len(line) and line[end] == ":":
            raise _UnsureError
        text = line[start:end].rstrip(" ")
        return Scalar(text, number + 1, start + 1, True, start + len(text) + 1)

    def _flow(self, number: int, start: int) -> tuple[Node, int, int]:
        """The bracket that opens at `start` of a line, the line where it closes and the offset behind it."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _UnsureError
        place = (number + 1, start + 1)
        opening = self.lines[number][start]
        closing = "]" if opening == "[" else "}"
        items: list[Node] = []
        pairs: list[tuple[Scalar, Node]] = []
        number, at = self._skip(number, start + 1)
        char = self.lines[number][at]
        while char != closing:
            line = self.lines[number]
            quick = (_pair if opening == "{" else _element).match(line, at)
            if quick:  # scalars that end in a comma or bracket on the same line: nearly all
                char = quick[quick.lastindex or 0]
                scalar = _flow_scalar(quick, number, quick.lastindex or 0)
                if opening == "{":
                    pairs.append((Scalar(quick[1], number + 1, at + 1, True, quick.end(1) + 1), scalar))
                else:
                    items.append(scalar)
                at = quick.end() - 1
            else:
                if opening == "{":
                    match = _key.match(line, at)
                    if not match:
                        raise _UnsureError
                    key = Scalar(match[1], number + 1, at + 1, True, match.end(1) + 1)
                    number, at = self._skip(number, match.end())
                    node, number, at = self._item(number, at)
                    pairs.append((key, node))
                else:
                    node, number, at = self._item(number, at)
                    items.append(node)
                number, at = self._skip(number, at)
                char = self.lines[number][at]
            if char == ",":
                number, at = self._skip(number, at + 1)
                if self.lines[number][at] == closing:
                    raise _UnsureError
            elif char != closing:
                raise _UnsureError
        self.depth -= 1
        table = opening == "{"
        return (Table(tuple(pairs), *place) if table else Listing(tuple(items), *place)), number, at + 1

    def _item(self, number: int, at: int) -> tuple[Node, int, int]:
        line = self.lines[number]
        if line[at] in "[{":
            return self._flow(number, at)
        quoted = _quoted.match(line, at)
        if quoted:
            return Scalar(quoted[0][1:-1], number + 1, at + 1, False, quoted.end() + 1), number, quoted.end()
        match = _flow_plain.match(line, at)
        if not match:
            raise _UnsureError
        text = match[0].rstrip(" ")
        return Scalar(text, number + 1, at + 1, True, at + len(text) + 1), number, match.end()

    def _skip(self, number: int, at: int) -> tuple[int, int]:
        """The next place inside a bracket that is neither space, line end nor comment."""
        while True:
            line = self.lines[number]
            while line.startswith(" ", at):
                at += 1
            if at < len(line) and line[at] != "#":
                return number, at
            if at < len(line) and at and line[at - 1] != " ":
                raise _UnsureError
            number, at = number + 1, 0
            if number == len(self.lines):
                raise _UnsureError


def _flow_scalar(match: re.Match[str], number: int, last: int) -> Scalar:
    """The scalar of a quick match: its last groups are quoted text, plain text and the sign behind."""
    quoted = match[last - 2]
    if quoted is not None:
        return Scalar(quoted[1:-1], number + 1, match.start(last - 2) + 1, False, match.end(last - 2) + 1)
    text = match[last - 1].rstrip(" ")
    start = match.start(last - 1) + 1
    return Scalar(text, number + 1, start, True, start + len(text))
