"""Where a picture, table or chart shall stand: `{宽: 2栏}`, `{位置: 上|中|下|原处}`, both together."""

import re
from collections.abc import Sequence

from bulletin.model.edition import BlockPosition, Placing
from bulletin.problems import Problem
from bulletin.read.braces import BraceEntry, entries
from bulletin.read.numerals import whole_number
from bulletin.read.source import Source
from bulletin.words.simplified import simplified

MAX_COLUMNS = 12  # base columns that a block may ask for: no page of ours has more
WIDTH_KEYS, POSITION_KEYS = ("宽", "宽度", "栏宽", "width"), ("位置", "position")
_POSITIONS: dict[str, BlockPosition] = {
    "上": "top", "中": "middle", "下": "bottom", "原处": "here",
    "top": "top", "middle": "middle", "bottom": "bottom", "here": "here",
}  # fmt: skip
WAYS = "可以写 {宽: 2栏}、{位置: 上}（上、中、下、原处），或合写成 {宽: 2栏，位置: 下}"


def read_placing(source: Source, braces: str, line: int, column: int, problems: list[Problem]) -> Placing:
    """What braces at this column of a line say; what is none of it is told."""
    found = entries(braces)
    if not found:
        _tell(source, f"“{braces[:24]}”无法识别，没有印", line, column, problems)
        return Placing()
    return placing_of(source, found, line, column, problems)


def placing_of(source: Source, found: Sequence[BraceEntry], line: int, column: int, problems: list[Problem]) -> Placing:
    """The placing that entries ask for; the braces open at `column`."""
    placing = Placing()
    for entry in found:
        key, value = simplified(entry.key.lower()), simplified(entry.value.lower())
        at = column + entry.value_offset
        if key in WIDTH_KEYS:
            columns = whole_number(re.sub("栏$|columns?$", "", value).strip().replace("两", "二"))
            if 0 < columns <= MAX_COLUMNS:
                placing = placing._replace(columns=columns)
            else:
                _tell(source, f"宽“{entry.value[:20]}”不是栏数", line, at, problems)
        elif key in POSITION_KEYS:
            if value in _POSITIONS:
                placing = placing._replace(position=_POSITIONS[value])
            else:
                _tell(source, f"没有“{entry.value[:20]}”这个位置", line, at, problems)
        else:
            _tell(source, f"无法识别“{entry.key}”", line, column + entry.offset, problems)
    return placing


def _tell(source: Source, message: str, line: int, column: int, problems: list[Problem]) -> None:
    problems.append(source.problem("warning", "placing", message, source.place(line, column), WAYS))
