"""Headlines and their like: a text in exactly so many lines, broken at phrases and balanced.

Breaks are few, so all ways to choose among them are tried, each no further than it may still be the cheapest: more
lines never make it cheaper, and breaks to come cost no less than the cheapest that are left. A line that is too wide is
first squeezed at its marks and then, as far as the caller allows, set closer; U+3000 parts two phrases and disappears
where a line ends at it.
"""

import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import accumulate, pairwise
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
NO_PHRASE = 2.5  # a break elsewhere than after a mark, in a text without a phrase space;
IN_SENTENCE = 8.0  # and in a sentence, whose lines may differ more than those of a head
INSIDE_WORD = 12.0  # times the price of a break by the words: rather six characters of imbalance than a word parted
PRICE_ROUNDING = 1e-9  # of sums of prices
CANDIDATES_MAX = 24  # breaks weighed; of more those nearest to an even division, and to the words
WAYS_MAX = 2500  # ways to choose among them that are tried, else fewer breaks are weighed


class _SetLines(NamedTuple):
    """The first lines of a text, set; widths in 1/1000 em."""

    letterspace: int  # 1/1000 em, of all lines: what the widest needs
    ends: tuple[int, ...] = ()  # units before which they end
    narrowest: int = sys.maxsize
    widest: int = 0
    price: float = 0.0  # of their breaks

    @property
    def cost(self) -> float:
        """1 for a character of imbalance; never less with a line more."""
        cost = (self.widest - self.narrowest) / 1000 + self.price
        return cost - self.letterspace / 10 if self.letterspace < 0 else cost


class _BreakSearch:
    """The cheapest way to set a text in lines; of equal ones the one whose lines end first."""

    def __init__(self, items: Items, room: int, least: int, price: Callable[[int], float]) -> None:
        """`room`: of a line, `least`: letterspacing, both in 1/1000 em; `price`: of a break before a unit."""
        self._room = room
        self._least = least
        self._price = price
        self._last = len(items.units)
        self._starts = [width(before) for before in items.sums]
        ends = [items.line(0, unit) for unit in range(1, self._last + 1)]
        self._ends = [0, *map(width, ends)]  # what a line that ends before each unit reaches to
        self._whites = [0, *map(white, ends)]
        self._gives = [0, *accumulate(map(_give, items.gaps))]  # of the marks before each unit
        self._cheapest: list[list[float]] = []  # candidates left, breaks to come -> what these cost at the least
        self.best: _SetLines | None = None

    def search(self, candidates: Sequence[int], rows: int, letterspace: int) -> None:
        """Try every way to set the text in `rows` lines that end at units of `candidates`."""
        prices = [self._price(unit) for unit in reversed(candidates)]
        self._cheapest = [[0.0, *accumulate(sorted(prices[:left])[:rows])] for left in range(len(prices) + 1)]
        self._go_on(_SetLines(letterspace=letterspace), candidates, rows)

    def _go_on(self, so_far: _SetLines, candidates: Sequence[int], rows: int) -> None:
        """Try every way to set the rest of the text in `rows` lines that end at units of `candidates`."""
        first, left = so_far.ends[-1] if so_far.ends else 0, len(candidates)
        for place, end in enumerate(candidates[: left - rows + 2] if rows > 1 else (self._last,), 1):
            price = so_far.price + (self._price(end) if rows > 1 else 0.0)
            later = self._cheapest[left - place][rows - 2] - PRICE_ROUNDING if rows > 2 else 0.0
            if self.best is not None and price + later >= self.best.cost:
                continue
            letterspace = self._letterspace(first, end)
            if letterspace < self._least:
                continue
            own = self._ends[end] - self._starts[first]
            lines = _SetLines(
                letterspace=min(so_far.letterspace, letterspace),
                ends=(*so_far.ends, end),
                narrowest=min(so_far.narrowest, own),
                widest=max(so_far.widest, own),
                price=price,
            )
            if self.best is not None and lines.cost + later >= self.best.cost:
                continue
            if rows > 1:
                self._go_on(lines, candidates[place:], rows - 1)
            else:
                self.best = lines

    def _letterspace(self, first: int, end: int) -> int:
        """The most letterspacing with which a line fits, its marks squeezed; of a lone character any or none."""
        own, give = self._ends[end] - self._starts[first], self._gives[end - 1] - self._gives[first]
        over, gaps = own - self._room - give - self._whites[end], end - first - 1
        lone = sys.maxsize if over <= 0 else -sys.maxsize
        return -over // gaps if gaps else lone


def tightened(items: Items) -> Items:
    """The items as display sizes want them: quotation marks and brackets nearer to what they enclose."""
    if not any(count(gap, AT_BRACKET) for gap in items.gaps):
        return items
    gaps = [gap - pack(CLOSER) if count(gap, AT_BRACKET) else gap for gap in items.gaps]
    return items._replace(gaps=gaps, sums=list(accumulate(map(add, items.widths, [*gaps, 0]), initial=0)))


def display_lines(
    items: Items,
    look: LineLook,
    room: int,
    rows: int,
    tracking: tuple[int, int],
    words: Sequence[float],
    *,
    sentence: bool = False,
) -> tuple[Line, ...] | None:
    """The text in `rows` lines of at most `room` (1/1000 em), or None.

    Args:
        tracking: least and most letterspacing.
        words: the price of a break before each character, not needed for one row.
        sentence: it is no head and rather ends its lines after marks.
    """
    if not items.units or rows < 1:
        return None
    phrases = [unit for unit in items.nodes[1:-1] if items.classes[unit - 1] == "Z"]
    price = cache(partial(_price, items, words, IN_SENTENCE if sentence else NO_PHRASE))
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
    items: Items, rows: int, inner: Sequence[int], room: int, tracking: tuple[int, int], price: Callable[[int], float]
) -> _SetLines | None:
    """The cheapest way to end lines at units of `inner` that fits, with its letterspacing."""
    if len(inner) < rows - 1:
        return None
    least, most = tracking
    search = _BreakSearch(items, room, least, price)
    search.search(_weighed(items, rows, inner, price), rows, max(least, min(0, most)))
    return search.best


def _weighed(items: Items, rows: int, inner: Sequence[int], price: Callable[[int], float]) -> Sequence[int]:
    """The units of `inner` that lines may end at; of long texts those near an even division."""
    most = next(number for number in range(CANDIDATES_MAX, 0, -1) if comb(number, rows - 1) <= WAYS_MAX)
    if rows == 1 or len(inner) <= most:
        return inner
    whole = width(items.sums[-1])

    def off(unit: int) -> tuple[float, int]:
        """How far a break is from the nearest division, 1 for an em, and what it costs."""
        away = min(abs(width(items.sums[unit]) - whole * part / rows) for part in range(1, rows))
        return away / 1000 + price(unit), unit

    return sorted(sorted(inner, key=off)[:most])


def _price(items: Items, words: Sequence[float], no_phrase: float, end: int) -> float:
    """What a break before unit `end` costs besides imbalance; `no_phrase`: elsewhere than after a mark."""
    classes = items.classes
    if classes[end - 1] == "Z":
        return 0.0
    price = 0.0
    if "Z" in classes:
        price += OFF_PHRASE
    elif classes[end - 1] not in TRAILING:
        price += no_phrase
    if words:
        price += INSIDE_WORD * words[items.offsets[end]]
    penalty = items.penalties[items.nodes.index(end)]
    return price + (penalty if penalty >= TERM else penalty / 10)


def _give(line: PackedLine) -> int:
    """How much a line's marks can give, the white of its last one left out."""
    return sum(count(line, kind) * most for kind, most in SQUEEZE.items())


def _fit(line: PackedLine, room: int, letterspace: int) -> LineFit:
    """What the marks of one line give, all in proportion."""
    over = max(0, width(line) + letterspace * sum(counts(line)) - room)
    give = _give(line)
    share = min(1.0, over / give) if give else 0.0
    more = tuple([-share * SQUEEZE.get(kind, 0) for kind in KINDS])
    return LineFit(0.0, more=more, end=float(max(0, over - give)))
