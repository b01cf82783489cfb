"""How modules share a page: the interval programme over guillotine trees (makeup.md §9, step 2).

Reports stand in reading order. For every run of them and every number of base columns a table says which depths
their rectangles can make together and at what cost: one over another with a blank line between, or side by side at
the same depth. Depths are whole lines and must agree exactly, so the page is tiled by construction.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias, Union

from bulletin.makeup.modules import Leaf, Table

SIDE_SINGLES, SIDE_GROUPS = 3.0, 9.0  # rows of single reports are preferred to stacks: makeup.md §9.2
SAME_SIZE_BESIDE, SAME_SIZE_BELOW = 5.0, 1.0  # heads of one size: the face must change to part them (碰题, §5)
THROUGH = 20.0  # a page parted from head to foot by one channel (断版): makeup.md §1; chosen so that the seed has rows
BLANK = 1  # grid lines between stacked modules


class Stack(NamedTuple):
    """One above the other."""

    top: "Node"
    bottom: "Node"


class Side(NamedTuple):
    """One beside the other, equally deep."""

    left: "Node"
    right: "Node"


Node: TypeAlias = Union[Leaf, Stack, Side]  # noqa: UP007 - a recursive alias by name
Found: TypeAlias = dict[int, tuple[float, Node]]  # depth -> cost, tree
LeafTable: TypeAlias = Callable[[int, int], Table]  # report's place on the page, span -> its modules


def trees(leaves: LeafTable, areas: Sequence[float], span: int, most: int, bound: float) -> Found:
    """The cheapest tree of each depth up to `most` over `span` base columns.

    Args:
        areas: for every report in reading order the fewest column lines it takes; they only save work.
        bound: trees that cost more are dropped.
    """
    count = len(areas)
    taken = [0.0]
    for area in areas:
        taken.append(taken[-1] + area)
    whole = (0, count, span)
    memo: dict[tuple[int, int, int], Found] = {}

    def found(first: int, last: int, span: int) -> Found:
        key = (first, last, span)
        if key in memo:
            return memo[key]
        table: Found = {}
        memo[key] = table
        if taken[last] - taken[first] > span * most:
            return table
        if last - first == 1:
            for depth, options in leaves(first, span).items():
                if options[0].cost < bound and depth <= most:
                    table[depth] = (options[0].cost, options[0])
        else:
            for middle in range(first + 1, last):
                _stack(found(first, middle, span), found(middle, last, span), most, bound, table)
                singles = last - first == 2
                beside = SIDE_GROUPS + (THROUGH if key == whole else 0.0)
                for left in range(1, span):
                    if singles:
                        _pair(leaves(first, left), leaves(middle, span - left), most, bound, table)
                    else:
                        _side(found(first, middle, left), found(middle, last, span - left), beside, bound, table)
        return table

    return found(0, count, span)


def _stack(above: Found, below: Found, most: int, bound: float, table: Found) -> None:
    for depth, (cost, node) in above.items():
        for other, (more, under) in below.items():
            total = depth + other + BLANK
            if total > most:
                continue
            charge = cost + more
            if isinstance(node, Leaf) and isinstance(under, Leaf) and node.head.size == under.head.size:
                charge += SAME_SIZE_BELOW
            known = table.get(total)
            if charge < bound and (known is None or charge < known[0]):
                table[total] = (charge, Stack(node, under))


def _side(left: Found, right: Found, beside: float, bound: float, table: Found) -> None:
    for depth, (cost, node) in left.items():
        match = right.get(depth)
        if match is None:
            continue
        charge = cost + match[0] + beside
        known = table.get(depth)
        if charge < bound and (known is None or charge < known[0]):
            table[depth] = (charge, Side(node, match[1]))


def _pair(left: Table, right: Table, most: int, bound: float, table: Found) -> None:
    """Two single reports side by side: the pair of head sizes that costs least."""
    for depth, options in left.items():
        for one in options:
            for two in right.get(depth, ()):
                charge = one.cost + two.cost + SIDE_SINGLES
                if one.head.size == two.head.size:
                    charge += SAME_SIZE_BESIDE
                known = table.get(depth)
                if charge < bound and depth <= most and (known is None or charge < known[0]):
                    table[depth] = (charge, Side(one, two))


def walk(node: Node) -> tuple[Leaf, ...]:
    """The modules of a tree in reading order."""
    if isinstance(node, Leaf):
        return (node,)
    return walk(node[0]) + walk(node[1])


def span_of(node: Node) -> int:
    """Base columns under a tree."""
    if isinstance(node, Leaf):
        return node.span
    if isinstance(node, Stack):
        return span_of(node.top)
    return span_of(node.left) + span_of(node.right)


def height_of(node: Node) -> int:
    """Grid lines of a tree."""
    if isinstance(node, Leaf):
        return node.height
    if isinstance(node, Stack):
        return height_of(node.top) + BLANK + height_of(node.bottom)
    return height_of(node.left)
