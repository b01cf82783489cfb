"""The breaker against a plain reference, and the laws of the cost model."""

import hypothesis.strategies as st
import pytest
from hypothesis import example, given, settings

from bulletin.compose.breaks import Solution, break_lines, cost_tables
from bulletin.compose.costs import INFEASIBLE, OVERFULL, RESCUE, TOO_NARROW, TOO_WIDE, fit_line
from bulletin.compose.items import RUNT, Items
from bulletin.compose.packed_line import (
    AFTER_PAUSE,
    AFTER_STOP,
    AT_BRACKET,
    BETWEEN_HAN,
    BETWEEN_LETTERS,
    BETWEEN_WORDS,
    HAN_LATIN,
    KINDS,
    MOST_GAPS,
    MOST_WHITE,
    PackedLine,
    counts,
    hangs,
    kind_of,
    pack,
    white,
    width,
    without_end,
)
from bulletin.faces.face import open_faces
from tests.compose.setting import paragraph
from tests.conftest import ROOT
from tests.examples import examples
from tests.properties.rivals import best_fit, cost_of, first_fit, make_items, push_out
from tests.properties.test_compose import ODD, PROSE

FACES = open_faces(str(ROOT / "fonts"))


def items_of(text: str) -> Items:
    (items,) = make_items(FACES, [paragraph(text)])
    return items


def solutions_of(items: Items, measure: int) -> dict[int, Solution]:
    return break_lines(items, cost_tables(measure, "justify"))


def reference(items: Items, measure: int) -> float:
    """The least cost by trying every line: slow and plain."""
    tables = cost_tables(measure, "justify").ordinary
    final = len(items.nodes) - 1
    best = [0.0, *[INFEASIBLE] * final]
    for end in range(1, final + 1):
        for start in range(end):
            cost = tables.of(is_last=end == final)[items.ends[end] - items.starts[start]] + items.penalties[end]
            if end == final:
                cost += items.runts.get(start, 0.0)
            best[end] = min(best[end], best[start] + cost)
    return best[final]


def test_every_line_count_on_offer_is_as_cheap_as_it_can_be() -> None:
    """Over so many lines that a node keeps only the counts near its cheapest."""
    items = items_of("学习提高，规划建设“多规合一”，经济发展。" * 70)
    tables = cost_tables(12_000, "justify").ordinary
    final = len(items.nodes) - 1
    best: list[dict[int, float]] = [{0: 0.0}, *({} for _ in range(final))]
    for end in range(1, final + 1):
        for start in range(max(0, end - 24), end):
            cost = tables.of(is_last=end == final)[items.ends[end] - items.starts[start]] + items.penalties[end]
            cost += items.runts.get(start, 0.0) if end == final else 0.0
            for lines, before in best[start].items():
                if cost < INFEASIBLE:
                    best[end][lines + 1] = min(best[end].get(lines + 1, INFEASIBLE), before + cost)

    found = solutions_of(items, 12_000)
    cheapest = min(found, key=lambda lines: found[lines].cost)
    assert max(map(len, best)) > 4
    for lines in best[final].keys() & range(cheapest - 2, cheapest + 3):
        assert found[lines].cost == pytest.approx(best[final][lines])


# Lines that a window around the measure once dropped: several brackets or pauses on one line give more than 1.4 em.
@example(text="一一一————————110平方千米一一一“——”、“。”12.5%Research and Development", measure=16264)
@example(text="一一一一“——：“，一一一https://a.cn/b/c-d_1.html", measure=14689)
@example(text="4月14日一，，第15届。”一一一一一一一一一110平方千米", measure=11360)
# Only the rescue's word spaces fill its first line.
@example(text="第15届Research and Development", measure=11279)
# Texts that cannot be set line by line.
@example(text="12.5%12.5%GDP", measure=8000)
@example(text="12.5%12.5%110平方千米", measure=8298)
# Stretched by more than 1.5 em: stops and words. Units without width: the squeezed line is shorter for one more.
@example(text="（。）" * 12 + "一a b c d e f g。一乙。一乙。一乙。一乙。一乙。一乙。一乙。一", measure=8_100)
@example(text="一\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b二" * 6, measure=8_000)
@settings(max_examples=examples(150), deadline=None)
@given(text=st.one_of(PROSE, ODD), measure=st.integers(8_000, 30_000))
def test_no_breaking_is_cheaper(text: str, measure: int) -> None:
    items = items_of(text)
    wanted = reference(items, measure)

    found = min(solution.cost for solution in solutions_of(items, measure).values())

    if wanted < INFEASIBLE:
        assert found == pytest.approx(wanted)
    else:
        assert found >= min(RUNT, 500)


@example(text="12.5%12.5%GDP", measure=8000)
@settings(max_examples=examples(100), deadline=None)
@given(text=PROSE, measure=st.integers(8_000, 30_000))
def test_no_rival_is_cheaper(text: str, measure: int) -> None:
    items = items_of(text)
    tables = cost_tables(measure, "justify")

    found = min(solution.cost for solution in solutions_of(items, measure).values())

    for rival in (push_out, first_fit, best_fit):
        ends = rival(items, tables, indent=0)
        if ends is not None:
            assert found <= cost_of(ends, items, tables) + 1e-6


def test_a_hyphen_hides_no_line_that_fits() -> None:
    """With its hyphen the line to node 1 is wider than that to node 2, which is the only one that fits."""
    items = items_of("一")._replace(
        starts=[0, pack(9_700), pack(10_000), pack(12_000)],
        ends=[0, pack(10_030), pack(10_000), pack(12_000)],
        penalties=[0.0] * 4,
        runts={},
        dip=330,
    )

    (solution,) = break_lines(items, cost_tables(10_000, "justify")).values()
    assert solution.nodes == (2, 3)
    assert solution.cost == pytest.approx(0.02)


def test_a_line_without_its_hyphen_hides_none_that_fits() -> None:
    """The line to node 2 is too narrow; that to node 1, with its hyphen, can be stretched."""
    stretch = pack(0, BETWEEN_HAN)
    items = items_of("一")._replace(
        starts=[0, pack(9_620), pack(9_620) + stretch, pack(10_600) + stretch, pack(12_000) + stretch],
        ends=[0, pack(9_950) + stretch, pack(9_620) + stretch, pack(10_600) + stretch, pack(12_000) + stretch],
        penalties=[0.0] * 5,
        runts={},
        dip=330,
    )

    (solution,) = break_lines(items, cost_tables(10_000, "justify")).values()
    assert solution.nodes == (1, 4)
    assert solution.cost < INFEASIBLE


def line_of(width: int, numbers: list[int], white: int) -> PackedLine:
    line = pack(width, white=white)
    for kind, number in zip(KINDS, numbers, strict=True):
        line += number * pack(0, kind)
    return line


COUNTS = st.lists(st.integers(0, 12), min_size=7, max_size=7)


@settings(max_examples=examples(400), deadline=None)
@given(width=st.integers(10_000, 22_000), counts=COUNTS, white=st.integers(0, 250), rescue=st.booleans())
def test_what_the_gaps_get_is_what_the_line_lacks(width: int, counts: list[int], white: int, rescue: bool) -> None:
    fit = fit_line(line_of(width, counts, white), 17_000, rescue)
    if fit.cost >= INFEASIBLE:
        assert not rescue
        return
    total = width - fit.end + fit.ragged + sum(count * got for count, got in zip(counts, fit.more, strict=True))

    assert total == pytest.approx(17_000, abs=0.01)
    blank_more = 400 if rescue and fit.cost > 1500 else 0  # the last resort
    for kind, least, most, more in (
        (BETWEEN_HAN, -60, 250 if rescue else 80, 0),
        (AFTER_PAUSE, -300, 250, blank_more),
        (AFTER_STOP, -250, 300, blank_more),
        (AT_BRACKET, -500, 250, blank_more),
        (HAN_LATIN, -50, 50, blank_more),
        (BETWEEN_WORDS, -70, 400 if rescue else 250, blank_more),
        (BETWEEN_LETTERS, -30, 100 if rescue else 50, 0),
    ):
        assert least - 1e-9 <= fit.more[kind] <= most + more + 1e-9
    assert 0 <= fit.end <= white
    assert fit.cost > 0
    assert fit.cost < OVERFULL or fit.ragged < 0
    ordinary = fit_line(line_of(width, counts, white), 17_000).cost
    assert fit.cost <= ordinary
    assert fit.rescued == (ordinary > fit.cost >= RESCUE)


# Here the limit of brackets rises from 250 to 500, and what the gaps give is shared anew.
@example(counts=[0, 1, 0, 3, 0, 1, 0], one=1070, more=51)
@example(counts=[0, 1, 0, 6, 0, 3, 0], one=1958, more=53)
@example(counts=[0, 1, 0, 5, 0, 5, 0], one=1848, more=53)
@settings(max_examples=examples(400), deadline=None)
@given(counts=COUNTS, one=st.integers(0, 3_000), more=st.integers(1, 500))
def test_a_line_farther_from_its_measure_never_costs_less(counts: list[int], one: int, more: int) -> None:
    for side in (1, -1):
        near = fit_line(line_of(17_000 - side * one, counts, 100), 17_000).cost
        far = fit_line(line_of(17_000 - side * (one + more), counts, 100), 17_000).cost
        assert near <= far + 1e-9


@settings(max_examples=examples(200), deadline=None)
@given(counts=COUNTS, lacking=st.integers(-6_000, 6_000), white=st.integers(0, 250))
def test_a_line_beyond_the_limits_says_by_how_much(counts: list[int], lacking: int, white: int) -> None:
    cost = fit_line(line_of(17_000 - lacking, counts, white), 17_000).cost
    if cost < INFEASIBLE:
        return
    beyond = round(cost - (TOO_NARROW if lacking > 0 else TOO_WIDE))
    step = beyond if lacking > 0 else -beyond

    assert beyond > 0
    assert fit_line(line_of(17_000 - lacking + step, counts, white), 17_000).cost < INFEASIBLE


def test_a_line_whose_mark_decides_is_neither_too_narrow_nor_too_wide() -> None:
    """It stands 0.3 em over its measure, and 0.2 em short of it when its mark hangs; no gap can mend either."""
    cost = fit_line(pack(17_300, hangs=True), 17_000).cost

    assert INFEASIBLE <= cost < TOO_NARROW


def test_fields_of_a_line_do_not_meet() -> None:
    line = line_of(17_000, [MOST_GAPS] * 7, MOST_WHITE) + pack(hangs=True)

    assert width(line) == 17_000
    assert counts(line) == (MOST_GAPS,) * 7
    assert white(line) == MOST_WHITE
    assert hangs(line)
    assert without_end(line) == line_of(17_000, [MOST_GAPS] * 7, 0)


def test_a_gap_knows_its_kind() -> None:
    assert [kind_of(pack(-30, kind)) for kind in KINDS] == list(KINDS)
    assert kind_of(pack(1000)) is None
