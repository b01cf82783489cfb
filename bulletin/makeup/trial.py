"""One issue planned at one body size and leading."""

from functools import cached_property

from bulletin.makeup.brief import Brief
from bulletin.makeup.fixed_plan import shapes
from bulletin.makeup.flows import Flows
from bulletin.makeup.headlines import Heads
from bulletin.makeup.modules import Modules
from bulletin.makeup.pagination import Load, PagePlan, Pagination

NEARLY_EMPTY = 0.3  # of the last page: then fewer pages are tried
DENSITIES = (0.6, 1.5)  # what a column line of head costs in these trials
EASE = 80.0  # column lines of heads on a usual page: a page that costs so much more is still good


class Trial:
    """One issue at one body size and leading: the means of makeup, set up."""

    def __init__(
        self, brief: Brief, *, density: float = 0.0, flows: Flows | None = None, heads: Heads | None = None
    ) -> None:
        """`flows`, `heads`: those of an earlier trial of the same brief, for they do not depend on the density."""
        self.brief = brief
        self.heads = heads or Heads(brief)
        self._flows = flows or Flows(brief)
        self.blocks = self._flows.blocks
        self._pagination = Pagination(brief, Modules(brief, self._flows, self.heads, density), ease=density * EASE)
        self.openings = tuple(self._flows.opening(number) for number in range(len(brief.edition.reports)))

    @cached_property
    def plans(self) -> tuple[PagePlan, ...]:
        """Plans of all pages; `grid:` fixes the first ones.

        When the last page is nearly empty, the issue is planned again with heads that take less room: fewer pages
        come first.
        """
        wanted = shapes(self.brief.edition)
        plans = self._pagination.pages(self.openings, wanted)
        if len(plans) == 1 or wanted or plans[-1].tree.height > NEARLY_EMPTY * plans[-1].nominal:
            return plans
        if self.load().fewest > self.room(len(plans) - 1):
            return plans
        for density in DENSITIES:
            denser = Trial(self.brief, density=density, flows=self._flows, heads=self.heads)
            fewer = denser._pagination.pages(denser.openings)
            if len(fewer) < len(plans) and not any(plan.fault for plan in fewer):
                return fewer
        return plans

    def load(self) -> Load:
        """Column lines that all reports take together."""
        return self._pagination.total(self.openings, self.brief.area.lines)

    def room(self, pages: int) -> int:
        """Column lines of the first `pages` pages."""
        area = self.brief.area
        return sum(area.body_lines(number) for number in range(1, pages + 1)) * area.grid.columns
