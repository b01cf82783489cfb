"""Blanks at marks and between scripts: docs/typesetting.md, Spacing."""

from itertools import pairwise

import pytest

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.model.galley import Line
from tests.compose.setting import BODY, DESIGN, FLUSH, set_text, stands


def natural(composer: Composer, text: str) -> dict[str, int]:
    """Origins of the units of `text` on a line with room to spare; a character that comes twice stands at its last."""
    return dict(stands(one_line(composer, text)))


def one_line(composer: Composer, text: str) -> Line:
    lines = set_text(composer, text, 40)
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize(
    ("text", "em"),
    [
        ("的。”一", 2.5 + 1),  # two marks of natural width 2 take 1.5
        ("的：“一", 2.5 + 1),
        ("的）“一", 2.5 + 1),
        ("的，”、“一", 3.5 + 1),
        ("的“《一", 2.5 + 1),
        ("的》）。一", 3.0 + 1),
        ("的，一", 2 + 1),
        ("的“一", 2 + 1),
        ("的？！一", 2 + 1),  # two fill one em together
        ("的！！！一", 3 + 1),  # three fill two
        ("的——一", 3 + 1),
        ("的……一", 3 + 1),
        ("热·买", 2.5),  # an interpunct takes half an em
        ("的”。", 2.0),  # marks at a line's end keep half
        ("的）、一", 2.5 + 1),
        ("（？）一", 0.5 + 0.5 + 0.5 + 0.5 + 1),  # nothing is squeezed between （ and ？
    ],
)
def test_marks_take_their_width(composer: Composer, text: str, em: float) -> None:
    assert one_line(composer, text).width == pytest.approx(em * 10, abs=0.01)


@pytest.mark.parametrize("many", [1, 2, 5, 60, 5000])
@pytest.mark.parametrize("blank", ["\u3000", " ", "\xa0\u3000 "])
def test_a_line_ends_before_all_blanks_in_a_row(composer: Composer, blank: str, many: int) -> None:
    """As where a form is to be filled in; they are wider than the measure or fill a part of it."""
    text = "负责人签字甲" + blank * many + "乙日期由办公室填写甲"
    lines = set_text(composer, text, 10, FLUSH)

    assert "".join(line.text for line in lines) == text
    assert all(line.width <= line.measure + 0.01 for line in lines)
    assert not any(line.fault == "overfull" for line in lines)


def test_blanks_in_a_row_are_as_wide_as_together(composer: Composer) -> None:
    assert natural(composer, "甲\u3000\u3000\u3000乙")["乙"] == 4000
    assert natural(composer, "甲 \u3000乙")["乙"] == 2250


def test_an_opening_mark_at_the_line_start_is_trimmed(composer: Composer, faces: Faces) -> None:
    text = "“远学长沙”"
    first = set_text(composer, text, 20, BODY)[0]

    assert first.spans[0].xs[0] == 2000 - 500
    ink = faces.face("song").ink("“").left
    assert first.spans[0].xs[0] + ink == 2000 + ink - 500


def test_interpuncts_stand_in_the_middle_of_their_half_em(composer: Composer, faces: Faces) -> None:
    ink = faces.face("song").ink("·")

    middle = natural(composer, "热·买")["·"] + (ink.left + ink.right) / 2

    assert middle == pytest.approx(1250, abs=2)


@pytest.mark.parametrize(
    ("text", "unit", "x"),
    [
        ("的A", "A", 1250),
        ("的1", "1", 1250),
        ("，A", "A", 1000),  # never beside a mark
        ("的“A”的", "A", 2000),
        ("A的", "的", None),
        ("的￥", "￥", 1000),  # a full-width sign needs none
        ("5%的", "%", 558),
    ],
)
def test_han_beside_latin(composer: Composer, faces: Faces, text: str, unit: str, x: int | None) -> None:
    wanted = x if x is not None else faces.face("song").advance("A") + 250

    assert natural(composer, text)[unit] == wanted


@pytest.mark.parametrize(
    "text", ["歼-20", "东风-41型", "3-氯-1,2-丙", "研究[1]", "”[2,3]", "。[4]", "互联网+政务", "氨-15号", "北约-2"]
)
def test_no_gap_lies_beside_a_mark_that_joins(composer: Composer, faces: Faces, text: str) -> None:
    """Each step between two characters is the first one's own width, half of it behind a mark of Chinese."""
    face = faces.face("song")
    at = stands(one_line(composer, f"的{text}"))
    for (unit, x), (mark, after) in pairwise(at[1:]):
        if unit in "-+[" or mark in "-+[":
            assert after - x == face.advance(unit) / (2 if unit in "”。" else 1), (unit, mark)


@pytest.mark.parametrize("text", ["气温-5℃", "降到-12", "增幅-0.3%", "气温-5～3℃", "气温-5至3℃"])
def test_a_minus_behind_han_keeps_its_gap(composer: Composer, text: str) -> None:
    at = natural(composer, text)

    assert at["-"] == 2250


def test_the_ratio_between_han_stands_in_the_middle_of_half_an_em(composer: Composer, faces: Faces) -> None:
    line = one_line(composer, "水∶泥")
    ink = faces.face(line.spans[0].face).ink("∶")

    assert natural(composer, "水∶泥")["泥"] == 1500
    assert natural(composer, "水∶泥")["∶"] + (ink.left + ink.right) / 2 == pytest.approx(1250, abs=2)


def test_numbers_and_their_signs_are_one_box(composer: Composer, faces: Faces) -> None:
    face = faces.face("song")

    for text in ("12.5%", "3:2", "1,236", "2019-04-24", "$30", "15:30"):
        assert one_line(composer, text).width == pytest.approx(sum(map(face.advance, text)) / 100, abs=0.01), text


def test_a_label_has_its_own_gap(composer: Composer, faces: Faces) -> None:
    lines = set_text(composer, "1.强化取水统计", 40, label="1.")
    face = faces.face("song")

    assert dict(stands(lines[0]))["强"] == face.advance("1") + face.advance(".") + 250


@pytest.mark.parametrize("text", ["他说“OK”了", "“ABC公司”", "称为“the best”的", "“Yes”，他说"])
def test_quotes_beside_chinese_are_chinese(composer: Composer, text: str) -> None:
    pairs = stands(one_line(composer, text))
    at = next(place for place, (unit, _) in enumerate(pairs) if unit == "”")

    following = pairs[at + 1][1] if at + 1 < len(pairs) else None
    assert following is None or following - pairs[at][1] in (500, 1000)


@pytest.mark.parametrize("text", ["the “best” way", "We “do” it", "“All Latin words”"])
def test_quotes_among_latin_are_proportional(composer: Composer, text: str) -> None:
    line = one_line(composer, text)
    wide = one_line(composer, text.replace("“", "一").replace("”", "一"))

    assert line.width < wide.width - 8


def test_the_two_marks_of_a_pair_never_differ(composer: Composer) -> None:
    pairs = stands(one_line(composer, "他说“We can”，以及the “best” way"))
    openings = [place for place, (unit, _) in enumerate(pairs) if unit == "“"]

    inside = [pairs[place + 1][1] - pairs[place][1] for place in openings]
    assert inside[0] == 1000  # Chinese: half an em of blank and the cell
    assert 800 < inside[1] < 1000  # Latin: the ink at the right of the em and its bearing


def test_an_apostrophe_is_a_letter(composer: Composer, faces: Faces) -> None:
    assert one_line(composer, "don’t").width < 10 * sum(faces.face("song").advance(x) for x in "dont") / 1000 + 3.5


def test_style_runs_of_other_faces_keep_the_squeeze(composer: Composer) -> None:
    from bulletin.model.edition import Paragraph, Run
    from bulletin.problems import Place
    from tests.compose.setting import set_paragraph

    bold = Paragraph("body", 0, (Run("他说："), Run("“抓好落实。”", bold=True), Run("大家")), Place("x"))

    xs = [x for _, x in stands(set_paragraph(composer, bold, 40)[0])]
    plain = [x for _, x in stands(one_line(composer, "他说：“抓好落实。”大家"))]
    assert xs == plain


def test_ideographic_space_is_one_em_and_vanishes_at_a_line_end(composer: Composer) -> None:
    assert natural(composer, "局长　李剑")["李"] == 3000
    lines = set_text(composer, "一二三四五六七八　九十一二三四五六", 8)
    assert [line.text for line in lines] == ["一二三四五六七八　", "九十一二三四五六"]
    assert lines[0].width == pytest.approx(80)


def test_a_variation_selector_and_a_combining_mark_stay_with_their_character(composer: Composer) -> None:
    lines = set_text(composer, "葛\U000e0100城一二三四五六七八九十", 8)

    assert lines[0].text.startswith("葛\U000e0100城")
    assert lines[0].spans[0].units[0] == "葛\U000e0100"
    assert [x for _, x in stands(lines[0])][:3] == [0, 1000, 2000]


def test_a_dash_is_one_unit_or_a_stroke_over_invisible_text(composer: Composer, faces: Faces) -> None:
    song = one_line(composer, "的——一")
    kai = set_text(composer, "的——一", 40, FLUSH._replace(role="kai"))[0]

    assert "——" in song.spans[0].units
    assert not song.strokes
    hidden = [span for span in kai.spans if span.invisible]
    assert ["".join(span.units) for span in hidden] == ["——"]
    (stroke,) = kai.strokes
    assert stroke.x == pytest.approx(10.71)
    assert stroke.width == pytest.approx(18.58)
    assert kai.text == "的——一"


def test_hanging_is_a_choice_of_the_paragraph(faces: Faces) -> None:
    hanging = Composer(DESIGN._replace(hanging=True), faces)
    text = "一二三四五六七八九十一二三四五六七，一二三四五六七八九十一二三四"

    assert set_text(hanging, text, 17)[0].text == "一二三四五六七八九十一二三四五六七，"
    assert dict(stands(set_text(hanging, text, 17)[0]))["，"] == 17000
    run = "一二三四五六七八九十一二三四五“六”，一二三四五六七八九十一二三四"
    assert all(x < 17000 for _, x in stands(set_text(hanging, run, 17)[0]))


def test_characters_that_the_face_lacks_come_from_the_next(composer: Composer, faces: Faces) -> None:
    line = one_line(composer, "一龘二㎡三")

    assert line.text == "一龘二㎡三"
    for span in line.spans:
        assert all(faces.face(span.face).has(unit) for unit in span.units if faces.choose("song", unit))
