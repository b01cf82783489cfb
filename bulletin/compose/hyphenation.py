"""Latin words: where they may be hyphenated."""

from collections.abc import Callable


class Hyphenator:
    """Positions inside a word at which it may take a hyphen, two letters from its start and three from its end.

    The patterns (TeX's for American English, from pyphen) are loaded with the first word.
    """

    def __init__(self) -> None:
        self._positions: Callable[[str], list[int]] | None = None
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._looked_up(word)
        return found

    def _looked_up(self, word: str) -> tuple[int, ...]:
        if word[1:].isupper():
            return ()  # an abbreviation
        if self._positions is None:
            import pyphen

            self._positions = pyphen.Pyphen(lang="en_US", left=2, right=3).positions
        return tuple(int(place) for place in self._positions(word))
