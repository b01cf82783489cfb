"""One issue planned at one body size and leading."""

from collections.abc import Container, Sequence
from functools import cached_property
from itertools import islice

from bulletin.makeup.brief import Brief
from bulletin.makeup.fixed_plan import Shape, shapes
from bulletin.makeup.flows import Flow, Flows
from bulletin.makeup.gather import Gathering
from bulletin.makeup.headlines import Heads
from bulletin.makeup.known import Known
from bulletin.makeup.modules import Modules
from bulletin.makeup.page_plan import INNER_FREE, PagePlan, Paginated
from bulletin.makeup.page_trees import Load
from bulletin.makeup.pagination import Pagination
from bulletin.makeup.trees import walk

LAST_PAGES = 3  # of a long issue that are fitted
LAST_WAYS = ((0.0, -20.0), (0.0, 60.0), (0.6, 60.0), (1.5, 60.0))  # prices of heads and of relief that are tried there
NEARLY_EMPTY = 0.3  # of the last page: then fewer pages are tried
HALF_WHITE = 0.5  # of the last page: then relief is left out if that spares a page
DENSITIES = (0.6, 1.5)  # what a column line of head costs in these trials
EASE = 80.0  # column lines of heads on a usual page: a page that costs so much more is still good
FAULT_COST = 50.0  # a page that only the fallback chain could close
UNFILLED_COST = 100.0  # times the share of the last page that stays empty
WAYS_IN_A_LONG_ISSUE = 1  # whose pages are many enough to take them
WAYS_IN_A_TRIAL = 3  # to gather the briefs, where many grids are tried


class Trial:
    """One issue at one body size and leading: the means of makeup, set up."""

    def __init__(
        self,
        brief: Brief,
        *,
        density: float = 0.0,
        most: int = 0,
        relief: float = 0.0,
        boxes: bool = True,
        like: "Trial | None" = None,
        flows: Flows | None = None,
    ) -> None:
        """A trial.

        Args:
            density: what a column line of head costs.
            most: pages after which it stops; 0 goes on to the end.
            relief: by how much boxes of relief are dearer than usual.
            boxes: whether there are any.
            like: an earlier trial at this grid, which has set heads, texts and modules already.
            flows: texts set for another grid whose lines are the same.
        """
        self.brief = brief
        self._most = most
        self._density = density
        self.relief = relief
        self._boxes = boxes
        self._known: Known = like._known if like else Known(brief)
        self.heads: Heads = like.heads if like else Heads(brief, self._known)
        self.flows: Flows = like.flows if like else flows or Flows(brief, self._known)
        self.blocks = self.flows.blocks
        count = len(brief.edition.reports)
        self.openings: tuple[Flow, ...] = (
            like.openings if like else tuple(self.flows.opening(number) for number in range(count))
        )
        self._wanted = shapes(brief.edition)
        if like and like._density == density:
            self._modules: Modules = like._modules
            self._gathering: Gathering = like._gathering
        else:
            self._modules = Modules(brief, self.flows, self.heads, density, self._known)
            self._gathering = Gathering(
                self.openings, brief.edition, brief.design.briefs, self._modules.goes_on_a_page, self._known
            )
        self.pagination = Pagination(brief, self._modules, ease=density * EASE, relief=relief, boxes=boxes)

    @cached_property
    def paginated(self) -> Paginated:
        """The pages; `grid:` fixes the first ones.

        The briefs gather in the first way that fills all pages and opens none for them, else in the best.
        """
        best: Paginated | None = None
        briefs = self._gathering.reports
        for flows in islice(self._gathering.ways(self._wanted), self._ways()):
            found = self.pagination.pages(flows, self._wanted, most=self._most)
            if best is None or _unfit(found, briefs) < _unfit(best, briefs):
                best = found
            if not any(_unfit(best, briefs)[:3]) and not _ends_empty(best.plans):
                break
        assert best is not None
        return best

    def _ways(self) -> int | None:
        """How many ways to gather the briefs are tried; None is all."""
        if self._most:
            return WAYS_IN_A_TRIAL
        long = self.load().usual > self.room(self.brief.design.copyfit.pages_fitted)
        return WAYS_IN_A_LONG_ISSUE if long else None

    def gathered(self, wanted: Sequence[Shape]) -> tuple[Flow, ...]:
        """The flows of the issue, gathered as these pages name them and not otherwise."""
        *_, named = self._gathering.ways(wanted)
        return named

    @property
    def plans(self) -> tuple[PagePlan, ...]:
        """Plans of the pages, of all of them where none is left over."""
        return self.paginated.plans

    def levelled(self) -> "Trial":
        """The same with its briefs gathered otherwise, where a page is uneven and that makes it even."""
        if self.brief.edition.grid or not self._gathering.reports or not uneven(self.plans):
            return self
        briefs = self._gathering.reports
        ways = [self.paginated]
        ways += [self.pagination.pages(flows, most=self._most) for flows in self._gathering.ways(self._wanted)]
        trial = Trial(
            self.brief, density=self._density, most=self._most, relief=self.relief, boxes=self._boxes, like=self
        )
        trial.paginated = min(
            ways, key=lambda way: (len(way.left), len(way.plans), uneven(way.plans), _unfit(way, briefs))
        )
        return trial

    def denser(self) -> "Trial":
        """The same with heads that take less room, where its last page is nearly empty and that makes pages fewer."""
        if not (_ends_empty(self.plans) and self._may_spare_a_page()):
            return self
        others = (Trial(self.brief, density=density, like=self) for density in DENSITIES)
        return next(filter(self._is_spared_a_page_by, others), self)

    def plainer(self) -> "Trial":
        """The same without boxes of relief, where its last page is half white and that makes pages fewer.

        Not where the editor gave the figures of one.
        """
        given = any(report.figures for report in self.brief.edition.reports)
        if not self.brief.wants_relief or given or self.plans[-1].free < HALF_WHITE or not self._may_spare_a_page():
            return self
        trial = Trial(self.brief, boxes=False, like=self)
        return trial if self._is_spared_a_page_by(trial) else self

    def _may_spare_a_page(self) -> bool:
        """Whether all that no `grid:` fixes might go on a page less."""
        return not self.brief.edition.grid and self.load().fewest <= self.room(len(self.plans) - 1)

    def _is_spared_a_page_by(self, other: "Trial") -> bool:
        return len(other.plans) < len(self.plans) and not any(plan.fault for plan in other.plans)

    def with_last_pages(self) -> "Trial":
        """The same with its last pages made again, fuller: with heads and boxes of relief that take more room or less.

        Of a long issue: its other pages stay as they are.
        """
        found = self.paginated
        start = max(1, len(found.plans) - LAST_PAGES)
        tails = [Paginated(plans=found.plans[start:])]
        for density, relief in LAST_WAYS if start < len(found.plans) else ():
            other = Trial(self.brief, density=density, relief=relief, like=self)
            pages = other.pagination.pages(found.pending[start], earlier=found.plans[:start], most=LAST_PAGES)
            tails += [pages] if not pages.left else []
        best = min(tails, key=lambda tail: (len(tail.plans), issue_score(tail.plans)))
        trial = Trial(self.brief, like=self)
        trial.paginated = found._replace(plans=(*found.plans[:start], *best.plans))
        return trial

    def load(self, flows: Sequence[Flow] | None = None) -> Load:
        """Column lines that these flows take together, or all reports."""
        asked = next(self._gathering.ways(self._wanted)) if flows is None else flows
        return self.pagination.items.total(asked, self.brief.area.lines)

    def room(self, pages: int) -> int:
        """Column lines of the first `pages` pages."""
        area = self.brief.area
        return sum(area.body_lines(number) for number in range(1, pages + 1)) * area.grid.columns


def issue_score(plans: Sequence[PagePlan]) -> float:
    """How good the pages of an issue are, the less the better: what they cost, and the white that is left."""
    cost = sum(plan.cost + (FAULT_COST if plan.fault else 0.0) for plan in plans) / len(plans)
    inner = sum(max(0.0, plan.free - INNER_FREE) for plan in plans[:-1])
    return cost + UNFILLED_COST * (plans[-1].free + inner)


def _unfit(found: Paginated, briefs: Container[int]) -> tuple[int, int, int, int]:
    """What found no room; pages that are not full, of briefs alone or in two boxes; all pages. The fewer the better."""
    faults = sum(bool(plan.fault) for plan in found.plans)
    odd = 0
    for plan in found.plans:
        leaves = walk(plan.tree)
        odd += all(leaf.flow.report in briefs for leaf in leaves) or sum(bool(leaf.members) for leaf in leaves) > 1
    return len(found.left), faults, odd, len(found.plans)


def uneven(plans: Sequence[PagePlan]) -> int:
    """Pages that leave a column blank, or whose modules end where they happen to."""
    return sum(plan.piled or plan.tree.span < plan.columns for plan in plans)


def _ends_empty(plans: Sequence[PagePlan]) -> bool:
    """Whether a page was opened for little."""
    return len(plans) > 1 and plans[-1].tree.height <= NEARLY_EMPTY * plans[-1].nominal
