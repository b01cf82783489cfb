"""Commands that end badly, for the judge to find: no kind of its own, and used by the quick tests alone."""

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.case import Case
from tests.fuzz.office import EARLIER

OUTPUT = Path("output")


def own_mistake(chance: random.Random, folder: Path) -> Case:
    def run(arguments: Sequence[str]) -> int:
        print("程序自身出错（KeyError，events.py:33）：'x'", file=sys.stderr)
        return 70

    return Case((), "own mistake", run=run)


def sleep(chance: random.Random, folder: Path) -> Case:
    def run(arguments: Sequence[str]) -> int:
        time.sleep(600)
        return 0

    return Case((), "sleep", run=run)


def compute(chance: random.Random, folder: Path) -> Case:
    def run(arguments: Sequence[str]) -> int:
        while True:
            pass

    return Case((), "compute", run=run)


def broken_output(chance: random.Random, folder: Path) -> Case:
    def run(arguments: Sequence[str]) -> int:
        OUTPUT.mkdir()
        (OUTPUT / "bulletin.pdf").write_bytes(b"%PDF-1.7\nno more")
        (OUTPUT / "slides.pptx").write_bytes(b"PK no more")
        return 0

    return Case((), "broken output", run=run)


def large(chance: random.Random, folder: Path) -> Case:
    def run(arguments: Sequence[str]) -> int:
        return len(b"\x01" * (1100 << 20)) * 0

    return Case((), "large", run=run)


def escape(chance: random.Random, folder: Path) -> Case:
    def run(arguments: Sequence[str]) -> int:
        raise KeyError("x")

    return Case((), "escape", run=run)


def overwrite(chance: random.Random, folder: Path) -> Case:
    """A failure that has touched an earlier output, left a part and told nothing."""
    (folder / OUTPUT).mkdir()
    (folder / OUTPUT / "slides.pptx").write_bytes(EARLIER)

    def run(arguments: Sequence[str]) -> int:
        (OUTPUT / "slides.pptx").write_bytes(b"new")
        (OUTPUT / "slides.pptx.7.part").write_bytes(b"part")
        return 1

    return Case((), "overwrite", run=run)


def words(chance: random.Random, folder: Path) -> Case:
    """Messages that are none for an editor."""

    def run(arguments: Sequence[str]) -> int:
        print("错误[bad]: Could not read the file <_io.BytesIO object at 0x7f0011223344>\x07", file=sys.stderr)
        print(f"错误[bad]: {Path.cwd()} 无法读取", file=sys.stderr)
        return 1

    return Case((), "words", run=run)


def sound(chance: random.Random, folder: Path) -> Case:
    """Nothing bad: English that stood in the files may be shown."""
    (folder / "a.md").write_text("four English words here", encoding="utf-8")

    def run(arguments: Sequence[str]) -> int:
        print("a.md:1:1: 错误[bad]: 无法识别 four English words here", file=sys.stderr)
        return 1

    return Case((), "sound", run=run)
