"""Decides what may stand for a paragraph: runs of its clauses that are whole in sense, and how much each is worth.

A run begins where a sentence or a clause with a sense of its own begins, and ends with the sentence or where the next
clause begins something new. Words are compared, none is understood: rather nothing than half of a sense.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from bulletin.choose.beginnings import is_count, is_of_series, is_series, lead_end, may_begin, names_its_figure
from bulletin.choose.clauses import clause_ends, goes_on, is_sound, is_turned, trimmed
from bulletin.choose.openings import IF_WORDS, ONLY_LEADS, OPENS_DEED, ORDINAL, OUTCOME, TOPIC_CLAUSE
from bulletin.choose.worth import UNFIT, are_alike, has_figure, pairs, shared, worth_of
from bulletin.model.marks import LIST_SIGNS

SHORTEST_SAID, LONGEST_SAID = 6, 70  # characters of what may be shown: three lines of a slide, chosen by eye
SAME_SUBJECT = 3  # characters that open a sentence and again a clause of it, so that something new begins there
SHORTER = 0.6  # share of a run that another shares with it, from which the worse one is not offered
DETAILS_OFFERED = 8  # details of a point
LEAST_WORTH = 0.1  # of a detail under a head: less says nothing particular; by eye
LAST_SENTENCE = 0.4  # what the last sentence under a head is worth more: it draws the sum
FIRST_FIGURE = 1.0  # what a figure in the first one is worth more: the strongest comes first
ALONE_PRICE = 50  # characters that must be worth one more where nothing heads them: more sentences have room
PART_PRICE = 2.5  # what a part of what was told before is worth less
WHOLE_SENTENCE = 0.5  # what a run is worth more that ends with its sentence
BEGUN_INSIDE = 0.2  # what a run is worth less that begins inside a sentence
REPEATED = 0.45  # share of pairs of characters that the head has as well, from which a detail repeats it
# The sign of a list's item, the number of an article: a slide has its own.
_BEFORE_ITEM = re.compile(f"[{''.join(sorted(LIST_SIGNS))} \u3000]*(?:第[一二三四五六七八九十百]+条[ \u3000]+)?")
# Parts of what was told before: 分类别看，…… 规模以上工业中，…….
_PARTS = re.compile("分[^，。]{1,6}看，|[^，。在]{1,10}(?:业|品|类|价格|人口|收入|投资|支出|产量|面积)中，")
_OTHER_CASE = re.compile("对[^，。；]{2,20}[的者]$")  # 对群众不满意的: what follows is of another case
_MEANS = re.compile("(?:多方)?(?:筹集|筹措|拿出|利用|使用|运用|采取|举办|召开)")  # what it is for follows
_CONDITIONAL = re.compile(f"{IF_WORDS}|只要|即使|要是")
_TURNS = re.compile("却|反而|不降反升|仅|只有|跌|均未|未采用|否决")  # what takes back what was said before it
_NOTE_NUMBER = re.compile(r"[\[［][0-9]+[\]］]$")  # the number of a note that stands in no run of its own


class Detail(NamedTuple):
    """The author's words that may stand under a head, whole in sense."""

    text: str  # verbatim, of one paragraph
    worth: float
    paragraph: int  # index in Report.paragraphs


class BodyText(NamedTuple):
    """What stands under a head: a paragraph's text from an offset on."""

    text: str
    paragraph: int  # index in Report.paragraphs
    start: int = 0
    end: int = -1  # -1: to its end

    @property
    def stop(self) -> int:
        return len(self.text) if self.end < 0 else self.end


class _Span(NamedTuple):
    start: int
    end: int


def details_of(bodies: Iterable[BodyText], head: str = "", least: float = LEAST_WORTH) -> tuple[Detail, ...]:
    """What the texts under a head say best, best first; of runs that say much the same the better one."""
    said = pairs(head)
    found: list[tuple[float, int, _Span, str]] = []
    for body in bodies:
        sentences = _sentences(body)
        for sentence in sentences:
            for span in spans_of(body.text, sentence, alone=not head):
                words = _NOTE_NUMBER.sub("", trimmed(body.text[span.start : span.end]))
                if UNFIT.search(words):
                    continue
                listed = _is_listed(body.text, sentence, span)
                worth = worth_of(words) + WHOLE_SENTENCE * (span.end == sentence.end and not listed)
                if not head:
                    worth -= len(words) / ALONE_PRICE
                else:
                    worth += LAST_SENTENCE * (span.end >= body.stop and span.start > body.start and not listed)
                    worth += FIRST_FIGURE * (sentence.start == body.start and has_figure(words))
                worth -= PART_PRICE * bool(_PARTS.match(body.text, sentence.start))
                worth -= BEGUN_INSIDE * (span.start != sentence.start)
                worth -= 2.0 * max(0.0, shared(words, said) - REPEATED) + 4.0 * (words in head)
                if worth >= least:
                    found.append((-worth, body.paragraph, span, words))
    found.sort(key=lambda each: each[:2])
    details: list[Detail] = []
    taken: list[tuple[int, _Span]] = []
    for loss, paragraph, span, words in found:
        if len(details) < DETAILS_OFFERED and not any(
            number == paragraph and _much_the_same(span, other) for number, other in taken
        ):
            taken.append((paragraph, span))
            details.append(Detail(text=words, worth=round(-loss, 2), paragraph=paragraph))
    return tuple(details)


def _is_listed(text: str, sentence: _Span, span: _Span) -> bool:
    """Whether a run inside a sentence is one more of a list, whose last draws no sum: after ；, after a like count."""
    before = text[sentence.start : span.start]
    if not before:
        return False
    ends = clause_ends(before[:-1])
    last = before[ends[-2][0] if len(ends) > 1 else 0 :]
    return before[-1] == "；" or (is_count(trimmed(last)) and is_count(text[span.start : span.end]))


def beginnings_of(body: BodyText, price: int) -> tuple[Detail, ...]:
    """The runs that begin where a sentence does, best first.

    Args:
        price: characters that must be worth one more.
    """
    found = [
        (worth_of(words) - len(words) / price, words)
        for span in spans_of(body.text, _Span(body.start, body.stop))
        if span.start == body.start and not UNFIT.search(words := trimmed(body.text[span.start : span.end]))
    ]
    found.sort(key=lambda each: -each[0])
    return tuple(Detail(text=words, worth=round(worth, 2), paragraph=body.paragraph) for worth, words in found)


def _much_the_same(span: _Span, other: _Span) -> bool:
    """Whether two runs overlap, and the second says no more at much less length."""
    overlap = min(span.end, other.end) - max(span.start, other.start)
    return overlap > SHORTER * (other.end - other.start)


def _sentences(body: BodyText) -> list[_Span]:
    ends = [end for end, whole in clause_ends(body.text, body.start) if whole and end < body.stop]
    return [_Span(*edge) for edge in pairwise((body.start, *ends, body.stop)) if edge[1] > edge[0]]


def spans_of(text: str, sentence: _Span, *, alone: bool = False) -> Iterable[_Span]:
    """The runs of clauses of a sentence that may stand by themselves, under a head or without any."""
    start, stop = sentence
    sign = _BEFORE_ITEM.match(text, start, stop)
    if sign and start == 0:
        start = sign.end()
    ends = [end for end, _ in clause_ends(text[:stop], start)]
    counted = _ordinals_in(text)
    edges = list(pairwise((start, *ends)))
    colon = next((end for end in ends[:-1] if text[end - 1] in "：:"), 0)
    opening = lead_end(text, start, stop)
    series = is_series(text, start, stop)
    for place, (begin, _) in enumerate(edges):
        if not may_begin(text, edges, place, opening, alone=alone):
            continue
        for first, end in edges[place:]:
            if end - begin > LONGEST_SAID:
                break
            if series and (begin > start or end < stop):
                continue
            if colon > opening and (begin > colon or colon < end < stop):
                continue  # an announced list stands whole, or not at all
            again = end < stop and text.startswith(text[start : start + SAME_SUBJECT], end)
            if _stands(text, begin, end, counted) and (again or may_end(text, first, end, stop)):
                yield _Span(begin, end)


def may_end(text: str, begin: int, end: int, stop: int) -> bool:
    """Whether a run may end with the clause from `begin`: the sentence ends, or something new begins after it."""
    if end >= stop or text[end - 1] in "。！？!?":
        return not re.match("但|却|然而|不过|否则|而是", text[end : end + 2])
    clause, following = trimmed(text[begin:end]), text[end:stop]
    upcoming = following[: clause_ends(following)[0][0]]
    if text[end - 1] in "：:" or clause.endswith(("的", "等")) or goes_on(following) or ORDINAL.match(following):
        return False
    if is_turned(clause, following) or _TURNS.search(following) or _CONDITIONAL.match(clause):
        return False
    if text[end - 1] == "；":
        return not is_of_series(upcoming)
    if _OTHER_CASE.match(trimmed(upcoming)) and OPENS_DEED.match(clause):
        return True
    if are_alike(clause, trimmed(upcoming)):
        return False
    if "等" in upcoming and "、" in clause and not OPENS_DEED.match(upcoming):
        return False
    if OUTCOME.match(upcoming):
        return False
    if _MEANS.match(clause) and OPENS_DEED.match(upcoming):
        return False
    if OPENS_DEED.match(upcoming):
        return bool(OPENS_DEED.match(clause)) or (has_figure(clause) and is_count(clause))
    if not re.search("[0-9]", upcoming):  # what a figure means may be left out
        return names_its_figure(clause)
    return is_count(clause) and is_count(upcoming)


def _stands(text: str, begin: int, end: int, counted: list[int]) -> bool:
    """Whether the words between stand by themselves: not too short, not a topic, no pair or series parted."""
    words = trimmed(text[begin:end])
    if not SHORTEST_SAID <= len(words) <= LONGEST_SAID or not is_sound(words) or words[-1] in "：:—、":
        return False
    if ONLY_LEADS.fullmatch(words + "，") or (len(words) <= SHORTEST_SAID + 10 and TOPIC_CLAUSE.fullmatch(words)):
        return False
    if words[0] == "为" and "制定本" in text[end:]:  # what a rule is for, without the rule
        return False
    said = [place for place in counted if begin <= place < end]
    return not said or (said == counted and len(counted) > 1)  # 一是 without 二是 is the first of others elsewhere


def _ordinals_in(text: str) -> list[int]:
    """Where clauses begin that count 一要, 二要."""
    if not ORDINAL.search(text):
        return []
    return [start for start in (0, *(end for end, _ in clause_ends(text)[:-1])) if ORDINAL.match(text, start)]
