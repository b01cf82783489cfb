"""Traditional characters as the list of words and the keys write them, one for one."""

import os
from functools import cache

from bulletin.opening import read_file
from bulletin.sources import PACKAGE

SIMPLIFIED = os.path.join("words", "simplified.txt")  # a line of traditional characters, one of their simplified ones
MAX_SIMPLIFIED_BYTES = 1 << 16


def simplified(text: str) -> str:
    """The text in simplified characters, character for character."""
    traditional, plain = ("", "") if text.isascii() else _both()
    for character in set(text):
        place = traditional.find(character)
        if place >= 0:
            text = text.replace(character, plain[place])
    return text


@cache
def _both() -> tuple[str, str]:
    """Traditional characters, and in the same order their simplified ones; few are looked up, none needs a table."""
    traditional, plain = read_file(os.path.join(PACKAGE, SIMPLIFIED), limit=MAX_SIMPLIFIED_BYTES).decode().split()
    return traditional, plain
