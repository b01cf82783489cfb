"""A table of keys to typed values: English keys with Chinese synonyms, every fault kept with its place."""

import re
from collections.abc import Container, Mapping, Sequence

from bulletin.problems import Place, Problem
from bulletin.read.source import Source
from bulletin.yaml_nodes.events import compose
from bulletin.yaml_nodes.nodes import Listing, Node, NodesError, Scalar, Table

# Keys and what else an editor may write for them: product.md, "Files".
REPORT_KEYS: Mapping[str, tuple[str, ...]] = {
    "column": ("栏目",),
    "title": ("标题",),
    "kicker": ("引题",),
    "subtitle": ("副题",),
    "post": ("单位职务", "职务"),
    "author": ("作者", "姓名"),
    "rank": ("序",),
    "portrait": ("肖像",),
    "caption": ("图说",),
    "points": ("要点",),
    "quote": ("摘句",),
    "ignore": ("忽略",),
    "normalise": ("规范标点",),
    "join_column_breaks": ("接合断段",),
}
ISSUE_KEYS: Mapping[str, tuple[str, ...]] = {
    "masthead": ("报头",),
    "slogan": ("口号",),
    "chapter": ("篇名",),
    "date": ("日期",),
    "publisher": ("主办",),
    "folio": ("报眉", "版眉"),
    "number": ("期号",),
    "credits": ("署名",),
    "order": ("顺序",),
    "layout": ("版式",),
    "pages": ("页数",),
    "grid": ("版面",),
    "fillers": ("补白",),
    "ignore": ("忽略",),
    "normalise": ("规范标点",),
    "join_column_breaks": ("接合断段",),
}
POINT_KEYS: Mapping[str, tuple[str, ...]] = {"head": ("标题",), "text": ("正文",)}
FILLER_KEYS: Mapping[str, tuple[str, ...]] = {"picture": ("图片",), "caption": ("图说",), "text": ("文字",)}

TRUE = frozenset(("true", "yes", "on", "是", "开", "真"))
FALSE = frozenset(("false", "no", "off", "否", "关", "假"))


def repaired(lines: Sequence[str], keys: Mapping[str, tuple[str, ...]]) -> tuple[str, dict[int, tuple[int, int]]]:
    """The lines as YAML, with a full-width colon, or one without a space behind it, mended after a known key.

    Also gives, by line number from 1, the column from which columns are off in the mended line and by how much.
    """
    known = {name for key, others in keys.items() for name in (key, *others)}
    known |= {name for table in (POINT_KEYS, FILLER_KEYS) for key, others in table.items() for name in (key, *others)}
    mended, shifts = [], {}
    for number, line in enumerate(lines, 1):
        colon = _slip(line, known)
        if colon:
            start = line[:colon].rstrip(" \u3000") + ": "
            rest = line[colon + 1 :].lstrip(" \u3000\t")
            shifts[number] = (len(start), len(line) - len(rest) - len(start))
            line = start + rest
        mended.append(line)
    return "\n".join(mended), shifts


def _slip(line: str, known: Container[str]) -> int:
    """Where the colon stands that YAML would not take for one, though a known key stands before it; 0 without."""
    ascii_at, full_at = line.find(":"), line.find("：")
    at = full_at if ascii_at < 0 or 0 <= full_at < ascii_at else ascii_at
    if at <= 0 or (at == ascii_at and line[at + 1 : at + 2] in ("", " ", "\t")):
        return 0
    key = line[:at].strip(" \u3000")
    if key.startswith("- "):
        key = key[2:].lstrip(" ")
    return at if key in known else 0


class Fields:
    """The keys of one table, asked for by name; what is wrong with them gathers in `problems`."""

    def __init__(
        self,
        source: Source,
        table: Table | None,
        keys: Mapping[str, tuple[str, ...]],
        problems: list[Problem],
        *,
        shifts: Mapping[int, tuple[int, int]] = {},
        skip: int = 0,
    ) -> None:
        self.source = source
        self.problems = problems
        self.shifts = shifts
        self.skip = skip  # lines of the file above the table's text
        self._nodes: dict[str, Node] = {}
        self.places: dict[str, Place] = {}
        names = {name: key for key, others in keys.items() for name in (key, *others)}
        for name, node in table.pairs if table else ():
            typed = name.text.strip()
            key = names.get(typed) or names.get(typed.lower())
            if key is None:
                self._unknown(name, typed, keys, names)
            elif key in self._nodes:
                first = self.places[key]
                message = f"“{typed}”写了两次（第 {first.line} 行已有）"
                self.fault("duplicate-key", message, name, "只留一个")
            else:
                self._nodes[key] = node
                self.places[key] = self.place(node)

    def _unknown(self, name: Scalar, typed: str, keys: Mapping[str, tuple[str, ...]], names: Mapping[str, str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(typed.lower(), names, 1, 0.5)
        hint = f"是不是 `{near[0]}`？" if near else f"可用的键：{'、'.join(keys)}"
        self.fault("unknown-key", f"不认识的键“{typed[:40]}”", name, hint)

    def place(self, node: Node) -> Place:
        """Where the node stands in the file as typed."""
        line, column = node.line + self.skip, node.column
        start, shift = self.shifts.get(node.line, (0, 0))
        if shift and column > start - 1:
            column += shift
        return self.source.place(line, column)

    def fault(self, code: str, message: str, at: Node | Place, hint: str = "") -> None:
        place = at if isinstance(at, Place) else self.place(at)
        self.problems.append(self.source.problem("error", code, message, place.line, place.column, hint))

    def warn(self, code: str, message: str, at: Node | Place, hint: str = "") -> None:
        place = at if isinstance(at, Place) else self.place(at)
        self.problems.append(self.source.problem("warning", code, message, place.line, place.column, hint))

    def node(self, key: str) -> Node | None:
        """What stands behind `key`; None when nothing does."""
        node = self._nodes.get(key)
        return None if isinstance(node, Scalar) and node.plain and not node.text else node

    def text(self, key: str, limit: int = 0) -> str:
        """The key's text, "" without; at most `limit` characters."""
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
        return self.scalar(node, key, limit)

    def scalar(self, node: Node, key: str, limit: int = 0) -> str:
        """The text of `node`, on one line."""
        if not isinstance(node, Scalar):
            what = "列表" if isinstance(node, Listing) else "一组键"
            self.fault(
                "wrong-type", f"`{key}` 要写成一行文字，这里是{what}", node, "值以 [ 或 { 开头时整句加英文双引号"
            )
            return ""
        text = " ".join(node.text.split("\n")).strip()
        if limit and len(text) > limit:
            self.fault("too-long", f"`{key}` 有 {len(text)} 个字，最多 {limit} 个", node, "缩短，或把文字放进正文")
            return ""
        return text

    def number(self, key: str, low: int, high: int) -> int:
        """The key's whole number, 0 without."""
        node = self.node(key)
        if node is None:
            return 0
        text = self.scalar(node, key)
        if not text.isdecimal() or len(text) > 9 or not low <= int(text) <= high:
            if isinstance(node, Scalar):
                self.fault("bad-number", f"`{key}` 要写 {low} 到 {high} 之间的整数", node, f"例如 `{key}: {low}`")
            return 0
        return int(text)

    def flag(self, key: str, default: bool) -> bool:
        """The key's yes or no."""
        node = self.node(key)
        if node is None:
            return default
        text = self.scalar(node, key).lower()
        if text not in TRUE | FALSE and isinstance(node, Scalar):
            self.fault("bad-flag", f"`{key}` 要写 true（是）或 false（否）", node, f"例如 `{key}: true`")
        return default if text not in TRUE | FALSE else text in TRUE

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


_COMMENT = r"(?<=\S)[ \t]+#\S.*$"  # `# ` with a space is meant as a comment


def read_fields(
    source: Source, first: int, last: int, keys: Mapping[str, tuple[str, ...]], problems: list[Problem]
) -> Fields:
    """The table of keys in the lines `first` to `last` (from 1) of a file; faults are added to `problems`."""
    text, shifts = repaired(source.lines[first - 1 : last], keys)
    table: Table | None = None
    try:
        node = compose(text)
        if isinstance(node, Table):
            table = node
        elif node is not None:
            problems.append(
                source.problem("error", "no-keys", "这里要写成“键: 值”", node.line + first - 1, 1, "例如 `title: 标题`")
            )
    except NodesError as fault:
        column = fault.column
        start, shift = shifts.get(fault.line, (0, 0))
        column += shift if column >= start else 0
        problems.append(source.problem("error", fault.code, fault.message, fault.line + first - 1, column, fault.hint))
    return Fields(source, table, keys, problems, shifts=shifts, skip=first - 1)
