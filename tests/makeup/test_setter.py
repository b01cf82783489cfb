"""Marks of a module: pictures in their slots, and the outline behind the pages."""

import random
from pathlib import Path

import pytest

from bulletin.geometry import Rect, crop
from bulletin.makeup.block_marks import FACE_ABOVE
from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin, RuleMark, TextMark
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, picture, random_issue, report, with_picture


@pytest.mark.parametrize("above", [0.5, FACE_ABOVE])
@pytest.mark.parametrize(("width", "height"), [(1600, 2000), (3000, 1000), (1000, 3000), (2000, 2000)])
def test_a_crop_is_undistorted_and_inside_the_picture(width: int, height: int, above: float) -> None:
    slot = Rect(0, 0, 180, 170)
    shown = crop(width / height, slot, above=above)
    assert shown.width * width / (shown.height * height) == pytest.approx(slot.width / slot.height)
    assert max(shown.width, shown.height) == pytest.approx(1)
    assert min(shown.x, shown.y) >= 0
    assert max(shown.right, shown.bottom) <= 1 + 1e-9


def test_a_portrait_keeps_the_head() -> None:
    """A face has its eyes in the upper third and hair above: one fifth of the cut is taken there, the rest below."""
    shown = crop(1000 / 2000, Rect(0, 0, 100, 100), above=FACE_ABOVE)
    assert (shown.y, shown.bottom) == pytest.approx((0.1, 0.6))
    assert shown.width == 1


def test_other_pictures_keep_their_middle() -> None:
    assert crop(1000 / 2000, Rect(0, 0, 100, 100)).y == pytest.approx(0.25)
    for above in (0.5, FACE_ABOVE):
        shown = crop(2000 / 1000, Rect(0, 0, 100, 100), above=above)
        assert (shown.x, shown.right, shown.height) == pytest.approx((0.25, 0.75, 1))


JUMPING = (30,)  # seeds of random issues


def test_the_outline_of_a_report_that_jumps_follows_its_report(a3: LayoutSetup) -> None:
    """Subheads overleaf stand under their own title, not under the last one of the page before."""
    issue, made = with_a_jump(a3)
    titles = [issue.reports[number].title.replace("　", " ") for number in made.order]
    assert [entry.title for entry in made.outline if entry.level == 1] == titles
    under: dict[int, list[str]] = {}
    place = -1
    for entry in made.outline:
        if entry.level == 1:
            place += 1
        else:
            under.setdefault(made.order[place], []).append(entry.title)
    for number, story in enumerate(issue.reports):
        headings = [part for part in story.paragraphs if part.kind == "heading"]
        highest = min((part.level for part in headings), default=1)
        heads = [part.text for part in headings if part.level == highest]
        assert under.get(number, []) == heads


def with_a_jump(setup: LayoutSetup) -> tuple[Edition, Bulletin]:
    """An issue of which a report with subheads goes on overleaf behind another that begins."""
    for issue in map(random_issue, JUMPING):
        made = setup.make_up(issue)
        pages = [entry.page for entry in made.outline]
        if pages != sorted(pages) and any(module.part for page in made.pages for module in page.modules):
            return issue, made
    pytest.fail("no issue has a jump: find others")


def test_no_rule_stands_under_a_picture_between_empty_columns(root: Path) -> None:
    a4 = layout_setup(root, "bulletin-a4")
    chance = random.Random(4)
    for number in range(12):
        story = with_picture(report(chance, "report", 150 + 30 * number, headings=0), picture(chance), 0)
        (page,) = a4.make_up(edition(story)).pages
        columns = page.modules[0].columns
        for rule in page.marks:
            if isinstance(rule, RuleMark) and columns[0].x < rule.start.x == rule.end.x < columns[-1].x:
                left = max(column.x for column in columns if column.x < rule.start.x)
                right = min(column.x for column in columns if column.x > rule.start.x) + columns[0].measure
                beside = [mark for mark in page.marks if isinstance(mark, TextMark) and left <= mark.x < right]
                assert any(rule.start.y < mark.y < rule.end.y for mark in beside)
