"""YAML text to nodes, over PyYAML's events.

Events come one after another, and what is open waits on a list of our own: nothing here recurses over what an editor
wrote, so the limit of depth holds before any stack can overflow. Aliases, anchors, tags and second documents are
refused: they have no use in what editors write, and aliases can blow a small file up.
"""

import re
from typing import NamedTuple, NoReturn

import yaml

from bulletin.yaml_nodes.faults import bad_escape, unreadable_character, worded
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Node, NodesError, Scalar, TextLines

MAX_DEPTH = 40
_SURROGATE = re.compile("[\ud800-\udfff]")


def event_parser() -> type[yaml.SafeLoader]:
    """PyYAML's C parser; the one in Python, with the same events, where PyYAML was built without libyaml."""
    parser: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return parser


def compose(text: str, *, above: int = 0, pure: bool = False) -> Node | None:
    """The one document in `text` as nodes; None when there is nothing in it.

    Args:
        above: lines that stand above it in its file.
        pure: by the parser in Python.

    Raises:
        NodesError: at the first thing that is not YAML, or that is refused.
    """
    composition = _Composition(TextLines(text, above))
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader if pure else event_parser()):
            composition.add(event)
    except yaml.MarkedYAMLError as error:
        if not pure and "nesting" in (error.problem or ""):  # libyaml 0.2.6 has a limit too, and scans ahead of ours
            return compose(text, above=above, pure=True)
        raise worded(error, composition.lines) from None
    except yaml.YAMLError:  # of PyYAML's reader: the only kind without a mark
        raise unreadable_character(composition.lines) from None
    except (ValueError, OverflowError):  # the parser in Python: "\UFFFFFFFF" and other numbers out of range
        raise bad_escape(composition.lines, text.find("\\", composition.end)) from None
    root = composition.root
    return None if isinstance(root, Scalar) and root.plain and not root.text else root


class _OpenNode(NamedTuple):
    """A listing or table that has begun and not ended; a table's items are keys and values in turn."""

    is_table: bool
    items: list[Node]
    line: int
    column: int


class _Composition:
    """The nodes composed so far."""

    def __init__(self, lines: TextLines) -> None:
        self.lines = lines
        self.root: Node | None = None
        self.end = 0  # offset at which the last event ended
        self._open: list[_OpenNode] = []
        self._documents = 0

    def add(self, event: yaml.Event) -> None:
        """Take one event in."""
        offset = event.start_mark.index if event.start_mark else 0
        self.end = event.end_mark.index if event.end_mark else offset
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event, offset)
            self._append(self._scalar(event, offset))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_extras(event, offset)
            self._begin(offset, is_table=isinstance(event, yaml.MappingStartEvent))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            ended = self._open.pop()
            self._append(_node(ended))
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("yaml-alias", f"内容不能是“*{event.anchor}”", offset)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self.lines.error("yaml-documents", "“---”把文件分成了两份", offset, "删掉多余的“---”")

    def _scalar(self, event: yaml.ScalarEvent, offset: int) -> Scalar:
        line, column = self.lines.place(offset)
        last_line, end = self.lines.place(self.end)
        if event.style == '"' and _SURROGATE.search(event.value):
            raise bad_escape(self.lines, self.lines.text.find("\\u", offset))
        return Scalar(
            text=event.value, line=line, column=column, plain=not event.style, end=end if last_line == line else 0
        )

    def _begin(self, offset: int, *, is_table: bool) -> None:
        if len(self._open) == MAX_DEPTH:
            message = f"括号或缩进套了{MAX_DEPTH}层以上"
            raise self.lines.error("yaml-depth", message, offset, "删去多余的括号")
        line, column = self.lines.place(offset)
        self._open.append(_OpenNode(is_table=is_table, items=[], line=line, column=column))

    def _append(self, node: Node) -> None:
        if self._open:
            self._open[-1].items.append(node)
        else:
            self.root = node

    def _refuse_extras(self, event: yaml.NodeEvent, offset: int) -> None:
        """Anchors and tags, but for the `!` that some write before a quoted text."""
        if event.anchor is not None:
            self._refuse("yaml-anchor", f"内容不能以“&{event.anchor}”开头", offset)
        tag = getattr(event, "tag", None)
        if tag not in (None, "!") or (tag == "!" and not getattr(event, "style", None)):
            self._refuse("yaml-tag", f"内容不能以类型标记“{tag}”开头", offset)

    def _refuse(self, code: str, message: str, offset: int) -> NoReturn:
        raise self.lines.error(code, message, offset, "删去这个标记；要印出来时整句加英文双引号")


def _node(ended: _OpenNode) -> Listing | MappingNode:
    if not ended.is_table:
        return Listing(items=tuple(ended.items), line=ended.line, column=ended.column)
    pairs = []
    for key, value in zip(ended.items[::2], ended.items[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise NodesError("yaml-key", "项目名只能是一个词", key.line, key.column, "检查括号和缩进")
        pairs.append((key, value))
    return MappingNode(pairs=tuple(pairs), line=ended.line, column=ended.column)
