"""Preferences on prose dense with figures, with a seed of its own each time; and what counts as such a place."""

import random

import pytest

from tests.soak.prose import paragraph
from tests.soak.shares import Share, measured, spots

MOST_PARTED = 0.07  # of all places where a number meets its unit, 4.7 % now: dense prose has often no other line end


@pytest.mark.slow
def test_numbers_stay_with_their_units() -> None:
    found = measured(60, random.SystemRandom().randrange(1_000_000))
    units = found.kinds["number|unit"]
    assert units.parted <= MOST_PARTED * units.all, str(found)
    assert found.kinds["/ starts a line"].parted == found.kinds["/ ends a line"].parted == 0, str(found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("共110平方千米", ["number|unit 4", "inside a unit 5", "inside a unit 6", "inside a unit 7"]),
        ("升0.5个百分点", ["number|unit 4", "after 万, 亿, 个 5", "inside a unit 6", "inside a unit 7"]),
        ("第15届", ["第|number 1"]),
        ("为1 200 km", ["number |Latin unit 7", "inside a unit 8"]),
        ("0.5元/天", ["number|unit 3", "/ starts a line 4", "/ ends a line 5"]),
        ("好……", ["…… starts a line 1"]),
    ],
)
def test_places_that_should_hold_together(text: str, wanted: list[str]) -> None:
    assert [f"{kind} {place}" for kind, place in spots(text)] == wanted


def test_a_share_is_of_places_where_a_line_could_end() -> None:
    assert Share(parted=1, could=4, all=100).of_could == 0.25


def test_prose_is_dense_with_figures_and_no_two_seeds_alike() -> None:
    texts = [paragraph(random.Random(seed)) for seed in range(50)]
    assert len(set(texts)) == 50
    assert all(sum(map(str.isdigit, text)) >= 5 for text in texts)
