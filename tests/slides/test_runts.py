"""No paragraph ends with a character or two on a line of their own where a break between words helps."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.slide import Slack, SlideParagraph, SlideRun, TextLevel
from bulletin.slides.measure import Measurer
from bulletin.slides.runts import Runts
from bulletin.words.head_words import PARTS_WORD, HeadWords
from tests.examples import examples

LEVEL = TextLevel(size=20.0, leading=29.0)
TEXT = (
    "各部门要把重点项目建设作为第一要务，抓好招商引资，提升企业服务水平，推动产业升级，优化营商环境，加强监管，落实责任"
)


@pytest.fixture(scope="module")
def plain(faces: Faces) -> Measurer:
    return Measurer(faces, Slack(advance=1.0, latin=1.0), Memory())


@pytest.fixture(scope="module")
def widened(faces: Faces) -> Measurer:
    return Measurer(faces, Slack(), Memory())


@given(st.integers(8, len(TEXT)), st.integers(8, 30))
@settings(max_examples=examples(150), deadline=None)
def test_a_break_stands_between_words_and_costs_no_line(
    plain: Measurer, widened: Measurer, length: int, ems: int
) -> None:
    words, text, measure = HeadWords(), TEXT[:length], ems * 20.0 + 0.1
    broken = Runts(plain, widened, words).without(SlideParagraph.of(text), LEVEL, measure).text
    assert broken.replace("\n", "") == text
    if broken == text:
        return
    above, below = broken.split("\n")
    assert len(plain.last_line(text, LEVEL, measure)) <= 2
    assert len(below) >= 5
    assert words.prices(text)[len(above)] < PARTS_WORD
    assert widened.lines(broken, LEVEL, measure) <= widened.lines(text, LEVEL, measure)
    for part in (above, below):
        assert plain.lines(part, LEVEL, measure) == widened.lines(part, LEVEL, measure)
        last = plain.last_line(part, LEVEL, measure)
        assert last == part or len(last) > 2


def test_a_runt_is_broken_and_what_has_several_runs_is_left(plain: Measurer, widened: Measurer) -> None:
    text = TEXT[:32]
    runts = Runts(plain, widened, HeadWords())
    assert "\n" in runts.without(SlideParagraph.of(text), LEVEL, 30 * 20.0 + 0.1).text
    several = SlideParagraph(level=0, runs=(SlideRun(text[:9]), SlideRun(text[9:])))
    assert runts.without(several, LEVEL, 30 * 20.0 + 0.1) == several
