"""How random issues look: free area, bands, heads, pages, time; totals, and the worst issues by name.

    python -m tests.soak.looks FIRST COUNT [LAYOUT [FIT]]

Ordinary issues of the seeds FIRST ... FIRST + COUNT - 1, composed and made up, each proofed by `verify`. Ends with 1
where one of them is not sound.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean, median, quantiles

from bulletin.proof.page import verify
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import ordinary_issue
from tests.makeup.looks import LEAD_RATIO, IssueLook, issue_look

ROOT = Path(__file__).resolve().parents[2]
FULL_PAGE, FULL_LAST = 0.02, 0.05  # free shares up to which a page, and the last page, are full
WORST = 10


class Looked:
    """The looks of some issues, by seed."""

    def __init__(self, layout: str, fit: str = "") -> None:
        self.layout = layout
        self.fit = fit
        self.found: dict[int, IssueLook] = {}
        self.seconds: list[float] = []
        self.broken: list[tuple[int, str]] = []

    def add(self, seed: int) -> None:
        """Make up one issue in fresh means of composing, as a command would."""
        setup: LayoutSetup = layout_setup(ROOT, self.layout)
        if self.fit:
            fit = setup.design.copyfit._replace(fit=self.fit)  # type: ignore[arg-type]  # as the command was given it
            setup = setup._replace(design=setup.design._replace(copyfit=fit))
        issue = ordinary_issue(seed)
        start = time.process_time()
        made = setup.make_up(issue)
        self.seconds.append(time.process_time() - start)
        self.found[seed] = issue_look(issue, made)
        self.broken += [(seed, problem.message) for problem in verify(issue, setup.design, made)]

    def report(self) -> str:
        """The figures in a few lines."""
        looks = self.found.values()
        pages = [page for look in looks for page in look.pages]
        modules, inner = sum(page.modules for page in pages), [page for page in pages if not page.last]
        last = [look.pages[-1] for look in looks]
        short = [page for page in last if page.free > FULL_LAST]
        large = [page for page in pages if page.modules > 3]
        ratios = [look.lead_ratio for look in looks if look.lead_ratio]
        slow = quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else self.seconds[0]
        bands = _share(sum(page.bands for page in pages), modules)
        all_bands = _share(sum(page.all_bands for page in pages), len(pages))
        alone = sum(look.pages[0].modules == 1 for look in looks)
        loose = sum(page.free > FULL_PAGE for page in inner)
        level = _share(sum(page.level for page in short), len(short))
        louder, pairs = sum(page.louder for page in pages), sum(page.pairs for page in pages)
        weak = sum(ratio < LEAD_RATIO - 0.01 for ratio in ratios)
        lines = [
            f"issues {len(looks)}, pages {len(pages)}, modules {modules}, jumps {sum(look.jumps for look in looks)}",
            f"bands {bands} of modules, pages of nothing but bands {all_bands}",
            f"lead a band {_share(sum(look.lead_band for look in looks), len(looks))}, fronts of one report {alone}",
            f"two widths side by side on pages of four and more {_share(sum(p.mixed for p in large), len(large))}",
            f"inner pages over {FULL_PAGE:.0%} free: {loose} of {len(inner)}",
            f"last pages: mean {mean(page.free for page in last):.2f} free,"
            f" full {_share(len(last) - len(short), len(last))}, others level {level}",
            f"heads louder {louder} of {pairs} pairs, alike beside each other {sum(page.alike for page in pages)}",
            f"lead under {LEAD_RATIO:g} times the next head {weak} of {len(ratios)}",
            f"opened for less than 15 % {sum(look.opened for look in looks)},"
            f" of {sum(len(look.pages) > 2 for look in looks)} of three pages and more with 本期导读"
            f" {sum(look.contents for look in looks if len(look.pages) > 2)}",
            f"CPU seconds: median {median(self.seconds):.3f}, p95 {slow:.3f}, sum {sum(self.seconds):.1f}",
            "most free: " + self._worst(lambda look: look.pages[-1].free),
            "most bands: " + self._worst(lambda look: sum(page.all_bands for page in look.pages)),
            *(f"not sound: {seed}: {message}" for seed, message in self.broken),
        ]
        return "\n".join(lines)

    def _worst(self, weight: Callable[[IssueLook], float]) -> str:
        worst = sorted(self.found, key=lambda seed: -weight(self.found[seed]))[:WORST]
        return ", ".join(f"{seed} ({weight(self.found[seed]):.2f})" for seed in worst)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.0%})" if whole else "none"


def main(arguments: Sequence[str]) -> int:
    """Prints the figures; 1 where an issue is not sound."""
    first, count, layout = int(arguments[0]), int(arguments[1]), (*arguments[2:], "bulletin-a3")[0]
    looked = Looked(layout, "".join(arguments[3:]))
    for seed in range(first, first + count):
        looked.add(seed)
    print(looked.report())
    return 1 if looked.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
