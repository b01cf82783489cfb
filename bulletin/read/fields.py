"""A YAML table to typed values, by the rows of `keys.py`; every fault is kept with its place."""

import re
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from bulletin.model.characters import shown
from bulletin.problems import Place, Problem
from bulletin.read.cleaning import hidden
from bulletin.read.keys import FILLER_KEYS, POINT_KEYS, KeyTable
from bulletin.read.source import Source, nearest
from bulletin.yaml_nodes.events import compose
from bulletin.yaml_nodes.nodes import Listing, Node, NodesError, Scalar, Table

TRUE = frozenset(("true", "yes", "on", "是", "开", "真"))
FALSE = frozenset(("false", "no", "off", "否", "关", "假"))
_COMMENT = r"(?<=\S)[ \t]+#\S.*$"  # `# ` with a space is meant as a comment


class Shift(NamedTuple):
    """How far the columns of a mended line are off the line as typed."""

    start: int  # column from which they are off
    by: int


def mended(lines: Sequence[str], keys: KeyTable) -> tuple[str, dict[int, Shift]]:
    """The lines as YAML, a full-width colon or one without a space behind it mended after a known key.

    With it the shifts of the mended lines, by line number from 1.
    """
    known = frozenset(name for table in (keys, POINT_KEYS, FILLER_KEYS) for name in table.by_name())
    texts, shifts = [], {}
    for number, line in enumerate((" ".join(line.splitlines()) for line in lines), 1):  # U+2028 ends no line of YAML
        colon = _slip(line, known)
        text = line
        if colon:
            start = line[:colon].rstrip(" \u3000") + ": "
            rest = line[colon + 1 :].lstrip(" \u3000\t")
            shifts[number] = Shift(start=len(start), by=len(line) - len(rest) - len(start))
            text = start + rest
        texts.append(text)
    return "\n".join(texts), shifts


def _slip(line: str, known: Container[str]) -> int:
    """Where the colon stands that YAML would not take for one, though a known key stands before it; 0 without."""
    half, full = line.find(":"), line.find("：")
    colon = full if half < 0 or 0 <= full < half else half
    if colon <= 0 or (colon == half and line[colon + 1 : colon + 2] in ("", " ", "\t")):
        return 0
    key = line[:colon].strip(" \u3000").removeprefix("- ").lstrip(" ")
    return colon if key in known else 0


class Fields:
    """The keys of one table, read by name; what is wrong with them is added to `problems`."""

    def __init__(
        self,
        source: Source,
        table: Table | None,
        keys: KeyTable,
        problems: list[Problem],
        *,
        shifts: Mapping[int, Shift] = {},
        skip: int = 0,
    ) -> None:
        self.source = source
        self.problems = problems
        self.places: dict[str, Place] = {}
        self._keys = keys
        self._shifts = shifts
        self._skip = skip  # lines of the file above the table's text
        self._nodes: dict[str, Node] = {}
        known = keys.by_name()
        for name, node in table.pairs if table else ():
            typed = name.text.strip()
            key = known.get(typed) or known.get(typed.lower())
            if key is None:
                self._unknown(name, typed, tuple(known))
            elif key.name in self._nodes:
                first = self.places[key.name]
                message = f"“{typed}”写了两次（第 {first.line} 行已有）"
                self.fault("duplicate-key", message, name, "只留一个")
            else:
                self._nodes[key.name] = node
                self.places[key.name] = self.place(node)

    def inner(self, table: Table, keys: KeyTable) -> "Fields":
        """The fields of a table that stands within this one, as an item of a list."""
        return Fields(self.source, table, keys, self.problems, shifts=self._shifts, skip=self._skip)

    def _unknown(self, name: Scalar, typed: str, known: tuple[str, ...]) -> None:
        near = nearest(typed.lower(), known)
        keys = "、".join(row.name for row in self._keys.rows)
        hint = f"是不是 `{near}`？" if near else f"可用的键：{keys}"
        self.fault("unknown-key", f"不认识的键“{typed[:40]}”", name, hint)

    def place(self, node: Node) -> Place:
        """Where the node stands in the file as typed."""
        return self.source.place(node.line + self._skip, _typed_column(node.column, self._shifts.get(node.line)))

    def fault(self, code: str, message: str, where: Node | Place, hint: str = "") -> None:
        place = where if isinstance(where, Place) else self.place(where)
        self.problems.append(self.source.problem("error", code, message, place, hint))

    def warn(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.problems.append(self.source.problem("warning", code, message, place, hint))

    def node(self, key: str) -> Node | None:
        """What stands behind `key`; None when nothing does, or only a pair of quotes."""
        node = self._nodes.get(key)
        return None if isinstance(node, Scalar) and not node.text.strip() else node

    def text(self, key: str) -> str:
        """The key's text, "" without."""
        node = self.node(key)
        if node is None:
            return ""
        if isinstance(node, Scalar) and node.plain and node.end:
            place = self.place(node)
            line = self.source.lines[place.line - 1]
            cut = re.compile(_COMMENT).search(line, place.column - 1) if "#" in line else None
            if cut:
                hint = "“#”要印出来时整句加英文双引号；确是注释时在“#”后空一格"
                self.warn("comment-cut", f"“{cut.group().strip()[:20]}”当作注释，不印", place, hint)
        return self.scalar(node, key)

    def scalar(self, node: Node, key: str, name: str = "") -> str:
        """The text of `node`, on one line, within the limit of `key`; faults speak of `name` or the key."""
        name = name or key
        if not isinstance(node, Scalar):
            what = "列表" if isinstance(node, Listing) else "一组键"
            self.fault(
                "wrong-type", f"`{name}` 要写成一行文字，这里是{what}", node, "值以 [ 或 { 开头时整句加英文双引号"
            )
            return ""
        text = " ".join(node.text.splitlines()).strip()
        if strange := hidden(text):  # such a character would have been cleaned had it been typed as itself
            self.fault("yaml-escape", f"双引号里的“\\”写出了 {shown(strange)}", node, "把文字直接写出来")
            return ""
        most = self._keys.row(key).most
        if most and len(text) > most:
            self.fault("too-long", f"`{name}` 有 {len(text)} 个字，最多 {most} 个", node, "缩短，或把文字放进正文")
            return ""
        return text

    def number(self, key: str) -> int:
        """The key's whole number from 1 to the largest, 0 without."""
        node = self.node(key)
        if node is None:
            return 0
        text, largest = self.scalar(node, key), self._keys.row(key).largest
        if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= largest:
            if isinstance(node, Scalar):
                self.fault("bad-number", f"`{key}` 要写 1 到 {largest} 之间的整数", node, f"例如 `{key}: 1`")
            return 0
        return int(text)

    def flag(self, key: str, default: bool) -> bool:
        """The key's yes or no."""
        node = self.node(key)
        text = "" if node is None else self.scalar(node, key).lower()
        if text in TRUE | FALSE:
            return text in TRUE
        if isinstance(node, Scalar):
            self.fault("bad-flag", f"`{key}` 要写 true（是）或 false（否）", node, f"例如 `{key}: true`")
        return default

    def items(self, key: str) -> tuple[Node, ...]:
        """The key's list; one scalar counts as a list of one."""
        node = self.node(key)
        if node is None:
            return ()
        if isinstance(node, Listing):
            return node.items
        if isinstance(node, Scalar):
            return (node,)
        self.fault("wrong-type", f"`{key}` 要写成列表", node, "每项一行，以“- ”开头")
        return ()

    def words(self, key: str) -> tuple[tuple[str, Place], ...]:
        """The key's list of names, each with its place; one line with commas counts as a list."""
        found = []
        for node in self.items(key):
            text = self.scalar(node, key)
            parts = [text]
            if not isinstance(self.node(key), Listing):
                parts = "".join(" " if char in ",，、;；" else char for char in text).split()
            found += [(part, self.place(node)) for part in parts if part]
        return tuple(found)


def _typed_column(column: int, shift: Shift | None) -> int:
    """The column in the editor's line of a column of the mended one."""
    return column + shift.by if shift and column >= shift.start else column


def read_fields(source: Source, first: int, last: int, keys: KeyTable, problems: list[Problem]) -> Fields:
    """The table of keys in the lines `first` to `last` (from 1) of a file; faults are added to `problems`."""
    text, shifts = mended(source.lines[first - 1 : last], keys)
    table: Table | None = None
    try:
        node = compose(text)
        if isinstance(node, Table):
            table = node
        elif node is not None:
            place = source.place(node.line + first - 1)
            problems.append(source.problem("error", "no-keys", "这里要写成“键: 值”", place, "例如 `title: 标题`"))
    except NodesError as fault:
        place = source.place(fault.line + first - 1, _typed_column(fault.column, shifts.get(fault.line)))
        problems.append(source.problem("error", fault.code, fault.message, place, fault.hint))
    return Fields(source, table, keys, problems, shifts=shifts, skip=first - 1)
