"""Laws of heads that are chosen after the plan: no module changes, sizes fall by weight, texts begin level."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import pytest

from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.head_sizes import given_way, graded
from bulletin.makeup.headlines import Head
from bulletin.makeup.leaf import Leaf
from bulletin.makeup.page_plan import PagePlan
from bulletin.makeup.spots import Spot, placed_spots
from bulletin.makeup.trees import LINES_BETWEEN, ModuleTree, SideBySide, Stack, walk
from bulletin.makeup.trial import Trial
from bulletin.makeup.ways_out import planned
from bulletin.model.edition import Edition
from bulletin.model.page import TextMark
from bulletin.proof.furniture import spelled
from bulletin.proof.page import verify
from tests.examples import sample
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, ordinary_issue, random_issue, report, the_seed
from tests.makeup.looks import LEAD_RATIO, issue_look

ISSUES = (*(random_issue(seed) for seed in range(7)), *(ordinary_issue(seed) for seed in (3, 8, 11, 24)))
QUICK = (0, 1, 2, 7)  # three random ones and an ordinary one


class Trials(dict[int, Trial]):
    """The plan of each issue by its number, made when it is first looked at."""

    def __init__(self, setup: LayoutSetup) -> None:
        super().__init__()
        self._setup = setup

    def __missing__(self, number: int) -> Trial:
        design, faces, composer = self._setup
        self[number] = planned(brief_for(ISSUES[number], design, faces, composer), 0).trial
        return self[number]


@pytest.fixture(scope="module")
def trials(a3: LayoutSetup) -> Trials:
    return Trials(a3)


def chosen(a3: LayoutSetup, trials: Trials, number: int, **changes: float) -> tuple[PagePlan, ...]:
    """The plans of an issue with their heads chosen; `changes`: to the design of heads."""
    trial = trials[number]
    design = a3.design.heads._replace(**changes)  # type: ignore[arg-type]  # numbers, all of them
    return graded(trial.plans, trial.heads, ISSUES[number], design)


def headed(plans: Sequence[PagePlan]) -> list[Leaf]:
    return [leaf for plan in plans for leaf in walk(plan.tree) if leaf.head.size]


@pytest.mark.parametrize("number", sample(range(len(ISSUES)), QUICK))
def test_no_module_changes_its_depth_and_every_head_goes_into_its_lines(
    a3: LayoutSetup, trials: Trials, number: int
) -> None:
    before = [leaf for plan in trials[number].plans for leaf in walk(plan.tree)]
    after = [leaf for plan in chosen(a3, trials, number) for leaf in walk(plan.tree)]
    assert len(before) == len(after)
    for planned_leaf, leaf in zip(before, after, strict=True):
        assert (leaf.height, leaf.span, leaf.flow, leaf.body) == (
            planned_leaf.height, planned_leaf.span, planned_leaf.flow, planned_leaf.body,
        )  # fmt: skip
        assert 0 <= leaf.foot <= min(leaf.pad, a3.design.heads.foot_lines)
        assert leaf.text_line + leaf.foot == planned_leaf.text_line


@pytest.mark.parametrize("number", sample(range(len(ISSUES)), QUICK))
def test_no_head_is_louder_than_a_weightier_one_or_like_the_one_beside(a3: LayoutSetup, number: int) -> None:
    made = a3.make_up(ISSUES[number])
    assert verify(ISSUES[number], a3.design, made) == ()
    look = issue_look(ISSUES[number], made)
    assert [(page.louder, page.alike) for page in look.pages] == [(0, 0)] * len(look.pages)
    assert not look.lead_ratio or look.lead_ratio >= LEAD_RATIO - 0.001


@pytest.mark.parametrize("number", sample(range(len(ISSUES)), QUICK))
def test_a_ratio_that_no_title_can_keep_gives_way_to_a_smaller_one(
    a3: LayoutSetup, trials: Trials, number: int
) -> None:
    """Else the heads that go in at no size so small would stay as loud as they were planned."""
    too_much, enough = (
        headed(chosen(a3, trials, number, lead_ratio=ratio)[:1]) for ratio in (4.0, a3.design.heads.inner_ratio)
    )
    assert too_much == enough


@pytest.mark.parametrize("number", sample(range(len(ISSUES)), QUICK))
def test_where_all_ratios_leave_too_much_white_the_wished_one_holds(
    a3: LayoutSetup, trials: Trials, number: int
) -> None:
    """The last tried, of none, was kept: 30/28/30 where 30/20/20 leaves as much white as it may."""
    too_white, white = (headed(chosen(a3, trials, number, white_max=most)[:1]) for most in (-1.0, 1.0))
    assert too_white == white


@pytest.mark.parametrize("number", sample(range(len(ISSUES)), QUICK))
def test_no_head_grows_because_there_is_room(a3: LayoutSetup, trials: Trials, number: int) -> None:
    heads = trials[number].heads
    for page, plan in enumerate(chosen(a3, trials, number), 1):
        leaves = headed((plan,))
        for leaf in leaves if len(leaves) > 1 else ():
            if leaf.flow.part:
                assert leaf.head.size <= a3.design.heads.back_scale * trials[number].brief.area.grid.size
            else:
                assert leaf.head.size <= heads.class_size(leaf.flow.report, leaf.span, leads=page == 1)


@pytest.mark.parametrize("number", sample(range(len(ISSUES)), QUICK))
def test_no_four_heads_alike_stand_one_under_another(a3: LayoutSetup, trials: Trials, number: int) -> None:
    for page, plan in enumerate(chosen(a3, trials, number), 1):
        spots = placed_spots(plan.tree, page, 4, a3.design.heads)
        for column in range(4):
            stack = [spot for spot in spots if spot.column <= column < spot.column + spot.leaf.span]
            assert all(len(set(kinds)) > 1 for kinds in _runs(stack, a3.design.heads.stack_max + 1))


def _runs(stack: Sequence[Spot], length: int) -> Iterator[list[tuple[float, int]]]:
    kinds = [(spot.leaf.head.size, spot.leaf.head.rows) for spot in stack if spot.leaf.head.size]
    yield from (kinds[first : first + length] for first in range(len(kinds) - length + 1))


def test_the_shipped_page_keeps_its_heads_and_its_texts_begin_level(a3: LayoutSetup) -> None:
    trial = planned(brief_for(the_seed(), a3.design, a3.faces, a3.composer), 0).trial
    plans = graded(trial.plans, trial.heads, the_seed(), a3.design.heads)
    assert [leaf.head for leaf in headed(plans)] == [leaf.head for leaf in headed(trial.plans)]
    first, second, *_ = placed_spots(plans[0].tree, 1, 4, a3.design.heads)
    assert (first.line, first.leaf.text_line) == (second.line, second.leaf.text_line)
    assert first.centered
    assert (first.leaf.pad, second.leaf.pad, second.leaf.foot) == (0, 1, 1), "else nothing was levelled"


def shallow_first() -> Edition:
    chance = random.Random(3)
    return edition(*(report(chance, f"r{number}", length) for number, length in enumerate((250, 2600, 1500))))


def test_a_shallow_first_report_gives_way_and_is_told(a3: LayoutSetup) -> None:
    issue = shallow_first()
    trial = planned(brief_for(issue, a3.design, a3.faces, a3.composer), 0).trial
    plans = graded(trial.plans, trial.heads, issue, a3.design.heads)
    first, *others = headed(plans[:1])
    assert first.body.depth < a3.design.heads.lead_lines
    assert max(leaf.head.size for leaf in others) >= LEAD_RATIO * first.head.size - 0.01
    (note,) = given_way(plans, issue, a3.design.heads)
    assert (note.severity, note.code) == ("note", "lead-gives-way")
    assert f"{first.body.depth}行" in note.message
    assert note in a3.make_up(issue).problems
    patient = a3.design.heads._replace(lead_lines=0)
    assert not list(given_way(plans, issue, patient))


class Place(NamedTuple):
    """A module of a page put together by hand."""

    report: int
    span: int
    depth: int = 30
    part: int = 0


def inner_page(
    a3: LayoutSetup, issue: Edition, left: Sequence[Place], right: Place, below: Place | None = None, pads: int = 0
) -> list[Leaf]:
    """The modules of an inner page: some one under another beside one as deep, one below; all heads have four lines.

    Args:
        pads: grid lines of white that each of them has besides.
    """
    trial = planned(brief_for(issue, a3.design, a3.faces, a3.composer), 0).trial
    (own, *_) = walk(trial.plans[0].tree)

    def leaf(place: Place) -> Leaf:
        flow = replace(own.flow, report=place.report, part=place.part)
        head = Head(size=20.0, rows=1, lines=4, cost=0.0)
        return own._replace(flow=flow, span=place.span, head=head, pad=pads, body=own.body._replace(depth=place.depth))

    tree: ModuleTree = leaf(left[-1])
    for place in reversed(left[:-1]):
        tree = Stack(top=leaf(place), bottom=tree)
    tree = SideBySide(left=tree, right=leaf(right))
    if below:
        tree = Stack(top=tree, bottom=leaf(below))
    plan = trial.plans[0]._replace(tree=tree, nominal=tree.height)
    _, inner = graded((trial.plans[0], plan), trial.heads, issue, a3.design.heads)
    return list(walk(inner.tree))


def inner_heads(a3: LayoutSetup, issue: Edition, left: Sequence[Place], right: Place) -> list[Head]:
    return [leaf.head for leaf in inner_page(a3, issue, left, right)]


def five(*ranks: int, title: str = "对标先进找差距") -> Edition:
    chance = random.Random(5)
    stories = [report(chance, f"r{number}", 400)._replace(title=title, rank=rank) for number, rank in enumerate(ranks)]
    return edition(*stories)


def test_the_fourth_of_a_stack_differs_from_the_three_above(a3: LayoutSetup) -> None:
    left = [Place(report=number, span=1, depth=12) for number in range(1, 5)]
    *stack, _ = inner_heads(a3, five(1, 3, 3, 3, 3), left, Place(report=0, span=3))
    assert len({(head.size, head.rows) for head in stack}) == 2
    assert len({(head.size, head.rows) for head in stack[:3]}) == 1 or stack[0].size > stack[-1].size


def test_ranks_of_the_editor_come_before_widths(a3: LayoutSetup) -> None:
    for ranks, louder in (((1, 2, 4, 4, 4), 0), ((1, 4, 2, 4, 4), 1), ((0, 0, 0, 0, 0), 1)):
        heads = inner_heads(a3, five(*ranks), [Place(report=1, span=1)], Place(report=2, span=3))
        assert heads[louder].size == max(head.size for head in heads)
        assert heads[0].size != heads[1].size


def test_a_continuation_is_no_louder_than_the_smallest_beside_it(a3: LayoutSetup) -> None:
    long = five(1, 3, 3, 3, 3, title="推动园区环境质量持续改善")
    fresh, back = inner_heads(a3, long, [Place(report=1, span=1)], Place(report=0, span=3, part=1))
    assert back.size <= fresh.size < a3.design.heads.back_scale * a3.design.grid.size


def test_white_goes_to_the_feet_where_all_texts_of_a_row_stay_level(a3: LayoutSetup) -> None:
    """Continuations at a page's head had 30 pt of white over heads of 17 pt; at the page's foot columns end level."""
    issue, lines = five(1, 3, 3, 3, 3), a3.design.heads.foot_lines
    row = [Place(report=1, span=2, part=1)], Place(report=2, span=2, part=1)
    assert [leaf.foot for leaf in inner_page(a3, issue, *row, Place(report=3, span=4), pads=2)] == [lines, lines, 0]
    assert [leaf.foot for leaf in inner_page(a3, issue, *row, pads=1)] == [0, 0]
    upper, lower, beside = inner_page(
        a3, issue, [Place(1, 2, 12), Place(2, 2, 12)], Place(3, 2, 31 + LINES_BETWEEN), pads=3
    )
    assert upper.text_line == beside.text_line
    assert (upper.foot, lower.foot, beside.foot) == (0, 0, 0)


def test_a_continuation_says_beside_its_head_where_it_comes_from(a3: LayoutSetup) -> None:
    chance = random.Random(2)
    made = a3.make_up(edition(report(chance, "long", 5200), report(chance, "short", 900)))
    texts = [mark for mark in made.pages[1].marks if isinstance(mark, TextMark)]
    (back,) = (mark for mark in texts if spelled(mark) == "（上接第1版）")
    beside = [mark for mark in texts if mark.y == back.y and mark is not back]
    assert beside
    assert all(span.size > 14 for mark in beside for span in mark.spans)
