"""A small edit moves nothing: pages without the edited report stay as they are, its own page keeps its shape."""

import json
import random
from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest

from bulletin.makeup import kept_plan
from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.describe import moved
from bulletin.makeup.kept_plan import alike, made_again, made_plan
from bulletin.makeup.page_plan import PagePlan
from bulletin.makeup.trees import walk
from bulletin.makeup.trial import Trial
from bulletin.makeup.ways_out import planned
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Filler, Run
from bulletin.model.kept_plan import KeptPlan, PlanFault, PlanOrigin, Steadiness, plan_of, written_plan
from bulletin.model.page import Bulletin, Page
from bulletin.problems import Place
from bulletin.proof.page import verify
from tests.examples import sample
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, ordinary_issue, random_issue, report, the_seed

ADDED = ("的", "进一步", "要坚持问题导向，把各项措施落到实处。")  # a character, a word, a sentence
EDITS, STEADY = 50, 48
MOVING = 8  # the first seed whose edit would move a page


class Edited(NamedTuple):
    """An issue before and after a report has become a little longer."""

    before: Edition
    after: Edition
    report: int


def edited(issue: Edition, chance: random.Random, added: Sequence[str] = ADDED) -> Edited:
    """The issue with a character, word or sentence more in one body paragraph."""
    number = chance.randrange(len(issue.reports))
    story = issue.reports[number]
    bodies = [place for place, part in enumerate(story.paragraphs) if part.kind == "body" and len(part.text) > 1]
    place = chance.choice(bodies)
    text, more = story.paragraphs[place].text, chance.choice(added)
    at = len(text) if more.endswith("。") else chance.randrange(1, len(text))
    longer = story.paragraphs[place]._replace(runs=(Run(text[:at] + more + text[at:]),))
    parts = (*story.paragraphs[:place], longer, *story.paragraphs[place + 1 :])
    return Edited(issue, with_report(issue, number, story._replace(paragraphs=parts)), number)


def with_report(issue: Edition, number: int, story: object) -> Edition:
    return issue._replace(reports=(*issue.reports[:number], story, *issue.reports[number + 1 :]))  # type: ignore[arg-type]


def test_a_plan_with_boxes_of_every_kind_is_read_as_it_was_written(a3: LayoutSetup) -> None:
    """A plan of gathered briefs could not be read: what stands in a record or plan.json was of no use."""
    plans = [steadiness(a3.make_up(ordinary_issue(seed))).plan for seed in (3, 6, 9)]
    assert {"{", "r"} <= set("".join(plan.grid for plan in plans))
    for plan in plans:
        assert plan_of(json.loads(written_plan(plan))) == plan


def shape(page: Page) -> list[object]:
    """Which report stands where on a page, over how many columns."""
    return [
        (module.report, module.part, round(module.rect.x), round(module.rect.width), len(module.columns))
        for module in page.modules
    ]


def modules_of(plan: PagePlan) -> list[object]:
    """All that is decided of a page's modules, but for what they cost."""
    return [
        (leaf.flow.report, leaf.flow.part, leaf.span, leaf.head, leaf.pad, leaf.jumps, leaf.floats, leaf.relief,
         leaf.body.capacities, leaf.body.slots, leaf.body.filling)
        for leaf in walk(plan.tree)
    ]  # fmt: skip


def text(page: Page) -> list[object]:
    """All that is set on a page, line by line and column by column."""
    modules = [(each.rect, each.head_lines, each.columns, each.pieces, each.blocks) for each in page.modules]
    return [*modules, [box.rect for box in page.reliefs]]


def steadiness(made: Bulletin) -> Steadiness:
    assert made.steadiness
    return made.steadiness


def moves(before: Bulletin, after: Bulletin, number: int) -> list[str]:
    """What another version of report `number` moved that it must not move."""
    if len(before.pages) != len(after.pages):
        return [f"{len(before.pages)} pages become {len(after.pages)}"]
    found = []
    for old, new in zip(before.pages, after.pages, strict=True):
        own = any(module.report == number for page in (old, new) for module in page.modules)
        if shape(old) != shape(new) or (not own and text(old) != text(new)):
            found.append(f"page {old.number}")
    return found


def rebuilt(setup: LayoutSetup, edit: Edited) -> tuple[Bulletin, Bulletin]:
    """The issue before, and after with the plan kept; what was kept is kept again."""
    before = setup.make_up(edit.before)
    after = setup.make_up(edit.after, kept=steadiness(before).plan)
    assert verify(edit.after, setup.design, after) == ()
    again = setup.make_up(edit.after, kept=steadiness(after).plan)
    assert again.pages == after.pages
    assert steadiness(again).plan == steadiness(after).plan
    return before, after


def unsteady(setup: LayoutSetup, seeds: range) -> dict[int, list[str]]:
    """The issues of which an edit moved more than it may."""
    found = {}
    for seed in seeds:
        edit = edited(random_issue(seed), random.Random(f"edit {seed}"))
        before, after = rebuilt(setup, edit)
        if moved := moves(before, after, edit.report):
            found[seed] = [*moved, steadiness(after).origin, steadiness(after).why]
    return found


@pytest.mark.slow
def test_48_of_50_edits_move_nothing(a3: LayoutSetup) -> None:
    found = unsteady(a3, range(EDITS))
    assert len(found) <= EDITS - STEADY, found


def test_edits_move_nothing(a3: LayoutSetup) -> None:
    assert unsteady(a3, range(1, 4)) == {}


def test_boxes_of_relief_may_grow_where_a_kept_plan_cannot_be_had_else(
    a3: LayoutSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a report of a line more a box found no depth, and the whole page changed."""
    stretches: list[float] = []

    def refused(_: Trial, design: Design, __: KeptPlan) -> tuple[None, str]:
        assert design.relief
        stretches.append(design.relief.stretch)
        return None, kept_plan.IMPOSSIBLE

    trial = planned(brief_for(the_seed(), a3.design, a3.faces, a3.composer), 0).trial
    kept = made_plan(trial.brief, trial.plans, "")
    monkeypatch.setattr(kept_plan, "_made_with", refused)
    assert made_again(trial, a3.design, kept) == (None, kept_plan.IMPOSSIBLE)
    first, second = stretches
    assert second == kept_plan.STEADY_STRETCH * first > first


def moving_edit(setup: LayoutSetup) -> tuple[Edited, Bulletin]:
    """The first edit after which a new search would choose other places on as many pages, and the issue as it was."""
    for seed in range(MOVING, 200):
        edit = edited(random_issue(seed), random.Random(f"edit {seed}"), ADDED[2:])
        before = setup.make_up(edit.before)
        fresh = setup.make_up(edit.after)
        several = len(edit.before.reports) > 1
        if several and before.plan != fresh.plan and len(before.pages) == len(fresh.pages):
            kept = setup.make_up(edit.after, kept=steadiness(before).plan)
            if steadiness(kept).origin == "held":
                return edit, before
    raise AssertionError("no edit moves anything")


@pytest.fixture(scope="module")
def moving(a3: LayoutSetup) -> tuple[Edited, Bulletin]:
    return moving_edit(a3)


def test_the_old_plan_is_used_where_a_new_one_would_move_the_page(
    a3: LayoutSetup, moving: tuple[Edited, Bulletin]
) -> None:
    edit, before = moving
    after = a3.make_up(edit.after, kept=steadiness(before).plan)
    title = edit.after.reports[edit.report].plain_title
    assert after.plan == before.plan
    assert moves(before, after, edit.report) == []
    assert f"版面沿用上次：《{title}》多了{len(ADDED[2])}字" in after.summary


@pytest.mark.parametrize("seed", sample(range(8), range(4)))
def test_a_plan_made_again_without_an_edit_is_the_plan(a3: LayoutSetup, seed: int) -> None:
    """To the last module: head, white, columns, filling."""
    trial = planned(brief_for(random_issue(seed), a3.design, a3.faces, a3.composer), 0).trial
    kept = made_plan(trial.brief, trial.plans, "")
    again, why = made_again(trial, a3.design, kept)
    assert again, why
    assert list(map(modules_of, again.plans)) == list(map(modules_of, trial.plans))


def test_plans_are_alike_whose_depths_differ_where_a_report_was_edited_and_nowhere_else(a3: LayoutSetup) -> None:
    trial = planned(brief_for(the_seed(), a3.design, a3.faces, a3.composer), 0).trial
    plan = made_plan(trial.brief, trial.plans, "")
    (page,) = plan.modules
    deeper = plan._replace(modules=((page[0]._replace(lines=page[0].lines + 1), *page[1:]),))
    larger = plan._replace(modules=((page[0]._replace(head=page[0].head + 1), *page[1:]),))
    assert alike(plan, plan, trial.plans, frozenset())
    assert alike(deeper, plan, trial.plans, frozenset({3}))
    assert not alike(deeper, plan, trial.plans, frozenset())
    assert not alike(larger, plan, trial.plans, frozenset({3}))
    assert not alike(plan._replace(leading=14.0), plan, trial.plans, frozenset())


def test_the_unchanged_issue_is_the_same_and_says_nothing(a3: LayoutSetup) -> None:
    fresh = a3.make_up(the_seed())
    again = a3.make_up(the_seed(), kept=steadiness(fresh).plan)
    assert again._replace(steadiness=None) == fresh._replace(steadiness=None)
    assert steadiness(again) == Steadiness(steadiness(fresh).plan, "same")


def origin(setup: LayoutSetup, issue: Edition, kept: KeptPlan, pages: int = 0) -> tuple[PlanOrigin, str]:
    made = steadiness(setup.make_up(issue, kept=kept, pages=pages))
    return made.origin, made.why


def test_a_plan_of_something_else_is_not_used_and_that_is_told(
    a3: LayoutSetup, moving: tuple[Edited, Bulletin]
) -> None:
    edit, before = moving
    kept, issue = steadiness(before).plan, edit.after
    fresh = a3.make_up(issue).plan
    others = {
        "稿件有增减": kept._replace(reports=kept.reports[1:]),
        "次序有变": kept._replace(reports=kept.reports[::-1]),
        "另一期": kept._replace(issue="x", reports=tuple(each._replace(sha256="") for each in kept.reports)),
        "设置有变": kept._replace(basis=""),
        "字号行距不合": kept._replace(size=kept.size * 2),
        "记录不完整": kept._replace(modules=tuple(page[1:] for page in kept.modules)),
        "无法识别": kept._replace(grid=kept.grid.replace(":", "(")),
    }
    for why, other in others.items():
        made = a3.make_up(issue, kept=other)
        assert steadiness(made).origin == "changed", why
        assert why in made.summary
        assert made.plan == fresh


def test_a_plan_that_no_longer_serves_is_given_up_with_the_reason(a3: LayoutSetup) -> None:
    chance = random.Random(5)
    issue = edition(*(report(chance, f"r{number}", length) for number, length in enumerate((1500, 900, 700, 400))))
    kept = steadiness(a3.make_up(issue)).plan
    longer = issue.reports[1]._replace(paragraphs=issue.reports[1].paragraphs * 3)
    made, why = origin(a3, with_report(issue, 1, longer), kept)
    assert made == "changed"
    assert why.startswith(f"版面有变：《{longer.plain_title}》多了")
    assert "原版面" in why


def test_the_limits_are_data_of_the_layout(a3: LayoutSetup, moving: tuple[Edited, Bulletin]) -> None:
    edit, before = moving
    strict = a3.design.copyfit._replace(steady_share=-1.0, steady_lines=-100)
    setup = a3._replace(design=a3.design._replace(copyfit=strict))
    kept = steadiness(setup.make_up(edit.before)).plan
    assert origin(a3, edit.after, steadiness(before).plan)[0] == "held"
    assert origin(setup, edit.after, kept)[0] == "changed"


def test_a_number_of_pages_that_is_asked_for_is_another_plan(a3: LayoutSetup, moving: tuple[Edited, Bulletin]) -> None:
    edit, before = moving
    pages = len(before.pages)
    assert origin(a3, edit.after, steadiness(before).plan, pages)[0] == "changed"
    kept = steadiness(a3.make_up(the_seed())).plan
    assert origin(a3, the_seed(), kept, pages=1) == ("changed", "")  # told only where the page moves


def test_a_plan_of_more_pages_than_a_new_one_is_not_tried(a3: LayoutSetup) -> None:
    kept = steadiness(a3.make_up(the_seed())).plan
    more = kept._replace(grid=f"{kept.grid};>4:4", modules=(*kept.modules, kept.modules[0][:1]))
    assert origin(a3, the_seed(), more) == ("changed", "版面有变：重排少1版")


def test_a_printed_plan_with_a_filler_is_read_again(a3: LayoutSetup) -> None:
    """补白 is 0 in a printed plan, which is read again as it was printed."""
    chance = random.Random(8)
    issue = edition(*(report(chance, f"r{number}", length) for number, length in enumerate((900, 700, 500))))
    filler = Filler(text="对标先进学经验，凝心聚力促发展。", picture=None, place=Place("issue.yaml"))
    issue = issue._replace(fillers=(filler,))
    made = a3.make_up(issue._replace(grid="1:4/2:2|(3:2/0:2)"))
    assert made.plan == "1:4/2:2|(3:2/0:2)"
    assert len(made.pages[0].fillers) == 1


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ((0, 1, 2), ""),
        ((0, 2, 1), "版面次序与文件次序不同：《丙》排在《乙》前"),
        ((2, 1, 0), "版面次序与文件次序不同：《丙》排在《甲》前、《乙》排在《甲》前"),
    ],
)
def test_another_order_than_that_of_the_files_is_told(order: tuple[int, ...], said: str) -> None:
    chance = random.Random(0)
    stories = (report(chance, name, 150)._replace(title=name) for name in "甲乙丙")
    assert moved(edition(*stories, ordered=False), order) == said


@pytest.mark.parametrize("order", ["1" * 64 + "x", "1  0", " 0", "12345", 5])
def test_an_order_that_is_none_is_told_at_once(order: Any, a3: LayoutSetup) -> None:
    plan = steadiness(a3.make_up(the_seed())).plan
    with pytest.raises(PlanFault, match="`order`"):
        plan_of({**json.loads(written_plan(plan)), "order": order})


def test_the_order_of_a_plan_holds_while_nothing_changes(a3: LayoutSetup) -> None:
    issue = the_seed()
    made = a3.make_up(issue)
    plan = steadiness(made).plan
    first, *others = issue.reports
    changed = with_report(issue, 0, first._replace(title="另一个标题"))

    assert plan.placed(issue, plan.basis) == made.order
    assert sorted(made.order) == list(range(len(issue.reports)))
    assert plan.placed(issue, "another") == ()
    assert plan.placed(changed, plan.basis) == ()
    assert plan.placed(issue._replace(reports=(*others, first)), plan.basis) == ()
    for order in ((), made.order[1:], (*made.order[1:], made.order[1]), (*made.order, len(made.order))):
        assert plan._replace(order=order).placed(issue, plan.basis) == ()
