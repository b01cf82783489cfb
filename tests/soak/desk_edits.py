"""Random edits of an office's folder, from a seed; the law that they are made for: warm equals cold.

    python -m tests.soak.desk_edits [500] [SEED] [--base NAME] [--keep FOLDER] [--light]
    python -m tests.soak.desk_edits --replay FOLDER

A desk that stays open builds after each edit with one `Memory`; a fresh process builds a copy of the folder as it
stood before that build. Both must say and write the same, byte for byte (`desk_law`). Prints progress and figures, and
ends with 1 where there was a difference; KEEP gets what is needed to see it again.
"""

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bulletin.memory import Memory
from tests.soak.desk_bench import Bench, Edit, hide_times, times_of
from tests.soak.desk_fault_edits import FAULTS, OUTPUT_EDITS
from tests.soak.desk_folders import BASES, files_of, open_desk, put_files
from tests.soak.desk_issue_edits import BLOCK_EDITS, ISSUE_EDITS
from tests.soak.desk_law import Desk, begin_fresh, differences
from tests.soak.desk_look_edits import LOOK_EDITS
from tests.soak.desk_text_edits import REPORT_EDITS, TEXT_EDITS
from tests.soak.desk_trace import Trace, replayed

GROUPS: Sequence[tuple[int, Sequence[Edit]]] = (
    (36, TEXT_EDITS), (12, REPORT_EDITS), (12, ISSUE_EDITS), (12, BLOCK_EDITS), (12, LOOK_EDITS), (9, FAULTS),
    (7, OUTPUT_EDITS),
)  # fmt: skip
MENDED = 0.6  # how often, of steps with a fault, it is mended
UNDONE, REPEATED, UNTOUCHED = 0.12, 0.03, 0.03  # how often, of steps
HIDDEN = 0.35  # of edits after which files keep the times that they had
OPTIONS: Sequence[tuple[int, tuple[str, ...]]] = (
    (26, ()), (36, ("--only", "pdf")), (24, ("--only", "slides")), (2, ("--for", "office")),
    (2, ("--for", "screen", "--for", "printer")), (2, ("--for", "booklet")), (2, ("--png", "--only", "pdf")),
    (2, ("--strict",)), (2, ("--fresh",)), (1, ("--pages", "2", "--only", "pdf")),
    (1, ("--layout", "bulletin-a4", "--only", "pdf")),
)  # fmt: skip
TURNS = ("small", "seed", "small", "blocks", "small", "office", "word", "small", "pages", "small")
EDITS_OF_A_TURN = 50


class Step(NamedTuple):
    """One edit, and how the folder is built then."""

    edit: str
    options: tuple[str, ...] = ()


class Hand:
    """Edits a folder, one edit at a time."""

    def __init__(self, home: Path, base: str, seed: str) -> None:
        self.bench = Bench(home, random.Random(f"{seed}/edits"))
        open_desk(home, base, random.Random(f"{seed}/base"))
        self.bench.before = self._sound = self.bench.written()

    def next(self, *, sound: bool) -> Step:
        """Edit the folder, which was `sound` when it was built last: what is not is mended sooner or later."""
        bench, chance = self.bench, self.bench.chance
        standing, times = bench.written(), times_of(bench.home)
        if sound:
            self._sound = standing
        said = self._edited(sound)
        hidden = chance.random() < HIDDEN
        if hidden:
            hide_times(bench.home, times)
        bench.before = standing
        options = chance.choices([each for _, each in OPTIONS], [weight for weight, _ in OPTIONS])[0]
        return Step(f"{said}{' (times kept)' if hidden else ''}", options)

    def _edited(self, sound: bool) -> str:
        bench, chance = self.bench, self.bench.chance
        if not sound and chance.random() < MENDED:
            if bench.broken:
                return f"mended: {bench.mend()}"
            bench.restore(self._sound)
            return "mended: as it was"
        drawn = chance.random()
        if drawn < UNDONE:
            bench.restore(bench.before)
            return "undone"
        if drawn < UNDONE + UNTOUCHED:
            return "nothing"
        for _ in range(20):
            group = chance.choices([edits for _, edits in GROUPS], [weight for weight, _ in GROUPS])[0]
            edit = chance.choice(group)
            state = chance.getstate()
            if not (said := edit(bench)):
                continue
            if chance.random() < REPEATED:  # the same edit twice
                chance.setstate(state)
                said = f"{said}, again {edit(bench)}"
            return f"{edit.__name__}: {said}"
        return "nothing"


class Verdict(NamedTuple):
    """One build of the living process, compared with that of a fresh one."""

    number: int
    base: str
    step: Step
    code: int
    differences: list[str]
    warm: float  # CPU seconds
    cold: float

    def __str__(self) -> str:
        head = f"{self.number} {self.base}: {self.step.edit} {' '.join(self.step.options)} ({self.code})"
        return "\n".join([head, *self.differences])


def verdicts(
    place: Path, seed: str, count: int, bases: Sequence[str], *, light: bool = False
) -> Iterator[tuple[Verdict, Trace]]:
    """Build after each of `count` edits, and each folder as it is laid out; one memory is kept over all of them.

    After a difference the living process begins anew with what the fresh one left.
    """
    trace, home = Trace(place / "trace"), place / "warm"
    memory = Memory()
    number = 0
    for turn, base in enumerate(bases):
        hand = Hand(home, base, f"{seed}/{turn}")
        step, sound = Step("laid out"), True
        for edits in range((count * (turn + 1)) // len(bases) - (count * turn) // len(bases) + 1):
            if edits:
                step = hand.next(sound=sound)
            files = trace.add(home, step.edit, step.options)
            spent = _spent()
            fresh = begin_fresh(place / "cold", files, step.options, light=light)
            mine = Desk(home, memory).built(step.options)
            theirs = fresh.ended()
            warm, cold = (after - before for after, before in zip(_spent(), spent, strict=True))
            sound = theirs.sound
            found = differences(mine, theirs)
            number += edits > 0
            yield Verdict(number, base, step, theirs.code, found, warm, cold), trace
            if found:
                put_files(home, files_of(fresh.home))
                memory = Memory()
                trace = Trace(place / f"trace-{number}")


def _spent() -> tuple[float, float]:
    """CPU seconds of this process, and of those that it ran."""
    times = os.times()
    return times.user + times.system, times.children_user + times.children_system


def figures(found: Sequence[Verdict]) -> str:
    """A run in figures, failures first."""
    differing = sum(bool(each.differences) for each in found)
    codes = Counter(each.code for each in found)
    sound = [each for each in found if not each.code]
    times = [f"{median(column):.2f}" for column in zip(*((each.warm, each.cold) for each in sound), strict=True)]
    return (
        f"{differing} of {len(found)} builds differ; exit codes {dict(sorted(codes.items()))};"
        f" CPU seconds of a sound build, median: {' warm, '.join(times)} fresh"
    )


def turns(count: int) -> list[str]:
    """The bases of so many edits: small ones more often, for their builds are quick."""
    return [TURNS[number % len(TURNS)] for number in range(max(1, count // EDITS_OF_A_TURN))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=500)
    parser.add_argument("seed", nargs="?", default=str(random.SystemRandom().randrange(1_000_000)))
    parser.add_argument("--base", choices=BASES, help="one kind of issue only")
    parser.add_argument("--keep", type=Path, default=Path("desk-differences"))
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--light", action="store_true", help="no fresh process, only a fresh memory: half the time")
    parser.add_argument("--list", action="store_true", help="every step")
    asked = parser.parse_args()
    if asked.replay:
        for line in replayed(Trace(asked.replay)):
            print(line, flush=True)
        return
    print(f"seed {asked.seed}")
    found: list[Verdict] = []
    with tempfile.TemporaryDirectory() as scratch:
        bases = [asked.base] if asked.base else turns(asked.count)
        for verdict, trace in verdicts(Path(scratch), asked.seed, asked.count, bases, light=asked.light):
            found.append(verdict)
            if verdict.differences:
                print(
                    verdict,
                    f"kept: {trace.kept(asked.keep / f'{asked.seed}-{verdict.number}').folder}",
                    sep="\n",
                    flush=True,
                )
            elif asked.list:
                print(verdict, flush=True)
            if verdict.number % 25 == 0:
                print(figures(found), flush=True)
    print(figures(found))
    sys.exit(any(each.differences for each in found))


if __name__ == "__main__":
    main()
