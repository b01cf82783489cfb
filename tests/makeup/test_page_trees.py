"""The trees of one page: those of use are the same, whether the others are built or not."""

import pytest

from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.page_trees import Freedom, PageSearch
from bulletin.makeup.trial import Trial
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import ordinary_issue


@pytest.mark.parametrize("seed", [3005, 3008])
@pytest.mark.parametrize("short", [0, 4])
def test_a_search_for_full_pages_finds_all_that_are_full_enough(a3: LayoutSetup, seed: int, short: int) -> None:
    trial = Trial(brief_for(ordinary_issue(seed), a3.design, a3.faces, a3.composer))
    pages, fit, area = trial.pagination.items, a3.design.copyfit, trial.brief.area
    most, found = pages.deepest(area.lines), 0
    least = area.lines - max(fit.depth_less, short)
    for count in range(1, 5):
        flows = trial.openings[:count]
        every, full = (
            PageSearch(pages, [flows], area.grid.columns, most, Freedom(loose=True, short=short, full=only))
            for only in (False, True)
        )
        wanted = {depth: way for depth, way in every.plain(flows).items() if depth >= least}
        assert {depth: way for depth, way in full.plain(flows).items() if depth >= least} == wanted
        found += len(wanted)
    assert found
