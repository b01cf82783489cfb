"""Insets and hanging labels: every line stands where its style says, whatever the text and the measure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.compose.composer import Composer
from bulletin.compose.emergency import with_emergency_breaks
from bulletin.compose.paragraphs import LineInsets, line_insets
from bulletin.compose.type_case import TypeCase, styled_text
from bulletin.faces.face import Faces
from bulletin.model.design import TextStyle
from bulletin.model.galley import Line
from tests.compose.setting import DESIGN, FLUSH, SIZE, paragraph, set_paragraph, set_text, stands, text_of

TEXT = "大力发展实体经济，持续优化营商环境，推动高质量发展取得新成效，努力建设现代化强区。"
INSETS = st.sampled_from((0.0, 0.5, 1.0, 2.0, 3.0))
EDGE = 0.02  # rounding of every glyph's place


def origin(line: Line) -> int:
    """Where the first cell of a line begins, of text without marks that begin a line."""
    return stands(line)[0][1]


@given(
    text=st.text("大力发展实体经济高质量，。、；：", min_size=1, max_size=120).map(lambda text: "新" + text),
    em=st.integers(12, 30),
    left=INSETS,
    right=INSETS,
    hang=INSETS,
    indent=INSETS,
)
def test_every_line_stands_between_its_insets(
    faces: Faces, text: str, em: int, left: float, right: float, hang: float, indent: float
) -> None:
    style = TextStyle("song", left_em=left, right_em=right, hang_em=hang, indent_em=indent)
    lines = set_text(Composer(DESIGN, faces), text, em, style)

    assert text_of(lines) == text
    insets = line_insets(style, DESIGN, size=SIZE, measure=em * SIZE)
    for number, line in enumerate(lines):
        assert line.measure == pytest.approx((em - insets.right) * SIZE)
        assert origin(line) == pytest.approx(1000 * (insets.others if number else insets.first), abs=1)
        if line.fault is None:
            assert line.width <= line.measure + EDGE
            assert line.last or line.width >= line.measure - EDGE


@pytest.mark.parametrize(
    ("style", "em", "wanted"),
    [
        (TextStyle("kai", left_em=2, indent_em=2), 17, LineInsets(left=2, first=4, others=2, right=0)),
        (TextStyle("kai", left_em=2, indent_em=2), 11.9, LineInsets(left=1, first=2, others=1, right=0)),
        (TextStyle("song", left_em=4, hang_em=2, right_em=1), 11, LineInsets(left=2, first=2, others=3, right=1)),
        (TextStyle("song", left_em=12, hang_em=2), 17, LineInsets(left=6.5, first=6.5, others=8.5, right=0)),
        (TextStyle("song", indent_em=2, align="right"), 17, LineInsets(left=0, first=0, others=0, right=2)),
        (TextStyle("song", left_em=1, right_em=3, align="right"), 17, LineInsets(left=1, first=1, others=1, right=3)),
    ],
)
def test_insets_are_narrower_in_narrow_columns_and_never_take_half(
    style: TextStyle, em: float, wanted: LineInsets
) -> None:
    assert line_insets(style, DESIGN, size=SIZE, measure=em * SIZE) == wanted


@pytest.mark.parametrize("em", [14, 17, 23])
@pytest.mark.parametrize(
    ("label", "hang"),
    [("•", 1), ("–", 1), ("1）", 2), ("10）", 2), ("（12）", 3), ("①", 2), ("¹", 1), ("¹²", 1), ("十一、", 3)],
)
def test_the_text_behind_a_label_begins_at_the_hang(composer: Composer, label: str, hang: int, em: int) -> None:
    style = TextStyle("song", bold_role="hei-bold", left_em=2, hang_em=hang)
    first, *others = set_text(composer, label + TEXT, em, style, "item", label)

    assert stands(first)[len(label)] == ("大", (2 + hang) * 1000)
    assert {origin(line) for line in others} == {(2 + hang) * 1000}


def test_a_label_wider_than_the_hang_keeps_its_gap(composer: Composer) -> None:
    style = TextStyle("song", left_em=2, hang_em=1)
    (first, *_) = set_text(composer, "（12）" + TEXT, 17, style, "item", "（12）")
    free = set_text(composer, "（12）" + TEXT, 17, FLUSH, label="（12）")[0]

    assert stands(first)[4] == ("大", stands(free)[4][1] + 2000)


def test_a_dot_before_an_item_is_bold(composer: Composer) -> None:
    style = TextStyle("song", bold_role="hei-bold", left_em=2, hang_em=1)
    spans = set_text(composer, "•" + TEXT, 17, style, "item", "•")[0].spans
    assert [(span.face, "".join(span.units)[:1]) for span in spans] == [("hei-bold", "•"), ("song", "大")]


@given(st.text("大力发展A1 ，（", min_size=1, max_size=60), st.integers(3, 11))
def test_nothing_is_lost_in_the_narrowest_columns(faces: Faces, text: str, em: int) -> None:
    style = TextStyle("song", left_em=9, right_em=1, hang_em=3)
    lines = set_paragraph(Composer(DESIGN, faces), paragraph(f"10）{text}", "item", "10）"), em, style)
    assert text_of(lines) == f"10）{text}"


def test_centred_text_stands_in_the_middle_of_its_room(composer: Composer) -> None:
    style = TextStyle("hei-bold", left_em=4, right_em=1, align="center")
    (line,) = set_text(composer, "名词解释", 17, style, "box-head")
    assert stands(line)[0][1] == 4000 + (12_000 - 4000) // 2


def test_what_is_longer_than_a_hanging_line_is_parted(composer: Composer) -> None:
    style = TextStyle("song", left_em=1, hang_em=3)
    for text in (
        "全文见" + "1234567890" * 3,
        "全文见说明" + "123456789" * 2 + "号",
        "全文" + "Administration" * 2 + "和" + "Administrations",
    ):
        for line in set_text(composer, text, 12, style):
            assert line.width <= line.measure + EDGE


def test_a_first_line_that_stands_out_opens_no_others_less(composer: Composer, faces: Faces) -> None:
    items = TypeCase(DESIGN._replace(hyphenate=False), faces, ()).items(
        styled_text("见Administrations及其说明", "song")
    )
    narrow, hung = (with_emergency_breaks(items, 13_000, indent) for indent in (0, -3000))
    assert items.longest * 2 in range(13_000, 16_000)
    assert narrow.nodes == hung.nodes != items.nodes
