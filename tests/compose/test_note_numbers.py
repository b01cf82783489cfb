"""Numbers of notes: they hold on to what stands before them, and run into no figure; powers stay as they are."""

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.compose.classes import NOTE_GAP
from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.model.edition import Paragraph, Run
from bulletin.problems import Place
from tests.compose.setting import DESIGN, FLUSH, paragraph, set_paragraph, set_text, stands, text_of

FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def with_notes(text: str) -> Paragraph:
    """`产值{1}12亿`: the number of a note as a run of superscript figures."""
    runs = [
        Run("".join(FIGURES[int(figure)] for figure in part[1:-1]), note=int(part[1:-1]))
        if part[0] == "{"
        else Run(part)
        for part in re.split(r"(\{\d+\})", text)
        if part
    ]
    return Paragraph("body", 0, tuple(runs), Place("x.md"))


PIECES = st.sampled_from(
    (
        "产值",
        "发展",
        "5",
        "12.5%",
        "GDP",
        "A县",
        "km",
        "。",
        "，",
        "“好”",
        "（甲）",
        "——",
        "……",
        "２",
        " ",
        "·",
        "{1}",
        "{12}",
        "{9}",
    )
)


@given(st.lists(PIECES, min_size=2, max_size=30), st.integers(1, 20))
def test_no_line_begins_with_a_note(faces: Faces, pieces: list[str], em: int) -> None:
    made = with_notes("产" + "".join(pieces))
    lines = set_paragraph(Composer(DESIGN, faces), made, em)

    assert text_of(lines) == made.text
    starts = accumulate((len(run.text) for run in made.runs), initial=0)
    inside = {
        place
        for start, run in zip(starts, made.runs, strict=False)
        if run.note
        for place in range(start, start + len(run.text))
    }
    assert not inside & {line.start for line in lines[1:]}


@pytest.mark.parametrize("behind", ["1210207亿元", "GDP增长", "２倍", "¥35", "(a)", "{2}和"])
@pytest.mark.parametrize("before", ["生产总值", "占5", "m²", "GDP", "发展。", "“好”"])
def test_white_parts_a_note_from_a_figure_or_letter_behind_it(composer: Composer, before: str, behind: str) -> None:
    (joined,) = set_paragraph(composer, with_notes(before + "{1}" + behind), 40)
    (alone,) = set_paragraph(composer, with_notes(before + "{1}"), 40)
    at = len(before) + 1
    assert stands(joined)[at][1] >= alone.width / 10 * 1000 + NOTE_GAP - 1


@pytest.mark.parametrize(
    "text", ["研究{1}A县", "研究{1}Sr法", "约5{1}亿元", "见www.a.cn/b{1}说明", "增长5{1}～6{2}个点"]
)
def test_no_pattern_takes_a_note_for_a_sign_of_a_formula(composer: Composer, text: str) -> None:
    for em in range(3, 12):
        for line in set_paragraph(composer, with_notes(text), em)[1:]:
            assert line.text[0] not in FIGURES


def test_powers_stay_as_they_are(composer: Composer) -> None:
    (power,) = set_text(composer, "增长5²3", 40)
    (noted,) = set_paragraph(composer, with_notes("增长5{2}3"), 40)
    assert stands(power)[:-1] == stands(noted)[:-1]
    assert stands(power)[-1][1] == stands(noted)[-1][1] - NOTE_GAP


def test_the_figures_of_one_note_stand_together(composer: Composer) -> None:
    (line,) = set_paragraph(composer, with_notes("比重{12}提高"), 17, FLUSH)
    (plain,) = set_paragraph(composer, paragraph("比重¹²提高"), 17, FLUSH)
    assert stands(line) == stands(plain)


def test_a_note_begins_no_line_even_where_every_break_is_permitted(faces: Faces) -> None:
    free = Composer(DESIGN._replace(level="none"), faces)
    for em in range(2, 9):
        for line in set_paragraph(free, with_notes("生产总值比上年增长{12}，" * 3), em)[1:]:
            assert line.text[0] not in FIGURES
