"""Decides what may stand for a paragraph: prefixes of its first sentences that end with a clause."""

from collections.abc import Iterable
from typing import NamedTuple

from bulletin.choose.clauses import LEAST, clause_ends, is_hollow, is_sound, trimmed
from bulletin.model.marks import LIST_SIGNS

LONGEST = 150  # characters: three lines of the widest body are 120, so longer ones are not worth measuring
SENTENCES = 3  # of a paragraph that an excerpt may begin with: later ones seldom say what the head announces
_BEFORE_ITEM = "".join(sorted(LIST_SIGNS)) + " \u3000"


class Excerpt(NamedTuple):
    """The author's words from the beginning of a sentence to the end of a clause."""

    text: str
    whole: bool  # a sentence ends here
    sound: bool = True  # not parted between 一方面 and 另一方面
    sentence: int = 0  # which sentence of the paragraph it begins with


def excerpts_of(text: str, start: int = 0) -> tuple[Excerpt, ...]:
    """What may stand for `text` from `start`, by sentence, and for each sentence by rising length.

    Hollow first clauses and announcements are left out.
    """
    found: list[Excerpt] = []
    starts = [start, *(end for end, whole in clause_ends(text, start)[:-1] if whole)]
    for sentence, begin in enumerate(starts[:SENTENCES]):
        first = _first_telling(text, begin)
        longest = 0
        ends = clause_ends(text, first)
        for (end, whole), (following, _) in zip(ends, [*ends[1:], (len(text), True)], strict=True):
            words = trimmed(text[first:end])
            if len(words) >= LEAST and len(words) > longest and text[end - 1] not in "：:":
                listed = "、" in words and "等" in text[end:following]
                sound = whole or (is_sound(words) and not listed)
                found.append(Excerpt(text=words, whole=whole, sound=sound, sentence=sentence))
                longest = len(words)
            if end - first > LONGEST:
                break
    return tuple(found)


def first_excerpts(texts: Iterable[str]) -> tuple[Excerpt, ...]:
    """The excerpts of the first text that has any."""
    return next(filter(None, map(excerpts_of, texts)), ())


def _first_telling(text: str, start: int) -> int:
    """Where the first clause begins that says something; the one at `start` when none is left after it.

    The sign of a list's item (● ◆) is left out: the slide has its own.
    """
    start = len(text) - len(text.lstrip(_BEFORE_ITEM)) if start == 0 else start
    first = start
    for end, whole in clause_ends(text, start):
        if whole or not is_hollow(text[first:end]) or len(trimmed(text[end:])) < LEAST:
            return first
        first = end
    return start
