"""Random issues with blocks and the same ones without: sound, and how much longer a page takes for its blocks.

    python -m tests.soak.block_issues [200] [seed]

Prints the seed, the seconds a page and what is unsound; ends with 1 where anything is, or where a page with blocks
takes more than SLOWER times as long as one without.
"""

import random
import sys
import time
from pathlib import Path
from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.proof.page import verify
from tests.makeup.conftest import layout_setup
from tests.makeup.issues import random_issue

ROOT = Path(__file__).resolve().parents[2]
SLOWER = 2.5  # times what a page of the same issues takes without blocks; 1.7 measured


class Result(NamedTuple):
    """CPU seconds of a page without and with blocks, and what was unsound."""

    seed: int
    bare: float
    mixed: float
    unsound: tuple[str, ...]

    @property
    def ratio(self) -> float:
        return self.mixed / self.bare

    def __str__(self) -> str:
        rows = (f"seed {self.seed}: {self.bare:.3f} s a page, {self.mixed:.3f} s with blocks", *self.unsound)
        return "\n".join(rows)


def compared(count: int, first: int) -> Result:
    """So many issues from a seed on, each without and with blocks."""
    setup = layout_setup(ROOT, "bulletin-a3")
    took, pages = {False: 0.0, True: 0.0}, {False: 0, True: 0}
    unsound: list[str] = []
    for seed in range(first, first + count):
        for blocks in took:
            issue = random_issue(seed, blocks=blocks)
            cold = setup._replace(composer=Composer(setup.design.text, setup.faces, ()))  # they share their paragraphs
            start = time.process_time()
            made = cold.make_up(issue)
            took[blocks] += time.process_time() - start
            pages[blocks] += len(made.pages)
            unsound += [f"seed {seed}: {problem.message}" for problem in verify(issue, setup.design, made)]
    return Result(first, took[False] / pages[False], took[True] / pages[True], tuple(unsound))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    first = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1_000_000)
    result = compared(count, first)
    print(result)
    sys.exit(1 if result.unsound or result.ratio > SLOWER else 0)


if __name__ == "__main__":
    main()
