"""What results depend on, as keys that cost nothing: one object for one content whose words are priced alike.

How a head breaks depends on the whole issue: what its texts say several times is a word. So a result that was made of
one report alone holds in the next build only if the prices that were asked for it have stayed.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from bulletin.memory import Memory
from bulletin.words.head_words import HeadWords, Prices

MOST_VARIANTS = 3  # of one content, whose prices differ: what an edit and its undoing need


class Asker:
    """Some content, and the prices of its words as they were asked for; compared by identity."""

    __slots__ = ("asked",)

    def __init__(self) -> None:
        self.asked: dict[str, Prices] = {}


class Askers:
    """The askers of one build."""

    def __init__(self, memory: Memory, words: HeadWords) -> None:
        """`memory` keeps those of earlier builds."""
        self._memory = memory
        self._words = words
        self._found: dict[Hashable, Asker] = {}

    def of(self, content: Hashable) -> Asker:
        """The asker of this content: the same as in the last build where its words are priced as they were."""
        found = self._found.get(content)
        if found is None:
            variants: list[Asker] = self._memory.recall(("asker", content), list)
            found = next(filter(self._holds, variants), None)
            if found is None:
                found = Asker()
                variants.append(found)
                del variants[:-MOST_VARIANTS]
            self._found[content] = found
        return found

    def _holds(self, asker: Asker) -> bool:
        prices = self._words.prices
        return all(prices(text) == asked for text, asked in asker.asked.items())

    @contextmanager
    def asking(self, asker: Asker) -> Iterator[None]:
        """Within the block words are priced for this asker."""
        with self._words.noted_in(asker.asked):
            yield
