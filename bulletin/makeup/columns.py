"""Where the columns of one report end: an exact search over paragraphs that may be a line shorter or longer.

Given the paragraphs of a report, each with the line counts that the composer offers, and the number of lines that
every column holds, the search finds the line count of each paragraph such that the text fills the columns exactly,
at the least cost. It goes through the paragraphs in order and keeps, for every number of lines set so far, the
cheapest way to get there; a column's end that falls inside or between paragraphs is charged by the table of
makeup.md §4 or forbidden. When nothing fits exactly it returns None, and the caller tries another depth.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

FORBIDDEN = float("inf")

# Costs of a column break: makeup.md §4. Widows and orphans cost more than there (25, 12 and 8): on 80 random issues of
# 180 pages that leaves 47 of 70 of them, and one page instead of five with more than one, at no more jumps or white.
HEADING_WITH_ONE_LINE = 12.0
WIDOW, WIDOW_NEARLY_FULL = 35.0, 22.0
ORPHAN = 20.0
TWO_LINES_PARTED = 15.0
AFTER_COLON = 6.0
MISSING_LINE = 5.0


class Option(NamedTuple):
    """A paragraph in so many lines, at that cost; whether its last line is nearly full (60 %)."""

    lines: int
    cost: float
    full_end: bool = False


class Item(NamedTuple):
    """A paragraph as the search sees it."""

    options: tuple[Option, ...]
    heading: bool = False
    introduces: bool = False  # ends in a colon: a list follows
    whole: bool = False  # never parted
    begun: bool = False  # the rest of a paragraph whose beginning stands elsewhere

    @property
    def fewest(self) -> int:
        return min(option.lines for option in self.options)

    @property
    def most(self) -> int:
        return max(option.lines for option in self.options)


class Filling(NamedTuple):
    """The chosen line counts; with an open end, where the text was cut."""

    cost: float
    options: tuple[int, ...]  # index of the option taken, for the items that were begun
    cut: int = 0  # lines of the last item set here; 0: the last item ends here


def break_cost(item: Item, option: Option, row: int, *, after_heading: bool) -> float:
    """What it costs to end a column after `row` lines (1 ... n - 1) of a paragraph."""
    if item.heading or item.whole:
        return FORBIDDEN
    lines = option.lines
    cost = 0.0
    if row == 1 and after_heading:
        cost += HEADING_WITH_ONE_LINE
    if item.begun:
        # Its first line is none: only what comes after counts.
        return cost + (_widow(option) if row == lines - 1 and lines > 1 else 0.0)
    if lines == 2:
        return cost + TWO_LINES_PARTED
    if row == 1:
        cost += ORPHAN
    if row == lines - 1:
        cost += _widow(option)
    return cost


def _widow(option: Option) -> float:
    return WIDOW_NEARLY_FULL if option.full_end else WIDOW


def break_between(item: Item) -> float:
    """What it costs to end a column after the whole of `item`."""
    if item.heading:
        return FORBIDDEN
    return AFTER_COLON if item.introduces else 0.0


def fill(
    items: Sequence[Item], capacities: Sequence[int], *, open_end: bool = False, limit: float = FORBIDDEN
) -> Filling | None:
    """Fill columns of so many lines each exactly, or tell that it cannot be done below `limit`.

    With `open_end` the text goes on elsewhere: the last column's end is a break as well, and the items need not
    all be used.
    """
    ends: list[int] = []
    total = 0
    for capacity in capacities:
        total += capacity
        ends.append(total)
    if open_end and total < 1:
        return None
    # every item has a line: what comes after so many cannot stand here
    if open_end:
        items = items[: total + 1]
    elif len(items) > total:
        return None
    breaks = set(ends if open_end else ends[:-1]) - {0}
    if not open_end:
        breaks.discard(total)  # trailing empty columns do not occur, but cost nothing
    following = _following(breaks, total)
    count = len(items)
    least, most = _bounds(items, total, open_end)

    states: dict[int, tuple[float, int]] = {0: (0.0, -1)}
    trail: list[dict[int, tuple[int, int]]] = []  # per item: lines so far -> (option, lines before)
    finished: tuple[float, int, int, int, int] | None = None  # cost, item, option, lines before, cut
    for number in range(count):
        item = items[number]
        previous = items[number - 1] if number else None
        after_heading = previous is not None and previous.heading
        reached: dict[int, tuple[float, int]] = {}
        origin: dict[int, tuple[int, int]] = {}
        low, high = least[number + 1], most[number + 1]
        for before, (cost, _) in states.items():
            if before in breaks and previous is not None:
                cost += break_between(previous)
                if cost >= limit:
                    continue
            next_break = following[before]
            for chosen, option in enumerate(item.options):
                after = before + option.lines
                charge = cost + option.cost
                if after > next_break:
                    for end in breaks:
                        if before < end < after:
                            charge += break_cost(item, option, end - before, after_heading=after_heading)
                if charge >= limit:
                    continue
                if open_end and after >= total:
                    final = charge + (break_between(item) if after == total else 0.0)
                    if final < limit and (finished is None or final < finished[0]):
                        finished = (final, number, chosen, before, 0 if after == total else total - before)
                    continue
                if not low <= after <= high:
                    continue
                known = reached.get(after)
                if known is None or charge < known[0]:
                    reached[after] = (charge, before)
                    origin[after] = (chosen, before)
        trail.append(origin)
        states = reached
        if not states:
            break
    if open_end:
        if finished is None:
            return None
        cost, number, chosen, before, cut = finished
        return Filling(cost, (*_back(trail, number - 1, before), chosen), cut)
    if len(trail) < count or total not in states:
        return None
    return Filling(states[total][0], _back(trail, count - 1, total))


def _following(breaks: set[int], total: int) -> list[int]:
    """For every number of lines the first break behind it."""
    result = [total] * (total + 1)
    for start, end in pairwise((0, *sorted(breaks), total)):
        for lines in range(start, min(end, total)):
            result[lines] = end
    return result


def _bounds(items: Sequence[Item], total: int, open_end: bool) -> tuple[list[int], list[int]]:
    """For every item boundary the fewest and most lines so far from which the end can still be met."""
    count = len(items)
    least, most = [0] * (count + 1), [total] * (count + 1)
    if open_end:
        return least, most
    fewest_left = most_left = 0
    for number in range(count, -1, -1):
        least[number] = total - most_left
        most[number] = total - fewest_left
        if number:
            fewest_left += items[number - 1].fewest
            most_left += items[number - 1].most
    return least, most


def _back(trail: Sequence[dict[int, tuple[int, int]]], last: int, lines: int) -> tuple[int, ...]:
    """The options taken on the way to `lines` after item `last`."""
    taken: list[int] = []
    for number in range(last, -1, -1):
        chosen, lines = trail[number][lines]
        taken.append(chosen)
    return tuple(reversed(taken))
