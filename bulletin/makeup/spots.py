"""Where the modules of a page stand, and which face each of their headlines has."""

from collections.abc import Sequence
from typing import NamedTuple

from bulletin.geometry import Rect
from bulletin.makeup.grid import TypeArea
from bulletin.makeup.headlines import is_centered
from bulletin.makeup.leaf import Leaf, is_box
from bulletin.makeup.trees import LINES_BETWEEN, ModuleTree, SideBySide, Stack
from bulletin.model.design import HeadDesign


class Spot(NamedTuple):
    """A leaf and where it stands."""

    leaf: Leaf
    page: int  # its number
    column: int  # first base column
    line: int  # first grid line of the body
    role: int = 0  # headline face
    centered: bool = False  # its head

    def rect(self, area: TypeArea) -> Rect:
        leading = area.grid.leading
        x, y = area.column_x(self.column), area.body(self.page).y + self.line * leading
        return Rect(x, y, area.span_width(self.leaf.span), self.leaf.height * leading)


def spots(tree: ModuleTree, page: int, column: int = 0, line: int = 0) -> tuple[Spot, ...]:
    """The modules of a tree with their places, in reading order; a box of briefs before its members."""
    match tree:
        case Stack():
            below = line + tree.top.height + LINES_BETWEEN
            return spots(tree.top, page, column, line) + spots(tree.bottom, page, column, below)
        case SideBySide():
            beside = column + tree.left.span
            return spots(tree.left, page, column, line) + spots(tree.right, page, beside, line)
        case _:
            own = Spot(leaf=tree, page=page, column=column, line=line)
            return (own, *(_inside(own, member) for member in tree.members))


def _inside(box: Spot, brief: Leaf) -> Spot:
    """A brief in its box."""
    assert brief.place
    return Spot(leaf=brief, page=box.page, column=box.column + brief.place.column, line=box.line + brief.place.line)


def placed_spots(tree: ModuleTree, page: int, columns: int, heads: HeadDesign) -> tuple[Spot, ...]:
    """The modules of a page of so many columns with their places, the faces of their headlines and their alignment."""
    placed = part_heads(spots(tree, page), len(heads.roles))
    equal = four_equal(placed, columns)
    return tuple(
        spot._replace(centered=is_centered(heads.align, spot.leaf.span, columns, four_equal=equal)) for spot in placed
    )


def four_equal(placed: Sequence[Spot], columns: int) -> bool:
    """Whether these are the modules of a page of 2 x 2."""
    lefts = [spot.column for spot in placed]
    return (
        all(2 * spot.leaf.span == columns and not is_box(spot.leaf) for spot in placed)
        and len(placed) == 4
        and lefts.count(0) == lefts.count(columns // 2) == 2
    )


def part_heads(placed: Sequence[Spot], roles: int) -> tuple[Spot, ...]:
    """Give every headline a face such that no two neighbours share both size and face (碰题)."""
    done: list[Spot] = []
    for spot in placed:
        clashes = {
            other.role for other in done if other.leaf.head.size == spot.leaf.head.size and _neighbours(other, spot)
        }
        role = next((role for role in range(roles) if role not in clashes), 0)
        done.append(spot._replace(role=role))
    return tuple(done)


def _neighbours(first: Spot, second: Spot) -> bool:
    """Whether two heads stand side by side, or one module right above the other."""
    ends = first.column + first.leaf.span, second.column + second.leaf.span
    beside = ends[0] == second.column or ends[1] == first.column
    level = max(first.line, second.line) < min(first.line + first.leaf.head.lines, second.line + second.leaf.head.lines)
    over = first.column < ends[1] and second.column < ends[0]
    above = first.line + first.leaf.height + LINES_BETWEEN == second.line
    return (beside and level) or (over and above)
