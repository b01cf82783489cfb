"""How modules share a page: the interval programme over guillotine trees.

Reports stand in reading order. For every run of them and every number of base columns a table says which depths
their rectangles can make together and at what cost: one over another with a blank line between, or side by side at
the same depth. Depths are whole lines and must agree exactly, so the page is tiled by construction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias, Union

from bulletin.makeup.modules import Leaf, ModuleTable
from bulletin.memory import kept

SIDE_SINGLES, SIDE_GROUPS = 3.0, 9.0  # rows of single reports are preferred to stacks
SAME_SIZE_BESIDE, SAME_SIZE_BELOW = 5.0, 1.0  # heads of one size: the face must change to part them (碰题)
THROUGH = 20.0  # a page parted from head to foot by one channel (断版); chosen so that the seed has rows
LINES_BETWEEN = 1  # blank grid lines between stacked modules


@dataclass(frozen=True, slots=True)
class Stack:
    """One above the other."""

    top: "ModuleTree"
    bottom: "ModuleTree"

    @property
    def height(self) -> int:
        return self.top.height + LINES_BETWEEN + self.bottom.height

    @property
    def span(self) -> int:
        return self.top.span


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One beside the other, equally deep."""

    left: "ModuleTree"
    right: "ModuleTree"

    @property
    def height(self) -> int:
        return self.left.height

    @property
    def span(self) -> int:
        return self.left.span + self.right.span


ModuleTree: TypeAlias = Union[Leaf, Stack, SideBySide]  # noqa: UP007 - a recursive alias by name
TreeTable: TypeAlias = dict[int, tuple[float, ModuleTree]]  # depth -> cost, tree
LeafTables: TypeAlias = Callable[[int, int], ModuleTable]  # report's place on the page, span -> its modules


def trees(leaves: LeafTables, fewest: Sequence[float], span: int, most: int, bound: float) -> TreeTable:
    """The cheapest tree of each depth up to `most` over `span` base columns.

    Args:
        fewest: column lines that each report takes at least, in reading order; they only save work.
        bound: trees that cost more are dropped.
    """
    taken = tuple(accumulate(fewest, initial=0.0))
    return _TreeSearch(leaves, taken, (0, len(fewest), span), most, bound).found(0, len(fewest), span)


class _TreeSearch:
    """The cheapest trees of every run of reports, each found once."""

    def __init__(
        self, leaves: LeafTables, taken: Sequence[float], whole: tuple[int, int, int], most: int, bound: float
    ) -> None:
        self._leaves = leaves
        self._taken = taken  # column lines of the reports before each
        self._whole = whole
        self._most = most
        self._bound = bound

    @kept
    def found(self, first: int, last: int, span: int) -> TreeTable:
        """The trees of the reports from `first` up to `last` over `span` base columns, by depth."""
        most, bound = self._most, self._bound
        table: TreeTable = {}
        if self._taken[last] - self._taken[first] > span * most:
            return table
        if last - first == 1:
            for depth, options in self._modules(first, span).items():
                if options[0].cost < bound and depth <= most:
                    table[depth] = (options[0].cost, options[0])
            return table
        beside = SIDE_GROUPS + (THROUGH if (first, last, span) == self._whole else 0.0)
        for middle in range(first + 1, last):
            stack(self.found(first, middle, span), self.found(middle, last, span), most, bound, table)
            for left in range(1, span):
                if last - first == 2:
                    _pair(self._modules(first, left), self._modules(middle, span - left), most, bound, table)
                else:
                    near, far = self.found(first, middle, left), self.found(middle, last, span - left)
                    side(near, far, beside, bound, table)
        return table

    @kept
    def _modules(self, place: int, span: int) -> ModuleTable:
        return self._leaves(place, span)


def stack(
    above: TreeTable, below: TreeTable, most: int, bound: float, table: TreeTable, *, one_size: float = SAME_SIZE_BELOW
) -> None:
    """Enter in `table` what these trees make one above the other; `one_size`: the charge for heads of one size."""
    for depth, (cost, top) in above.items():
        for other, (more, bottom) in below.items():
            total = depth + other + LINES_BETWEEN
            if total > most:
                continue
            charge = cost + more
            if isinstance(top, Leaf) and isinstance(bottom, Leaf) and top.head.size == bottom.head.size:
                charge += one_size
            known = table.get(total)
            if charge < bound and (known is None or charge < known[0]):
                table[total] = (charge, Stack(top=top, bottom=bottom))


def side(left: TreeTable, right: TreeTable, beside: float, bound: float, table: TreeTable) -> None:
    """Enter in `table` what these trees make side by side."""
    for depth, (cost, tree) in left.items():
        match = right.get(depth)
        if match is None:
            continue
        charge = cost + match[0] + beside
        known = table.get(depth)
        if charge < bound and (known is None or charge < known[0]):
            table[depth] = (charge, SideBySide(left=tree, right=match[1]))


def _pair(left: ModuleTable, right: ModuleTable, most: int, bound: float, table: TreeTable) -> None:
    """Two single reports side by side: the pair of head sizes that costs least."""
    for depth, options in left.items():
        for first in options:
            for second in right.get(depth, ()):
                charge = first.cost + second.cost + SIDE_SINGLES
                if first.head.size == second.head.size:
                    charge += SAME_SIZE_BESIDE
                known = table.get(depth)
                if charge < bound and depth <= most and (known is None or charge < known[0]):
                    table[depth] = (charge, SideBySide(left=first, right=second))


def walk(tree: ModuleTree) -> tuple[Leaf, ...]:
    """The modules of a tree in reading order."""
    match tree:
        case Stack():
            return walk(tree.top) + walk(tree.bottom)
        case SideBySide():
            return walk(tree.left) + walk(tree.right)
        case _:
            return (tree,)
