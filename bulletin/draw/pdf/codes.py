"""Two-byte codes of a TrueType face's units: as good as always the same, whatever else the face must draw.

A character's code is its own number in Unicode. What is no character of the Basic Multilingual Plane, and every unit
on a wider body, has a code among those that Unicode gives no character, found from what it is; where two find the
same, the later in order goes to the next free one. So another word in the text leaves the codes of all others as they
are, and with them every page on which it does not stand.
"""

from collections.abc import Iterable
from typing import NamedTuple, TypeGuard
from zlib import crc32

from bulletin.draw.pdf.set_spans import GlyphKey, wide

FIRST_FREE, LAST_FREE = 0xD800, 0xF8FF  # surrogates and the private area
LAST = 0xFFFF
_FREE = LAST_FREE - FIRST_FREE + 1


def _has_own(key: GlyphKey) -> TypeGuard[str]:
    """Whether it is one character, with a number of two bytes that is not 0."""
    return isinstance(key, str) and len(key) == 1 and 0 < ord(key) <= LAST


def usual_code(key: GlyphKey) -> int:
    """The code of a unit unless another one of the same face has it."""
    if _has_own(key):
        return ord(key)
    unit, white = wide(key)
    return FIRST_FREE + crc32(f"{white} {unit}".encode("utf-16-be")) % _FREE


class Codes(NamedTuple):
    """A code for each unit of a face, no two of them the same, none 0."""

    of: dict[GlyphKey, int]
    unusual: frozenset[tuple[GlyphKey, int]]  # those of which another unit has the usual code


def codes(keys: Iterable[GlyphKey]) -> Codes:
    """The codes of a face's units, whatever their order."""
    found: dict[GlyphKey, int] = {}
    others: list[GlyphKey] = []
    for key in keys:
        if _has_own(key):
            found[key] = ord(key)
        else:
            others.append(key)
    taken = set(found.values())
    unusual = set()
    for key in sorted(others, key=wide):
        code = usual = usual_code(key)
        while code in taken:
            code = code % LAST + 1
        taken.add(code)
        found[key] = code
        if code != usual:
            unusual.add((key, code))
    return Codes(of=found, unusual=frozenset(unusual))
