"""A paragraph as cells and gaps with prefix sums: the breaker's and the justifier's common ground.

No loop runs per character: classes, pairs, sums and break lists come by translate, zip, map, accumulate and compress
(typography-tuning.md E); only Latin words, numbers and labels are looked at one by one.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate, compress, pairwise, repeat
from operator import add, sub
from typing import NamedTuple

from bulletin.compose.classes import (
    ADDRESS,
    HYPHEN,
    IN_ADDRESS,
    IN_ADDRESS_WORD,
    IN_LONG_NUMBER,
    MONTH_DAY,
    NUMBER_LATIN_UNIT,
    NUMBER_UNIT,
    Breaks,
    Classes,
    Gaps,
    classify,
)
from bulletin.compose.costs import HANG, WIDTH
from bulletin.compose.glyph_cells import HALF, RoleMetrics
from bulletin.model import marks
from bulletin.model.edition import Run

RUNT = 1000.0  # a last line of one character
SHORT_LAST = 8.0  # a last line under 2.5 em
SHORT_LAST_WIDTH = 2500
TERM = 60.0  # inside a phrase of the lexicon
NAME = 120.0  # inside a name of two or three characters

# Patterns are left as strings, so that only those that a text needs are compiled (a cold build feels it).
_COMPOSITE = "——|[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef\u20d0-\u20ff]"
_UNIT = "——|(?s:.)[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef\u20d0-\u20ff]*"
_NUMBER_END = "(?<=[0-9])[^0-9 ,.]|(?<=第)[0-9]"
_LATIN_UNIT = "[A-Za-zμ²³·]+"
_LONG_NUMBER = "[0-9]{2,}(?:-[0-9]+)+"
_WIDE_NUMBER = "[０-９][０-９．，：]+(?=[０-９])"
_MONTH = "[0-9][月年](?=[0-9])"
_WORD = "[A-Za-z\u00c0-\u024f]{6,}"
_INNER = "(?<=[A-Za-z\u00c0-\u024f]{2})[-/](?=[A-Za-z\u00c0-\u024f]{2})"


class Setter(NamedTuple):
    """The tables that itemising needs beside the paragraph."""

    classes: Classes
    gaps: Gaps
    breaks: Breaks
    hyphens: Callable[[str], Sequence[int]] | None  # positions inside a Latin word where it may be hyphenated
    terms: "re.Pattern[str] | None"


class Items(NamedTuple):
    """One paragraph. Positions count units; a node is a place where a line may end, the paragraph's start is node 0."""

    text: str
    units: str | tuple[str, ...]
    offsets: Sequence[int]  # of each unit in the text, and the text's length
    classes: str
    roles: tuple[tuple[int, bool], ...]  # (first unit, bold) of each run
    widths: list[int]  # of the cells, as fields of a key
    gaps: list[int]  # after each unit but the last
    sums: list[int]  # of cells and gaps before each unit
    nodes: list[int]  # units before which a line may begin; the first is 0, the last the number of units
    starts: list[int]  # for each node, what to subtract for a line that begins there
    ends: list[int]  # for each node, what a line ending there reaches to
    penalties: list[float]
    whites: list[int]  # what each unit adds to a key when it ends a line
    hyphens: frozenset[int]  # nodes' units before which a hyphen is added
    hyphen: int  # width of the hyphen, as a field of a key
    addresses: tuple[tuple[int, int], ...]  # units of web and mail addresses: never hyphenated
    longest: int  # width of the widest piece without a break, 1/1000 em
    runts: dict[int, float]  # node -> cost of a last line beginning there
    shifts: dict[int, int]  # unit -> origin of a glyph whose cell depends on its neighbours

    def key(self, first: int, last: int, indent: int, hyphen: int) -> int:
        """The key of the line from unit `first` up to unit `last`; `indent` and `hyphen` are 1/1000 em."""
        reach = self.sums[last] + self.whites[last - 1] + ((indent + hyphen) << WIDTH) - self.sums[first]
        return reach - self.gaps[last - 1] if last < len(self.units) else reach


def itemise(
    runs: tuple[Run, ...],
    label: str,
    plain: RoleMetrics,
    bold: RoleMetrics,
    setter: Setter,
    tracking: int = 0,
) -> Items:
    """The paragraph of `runs` as items; `label` is the number that it opens with, `tracking` 1/1000 em a gap."""
    text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
    classes = classify(text, setter.classes)
    numbered = bool(label) and label[0].isdigit() and label[-1] in ".．" and text.startswith(label)
    if numbered:
        classes = "B" * len(label) + classes[len(label) :]
    units: str | tuple[str, ...] = text
    offsets: Sequence[int] = range(len(text) + 1)
    if re.search(_COMPOSITE, text):
        units = _units(text, plain)
        offsets = list(accumulate(map(len, units), initial=0))
        classes = "".join([classes[at] for at in offsets[:-1]])
    size = len(units)
    widths, whites, roles = _measured(runs, units, offsets, plain, bold)
    if plain.cells.hanging:
        # Only one mark may hang, never the last of a run (typography.md §8).
        for at in range(1, size):
            if whites[at] & HANG and classes[at - 1] in "CMFGX":
                whites[at] &= ~HANG
    shifts: dict[int, int] = {}
    pairs = list(pairwise(classes))
    gaps = list(map(setter.gaps.__getitem__, pairs))
    if tracking:
        gaps = [gap + (tracking << WIDTH) for gap in gaps]
    for metrics in (plain,) if plain is bold or not any(run.bold for run in runs) else (plain, bold):
        if metrics.cells.wide:
            _narrow_gaps(units, metrics, gaps)
    if "L" in classes:
        for at, unit in enumerate(units):
            if unit in "“”‘’" and classes[at] == "L":
                cell = plain.cells.latin_quote(unit)
                widths[at], shifts[at] = cell.width << WIDTH, cell.shift
    costs = list(map(setter.breaks.__getitem__, pairs))
    hyphens: frozenset[int] = frozenset()
    addresses: tuple[tuple[int, int], ...] = ()
    if "U" in classes or "L" in classes or label or setter.terms or re.search(_WIDE_NUMBER, text):
        hyphens, addresses = _special(text, offsets, classes, label, costs, setter)
    sums = list(accumulate(map(add, widths, [*gaps, 0]), initial=0))
    inner = list(compress(range(1, size), costs))
    nodes = [0, *inner, size]
    starts = [sums[at] for at in nodes]
    ends = [0, *[sums[at] - gaps[at - 1] + whites[at - 1] for at in inner]]
    ends.append(sums[size] + whites[size - 1] if size else 0)
    penalties = [0.0, *[cost - 1.0 for cost in costs if cost], 0.0]
    if hyphens:
        hyphen = plain.widths["-"]
        for node, at in enumerate(nodes):
            if at in hyphens:
                ends[node] += hyphen
    items = Items(
        text,
        units,
        offsets,
        classes,
        roles,
        widths,
        gaps,
        sums,
        nodes,
        starts,
        ends,
        penalties,
        whites,
        hyphens,
        plain.widths["-"] if "L" in classes else 0,
        addresses,
        max(map(sub, ends[1:], starts)) >> WIDTH,
        {},
        shifts,
    )
    _price_runts(items)
    return items


def _units(text: str, metrics: RoleMetrics) -> tuple[str, ...]:
    """What becomes one glyph each: —— where the face has it, a character with its selector or combining mark."""
    units: list[str] = []
    dash = metrics.cells.dash()
    for unit in re.findall(_UNIT, text):
        if len(unit) == 1 or (dash if unit == marks.DASH else metrics.cells.drawable(unit)):
            units.append(unit)
        else:
            units.extend(unit)
    return tuple(units)


def _narrow_gaps(units: Sequence[str], metrics: RoleMetrics, gaps: list[int]) -> None:
    """Takes from the blanks beside marks what their ink needs beyond half an em, so that a mark still fills one."""
    for at, unit in enumerate(units):
        if unit in metrics.cells.wide:
            beside = at - 1 if unit in marks.OPENING else at
            if 0 <= beside < len(gaps) and gaps[beside] >> WIDTH >= HALF:
                gaps[beside] -= metrics.cells[unit].excess << WIDTH


def _measured(
    runs: tuple[Run, ...], units: Sequence[str], offsets: Sequence[int], plain: RoleMetrics, bold: RoleMetrics
) -> tuple[list[int], list[int], tuple[tuple[int, bool], ...]]:
    """Cell widths and end whites of all units, and where bold begins and ends."""
    if not any(run.bold for run in runs):
        return (
            list(map(plain.widths.__getitem__, units)),
            list(map(plain.cells.whites.get, units, repeat(0))),
            ((0, False),),
        )
    widths: list[int] = []
    whites: list[int] = []
    roles: list[tuple[int, bool]] = []
    offset = first = 0
    for run in runs:
        offset += len(run.text)
        last = bisect_left(offsets, offset)
        if last > first:
            metrics = bold if run.bold else plain
            widths.extend(map(metrics.widths.__getitem__, units[first:last]))
            whites.extend(map(metrics.cells.whites.get, units[first:last], repeat(0)))
            if not roles or roles[-1][1] != run.bold:
                roles.append((first, run.bold))
            first = last
    return widths, whites, tuple(roles)


def _special(
    text: str, offsets: Sequence[int], classes: str, label: str, costs: list[float], setter: Setter
) -> tuple[frozenset[int], tuple[tuple[int, int], ...]]:
    """Prices breaks at numbers, units, words, labels and terms; returns where hyphens may come, and all addresses.

    `costs[p - 1]` belongs to a line end before unit p, plus 1; 0 permits none.
    """
    same = isinstance(offsets, range)

    def at(offset: int) -> int:
        return (offset if same else bisect_left(offsets, offset)) - 1

    def raise_to(offset: int, penalty: float) -> None:
        place = at(offset)
        if 0 <= place < len(costs) and costs[place]:
            costs[place] = max(costs[place], penalty + 1)

    def permit(offset: int, penalty: float) -> None:
        place = at(offset)
        if 0 <= place < len(costs):
            costs[place] = penalty + 1

    hyphens: set[int] = set()
    spans: list[tuple[int, int]] = []
    if setter.terms:
        for found in setter.terms.finditer(text):
            price = NAME if len(found[0]) <= 3 else TERM
            for offset in range(found.start() + 1, found.end()):
                raise_to(offset, price)
    if "U" in classes:
        for found in re.finditer(_NUMBER_END, text):
            start = found.start()
            if found[0].isdigit():
                raise_to(start, NUMBER_UNIT)
            elif unit := _unit_at(text, start):
                for offset in range(start, start + len(unit)):
                    raise_to(offset, NUMBER_UNIT)
            elif (match := re.match(_LATIN_UNIT, text[start : start + 6])) and f" {match[0]} " in marks.LATIN_UNITS:
                permit(start, NUMBER_LATIN_UNIT)
        for found in re.finditer(_LONG_NUMBER, text):
            for offset in range(found.start() + 3, found.end() - 2):
                if text[offset - 1] == "-":
                    permit(offset, IN_LONG_NUMBER)
        for found in re.finditer(_MONTH, text):
            raise_to(found.end(), MONTH_DAY)
    for found in re.finditer(_WIDE_NUMBER, text):
        for offset in range(found.start() + 1, found.end() + 1):
            costs[at(offset)] = 0
    if "L" in classes:
        addresses = list(re.finditer(ADDRESS, text))
        for found in addresses:
            spans.append((at(found.start()) + 1, at(found.end()) + 1))
            inside = found[0]
            for offset in range(3, len(inside) - 1):
                before, after = inside[offset - 1], inside[offset]
                if before in "/.?=&-_@:" and after != "/":
                    permit(found.start() + offset, IN_ADDRESS)
                elif before.isalnum() and after.isalnum() and before.isdigit() != after.isdigit():
                    permit(found.start() + offset, IN_ADDRESS_WORD)
        for found in re.finditer(_INNER, text):
            permit(found.end(), IN_ADDRESS)
        if setter.hyphens:
            for found in re.finditer(_WORD, text):
                if not any(url.start() <= found.start() < url.end() for url in addresses):
                    for inside_at in setter.hyphens(found[0]):
                        permit(found.start() + inside_at, HYPHEN)
                        hyphens.add(at(found.start() + inside_at) + 1)
    if label:
        for offset in (len(label), len(label) + 1):
            if 0 <= at(offset) < len(costs):
                costs[at(offset)] = 0
    return frozenset(hyphens), tuple(spans)


def _unit_at(text: str, start: int) -> str:
    """The unit that follows a number here, "" when none does."""
    for unit in marks.LONG_UNITS.get(text[start], ()):
        if text.startswith(unit, start):
            return unit
    return text[start] if text[start] in marks.UNITS else ""


def _price_runts(items: Items) -> None:
    """Costs of short last lines, for the few nodes near the paragraph's end (typography.md §10)."""
    core = han = 0
    at = len(items.units)
    for node in range(len(items.nodes) - 2, 0, -1):
        while at > items.nodes[node]:
            at -= 1
            if items.units[at] not in marks.MARKS:
                core += 1
                han += items.classes[at] == "H"
        if core <= 1 or (not han and core <= 2):
            items.runts[node] = RUNT
        elif items.ends[-1] - items.starts[node] < SHORT_LAST_WIDTH << WIDTH:
            items.runts[node] = SHORT_LAST
        else:
            break
