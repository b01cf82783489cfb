"""Short reports gather in a box under one title, and keep all that a report has."""

import random
from itertools import pairwise

import pytest

from bulletin.makeup.briefs import briefs_title, is_brief
from bulletin.model.edition import Edition, Report
from bulletin.model.page import BriefsBox, Bulletin, ShapeMark, TextMark
from bulletin.problems import ContentError, Place
from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import edition, picture, report, with_picture


def issue(*lengths: int, ordered: bool = False, seed: int = 5) -> Edition:
    """An issue of reports of about so many characters."""
    chance = random.Random(seed)
    stories = (report(chance, f"r{number}", length) for number, length in enumerate(lengths))
    return edition(*stories, ordered=ordered)


def boxes(made: Bulletin) -> list[BriefsBox]:
    return [box for page in made.pages for box in page.briefs]


@pytest.mark.parametrize("lengths", [(1700, 1500, 250, 350), (5200, 300, 350, 220, 390), (3900, *(250,) * 9)])
def test_two_and_more_briefs_stand_in_one_box(a3: LayoutSetup, lengths: tuple[int, ...]) -> None:
    written = issue(*lengths)
    made = a3.make_up(written)
    assert verify(written, a3.design, made) == ()
    assert sum(len(box.reports) for box in boxes(made)) >= 2
    title = [mark for page in made.pages for mark in page.marks if isinstance(mark, TextMark) and _says(mark, "简讯")]
    assert len(title) == len(boxes(made))
    assert sorted(made.order) == list(range(len(lengths)))
    for page in made.pages:
        for box in page.briefs:
            own = [module for module in page.modules if module.report in box.reports]
            assert [module.report for module in own] == sorted(box.reports)
            leading = a3.design.grid.leading if made.grid is None else made.grid.leading
            for above, below in pairwise(own):
                if above.rect.x == below.rect.x:
                    assert 0.99 <= (below.rect.y - above.rect.bottom) / leading <= 2.01


def _says(mark: TextMark, words: str) -> bool:
    return "".join("".join(span.units) for span in mark.spans) == words


def test_a_box_has_a_ground_behind_its_text(a3: LayoutSetup) -> None:
    made = a3.make_up(issue(1700, 1500, 250, 350))
    (page,) = [page for page in made.pages if page.briefs]
    sand = [mark for mark in page.marks if isinstance(mark, ShapeMark) and mark.fill and mark.fill.name == "sand"]
    assert len(sand) == 1
    first = next(place for place, mark in enumerate(page.marks) if isinstance(mark, TextMark) and _says(mark, "简讯"))
    assert page.marks.index(sand[0]) < first


def test_a_lone_brief_stays_a_module(a3: LayoutSetup) -> None:
    made = a3.make_up(issue(1700, 1500, 250))
    assert boxes(made) == []


def test_briefs_that_are_most_of_an_issue_stay_modules(a3: LayoutSetup) -> None:
    assert boxes(a3.make_up(issue(500, 300, 300, 300, 300))) == []


def test_where_most_of_an_issue_is_short_only_those_that_say_so_gather(a3: LayoutSetup) -> None:
    mostly = issue(500, 300, 300, 300, 100, 100)
    said = (report._replace(kind="brief") for report in mostly.reports[4:])
    (box,) = boxes(a3.make_up(mostly._replace(reports=(*mostly.reports[:4], *said))))
    assert set(box.reports) == {4, 5}


def test_reports_that_say_that_they_are_briefs_gather_though_they_are_the_issue(a3: LayoutSetup) -> None:
    mostly = issue(900, *(350,) * 8)
    said = (report._replace(kind="brief") for report in mostly.reports[1:])
    made = a3.make_up(mostly._replace(reports=(mostly.reports[0], *said)))
    assert sum(len(box.reports) for box in boxes(made)) >= 6


def test_in_an_editors_order_only_briefs_that_follow_each_other_gather(a3: LayoutSetup) -> None:
    made = a3.make_up(issue(1700, 250, 1500, 350, 300, ordered=True))
    assert made.order == (0, 1, 2, 3, 4)
    assert all(box.reports == (3, 4) for box in boxes(made))


def test_what_is_no_brief(a3: LayoutSetup) -> None:
    short = report(random.Random(1), "short", 250)
    design = a3.design.briefs
    assert is_brief(short, design)
    assert not is_brief(report(random.Random(1), "long", 700), design)
    assert is_brief(report(random.Random(1), "long", 700)._replace(kind="brief"), design)
    assert not is_brief(short._replace(rank=2), design)
    assert is_brief(short._replace(rank=4), design)
    assert not is_brief(short._replace(places={"kind": Place("short.md", 3)}), design)
    assert not is_brief(short._replace(kind="notice"), design)
    assert not is_brief(short._replace(portrait=picture(random.Random(1))), design)
    assert not is_brief(with_picture(short, picture(random.Random(1))), design)


def test_the_title_is_the_column_that_names_a_kind() -> None:
    def of(*columns: str) -> list[Report]:
        return [report(random.Random(1), "r", 150)._replace(column=column) for column in columns]

    assert briefs_title(of("动态", "动态")) == "动态"
    assert briefs_title(of("动态", "要闻")) == "简讯"
    assert briefs_title(of("环境", "环境")) == "简讯"


def test_a_plan_with_a_box_is_read_back(a3: LayoutSetup) -> None:
    written = issue(2000, 1500, 300, 350, ordered=True)
    made = a3.make_up(written)
    assert "{3+4}:" in made.plan
    again = a3.make_up(written._replace(grid=made.plan))
    assert again.plan == made.plan
    assert [page.marks for page in again.pages] == [page.marks for page in made.pages]


@pytest.mark.parametrize("grid", ["1:4/{2+9}:2", "1:4/{2+2}:2", ">{2+3}:1|1:3", "{2+}:1"])
def test_a_box_that_cannot_be_is_refused(a3: LayoutSetup, grid: str) -> None:
    with pytest.raises(ContentError):
        a3.make_up(issue(1700, 250, 350)._replace(grid=grid))


def test_a_report_with_a_picture_is_in_no_box_of_a_fixed_plan(a3: LayoutSetup) -> None:
    written = issue(1700, 250, 350)
    stories = (*written.reports[:2], with_picture(written.reports[2], picture(random.Random(1))))
    with pytest.raises(ContentError, match="不能并入简讯"):
        a3.make_up(written._replace(reports=stories, grid="1:4/{2+3}:2"))


def test_a_box_that_does_not_hold_its_briefs_is_a_fault(a3: LayoutSetup) -> None:
    written = issue(1700, 1500, 250, 350)
    made = a3.make_up(written)
    number = next(number for number, page in enumerate(made.pages) if page.briefs)
    page = made.pages[number]
    (box,) = page.briefs

    def codes(broken: BriefsBox) -> set[str]:
        pages = (*made.pages[:number], page._replace(briefs=(broken,)), *made.pages[number + 1 :])
        return {problem.code for problem in verify(written, a3.design, made._replace(pages=pages))}

    assert codes(box) == set()
    assert "briefs-astray" in codes(box._replace(reports=box.reports[::-1]))
    assert "briefs-astray" in codes(box._replace(rect=box.rect._replace(x=box.rect.x + 5)))
    assert "briefs-astray" in codes(box._replace(rect=box.rect._replace(height=box.rect.height / 2)))
    assert "box-outside" in codes(box._replace(rect=box.rect._replace(height=9 * box.rect.height)))
