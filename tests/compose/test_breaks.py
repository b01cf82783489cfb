"""Where lines end: levels, what stays together, and the rescue of the impossible."""

import re
import time

import pytest

from bulletin.compose.breaks import RESCUE_WHOLE, CostTables, LineCosts, break_lines, cost_tables
from bulletin.compose.composer import Composer
from bulletin.compose.emergency import with_emergency_breaks
from bulletin.compose.items import Items
from bulletin.compose.packed_line import PackedLine, pack
from bulletin.faces.face import Faces
from bulletin.model.design import BreakLevel
from bulletin.model.edition import Paragraph, ParagraphKind, Run
from bulletin.problems import Place
from tests.compose.setting import (
    BLACK,
    BODY,
    DESIGN,
    FLUSH,
    HEADING,
    SIZE,
    body_paragraphs,
    galley,
    long_paragraph,
    paragraph,
    set_paragraph,
    set_text,
    shown,
    stands,
    text_of,
)
from tests.conftest import ROOT
from tests.properties.rivals import make_items


def ends(composer: Composer, text: str, label: str = "") -> set[int]:
    """Every place at which some line may end, at any measure."""
    found: set[int] = set()
    for quarters in range(8 * 4, 24 * 4):
        for setting in galley(composer, paragraph(text, label=label), quarters / 4).settings:
            if not setting.rescued:
                found.update(setting.ends[:-1])
    return found


@pytest.mark.parametrize(
    "whole", ["PM2.5", "1,236", "15:30", "4.14", "12.5%", "38℃", "——", "……", "¥30", "？！", "2019/4", "GB/T"]
)
def test_units_stay_whole(composer: Composer, whole: str) -> None:
    text = "一二三四五六七" + whole + "一二三四五六七八九十一二三四五六七八九十"
    start = text.index(whole)

    assert not ends(composer, text) & set(range(start + 1, start + len(whole)))


@pytest.mark.parametrize(
    ("level", "text", "permitted"),
    [
        ("gb", "一二三四五六七八九——十一二三四五六七", True),
        ("strict", "一二三四五六七八九——十一二三四五六七", False),
        ("strict", "一二三四五六七八九……十一二三四五六七", False),
    ],
)
def test_levels_decide_about_dashes(faces: Faces, level: BreakLevel, text: str, permitted: bool) -> None:
    composer = Composer(DESIGN._replace(level=level), faces)

    assert (9 in ends(composer, text)) is permitted


def test_the_basic_level_lets_a_solidus_end_a_line(faces: Faces) -> None:
    text = "一二三四五六七八九／十一二三四五六七八九十"

    assert 10 not in ends(Composer(DESIGN._replace(level="gb"), faces), text)
    assert 10 in ends(Composer(DESIGN._replace(level="basic"), faces), text)


def test_the_level_of_none_lets_a_mark_begin_a_line(faces: Faces) -> None:
    text = "一二三四五六七八九，十一二三四五六七八九十"

    assert 9 not in ends(Composer(DESIGN._replace(level="basic"), faces), text)
    assert 9 in ends(Composer(DESIGN._replace(level="none"), faces), text)


def test_a_number_and_its_unit_part_only_at_a_price(composer: Composer) -> None:
    text = "学习先进，规划面积为110平方千米，总投资500亿元，" * 8
    parted = re.compile("(?:[0-9]|平方|亿)$")

    lines = [line for em in range(14, 25) for line in set_text(composer, text, em, BODY)]

    places = 16 * 11
    assert sum(bool(parted.search(line.text)) for line in lines) <= 0.1 * places


def test_a_label_keeps_its_first_two_characters(composer: Composer) -> None:
    for label, text in (("1.", "1.强化取水统计和计量监管制度"), ("（一）", "（一）强化取水统计和计量监管制度")):
        found = ends(composer, text, label)
        assert not found & {len(label), len(label) + 1}


def test_no_last_line_holds_one_character(composer: Composer) -> None:
    for count in range(18, 40):
        text = "学" * (count - 1) + "习。"
        assert len(set_text(composer, text, 17)[-1].text.strip("。")) >= 2 or count == 17


def test_a_loose_line_is_a_lesser_evil_than_a_last_line_of_one_character(composer: Composer) -> None:
    """No ordinary line of 13 characters fills 14 em; one at 0.083 em, of the rescue, costs less than the runt."""
    assert [len(line.text) for line in set_text(composer, "学" * 15, 14)] == [13, 2]


def test_a_last_line_is_not_stretched_however_little_it_lacks(composer: Composer) -> None:
    (line,) = set_text(composer, "学" * 17, 17.05)

    assert line.width == pytest.approx(170)
    assert galley(composer, paragraph("学" * 17), 17.05).optimum.demerits == 0


def test_terms_are_better_not_broken(faces: Faces) -> None:
    text = "会上，苏晓辉强调，学习先进，苏晓辉提出，必须保持，昂扬状态，苏晓辉要求，抓好落实，苏晓辉表示，长抓不懈。"
    inside = {found.start() + step for found in re.finditer("苏晓辉", text) for step in (1, 2)}

    def broken(composer: Composer) -> int:
        return sum(len(inside & set(galley(composer, paragraph(text), em).optimum.ends)) for em in range(12, 30))

    assert broken(Composer(DESIGN, faces, ("苏晓辉",))) < broken(Composer(DESIGN, faces)) / 2


def test_line_counts_near_the_best_are_offered(composer: Composer) -> None:
    text = paragraph("学习提高水平规划建设，经济发展全面进步。" * 30)
    found = composer.galley(text, FLUSH, size=SIZE, measure=17 * SIZE)
    best = found.optimum.line_count

    assert [setting.line_count for setting in found.settings] == [best, best + 1, best + 2]
    for setting in found.settings:
        assert abs(setting.line_count - best) <= 2
        assert len(composer.lines(text, FLUSH, setting, size=SIZE, measure=17 * SIZE, color=BLACK)) == (
            setting.line_count
        )


def test_asking_twice_is_free(composer: Composer) -> None:
    made = paragraph("学习提高水平规划建设，经济发展全面进步。" * 5)

    assert galley(composer, made, 17) is galley(composer, made, 17)
    assert composer.galley(made, FLUSH, size=21, measure=17 * 21) is galley(composer, made, 17)


def test_long_latin_runs_break_somewhere(composer: Composer) -> None:
    lines = set_text(composer, "a" * 5000, 17)

    assert text_of(lines) == "a" * 5000
    assert all(line.width <= line.measure + 0.02 for line in lines)
    assert all(line.measure - line.width < 6 for line in lines[:-1])


def test_addresses_break_at_their_marks_without_hyphens(composer: Composer) -> None:
    text = "详情可登录https://www.wfgx.gov.cn/zwgk/2019/04/index.html查询，或发送邮件至gaoxinqu@wf-gov.cn咨询。"
    lines = set_text(composer, text, 17, BODY)

    assert text_of(lines) == text
    assert not any(line.hyphen for line in lines)
    assert all(line.width == pytest.approx(line.measure, abs=0.02) for line in lines[:-1])


def test_latin_words_are_hyphenated(composer: Composer, faces: Faces) -> None:
    text = "园区引入Research and Development机构，并推动internationalization进程与modernization建设。"
    lines = set_text(composer, text, 9)

    assert any(line.hyphen and line.text.endswith("-") for line in lines)
    assert text_of(lines) == text
    unhyphenated = Composer(DESIGN._replace(hyphenate=False), faces)
    assert not any(
        line.hyphen and line.fault is None for line in set_text(unhyphenated, "学习development之后，" * 6, 17)
    )


def test_a_word_parted_for_want_of_room_is_reported_though_all_lines_fit(faces: Faces) -> None:
    composer = Composer(DESIGN._replace(hyphenate=False), faces)
    text = "学习提internationalization学习提高水平规划建设"

    assert galley(composer, paragraph(text), 12).optimum.rescued
    assert all(line.fault is None for line in set_text(composer, text, 12))


def test_the_impossible_is_rescued_and_reported(composer: Composer) -> None:
    text = "一二三四五六12345678901，一二三四五六七八九十"

    assert galley(composer, paragraph(text), 8).optimum.rescued
    lines = set_text(composer, text, 8)
    assert any(line.fault for line in lines)
    assert all(line.width <= line.measure + 0.02 for line in lines)


@pytest.mark.parametrize(
    "text", ["221652696773294840591526889798694-《甲》先进学习", "a@bcdefghijklmnopqrstuvwxyzabcde.cn学习"]
)
@pytest.mark.parametrize("kind", ["body", "heading"])
def test_the_first_line_s_indent_leaves_its_first_piece_less_room(
    composer: Composer, text: str, kind: ParagraphKind
) -> None:
    for em in (quarters / 4 for quarters in range(44, 80)):
        lines = set_text(composer, text, em, BODY, kind)
        assert all(line.width <= line.measure + 0.02 for line in lines), shown(lines)


@pytest.mark.parametrize(
    "text", ["8.6×10⁻⁵mg·L⁻¹~484.8mg·L⁻¹·mol·L⁻¹", "∑(xᵢ−x\u0304)²+nx\u0304²bx\u0304cdx\u0304ef=x\u0304"]
)
def test_what_is_longer_than_a_line_parts_at_no_mark_that_begins_none(composer: Composer, text: str) -> None:
    for em in (quarters / 4 for quarters in range(12, 40)):
        lines = set_text(composer, text, em)
        assert not any(line.text[0] in "·\u0304" for line in lines), shown(lines)


def test_a_trimmed_mark_at_a_line_s_end_stands_within_the_measure(faces: Faces, composer: Composer) -> None:
    for em in (quarters / 4 for quarters in range(48, 64)):
        for line in set_text(composer, "学习 the “best” way of the “other” and the ‘last’ of them’", em):
            mark, x = stands(line)[-1]
            assert x + faces.face(line.spans[-1].face).ink(mark).right <= line.measure / SIZE * 1000, line.text


@pytest.mark.parametrize("em", [4.1, 4.25, 4.4])
def test_lines_set_to_the_right_begin_within_their_measure(composer: Composer, em: float) -> None:
    lines = set_text(composer, "学习先进，学习先进", em, BODY._replace(indent_em=0.0, align="right"), "closing")

    assert all(line.spans[0].xs[0] >= 0 for line in lines), shown(lines)


def test_a_long_text_is_rescued_around_the_impossible_place_as_well_as_in_the_whole(faces: Faces) -> None:
    half = "学习提高水平规划建设，经济发展全面进步。" * 50
    for middle in ("共1234567890123456789个", "见110平方千米12345678901234，GDP一"):
        (items,) = make_items(faces, [paragraph(half + middle + half)])
        items = with_emergency_breaks(items, 10_000)
        assert len(items.nodes) > RESCUE_WHOLE

        around = break_lines(items, cost_tables(10_000, "justify")).values()
        whole = break_lines(items, cost_tables(10_000, "justify"), rescue=True).values()
        assert min(solution.cost for solution in around) == pytest.approx(
            min(solution.cost for solution in whole), rel=1e-5
        )


def test_ragged_lines_cost_the_white_they_leave_squared() -> None:
    costs = cost_tables(10_000, "left").ordinary

    assert costs.lines[pack(5_000)] == pytest.approx(20 * 0.5**2 + 0.02)
    assert costs.last[pack(5_000)] == 0


class CountingCosts(LineCosts):
    """Costs that count the lines asked for."""

    lookups = 0

    def __getitem__(self, line: PackedLine) -> float:
        self.lookups += 1
        return super().__getitem__(line)


def lines_weighed(items: Items, measure: int = 17_000) -> int:
    """How many lines the breaker weighs, ordinary ones and those of the rescue."""
    items = with_emergency_breaks(items, measure)
    ordinary, rescue = CountingCosts(measure), CountingCosts(measure, rescue=True)
    tables = cost_tables(measure, "justify")
    tables = CostTables(ordinary=tables.ordinary._replace(lines=ordinary), rescue=tables.rescue._replace(lines=rescue))
    break_lines(items, tables)
    return ordinary.lookups + rescue.lookups


HOSTILE = ("。", "a", "（", "1", "……", " ", "一\u200b", "。” ", "a b ")


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_weigh_no_more_lines_than_others(faces: Faces, unit: str) -> None:
    short, long = make_items(faces, [paragraph(unit * 1_000), paragraph(unit * 8_000)])

    assert lines_weighed(long) <= 10 * lines_weighed(short) + 2_000
    assert lines_weighed(long) <= 8_000 * 100


def test_the_lines_weighed_grow_with_the_text_and_not_faster(faces: Faces) -> None:
    paragraphs = body_paragraphs(ROOT)
    short, long = make_items(faces, [long_paragraph(paragraphs, 2_000), long_paragraph(paragraphs, 40_000)])

    assert lines_weighed(short) <= 2_000 * 5
    assert lines_weighed(long) <= 22 * lines_weighed(short)


@pytest.mark.parametrize("text", ["。" * 20_000, "a" * 20_000, "（" * 5_000, "1" * 5_000, "……" * 5_000, " " * 3_000])
def test_hostile_texts_are_set_whole(composer: Composer, text: str) -> None:
    assert text_of(set_text(composer, text, 17)) == text


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_take_no_longer_than_others(faces: Faces, unit: str) -> None:
    def seconds(times: int) -> float:
        taken = []
        for _ in range(3):
            composer = Composer(DESIGN, faces)
            start = time.process_time()
            set_text(composer, unit * times, 17)
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(8_000) < 3 * 8 * seconds(1_000)


def test_more_gaps_than_a_field_counts_are_set(composer: Composer) -> None:
    text = "学习提高水平规划建设，" * 7_000
    setting = galley(composer, paragraph(text), 17).optimum

    assert setting.ends[-1] == len(text) > 65_535
    assert not setting.rescued


def test_a_heading_breaks_at_a_phrase_and_is_balanced(composer: Composer) -> None:
    text = "1.高点定位，提高规划设计标准和设计水平"
    lines = set_text(composer, text, 16, HEADING, "heading", "1.")

    assert [line.text for line in lines] == ["1.高点定位，", "提高规划设计标准和设计水平"]


def test_no_heading_leaves_one_character(composer: Composer) -> None:
    for count in range(18, 34):
        lines = set_text(composer, "学" * count, 17, HEADING, "heading")
        assert len(lines) == 2
        assert abs(len(lines[0].text) - len(lines[1].text)) <= 2


def test_a_heading_that_fits_only_by_squeezing_offers_two_lines_as_well(composer: Composer) -> None:
    found = galley(composer, paragraph("（四）自立自强，引建设结合造总部", "heading", "（四）"), 15, HEADING)

    assert [(setting.line_count, setting.demerits) for setting in found.settings] == [(1, 0.0), (2, 3.0)]
    roomy = galley(composer, paragraph("（四）自立自强，引建设结合造总部", "heading", "（四）"), 20, HEADING)
    assert [setting.line_count for setting in roomy.settings] == [1]


def test_narrow_columns_take_the_narrow_indent(composer: Composer) -> None:
    assert set_text(composer, "学习提高水平规划建设", 11, BODY)[0].spans[0].xs[0] == 1000
    assert set_text(composer, "学习提高水平规划建设", 12, BODY)[0].spans[0].xs[0] == 2000


def test_run_in_heads_are_bold_unless_the_layout_says_otherwise(faces: Faces) -> None:
    head, text = "一要主动转变理念思路。", "政法机关要主动适应新形势。"
    written = Paragraph("body", 0, (Run(head, bold=True), Run(text)), Place("report.md"), run_in=len(head))
    bold, plain = Composer(DESIGN, faces), Composer(DESIGN._replace(run_in=False), faces)

    (line,) = set_paragraph(bold, written, 30)
    assert [(span.face, "".join(span.units)) for span in line.spans] == [
        ("hei-bold", "一要主动转变理念思路。"),
        ("song", "政法机关要主动适应新形势。"),
    ]
    assert len(set_paragraph(plain, written, 30)[0].spans) == 1


def test_an_empty_paragraph_has_no_lines(composer: Composer) -> None:
    assert set_paragraph(composer, paragraph(""), 17) == ()


def test_every_line_of_an_indented_heading_stands_at_the_indent(composer: Composer) -> None:
    style = HEADING._replace(indent_em=2)
    for text in (
        "1.高点定位，提高规划设计标准和设计水平",
        "学" * 29,
        "（四）自立自强，引建设结合造总部，再加一个很长的短语",
    ):
        lines = set_text(composer, text, 16, style, "heading", "1." if text[0] == "1" else "")
        assert len(lines) >= 2
        assert {line.spans[0].xs[0] for line in lines[1:]} == {2000}
        assert all(line.width <= 16 * SIZE + 0.01 for line in lines)


def test_a_row_of_dashes_breaks_inside_rather_than_leave_the_column(composer: Composer) -> None:
    lines = set_text(composer, "甲" + "——" * 100 + "……" * 50, 17)
    assert text_of(lines) == "甲" + "——" * 100 + "……" * 50
    assert all(line.width <= 17 * SIZE + 0.01 for line in lines)
    assert not any(line.text.strip("甲…") == "—" for line in lines)


@pytest.mark.parametrize("em", [5, 7, 10])
def test_a_name_longer_than_half_a_measure_parts_behind_its_marks(composer: Composer, em: int) -> None:
    lines = set_text(composer, "甲乙版本v2.0.1-rc.3+build.2026运行丙丁戊己庚辛", em)

    assert any("build.2026" in line.text for line in lines)
    assert not any(line.hyphen for line in lines)


@pytest.mark.parametrize("mark", ["——", "———", "……"])
def test_what_nothing_can_part_is_reported_as_too_wide(composer: Composer, mark: str) -> None:
    lines = set_text(composer, f"甲{mark}乙", 1)

    assert [line.text for line in lines if line.fault == "overfull"] == [mark]
    assert [line.text for line in lines] == ["甲", mark, "乙"]


@pytest.mark.parametrize(
    "text",
    [
        "近期，国家互联网应急中心（CNCERT/CC）通报Apache Log4j 2.x远程代码执行漏洞（CVE-2021-44228）和OpenSSL",
        "Python项目用pip install --upgrade requests==2.31.0 urllib3==1.26.18锁定版本，写入requirements.txt；",
        "代码统一托管在https://gitlab.intra.example.gov.cn/egov/service-hall，分支命名采用feature/xxx、",
    ],
)
def test_several_lines_somewhat_short_rather_than_one_with_a_hole(composer: Composer, text: str) -> None:
    lines = set_paragraph(composer, paragraph(text), 17, BODY)

    assert [line.text for line in lines[:-1] if line.width < 11 * SIZE] == []


@pytest.mark.parametrize("formula", ["[c(1/6K₂Cr₂O₇)", "CH₃CH₂OH/CaSO₄"])
def test_a_formula_takes_no_hyphen(composer: Composer, formula: str) -> None:
    for em in range(10, 24):
        lines = set_text(composer, f"加入过量标准溶液{formula}回流两小时，再加入{formula}。", em)
        assert not any(line.hyphen for line in lines), em


def test_a_long_address_is_parted_without_a_hyphen(composer: Composer) -> None:
    text = "见https://a.cn/abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz网"
    lines = set_text(composer, text, 8)

    assert "".join(line.text for line in lines) == text
    assert len(lines) > 3
