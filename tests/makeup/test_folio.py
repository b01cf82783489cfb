"""Folio line and credits: words, days, colours; measured, set smaller or in two rows, and refused with numbers."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.makeup.brief import Brief
from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.folio import FolioForm, credits_line, folio, folio_form
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.page import Mark, RuleMark, TextMark
from bulletin.problems import BulletinError, OversetError, Place, Problem, gathered
from bulletin.proof.furniture import spelled
from bulletin.units import PT_PER_MM
from tests.conftest import ROOT
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import the_seed

LAYOUTS = ("bulletin-a3", "bulletin-a3-weifang", "bulletin-a3-bleed", "bulletin-a4", "original", "original-portraits")
SETUPS = {name: layout_setup(ROOT, name) for name in LAYOUTS}
OWN = FolioForm(size=9, rows=1)
KEYS = {"publisher": "主办", "number": "期号", "folio": "报眉"}
PLACES = {key: Place("content/issue.yaml", row, 12) for row, key in enumerate(KEYS, 5)}


@pytest.fixture(scope="module")
def a3() -> LayoutSetup:
    return SETUPS["bulletin-a3"]


def brief_of(setup: LayoutSetup, issue: Edition, design: Design | None = None) -> Brief:
    issue = issue._replace(places=PLACES, written=KEYS)
    return brief_for(issue, design or setup.design, setup.faces, setup.composer)


def words(marks: Iterable[Mark]) -> list[str]:
    return [spelled(mark) for mark in marks if isinstance(mark, TextMark)]


@pytest.mark.parametrize(("weekday", "name"), list(enumerate("一二三四五六日")))
def test_the_folio_line_says_who_when_and_which_page(a3: LayoutSetup, weekday: int, name: str) -> None:
    issue = the_seed()._replace(date=date(2019, 4, 22 + weekday), number="12")
    found = words(folio(brief_of(a3, issue), 3, OWN))
    assert found == ["济宁高新区　第12期", f"2019年4月{22 + weekday}日　星期{name}", "学习考察专刊　·　第3版"]


def test_the_folio_line_stands_on_its_baseline_over_its_rule(a3: LayoutSetup) -> None:
    brief = brief_of(a3, the_seed())
    marks, look, area = folio(brief, 1, OWN), a3.design.folio, brief.area.rect
    assert {mark.y for mark in marks if isinstance(mark, TextMark)} == {area.y - look.baseline}
    (rule,) = (mark for mark in marks if isinstance(mark, RuleMark))
    assert (rule.start.y, rule.end.y) == (area.y - look.baseline + look.rule_offset,) * 2
    assert (rule.start.x, rule.end.x) == (area.x, area.right)
    bare = a3.design._replace(folio=look._replace(rule=None))
    assert not any(isinstance(mark, RuleMark) for mark in folio(brief_of(a3, the_seed(), bare), 1, OWN))


def test_page_one_has_its_own_colour_where_the_layout_gives_one(a3: LayoutSetup) -> None:
    gold = a3.design._replace(folio=a3.design.folio._replace(first_color="gold"))

    def colors(number: int, design: Design) -> set[str]:
        marks = folio(brief_of(a3, the_seed(), design), number, OWN)
        found = {span.color.name for mark in marks if isinstance(mark, TextMark) for span in mark.spans}
        return found | {mark.color.name for mark in marks if isinstance(mark, RuleMark)}

    assert colors(1, gold) == {"gold"}
    assert colors(2, gold) == {"black", "gray"}
    assert colors(1, a3.design) == {"black", "gray"}


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("12", "第12期"),
        ("012", "第012期"),
        ("１２", "第１２期"),
        ("十二", "第十二期"),
        ("第3期", "第3期"),
        ("第三期", "第三期"),
        ("总第128期", "总第128期"),
        ("2024年第3期（总第128期）", "2024年第3期（总第128期）"),
        ("2026年第15期", "2026年第15期"),
        ("增刊", "增刊"),
        ("创刊号", "创刊号"),
        ("Vol.3", "Vol.3"),
        ("No.12", "No.12"),
        ("第3-4期", "第3-4期"),
        ("3-4", "3-4"),
        ("12期", "12期"),
        ("", ""),
    ],
)
def test_only_a_bare_number_of_the_issue_is_put_into_words(a3: LayoutSetup, number: str, printed: str) -> None:
    issue = the_seed()._replace(number=number)
    assert issue.numbered == printed
    left = words(folio(brief_of(a3, issue), 1, OWN))[0]
    assert left == "　".join(filter(None, ("济宁高新区", printed)))


def set_folio(setup: LayoutSetup, issue: Edition, pages: int = 1) -> tuple[FolioForm, tuple[Problem, ...], list[Mark]]:
    brief = brief_of(setup, issue)
    form, problems = folio_form(brief, pages)
    return form, problems, [mark for number in (1, pages) for mark in folio(brief, number, form)]


def refused(setup: LayoutSetup, issue: Edition, pages: int = 1) -> tuple[Problem, ...]:
    with pytest.raises(OversetError) as caught:
        folio_form(brief_of(setup, issue), pages)
    return caught.value.problems


@pytest.mark.parametrize(
    ("publisher", "number", "words", "size", "rows"),
    [
        ("济宁高新区", "12", "学习考察专刊", 9, 1),
        ("济宁高新技术产业开发区管理委员会办公室", "238", "学习考察专刊", 8, 1),
        ("济宁高新技术产业开发区管理委员会办公室", "238", "学习贯彻党的二十届四中全会精神学习考察专刊", 7.5, 1),
        ("中共某某市委某某区工作委员会宣传部", "2026年第3期（总第128期）", "内部资料　注意保存", 6.5, 1),
        ("中共某某市委某某区工作委员会、某某市某某区管理委员会", "2026年第3期（总第128期）", "内部资料", 5.5, 2),
        ("", "", "学习贯彻党的二十届四中全会精神" * 3, 5.5, 2),
    ],
)
def test_long_texts_of_the_folio_line_are_set_smaller_then_in_two_rows(
    publisher: str, number: str, words: str, size: float, rows: int
) -> None:
    issue = the_seed()._replace(publisher=publisher, number=number, folio=words)
    form, problems, _ = set_folio(SETUPS["bulletin-a4"], issue)
    assert form == FolioForm(size=size, rows=rows)
    assert bool(problems) == (form != OWN)
    for problem in problems:
        assert (problem.severity, problem.code) == ("note", "folio-shrunk")
        assert f"缩到{size:g}磅" in problem.message
        assert ("两行" in problem.message) == (rows == 2)
        assert problem.place in PLACES.values()


def test_what_the_note_and_the_error_propose_does(a3: LayoutSetup) -> None:
    """The number of characters in a hint is that with which the line is set as the hint says, and one more is not."""
    a4 = SETUPS["bulletin-a4"]
    issue = the_seed()._replace(publisher="济宁高新技术产业开发区管理委员会办公室", number="238")
    _, (note,), _ = set_folio(a4, issue)
    assert note.place == PLACES["publisher"]
    assert "`主办` 缩短到16个字以内" in note.hint
    assert set_folio(a4, issue._replace(publisher=issue.publisher[:16]))[:2] == (OWN, ())
    (error,) = refused(a3, issue._replace(publisher="济宁高新技术产业开发区" * 20))
    assert (error.severity, error.code, error.place) == ("error", "folio-overset", PLACES["publisher"])
    assert error.message == "报眉排成两行、小到5.5磅也放不下：`主办` 超出90个字"
    assert error.hint == "缩短到130个字以内"
    fits = issue._replace(publisher=("济宁高新技术产业开发区" * 20)[:130])
    assert set_folio(a3, fits)[0] == FolioForm(size=5.5, rows=2)
    assert refused(a3, fits._replace(publisher=fits.publisher + "区"))


def test_every_part_that_is_too_long_is_named_and_a_page_too_narrow_for_the_day(a3: LayoutSetup) -> None:
    a4 = SETUPS["bulletin-a4"]
    problems = refused(a4, the_seed()._replace(publisher="办" * 80, folio="专" * 80, number="12"))
    assert [problem.place for problem in problems] == [PLACES["publisher"], PLACES["folio"]]
    narrow = a4._replace(design=a4.design._replace(page=a4.design.page._replace(width=130)))
    (problem,) = refused(narrow, the_seed()._replace(publisher="", folio=""))
    assert "版心太窄" in problem.message


def test_all_pages_are_set_alike_for_the_widest_page_number() -> None:
    a4 = SETUPS["bulletin-a4"]
    issue = the_seed()._replace(folio="学" * 15, number="")
    assert set_folio(a4, issue)[0] == OWN
    assert set_folio(a4, issue, pages=100)[0] == FolioForm(size=8.5, rows=1)


def test_two_rows_need_room_in_the_head_margin(a3: LayoutSetup) -> None:
    """With more white above, two rows are larger; a rule above the text, or a layout of one row, leaves none."""
    issue = the_seed()._replace(publisher="济宁高新技术产业开发区" * 6, folio="专刊" * 20)
    assert set_folio(a3, issue)[0] == FolioForm(size=5.5, rows=2)
    deep = a3.design.page._replace(margins=a3.design.page.margins._replace(top=60))
    assert set_folio(a3._replace(design=a3.design._replace(page=deep)), issue)[0] == FolioForm(size=7, rows=2)
    for look in (a3.design.folio._replace(rule_offset=-12), a3.design.folio._replace(rows_max=1)):
        problems = refused(a3._replace(design=a3.design._replace(folio=look)), issue)
        assert all("小到5.5磅也放不下" in problem.message and "两行" not in problem.message for problem in problems)


WRITTEN = st.builds(
    lambda text, length: (text * 80)[:length].strip(),
    st.text(st.sampled_from("济宁高新区委办公室党建12 2024ABVol.（）、·—"), min_size=1, max_size=20),
    st.integers(0, 80),
)


@given(
    st.sampled_from(LAYOUTS), st.tuples(WRITTEN, WRITTEN, WRITTEN), st.sampled_from((297, 420, 0)), st.integers(1, 12)
)
def test_a_folio_line_of_any_length_fits_or_is_refused_and_never_overlaps(
    layout: str, parts: tuple[str, str, str], width: int, pages: int
) -> None:
    setup = SETUPS[layout]
    page = setup.design.page
    design = setup.design._replace(page=page._replace(width=width or page.width))
    publisher, number, folio_words = parts
    issue = the_seed()._replace(publisher=publisher, number=number[:40], folio=folio_words)
    refusals: list[BulletinError] = []
    with gathered(refusals):
        form, problems, marks = set_folio(setup._replace(design=design), issue, pages)
    if refusals:
        assert {problem.code for problem in refusals[0].problems} == {"folio-overset"}
        return
    assert bool(problems) == (form != OWN)
    assert 5.5 <= form.size <= 9
    left, right = design.page.margins.left, design.page.width - design.page.margins.right
    texts = [mark for mark in marks if isinstance(mark, TextMark)]
    half = texts[: len(texts) // 2]
    for above, below in pairwise(sorted({mark.y for mark in half})):
        assert below - above >= form.size
    assert min(mark.y for mark in half) - 0.87 * form.size >= (5 * PT_PER_MM - 0.01 if form.rows > 1 else 0)
    assert max(mark.y for mark in half) < design.page.margins.top
    for y in {mark.y for mark in half}:
        ends = left - form.size
        for mark in half:
            if mark.y == y and spelled(mark):
                xs = [mark.x + x / 1000 * span.size for span in mark.spans for x in span.xs]
                wide = 0.5 if mark.spans[-1].units[-1].isascii() else 1.0
                assert xs[0] >= ends + 0.5 * form.size
                ends = xs[-1] + (0.5 if mark.spans[-1].units[-1] in "）、·" else wide) * form.size
        assert ends <= right + 0.5 * form.size
    printed = Counter("".join("".join(map(spelled, half)).split()))
    assert not Counter("".join(f"{publisher}{issue.numbered}{folio_words}第1版".split())) - printed


def test_credits_stand_right_under_the_text_and_above_what_a_copier_prints(a3: LayoutSetup) -> None:
    issue = the_seed()._replace(credits=(("责任编辑", "张三"), ("内部资料", ""), ("校对", "李四")))
    bottom = brief_of(a3, issue).area.rect.bottom

    def baselines(foot: float) -> list[float]:
        marks = credits_line(brief_of(a3, issue), foot)
        assert words(marks) == ["责任编辑：张三　内部资料　校对：李四"]
        return [mark.y for mark in marks if isinstance(mark, TextMark)]

    assert baselines(bottom - 9) == [pytest.approx(bottom + 1.6 * 9)]  # where a page is full
    assert baselines(bottom + 9) == [pytest.approx(bottom + 9 + 1.6 * 9)]  # where it is deeper
    assert baselines(bottom + 19) == [pytest.approx(a3.design.page.height - 5 * PT_PER_MM)]
    assert credits_line(brief_of(a3, the_seed()), bottom) == ()


@pytest.mark.parametrize(("count", "lines", "size"), [(6, 1, 9), (14, 2, 9), (18, 2, 7.5), (40, 4, 5.5)])
def test_many_credits_take_more_lines_then_a_smaller_size_and_part_between_two(
    a3: LayoutSetup, count: int, lines: int, size: float
) -> None:
    issue = the_seed()._replace(credits=tuple((f"责任编辑{number}", "欧阳修文") for number in range(count)))
    brief = brief_of(a3, issue)
    marks = credits_line(brief, brief.area.rect.bottom)
    rows = words(marks)
    assert len(rows) == lines
    assert {span.size for mark in marks if isinstance(mark, TextMark) for span in mark.spans} == {size}
    assert "　".join(rows) == "　".join(f"责任编辑{number}：欧阳修文" for number in range(count))


def test_more_credits_than_the_foot_margin_holds_are_refused_with_the_number_of_characters(a3: LayoutSetup) -> None:
    issue = the_seed()._replace(credits=tuple((f"责任编辑{number}", "欧阳修文") for number in range(60)))
    brief = brief_of(a3, issue)
    with pytest.raises(OversetError) as caught:
        credits_line(brief, brief.area.rect.bottom)
    (problem,) = caught.value.problems
    assert problem.code == "credits-overset"
    over = int(problem.message.split("超出")[1].split("个")[0])
    assert 0 < over < sum(len(duty) + len(name) + 2 for duty, name in issue.credits)
