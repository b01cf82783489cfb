"""What a case is, and the kinds of cases."""

import importlib
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from bulletin import command

KINDS = ("content", "layout", "font", "picture", "template", "word", "foreign")


def run(arguments: Sequence[str]) -> int:
    """The command with the current folder as its home."""
    return command.run(arguments, home="")


class Case(NamedTuple):
    """One call of the command on files that stand in the case's folder, which is then the current one."""

    arguments: tuple[str, ...]
    what: str  # how its files were made and spoilt
    must_say: str = ""  # what stands in the output whatever was wrong
    run: Callable[[Sequence[str]], int] = run


Make: TypeAlias = Callable[[random.Random, Path], Case]


def make_case(kind: str, seed: int, number: int, folder: Path) -> Case:
    """Write the case's files to `folder`; the same ones whenever kind, seed and number are the same.

    Args:
        kind: a module of this package, with its `make`, or `module:function`.
    """
    module, _, function = kind.partition(":")
    make: Make = getattr(importlib.import_module(f"tests.fuzz.{module}"), function or "make")
    return make(random.Random(f"{kind}/{seed}/{number}"), folder)
