"""Random edits of an office's folder, from a seed; the law that they are made for: warm equals cold.

    python -m tests.soak.desk_edits [500] [SEED] [--base NAME] [--keep FOLDER]
    python -m tests.soak.desk_edits --replay FOLDER

A desk that stays open builds after each edit with one `Memory`; a fresh process builds a copy of the folder as it
stood before that build. Both must say and write the same, byte for byte (`desk_law`). Prints progress and figures, and
ends with 1 where there was a difference; KEEP gets what is needed to see it again.
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.soak.desk_bench import Bench, Edit, hide_times, times_of
from tests.soak.desk_fault_edits import FAULTS, OUTPUT_EDITS
from tests.soak.desk_folders import open_desk
from tests.soak.desk_issue_edits import BLOCK_EDITS, ISSUE_EDITS
from tests.soak.desk_look_edits import LOOK_EDITS
from tests.soak.desk_text_edits import REPORT_EDITS, TEXT_EDITS

GROUPS: Sequence[tuple[int, Sequence[Edit]]] = (
    (36, TEXT_EDITS), (12, REPORT_EDITS), (12, ISSUE_EDITS), (12, BLOCK_EDITS), (12, LOOK_EDITS), (9, FAULTS),
    (7, OUTPUT_EDITS),
)  # fmt: skip
MENDED = 0.6  # how often, of steps with a fault, it is mended
UNDONE, REPEATED, UNTOUCHED = 0.12, 0.03, 0.03  # how often, of steps
HIDDEN = 0.35  # of edits after which files keep the times that they had
OPTIONS: Sequence[tuple[int, tuple[str, ...]]] = (
    (40, ()), (28, ("--only", "pdf")), (18, ("--only", "slides")), (2, ("--for", "office")),
    (2, ("--for", "screen", "--for", "printer")), (2, ("--for", "booklet")), (2, ("--png", "--only", "pdf")),
    (2, ("--strict",)), (2, ("--fresh",)), (1, ("--pages", "2", "--only", "pdf")),
    (1, ("--layout", "bulletin-a4", "--only", "pdf")),
)  # fmt: skip


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
