"""Latin words: where they may be hyphenated."""

from collections.abc import Callable
from functools import cached_property


class Hyphenator(dict[str, tuple[int, ...]]):
    """Positions inside a word at which it may take a hyphen, two letters from its start and three from its end.

    The patterns (TeX's for American English, from pyphen) are loaded with the first word.
    """

    @cached_property
    def _positions(self) -> Callable[[str], list[int]]:
        import pyphen

        positions: Callable[[str], list[int]] = pyphen.Pyphen(lang="en_US", left=2, right=3).positions
        return positions

    def __missing__(self, word: str) -> tuple[int, ...]:
        capitals = word[1:] != word[1:].lower()  # an abbreviation, or an identifier: getElementById
        self[word] = places = () if capitals else tuple(map(int, self._positions(word)))
        return places
