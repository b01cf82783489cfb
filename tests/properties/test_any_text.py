"""What holds for every text that an editor can type, however odd: no room trips over it, none of it is lost."""

from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

from bulletin.choose.outline import outline_of
from bulletin.choose.structure import number_of
from bulletin.compose.composer import Composer
from bulletin.compose.mixed_line import LineAlign
from bulletin.faces.face import open_faces
from bulletin.model.design import TextStyle
from bulletin.model.edition import Paragraph, ParagraphKind, Report, Run
from bulletin.problems import Place
from bulletin.proof.lines import judge_lines
from bulletin.proof.page import BRACKET_WHITE
from bulletin.read.levels import next_label, opening
from bulletin.read.numerals import day_numbers, whole_number
from tests.compose.setting import BLACK, BODY, DESIGN, HEADING, SIZE, galley, text_of
from tests.conftest import ROOT
from tests.examples import examples

BLANKS = " \u3000\t\u00a0\u2007\u202f\u2009\u200b\u200d\u2060"
SIGNS = (
    "，。、；：？！…—·•‧“”‘’（）《》〔〕［］「」〝〞｟｠／/\\|.,;:?!'\"()[]{}<>-–‐‑‒―─⸺"
    "－~～〜*_^#@&%‰％℃°′+±−×÷=≥≤≈∶＝→↔√∑$￥￠§№※●◆々〻〇"
)
PIECES = st.one_of(
    st.text("学习先进地区落实委员会局长年月日万千米", min_size=1, max_size=9),
    st.sampled_from(BLANKS),
    st.sampled_from(SIGNS),
    st.sampled_from("①㊿⑴㈠Ⅳ²⁰⁻⁺₀½㎡㏄℡ⁿ１２٣一十百零两廿"),
    st.sampled_from(["a\u0304", "中\u0308", "\u0308", "𠀀", "𰻝", "葛\U000e0100", "1\u20e3", "ﬁ", "Ω", "ǚ"]),
    st.sampled_from(["1,236", "1 200", "3×10⁻⁵", "35 μg/m³", "08：30", "2018—2020", "1∶500", "0536-8888888", "9" * 30]),
    st.sampled_from(
        ["kWh", "don’t", "H₂SO₄", "SO₄²⁻", "2-甲基", "internationalization", "https://a.cn/b?c=1#d", "~/文档/"]
    ),
    st.sampled_from(
        ["一、", "（一）", "1.", "（1）", "第一，", "一是", "第二条　", "——", "【甲】", "首先，", "国发〔2019〕5号"]
    ),
)
TEXTS = st.lists(PIECES, min_size=1, max_size=12).map("".join)
LONG = st.builds(lambda text, times: text * times, TEXTS, st.sampled_from((1, 1, 1, 1, 8)))
MEASURES = st.integers(4 * 4, 30 * 4).map(lambda quarters: quarters / 4)
KAI = TextStyle("kai")


@pytest.fixture(scope="module")
def composer() -> Composer:
    return Composer(DESIGN, open_faces(str(ROOT / "fonts")))


any_text = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settings(any_text, max_examples=examples(25))
@given(text=LONG, em=MEASURES, heading=st.booleans())
def test_a_paragraph_is_set_whole_and_its_lines_can_be_judged(
    composer: Composer, text: str, em: float, heading: bool
) -> None:
    paragraph = Paragraph("heading" if heading else "body", 1, (Run(text),), Place("x.md"))
    style = HEADING if heading else BODY
    found = galley(composer, paragraph, em, style)
    for setting in found.settings[:3]:
        lines = composer.lines(paragraph, style, setting, size=SIZE, measure=em * SIZE, color=BLACK)
        assert text_of(lines) == text
        assert all(before.end == after.start for before, after in pairwise(lines))
        assert all(line.fault == "overfull" or line.width <= line.measure + 0.02 for line in lines)
        for problem in judge_lines(paragraph, lines, ()):
            assert problem.message
            assert problem.hint


@any_text
@example(text="区水务局党组书记、（局长），河长，局长", em=8.75, align="center", post=True)
@example(text="“ā", em=4.0, align="left", post=False)
@given(text=LONG, em=MEASURES, align=st.sampled_from(("left", "center", "right")), post=st.booleans())
def test_a_line_of_furniture_stays_in_its_measure(
    composer: Composer, text: str, em: float, align: LineAlign, post: bool
) -> None:
    lines = composer.single(((text, KAI, BLACK),), size=SIZE, measure=em * SIZE, align=align, post=post)
    assert text_of(lines) == text
    for line in lines:
        xs = [x for span in line.spans for unit, x in zip(span.units, span.xs, strict=True) if unit.strip()]
        assert line.fault == "overfull" or (line.width <= line.measure + 0.02 and min(xs, default=0) >= -BRACKET_WHITE)


@any_text
@example(text="①")
@given(text=TEXTS)
def test_openings_numbers_and_days_are_read_from_anything(text: str) -> None:
    assert whole_number(text) >= -1
    assert all(number >= 0 for number in day_numbers(text))
    assert number_of(text) >= 0
    if opened := opening(text):
        assert text.startswith(opened.label)
        assert number_of(opened.label) in (0, opened.number)
        assert next_label(opened) or opened.number == 0 or opened.number


@any_text
@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
def test_every_report_has_an_outline_in_its_own_words(texts: list[str]) -> None:
    paragraphs = []
    for text in texts:
        label = opened.label if (opened := opening(text)) else ""
        kind: ParagraphKind = "heading" if label and len(text) < 12 else "body"
        paragraphs.append(Paragraph(kind, 1 if label else 0, (Run(text),), Place("x.md"), label))
    outline = outline_of(Report("x", "栏目", "题", "", "", tuple(paragraphs), Place("x.md")))
    whole = [paragraph.text for paragraph in paragraphs]
    for point in (point for group in outline.groups for point in group.points):
        assert any(point.head in text for text in whole)
        assert all(any(detail.text in text for text in whole) for detail in point.details)
