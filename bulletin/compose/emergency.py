"""Line ends inside pieces that are too long for a line: better than a line too wide, dearer than anything else."""

from collections.abc import Iterator

from bulletin.compose.items import Items
from bulletin.compose.packed_line import pack, width

EMERGENCY = 1000.0  # a break inside a Latin word that fills most of a line
BROKEN_NUMBER = 3000.0  # inside whatever is longer than a line


def with_emergency_breaks(items: Items, measure: int) -> Items:
    """The items with breaks inside pieces too long for the measure; the same items when there are none.

    Latin words of more than half a measure may be parted between letters, whatever is longer than a measure anywhere.
    """
    if 2 * items.longest <= measure:
        return items
    nodes: list[int] = []
    starts = []
    ends = []
    penalties: list[float] = []
    hyphens = set(items.hyphens)
    renumbered: dict[int, int] = {}
    last = len(items.nodes) - 1
    for node, unit in enumerate(items.nodes):
        renumbered[node] = len(nodes)
        nodes.append(unit)
        starts.append(items.starts[node])
        ends.append(items.ends[node])
        penalties.append(items.penalties[node])
        if node == last or 2 * width(items.ends[node + 1] - items.starts[node]) <= measure:
            continue
        for inner, penalty in _inner_breaks(items, node, measure):
            end = items.sums[inner] - items.gaps[inner - 1]
            if _takes_hyphen(items, inner):
                hyphens.add(inner)
                end += items.hyphen
            nodes.append(inner)
            starts.append(items.sums[inner])
            ends.append(end)
            penalties.append(penalty)
    return items._replace(
        nodes=nodes,
        starts=starts,
        ends=ends,
        penalties=penalties,
        hyphens=frozenset(hyphens),
        dip=items.dip if items.hyphens or not hyphens else items.dip + width(items.hyphen),
        runts={renumbered[node]: cost for node, cost in items.runts.items()},
    )


def _inner_breaks(items: Items, node: int, measure: int) -> Iterator[tuple[int, float]]:
    """The units inside the piece after `node` before which a line may end, with what that costs."""
    whole = items.ends[node + 1] - items.starts[node] > pack(measure)
    for unit in range(items.nodes[node] + 1, items.nodes[node + 1]):
        pair = items.classes[unit - 1 : unit + 1]
        if pair == "LL":
            yield unit, EMERGENCY
        elif whole and pair != "Ee" and (pair != "DD" or len(items.units[unit]) > 1) and "W" not in pair:
            yield unit, BROKEN_NUMBER


def _takes_hyphen(items: Items, unit: int) -> bool:
    """Whether a line end before this unit parts a Latin word, which is no address."""
    if items.classes[unit - 1 : unit + 1] != "LL":
        return False
    letters = items.units[unit - 1].isalpha() and items.units[unit].isalpha()
    return letters and not any(start < unit < end for start, end in items.addresses)
