"""Where a template's boxes hold no text, the template is told by layout and placeholder, not the author's words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.model.edition import Report
from bulletin.model.slide import Template
from bulletin.problems import CONTENT, OVERSET, BulletinError, Problem
from bulletin.read.template import read_template
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.office_files import put, saved, stretched
from tests.slides.texts import heads

Told = Callable[..., tuple[int, list[Problem]]]
SMALL_BOX = "template-small-box"
BODIES = ("要点", "条目")  # the latter of the contents, which would serve where no other does


@pytest.fixture
def told(template: Template, make: Maker) -> Told:
    """The exit code and the problems of a deck on our template, the boxes of a name changed in all its layouts."""

    def made(
        name: str | tuple[str, ...], given: Report, *, size: float = 0.0, **sides: float
    ) -> tuple[int, list[Problem]]:
        layouts = []
        for layout in template.layouts:
            texts = []
            for text in layout.texts:
                if text.name.startswith(name):
                    text = text._replace(rect=text.rect._replace(**sides))
                    if size:
                        levels = (level._replace(size=size, leading=size * 1.2) for level in text.levels)
                        text = text._replace(levels=tuple(levels))
                texts.append(text)
            layouts.append(layout._replace(texts=tuple(texts)))
        try:
            return 0, list(make(edition(given), template._replace(layouts=tuple(layouts))).problems)
        except BulletinError as error:
            return error.exit_code, list(error.problems)

    return made


@pytest.mark.parametrize("height", [10.0, 0.0, 20.0, -40.0])
def test_t3_a_title_box_that_is_too_low_is_the_template_s_fault(height: float, told: Told) -> None:
    code, (problem,) = told("标题", report(heads(4)), height=height)
    assert (code, problem.code) == (CONTENT, SMALL_BOX)
    assert re.search(r"模板的版式“.*”的标题占位符“标题”太低：宽\d+毫米、高-?\d+毫米", problem.message)
    need = re.search(r"按20磅排要高(\d+)毫米", problem.message)
    assert need
    assert "拉高" in problem.hint
    assert problem.place
    assert problem.place.file.endswith(".pptx")
    assert told("标题", report(heads(4)), height=int(need[1]) * 72 / 25.4) == (0, [])


def test_t3_bodies_that_are_too_low_are_not_told_as_layouts_that_are_missing(told: Told) -> None:
    code, (problem,) = told(BODIES, report(heads(4)), height=100.0)
    assert (code, problem.code) == (CONTENT, "template-no-layout")
    assert re.fullmatch("模板里没有正文占位符够高够宽的版式，例如“.*”", problem.message)
    assert "高是幻灯片的30%以上" in problem.hint


@pytest.mark.parametrize("width", [20.0, 0.0, -5.0])
def test_t3_a_title_box_that_is_too_narrow_is_the_template_s_fault(width: float, told: Told) -> None:
    code, (problem,) = told("标题", report(heads(4)), width=width)
    assert (code, problem.code) == (CONTENT, SMALL_BOX)
    assert "太窄" in problem.message
    assert "要宽" in problem.message
    assert "拉宽" in problem.hint


def test_t3_a_byline_box_that_is_too_low_is_told_and_not_the_title(told: Told) -> None:
    code, (problem,) = told("署名", report(heads(4)), height=2.0, size=90.0)
    assert (code, problem.code) == (CONTENT, SMALL_BOX)
    assert "署名占位符“署名”太低" in problem.message


@pytest.mark.parametrize("points", [(), (("坚持规划先行", ""),)])
def test_t3_a_body_that_holds_no_line_at_all_is_told(points: tuple[tuple[str, str], ...], told: Told) -> None:
    code, (problem,) = told(BODIES, report(heads(4), points=points), size=900.0)
    assert (code, problem.code) == (CONTENT, SMALL_BOX)
    assert re.search(r"的正文占位符“要点 \d”太低", problem.message)


def test_a_body_that_holds_no_point_says_where_the_text_is_and_the_editor_is_told(told: Told) -> None:
    text = "（一）坚持规划先行一张蓝图绘到底\n今年建成。\n（二）坚持产业为本招引企业三十家\n明年投产。"
    code, problems = told(BODIES, report(text), size=260.0)
    assert code == 0
    assert "slide-points-left" in [problem.code for problem in problems]


def test_a_layout_for_figures_carries_points_where_there_is_no_other(template: Template, make: Maker) -> None:
    left = tuple(each for each in template.layouts if not each.name.startswith("报告"))
    deck = make(edition(report(heads(4))), template._replace(layouts=left))
    (slide,) = deck.slides
    assert not slide.dropped
    assert len(slide.shown) >= 4
    assert "figure" not in {text.role for text in slide.texts}


def test_a_title_that_is_too_long_for_any_slide_is_told_as_such(told: Told) -> None:
    code, (problem,) = told("标题", report(heads(4), title="比学赶超勇谱新高" * 20))
    assert (code, problem.code) == (OVERSET, "slide-title-overset")


def test_an_office_s_flat_title_is_told_with_its_own_names(make: Maker, tmp_path: Path) -> None:
    deck = stretched()
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if "title" in str(shape.placeholder_format.type).lower() and shape._element.spPr.xfrm is not None:
                shape.height = 200000
    template = read_template(put(tmp_path, saved(deck)))
    with pytest.raises(BulletinError) as caught:
        make(edition(report(heads(4)), report(heads(4), name="y")), template)
    assert caught.value.exit_code == CONTENT
    assert len(caught.value.problems) == 2  # of either report
    assert all("占位符“Title" in problem.message for problem in caught.value.problems)


def test_a_word_too_long_for_a_box_that_holds_so_many_characters_is_the_author_s(told: Told) -> None:
    code, (problem,) = told("标题", report(heads(4), title="W" * 30), width=262.0, height=80.0)
    assert (code, problem.code) == (OVERSET, "slide-title-overset")
    assert "W" * 30 in problem.hint


def test_a_byline_that_does_not_stand_below_the_title_takes_no_room_from_it(told: Told) -> None:
    three_lines = report(heads(4), post="市生态环境局高新区分局党组书记、局长、" * 4)
    assert told("署名", three_lines) == (0, [])
    code, (problem,) = told("署名", three_lines, y=-7.0, height=26.0)
    assert (code, problem.code) == (OVERSET, "slide-byline-overset")
    assert "要排3行" in problem.message
