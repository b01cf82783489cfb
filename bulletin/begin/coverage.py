"""How much of the general standard list a face draws, and which characters of an issue it lacks."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import NamedTuple

from bulletin.words.standard_characters import LEVEL_NAMES, standard_characters

MOST_LACKING = 20  # characters named in a line


class Coverage(NamedTuple):
    """Of each level of 通用规范汉字表 the characters that a face lacks."""

    missing: tuple[str, ...]

    @property
    def lacks(self) -> int:
        return sum(map(len, self.missing))

    @property
    def has(self) -> int:
        return sum(map(len, standard_characters())) - self.lacks


def coverage(draws: Callable[[str], bool]) -> Coverage:
    """What a face that draws the characters that `draws` says lacks."""
    return Coverage(tuple("".join(char for char in level if not draws(char)) for level in standard_characters()))


def told(covered: Coverage) -> str:
    """Coverage as a clerk reads it."""
    total = covered.has + covered.lacks
    if not covered.lacks:
        return f"通用规范汉字表{total:,}字全有"
    if not covered.has:
        return f"通用规范汉字表{total:,}字都没有"
    if covered.has < covered.lacks:
        return f"通用规范汉字表有{covered.has:,}字，缺{covered.lacks:,}字"
    levels = "，".join(
        f"{name}{len(level):,}字{f'缺{len(missing):,}字' if missing else '全有'}"
        for name, level, missing in zip(LEVEL_NAMES, standard_characters(), covered.missing, strict=True)
    )
    return f"通用规范汉字表有{covered.has:,}字：{levels}"


def some(characters: Iterable[str]) -> str:
    """The first of some characters, for a line."""
    found = list(islice(characters, MOST_LACKING + 1))
    return "".join(found[:MOST_LACKING]) + ("……" if len(found) > MOST_LACKING else "")
