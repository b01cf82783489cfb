"""Thousands of edits in one process with one `Memory`: neither memory nor descriptors grow.

    python -m tests.soak.edits [2000] [SEED]

Words, sentences and paragraphs change, come and go, reports are added, removed and swapped, one edit a build; after
every ROUND the folder is laid out anew, so that the issue stays about as long as it is. A build that an edit makes
unsound counts too, and the edit is taken back. Nothing is collected by hand. Prints a line now and then and ends with
1 where a limit is passed.
"""

import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bulletin.memory import Memory
from bulletin.model.output import Order
from bulletin.pipeline import build
from bulletin.problems import BulletinError
from bulletin.sources import find_sources
from tests.soak.builds import MEBIBYTE, ROOT, descriptors, resident
from tests.soak.desk_bench import Bench
from tests.soak.desk_folders import files_of, open_desk, put_files
from tests.soak.desk_text_edits import REPORT_EDITS, TEXT_EDITS

ROUND = 40  # edits from one laying out to the next
PERIOD = 100  # builds whose median is compared: some rounds, and longer than the collector's longest period
MOST_GROWTH = 0.1  # of resident memory from the first period after the first to any later one
OF_REPORTS = 0.15  # how often an edit is of a whole report


class Edited(NamedTuple):
    """The process after one edit and the build that followed it."""

    number: int
    sound: bool
    resident: int  # bytes
    descriptors: int
    held: int  # results in the memory


def edited(count: int, seed: str, base: str = "seed") -> Iterator[Edited]:
    """Build after each of `count` edits of an issue of one of `desk_folders.BASES`."""
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        open_desk(home, base, random.Random(seed))
        first, memory = files_of(home), Memory()
        bench = Bench(home, random.Random(f"{seed} edits"))
        order = Order(find_sources(str(ROOT)), str(bench.content))
        for number in range(1, count + 1):
            if number % ROUND == 0:
                put_files(home, first)
            standing = bench.written()
            bench.chance.choice(REPORT_EDITS if bench.chance.random() < OF_REPORTS else TEXT_EDITS)(bench)
            try:
                build(order, memory)
                sound = True
            except BulletinError:
                bench.restore(standing)
                sound = False
            yield Edited(number, sound, resident(), descriptors(), memory.held())


class EditFigures(NamedTuple):
    """A run in figures: medians of periods."""

    edits: int
    unsound: int
    early: float  # MiB of the second period
    most: float  # MiB of the largest later one
    held: int  # results of the second period
    most_held: int  # of any later one
    more_descriptors: int  # at the end than after the first period

    @property
    def growth(self) -> float:
        return self.most / self.early - 1

    def __str__(self) -> str:
        return (
            f"{self.edits} edits, {self.unsound} of them unsound: {self.early:.1f} MiB early, {self.most:.1f} at most "
            f"later ({self.growth:+.1%}); {self.held} results held early, {self.most_held} at most later; "
            f"{self.more_descriptors:+} descriptors"
        )


def edit_figures(found: Sequence[Edited], period: int = PERIOD) -> EditFigures:
    """The figures of a run of at least three periods."""
    periods = [found[start : start + period] for start in range(period, len(found) - period + 1, period)]
    sizes = [median(each.resident for each in part) / MEBIBYTE for part in periods]
    held = [round(median(each.held for each in part)) for part in periods]
    return EditFigures(
        edits=found[-1].number,
        unsound=sum(not each.sound for each in found),
        early=sizes[0],
        most=max(sizes[1:]),
        held=held[0],
        most_held=max(held[1:]),
        more_descriptors=found[-1].descriptors - found[period - 1].descriptors,
    )


def main() -> None:
    count = max(int(sys.argv[1]) if len(sys.argv) > 1 else 2000, 3 * PERIOD)
    seed = sys.argv[2] if len(sys.argv) > 2 else str(random.SystemRandom().randrange(1_000_000))
    print(f"seed {seed}")
    found: list[Edited] = []
    for each in edited(count, seed):
        found.append(each)
        if each.number % (2 * PERIOD) == 0 and each.number >= 3 * PERIOD:
            print(edit_figures(found), flush=True)
    ends = edit_figures(found)
    print(ends)
    sys.exit(1 if ends.growth > MOST_GROWTH or ends.more_descriptors > 0 else 0)


if __name__ == "__main__":
    main()
