"""One issue at one body size and leading: planned, and turned into a publication."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import NamedTuple

from bulletin.geometry import Point, Rect, Size
from bulletin.makeup.brief import Brief
from bulletin.makeup.describe import grid_words, summary
from bulletin.makeup.fixed_plan import shapes
from bulletin.makeup.flows import Flows
from bulletin.makeup.furniture import credits_line, folio, masthead
from bulletin.makeup.headlines import Heads
from bulletin.makeup.modules import Modules, is_filler
from bulletin.makeup.pagination import Area, PagePlan, Pagination
from bulletin.makeup.setter import JumpTarget, ModuleSetter, SetModule
from bulletin.makeup.spots import Spot, part_heads, spots
from bulletin.makeup.structure import Structure
from bulletin.makeup.trees import height_of
from bulletin.model.edition import Filler
from bulletin.model.page import Bulletin, Mark, OutlineEntry, Page, RuleMark
from bulletin.problems import Problem

QUOTE_OMITTED = "摘句没有排：排了版面就不齐，或报告太短"
NEARLY_EMPTY = 0.3  # of the last page: then fewer pages are tried
DENSITIES = (0.6, 1.5)  # what a column line of head costs in these trials
EASE = 80.0  # column lines of heads on a usual page: a page that costs so much more is still good
EARLY_END = 2  # grid lines that a page may end early without a rule below
END_RULE_DROP = 0.7  # grid lines from the last module to that rule


class _PlacedPage(NamedTuple):
    """A page whose modules have their places."""

    number: int
    plan: PagePlan
    spots: tuple[Spot, ...]
    body: Rect


class Trial:
    """One issue at one body size and leading: the means of makeup, set up."""

    def __init__(
        self, brief: Brief, *, density: float = 0.0, flows: Flows | None = None, heads: Heads | None = None
    ) -> None:
        """`flows`, `heads`: those of an earlier trial of the same brief, for they do not depend on the density."""
        self.brief = brief
        self.design = brief.design
        self._flows = flows or Flows(brief)
        self._heads = heads or Heads(brief.edition, brief.design, brief.area, brief.composer)
        modules = Modules(brief, self._flows, self._heads, density)
        self._pagination = Pagination(brief, modules, ease=density * EASE)
        self.openings = tuple(self._flows.opening(number) for number in range(len(brief.edition.reports)))

    def plans(self) -> tuple[PagePlan, ...]:
        """Plans of all pages; `grid:` fixes the first ones.

        When the last page is nearly empty, the issue is planned again with heads that take less room: fewer pages
        come first.
        """
        wanted = shapes(self.brief.edition)
        plans = self._pagination.pages(self.openings, wanted)
        if len(plans) == 1 or wanted or height_of(plans[-1].tree) > NEARLY_EMPTY * plans[-1].nominal:
            return plans
        if self.load().fewest > self.room(len(plans) - 1):
            return plans
        for density in DENSITIES:
            denser = Trial(self.brief, density=density, flows=self._flows, heads=self._heads)
            fewer = denser._pagination.pages(denser.openings)
            if len(fewer) < len(plans) and not any(plan.fault for plan in fewer):
                return fewer
        return plans

    def load(self) -> Area:
        """Column lines that all reports take together."""
        areas = [self._pagination.area(flow, self.brief.area.lines) for flow in self.openings]
        return Area(
            fewest=sum(area.fewest for area in areas),
            most=sum(area.most for area in areas),
            usual=sum(area.usual for area in areas),
        )

    def room(self, pages: int) -> int:
        """Column lines of the first `pages` pages."""
        area = self.brief.area
        return sum(area.body_lines(number) for number in range(1, pages + 1)) * area.grid.columns

    def bulletin(self, plans: tuple[PagePlan, ...]) -> Bulletin:
        """The whole publication of these plans."""
        edition = self.brief.edition
        placed = tuple(self._placed(number, plan) for number, plan in enumerate(plans, 1))
        placed_spots = [spot for page in placed for spot in page.spots if not is_filler(spot.leaf)]
        order = tuple(dict.fromkeys(spot.leaf.flow.report for spot in placed_spots))
        parts = [1] * len(edition.reports)
        for spot in placed_spots:
            parts[spot.leaf.flow.report] = max(parts[spot.leaf.flow.report], spot.leaf.flow.part + 1)
        structure = Structure(edition, parts, order)
        setter = ModuleSetter(self.brief, self._heads, structure, self._targets(placed))
        fillers = cycle(edition.fillers)
        modules: list[SetModule] = []
        pages: list[Page] = []
        for page in placed:
            own = [setter.module(spot, page.body) for spot in page.spots if not is_filler(spot.leaf)]
            modules += own
            pages.append(self._page(page, own, setter, fillers, structure.masthead))
        title = edition.masthead + (f"　{edition.chapter}" if edition.chapter else "")
        return Bulletin(
            title=title.replace("　", " "),
            author=edition.publisher,
            subject=edition.slogan.replace("　", " "),
            keywords=tuple(dict.fromkeys(report.column for report in edition.reports if report.column)),
            date=(edition.date.year, edition.date.month, edition.date.day),
            pages=tuple(pages),
            tags=tuple(structure.tags),
            outline=tuple(_outline(order, modules)),
            plan=grid_words(plans),
            summary=summary(plans, self.brief.area),
            grid=self.brief.area.grid,
            order=order,
            problems=(*self._unfilled(plans), *self._omitted_quotes(placed_spots)),
        )

    def _placed(self, number: int, plan: PagePlan) -> _PlacedPage:
        depth = max(plan.nominal, height_of(plan.tree)) * self.brief.area.grid.leading
        return _PlacedPage(
            number=number,
            plan=plan,
            spots=part_heads(spots(plan.tree, number), len(self.design.heads.roles)),
            body=self.brief.area.body(number)._replace(height=depth),
        )

    def _targets(self, placed: Sequence[_PlacedPage]) -> dict[tuple[int, int], JumpTarget]:
        """Where each part of each report begins."""
        leading = self.brief.area.grid.leading
        return {
            (spot.leaf.flow.report, spot.leaf.flow.part): JumpTarget(
                page=page.number, top=page.body.y + spot.line * leading
            )
            for page in placed
            for spot in page.spots
            if not is_filler(spot.leaf)
        }

    def _page(
        self,
        placed: _PlacedPage,
        modules: Sequence[SetModule],
        setter: ModuleSetter,
        fillers: Iterator[Filler],
        tag: int,
    ) -> Page:
        brief, design, number = self.brief, self.design, placed.number
        rect = brief.area.rect
        marks: list[Mark] = []
        if number == 1:
            # The masthead first: one that bleeds lies below the folio line.
            marks += masthead(brief.edition, design, brief.faces, brief.composer, rect, tag)
        marks += folio(brief.edition, design, brief.composer, rect, number)
        if number == 1:
            marks += credits_line(brief.edition, design, brief.composer, rect, placed.body.bottom)
        boxes: list[Rect] = []
        following = iter(modules)
        for spot in placed.spots:
            if is_filler(spot.leaf):
                boxes.append(setter.box(spot, placed.body))
                marks += setter.filler(next(fillers), boxes[-1])
            else:
                marks += next(following).marks
        marks += self._end_rule(placed.plan, placed.body)
        return Page(
            number=number,
            size=Size(design.page.width, design.page.height),
            body=placed.body,
            marks=tuple(marks),
            modules=tuple(module.module for module in modules),
            lines=placed.plan.nominal,
            fillers=tuple(boxes),
        )

    def _end_rule(self, plan: PagePlan, body: Rect) -> list[Mark]:
        """A rule closes a page that ends early."""
        rule = self.design.rules.page_end
        depth = height_of(plan.tree)
        if rule is None or plan.nominal - depth <= EARLY_END:
            return []
        y = body.y + (depth + END_RULE_DROP) * self.brief.area.grid.leading
        shade = self.design.color(rule.color)
        return [RuleMark(Point(body.x, y), Point(body.right, y), rule.width, shade)]

    def _unfilled(self, plans: Sequence[PagePlan]) -> Iterator[Problem]:
        """Pages that could not be filled as they should be."""
        place = self.brief.edition.reports[0].place._replace(line=1)
        for number, plan in enumerate(plans, 1):
            if plan.fault:
                yield Problem("warning", "unfilled-page", f"第{number}版：{plan.fault}", place)

    def _omitted_quotes(self, placed: Sequence[Spot]) -> Iterator[Problem]:
        """Pull quotes that the editor asked for and that stand nowhere."""
        quoted = {spot.leaf.flow.report for spot in placed if spot.leaf.quoted}
        for number, report in enumerate(self.brief.edition.reports):
            if report.quote and number not in quoted:
                yield Problem("note", "quote-left-out", QUOTE_OMITTED, report.places.get("quote", report.place))


def _outline(order: Sequence[int], modules: Sequence[SetModule]) -> Iterator[OutlineEntry]:
    """Report by report: what stands overleaf follows its own report, not the one that ends the page before."""
    for report in order:
        for module in modules:
            if module.module.report == report:
                yield from module.outline
