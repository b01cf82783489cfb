"""YAML to nodes with their places: text scalars, listings and tables, nothing else.

Every scalar stays the text that was typed (012, no, 12:30); our own schemas give it a type. Aliases, anchors, tags
and second documents are refused: they have no use in what editors write, and aliases can blow a small file up.
"""

from typing import NamedTuple, NoReturn, TypeAlias

MAX_DEPTH = 40


class Scalar(NamedTuple):
    text: str
    line: int
    column: int
    plain: bool  # written without quotes
    end: int = 0  # column behind its last character; 0 when it ends on another line


class Listing(NamedTuple):
    items: tuple["Node", ...]
    line: int
    column: int


class Table(NamedTuple):
    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int
    column: int


Node: TypeAlias = Scalar | Listing | Table


class NodesError(Exception):
    """The text is no YAML, or YAML of a kind that is refused."""

    def __init__(self, code: str, message: str, line: int, column: int, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.column, self.hint = code, message, line, column, hint


def compose(text: str) -> Node | None:
    """The one document in `text` as nodes, lines and columns from 1; None when there is nothing in it.

    Raises:
        NodesError: at the first thing that is no plain YAML.
    """
    from bulletin.yaml_nodes.plain import UNSURE, compose_plain

    node = compose_plain(text)
    return compose_by_yaml(text) if node == UNSURE else node


def compose_by_yaml(text: str) -> Node | None:
    """The one document in `text` as nodes, lines and columns from 1; None when there is nothing in it.

    Raises:
        NodesError: at the first thing that is no plain YAML.
    """
    import yaml

    stack: list[tuple[str, list[Node], int, int]] = []
    done: list[Node] = []
    documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            if isinstance(event, yaml.AliasEvent):
                _refuse("yaml-alias", f"不能用 YAML 的引用“*{event.anchor}”", line, column)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise NodesError("yaml-documents", "“---”把文件分成了两份", line, column, "删掉多余的“---”")
            elif isinstance(event, yaml.NodeEvent):
                if event.anchor is not None:
                    _refuse("yaml-anchor", f"不能用 YAML 的锚点“&{event.anchor}”", line, column)
                tag = getattr(event, "tag", None)
                if tag not in (None, "!") or (tag == "!" and not getattr(event, "style", None)):
                    _refuse("yaml-tag", f"不能用 YAML 的类型标记“{tag}”", line, column)
                if isinstance(event, yaml.ScalarEvent):
                    stop = event.end_mark
                    end = stop.column + 1 if stop and stop.line + 1 == line else 0
                    node: Node = Scalar(event.value, line, column, not event.style, end)
                    (stack[-1][1] if stack else done).append(node)
                else:
                    if len(stack) == MAX_DEPTH:
                        raise NodesError(
                            "yaml-depth", f"括号或缩进套了 {MAX_DEPTH} 层以上", line, column, "检查有没有多余的括号"
                        )
                    kind = "table" if isinstance(event, yaml.MappingStartEvent) else "listing"
                    stack.append((kind, [], line, column))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                kind, items, line, column = stack.pop()
                closed = _table(items, line, column) if kind == "table" else Listing(tuple(items), line, column)
                (stack[-1][1] if stack else done).append(closed)
    except yaml.MarkedYAMLError as error:
        raise _fault(error, text) from None
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0) or 0
        before = text[:position] if isinstance(position, int) else ""
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise NodesError("yaml-character", "这里有 YAML 不能有的字符", line, column, "删掉它再重新输入") from None
    return done[0] if done and not (isinstance(done[0], Scalar) and done[0].plain and not done[0].text) else None


def _table(items: list[Node], line: int, column: int) -> Table:
    pairs = []
    for key, value in zip(items[::2], items[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise NodesError("yaml-key", "键只能是一个词", key.line, key.column, "检查括号和缩进")
        pairs.append((key, value))
    return Table(tuple(pairs), line, column)


def _refuse(code: str, message: str, line: int, column: int) -> NoReturn:
    raise NodesError(code, message, line, column, "把内容直接写出来；文字以 * & ! 开头时整句加英文双引号")


def _fault(error: object, text: str) -> NodesError:
    """A parser's error in an editor's words."""
    problem = str(getattr(error, "problem", "") or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    char = lines[line - 1][column - 1 : column] if line <= len(lines) else ""
    opened = getattr(error, "context_mark", None)
    if "mapping values are not allowed" in problem and lines[line - 1].count(":") < 2:
        return NodesError("yaml-no-colon", "这一行的上一行少了冒号", line, 1, "每一行写成“键: 值”，冒号后空一格")
    if "mapping values are not allowed" in problem:
        return NodesError(
            "yaml-colon", "这一行有两个英文冒号", line, column, "值里有“: ”时整句加英文双引号，或用中文冒号"
        )
    if (
        "\t" in char
        or "tab" in problem
        or (line <= len(lines) and lines[line - 1][: column + 1].lstrip(" ")[:1] == "\t")
    ):
        return NodesError("yaml-tab", "缩进用了 Tab", line, column, "改成空格")
    if char == "!" or "tag" in str(getattr(error, "context", "")):
        hint = "整句加英文双引号；补白里的图片也可写 {picture: 照片.jpg, caption: 图说}"
        return NodesError("yaml-tag", "值不能以“!”开头", line, column, hint)
    if "cannot start any token" in problem:
        return NodesError("yaml-start", f"值不能以“{char}”开头", line, column, "整句加英文双引号")
    if "undefined alias" in problem:
        return NodesError("yaml-alias", "不能用 YAML 的引用（*）", line, column, "文字以 * 开头时整句加英文双引号")
    if "expected ':'" in problem:
        return NodesError("yaml-no-colon", "这一行附近少了冒号", line, column, "每一行写成“键: 值”，冒号后空一格")
    if "node content" in problem and line >= len(lines):
        line, column = _last_open(text)
        return NodesError("yaml-open", "从这里开始的括号没有收尾", line, column, "补上收尾的括号")
    if "unexpected end of stream" in problem or "expected ',' or" in problem:
        if opened:
            line, column = opened.line + 1, opened.column + 1
        return NodesError("yaml-open", "从这里开始的引号或括号没有收尾", line, column, "补上收尾的引号或括号")
    if "expected key" in problem or "block end" in problem or "block mapping" in problem:
        return NodesError(
            "yaml-indent", "这里的缩进或引号不对", line, column, "同一层的键左边对齐；值里有引号时整句再加引号"
        )
    return NodesError("yaml", "这里的 YAML 写法有误", line, column, "每一行写成“键: 值”")


def _last_open(text: str) -> tuple[int, int]:
    """Line and column of the last bracket that nothing closes."""
    at, closed = len(text) - 1, 0
    while at > 0:
        closed += (text[at] in "]}") - (text[at] in "[{")
        if closed < 0:
            break
        at -= 1
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
