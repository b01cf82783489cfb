"""The same page by Typst and by us, interleaved: cold, with the deck, and after one changed word in a living process.

    python -m tests.benchmarks.compare [--runs 9]

Cold is a whole process; Typst's, from its PyPI package, compiles the page alone, with the faces of fonts/ and without
those of the system. Warm is a process that has built before and builds again after one changed word: ours with the
`Memory` of the build before, Typst's with its `Compiler`. Typst's template sets the same faces, sizes, measures and
columns with justification on, and does nothing it need not. On a shared machine only the ratios say something.
"""

import argparse
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bulletin.memory import Memory
from bulletin.model.output import Order
from bulletin.pipeline import build
from bulletin.sources import find_sources
from tests.benchmarks.edited_issue import Edit, EditedIssue
from tests.benchmarks.timing import Took, cold, warm
from tests.benchmarks.typst_page import ROOT, compiler

A_WORD = Edit("word", lead=False)


class Contestant(NamedTuple):
    """One way to the page; what it took is compared with `base`."""

    name: str
    base: str
    run: Callable[[], Took]


def contestants(issue: EditedIssue, folder: Path) -> list[Contestant]:
    """All ways, in the order in which they run."""
    page = f"{str(issue.typst)!r}, {str(folder / 'page.pdf')!r}, font_paths=[{str(ROOT / 'fonts')!r}]"
    typst_cold = [sys.executable, "-c", f"import typst; typst.compile({page}, ignore_system_fonts=True)"]
    generate = [sys.executable, str(ROOT / "generate.py"), "--content", str(issue.content), "--output", str(folder)]
    living = compiler(issue.typst)
    memories = {True: Memory(), False: Memory()}

    def ours(slides: bool) -> Callable[[], object]:
        order = Order(find_sources(str(ROOT)), str(issue.content), slides=slides)
        return lambda: build(order, memories[slides])

    return [
        Contestant("Typst, cold", "Typst, cold", lambda: cold(typst_cold)),
        Contestant("PDF, cold", "Typst, cold", lambda: cold([*generate, "--only", "pdf"])),
        Contestant("PDF and deck, cold", "Typst, cold", lambda: cold(generate)),
        Contestant("Typst, warm", "Typst, warm", lambda: warm(lambda: living.compile(str(issue.typst)))),
        Contestant("PDF, warm", "Typst, warm", lambda: warm(ours(slides=False))),
        Contestant("PDF and deck, warm", "Typst, warm", lambda: warm(ours(slides=True))),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    took: dict[str, list[Took]] = {}
    with tempfile.TemporaryDirectory() as name:
        issue = EditedIssue(Path(name), reports=0, seed=1)
        ways = contestants(issue, Path(name))
        for turn in range(runs + 1):
            for way in ways:
                issue.change(A_WORD)
                result = way.run()
                if turn:  # the first round warms disk and memories
                    took.setdefault(way.name, []).append(result)
    wall = {name: statistics.median(one.wall for one in results) for name, results in took.items()}
    cpu = {name: statistics.median(one.cpu for one in results) for name, results in took.items()}
    print(f"{runs} interleaved runs, medians")
    print(f"{'':22}{'wall ms':>9}{'CPU ms':>9}{'wall / Typst':>14}{'CPU / Typst':>13}")
    for way in ways:
        ratios = f"{wall[way.name] / wall[way.base]:14.2f}{cpu[way.name] / cpu[way.base]:13.2f}"
        print(f"{way.name:<22}{wall[way.name] * 1000:9.0f}{cpu[way.name] * 1000:9.0f}{ratios}")


if __name__ == "__main__":
    main()
