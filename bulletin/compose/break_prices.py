"""What a line end costs at numbers, units, addresses, Latin words, labels and terms of the lexicon.

The classes decide most line ends (`classes.Breaks`); here are those that depend on more than two neighbours. Only
these words are looked at one by one; the patterns are plain strings, compiled by `re` when a text first needs one.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import compress

from bulletin.compose.classes import ADDRESS
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

_NUMBER_END = "(?<=[0-9])[^0-9 ,.]|(?<=第)[0-9]"
_LATIN_UNIT = "[A-Za-zμ²³·]+"
_LONG_NUMBER = "[0-9]{2,}(?:-[0-9]+)+"
_WIDE_NUMBER = "[０-９][０-９．，：]+(?=[０-９])"
_MONTH = "[0-9][月年](?=[0-9])"
_WORD = "[A-Za-z\u00c0-\u024f]{6,}"
_INNER = "(?<=[A-Za-z\u00c0-\u024f]{2})[-/](?=[A-Za-z\u00c0-\u024f]{2})"


class BreakPrices:
    """The price of a line end before every unit of a paragraph: its penalty plus 1, or 0 where none is permitted."""

    def __init__(self, prices: list[float], offsets: Sequence[int]) -> None:
        """`offsets`: of each unit in the text, and the text's length."""
        self._prices = prices
        self._offsets = offsets
        self._same = isinstance(offsets, range)

    def unit(self, offset: int) -> int:
        """The unit at an offset of the text."""
        return offset if self._same else bisect_left(self._offsets, offset)

    def raise_to(self, offset: int, penalty: float) -> None:
        """A line end before `offset`, where one is permitted, costs no less than `penalty`."""
        unit = self.unit(offset)
        if 0 < unit < len(self._prices) and self._prices[unit]:
            self._prices[unit] = max(self._prices[unit], penalty + 1)

    def permit(self, offset: int, penalty: float) -> None:
        """A line may end before `offset`, at `penalty`."""
        unit = self.unit(offset)
        if 0 < unit < len(self._prices):
            self._prices[unit] = penalty + 1

    def forbid(self, offset: int) -> None:
        """No line may end before `offset`."""
        unit = self.unit(offset)
        if 0 < unit < len(self._prices):
            self._prices[unit] = 0.0

    def permitted(self) -> list[int]:
        """The units before which a line may end."""
        return list(compress(range(len(self._prices)), self._prices))

    def penalties(self) -> list[float]:
        """The penalties of `permitted()`."""
        return [price - 1.0 for price in self._prices if price]


Hyphenation = Callable[[str], Sequence[int]]  # a Latin word -> positions inside it where it may be hyphenated


def needs_pricing(text: str, classes: str) -> bool:
    """Whether `text` has numbers or Latin words."""
    return "U" in classes or "L" in classes or bool(re.search(_WIDE_NUMBER, text))


def price_terms(prices: BreakPrices, text: str, terms: re.Pattern[str]) -> None:
    for found in terms.finditer(text):
        penalty = NAME if len(found[0]) <= NAME_LENGTH else TERM
        for offset in range(found.start() + 1, found.end()):
            prices.raise_to(offset, penalty)


def price_numbers(prices: BreakPrices, text: str) -> None:
    """A number stays with its unit; years and months, and the groups of a long number, may part."""
    for found in re.finditer(_NUMBER_END, text):
        start = found.start()
        if found[0].isdigit():
            prices.raise_to(start, NUMBER_UNIT)
        elif unit := _unit_at(text, start):
            for offset in range(start, start + len(unit)):
                prices.raise_to(offset, NUMBER_UNIT)
        elif (match := re.match(_LATIN_UNIT, text[start : start + 6])) and f" {match[0]} " in marks.LATIN_UNITS:
            prices.permit(start, NUMBER_LATIN_UNIT)
    for found in re.finditer(_LONG_NUMBER, text):
        for offset in range(found.start() + 3, found.end() - 2):
            if text[offset - 1] == "-":
                prices.permit(offset, IN_LONG_NUMBER)
    for found in re.finditer(_MONTH, text):
        prices.raise_to(found.end(), MONTH_DAY)


def _unit_at(text: str, start: int) -> str:
    """The unit that follows a number here, "" when none does."""
    for unit in marks.LONG_UNITS.get(text[start], ()):
        if text.startswith(unit, start):
            return unit
    return text[start] if text[start] in marks.UNITS else ""


def price_wide_numbers(prices: BreakPrices, text: str) -> None:
    """Numbers of full-width digits stay whole."""
    for found in re.finditer(_WIDE_NUMBER, text):
        for offset in range(found.start() + 1, found.end() + 1):
            prices.forbid(offset)


def price_addresses(prices: BreakPrices, text: str) -> tuple[tuple[int, int], ...]:
    """Web and mail addresses break after their marks; returns where they begin and end, as offsets."""
    spans = []
    for found in re.finditer(ADDRESS, text):
        spans.append(found.span())
        inside = found[0]
        for offset in range(3, len(inside) - 1):
            before, after = inside[offset - 1], inside[offset]
            if before in "/.?=&-_@:" and after != "/":
                prices.permit(found.start() + offset, IN_ADDRESS)
            elif before.isalnum() and after.isalnum() and before.isdigit() != after.isdigit():
                prices.permit(found.start() + offset, IN_ADDRESS_WORD)
    return tuple(spans)


def price_compounds(prices: BreakPrices, text: str) -> None:
    """Latin compounds part after their - or /."""
    for found in re.finditer(_INNER, text):
        prices.permit(found.end(), IN_ADDRESS)


def price_hyphens(
    prices: BreakPrices, text: str, addresses: Sequence[tuple[int, int]], hyphenate: Hyphenation
) -> Iterator[int]:
    """Latin words outside addresses may be hyphenated; yields the offsets before which a hyphen is added."""
    for found in re.finditer(_WORD, text):
        if not any(start <= found.start() < end for start, end in addresses):
            for position in hyphenate(found[0]):
                prices.permit(found.start() + position, HYPHEN)
                yield found.start() + position


def price_label(prices: BreakPrices, label: str) -> None:
    """The number that a paragraph opens with keeps the first two characters after it."""
    prices.forbid(len(label))
    prices.forbid(len(label) + 1)
