"""Line ends inside pieces that no line should part: better than a line too wide or full of holes, dear all the same."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from unicodedata import combining

from bulletin.compose.classes import ANY_SPACE, NO_END, NO_START, NOTES
from bulletin.compose.items import Items
from bulletin.compose.packed_line import pack, width
from bulletin.model import marks

LAST_RESORT = 900.0  # a break in a name or equation of any length, where a line would be spaced beyond the limits
EMERGENCY = 1000.0  # a break inside a Latin word that fills most of a line
BROKEN_NUMBER = 3000.0  # inside whatever is longer than a line
BESIDE_STROKE = 100_000.0  # the same, where it has a stroke to part behind
BAD_EDGE = 900_000.0  # the same, with a mark at an edge where it never stands: dearer than a short line

_STROKES = frozenset("-‐‒–—")  # behind which a number may be parted
_NOT_FIRST = marks.NOT_AT_LINE_START.union(marks.ASCII_CLOSING)  # the · of mg·L⁻¹, narrow colons of a ratio
_PARTING_MARKS = frozenset("/\\._-@:?&=+#")  # behind which a name may be parted
_FORMULA_SIGNS = "[A-Za-z0-9.,·()（）²³¹⁰⁴-⁹⁺⁻₀-₉＋+×∶→⇌＝=]"
_SIDE = r"(?a:[\w.,%+()-]|[α-ω²³])++"
_NO_SIDE = r"(?<![α-ω²³])(?a:(?<![\w.,%+()-]))"  # a run is looked at from its start alone: hostile ones stay linear
_BEFORE_CAPITAL = "(?<=[A-Za-z][a-z]{2})(?=[A-Z][A-Za-z]{2})"
_EQUATIONS = (  # and the like: what may be parted as a last resort, and where
    # 2026-02-14T|09:30
    ("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:", "(?<=T)"),
    # An equation behind its signs (GB 3102.11-1993: behind = + and the like)
    (
        f"(?<![/?&_:])(?<!{_FORMULA_SIGNS})(?={_FORMULA_SIGNS}*[→⇌＝=]){_FORMULA_SIGNS}{{10,}}+",
        "(?<=[^＋+→⇌＝=][＋+→⇌＝=])(?=[A-Za-z0-9(（])",
    ),
    # FeSO₄·|7H₂O
    ("[A-Za-z0-9₀-₉)]·[0-9n]+[A-Z]", "(?<=·)"),
    # 2.0 < |2.1 < |3.0
    (f"{_NO_SIDE}{_SIDE}(?: [<>≤≥＜＞=＝] {_SIDE}){{2,}}", "(?<= [<>≤≥＜＞=＝] )"),
)
# Password|Authentication; where a line would gape only names longer than those of products, as LibreOffice
_LAST_RESORTS = (("(?a:(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]{13,}+)", _BEFORE_CAPITAL), *_EQUATIONS)
_IN_LONG_PIECES = (("(?a:(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]{9,}+)", _BEFORE_CAPITAL), *_EQUATIONS)


def with_last_resorts(items: Items) -> Items:
    """The items with breaks inside names and equations; the same items when there are none."""
    if "L" not in items.classes:
        return items
    inner = dict.fromkeys(set(_last_resorts(items, _LAST_RESORTS)).difference(items.nodes), LAST_RESORT)
    return _with_breaks(items, inner, items.hyphens)


def _last_resorts(items: Items, resorts: Iterable[tuple[str, str]]) -> Iterator[int]:
    """The units inside names and equations before which a line may end."""
    for whole, place in resorts:
        inner = re.compile(place)
        for found in re.finditer(whole, items.text):
            for match in inner.finditer(items.text, found.start() + 1, found.end()):
                yield bisect_left(items.offsets, match.start())


def with_emergency_breaks(items: Items, measure: int, indent: int = 0) -> Items:
    """The items with breaks inside pieces too long for the measure; the same items when there are none.

    Latin words of more than half a measure may be parted between letters, names behind their marks, whatever is longer
    than a measure anywhere; `indent` is that of the first line, which leaves its first piece less room, or more.
    """
    if 2 * items.longest <= measure - max(0, indent):
        return items
    inner = dict(_inner_breaks(items, measure, indent))
    hyphens = items.hyphens | {unit for unit in inner if _takes_hyphen(items, unit)}
    return _with_breaks(items, inner, hyphens)


def _with_breaks(items: Items, inner: Mapping[int, float], hyphens: frozenset[int]) -> Items:
    """The items with line ends before the units `inner`, at their prices."""
    if not inner:
        return items
    starts = dict(zip(items.nodes, items.starts, strict=True))  # the first line's holds its indent
    ends = dict(zip(items.nodes, items.ends, strict=True))
    for unit in inner:
        starts[unit] = items.sums[unit]
        ends[unit] = items.sums[unit] - items.gaps[unit - 1] + (items.hyphen if unit in hyphens else 0)
    penalties = {**dict(zip(items.nodes, items.penalties, strict=True)), **inner}
    nodes = sorted(penalties)
    return items._replace(
        nodes=nodes,
        starts=[starts[unit] for unit in nodes],
        ends=[ends[unit] for unit in nodes],
        penalties=[penalties[unit] for unit in nodes],
        hyphens=hyphens,
        dip=items.dip if items.hyphens or not hyphens else items.dip + width(items.hyphen),
        runts={bisect_left(nodes, items.nodes[node]): cost for node, cost in items.runts.items()},
    )


def _inner_breaks(items: Items, measure: int, indent: int) -> Iterator[tuple[int, float]]:
    """The units inside pieces too long before which a line may end, with what that costs."""
    resorts = set(_last_resorts(items, _IN_LONG_PIECES))
    for node, (first, last) in enumerate(pairwise(items.nodes)):
        piece = items.ends[node + 1] - items.starts[node]
        room = measure if node else measure - indent
        if 2 * width(piece) > room:
            inside = sorted(unit for unit in resorts if first < unit < last)
            yield from ((unit, LAST_RESORT) for unit in inside)
            for begin, end in pairwise((first, *inside, last)):
                part = items.sums[end] - items.sums[begin] if inside else piece
                if not inside or part > pack(room):
                    yield from _breaks_of_part(items, begin, end, too_long=part > pack(room))


def _breaks_of_part(items: Items, first: int, last: int, *, too_long: bool) -> Iterator[tuple[int, float]]:
    """The same for a part without a last resort; `too_long`: wider than the measure."""
    broken = BROKEN_NUMBER if _STROKES.isdisjoint(items.units[first:last]) else BESIDE_STROKE
    for unit in range(first + 1, last):
        pair = items.classes[unit - 1 : unit + 1]
        if (pair == "LL" and _may_part_latin(items, unit)) or (too_long and pair[0] == "n"):
            yield unit, EMERGENCY
        elif too_long and _may_part(items, unit):
            bad = pair[0] in NO_END | {"S"} or pair[1] in NO_START or items.units[unit] in _NOT_FIRST
            yield unit, BAD_EDGE if bad else EMERGENCY if items.units[unit - 1] in _STROKES else broken


def _may_part(items: Items, unit: int) -> bool:
    """Whether a piece longer than a line may be parted before `unit`: a dash only with two strokes on either side."""
    pair = items.classes[unit - 1 : unit + 1]
    if pair[0] == "W" or pair[1] in ANY_SPACE | NOTES or pair == "Ee" or combining(items.units[unit][0]):
        return False
    return pair != "DD" or items.classes[unit - 2 : unit + 2] == "DDDD"


def _may_part_latin(items: Items, unit: int) -> bool:
    """Whether a Latin piece may be parted before `unit`: behind its marks, and inside words of four letters and more.

    Names and formulas have no such words (H₂SO₄), abbreviations and units are shorter (MPa).
    """
    if items.units[unit - 1] in _PARTING_MARKS:
        return items.units[unit].isalnum()
    letters = items.classes[unit - 2 : unit + 2] == "LLLL" and all(map(str.isalpha, items.units[unit - 2 : unit + 2]))
    return letters and not _in_name(items, unit)


def _in_name(items: Items, unit: int) -> bool:
    """Whether a line end before this unit parts an address, a path or a name, which takes no hyphen."""
    return any(start < unit < end for start, end in items.names)


def _takes_hyphen(items: Items, unit: int) -> bool:
    """Whether a line end before this unit parts a Latin word."""
    if items.classes[unit - 1 : unit + 1] != "LL":
        return False
    letters = items.units[unit - 1].isalpha() and items.units[unit].isalpha()
    return letters and not _in_name(items, unit)
