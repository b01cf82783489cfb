"""`{宽: 2栏，位置: 下}`: what editors write in braces behind a picture or a title, and of a chart, in any width."""

import re
from typing import NamedTuple

from bulletin.read.chinese import WHITE

MAX_BRACES = 400  # characters between the braces
WRITTEN_BRACES = rf"[{{｛][^{{}}｛｝]{{0,{MAX_BRACES}}}[}}｝]"

_BETWEEN_ENTRIES = "[,，;；、\\s]*"
_ENTRY_KEY = re.compile(r"\s*([^\W\d_]{1,10})\s*[:：=]\s*")
_OPENS, _CLOSES = "[［【", "]］】"


class BraceEntry(NamedTuple):
    """A key and what is written behind it; offsets count from the opening brace."""

    key: str
    value: str
    offset: int  # of the key
    value_offset: int

    @property
    def values(self) -> tuple[str, ...]:
        """The value as a list: `[2022年, 2023年]`, 2022年、2023年."""
        inner = self.value.strip(_OPENS + _CLOSES)
        parting = "[,，、;；]" if inner != self.value else "[、;；]"
        return tuple(filter(None, (part.strip(WHITE + "\"'“”") for part in re.split(parting, inner))))


def entries(braces: str) -> tuple[BraceEntry, ...] | None:
    """The entries within braces; None where something stands there that is none.

    A comma without a key behind it belongs to the value.
    """
    found: list[BraceEntry] = []
    end = len(braces) - 1
    at = re.compile(_BETWEEN_ENTRIES).match(braces, 1, end)
    position = at.end() if at else 1
    while position < end:
        match = _ENTRY_KEY.match(braces, position, end)
        if not match:
            return None
        stop = _value_end(braces, match.end(), end)
        value = braces[match.end() : stop].strip(WHITE + "\"'“”，,；;")
        found.append(BraceEntry(key=match[1], value=value, offset=match.start(1), value_offset=match.end()))
        position = stop
    return tuple(found)


def _value_end(braces: str, start: int, end: int) -> int:
    """Where a value ends: behind the comma, outside brackets, that the next key follows."""
    depth = 0
    for offset in range(start, end):
        char = braces[offset]
        if char in _OPENS:
            depth += 1
        elif char in _CLOSES:
            depth -= 1
        elif depth <= 0 and char in ",，;； \u3000" and _ENTRY_KEY.match(braces, offset + 1, end):
            return offset + 1
    return end
