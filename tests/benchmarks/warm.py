"""How long a living process takes for the next build after an edit, beside Typst: `python -m tests.benchmarks.warm`.

    python -m tests.benchmarks.warm [--runs 36] [--issue seed|twelve|hundred] [--only pdf] [--seed 1]

After each edit at a random place ours builds with the `Memory` of the build before, the PDF alone and PDF and deck,
and Typst compiles with the `Compiler` of the compilation before, one after the other in this process. Edits change a
word, change a sentence by one as long, or add and remove a sentence, in turn; a third of each is made in the lead.
Typst sets the same text with the same faces, sizes, measures and columns, in a plan that is fixed
(`tests/benchmarks/typst_page.py`). Processor time of all threads; on a shared machine only the ratios say something.
"""

import argparse
import resource
import statistics
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bulletin.memory import Memory
from bulletin.model.output import Order
from bulletin.pipeline import build
from bulletin.sources import find_sources
from tests.benchmarks.edited_issue import EDIT_KINDS, Edit, EditedIssue, EditKind
from tests.benchmarks.timing import Took, warm
from tests.benchmarks.typst_page import ROOT, compiler

REPORTS = {"seed": 0, "twelve": 12, "hundred": 370}
WARMING = 3  # edits before the first that counts: one of each kind
Way = tuple[str, Callable[[], object]]
Taken = dict[str, list[tuple[Edit, Took]]]


def ways(issue: EditedIssue, *, deck: bool) -> list[Way]:
    """All that build after an edit, in the order in which they run."""
    sources = find_sources(str(ROOT))
    typst = compiler(issue.typst)
    memories = Memory(), Memory()
    orders = [Order(sources, str(issue.content), slides=slides) for slides in (False, True)]
    return [
        ("Typst", lambda: typst.compile(str(issue.typst))),
        ("PDF", lambda: build(orders[0], memories[0])),
        *([("PDF and deck", lambda: build(orders[1], memories[1]))] if deck else []),
    ]


def run(issue: EditedIssue, count: int, *, deck: bool) -> Taken:
    """What each way took after each of `count` edits."""
    all_ways = ways(issue, deck=deck)
    taken: Taken = {name: [] for name, _ in all_ways}
    for _, work in all_ways:
        work()
    for turn, edit in enumerate(issue.edits(WARMING + count)):
        for name, work in all_ways:
            took = warm(work)
            if turn >= WARMING:
                taken[name].append((edit, took))
    return taken


def p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def _is_kind(kind: EditKind, edit: Edit) -> bool:
    return edit.kind == kind


def table(taken: Taken) -> str:
    """p50 and p95 of processor time in milliseconds, by kind of edit, and the ratios of the p50."""
    rows = [f"{'':24}{'edits':>6}{'p50 ms':>9}{'p95 ms':>9}{'p50 / Typst':>13}{'p95 / Typst':>13}"]
    chosen: dict[str, Callable[[Edit], bool]] = {kind: partial(_is_kind, kind) for kind in EDIT_KINDS}
    chosen |= {"in the lead": lambda edit: edit.lead, "elsewhere": lambda edit: not edit.lead, "all": lambda _: True}
    for label, wanted in chosen.items():
        cpu = {name: [took.cpu * 1000 for edit, took in results if wanted(edit)] for name, results in taken.items()}
        for name, values in cpu.items() if cpu["Typst"] else ():
            middle, late = statistics.median(values), p95(values)
            ratios = f"{middle / statistics.median(cpu['Typst']):13.2f}{late / p95(cpu['Typst']):13.2f}"
            rows.append(f"{f'{label}: {name}':<24}{len(values):6}{middle:9.1f}{late:9.1f}{ratios}")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=36, help="edits that count")
    parser.add_argument("--issue", choices=REPORTS, default="seed")
    parser.add_argument("--only", choices=["pdf"], help="without the deck")
    parser.add_argument("--seed", type=int, default=1, help="of the edits and the texts")
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as name:
        issue = EditedIssue(Path(name), REPORTS[asked.issue], asked.seed)
        taken = run(issue, asked.runs, deck=asked.only != "pdf")
    print(f"{asked.issue}: {asked.runs} edits, CPU in this process")
    print(table(taken))


if __name__ == "__main__":
    main()
