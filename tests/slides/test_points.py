"""What slides show: the author's own words or the editor's, and of the seed every heading and item."""

import pytest

from bulletin.choose.outline import outline_of
from bulletin.model.edition import Edition
from tests.slides.conftest import Maker
from tests.slides.texts import hard_cases, stands_as_clause


@pytest.mark.parametrize("name", hard_cases())
def test_what_a_deck_shows_is_the_authors_or_the_editors(name: str, make: Maker) -> None:
    given = hard_cases()[name]
    for slide in make(given).slides:
        written = given.reports[slide.report]
        for text in slide.shown:
            if written.points:
                assert any(text in (point.head, point.text) for point in written.points)
            else:
                assert stands_as_clause(text, written), text


def test_the_seed_shows_every_heading_and_item(seed: Edition, make: Maker) -> None:
    deck = make(seed)
    assert not deck.problems
    for slide in deck.slides:
        for group in outline_of(seed.reports[slide.report]).groups:
            assert {point.head for point in group.points} <= set(slide.shown)
