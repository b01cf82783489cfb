"""One issue at one body size and leading: planned, and turned into a publication."""

from itertools import cycle

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.geometry import Point, Rect, Size
from bulletin.makeup.describe import grid_words, summary
from bulletin.makeup.fixed_plan import shapes
from bulletin.makeup.flows import Flows
from bulletin.makeup.furniture import folio, masthead
from bulletin.makeup.grid import Frame, frame
from bulletin.makeup.headlines import Heads
from bulletin.makeup.modules import Modules, is_filler
from bulletin.makeup.pagination import Chooser, PagePlan
from bulletin.makeup.setter import Setter, Spot, Structure, part_heads, spots
from bulletin.makeup.trees import height_of
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin, Mark, Module, OutlineEntry, Page, RuleMark
from bulletin.problems import Problem

QUOTE_LEFT_OUT = "摘句没有排：排了版面就不齐，或报告太短"
NEARLY_EMPTY = 0.3  # of the last page: then fewer pages are tried
DENSITIES = (0.6, 1.5)  # what a column line of head costs in these trials
EASE = 80.0  # column lines of heads on a usual page: a page that costs so much more is still good


class Making:
    """One issue at one body size and leading: the tools of makeup, set up."""

    def __init__(
        self,
        edition: Edition,
        design: Design,
        faces: Faces,
        composer: Composer,
        *,
        density: float = 0.0,
        like: "Making | None" = None,
    ) -> None:
        self.edition = edition
        self.design = design
        self.faces = faces
        self.composer = composer
        self.frame: Frame = frame(design)
        # text and heads do not depend on the density: a denser trial takes them over
        self.flows: Flows = like.flows if like else Flows(edition, design, composer)
        self.heads: Heads = like.heads if like else Heads(edition, design, self.frame, composer)
        self.modules = Modules(edition, design, self.frame, composer, self.flows, self.heads, density)
        self.chooser = Chooser(
            design,
            self.frame,
            self.modules,
            movable=not edition.ordered,
            fillers=len(edition.fillers),
            ease=density * EASE,
        )
        self._fillers = cycle(edition.fillers)
        self.openings = tuple(self.flows.opening(number, self.frame.measure) for number in range(len(edition.reports)))

    def plans(self) -> tuple[PagePlan, ...]:
        """Plans of all pages; `grid:` fixes the first ones.

        When the last page is nearly empty, the issue is planned again with heads that take less room: fewer pages
        come first.
        """
        wanted = shapes(self.edition)
        plans = self.chooser.pages(self.openings, wanted)
        if len(plans) == 1 or wanted or height_of(plans[-1].node) > NEARLY_EMPTY * plans[-1].nominal:
            return plans
        if self.load()[0] > self.room(len(plans) - 1):
            return plans
        for density in DENSITIES:
            denser = Making(self.edition, self.design, self.faces, self.composer, density=density, like=self)
            fewer = denser.chooser.pages(denser.openings)
            if len(fewer) < len(plans) and not any(plan.fault for plan in fewer):
                return fewer
        return plans

    def load(self) -> tuple[float, float, float]:
        """Fewest, most and usual column lines that the reports take."""
        areas = [self.chooser.area(flow, self.frame.lines) for flow in self.openings]
        least, most, usual = (sum(values) for values in zip(*areas, strict=True))
        return least, most, usual

    def room(self, pages: int) -> int:
        """Column lines of the first `pages` pages."""
        return sum(self.frame.body_lines(number) for number in range(1, pages + 1)) * self.frame.grid.columns

    def bulletin(self, plans: tuple[PagePlan, ...]) -> Bulletin:
        """The whole publication of these plans."""
        edition, design = self.edition, self.design
        placed = tuple(
            part_heads(spots(plan.node, number), len(design.heads.roles)) for number, plan in enumerate(plans, 1)
        )
        bodies = tuple(self._body(number, plan) for number, plan in enumerate(plans, 1))
        parts = [1] * len(edition.reports)
        page_of: dict[tuple[int, int], int] = {}
        tops: dict[tuple[int, int], float] = {}
        for spot in (spot for page in placed for spot in page):
            flow = spot.leaf.flow
            if is_filler(spot.leaf):
                continue
            parts[flow.report] = max(parts[flow.report], flow.part + 1)
            page_of[flow.report, flow.part] = spot.page
            tops[flow.report, flow.part] = bodies[spot.page - 1].y + spot.line * self.frame.grid.leading
        order = tuple(
            dict.fromkeys(spot.leaf.flow.report for page in placed for spot in page if not is_filler(spot.leaf))
        )
        structure = Structure(edition, parts, order)
        setter = Setter(edition, design, self.frame, self.composer, self.heads, self.modules, structure, page_of, tops)
        pages = tuple(
            self._page(number, plan, page, body, setter, structure.masthead)
            for number, (plan, page, body) in enumerate(zip(plans, placed, bodies, strict=True), 1)
        )
        problems = tuple(
            Problem(
                "warning", "unfilled-page", f"第{number}版：{plan.fault}", edition.reports[0].place._replace(line=1)
            )
            for number, plan in enumerate(plans, 1)
            if plan.fault
        )
        quoted = {spot.leaf.flow.report for page in placed for spot in page if spot.leaf.quoted}
        problems += tuple(
            Problem(
                "note",
                "quote-left-out",
                "摘句没有排：排了版面就不齐，或报告太短",
                report.places.get("quote", report.place),
            )
            for number, report in enumerate(edition.reports)
            if report.quote and number not in quoted
        )
        title = edition.masthead + (f"　{edition.chapter}" if edition.chapter else "")
        outline = tuple(
            OutlineEntry(entry.title, entry.page, entry.y, entry.level) for entry in _in_order(setter.outline)
        )
        return Bulletin(
            title.replace("　", " "),
            edition.publisher,
            edition.slogan.replace("　", " "),
            tuple(dict.fromkeys(report.column for report in edition.reports if report.column)),
            (edition.date.year, edition.date.month, edition.date.day),
            pages,
            tuple(structure.tags),
            outline,
            grid_words(plans),
            summary(plans, self.frame),
            self.frame.grid,
            order,
            problems,
        )

    def _body(self, number: int, plan: PagePlan) -> Rect:
        body = self.frame.body(number)
        depth = max(plan.nominal, height_of(plan.node)) * self.frame.grid.leading
        return body._replace(height=depth)

    def _page(
        self, number: int, plan: PagePlan, placed: tuple[Spot, ...], body: Rect, setter: Setter, tag: int
    ) -> Page:
        edition, design, area = self.edition, self.design, self.frame.area
        # The masthead first: one that bleeds lies below the folio line.
        marks: list[Mark] = list(masthead(edition, design, self.faces, self.composer, area, tag)) if number == 1 else []
        marks += folio(edition, design, self.composer, area, number)
        modules: list[Module] = []
        boxes: list[Rect] = []
        for spot in placed:
            if is_filler(spot.leaf):
                box = setter.box(spot, body)
                boxes.append(box)
                marks += setter.filler(next(self._fillers), box)
                continue
            module, own = setter.module(spot, body)
            modules.append(module)
            marks += own
        marks += self._end_rule(plan, body)
        return Page(
            number,
            Size(design.page.width, design.page.height),
            body,
            tuple(marks),
            tuple(modules),
            plan.nominal,
            tuple(boxes),
        )

    def _end_rule(self, plan: PagePlan, body: Rect) -> list[Mark]:
        """A rule closes a page that ends early."""
        rule = self.design.rules.page_end
        depth = height_of(plan.node)
        if rule is None or plan.nominal - depth <= 2:
            return []
        y = body.y + (depth + 0.7) * self.frame.grid.leading
        shade = self.design.color(rule.color)
        return [RuleMark(Point(body.x, y), Point(body.right, y), rule.width, shade)]


def _in_order(entries: list[OutlineEntry]) -> list[OutlineEntry]:
    """Entries report by report: headings of a continuation follow their report."""
    return entries
