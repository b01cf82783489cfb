"""Where the columns of one report end: an exact search over paragraphs that may be a line shorter or longer.

Given the paragraphs of a report, each with the line counts that the composer offers, and the number of grid rows that
every column holds, the search finds the line count of each paragraph such that the text fills the columns exactly,
at the least cost. It goes through the paragraphs in order and keeps, for every number of rows filled so far, the
cheapest way to get there; a column's end that falls inside or between paragraphs is charged by the table of costs
below or forbidden. When nothing fits exactly it returns None, and the caller tries another depth.

How many rows an item takes is decided here and nowhere else: `row_range` for a text, `runs` for what stands where,
`rest_of` for what a part leaves.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

FORBIDDEN = float("inf")

# Costs of a column break: docs/typesetting.md, Column breaks. Widows and orphans cost more than is usual (25, 12 and
# 8): on 80 random issues of 180 pages that leaves 47 of 70 of them, and one page instead of five with more than one,
# at no more jumps or white.
HEADING_WITH_ONE_LINE = 12.0
WIDOW, WIDOW_NEARLY_FULL = 35.0, 22.0
ORPHAN = 20.0
TWO_LINES_PARTED = 15.0
AFTER_COLON = 6.0
MISSING_LINE = 5.0


class LineCount(NamedTuple):
    """A paragraph in so many lines, at that cost; whether its last line is nearly full (60 %)."""

    lines: int
    cost: float
    full_end: bool = False


class ColumnItem(NamedTuple):
    """A paragraph as the search sees it."""

    counts: tuple[LineCount, ...]  # the preferred first
    heading: bool = False
    introduces: bool = False  # ends in a colon: a list follows
    kept: bool = False  # the closing of the report follows, which does not stand alone
    begun: bool = False  # the rest of a paragraph whose beginning stands elsewhere
    air: int = 0  # grid rows of white above the first line

    @property
    def fewest(self) -> int:
        return min(count.lines for count in self.counts)

    @property
    def most(self) -> int:
        return max(count.lines for count in self.counts)

    def white(self, *, at_head: bool) -> int:
        """Grid rows above the first line: a column's head swallows the air."""
        return 0 if at_head else self.air


class ColumnText(NamedTuple):
    """Items that follow each other, with what is left after each: made once, searched for many capacities."""

    items: tuple[ColumnItem, ...]
    fewest_left: tuple[int, ...]  # rows of the items from each place on, all their air swallowed; 0 at the end
    most_left: tuple[int, ...]


class RowRange(NamedTuple):
    """How many rows a text takes over so many columns."""

    fewest: int
    usual: int  # every paragraph at its preferred line count
    most: int
    swallowed: int  # of these at most so many are air that column heads swallow


class Filling(NamedTuple):
    """The chosen line counts; with an open end, where the text was cut."""

    cost: float
    chosen: tuple[int, ...]  # index of the line count taken, for the items that were begun
    cut: int = 0  # lines of the last item set here; 0: the last item ends here


class ItemRun(NamedTuple):
    """Lines of one item that follow each other in one column."""

    item: int  # index in the items filled in
    first: int  # index of the first line
    lines: int
    row: int  # of the first line, counted in the rows that the column has for text


def column_text(items: Sequence[ColumnItem]) -> ColumnText:
    """The items as a text for the search."""
    fewest = accumulate((item.fewest for item in reversed(items)), initial=0)
    most = accumulate((item.most + item.air for item in reversed(items)), initial=0)
    return ColumnText(
        items=tuple(items), fewest_left=tuple(reversed(tuple(fewest))), most_left=tuple(reversed(tuple(most)))
    )


def row_range(items: Sequence[ColumnItem], columns: int) -> RowRange:
    """How many rows `items` may take in so many columns; the first of them stands at a column's head."""
    air = [item.air for item in items[1:]]
    swallowed = sum(sorted(air, reverse=True)[: columns - 1])
    return RowRange(
        fewest=sum(item.fewest for item in items) + sum(air) - swallowed,
        usual=sum(item.counts[0].lines for item in items) + sum(air),
        most=sum(item.most for item in items) + sum(air),
        swallowed=swallowed,
    )


def runs(items: Sequence[ColumnItem], filling: Filling, capacities: Sequence[int]) -> tuple[tuple[ItemRun, ...], ...]:
    """Where the lines of a filling stand, column by column."""
    columns: list[list[ItemRun]] = [[] for _ in capacities]
    column = row = 0
    for number, chosen in enumerate(filling.chosen):
        while row == capacities[column] and column + 1 < len(capacities):
            column, row = column + 1, 0
        item, first = items[number], 0
        row += item.white(at_head=row == 0)
        last = filling.cut if filling.cut and number + 1 == len(filling.chosen) else item.counts[chosen].lines
        while first < last:
            if row == capacities[column]:
                column, row = column + 1, 0
                continue
            lines = min(last - first, capacities[column] - row)
            columns[column].append(ItemRun(item=number, first=first, lines=lines, row=row))
            first, row = first + lines, row + lines
    return tuple(tuple(column_runs) for column_runs in columns)


def rest_of(items: Sequence[ColumnItem], filling: Filling) -> tuple[ColumnItem, ...]:
    """The items that a part leaves for later, the tail of a parted one first."""
    rest = tuple(items[len(filling.chosen) :])
    if not filling.cut:
        return rest
    item = items[len(filling.chosen) - 1]
    count = item.counts[filling.chosen[-1]]
    tail = LineCount(lines=count.lines - filling.cut, cost=0.0, full_end=count.full_end)
    return (item._replace(counts=(tail,), begun=True, air=0), *rest)


def break_cost(item: ColumnItem, count: LineCount, line: int, *, after_heading: bool) -> float:
    """What it costs to end a column after `line` lines (1 ... n - 1) of a paragraph."""
    if item.heading:
        return FORBIDDEN
    # Of a begun item the first line here is no paragraph's first: only what comes after the break counts.
    if count.lines == 2 and not item.begun:
        cost = TWO_LINES_PARTED
    else:
        cost = ORPHAN if line == 1 and not item.begun else 0.0
        if line == count.lines - 1:
            cost += WIDOW_NEARLY_FULL if count.full_end else WIDOW
    return cost + (HEADING_WITH_ONE_LINE if line == 1 and after_heading else 0.0)


def break_between(item: ColumnItem) -> float:
    """What it costs to end a column after the whole of `item`."""
    if item.heading or item.kept:
        return FORBIDDEN
    return AFTER_COLON if item.introduces else 0.0


def fill(text: ColumnText, capacities: Sequence[int], *, limit: float = FORBIDDEN) -> Filling | None:
    """Fill columns of so many rows each exactly with all of `text`; None when it cannot be done below `limit`."""
    items = text.items
    total = sum(capacities)
    if not text.fewest_left[0] <= total <= text.most_left[0]:
        return None
    columns = _columns(capacities, open_end=False)
    trail: list[_Reached] = [{0: (0.0, 0, 0)}]
    for number in range(len(items)):
        # the rows so far from which the end can still be reached
        low, high = total - text.most_left[number + 1], total - text.fewest_left[number + 1]
        reached: _Reached = {}
        for after, cost, chosen, before in _steps(items, number, trail[-1], columns, limit):
            if low <= after <= high and (after not in reached or cost < reached[after][0]):
                reached[after] = (cost, chosen, before)
        if not reached:
            return None
        trail.append(reached)
    return Filling(cost=trail[-1][total][0], chosen=_back(trail, total)) if total in trail[-1] else None


def fill_part(text: ColumnText, capacities: Sequence[int], *, limit: float = FORBIDDEN) -> Filling | None:
    """Fill columns exactly with the beginning of `text`; None when it cannot be done below `limit`.

    The text goes on elsewhere: the last column's end is a break as well, and the last item may be cut there.
    """
    items = text.items
    total = sum(capacities)
    if total < 1:
        return None
    columns = _columns(capacities, open_end=True)
    trail: list[_Reached] = [{0: (0.0, 0, 0)}]
    best: Filling | None = None
    # every item has a line: what comes after so many cannot stand here
    for number, item in enumerate(items[: total + 1]):
        reached: _Reached = {}
        for after, cost, chosen, before in _steps(items, number, trail[-1], columns, limit):
            if after < total:
                if after not in reached or cost < reached[after][0]:
                    reached[after] = (cost, chosen, before)
                continue
            final = cost + (break_between(item) if after == total else 0.0)
            if final < (best.cost if best else limit):
                cut = 0 if after == total else total - before - item.white(at_head=before in columns.heads)
                best = Filling(cost=final, chosen=(*_back(trail, before), chosen), cut=cut)
        if not reached:
            break
        trail.append(reached)
    return best


_Reached = dict[int, tuple[float, int, int]]  # rows so far -> cost, line count taken, rows before


class _Columns(NamedTuple):
    """Columns as one run of rows."""

    breaks: tuple[int, ...]  # rows after which a column ends and the text goes on
    heads: frozenset[int]  # rows before which a column begins
    foot: list[int]  # for every number of rows the first break behind it, or the end


def _columns(capacities: Sequence[int], *, open_end: bool) -> _Columns:
    ends = list(accumulate(capacities))
    total = ends[-1] if ends else 0
    inner = sorted(set(ends) - {0, total})
    foot = [total] * (total + 1)
    for start, end in pairwise((0, *inner, total)):
        foot[start:end] = [end] * (end - start)
    return _Columns(breaks=(*inner, total) if open_end else tuple(inner), heads=frozenset((0, *inner)), foot=foot)


def _steps(
    items: Sequence[ColumnItem], number: int, states: _Reached, columns: _Columns, limit: float
) -> Iterator[tuple[int, float, int, int]]:
    """Every way to set one item after what is set: rows so far, cost, line count taken, rows before."""
    item = items[number]
    previous = items[number - 1] if number else None
    after_heading = previous is not None and previous.heading
    between = break_between(previous) if previous is not None else 0.0
    for before, (so_far, _, _) in states.items():
        at_head = before in columns.heads
        if at_head and before:
            so_far += between
            if so_far >= limit:
                continue
        start = before if at_head else before + item.air
        foot = columns.foot[before]
        if start >= foot:
            continue  # air never ends a column
        for chosen, count in enumerate(item.counts):
            after = start + count.lines
            cost = so_far + count.cost
            if after > foot:
                for end in columns.breaks:
                    if start < end < after:
                        cost += break_cost(item, count, end - start, after_heading=after_heading)
            if cost < limit:
                yield after, cost, chosen, before


def _back(trail: Sequence[_Reached], rows: int) -> tuple[int, ...]:
    """The line counts taken on the way to `rows` after the last item of the trail, which begins before the first."""
    taken: list[int] = []
    for reached in reversed(trail[1:]):
        _, chosen, rows = reached[rows]
        taken.append(chosen)
    return tuple(reversed(taken))
