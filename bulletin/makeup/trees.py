"""How modules share a page: the interval programme over guillotine trees.

Reports stand in reading order. For every run of them and every number of base columns a table says which depths
their rectangles can make together and at what cost: one over another with a blank line between, or side by side at
the same depth. Depths are whole lines and must agree exactly, so the page is tiled by construction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, TypeAlias, Union

from bulletin.makeup.modules import Leaf, ModuleTable
from bulletin.memory import kept
from bulletin.model.design import PricesDesign

SIDE_SINGLES, SIDE_GROUPS = 3.0, 9.0  # rows of single reports are preferred to stacks
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
        """Base columns that it needs; rows that nothing else closes may differ in width."""
        return max(self.top.span, self.bottom.span)


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


class TreeWishes(NamedTuple):
    """What a page of modules must keep to."""

    span: int  # base columns
    most: int  # grid lines
    bound: float  # trees that cost more are dropped
    prices: PricesDesign
    bands: tuple[float, ...]  # what each report pays as a band, in reading order
    least: int = 0  # grid lines of the page's trees: shallower ones are of no use


def trees(leaves: LeafTables, fewest: Sequence[float], wishes: TreeWishes) -> TreeTable:
    """The cheapest tree of each depth.

    Args:
        fewest: column lines that each report takes at least, in reading order; they only save work.
    """
    taken = tuple(accumulate(fewest, initial=0.0))
    return _TreeSearch(leaves, taken, wishes).found(0, len(fewest), wishes.span)


class _TreeSearch:
    """The cheapest trees of every run of reports, each found once."""

    def __init__(self, leaves: LeafTables, taken: Sequence[float], wishes: TreeWishes) -> None:
        self._leaves = leaves
        self._taken = taken  # column lines of the reports before each
        self._wishes = wishes
        self._whole = (0, len(wishes.bands), wishes.span)

    @kept
    def found(self, first: int, last: int, span: int) -> TreeTable:
        """The trees of the reports from `first` up to `last` over `span` base columns, by depth."""
        wishes = self._wishes
        most, bound, prices = wishes.most, wishes.bound, wishes.prices
        least = wishes.least if (first, last, span) == self._whole else 0
        table: TreeTable = {}
        if self._taken[last] - self._taken[first] > span * most:
            return table
        if last - first == 1:
            band = wishes.bands[first] if span == wishes.span and len(wishes.bands) > 1 else 0.0
            for depth, options in self._modules(first, span).items():
                if options[0].cost + band < bound and depth <= most:
                    table[depth] = (options[0].cost + band, options[0])
            return table
        beside = SIDE_GROUPS + (prices.through if (first, last, span) == self._whole else 0.0)
        for middle in range(first + 1, last):
            above, below = self.found(first, middle, span), self.found(middle, last, span)
            stack(above, below, range(least, most + 1), bound, table, one_size=prices.same_size_below)
            for left in range(1, span):
                if last - first == 2:
                    _pair(self._modules(first, left), self._modules(middle, span - left), wishes, table)
                else:
                    near, far = self.found(first, middle, left), self.found(middle, last, span - left)
                    side(near, far, beside, bound, table)
        return table

    @kept
    def _modules(self, place: int, span: int) -> ModuleTable:
        return self._leaves(place, span)


def stack(
    above: TreeTable, below: TreeTable, depths: range, bound: float, table: TreeTable, *, one_size: float
) -> None:
    """Enter in `table` what these trees make one above the other.

    Args:
        depths: those that are of use.
        one_size: the charge for heads of one size.
    """
    for depth, (cost, top) in above.items():
        first = depths.start - depth - LINES_BETWEEN
        others = range(first, depths.stop - depth - LINES_BETWEEN) if first > 0 else below
        for other in others:
            found = below.get(other)
            total = depth + other + LINES_BETWEEN
            if found is None or total >= depths.stop:
                continue
            charge, bottom = cost + found[0], found[1]
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


def _pair(left: ModuleTable, right: ModuleTable, wishes: TreeWishes, table: TreeTable) -> None:
    """Two single reports side by side: the pair of heads that costs least."""
    prices = wishes.prices
    for depth, options in left.items():
        for first in options:
            for second in right.get(depth, ()):
                charge = first.cost + second.cost + SIDE_SINGLES
                charge += prices.uneven_heads * abs(first.text_line - second.text_line)
                if first.head.size == second.head.size:
                    charge += prices.same_size_beside
                known = table.get(depth)
                if charge < wishes.bound and depth <= wishes.most and (known is None or charge < known[0]):
                    table[depth] = (charge, SideBySide(left=first, right=second))


def taken_rows(tree: ModuleTree) -> int:
    """Grid lines of base columns that a tree takes, the blank lines between its modules included."""
    match tree:
        case Stack():
            gap = LINES_BETWEEN * min(tree.top.span, tree.bottom.span)
            return taken_rows(tree.top) + taken_rows(tree.bottom) + gap
        case SideBySide():
            return taken_rows(tree.left) + taken_rows(tree.right)
        case _:
            return tree.height * tree.span


def walk(tree: ModuleTree) -> tuple[Leaf, ...]:
    """The modules of a tree in reading order."""
    match tree:
        case Stack():
            return walk(tree.top) + walk(tree.bottom)
        case SideBySide():
            return walk(tree.left) + walk(tree.right)
        case _:
            return (tree,)


def stacked(rows: Sequence[ModuleTree]) -> ModuleTree:
    """These trees one under another; a single one is itself."""
    *above, tree = rows
    for row in reversed(above):
        tree = Stack(top=row, bottom=tree)
    return tree


def mapped(tree: ModuleTree, change: Callable[[Leaf], Leaf]) -> ModuleTree:
    """The tree with every module changed."""
    match tree:
        case Stack():
            return Stack(top=mapped(tree.top, change), bottom=mapped(tree.bottom, change))
        case SideBySide():
            return SideBySide(left=mapped(tree.left, change), right=mapped(tree.right, change))
        case _:
            return change(tree)
