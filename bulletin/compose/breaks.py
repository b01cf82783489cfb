"""Where lines end: the whole paragraph weighed at once, for every line count worth having.

A forward pass over the legal breaks in the text's order (Knuth and Plass, "Breaking Paragraphs into Lines", 1981).
Each node, a place where a line may end, keeps for every number of lines that can end there the least cost so far and
the node that the last of these lines began at. The lines worth weighing from a node are found by their costs: those
before the first that can be stretched to the measure and those after the last that can be squeezed into it are
passed over, and both limits move on with the node, so the work grows with the text and not with its square; a node
keeps only line counts near its cheapest. Where no line within the limits exists, the lines before that place are
weighed again with the rescue's limits: wider gaps, then a short line, then a line too wide, each dearer than any
ordinary solution.
"""

from bisect import bisect_left
from typing import NamedTuple, TypeAlias

from bulletin.compose.costs import INFEASIBLE, OVERFULL, OVERFULL_MORE, TOO_NARROW, TOO_WIDE, LineFit, fit_line
from bulletin.compose.items import Items
from bulletin.compose.packed_line import PackedLine, pack, width
from bulletin.model.design import Align

SPREAD = 2  # line counts kept on each side of a node's cheapest
RESCUE_WHOLE = 1500  # breaks up to which a text with an impossible place is weighed again as a whole
RESCUE_BEFORE, RESCUE_AFTER = 2, 8  # else: lines around an impossible place that are weighed again


class LineCosts(dict[PackedLine, float]):
    """The cost of every line weighed so far at one measure."""

    def __init__(self, measure: int, *, rescue: bool = False) -> None:
        super().__init__()
        self.measure = measure
        self.rescue = rescue

    def __missing__(self, line: PackedLine) -> float:
        self[line] = cost = self.fit(line).cost
        return cost

    def fit(self, line: PackedLine) -> LineFit:
        return fit_line(line, self.measure, self.rescue)


class LastCosts(LineCosts):
    """The cost of last lines: never stretched, shrunk where that saves a line."""

    def fit(self, line: PackedLine) -> LineFit:
        if width(line) <= self.measure:
            return LineFit(0.0)
        return fit_line(line, self.measure, self.rescue)


class RaggedCosts(LineCosts):
    """The cost of lines that are not justified: the white they leave, squared; shrunk only where need be."""

    def fit(self, line: PackedLine) -> LineFit:
        short = self.measure - width(line)
        if short >= 0:
            return LineFit(20.0 * (short / self.measure) ** 2 + 0.02, ragged=short)
        return fit_line(line, self.measure, self.rescue)


class Limits(NamedTuple):
    """What lines may cost: inner lines and last lines, within the ordinary limits or the rescue's."""

    lines: LineCosts
    last: LineCosts

    def of(self, *, is_last: bool) -> LineCosts:
        return self.last if is_last else self.lines

    def wide_from(self, dip: int) -> float:
        """The cost from which a line is so wide that no line with the same start and a later end can fit."""
        return OVERFULL + OVERFULL_MORE * dip if self.lines.rescue else TOO_WIDE + dip


class CostTables(NamedTuple):
    """The costs of one measure."""

    ordinary: Limits
    rescue: Limits

    @property
    def measure(self) -> int:
        return self.ordinary.lines.measure


def cost_tables(measure: int, align: Align, *, heading: bool = False) -> CostTables:
    """The costs at a measure: only justified lines are stretched, a heading's weighed alike, the last too."""
    limits = []
    for rescue in (False, True):
        lines = LineCosts(measure, rescue=rescue) if align == "justify" else RaggedCosts(measure, rescue=rescue)
        limits.append(Limits(lines, lines if heading else LastCosts(measure, rescue=rescue)))
    return CostTables(*limits)


class Solution(NamedTuple):
    """One way to break: the nodes at which lines end."""

    cost: float
    nodes: tuple[int, ...]


Paths: TypeAlias = list[dict[int, tuple[float, int]]]  # by node: line count -> least cost, node of the line before


def break_lines(items: Items, tables: CostTables, *, rescue: bool = False) -> dict[int, Solution]:
    """The cheapest solution for every line count that can be had, by line count; never empty.

    A line from node i to node j is `ends[j] - starts[i]`. `rescue` weighs the whole with the rescue's limits at once.
    """
    final = len(items.ends) - 1
    paths: Paths = [{} for _ in items.ends]
    paths[0][0] = (0.0, 0)
    limits = tables.rescue if rescue else tables.ordinary
    reach = _sweep(items, limits, paths, (0, final), 0)
    while not paths[final]:
        first, until = _around(items, reach, tables.measure)
        reach = _sweep(items, tables.rescue, paths, (first, until), reach)
        reach = _sweep(items, tables.ordinary, paths, (until, final), reach)
    return {lines: Solution(cost, _trace(paths, lines)) for lines, (cost, _) in sorted(paths[final].items())}


def _around(items: Items, reach: int, measure: int) -> tuple[int, int]:
    """The nodes to weigh again where lines reach no farther than `reach`: all, or some lines before and after."""
    starts = items.starts
    final = len(starts) - 1
    if final <= RESCUE_WHOLE:
        return 0, final
    first = bisect_left(starts, starts[reach] - pack(RESCUE_BEFORE * measure), 0, reach)
    until = bisect_left(starts, starts[reach] + pack(RESCUE_AFTER * measure), 0, final)
    return first, max(reach + 1, until)


def _sweep(items: Items, limits: Limits, paths: Paths, nodes: tuple[int, int], reach: int) -> int:
    """Adds to `paths` the lines that begin at the nodes from the first up to the second of `nodes`.

    Returns the last node that any line reaches; the sweep ends there when that is before the second node.
    """
    starts, ends, penalties = items.starts, items.ends, items.penalties
    final = len(ends) - 1
    costs = limits.lines
    narrow, too_wide = TOO_NARROW + items.dip, limits.wide_from(items.dip)
    measure = pack(costs.measure)
    full = low = nodes[0]
    for node in range(*nodes):
        if node > reach:
            break
        arriving = paths[node]
        if not arriving:
            continue
        if len(arriving) > 2 * SPREAD:
            arriving = _near_cheapest(arriving)
        base = starts[node]
        while full < final and ends[full] - base < measure:
            full += 1
        least = max(low, node + 1)
        low = max(full, least)
        while low > least and costs[ends[low - 1] - base] < narrow:
            low -= 1
        leaving = [(lines + 1, so_far) for lines, (so_far, _) in arriving.items()]
        farthest = node
        for goal in range(low, final):
            cost = costs[ends[goal] - base]
            if cost < OVERFULL:
                cost += penalties[goal]
                known = paths[goal]
                for lines, so_far in leaving:
                    if lines not in known or so_far + cost <= known[lines][0]:
                        known[lines] = (so_far + cost, node)
                farthest = goal
            elif cost >= too_wide:
                break
        else:
            goal = final
        reach = max(reach, farthest)
        if goal == final:
            # The line that ends here may be the paragraph's last.
            cost = limits.last[ends[final] - base] + items.runts.get(node, 0.0)
        elif costs.rescue and reach <= node:
            reach = goal = node + 1
            cost = OVERFULL  # one piece wider than the measure
        else:
            continue
        if cost < INFEASIBLE:
            known = paths[goal]
            for lines, so_far in leaving:
                if lines not in known or so_far + cost <= known[lines][0]:
                    known[lines] = (so_far + cost, node)
    return reach


def _near_cheapest(arriving: dict[int, tuple[float, int]]) -> dict[int, tuple[float, int]]:
    cheapest = min(arriving, key=lambda lines: arriving[lines][0])
    return {lines: path for lines, path in arriving.items() if abs(lines - cheapest) <= SPREAD}


def _trace(paths: Paths, lines: int) -> tuple[int, ...]:
    nodes = []
    node = len(paths) - 1
    while lines:
        nodes.append(node)
        node = paths[node][lines][1]
        lines -= 1
    return tuple(reversed(nodes))
