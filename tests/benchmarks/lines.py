"""Line composition against its rivals: `python -m tests.benchmarks.lines`.

The body paragraphs of the shipped reports at 14 ... 24 em, set first-fit, best-fit and total-fit with the same gaps,
limits and costs (typography.md §11), then the CPU time of the composer. Judge times as ratios: machines differ.
"""

import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from bulletin.compose.breaks import Tables, justified
from bulletin.compose.classes import Breaks, Classes, Gaps
from bulletin.compose.composer import Composer
from bulletin.compose.costs import BRACKET, COUNT_MASK, INFEASIBLE, PAUSE, STOP, WIDTH
from bulletin.compose.glyph_cells import role_metrics
from bulletin.compose.items import RUNT, Items, Setter, itemise
from bulletin.faces.face import Faces, open_faces
from bulletin.model.edition import Paragraph, Run
from tests.compose.setting import BODY, DESIGN, body_paragraphs
from tests.conftest import ROOT

INDENT = 2000
LOOSE = 62.5  # 1/16 em, 1/1000
MEASURES = range(14, 25)

Candidate: TypeAlias = tuple[int, int, float]  # node, key, cost of a line that may end there


class Score(NamedTuple):
    """What a method makes of the texts; lengths in em."""

    lines: int
    mean: float  # of the deficit's amount
    p95: float
    most: float
    worst_gap: float
    loose: int
    runts: int


def make_items(faces: Faces, paragraphs: Sequence[Paragraph]) -> list[Items]:
    setter = Setter(Classes(), Gaps(250), Breaks("gb"), None, None)
    metrics = role_metrics(faces, "song", hanging=False)
    return [itemise(one.runs, one.label, metrics, metrics, setter) for one in paragraphs]


def push_out(items: Items, tables: Tables) -> list[int]:
    """Fill each line in turn; what does not fit as it is goes to the next line."""
    measure = tables.lines.measure

    def choose(found: list[Candidate]) -> int:
        return next((node for node, key, _ in reversed(found) if key >> WIDTH <= measure), found[0][0])

    return _line_by_line(items, tables, choose)


def first_fit(items: Items, tables: Tables) -> list[int]:
    """Fill each line in turn, squeezing marks to half their blank, else pushing out: what most engines do."""
    measure = tables.lines.measure

    def choose(found: list[Candidate]) -> int:
        return next((node for node, key, _ in reversed(found) if (key >> WIDTH) - _marks(key) <= measure), found[0][0])

    return _line_by_line(items, tables, choose)


def _marks(key: int) -> int:
    """What the marks of a line give when each blank is halved."""
    return 250 * sum(key >> kind & COUNT_MASK for kind in (PAUSE, STOP, BRACKET))


def best_fit(items: Items, tables: Tables) -> list[int]:
    """The cheapest line in turn, with the same costs as total-fit."""
    return _line_by_line(items, tables, lambda found: min(found, key=lambda one: (one[2], -one[0]))[0])


def _line_by_line(items: Items, tables: Tables, choose: Callable[[list[Candidate]], int]) -> list[int]:
    final = len(items.nodes) - 1
    ends = []
    node = 0
    while node < final:
        indent = INDENT << WIDTH if node == 0 else 0
        if tables.last[items.ends[final] - items.starts[node] + indent] < INFEASIBLE:
            ends.append(final)
            break
        candidates: list[Candidate] = []
        for goal in range(node + 1, final):
            key = items.ends[goal] - items.starts[node] + indent
            if key >> WIDTH > tables.lines.measure + 1400:
                break
            cost = tables.lines[key]
            if cost >= INFEASIBLE and key >> WIDTH <= tables.lines.measure:
                cost = tables.rescued[key]
            if cost < INFEASIBLE:
                candidates.append((goal, key, cost + items.penalties[goal]))
        node = choose(candidates)
        ends.append(node)
    return ends


def total_fit(composer: Composer, paragraph: Paragraph, items: Items, em: int) -> list[int]:
    setting = composer.galley(paragraph, BODY, size=10.0, measure=em * 10.0).optimum
    return [items.nodes.index(end) for end in setting.ends]


def judge(results: Sequence[tuple[Items, list[int], int]]) -> Score:
    """The score of broken paragraphs, each with its measure in em."""
    deficits: list[float] = []
    gaps: list[float] = []
    lines = runts = 0
    tables: dict[int, Tables] = {}
    for items, ends, em in results:
        costs = tables.setdefault(em, justified(em * 1000))
        first = 0
        lines += len(ends)
        for end in ends:
            key = items.ends[end] - items.starts[first] + (INDENT << WIDTH if not first else 0)
            if end == len(items.nodes) - 1:
                runts += items.runts.get(first, 0.0) >= RUNT
            else:
                deficits.append(abs(em - (key >> WIDTH) / 1000))
                fit = costs.lines.fit(key)
                gaps.append((fit if fit.cost < INFEASIBLE else costs.rescued.fit(key)).han)
            first = end
    deficits.sort()
    return Score(
        lines,
        sum(deficits) / len(deficits),
        deficits[int(0.95 * len(deficits))],
        deficits[-1],
        max(gaps) / 1000,
        sum(gap > LOOSE for gap in gaps),
        runts,
    )


def compare(faces: Faces, paragraphs: Sequence[Paragraph], measures: Sequence[int] = MEASURES) -> dict[str, Score]:
    all_items = make_items(faces, paragraphs)
    composer = Composer(DESIGN._replace(hyphenate=False), faces)
    results: dict[str, list[tuple[Items, list[int], int]]] = {
        "push-out": [],
        "first-fit": [],
        "best-fit": [],
        "total-fit": [],
    }
    for em in measures:
        tables = justified(em * 1000)
        for paragraph, items in zip(paragraphs, all_items, strict=True):
            results["push-out"].append((items, push_out(items, tables), em))
            results["first-fit"].append((items, first_fit(items, tables), em))
            results["best-fit"].append((items, best_fit(items, tables), em))
            results["total-fit"].append((items, total_fit(composer, paragraph, items, em), em))
    return {method: judge(broken) for method, broken in results.items()}


def seconds(faces: Faces, paragraphs: Sequence[Paragraph], *, rounds: int = 5) -> float:
    """CPU seconds to compose the paragraphs at one measure with an empty composer; the median."""
    taken = []
    for _ in range(rounds):
        composer = Composer(DESIGN, faces)
        start = time.process_time()
        for paragraph in paragraphs:
            composer.galley(paragraph, BODY, size=10.5, measure=178.5)
        taken.append(time.process_time() - start)
    return sorted(taken)[len(taken) // 2]


def long_paragraph(paragraphs: Sequence[Paragraph], characters: int) -> Paragraph:
    text = "".join(paragraph.text for paragraph in paragraphs)
    return paragraphs[0]._replace(runs=(Run((text * (characters // len(text) + 1))[:characters]),), label="")


def main() -> None:
    faces = open_faces(str(ROOT / "fonts"))
    paragraphs = body_paragraphs(ROOT)
    characters = sum(len(one.text) for one in paragraphs)
    write = sys.stdout.write
    write(f"{len(paragraphs)} paragraphs, {characters} characters, {MEASURES[0]} ... {MEASURES[-1]} em\n")
    write(f"{'':10} {'lines':>6} {'mean d':>7} {'p95':>6} {'max':>6} {'worst gap':>10} {'loose':>6} {'runts':>6}\n")
    for method, score in compare(faces, paragraphs).items():
        write(
            f"{method:10} {score.lines:6} {score.mean:7.3f} {score.p95:6.2f} {score.most:6.2f} {score.worst_gap:10.3f} "
            f"{score.loose:6} {score.runts:6}\n"
        )
    seconds(faces, paragraphs, rounds=1)
    once = seconds(faces, paragraphs)
    write(f"\none measure, CPU: {once * 1000:.1f} ms, {once / characters * 1e6:.1f} µs per character\n")
    for times in (10, 100):
        # Other texts each time: the composer would find the same ones again.
        texts = [
            one._replace(runs=(Run(chr(0x4E00 + turn) + one.text),), label="")
            for turn in range(times)
            for one in paragraphs
        ]
        count = sum(len(one.text) for one in texts)
        taken = seconds(faces, texts, rounds=1)
        write(f"{times:3} x the text: {taken * 1000:8.1f} ms, {taken / count * 1e6:.1f} µs per character\n")
    for count in (1_000, 10_000, 100_000):
        taken = seconds(faces, [long_paragraph(paragraphs, count)], rounds=3 if count < 100_000 else 1)
        write(f"one paragraph of {count:7}: {taken * 1000:8.1f} ms, {taken / count * 1e6:.1f} µs per character\n")


if __name__ == "__main__":
    main()
