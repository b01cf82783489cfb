"""What the name of a report's file says: the number that orders it, and what it is about."""

import re
from unicodedata import normalize

from bulletin.read.folder import stem
from bulletin.read.numerals import whole_number

# Numbers by which people order files: 1. 01 1、（一） 一、 第一篇 ①; not those of what is told: 12月 5.20 3个 2024年.
_DIGITS_FIRST = re.compile(
    "[(\\[【]?([0-9]{1,3})(?![0-9])(?:[)\\]】]|(?![.][0-9]))(?!\\s?[年月日号期届次个项条名家万亿%度级季])"
)
_HAN_FIRST = re.compile(
    "[(\\[【]([一二三四五六七八九十]{1,3})[)\\]】]|([一二三四五六七八九十]{1,3})、|第([0-9一二三四五六七八九十]{1,3})[篇则个稿]"
)
# What tells versions of one file apart.
_VERSION = re.compile(
    "[-－—_＿\\s]*(?:[(（\\[【](?:[0-9]{1,2}|副本|终稿|定稿|最终版?|修改稿?|[一二三四五]稿)[)）\\]】]"
    "|(?:最终版|最终稿|最终|终稿|终版|定稿|修改稿|修改版|修改|修订稿|修订版|修订|初稿|草稿|新版|新稿|副本|复件|备份|[一二三四五]稿|[vV])"
    "[-_\\s]*[0-9]{0,2})$"
)


def opening_number(file: str) -> int:
    """The number with which a file's name orders it; -1 without."""
    name = normalize("NFKC", stem(file)).strip()
    digits, han = _DIGITS_FIRST.match(name), _HAN_FIRST.match(name)
    if han:
        return whole_number(next(filter(None, han.groups())))
    return int(digits[1]) if digits else -1


def plain_stem(file: str) -> str:
    """The name of a file without its order, its version and its ending."""
    name = stem(file).strip()
    typed = normalize("NFKC", name)
    for pattern in (_DIGITS_FIRST, _HAN_FIRST):
        if (found := pattern.match(typed)) and len(typed) == len(name):
            name = name[found.end() :].lstrip(" 　.．、-－—_,，")
            break
    while shorter := _VERSION.sub("", name):
        if shorter == name:
            return name
        name = shorter
    return stem(file).strip()
