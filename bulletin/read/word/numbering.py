"""Automatic numbers of paragraphs, resolved to the text that Word shows: ISO/IEC 29500-1, 17.9.

A list (`w:num`) takes its levels from an abstract list, but for those that it overrides, and shares its counters with
all lists of the same abstract one. A start that a list overrides counts once, when the list is first met there.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from bulletin.read.chinese import is_ideograph
from bulletin.read.word.elements import Element, attribute, child, children, is_on, name_of, value, whole_value
from bulletin.read.word.number_forms import written
from bulletin.read.word.styles import NumberAt, Styles

LIST_LEVELS = 9  # of a list: 17.9.3
MOST_COUNTED = 10**6  # beyond it no number of a list is meant
_PLACE = re.compile("%([1-9])")


class Label(NamedTuple):
    """What Word draws before a paragraph."""

    text: str = ""  # as it stands on the page, without the tab behind it; "" of a bullet
    bullet: bool = False
    level: int = 0  # from 0


class _NumberList(NamedTuple):
    """A list with what it overrides."""

    counters: str  # the abstract list whose counters it moves
    levels: Mapping[int, Element]
    starts: Mapping[int, int]  # of levels whose start it overrides


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {
            attribute(each, "w:abstractNumId"): each for each in children(root) if name_of(each) == "w:abstractNum"
        }
        self._numbers = {attribute(each, "w:numId"): each for each in children(root) if name_of(each) == "w:num"}
        self._lists: dict[str, _NumberList] = {}
        self._counts: dict[str, dict[int, int]] = {}  # by abstract list: level -> where its count stands
        self._restarted: set[tuple[str, int]] = set()

    @cached_property
    def levels_by_style(self) -> Mapping[str, Mapping[str, int]]:
        """For each list, the levels that name a paragraph style."""
        found: dict[str, dict[str, int]] = {}
        for list_id in self._numbers:
            levels = self._list(list_id).levels.items()
            styles = [(value(child(each, "w:pStyle")), level) for level, each in levels]
            found[list_id] = {style: level for style, level in reversed(styles) if style}
        return found

    def counted(self, at: NumberAt) -> Label:
        """Count one paragraph on; what stands before it, nothing where there is no such list or level."""
        found = self._list(at.list_id)
        level = found.levels.get(at.level)
        if level is None:
            return Label()
        counts = self._count(at, found)
        if is_on(child(level, "w:rPr", "w:vanish")):
            return Label(level=at.level)
        if child(level, "w:lvlPicBulletId") is not None:
            return Label(bullet=True, level=at.level)
        if _form(level) == "bullet":
            words = value(child(level, "w:lvlText"))
            return Label(text=words, level=at.level) if _says_something(words) else Label(bullet=True, level=at.level)
        plain = is_on(child(level, "w:isLgl"))  # 17.9.4: all numbers of the label in digits

        def shown(place: re.Match[str]) -> str:
            upper = int(place[1]) - 1
            if upper > at.level:
                return ""
            element = found.levels.get(upper)
            form = "decimal" if plain else _form(element)
            number = written(form, counts[upper])
            return number.zfill(_custom_width(element)) if form == "custom" else number

        return Label(text=_PLACE.sub(shown, value(child(level, "w:lvlText"))), level=at.level)

    def _count(self, at: NumberAt, found: _NumberList) -> Mapping[int, int]:
        """The counts of the list's levels once this paragraph is counted."""
        counts = self._counts.setdefault(found.counters, {})
        for upper in range(at.level):
            counts.setdefault(upper, _start(found, upper))  # of a level that nothing has opened yet
        once = (at.list_id, at.level)
        begins = at.level not in counts or (at.level in found.starts and once not in self._restarted)
        if at.level in found.starts:
            self._restarted.add(once)
        counts[at.level] = _start(found, at.level) if begins else min(counts[at.level] + 1, MOST_COUNTED)
        for deeper in [level for level in counts if level > at.level]:
            if at.level < whole_value(child(found.levels.get(deeper), "w:lvlRestart"), LIST_LEVELS):
                del counts[deeper]
        return counts

    def _list(self, list_id: str) -> _NumberList:
        if list_id not in self._lists:
            self._lists[list_id] = self._made(self._numbers.get(list_id))
        return self._lists[list_id]

    def _made(self, number: Element | None) -> _NumberList:
        own = value(child(number, "w:abstractNumId"))
        levels = {_level(each): each for each in children(self._levels_of(own)) if name_of(each) == "w:lvl"}
        starts: dict[int, int] = {}
        for override in children(number):
            if name_of(override) != "w:lvlOverride":
                continue
            own_level = child(override, "w:lvl")
            if own_level is not None:
                levels[_level(override)] = own_level
            start = child(override, "w:startOverride")
            if start is not None:
                starts[_level(override)] = _bounded(start)
        return _NumberList(counters=own, levels=levels, starts=starts)

    def _levels_of(self, abstract_id: str) -> Element | None:
        """The abstract list that has the levels: where one stands for a numbering style, that which the style names."""
        abstract = self._abstract.get(abstract_id)
        style = value(child(abstract, "w:numStyleLink"))
        if not style:
            return abstract
        linked = self._abstract.get(value(child(self._numbers.get(self._styles.list_of(style)), "w:abstractNumId")))
        if child(linked, "w:lvl") is not None:
            return linked
        return self._by_style.get(style, abstract)

    @cached_property
    def _by_style(self) -> Mapping[str, Element]:
        """The abstract list that each numbering style names, the first of several."""
        return {value(child(each, "w:styleLink")): each for each in reversed(self._abstract.values())}


def _level(element: Element) -> int:
    digits = attribute(element, "w:ilvl")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 3 else 0


def _says_something(bullet: str) -> bool:
    """Whether a bullet is words, 注：, and not the sign that a letter of some face draws."""
    return any(map(is_ideograph, bullet)) or (len(bullet) > 1 and any(map(str.isalpha, bullet)))


def _form(level: Element | None) -> str:
    return value(child(level, "w:numFmt")) or "decimal"


def _custom_width(level: Element | None) -> int:
    """Digits of a number in a form of its own, of which Word knows `001, 002, 003, ...` and its like: 17.9.17."""
    form = child(level, "w:numFmt")
    return min(len(attribute(form, "w:format").partition(",")[0]), LIST_LEVELS) if form is not None else 0


def _start(found: _NumberList, level: int) -> int:
    """Where a level begins to count; 0 where it does not say: 17.9.25."""
    if level in found.starts:
        return found.starts[level]
    element = found.levels.get(level)
    return 1 if element is None else _bounded(child(element, "w:start"))


def _bounded(start: Element | None) -> int:
    return min(max(whole_value(start, 0), 0), MOST_COUNTED)
