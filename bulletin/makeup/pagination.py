"""Which reports share which page: full pages first, then jumps, then fillers, then what is always possible.

Works page by page on what is left. A page takes whole reports if they tile it exactly; otherwise one report leaves it
at a legal line end and goes on overleaf. The last page may be of any depth. When no exact page exists the chain of
makeup.md §9.7 follows; its last link, one report per row over the full width, always succeeds.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from bulletin.makeup.fixed_plan import Fixed, Shape, Wanted, leaves_of
from bulletin.makeup.flows import Flow, rest
from bulletin.makeup.grid import Frame
from bulletin.makeup.modules import Leaf, Modules, Table, blocked_lines, filler_table, is_filler
from bulletin.makeup.trees import BLANK, Found, Node, Stack, height_of, trees, walk
from bulletin.model.design import Design
from bulletin.problems import OversetError, Problem

GOOD, GOOD_MORE = 90.0, 12.0  # a page cheaper than this needs no jump (makeup.md §9.4); more for each report over four
BOUND, BOUND_MORE = 200.0, 40.0  # trees dearer than this are dropped; more for each report
JUMP_MORE = 100.0  # and for each jump
DEPTH_COST = 6.0  # per line a page is shorter or longer than nominal
UNFILLED_COST, UNFILLED_LINE = 8.0, 0.5  # a last page that ends early
FEWER_COLUMNS_COST = 25.0
WHITE_MAX = 0.05  # of a full page inside modules; more, and a jump is better: makeup.md §13.2 allows 5.5 %
LOOK_AHEAD = 3  # reports that may take the last one's place on a page
TRIES = 8  # sets of reports tried for one full page
FALLBACK_DEPTH = 4
MOST = 24  # reports on one page that the search considers: a page of 150-character notices; it grows with their cube


class Leave(NamedTuple):
    """What a page may do to be filled."""

    loose: bool = False  # wider white in heads, text columns off the base columns
    jumps: int = 0  # reports that leave the page
    relaxed: bool = False  # a jump may leave less behind than is wished
    filler: bool = False
    short: int = 0  # lines the page may end early


# From the best page to the poorest; what follows is one report per row.
CHAIN = (
    Leave(jumps=1),
    Leave(loose=True, jumps=1),
    Leave(loose=True, filler=True),
    Leave(loose=True, jumps=1, relaxed=True),
    Leave(loose=True, jumps=2, relaxed=True),
    Leave(loose=True, short=FALLBACK_DEPTH),
    Leave(loose=True, jumps=1, relaxed=True, short=FALLBACK_DEPTH),
)


class PagePlan(NamedTuple):
    """One page, decided."""

    node: Node
    nominal: int  # grid lines of the body
    cost: float
    fault: str = ""  # what the fallback chain had to do


class Chooser:
    """Distributes the reports of one issue over pages."""

    def __init__(
        self, design: Design, frame: Frame, modules: Modules, *, movable: bool, fillers: int = 0, ease: float = 0.0
    ) -> None:
        self._design = design
        self._frame = frame
        self._modules = modules
        self._movable = movable
        self._fillers = fillers
        self._ease = ease  # what a page may cost beyond the usual
        self._areas: dict[tuple[int, int], tuple[float, float, float]] = {}
        self._kept: list[Flow] = []  # tables are kept by identity

    def pages(self, flows: Sequence[Flow], wanted: Sequence[Shape] = ()) -> tuple[PagePlan, ...]:
        """Plans for all pages until nothing is left; the first ones have the shapes that the editor fixed."""
        pending = list(flows)
        plans: list[PagePlan] = []
        for shape in wanted:
            plan, pending = self._wished(shape, pending, len(plans) + 1)
            plans.append(plan)
        while pending:
            plan, pending = self.page(pending, len(plans) + 1)
            plans.append(plan)
        return tuple(plans)

    def page(self, pending: list[Flow], number: int) -> tuple[PagePlan, list[Flow]]:
        """The best page number `number` and what it leaves."""
        lines = self._frame.body_lines(number)
        self._kept.extend(pending)
        last = self._last(pending, lines)
        if last is not None:
            return last, []
        whole = self._full(pending, lines)
        if whole is not None and whole[0].cost <= self._good(len(walk(whole[0].node))):
            return whole
        for leave in CHAIN:
            found = self._leaving(pending, lines, leave)
            if found is None and whole is None:
                continue
            return min((option for option in (whole, found) if option is not None), key=lambda option: option[0].cost)
        return self._row(pending, lines)

    def _wished(self, shape: Shape, pending: list[Flow], number: int) -> tuple[PagePlan, list[Flow]]:
        """The page that the editor fixed, as near to full as its shape allows.

        Raises:
            OversetError: no depths agree in this shape.
        """
        lines = self._frame.body_lines(number)
        self._kept.extend(pending)
        flows = {flow.report: flow for flow in pending}
        parts: dict[tuple[int, int], Table] = {}

        def tables(wanted: Wanted, span: int) -> Table:
            flow = flows.get(wanted.report)
            if flow is None or (flow.part > 0) != wanted.comes:
                return {}
            if not wanted.goes:
                return self._modules.whole(flow, span, self._frame.lines + 2, loose=True)
            key = (wanted.report, span)
            if key not in parts:
                parts[key] = self._modules.part(flow, span, range(6, self._deepest(lines) + 1), relaxed=True)
            return parts[key]

        fixed = Fixed(tables, self._deepest(lines))
        widths = (fixed.found(shape, span) for span in range(self._frame.grid.columns, 0, -1))
        found = next((table for table in widths if table), {})
        placed = {wanted.report for wanted in leaves_of(shape) if not wanted.goes}
        last = all(flow.report in placed for flow in pending)
        best: PagePlan | None = None
        for depth, (cost, node) in sorted(found.items()):
            missing = lines - depth
            cost += DEPTH_COST * abs(missing) if abs(missing) <= FALLBACK_DEPTH else UNFILLED_COST + 30 + 4 * missing
            if best is None or cost < best.cost:
                fault = (
                    f"照 grid 排，这一版空 {missing} 行"
                    if not last and missing > self._design.copyfit.depth_less
                    else ""
                )
                best = PagePlan(node, lines, cost, fault)
        if best is None:
            deep = Fixed(tables, 4 * lines).found(shape, self._frame.grid.columns)
            raise OversetError(_impossible(shape, number, min(deep, default=0), lines))
        taken = [flow for flow in pending if flow.report in {wanted.report for wanted in leaves_of(shape)}]
        return best, self._left(best, taken, [flow for flow in pending if flow not in taken])

    def _last(self, pending: Sequence[Flow], lines: int) -> PagePlan | None:
        """All that is left on one page of any depth, best full, else balanced."""
        columns = self._frame.grid.columns
        if len(pending) > MOST or sum(self.area(flow, lines)[0] for flow in pending) > (lines + 1) * columns:
            return None
        best: PagePlan | None = None
        for loose in (False, True):
            for span in range(columns, 0, -1):
                if span < columns and (best is not None or len(pending) > 3):
                    break
                for depth, (cost, node) in sorted(self._trees(pending, span, lines, Leave(loose=loose)).items()):
                    missing = lines - depth
                    if missing > self._design.copyfit.depth_less:
                        cost += UNFILLED_COST + UNFILLED_LINE * missing
                    else:
                        cost += DEPTH_COST * missing
                    cost += FEWER_COLUMNS_COST * (columns - span)
                    if best is None or cost < best.cost:
                        best = PagePlan(node, lines, cost)
            if best is not None and best.cost <= self._good(len(pending)):
                break
        return best

    def _full(self, pending: Sequence[Flow], lines: int) -> tuple[PagePlan, list[Flow]] | None:
        """A page of whole reports, exactly filled."""
        best: tuple[PagePlan, list[Flow]] | None = None
        for loose in (False, True):
            for chosen in self._sets(pending, lines):
                flows = [pending[place] for place in chosen]
                plan = self._exact(
                    self._trees(flows, self._frame.grid.columns, self._deepest(lines), Leave(loose)), lines
                )
                if plan is not None and (best is None or plan.cost < best[0].cost):
                    best = plan, [flow for place, flow in enumerate(pending) if place not in chosen]
            if best is not None and best[0].cost <= self._good(len(walk(best[0].node))):
                break
        return best

    def _sets(self, pending: Sequence[Flow], lines: int) -> list[tuple[int, ...]]:
        """Reports that might fill a page: a run from the first on, its last one changed for one of the next."""
        page = lines * self._frame.grid.columns
        result: list[tuple[float, tuple[int, ...]]] = []
        for size in range(1, min(len(pending), MOST + 1)):
            if sum(self.area(flow, lines)[0] for flow in pending[: size - 1]) > page * 1.02:
                break
            lasts = range(size - 1, min(len(pending), size - 1 + (1 + LOOK_AHEAD if self._movable and size > 1 else 1)))
            for last in lasts:
                chosen = (*range(size - 1), last)
                if any(flow.part for place, flow in enumerate(pending) if place not in chosen):
                    continue
                areas = [self.area(pending[place], lines) for place in chosen]
                if sum(area[0] for area in areas) <= page * 1.02 and sum(area[1] for area in areas) >= page * 0.96:
                    usual = sum(area[2] for area in areas) + 2 * size
                    # a later report in an earlier place is worth it only when it fits better
                    result.append((abs(usual - page) + 8 * (last - size + 1), chosen))
        result.sort()
        return [chosen for _, chosen in result[:TRIES]]

    def _exact(self, found: Found, lines: int, short: int = 0) -> PagePlan | None:
        fit = self._design.copyfit
        best: PagePlan | None = None
        for depth in range(lines - max(fit.depth_less, short), lines + fit.depth_more + 1):
            if depth not in found:
                continue
            cost, node = found[depth]
            if white(node) > WHITE_MAX * lines * self._frame.grid.columns:
                continue
            cost += DEPTH_COST * abs(depth - lines)
            if best is None or cost < best.cost:
                missing = lines - depth
                fault = f"这一版短 {missing} 行" if missing > fit.depth_less else ""
                best = PagePlan(node, lines, cost, fault)
        return best

    def _leaving(self, pending: Sequence[Flow], lines: int, leave: Leave) -> tuple[PagePlan, list[Flow]] | None:
        """The best page that as many reports leave as `leave` says, or that a filler closes."""
        best: tuple[PagePlan, list[Flow]] | None = None
        page = lines * self._frame.grid.columns
        if leave.filler and not self._fillers:
            return None
        for size in range(1, min(len(pending), MOST) + 1):
            if any(flow.part for flow in pending[size:]):
                continue
            flows = pending[:size]
            areas = [self.area(flow, lines) for flow in flows]
            most = sum(area[1] for area in areas) + (page if leave.filler else 0)
            if most < page * 0.97 - leave.short * self._frame.grid.columns:
                continue
            if leave.jumps == 0 and sum(area[0] for area in areas) > page * 1.02:
                break
            for going in combinations(range(size - 1, -1, -1), leave.jumps):
                room = page - sum(areas[place][0] for place in range(size) if place not in going)
                if not all(self._may_jump(pending[place]) for place in going):
                    continue
                if room < sum(self._least_part(pending[place], leave.relaxed) for place in going):
                    continue
                plan = self._exact(
                    self._trees(flows, self._frame.grid.columns, self._deepest(lines), leave, going), lines, leave.short
                )
                if plan is not None and (best is None or plan.cost < best[0].cost):
                    best = plan, self._left(plan, flows, pending[size:])
            if best is not None and best[0].cost < self._good(size) + JUMP_MORE * leave.jumps / 2:
                break
        return best

    def _deepest(self, lines: int) -> int:
        return lines + self._design.copyfit.depth_more

    def _trees(self, flows: Sequence[Flow], span: int, most: int, leave: Leave, going: tuple[int, ...] = ()) -> Found:
        """The trees of `flows`, those in `going` leaving the page, a filler last when it is asked for."""
        lines = min(most, self._frame.lines)
        page = lines * self._frame.grid.columns
        areas = [self.area(flow, lines) for flow in flows]
        staying = [area for place, area in enumerate(areas) if place not in going]
        least = [0.0 if place in going else area[0] for place, area in enumerate(areas)]
        parts: dict[tuple[int, int], Table] = {}

        def leaves(place: int, span: int) -> Table:
            if place == len(flows):
                return filler_table(self._design.filler, self._fillers, span, most)
            if place not in going:
                return self._modules.whole(flows[place], span, self._frame.lines + 2, loose=leave.loose)
            if (place, span) not in parts:
                parts[place, span] = self._modules.part(flows[place], span, heights(span), relaxed=leave.relaxed)
            return parts[place, span]

        def heights(span: int) -> range:
            if len(flows) == 1:
                return range(lines - max(self._design.copyfit.depth_less, leave.short), most + 1)
            if len(going) > 1:
                return range(6, most + 1)
            shallow = page - sum(area[1] for area in staying) - 4 * len(flows) - leave.short * span
            deep = page - sum(area[0] for area in staying)
            return range(max(6, int(shallow / span) - 1), min(most, int(deep / span) + 2) + 1)

        count = len(flows) + leave.filler
        bound = BOUND + BOUND_MORE * count + JUMP_MORE * len(going) + self._ease
        return trees(leaves, (*least, *([0.0] * leave.filler)), span, most, bound)

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
            leaf = self._any_whole(flow, left) or self._any_part(flow, left, must=not rows)
            if leaf is None:
                break
            rows.append(leaf)
            taken += 1
            left -= leaf.height + BLANK
            if leaf.jumps or left < 8:
                break
        if not rows:
            raise OversetError(_unplaceable(pending[0]))
        node: Node = rows[-1]
        for leaf in reversed(rows[:-1]):
            node = Stack(leaf, node)
        empty = lines - height_of(node)
        plan = PagePlan(node, lines, 1000.0)
        going = self._left(plan, pending[:taken], pending[taken:])
        return (plan._replace(fault=f"这一版未能排满，空 {empty} 行") if going and empty > 1 else plan), going

    def _any_whole(self, flow: Flow, most: int) -> Leaf | None:
        for span in range(self._frame.grid.columns, 0, -1):
            table = self._modules.whole(flow, span, self._frame.lines + 2, loose=True)
            fitting = [options[0] for height, options in table.items() if height <= most]
            if fitting:
                return min(fitting, key=lambda leaf: (leaf.cost, leaf.height))
        return None

    def _any_part(self, flow: Flow, most: int, *, must: bool) -> Leaf | None:
        """A part of a report for the lines left; with `must`, whatever it costs."""
        if not must and (not self._may_jump(flow) or most < 16):
            return None
        for span in range(self._frame.grid.columns, 0, -1):
            for height in range(most, max(6, most - 12), -1):
                table = self._modules.part(flow, span, (height,), relaxed=must)
                if table:
                    return table[height][0]
        return self._modules.at_any_cost(flow, most) if must else None

    def _may_jump(self, flow: Flow) -> bool:
        if flow.part:
            return True
        jump = self._design.jump
        return flow.lines * self._frame.grid.measure_em >= jump.min_characters * 0.9

    def _least_part(self, flow: Flow, relaxed: bool) -> float:
        least = self._design.jump.min_lines_stay
        return (least if flow.part or relaxed else self._modules.least_stay(flow.lines)) + 4

    def _good(self, reports: int) -> float:
        """A page of so many reports that costs no more needs no jump."""
        return GOOD + GOOD_MORE * max(0, reports - 4) + self._ease

    def area(self, flow: Flow, lines: int) -> tuple[float, float, float]:
        """Fewest, most and usual column lines that a whole report takes, its head included."""
        key = (id(flow), lines)
        if key not in self._areas:
            least, most, usual, cheapest = float("inf"), 0.0, 0.0, float("inf")
            for span in range(1, self._frame.grid.columns + 1):
                table = self._modules.whole(flow, span, self._frame.lines + 2)
                for height, options in table.items():
                    if height > lines + 2:
                        continue
                    least = min(least, span * height)
                    most = max(most, span * (height + BLANK))
                    if options[0].cost < cheapest:
                        cheapest, usual = options[0].cost, span * height
            if not most:
                least = most = usual = flow.lines + 4.0 * self._frame.grid.columns
            self._areas[key] = (least, most, usual)
        return self._areas[key]


def _unplaceable(flow: Flow) -> Problem:
    told = f"第 {flow.report + 1} 篇报告的标题、图片或文字放不进任何一个版"
    return Problem("error", "unplaceable", told, None, "标题太长就改短，图片太高就换一张横的")


def _impossible(shape: Shape, number: int, deep: int, lines: int) -> Problem:
    told = "、".join(f"第 {wanted.report + 1} 篇" for wanted in leaves_of(shape))
    why = f"至少要 {deep} 行，版面只有 {lines} 行" if deep > lines else "没有深度相合的排法"
    message = f"照 grid 排不成第{number}版：{told}{why}"
    return Problem(
        "error", "grid-impossible", message, None, "去掉 grid 让程序自己找，或换一种分法，或增删其中一篇的字数"
    )


def white(node: Node) -> float:
    """White inside the modules of a page, in lines of a base column: padded heads and short columns."""
    total = 0.0
    for leaf in walk(node):
        if is_filler(leaf):
            continue
        short = leaf.columns * leaf.depth - sum(leaf.capacities) - blocked_lines(leaf)
        total += leaf.pad * leaf.span + short * leaf.span / leaf.columns
    return total


def pages_of(found: Iterable[PagePlan]) -> float:
    """Total cost of all pages."""
    return sum(plan.cost for plan in found)
