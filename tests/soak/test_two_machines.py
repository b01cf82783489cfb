"""Twenty rounds of two machines on one folder, with a seed of its own each time."""

import random
import sys

import pytest

from tests.soak.two_machines import sample


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="namespaces and inotify")
def test_two_machines_take_turns() -> None:
    failed = sample(12, random.SystemRandom().randrange(1_000_000)).failed
    assert not failed, "\n".join(failed)
