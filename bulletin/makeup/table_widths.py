"""How wide the columns of a table are, by what they hold.

Every column has four widths, each at least as large as the one before: what no line can part, what is better not
parted, what it wishes for, and all its cells on one line. The room is shared so that all columns reach the same of
these steps, and on the way to the next the same part of what it asks; the third may be passed over, so that columns of
long texts get more. What is left over spreads the columns apart.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.units import Pt, fits

WISH_STEPS = 4


class Wishes(NamedTuple):
    """Widths of a cell or column by rising generosity, white beside it left out."""

    least: Pt = 0.0
    piece: Pt = 0.0
    wished: Pt = 0.0
    whole: Pt = 0.0


class Demand(NamedTuple):
    """What one cell asks of the columns that it spans."""

    columns: range
    wishes: Wishes


def column_wishes(demands: Iterable[Demand], columns: int, between: Pt) -> tuple[Wishes, ...]:
    """What the columns of a table ask for; a cell over several has the white `between` them too."""
    found = [[0.0] * WISH_STEPS for _ in range(columns)]
    for demand in sorted(demands, key=lambda demand: len(demand.columns)):
        inside = between * (len(demand.columns) - 1)
        for step, wish in enumerate(demand.wishes):
            lacks = wish - inside - sum(found[column][step] for column in demand.columns)
            if lacks > 0:
                for column in demand.columns:
                    found[column][step] += lacks / len(demand.columns)
    for steps in found:
        for step in range(1, WISH_STEPS):
            steps[step] = max(steps[step], steps[step - 1])
    return tuple(Wishes(*steps) for steps in found)


def shared(wishes: Sequence[Wishes], room: Pt, *, least: bool = False) -> tuple[tuple[Pt, ...], ...]:
    """Ways to give `room` to the columns, each at most what it holds on one line; none where not all pieces go in.

    Args:
        least: let pieces be parted that are better whole.
    """
    if least:
        ways = [_stepped(wishes, room, (0, 1))]
    else:
        ways = [_stepped(wishes, room, steps) for steps in ((1, 2, 3), (1, 3))]
    return tuple(dict.fromkeys(way for way in ways if way))


def _stepped(wishes: Sequence[Wishes], room: Pt, steps: Sequence[int]) -> tuple[Pt, ...]:
    """Widths on the way from one of `steps` to the next; () where the first is too wide."""
    for lower, upper in pairwise(steps):
        low, high = sum(wish[lower] for wish in wishes), sum(wish[upper] for wish in wishes)
        if not fits(low, room):
            return ()
        if not fits(high, room):
            part = max(0.0, room - low) / (high - low)
            return tuple(wish[lower] + part * (wish[upper] - wish[lower]) for wish in wishes)
    return tuple(wish[steps[-1]] for wish in wishes)


def spread(left_over: Pt, weights: Sequence[float], most: Pt) -> tuple[Pt, ...]:
    """What each column gets of the room left over: by its weight, times `most` at most."""
    share = min(left_over / sum(weights), most)
    return tuple(share * weight for weight in weights)
