"""Which reports share which page: full pages first, then jumps, then fillers, then what is always possible.

Works page by page on what is left. A page takes whole reports if they tile it exactly; otherwise one report leaves it
at a legal line end and goes on overleaf. The last page may be of any depth. When no exact page exists `CHAIN` follows;
what comes after its last link, one report per row over the full width, always succeeds.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from math import inf
from typing import TypeAlias

from bulletin.makeup.brief import Brief
from bulletin.makeup.fixed_plan import RELIEF, Shape, ShapeSearch, Wanted, leaves_of
from bulletin.makeup.flows import Flow
from bulletin.makeup.leaf import Leaf, ModuleTable, filler_table, white_rows
from bulletin.makeup.modules import Modules
from bulletin.makeup.page_plan import ChosenPage, PagePlan, Paginated, fillers_in, left_after
from bulletin.makeup.page_rows import PageRows
from bulletin.makeup.page_trees import GOOD, JUMP_MORE, LEAST_PART, Freedom, PageItems, PageSearch
from bulletin.makeup.trees import Stack, TreeTable, walk
from bulletin.model.edition import Edition
from bulletin.problems import OversetError, Problem

# Costs and limits chosen on random issues: docs/typesetting.md, Modules and trees and Jumps.
GOOD_MORE = 12.0  # a page of over four reports may cost so much more for each and needs no jump
DEPTH_COST = 6.0  # per line a page is shorter or longer than nominal
FEWER_COLUMNS_COST = 25.0
MOST_ON_A_PART = 3  # reports of a last page that may leave columns white, where nothing else goes
WISHED_TRIED = 3  # pages of such a shape, where one leaves what the next shape cannot hold
WISHED_COST, WISHED_LINE = 38.0, 4.0  # a page of the editor's shape that ends early, each line of it
WHITE_MAX = 0.05  # of a full page inside modules; more, and a jump is better: 5.5 % is the most that is acceptable
WHITE_FREE = 0.02  # share of a full page that may stay blank; more costs so much, and by the share beyond it
TOO_WHITE, WHITE_COST = 40.0, 2000.0
LOOK_AHEAD = 3  # reports that may take the last one's place on a page
SETS_TRIED = 4  # sets of reports tried for one full page
FALLBACK_DEPTH = 4  # lines that a page may end early when nothing else closes it
SURELY = 1.02  # times the room of a page: reports that take more at least do not go on it
TOO_MUCH = 1.01  # times the room of several pages: reports that usually take more hardly ever go on them
CONTENTS_FROM = 2.1  # pages of an issue whose front page says what the others hold
FRONT_OF_TWO = 3  # reports of an issue whose front page has two at least
MOST_REPORTS = 24  # on a page that is searched, as of 150-character notices: the work grows with their cube


LeafPrices: TypeAlias = Callable[[int, Leaf], float]  # page, module -> what it costs beyond its own cost


# From the best page to the poorest; what follows is one report per row.
CHAIN = (
    Freedom(jumps=1), Freedom(loose=True, jumps=1), Freedom(loose=True, filler=True),
    Freedom(loose=True, jumps=1, relaxed=True), Freedom(loose=True, jumps=2, relaxed=True),
    Freedom(loose=True, short=FALLBACK_DEPTH), Freedom(loose=True, jumps=1, relaxed=True, short=FALLBACK_DEPTH),
)  # fmt: skip


class Pagination:
    """Distributes the reports of one issue over pages."""

    def __init__(
        self, brief: Brief, modules: Modules, *, ease: float = 0.0, relief: float = 0.0, boxes: bool = True
    ) -> None:
        """Pages.

        Args:
            ease: what a page may cost beyond the usual.
            relief: by how much boxes of relief are dearer.
            boxes: whether a search may take any.
        """
        self._design = brief.design
        self._area = brief.area
        self._columns = brief.area.grid.columns
        self._modules = modules
        self._edition = brief.edition
        self._movable = not brief.edition.ordered
        self._fillers = brief.edition.fillers
        self._rows = PageRows(modules, brief.edition, self._columns)
        self.items = PageItems(brief, modules, ease=ease, relief=relief, boxes=boxes)

    def pages(
        self,
        flows: Sequence[Flow],
        wanted: Sequence[Shape] = (),
        *,
        earlier: Sequence[PagePlan] = (),
        most: int = 0,
        dearer: LeafPrices | None = None,
    ) -> Paginated:
        """Plans for all pages until nothing is left; the first ones have the shapes that are fixed.

        Args:
            earlier: the pages before these.
            most: pages after which it stops, whatever is left, or before them where so many cannot hold it; 0 goes
                on to the end.
            dearer: what a module on a page costs beyond its own cost, where more than its shape is to be kept.
        """
        pending = list(flows)
        before: list[tuple[Flow, ...]] = []
        plans: list[PagePlan] = []
        fixed = self._in_shapes(wanted[: most or None], pending, len(earlier) + 1, dearer)
        while pending and not (most and len(plans) >= most):
            number, last = len(earlier) + len(plans) + 1, len(earlier) + most if most else 0
            used = fillers_in((*earlier, *plans)) if self._fillers else 0
            page = next(fixed, None) or self._page(pending, number, used, last)
            if page is None:
                break
            before.append(tuple(pending))
            plans.append(page.plan)
            pending = page.left
        return Paginated(plans=tuple(plans), left=tuple(pending), pending=tuple(before))

    def _page(self, pending: list[Flow], number: int, fillers_used: int, last: int) -> ChosenPage | None:
        """The best page number `number` and what it leaves.

        None where no page after `last`, if any, may follow, and those up to there leave some of these flows.
        """
        if last and self._is_overset(pending, number, last):
            return None
        lines = self._area.body_lines(number)
        closing = self._last(pending, lines)
        if closing is not None:
            return ChosenPage(plan=closing, left=[])
        if number == last and len(pending) <= MOST_REPORTS:
            rows = self._rows.page(pending, lines)
            return None if rows.left else rows
        # a front page with a single report is no front page where others wait
        front = self._has_contents(pending, number, lines)
        for least in (2, 1) if number == 1 and len(pending) >= FRONT_OF_TWO else (1,):
            whole = self._full(pending, lines, least, front)
            if whole is not None and whole.plan.cost <= self._good(walk(whole.plan.tree)):
                return whole
            for freedom in CHAIN:
                parted = self._parted(
                    pending,
                    lines,
                    freedom._replace(fillers_used=fillers_used, front=front, bound=whole.plan.cost if whole else inf),
                    least,
                )
                found = [page for page in (whole, parted) if page is not None]
                if found:
                    return min(found, key=lambda page: page.plan.cost)
        return self._rows.page(pending, lines)

    def _is_overset(self, pending: Sequence[Flow], number: int, last: int) -> bool:
        """Whether the pages from `number` to `last` will leave some of these flows: surely, or nearly so."""
        room = sum(self._area.body_lines(each) for each in range(number, last + 1)) * self._columns
        load = self.items.total(pending, self._area.lines)
        return load.fewest > SURELY * room or (number < last and load.usual > TOO_MUCH * room)

    def _has_contents(self, pending: Sequence[Flow], number: int, lines: int) -> bool:
        """Whether a page may tell what the pages after it hold: the front page of a long issue."""
        return number == 1 and self.items.total(pending, lines).usual > CONTENTS_FROM * lines * self._columns

    def _in_shapes(
        self, shapes: Sequence[Shape], pending: list[Flow], number: int, dearer: LeafPrices | None
    ) -> Iterator[ChosenPage]:
        """Pages of these shapes from page `number` on, each the best after which the next can be had.

        Raises:
            OversetError: no depths agree in a shape, whatever the page before it leaves.
        """
        choices = self._wished(shapes[0], pending, number, dearer) if shapes and pending else []
        for later, shape in enumerate(shapes[1:], number + 1):
            if not choices or not choices[0].left:
                break
            page, choices = self._leading_to(shape, choices, later, dearer)
            yield page
        yield from choices[:1]

    def _leading_to(
        self, shape: Shape, choices: Sequence[ChosenPage], number: int, dearer: LeafPrices | None
    ) -> tuple[ChosenPage, list[ChosenPage]]:
        """The first of these pages that leaves what one of this shape can hold, and the pages of that shape."""
        refused: OversetError | None = None
        for page in choices[:WISHED_TRIED]:
            try:
                return page, self._wished(shape, page.left, number, dearer)
            except OversetError as error:
                refused = refused or error
            if not any(leaf.jumps for leaf in walk(page.plan.tree)):
                break  # the others leave the same
        assert refused
        raise refused

    def _wished(self, shape: Shape, pending: list[Flow], number: int, dearer: LeafPrices | None) -> list[ChosenPage]:
        """The pages of a fixed shape, the nearest to full first.

        Raises:
            OversetError: no depths agree in this shape.
        """
        lines = self._area.body_lines(number)
        front = self._has_contents(pending, number, lines)
        flows = {flow.report: flow for flow in pending}

        def ways(wanted: Wanted, span: int) -> tuple[ModuleTable, ...]:
            """What the module may be, strict rules before free ones."""
            if wanted.filler:
                return (filler_table(self._design.filler, span, lines),)
            if wanted.report == RELIEF:
                here = [flows[each.report] for each in leaves_of(shape) if each.report in flows]
                return (self.items.relief.table(here, span, front=front),)
            flow = flows.get(wanted.report)
            if flow is None or (flow.part > 0) != wanted.comes:
                return ({},)
            if wanted.goes:
                depths = range(LEAST_PART, self.items.deepest(lines) + 1)
                return tuple(self._modules.part(flow, span, depths, relaxed=free) for free in (False, True))
            return tuple(self._modules.whole(flow, span, loose=free) for free in (False, True))

        def table(wanted: Wanted, span: int) -> ModuleTable:
            found = ways(wanted, span)
            return found[-1] if dearer is None else _by_price(found, number, dearer)

        search = ShapeSearch(table, self.items.deepest(lines))
        found = next(filter(None, (search.found(shape, span) for span in range(self._columns, 0, -1))), None)
        if not found:
            deep = () if dearer else ShapeSearch(table, 4 * lines).found(shape, self._columns)
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
            plan = PagePlan(tree=tree, nominal=lines, columns=self._columns, cost=cost)
            plans.append(plan._replace(fault=f"按固定版面排，空{plan.white}行" if early else ""))
        reports = {wanted.report for wanted in asked}
        taken = [flow for flow in pending if flow.report in reports]
        others = [flow for flow in pending if flow not in taken]
        plans.sort(key=lambda plan: plan.cost)
        return [ChosenPage(plan=plan, left=left_after(plan, taken, others, self._modules.known)) for plan in plans]

    def _last(self, pending: Sequence[Flow], lines: int) -> PagePlan | None:
        """All that is left on one page of any depth, best full, else balanced."""
        if len(pending) > MOST_REPORTS or self.items.total(pending, lines).fewest > (lines + 1) * self._columns:
            return None
        prices = self._design.prices
        flows = tuple(pending)
        best: PagePlan | None = None
        for span, loose in product(range(self._columns, 0, -1), (False, True)):
            if best is not None and (best.cost <= self._good(walk(best.tree)) or best.tree.span > span):
                break
            if span < self._columns and len(pending) > MOST_ON_A_PART:
                break
            search = PageSearch(self.items, [flows], span, lines, Freedom(loose=loose))
            for depth, (cost, tree) in sorted(search.found(flows).items()):
                missing = lines - depth
                if missing > self._design.copyfit.depth_less:
                    cost += prices.unfilled + prices.unfilled_line * missing
                else:
                    cost += DEPTH_COST * missing
                cost += FEWER_COLUMNS_COST * (self._columns - span)
                if best is None or cost < best.cost:
                    best = PagePlan(tree=tree, nominal=lines, columns=self._columns, cost=cost)
        return best or self._with_short_foot(flows, lines)

    def _with_short_foot(self, flows: tuple[Flow, ...], lines: int) -> PagePlan | None:
        """All that is left on one page, the last report below the others and too short to go over all columns."""
        above, last = flows[:-1], flows[-1]
        if not above or self._modules.whole(last, self._columns, loose=False):
            return None
        found = PageSearch(self.items, [above], self._columns, lines, Freedom()).found(above)
        plans = [
            PagePlan(
                tree=Stack(top=tree, bottom=foot),
                nominal=lines,
                columns=self._columns,
                cost=cost + foot.cost + FEWER_COLUMNS_COST * (self._columns - span),
                piled=True,
            )
            for cost, tree in found.values()
            for span in range(1, self._columns)
            for foot, *_ in self._modules.whole(last, span, loose=False).values()
        ]
        fitting = (plan for plan in plans if plan.tree.height <= lines)
        return min(fitting, key=lambda plan: plan.cost, default=None)

    def _full(self, pending: Sequence[Flow], lines: int, least: int, front: bool) -> ChosenPage | None:
        """A page of `least` whole reports and more, exactly filled.

        No set is tried with relief where another makes a good page without, white counted; `PageSearch.found`, for a
        single set, asks its trees alone.
        """
        sets = {chosen: tuple(pending[place] for place in chosen) for chosen in self._sets(pending, lines, least)}
        if not sets:
            return None
        best: PagePlan | None = None
        taken: tuple[int, ...] = ()
        for loose in (False, True):
            search = self._search(list(sets.values()), lines, Freedom(loose=loose, front=front, full=True))
            for trees in (search.plain, search.relieved):
                if best is not None and best.cost <= GOOD and not front:
                    break
                for chosen, flows in sets.items():
                    plan = self._exact(trees(flows), lines)
                    if plan is not None and (best is None or plan.cost < best.cost):
                        best, taken = plan, chosen
            if best is not None and best.cost <= self._good(walk(best.tree)):
                break
        if best is None:
            return None
        return ChosenPage(plan=best, left=[flow for place, flow in enumerate(pending) if place not in taken])

    def _sets(self, pending: Sequence[Flow], lines: int, least: int) -> list[tuple[int, ...]]:
        """Reports that might fill a page: a run from the first on, its last one changed for one of the next."""
        page = lines * self._columns
        result: list[tuple[float, tuple[int, ...]]] = []
        for size in range(least, min(len(pending), MOST_REPORTS + 1)):
            if self.items.total(pending[: size - 1], lines).fewest > SURELY * page:
                break
            lasts = range(size - 1, min(len(pending), size - 1 + (1 + LOOK_AHEAD if self._movable and size > 1 else 1)))
            for last in lasts:
                chosen = (*range(size - 1), last)
                if any(flow.part for place, flow in enumerate(pending) if place not in chosen):
                    continue
                load = self.items.total([pending[place] for place in chosen], lines)
                if load.fewest <= SURELY * page and load.most + self.items.boxed(size) >= page * 0.96:
                    # a later report in an earlier place is worth it only when it fits better
                    result.append((abs(load.usual + 2 * size - page) + 8 * (last - size + 1), chosen))
        return [chosen for _, chosen in sorted(result)[:SETS_TRIED]]

    def _search(
        self, sets: Sequence[tuple[Flow, ...]], lines: int, freedom: Freedom, going: tuple[Flow, ...] = ()
    ) -> PageSearch:
        """A search for full pages of so many lines that hold one of these sets."""
        return PageSearch(self.items, sets, self._columns, self.items.deepest(lines), freedom, going)

    def _exact(self, found: TreeTable, lines: int, short: int = 0) -> PagePlan | None:
        """The cheapest of these trees that fills a page of so many lines; `short`: lines that it may end early."""
        fit = self._design.copyfit
        plans: list[PagePlan] = []
        for depth in range(lines - max(fit.depth_less, short), lines + fit.depth_more + 1):
            cost, tree = found.get(depth, (0.0, None))
            if tree and sum(map(white_rows, walk(tree))) <= WHITE_MAX * lines * self._columns:
                missing = lines - depth
                plan = PagePlan(tree=tree, nominal=lines, columns=self._columns, cost=cost)
                if missing > fit.depth_less:
                    plan = plan._replace(fault=f"没有排满，空{plan.white}行")
                if plan.free > WHITE_FREE:
                    cost += TOO_WHITE + WHITE_COST * (plan.free - WHITE_FREE)
                plans.append(plan._replace(cost=cost + DEPTH_COST * abs(missing)))
        return min(plans, key=lambda plan: plan.cost, default=None)

    def _parted(self, pending: Sequence[Flow], lines: int, freedom: Freedom, least: int) -> ChosenPage | None:
        """The best page of `least` reports and more that as many leave as `freedom` says, or that a filler closes."""
        if freedom.filler and freedom.fillers_used >= len(self._fillers):
            return None
        best: ChosenPage | None = None
        for size in self._sizes(pending, lines, freedom, least):
            flows = tuple(pending[:size])
            for going in self._goings(flows, lines, freedom):
                cheaper = freedom._replace(full=True, bound=min(freedom.bound, best.plan.cost if best else inf))
                search = self._search([flows], lines, cheaper, tuple(flows[place] for place in going))
                plan = self._exact(search.found(flows), lines, freedom.short)
                if plan is not None and (best is None or plan.cost < best.plan.cost):
                    best = ChosenPage(plan=plan, left=left_after(plan, flows, pending[size:], self._modules.known))
            if best is not None and best.plan.cost < self._good(walk(best.plan.tree)) + JUMP_MORE * freedom.jumps / 2:
                break
        return best

    def _sizes(self, pending: Sequence[Flow], lines: int, freedom: Freedom, least: int) -> Iterator[int]:
        """Numbers of reports whose lines may fill a page; a continuation is never left out."""
        page = lines * self._columns
        for size in range(least, min(len(pending), MOST_REPORTS) + 1):
            if any(flow.part for flow in pending[size:]):
                continue
            load = self.items.total(pending[:size], lines)
            if (
                load.most + (page if freedom.filler else self.items.boxed(size))
                < page * 0.97 - freedom.short * self._columns
            ):
                continue
            if freedom.jumps == 0 and load.fewest > SURELY * page:
                return
            yield size

    def _goings(self, flows: Sequence[Flow], lines: int, freedom: Freedom) -> Iterator[tuple[int, ...]]:
        """Which of these reports may leave the page together: the last ones first."""
        page, fewest = lines * self._columns, self.items.total(flows, lines).fewest
        may_jump = [self._modules.may_jump(flow) for flow in flows]
        for going in combinations(range(len(flows) - 1, -1, -1), freedom.jumps):
            if not all(may_jump[place] for place in going):
                continue
            room = page - fewest + sum(self.items.load(flows[place], lines).fewest for place in going)
            if room >= sum(self._least_part(flows[place], freedom.relaxed) for place in going):
                yield going

    def _least_part(self, flow: Flow, relaxed: bool) -> float:
        least = self._design.jump.min_lines_stay
        return (least if flow.part or relaxed else self._modules.least_stay(flow.text.rows)) + 4

    def _good(self, leaves: Sequence[Leaf]) -> float:
        """A page of these modules that costs no more needs no jump."""
        return GOOD + GOOD_MORE * max(0, len(leaves) - 4) + self.items.ease


def _by_price(tables: Sequence[ModuleTable], number: int, dearer: LeafPrices) -> ModuleTable:
    """For each depth the cheapest module of these tables for page `number`, the surcharge in its cost."""
    found: ModuleTable = {}
    for table in tables:
        for depth, leaves in table.items():
            priced = (leaf._replace(cost=leaf.cost + dearer(number, leaf)) for leaf in leaves)
            found[depth] = (min((*found.get(depth, ()), *priced), key=lambda leaf: leaf.cost),)
    return found


def _impossible(shape: Shape, number: int, deep: int, lines: int, edition: Edition) -> Problem:
    key, place = edition.key("grid"), edition.places.get("grid")
    numbers = [wanted.report for wanted in leaves_of(shape) if not (wanted.filler or wanted.report == RELIEF)]
    reports = "".join(f"《{edition.reports[number].plain_title}》" for number in numbers)
    why = f"至少要{deep}行，版面只有{lines}行" if deep > lines else "各栏行数凑不齐，排不出这种版面"
    message = f"第{number}版按 `{key}` 排不成：{reports}{why}"
    hint = f"去掉 `{key}`，由程序自行安排\n换一种分法\n增删其中一篇的字数"
    return Problem("error", "grid-impossible", message, place, hint)
