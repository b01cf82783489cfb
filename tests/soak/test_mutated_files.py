"""A sample of spoilt content folders, with a seed of its own each time."""

import random

import pytest

from tests.soak.mutated_files import sample


@pytest.mark.slow
def test_no_spoilt_file_ends_in_our_own_mistake() -> None:
    failed = sample(14, random.SystemRandom().randrange(1_000_000))
    assert not failed, "\n".join(failed)
