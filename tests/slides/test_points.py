"""What slides show: the author's own words or the editor's, and of the seed every heading and item."""

import pytest

from bulletin.choose.outline import outline_of
from bulletin.model.edition import Edition
from bulletin.model.slide import Deck
from tests.slides.conftest import Maker
from tests.slides.texts import hard_cases, stands_as_clause

CASES = hard_cases()


@pytest.mark.parametrize("name", CASES)
def test_what_a_deck_shows_is_the_authors_or_the_editors(name: str, decks: dict[str, Deck]) -> None:
    given = CASES[name]
    for slide in decks[name].slides:
        written = given.reports[slide.report]
        for text in slide.shown:
            if written.points:
                assert any(text in (point.head, point.text) for point in written.points)
            else:
                assert stands_as_clause(text, written), text


def test_the_seed_shows_every_heading_and_item_or_counts_it(seed: Edition, make: Maker) -> None:
    for slide in make(seed).slides:
        groups = outline_of(seed.reports[slide.report]).groups
        left = [point.head for group in groups for point in group.points if point.head not in slide.shown]
        assert len(left) == slide.dropped < 2
