"""Where a template's boxes hold no text, the template is told by layout and placeholder, not the author's words."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.faces.face import Faces
from bulletin.model.design import Design
from bulletin.model.edition import Report
from bulletin.model.slide import SlideDesign, Template
from bulletin.problems import CONTENT, OVERSET, BulletinError, Problem
from bulletin.read.template import read_template
from bulletin.slides.deck import make_slides, template_deck
from tests.slides.editions import edition, report
from tests.slides.office_files import put, saved, stretched
from tests.slides.texts import heads

Told = Callable[..., tuple[int, Problem]]
SMALL_BOX = "template-small-box"
NOTHING = Problem("note", "", "")


@pytest.fixture(scope="module")
def template(design: Design, slide_design: SlideDesign, tmp_path_factory: pytest.TempPathFactory) -> Template:
    written = draw_pptx(template_deck(design, slide_design), slide_design)
    return read_template(put(tmp_path_factory.mktemp("room"), written))


@pytest.fixture
def told(template: Template, design: Design, slide_design: SlideDesign, faces: Faces) -> Told:
    """The exit code and the one problem of a deck on our template, the boxes of a name changed in all its layouts."""

    def made(name: str, given: Report, *, size: float = 0.0, **sides: float) -> tuple[int, Problem]:
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
            changed = template._replace(layouts=tuple(layouts))
            problems = make_slides(edition(given), design, slide_design, faces, changed).problems
        except BulletinError as error:
            (problem,) = error.problems
            return error.exit_code, problem
        assert len(problems) < 2
        return 0, problems[0] if problems else NOTHING

    return made


@pytest.mark.parametrize("sides", [{"height": 10.0}, {"height": 0.0}, {"height": 25.0}, {"height": -40.0}])
def test_t3_a_title_box_that_is_too_low_is_the_template_s_fault(sides: dict[str, float], told: Told) -> None:
    code, problem = told("标题", report(heads(4)), **sides)
    assert (code, problem.code) == (CONTENT, SMALL_BOX)
    assert re.search(r"模板的版式“报告.栏”的标题占位符“标题”太低：宽\d+毫米、高-?\d+毫米", problem.message)
    need = re.search(r"按28磅排要高(\d+)毫米", problem.message)
    assert need
    assert "拉高" in problem.hint
    assert problem.place
    assert problem.place.file.endswith(".pptx")
    enough = {"height": int(need[1]) * 72 / 25.4}
    assert told("标题", report(heads(4)), **enough) == (0, NOTHING)


def test_t3_bodies_that_are_too_low_are_not_told_as_layouts_that_are_missing(told: Told) -> None:
    code, problem = told("要点", report(heads(4)), height=100.0)
    assert (code, problem.code) == (CONTENT, "template-no-layout")
    assert re.fullmatch("模板里没有正文占位符够高的版式，例如“报告.栏”", problem.message)
    assert "拉高到幻灯片高度的30%以上" in problem.hint


@pytest.mark.parametrize("width", [20.0, 0.0, -5.0])
def test_t3_a_title_box_that_is_too_narrow_is_the_template_s_fault(width: float, told: Told) -> None:
    code, problem = told("标题", report(heads(4)), width=width)
    assert (code, problem.code) == (CONTENT, SMALL_BOX)
    assert "太窄" in problem.message
    assert "要宽" in problem.message
    assert "拉宽" in problem.hint


def test_t3_a_byline_box_that_is_too_low_is_told_and_not_the_title(told: Told) -> None:
    code, problem = told("署名", report(heads(4)), height=2.0, size=60.0)
    assert (code, problem.code) == (CONTENT, SMALL_BOX)
    assert "署名占位符“署名”太低" in problem.message


@pytest.mark.parametrize(
    ("name", "sides", "words"),
    [("要点", {"y": 2000.0}, "正文"), ("标题", {"x": -400.0}, "标题"), ("署名", {"x": 900.0}, "署名")],
)
def test_a_box_that_reaches_out_of_the_slide_is_told(
    name: str, sides: dict[str, float], words: str, template: Template, told: Told
) -> None:
    code, problem = told(name, report(heads(4)), **sides)
    assert (code, problem.severity, problem.code) == (0, "warning", "template-off-slide")
    assert re.search(f"占位符超出幻灯片：版式“报告.栏”的{words}", problem.message)


@pytest.mark.parametrize("size", [2000.0, 900.0])
def test_t3_a_body_that_holds_no_point_is_told(size: float, told: Told) -> None:
    code, problem = told("要点", report(heads(4)), size=size)
    assert (code, problem.severity, problem.code) == (0, "warning", SMALL_BOX)
    assert "正文占位符“要点 1”太低" in problem.message
    code, problem = told("要点", report(heads(4), points=(("坚持规划先行", ""),)), size=size)
    assert (code, problem.code) == (CONTENT, SMALL_BOX)


def test_a_title_that_is_too_long_for_any_slide_is_told_as_such(told: Told) -> None:
    code, problem = told("标题", report(heads(4), title="比学赶超勇谱新高" * 20))
    assert (code, problem.code) == (OVERSET, "slide-title-overset")


def test_an_office_s_flat_title_is_told_with_its_own_names(
    design: Design, slide_design: SlideDesign, faces: Faces, tmp_path: Path
) -> None:
    deck = stretched()
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if "title" in str(shape.placeholder_format.type).lower() and shape._element.spPr.xfrm is not None:
                shape.height = 200000
    template = read_template(put(tmp_path, saved(deck)))
    with pytest.raises(BulletinError) as caught:
        make_slides(edition(report(heads(4)), report(heads(4), name="y")), design, slide_design, faces, template)
    assert caught.value.exit_code == CONTENT
    assert len(caught.value.problems) == 2  # of either report
    assert all("占位符“Title" in problem.message for problem in caught.value.problems)
