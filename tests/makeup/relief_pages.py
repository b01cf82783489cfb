"""Pages with boxes of relief, put together by hand: the search for plans would choose others."""

import pytest

from bulletin.makeup import issue
from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.flows import rest
from bulletin.makeup.leaf import relief_leaf
from bulletin.makeup.modules import Modules
from bulletin.makeup.page_plan import PagePlan, Paginated
from bulletin.makeup.pagination import Pagination
from bulletin.makeup.relief import ReliefPart, Reliefs
from bulletin.makeup.trees import SideBySide
from bulletin.makeup.trial import Trial
from bulletin.makeup.ways_out import Planned
from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin
from tests.makeup.conftest import LayoutSetup


def with_box(
    setup: LayoutSetup,
    edition: Edition,
    parts: tuple[ReliefPart, ...],
    *,
    span: int = 1,
    depth: int = 0,
    monkeypatch: pytest.MonkeyPatch,
) -> Bulletin:
    """The edition with its first report and beside it a box of these parts; all else on the following pages.

    Args:
        depth: of both; 0 takes the first depth that both can have.
    """
    brief = brief_for(edition, setup.design, setup.faces, setup.composer)
    trial = Trial(brief)
    modules, openings = Modules(brief, trial.flows, trial.heads), trial.openings
    table = Reliefs(brief).combined(parts, span)
    beside = brief.area.grid.columns - span
    whole = modules.whole(openings[0], beside, loose=True)
    part = modules.part(openings[0], beside, sorted(table), relaxed=True)
    common = [number for number in sorted(table) if number in whole or number in part]
    height = depth or common[0]
    leaf = (whole.get(height) or part[height])[0]
    box = relief_leaf(table[height], span, height, 0.0)
    lines = brief.area.body_lines(1)
    first = PagePlan(tree=SideBySide(left=leaf, right=box), nominal=lines, columns=brief.area.grid.columns, cost=0.0)
    way = leaf.flow, leaf.body.text, leaf.body.filling, leaf.floats, leaf.quotes
    left = [rest(*way, setup.composer.memory)] if leaf.jumps else []
    plans = (first, *Pagination(brief, modules).pages([*left, *openings[1:]]).plans)

    def planned(*_: object) -> Planned:
        trial.__dict__["paginated"] = Paginated(plans)
        return Planned(trial, None)

    monkeypatch.setattr(issue, "planned", planned)
    return setup.make_up(edition)
