"""Copyfitting a whole issue: number of pages, size and leading chosen together, so that its last page closes full.

What differs between two leadings is how many lines a page has, so the search steps the number of lines. From one plan
it is known how much text there is and how much room the rest takes; that predicts the number of lines at which so many
pages are full, and each plan made there corrects it. The text is never cut or changed to fit.
"""

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.makeup.brief import Brief
from bulletin.makeup.folio import beside_credits
from bulletin.makeup.grid import TypeArea, at_size, type_area
from bulletin.makeup.leaf import is_box
from bulletin.makeup.page_plan import INNER_FREE, PagePlan
from bulletin.makeup.trees import taken_rows, walk
from bulletin.makeup.trial import Trial, issue_score, uneven
from bulletin.memory import kept
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.problems import OversetError
from bulletin.units import ROUNDING, Pt

SIZE_DISTANCE = 4.0  # a step of size changes the look more than a step of leading
LEADING_DISTANCE = 20.0  # times the change of leading over size
PAPER_DISTANCE = 6.0  # a page more
LEADING_CUT = 20  # parts of a point that leadings are cut to
OVERSET_STEP = 2  # lines at least by which a page is deepened where something is left
TRIES = 5  # plans for one size and number of pages
TRIALS, TRIALS_WITH_BLOCKS = 8, 5  # and for all together; blocks are set anew in each
WIDE_TRIALS = 12  # through the wide range, as for a number of pages that is asked for
PAGE_WORTH = 60.0  # of the score of what does not close
ENOUGH = 3  # plans of such a number that are compared where none closes full
CLOSED = 0.05  # share of the last page that may stay blank
DEARER = 60.0  # by which a page of a fitted issue may be dearer than its own plan
OPENED, OPENED_WELL = 0.85, 0.75  # of the last page blank: it is opened for too little, and for enough
OPENED_TRIALS = 3  # plans made to open it for more
WORTH = 0.15  # what does not close leaves the layout's grid only when so little of the last page stays blank
FEWER = 2  # pages less that are tried
RELIEF_DEARER, RELIEF_CHEAPER = 60.0, -20.0  # boxes of relief, to spare a page and to fill the last
ABOUT = 4  # lines by which columns of a module may run on too long
HOPELESS, WIDE_HOPELESS = 0.3, 0.2  # of the last page predicted to stay blank: heads and relief never take so much
SPARED = 1.07  # times what is predicted for fewer pages than the own plan's, if several: of 165 plans with less 6 held
SPARE = 1.03  # of the room that is predicted to be needed: the prediction is that good


class BodyGrid(NamedTuple):
    """Size and leading of the body."""

    size: Pt
    leading: Pt


class _Tried(NamedTuple):
    """So many pages at one grid."""

    size: Pt
    lines: int
    pages: int


class Aim(NamedTuple):
    """So many pages at one size, and where to begin."""

    distance: float  # from the layout's own grid
    size: Pt
    pages: int
    lines: int  # grid lines of a page at which they are predicted to be full


def brief_for(edition: Edition, design: Design, faces: Faces, composer: Composer) -> Brief:
    """The brief of an issue in this design, not deepened further than its credits allow."""
    design = beside_credits(edition, design)
    return Brief(edition=edition, design=design, area=type_area(design), faces=faces, composer=composer)


def at_grid(brief: Brief, grid: BodyGrid) -> Brief:
    """The same at another size and leading."""
    return brief_for(brief.edition, at_size(brief.design, grid.size, grid.leading), brief.faces, brief.composer)


def fitted(brief: Brief) -> Trial:
    """The issue on as many pages as it needs, its last page full where size and leading can do it."""
    return with_fixed_pages(brief) if brief.edition.grid else CopyfitSearch(Trial(brief)).fitted()


def with_fixed_pages(brief: Brief) -> Trial:
    """The issue with the pages that `grid:` fixes, at the layout's grid or at the one that copyfitting would choose.

    For what is copied from a build was made there.

    Raises:
        OversetError: the pages cannot be had at either.
    """
    free = fitted(brief._replace(edition=brief.edition._replace(grid="")))
    grid = free.brief.area.grid
    found: list[Trial] = []
    refused: OversetError | None = None
    for each in dict.fromkeys((brief.design.grid, grid)):
        trial = Trial(at_grid(brief, BodyGrid(each.size, each.leading)))
        try:
            if trial.plans[-1].free <= CLOSED and not any(plan.fault for plan in trial.plans):
                return trial
            found.append(trial)
        except OversetError as error:
            refused = refused or error
    if not found and refused:
        raise refused
    return min(found, key=lambda trial: issue_score(trial.plans))


class CopyfitSearch:
    """Size, leading and number of pages, nearest to the layout's own."""

    def __init__(self, own: Trial, *, like: "CopyfitSearch | None" = None) -> None:
        """`own`: the issue at the layout's own grid, all pages; `like`: a search of it, whose plans this one shares.

        A search that is `like` another goes through the wide range.
        """
        self.own = own
        self._design = own.brief.design
        fit, grid = self._design.copyfit, self._design.grid
        self._wide = wide = fit.fit == "wide" or like is not None
        least, most = grid.size - fit.size_range, grid.size + fit.size_range
        if wide:
            least, most = grid.size * fit.wide_size_min, grid.size * fit.wide_size_max
        steps = range(ceil((least - grid.size) / fit.size_step), floor((most - grid.size) / fit.size_step) + 1)
        sizes = (grid.size + step * fit.size_step for step in steps)
        self._leading_max = fit.wide_leading_max if wide else fit.leading_max
        legal = (size for size in sizes if size >= fit.size_floor - ROUNDING or size == grid.size)
        self._sizes = [size for size in legal if self._line_counts(size)]
        self._measure = own.brief.area.measure
        self._text = sum(flow.text.rows for flow in own.openings)  # lines at the own measure
        used = sum(taken_rows(plan.tree) for plan in own.plans)
        boxes = sum(taken_rows(leaf) for plan in own.plans for leaf in walk(plan.tree) if is_box(leaf))
        used -= sum(leaf.body.slots.quoted_rows for plan in own.plans for leaf in walk(plan.tree))  # may be left out
        self._rest = (used - boxes - self._text) * grid.leading  # points of columns that are neither text nor relief
        load = own.load()
        spared = (load.usual + load.fewest) / 2  # on fewer pages: modules that take less are taken
        self._least_rest = min(self._rest, (spared - self._text) * grid.leading)
        self._boxes = boxes  # column lines of relief
        # blocks are set anew for every leading
        self._plain = all(each.is_text for report in own.brief.edition.reports for each in report.paragraphs)
        self._trials: dict[_Tried, Trial | None] = like._trials if like else {}
        self._set: dict[tuple[Pt, int], Trial] = like._set if like else {(grid.size, own.brief.area.lines): own}
        self._looked_at = set[_Tried]()
        self._corrected = dict[int, float]()  # by number of pages, what plans took of what was predicted

    def fitted(self) -> Trial:
        """The issue on as many pages as it needs, its last page full where size and leading can do it."""
        own, design = self.own, self._design
        if design.copyfit.fit == "fixed":
            return own.denser().plainer().levelled()
        if self._is_long:
            return own.with_last_pages()
        return self._opened_for_more((self.found(self._counts()) or own).plainer().levelled())

    def _opened_for_more(self, found: Trial) -> Trial:
        """The same on pages so wide-set that the last is not opened for next to nothing, where they can be had."""
        pages = len(found.plans)
        if pages == 1 or found.plans[-1].free <= OPENED or self.own.brief.edition.grid:
            return found
        aims = sorted(self._aim(size, lines, pages, 0) for size in self._sizes for lines in self._line_counts(size))
        fuller = [aim for aim in aims if self._blank(aim) <= OPENED_WELL] or [min(aims, key=self._blank)]
        trials = (self._trial(aim.size, aim.lines, pages) for aim in fuller[:OPENED_TRIALS])
        made = (trial for trial in trials if trial and self._makes(trial, (pages,)))
        return next((trial for trial in made if self._opens_well(trial.plans)), found)

    def _opens_well(self, plans: Sequence[PagePlan]) -> bool:
        """Whether the last page is opened for enough, all columns level, and no other page is the worse for it."""
        return plans[-1].free <= OPENED and uneven(plans) <= uneven(self.own.plans) and not any(p.fault for p in plans)

    def closed(self, new: int) -> Trial | None:
        """What `fitted` finds, where it closes full after no more than so many plans that are new."""
        if self._design.copyfit.fit == "fixed" or self._is_long:
            return None
        found = self.found(self._counts(), new=new)
        return found if found and self._closes(found) else None

    def closed_on(self, pages: int, new: int) -> Trial | None:
        """What `forced` finds, where it closes full after no more than so many plans that are new."""
        found = None if self._is_long else self.forced(pages, new)
        return found if found and self._closes(found) else None

    @property
    def _is_long(self) -> bool:
        """Whether only the last pages are fitted."""
        return len(self.own.plans) > self._design.copyfit.pages_fitted

    def _counts(self) -> range:
        made = len(self.own.plans)
        return range(max(1, made - FEWER), made + 1)

    @kept
    def widened(self) -> "CopyfitSearch":
        """The same search through the wide range."""
        return CopyfitSearch(self.own, like=self)

    @kept
    def forced(self, pages: int, new: int | None = None) -> Trial | None:
        """The issue on exactly so many pages, however far from the layout's own grid; None where none makes them.

        An issue that shall keep the layout's grid has only the pages that it makes there.
        """
        if self._design.copyfit.fit == "fixed":
            ways = (self.own, self.own.plainer())
            return next((trial for trial in ways if self._makes(trial, (pages,))), None)
        return self.widened().found((pages,), at_any_rate=True, new=new)

    def found(
        self, counts: range | tuple[int, ...], *, at_any_rate: bool = False, new: int | None = None
    ) -> Trial | None:
        """The nearest that closes full; else the best of all that were tried.

        Args:
            counts: the numbers of pages that will do.
            at_any_rate: any that makes the pages will do.
            new: of them those that no search made before; when they are spent, nothing is found. None sets no limit.
        """
        own, complete = self.own, list[tuple[float, Trial]]()
        self._looked_at.clear()
        self._corrected.clear()
        known = len(self._trials)
        trials = WIDE_TRIALS if self._wide else TRIALS if self._plain else TRIALS_WITH_BLOCKS
        if self._makes(own, counts) and self._closes(own):
            return own
        if self._makes(own, counts):
            complete.append((self._score(own, len(own.plans) - min(counts)), own))
        for aim in self._hopeful(counts, at_any_rate=at_any_rate):
            if len(self._looked_at) >= trials or (at_any_rate and len(complete) >= ENOUGH):
                break
            for trial in self._near(aim):
                if self._makes(trial, (aim.pages,)):
                    if self._closes(trial):
                        return trial
                    if at_any_rate or aim.pages < len(own.plans) or trial.plans[-1].free <= WORTH:
                        complete.append((self._score(trial, aim.pages - min(counts)), trial))
                if new is not None and len(self._trials) - known >= new:
                    return None
        return min(complete, key=lambda each: each[0] + PAGE_WORTH * len(each[1].plans))[1] if complete else None

    def excess(self, pages: int, *, loose: bool = False) -> float:
        """Ems of text that are predicted not to go on so many pages, close-set at the least size that is usual.

        With `loose` at the largest, wide-set: less than nothing is what such pages would still hold.
        """
        reach, own = self._design.copyfit.size_range, self._design.grid.size
        size = min(self._sizes, key=lambda each: abs(each - (own + reach if loose else own - reach)))
        lines = self._line_counts(size)[0 if loose else -1]
        needed = self._needed(size, lines, pages, spared=1.0)  # no more is asked for than may do
        return (needed - self._room(size, lines, pages)) * self._area(size, lines).measure_em

    def _score(self, trial: Trial, more: int) -> float:
        """How good a plan on so many pages more than the fewest is, the less the better."""
        grid = trial.brief.area.grid
        return issue_score(trial.plans) + self._distance(grid.size, grid.leading, more)

    def _makes(self, trial: Trial, counts: range | tuple[int, ...]) -> bool:
        return len(trial.plans) in counts and not trial.paginated.left

    def _closes(self, trial: Trial) -> bool:
        """Whether all pages are full, no column runs on, and none is much dearer than the layout's own."""
        plans, own = trial.plans, self.own.plans
        dearer = sum(plan.cost for plan in plans) / len(plans) - sum(plan.cost for plan in own) / len(own)
        return (
            plans[-1].free <= CLOSED
            and all(plan.free <= INNER_FREE for plan in plans[:-1])
            and not any(plan.fault for plan in plans)
            and not _runs_on(plans)
            and dearer <= DEARER
        )

    def _hopeful(self, counts: range | tuple[int, ...], *, at_any_rate: bool) -> Iterator[Aim]:
        """The aims by their distance, each as the plans for those before it corrected the prediction.

        Without those that are bound to leave white where that matters, and those that would leave more than one before.
        """
        least = dict.fromkeys(counts, WIDE_HOPELESS if self._wide else HOPELESS)
        for first in sorted(self._aims(counts)):
            lines = self._predicted(first.size, first.pages)
            aim = first._replace(lines=lines)
            if not lines:
                continue
            blank = self._blank(aim)
            if blank > CLOSED and not at_any_rate:
                if blank >= least[aim.pages]:
                    continue
                least[aim.pages] = blank
            yield aim

    def _aims(self, counts: range | tuple[int, ...]) -> Iterator[Aim]:
        """So many pages at every size, with the number of lines that fills them."""
        for size in self._sizes:
            for pages in counts:
                if lines := self._predicted(size, pages):
                    yield self._aim(size, lines, pages, pages - min(counts))

    def _aim(self, size: Pt, lines: int, pages: int, more: int) -> Aim:
        """So many lines on so many pages, `more` than the fewest that will do."""
        return Aim(self._distance(size, self._leading(lines), more), size, pages, lines)

    def _predicted(self, size: Pt, pages: int) -> int:
        """The number of lines that is predicted to fill so many pages; 0 where none does."""
        span = self._line_counts(size)
        for lines in span:
            if self._room(size, lines, pages) >= self._needed(size, lines, pages):
                return lines
        return span[-1] if self._room(size, span[-1], pages) * SPARE >= self._needed(size, span[-1], pages) else 0

    def _distance(self, size: Pt, leading: Pt, pages: int) -> float:
        """How far a grid on so many pages more than the fewest is from the layout's own."""
        own = self._design.grid
        change = abs(leading / size - own.leading / own.size)
        distance = SIZE_DISTANCE * abs(size - own.size) / self._design.copyfit.size_step
        return distance + LEADING_DISTANCE * change + PAPER_DISTANCE * pages

    def _near(self, aim: Aim) -> Iterator[Trial]:
        """Plans at the predicted number of lines and those next to it, each set right by the one before.

        Each narrows the range of those that are left: too few lines overset, too many leave white. Where pages are to
        be spared, what oversets corrects the prediction for the sizes after it too, and the second that does is
        followed by the deepest page, which decides.
        """
        size, lines, pages = aim.size, aim.lines, aim.pages
        span = self._line_counts(size)
        least, most = span[0], span[-1]
        overset = 0
        for _ in range(TRIES):
            trial = self._trial(size, lines, pages)
            if trial is None:
                return
            yield trial
            step = self._step(trial, pages)
            least, most = (lines + 1, most) if step > 0 else (least, lines - 1)
            if least > most:
                return
            if trial.paginated.left and pages < len(self.own.plans):
                overset += 1
                self._correct(_Tried(size, lines, pages), lines + step)
                if lines + step > most * SPARE:
                    return
                if overset > 1 and most == span[-1]:
                    step = most - lines
            lines = lines + step if least <= lines + step <= most else (least + most) // 2

    def _correct(self, tried: _Tried, lines: int) -> None:
        """Take it that so many lines would have done where these did not."""
        needed = self._needed(*tried)
        taken = self._room(*tried) * lines / tried.lines
        before = self._corrected.get(tried.pages, 1.0)
        self._corrected[tried.pages] = max(before, before * taken / needed)

    def _step(self, trial: Trial, pages: int) -> int:
        """By how many lines a page is to be deeper, or less deep, so that so many pages are full."""
        row = trial.brief.area.grid.columns * pages
        if left := trial.paginated.left:
            unmade = trial.room(pages) - trial.room(len(trial.plans))
            load = trial.load(left)
            taken = load.usual if trial.plans else load.fewest  # refused as it stands: it may be nearly enough
            return max(OVERSET_STEP, round((taken - unmade) / row))
        if _runs_on(trial.plans):  # there was no room for quotes
            return self._design.quote.lines_max - 1
        used = sum(taken_rows(plan.tree) for plan in trial.plans)
        return -max(1, floor((trial.room(pages) - used) / row))

    def _trial(self, size: Pt, lines: int, pages: int) -> Trial | None:
        """The issue planned so; None where pages that `grid:` fixes cannot be had, or something goes on no page."""
        key = _Tried(size, lines, pages)
        self._looked_at.add(key)
        if key not in self._trials:
            like = self._set.get((size, lines))
            brief = like.brief if like else at_grid(self.own.brief, BodyGrid(size, self._leading(lines)))
            relief = RELIEF_DEARER if pages < len(self.own.plans) else RELIEF_CHEAPER
            flows = next((each.flows for (of, _), each in self._set.items() if of == size), None)
            trial = Trial(brief, most=pages, relief=relief, like=like, flows=flows if self._plain else None)
            self._set.setdefault((size, lines), trial)
            try:
                _ = trial.paginated
            except OversetError:
                self._trials[key] = None
            else:
                self._trials[key] = trial
        return self._trials[key]

    def _line_counts(self, size: Pt) -> range:
        """The numbers of lines of a page that its legal leadings make, the loosest first; the layout's own at least."""
        fit, own = self._design.copyfit, self.own.brief.area
        height = own.rect.height
        counts = range(ceil(height / (size * self._leading_max)), floor(height / (size * fit.leading_min)) + 1)
        return counts or range(own.lines, own.lines + (size == own.grid.size))

    def _leading(self, lines: int) -> Pt:
        """The leading of a page of so many lines; the layout's own where it makes as many."""
        own = self.own.brief.area
        return own.grid.leading if lines == own.lines else floor(own.rect.height / lines * LEADING_CUT) / LEADING_CUT

    @kept
    def _area(self, size: Pt, lines: int) -> TypeArea:
        return type_area(at_size(self._design, size, self._leading(lines)))

    def _blank(self, aim: Aim) -> float:
        """Share of the last page that is predicted to stay blank."""
        area, room = self._area(aim.size, aim.lines), self._room(aim.size, aim.lines, aim.pages)
        return (room - self._needed(aim.size, aim.lines, aim.pages)) / (area.body_lines(aim.pages) * area.grid.columns)

    def _room(self, size: Pt, lines: int, pages: int) -> float:
        """Column lines of so many pages."""
        area = self._area(size, lines)
        return float(sum(area.body_lines(number) for number in range(1, pages + 1)) * area.grid.columns)

    def _needed(self, size: Pt, lines: int, pages: int, *, spared: float = SPARED) -> float:
        """Column lines that the issue is predicted to take; without relief where that spares a page.

        Then `spared` times as many where several pages remain.
        """
        area = self._area(size, lines)
        ems = self._measure / self._design.grid.size / (area.measure / size)
        fewer = pages < len(self.own.plans)
        rest = self._least_rest if fewer else self._rest
        needed = self._text * ems + rest / area.grid.leading + (0 if fewer else self._boxes)
        needed *= spared if fewer and pages > 1 else 1.0
        return needed * self._corrected.get(pages, 1.0)


def _runs_on(plans: Sequence[PagePlan]) -> bool:
    """Whether columns of a module run on far too long though there was a sentence to quote."""
    return any(leaf.body.slots.runs_on > ABOUT for plan in plans for leaf in walk(plan.tree))
