"""One call of some dozens is hit, with a seed of its own each time; and where the tools of the sample stand."""

import random
import sys
from pathlib import Path

import pytest

from tests.soak.outputs import HISTORY
from tests.soak.system_calls import calls_in, light_sets, may_trace, sample

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked and looked at through /proc")


@pytest.mark.slow
@linux
def test_calls_of_delivery_hit_from_inside() -> None:
    failed = sample("hooks", whole=False, every=12, seed=random.SystemRandom().randrange(1_000_000)).failed
    assert not failed, "\n".join(failed)


@pytest.mark.slow
@pytest.mark.skipif(not may_trace(), reason="strace is missing or may not trace")
def test_calls_of_delivery_hit_from_outside() -> None:
    failed = sample("strace", whole=False, every=12, seed=random.SystemRandom().randrange(1_000_000)).failed
    assert not failed, "\n".join(failed)


def test_calls_count_from_the_first_that_touches_the_outputs() -> None:
    report = """\
7  openat(AT_FDCWD</>, "/usr/lib/python", O_RDONLY) = 3
7  write(3</tmp/x>, "a", 1) = 1
7  mkdir("output/.bulletin", 0777) = 0
8  write(5</tmp/case/output/a>, "a", 1) = 1
7  write(5</tmp/case/output/a>, "b", 1) = 1
7  write(1<pipe:[9]>, "c", 1) = 1
7  +++ exited with 0 +++
"""
    assert calls_in(report, Path("/tmp/case/output")) == [
        ("mkdir", 1, True), ("write", 1, True), ("write", 2, True), ("write", 3, False)
    ]  # fmt: skip


def test_the_two_sets_differ_in_every_output() -> None:
    old, new = light_sets()
    assert {name for name in old.keys() ^ new.keys() if not name.startswith(HISTORY)} == set()
    assert not old.keys() & new.keys() & {name for name in old if name.startswith(HISTORY)}
    assert all(old[name] != new[name] for name in old.keys() & new.keys())
