"""Copyfitting a whole issue: exactly so many pages, by size and leading, or a refusal that says what would fit.

The ladder of makeup.md §6, steps 6 and 7: pairs of body size and leading in order of their distance from the layout's
own; every pair whose load could fit is planned, the first good one is taken. When none makes the pages, the nearest
ways out are computed by planning them as well: nothing is guessed.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.makeup.grid import at_size
from bulletin.makeup.pagination import PagePlan
from bulletin.makeup.trees import height_of
from bulletin.makeup.trial import Making
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Paragraph, Report, Run
from bulletin.problems import OversetError, Problem
from bulletin.units import ROUNDING, Pt

TARGET = 60.0  # score below which the ladder ends: makeup.md §9.5 with the share of the last page that stays empty
UNFILLED = 100.0  # times the share of the last page that stays empty
TRIES = 12  # pairs planned at most
SIZE_WEIGHT = 4.0  # a step of size changes the look more than a step of leading
TIGHTEST_LEADING = 1.15  # of the size: what a way out may propose beyond the ladder, and no further
SMALLEST_SIZE: Pt = 7.5
WAYS = 4
LEAST_LEFT = 120  # characters of a report that a proposed cut leaves


class Tools(NamedTuple):
    """What every trial needs."""

    design: Design
    faces: Faces
    composer: Composer

    def at(self, design: Design) -> "Tools":
        return self._replace(design=design)


class Fitted(NamedTuple):
    """An issue planned."""

    made: Making
    plans: tuple[PagePlan, ...]


def fitted(edition: Edition, tools: Tools, pages: int) -> Fitted:
    """The issue on exactly `pages` pages; 0 is as many as it takes.

    Raises:
        OversetError: no size and leading within the layout's limits make so many pages.
    """
    design = tools.design
    own = _planned(edition, tools)
    if not pages:
        return own
    best: Fitted | None = None
    best_score = float("inf")
    tried = 0
    for size, leading in _ladder(design):
        if best_score < TARGET or tried > TRIES:
            break
        if (size, leading) == (design.grid.size, design.grid.leading):
            one: Fitted | None = own
        else:
            one = _loaded(edition, tools.at(at_size(tools.design, size, leading)), pages)
        if one is None:
            continue
        tried += 1
        if len(one.plans) != pages:
            continue
        score = _score(one) + SIZE_WEIGHT * abs(size - design.grid.size) + abs(leading - design.grid.leading)
        if score < best_score:
            best, best_score = one, score
    if best is None:
        raise OversetError(*_refusal(edition, tools, own, pages))
    return best


def _planned(edition: Edition, tools: Tools) -> Fitted:
    made = Making(edition, *tools)
    return Fitted(made, made.plans())


def _loaded(edition: Edition, tools: Tools, pages: int) -> Fitted | None:
    """The plan at this grid, unless its load cannot make so many pages."""
    made = Making(edition, *tools)
    least, most, _ = made.load()
    room = made.room(pages)
    if least > room * 1.01 or most < made.room(pages - 1):
        return None
    return Fitted(made, made.plans())


def _score(one: Fitted) -> float:
    cost = sum(plan.cost + (50.0 if plan.fault else 0.0) for plan in one.plans) / len(one.plans)
    last = one.plans[-1]
    return cost + UNFILLED * max(0.0, 1 - height_of(last.node) / last.nominal)


def _ladder(design: Design) -> Iterator[tuple[Pt, Pt]]:
    """Pairs of size and leading, the layout's own first, then by distance from it."""
    fit, grid = design.copyfit, design.grid
    pairs: list[tuple[float, Pt, Pt]] = []
    steps = round(fit.size_range / fit.size_step)
    for step in range(-steps, steps + 1):
        size = grid.size + step * fit.size_step
        if size < fit.size_floor - ROUNDING and step:
            continue
        for leading in _leadings(size, fit.leading_min, fit.leading_max, fit.leading_step):
            distance = SIZE_WEIGHT * abs(step) + abs(leading / size - grid.leading / grid.size) * 20
            pairs.append((distance, size, leading))
    own = (grid.size, grid.leading)
    yield own
    for _, size, leading in sorted(pairs):
        if (size, leading) != own:
            yield size, leading


def _leadings(size: Pt, least: float, most: float, step: Pt) -> list[Pt]:
    first = -int(-size * least / step // 1)
    return [number * step for number in range(first, int(size * most / step) + 1)]


def _refusal(edition: Edition, tools: Tools, own: Fitted, pages: int) -> Iterator[Problem]:
    """Why so many pages cannot be had, by report, and the nearest ways that would do."""
    made = own.made
    grid = tools.design.grid
    needed, room = round(made.load()[2]), made.room(pages)
    over = len(own.plans) > pages
    lines = abs(needed - room)
    characters = round(lines * grid.measure_em)
    told = "，".join(
        f"《{_plain(report)}》{flow.lines} 行 {_length(report):,} 字"
        for report, flow in zip(edition.reports, made.openings, strict=True)
    )
    word = "多出" if over else "还缺"
    ways = (_ways_over if over else _ways_under)(edition, tools, own, pages)
    asked = f"排不成 {pages} 个版：按 {grid.size:g}/{grid.leading:g} 磅要 {len(own.plans)} 个版"
    found = [way for way in ways if way][:WAYS]
    yield Problem(
        "error",
        "overset" if over else "underset",
        f"{asked}，{word}约 {lines} 行（约 {characters:,} 字）；{told}",
        edition.places.get("pages") or edition.reports[0].place,
        "可行的办法（都已试排）：" + "；".join(found) if found else "",
    )


def _plain(report: Report) -> str:
    return report.title.replace("　", " ")


def _length(report: Report) -> int:
    return sum(len(paragraph.text) for paragraph in report.paragraphs if paragraph.kind != "picture")


def _ways_over(edition: Edition, tools: Tools, own: Fitted, pages: int) -> Iterator[str]:
    """Ways out when there is too much text."""
    longest = max(range(len(edition.reports)), key=lambda number: _length(edition.reports[number]))
    cut = _cut(edition, tools, longest, pages)
    if cut:
        yield f"《{_plain(edition.reports[longest])}》删 {cut} 字"
    tight = _tightest(tools.design)
    cut = _cut(edition, tools.at(tight), longest, pages)
    if cut:
        yield f"{_words(tight)}，《{_plain(edition.reports[longest])}》再删 {cut} 字"
    for size, leading in _beyond(tools.design, -1):
        one = _loaded(edition, tools.at(at_size(tools.design, size, leading)), pages)
        if one is not None and len(one.plans) == pages:
            yield f"{_words(one.made.design)}（超出版式的限度）"
            break
    yield f"排 {len(own.plans)} 个版（--pages {len(own.plans)}）"


def _ways_under(edition: Edition, tools: Tools, own: Fitted, pages: int) -> Iterator[str]:
    """Ways out when there is too little text."""
    yield f"排 {len(own.plans)} 个版（--pages {len(own.plans)}）"
    for size, leading in _beyond(tools.design, 1):
        one = _loaded(edition, tools.at(at_size(tools.design, size, leading)), pages)
        if one is not None and len(one.plans) == pages:
            yield f"{_words(one.made.design)}（超出版式的限度）"
            break
    shortest = min(range(len(edition.reports)), key=lambda number: _length(edition.reports[number]))
    for design in (tools.design, _loosest(tools.design)):
        added = _added(edition, tools.at(design), shortest, pages)
        if added:
            where = "" if design is tools.design else f"{_words(design)}，"
            yield f"{where}《{_plain(edition.reports[shortest])}》加写约 {added} 字，或添一篇这么长的报告"


def _words(design: Design) -> str:
    return f"字号行距改为 {design.grid.size:g}/{design.grid.leading:g} 磅"


def _tightest(design: Design) -> Design:
    fit, grid = design.copyfit, design.grid
    size = max(grid.size - fit.size_range, min(fit.size_floor, grid.size))
    return at_size(design, size, _leadings(size, fit.leading_min, fit.leading_max, fit.leading_step)[0])


def _loosest(design: Design) -> Design:
    fit, grid = design.copyfit, design.grid
    size = grid.size + fit.size_range
    return at_size(design, size, _leadings(size, fit.leading_min, fit.leading_max, fit.leading_step)[-1])


def _beyond(design: Design, direction: int) -> Iterator[tuple[Pt, Pt]]:
    """Pairs outside the ladder, nearest first."""
    fit = design.copyfit
    edge = (_tightest if direction < 0 else _loosest)(design).grid
    for step in range(1, 9):
        size = edge.size + direction * step * fit.size_step
        if size < SMALLEST_SIZE:
            return
        share = (fit.leading_min, TIGHTEST_LEADING) if direction < 0 else (fit.leading_max,)
        for part in share:
            yield size, round(size * part / fit.leading_step) * fit.leading_step


def _cut(edition: Edition, tools: Tools, number: int, pages: int) -> int:
    """Fewest characters (in steps of a line) to cut from a report's end so that it fits; 0 when no cut does."""
    report = edition.reports[number]
    step = round(tools.design.grid.measure_em)
    most = (sum(len(part.text) for part in report.paragraphs if part.kind == "body") - LEAST_LEFT) // step

    def enough(lines: int) -> bool:
        reports = list(edition.reports)
        reports[number] = _shortened(report, lines * step)
        one = _loaded(edition._replace(reports=tuple(reports)), tools, pages)
        return one is not None and len(one.plans) <= pages

    return _least(enough, most) * step


def _added(edition: Edition, tools: Tools, number: int, pages: int) -> int:
    """Fewest characters (in steps of a line) to add to a report so that it makes the pages; 0 when none do."""
    report = edition.reports[number]
    step = round(tools.design.grid.measure_em)
    room = Making(edition, *tools).room(pages)

    def enough(lines: int) -> bool:
        more = Paragraph("body", 0, (Run("字" * (lines * step)),), report.place)
        reports = list(edition.reports)
        reports[number] = report._replace(paragraphs=(*report.paragraphs, more))
        one = _planned(edition._replace(reports=tuple(reports)), tools)
        return len(one.plans) >= pages

    return _least(enough, room) * step


def _least(enough: Callable[[int], bool], most: int) -> int:
    """The least number from 1 to `most` for which `enough` holds, taking it for monotone; 0 when it never does."""
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
