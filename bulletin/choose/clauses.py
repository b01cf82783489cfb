"""Decides where clauses and sentences end, and which clauses cannot stand by themselves."""

import re
from functools import reduce

from bulletin.model.marks import CLOSING, OPENING

LEAST = 4  # characters that say something

FULL_STOPS = "。！？!?"
SENTENCE_END = FULL_STOPS + "；"
CLAUSE_END = SENTENCE_END + "，：,"  # 、 parts the members of a list, not clauses
_INSIDE_RUN = re.compile("[0-9][:：][0-9]|[A-Za-z0-9],[A-Za-z0-9]|[!-~][?!][A-Za-z0-9_=&/-]", re.ASCII)
_CLAUSE_MARKS = re.compile(f"[{re.escape(CLAUSE_END + OPENING + CLOSING)}]")
FALLING = "，。；：,、"  # marks that fall at the end of a point; ！ ？ and closing marks stay

# First clauses that say nothing by themselves: times and connectives, seen in reports of this kind.
HOLLOW = re.compile(
    "近日|日前|近期|期间|其间|目前|当前|今后|下一步|接下来|为此|因此|同时|此外|另外|首先|其次|最后|总之|对此|在此基础上|与此同时|"
    "一方面|另一方面|除此之外|下一步工作中|具体来说"
)

# Words that demand others further on: a clause with the first and without one of the second is incomplete.
CORRELATIVES = (
    ("一方面", ("另一方面",)), ("无论", ("都", "均")), ("不论", ("都", "均")), ("不仅", ("还", "而且", "也", "更")),
    ("不但", ("还", "而且", "也", "更")), ("虽然", ("但", "却")), ("尽管", ("但", "却")), ("因为", ("所以", "因此")),
    ("只有", ("才",)), ("只要", ("就",)), ("如果", ("就", "将", "那么")), ("不是", ("而是",)),
)  # fmt: skip
# Clauses that begin or end like this only lead to the next one.
LEADING_IN = ("围绕", "结合", "按照", "根据", "通过", "为了", "随着", "针对", "除", "要围绕", "要按照", "要结合", "当")
LEADING_ON = ("上看", "来看", "来讲", "来说", "而言", "以来", "之后", "同时", "基础上", "情况下", "过程中", "方面")


def clause_ends(text: str, start: int = 0) -> tuple[tuple[int, bool], ...]:
    """Offsets after `start` at which a clause ends, its marks included, and whether a sentence ends there.

    Marks inside quotes and brackets end nothing, unless what was opened is never closed. The text's own end is always
    the last offset.
    """
    marks = [(found.start(), found[0]) for found in _CLAUSE_MARKS.finditer(text, start)]
    closed = reduce(_open_after, (mark for _, mark in marks), 0) == 0
    ends: list[tuple[int, bool]] = []
    depth = 0
    end = start
    for place, mark in marks:
        if place < end:
            continue  # it belongs to the end before it
        depth = _open_after(depth, mark)
        if mark in CLAUSE_END and (depth == 0 or not closed) and not _inside_run(text, place):
            whole = mark in FULL_STOPS
            end = place + 1
            while end < len(text) and text[end] in CLOSING + SENTENCE_END:
                whole = whole or text[end] in FULL_STOPS
                end += 1
            ends.append((end, whole))
    if not ends or ends[-1][0] < len(text):
        ends.append((len(text), True))
    return tuple(ends)


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every sentence that says something."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end, whole in clause_ends(text):
        if whole:
            if len(trimmed(text[start:end])) >= LEAST:
                spans.append((start, end))
            start = end
    return tuple(spans)


def trimmed(text: str) -> str:
    """The text without white and without the marks that fall at a point's end."""
    return text.strip().rstrip(FALLING).strip()


def is_hollow(clause: str) -> bool:
    """Whether a clause says nothing by itself: a time, a connective, an announcement that ends with a colon."""
    return bool(HOLLOW.fullmatch(trimmed(clause))) or clause.rstrip(CLOSING)[-1:] in tuple("：:")


def is_sound(text: str) -> bool:
    """Whether clauses end where something has been said: no pair parted, no last clause that only leads on."""
    for opening, closings in CORRELATIVES:
        if opening in text and not any(closing in text for closing in closings):
            return False
    ends = [end for end, _ in clause_ends(text)]
    last = text[ends[-2] if len(ends) > 1 else 0 :]
    return not last.startswith(LEADING_IN) and not last.endswith(LEADING_ON)


def _inside_run(text: str, place: int) -> bool:
    """Whether the mark stands inside a figure, a name or an address: 1,000, 14：00, p,p′-DDT, a.cn/b?c=1 are one."""
    return bool(place) and _INSIDE_RUN.fullmatch(text, place - 1, place + 2) is not None


def _open_after(depth: int, mark: str) -> int:
    """How many quotes and brackets are open after a mark, `depth` of them before it."""
    if mark in OPENING:
        return depth + 1
    return max(0, depth - 1) if mark in CLOSING else depth
