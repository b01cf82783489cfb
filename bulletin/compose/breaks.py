"""Where lines end: the whole paragraph weighed at once, for every line count worth having.

A forward pass over the legal breaks in the text's order (Knuth and Plass). Each node keeps, for every number of
lines that can end there, the least cost so far and the node that the last of these lines began at. Candidates for a
line are a window around the measure, so the work grows with the text and not with its square; a node keeps only line
counts near its cheapest. Where no line within the limits exists, the window before that place is passed again with
the rescue's limits: wider gaps, then a short line, then a line too wide, each dearer than any ordinary solution.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bulletin.compose.costs import INFEASIBLE, OVERFULL, WIDTH, Fit, LineKey, fit_line
from bulletin.compose.items import Items

SPREAD = 2  # line counts kept on each side of a node's cheapest
RESCUE_WHOLE = 1500  # breaks up to which a text with an impossible place is weighed again as a whole
RESCUE_BEFORE, RESCUE_AFTER = 2, 8  # else: lines around an impossible place that are weighed again
EMERGENCY = 1000.0  # a break inside a Latin word that fills most of a line
BROKEN_NUMBER = 3000.0  # inside whatever is longer than a line


class LineCosts(dict[LineKey, float]):
    """The cost of every line met so far at one measure."""

    def __init__(self, measure: int, *, rescue: bool = False) -> None:
        super().__init__()
        self.measure = measure
        self.rescue = rescue

    def __missing__(self, key: LineKey) -> float:
        self[key] = cost = self.fit(key).cost
        return cost

    def fit(self, key: LineKey) -> Fit:
        return fit_line(key, self.measure, self.rescue)


class LastCosts(LineCosts):
    """The cost of last lines: never stretched, shrunk where that saves a line."""

    def fit(self, key: LineKey) -> Fit:
        if self.measure >= key >> WIDTH:
            return Fit(0.0)
        return fit_line(key, self.measure, self.rescue)


class RaggedCosts(LineCosts):
    """The cost of lines that are not justified: the white they leave, squared; shrunk only where need be."""

    def fit(self, key: LineKey) -> Fit:
        short = self.measure - (key >> WIDTH)
        if short >= 0:
            return Fit(20.0 * (short / self.measure) ** 2 + 0.02, ragged=short)
        return fit_line(key, self.measure, self.rescue)


class Tables(NamedTuple):
    """The costs of one measure: ordinary lines, last lines, and both in rescue."""

    lines: LineCosts
    last: LineCosts
    rescued: LineCosts
    rescued_last: LineCosts


def justified(measure: int) -> Tables:
    return Tables(
        LineCosts(measure),
        LastCosts(measure),
        LineCosts(measure, rescue=True),
        LastCosts(measure, rescue=True),
    )


def ragged(measure: int) -> Tables:
    return Tables(
        RaggedCosts(measure),
        LastCosts(measure),
        RaggedCosts(measure, rescue=True),
        LastCosts(measure, rescue=True),
    )


def balanced(measure: int) -> Tables:
    """Costs of headings: every line weighed alike, the last too."""
    lines, rescued = RaggedCosts(measure), RaggedCosts(measure, rescue=True)
    return Tables(lines, lines, rescued, rescued)


class Solution(NamedTuple):
    """One way to break: the nodes at which lines end."""

    cost: float
    nodes: tuple[int, ...]


class Pass(NamedTuple):
    """What the breaker needs of a paragraph at one measure."""

    starts: Sequence[int]
    ends: Sequence[int]
    penalties: Sequence[float]
    runts: Mapping[int, float]


def break_lines(passage: Pass, tables: Tables, *, wide: int = SPREAD, rescue: bool = False) -> dict[int, Solution]:
    """The cheapest solution for every line count that can be had, by line count; never empty.

    Args:
        wide: how far from a node's cheapest line count others are kept.
        rescue: weigh the whole with the rescue's limits at once.
    """
    starts, ends, penalties, runts = passage
    final = len(ends) - 1
    measure = tables.lines.measure
    loose = max(1500, measure // 11)
    tight = max(1400, measure // 11)
    below = 0 if isinstance(tables.lines, RaggedCosts) else max(0, measure - loose) << WIDTH
    above = (measure + tight + 1) << WIDTH
    costs, last_costs = tables.lines, tables.last
    states: list[dict[int, float] | None] = [None] * (final + 1)
    origins: list[dict[int, int]] = [{}] * (final + 1)
    states[0] = {0: 0.0}
    reach = 0
    rescue_until = -1
    if rescue:
        rescue_until = final
        costs, last_costs = tables.rescued, tables.rescued_last
    low = 1
    node = 0
    while True:
        if node > reach or node == final:
            if states[final] is not None:
                break
            # Stuck: pass again with wider limits, the whole text or from some lines before to some lines after.
            node, rescue_until = 0, final
            if final > RESCUE_WHOLE:
                ceiling = starts[reach] + (RESCUE_AFTER * measure << WIDTH)
                rescue_until = max(reach, bisect_left(starts, ceiling, 0, final) - 1)
                node = bisect_left(starts, starts[reach] - (RESCUE_BEFORE * measure << WIDTH), 0, reach)
            low = node + 1
            costs, last_costs = tables.rescued, tables.rescued_last
        elif node > rescue_until:
            costs, last_costs = tables.lines, tables.last
        here = states[node]
        if here is None:
            node += 1
            continue
        if len(here) > 2 * wide:
            cheapest = min(here, key=here.__getitem__)
            here = {lines: cost for lines, cost in here.items() if -wide <= lines - cheapest <= wide}
        only, spent = next(iter(here.items())) if len(here) == 1 else (-1, 0.0)
        base = starts[node]
        if costs is tables.rescued:
            goal = low = node + 1
        else:
            bottom = base + below
            if low <= node:
                low = node + 1
            while low < final and ends[low] < bottom:
                low += 1
            goal = low
        top = base + above
        while goal < final and (end := ends[goal]) < top:
            cost = costs[end - base]
            if cost < OVERFULL:
                cost += penalties[goal]
                there = states[goal]
                if only >= 0:  # mostly: one line count lives here
                    if there is None:
                        states[goal] = {only + 1: spent + cost}
                        origins[goal] = {only + 1: node}
                        reach = max(reach, goal)
                    elif only + 1 not in there or spent + cost <= there[only + 1]:
                        there[only + 1] = spent + cost
                        origins[goal][only + 1] = node
                elif there is None:
                    states[goal] = {lines + 1: before + cost for lines, before in here.items()}
                    origins[goal] = dict.fromkeys([lines + 1 for lines in here], node)
                    reach = max(reach, goal)
                else:
                    origin = origins[goal]
                    for lines, before in here.items():
                        total = before + cost
                        lines += 1
                        if lines not in there or total <= there[lines]:
                            there[lines] = total
                            origin[lines] = node
            goal += 1
        if goal == final:
            # The line that ends here may be the paragraph's last.
            cost = last_costs[ends[final] - base] + runts.get(node, 0.0)
        elif costs is tables.rescued and reach <= node:
            goal, cost = node + 1, OVERFULL  # one piece wider than the measure
        else:
            cost = INFEASIBLE
        if cost < INFEASIBLE:
            there = states[goal]
            if there is None:
                states[goal] = there = {}
                origins[goal] = {}
                if goal < final:
                    reach = max(reach, goal)
            origin = origins[goal]
            for lines, before in here.items():
                total = before + cost
                lines += 1
                if lines not in there or total <= there[lines]:
                    there[lines] = total
                    origin[lines] = node
        node += 1
    found = states[final]
    assert found is not None
    return {lines: Solution(cost, _trace(origins, final, lines)) for lines, cost in sorted(found.items())}


def _trace(origins: Sequence[Mapping[int, int]], final: int, lines: int) -> tuple[int, ...]:
    nodes = []
    node = final
    while lines:
        nodes.append(node)
        node = origins[node][lines]
        lines -= 1
    return tuple(reversed(nodes))


def with_emergency_breaks(items: Items, measure: int) -> Items:
    """The items with breaks inside pieces too long for the measure; the same items when there are none.

    Latin words of more than half a measure may be parted between letters, whatever is longer than a measure anywhere.
    """
    if 2 * items.longest <= measure:
        return items
    half = measure << (WIDTH - 1)
    long = [
        node for node, (start, end) in enumerate(zip(items.starts, items.ends[1:], strict=False)) if end - start > half
    ]
    sums, gaps, classes = items.sums, items.gaps, items.classes
    nodes: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    penalties: list[float] = []
    hyphens = set(items.hyphens)
    renumbered: dict[int, int] = {}
    too_long = set(long)
    addresses = items.addresses
    for node, at in enumerate(items.nodes):
        renumbered[node] = len(nodes)
        nodes.append(at)
        starts.append(items.starts[node])
        ends.append(items.ends[node])
        penalties.append(items.penalties[node])
        if node not in too_long:
            continue
        whole = items.ends[node + 1] - items.starts[node] > measure << WIDTH
        for place in range(at + 1, items.nodes[node + 1]):
            pair = classes[place - 1 : place + 1]
            if pair == "LL":
                penalty = EMERGENCY
            elif whole and pair != "Ee" and (pair != "DD" or len(items.units[place]) > 1) and "W" not in pair:
                penalty = BROKEN_NUMBER
            else:
                continue
            end = sums[place] - gaps[place - 1]
            letters = pair == "LL" and items.units[place - 1].isalpha() and items.units[place].isalpha()
            if letters and not any(start < place < stop for start, stop in addresses):
                hyphens.add(place)
                end += items.hyphen
            nodes.append(place)
            starts.append(sums[place])
            ends.append(end)
            penalties.append(penalty)
    return items._replace(
        nodes=nodes,
        starts=starts,
        ends=ends,
        penalties=penalties,
        hyphens=frozenset(hyphens),
        runts={renumbered[node]: cost for node, cost in items.runts.items()},
    )
