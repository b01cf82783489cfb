"""Headlines, bylines and other short lines."""

import random
from itertools import combinations
from math import inf
from typing import Literal

import pytest

from bulletin.compose.composer import Composer
from bulletin.compose.display import _BreakSearch
from bulletin.compose.packed_line import width
from bulletin.faces.face import Faces
from bulletin.model.design import TextStyle
from bulletin.model.galley import Line
from tests.compose.setting import BLACK, DESIGN, RED, stands

KAI = TextStyle("kai", scale=1.048)
HEI = TextStyle("hei")


def head(
    composer: Composer,
    text: str,
    measure: float,
    rows: int,
    *,
    tracking: tuple[float, float] = (-0.03, 0.25),
    align: Literal["left", "center"] = "center",
) -> tuple[Line, ...] | None:
    return composer.display(
        text, "song-black", size=20, measure=measure, rows=rows, color=BLACK, align=align, tracking=tracking
    )


def texts(lines: tuple[Line, ...] | None) -> list[str]:
    assert lines is not None
    return [line.text for line in lines]


def test_the_white_of_a_last_mark_is_given_before_letters_are_set_closer(composer: Composer) -> None:
    (line,) = head(composer, "城乡建设。", 89.0, 1, tracking=(0.0, 0.0)) or ()  # four and a half characters
    assert line.width == pytest.approx(89.0, abs=0.1)


@pytest.mark.parametrize("rows", [2, 3, 4])
@pytest.mark.parametrize("seed", range(12))
def test_no_other_way_to_break_a_text_is_cheaper(composer: Composer, seed: int, rows: int) -> None:
    chance = random.Random(f"display {seed}")
    units = "".join(chance.choice("城乡，建设“水质”治理：规划") for _ in range(chance.randint(9, 14)))
    items = composer._case.display_items(units, "song-black")
    prices = [chance.choice((0.0, 0.0, 2.5, 8.0, 30.0)) for _ in range(20)]
    room = width(items.line(0, len(items.units))) // rows + 1500

    def cheapest(candidates: list[int]) -> float:
        search = _BreakSearch(items, room, -30, lambda unit: prices[unit])
        search.search(candidates, rows, 0)
        return search.best.cost if search.best else inf

    candidates = list(items.nodes[1:-1])
    alone = [cheapest(list(chosen)) for chosen in combinations(candidates, rows - 1)]
    assert cheapest(candidates) == pytest.approx(min(alone, default=inf))


@pytest.mark.parametrize(
    ("text", "rows", "wanted"),
    [
        ("规划引领谋发展　人文蓼河建标杆", 2, ["规划引领谋发展　", "人文蓼河建标杆"]),
        ("打造稳定营商环境　护航经济发展", 2, ["打造稳定营商环境　", "护航经济发展"]),
        ("借“潍”高石　攻“济”新玉", 2, ["借“潍”高石　", "攻“济”新玉"]),
        ("学习《高新区发展规划》，建设新城", 2, ["学习《高新区发展规划》，", "建设新城"]),
        ("人文蓼河建标杆", 1, ["人文蓼河建标杆"]),
    ],
)
def test_heads_break_at_phrases(composer: Composer, text: str, rows: int, wanted: list[str]) -> None:
    assert texts(head(composer, text, 400, rows)) == wanted


def test_a_head_breaks_after_a_mark_rather_than_in_the_middle(composer: Composer) -> None:
    assert texts(head(composer, "学习先进经验，谋发展新", 400, 2)) == ["学习先进经验，", "谋发展新"]
    assert texts(head(composer, "学习先进经验好，谋发展", 400, 2)) == ["学习先进经验好，", "谋发展"]


def test_a_sentence_rather_ends_its_lines_after_marks(composer: Composer) -> None:
    """Quotes parted 统筹 from 抓好 though their comma was five characters away."""

    def quote(*, sentence: bool) -> list[str]:
        text = "坚持内需主导，统筹抓好促消费和扩投资"
        set_text = composer.display(
            text, "kai", size=20, measure=260, rows=2, color=BLACK, align="left", tracking=(0.0, 0.0), sentence=sentence
        )
        return texts(set_text)

    assert quote(sentence=True) == ["坚持内需主导，", "统筹抓好促消费和扩投资"]
    assert quote(sentence=False) != quote(sentence=True)


def test_a_head_keeps_a_number_with_its_unit(composer: Composer) -> None:
    assert texts(head(composer, "规划面积110平方千米方案", 400, 2)) == ["规划面积", "110平方千米方案"]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("推动碳达峰碳中和行动", "碳达峰碳中和"),
        ("深化河湖长制工作实效", "河湖长制"),
        ("全面推进新时代文明实践建设", "新时代文明实践"),
        ("打造数字政府新样板", "数字政府"),
        ("建设宜居韧性智慧城市", "韧性智慧"),
        ("全面深化新时代文明实践中心建设工作", "深化新时代文明实践中心建设"),
    ],
)
def test_a_head_keeps_the_editors_terms_whole(faces: Faces, text: str, term: str) -> None:
    composer = Composer(DESIGN, faces, (term,))
    measures = [measure * 20 for measure in range(len(text) // 2 + 1, len(text)) if measure >= len(term)]
    found = [head(composer, text, measure, 2) for measure in measures]
    assert any(lines for lines in found)
    for lines in found:
        for line in lines or ():
            parted = text.index(term) < line.end < text.index(term) + len(term)
            assert not parted or not can_hold(text, term, max(line.measure for line in lines or ()) / 20)


def can_hold(text: str, term: str, room: float) -> bool:
    """Whether two lines of so many characters hold the text with the term whole."""
    return any(
        max(end, len(text) - end) <= room
        for end in range(1, len(text))
        if not text.index(term) < end < text.index(term) + len(term)
    )


def test_four_characters_in_quotation_marks_stay_together(composer: Composer) -> None:
    for text in ("坚持“多规合一”抓落实", "抓好“多规合一”工作", "全面落实“多规合一”"):
        assert any("“多规合一”" in line for line in texts(head(composer, text, 400, 2)))


def test_a_head_without_phrases_is_balanced(composer: Composer) -> None:
    lines = head(composer, "全面提升高新区规划建设水平和服务能力", 400, 2)

    assert [len(text) for text in texts(lines)] == [9, 9]


@pytest.mark.parametrize(
    ("rows", "wanted"), [(2, ["甲丙", "戊庚壬"]), (3, ["甲", "丙戊", "庚壬"]), (4, ["甲", "丙", "戊", "庚壬"])]
)
def test_of_equal_ways_the_one_is_taken_whose_lines_end_first(composer: Composer, rows: int, wanted: list[str]) -> None:
    assert texts(head(composer, "甲丙戊庚壬", 400, rows)) == wanted


def test_a_line_of_one_character_fits_as_wide_as_it_is_and_no_letterspacing_helps_it(composer: Composer) -> None:
    assert texts(head(composer, "甲丙", 20, 2)) == ["甲", "丙"]
    assert head(composer, "甲丙", 19.9, 2) is None


def test_a_phrase_gap_is_one_em(composer: Composer) -> None:
    (line,) = head(composer, "谋发展　建标杆", 400, 1, align="left") or ()

    assert stands(line)[3:5] == [("　", 3000), ("建", 4000)]


def test_nothing_is_lost_and_lines_are_centred(composer: Composer) -> None:
    text = "借“潍”高石　攻“济”新玉"
    lines = head(composer, text, 371, 2)

    assert "".join(texts(lines)) == text
    assert lines is not None
    for line in lines:
        first = stands(line)[0][1] / 1000 * 20
        assert first == pytest.approx(371 - line.width, abs=0.05)


def test_a_head_too_wide_is_squeezed_at_its_marks_then_set_closer_then_refused(composer: Composer) -> None:
    text = "借“潍”高石攻“济”新玉"  # 8 Han, 4 quotes of half an em, 4 blanks of a quarter: 11 em

    natural = head(composer, text, 11 * 20, 1)
    squeezed = head(composer, text, 10.5 * 20, 1)
    closer = head(composer, text, 10.2 * 20, 1)

    assert natural is not None
    assert natural[0].width == pytest.approx(11 * 20)
    for lines, em in ((natural, 11), (squeezed, 10.5), (closer, 10.2)):
        assert lines is not None
        assert lines[0].width <= em * 20 + 0.02
    assert head(composer, text, 10.2 * 20, 1, tracking=(0, 0.25)) is None
    assert head(composer, text, 9 * 20, 1) is None


def test_tracking_is_taken_from_the_range(composer: Composer) -> None:
    (line,) = head(composer, "建标杆", 400, 1, tracking=(0.2, 0.2), align="left") or ()

    assert [x for _, x in stands(line)] == [0, 1200, 2400]
    assert line.width == pytest.approx(3.4 * 20)


def test_an_opening_mark_at_a_head_s_start_is_trimmed(composer: Composer) -> None:
    (line,) = head(composer, "“潍”石", 400, 1, align="left") or ()

    assert stands(line)[0] == ("“", -500)


def test_a_long_text_in_two_rows_costs_little_and_fits(composer: Composer) -> None:
    text = "学习提高水平，规划建设发展" * 20

    lines = composer.display(
        text, "hei", size=10, measure=1400, rows=2, color=BLACK, align="left", tracking=(-0.03, 0.25)
    )

    assert "".join(texts(lines)) == text


def test_byline_parts_share_a_line(composer: Composer) -> None:
    (line,) = composer.single(
        (("济宁高新区环保分局局长　", KAI, BLACK), ("李剑", HEI, RED)), size=10, measure=371, align="center"
    )

    assert line.text == "济宁高新区环保分局局长　李剑"
    assert [span.size for span in line.spans] == [10.48, 10]
    post, name = line.spans
    width = 12 * 10.48 + 2 * 10
    assert post.xs[0] / 1000 * 10.48 == pytest.approx((371 - width) / 2, abs=0.02)
    assert name.xs[0] / 1000 * 10 == pytest.approx((371 - width) / 2 + 12 * 10.48, abs=0.02)
    assert (line.start, line.end, line.last) == (0, 14, True)


def test_a_pair_of_sizes_keeps_the_larger_mark_s_blank(composer: Composer) -> None:
    large, small = TextStyle("song", scale=2), TextStyle("song")

    (line,) = composer.single((("大，", large, BLACK), ("小", small, BLACK)), size=10, measure=400, align="left")
    (other,) = composer.single((("小", small, BLACK), ("“大", large, BLACK)), size=10, measure=400, align="left")

    assert line.spans[1].xs[0] == 4000  # 大 and half a mark of 20 pt, then half of 20 pt
    assert other.spans[1].xs[0] / 1000 * 20 + 0.5 * 20 == pytest.approx(10 + 0.5 * 20)


def test_tracking_of_a_style_is_honoured(composer: Composer) -> None:
    (line,) = composer.single((("发展", TextStyle("hei", tracking_em=0.1), BLACK),), size=10, measure=99, align="left")

    assert line.spans[0].xs == (0, 1100)


def test_what_finds_no_room_goes_to_more_lines(composer: Composer) -> None:
    lines = composer.single(
        (("济宁高新区环保分局局长　", KAI, BLACK), ("李剑", KAI, BLACK)), size=10, measure=128, align="right"
    )
    long = composer.single((("济宁高新区环保分局局长" * 4, KAI, BLACK),), size=10, measure=128, align="center")

    assert [line.text for line in lines] == ["济宁高新区环保分局局长　", "李剑"]
    assert "".join(line.text for line in long) == "济宁高新区环保分局局长" * 4
    assert all(line.width <= 128.02 for line in long)
    assert [line.last for line in long] == [False] * (len(long) - 1) + [True]
    assert [line.start for line in long[1:]] == [line.end for line in long[:-1]]


def test_blanks_at_the_end_of_a_full_line_begin_no_line_of_their_own(composer: Composer) -> None:
    parts = (("济宁高新区环保分局局长", KAI, BLACK), ("　　", KAI, BLACK), ("李剑", KAI, BLACK))
    lines = composer.single(parts, size=10, measure=11 * 10.48, align="left")

    assert [line.text for line in lines] == ["济宁高新区环保分局局长　　", "李剑"]
