"""Slips planted by seed are found, and those of seed 0 are the ones that were written down before any rule was."""

from pathlib import Path

import pytest

from tests.soak.planted import ENOUGH, MEMOS, labels, problems_of, score, texts_in

LABELS = Path(__file__).parent / "labels" / "planted.txt"


def test_the_slips_are_those_written_down() -> None:
    assert labels(0, texts_in([MEMOS])) == LABELS.read_text(encoding="utf-8").splitlines()


def test_our_own_prose_is_sound() -> None:
    assert [problem for text in texts_in([MEMOS]) for problem in problems_of(text)] == []


@pytest.mark.slow
def test_most_slips_are_found() -> None:
    result = score(range(1), texts_in([MEMOS]))
    assert result.share >= ENOUGH, "\n".join(result.missed)
