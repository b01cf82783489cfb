"""Numbers within a paragraph that skip one or stand twice: 一是……二是……四是……, （1）……（2）……（2）…….

Those that open paragraphs are judged where headings are (`read/headings.py`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.read.levels import Opening, next_label
from bulletin.read.numerals import whole_number
from bulletin.read.proofreading.passages import Mistake

_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
_BEGINS = r"(?:^|(?<=[。；：，！？\s”]))"
# What the first of a series looks like, and any one of it; its number is group 1.
_FORMS = (
    (("一是",), rf"{_BEGINS}({_HAN_NUMBER})是"),
    (("一要",), rf"{_BEGINS}({_HAN_NUMBER})要"),
    (("第一，", "第一、"), rf"{_BEGINS}第({_HAN_NUMBER})(?:，|、(?![第一二三四五六七八九十]))"),
    (("其一",), rf"{_BEGINS}其({_HAN_NUMBER})[，、是]"),
    (("（一）", "(一)"), rf"{_BEGINS}[（(]({_HAN_NUMBER})[）)]"),
    (("（1）", "(1)"), rf"{_BEGINS}[（(](\d{{1,2}})[）)]"),
    (("1.", "1．", "1、"), rf"{_BEGINS}(\d{{1,2}})[.．、](?![\d])"),
    (("1）", "1)"), rf"{_BEGINS}(\d{{1,2}})[）)]"),
    (("①",), rf"{_BEGINS}([①-⑳])"),
)


class _Member(NamedTuple):
    number: int
    offset: int
    label: str


def series(texts: Sequence[str]) -> Iterator[Mistake]:
    """The first number of each series that does not follow the one before it."""
    for at, text in enumerate(texts):
        for form in (form for firsts, form in _FORMS if any(first in text for first in firsts)):
            members = [_Member(_value(match[1]), match.start(), match[0]) for match in re.finditer(form, text)]
            if len(members) > 1:
                yield from _faults(at, text, members)


def _faults(at: int, text: str, members: Sequence[_Member]) -> Iterator[Mistake]:
    """Faults of members that follow each other; a series begins with 1, and is over with its first fault."""
    before: _Member | None = None
    for member, behind in zip(members, (*members[1:], None), strict=True):
        if member.number == 1:
            again = before is not None and before.number == 1 and behind is not None and behind.number == 3
            if again:
                yield Mistake(at, member.offset, "numbering", f"编号“{member.label}”重复")
            before = None if again else member
        elif before:
            fault = _fault(text, before, member)
            if fault:
                yield Mistake(at, member.offset, "numbering", fault)
            before = None if fault else member


def _fault(text: str, before: _Member, member: _Member) -> str:
    """What is wrong about a member behind another; "" for nothing."""
    if member.number == before.number:
        return f"编号“{member.label}”重复"
    skipped = _next_label(before)
    if member.number == before.number + 1 or (skipped and skipped in text[before.offset : member.offset]):
        return ""
    return f"“{before.label}”之后是“{member.label}”，编号不连续"


def _next_label(member: _Member) -> str:
    if "①" <= member.label < "⑳":
        return chr(ord(member.label) + 1)
    return next_label(Opening(form="", label=member.label, number=member.number))


def _value(number: str) -> int:
    return ord(number) - ord("①") + 1 if "①" <= number <= "⑳" else max(whole_number(number), 0)
