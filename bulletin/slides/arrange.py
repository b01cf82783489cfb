"""Decides what a slide shows: which points stand in which column, and how much is said of each.

Points keep their order. For one, two and three columns every parting of the points is priced: first what is said of
all points, then headings that a column break cuts off from their points, columns that end uneven, and white; the
larger type of fewer columns breaks ties. Where not even the heads alone fit, points leave from the end of the largest
group, one by one, until they do. All searches run over finite lists; an empty result is possible only when not a
single head fits into a whole column.
"""

from itertools import groupby, pairwise
from typing import NamedTuple

from bulletin.choose.outline import Group, Outline, OutlinePoint
from bulletin.geometry import Rect
from bulletin.model.slide import BODY_LEVELS, ColumnsDesign, SlideParagraph, TextLevel
from bulletin.slides.layouts import body_rects
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
    """A point with the heading that stands over it."""

    group: int
    heading: str
    point: OutlinePoint
    number: int


class Arrangement(NamedTuple):
    """A parting with the choice of words: for each column its items, for each item the excerpt shown or -1."""

    room: BodyRoom
    columns: tuple[tuple[PanelItem, ...], ...]
    excerpts: tuple[tuple[int, ...], ...]
    score: float

    @property
    def shown(self) -> tuple[str, ...]:
        """Every text of a point on the slide."""
        words: list[str] = []
        for items, chosen in zip(self.columns, self.excerpts, strict=True):
            for item, excerpt in zip(items, chosen, strict=True):
                words += [text for text in (item.point.head, excerpt_text(item.point, excerpt)) if text]
        return tuple(words)


def arrange(outline: Outline, rooms: tuple[BodyRoom, ...], measurer: Measurer) -> tuple[Arrangement | None, int]:
    """The best arrangement, and how many points had to leave: all of them, with None, when not one fits."""
    groups = outline.groups
    total = sum(len(group.points) for group in groups)
    most = max(_most(room) for room in rooms)
    for dropped in range(total):
        if total - dropped > most and not outline.editors:
            groups = _less(groups)
            continue
        items = _items(groups)
        best: Arrangement | None = None
        for room in rooms:
            found = _best(items, room, measurer)
            if found and (best is None or found.score > best.score):
                best = found
        if best:
            return best, 0 if outline.open else dropped
        if outline.editors:
            break
        groups = _less(groups)
    return None, total


def _most(room: BodyRoom) -> int:
    """More points than this cannot stand in the room, whatever is said of them: each takes at least a line."""
    levels = room.columns.levels
    return room.columns.columns * int(room.depth / min(level.leading for level in levels)) + 1


def paragraphs(items: tuple[PanelItem, ...], excerpts: tuple[int, ...]) -> tuple[SlideParagraph, ...]:
    """A column as paragraphs of its body. `start` is given wherever the viewer's own count would differ."""
    found: list[SlideParagraph] = []
    first = following = 1
    for item, excerpt in zip(items, excerpts, strict=True):
        point = item.point
        if item.heading:
            found.append(SlideParagraph.of(item.heading, level=GROUP_LEVEL))
            first = following = 1
        level = level_of(point)
        if point.head:
            start = 0
            if level == HEAD_LEVEL:
                if item.number != following:
                    first = item.number
                following = item.number + 1
                start = first if first != 1 else 0
            found.append(SlideParagraph.of(point.head, level=level, start=start))
        words = excerpt_text(point, excerpt)
        if words:
            found.append(SlideParagraph.of(words, level=DETAIL_LEVEL if point.head else PLAIN_LEVEL))
    return tuple(found)


def level_of(point: OutlinePoint) -> int:
    """The level of a point's first paragraph."""
    if not point.head:
        return PLAIN_LEVEL
    if point.deeper:
        return DETAIL_LEVEL
    return OWN_LEVEL if point.own else HEAD_LEVEL


def excerpt_text(point: OutlinePoint, excerpt: int) -> str:
    """The words of a point's excerpt; "" for -1."""
    return point.excerpts[excerpt].text if excerpt >= 0 else ""


def _items(groups: tuple[Group, ...]) -> tuple[PanelItem, ...]:
    """The points one after another, each with the number to show: the author's, else one more than the last."""
    items: list[PanelItem] = []
    for index, group in enumerate(groups):
        number = 0
        for place, point in enumerate(group.points):
            if level_of(point) == HEAD_LEVEL:
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


class _ExcerptSize(NamedTuple):
    lines: int
    height: Pt


class _Measures(NamedTuple):
    """Heights of an item in one room: what must stand, and every excerpt."""

    least: Pt
    excerpts: tuple[_ExcerptSize, ...]


def _measures(items: tuple[PanelItem, ...], room: BodyRoom, measurer: Measurer) -> list[_Measures]:
    levels = room.columns.levels
    found: list[_Measures] = []
    for item in items:
        point = item.point
        least = _height(item.heading, levels.group, room, measurer) if item.heading else 0.0
        if point.head:
            least += _height(point.head, levels[level_of(point)], room, measurer)
        level = levels.detail if point.head else levels.plain
        lines: list[int] = []
        for _, sentence in groupby(point.excerpts, key=lambda excerpt: excerpt.sentence):
            texts = [excerpt.text for excerpt in sentence]
            lines += measurer.prefix_lines(texts[-1], tuple(map(len, texts)), level, room.measure)
        sizes = (_ExcerptSize(lines=taken, height=level.before + taken * level.leading) for taken in lines)
        found.append(_Measures(least=least, excerpts=tuple(sizes)))
    return found


def _columns_taken(measures: list[_Measures], depth: Pt) -> int:
    """Columns that the heads alone fill one after another: the least that any parting needs."""
    taken, used = 1, 0.0
    for each in measures:
        if not fits(used + each.least, depth):
            taken, used = taken + 1, 0.0
        used += each.least
    return taken


def _height(text: str, level: TextLevel, room: BodyRoom, measurer: Measurer) -> Pt:
    return level.before + measurer.lines(text, level, room.measure) * level.leading


def _choice(point: OutlinePoint, measures: _Measures, budget: int) -> int:
    """The excerpt for a budget of lines, -1 for none.

    Of the first sentence that has a sound one, the longest that ends the sentence, unless a longer clause says
    twice as much. A point without a head must say something, even what is not sound.
    """
    if not measures.excerpts:
        return -1
    excerpts = point.excerpts
    if point.fixed:
        return len(excerpts) - 1 if len(measures.excerpts) == len(excerpts) else -1
    fitting = [index for index, size in enumerate(measures.excerpts) if size.lines <= budget]
    if not fitting:
        return -1 if point.head else 0
    sound = [index for index in fitting if excerpts[index].sound]
    if not sound:
        return -1 if point.head else fitting[-1]
    fitting = [index for index in sound if excerpts[index].sentence == excerpts[sound[0]].sentence]
    whole = [index for index in fitting if excerpts[index].whole]
    if whole and 2 * len(excerpts[whole[-1]].text) > len(excerpts[fitting[-1]].text):
        return whole[-1]
    return fitting[-1]


class _Column(NamedTuple):
    """A run of items in one column: what is said of each, the height, and the worth of what is said."""

    excerpts: tuple[int, ...]
    height: Pt
    worth: float
    spoken: int  # points of which something is said besides the head


def _best(items: tuple[PanelItem, ...], room: BodyRoom, measurer: Measurer) -> Arrangement | None:
    """The best parting into the room's columns; None when not even heads alone fit."""
    total = len(items)
    columns = room.columns.columns
    if total < columns:
        return None
    measures = _measures(items, room, measurer)
    if _columns_taken(measures, room.depth) > columns:
        return None
    choices = [
        [_choice(item.point, each, budget) for item, each in zip(items, measures, strict=True)]
        for budget in range(room.columns.detail_lines + 1)
    ]
    runs = _runs(items, measures, choices, room)
    best: tuple[float, tuple[_Column, ...], tuple[int, ...]] | None = None
    for ends in _partings(total, columns):
        edges = (0, *ends, total)
        found = [runs.get(edge) for edge in pairwise(edges)]
        parts = tuple(part for part in found if part)
        if len(parts) < columns:
            continue
        fills = [part.height / room.depth for part in parts]
        score = 100 * sum(part.worth for part in parts) / total + price(items, ends, fills)
        if best is None or score > best[0] + TIE:
            best = (score, parts, edges)
    if best is None:
        return None
    score, parts, edges = best
    excerpts = [part.excerpts for part in parts]
    if sum(part.spoken for part in parts) < LEAST_SPOKEN * sum(bool(item.point.excerpts) for item in items):
        # a word here and there looks like a slip: heads alone then
        excerpts = [tuple(choices[0][first:last]) for first, last in pairwise(edges)]
        score = 0.0 + price(items, edges[1:-1], [part.height / room.depth for part in parts])
    return Arrangement(
        room=room,
        columns=tuple(items[first:last] for first, last in pairwise(edges)),
        excerpts=tuple(excerpts),
        score=score + FEWER_COLUMNS * (3 - columns) + room.columns.favour,
    )


def _runs(
    items: tuple[PanelItem, ...], measures: list[_Measures], choices: list[list[int]], room: BodyRoom
) -> dict[tuple[int, int], _Column]:
    """Every run of items that fits into one column, by its first item and the one after its last."""
    found: dict[tuple[int, int], _Column] = {}
    for first in range(len(items)):
        for last in range(first + 1, len(items) + 1):
            column = _column(items, measures, choices, (first, last), room)
            if column is None:
                break
            found[first, last] = column
    return found


def _column(
    items: tuple[PanelItem, ...],
    measures: list[_Measures],
    choices: list[list[int]],
    run: tuple[int, int],
    room: BodyRoom,
) -> _Column | None:
    """A run with as much said as fits; None when not even what must stand does.

    Something of every point first, the shortest excerpts before longer ones, then more line by line.
    """
    places = range(*run)
    chosen = {place: choices[0][place] for place in places}

    def excerpt_height(place: int, excerpt: int) -> Pt:
        return measures[place].excerpts[excerpt].height if excerpt >= 0 else 0.0

    height = sum(measures[place].least + excerpt_height(place, chosen[place]) for place in places)
    if not fits(height, room.depth):
        return None
    for silent in (True, False):
        for budget in choices[1:]:
            for place in places:
                wanted = budget[place]
                if wanted < 0 or wanted == chosen[place] or (silent and chosen[place] >= 0):
                    continue
                grown = height - excerpt_height(place, chosen[place]) + excerpt_height(place, wanted)
                if fits(grown, room.depth):
                    chosen[place] = wanted
                    height = grown
    return _Column(
        excerpts=tuple(chosen[place] for place in places),
        height=height,
        worth=sum(_worth(items[place].point, chosen[place]) for place in places),
        spoken=sum(chosen[place] >= 0 for place in places),
    )


def _worth(point: OutlinePoint, excerpt: int) -> float:
    """1 for a point that is said whole, or has nothing to say besides its head; less for part, 0 for nothing."""
    if not point.excerpts:
        return 1.0
    if excerpt < 0:
        return 0.0
    return 1.0 if point.excerpts[excerpt].whole else UNFINISHED


def _partings(total: int, columns: int) -> tuple[tuple[int, ...], ...]:
    """Every way to part the items into that many columns, none of them empty."""
    if columns == 1:
        return ((),)
    return tuple((*ends, last) for last in range(columns - 1, total) for ends in _partings(last, columns - 1))


def price(items: tuple[PanelItem, ...], ends: tuple[int, ...], fills: list[float]) -> float:
    """What cut groups, uneven columns and white cost, as a negative number."""
    price = 0.0
    for end in ends:
        item = items[end]
        if item.group == items[end - 1].group and any(other.heading for other in items if other.group == item.group):
            price -= SPLIT_GROUP
        if item.point.deeper:
            price -= DEEPER_FIRST
    lengths = [last - first for first, last in pairwise((0, *ends, len(items)))]
    price -= UNEVEN_COUNT * max(0, max(lengths) - min(lengths) - 1)
    mean = sum(fills) / len(fills)
    return price - UNEVEN_FILL * (max(fills) - min(fills)) - WHITE_SPACE * max(0.0, FILLED - mean)


def rooms_in(area: Rect, layouts: tuple[ColumnsDesign, ...], width_taken: Pt, depth_taken: Pt) -> tuple[BodyRoom, ...]:
    """The layouts as rooms of an area, less what padding takes of each body."""
    rooms = []
    for key, columns in enumerate(layouts):
        rect = body_rects(area, columns)[0]
        measure, depth = rect.width - width_taken, rect.height - depth_taken
        rooms.append(BodyRoom(columns=columns, measure=measure, depth=depth, key=key))
    return tuple(rooms)
