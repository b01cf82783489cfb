"""Where the columns of one report end: an exact search over paragraphs that may be a line shorter or longer.

Given the paragraphs of a report, each with the line counts that the composer offers, and the number of grid rows that
every column holds, the search finds the line count of each paragraph such that the text fills the columns exactly,
at the least cost. It goes through the paragraphs in order and keeps, for every number of rows filled so far, the
cheapest way to get there; a column's end that falls inside or between paragraphs is charged by the table of costs
below or forbidden. When nothing fits exactly it returns None, and the caller tries another depth.

A block in the text (a table, a picture that stands where it was written) is an item too. It is parted between its
groups of rows only, what it opens with stands above every further piece, and where nothing of it goes in at a column's
foot it leaves white there and begins in the next column.

How many rows an item takes is decided here and nowhere else: `row_range` for a text, `runs` for what stands where,
`rest_of` for what a part leaves.
"""

from bisect import bisect_right
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
BOX_PARTED = 45.0  # of a short box, by eye
# Of a block, by eye: to part it, a piece of less than three groups, and white rows that it leaves at a column's foot.
BLOCK_PARTED, FEW_GROUPS = 12.0, 20.0
WHITE_ROW, WHITE_SQUARE = 2.0, 1.0
WHITE_BELOW = (0.0, 3.0, 9.0)  # no further row below it, one, or two
EMPTY_COLUMN, EMPTY_ROWS = 50.0, 6  # a whole column of more rows than these left white above a block
SLACK_WHITE = 6  # rows of white that a block may leave where all depths of a module are tried
MOST_BLOCK_WHITE = 40  # rows that a block may leave white; no column is much deeper, and FILL_LIMIT stops far before


class LineCount(NamedTuple):
    """A paragraph in so many lines, at that cost; whether its last line is nearly full (60 %).

    Of a block: its rows in one piece, with the white below, which a column's foot swallows; of what is never parted,
    the grid rows that its lines take.
    """

    lines: int
    cost: float
    full_end: bool = False
    whole: bool = False  # a block that begins in the next column rather than be parted


class BlockRows(NamedTuple):
    """The rows of a block."""

    groups: tuple[int, ...]  # rows that are never parted; notes below belong to the last
    opening: int = 0  # what stands above the first group
    again: int = 0  # what stands above the first group of every further piece
    below: int = 0  # of white that it needs

    @property
    def rows(self) -> int:
        """All of them, in one piece."""
        return self.opening + sum(self.groups)


class ColumnItem(NamedTuple):
    """A paragraph as the search sees it, or a block."""

    counts: tuple[LineCount, ...]  # the preferred first
    heading: bool = False
    introduces: bool = False  # ends in a colon: a list follows
    kept: bool = False  # what follows begins no column: the closing, or text that this looks like the subhead of
    begun: bool = False  # the rest of a paragraph whose beginning stands elsewhere
    air: int = 0  # grid rows of white above the first line
    keeps_air: bool = False  # at a column's head too: there it stands on the ground of a box
    boxed: bool = False  # part of a box that is short enough to stand in one column
    box_goes_on: bool = False  # and the next item is too
    unparted: bool = False  # no column ends in it: its rows are no lines of text
    block: BlockRows | None = None

    @property
    def fewest(self) -> int:
        return self.block.rows if self.block else min(count.lines for count in self.counts)

    @property
    def most(self) -> int:
        lines = max(count.lines for count in self.counts)
        return lines + MOST_BLOCK_WHITE + self.block.again * len(self.block.groups) if self.block else lines

    @property
    def slack(self) -> int:
        """Rows that a block takes beyond its usual ones where it is in three pieces and leaves white."""
        return 2 * self.block.again + SLACK_WHITE if self.block else 0

    def white(self, *, at_head: bool) -> int:
        """Grid rows above the first line: a column's head swallows the air, but not inside a box."""
        return self.air if self.keeps_air or not at_head else 0

    @property
    def swallowed(self) -> int:
        """Grid rows that it takes less at a column's head."""
        return self.air - self.white(at_head=True)


class ColumnText(NamedTuple):
    """Items that follow each other, with what is left after each: made once, searched for many capacities."""

    items: tuple[ColumnItem, ...]
    fewest_left: tuple[int, ...]  # rows of the items from each place on, all their air swallowed; 0 at the end
    most_left: tuple[int, ...]
    usual_left: tuple[int, ...]  # with their air

    @property
    def usual(self) -> int:
        """Rows in one column, every paragraph at its preferred line count, the first at the column's head."""
        return self.usual_left[0] - self.items[0].swallowed if self.items else 0


class RowRange(NamedTuple):
    """How many rows a text takes over so many columns."""

    fewest: int
    usual: int  # every paragraph at its preferred line count
    most: int
    swallowed: int  # of these at most so many are air that column heads swallow
    slack: int = 0  # rows beyond the usual that blocks may take, within reason


class Filling(NamedTuple):
    """The chosen line counts; with an open end, where the text was cut."""

    cost: float
    chosen: tuple[int, ...]  # index of the line count taken, for the items that were begun
    cut: int = 0  # lines, or groups of a block, of the last item set here; 0: the last item ends here


class ItemRun(NamedTuple):
    """Lines of one item that follow each other in one column, or groups of a block."""

    item: int  # index in the items filled in
    first: int  # index of the first line or group
    lines: int  # of a block: the rows of this piece, what it opens with included
    row: int  # of the first line, counted in the rows that the column has for text
    groups: int = 0  # of a block: how many


class BlockRun(NamedTuple):
    """A piece of a block in the columns seen as one run of rows."""

    first: int  # group
    groups: int
    start: int  # row
    rows: int


class SetBlockRows(NamedTuple):
    """The pieces of a block that was begun at some row, and what comes after."""

    runs: tuple[BlockRun, ...]
    after: int  # row
    white: int  # rows left white at columns' feet
    left: int  # groups for which there was no room


def column_text(items: Sequence[ColumnItem]) -> ColumnText:
    """The items as a text for the search."""
    fewest = accumulate((item.fewest + item.white(at_head=True) for item in reversed(items)), initial=0)
    most = accumulate((item.most + item.air for item in reversed(items)), initial=0)
    usual = accumulate((item.counts[0].lines + item.air for item in reversed(items)), initial=0)
    fewest_left, most_left, usual_left = (tuple(rows)[::-1] for rows in (fewest, most, usual))
    return ColumnText(tuple(items), fewest_left, most_left, usual_left)


def row_range(items: Sequence[ColumnItem], columns: int) -> RowRange:
    """How many rows `items` may take in so many columns; the first of them stands at a column's head."""
    air = sum(item.white(at_head=not number) for number, item in enumerate(items))
    swallowed = sum(sorted((item.swallowed for item in items[1:]), reverse=True)[: columns - 1])
    return RowRange(
        fewest=sum(item.fewest for item in items) + air - swallowed,
        usual=sum(item.counts[0].lines for item in items) + air,
        most=sum(item.most for item in items) + air,
        slack=sum(item.slack for item in items),
        swallowed=swallowed,
    )


def runs(items: Sequence[ColumnItem], filling: Filling, capacities: Sequence[int]) -> tuple[tuple[ItemRun, ...], ...]:
    """Where the lines of a filling stand, column by column."""
    found: list[list[ItemRun]] = [[] for _ in capacities]
    ends = list(accumulate(capacities))
    columns = _columns(capacities, open_end=False)
    row = 0
    for number, chosen in enumerate(filling.chosen):
        item, count = items[number], items[number].counts[chosen]
        cut = filling.cut if number + 1 == len(filling.chosen) else 0
        start = row + item.white(at_head=row in columns.heads)
        if item.block:
            placed = block_runs(item.block, count, row, start, columns.foot)
            for run in placed.runs:
                column = bisect_right(ends, run.start)
                within = run.start - (ends[column] - capacities[column])
                found[column].append(ItemRun(number, run.first, run.rows, within, run.groups))
            row = placed.after
            continue
        first, row = 0, start
        last = cut or count.lines
        while first < last:
            column = bisect_right(ends, row)
            lines = min(last - first, ends[column] - row)
            within = row - (ends[column] - capacities[column])
            found[column].append(ItemRun(item=number, first=first, lines=lines, row=within))
            first, row = first + lines, row + lines
    return tuple(map(tuple, found))


def block_runs(block: BlockRows, count: LineCount, row: int, start: int, foot: Sequence[int]) -> SetBlockRows:
    """The pieces of a block between what ends at `row` and the end of all columns; its air begins it at `start`.

    Args:
        foot: for every row the first break behind it; the last is that of the end.
    """
    end, groups = len(foot) - 1, block.groups
    found: list[BlockRun] = []
    at, first, white = start, 0, 0
    at_head = row == 0 or foot[row - 1] == row
    if start >= foot[row] or (count.whole and not at_head and start + block.rows > foot[row]):
        at, white = foot[row], foot[row] - row
    while first < len(groups) and at < end:
        rows, last = block.again if first else block.opening, first
        while last < len(groups) and at + rows + groups[last] <= foot[at]:
            rows, last = rows + groups[last], last + 1
        column_foot = foot[at]
        if last > first:
            found.append(BlockRun(first=first, groups=last - first, start=at, rows=rows))
            at, first = at + rows, last
        if first < len(groups):
            at, white = column_foot, white + column_foot - at
    if first == len(groups):
        at = min(at + count.lines - block.rows, foot[found[-1].start])
    return SetBlockRows(runs=tuple(found), after=at, white=white, left=len(groups) - first)


def rest_of(items: Sequence[ColumnItem], filling: Filling) -> tuple[ColumnItem, ...]:
    """The items that a part leaves for later, the tail of a parted one first."""
    rest = tuple(items[len(filling.chosen) :])
    if not filling.cut:
        return rest
    item = items[len(filling.chosen) - 1]
    count = item.counts[filling.chosen[-1]]
    if item.block:
        block = item.block._replace(opening=item.block.again, groups=item.block.groups[filling.cut :])
        return (item._replace(counts=block_counts(block), begun=True, air=0, block=block), *rest)
    tail = LineCount(lines=count.lines - filling.cut, cost=0.0, full_end=count.full_end)
    return (item._replace(counts=(tail,), begun=True, air=0), *rest)


def text_left(text: ColumnText, filling: Filling) -> ColumnText:
    """What a part leaves of a text: only the tail of a parted item is counted anew, so that a text of many pages costs
    no more for each of them.
    """
    items, whole = rest_of(text.items, filling), len(filling.chosen)
    left = ColumnText(items, text.fewest_left[whole:], text.most_left[whole:], text.usual_left[whole:])
    if not filling.cut:
        return left
    tail = items[0]  # which has no air
    return left._replace(
        fewest_left=(tail.fewest + left.fewest_left[0], *left.fewest_left),
        most_left=(tail.most + left.most_left[0], *left.most_left),
        usual_left=(tail.counts[0].lines + left.usual_left[0], *left.usual_left),
    )


def rows_left(text: ColumnText, filling: Filling) -> int:
    """Rows that a part leaves for later, every paragraph at its preferred line count."""
    rest = text.usual_left[len(filling.chosen)]
    if not filling.cut:
        return rest - text.items[len(filling.chosen)].swallowed if rest else 0
    return rest + rest_of(text.items, filling)[0].counts[0].lines


def block_counts(block: BlockRows) -> tuple[LineCount, ...]:
    """The ways to set a block: with the white below that it needs or more, and in one piece."""
    rows = block.rows + block.below
    ways = tuple(LineCount(rows + more, cost) for more, cost in enumerate(WHITE_BELOW))
    return (*ways, LineCount(rows, 0.0, whole=True)) if len(block.groups) > 1 else ways


def break_cost(item: ColumnItem, count: LineCount, line: int, *, after_heading: bool) -> float:
    """What it costs to end a column after `line` lines (1 ... n - 1) of a paragraph."""
    if item.heading or item.unparted:
        return FORBIDDEN
    # Of a begun item the first line here is no paragraph's first: only what comes after the break counts.
    if count.lines == 2 and not item.begun:
        cost = TWO_LINES_PARTED
    else:
        cost = ORPHAN if line == 1 and not item.begun else 0.0
        if line == count.lines - 1:
            cost += WIDOW_NEARLY_FULL if count.full_end else WIDOW
    cost += HEADING_WITH_ONE_LINE if line == 1 and after_heading else 0.0
    return cost + BOX_PARTED * item.boxed


def break_between(item: ColumnItem) -> float:
    """What it costs to end a column after the whole of `item`."""
    if item.heading or item.kept:
        return FORBIDDEN
    return AFTER_COLON * item.introduces + BOX_PARTED * item.box_goes_on


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
        for after, cost, chosen, before, cut in _steps(items, number, trail[-1], columns, limit):
            if not cut and low <= after <= high and chosen >= 0 and (after not in reached or cost < reached[after][0]):
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
        for after, cost, chosen, before, cut in _steps(items, number, trail[-1], columns, limit):
            if after < total:
                if after not in reached or cost < reached[after][0]:
                    reached[after] = (cost, chosen, before)
                continue
            final = cost + (0.0 if cut or chosen < 0 else break_between(item))
            if final < (best.cost if best else limit):
                taken = _back(trail, before)
                best = Filling(cost=final, chosen=taken if chosen < 0 else (*taken, chosen), cut=cut)
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
) -> Iterator[tuple[int, float, int, int, int]]:
    """Every way to set one item after what is set: rows so far, cost, line count taken, rows before, and the lines or
    groups set here of an item that goes on behind the end.

    A line count of -1: nothing of a block is set here, it leaves white.
    """
    item = items[number]
    previous = items[number - 1] if number else None
    after_heading = previous is not None and previous.heading
    between = break_between(previous) if previous is not None else 0.0
    total = len(columns.foot) - 1
    white_at_head, white_within = item.white(at_head=True), item.white(at_head=False)
    for before, (so_far, _, _) in states.items():
        at_head = before in columns.heads
        if at_head and before:
            so_far += between
            if so_far >= limit:
                continue
        start = before + (white_at_head if at_head else white_within)
        foot = columns.foot[before]
        if item.block:
            yield from _block_steps(item, before, so_far, 0.0 if at_head else between, columns, limit)
            continue
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
                yield after, cost, chosen, before, total - start if after > total else 0


def _block_steps(
    item: ColumnItem, before: int, so_far: float, between: float, columns: _Columns, limit: float
) -> Iterator[tuple[int, float, int, int, int]]:
    """As `_steps`, of a block after `before` rows; `between`: what a break above it costs."""
    block = item.block
    assert block
    at_head = before in columns.heads
    start = before + item.white(at_head=at_head)
    in_last = not at_head and columns.foot[before] == len(columns.foot) - 1
    head = before if at_head else columns.foot[before]  # of the first column that it may leave white
    for chosen, count in enumerate(item.counts):
        placed = block_runs(block, count, before, start, columns.foot)
        if not (placed.runs or in_last):
            continue  # whole columns would stay white
        moved = not placed.runs or placed.runs[0].start >= columns.foot[before]
        cost = so_far + count.cost + WHITE_ROW * placed.white + WHITE_SQUARE * placed.white**2
        cost += (between if moved else 0.0) + BLOCK_PARTED * (len(placed.runs) - (not placed.left))
        if placed.runs and placed.runs[0].start > head and columns.foot[head] > head + EMPTY_ROWS:
            cost += EMPTY_COLUMN
        if len(placed.runs) > 1 or placed.left:
            cost += FEW_GROUPS * sum(run.groups < 3 for run in placed.runs)
        if cost < limit:
            set_here = len(block.groups) - placed.left
            yield placed.after, cost, chosen if set_here else -1, before, set_here if placed.left else 0


def _back(trail: Sequence[_Reached], rows: int) -> tuple[int, ...]:
    """The line counts taken on the way to `rows` after the last item of the trail, which begins before the first."""
    taken: list[int] = []
    for reached in reversed(trail[1:]):
        _, chosen, rows = reached[rows]
        taken.append(chosen)
    return tuple(reversed(taken))
