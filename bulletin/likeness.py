"""Which known name was meant by one that is not known: only one that is near, for a wrong guess leads astray.

Near is what a slip of the hand leaves: letters left out, doubled, mistyped or in another order, or the end left off. A
Chinese word is short, so that one character in common is no likeness (地点 is not 要点): two characters must be the
same in another order or with a third at their side, and only from three on may one of them differ.
"""

from collections.abc import Iterable

LONGEST_NAME = 24  # characters; longer texts are sentences, compared as wholes
SAME_SENTENCE = 0.6  # of a sentence's characters must be the same
# Of a name with up to so many letters, so many may be wrong; tests/test_likeness.py holds the words tried.
STEPS = ((2, 0), (5, 1), (8, 2), (LONGEST_NAME, 3))
HAN_STEPS = ((2, 0), (4, 1), (LONGEST_NAME, 2))
BEGINNING = 3  # letters by which a name is known whose end was left off
TOO_MANY = 99


def nearest(typed: str, known: Iterable[str], likeness: float = SAME_SENTENCE) -> str:
    """The known name most like the one typed, "" where none is near; endings of files do not count.

    Of several the first, or, in a set, which has no order, the first by its letters.

    `likeness` counts for whole sentences, of more than `LONGEST_NAME` characters, only.
    """
    if len(typed) > LONGEST_NAME:
        from difflib import get_close_matches

        return next(iter(get_close_matches(typed, known, 1, likeness)), "")
    word = _stem(typed).lower()
    known = sorted(known) if isinstance(known, set | frozenset) else known
    least, found = TOO_MANY, ""
    for name in known:
        slips = _slips(word, _stem(name).lower())
        if slips < least:
            least, found = slips, name
    return found


def _stem(name: str) -> str:
    """A file's name without its ending."""
    stem, _, ending = name.rpartition(".")
    return stem if stem and len(ending) <= 8 and ending.isascii() and ending.isalnum() else name


def _slips(typed: str, name: str) -> int:
    """How many letters are wrong, `TOO_MANY` when that is too many for names of their length."""
    typed, name = typed.lstrip("-"), name.lstrip("-")
    shorter, longer = sorted((typed, name), key=len)
    if typed == name:
        return 0
    if len(shorter) >= 2 and len(longer) == len(shorter) + 1 and shorter in longer:
        return 1
    if len(typed) == 2 and typed == name[::-1]:
        return 1
    han = any("\u3400" <= char <= "\u9fff" for char in typed + name)
    most = next((slips for length, slips in (HAN_STEPS if han else STEPS) if len(shorter) <= length), 0)
    slips = _distance(typed, name, most) if len(longer) - len(shorter) <= most and most else TOO_MANY
    if slips == TOO_MANY and len(typed) >= BEGINNING and name.startswith(typed):
        return most + 1
    return slips


def _distance(typed: str, name: str, most: int) -> int:
    """Letters to leave out, put in, replace or swap with the next, `TOO_MANY` where more than `most`."""
    above: list[int] = []
    row = list(range(len(name) + 1))
    for place, char in enumerate(typed, 1):
        before, above, row = above, row, [place]
        for at, other in enumerate(name, 1):
            cost = min(above[at] + 1, row[at - 1] + 1, above[at - 1] + (char != other))
            if place > 1 and at > 1 and char == name[at - 2] and typed[place - 2] == other:
                cost = min(cost, before[at - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return TOO_MANY
    return row[-1] if row[-1] <= most else TOO_MANY
