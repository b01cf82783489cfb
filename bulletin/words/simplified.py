"""Traditional characters as the list of words and the keys write them, one for one."""

import os
from functools import cache

from bulletin.opening import read_file
from bulletin.sources import PACKAGE

SIMPLIFIED = os.path.join("words", "simplified.txt")  # a line of traditional characters, one of their simplified ones
MAX_SIMPLIFIED_BYTES = 1 << 16


def simplified(text: str) -> str:
    """The text in simplified characters, character for character."""
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, int]:
    path = os.path.join(PACKAGE, SIMPLIFIED)
    return str.maketrans(*read_file(path, limit=MAX_SIMPLIFIED_BYTES).decode("utf-8").split())
