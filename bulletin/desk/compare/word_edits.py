"""A changed sentence word by word: figures and Latin words are compared as wholes, Han one by one."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bulletin.desk.compare.changes import WordEdit

_COMPARED_WORDS = re.compile(r"[0-9]+(?:[.,:][0-9]+)*[%‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
LONGEST_ISLAND = 1  # words that are the same by chance between two that are not
LONGEST_EXACT = 4000  # words of a text that is compared word by word


def word_edits(old: str, new: str) -> tuple[WordEdit, ...]:
    """Stretches that together are `old` and `new`, the same and the changed in turn."""
    before, now = _COMPARED_WORDS.findall(old), _COMPARED_WORDS.findall(new)
    if max(len(before), len(now)) > LONGEST_EXACT:
        return (WordEdit(old, new),)
    found: list[WordEdit] = []
    last_changed = False
    for first, second, changed in _stretches(before, now):
        if found and last_changed == changed:
            found[-1] = WordEdit(found[-1].old + first, found[-1].new + second)
        else:
            found.append(WordEdit(first, second))
        last_changed = changed
    return tuple(found)


def _stretches(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Stretches of both, and whether they are told as changed."""
    codes = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    for place, (name, start, end, begin, stop) in enumerate(codes):
        island = name == "equal" and end - start <= LONGEST_ISLAND and 0 < place < len(codes) - 1
        changed = name != "equal" or (island and _are_long(codes[place - 1], codes[place + 1]))
        yield "".join(before[start:end]), "".join(now[begin:stop]), changed


def _are_long(*codes: tuple[str, int, int, int, int]) -> bool:
    """Whether each is a change of more than a word."""
    return all(max(end - start, stop - begin) > 1 for _, start, end, begin, stop in codes)
