"""Heads: which rank a report has, which sizes and rows are tried and at what price, and where the lines stand."""

import random
from pathlib import Path

import pytest

from bulletin.makeup.copyfit import brief_for
from bulletin.makeup.grid import type_area
from bulletin.makeup.headlines import (
    BACK_STEPS,
    INK,
    INK_ABOVE,
    LEAST_GAP,
    NARROW_COST,
    NO_PHRASE_COST,
    PARTED_COST,
    RUNNING_COST,
    SQUEEZED_COST,
    STEP_COST,
    TWO_ROWS_COST,
    Heads,
)
from bulletin.makeup.ranks import ranks
from bulletin.model.edition import Edition, Report
from tests.compose.setting import text_of
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, report, shipped

WORDS = "推动高质量发展创造高品质生活实现高效能治理"


@pytest.fixture(scope="module")
def a3(root: Path) -> LayoutSetup:
    return layout_setup(root, "bulletin-a3")


def heads(a3: LayoutSetup, *stories: Report) -> Heads:
    return Heads(brief_for(edition(*stories), a3.design, a3.faces, a3.composer))


def titled(title: str, **more: str) -> Report:
    return shipped("water")._replace(title=title, **more)  # type: ignore[arg-type]


def six(**ranks_given: int) -> Edition:
    """Six reports, the sixth a notice of under 300 characters; ranks by name where given."""
    chance = random.Random(1)
    lengths = (900, 900, 900, 900, 900, 100)
    stories = [report(chance, f"r{number}", length) for number, length in enumerate(lengths)]
    return edition(*(story._replace(rank=ranks_given.get(story.name, 0)) for story in stories))


def test_the_first_leads_three_follow_the_rest_are_third_and_notices_fourth() -> None:
    assert ranks(six()) == (1, 2, 2, 2, 3, 4)


def test_a_notice_is_fourth_wherever_it_stands_but_at_the_head() -> None:
    stories = six().reports
    assert ranks(edition(*stories[::-1])) == (1, 2, 2, 2, 3, 3)
    assert ranks(edition(stories[0], stories[5], stories[1])) == (1, 4, 2)


@pytest.mark.parametrize(("characters", "rank"), [(299, 4), (300, 2)])
def test_three_hundred_characters_are_no_notice(characters: int, rank: int) -> None:
    first, second = six().reports[:2]
    text = (WORDS * 20)[:characters]
    body = second.paragraphs[0]._replace(runs=(second.paragraphs[0].runs[0]._replace(text=text),))
    assert ranks(edition(first, second._replace(paragraphs=(body,)))) == (1, rank)


def test_an_editors_ranks_win_and_the_rest_are_fourth() -> None:
    assert ranks(six(r2=1, r0=2)) == (2, 4, 1, 4, 4, 4)


def test_each_step_down_the_list_costs_the_same(a3: LayoutSetup) -> None:
    lead = heads(a3, titled("借“潍”高石　攻“济”新玉", author=""))
    found = {head.size: head for head in lead.choices(0, 2, back=False) if head.rows == 1}
    sizes = a3.design.heads.sizes[0].span2
    assert set(found) <= set(sizes)
    assert [found[size].cost for size in sizes if size in found] == [
        step * STEP_COST for step, size in enumerate(sizes) if size in found
    ]


def test_a_later_rank_takes_its_own_sizes(a3: LayoutSetup) -> None:
    both = heads(a3, titled("借“潍”高石　攻“济”新玉"), titled("积极行动　强化管理"))
    table = a3.design.heads.sizes
    assert {head.size for head in both.choices(0, 1, back=False)} <= set(table[0].span1)
    assert {head.size for head in both.choices(1, 1, back=False)} <= set(table[1].span1)
    assert table[0].over(7) == table[0].span4


def test_a_second_row_costs_more_where_the_title_names_no_phrases(a3: LayoutSetup) -> None:
    phrased, plain = "推动高质量发展　创造高品质生活", "推动高质量发展创造高品质生活"
    costs = {}
    for title in (phrased, plain):
        two = [
            head for head in heads(a3, titled(title)).choices(0, 1, back=False) if head.rows == 2 and head.size == 24
        ]
        costs[title] = two[0].cost
    assert costs[phrased] == TWO_ROWS_COST
    assert costs[plain] == TWO_ROWS_COST + NO_PHRASE_COST


def test_a_row_that_ends_inside_a_word_costs_more(a3: LayoutSetup) -> None:
    lead = heads(a3, titled("基础设施社会主义公共服务"))
    found = lead.choices(0, 1, back=False)
    (head,) = (head for head in found if head.rows == 2 and head.size == 24)
    assert head.cost == TWO_ROWS_COST + NO_PHRASE_COST + PARTED_COST
    assert found[0].size < head.size, "a smaller one keeps its words whole"


@pytest.mark.parametrize("length", range(8, 22))
def test_the_short_head_of_a_continuation_is_no_smaller_than_others(a3: LayoutSetup, length: int) -> None:
    (head,) = heads(a3, titled(WORDS[:length])).choices(0, 1, back=True)
    assert head.size >= 1.4 * a3.design.grid.size - 0.01


def test_a_short_title_stands_in_one_row(a3: LayoutSetup) -> None:
    assert {head.rows for head in heads(a3, titled("抓落实")).choices(0, 1, back=False)} == {1}
    assert {head.rows for head in heads(a3, titled("推动发展工作再上新")).choices(0, 1, back=False)} == {1, 2}
    assert {head.rows for head in heads(a3, titled("推动发展工")).choices(0, 1, back=False)} == {1}


@pytest.mark.parametrize(("rows", "allowed"), [((2, 11), {1}), ((3, 12), {1}), ((8, 8), {1, 2})])
def test_a_title_whose_rows_would_be_scraps_of_lines_stands_in_one(
    a3: LayoutSetup, rows: tuple[int, int], allowed: set[int]
) -> None:
    first, second = rows
    lead = heads(a3, titled(f"{WORDS[:first]}　{WORDS[first : first + second]}"))
    assert {head.rows for head in lead.choices(0, 4, back=False) if head.size == 42} == allowed


def test_latin_letters_count_for_half_a_character(a3: LayoutSetup) -> None:
    found = heads(a3, titled("Smart Growth")).choices(0, 1, back=False)
    assert {(head.size, head.rows) for head in found} >= {(24.0, 1), (24.0, 2)}


def test_a_head_that_fills_little_of_its_span_costs_more(a3: LayoutSetup) -> None:
    (narrow,) = (head for head in heads(a3, titled("抓落实")).choices(0, 4, back=False) if head.size == 42)
    fill = 3 * 42 / type_area(a3.design).span_width(4)
    assert narrow.cost == pytest.approx(NARROW_COST * (a3.design.heads.fill_min - fill))


@pytest.mark.parametrize("span", [1, 2, 4])
def test_a_head_that_letterspacing_brings_to_the_span_costs_no_more(a3: LayoutSetup, span: int) -> None:
    design, size = a3.design.heads, a3.design.heads.sizes[0].over(span)[0]
    for length in range(3, 22):
        fill = length * size / type_area(a3.design).span_width(span)
        found = heads(a3, titled(WORDS[:length])).choices(0, span, back=False)
        for head in (head for head in found if (head.size, head.rows) == (size, 1)):
            assert (head.cost == 0) is (fill * (1 + design.tracking_max_em) >= design.fill_min)


def test_a_long_byline_ends_its_lines_between_posts(a3: LayoutSetup) -> None:
    lead = heads(a3, titled("抓落实", post="区自然资源和规划局高新区分局党组书记、局长", author="周海"))
    head = lead.choices(0, 1, back=False)[0]
    rows = [placed.line.text for placed in lead.placed(0, 1, head, 0) if placed.part == "byline"]
    assert rows == ["区自然资源和规划局高新区分局", "党组书记、局长　", "周海"]


def test_the_choices_come_cheapest_first_and_once_for_each_size_and_depth(a3: LayoutSetup) -> None:
    for title in ("借“潍”高石　攻“济”新玉", "推动高质量发展　创造高品质生活", WORDS):
        found = heads(a3, titled(title)).choices(0, 1, back=False)
        assert [head.cost for head in found] == sorted(head.cost for head in found)
        assert len({(head.lines, head.size) for head in found}) == len(found)


@pytest.mark.parametrize(
    "title",
    ["读《乡土中国》札记：“差序格局”之外，我们还能看到什么？", "再读费孝通先生名著《生育制度》与《江村经济》随想"],
)
def test_no_size_is_offered_at_which_a_quotation_or_a_title_tears(a3: LayoutSetup, title: str) -> None:
    for span in (1, 2, 4):
        made = heads(a3, titled(title))
        for head in made.choices(0, span, back=False):
            rows = [placed.line for placed in made.placed(0, span, head, 0) if placed.part == "title"]
            torn = [
                row.text for row in rows[:-1] if row.text.count("《") > row.text.count("》") or "“" in row.text[-4:]
            ]
            assert not torn, (span, head)


@pytest.mark.parametrize(
    ("title", "cost"),
    [
        ((WORDS * 2)[:32], SQUEEZED_COST),
        ((WORDS * 9)[:51], SQUEEZED_COST),
        ((WORDS * 9)[:80], SQUEEZED_COST),
        ("A" * 60, RUNNING_COST),
        ((WORDS * 9)[:160], RUNNING_COST),
    ],
)
def test_a_title_too_long_for_the_table_is_set_all_the_same(a3: LayoutSetup, title: str, cost: float) -> None:
    lead = heads(a3, titled(title))
    (head,) = lead.choices(0, 1, back=False)
    assert head.cost >= cost
    assert head.size < min(a3.design.heads.sizes[0].span1) or head.rows >= 2
    assert head.cost < RUNNING_COST or cost == RUNNING_COST
    assert head.size >= 1.4 * a3.design.grid.size - 0.01
    lines = [item.line for item in lead.placed(0, 1, head, 0) if item.part == "title"]
    assert text_of(tuple(lines)) == title
    assert {span.size for line in lines for span in line.spans} == {head.size}


def test_a_continuation_has_a_short_head_in_one_row_that_says_where_it_comes_from(a3: LayoutSetup) -> None:
    lead = heads(a3, titled("借“潍”高石　攻“济”新玉", kicker="引题", subtitle="副题"), titled("又一篇"))
    (back,) = lead.choices(0, 1, back=True)
    largest = a3.design.heads.back_scale * a3.design.grid.size
    assert (back.rows, back.cost) == (1, 0.0)
    assert back.size in {largest * step for step in BACK_STEPS}
    placed = lead.placed(0, 1, back, 0, back=3)
    assert [item.part for item in placed] == ["title", "byline"]
    assert placed[1].line.text == "（上接第3版）"
    assert heads(a3, titled(WORDS), titled("又一篇")).choices(0, 1, back=True)[0].rows == 2


@pytest.mark.parametrize("title", ["借“潍”高石　攻“济”新玉", WORDS, "A" * 60])
@pytest.mark.parametrize("span", [1, 4])
def test_a_continuation_of_the_only_report_says_just_where_it_comes_from(
    a3: LayoutSetup, title: str, span: int
) -> None:
    alone = heads(a3, titled(title, kicker="引题", subtitle="副题"))
    (back,) = alone.choices(0, span, back=True)
    placed = alone.placed(0, span, back, 0, back=3)
    assert [(item.part, item.line.text) for item in placed] == [("byline", "（上接第3版）")]


@pytest.mark.parametrize("span", [1, 2, 4])
@pytest.mark.parametrize("pad", [0, 2])
def test_the_lines_of_a_head_stand_below_each_other_inside_it(a3: LayoutSetup, span: int, pad: int) -> None:
    story = titled("推动高质量发展　创造高品质生活", kicker="学习考察", subtitle="学先进找差距促发展")
    lead = heads(a3, story)
    for head in lead.choices(0, span, back=False):
        placed = lead.placed(0, span, head, pad, lift=lead.lift())
        assert list(dict.fromkeys(item.part for item in placed)) == ["kicker", "title", "subtitle", "byline"]
        sizes = [max(run.size for run in item.line.spans) for item in placed]
        tops = [item.baseline - INK_ABOVE * size for item, size in zip(placed, sizes, strict=True)]
        feet = [top + INK * size for top, size in zip(tops, sizes, strict=True)]
        label = a3.design.label
        assert tops[0] - (label.height - lead.lift()) >= label.clear - 0.5
        assert all(foot < top for foot, top in zip(feet, tops[1:], strict=False))
        below = first_line_top(a3, head.lines + pad) - feet[-1] - a3.design.heads.text_gap
        assert below == pytest.approx(half_of_more_than_a_line(a3, lead, tops[0], below), abs=0.01)


def half_of_more_than_a_line(a3: LayoutSetup, lead: Heads, top: float, below: float) -> float:
    """Of the white that is left above a head that begins at `top`, and below it, what is to stand below."""
    label = a3.design.label
    left = top - (label.height - lead.lift() + label.clear) + below
    return max(0.0, left - a3.design.heads.white_above * a3.design.grid.leading) / 2


def first_line_top(a3: LayoutSetup, lines: int) -> float:
    """Where the ink of the text begins under a head of so many lines."""
    grid = a3.design.grid
    return lines * grid.leading + (grid.first_baseline_em - INK_ABOVE) * grid.size


def test_a_line_added_stands_above_the_title_and_between_the_parts_in_equal_shares(a3: LayoutSetup) -> None:
    lead = heads(a3, titled("抓落实"))
    head = lead.choices(0, 1, back=False)[0]
    tight, loose = ([item.baseline for item in lead.placed(0, 1, head, pad)] for pad in (0, 1))
    assert loose[0] - tight[0] == pytest.approx(a3.design.grid.leading / 2)
    assert loose[1] - tight[1] == pytest.approx(a3.design.grid.leading)


@pytest.mark.parametrize("pad", range(8))
def test_the_parts_of_a_head_stay_together_whatever_white_it_has(a3: LayoutSetup, pad: int) -> None:
    """A head of 20 pt in seven lines stood 36 pt under its label and 36 pt over its byline."""
    lead = heads(a3, titled("抓落实", kicker="学习考察", subtitle="学先进找差距促发展"))
    head = lead.choices(0, 1, back=False)[0]
    placed = lead.placed(0, 1, head, pad, lift=lead.lift())
    sizes = [max(run.size for run in item.line.spans) for item in placed]
    tops = [item.baseline - INK_ABOVE * size for item, size in zip(placed, sizes, strict=True)]
    feet = [top + INK * size for top, size in zip(tops, sizes, strict=True)]
    gaps = [top - foot for foot, top in zip(feet, tops[1:], strict=False)]
    most = (LEAST_GAP + a3.design.heads.loose_gap) * a3.design.grid.leading
    assert len(gaps) == 3
    assert all(0 < gap <= most + 0.01 for gap in gaps)
    assert pad < 4 or gaps == pytest.approx([most] * 3)
    below = first_line_top(a3, head.lines + pad) - feet[-1] - a3.design.heads.text_gap
    assert below == pytest.approx(half_of_more_than_a_line(a3, lead, tops[0], below), abs=0.01)
    assert pad < 7 or below > a3.design.grid.leading


def test_a_head_without_a_tag_begins_nearer_to_the_rule(a3: LayoutSetup) -> None:
    for column, above in (("", a3.design.label.rule), ("环境", a3.design.label.height)):
        lead = heads(a3, titled("抓落实", author="", post="", column=column))
        (head,) = (head for head in lead.choices(0, 2, back=False) if head.size == 28)
        (item,) = lead.placed(0, 2, head, 0, lift=lead.lift())
        foot = item.baseline - INK_ABOVE * 28 + INK * 28
        assert first_line_top(a3, head.lines) - foot >= a3.design.heads.text_gap - 0.01
        assert item.baseline - INK_ABOVE * 28 >= above - lead.lift() + a3.design.label.clear - 0.5


def test_a_rule_keeps_clear_of_the_masthead_and_the_folio_line(a3: LayoutSetup) -> None:
    close = a3.design._replace(masthead=a3.design.masthead._replace(height=7.9 * a3.design.grid.leading))
    lead = Heads(brief_for(edition(titled("抓落实")), close, a3.faces, a3.composer))
    assert lead.lift(1) == 0
    assert lead.lift() == heads(a3, titled("抓落实")).lift(1) > lead.lift(2) > 0


def test_a_long_kicker_is_set_smaller_then_in_more_lines(a3: LayoutSetup) -> None:
    size = 0.55 * 24
    for length, lines, scale in ((10, 1, 1.0), (14, 1, 0.9), (16, 1, 0.8), (24, 2, 0.8)):
        lead = heads(a3, titled("推动高质量", kicker=WORDS[:length] if length < 20 else (WORDS * 2)[:length]))
        head = next(head for head in lead.choices(0, 1, back=False) if head.size == 24)
        kicker = [item.line for item in lead.placed(0, 1, head, 0) if item.part == "kicker"]
        assert len(kicker) == lines, length
        assert kicker[0].spans[0].size == pytest.approx(max(size * scale, a3.design.grid.size)), length


def test_a_second_face_is_taken_when_asked_for(a3: LayoutSetup) -> None:
    lead = heads(a3, titled("抓落实"))
    head = lead.choices(0, 1, back=False)[0]
    faces = [lead.placed(0, 1, head, 0, role=role)[0].line.spans[0].face for role in (0, 1, 2)]
    assert faces[0] != faces[1]
    assert faces[0] == faces[2]


def test_a_label_grows_with_its_name(a3: LayoutSetup) -> None:
    two = heads(a3, titled("抓落实", column="环境")).label_width(0)
    six_characters = heads(a3, titled("抓落实", column="生态环境保护")).label_width(0)
    assert two == a3.design.label.width
    label = a3.design.label
    assert six_characters == pytest.approx(6 * label.size * (1 + label.tracking_em) + 1.2 * label.size)


def test_a_label_has_room_for_its_name_whatever_its_letters(a3: LayoutSetup) -> None:
    label = a3.design.label
    assert heads(a3, titled("抓落实", column="WWWWWW")).label_width(0) > 6 * label.size


def test_after_the_plan_a_short_title_may_stand_in_two_even_rows(a3: LayoutSetup) -> None:
    even, uneven = (heads(a3, titled(f"规划引领谋发展　{second}")) for second in ("人文蓼河建标杆", "建标杆"))
    assert {head.rows for head in even.at(0, 2, largest=20.0, lines=9) if head.size == 20} == {1, 2}
    assert {head.rows for head in uneven.at(0, 2, largest=20.0, lines=9) if head.size == 20} == {1}
    assert {head.rows for head in even.choices(0, 2, back=False) if head.size == 20} <= {1}
