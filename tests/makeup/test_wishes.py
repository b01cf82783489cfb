"""What the editor asks for: a fixed plan, so many pages."""

import re

import pytest

from bulletin.makeup.fixed_plan import shapes
from bulletin.problems import ContentError, OversetError, Place
from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup
from tests.makeup.issues import random_issue, the_seed


def test_the_seed_is_one_page_of_two_rows(a3: LayoutSetup) -> None:
    made = a3.make_up(the_seed())
    assert made.plan == "1:2|2:2/3:2|4:2"
    assert len(made.pages) == 1
    assert made.grid == a3.design.grid
    depths = [
        {column.depth - column.lines - column.blocked for column in module.columns} for module in made.pages[0].modules
    ]
    assert all(depth <= {0, 1} for depth in depths)
    assert max(module.rect.bottom for module in made.pages[0].modules) == pytest.approx(made.pages[0].body.bottom)


@pytest.mark.parametrize("grid", ["2x2", "1:2|2:2/3:2|4:2", "(1:2/2:2)|(3:2/4:2)"])
def test_grid_fixes_the_plan(a3: LayoutSetup, grid: str) -> None:
    issue = the_seed()._replace(grid=grid)
    made = a3.make_up(issue)
    assert not verify(issue, a3.design, made)
    assert made.plan == ("1:2|2:2/3:2|4:2" if grid == "2x2" else grid)


@pytest.mark.parametrize("seed", [3, 10, 16])
def test_a_printed_plan_can_be_written_down(a3: LayoutSetup, seed: int) -> None:
    issue = random_issue(seed)
    plan = a3.make_up(issue).plan
    fixed = issue._replace(grid=plan)
    made = a3.make_up(fixed)
    assert made.plan == plan
    assert not verify(fixed, a3.design, made)


@pytest.mark.parametrize(
    ("grid", "said"),
    [
        ("x", "里无法识别“x”"),
        ("1:2||2", "里少一个稿件的序号"),
        ("1|1", "里第1篇出现了两次"),
        ("1|9", "里有第9篇，而稿件只有4篇"),
        ("2x3", "写的是2×3，而稿件只有4篇"),
        ("(1|2", "里少一个右括号"),
        ("1)", "里“)”是多余的"),
        ("1;>2|>2", "里第2篇出现了两次"),
        ("(" * 5000 + "1" + ")" * 5000, "里的括号套了20层以上"),
    ],
    ids=lambda value: value[:9],
)
@pytest.mark.parametrize("key", ["grid", "版面"])
def test_a_broken_grid_is_refused_at_its_key(grid: str, said: str, key: str) -> None:
    issue = the_seed()._replace(grid=grid, places={"grid": Place("issue.yaml", 5)}, written={"grid": key})
    with pytest.raises(ContentError) as caught:
        shapes(issue)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("bad-grid", Place("issue.yaml", 5))
    assert problem.message == f"`{key}` {said}"


def test_a_grid_too_deep_says_by_how_much(a3: LayoutSetup) -> None:
    with pytest.raises(OversetError, match=r"至少要\d+行，版面只有68行") as caught:
        a3.make_up(the_seed()._replace(grid="4x1", places={"grid": Place("issue.yaml", 5)}))
    (problem,) = caught.value.problems
    assert problem.place == Place("issue.yaml", 5)
    assert all(f"《{report.plain_title}》" in problem.message for report in the_seed().reports)
    assert problem.hint.splitlines() == ["去掉 `grid`，由程序自行安排", "换一种分法", "增删其中一篇的字数"]


def test_a_page_that_the_grid_leaves_unfilled_is_told_at_the_grid(a3: LayoutSetup) -> None:
    place = Place("issue.yaml", 5)
    made = a3.make_up(random_issue(3)._replace(grid="1:4;2:4", places={"grid": place}, written={"grid": "版面"}))
    told = [problem for problem in made.problems if problem.code == "unfilled-page"]
    assert [(problem.place, problem.hint) for problem in told] == [(place, "换一种分法，或去掉 `版面`")] * 2
    assert re.fullmatch(r"第1版按固定版面排，空\d+行", told[0].message)


@pytest.mark.parametrize(("seed", "pages"), [(3, 1), (12, 2)])
def test_so_many_pages_are_made_by_size_and_leading(a3: LayoutSetup, seed: int, pages: int) -> None:
    issue = random_issue(seed)._replace(pages=pages)
    made = a3.make_up(issue)
    assert len(made.pages) == pages
    assert made.grid is not None
    assert not verify(issue, a3.design, made)
    size, leading = made.grid.size, made.grid.leading
    assert a3.design.copyfit.size_floor <= size <= a3.design.grid.size * a3.design.copyfit.wide_size_max
    assert 1.28 <= leading / size <= 1.6


def test_too_much_text_is_refused_with_ways_that_fit(a3: LayoutSetup) -> None:
    issue = random_issue(12)
    with pytest.raises(OversetError) as caught:
        a3.make_up(issue, pages=1)
    (problem,) = caught.value.problems
    assert problem.code == "overset"
    assert problem.place is None, "--pages stands in no file"
    assert re.search(r"^1版排不下：.*多约\d+行（一栏宽的行，约[\d,]+字）$", problem.message)
    lengths, ways, *each = problem.hint.splitlines()
    assert all(f"《{story.plain_title}》" in lengths for story in issue.reports)
    assert ways == "可行的办法（均已试排），任选一种："
    assert any(re.fullmatch(r"排2版：--pages 2（[\d.]+/[\d.]+磅）", way) for way in each)


def test_too_little_text_is_refused(a3: LayoutSetup) -> None:
    wished = Place("issue.yaml", 5)
    with pytest.raises(OversetError) as caught:
        a3.make_up(the_seed()._replace(pages=3, places={"pages": wished}))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place) == ("underset", wished)
    assert re.search(r"^3版排不满：.*空约\d+行", problem.message)
    with pytest.raises(OversetError) as caught:
        a3.make_up(the_seed()._replace(pages=1, places={"pages": wished}), pages=3)
    assert caught.value.problems[0].place is None, "the issue asks for another number"
