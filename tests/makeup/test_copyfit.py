"""Copyfitting: the lines tried for a number of pages close in on what fills them, and fewer pages are worth white."""

from functools import cache

import pytest

from bulletin.makeup import copyfit
from bulletin.makeup.copyfit import TRIES, Aim, CopyfitSearch, brief_for
from bulletin.makeup.leaf import filler_leaf
from bulletin.makeup.page_plan import PagePlan
from bulletin.makeup.trial import Trial, uneven
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
        assert all(search._blank(aim) < 0.4 for aim in here)
        kept |= {aim for aim in here if search._blank(aim) > 0.1}
        left |= {aim for aim in search._aims(search._counts()) if search._blank(aim) > 0.5}
    assert kept
    assert left


@pytest.mark.parametrize("seed", [911, 934, 938])
def test_relief_takes_no_page_more_at_a_grid_that_is_kept(seed: int) -> None:
    design, written = setup().design, ordinary_issue(seed)
    fixed = setup()._replace(design=design._replace(copyfit=design.copyfit._replace(fit="fixed")))
    plain = fixed.make_up(written._replace(relief=False))
    pages = len(fixed.make_up(written).pages)
    assert pages == len(plain.pages)
    assert len(fixed.make_up(written, pages=pages).pages) == pages
