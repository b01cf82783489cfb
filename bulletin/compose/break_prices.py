"""What a line end costs at numbers, units, addresses, Latin words, labels and terms of the lexicon.

The classes decide most line ends (`classes.Breaks`); here are those that depend on more than two neighbours. Only
these words are looked at one by one; the patterns are plain strings, compiled by `re` when a text first needs one.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from bulletin.compose.classes import ADDRESS, NEVER
from bulletin.compose.hyphenation import Hyphenator
from bulletin.model import marks

# Penalties are in the cost model's unit: a line whose characters stand 1/16 em apart costs 75.
TERM = 60.0  # inside a phrase of the lexicon
NAME = 120.0  # inside a name of two or three characters
NAME_LENGTH = 3
NUMBER_UNIT = 75.0  # number | unit, inside a unit, 第 | number
NUMBER_LATIN_UNIT = 150.0
IN_LONG_NUMBER = 200.0  # after the - of a telephone number
MONTH_DAY = 2.0
IN_ADDRESS = 2.0
IN_ADDRESS_WORD = 30.0  # between a letter and a digit
HYPHEN = 8.0

_NUMBER_END = "(?<=[0-9０-９])[^0-9０-９ ,.．]|(?<=第)[0-9０-９]"
_LATIN_UNIT = "[A-Za-zμ²³·]+"
_LONG_NUMBER = "[0-9]{2,}(?:[-\u2010\u2012][0-9]+)+"
_WIDE_WORD = "[０-９Ａ-Ｚａ-ｚ]{2,}"  # full-width letters may part, at the price of a number and its Latin unit
_MONTH = "[0-9０-９][月年](?=[0-9０-９])"
_PARTED = "\u3000[^\u3000]{2,4}(?=\u3000)"  # a name among names, 张三　李四　王五
_WORD = "[A-Za-z\u00c0-\u024f]{6,}"
_COMPOUND = "(?<=[A-Za-z\u00c0-\u024f]{2})[-\u2010](?=[A-Za-z\u00c0-\u024f]{2})"


class BreakPrices:
    """The price of a line end before every unit of a text: its penalty plus 1, or 0 where none is permitted."""

    def __init__(self, text: str, offsets: Sequence[int], prices: list[float]) -> None:
        """`offsets`: of each unit in the text, and the text's length; `prices`: what the classes alone decide."""
        self.prices = prices
        self.hyphens: set[int] = set()  # units before which a hyphen is added
        self.addresses: list[tuple[int, int]] = []  # web and mail addresses: first unit, unit after the last
        self._text = text
        self._offsets = offsets

    def price(self, classes: str, label: str, terms: re.Pattern[str] | None, hyphenator: Hyphenator | None) -> None:
        """Prices the line ends that depend on more than two neighbours; a later rule overrides an earlier one."""
        if terms:
            self._price_terms(terms)
        if "Z" in classes:
            for found in re.finditer(_PARTED, self._text):
                for offset in range(found.start() + 2, found.end()):
                    self._raise_to(offset, NAME)
        if "U" in classes or "u" in classes:
            self._price_numbers()
        for found in re.finditer(_WIDE_WORD, self._text):
            for offset in range(found.start() + 1, found.end()):
                self._raise_to(offset, NUMBER_LATIN_UNIT)
        if "L" in classes:
            self._price_addresses()
            for found in re.finditer(_COMPOUND, self._text):
                self._set(found.end(), IN_ADDRESS)
            if hyphenator is not None:
                self._price_hyphens(hyphenator)
        if label:  # the number that the paragraph opens with keeps the first two characters after it
            self._set(len(label), NEVER)
            self._set(len(label) + 1, NEVER)

    def _unit(self, offset: int) -> int:
        return offset if isinstance(self._offsets, range) else bisect_left(self._offsets, offset)

    def _set(self, offset: int, penalty: float) -> None:
        """A line may end before `offset`, at `penalty`."""
        unit = self._unit(offset)
        if 0 < unit < len(self.prices):
            self.prices[unit] = penalty + 1

    def _raise_to(self, offset: int, penalty: float) -> None:
        """A line end before `offset`, where one is permitted, costs no less than `penalty`."""
        unit = self._unit(offset)
        if unit < len(self.prices) and self.prices[unit]:
            self.prices[unit] = max(self.prices[unit], penalty + 1)

    def _price_terms(self, terms: re.Pattern[str]) -> None:
        for found in terms.finditer(self._text):
            penalty = NAME if len(found[0]) <= NAME_LENGTH else TERM
            for offset in range(found.start() + 1, found.end()):
                self._raise_to(offset, penalty)

    def _price_numbers(self) -> None:
        """A number stays with its unit; years and months, and the groups of a long number, may part."""
        text = self._text
        for found in re.finditer(_NUMBER_END, text):
            start = found.start()
            if found[0].isdigit():
                self._raise_to(start, NUMBER_UNIT)
            elif unit := _unit_of_measure(text, start):
                for offset in range(start, start + len(unit)):
                    self._raise_to(offset, NUMBER_UNIT)
            elif (match := re.match(_LATIN_UNIT, text[start : start + 6])) and f" {match[0]} " in marks.LATIN_UNITS:
                self._set(start, NUMBER_LATIN_UNIT)
        for found in re.finditer(_LONG_NUMBER, text):
            for offset in range(found.start() + 3, found.end() - 2):
                if not text[offset - 1].isdigit():
                    self._set(offset, IN_LONG_NUMBER)
        for found in re.finditer(_MONTH, text):
            self._raise_to(found.end(), MONTH_DAY)

    def _price_addresses(self) -> None:
        """Web and mail addresses break after their marks."""
        for found in re.finditer(ADDRESS, self._text):
            self.addresses.append((self._unit(found.start()), self._unit(found.end())))
            for offset in range(found.start() + 3, found.end() - 1):
                before, after = self._text[offset - 1], self._text[offset]
                if before in "/.?=&-_@:" and after != "/":
                    self._set(offset, IN_ADDRESS)
                elif before.isalnum() and after.isalnum() and before.isdigit() != after.isdigit():
                    self._set(offset, IN_ADDRESS_WORD)

    def _price_hyphens(self, hyphenator: Hyphenator) -> None:
        """Latin words outside addresses may be hyphenated."""
        for found in re.finditer(_WORD, self._text):
            first = self._unit(found.start())
            if not any(start <= first < end for start, end in self.addresses):
                for position in hyphenator[found[0]]:
                    self._set(found.start() + position, HYPHEN)
                    self.hyphens.add(self._unit(found.start() + position))


def _unit_of_measure(text: str, start: int) -> str:
    """The unit that follows a number here, "" when none does."""
    for unit in marks.LONG_UNITS.get(text[start], ()):
        if text.startswith(unit, start):
            return unit
    return text[start] if text[start] in marks.UNITS else ""
