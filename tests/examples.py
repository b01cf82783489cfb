"""How many examples a property is tried with: all of them in `.ci/run`, a part of them in the quick suite."""

from hypothesis import settings

FULL = 100  # what hypothesis draws by itself, and the profiles `full` and `search` of tests/conftest.py


def examples(count: int) -> int:
    """The part of `count` that the profile in use draws; profiles differ in what they draw for 100."""
    return max(1, count * settings().max_examples // FULL)
