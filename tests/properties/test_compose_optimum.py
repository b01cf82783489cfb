"""The breaker against a plain reference, and the laws of the cost model."""

from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from bulletin.compose.breaks import Pass, break_lines, justified
from bulletin.compose.costs import (
    BRACKET,
    COUNT_MASK,
    HAN,
    INFEASIBLE,
    LABEL,
    LATIN,
    LETTER,
    OVERFULL,
    PAUSE,
    STOP,
    WIDTH,
    WORD,
    fit_line,
)
from bulletin.compose.items import RUNT, Items
from bulletin.faces.face import open_faces
from tests.benchmarks.lines import first_fit, make_items
from tests.compose.setting import paragraph
from tests.conftest import ROOT
from tests.properties.test_compose import PROSE

FACES = open_faces(str(ROOT / "fonts"))
KINDS = (HAN, PAUSE, STOP, BRACKET, LATIN, LABEL, WORD, LETTER)


def items_of(text: str) -> Items:
    (items,) = make_items(FACES, [paragraph(text)])
    return items


def reference(items: Items, measure: int) -> float:
    """The least cost by trying every line: slow and plain."""
    tables = justified(measure)
    final = len(items.nodes) - 1
    best = [0.0, *[INFEASIBLE] * final]
    for end in range(1, final + 1):
        for start in range(end):
            table = tables.last if end == final else tables.lines
            cost = table[items.ends[end] - items.starts[start]] + items.penalties[end]
            if end == final:
                cost += items.runts.get(start, 0.0)
            best[end] = min(best[end], best[start] + cost)
    return best[final]


@settings(max_examples=150, deadline=None)
@given(text=PROSE, measure=st.integers(8_000, 30_000))
def test_no_breaking_is_cheaper(text: str, measure: int) -> None:
    items = items_of(text)
    wanted = reference(items, measure)
    tables = justified(measure)

    solutions = break_lines(Pass(items.starts, items.ends, items.penalties, items.runts), tables)
    found = min(solution.cost for solution in solutions.values())

    if wanted < INFEASIBLE:
        assert found == pytest.approx(wanted)
        ends = [items.nodes[0], *first_fit(items, tables)]
        greedy = 0.0
        for start, end in pairwise(ends):
            last = end == len(items.nodes) - 1
            greedy += (tables.last if last else tables.lines)[items.ends[end] - items.starts[start]]
            greedy += items.penalties[end] + (items.runts.get(start, 0.0) if last else 0.0)
        assert found <= greedy + 1e-6
    else:
        assert found >= min(RUNT, 500)


def key_of(width: int, counts: list[int], white: int) -> int:
    return (width << WIDTH) + white + sum(count << kind for kind, count in zip(KINDS, counts, strict=True))


COUNTS = st.lists(st.integers(0, 12), min_size=8, max_size=8)


@settings(max_examples=400, deadline=None)
@given(width=st.integers(10_000, 22_000), counts=COUNTS, white=st.integers(0, 250), rescue=st.booleans())
def test_what_the_gaps_get_is_what_the_line_lacks(width: int, counts: list[int], white: int, rescue: bool) -> None:
    key = key_of(width, counts, white)
    fit = fit_line(key, 17_000, rescue)
    if fit.cost >= INFEASIBLE:
        assert not rescue
        return
    given_up = (fit.han, fit.pause, fit.stop, fit.bracket, fit.latin, fit.label, fit.word, fit.letter)
    total = width - fit.end + fit.ragged + sum(count * got for count, got in zip(counts, given_up, strict=True))

    assert total == pytest.approx(17_000, abs=0.01)
    assert -25 <= fit.han <= (250 if rescue else 80)
    more = 400 if rescue and fit.cost > 1500 else 0  # the last resort
    assert -350 <= fit.pause <= 250 + more
    assert -250 <= fit.stop <= 300 + more
    assert -500 <= fit.bracket <= 250 + more
    assert -125 <= fit.latin <= 100 + more
    assert -100 <= fit.label <= 50
    assert -70 <= fit.word <= 400 + more
    assert 0 <= fit.letter <= (100 if rescue else 0)
    assert 0 <= fit.end <= white
    assert fit.cost > 0
    assert fit.cost < OVERFULL or fit.ragged < 0


@settings(max_examples=200, deadline=None)
@given(counts=COUNTS, one=st.integers(0, 3_000), more=st.integers(1, 500))
def test_a_line_farther_from_its_measure_never_costs_less(counts: list[int], one: int, more: int) -> None:
    for side in (1, -1):
        near = fit_line(key_of(17_000 - side * one, counts, 100), 17_000).cost
        far = fit_line(key_of(17_000 - side * (one + more), counts, 100), 17_000).cost
        assert near <= far + 1e-9


def test_fields_of_a_key_do_not_meet() -> None:
    key = key_of(17_000, [COUNT_MASK] * 8, 1023)

    assert key >> WIDTH == 17_000
    assert [key >> kind & COUNT_MASK for kind in KINDS] == [COUNT_MASK] * 8
