"""Latin words: where they may be hyphenated. Imported only when a long Latin word is met."""

from collections.abc import Callable, Sequence


def hyphenator() -> Callable[[str], Sequence[int]]:
    """Positions inside a word at which British and American use both allow a hyphen, three letters from its end."""
    import pyphen

    british = pyphen.Pyphen(lang="en_GB", left=2, right=3)
    american = pyphen.Pyphen(lang="en_US", left=2, right=3)

    def positions(word: str) -> tuple[int, ...]:
        if word[1:].isupper():
            return ()  # an abbreviation
        there = set(american.positions(word))
        both = [place for place in british.positions(word) if place in there]
        return tuple(int(place) for place in both)

    return positions
