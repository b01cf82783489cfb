"""Decides what is said of an outline: so many points, about so many characters, heads first, then what says most.

A slide asks with less and less until its type is large enough. An author's heads stay together: where there are more
than a slide may tell about, all stand and nothing is told; only where they are far too many do the headings over them
stand instead. Sentences chosen from prose are taken by worth, one from each part of the text before a second from any.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from bulletin.choose.clauses import clause_ends
from bulletin.choose.figures import figures_in
from bulletin.choose.outline import Group, Outline, OutlinePoint
from bulletin.choose.prose import thirds_of
from bulletin.choose.worth import pairs, shared, worth_of

MOST_CHARACTERS, MOST_POINTS = 150, 7  # the product's rules for slides
TOO_LONG_HEADS = 225  # characters of more heads than may be told about, from which their headings stand instead
MOST_HEADS = 3  # times as many heads may stand alone, if they are short
LEAST_ROOM = 10  # characters for every point of which something might be said
ROOM_PRICE = 50  # characters that must be worth one more: a slide that says less is read from farther away
SPOKEN = 1.2  # worth of saying anything under a head, so that many are told about
OVER = 1.1  # how far the last words may go over the characters given
FEW_SENTENCES, MUCH = 4, 1.5  # sentences that are too few for a slide, and how far one more may go over
SAID_AGAIN, AGAIN_PRICE = 0.4, 10.0  # share of a sentence that another has, and what the rest of it costs
POINT_PRICE = 25  # characters that must be worth one more of a sentence by itself: shorter ones make room for others
NEW_PARAGRAPH = 1.0  # what the first sentence from a paragraph is worth more than a second
LEAST_TOLD = 0.5  # share of the points with details of which something is said: below it, heads stand alone
TOLD_ALREADY = 6.0  # worth of a figure that stands large on the same slide
WORTH_OF_SERIES = 8.0  # of the heads under a point, all of them


class SaidPoint(NamedTuple):
    """A point as it is said."""

    head: str
    said: str  # "": the head alone
    number: int = 0
    own: bool = False
    deeper: bool = False
    fixed: bool = False
    paragraph: int = -1


class SaidGroup(NamedTuple):
    """Points that are said under one heading; "" where they have none."""

    head: str
    points: tuple[SaidPoint, ...]


class Selection(NamedTuple):
    """All that is said."""

    groups: tuple[SaidGroup, ...]
    left: int  # points of the outline that are not shown; 0 for sentences chosen from prose


class _Family(NamedTuple):
    """A point with those under it, which are said all together or not at all."""

    group: int
    point: OutlinePoint
    deeper: tuple[OutlinePoint, ...]

    @property
    def least(self) -> int:
        """The characters that must stand."""
        return len(_words(self))


class _Choice(NamedTuple):
    """What may be said of a family beyond what must stand."""

    worth: float
    family: int
    length: int
    said: str  # "": the points under it


def selected(outline: Outline, *, characters: int = MOST_CHARACTERS, points: int = MOST_POINTS) -> Selection:
    """What is said of an outline in about so many characters.

    Args:
        points: of which something may be told; heads alone may be twice as many and one more.
    """
    if outline.editors:
        every = [_Family(0, point, ()) for group in outline.groups for point in group.points]
        return _selection(outline, every, {place: _first(each.point) for place, each in enumerate(every)})
    families = [family for family in _families(outline.groups) if family.point.head or family.point.details]
    if outline.open:
        families = _of_all_parts(families, characters, points)
        return _selection(outline, families, _spoken(families, characters))._replace(left=0)
    heads = sum(family.least for family in families)
    if len(families) > MOST_HEADS * points + 1 or (len(families) > points and heads > TOO_LONG_HEADS):
        families = _summed_up(outline, families)
    if len(families) > MOST_HEADS * points + 1:
        families = _of_all_parts(families, characters, points)
    if len(families) > points:
        return _selection(outline, families, {})
    spoken = _spoken(families, characters)
    if not spoken:  # sentences beside a list give way to what is said under its heads
        listed = [family for family in families if family.point.head or outline.groups[family.group].head]
        families = listed if (spoken := _spoken(listed, characters)) else families
    return _selection(outline, families, spoken)


def beside(outline: Outline, told: Sequence[str]) -> Outline:
    """The outline for a slide that shows some words large already: what says them again is worth less.

    Args:
        told: figures with their units, as the report has them.
    """
    if not told or outline.editors:
        return outline
    groups = tuple(
        group._replace(points=tuple(point for each in group.points if (point := _beside(each, told))))
        for group in outline.groups
    )
    return outline._replace(groups=groups)


def _beside(point: OutlinePoint, told: Sequence[str]) -> OutlinePoint | None:
    """The point with less worth for what is told; None where it has no head and nothing more to say."""
    details = [
        detail._replace(worth=detail.worth - TOLD_ALREADY) if any(words in detail.text for words in told) else detail
        for detail in point.details
        if not _is_told(detail.text, told)
    ]
    if point.details and not (details or point.head):
        return None
    return point._replace(details=tuple(sorted(details, key=lambda detail: -detail.worth)))


def _is_told(text: str, told: Sequence[str]) -> bool:
    """Whether every clause gives figures that stand large, and no other."""
    clauses = [figures_in(text[start:end]) for start, end in pairwise((0, *(end for end, _ in clause_ends(text))))]
    return all(figures and all(any(own in each for own in told) for each in figures) for figures in clauses)


def _families(groups: Sequence[Group]) -> list[_Family]:
    """The points with those under each."""
    found: list[_Family] = []
    for number, group in enumerate(groups):
        for point in group.points:
            if point.deeper and found and found[-1].group == number:
                found[-1] = found[-1]._replace(deeper=(*found[-1].deeper, point))
            else:
                found.append(_Family(number, point, ()))
    return found


def _summed_up(outline: Outline, families: list[_Family]) -> list[_Family]:
    """The headings of groups as points, each with the best that is said under it; the same where there are too few."""
    headed = [number for number, group in enumerate(outline.groups) if group.head]
    if len(headed) < 2:
        return families
    found: list[_Family] = []
    for number, members in groupby(families, key=lambda family: family.group):
        some = list(members)
        group = outline.groups[number]
        if not group.head:
            found += some
            continue
        details = sorted((detail for each in some for detail in each.point.details), key=lambda detail: -detail.worth)
        point = OutlinePoint(head=group.head, details=tuple(details), paragraph=group.paragraph)
        found.append(_Family(-1 - number, point, ()))
    return found


def _of_all_parts(families: list[_Family], characters: int, points: int) -> list[_Family]:
    """As many as may stand, each with what is best said of it in the room: by worth, from all parts of the report."""
    parts = [family.group for family in families]  # a heading stands only if something is said under it
    if not 1 < len(set(parts)) <= points:
        parts = [number for number, part in enumerate(thirds_of(len(families))) for _ in part]
    kept: dict[int, _Family] = {}
    while len(kept) < points:
        room = (OVER if len(kept) >= FEW_SENTENCES else MUCH) * characters - sum(each.least for each in kept.values())
        free = ((place, own) for place, family in enumerate(families) if place not in kept for own in _wordings(family))
        fitting = [(place, own) for place, own in free if own.least <= room or not kept]
        if not fitting:
            break
        told = {parts[place] for place in kept}
        paragraphs = {each.point.paragraph for each in kept.values()}
        said = [pairs(_words(each)) for each in kept.values()]
        fresh = [each for each in fitting if parts[each[0]] not in told]
        place, own = max(fresh or fitting, key=lambda each: (_gain(each[1], paragraphs, said), -each[0]))
        kept[place] = own
    return [kept[place] for place in sorted(kept)]


def _wordings(family: _Family) -> list[_Family]:
    """The family as it may be said: without a head by any of its details."""
    point = family.point
    if point.head:
        return [family]
    return [
        family._replace(point=point._replace(details=(detail,), paragraph=detail.paragraph)) for detail in point.details
    ]


def _gain(family: _Family, paragraphs: Collection[int], said: Sequence[frozenset[str]]) -> float:
    """What a family is worth beside others, of some paragraphs, with their pairs of characters."""
    worth = _worth(family)
    if family.point.head:
        return worth
    worth += NEW_PARAGRAPH * (family.point.paragraph not in paragraphs)
    again = max((shared(_words(family), other) for other in said), default=0.0)
    return worth - family.least / POINT_PRICE - AGAIN_PRICE * max(0.0, again - SAID_AGAIN)


def _words(family: _Family) -> str:
    """What must stand of a family."""
    return family.point.head or family.point.details[0].text


def _worth(family: _Family) -> float:
    """Of the best that is said, else of the head."""
    point = family.point
    return point.details[0].worth if point.details else worth_of(point.head)


def _spoken(families: Sequence[_Family], characters: int) -> dict[int, str]:
    """What is said of which family, by its place: all that has room; {} where it would be a word here and there."""
    room = int(OVER * characters) - sum(family.least for family in families)
    may_speak = [place for place, family in enumerate(families) if family.point.head and _choices(place, family)]
    if room < LEAST_ROOM * len(may_speak):
        return {}
    best: dict[int, tuple[float, tuple[_Choice, ...]]] = {0: (0.0, ())}  # by the characters taken
    for place in may_speak:
        for taken, (worth, chosen) in sorted(best.items(), reverse=True):
            for choice in _choices(place, families[place]):
                longer = taken + choice.length
                if longer <= room and worth + choice.worth > best.get(longer, (-1.0,))[0]:
                    best[longer] = (worth + choice.worth, (*chosen, choice))
    _, said = max(best.values(), key=lambda each: each[0])
    return {choice.family: choice.said for choice in said} if len(said) >= LEAST_TOLD * len(may_speak) else {}


def _choices(place: int, family: _Family) -> list[_Choice]:
    """What may be said of a family, dearer where it takes much room."""
    found = [
        _Choice(_told(detail.worth, len(detail.text)), place, len(detail.text), detail.text)
        for detail in family.point.details
    ]
    if family.deeper:
        length = sum(len(point.head) for point in family.deeper)
        found.append(_Choice(_told(WORTH_OF_SERIES, length), place, length, ""))
    return found


def _told(worth: float, length: int) -> float:
    return SPOKEN + worth - length / ROOM_PRICE


def _first(point: OutlinePoint) -> str:
    return point.details[0].text if point.details else ""


def _selection(outline: Outline, families: Sequence[_Family], spoken: dict[int, str]) -> Selection:
    """The families as they are said, in their groups."""
    groups: list[SaidGroup] = []
    for number, members in groupby(enumerate(families), key=lambda each: max(-1, each[1].group)):
        points = tuple(point for place, family in members for point in _said(family, spoken.get(place)))
        groups.append(SaidGroup(head=outline.groups[number].head if number >= 0 else "", points=points))
    total = sum(bool(point.head or group.head) for group in outline.groups for point in group.points)
    shown = sum(
        bool(family.point.head or outline.groups[family.group].head) for family in families if family.group >= 0
    )
    shown += sum(len(family.deeper) for place, family in enumerate(families) if spoken.get(place) == "")
    return Selection(groups=tuple(groups), left=total - shown)


def _said(family: _Family, said: str | None) -> Iterable[SaidPoint]:
    """A family's point and, where "" is said of it, the points under it."""
    point = family.point
    words = (said or "") if point.head else _first(point)
    yield _point(point, words)
    if said == "":
        yield from (_point(deeper, "") for deeper in family.deeper)


def _point(point: OutlinePoint, said: str) -> SaidPoint:
    return SaidPoint(
        head=point.head,
        said=said,
        number=point.number,
        own=point.own,
        deeper=point.deeper,
        fixed=point.fixed,
        paragraph=point.paragraph,
    )
