"""How modules share a page: the interval programme over guillotine trees.

Reports stand in reading order. For every run of them and every number of base columns a table says which depths
their rectangles can make together and at what cost: one over another with a blank line between, or side by side at
the same depth. Depths are whole lines and must agree exactly, so the page is tiled by construction.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar, Union

from bulletin.makeup.leaf import Leaf, ModuleTable
from bulletin.memory import kept
from bulletin.model.design import PricesDesign

SIDE_SINGLES, SIDE_GROUPS = 3.0, 9.0  # rows of single reports are preferred to stacks
LINES_BETWEEN = 1  # blank grid lines between stacked modules

# What stands on a page: a report, or a box beside it or below.
_Item_contra = TypeVar("_Item_contra", bound=Hashable, contravariant=True)


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


class TreeWishes(NamedTuple):
    """What the modules of a page must keep to."""

    span: int  # base columns
    most: int  # grid lines
    bound: float  # trees that cost more are dropped
    prices: PricesDesign


class ItemTables(Protocol[_Item_contra]):
    """What a search knows of the items of a page, in base columns and column lines."""

    def modules(self, item: _Item_contra, span: int, /) -> ModuleTable:
        """What it may become over so many base columns, by depth."""
        ...

    def fewest(self, item: _Item_contra, /) -> float:
        """Column lines that it takes at least; this only saves work."""
        ...

    def band(self, item: _Item_contra, /) -> float:
        """What it pays over the page's whole width."""
        ...


class TreeSearch(Generic[_Item_contra]):
    """The cheapest trees of every run of items, each run found once, whichever pages it stands on."""

    def __init__(self, tables: ItemTables[_Item_contra], wishes: TreeWishes) -> None:
        self._tables = tables
        self._wishes = wishes

    def page(self, items: tuple[_Item_contra, ...], bound: float = inf, *, least: int = 0) -> TreeTable:
        """The cheapest tree of each depth from `least` on for a page of these items in reading order.

        Shallower ones may be among them. Trees that cost `bound` and more are left out.
        """
        wishes = self._wishes
        bound = min(bound, wishes.bound)
        if len(items) == 1:  # alone on its page it is no band
            return self._single(items[0], wishes.span, 0.0, bound) if self._goes(items, wishes.span) else {}
        return self._parted(items, wishes.span, bound, wishes.prices.through, range(least, wishes.most + 1))

    @kept
    def _found(self, run: tuple[_Item_contra, ...]) -> tuple[TreeTable, ...]:
        """The trees of a run of items over 0, 1 ... base columns, by depth."""
        return ({}, *(self._over(run, span) for span in range(1, self._wishes.span + 1)))

    def _over(self, run: tuple[_Item_contra, ...], span: int) -> TreeTable:
        """The trees of a run of items over `span` base columns, by depth."""
        wishes = self._wishes
        if len(run) > 1:
            return self._parted(run, span, wishes.bound, 0.0, range(wishes.most + 1))
        if not self._goes(run, span):
            return {}
        return self._single(run[0], span, self._tables.band(run[0]) if span == wishes.span else 0.0, wishes.bound)

    def _goes(self, run: tuple[_Item_contra, ...], span: int) -> bool:
        """Whether a run of items may go over so many base columns at all."""
        return sum(map(self._fewest, run)) <= span * self._wishes.most

    def _single(self, item: _Item_contra, span: int, band: float, bound: float) -> TreeTable:
        """The trees of one item, each its cheapest module of a depth; `band`: what it costs besides."""
        modules = self._modules(item, span).items()
        return {
            depth: (options[0].cost + band, options[0])
            for depth, options in modules
            if options[0].cost + band < bound and depth <= self._wishes.most
        }

    def _parted(
        self, run: tuple[_Item_contra, ...], span: int, bound: float, through: float, depths: range
    ) -> TreeTable:
        """Trees of two items and more; `through`: what it costs besides to part more than two from head to foot."""
        wishes = self._wishes._replace(bound=bound)
        table: TreeTable = {}
        if not self._goes(run, span):
            return table
        for middle in range(1, len(run)):
            first, second = self._found(run[:middle]), self._found(run[middle:])
            stack(first[span], second[span], depths, bound, table, one_size=wishes.prices.same_size_below)
            for left in range(1, span):
                if len(run) == 2:
                    _pair(self._modules(run[0], left), self._modules(run[1], span - left), wishes, table)
                else:
                    side(first[left], second[span - left], SIDE_GROUPS + through, bound, table)
        return table

    @kept
    def _modules(self, item: _Item_contra, span: int) -> ModuleTable:
        return self._tables.modules(item, span)

    @kept
    def _fewest(self, item: _Item_contra) -> float:
        return self._tables.fewest(item)


def stack(
    above: TreeTable, below: TreeTable, depths: range, bound: float, table: TreeTable, *, one_size: float
) -> None:
    """Enter in `table` what these trees make one above the other.

    Args:
        depths: those that are of use.
        one_size: the charge for heads of one size.
    """
    cheapest = min((cost for cost, _ in below.values()), default=inf)
    costs = {depth: cost for depth, (cost, _) in table.items()}
    made: dict[int, tuple[ModuleTree, ModuleTree]] = {}
    for depth, (cost, top) in above.items():
        if cost + cheapest >= bound:
            continue
        size = top.head.size if isinstance(top, Leaf) else None
        # where few depths are of use, few are looked up
        first = depths.start - depth - LINES_BETWEEN
        others = range(first, depths.stop - depth - LINES_BETWEEN) if first > 0 else below
        for other in others:
            found = below.get(other)
            total = depth + other + LINES_BETWEEN
            if found is None or total >= depths.stop:
                continue
            charge, bottom = cost + found[0], found[1]
            if size is not None and isinstance(bottom, Leaf) and bottom.head.size == size:
                charge += one_size
            if charge < costs.get(total, bound):
                costs[total] = charge
                made[total] = top, bottom
    for depth, (top, bottom) in made.items():
        table[depth] = costs[depth], Stack(top=top, bottom=bottom)


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
