"""One thing written in two ways within a report: ％ and %, 1-9月 and 1—8月, １２ and 12. One note a kind."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bulletin.problems import Place, Problem
from bulletin.read.source import Source

_MOST = 2000  # places counted of one form
_CONNECTOR = "([-—–－~～]{1,2})"
_FIRST_DIGIT = r"\d(?<![\d.\-—–－~～].)"  # the digit first: a search for one is fast
# Dates take — and amounts ～ (GB/T 15834-2011 4.13.3): both in one report are right.
_DATES = (
    rf"{_FIRST_DIGIT}(?:\d{{0,3}}[年月日]{_CONNECTOR}\d{{1,4}}(?=[年月日号时点])|\d{{3}}{_CONNECTOR}\d{{4}}(?=年)"
    rf"|\d?{_CONNECTOR}\d{{1,2}}(?=[月日号]))"
)
_AMOUNTS = (
    rf"{_FIRST_DIGIT}\d{{0,3}}(?:\.\d{{1,2}})?[%％]?{_CONNECTOR}\d{{1,4}}(?:\.\d{{1,2}})?"
    r"(?=[%％℃个万亿元岁人天倍时点]|(?<!\d{4})年)"
)


class _UnlikeKind(NamedTuple):
    what: str
    pattern: str  # its first group, or all of it, is the form
    forms: tuple[str, ...]  # characters: which of the unlike forms a match is


_CONNECTOR_FORMS = ("-", "—", "–", "－", "~～")
_UNLIKE_KINDS = (
    _UnlikeKind(what="百分号", pattern=r"(?<=[\d０-９])[%％]", forms=("%", "％")),
    _UnlikeKind(what="起止日期之间的连接号", pattern=_DATES, forms=_CONNECTOR_FORMS),
    _UnlikeKind(what="起止数字之间的连接号", pattern=_AMOUNTS, forms=_CONNECTOR_FORMS),
    _UnlikeKind(what="数字的全角和半角", pattern=r"[0-9]+|[０-９]+", forms=("0123456789", "０１２３４５６７８９")),
)


def mixed_forms(source: Source, first: int) -> Iterator[Problem]:
    """A note for each kind of which lines from `first` on hold two forms, at the first of the rarer one."""
    text = "\n".join(source.lines[first - 1 :])
    for kind in _UNLIKE_KINDS:
        found: dict[str, list[re.Match[str]]] = {}
        for match in islice(re.finditer(kind.pattern, text), _MOST):
            char = match.group(match.lastindex or 0)[0]
            form = next(form for form in kind.forms if char in form)
            found.setdefault(form, []).append(match)
        if len(found) < 2:
            continue
        rarest = min(found.values(), key=lambda matches: (len(matches), -matches[0].start()))
        shown = "，".join(f"“{matches[0].group()[:12]}”{len(matches)}处" for matches in found.values())
        message = f"{kind.what}写法不一：{shown}"
        place = _place(source, first, text, rarest[0].start())
        yield source.problem("note", "mixed-forms", message, place, "原文照印；统一成一种写法")


def _place(source: Source, first: int, text: str, offset: int) -> Place:
    begins = text.rfind("\n", 0, offset) + 1
    return source.place(first + text.count("\n", 0, offset), offset - begins + 1)
