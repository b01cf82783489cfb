"""Heads break between words: forty titles parted by hand."""

import pytest

from tests.soak.titles import ENOUGH, TITLES, score, titles_in


@pytest.mark.slow
def test_heads_break_between_words() -> None:
    found = score(titles_in(TITLES.read_text(encoding="utf-8")))
    assert found.share >= ENOUGH, str(found)


def test_bars_and_phrase_gaps_are_read() -> None:
    (title,) = titles_in("# none\n甲乙|丙　|丁\n")
    assert title.text == "甲乙丙　丁"
    assert title.ends == {2, 4, 5}


def test_forty_titles_of_twenty_to_forty_characters() -> None:
    titles = titles_in(TITLES.read_text(encoding="utf-8"))
    assert len({title.text for title in titles}) == 40
    assert all(20 <= sum(character.isalnum() for character in title.text) <= 40 for title in titles)
