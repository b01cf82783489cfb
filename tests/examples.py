"""How much of a law the quick suite tries: a part of the examples and cases, all of which `.ci/run` tries."""

from collections.abc import Container, Iterable
from typing import Any

import pytest
from hypothesis import settings

FULL = 100  # what hypothesis draws by itself, and the profiles `full` and `search` of tests/conftest.py


def examples(count: int) -> int:
    """The part of `count` that the profile in use draws; profiles differ in what they draw for 100."""
    return max(1, count * settings().max_examples // FULL)


def sample(cases: Iterable[Any], quick: Container[Any]) -> list[Any]:
    """All `cases` as parameters of a test: those in `quick` for the quick suite, the others for the slow sample."""
    return [case if case in quick else pytest.param(case, marks=pytest.mark.slow) for case in cases]
