"""An issue.yaml that somebody wrote, with lines added for new reports; every line that stood there stands.

Lines are added to a list or table where it stands, in its own form, or as a new one at the end of the file. Whether the
result says what was meant is for the caller to find out by reading it: what people write has more forms than are met
here.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bulletin.begin.guesses import ReportGuesses
from bulletin.begin.issue_text import column_line, details_line, guess_comment, quoted
from bulletin.problems import Problem
from bulletin.read.fields import Fields, read_fields
from bulletin.read.folder import ISSUE_FILE, Names
from bulletin.read.keys import ISSUE_KEYS
from bulletin.read.source import source_of
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Node, Scalar

_BOM = b"\xef\xbb\xbf"


class Additions(NamedTuple):
    """What is to be added."""

    lines: tuple[str, ...] = ()  # 报头, 日期, each with its comment above
    order: tuple[str, ...] = ()  # files, where there is an order
    reports: tuple[ReportGuesses, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.lines or self.order or self.reports)


def added(data: bytes, additions: Additions) -> bytes | None:
    """The bytes of issue.yaml with the additions; None where it is not UTF-8, or at fault."""
    bare = data.removeprefix(_BOM)
    try:
        text = bare.decode("utf-8")
    except UnicodeDecodeError:
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    source, faults = source_of(data, ISSUE_FILE)
    problems: list[Problem] = []
    fields = read_fields(source, 1, len(source.lines), ISSUE_KEYS, problems)
    if faults or any(problem.severity == "error" for problem in problems):
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    editor = _Editor(lines, fields)
    editor.listed("order", additions.order)
    editor.tabled("columns", [column_line(each) for each in additions.reports if each.column])
    editor.tabled("reports", [details_line(each) for each in additions.reports if each.title or each.author])
    made = editor.finished(additions.lines)
    return data[: len(data) - len(bare)] + (end.join(made) + end).encode()


def unordered(data: bytes, files: Sequence[str]) -> tuple[str, ...]:
    """The files that the order of an issue.yaml leaves out; () where it has none."""
    source, _ = source_of(data, ISSUE_FILE)
    words = read_fields(source, 1, len(source.lines), ISSUE_KEYS, []).words("order")
    names = Names(files)
    listed = {file for word, _ in words for file in names.files_of(word)}
    return tuple(file for file in files if file not in listed) if words else ()


def told(additions: Additions) -> str:
    """The lines that an editor would add by hand."""
    lines = list(additions.lines)
    if additions.order:
        lines += ["顺序里加上：", *(f"  - {quoted(file)}" for file in additions.order)]
    columns = [column_line(each) for each in additions.reports if each.column]
    details = [details_line(each) for each in additions.reports if each.title or each.author]
    for word, rows in (("栏目表", columns), ("稿件", details)):
        if rows:
            lines += [f"{word}:", *(f"  {row}" for row in rows)]
    return "\n".join(lines)


class _Editor:
    """The lines of a file, and what goes between them."""

    def __init__(self, lines: Sequence[str], fields: Fields) -> None:
        self._lines = list(lines)
        self._fields = fields
        self._behind: dict[int, list[str]] = {}  # number of a line -> new lines behind it
        self._end: list[str] = []

    def listed(self, key: str, files: Sequence[str]) -> None:
        """Add names to a list: on lines of their own, or in its brackets."""
        node = self._fields.node(key)
        if not files or node is None:
            return
        last = node.items[-1] if isinstance(node, Listing) and node.items else node
        place = self._fields.place(last)
        line = self._lines[place.line - 1]
        if bullet := re.match(r"\s*[-－•·]\s*", line):
            rows = [f"{bullet[0]}{quoted(file)}{guess_comment('新导入的，排在最后')}" for file in files]
            self._behind.setdefault(place.line, []).extend(rows)
        elif (closing := line.find("]", place.column - 1)) >= 0:
            names = "".join(f", {_within(quoted(file))}" for file in files)
            self._lines[place.line - 1] = line[:closing].rstrip() + names + line[closing:]

    def tabled(self, key: str, rows: Sequence[str]) -> None:
        """Add rows to a table, or a new table at the end."""
        if not rows:
            return
        node = self._fields.node(key)
        word = self._fields.word(key)
        if node is None and key not in self._fields.places:
            self._end += ["", f"{word}:", *(f"  {row}" for row in rows)]
        elif isinstance(node, MappingNode) and node.pairs:
            name = node.pairs[0][0]
            place = self._fields.place(name)
            indent = re.match(r"\s*", self._lines[place.line - 1])
            if indent and place.column == indent.end() + 1:  # the table has lines of its own
                last = max(self._fields.place(each).line for each in _nodes(node))
                self._behind.setdefault(last, []).extend(f"{indent[0]}{row}" for row in rows)

    def finished(self, ends: Sequence[str]) -> list[str]:
        """All lines; `ends` and new tables come last."""
        made: list[str] = []
        for number, line in enumerate(self._lines, 1):
            made += [line, *self._behind.get(number, ())]
        return [*made, *(["", *ends] if ends else []), *self._end]


def _within(text: str) -> str:
    """A name within brackets, where a comma parts."""
    return "'" + text.replace("'", "''") + "'" if "," in text and not text.startswith("'") else text


def _nodes(node: Node) -> list[Scalar]:
    """All texts of a table."""
    if isinstance(node, Scalar):
        return [node]
    inner = node.items if isinstance(node, Listing) else [each for pair in node.pairs for each in pair]
    return [scalar for each in inner for scalar in _nodes(each)]
