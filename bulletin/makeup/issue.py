"""The entrance of the room: an issue in, finished pages out."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.geometry import Point, Rect, Size
from bulletin.makeup.brief import Brief
from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.describe import grid_words, moved, summary
from bulletin.makeup.fillers import left_out, with_fillers
from bulletin.makeup.fixed_plan import reports_without_relief
from bulletin.makeup.folio import FolioForm, credits_line, folio, folio_form
from bulletin.makeup.furniture import masthead
from bulletin.makeup.head_sizes import given_way, graded
from bulletin.makeup.kept_plan import steadied
from bulletin.makeup.leaf import is_box, is_filler, is_gathering
from bulletin.makeup.other_ways import white_told
from bulletin.makeup.page_plan import PagePlan
from bulletin.makeup.relief import Relief, entries_of, tints
from bulletin.makeup.setter import ModuleSetter, SetModule
from bulletin.makeup.spots import Spot, placed_spots
from bulletin.makeup.structure import Structure
from bulletin.makeup.trees import walk
from bulletin.makeup.unkept import unkept_wishes
from bulletin.makeup.ways_out import Others, no_others, planned
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Filler
from bulletin.model.kept_plan import KeptPlan
from bulletin.model.page import BriefsBox, Bulletin, Mark, Module, OutlineEntry, Page, ReliefBox, RuleMark
from bulletin.problems import Problem

QUOTE_OMITTED = "未排摘句：排入后各栏不齐，或稿件过短"
FIGURES_OMITTED = "版面没有合适的位置，或说明过长"
ON_SLIDES = "幻灯片上的数据不受影响"
EARLY_END = 2  # grid lines that a page may end early without a rule below
END_RULE_DROP = 0.7  # grid lines from the last module to that rule


def make_up(
    edition: Edition,
    design: Design,
    faces: Faces,
    composer: Composer,
    *,
    pages: int = 0,
    kept: KeptPlan | None = None,
    others: Others = no_others,
) -> Bulletin:
    """Turn an issue into newspaper pages, filled, balanced and complete.

    Args:
        pages: exactly so many pages; 0 takes the issue's own wish, or as many as are needed.
        kept: the plan of an earlier build, taken again while it serves nearly as well as a new one.
        others: layouts that may be offered where this one leaves room or has too little.

    Raises:
        OversetError: so many pages cannot be had; its problem names what would fit.
        ContentError: `grid:` cannot be read.
    """
    pages = pages or edition.pages
    found = planned(brief_for(edition, design, faces, composer), pages, others)
    trial, own_plans, steadiness = steadied(found.trial, design, pages, kept)
    brief = trial.brief
    plans = with_fillers(graded(own_plans, trial.heads, edition, design.heads), brief)
    columns = trial.heads.columns
    by_page = [placed_spots(plan.tree, number, columns, design.heads) for number, plan in enumerate(plans, 1)]
    placed = [spot for page in by_page for spot in page if _holds_report(spot)]
    order = tuple(dict.fromkeys(spot.leaf.flow.report for spot in placed))
    steadiness = steadiness._replace(plan=steadiness.plan._replace(order=order))
    entries = dict.fromkeys(entry for box in _boxes(plans) for entry in entries_of(box))
    structure = Structure(edition, _parts(edition, placed), order, tuple(entries))
    setter = ModuleSetter(brief, trial.heads, trial.blocks, structure, placed)
    form, folio_notes = folio_form(brief, len(plans))
    made, modules = _set_pages(brief, plans, by_page, setter, form)
    white = white_told(plans, found, others, asked=bool(pages))
    told = (summary(plans, brief.area), "；".join(white), steadiness.why, moved(edition, order))
    return Bulletin(
        title="　".join(filter(None, (edition.masthead, edition.chapter))).replace("　", " "),
        author=edition.publisher,
        subject=edition.slogan.replace("　", " "),
        keywords=tuple(dict.fromkeys(report.column for report in edition.reports if report.column)),
        date=(edition.date.year, edition.date.month, edition.date.day),
        pages=tuple(made),
        tags=tuple(structure.tags),
        outline=tuple(_outline(order, modules)),
        plan=grid_words(own_plans),
        summary="\n".join(filter(None, told)),
        offers=white[1:],
        grid=brief.area.grid,
        order=order,
        steadiness=steadiness,
        problems=(
            *folio_notes,
            *_told(edition, design, plans, placed),
            # once for a table that stands in several parts
            *dict.fromkeys(unkept_wishes(edition, [each.module for each in modules], brief.area, trial.blocks.charts)),
        ),
    )


def _parts(edition: Edition, placed: Sequence[Spot]) -> list[int]:
    """In how many parts each report stands."""
    parts = [1] * len(edition.reports)
    for spot in placed:
        parts[spot.leaf.flow.report] = max(parts[spot.leaf.flow.report], spot.leaf.flow.part + 1)
    return parts


def _boxes(plans: Sequence[PagePlan]) -> list[Relief]:
    """The boxes of relief of an issue, page by page."""
    return [leaf.relief for plan in plans for leaf in walk(plan.tree) if leaf.relief]


def _set_pages(
    brief: Brief, plans: Sequence[PagePlan], by_page: Sequence[Sequence[Spot]], setter: ModuleSetter, form: FolioForm
) -> tuple[list[Page], list[SetModule]]:
    """The pages, and the modules of all of them."""
    fillers = iter(brief.edition.fillers)
    modules: list[SetModule] = []
    made: list[Page] = []
    for plan, page_spots in zip(plans, by_page, strict=True):
        own = [setter.module(spot) for spot in page_spots if _holds_report(spot)]
        modules += own
        made.append(_page(brief, plan, page_spots, own, setter, fillers, form))
    return made, modules


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
    furniture: list[Mark] = []
    if number == 1:
        furniture += masthead(brief, setter.structure.masthead)  # first: one that bleeds lies below the folio line
    furniture += folio(brief, number, form)
    if number == 1:
        furniture += credits_line(brief, body.bottom)
    parts: list[SetModule | tuple[Mark, ...]] = [tuple(furniture)]
    boxes: list[Rect] = []
    briefs: list[BriefsBox] = []
    drawn: list[Relief] = []
    grounded = any(_has_ground(brief, module.module) for module in modules)
    grounded |= bool(brief.design.briefs.ground) and any(is_gathering(spot.leaf) for spot in placed)
    reliefs: list[ReliefBox] = []
    following = iter(modules)
    for spot in placed:
        if is_filler(spot.leaf):
            boxes.append(spot.rect(brief.area))
            parts.append(tuple(setter.filler(next(fillers), boxes[-1])))
        elif is_gathering(spot.leaf):
            around = setter.briefs_box(spot)
            briefs.append(around.box)
            parts.append(tuple(around.marks))
        elif spot.leaf.relief:
            relief = setter.relief(spot, spot.leaf.relief, tinted=not (grounded or any(map(tints, drawn))))
            drawn.append(spot.leaf.relief)
            parts.append(tuple(relief.marks))
            reliefs.append(relief.box)
        else:
            parts.append(next(following))
    rule = brief.design.rules.page_end
    if rule is not None and plan.nominal - plan.tree.height > EARLY_END:
        y = body.y + (plan.tree.height + END_RULE_DROP) * leading
        shade = brief.design.color(rule.color)
        parts.append((RuleMark(Point(body.x, y), Point(body.right, y), rule.width, shade),))
    page = Page(
        number=number,
        size=Size(brief.design.page.width, brief.design.page.height),
        body=body,
        marks=(),
        modules=(),
        lines=plan.nominal,
        fillers=tuple(boxes),
        briefs=tuple(briefs),
        reliefs=tuple(reliefs),
    )
    return setter.known.recall(("page", page, *parts), partial(_with_parts, page, parts, modules))


def _with_parts(page: Page, parts: Sequence[SetModule | tuple[Mark, ...]], modules: Sequence[SetModule]) -> Page:
    """A page with what stands on it, in reading order."""
    marks = chain.from_iterable(part.marks if isinstance(part, SetModule) else part for part in parts)
    return page._replace(marks=tuple(marks), modules=tuple(module.module for module in modules))


def _holds_report(spot: Spot) -> bool:
    return not (is_box(spot.leaf) or is_gathering(spot.leaf))


def _told(edition: Edition, design: Design, plans: Sequence[PagePlan], placed: Sequence[Spot]) -> Iterator[Problem]:
    """What the plan could not do."""
    yield from _unfilled(edition, plans)
    yield from left_out(edition, plans)
    yield from given_way(plans, edition, design.heads)
    yield from _omitted_quotes(edition, placed)
    yield from _omitted_figures(edition, design, _boxes(plans))


def _unfilled(edition: Edition, plans: Sequence[PagePlan]) -> Iterator[Problem]:
    """A warning for each page that could not be filled."""
    place = edition.places.get("grid")
    fix = f"换一种分法，或去掉 `{edition.key('grid')}`" if place else f"增写几行，或加一条 `{edition.key('fillers')}`"
    for number, plan in enumerate(plans, 1):
        if plan.fault:
            yield Problem("warning", "unfilled-page", f"第{number}版{plan.fault}", place, fix)


def _has_ground(brief: Brief, module: Module) -> bool:
    """Whether a box (专栏) with a ground stands in a module: a page has one tint at most."""
    paragraphs = brief.edition.reports[module.report].paragraphs
    return bool(brief.design.box.ground) and any(paragraphs[piece.paragraph].box for piece in module.pieces)


def _omitted_quotes(edition: Edition, placed: Sequence[Spot]) -> Iterator[Problem]:
    """Pull quotes that the editor asked for and that stand nowhere."""
    quoted = {spot.leaf.flow.report for spot in placed if spot.leaf.quotes}
    for number, report in enumerate(edition.reports):
        if report.quote and number not in quoted:
            yield Problem("note", "quote-left-out", QUOTE_OMITTED, report.places.get("quote", report.place))


def _omitted_figures(edition: Edition, design: Design, boxes: Sequence[Relief]) -> Iterator[Problem]:
    """Figures that the editor gave and that stand nowhere, and why."""
    shown = {placed.part.report for box in boxes for placed in box.parts if placed.part.kind == "figures"}
    for number, report in enumerate(edition.reports):
        if report.figures and number not in shown:
            why, hint = _no_room_for_figures(edition, design, number)
            place = report.places.get("figures", report.place)
            yield Problem("note", "figures-left-out", f"未排数说：{why}", place, hint)


def _no_room_for_figures(edition: Edition, design: Design, report: int) -> tuple[str, str]:
    """Why the figures of a report stand nowhere, and what to do about it."""
    if not edition.relief:
        key = edition.key("relief")
        return f"issue.yaml 的 `{key}` 写明不排", f"要排，就在 issue.yaml 里删去 `{key}`；{ON_SLIDES}"
    if design.relief is None:
        return f"版式 {design.name} 没有数说", f"要排，就用有数说的版式，如 bulletin-a3；{ON_SLIDES}"
    if report in reports_without_relief(edition):
        key = edition.key("grid")
        return f"`{key}` 没有给它留位置", f"要排，就去掉 `{key}`，由程序安排；{ON_SLIDES}"
    return FIGURES_OMITTED, ""


def _outline(order: Sequence[int], modules: Sequence[SetModule]) -> Iterator[OutlineEntry]:
    """Report by report: what stands overleaf follows its own report, not the one that ends the page before."""
    for report in order:
        for module in modules:
            if module.module.report == report:
                yield from module.outline
