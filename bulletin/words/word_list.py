"""The list of words: which strings are words of Chinese, and how common each is."""

import os
from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from bulletin.opening import read_file
from bulletin.sources import PACKAGE

WORD_LIST = os.path.join("words", "word_list.txt")
MAX_LIST_BYTES = 1 << 20
LONGEST_LISTED = 4  # characters of a word of the list
FREE_OF_COST = ord("@")  # the character for a cost of 0


class WordList(NamedTuple):
    """Words of two characters and more, those of one length sorted and standing in columns: found without being cut."""

    columns: tuple[tuple[str, ...], ...]  # for each length: the first characters, the second ones ...
    costs: tuple[str, ...]  # for each length, parallel to its columns: FREE_OF_COST and the cost

    def cost(self, word: str) -> int:
        """What the word costs; 0 where it is not listed."""
        size = len(word) - 2
        low, high = 0, len(self.costs[size])
        for column, character in zip(self.columns[size], word, strict=True):
            low = bisect_left(column, character, low, high)
            high = bisect_right(column, character, low, high)
        return ord(self.costs[size][low]) - FREE_OF_COST if low < high else 0


def read_word_list() -> WordList:
    """The list: for each length a line for each column, one for the costs, and a blank one between."""
    path = os.path.join(PACKAGE, WORD_LIST)
    lengths = [part.split() for part in read_file(path, limit=MAX_LIST_BYTES).decode("utf-8").split("\n\n")]
    return WordList(columns=tuple(tuple(lines[:-1]) for lines in lengths), costs=tuple(lines[-1] for lines in lengths))


def is_listed(text: str) -> bool:
    """Whether a text is a word of the list; the list is read when it is first asked."""
    return 2 <= len(text) <= LONGEST_LISTED and _list().cost(text) > 0


@cache
def _list() -> WordList:
    return read_word_list()
