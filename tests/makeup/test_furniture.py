"""Masthead, folio line and credits as they are set: words, days, colours, sizes and what gives way to what."""

from datetime import date
from pathlib import Path

import pytest

from bulletin.geometry import Rect
from bulletin.makeup.brief import Brief
from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.furniture import credits_line, folio, masthead
from bulletin.makeup.grid import type_area
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.page import Mark, RuleMark, ShapeMark, TextMark
from bulletin.units import PT_PER_MM
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


def words(marks: tuple[Mark, ...]) -> list[str]:
    return ["".join("".join(span.units) for span in mark.spans) for mark in marks if isinstance(mark, TextMark)]


def head(a3: LayoutSetup, issue: Edition, design: Design | None = None) -> tuple[Mark, ...]:
    return masthead(brief_of(a3, issue, design), TAG)


def texts(marks: tuple[Mark, ...], kind: str) -> list[TextMark]:
    return [mark for mark in marks if isinstance(mark, TextMark) and mark.furniture == kind]


@pytest.mark.parametrize(("weekday", "name"), list(enumerate("一二三四五六日")))
def test_the_folio_line_says_who_when_and_which_page(a3: LayoutSetup, weekday: int, name: str) -> None:
    issue = the_seed()._replace(date=date(2019, 4, 22 + weekday), number="12")
    found = words(folio(brief_of(a3, issue, a3.design), 3))
    assert found == ["济宁高新区　第12期", f"2019年4月{22 + weekday}日　星期{name}", "学习考察专刊　·　第3版"]


def test_the_folio_line_stands_on_its_baseline_over_its_rule(a3: LayoutSetup) -> None:
    marks = folio(brief_of(a3, the_seed(), a3.design), 1)
    look, top = a3.design.folio, area(a3).y
    assert {mark.y for mark in marks if isinstance(mark, TextMark)} == {top - look.baseline}
    (rule,) = (mark for mark in marks if isinstance(mark, RuleMark))
    assert (rule.start.y, rule.end.y) == (top - look.baseline + look.rule_offset,) * 2
    assert (rule.start.x, rule.end.x) == (area(a3).x, area(a3).right)
    bare = a3.design._replace(folio=look._replace(rule=None))
    assert not any(isinstance(mark, RuleMark) for mark in folio(brief_of(a3, the_seed(), bare), 1))


def test_page_one_has_its_own_colour_where_the_layout_gives_one(a3: LayoutSetup) -> None:
    gold = a3.design._replace(folio=a3.design.folio._replace(first_color="gold"))

    def colors(number: int, design: Design) -> set[str]:
        marks = folio(brief_of(a3, the_seed(), design), number)
        found = {span.color.name for mark in marks if isinstance(mark, TextMark) for span in mark.spans}
        return found | {mark.color.name for mark in marks if isinstance(mark, RuleMark)}

    assert colors(1, gold) == {"gold"}
    assert colors(2, gold) == {"black", "gray"}
    assert colors(1, a3.design) == {"black", "gray"}


def test_credits_stand_right_under_the_text_and_above_what_a_copier_prints(a3: LayoutSetup) -> None:
    issue = the_seed()._replace(credits=(("责任编辑", "张三"), ("校对", "李四")))
    size, bottom = a3.design.folio.size, area(a3).bottom

    def baselines(foot: float, design: Design | None = None) -> list[float]:
        marks = credits_line(brief_of(a3, issue, design or a3.design), foot)
        assert words(marks) == ["责任编辑：张三　校对：李四"]
        return [mark.y for mark in marks if isinstance(mark, TextMark)]

    assert baselines(bottom - 9) == [pytest.approx(bottom + 1.6 * size)]  # where a page is full
    assert baselines(bottom + 9) == [pytest.approx(bottom + 9 + 1.6 * size)]  # where it is deeper
    assert baselines(bottom + 19) == [pytest.approx(a3.design.page.height - 5 * PT_PER_MM)]
    assert credits_line(brief_of(a3, the_seed(), a3.design), bottom) == ()


def test_the_masthead_stands_where_the_layout_says_in_the_bands_units(a3: LayoutSetup) -> None:
    look = a3.design.masthead
    unit = look.lines * a3.design.grid.leading / look.viewbox[1]
    marks = head(a3, the_seed())
    (title,), (slogan,) = texts(marks, "masthead-title"), texts(marks, "slogan")
    for mark, text in ((title, look.title), (slogan, look.slogan)):
        assert mark.x == pytest.approx(area(a3).x + text.x * unit)
        assert mark.y == pytest.approx(area(a3).y + text.baseline * unit)
        assert mark.spans[0].size == pytest.approx(text.size * unit)
        assert mark.tag == TAG


def test_a_text_too_wide_for_its_design_is_as_large_as_its_width_allows(a3: LayoutSetup) -> None:
    look = a3.design.masthead
    unit = look.lines * a3.design.grid.leading / look.viewbox[1]
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
    unit = look.lines * a3.design.grid.leading / look.viewbox[1]
    seal = area(a3).right - (look.seal.right + look.seal.width) * unit
    assert end(issue) == pytest.approx(seal, rel=0.01)
    assert end(issue._replace(chapter="")) == pytest.approx(area(a3).right, rel=0.01)


def test_kites_give_way_to_a_long_title_and_hills_do_not(a3: LayoutSetup) -> None:
    def drawn(issue: Edition) -> int:
        return sum(isinstance(mark, ShapeMark) and mark.furniture == "masthead-art" for mark in head(a3, issue))

    every = len(a3.design.masthead.art)
    hills = sum(not shape.yields for shape in a3.design.masthead.art)
    assert drawn(the_seed()) == every
    assert hills < drawn(the_seed()._replace(masthead="近赶潍坊　远学长沙高新")) < every
    assert drawn(the_seed()._replace(masthead="推动高质量发展" * 4)) == hills


def test_seal_characters_share_one_size_and_slight_ones_grow_a_tenth(a3: LayoutSetup) -> None:
    def sizes(chapter: str) -> list[float]:
        return [mark.spans[0].size for mark in texts(head(a3, the_seed()._replace(chapter=chapter)), "seal")]

    look = a3.design.masthead
    unit = look.lines * a3.design.grid.leading / look.viewbox[1]
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
    assert max(ys) == pytest.approx(area(a3).y + a3.design.masthead.lines * a3.design.grid.leading)
