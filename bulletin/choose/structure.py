"""What of a report is its structure: headings, numbered paragraphs and run-in heads as a tree; and where heads end.

A list counts only where it carries the report: it begins in its first third, or covers half of it. What follows 附件
never does, nor a list of quotations, nor one article's items.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from bulletin.choose.clauses import (
    CLAUSE_END,
    FULL_STOPS,
    LEADING_IN,
    LEAST,
    ONLY_SETS_OUT,
    clause_ends,
    goes_on,
    is_turned,
    trimmed,
)
from bulletin.choose.excerpts import BodyText, may_end
from bulletin.choose.openings import OUTCOME, is_deed
from bulletin.model.edition import Paragraph
from bulletin.model.marks import CLOSING, DASH

LONGEST_HEAD = 40  # characters of a sentence that heads what follows, as `read/headings.py` has it
LONGEST_WHOLE = 60  # characters of a sentence that heads rather than being torn
LONGEST_GLOSSED = 20  # characters before a colon that are a head: 强化取水统计：制定……
RUN_IN_LEVEL = 9  # of a run-in head without number: below all others
FIRST_THIRD, HALF_OF_IT, LEAST_SHARE = (1 / 3, 1 / 2, 1 / 6)  # of a report's characters: begun, covered
MOSTLY = 3 / 4  # of a list's items that tell what it is
NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}
LARGEST_NUMBER = 999
_NAMED_ITEM = re.compile(f"[^，。；：“《0-9]{{2,{LONGEST_GLOSSED}}}：.{{6}}")  # 水环境：新建管网54公里
_ANNEX = re.compile("附(?:件|表|录|图)(?:[0-9一二三四五六七八九十]{0,3}|[：:].*)$|附[：:]")
_COUNTING = re.compile("(?:第)?(?P<numeral>[一二三四五六七八九十]{1,3})(?P<kind>要(?!么)|是|来|，)")
_QUOTATION = re.compile("[“「『].*[”」』][。！？]?(?:（.*）|——.*)?$")
_TERM = re.compile("[“《「A-Za-z0-9+][^。；：]{0,36}：")


class SlideText(NamedTuple):
    """A paragraph as a slide may show it: without numbers of notes and signs of lists."""

    paragraph: Paragraph
    at: int  # in Report.paragraphs

    @property
    def text(self) -> str:
        return self.paragraph.text


class OutlineNode(NamedTuple):
    """A heading or numbered paragraph with what stands under it."""

    paragraph: Paragraph
    at: int
    body: tuple[BodyText, ...]  # texts under it, before the next node
    children: tuple["OutlineNode", ...]


class Counted(NamedTuple):
    """What counts, 一要抓开工, from there to the next, and where its head ends."""

    body: BodyText
    head_end: int


def number_of(label: str) -> int:
    """The number in a label: 3 for 3., ③ and （三）, 12 for 十二、; 0 when it is none or too large for a list."""
    label = normalize("NFKC", label)  # ① is a digit for Python, but no number
    figures = "".join(mark for mark in label if mark.isdecimal())
    if figures:
        return int(figures) if int(figures) <= LARGEST_NUMBER else 0
    words = "".join(mark for mark in label if mark in NUMERALS or mark == "十")
    if "十" in words:
        tens, _, ones = words.partition("十")
        return NUMERALS.get(tens, 1) * 10 + NUMERALS.get(ones, 0)
    return NUMERALS.get(words, 0)


def before_annex(texts: Sequence[SlideText]) -> tuple[SlideText, ...]:
    """The texts before 附件, where the report itself stands before it."""
    whole = sum(len(each.text) for each in texts)
    said = 0
    for place, each in enumerate(texts):
        if _ANNEX.match(each.text.strip()) and said >= LEAST_SHARE * whole:
            return tuple(texts[:place])
        said += len(each.text)
    return tuple(texts)


def nodes_of(texts: Sequence[SlideText]) -> tuple[OutlineNode, ...]:
    """The report as a tree: a node's children are the deeper ones that follow it; () where no list carries it."""
    starts = [place for place, each in enumerate(texts) if _heads(texts, place)]
    if not starts or _is_marginal(texts, starts):
        return ()
    heads = [
        (texts[start], tuple(BodyText(each.text, each.at) for each in texts[start + 1 : following]))
        for start, following in pairwise((*starts, len(texts)))
    ]
    return _tree(heads)


def _heads(texts: Sequence[SlideText], place: int) -> bool:
    """Whether a paragraph is a heading, a numbered one or opens with a head; no item of one article's enumeration."""
    paragraph = texts[place].paragraph
    if paragraph.kind == "heading":
        return True
    if paragraph.kind == "item":
        return bool(_NAMED_ITEM.match(paragraph.text))
    if not paragraph.level and not paragraph.run_in and not paragraph.text.startswith(DASH):
        return False
    if paragraph.level and paragraph.text.endswith(("；", "；和", "；或者")):
        return False
    before = texts[place - 1] if place else None
    return not (before and before.paragraph.level and paragraph.level and before.text.endswith("；"))


def _is_marginal(texts: Sequence[SlideText], starts: list[int]) -> bool:
    """Whether what is numbered is only a part of the report, or quotes, or terms that are explained."""
    lengths = [len(each.text) for each in texts]
    whole = sum(lengths)
    listed = [texts[start] for start in starts]
    numbered = [each for each in listed if each.paragraph.kind != "heading"]
    for form in (_QUOTATION, _TERM):
        alike = sum(bool(form.match(bare_text(each.paragraph))) for each in numbered)
        if len(numbered) == len(listed) and len(numbered) > 2 and alike >= MOSTLY * len(numbered):
            return True
    first, last = starts[0], starts[-1]
    headed = texts[last].paragraph.kind == "heading"
    covered = sum(lengths[first:] if headed else lengths[first : last + 1])
    if covered >= HALF_OF_IT * whole:
        return False
    late = sum(lengths[:first]) > FIRST_THIRD * whole and not any(each.paragraph.kind == "heading" for each in listed)
    return late or covered < LEAST_SHARE * whole


def level_of(paragraph: Paragraph) -> int:
    return paragraph.level or RUN_IN_LEVEL


def _tree(heads: Sequence[tuple[SlideText, tuple[BodyText, ...]]]) -> tuple[OutlineNode, ...]:
    """Nodes of paragraphs with what stands under each; no nested function, which would keep itself alive."""
    found: list[OutlineNode] = []
    while heads:
        (text, body), *deeper = heads
        level = level_of(text.paragraph)
        end = next(
            (place for place, (other, _) in enumerate(deeper) if level_of(other.paragraph) <= level), len(deeper)
        )
        found.append(OutlineNode(paragraph=text.paragraph, at=text.at, body=body, children=_tree(deeper[:end])))
        heads = deeper[end:]
    return (*found[:-1], _closed(found[-1], found[:-1])) if len(found) > 1 else tuple(found)


def _closed(last: OutlineNode, others: Sequence[OutlineNode]) -> OutlineNode:
    """The last of a list with no more under it than under the fullest of the others: what follows closes the report."""
    if last.children:
        return last
    return last._replace(body=last.body[: max(len(other.body) for other in others)])


def beside(texts: Sequence[SlideText], nodes: Sequence[OutlineNode]) -> tuple[BodyText, ...]:
    """The texts after the last node that stand under none."""
    last = nodes[-1]
    while last.children:
        last = last.children[-1]
    end = max([last.at, *(body.paragraph for body in last.body)])
    return tuple(BodyText(each.text, each.at) for each in texts if each.at > end)


def bare_text(paragraph: Paragraph) -> str:
    """The text without its number, and without the dash that opens a chain's item."""
    text, label = paragraph.text.strip(), paragraph.label.strip()
    text = text[len(label) :].strip() if label and text.startswith(label) else text
    return text.removeprefix(DASH).strip()


def head_end(text: str, start: int, stop: int = -1) -> int:
    """Where the head ends that opens a text: a term before a colon, the first sentence, or a clause of whole sense."""
    stop = len(text) if stop < 0 else stop
    term = clause_ends(text, start)[0][0]
    if text[term - 1] in "：:" and 2 <= len(trimmed(text[start:term])) <= LONGEST_GLOSSED:
        return term
    ends = [
        (min(end, stop), whole) for end, whole in clause_ends(text, start) if len(trimmed(text[start:end])) >= LEAST
    ]
    if not ends:
        return stop
    first = ends[0][0]
    sentence = next((end for end, whole in ends if whole or text[end - 1] == "；"), stop)
    if len(trimmed(text[start:sentence])) <= LONGEST_HEAD:
        return sentence
    begin = start
    for end, _ in ends:
        if end - start <= LONGEST_HEAD + 1 and (
            may_end(text, begin, end, sentence) or (begin == start and is_deed(text[start:end], text[end:sentence]))
        ):
            return end
        begin = end
    if len(trimmed(text[start:sentence])) <= LONGEST_WHOLE:
        return sentence
    return next((end for end, _ in ends if text[end - 1] not in "：:" and not goes_on(text[end:])), first)


def after_marks(text: str, place: int) -> int:
    """Where a text goes on after the marks at `place`."""
    while place < len(text) and text[place] in CLAUSE_END + CLOSING + "—":
        place += 1
    return place


def counted_in(bodies: Sequence[BodyText]) -> tuple[Counted, ...]:
    """Clauses that count 一要 二要 三要, each with where its head ends; () unless two at least count up."""
    found: list[tuple[int, int, str]] = []  # place in bodies, offset, 要 or 是
    for number, body in enumerate(bodies):
        text = body.text
        for place in (body.start, *(end for end, _ in clause_ends(text, body.start)[:-1])):
            match = _COUNTING.match(text, place, body.stop)
            kind = found[0][2] if found else ""
            if match and number_of(match["numeral"]) == len(found) + 1 and kind in ("", match["kind"]):
                found.append((number, place, match["kind"]))
    counted: list[Counted] = []
    for (number, place, _), (following, limit, _) in pairwise((*found, (len(bodies), 0, ""))):
        body = bodies[number]
        body = body._replace(start=place, end=limit if following == number else _last_end(body, found))
        counted.append(Counted(body, head_end(body.text, place, body.stop)))
    if len(counted) < 2:
        return ()
    heads = [each.body.text[each.body.start : each.head_end] for each in counted]
    if all(head[-1] not in "，," and len(trimmed(head)) <= LONGEST_HEAD for head in heads):
        return tuple(counted)
    return tuple(each._replace(head_end=_first_clause(each)) for each in counted)  # all alike, where one is too long


def _last_end(body: BodyText, found: Sequence[tuple[int, int, str]]) -> int:
    """Where the last in a text that counts ends: with its sentence, where all of them stand in one."""
    (first, begin, _), (last, end, _) = found[0], found[-1]
    stops = [place for place, whole in clause_ends(body.text, begin) if whole]
    return min(stops[0], body.stop) if first == last and stops and stops[0] > end else body.stop


def _first_clause(counted: Counted) -> int:
    """Where the first clause of what counts ends, if it is whole in sense."""
    text, start = counted.body.text, counted.body.start
    numeral = _COUNTING.match(text, start)
    begin = numeral.end() if numeral else start
    # 五是结合工作部署，深入实施人才强校战略: the first clause is none
    leads = LEADING_IN.match(text, begin) or ONLY_SETS_OUT.match(text, begin)
    ends = [end for end, _ in clause_ends(text, start) if len(trimmed(text[start:end])) >= LEAST]
    end = ends[1] if leads and len(ends) > 1 and text[ends[0] - 1] in "，," else ends[0]
    following = text[end : counted.body.stop]
    if is_turned(text[begin:end], following[: counted.body.stop - end]):
        return counted.head_end
    return counted.head_end if goes_on(following) or OUTCOME.match(following) else end


def without_stop(text: str) -> str:
    """A head without the full stop at its end; ！ and ？ stay."""
    return trimmed(text).rstrip(FULL_STOPS[0])
