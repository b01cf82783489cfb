"""Latin words: where they may be hyphenated. Imported only when a long Latin word is met."""

from collections.abc import Callable, Sequence


def hyphenator() -> Callable[[str], Sequence[int]]:
    """Positions inside a word at which it may take a hyphen, two letters from its start and three from its end."""
    import pyphen

    patterns = pyphen.Pyphen(lang="en_US", left=2, right=3)

    def positions(word: str) -> tuple[int, ...]:
        if word[1:].isupper():
            return ()  # an abbreviation
        return tuple(int(place) for place in patterns.positions(word))

    return positions
