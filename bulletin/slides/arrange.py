"""Decides which points stand in which body of a layout.

Points keep their order. Every parting of them into the layout's columns is priced: headings that a column break cuts
off from their points, columns that end uneven, and white. What is said of each point was chosen before, from the text
alone; here it stands or does not.
"""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from bulletin.choose.selection import SaidPoint, Selection
from bulletin.model.slide import (
    DETAIL_LEVEL,
    GROUP_LEVEL,
    HEAD_LEVEL,
    OWN_LEVEL,
    PLAIN_LEVEL,
    SlideParagraph,
    TextLevel,
)
from bulletin.slides.measure import Measurer
from bulletin.units import Pt, fits

CONTINUED_HEADING = "（续）"

# Prices of a parting: chosen by eye over the seed and the test decks.
SPLIT_GROUP = 26.0  # a group's points in two columns
DEEPER_FIRST = 8.0  # a column begins with a point of a deeper level
UNEVEN_FILL = 35.0  # fullest less emptiest column, in columns
UNEVEN_COUNT = 3.0  # for every point that one column has more than another, the first aside
WHITE_SPACE = 20.0  # what the mean column lacks to `FILLED`
FILLED = 0.62
FURTHER_COLUMN = 6.0  # for every column after the first
TIE = 1e-9


class BodyRoom(NamedTuple):
    """The bodies of a layout: how many, how wide and deep the smallest of them is, and its type."""

    columns: int
    measure: Pt
    depth: Pt
    levels: tuple[TextLevel, ...]  # as `BODY_LEVELS`


class PanelItem(NamedTuple):
    """A point and the heading of its group."""

    group: int
    of: str  # the group's heading, "" for none
    heading: str  # the one that stands right over the point, "" for none
    point: SaidPoint
    number: int


class Arrangement(NamedTuple):
    """A parting into columns and what it costs: a negative number, 0 for none."""

    columns: tuple[tuple[PanelItem, ...], ...]
    cost: float
    fill: float  # share of the deepest column that is used

    @property
    def shown(self) -> tuple[str, ...]:
        """Every text of a point on the slide."""
        points = (item.point for column in self.columns for item in column)
        return tuple(text for point in points for text in (point.head, point.said) if text)


def arrange(selection: Selection, room: BodyRoom, measurer: Measurer) -> Arrangement | None:
    """The best parting into the room's columns; None when the points do not fit, or a column would stay empty."""
    items = _items(selection)
    if len(items) < room.columns or len(items) > room.columns * _most_lines(room):
        return None
    heights = [_height(item, room, measurer) for item in items]
    continued = [
        measurer.height(item.of + CONTINUED_HEADING, room.levels[GROUP_LEVEL], room.measure)
        if item.of and not item.heading
        else 0.0
        for item in items
    ]
    # viewers leave out the white above a box's first paragraph
    firsts = [room.levels[GROUP_LEVEL if item.of else level_of(item.point)].before for item in items]
    best: Arrangement | None = None
    for ends in _partings(len(items), room.columns):
        edges = tuple(pairwise((0, *ends, len(items))))
        depths = [sum(heights[first:last]) + continued[first] - firsts[first] for first, last in edges]
        if not all(fits(depth, room.depth) for depth in depths):
            continue
        fills = [depth / room.depth for depth in depths]
        cost = price(items, ends, fills)
        if best is None or cost > best.cost + TIE:
            best = Arrangement(
                columns=tuple(_column(items, first, last) for first, last in edges), cost=cost, fill=max(fills)
            )
    return best


def _partings(total: int, columns: int) -> Iterator[tuple[int, ...]]:
    """Where columns end, in an order in which the first of equals wins."""
    yield from sorted(combinations(range(1, total), columns - 1), key=lambda ends: ends[::-1])


def _most_lines(room: BodyRoom) -> int:
    return int(room.depth / min(level.leading for level in room.levels)) + 1


def _items(selection: Selection) -> tuple[PanelItem, ...]:
    """The points one after another, each with the number to show: the author's, else one more than the last."""
    items: list[PanelItem] = []
    for index, group in enumerate(selection.groups):
        number = 0
        for place, point in enumerate(group.points):
            if level_of(point) == HEAD_LEVEL:
                number = point.number or number + 1
            heading = "" if place else group.head
            items.append(PanelItem(group=index, of=group.head, heading=heading, point=point, number=number))
    return tuple(items)


def _column(items: tuple[PanelItem, ...], first: int, last: int) -> tuple[PanelItem, ...]:
    """A run of items; one that begins inside a group has its heading again."""
    head, *others = items[first:last]
    if head.of and not head.heading:
        head = head._replace(heading=head.of + CONTINUED_HEADING)
    return (head, *others)


def _height(item: PanelItem, room: BodyRoom, measurer: Measurer) -> Pt:
    point = item.point
    parts = [(item.heading, GROUP_LEVEL), (point.head, level_of(point))]
    parts.append((point.said, DETAIL_LEVEL if point.head else PLAIN_LEVEL))
    return sum(measurer.height(text, room.levels[level], room.measure) for text, level in parts if text)


def level_of(point: SaidPoint) -> int:
    """The level of a point's first paragraph."""
    if not point.head:
        return PLAIN_LEVEL
    if point.deeper:
        return DETAIL_LEVEL
    return OWN_LEVEL if point.own else HEAD_LEVEL


def less(selection: Selection) -> Selection:
    """The selection without the last point of its largest group; of equal ones the later gives way."""
    groups = selection.groups
    largest = max(range(len(groups)), key=lambda index: (len(groups[index].points), index))
    group = groups[largest]
    rest = (group._replace(points=group.points[:-1]),) if len(group.points) > 1 else ()
    return Selection(groups=(*groups[:largest], *rest, *groups[largest + 1 :]), left=selection.left + 1)


def paragraphs(items: tuple[PanelItem, ...]) -> tuple[SlideParagraph, ...]:
    """A column as paragraphs of its body. `start` is given wherever the viewer's own count would differ."""
    found: list[SlideParagraph] = []
    first = following = 1
    for item in items:
        head = item.point.head
        if item.heading:
            found.append(SlideParagraph.of(item.heading, level=GROUP_LEVEL))
            first = following = 1
        level = level_of(item.point)
        if head:
            start = 0
            if level == HEAD_LEVEL:
                if item.number != following:
                    first = item.number
                following = item.number + 1
                start = first if first != 1 else 0
            found.append(SlideParagraph.of(head, level=level, start=start))
        if item.point.said:
            found.append(SlideParagraph.of(item.point.said, level=DETAIL_LEVEL if head else PLAIN_LEVEL))
    return tuple(found)


def price(items: tuple[PanelItem, ...], ends: tuple[int, ...], fills: list[float]) -> float:
    """What cut groups, uneven columns and white cost, as a negative number."""
    cost = -FURTHER_COLUMN * len(ends)
    for end in ends:
        item = items[end]
        if item.group == items[end - 1].group and item.of:
            cost -= SPLIT_GROUP
        if item.point.deeper:
            cost -= DEEPER_FIRST
    lengths = [last - first for first, last in pairwise((0, *ends, len(items)))]
    cost -= UNEVEN_COUNT * max(0, max(lengths) - min(lengths) - 1)
    mean = sum(fills) / len(fills)
    return cost - UNEVEN_FILL * (max(fills) - min(fills)) - WHITE_SPACE * max(0.0, FILLED - mean)
