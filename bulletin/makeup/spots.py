"""Where the modules of a page stand, and which face each of their headlines has."""

from collections.abc import Sequence
from typing import NamedTuple

from bulletin.geometry import Rect
from bulletin.makeup.grid import TypeArea
from bulletin.makeup.modules import Leaf
from bulletin.makeup.trees import LINES_BETWEEN, ModuleTree, SideBySide, Stack


class Spot(NamedTuple):
    """A leaf and where it stands."""

    leaf: Leaf
    page: int  # its number
    column: int  # first base column
    line: int  # first grid line of the body
    role: int = 0  # headline face

    def rect(self, area: TypeArea) -> Rect:
        leading = area.grid.leading
        x, y = area.column_x(self.column), area.body(self.page).y + self.line * leading
        return Rect(x, y, area.span_width(self.leaf.span), self.leaf.height * leading)


def spots(tree: ModuleTree, page: int, column: int = 0, line: int = 0) -> tuple[Spot, ...]:
    """The modules of a tree with their places, in reading order."""
    match tree:
        case Stack():
            below = line + tree.top.height + LINES_BETWEEN
            return spots(tree.top, page, column, line) + spots(tree.bottom, page, column, below)
        case SideBySide():
            beside = column + tree.left.span
            return spots(tree.left, page, column, line) + spots(tree.right, page, beside, line)
        case _:
            return (Spot(leaf=tree, page=page, column=column, line=line),)


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
