"""Faults for the judge to find, one a number: no kind of its own, and used by the quick tests alone."""

import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.fuzz.case import Case


def _own_mistake(arguments: Sequence[str]) -> int:
    print("程序自身出错（KeyError，events.py:33）：'x'", file=sys.stderr)
    return 70


def _sleeps(arguments: Sequence[str]) -> int:
    time.sleep(600)
    return 0


def _computes(arguments: Sequence[str]) -> int:
    while True:
        pass


def _broken_output(arguments: Sequence[str]) -> int:
    Path("output").mkdir()
    Path("output/bulletin.pdf").write_bytes(b"%PDF-1.7\nno more")
    return 0


def _large(arguments: Sequence[str]) -> int:
    return len(b"\x01" * (1100 << 20)) * 0


def _escapes(arguments: Sequence[str]) -> int:
    raise KeyError("x")


def _sound(arguments: Sequence[str]) -> int:
    return 0


PLANTED: tuple[Callable[[Sequence[str]], int], ...] = (
    _sound,
    _own_mistake,
    _sleeps,
    _computes,
    _broken_output,
    _large,
    _escapes,
)


def make(chance: random.Random, folder: Path) -> Case:
    """The fault whose turn it is."""
    raise NotImplementedError
