"""What holds for every text that is composed."""

from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

from bulletin.compose.composer import Composer
from bulletin.compose.emergency import EMERGENCY
from bulletin.faces.face import Faces, open_faces
from bulletin.model import marks
from bulletin.model.edition import Paragraph, Run
from bulletin.model.galley import Line
from bulletin.problems import Place
from tests.compose.setting import (
    BLACK,
    BODY,
    DESIGN,
    FLUSH,
    HEADING,
    SIZE,
    galley,
    paragraph,
    set_paragraph,
    set_text,
    stands,
    text_of,
)
from tests.conftest import ROOT
from tests.examples import examples

HAN = "一乙学习提高水平规划建设经济发展"
PIECES = st.one_of(
    st.text(HAN, min_size=1, max_size=8),
    st.sampled_from("，。、；：？！“”‘’（）《》·～％"),
    st.sampled_from(["——", "……", "？！", "。”", "：“", "）。", "、《", "”、“"]),
    st.sampled_from(["110平方千米", "4月14日", "2018—2020年", "12.5%", "1,236人", "第15届", "3:2", "38μg/m³", "￥30"]),
    st.sampled_from(
        ["GDP", "Research and Development", "Wi-Fi", "don’t", "the “best” way", "https://a.cn/b/c-d_1.html"]
    ),
)
PROSE = st.lists(PIECES, min_size=1, max_size=40).map("".join)
EMS = st.integers(8 * 4, 40 * 4).map(lambda quarters: quarters / 4)


@pytest.fixture(scope="module")
def faces() -> Faces:
    return open_faces(str(ROOT / "fonts"))


@pytest.fixture(scope="module")
def composer(faces: Faces) -> Composer:
    return Composer(DESIGN, faces)


relaxed = settings(max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.too_slow])


TOUCHING = 60  # 1/1000 em: how far one glyph's ink may reach into the next one's, as letters do


def ink_of(faces: Faces, line: Line) -> list[tuple[str, tuple[int, int]]]:
    """The units of a line with the left and right edges of their ink, 1/1000 em.

    Origins say nothing about order: an opening bracket has its ink at the right of its em, so on a squeezed line its
    origin lies before that of the narrow letter that it follows.
    """
    found = []
    for span in line.spans:
        for unit, x in zip(span.units, span.xs, strict=True):
            ink = faces.face(span.face).ink(unit)
            found.append((unit, (x + ink.left, x + ink.right)))
    return found


@example(text="一￥30一一一一一一一一一一一一Wi-Fi（一，一一", em=8.0)
@example(text="一一一一一一——Research and Development（一一一——", em=8.0)
@relaxed
@given(text=PROSE, em=EMS)
def test_nothing_is_lost_and_full_lines_meet_the_measure(
    faces: Faces, composer: Composer, text: str, em: float
) -> None:
    lines = set_text(composer, text, em, BODY)

    assert text_of(lines) == text
    assert lines[0].start == 0
    assert all(line.end == after.start for line, after in pairwise(lines))
    assert lines[-1].end == len(text)
    for line in lines:
        assert line.fault == "overfull" or line.width <= line.measure + 0.02
        if not line.last and line.fault is None:
            assert abs(line.width - line.measure) <= 0.02
        inks = [ink for unit, ink in ink_of(faces, line) if unit.strip()]
        assert all(before[0] <= after[0] and before[1] <= after[0] + TOUCHING for before, after in pairwise(inks)), line


@relaxed
@given(text=PROSE, em=EMS)
def test_no_line_starts_or_ends_badly(composer: Composer, text: str, em: float) -> None:
    found = galley(composer, paragraph(text), em, BODY)

    for setting in found.settings:
        for end in setting.ends[:-1]:
            if setting.rescued or setting.demerits >= EMERGENCY:
                continue
            before, after = text[:end].rstrip(" ")[-1:], text[end : end + 1]
            assert after not in marks.NOT_AT_LINE_START, text[end - 5 : end + 5]
            assert before not in marks.NOT_AT_LINE_END, text[end - 5 : end + 5]
            assert text[end - 1 : end + 1] not in ("——", "……") or (text[:end].count("—") % 2 == 0)


@relaxed
@given(text=PROSE, em=EMS, cuts=st.lists(st.integers(0, 200), max_size=6))
def test_runs_of_equal_metrics_change_nothing(composer: Composer, text: str, em: float, cuts: list[int]) -> None:
    style = BODY._replace(bold_role="song")
    whole = paragraph(text)
    places = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    runs = tuple(
        Run(text[start:end], bold=bool(number % 2))
        for number, (start, end) in enumerate(pairwise(places))
        if end > start
    )
    parted = Paragraph("body", 0, runs, Place("x.md"))

    assert galley(composer, parted, em, style) == galley(composer, whole, em, style)
    once = [stands(line) for line in set_paragraph(composer, whole, em, style)]
    again = [stands(line) for line in set_paragraph(composer, parted, em, style)]
    assert again == once


@settings(relaxed, max_examples=examples(30))
@given(text=PROSE, em=EMS)
def test_another_composer_finds_the_same(faces: Faces, composer: Composer, text: str, em: float) -> None:
    other = Composer(DESIGN, faces)

    assert galley(other, paragraph(text), em) == galley(composer, paragraph(text), em)
    assert set_text(other, text, em) == set_text(composer, text, em)


@relaxed
@given(text=PROSE, em=EMS)
def test_line_counts_on_offer_are_all_different_and_set_as_many_lines(composer: Composer, text: str, em: float) -> None:
    found = galley(composer, paragraph(text), em)

    counts = [setting.line_count for setting in found.settings]
    assert counts == sorted(set(counts))
    assert all(abs(count - found.optimum.line_count) <= 2 for count in counts)
    assert found.optimum.demerits == min(setting.demerits for setting in found.settings)


@relaxed
@given(text=st.text(min_size=1, max_size=120).filter(lambda text: "\n" not in text and "\r" not in text), em=EMS)
def test_any_text_at_all_is_set(composer: Composer, text: str, em: float) -> None:
    assert text_of(set_text(composer, text, em, FLUSH)) == text


ODD = st.text("学习一，。、“”（）《》——……？！·12 3abCd-/．％℃￥　①ー々é\u0301.:;,()", min_size=1, max_size=50)
NARROW = st.sampled_from([1.0, 1.5, 2.0, 3.0, 5.5, 7.0, 13.0, 72.0])


@relaxed
@given(text=ODD, em=NARROW, heading=st.booleans())
def test_any_measure_is_set_however_narrow(composer: Composer, text: str, em: float, heading: bool) -> None:
    made = paragraph(text, "heading" if heading else "body")
    style = HEADING if heading else BODY
    found = composer.galley(made, style, size=SIZE, measure=em * SIZE)

    for setting in found.settings:
        lines = composer.lines(made, style, setting, size=SIZE, measure=em * SIZE, color=BLACK)
        assert text_of(lines) == text
        assert len(lines) == setting.line_count
        assert all(line.fault == "overfull" or line.width <= line.measure + 0.02 for line in lines)


@relaxed
@given(text=ODD, em=NARROW, rows=st.integers(1, 3), at=st.integers(0, 50))
def test_heads_and_bylines_lose_nothing(composer: Composer, text: str, em: float, rows: int, at: int) -> None:
    head = composer.display(
        text, "hei-bold", size=20, measure=em * 20, rows=rows, color=BLACK, align="center", tracking=(-0.03, 0.2)
    )
    if head is not None:
        assert "".join(line.text for line in head) == text
        assert len(head) == rows
        assert all(line.width <= line.measure + 0.02 for line in head)
    parts = tuple((part, style, BLACK) for part, style in ((text[:at], HEADING), (text[at:], BODY)) if part)
    assert text_of(composer.single(parts, size=SIZE, measure=em * SIZE, align="right")) == text
