"""A parser's complaint in an editor's words.

PyYAML's two parsers, the one in C and the one in Python, find the same faults at the same marks and word most of them
differently; `_KINDS` brings both to one kind, and `_WORDINGS` gives each kind its message and hint.
"""

import re
from typing import NamedTuple

import yaml

from bulletin.yaml_nodes.nodes import NodesError, TextLines

# Kind of fault -> what either parser says of it, "context: problem".
_KINDS = {
    "two colons": "mapping values are not allowed", "tab": r": found a tab",
    "tag": r"^while (?:scanning|parsing) a tag|undefined tag handle", "start": "cannot start any token",
    "no colon": "expected ':'", "escape": r"escape (?:code|char|seq)|hexdecimal number", "content": "node content",
    "open": "unexpected end of stream|expected ',' or ",
    "indent": "expected key|expected '-' indicator|expected <block end>",
}  # fmt: skip


class _Wording(NamedTuple):
    code: str
    message: str
    hint: str


_COLON_HINT = "每行写成“项目: 内容”，冒号后空一格"
_WORDINGS = {
    "two colons": _Wording(
        code="yaml-colon", message="这一行有两个英文冒号", hint="内容里的英文冒号改成中文冒号，或整句加英文双引号"
    ),
    "missed colon": _Wording(code="yaml-no-colon", message="这一行的上一行少了冒号", hint=_COLON_HINT),
    "no colon": _Wording(code="yaml-no-colon", message="这一行附近少了冒号", hint=_COLON_HINT),
    "tab": _Wording(code="yaml-tab", message="缩进用了 Tab", hint="改成空格"),
    "tag": _Wording(
        code="yaml-tag",
        message="内容不能以“!”开头",
        hint="整句加英文双引号；补白里的图片也可写 {图片: 照片.jpg, 图说: 说明}",
    ),
    "start": _Wording(code="yaml-start", message="内容不能以“{char}”开头", hint="整句加英文双引号"),
    "escape": _Wording(
        code="yaml-escape",
        message="英文双引号里不能这样用“\\”",
        hint="把外面的英文双引号改成英文单引号，或把“\\”写成“/”",
    ),
    "character": _Wording(code="yaml-character", message="这里有看不见的字符，不能用", hint="删去它，重新输入"),
    "open bracket": _Wording(
        code="yaml-open", message="从这里开始的括号没有收尾", hint="补上收尾的括号；括号要印出来时整句加英文双引号"
    ),
    "open": _Wording(code="yaml-open", message="从这里开始的引号或括号没有收尾", hint="补上收尾的引号或括号，或删去它"),
    "indent": _Wording(
        code="yaml-indent", message="这里的缩进或引号不对", hint="同一层的项目左边对齐；引号、括号后面不要再写字"
    ),
    "": _Wording(code="yaml", message="此处格式有误", hint="每行写成“项目: 内容”"),
}


def worded(error: yaml.MarkedYAMLError, lines: TextLines) -> NodesError:
    """The error at the place where an editor has to mend it."""
    mark = error.problem_mark or error.context_mark
    offset = mark.index if mark else 0
    kind = _kind(error, lines, offset)
    if kind == "missed colon":
        offset = lines.text.rfind("\n", 0, offset) + 1
    elif kind == "open bracket":
        offset = _last_open_bracket(lines.text)
    elif kind == "open" and error.context_mark:
        offset = error.context_mark.index
    elif kind == "escape":
        offset = lines.text.rfind("\\", 0, offset + 1)
    return _fault(kind, lines, offset)


def unreadable_character(lines: TextLines) -> NodesError:
    """The first character that YAML does not allow; PyYAML's own offset counts bytes in one of its parsers."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(lines.text)
    return _fault("character", lines, found.start() if found else 0)


def bad_escape(lines: TextLines, offset: int) -> NodesError:
    """A backslash in double quotes that stands for no character."""
    return _fault("escape", lines, offset)


def _fault(kind: str, lines: TextLines, offset: int) -> NodesError:
    wording = _WORDINGS[kind]
    message = wording.message.replace("{char}", lines.text[offset : offset + 1])
    return lines.error(wording.code, message, offset, wording.hint)


def _kind(error: yaml.MarkedYAMLError, lines: TextLines, offset: int) -> str:
    """The kind of the fault at `offset`, a key of `_WORDINGS`; "" for one without a wording of its own."""
    line, column = lines.place(offset)
    typed = lines.line_at(offset)
    said = f"{error.context or ''}: {error.problem or ''}"
    kind = next((name for name, pattern in _KINDS.items() if re.search(pattern, said)), "")
    if kind == "two colons":
        return kind if typed.count(":") > 1 else "missed colon"
    char = lines.text[offset : offset + 1]
    if char == "\t" or typed[: column + 1].lstrip(" ").startswith("\t"):
        return "tab"
    if char == "!":
        return "tag"
    if kind == "content":
        return "open bracket" if line - lines.above == len(lines.lines) else ""
    return kind


def _last_open_bracket(text: str) -> int:
    """Offset of the last bracket that nothing closes."""
    offset, closed = len(text) - 1, 0
    while offset > 0:
        closed += (text[offset] in "]}") - (text[offset] in "[{")
        if closed < 0:
            break
        offset -= 1
    return max(offset, 0)
