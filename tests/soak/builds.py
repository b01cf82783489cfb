"""Many builds in one process: the same bytes every time, and neither memory nor descriptors that grow.

    python -m tests.soak.builds [1000]

Every second build starts with a fresh `Memory`, the others share one. Nothing is collected by hand: what the garbage
collector does on its own must be enough. Prints a line now and then and ends with 1 where a limit is passed.
"""

import ctypes
import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bulletin.memory import Memory
from bulletin.model.output import Order
from bulletin.pipeline import build
from bulletin.sources import find_sources

ROOT = Path(__file__).resolve().parents[2]
SETTLED = 10  # builds after which nothing may grow
WINDOW = 20  # builds whose median is compared: longer than the collector's longest period
GROWTH = 0.05  # of resident memory that is allowed
MEBIBYTE = 2**20


class State(NamedTuple):
    """The process after one build."""

    number: int  # of the build, from 1
    digest: str  # of all files made
    resident: int  # bytes
    descriptors: int


def states(count: int) -> Iterator[State]:
    """Build the project's own issue `count` times."""
    order = Order(find_sources(str(ROOT)), str(ROOT / "content"))
    shared = Memory()
    for number in range(1, count + 1):
        files = build(order, shared if number % 2 else Memory()).files
        yield State(number, sha256(b"".join(file.data for file in files)).hexdigest(), resident(), descriptors())


def resident() -> int:
    """Bytes of memory that the process has now, without what the C library keeps for later; Linux only.

    The faces are read into some 20 MB, of which glibc gives back now more and now less.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's own
    if trim is not None:
        trim(0)
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def descriptors() -> int:
    """Open files of the process; Linux only."""
    return len(os.listdir("/proc/self/fd")) - 1  # without the one that lists them


class Figures(NamedTuple):
    """A run in figures. Memory goes up and down with the garbage collector, so the median of some builds counts."""

    builds: int
    outputs: int  # different ones
    early: float  # MiB after SETTLED
    late: float  # MiB at the end
    most: float  # MiB of any build after the early ones
    descriptors: int  # at the end
    more_descriptors: int  # than after SETTLED

    @property
    def growth(self) -> float:
        return max(self.late, self.most) / self.early - 1

    def __str__(self) -> str:
        return (
            f"{self.builds} builds: {self.early:.1f} MiB after {SETTLED}, {self.late:.1f} MiB at the end, "
            f"{self.most:.1f} MiB at most ({self.growth:+.1%}); {self.descriptors} descriptors "
            f"({self.more_descriptors:+}); {self.outputs} different output"
        )


def figures(found: Sequence[State]) -> Figures:
    """The figures of a run of at least SETTLED + 2 * WINDOW builds."""
    settled, last = found[SETTLED - 1], found[-1]
    return Figures(
        builds=last.number,
        outputs=len({state.digest for state in found}),
        early=median(state.resident for state in found[SETTLED : SETTLED + WINDOW]) / MEBIBYTE,
        late=median(state.resident for state in found[-WINDOW:]) / MEBIBYTE,
        most=max(state.resident for state in found[SETTLED + WINDOW :]) / MEBIBYTE,
        descriptors=last.descriptors,
        more_descriptors=last.descriptors - settled.descriptors,
    )


def main() -> None:
    count = max(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, SETTLED + 2 * WINDOW)
    found: list[State] = []
    for state in states(count):
        found.append(state)
        if state.number % 100 == 0:
            print(figures(found), flush=True)
    ends = figures(found)
    print(ends)
    sys.exit(1 if ends.outputs > 1 or ends.growth > GROWTH or ends.more_descriptors else 0)


if __name__ == "__main__":
    main()
