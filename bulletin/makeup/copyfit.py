"""Copyfitting a whole issue: exactly so many pages, by size and leading, or a refusal that says what would fit.

The ladder: pairs of body size and leading in order of their distance from the layout's own, one pair for the whole
issue; every pair whose load could fit is planned, the first good one is taken. When none makes the pages, the nearest
ways out are computed by planning them as well: nothing is guessed. The text is never cut or changed to fit.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.makeup.brief import Brief
from bulletin.makeup.folio import beside_credits
from bulletin.makeup.grid import at_size, type_area
from bulletin.makeup.pagination import PagePlan
from bulletin.makeup.trial import Trial
from bulletin.model.design import CopyfitDesign, Design
from bulletin.model.edition import Edition, Paragraph, Report, Run
from bulletin.problems import OversetError, Problem
from bulletin.units import ROUNDING, Pt

TARGET = 60.0  # score below which the ladder ends: a good page and a share of the last page that stays empty
UNFILLED = 100.0  # times the share of the last page that stays empty
FAULT_COST = 50.0  # a page that only the fallback chain could close
GRIDS_TRIED = 12  # pairs planned at most
SIZE_WEIGHT = 4.0  # a step of size changes the look more than a step of leading
TIGHTEST_LEADING = 1.15  # of the size: what a way out may propose beyond the ladder, and no further
SMALLEST_SIZE: Pt = 7.5
OUT_OF_REACH = 2.0  # times what the ladder changes of a text's area: nothing is planned for more or fewer pages
LEAST_LEFT = 120  # characters of a report that a proposed cut leaves


class BodyGrid(NamedTuple):
    """Size and leading of the body."""

    size: Pt
    leading: Pt


def brief_for(edition: Edition, design: Design, faces: Faces, composer: Composer) -> Brief:
    """The brief of an issue in this design, not deepened further than its credits allow."""
    design = beside_credits(edition, design)
    return Brief(edition=edition, design=design, area=type_area(design), faces=faces, composer=composer)


def fitted(brief: Brief, pages: int) -> Trial:
    """The issue on exactly `pages` pages; 0 is as many as it takes.

    Raises:
        OversetError: no size and leading within the layout's limits make so many pages.
    """
    own = Trial(brief)
    if not pages:
        return own
    if _out_of_reach(own, pages):
        raise OversetError(_refusal(own, pages, far=True))
    grid = brief.design.grid
    best: Trial | None = None
    best_score = float("inf")
    tried = 0
    for step in _ladder(brief.design):
        if best_score < TARGET or tried > GRIDS_TRIED:
            break
        found = own if step == (grid.size, grid.leading) else _loaded(_at_grid(brief, step), pages)
        if found is None:
            continue
        tried += 1
        if len(found.plans) != pages:
            continue
        score = _score(found.plans) + SIZE_WEIGHT * abs(step.size - grid.size) + abs(step.leading - grid.leading)
        if score < best_score:
            best, best_score = found, score
    if best is None:
        raise OversetError(_refusal(own, pages, far=False))
    return best


def _out_of_reach(own: Trial, pages: int) -> bool:
    """Whether no size and leading, and no cut or addition worth proposing, could come near so many pages."""
    design, made = own.brief.design, len(own.plans)
    least, most = (edge.size * edge.leading for edge in (_edge(design, -1), _edge(design, 1)))
    area = design.grid.size * design.grid.leading
    return pages > OUT_OF_REACH * most / area * made + 1 or OUT_OF_REACH * pages < least / area * made


def _at_grid(brief: Brief, grid: BodyGrid) -> Brief:
    return brief_for(brief.edition, at_size(brief.design, grid.size, grid.leading), brief.faces, brief.composer)


def _loaded(brief: Brief, pages: int) -> Trial | None:
    """The issue at this grid, unless its load cannot make so many pages."""
    trial = Trial(brief)
    load = trial.load()
    return None if load.fewest > trial.room(pages) * 1.01 or load.most < trial.room(pages - 1) else trial


def _score(plans: Sequence[PagePlan]) -> float:
    cost = sum(plan.cost + (FAULT_COST if plan.fault else 0.0) for plan in plans) / len(plans)
    return cost + UNFILLED * max(0.0, 1 - plans[-1].tree.height / plans[-1].nominal)


def _ladder(design: Design) -> Iterator[BodyGrid]:
    """Pairs of size and leading, the layout's own first, then by distance from it."""
    fit, grid = design.copyfit, design.grid
    rungs: list[tuple[float, BodyGrid]] = []
    steps = round(fit.size_range / fit.size_step)
    for step in range(-steps, steps + 1):
        size = grid.size + step * fit.size_step
        if size < fit.size_floor - ROUNDING and step:
            continue
        for leading in _leadings(size, fit):
            distance = SIZE_WEIGHT * abs(step) + abs(leading / size - grid.leading / grid.size) * 20
            rungs.append((distance, BodyGrid(size=size, leading=leading)))
    own = BodyGrid(size=grid.size, leading=grid.leading)
    yield own
    yield from (rung for _, rung in sorted(rungs) if rung != own)


def _leadings(size: Pt, fit: CopyfitDesign) -> list[Pt]:
    first = -int(-size * fit.leading_min / fit.leading_step // 1)
    return [number * fit.leading_step for number in range(first, int(size * fit.leading_max / fit.leading_step) + 1)]


def _refusal(own: Trial, pages: int, *, far: bool) -> Problem:
    """Why so many pages cannot be had, by report, and the nearest ways that would do; one way for what is `far`."""
    edition, grid = own.brief.edition, own.brief.design.grid
    over = len(own.plans) > pages
    lines = abs(round(own.load().usual) - own.room(pages))
    characters = round(lines * grid.measure_em)
    lengths = "，".join(
        f"《{report.plain_title}》{flow.text.rows}行{_length(report):,}字"
        for report, flow in zip(edition.reports, own.openings, strict=True)
    )
    failure, need = ("排不下", "要排") if over else ("排不满", "只够排")
    failure = f"{pages}版{failure}：按{grid.size:g}/{grid.leading:g}磅{need}{len(own.plans)}版"
    amount = f"{'多' if over else '空'}约{lines}行（约{characters:,}字）"
    offer = "可行的办法：" if far else "可行的办法（均已试排），任选一种："
    ways = (_way_out(own),) if far else (_ways_over if over else _ways_under)(own, pages)
    return Problem(
        "error",
        "overset" if over else "underset",
        f"{failure}，{amount}",
        edition.places.get("pages") if edition.pages == pages else None,  # --pages stands in no file
        "\n".join((f"现有篇幅：{lengths}", offer, *ways)),
    )


def _length(report: Report) -> int:
    return sum(len(paragraph.text) for paragraph in report.paragraphs if paragraph.is_text)


def _way_out(own: Trial) -> str:
    """As many pages as the layout's own size and leading make."""
    return f"排{len(own.plans)}版（--pages {len(own.plans)}）"


def _ways_over(own: Trial, pages: int) -> Iterator[str]:
    """Ways out when there is too much text."""
    brief, reports = own.brief, own.brief.edition.reports
    longest = max(range(len(reports)), key=lambda number: _length(reports[number]))
    title = reports[longest].plain_title
    if cut := _cut(brief, longest, pages):
        yield f"《{title}》删{cut}字"
    tight = _edge(brief.design, -1)
    if cut := _cut(_at_grid(brief, tight), longest, pages):
        yield f"{_words(tight)}，《{title}》再删{cut}字"
    yield from _way_beyond(brief, pages, -1)
    yield _way_out(own)


def _ways_under(own: Trial, pages: int) -> Iterator[str]:
    """Ways out when there is too little text."""
    brief, reports = own.brief, own.brief.edition.reports
    yield _way_out(own)
    yield from _way_beyond(brief, pages, 1)
    shortest = min(range(len(reports)), key=lambda number: _length(reports[number]))
    title = reports[shortest].plain_title
    loose = _edge(brief.design, 1)
    for where, other in (("", brief), (f"{_words(loose)}，", _at_grid(brief, loose))):
        if added := _added(other, shortest, pages):
            yield f"{where}《{title}》增写约{added}字，或增加一篇同样长的稿件"


def _way_beyond(brief: Brief, pages: int, direction: int) -> Iterator[str]:
    """The nearest grid outside the layout's limits that makes so many pages."""
    fit = brief.design.copyfit
    shares = (fit.leading_min, TIGHTEST_LEADING) if direction < 0 else (fit.leading_max,)
    for step, share in product(range(1, 9), shares):
        size = _edge(brief.design, direction).size + direction * step * fit.size_step
        if size < SMALLEST_SIZE:
            return
        grid = BodyGrid(size=size, leading=round(size * share / fit.leading_step) * fit.leading_step)
        found = _loaded(_at_grid(brief, grid), pages)
        if found is not None and len(found.plans) == pages:
            yield f"{_words(grid)}（超出版式的限度）"
            return


def _words(grid: BodyGrid) -> str:
    return f"字号行距改为{grid.size:g}/{grid.leading:g}磅"


def _edge(design: Design, direction: int) -> BodyGrid:
    """The tightest pair within the layout's limits, or with a `direction` of 1 the loosest."""
    fit, grid = design.copyfit, design.grid
    size = grid.size + direction * fit.size_range
    if direction < 0:
        size = max(size, min(fit.size_floor, grid.size))
    return BodyGrid(size=size, leading=_leadings(size, fit)[0 if direction < 0 else -1])


def _cut(brief: Brief, number: int, pages: int) -> int:
    """Fewest characters (in steps of a line) to cut from a report's end so that it fits; 0 when no cut does."""
    report = brief.edition.reports[number]
    step = round(brief.design.grid.measure_em)
    most = (sum(len(part.text) for part in report.paragraphs if part.kind == "body") - LEAST_LEFT) // step

    def enough(lines: int) -> bool:
        found = _loaded(_with_report(brief, number, _shortened(report, lines * step)), pages)
        return found is not None and len(found.plans) <= pages

    return _least(enough, most) * step


def _added(brief: Brief, number: int, pages: int) -> int:
    """Fewest characters (in steps of a line) to add to a report so that it makes the pages; 0 when none do."""
    report = brief.edition.reports[number]
    step = round(brief.design.grid.measure_em)

    def enough(lines: int) -> bool:
        more = Paragraph("body", 0, (Run("字" * (lines * step)),), report.place)
        longer = report._replace(paragraphs=(*report.paragraphs, more))
        return len(Trial(_with_report(brief, number, longer)).plans) >= pages

    return _least(enough, Trial(brief).room(pages)) * step


def _with_report(brief: Brief, number: int, report: Report) -> Brief:
    """The brief with one report changed for another."""
    reports = brief.edition.reports
    changed = (*reports[:number], report, *reports[number + 1 :])
    return brief._replace(edition=brief.edition._replace(reports=changed))


def _least(enough: Callable[[int], bool], most: int) -> int:
    """Smallest number in 1 ... `most` with `enough`, by bisection; 0 if none. Assumes `enough` is monotone."""
    high = 1
    while high < most and not enough(high):
        high *= 2
    high = min(high, most)
    if high < 1 or not enough(high):
        return 0
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _shortened(report: Report, characters: int) -> Report:
    """A report less so many characters of its last body paragraphs; a heading left without text goes too."""
    paragraphs = list(report.paragraphs)
    left = characters
    while left > 0 and paragraphs:
        last = paragraphs.pop()
        if last.kind != "body":
            continue
        if len(last.text) > left + 4:
            paragraphs.append(last._replace(runs=(Run(last.text[: len(last.text) - left - 1] + "。"),)))
            break
        left -= len(last.text)
    while len(paragraphs) > 1 and paragraphs[-1].kind == "heading":
        paragraphs.pop()
    return report._replace(paragraphs=tuple(paragraphs))
