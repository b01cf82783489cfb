"""Decides which figures of a report are worth setting large, with the words that say what they count (数说).

A figure counts only where a sentence says all of it: the number, its unit, and what is counted (`stated.py`), in the
report's own words. Precision before recall: a clause that is in any doubt offers nothing, and a report that offers one
figure alone has none. What has come about comes before what is planned, amounts and rates before things counted one by
one. The first amount of the text is taken with its own growth or share, then the strongest of what follows.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.choose.clauses import sentence_spans
from bulletin.choose.figure_words import (
    AMONG_BEST,
    DIGIT,
    DOING_TITLE,
    DONE_TITLE,
    DONE_WORD,
    EXISTING,
    EXPLAINED,
    FELL,
    GIVEN,
    HEADLINE,
    NOT_OURS,
    PLAN_TITLE,
    PLAN_WORD,
    PROMISE,
    READ_FIRST,
    SHARE_OF_PLAN,
    TOLD_AS_DONE,
    WEIGHTY,
    WORK_TITLE,
)
from bulletin.choose.stated import FOLDED, Stated, figures_of, spans_in
from bulletin.model.edition import Report

FEWEST_FIGURES, MOST_FIGURES = 2, 4  # key figures of a report: /design, page-relief-1 and slide-figures
MOST_OF_PARAGRAPH = 2
LEAST_COUNT = 10  # of things one by one: 3个, 5项 are no figures to be proud of
LARGE_COUNT = 1000  # from here on things counted are worth as much as an amount
OTHER_PARAGRAPH = 1.6  # score: what the first figure of a paragraph is worth more than a second
LEAST_FIRST = 3.0  # score of an amount that opens: 万, 亿, a share, or what a report is read for
SHOWN_KINDS = ("body", "item")


class KeyFigure(NamedTuple):
    """A figure in the report's words: `before`, `figure` and `unit` follow each other in it without a gap."""

    figure: str  # 2.68
    unit: str  # 万户; with its bound as written: 余家, %以上
    noun: str  # what is counted, words of the same sentence
    before: str = ""  # a bound or a verb that belongs to the figure: 超过, 同比增长
    paragraph: int = 0  # index in Report.paragraphs; -1 of the editor's
    plan: bool = False  # it has not come about yet
    rank: int = 0  # 0 for the one that says most


class _RankedFigure(NamedTuple):
    place: tuple[int, int]  # paragraph, offset
    of: tuple[int, int] | None  # the place of the amount whose growth, share or total it is
    score: float
    small: bool  # a small number of things
    noun: str  # without the verb behind it
    figure: KeyFigure


def key_figures(report: Report) -> tuple[KeyFigure, ...]:
    """The two to four figures of a report that say most, in its order; () where it has not so many.

    Figures of results; where there are less than two, those of plans that name their verb or bound. What the editor
    gives stands as it is.
    """
    if report.figures is not None:
        return tuple(KeyFigure(each.figure, each.unit, each.noun, each.before, paragraph=-1) for each in report.figures)
    found = list(_candidates(report))
    for plan in (False, True):
        own = [candidate for candidate in found if candidate.figure.plan == plan]
        for least in (False, True):
            chosen = _chosen([candidate for candidate in own if least or not candidate.small])
            if len(chosen) >= FEWEST_FIGURES:
                ranked = [each._replace(figure=each.figure._replace(rank=rank)) for rank, each in enumerate(chosen)]
                return tuple(candidate.figure for candidate in sorted(ranked, key=lambda each: each.place))
    return ()


def _chosen(candidates: Sequence[_RankedFigure]) -> list[_RankedFigure]:
    """The first amount with its growth, then the best; two at most of a paragraph where several have any."""
    if not candidates:
        return []
    paragraphs = {candidate.place[0] for candidate in candidates}
    most = MOST_OF_PARAGRAPH if len(paragraphs) > 1 else MOST_FIGURES
    wholes = {candidate.of for candidate in candidates}
    first = next((each for each in candidates if _may_open(each, wholes)), candidates[0])
    own = [each for each in candidates if each.of == first.place and not FELL.search(each.figure.before)][:1]
    best = [first, *own]
    while len(best) < MOST_FIGURES:
        taken = Counter(each.place[0] for each in best)
        fitting = [each for each in candidates if taken[each.place[0]] < most and _may_follow(each, best)]
        if not fitting:
            break
        gains = [each.score + OTHER_PARAGRAPH * (each.of is None and not taken[each.place[0]]) for each in fitting]
        best.append(fitting[gains.index(max(gains))])
    return best


def _may_follow(candidate: _RankedFigure, best: Sequence[_RankedFigure]) -> bool:
    """Whether a figure says something that those before it do not; the share of a plan stands beside its amount."""
    amount = not SHARE_OF_PLAN.fullmatch(candidate.noun) or any(each.place == candidate.of for each in best)
    return amount and not any(_alike(candidate, other) for other in best)


def _may_open(candidate: _RankedFigure, wholes: set[tuple[int, int] | None]) -> bool:
    """Whether a figure may be the first: a large amount, or one whose growth or share is told."""
    return candidate.score >= LEAST_FIRST or (candidate.place in wholes and not GIVEN.search(candidate.noun))


def _alike(one: _RankedFigure, other: _RankedFigure) -> bool:
    """Whether two figures say the same, or nearly so that they look it."""
    mine, its = one.figure, other.figure
    if mine.figure == its.figure and mine.unit == its.unit:
        return True
    shorter, longer = sorted((one.noun, other.noun), key=len)
    return (longer.startswith(shorter) or longer.endswith(shorter)) and (mine.unit[0] == "%") == (its.unit[0] == "%")


def _candidates(report: Report) -> Iterator[_RankedFigure]:
    """Every figure that stands by itself, in the report's order."""
    told = any(TOLD_AS_DONE.search(each.text) for each in report.paragraphs)
    planned = _is_plan(report.title, told=told, before=False)
    for number, paragraph in enumerate(report.paragraphs):
        if paragraph.kind == "heading":
            planned = _is_plan(paragraph.text, told=told, before=planned)
            continue
        text = paragraph.text
        if paragraph.kind not in SHOWN_KINDS or paragraph.box or not DIGIT.search(text) or EXPLAINED.match(text):
            continue
        for start, end in sentence_spans(text):
            sentence = text[start:end]
            if not DIGIT.search(sentence) or NOT_OURS.search(sentence):
                continue
            plan = bool(PLAN_WORD.search(sentence)) or (planned and not DONE_WORD.search(sentence))
            for stated in figures_of(sentence, plan=plan):
                # 对全市2.6万辆营运车辆过筛子: they are there, whatever is to be done
                promised = plan and not (stated.counts and EXISTING.search(sentence[: stated.offset]))
                if _weighs(stated) and (
                    not promised or PROMISE.search(stated.noun + stated.verb + stated.before + stated.unit)
                ):
                    yield _candidate(stated, number, start, plan=promised)


def _is_plan(title: str, *, told: bool, before: bool) -> bool:
    """Whether what a title heads is still to be done; where it does not say so, as `before`.

    A title that says only what is done, 优化营商环境, heads plans in a report that tells nothing as done.
    """
    if DONE_TITLE.search(title):
        return False
    if PLAN_TITLE.search(title):
        return True
    return before or (bool(DOING_TITLE.match(title)) and not told)


def _candidate(stated: Stated, paragraph: int, start: int, *, plan: bool) -> _RankedFigure:
    return _RankedFigure(
        place=(paragraph, start + stated.offset),
        of=None if stated.of is None else (paragraph, start + stated.of),
        score=_score(stated),
        small=(
            stated.counts
            and _value(stated) < LARGE_COUNT
            and not re.match("[余多]?[十百千]?[万亿]", stated.unit)
            and not AMONG_BEST.search(stated.noun)
        ),
        noun=stated.noun,
        figure=KeyFigure(
            stated.figure, stated.unit, stated.noun + stated.verb, stated.before, paragraph=paragraph, plan=plan
        ),
    )


def _value(stated: Stated) -> float:
    return float(stated.figure.translate(FOLDED).replace(",", "").replace("，", ""))


def _weighs(stated: Stated) -> bool:
    """Whether a figure is large enough to be shown large."""
    value = _value(stated)
    if stated.counts and not re.match("[余多]?[十百千]?[千万亿]", stated.unit):
        return value >= LEAST_COUNT
    return value > 0


def _score(stated: Stated) -> float:
    """How much a figure says: sums and shares before counts, what a report is read for, a short noun before a long."""
    score = 0.0
    unit = stated.unit
    if "亿" in unit:
        score += 4
    elif "万" in unit or unit[0] in "%％":
        score += 3
    elif _value(stated) >= LARGE_COUNT:
        score += 2
    if re.search("突破|超|提高|提升|首", stated.verb + stated.before):
        score += 1
    if GIVEN.search(stated.noun):
        score -= 3
    elif HEADLINE.search(stated.noun):
        score += 4.5 if READ_FIRST.search(stated.noun) else 3
    elif WEIGHTY.search(stated.noun):
        score += 1.5
    if stated.of is not None:
        score -= 2
    return score


def figures_in(text: str) -> tuple[str, ...]:
    """Every figure with its unit in a text, as written, with its bound; no dates, labels, ranks or parts of names."""
    plain = text.translate(FOLDED)
    names = [match.span() for match in WORK_TITLE.finditer(plain)]
    spans = (span for span in spans_in(plain) if not any(start <= span[0] < end for start, end in names))
    return tuple(text[start:end] for start, end in spans)
