"""The masthead as it is set: places, sizes and what gives way to what; the seal's columns."""

from itertools import pairwise
from pathlib import Path

import pytest

from bulletin.geometry import Rect
from bulletin.makeup.brief import Brief
from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.furniture import masthead, number_rows, seal_columns
from bulletin.makeup.grid import type_area
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.page import Mark, RuleMark, ShapeMark, TextMark
from bulletin.proof.furniture import spelled
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import the_seed

TAG = 7


@pytest.fixture(scope="module")
def a3(root: Path) -> LayoutSetup:
    return layout_setup(root, "bulletin-a3")


def area(a3: LayoutSetup) -> Rect:
    return type_area(a3.design).rect


def brief_of(a3: LayoutSetup, issue: Edition, design: Design | None = None) -> Brief:
    return brief_for(issue, design or a3.design, a3.faces, a3.composer)


def head(a3: LayoutSetup, issue: Edition, design: Design | None = None) -> tuple[Mark, ...]:
    return masthead(brief_of(a3, issue, design), TAG)


def texts(marks: tuple[Mark, ...], kind: str) -> list[TextMark]:
    return [mark for mark in marks if isinstance(mark, TextMark) and mark.furniture == kind]


def test_the_masthead_stands_where_the_layout_says_in_the_bands_units(a3: LayoutSetup) -> None:
    look = a3.design.masthead
    unit = look.height / look.viewbox[1]
    marks = head(a3, the_seed())
    (title,), (slogan,) = texts(marks, "masthead-title"), texts(marks, "slogan")
    for mark, text in ((title, look.title), (slogan, look.slogan)):
        assert mark.x == pytest.approx(area(a3).x + text.x * unit)
        assert mark.y == pytest.approx(area(a3).y + text.baseline * unit)
        assert mark.spans[0].size == pytest.approx(text.size * unit)
        assert mark.tag == TAG


def test_a_text_too_wide_for_its_design_is_as_large_as_its_width_allows(a3: LayoutSetup) -> None:
    look = a3.design.masthead
    unit = look.height / look.viewbox[1]
    (title,) = texts(head(a3, the_seed()._replace(masthead="推动高质量发展" * 4)), "masthead-title")
    span = title.spans[0]
    assert span.size < look.title.size * unit
    assert (span.xs[-1] + 1000) * span.size / 1000 == pytest.approx((look.title.width or 0.0) * unit, rel=0.01)


def test_a_text_without_a_width_of_its_own_ends_before_the_seal(a3: LayoutSetup) -> None:
    wide = a3.design._replace(
        masthead=a3.design.masthead._replace(title=a3.design.masthead.title._replace(width=0, x=200))
    )
    issue = the_seed()._replace(masthead="推动高质量发展" * 4)

    def end(issue: Edition) -> float:
        (title,) = texts(head(a3, issue, wide), "masthead-title")
        return title.x + (title.spans[0].xs[-1] + 1000) * title.spans[0].size / 1000

    look = a3.design.masthead
    unit = look.height / look.viewbox[1]
    seal = area(a3).right - (look.seal.right + look.seal.width) * unit
    assert end(issue) == pytest.approx(seal, rel=0.01)
    assert end(issue._replace(chapter="")) == pytest.approx(area(a3).right, rel=0.01)


def test_kites_give_way_to_a_long_title_and_hills_do_not(root: Path) -> None:
    weifang = layout_setup(root, "bulletin-a3-weifang")

    def drawn(issue: Edition) -> int:
        return sum(isinstance(mark, ShapeMark) and mark.furniture == "masthead-art" for mark in head(weifang, issue))

    every = len(weifang.design.masthead.art)
    hills = sum(not shape.yields for shape in weifang.design.masthead.art)
    assert drawn(the_seed()) == every
    assert hills < drawn(the_seed()._replace(masthead="近赶潍坊　远学长沙高新")) < every
    assert drawn(the_seed()._replace(masthead="推动高质量发展" * 4)) == hills


@pytest.mark.parametrize("chapter", ["学⸺", "⸺学", "潍坊⸺篇学习"])
def test_a_dash_of_several_ems_stays_within_the_seal(chapter: str, a3: LayoutSetup) -> None:
    look = a3.design.masthead
    unit = look.height / look.viewbox[1]
    right = area(a3).right - look.seal.right * unit
    for mark in texts(head(a3, the_seed()._replace(chapter=chapter)), "seal"):
        (span,) = mark.spans
        ems = 2 if spelled(mark) == "⸺" else 1
        assert right - look.seal.width * unit < mark.x
        assert mark.x + ems * span.size < right


def test_seal_characters_share_one_size_and_slight_ones_grow_a_tenth(a3: LayoutSetup) -> None:
    def sizes(chapter: str) -> list[float]:
        return [mark.spans[0].size for mark in texts(head(a3, the_seed()._replace(chapter=chapter)), "seal")]

    look = a3.design.masthead
    unit = look.height / look.viewbox[1]
    room = (look.seal.height - 4 * look.seal.frame_inset) * unit
    full, slight, _ = sizes("潍一篇")
    assert slight == pytest.approx(1.1 * room / 3)
    assert room / 3 * 0.9 < full < slight
    assert sizes("篇")[0] == pytest.approx(sizes("篇潍")[0])  # no larger than the design says
    assert max(sizes("篇")) < 1.1 * look.seal.size * unit + 0.01
    assert texts(head(a3, the_seed()._replace(chapter="")), "seal") == []


@pytest.mark.parametrize(("bleeds", "left"), [(False, 42.52), (True, -8.5)])
def test_a_band_that_bleeds_runs_over_the_corners(a3: LayoutSetup, bleeds: bool, left: float) -> None:
    page = a3.design.page._replace(bleed=8.5)
    design = a3.design._replace(masthead=a3.design.masthead._replace(bleed=bleeds), page=page)
    field = next(mark for mark in head(a3, the_seed(), design) if isinstance(mark, ShapeMark))
    assert field.furniture == "masthead-field"
    assert field.bleed == bleeds
    xs = [number for _, numbers in field.path for number in numbers[::2]]
    ys = [number for _, numbers in field.path for number in numbers[1::2]]
    assert min(xs) == pytest.approx(left, abs=0.01)
    assert max(xs) == pytest.approx(page.width - left, abs=0.01)
    assert min(ys) == pytest.approx(-8.5 if bleeds else area(a3).y)
    assert max(ys) == pytest.approx(area(a3).y + a3.design.masthead.height)


@pytest.mark.parametrize(
    ("chapter", "columns"),
    [
        ("潍坊篇", ("潍坊篇",)),
        ("学习长沙篇", ("学习长沙篇",)),
        ("学习贯彻全会", ("学习贯", "彻全会")),
        ("学习贯彻全会篇", ("学习贯彻", "全会篇")),
        ("学习贯彻党的二十届四中全", ("学习贯彻党的", "二十届四中全")),
        ("潍坊篇　第二季", ("潍坊篇", "第二季")),
        ("潍坊　篇", ("潍坊", "篇")),
        ("潍坊篇 第十二季", ("潍坊篇", "第十二季")),
        ("近赶 潍坊 远学", ("近赶潍坊", "远学")),
    ],
)
def test_a_long_text_of_the_seal_stands_in_two_columns_read_from_the_right(
    a3: LayoutSetup, chapter: str, columns: tuple[str, ...]
) -> None:
    assert seal_columns(chapter) == columns
    marks = texts(head(a3, the_seed()._replace(chapter=chapter)), "seal")
    assert [spelled(mark) for mark in marks] == list("".join(columns))
    lefts = list(dict.fromkeys(mark.x for mark in marks))
    assert lefts == sorted(lefts, reverse=True)
    assert len(lefts) == len(columns)
    for left in lefts:
        ys = [mark.y for mark in marks if mark.x == left]
        assert ys == sorted(ys)
    size = max(mark.spans[0].size for mark in marks)
    for right, other in pairwise(lefts):
        assert right - other > size


def test_two_columns_are_larger_than_one_would_be(a3: LayoutSetup) -> None:
    look = a3.design.masthead
    unit = look.height / look.viewbox[1]
    one = (look.seal.height - 4 * look.seal.frame_inset) * unit / 7
    marks = texts(head(a3, the_seed()._replace(chapter="学习贯彻全会篇")), "seal")
    assert min(mark.spans[0].size for mark in marks) > 1.5 * one


@pytest.mark.parametrize(
    ("number", "rows"),
    [
        ("第11期", ("第11期",)),
        ("2026年第3期", ("2026年第3期",)),
        ("总第128期", ("总第128期",)),
        ("第11期　总第128期", ("第11期", "总第128期")),
        ("第11期总第128期", ("第11期", "总第128期")),
        ("第11期（总第128期）", ("第11期", "（总第128期）")),
        ("第11期 / 总第128期", ("第11期", "总第128期")),
        ("2026年 第3期 总第128期", ("2026年", "第3期　总第128期")),
    ],
)
def test_the_number_stands_in_one_row_or_in_two(number: str, rows: tuple[str, ...]) -> None:
    assert number_rows(number) == rows


@pytest.mark.parametrize("chapter", ["潍坊篇", ""])
def test_the_number_stands_between_two_rules_left_of_the_seal(chapter: str, a3: LayoutSetup) -> None:
    look = a3.design.masthead
    assert look.number
    unit = look.height / look.viewbox[1]
    marks = head(a3, the_seed()._replace(number="第11期　总第128期", chapter=chapter))
    upper, lower = [mark for mark in marks if isinstance(mark, RuleMark)]
    end = area(a3).right - look.seal.right * unit
    assert upper.end.x == pytest.approx(end - (look.seal.width + look.number.gap) * unit if chapter else end)
    assert upper.width == pytest.approx(0.7, abs=0.01)
    first, second = texts(marks, "issue-number")
    assert [spelled(first), spelled(second)] == ["第11期", "总第128期"]
    assert upper.start.y < first.y - 0.8 * first.spans[0].size
    assert second.y < lower.start.y
    assert first.y < second.y - 0.8 * second.spans[0].size
    middle = (upper.start.x + upper.end.x) / 2
    for mark in (first, second):
        right = mark.x + (mark.spans[-1].xs[-1] + 1000) * mark.spans[-1].size / 1000
        assert (mark.x + right) / 2 == pytest.approx(middle, abs=0.1)


def test_a_bare_number_is_put_into_words_and_without_one_there_are_no_rules(a3: LayoutSetup) -> None:
    (mark,) = texts(head(a3, the_seed()._replace(number="12")), "issue-number")
    assert spelled(mark) == "第12期"
    assert not [mark for mark in head(a3, the_seed()) if getattr(mark, "furniture", "") == "issue-number"]


def test_a_long_title_ends_before_the_number(a3: LayoutSetup) -> None:
    marks = head(a3, the_seed()._replace(masthead="推动高质量发展" * 4, number="12"))
    (title,) = texts(marks, "masthead-title")
    left = min(mark.start.x for mark in marks if isinstance(mark, RuleMark))
    assert title.x + (title.spans[0].xs[-1] + 1000) * title.spans[0].size / 1000 < left - 10
