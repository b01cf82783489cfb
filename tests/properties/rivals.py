"""Breakers to compare ours with: line by line, as most engines work, with the same gaps, limits and costs."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bulletin.compose.breaks import CostTables, cost_tables
from bulletin.compose.classes import Breaks, Classes, Gaps
from bulletin.compose.composer import Composer
from bulletin.compose.costs import INFEASIBLE
from bulletin.compose.glyph_cells import Cells
from bulletin.compose.items import RUNT, Items, TextRules, itemise
from bulletin.compose.packed_line import (
    AFTER_PAUSE,
    AFTER_STOP,
    AT_BRACKET,
    BETWEEN_HAN,
    PackedLine,
    count,
    pack,
    width,
)
from bulletin.faces.face import Faces
from bulletin.model.edition import Paragraph
from tests.compose.setting import BODY, DESIGN

INDENT = 2000
LOOSE = 62.5  # 1/16 em, 1/1000
MEASURES = range(14, 25)


class Candidate(NamedTuple):
    """A line that may end at a node."""

    node: int
    line: PackedLine
    cost: float


class Score(NamedTuple):
    """How well a method breaks the texts; lengths in em."""

    lines: int
    mean: float  # of the deficit's amount
    p95: float
    most: float
    worst_gap: float
    loose: int
    runts: int


class Broken(NamedTuple):
    """A paragraph with the nodes at which its lines end, at a measure of so many em."""

    items: Items
    ends: list[int]
    em: int


def make_items(faces: Faces, paragraphs: Sequence[Paragraph]) -> list[Items]:
    rules = TextRules(classes=Classes(), gaps=Gaps(250), breaks=Breaks("gb"), hyphenator=None, terms=None)
    cells = Cells(faces, "song", hanging=False)
    return [itemise(paragraph.runs, paragraph.label, cells, cells, rules) for paragraph in paragraphs]


def push_out(items: Items, tables: CostTables, indent: int = INDENT) -> list[int] | None:
    """Fills each line in turn; what does not fit as it is goes to the next line. None where a line cannot be set."""

    def choose(found: list[Candidate]) -> int:
        fitting = (one.node for one in reversed(found) if width(one.line) <= tables.measure)
        return next(fitting, found[0].node)

    return _line_by_line(items, tables, choose, indent)


def first_fit(items: Items, tables: CostTables, indent: int = INDENT) -> list[int] | None:
    """Fills each line in turn, squeezing marks to half their blank, else pushing out: what most engines do."""

    def choose(found: list[Candidate]) -> int:
        fitting = (one.node for one in reversed(found) if width(one.line) - _half_blanks(one.line) <= tables.measure)
        return next(fitting, found[0].node)

    return _line_by_line(items, tables, choose, indent)


def _half_blanks(line: PackedLine) -> int:
    """What the marks of a line give when each blank is halved."""
    return 250 * sum(count(line, kind) for kind in (AFTER_PAUSE, AFTER_STOP, AT_BRACKET))


def best_fit(items: Items, tables: CostTables, indent: int = INDENT) -> list[int] | None:
    """The cheapest line in turn, with the same costs as total-fit."""
    return _line_by_line(items, tables, lambda found: min(found, key=lambda one: (one.cost, -one.node)).node, indent)


def _line_by_line(
    items: Items, tables: CostTables, choose: Callable[[list[Candidate]], int], indent: int
) -> list[int] | None:
    final = len(items.nodes) - 1
    ends = []
    node = 0
    while node < final:
        start = items.starts[node] - (pack(indent) if node == 0 else 0)
        if tables.ordinary.last[items.ends[final] - start] < INFEASIBLE:
            ends.append(final)
            break
        candidates: list[Candidate] = []
        for goal in range(node + 1, final):
            line = items.ends[goal] - start
            if width(line) > 2 * tables.measure:
                break
            cost = tables.ordinary.lines[line]
            if cost >= INFEASIBLE and width(line) <= tables.measure:
                cost = tables.rescue.lines[line]
            if cost < INFEASIBLE:
                candidates.append(Candidate(goal, line, cost + items.penalties[goal]))
        if not candidates:
            return None
        node = choose(candidates)
        ends.append(node)
    return ends


def total_fit(composer: Composer, paragraph: Paragraph, items: Items, em: int) -> list[int]:
    setting = composer.galley(paragraph, BODY, size=10.0, measure=em * 10.0).optimum
    return [items.nodes.index(end) for end in setting.ends]


def cost_of(ends: Sequence[int], items: Items, tables: CostTables) -> float:
    """What the lines of an unindented paragraph cost that end at the nodes `ends`."""
    cost = 0.0
    start = 0
    final = len(items.nodes) - 1
    for end in ends:
        cost += tables.ordinary.of(is_last=end == final)[items.ends[end] - items.starts[start]]
        cost += items.penalties[end] + (items.runts.get(start, 0.0) if end == final else 0.0)
        start = end
    return cost


def judge(results: Sequence[Broken]) -> Score:
    deficits: list[float] = []
    gaps: list[float] = []
    lines = runts = 0
    tables: dict[int, CostTables] = {}
    for items, ends, em in results:
        costs = tables.setdefault(em, cost_tables(em * 1000, "justify"))
        first = 0
        lines += len(ends)
        for end in ends:
            line = items.ends[end] - items.starts[first] + (pack(INDENT) if not first else 0)
            if end == len(items.nodes) - 1:
                runts += items.runts.get(first, 0.0) >= RUNT
            else:
                deficits.append(abs(em - width(line) / 1000))
                fit = costs.ordinary.lines.fit(line)
                gaps.append((fit if fit.cost < INFEASIBLE else costs.rescue.lines.fit(line)).more[BETWEEN_HAN])
            first = end
    deficits.sort()
    return Score(
        lines=lines,
        mean=sum(deficits) / len(deficits),
        p95=deficits[int(0.95 * len(deficits))],
        most=deficits[-1],
        worst_gap=max(gaps) / 1000,
        loose=sum(gap > LOOSE for gap in gaps),
        runts=runts,
    )


def compare(faces: Faces, paragraphs: Sequence[Paragraph], measures: Sequence[int] = MEASURES) -> dict[str, Score]:
    """The score of each method over all paragraphs at all measures (em); every method can set them all."""
    all_items = make_items(faces, paragraphs)
    composer = Composer(DESIGN._replace(hyphenate=False), faces)
    rivals = {"push-out": push_out, "first-fit": first_fit, "best-fit": best_fit}
    results: dict[str, list[Broken]] = {name: [] for name in (*rivals, "total-fit")}
    for em in measures:
        tables = cost_tables(em * 1000, "justify")
        for paragraph, items in zip(paragraphs, all_items, strict=True):
            for name, method in rivals.items():
                ends = method(items, tables)
                assert ends is not None, paragraph.text
                results[name].append(Broken(items, ends, em))
            results["total-fit"].append(Broken(items, total_fit(composer, paragraph, items, em), em))
    return {method: judge(broken) for method, broken in results.items()}
