"""An earlier plan of the same issue: whether it still serves, and what is told of that.

A fresh search is always made. Where it now chooses other places, spans or depths than the plan that was kept, the kept
plan is made up again, each module as near to what it was as its text allows, and taken while it is nearly as good:
so that a mended slip moves nothing on pages that it does not stand on.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bulletin.makeup.brief import Brief
from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.describe import grid_words
from bulletin.makeup.fixed_plan import RELIEF, Shape, leaves_of, shapes
from bulletin.makeup.grid import at_size
from bulletin.makeup.leaf import Leaf
from bulletin.makeup.page_plan import PagePlan
from bulletin.makeup.pagination import LeafPrices
from bulletin.makeup.trees import mapped, walk
from bulletin.makeup.trial import Trial
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.kept_plan import KeptModule, KeptPlan, Steadiness, basis_of, issue_of, kept_report
from bulletin.problems import ContentError, OversetError

# What a module costs that is not as it was: at all, where its text goes on overleaf (which would change that page too),
# of another head or other columns, each grid line of difference. More than any two fillings differ by, so that what can
# stay stays.
OTHERWISE, OTHER_JUMP, OTHER_FORM, OTHER_LINE = 500.0, 100_000.0, 10_000.0, 100.0
SIZE_REACH, LEADING_LEAST, LEADING_MOST = 1.35, 1.1, 2.0  # of sizes in a plan that somebody wrote by hand
STEADY_STRETCH = 2.0  # times the white that boxes of relief may grow by
IMPOSSIBLE = "原版面排不成"
NAMED_REPORTS = 3  # that a message names


class SteadyPlans(NamedTuple):
    """The plans to print, the trial that they belong to, and how they came about."""

    trial: Trial
    plans: tuple[PagePlan, ...]
    steadiness: Steadiness


def steadied(trial: Trial, design: Design, pages: int, kept: KeptPlan | None) -> SteadyPlans:
    """The plans of `trial`, or the kept plan where these differ from it and it still serves.

    Args:
        trial: what a fresh search found.
        design: the layout as it was read; the trial's may have another size.
        pages: the number that was asked for, 0 for none.
    """
    edition = trial.brief.edition
    basis = basis_of(edition, design, pages)
    plan = made_plan(trial.brief, trial.plans, basis)
    fresh = SteadyPlans(trial, trial.plans, Steadiness(plan))
    if kept is None:
        return fresh
    if why := _not_of(kept, plan, edition):
        unmoved = (kept.grid, kept.size, kept.leading) == (plan.grid, plan.size, plan.leading)
        return _with(fresh, Steadiness(plan, "changed", "" if unmoved else why))
    edited = kept.changed(edition)
    if alike(kept, plan, trial.plans, edited):
        return _with(fresh, Steadiness(plan, "same"))
    edits = _edits(kept, edition, edited)
    again, why = made_again(trial, design, kept)
    if again is None or (why := _worse(again.plans, trial.plans, design)):
        return _with(fresh, Steadiness(plan, "changed", f"版面有变：{edits}{why}"))
    held = made_plan(again.trial.brief, again.plans, basis)
    if alike(held, plan, trial.plans, frozenset()):
        return _with(fresh, Steadiness(plan, "same"))
    return _with(again, Steadiness(held, "held", f"版面沿用上次：{edits}重排会换一种版面"))


def _with(plans: SteadyPlans, steadiness: Steadiness) -> SteadyPlans:
    return plans._replace(steadiness=steadiness)


def made_plan(brief: Brief, plans: Sequence[PagePlan], basis: str) -> KeptPlan:
    """What the next build is to know of these plans."""
    grid = brief.area.grid
    return KeptPlan(
        issue=issue_of(brief.edition),
        layout=brief.design.name,
        basis=basis,
        size=grid.size,
        leading=grid.leading,
        grid=grid_words(plans),
        modules=tuple(tuple(map(_kept_module, walk(plan.tree))) for plan in plans),
        reports=tuple(map(kept_report, brief.edition.reports)),
    )


def _kept_module(leaf: Leaf) -> KeptModule:
    return KeptModule(lines=leaf.height, head=leaf.head.size, pad=leaf.pad, columns=leaf.body.columns)


def _not_of(kept: KeptPlan, plan: KeptPlan, edition: Edition) -> str:
    """Why a kept plan is none of this issue as it shall look; "" where it is."""
    if not kept.has_reports_of(edition):
        return "版面重排：稿件有增减，或次序有变"
    if kept.issue != plan.issue and len(kept.changed(edition)) == len(edition.reports):
        return "版面重排：上次的版面是另一期的"
    if edition.grid:
        return "" if kept.basis == plan.basis else f"版面按 `{edition.key('grid')}` 排"
    return "" if kept.basis == plan.basis else "版面重排：版式、版数或其他设置有变"


def alike(kept: KeptPlan, plan: KeptPlan, plans: Sequence[PagePlan], edited: frozenset[int]) -> bool:
    """Whether two plans are one, but for depths and white on pages of reports that were edited."""
    if (kept.grid, kept.size, kept.leading) != (plan.grid, plan.size, plan.leading):
        return False
    for old, new, page in zip(kept.modules, plan.modules, plans, strict=True):
        free = any(leaf.flow.report in edited for leaf in walk(page.tree))
        if old != new and not (free and _forms(old) == _forms(new)):
            return False
    return True


def _forms(modules: Sequence[KeptModule]) -> list[tuple[float, int]]:
    """The forms of modules: their heads' sizes and their text columns."""
    return [(module.head, module.columns) for module in modules]


def made_again(trial: Trial, design: Design, kept: KeptPlan) -> tuple[SteadyPlans | None, str]:
    """The kept plan with today's texts; None, and why, where it cannot be had.

    Boxes of relief may grow beyond what a fresh plan allows where nothing else agrees in depth.
    """
    again, why = _made_with(trial, design, kept)
    if why != IMPOSSIBLE or design.relief is None:
        return again, why
    looser = design.relief._replace(stretch=design.relief.stretch * STEADY_STRETCH)
    again, _ = _made_with(trial, design._replace(relief=looser), kept)
    return again, "" if again else why


def _made_with(trial: Trial, design: Design, kept: KeptPlan) -> tuple[SteadyPlans | None, str]:
    brief, most = trial.brief, len(trial.plans)
    edition, grid = brief.edition, brief.area.grid
    if len(kept.modules) > most:
        return None, f"重排少{len(kept.modules) - most}版"
    if (kept.size, kept.leading, design.relief) != (grid.size, grid.leading, brief.design.relief):
        if not _sane(kept, design):
            return None, "原版面的字号行距不合版式"
        other = at_size(design, kept.size, kept.leading)
        trial = Trial(brief_for(edition, other, brief.faces, brief.composer), relief=trial.relief)
    try:
        wanted = shapes(edition._replace(grid=kept.grid, places={}))
        if [len(leaves_of(shape)) for shape in wanted] != [len(page) for page in kept.modules]:
            return None, "原版面的记录不完整"
        price = _prices(kept, wanted)
        plans, left, _ = trial.pagination.pages(trial.gathered(wanted), wanted, most=most, dearer=price)
    except ContentError:
        return None, "原版面的写法无法识别"
    except OversetError:
        return None, IMPOSSIBLE
    if left:
        return None, f"原版面{most}版排不下"
    unpriced = tuple(_unpriced(plan, number, price) for number, plan in enumerate(plans, 1))
    return SteadyPlans(trial, unpriced, Steadiness(kept)), ""


def _unpriced(plan: PagePlan, number: int, price: LeafPrices) -> PagePlan:
    """A page with its modules at their own costs."""
    return plan._replace(tree=mapped(plan.tree, lambda leaf: leaf._replace(cost=leaf.cost - price(number, leaf))))


def _sane(kept: KeptPlan, design: Design) -> bool:
    """Whether a plan's size and leading are such as copyfitting may choose."""
    size = design.grid.size
    return size / SIZE_REACH <= kept.size <= size * SIZE_REACH and (
        LEADING_LEAST <= kept.leading / kept.size <= LEADING_MOST
    )


def _prices(kept: KeptPlan, wanted: Sequence[Shape]) -> LeafPrices:
    """What a module costs on a page for not being what it was there."""
    known = {
        (number, asked.report): module
        for number, (shape, page) in enumerate(zip(wanted, kept.modules, strict=True), 1)
        for asked, module in zip(leaves_of(shape), page, strict=True)
    }

    def price(number: int, leaf: Leaf) -> float:
        was = known.get((number, RELIEF if leaf.relief else leaf.flow.report))
        if was is None or was == (now := _kept_module(leaf)):
            return 0.0
        forms = (was.head != now.head) + (was.columns != now.columns)
        return OTHERWISE + OTHER_JUMP * leaf.jumps + OTHER_FORM * forms + OTHER_LINE * abs(was.lines - now.lines)

    return price


def _worse(plans: Sequence[PagePlan], fresh: Sequence[PagePlan], design: Design) -> str:
    """Why the kept plan does not serve beside the one that a search found; "" where it does."""
    fit = design.copyfit
    faults = [(number, plan.white) for number, plan in enumerate(plans, 1) if plan.fault]
    if len(faults) > sum(bool(plan.fault) for plan in fresh):
        return "原版面第{}版空{}行".format(*faults[0])
    if len(plans) < len(fresh):
        return ""
    more = _white(plans) - _white(fresh)
    if more > fit.steady_share * sum(plan.nominal for plan in plans) + fit.steady_lines:
        return f"原版面多空{round(more)}行"
    if _cost(plans) > _cost(fresh) + fit.steady_cost:
        return "原版面的标题和分栏不如重排的好"
    return ""


def _white(plans: Sequence[PagePlan]) -> float:
    """Grid lines over the page's width that stay blank."""
    return sum(plan.free * plan.nominal for plan in plans)


def _cost(plans: Sequence[PagePlan]) -> float:
    """What the modules of a page cost on average."""
    return sum(leaf.cost for plan in plans for leaf in walk(plan.tree)) / len(plans)


def _edits(kept: KeptPlan, edition: Edition, edited: frozenset[int]) -> str:
    """Which reports were edited, as the beginning of a sentence; "" where none was."""
    words = []
    for number in sorted(edited)[:NAMED_REPORTS]:
        report = edition.reports[number]
        more = kept_report(report).characters - kept.reports[number].characters
        what = f"多了{more}字" if more > 0 else f"少了{-more}字" if more else "有改动"
        words.append(f"《{report.plain_title}》{what}")
    rest = f"等{len(edited)}篇有改动" if len(edited) > NAMED_REPORTS else ""
    return "、".join(words) + rest + "，" if words else ""
