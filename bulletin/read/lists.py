"""Which lines are items of a list: `- ` `* ` `+ ` `• ` and `1)` `2）`, nested by their indents, and what
Word draws before items.

Two items make a list, also with a table or picture between them, or one below a line that ends in a colon. `- 12℃` and
`- 5%` are figures, unless an item without one stands beside them; `1)` counts only where the next goes on with `2)`.
`1.` `（1）` are numbered paragraphs.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.model.marks import BULLET
from bulletin.read.marks import line_mark
from bulletin.read.pieces import BodyPiece
from bulletin.read.source import Source

# What Word and WPS draw before items; the last are places in Wingdings and Symbol, as pasted text has them.
_PRINTED_SIGNS = "•●■◆▪◾▶►➢➤✓✔◦‣·∙"
ITEM_SIGNS = _PRINTED_SIGNS + "\uf0b7\uf06c\uf0a7\uf06e\uf075\uf0d8\uf0fc"
LETTER_SIGNS = "lnuØüp§"  # the same of Wingdings where the face was lost; a tab stands behind them
_BULLET_ITEM = re.compile(rf"(?:[-*+]\s+|-(?=[\u4e00-\u9fff“《])|[{ITEM_SIGNS}]\s*)(?!.{{0,8}}[-—]$)(?=\S)")
_LETTER_ITEM = re.compile(rf"[{LETTER_SIGNS}]\s+(?=\S)")
_COUNTED_ITEM = re.compile(r"(\d{1,2})[)）]\s*(?=\S)")
_ONLY_FIGURE = re.compile(r"[-+]\s+\d[\d.,]*\s*(?:[%％‰℃℉°]|个?百分点|摄氏度|$|[，。；～~—-])")


class ItemMark(NamedTuple):
    """The mark that opens an item."""

    label: str  # as printed
    typed: str  # with the blanks behind it
    nesting: int


class _Candidate(NamedTuple):
    at: int  # index of the piece
    typed: str
    number: int  # 0 of a bullet
    indent: int


def items(source: Source, pieces: Sequence[BodyPiece], block: Callable[[int], int]) -> Mapping[int, ItemMark]:
    """The items among the pieces, by index; `block` says how many pieces the block takes that begins at one, else 0."""
    found: dict[int, ItemMark] = {}
    group: list[_Candidate] = []
    end = 0  # of the block that stands between items
    for index, piece in enumerate(pieces):
        candidate = _candidate(source, piece, index)
        if group and not candidate and index >= end:
            end = index + block(index)
        within = candidate or index < end or (group and _goes_on(source, piece, group[-1]))
        if group and (piece.blank > 1 or not within):
            found |= _list(group, pieces)
            group = []
        if candidate:
            group.append(candidate)
    return found | _list(group, pieces)


def _goes_on(source: Source, piece: BodyPiece, item: _Candidate) -> bool:
    """Whether a line below an item is a part of it: indented further, and not as paragraphs are (　　)."""
    return piece.indent > item.indent and source.lines[piece.line - 1].startswith((" ", "\t"))


def _candidate(source: Source, piece: BodyPiece, index: int) -> _Candidate | None:
    if match := _BULLET_ITEM.match(piece.text):
        rule = line_mark(piece.text)[0] == "rule"
        return None if rule else _Candidate(index, match.group(), 0, piece.indent)
    if (match := _LETTER_ITEM.match(piece.text)) and piece.column in source.tabs(piece.line):
        return _Candidate(index, match.group(), 0, piece.indent)
    if match := _COUNTED_ITEM.match(piece.text):
        return _Candidate(index, match.group(), int(match[1]), piece.indent)
    return None


def _list(group: Sequence[_Candidate], pieces: Sequence[BodyPiece]) -> dict[int, ItemMark]:
    """Lines in a row that open like items, as items; none where they are no list."""
    group = _counting(group)
    led = bool(group and group[0].at and pieces[group[0].at - 1].text.endswith(("：", ":")))
    if len(group) < 2 - led or all(_ONLY_FIGURE.match(pieces[each.at].text) for each in group):
        return {}
    found: dict[int, ItemMark] = {}
    indents: list[int] = []  # of the lists that stand open
    for each in group:
        while indents and each.indent < indents[-1]:
            indents.pop()
        if not indents or each.indent > indents[-1]:
            indents.append(each.indent)
        sign = each.typed[0] if each.typed[0] in _PRINTED_SIGNS else BULLET
        label = f"{each.number}）" if each.number else sign
        found[each.at] = ItemMark(label=label, typed=each.typed, nesting=len(indents) - 1)
    return found


def _counting(group: Sequence[_Candidate]) -> list[_Candidate]:
    """The candidates, less those whose number neither follows on another at the same indent nor leads to one."""
    numbered: dict[int, list[_Candidate]] = {}
    for each in group:
        if each.number:
            numbered.setdefault(each.indent, []).append(each)
    counted = {
        each
        for row in numbered.values()
        for before, after in pairwise(row)
        if after.number == before.number + 1 or (after.number == 1 and before.number > 1)
        for each in (before, after)
    }
    return [each for each in group if not each.number or each in counted]
