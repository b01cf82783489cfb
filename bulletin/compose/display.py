"""Headlines and their like: a text in exactly so many lines, broken at phrases and balanced.

Breaks are few, so all of them are tried. A line that is too wide is first squeezed at its marks and then, as far as
the caller allows, set closer; U+3000 parts two phrases and disappears where a line ends at it.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import accumulate, combinations, pairwise
from math import comb
from operator import add
from typing import NamedTuple

from bulletin.compose.break_prices import TERM
from bulletin.compose.classes import TRAILING
from bulletin.compose.costs import LineFit
from bulletin.compose.items import Items
from bulletin.compose.justify import LineLook, set_line
from bulletin.compose.packed_line import (
    AFTER_PAUSE,
    AFTER_STOP,
    AT_BRACKET,
    KINDS,
    PackedLine,
    count,
    counts,
    pack,
    white,
    width,
)
from bulletin.model.galley import Line

CLOSER = 250  # taken from the blank beside quotation marks and brackets: half an em is a hole in large type (by eye)
SQUEEZE = {AT_BRACKET: 150, AFTER_PAUSE: 300, AFTER_STOP: 250}  # what a mark gives on a line too wide: by eye
OFF_PHRASE = 40.0  # a break away from the phrase space, in the unit of 1 for a character of imbalance
NO_PHRASE = 2.5  # a break elsewhere than after a mark, in a text without a phrase space
INSIDE_WORD = 12.0  # times the price of a break by the words: rather six characters of imbalance than a word parted
CANDIDATES_MAX = 24  # breaks weighed; of more those nearest to an even division, and to the words
WAYS_MAX = 2500  # ways to choose among them that are tried, else fewer breaks are weighed


class DisplayBreaks(NamedTuple):
    """One way to set a text in lines."""

    cost: float
    letterspace: int  # 1/1000 em
    ends: tuple[int, ...]  # units before which lines end


def tightened(items: Items) -> Items:
    """The items as display sizes want them: quotation marks and brackets nearer to what they enclose."""
    if not any(count(gap, AT_BRACKET) for gap in items.gaps):
        return items
    gaps = [gap - pack(CLOSER) if count(gap, AT_BRACKET) else gap for gap in items.gaps]
    return items._replace(gaps=gaps, sums=list(accumulate(map(add, items.widths, [*gaps, 0]), initial=0)))


def display_lines(
    items: Items, look: LineLook, room: int, rows: int, tracking: tuple[int, int], words: Sequence[float]
) -> tuple[Line, ...] | None:
    """The text in `rows` lines of at most `room` (1/1000 em), or None.

    `tracking` is least and most letterspacing; `words` the price of a break before each character, not needed for one
    row.
    """
    if not items.units or rows < 1:
        return None
    phrases = [unit for unit in items.nodes[1:-1] if items.classes[unit - 1] == "Z"]
    price = cache(partial(_price, items, words))
    best = _best(items, rows, phrases, room, tracking, price)
    best = best or _best(items, rows, items.nodes[1:-1], room, tracking, price)
    if best is None:
        return None
    more = pack(best.letterspace)
    spaced = items._replace(gaps=[gap + more for gap in items.gaps])
    return tuple(
        set_line(spaced, first, end, _fit(items.line(first, end), room, best.letterspace), look)
        for first, end in pairwise((0, *best.ends))
    )


def _best(
    items: Items, rows: int, inner: list[int], room: int, tracking: tuple[int, int], price: Callable[[int], float]
) -> DisplayBreaks | None:
    """The cheapest way to end lines at units of `inner` that fits, with its letterspacing."""
    best: DisplayBreaks | None = None
    for ends in _ways(items, rows, inner, price):
        letterspace = _tracking(items, ends, room, tracking)
        if letterspace is None:
            continue
        widths = [width(items.line(first, end)) for first, end in pairwise((0, *ends))]
        cost = (max(widths) - min(widths)) / 1000 + sum(map(price, ends[:-1]))
        if letterspace < 0:
            cost -= letterspace / 10
        if best is None or (cost, ends) < (best.cost, best.ends):
            best = DisplayBreaks(cost=cost, letterspace=letterspace, ends=ends)
    return best


def _ways(items: Items, rows: int, inner: list[int], price: Callable[[int], float]) -> Iterator[tuple[int, ...]]:
    """Tuples of line ends taken from `inner`, the text's end last; of long texts those near an even division."""
    weighed = next(number for number in range(CANDIDATES_MAX, 0, -1) if comb(number, rows - 1) <= WAYS_MAX)
    if rows > 1 and len(inner) > weighed:
        whole = width(items.sums[-1])

        def off(unit: int) -> tuple[float, int]:
            """How far a break is from the nearest division, 1 for an em, and what it costs."""
            away = min(abs(width(items.sums[unit]) - whole * part / rows) for part in range(1, rows))
            return away / 1000 + price(unit), unit

        inner = sorted(sorted(inner, key=off)[:weighed])
    for ends in combinations(inner, rows - 1):
        yield (*ends, len(items.units))


def _price(items: Items, words: Sequence[float], end: int) -> float:
    """What a break before unit `end` costs besides imbalance."""
    classes = items.classes
    if classes[end - 1] == "Z":
        return 0.0
    price = 0.0
    if "Z" in classes:
        price += OFF_PHRASE
    elif classes[end - 1] not in TRAILING:
        price += NO_PHRASE
    if words:
        price += INSIDE_WORD * words[items.offsets[end]]
    penalty = items.penalties[items.nodes.index(end)]
    return price + (penalty if penalty >= TERM else penalty / 10)


def _give(line: PackedLine) -> int:
    """How much a line's marks can give, the white of its last one left out."""
    return sum(count(line, kind) * most for kind, most in SQUEEZE.items())


def _tracking(items: Items, ends: tuple[int, ...], room: int, limits: tuple[int, int]) -> int | None:
    """The letterspacing nearest 0 with which all lines fit; None when none does."""
    least, most = limits
    letterspace = max(least, min(0, most))
    for first, end in pairwise((0, *ends)):
        line = items.line(first, end)
        gaps = end - first - 1
        over = width(line) + letterspace * gaps - room
        if over > 0:
            over -= _give(line) + white(line)
        if over > 0:
            if not gaps:
                return None
            letterspace -= -(-over // gaps)
            if letterspace < least:
                return None
    return letterspace


def _fit(line: PackedLine, room: int, letterspace: int) -> LineFit:
    """What the marks of one line give, all in proportion."""
    over = max(0, width(line) + letterspace * sum(counts(line)) - room)
    give = _give(line)
    share = min(1.0, over / give) if give else 0.0
    more = tuple([-share * SQUEEZE.get(kind, 0) for kind in KINDS])
    return LineFit(0.0, more=more, end=float(max(0, over - give)))
