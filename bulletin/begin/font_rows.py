"""fonts.yaml with a face more: rows are put into the text as it stands, whose comments and order stay.

What was written is read again and compared with what was there: a table written in a way that this cannot add to is
left alone, and its editor is told the lines to write.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from bulletin.problems import ContentError, Place, Problem
from bulletin.yaml_nodes.events import compose
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Node, NodesError, Scalar

FACES, ROLES = "faces", "roles"
_UNQUOTED_WORD = re.compile(r"[A-Za-z\u3400-\u9fff][\w.\u3400-\u9fff-]*", re.ASCII)  # needs no quotes
# For an office's own table beside an installed program.
HEAD = """\
# 本单位的字体。faces：每个字体文件；roles：字体角色用哪些字体，前面的没有某字时用后面的。
# 这里没写的，用随程序安装的字体。sha256 供核对，换了文件就删掉这一行。
"""


class FaceRow(NamedTuple):
    """A face to be entered."""

    name: str
    file: str
    sha256: str
    remark: str  # where it comes from


def with_face(text: str, row: FaceRow, role: str, behind: tuple[str, ...], source: str) -> str:
    """`text` with the face entered, and first in `role` if that is not "".

    Args:
        text: of fonts.yaml, which can be read; "" where there is none yet.
        behind: the faces of the role so far, for a text that does not have it.
        source: the file's name, for a message.

    Raises:
        ContentError: the text is written in such a way that nothing can be added to it.
    """
    plain = text.replace("\r\n", "\n") or HEAD
    changed = plain if row.name in _keys(plain, FACES) else _entered(plain, FACES, _face_lines(row), _face_flow(row))
    if role:
        changed = _first_in_role(changed, row.name, role, behind)
    if not _as_meant(plain, changed, row, role, behind):
        lines = "\n".join(
            (f"{FACES}:", *_face_lines(row), *([f"{ROLES}:", f"  {_role_row(row.name, role, behind)}"] * bool(role)))
        )
        hint = f"请手工加上这几行：\n{lines}"
        message = "字体表的写法特殊，程序无法往里添加；未改动"
        raise ContentError(Problem("error", "fonts-table-not-changed", message, Place(source), hint))
    return changed.replace("\n", "\r\n") if "\r\n" in text else changed


def _face_lines(row: FaceRow) -> list[str]:
    return [f"  {_word(row.name)}:  # {row.remark}", f"    file: {_word(row.file)}", f'    sha256: "{row.sha256}"']


def _face_flow(row: FaceRow) -> str:
    return f'{_word(row.name)}: {{file: {_word(row.file)}, sha256: "{row.sha256}"}}'


def _role_row(name: str, role: str, behind: tuple[str, ...]) -> str:
    return f"{_word(role)}: [{', '.join(map(_word, (name, *behind)))}]"


def _word(text: str) -> str:
    return text if _UNQUOTED_WORD.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _sections(text: str) -> Mapping[str, tuple[Scalar, Node]]:
    root = compose(text)
    return {key.text: (key, value) for key, value in root.pairs} if isinstance(root, MappingNode) else {}


def _entries(text: str, section: str) -> dict[str, tuple[Scalar, Node]]:
    _, node = _sections(text).get(section, (None, None))
    return {key.text: (key, value) for key, value in node.pairs} if isinstance(node, MappingNode) else {}


def _keys(text: str, section: str) -> list[str]:
    return list(_entries(text, section))


def _entered(text: str, section: str, block: list[str], flow: str) -> str:
    """The text with an entry more in a section, behind the others; in front of them where braces hold them."""
    entries = _entries(text, section)
    lines = text.split("\n")
    if not entries:
        return "\n".join((text.rstrip("\n"), "", f"{section}:", *block, ""))
    key, node = _sections(text)[section]
    first = next(iter(entries.values()))[0]
    if lines[node.line - 1][node.column - 1] == "{":
        return _put(lines, first.line, first.column, f"{flow}, ")
    indent = " " * (first.column - 1)
    at = _last_line(lines, key.line, key.column)
    return "\n".join((*lines[:at], *(indent + line[2:] for line in block), *lines[at:]))


def _last_line(lines: list[str], line: int, column: int) -> int:
    """The number of the last line of the block under the key at `line`."""
    last = line
    for number in range(line + 1, len(lines) + 1):
        words = lines[number - 1].strip()
        depth = len(lines[number - 1]) - len(lines[number - 1].lstrip())
        if words and depth < column:
            if words.startswith("#"):
                continue
            break
        if words:
            last = number
    return last


def _first_in_role(text: str, name: str, role: str, behind: tuple[str, ...]) -> str:
    lines = text.split("\n")
    entry = _entries(text, ROLES).get(role)
    if entry is None:
        row = _role_row(name, role, behind)
        return _entered(text, ROLES, [f"  {row}"], row)
    node = entry[1]
    if isinstance(node, Scalar) and node.text != name:
        return _put(lines, node.line, node.column, f"[{_word(name)}, ", closed=node.end)
    if not isinstance(node, Listing) or not node.items or not isinstance(node.items[0], Scalar):
        return text
    first = node.items[0]
    if first.text == name:
        return text
    if lines[node.line - 1][node.column - 1] == "[":
        return _put(lines, first.line, first.column, f"{_word(name)}, ")
    dash = lines[first.line - 1][: first.column - 1]
    return "\n".join((*lines[: first.line - 1], dash + _word(name), *lines[first.line - 1 :]))


def _put(lines: list[str], line: int, column: int, words: str, *, closed: int = 0) -> str:
    """The lines with `words` put in at a place, and a bracket closed behind column `closed`."""
    old = lines[line - 1]
    new = old[: column - 1] + words
    new += old[column - 1 : closed - 1] + "]" + old[closed - 1 :] if closed else old[column - 1 :]
    return "\n".join((*lines[: line - 1], new, *lines[line:]))


def _as_meant(old: str, new: str, row: FaceRow, role: str, behind: tuple[str, ...]) -> bool:
    """Whether the new text says what the old one said, the face besides, and nothing else."""
    try:
        wanted, found = _said(old), _said(new)
    except NodesError:
        return False
    wanted[FACES] = {row.name: {"file": row.file, "sha256": row.sha256}, **wanted.get(FACES, {})}
    if role:
        chain = wanted.get(ROLES, {}).get(role, list(behind))
        chain = chain if chain[:1] == [row.name] else [row.name, *chain]
        wanted[ROLES] = {**wanted.get(ROLES, {}), role: chain}
    return found == wanted


def _said(text: str) -> dict[str, Any]:
    """What a table says, without places; one face for a role as a list of one."""
    root = compose(text)
    said = _value(root) if root else {}
    if not isinstance(said, dict):
        return {}
    roles = said.get(ROLES)
    if isinstance(roles, dict):
        said[ROLES] = {role: [chain] if isinstance(chain, str) else chain for role, chain in roles.items()}
    return said


def _value(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [_value(item) for item in node.items]
    return {key.text: _value(value) for key, value in node.pairs}
