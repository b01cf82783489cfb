"""A paragraph as cells and gaps with prefix sums: the breaker's and the justifier's common ground.

No loop runs per character: classes, pairs, sums and break lists come by translate, zip, map, accumulate and compress;
only Latin words, numbers and labels are looked at one by one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, compress, groupby, pairwise, repeat
from operator import add, attrgetter, sub
from typing import NamedTuple

from bulletin.compose.addresses import addresses
from bulletin.compose.break_prices import BreakPrices
from bulletin.compose.classes import ANY_SPACE, FIXED, HALF, LABEL_GAP, TRAILING, Breaks, Classes, Gaps, classify
from bulletin.compose.costs import MOST_SHRINK
from bulletin.compose.glyph_cells import Cells
from bulletin.compose.hyphenation import Hyphenator
from bulletin.compose.packed_line import BETWEEN_WORDS, PackedLine, hangs, kind_of, pack, white, width
from bulletin.model import marks
from bulletin.model.edition import Run

RUNT = 1000.0  # a last line of one character
SHORT_LAST = 8.0  # a last line under 2.5 em
SHORT_LAST_WIDTH = 2500
SLIM = 200  # cells narrower than this are few: spaces, combining marks without a base

_BLANK_RUN = f"[{''.join(sorted(ANY_SPACE))}]{{2,}}"
_TRIMMED = "“”‘’：∶"  # one em wide, and too wide among letters or figures
_ACCENTS = "\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef\u20d0-\u20ff"
_COMPOSITE = f"——|[{_ACCENTS}]"
_UNIT = f"(?<![{marks.DASH_STROKES}])——(?![{marks.DASH_STROKES}])|(?s:.)[{_ACCENTS}]*"


class TextRules(NamedTuple):
    """The tables that itemising needs beside the paragraph."""

    classes: Classes
    gaps: Gaps
    breaks: Breaks
    hyphenator: Hyphenator | None
    terms: "re.Pattern[str] | None"


class Items(NamedTuple):
    """One paragraph. Positions count units; a node is a place where a line may end, the paragraph's start is node 0.

    Widths, gaps, sums, starts, ends and whites are packed (`packed_line`).
    """

    text: str
    units: str | tuple[str, ...]
    offsets: Sequence[int]  # of each unit in the text, and the text's length
    classes: str
    stretches: tuple[tuple[int, int, bool], ...]  # (first unit, unit after the last, bold) of each run
    widths: list[PackedLine]  # of the cells
    gaps: list[PackedLine]  # after each unit but the last
    sums: list[PackedLine]  # of cells and gaps before each unit
    nodes: list[int]  # units before which a line may begin; the first is 0, the last the number of units
    starts: list[PackedLine]  # for each node, what to subtract for a line that begins there
    ends: list[PackedLine]  # for each node, what a line ending there reaches to
    penalties: list[float]  # for each node
    whites: list[PackedLine]  # what each unit adds to a line that it ends
    hyphens: frozenset[int]  # nodes' units before which a hyphen is added
    hyphen: PackedLine  # width of the hyphen; 0 in a text without Latin letters
    names: tuple[tuple[int, int], ...]  # units of addresses, paths and the like: never hyphenated
    longest: int  # width of the widest piece without a break, 1/1000 em
    runts: dict[int, float]  # node -> cost of a last line beginning there
    shifts: dict[int, int]  # unit -> origin of a glyph whose cell depends on its neighbours
    dip: int  # at most so much, 1/1000 em, is a line shorter than one that ends before it, both squeezed alike

    def line(self, first: int, last: int) -> PackedLine:
        """The line from unit `first` up to unit `last`, its hyphen left out."""
        reach = self.sums[last] + self.whites[last - 1] - self.sums[first]
        return reach - self.gaps[last - 1] if last < len(self.units) else reach


class _CutText(NamedTuple):
    """A paragraph's text, cut into units."""

    text: str
    units: str | tuple[str, ...]
    offsets: Sequence[int]
    classes: str
    label: str  # the number or sign that it opens with
    addresses: tuple[tuple[int, int], ...]  # first offset and end of each


def itemise(
    runs: tuple[Run, ...], label: str, plain: Cells, bold: Cells, rules: TextRules, tracking: int = 0, cell: int = 0
) -> Items:
    """The paragraph of `runs` as items; `label` is the number that it opens with, `tracking` 1/1000 em a gap.

    `cell` is the room that a hanging label fills with the white behind it, 1/1000 em; 0: it does not hang.
    """
    cut = _cut(runs, label, plain, rules.classes, hangs=cell > 0)
    units, classes = cut.units, cut.classes
    size = len(units)
    stretches = tuple(_stretches(runs, cut.offsets))
    parts = [(bold if is_bold else plain, units[first:last]) for first, last, is_bold in stretches]
    widths = list(chain.from_iterable(map(cells.packed_width, part) for cells, part in parts))
    whites = list(chain.from_iterable(map(cells.whites.get, part, repeat(0)) for cells, part in parts))
    if plain.hanging:
        _hang_one(whites, classes)
    pairs = list(pairwise(classes))
    used = (plain,) if plain is bold or not any(run.bold for run in runs) else (plain, bold)
    gaps = _gaps(units, pairs, used, rules.gaps, tracking)
    _join_blanks(gaps, classes)
    shifts = _set_by_neighbours(cut, widths, whites, plain)
    if cell:
        _hang_label(gaps, widths, bisect_left(cut.offsets, len(label)), cell)
    breaks = BreakPrices(cut.text, cut.offsets, cut.addresses, [0.0, *map(rules.breaks.__getitem__, pairs)])
    breaks.price(classes, cut.label, rules.terms, rules.hyphenator)

    sums = list(accumulate(map(add, widths, [*gaps, 0]), initial=0))
    inner = list(compress(range(size), breaks.prices))
    nodes = [0, *inner, size]
    starts = [sums[unit] for unit in nodes]
    hyphen = plain.packed_width("-") if "L" in classes else 0
    ends = [0, *[sums[unit] - gaps[unit - 1] + whites[unit - 1] for unit in inner]]
    ends.append(sums[size] + whites[size - 1] if size else 0)
    ends = [end + hyphen if unit in breaks.hyphens else end for unit, end in zip(nodes, ends, strict=True)]
    return Items(
        text=cut.text,
        units=units,
        offsets=cut.offsets,
        classes=classes,
        stretches=stretches,
        widths=widths,
        gaps=gaps,
        sums=sums,
        nodes=nodes,
        starts=starts,
        ends=ends,
        penalties=[0.0, *[price - 1.0 for price in breaks.prices if price], 0.0],
        whites=whites,
        hyphens=frozenset(breaks.hyphens),
        hyphen=hyphen,
        names=tuple(breaks.names),
        longest=width(max(map(sub, ends[1:], starts))),
        runts=_runts(cut, nodes, starts, ends),
        shifts=shifts,
        dip=_dip(widths, gaps, tracking, used) + (width(hyphen) if breaks.hyphens else 0),
    )


def _cut(runs: tuple[Run, ...], label: str, cells: Cells, table: Classes, *, hangs: bool) -> _CutText:
    text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])
    whole = addresses(text)
    classes = classify(text, table, whole)
    label = label or (text[:1] if text[:1] in marks.NUMBER_SIGNS else "")
    if (hangs or label[-1:] not in "、，") and text.startswith(label):
        classes = "B" * len(label) + classes[len(label) :]
    classes = _with_notes(classes, runs) if any(run.note for run in runs) else classes
    if not re.search(_COMPOSITE, text):
        offsets: Sequence[int] = range(len(text) + 1)
        return _CutText(text=text, units=text, offsets=offsets, classes=classes, label=label, addresses=whole)
    units = _units(text, cells)
    offsets = list(accumulate(map(len, units), initial=0))
    at_units = "".join([classes[offset] for offset in offsets[:-1]])
    return _CutText(text=text, units=units, offsets=offsets, classes=at_units, label=label, addresses=whole)


def _with_notes(classes: str, runs: tuple[Run, ...]) -> str:
    """The classes with those of notes' numbers, which are no powers whatever stands before them."""
    starts = accumulate((len(run.text) for run in runs), initial=0)
    for start, run in zip(starts, runs, strict=False):
        if run.note and run.text:
            classes = classes[:start] + "r" + "s" * (len(run.text) - 1) + classes[start + len(run.text) :]
    return classes


def _units(text: str, cells: Cells) -> tuple[str, ...]:
    """What becomes one glyph each: a —— of two where the face has it, a character with its selector or accent."""
    units: list[str] = []
    dash = cells.dash()
    for unit in re.findall(_UNIT, text):
        if len(unit) == 1 or (dash if unit == marks.DASH else cells.drawable(unit)):
            units.append(unit)
        else:
            units.extend(unit)
    return tuple(units)


def _stretches(runs: tuple[Run, ...], offsets: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
    """Where bold begins and ends, in units."""
    offset = first = 0
    for bold, group in groupby(runs, key=attrgetter("bold")):
        offset += sum(len(run.text) for run in group)
        last = bisect_left(offsets, offset)
        if last > first:
            yield first, last, bold
        first = last


def _hang_label(gaps: list[PackedLine], widths: list[PackedLine], units: int, cell: int) -> None:
    """The text behind a label of so many units begins where its cell ends; behind a wider one a fixed gap later."""
    if 0 < units <= len(gaps):
        white = cell - width(sum(widths[:units])) - width(sum(gaps[: units - 1]))
        gaps[units - 1] = pack(white if white >= 0 else LABEL_GAP)


def _hang_one(whites: list[PackedLine], classes: str) -> None:
    """Only one mark may hang, never the last of a run of marks."""
    for unit in range(1, len(whites)):
        if hangs(whites[unit]) and classes[unit - 1] in TRAILING:
            whites[unit] = pack(white=white(whites[unit]))


def _gaps(
    units: Sequence[str], pairs: list[tuple[str, str]], used: Sequence[Cells], table: Gaps, tracking: int
) -> list[PackedLine]:
    gaps = list(map(table.__getitem__, pairs))
    if tracking:
        more = pack(tracking)
        gaps = [gap + more for gap in gaps]
    # The blanks beside marks lose what the ink needs beyond half an em, so that a mark still fills one.
    for cells in used:
        for place, unit in enumerate(units) if cells.wide else ():
            if unit in cells.wide:
                beside = place - 1 if unit in marks.OPENING else place
                if 0 <= beside < len(gaps) and width(gaps[beside]) >= HALF:
                    gaps[beside] -= pack(cells[unit].excess)
    return gaps


def _join_blanks(gaps: list[PackedLine], classes: str) -> None:
    """Of several blanks in a row the last has the width of all, so that a line that ends there has none of it."""
    for run in re.finditer(_BLANK_RUN, classes):
        first, last = run.start(), run.end() - 1
        if last < len(gaps):
            gaps[last] = pack(sum(map(width, gaps[first : last + 1])), BETWEEN_WORDS)
            gaps[first:last] = [FIXED] * (last - first)


def _set_by_neighbours(
    cut: _CutText, widths: list[PackedLine], whites: list[PackedLine], cells: Cells
) -> dict[int, int]:
    """Gives quotation marks among letters, colons among figures, and bullets their own cells in `widths`.

    Returns their origins. A trimmed cell has no white that a line's end could take off.
    """
    shifts: dict[int, int] = {}
    if "L" in cut.classes or marks.BULLET in cut.text:
        for place, unit in enumerate(cut.units):
            if unit in _TRIMMED and cut.classes[place] == "L":
                cell = cells.trimmed(unit)
                widths[place], shifts[place], whites[place] = pack(cell.width), cell.shift, 0
            elif unit == marks.BULLET and cut.classes[place] == "H":
                widths[place], shifts[place] = pack(2 * HALF), cells[unit].shift + HALF // 2
    return shifts


def _dip(widths: list[PackedLine], gaps: list[PackedLine], tracking: int, used: Sequence[Cells]) -> int:
    """`Items.dip`, hyphens left out: a unit without width shortens a squeezed line; 0 in ordinary text."""
    slim = pack(SLIM - min(0, tracking))
    if min(widths, default=slim) >= slim and not any(cells.wide for cells in used):
        return 0
    dip = fall = 0
    for cell, gap in zip(widths, gaps, strict=False):
        kind = kind_of(gap)
        least = 0.0 if kind is None else MOST_SHRINK[kind]
        fall = max(0, fall + int(least) - width(cell) - width(gap))
        dip = max(dip, fall)
    return dip


def _runts(cut: _CutText, nodes: list[int], starts: list[PackedLine], ends: list[PackedLine]) -> dict[int, float]:
    """Costs of short last lines, for the few nodes near the paragraph's end at which one would begin."""
    runts = {}
    characters = han = 0
    unit = len(cut.units)
    short = pack(SHORT_LAST_WIDTH)
    for node in range(len(nodes) - 2, 0, -1):
        while unit > nodes[node]:
            unit -= 1
            if cut.units[unit] not in marks.MARKS:
                characters += 1
                han += cut.classes[unit] == "H"
        if characters <= 1 or (not han and characters <= 2):
            runts[node] = RUNT
        elif ends[-1] - starts[node] < short:
            runts[node] = SHORT_LAST
        else:
            break
    return runts
