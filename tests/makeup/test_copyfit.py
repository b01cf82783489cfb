"""Copyfitting: the lines tried for a number of pages close in on what fills them, and fewer pages are worth white."""

from functools import cache

import pytest

from bulletin.makeup import copyfit
from bulletin.makeup.copyfit import OPENED, TRIES, Aim, CopyfitSearch, brief_for
from bulletin.makeup.leaf import filler_leaf
from bulletin.makeup.page_plan import PagePlan
from bulletin.makeup.trees import Stack
from bulletin.makeup.trial import Trial, uneven
from bulletin.model.edition import FigureText
from tests.examples import sample
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import ordinary_issue
from tests.makeup.ways import ROOT

WILD = 50  # lines: a step beyond every range


@cache
def setup() -> LayoutSetup:
    return layout_setup(ROOT, "bulletin-a3")


def search_of(seed: int) -> CopyfitSearch:
    made = setup()
    return CopyfitSearch(Trial(brief_for(ordinary_issue(seed), made.design, made.faces, made.composer)))


@pytest.mark.slow
def test_steps_that_lead_too_far_halve_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    search = search_of(3005)
    size = search.own.brief.design.grid.size
    span = search._line_counts(size)
    for goal in (span[len(span) // 3], span[2 * len(span) // 3]):
        monkeypatch.setattr(
            search, "_step", lambda trial, _, goal=goal: WILD if trial.brief.area.lines < goal else -WILD
        )
        for start in (span[0], span[-1]):
            aim = Aim(distance=0.0, size=size, pages=len(search.own.plans), lines=start)
            tried = [trial.brief.area.lines for trial in search._near(aim)]
            assert len(set(tried)) == len(tried) <= TRIES
            low = max((lines for lines in tried if lines < goal), default=span[0] - 1)
            high = min((lines for lines in tried if lines >= goal), default=span[-1] + 1)
            assert high - low <= max(1, len(span) >> (TRIES - 2))


@pytest.mark.parametrize(("seed", "more"), [(3005, 0), (3014, 0), (3014, 6)])
def test_room_of_pages_that_were_not_even_tried_is_not_wanted_again(seed: int, more: int) -> None:
    """A plan ends before the page that is bound to overset: what is left goes on the pages that it did not make."""
    search = search_of(seed)
    area, pages = search.own.brief.area, len(search.own.plans) - 1
    trial = search._trial(area.grid.size, area.lines + more, pages)
    assert trial
    assert trial.paginated.left
    assert len(trial.plans) < pages
    deeper = search._step(trial, pages)
    assert 0 < deeper < area.lines / 4


@pytest.mark.parametrize("seed", sample(range(3000, 3011), (3003, 3005, 3010)))
def test_a_plan_makes_all_of_its_pages_or_ends_before_the_last(seed: int) -> None:
    search = search_of(seed)
    size, pages = search.own.brief.design.grid.size, len(search.own.plans)
    plans = [search._trial(size, lines, most) for most in (pages - 1, pages) if most for lines in (72, 76, 80)]
    assert all(len(trial.plans) < trial._most for trial in plans if trial and trial.paginated.left)
    assert all(len(trial.plans) <= trial._most for trial in plans if trial)


def test_what_oversets_corrects_the_prediction_for_other_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    search = search_of(3017)
    monkeypatch.setattr(search, "_step", lambda *_: 4)
    pages = len(search.own.plans) - 1
    own, *others = sorted(search._sizes, key=lambda size: abs(size - search.own.brief.design.grid.size))
    before = {size: search._predicted(size, pages) for size in others}
    aim = Aim(distance=0.0, size=own, pages=pages, lines=search._line_counts(own)[-1] - 2)
    assert list(search._near(aim))
    after = {size: search._predicted(size, pages) for size in others}
    assert after != before
    assert all(not lines or lines >= before[size] for size, lines in after.items())


@pytest.mark.slow
def test_what_fewer_pages_are_predicted_to_take_is_enough_for_half_of_them() -> None:
    held: list[bool] = []
    for seed in (3004, 3005, 3007, 3008, 3014, 3017, 3036, 3057):
        search = search_of(seed)
        size, pages = search._sizes[0], len(search.own.plans) - 1
        trial = search._trial(size, search._predicted(size, pages), pages)
        assert trial
        held.append(not trial.paginated.left)
    assert sum(held) >= len(held) / 2


@pytest.mark.parametrize(("step", "tried"), [(1, [0, 1, -1]), (WILD, [0])])
def test_the_deepest_page_decides_whether_pages_are_spared(
    monkeypatch: pytest.MonkeyPatch, step: int, tried: list[int]
) -> None:
    search = search_of(3014)
    size, pages = search.own.brief.design.grid.size, len(search.own.plans) - 1
    span = search._line_counts(size)
    monkeypatch.setattr(search, "_step", lambda *_: step)
    found = search._near(Aim(distance=0.0, size=size, pages=pages, lines=span[0]))
    assert [trial.brief.area.lines for trial in found] == [span[place] for place in tried]


@pytest.mark.parametrize("seed", [3007, 3008])
def test_fewer_pages_are_taken_though_the_last_is_not_full(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(copyfit, "WORTH", -1.0)
    monkeypatch.setattr(CopyfitSearch, "_closes", lambda *_: False)
    search = search_of(seed)
    assert len(search.fitted().plans) == len(search.own.plans) - 1


def test_a_pile_and_a_blank_column_are_uneven() -> None:
    plan = PagePlan(tree=filler_leaf(4, 10), nominal=10, cost=0.0, columns=4)
    assert [uneven((each,)) for each in (plan, plan._replace(piled=True), plan._replace(columns=5))] == [0, 1, 1]


def test_grids_at_which_the_last_page_is_bound_to_stay_white_are_not_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    planned: list[Aim] = []

    def told(_: CopyfitSearch, aim: Aim) -> tuple[Trial, ...]:
        planned.append(aim)
        return ()

    monkeypatch.setattr(CopyfitSearch, "_near", told)
    monkeypatch.setattr(CopyfitSearch, "_closes", lambda *_: False)
    kept, left = set[Aim](), set[Aim]()
    for seed in range(3000, 3008):
        search, before = search_of(seed), len(planned)
        search.fitted()
        here = set(planned[before:])
        assert all(search._blank(aim) < 0.3 for aim in here)
        kept |= {aim for aim in here if search._blank(aim) > 0.1}
        left |= {aim for aim in search._aims(search._counts()) if search._blank(aim) > 0.5}
    assert kept
    assert left


@pytest.mark.slow
def test_a_page_opened_for_next_to_nothing_is_opened_for_more() -> None:
    """Rather looser pages before it than one of a few lines: of 886457 all that cannot be spared is 14 % of a page."""
    search = search_of(886457)
    own, found = search.own, search.fitted()
    assert own.plans[-1].free > OPENED >= found.plans[-1].free
    assert len(own.plans) == len(found.plans)
    assert uneven(found.plans) <= uneven(own.plans)


@pytest.mark.parametrize(("seed", "pages"), [(915069, 1), (915155, 3)])
def test_the_page_that_an_issue_can_spare_is_found(seed: int, pages: int) -> None:
    """Of 915069 modules must take less than they usually do, of 915155 briefs gather in the third way."""
    search = search_of(seed)
    assert len(search.own.plans) == pages + 1
    assert len(search.fitted().plans) == pages


def test_columns_that_run_on_correct_no_prediction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a plan leaves nothing, it only has no room for its quotes."""
    monkeypatch.setattr(copyfit, "_runs_on", lambda _: True)
    search = search_of(3007)
    size, pages = search.own.brief.design.grid.size, len(search.own.plans) - 1
    deep = search._line_counts(size)[-1] - 1
    monkeypatch.setattr(search, "_step", lambda *_: 1)
    monkeypatch.setattr(search, "_trial", lambda *_: search.own)
    assert list(search._near(Aim(distance=0.0, size=size, pages=pages, lines=deep)))
    assert search._corrected == {}


def test_a_last_page_of_rows_closes_an_issue_that_no_tree_closes(monkeypatch: pytest.MonkeyPatch) -> None:
    trial = search_of(3014).own
    pagination = trial.pagination
    monkeypatch.setattr(pagination, "_last", lambda *_: None)
    first = pagination._page(list(trial.openings[:1]), 1, 0, 1)
    assert first
    assert first.plan.piled
    assert not first.left
    assert pagination._page(list(trial.openings), 1, 0, 1) is None


def test_a_last_report_too_short_for_all_columns_opens_no_page() -> None:
    plan = search_of(915090).own.plans[0]
    assert plan.piled
    assert isinstance(plan.tree, Stack)
    assert plan.tree.bottom.span < plan.tree.top.span == plan.columns
    assert plan.tree.height <= plan.nominal


@pytest.mark.parametrize(("least", "most"), [(1.4, 1.41), (1.42, 1.42)])
def test_leadings_that_make_no_whole_line_leave_the_layouts_own(least: float, most: float) -> None:
    design = setup().design
    narrow = design._replace(copyfit=design.copyfit._replace(leading_min=least, leading_max=most))
    made = setup()._replace(design=narrow)
    search = CopyfitSearch(Trial(brief_for(ordinary_issue(3007), narrow, made.faces, made.composer)))
    assert all(search._line_counts(size) for size in search._sizes)
    assert design.grid.size in search._sizes
    assert search.fitted().plans
    assert search.excess(1)


def at_own_grid(seed: int) -> tuple[LayoutSetup, Trial]:
    design = setup().design
    fixed = setup()._replace(design=design._replace(copyfit=design.copyfit._replace(fit="fixed")))
    return fixed, Trial(brief_for(ordinary_issue(seed), fixed.design, fixed.faces, fixed.composer))


@pytest.mark.parametrize("seed", sample((911, 938, 950), (911,)))
def test_boxes_of_relief_take_no_page_more_at_a_grid_that_is_kept(seed: int) -> None:
    fixed, trial = at_own_grid(seed)
    pages = len(trial.plans) - 1
    assert pages == len(Trial(trial.brief, boxes=False).plans)
    made = fixed.make_up(ordinary_issue(seed))
    assert len(made.pages) == pages
    assert len(fixed.make_up(ordinary_issue(seed), pages=pages).pages) == pages


def test_a_box_that_the_editor_gave_is_worth_a_page() -> None:
    fixed, trial = at_own_grid(911)
    first, *others = trial.brief.edition.reports
    figures = tuple(FigureText("", number, "项", "措施", first.place) for number in ("12", "30"))
    given = trial.brief.edition._replace(reports=(first._replace(figures=figures), *others))
    other = Trial(trial.brief._replace(edition=given))
    assert other.plainer() is other
    assert trial.plainer() is not trial
    assert len(fixed.make_up(given).pages) == len(other.plans)
