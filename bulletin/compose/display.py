"""Headlines and their like: a text in exactly so many lines, broken at phrases and balanced (makeup.md §5).

Breaks are few, so all of them are tried. A line that is too wide is first squeezed at its marks and then, as far as
the caller allows, set closer; U+3000 parts two phrases and disappears where a line ends at it.
"""

from collections.abc import Iterator
from itertools import accumulate, combinations
from operator import add

from bulletin.compose.costs import BRACKET, COUNT_MASK, HAN, PAUSE, STOP, WHITE_MASK, WIDTH, Fit
from bulletin.compose.items import Items
from bulletin.compose.justify import Frame, Ink, set_line
from bulletin.model.galley import Line

TITLE_MAX = 8  # characters inside 《》 that stay together
QUOTE_MAX = 4  # characters inside quotation marks
TIGHT = 250  # taken from the blank beside quotation marks and brackets: half an em is a hole in large type (by eye)
SQUEEZE = {BRACKET: 150, PAUSE: 300, STOP: 250}  # how much more a mark gives where the line is too wide: by eye
OFF_PHRASE = 40.0  # a break away from the phrase space, in the unit of 1 for a character of imbalance
INSIDE_TITLE = 1000.0
CANDIDATES_MAX = 24  # breaks tried per line of a head; a head has seldom thirty characters

_WHOLE = (("《", "》", TITLE_MAX), ("〈", "〉", TITLE_MAX), ("“", "”", QUOTE_MAX), ("‘", "’", QUOTE_MAX))


def tightened(items: Items) -> Items:
    """The items as display sizes want them: quotation marks and brackets nearer to what they enclose."""
    if not any(gap >> BRACKET & COUNT_MASK for gap in items.gaps):
        return items
    gaps = [gap - (TIGHT << WIDTH) if gap >> BRACKET & COUNT_MASK else gap for gap in items.gaps]
    return items._replace(gaps=gaps, sums=list(accumulate(map(add, items.widths, [*gaps, 0]), initial=0)))


def natural_width(items: Items) -> int:
    """Width of the whole on one line, blanks at its ends left out; 1/1000 em."""
    return items.sums[-1] >> WIDTH if items.units else 0


def display_lines(
    items: Items, ink: Ink, frame: Frame, room: int, rows: int, tracking: tuple[int, int]
) -> tuple[Line, ...] | None:
    """The text in `rows` lines of at most `room` (1/1000 em), or None; `tracking` is least and most letterspacing."""
    if not items.units or rows < 1:
        return None
    phrases = [at for at in items.nodes[1:-1] if items.classes[at - 1] == "Z"]
    best = _best(items, _ways(items, rows, phrases), room, tracking) if len(phrases) >= rows - 1 else None
    if best is None:
        best = _best(items, _ways(items, rows, items.nodes[1:-1]), room, tracking)
    if best is None:
        return None
    _, letterspace, ends = best
    lines = []
    first = 0
    for end in ends:
        key = items.key(first, end, 0, 0)
        fit = _fit(key, room, letterspace)
        spaced = items._replace(gaps=[_spaced(gap, letterspace) for gap in items.gaps]) if letterspace else items
        lines.append(set_line(spaced, first, end, fit, ink, frame, is_last=end == ends[-1], hyphen=False))
        first = end
    return tuple(lines)


def _best(
    items: Items, ways: Iterator[tuple[int, ...]], room: int, tracking: tuple[int, int]
) -> tuple[float, int, tuple[int, ...]] | None:
    """The cheapest of the ways that fit, with its letterspacing."""
    best: tuple[float, int, tuple[int, ...]] | None = None
    for ends in ways:
        wanted = _tracking(items, ends, room, tracking)
        if wanted is None:
            continue
        cost = _imbalance(items, ends) + sum(_price(items, end) for end in ends[:-1])
        if wanted < 0:
            cost -= wanted / 10
        if best is None or (cost, ends) < (best[0], best[2]):
            best = (cost, wanted, ends)
    return best


def _spaced(gap: int, letterspace: int) -> int:
    return gap + (letterspace << WIDTH)


def _ways(items: Items, rows: int, inner: list[int]) -> Iterator[tuple[int, ...]]:
    """All tuples of line ends taken from `inner`, the text's end last."""
    if rows == 1:
        yield (len(items.units),)
        return
    if len(inner) > CANDIDATES_MAX:
        # Long texts: only breaks near where an even division would fall.
        whole = items.sums[-1] >> WIDTH
        near = sorted(
            inner,
            key=lambda at: (
                min(abs((items.sums[at] >> WIDTH) - whole * part / rows) for part in range(1, rows)),
                at,
            ),
        )
        inner = sorted(near[:CANDIDATES_MAX])
    for ends in combinations(inner, rows - 1):
        yield (*ends, len(items.units))


def _widths(items: Items, ends: tuple[int, ...]) -> list[int]:
    first = 0
    widths = []
    for end in ends:
        widths.append(items.key(first, end, 0, 0) >> WIDTH)
        first = end
    return widths


def _imbalance(items: Items, ends: tuple[int, ...]) -> float:
    widths = _widths(items, ends)
    return (max(widths) - min(widths)) / 1000


def _price(items: Items, end: int) -> float:
    """What a break before unit `end` costs besides imbalance."""
    price = 0.0
    classes = items.classes
    if classes[end - 1] == "Z":
        return 0.0
    if "Z" in classes:
        price += OFF_PHRASE
    elif classes[end - 1] not in "CMFGX":
        price += 2.5
    for opening, closing, most in _WHOLE:
        left = _find(items, opening, end, -1, closing)
        if left is not None:
            right = _find(items, closing, end, 1, "")
            if right is not None and right - left - 1 <= most:
                price += INSIDE_TITLE
    node = items.nodes.index(end)
    return price + items.penalties[node] / 10


def _find(items: Items, wanted: str, at: int, step: int, stop: str) -> int | None:
    """The nearest `wanted` before (step -1) or from unit `at` on, not past `stop`."""
    place = at - 1 if step < 0 else at
    while 0 <= place < len(items.units):
        if items.units[place] == wanted:
            return place
        if items.units[place] == stop:
            return None
        place += step
    return None


def _give(key: int) -> int:
    """How much a line's marks can give."""
    return (key & WHITE_MASK) + sum((key >> kind & COUNT_MASK) * most for kind, most in SQUEEZE.items())


def _tracking(items: Items, ends: tuple[int, ...], room: int, limits: tuple[int, int]) -> int | None:
    """The letterspacing nearest 0 with which all lines fit; None when none does."""
    least, most = limits
    wanted = max(least, min(0, most))
    first = 0
    for end in ends:
        key = items.key(first, end, 0, 0)
        over = (key >> WIDTH) + wanted * (end - first - 1) - room
        if over > 0:
            over -= _give(key)
        if over > 0:
            gaps = end - first - 1
            if not gaps:
                return None
            wanted -= -(-over // gaps)
            if wanted < least:
                return None
        first = end
    return wanted


def _fit(key: int, room: int, letterspace: int) -> Fit:
    """What the marks of one line give, all in proportion."""
    gaps = sum(key >> kind & COUNT_MASK for kind in range(HAN, WIDTH, 12))
    over = (key >> WIDTH) + letterspace * gaps - room
    if over <= 0:
        return Fit(0.0)
    marks = _give(key) - (key & WHITE_MASK)
    share = min(1.0, over / marks) if marks else 0.0
    return Fit(
        0.0,
        bracket=-share * SQUEEZE[BRACKET],
        pause=-share * SQUEEZE[PAUSE],
        stop=-share * SQUEEZE[STOP],
        end=float(max(0, over - marks)),
    )
