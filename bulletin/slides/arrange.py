"""Decides what a slide shows: which points stand in which column, and how much is said of each.

Points keep their order. For one, two and three columns every parting of the points is priced: first what is said of
all points, then headings that a column break cuts off from their points, columns that end uneven, and white; the
larger type of fewer columns breaks ties. Where not even the heads alone fit, points leave from the end of the largest
group, one by one, until they do; an editor's own points never leave. All searches run over finite lists.
"""

from collections.abc import Iterator
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from bulletin.choose.outline import Group, Outline, OutlinePoint
from bulletin.model.slide import BODY_LEVELS, ColumnsDesign, SlideParagraph
from bulletin.slides.measure import Measurer
from bulletin.units import Pt, fits

GROUP_LEVEL, HEAD_LEVEL, DETAIL_LEVEL, PLAIN_LEVEL, OWN_LEVEL = range(len(BODY_LEVELS))

# Prices of a parting against what it says (100 is everything): chosen by eye over the seed and the test decks.
SPLIT_GROUP = 16.0  # a group's points in two columns
DEEPER_FIRST = 8.0  # a column begins with a point of a deeper level
UNEVEN_FILL = 35.0  # fullest less emptiest column, in columns
UNEVEN_COUNT = 3.0  # for every point that one column has more than another, the first aside
WHITE_SPACE = 45.0  # what the mean column lacks to `FILLED`
FILLED = 0.62
FEWER_COLUMNS = 5.0  # for every column fewer
UNFINISHED = 0.88  # worth of what is said when no sentence ends there
LEAST_SPOKEN = 0.5  # share of the points of which something is said: below it, heads stand alone
TIE = 1e-9


class BodyRoom(NamedTuple):
    """A layout with the area that its bodies share; bodies of a template bring their own rectangles."""

    columns: ColumnsDesign
    measure: Pt
    depth: Pt
    key: int = 0  # place in the caller's list


class PanelItem(NamedTuple):
    """A point with the heading that stands over it and the excerpt that stands under it, "" for none."""

    group: int
    heading: str
    point: OutlinePoint
    number: int
    said: str = ""


class Arrangement(NamedTuple):
    """A parting with the choice of words."""

    room: BodyRoom
    columns: tuple[tuple[PanelItem, ...], ...]
    score: float

    @property
    def shown(self) -> tuple[str, ...]:
        """Every text of a point on the slide."""
        items = (item for column in self.columns for item in column)
        return tuple(text for item in items for text in (item.point.head, item.said) if text)


def arrange(outline: Outline, rooms: tuple[BodyRoom, ...], measurer: Measurer) -> tuple[Arrangement | None, int]:
    """The best arrangement, and how many points had to leave: all of them, with None, when it cannot be had.

    An open outline is prose of which a slide takes what it holds: none of it counts as left out.
    """
    groups = outline.groups
    total = sum(len(group.points) for group in groups)
    # More points than this cannot stand in a room, whatever is said of them: each takes at least a line.
    most = max(
        room.columns.columns * int(room.depth / min(level.leading for level in room.columns.levels)) + 1
        for room in rooms
    )
    for dropped in range(total):
        if total - dropped <= most:
            items = _items(groups)
            found = [best for room in rooms if (best := _best(items, room, measurer))]
            if found:
                return max(found, key=lambda best: best.score), 0 if outline.open else dropped
        if outline.editors:
            break
        groups = _less(groups)
    return None, total


def paragraphs(items: tuple[PanelItem, ...]) -> tuple[SlideParagraph, ...]:
    """A column as paragraphs of its body. `start` is given wherever the viewer's own count would differ."""
    found: list[SlideParagraph] = []
    first = following = 1
    for item in items:
        head = item.point.head
        if item.heading:
            found.append(SlideParagraph.of(item.heading, level=GROUP_LEVEL))
            first = following = 1
        level = _level_of(item.point)
        if head:
            start = 0
            if level == HEAD_LEVEL:
                if item.number != following:
                    first = item.number
                following = item.number + 1
                start = first if first != 1 else 0
            found.append(SlideParagraph.of(head, level=level, start=start))
        if item.said:
            found.append(SlideParagraph.of(item.said, level=DETAIL_LEVEL if head else PLAIN_LEVEL))
    return tuple(found)


def _level_of(point: OutlinePoint) -> int:
    """The level of a point's first paragraph."""
    if not point.head:
        return PLAIN_LEVEL
    if point.deeper:
        return DETAIL_LEVEL
    return OWN_LEVEL if point.own else HEAD_LEVEL


def _items(groups: tuple[Group, ...]) -> tuple[PanelItem, ...]:
    """The points one after another, each with the number to show: the author's, else one more than the last."""
    items: list[PanelItem] = []
    for index, group in enumerate(groups):
        number = 0
        for place, point in enumerate(group.points):
            if _level_of(point) == HEAD_LEVEL:
                number = point.number or number + 1
            heading = "" if place else group.head
            items.append(PanelItem(group=index, heading=heading, point=point, number=number))
    return tuple(items)


def _less(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups without the last point of the largest; of equal ones the later gives way."""
    largest = max(range(len(groups)), key=lambda index: (len(groups[index].points), index))
    group = groups[largest]
    rest = (group._replace(points=group.points[:-1]),) if len(group.points) > 1 else ()
    return (*groups[:largest], *rest, *groups[largest + 1 :])


class _SizedItem(NamedTuple):
    """An item with the heights that it takes in one room, and what to say of it there."""

    item: PanelItem
    heights: tuple[Pt, ...]  # with each excerpt; the last, at index -1, is that of heading and head, which must stand
    choices: tuple[int, ...]  # the excerpt for each budget of lines from 0 upwards, -1 for none


def _sized(item: PanelItem, room: BodyRoom, measurer: Measurer) -> _SizedItem:
    levels, point = room.columns.levels, item.point
    least = measurer.height(item.heading, levels.group, room.measure) if item.heading else 0.0
    if point.head:
        least += measurer.height(point.head, levels[_level_of(point)], room.measure)
    level = levels.detail if point.head else levels.plain
    lines: list[int] = []
    for _, sentence in groupby(point.excerpts, key=lambda excerpt: excerpt.sentence):
        texts = [excerpt.text for excerpt in sentence]
        lines += measurer.prefix_lines(texts[-1], tuple(map(len, texts)), level, room.measure)
    return _SizedItem(
        item=item,
        heights=(*(least + (level.before + taken * level.leading) for taken in lines), least),
        choices=tuple(_choice(point, lines, budget) for budget in range(room.columns.detail_lines + 1)),
    )


def _choice(point: OutlinePoint, lines: list[int], budget: int) -> int:
    """The excerpt for a budget of lines, -1 for none; `lines` are those of each excerpt.

    Of the first sentence that has a sound one, the longest that ends the sentence, unless a longer clause says
    twice as much. A point without a head must say something, even what is not sound.
    """
    excerpts = point.excerpts
    if point.fixed or not excerpts:
        return len(excerpts) - 1
    fitting = [index for index, taken in enumerate(lines) if taken <= budget]
    sound = [index for index in fitting if excerpts[index].sound]
    if not sound:
        return -1 if point.head else max(fitting, default=0)
    longest = max(index for index in sound if excerpts[index].sentence == excerpts[sound[0]].sentence)
    whole = [index for index in sound if index <= longest and excerpts[index].whole]
    if whole and 2 * len(excerpts[whole[-1]].text) > len(excerpts[longest].text):
        return whole[-1]
    return longest


class _Column(NamedTuple):
    """A run of items in one column: what is said of each, the height, and the worth of what is said."""

    excerpts: tuple[int, ...]
    height: Pt
    worth: float


class _Parting(NamedTuple):
    """The items in columns, with its worth: what is said and, as a negative number, what the parting costs."""

    columns: tuple[_Column, ...]
    edges: tuple[tuple[int, int], ...]  # of each column the first item and the one after the last
    said: float
    cost: float


def _partings(items: tuple[PanelItem, ...], sized: list[_SizedItem], room: BodyRoom) -> Iterator[_Parting]:
    """Every way to part the items into the room's columns, in an order in which the first of equals wins."""
    total, columns = len(items), room.columns.columns
    runs: dict[tuple[int, int], _Column | None] = {}
    for ends in sorted(combinations(range(1, total), columns - 1), key=lambda ends: ends[::-1]):
        edges = tuple(pairwise((0, *ends, total)))
        for first, last in edges:
            if (first, last) not in runs:
                runs[first, last] = _column(sized[first:last], room.depth)
        filled = tuple(column for edge in edges if (column := runs[edge]))
        if len(filled) == columns:
            said = 100 * sum(column.worth for column in filled) / total
            cost = price(items, ends, [column.height / room.depth for column in filled])
            yield _Parting(columns=filled, edges=edges, said=said, cost=cost)


def _best(items: tuple[PanelItem, ...], room: BodyRoom, measurer: Measurer) -> Arrangement | None:
    """The best parting into the room's columns; None when not even heads alone fit, or a column would stay empty."""
    columns = room.columns.columns
    if len(items) < columns:
        return None
    sized = [_sized(item, room, measurer) for item in items]
    if _columns_taken(sized, room.depth) > columns:
        return None
    best: _Parting | None = None
    for parting in _partings(items, sized, room):
        if best is None or parting.said + parting.cost > best.said + best.cost + TIE:
            best = parting
    if best is None:
        return None
    score = best.said + best.cost
    excerpts = [excerpt for column in best.columns for excerpt in column.excerpts]
    if sum(excerpt >= 0 for excerpt in excerpts) < LEAST_SPOKEN * sum(bool(item.point.excerpts) for item in items):
        # a word here and there looks like a slip: heads alone then
        excerpts = [each.choices[0] for each in sized]
        score = best.cost
    spoken = tuple(
        item._replace(said=item.point.excerpts[excerpt].text) if excerpt >= 0 else item
        for item, excerpt in zip(items, excerpts, strict=True)
    )
    return Arrangement(
        room=room,
        columns=tuple(spoken[first:last] for first, last in best.edges),
        score=score + FEWER_COLUMNS * (3 - columns) + room.columns.favour,
    )


def _columns_taken(sized: list[_SizedItem], depth: Pt) -> int:
    """Columns that the heads alone fill one after another: the least that any parting needs."""
    taken, used = 1, 0.0
    for each in sized:
        if not fits(used + each.heights[-1], depth):
            taken, used = taken + 1, 0.0
        used += each.heights[-1]
    return taken


def _column(run: list[_SizedItem], depth: Pt) -> _Column | None:
    """A run with as much said as fits; None when not even what must stand does.

    Something of every point first, the shortest excerpts before longer ones, then more line by line.
    """
    chosen = [each.choices[0] for each in run]
    height = sum(each.heights[excerpt] for each, excerpt in zip(run, chosen, strict=True))
    if not fits(height, depth):
        return None
    for silent in (True, False):
        for budget in range(1, len(run[0].choices)):
            for place, each in enumerate(run):
                wanted = each.choices[budget]
                if wanted < 0 or wanted == chosen[place] or (silent and chosen[place] >= 0):
                    continue
                grown = height - each.heights[chosen[place]] + each.heights[wanted]
                if fits(grown, depth):
                    chosen[place] = wanted
                    height = grown
    worth = sum(_worth(each.item.point, excerpt) for each, excerpt in zip(run, chosen, strict=True))
    return _Column(excerpts=tuple(chosen), height=height, worth=worth)


def _worth(point: OutlinePoint, excerpt: int) -> float:
    """1 for a point that is said whole, or has nothing to say besides its head; less for part, 0 for nothing."""
    if not point.excerpts:
        return 1.0
    if excerpt < 0:
        return 0.0
    return 1.0 if point.excerpts[excerpt].whole else UNFINISHED


def price(items: tuple[PanelItem, ...], ends: tuple[int, ...], fills: list[float]) -> float:
    """What cut groups, uneven columns and white cost, as a negative number."""
    cost = 0.0
    for end in ends:
        item = items[end]
        if item.group == items[end - 1].group and any(other.heading for other in items if other.group == item.group):
            cost -= SPLIT_GROUP
        if item.point.deeper:
            cost -= DEEPER_FIRST
    lengths = [last - first for first, last in pairwise((0, *ends, len(items)))]
    cost -= UNEVEN_COUNT * max(0, max(lengths) - min(lengths) - 1)
    mean = sum(fills) / len(fills)
    return cost - UNEVEN_FILL * (max(fills) - min(fills)) - WHITE_SPACE * max(0.0, FILLED - mean)
