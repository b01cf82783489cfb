"""Which reports share which page: full pages first, then jumps, then fillers, then what is always possible.

Works page by page on what is left. A page takes whole reports if they tile it exactly; otherwise one report leaves it
at a legal line end and goes on overleaf. The last page may be of any depth. When no exact page exists `CHAIN` follows;
what comes after its last link, one report per row over the full width, always succeeds.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from bulletin.makeup.brief import Brief
from bulletin.makeup.fixed_plan import Shape, ShapeSearch, Wanted, leaves_of
from bulletin.makeup.flows import Flow, rest
from bulletin.makeup.modules import OVERRUN, Leaf, Modules, ModuleTable, filler_table, white_rows
from bulletin.makeup.trees import LINES_BETWEEN, ModuleTree, Stack, TreeTable, trees, walk
from bulletin.memory import kept
from bulletin.model.edition import Edition
from bulletin.problems import OversetError, Problem

# Costs and limits chosen on random issues: docs/typesetting.md, Modules and trees and Jumps.
GOOD, GOOD_MORE = 90.0, 12.0  # a page cheaper than this needs no jump; more for each report over four
BOUND, BOUND_MORE = 200.0, 40.0  # trees dearer than this are dropped; more for each report
JUMP_MORE = 100.0  # and for each jump
DEPTH_COST = 6.0  # per line a page is shorter or longer than nominal
UNFILLED_COST, UNFILLED_LINE = 8.0, 0.5  # a last page that ends early
FEWER_COLUMNS_COST = 25.0
WISHED_COST, WISHED_LINE = UNFILLED_COST + 30.0, 4.0  # a page of the editor's shape that ends early, each line of it
WHITE_MAX = 0.05  # of a full page inside modules; more, and a jump is better: 5.5 % is the most that is acceptable
LOOK_AHEAD = 3  # reports that may take the last one's place on a page
SETS_TRIED = 8  # sets of reports tried for one full page
FALLBACK_DEPTH = 4  # lines that a page may end early when nothing else closes it
LEAST_PART = 6  # grid lines of the shallowest part of a report
FALLBACK_COST = 1000.0  # a page of rows, when no tree can be found
FALLBACK_ROW = 8  # grid lines that must be left for another such row
FALLBACK_PART = 16  # and for one that goes on overleaf
MOST_REPORTS = 24  # on a page that is searched, as of 150-character notices: the work grows with their cube


class Freedom(NamedTuple):
    """What a page may do to be filled."""

    loose: bool = False  # wider white in heads, text columns off the base columns
    jumps: int = 0  # reports that leave the page
    relaxed: bool = False  # a jump may leave less behind than is wished
    filler: bool = False
    short: int = 0  # lines the page may end early


# From the best page to the poorest; what follows is one report per row.
CHAIN = (
    Freedom(jumps=1), Freedom(loose=True, jumps=1), Freedom(loose=True, filler=True),
    Freedom(loose=True, jumps=1, relaxed=True), Freedom(loose=True, jumps=2, relaxed=True),
    Freedom(loose=True, short=FALLBACK_DEPTH), Freedom(loose=True, jumps=1, relaxed=True, short=FALLBACK_DEPTH),
)  # fmt: skip


class PagePlan(NamedTuple):
    """One page, decided."""

    tree: ModuleTree
    nominal: int  # grid lines of the body
    cost: float
    fault: str = ""  # what the fallback chain had to do


class ChosenPage(NamedTuple):
    """A page and the flows that the pages after it must hold."""

    plan: PagePlan
    left: list[Flow]


class Load(NamedTuple):
    """Column lines that a whole report takes, its head included."""

    fewest: float
    most: float
    usual: float


class Pagination:
    """Distributes the reports of one issue over pages."""

    def __init__(self, brief: Brief, modules: Modules, *, ease: float = 0.0) -> None:
        """`ease`: what a page may cost beyond the usual."""
        self._design = brief.design
        self._area = brief.area
        self._columns = brief.area.grid.columns
        self._modules = modules
        self._edition = brief.edition
        self._movable = not brief.edition.ordered
        self._fillers = bool(brief.edition.fillers)
        self._ease = ease

    def pages(self, flows: Sequence[Flow], wanted: Sequence[Shape] = ()) -> tuple[PagePlan, ...]:
        """Plans for all pages until nothing is left; the first ones have the shapes that the editor fixed."""
        pending = list(flows)
        plans: list[PagePlan] = []
        for shape in wanted:
            plan, pending = self._wished(shape, pending, len(plans) + 1)
            plans.append(plan)
        while pending:
            plan, pending = self._page(pending, len(plans) + 1)
            plans.append(plan)
        return tuple(plans)

    def _page(self, pending: list[Flow], number: int) -> ChosenPage:
        """The best page number `number` and what it leaves."""
        lines = self._area.body_lines(number)
        last = self._last(pending, lines)
        if last is not None:
            return ChosenPage(plan=last, left=[])
        whole = self._full(pending, lines)
        if whole is not None and whole.plan.cost <= self._good(len(walk(whole.plan.tree))):
            return whole
        for freedom in CHAIN:
            parted = self._parted(pending, lines, freedom)
            found = [page for page in (whole, parted) if page is not None]
            if found:
                return min(found, key=lambda page: page.plan.cost)
        return self._rows(pending, lines)

    def _wished(self, shape: Shape, pending: list[Flow], number: int) -> ChosenPage:
        """The page that the editor fixed, as near to full as its shape allows.

        Raises:
            OversetError: no depths agree in this shape.
        """
        lines = self._area.body_lines(number)
        flows = {flow.report: flow for flow in pending}

        def table(wanted: Wanted, span: int) -> ModuleTable:
            flow = flows.get(wanted.report)
            if flow is None or (flow.part > 0) != wanted.comes:
                return {}
            if not wanted.goes:
                return self._modules.whole(flow, span, loose=True)
            return self._modules.part(flow, span, range(LEAST_PART, self._deepest(lines) + 1), relaxed=True)

        search = ShapeSearch(table, self._deepest(lines))
        found = next(filter(None, (search.found(shape, span) for span in range(self._columns, 0, -1))), None)
        if not found:
            deep = ShapeSearch(table, 4 * lines).found(shape, self._columns)
            raise OversetError(_impossible(shape, number, min(deep, default=0), lines, self._edition))
        asked = leaves_of(shape)
        placed = {wanted.report for wanted in asked if not wanted.goes}
        last = all(flow.report in placed for flow in pending)
        plans: list[PagePlan] = []
        for depth, (cost, tree) in sorted(found.items()):
            missing = lines - depth
            if abs(missing) <= FALLBACK_DEPTH:
                cost += DEPTH_COST * abs(missing)
            else:
                cost += WISHED_COST + WISHED_LINE * missing
            early = not last and missing > self._design.copyfit.depth_less
            fault = f"按固定版面排，空{missing}行" if early else ""
            plans.append(PagePlan(tree=tree, nominal=lines, cost=cost, fault=fault))
        best = min(plans, key=lambda plan: plan.cost)
        reports = {wanted.report for wanted in asked}
        taken = [flow for flow in pending if flow.report in reports]
        return ChosenPage(plan=best, left=_left(best, taken, [flow for flow in pending if flow not in taken]))

    def _last(self, pending: Sequence[Flow], lines: int) -> PagePlan | None:
        """All that is left on one page of any depth, best full, else balanced."""
        if len(pending) > MOST_REPORTS or self.total(pending, lines).fewest > (lines + 1) * self._columns:
            return None
        best: PagePlan | None = None
        for loose in (False, True):
            for span in range(self._columns, 0, -1):
                if span < self._columns and (best is not None or len(pending) > 3):
                    break
                for depth, (cost, tree) in sorted(self._trees(pending, span, lines, Freedom(loose=loose)).items()):
                    missing = lines - depth
                    if missing > self._design.copyfit.depth_less:
                        cost += UNFILLED_COST + UNFILLED_LINE * missing
                    else:
                        cost += DEPTH_COST * missing
                    cost += FEWER_COLUMNS_COST * (self._columns - span)
                    if best is None or cost < best.cost:
                        best = PagePlan(tree=tree, nominal=lines, cost=cost)
            if best is not None and best.cost <= self._good(len(pending)):
                break
        return best

    def _full(self, pending: Sequence[Flow], lines: int) -> ChosenPage | None:
        """A page of whole reports, exactly filled."""
        best: ChosenPage | None = None
        for freedom in (Freedom(), Freedom(loose=True)):
            for chosen in self._sets(pending, lines):
                flows = [pending[place] for place in chosen]
                plan = self._exact(self._trees(flows, self._columns, self._deepest(lines), freedom), lines)
                if plan is not None and (best is None or plan.cost < best.plan.cost):
                    left = [flow for place, flow in enumerate(pending) if place not in chosen]
                    best = ChosenPage(plan=plan, left=left)
            if best is not None and best.plan.cost <= self._good(len(walk(best.plan.tree))):
                break
        return best

    def _sets(self, pending: Sequence[Flow], lines: int) -> list[tuple[int, ...]]:
        """Reports that might fill a page: a run from the first on, its last one changed for one of the next."""
        page = lines * self._columns
        result: list[tuple[float, tuple[int, ...]]] = []
        for size in range(1, min(len(pending), MOST_REPORTS + 1)):
            if self.total(pending[: size - 1], lines).fewest > page * 1.02:
                break
            lasts = range(size - 1, min(len(pending), size - 1 + (1 + LOOK_AHEAD if self._movable and size > 1 else 1)))
            for last in lasts:
                chosen = (*range(size - 1), last)
                if any(flow.part for place, flow in enumerate(pending) if place not in chosen):
                    continue
                load = self.total([pending[place] for place in chosen], lines)
                if load.fewest <= page * 1.02 and load.most >= page * 0.96:
                    # a later report in an earlier place is worth it only when it fits better
                    result.append((abs(load.usual + 2 * size - page) + 8 * (last - size + 1), chosen))
        return [chosen for _, chosen in sorted(result)[:SETS_TRIED]]

    def _exact(self, found: TreeTable, lines: int, short: int = 0) -> PagePlan | None:
        """The cheapest of these trees that fills a page of so many lines; `short`: lines that it may end early."""
        fit = self._design.copyfit
        plans: list[PagePlan] = []
        for depth in range(lines - max(fit.depth_less, short), lines + fit.depth_more + 1):
            cost, tree = found.get(depth, (0.0, None))
            if tree and sum(map(white_rows, walk(tree))) <= WHITE_MAX * lines * self._columns:
                missing = lines - depth
                fault = f"没有排满，空{missing}行" if missing > fit.depth_less else ""
                plans.append(PagePlan(tree=tree, nominal=lines, cost=cost + DEPTH_COST * abs(missing), fault=fault))
        return min(plans, key=lambda plan: plan.cost, default=None)

    def _parted(self, pending: Sequence[Flow], lines: int, freedom: Freedom) -> ChosenPage | None:
        """The best page that as many reports leave as `freedom` says, or that a filler closes."""
        if freedom.filler and not self._fillers:
            return None
        best: ChosenPage | None = None
        for size in self._sizes(pending, lines, freedom):
            flows = pending[:size]
            for going in self._goings(flows, lines, freedom):
                found = self._trees(flows, self._columns, self._deepest(lines), freedom, going)
                plan = self._exact(found, lines, freedom.short)
                if plan is not None and (best is None or plan.cost < best.plan.cost):
                    best = ChosenPage(plan=plan, left=_left(plan, flows, pending[size:]))
            if best is not None and best.plan.cost < self._good(size) + JUMP_MORE * freedom.jumps / 2:
                break
        return best

    def _sizes(self, pending: Sequence[Flow], lines: int, freedom: Freedom) -> Iterator[int]:
        """Numbers of reports whose lines may fill a page; a continuation is never left out."""
        page = lines * self._columns
        for size in range(1, min(len(pending), MOST_REPORTS) + 1):
            if any(flow.part for flow in pending[size:]):
                continue
            load = self.total(pending[:size], lines)
            if load.most + (page if freedom.filler else 0) < page * 0.97 - freedom.short * self._columns:
                continue
            if freedom.jumps == 0 and load.fewest > page * 1.02:
                return
            yield size

    def _goings(self, flows: Sequence[Flow], lines: int, freedom: Freedom) -> Iterator[tuple[int, ...]]:
        """Which of these reports may leave the page together: the last ones first."""
        page = lines * self._columns
        for going in combinations(range(len(flows) - 1, -1, -1), freedom.jumps):
            if not all(self._may_jump(flows[place]) for place in going):
                continue
            staying = [flow for place, flow in enumerate(flows) if place not in going]
            room = page - self.total(staying, lines).fewest
            if room >= sum(self._least_part(flows[place], freedom.relaxed) for place in going):
                yield going

    def _may_jump(self, flow: Flow) -> bool:
        return flow.part > 0 or flow.text.rows * self._area.grid.measure_em >= self._design.jump.min_characters * 0.9

    def _least_part(self, flow: Flow, relaxed: bool) -> float:
        least = self._design.jump.min_lines_stay
        return (least if flow.part or relaxed else self._modules.least_stay(flow.text.rows)) + 4

    def _deepest(self, lines: int) -> int:
        return lines + self._design.copyfit.depth_more

    def _trees(
        self, flows: Sequence[Flow], span: int, most: int, freedom: Freedom, going: tuple[int, ...] = ()
    ) -> TreeTable:
        """The trees of `flows`, those at the places in `going` leaving the page, a filler last when one is allowed."""

        def leaves(place: int, across: int) -> ModuleTable:
            if place == len(flows):
                return filler_table(self._design.filler, across, most)
            if place not in going:
                return self._modules.whole(flows[place], across, loose=freedom.loose)
            heights = self._part_heights(flows, across, most, freedom, going)
            return self._modules.part(flows[place], across, heights, relaxed=freedom.relaxed)

        lines = min(most, self._area.lines)
        fewest = [0.0 if place in going else self.load(flow, lines).fewest for place, flow in enumerate(flows)]
        if freedom.filler:
            fewest.append(0.0)
        bound = BOUND + BOUND_MORE * len(fewest) + JUMP_MORE * len(going) + self._ease
        return trees(leaves, fewest, span, most, bound)

    def _part_heights(
        self, flows: Sequence[Flow], span: int, most: int, freedom: Freedom, going: tuple[int, ...]
    ) -> range:
        """Depths worth trying for the one report that leaves the page: what the others leave of it."""
        lines = min(most, self._area.lines)
        if len(flows) == 1:
            return range(lines - max(self._design.copyfit.depth_less, freedom.short), most + 1)
        if len(going) > 1:
            return range(LEAST_PART, most + 1)
        page = lines * self._columns
        staying = self.total([flow for place, flow in enumerate(flows) if place not in going], lines)
        shallow = page - staying.most - 4 * len(flows) - freedom.short * span
        deep = page - staying.fewest
        return range(max(LEAST_PART, int(shallow / span) - 1), min(most, int(deep / span) + 2) + 1)

    def _rows(self, pending: Sequence[Flow], lines: int) -> ChosenPage:
        """One report under another over the full width, as deep as they happen to be.

        Raises:
            OversetError: the first report goes on no page at all.
        """
        rows: list[Leaf] = []
        left = lines
        for flow in pending:
            leaf = self._any_whole(flow, left) or self._any_part(flow, left, must=not rows)
            if leaf is None:
                break
            rows.append(leaf)
            left -= leaf.height + LINES_BETWEEN
            if leaf.jumps or left < FALLBACK_ROW:
                break
        if not rows:
            report = self._edition.reports[pending[0].report]
            message = f"《{report.plain_title}》的标题、图表、图片或文字，哪一版都放不下"
            hint = "标题过长的请缩短，图片过高的请换一张横幅的，图表项目过多、表里一格的文字或表下的注过长的请分开"
            raise OversetError(Problem("error", "unplaceable", message, report.place, hint))
        tree: ModuleTree = rows[-1]
        for leaf in reversed(rows[:-1]):
            tree = Stack(top=leaf, bottom=tree)
        empty = lines - tree.height
        plan = PagePlan(tree=tree, nominal=lines, cost=FALLBACK_COST)
        later = _left(plan, pending[: len(rows)], pending[len(rows) :])
        if later and empty > 1:
            plan = plan._replace(fault=f"没有排满，空{empty}行")
        return ChosenPage(plan=plan, left=later)

    def _any_whole(self, flow: Flow, most: int) -> Leaf | None:
        for span in range(self._columns, 0, -1):
            table = self._modules.whole(flow, span, loose=True)
            if fitting := [options[0] for height, options in table.items() if height <= most]:
                return min(fitting, key=lambda leaf: (leaf.cost, leaf.height))
        return None

    def _any_part(self, flow: Flow, most: int, *, must: bool) -> Leaf | None:
        """A part of a report for the lines left; with `must`, whatever it costs."""
        if not must and (not self._may_jump(flow) or most < FALLBACK_PART):
            return None
        for span in range(self._columns, 0, -1):
            for height in range(most, max(LEAST_PART, most - 12), -1):
                if table := self._modules.part(flow, span, (height,), relaxed=must):
                    return table[height][0]
        return self._modules.at_any_cost(flow, most) if must else None

    def _good(self, reports: int) -> float:
        """A page of so many reports that costs no more needs no jump."""
        return GOOD + GOOD_MORE * max(0, reports - 4) + self._ease

    def total(self, flows: Sequence[Flow], lines: int) -> Load:
        """What whole reports take together of a page of so many lines."""
        loads = [self.load(flow, lines) for flow in flows]
        return Load(
            fewest=sum(load.fewest for load in loads),
            most=sum(load.most for load in loads),
            usual=sum(load.usual for load in loads),
        )

    @kept
    def load(self, flow: Flow, lines: int) -> Load:
        """What a whole report takes of a page of so many lines."""
        sizes: list[tuple[float, int, int]] = []  # cost, column lines, those of the blank line below
        for span in range(1, self._columns + 1):
            for height, options in self._modules.whole(flow, span, loose=False).items():
                if height <= lines + OVERRUN:
                    sizes.append((options[0].cost, span * height, span * LINES_BETWEEN))
        if not sizes:
            guess = flow.text.rows + 4.0 * self._columns
            return Load(fewest=guess, most=guess, usual=guess)
        return Load(
            fewest=min(size for _, size, _ in sizes),
            most=max(size + below for _, size, below in sizes),
            usual=min(sizes, key=lambda found: found[0])[1],
        )


def _left(plan: PagePlan, taken: Sequence[Flow], others: Sequence[Flow]) -> list[Flow]:
    """What the following pages must hold: continuations first."""
    leaves = walk(plan.tree)
    going = [rest(leaf.flow, leaf.body.filling, leaf.floats, quoted=leaf.quoted) for leaf in leaves if leaf.jumps]
    placed = {leaf.flow for leaf in leaves}
    return [*going, *(flow for flow in taken if flow not in placed), *others]


def _impossible(shape: Shape, number: int, deep: int, lines: int, edition: Edition) -> Problem:
    key, place = edition.key("grid"), edition.places.get("grid")
    reports = "".join(f"《{edition.reports[wanted.report].plain_title}》" for wanted in leaves_of(shape))
    why = f"至少要{deep}行，版面只有{lines}行" if deep > lines else "各栏行数凑不齐，排不出这种版面"
    message = f"第{number}版按 `{key}` 排不成：{reports}{why}"
    hint = f"去掉 `{key}`，由程序自行安排\n换一种分法\n增删其中一篇的字数"
    return Problem("error", "grid-impossible", message, place, hint)
