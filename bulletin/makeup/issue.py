"""The entrance of the room: an issue in, finished pages out."""

from collections.abc import Iterator, Sequence
from itertools import cycle

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.geometry import Point, Rect, Size
from bulletin.makeup.brief import Brief
from bulletin.makeup.copyfit import brief_for, fitted
from bulletin.makeup.describe import grid_words, summary
from bulletin.makeup.folio import FolioForm, credits_line, folio, folio_form
from bulletin.makeup.furniture import masthead
from bulletin.makeup.modules import is_filler
from bulletin.makeup.pagination import PagePlan
from bulletin.makeup.setter import ModuleSetter, SetModule
from bulletin.makeup.spots import Spot, part_heads, spots
from bulletin.makeup.structure import Structure
from bulletin.makeup.unkept import unkept_wishes
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Filler
from bulletin.model.page import Bulletin, Mark, OutlineEntry, Page, RuleMark
from bulletin.problems import Problem

QUOTE_OMITTED = "未排摘句：排入后各栏不齐，或稿件过短"
EARLY_END = 2  # grid lines that a page may end early without a rule below
END_RULE_DROP = 0.7  # grid lines from the last module to that rule


def make_up(edition: Edition, design: Design, faces: Faces, composer: Composer, *, pages: int = 0) -> Bulletin:
    """Turn an issue into newspaper pages, filled, balanced and complete.

    Args:
        pages: exactly so many pages; 0 takes the issue's own wish, or as many as are needed.

    Raises:
        OversetError: so many pages cannot be had; its problem names what would fit.
        ContentError: `grid:` cannot be read.
    """
    trial = fitted(brief_for(edition, design, faces, composer), pages or edition.pages)
    brief, plans = trial.brief, trial.plans
    roles = len(design.heads.roles)
    by_page = [part_heads(spots(plan.tree, number), roles) for number, plan in enumerate(plans, 1)]
    placed = [spot for page in by_page for spot in page if not is_filler(spot.leaf)]
    order = tuple(dict.fromkeys(spot.leaf.flow.report for spot in placed))
    parts = [1] * len(edition.reports)
    for spot in placed:
        parts[spot.leaf.flow.report] = max(parts[spot.leaf.flow.report], spot.leaf.flow.part + 1)
    structure = Structure(edition, parts, order)
    setter = ModuleSetter(brief, trial.heads, trial.blocks, structure, placed)
    form, folio_notes = folio_form(brief, len(plans))
    fillers = cycle(edition.fillers)
    modules: list[SetModule] = []
    made: list[Page] = []
    for plan, page_spots in zip(plans, by_page, strict=True):
        own = [setter.module(spot) for spot in page_spots if not is_filler(spot.leaf)]
        modules += own
        made.append(_page(brief, plan, page_spots, own, setter, fillers, form))
    place = edition.places.get("grid")
    fix = f"换一种分法，或去掉 `{edition.key('grid')}`" if place else f"增写几行，或加一条 `{edition.key('fillers')}`"
    faults = [
        Problem("warning", "unfilled-page", f"第{number}版{plan.fault}", place, fix)
        for number, plan in enumerate(plans, 1)
        if plan.fault
    ]
    title = edition.masthead + (f"　{edition.chapter}" if edition.chapter else "")
    return Bulletin(
        title=title.replace("　", " "),
        author=edition.publisher,
        subject=edition.slogan.replace("　", " "),
        keywords=tuple(dict.fromkeys(report.column for report in edition.reports if report.column)),
        date=(edition.date.year, edition.date.month, edition.date.day),
        pages=tuple(made),
        tags=tuple(structure.tags),
        outline=tuple(_outline(order, modules)),
        plan=grid_words(plans),
        summary=summary(plans, brief.area),
        grid=brief.area.grid,
        order=order,
        problems=(
            *faults,
            *folio_notes,
            *_omitted_quotes(edition, placed),
            # once for a table that stands in several parts
            *dict.fromkeys(unkept_wishes(edition, [each.module for each in modules], brief.area, trial.blocks.charts)),
        ),
    )


def _page(
    brief: Brief,
    plan: PagePlan,
    placed: Sequence[Spot],
    modules: Sequence[SetModule],
    setter: ModuleSetter,
    fillers: Iterator[Filler],
    form: FolioForm,
) -> Page:
    number, leading = placed[0].page, brief.area.grid.leading
    body = brief.area.body(number)._replace(height=max(plan.nominal, plan.tree.height) * leading)
    marks: list[Mark] = []
    if number == 1:
        marks += masthead(brief, setter.structure.masthead)  # first: one that bleeds lies below the folio line
    marks += folio(brief, number, form)
    if number == 1:
        marks += credits_line(brief, body.bottom)
    boxes: list[Rect] = []
    following = iter(modules)
    for spot in placed:
        if is_filler(spot.leaf):
            boxes.append(spot.rect(brief.area))
            marks += setter.filler(next(fillers), boxes[-1])
        else:
            marks += next(following).marks
    rule = brief.design.rules.page_end
    if rule is not None and plan.nominal - plan.tree.height > EARLY_END:
        y = body.y + (plan.tree.height + END_RULE_DROP) * leading
        shade = brief.design.color(rule.color)
        marks.append(RuleMark(Point(body.x, y), Point(body.right, y), rule.width, shade))
    return Page(
        number=number,
        size=Size(brief.design.page.width, brief.design.page.height),
        body=body,
        marks=tuple(marks),
        modules=tuple(module.module for module in modules),
        lines=plan.nominal,
        fillers=tuple(boxes),
    )


def _omitted_quotes(edition: Edition, placed: Sequence[Spot]) -> Iterator[Problem]:
    """Pull quotes that the editor asked for and that stand nowhere."""
    quoted = {spot.leaf.flow.report for spot in placed if spot.leaf.quoted}
    for number, report in enumerate(edition.reports):
        if report.quote and number not in quoted:
            yield Problem("note", "quote-left-out", QUOTE_OMITTED, report.places.get("quote", report.place))


def _outline(order: Sequence[int], modules: Sequence[SetModule]) -> Iterator[OutlineEntry]:
    """Report by report: what stands overleaf follows its own report, not the one that ends the page before."""
    for report in order:
        for module in modules:
            if module.module.report == report:
                yield from module.outline
