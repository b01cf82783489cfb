"""Work in a second process gives what the same work gives in line."""

import os
from typing import NamedTuple

import pytest

from bulletin.build.beside import Beside, cores
from bulletin.problems import ContentError, Place, Problem

FAULT = Problem("error", "bad", "坏了", Place("a.md", 2, 3), "改", "原文")


class Sum(NamedTuple):
    parts: tuple[int, ...]


def add(start: int, given: Sum) -> int:
    return start + sum(given.parts)


def refuse(start: int, given: Sum) -> int:
    raise ContentError(FAULT)


def die(start: int, given: Sum) -> int:
    if os.getpid() != PARENT:
        os._exit(3)
    return 7


PARENT = os.getpid()


@pytest.mark.parametrize("apart", [True, False])
def test_results_come_in_the_order_of_the_works(apart: bool) -> None:
    if apart and cores() < 2:
        pytest.skip("one core")
    beside = Beside(lambda: 100, (add, refuse, add), apart=apart)
    for parts in ((1, 2), (), (3,) * 100_000):
        beside.hand(Sum(parts))
    first, second, third = beside.collect()
    beside.drop()
    assert first == 103
    assert isinstance(second, ContentError)
    assert second.problems == (FAULT,)
    assert third == 300_100


@pytest.mark.parametrize("apart", [True, False])
def test_what_was_not_handed_over_is_not_done(apart: bool) -> None:
    beside = Beside(lambda: 1, (add, add), apart=apart)
    beside.hand(Sum((1,)))
    assert beside.collect() == [2]


def test_a_process_that_dies_leaves_the_work_to_this_one() -> None:
    beside = Beside(lambda: 0, (die,), apart=True)
    beside.hand(Sum(()))
    assert beside.collect() == [7]


def test_dropping_ends_the_process() -> None:
    beside = Beside(lambda: 0, (add,), apart=True)
    beside.hand(Sum(()))
    beside.drop()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
