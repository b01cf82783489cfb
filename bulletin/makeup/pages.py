"""Which reports share which page: full pages first, then jumps, then fillers, then what is always possible.

Works page by page on what is left. A page takes whole reports if they tile it exactly; otherwise one report leaves it
at a legal line end and goes on overleaf. The last page may be of any depth. When no exact page exists the chain of
makeup.md §9.7 follows; its last link, one report per row over the full width, always succeeds.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bulletin.makeup.flows import Flow, rest
from bulletin.makeup.grid import Frame
from bulletin.makeup.modules import Leaf, Modules, Table
from bulletin.makeup.plan import BLANK, Found, Node, Stack, height_of, trees, walk
from bulletin.model.design import Design

WHOLE_PAGE_GOOD = 90.0  # above it a jump is tried as well: makeup.md §9.4
BOUND, JUMP_BOUND = 260.0, 360.0
DEPTH_COST = 6.0  # per line a page is shorter or longer than nominal
UNFILLED_COST, UNFILLED_LINE = 8.0, 0.5  # a last page that ends early
FEWER_COLUMNS_COST = 25.0
LOOK_AHEAD = 3  # reports that may take the last one's place on a page
FALLBACK_DEPTH = 4


class PagePlan(NamedTuple):
    """One page, decided."""

    node: Node
    nominal: int  # grid lines of the body
    cost: float
    fault: str = ""  # what the fallback chain had to do


class Chooser:
    """Distributes the reports of one issue over pages."""

    def __init__(self, design: Design, frame: Frame, modules: Modules, *, movable: bool) -> None:
        self._design = design
        self._frame = frame
        self._modules = modules
        self._movable = movable
        self._whole: dict[tuple[int, int, int, bool], Table] = {}
        self._areas: dict[tuple[int, int], tuple[float, float]] = {}
        self._kept: list[Flow] = []

    def pages(self, flows: Sequence[Flow]) -> tuple[PagePlan, ...]:
        """Plans for all pages until nothing is left."""
        pending = list(flows)
        plans: list[PagePlan] = []
        while pending:
            number = len(plans) + 1
            plan, pending = self._page(pending, number)
            plans.append(plan)
        return tuple(plans)

    def _page(self, pending: list[Flow], number: int) -> tuple[PagePlan, list[Flow]]:
        lines = self._frame.body_lines(number)
        self._kept.extend(pending)
        last = self._last(pending, lines)
        if last is not None:
            return last, []
        whole = self._full(pending, lines)
        if whole is not None and whole[0].cost <= WHOLE_PAGE_GOOD:
            return whole
        jumped = self._jump(pending, lines)
        options = [option for option in (whole, jumped) if option is not None]
        if options:
            return min(options, key=lambda option: option[0].cost)
        return self._row(pending, lines)

    def _last(self, pending: Sequence[Flow], lines: int) -> PagePlan | None:
        """All that is left on one page of any depth, best full, else balanced."""
        columns = self._frame.grid.columns
        if sum(self._area(flow, lines)[0] for flow in pending) > (lines + 1) * columns:
            return None
        best: PagePlan | None = None
        for loose in (False, True):
            for span in range(columns, 0, -1):
                if span < columns and (best is not None or len(pending) > 3):
                    break
                found = trees(
                    lambda place, span, loose=loose: self._table(pending[place], span, lines, loose),  # type: ignore[misc]
                    len(pending), span, lines, BOUND,
                )  # fmt: skip
                for depth, (cost, node) in sorted(found.items()):
                    missing = lines - depth
                    if missing > self._design.copyfit.depth_less:
                        cost += UNFILLED_COST + UNFILLED_LINE * missing
                    else:
                        cost += DEPTH_COST * missing
                    cost += FEWER_COLUMNS_COST * (columns - span)
                    if best is None or cost < best.cost:
                        best = PagePlan(node, lines, cost)
            if best is not None and best.cost <= WHOLE_PAGE_GOOD:
                break
        return best

    def _full(self, pending: Sequence[Flow], lines: int) -> tuple[PagePlan, list[Flow]] | None:
        """A page of whole reports, exactly filled."""
        best: tuple[PagePlan, list[Flow]] | None = None
        for loose in (False, True):
            for chosen in self._prefixes(pending, lines):
                flows = [pending[place] for place in chosen]
                found = trees(
                    lambda place, span, flows=flows, loose=loose: self._table(flows[place], span, lines, loose),  # type: ignore[misc]
                    len(flows), self._frame.grid.columns, lines + self._design.copyfit.depth_more, BOUND,
                )  # fmt: skip
                plan = self._exact(found, lines)
                if plan is not None and (best is None or plan.cost < best[0].cost):
                    best = plan, [flow for place, flow in enumerate(pending) if place not in chosen]
            if best is not None and best[0].cost <= WHOLE_PAGE_GOOD:
                break
        return best

    def _prefixes(self, pending: Sequence[Flow], lines: int) -> list[tuple[int, ...]]:
        """Reports that might fill a page: a run from the first on, its last one changed for one of the next."""
        page = lines * self._frame.grid.columns
        result: list[tuple[int, ...]] = []
        for count in range(1, len(pending)):
            lasts = range(count - 1, min(len(pending), count - 1 + (1 + LOOK_AHEAD if self._movable else 1)))
            for last in lasts:
                chosen = (*range(count - 1), last)
                if pending[last].part and last != count - 1:
                    continue
                least = sum(self._area(pending[place], lines)[0] for place in chosen)
                most = sum(self._area(pending[place], lines)[1] for place in chosen)
                if (
                    least <= page * 1.02
                    and most >= page * 0.96
                    and not any(flow.part for place, flow in enumerate(pending) if place not in chosen)
                ):
                    result.append(chosen)
        return result

    def _exact(self, found: Found, lines: int, slack: int = 0) -> PagePlan | None:
        fit = self._design.copyfit
        best: PagePlan | None = None
        for depth in range(lines - fit.depth_less - slack, lines + fit.depth_more + slack + 1):
            if depth not in found:
                continue
            cost, node = found[depth]
            cost += DEPTH_COST * abs(depth - lines)
            if best is None or cost < best.cost:
                best = PagePlan(node, lines, cost)
        return best

    def _jump(self, pending: Sequence[Flow], lines: int) -> tuple[PagePlan, list[Flow]] | None:
        """A page that one report leaves."""
        best: tuple[PagePlan, list[Flow]] | None = None
        page = lines * self._frame.grid.columns
        for count in range(1, len(pending) + 1):
            most = sum(self._area(flow, lines)[1] for flow in pending[:count])
            if most < page * 0.97:
                continue
            if any(flow.part for flow in pending[count:]):
                continue
            tried = 0
            for place in range(count - 1, -1, -1):
                flow = pending[place]
                others = [other for index, other in enumerate(pending[:count]) if index != place]
                room = page - sum(self._area(other, lines)[0] for other in others)
                if not self._may_jump(flow) or room < self._least_part(flow):
                    continue
                tried += 1
                plan = self._jumping(pending[:count], place, lines)
                if plan is not None and (best is None or plan.cost < best[0].cost):
                    best = plan, self._left(plan, pending[:count], pending[count:])
            if best is not None and best[0].cost < WHOLE_PAGE_GOOD + 40:
                break
        return best

    def _jumping(self, flows: Sequence[Flow], place: int, lines: int) -> PagePlan | None:
        """The page of `flows` that the one at `place` leaves."""
        columns = self._frame.grid.columns
        page = lines * columns
        areas = [self._area(flow, lines) for number, flow in enumerate(flows) if number != place]
        least = page - sum(area[1] for area in areas) - 4 * len(flows)
        most = page - sum(area[0] for area in areas)
        deepest = lines + self._design.copyfit.depth_more
        parts: dict[int, Table] = {}

        def leaves(number: int, span: int) -> Table:
            if number != place:
                return self._table(flows[number], span, lines, False)
            if span not in parts:
                heights = range(max(6, int(least / span) - 1), min(deepest, int(most / span) + 2) + 1)
                if len(flows) == 1:
                    heights = range(lines - self._design.copyfit.depth_less, deepest + 1)
                parts[span] = self._modules.part(flows[place], span, heights)
            return parts[span]

        return self._exact(trees(leaves, len(flows), columns, deepest, JUMP_BOUND), lines)

    def _left(self, plan: PagePlan, taken: Sequence[Flow], others: Sequence[Flow]) -> list[Flow]:
        """What the following pages must hold: continuations first."""
        going = [
            rest(leaf.flow, leaf.filling, leaf.pictures, quoted=leaf.quoted) for leaf in walk(plan.node) if leaf.jumps
        ]
        placed = {(leaf.flow.report, leaf.flow.part) for leaf in walk(plan.node)}
        return [*going, *(flow for flow in taken if (flow.report, flow.part) not in placed), *others]

    def _row(self, pending: Sequence[Flow], lines: int) -> tuple[PagePlan, list[Flow]]:
        """What is always possible: one report under another over the full width, as deep as they happen to be."""
        rows: list[Leaf] = []
        left = lines
        taken = 0
        for flow in pending:
            leaf = self._any_whole(flow, left)
            if leaf is None:
                leaf = self._any_part(flow, left, must=not rows)
            if leaf is None:
                break
            rows.append(leaf)
            taken += 1
            left -= leaf.height + BLANK
            if leaf.jumps or left < 8:
                break
        node: Node = rows[-1]
        for leaf in reversed(rows[:-1]):
            node = Stack(leaf, node)
        plan = PagePlan(node, lines, 1000.0, f"这一版未能排满，空 {lines - height_of(node)} 行")
        return plan, self._left(plan, pending[:taken], pending[taken:])

    def _any_whole(self, flow: Flow, most: int) -> Leaf | None:
        for span in range(self._frame.grid.columns, 0, -1):
            table = self._table(flow, span, most, True)
            if table:
                return min((options[0] for options in table.values()), key=lambda leaf: (leaf.cost, leaf.height))
        return None

    def _any_part(self, flow: Flow, most: int, *, must: bool) -> Leaf | None:
        if not must and (not self._may_jump(flow) or most < 16):
            return None
        for span in range(self._frame.grid.columns, 0, -1):
            for height in range(most, max(6, most - 12), -1):
                table = self._modules.part(flow, span, (height,), relaxed=must)
                if table:
                    return table[height][0]
        return None

    def _may_jump(self, flow: Flow) -> bool:
        if flow.part:
            return True
        jump = self._design.jump
        return flow.lines * self._frame.grid.measure_em >= jump.min_characters * 0.9

    def _least_part(self, flow: Flow) -> float:
        return (self._design.jump.min_lines_stay if flow.part else self._modules.least_stay(flow.lines)) + 4

    def _table(self, flow: Flow, span: int, most: int, loose: bool) -> Table:
        return self._modules.whole(flow, span, most + self._design.copyfit.depth_more, loose=loose)

    def _area(self, flow: Flow, lines: int) -> tuple[float, float]:
        """Fewest and most column lines that a whole report can take, its head included."""
        key = (id(flow), lines)
        if key not in self._areas:
            least, most = float("inf"), 0.0
            for span in range(1, self._frame.grid.columns + 1):
                for height in self._table(flow, span, lines, False):
                    least = min(least, span * height)
                    most = max(most, span * (height + BLANK))
            if not most:
                least = most = flow.lines + 4.0 * self._frame.grid.columns
            self._areas[key] = (least, most)
        return self._areas[key]


def pages_of(found: Iterable[PagePlan]) -> float:
    """Total cost of all pages."""
    return sum(plan.cost for plan in found)
