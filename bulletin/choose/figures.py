"""Decides which figures of a report are worth a box of their own, with the words that say what they count (数说).

A figure counts only where a clause says all of it: the number, its unit, and what is counted, in the report's own
words and without a gap between them. Precision before recall: a clause that is in any doubt offers nothing, and a
report that offers one figure alone has none. What has come about comes before what is planned.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.choose.clauses import CLAUSE_END, sentence_spans
from bulletin.choose.figure_words import (
    ANY_NUMBER,
    BOUND_TAIL,
    CHANGE_TAIL,
    CHANGES,
    CLAUSE_MARK,
    DONE_TITLE,
    DONE_WORD,
    FIGURE_FORM,
    FROM_TO,
    LEADS_IN,
    NEUTRAL_TAIL,
    OPEN_NOUN,
    OPEN_SHARE,
    PLAN_TITLE,
    PLAN_WORD,
    PROMISE,
    SHARE_END,
    TIED_AFTER,
    TIED_BEFORE,
    TIME_WORD,
    UNSAID,
    UNSAID_END,
    UNSAID_START,
    VERB_ALONE,
    WEIGHTY,
)
from bulletin.model.edition import Report
from bulletin.model.marks import CLOSING, LIST_SIGNS, OPENING

FEWEST_FIGURES, MOST_FIGURES = 2, 4  # key figures of a report: /design, page-relief-1 and slide-figures
# Characters of the words under a figure: two lines of 9 pt in a column of 17 em at 10.5 pt, by the measure of the page.
SHORTEST_NOUN, LONGEST_NOUN = 4, 30
LEAST_NOUN_HAN = 2  # of these characters: GDP增长
LEAST_COUNT = 10  # of things one by one: 3个, 5项 are no figures to be proud of
SHOWN_KINDS = ("body", "item")
_ITEM_SIGNS = "".join(sorted(LIST_SIGNS)) + " \u3000"
_ENCLOSING, _ENCLOSING_ENDS = OPENING + "([［〔", CLOSING + ")]］〕"


class KeyFigure(NamedTuple):
    """A figure in the report's words: `before`, `figure` and `unit` follow each other in it without a gap."""

    figure: str  # 2.68
    unit: str  # 万户; with its bound as written: 余家, %以上
    noun: str  # what is counted, words of the same clause: before all of it, or right after the unit
    before: str = ""  # a bound or a verb that belongs to the figure: 超过, 新增
    paragraph: int = 0  # index in Report.paragraphs; -1 of the editor's
    plan: bool = False  # it has not come about yet


class _RankedFigure(NamedTuple):
    score: float
    place: tuple[int, int]  # paragraph, offset
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
        best: list[_RankedFigure] = []
        for candidate in sorted(found, key=lambda each: (-each.score, each.place)):
            figure = candidate.figure
            if figure.plan == plan and not any(_alike(figure, other.figure) for other in best):
                best.append(candidate)
            if len(best) == MOST_FIGURES:
                break
        if len(best) >= FEWEST_FIGURES:
            return tuple(each.figure for each in sorted(best, key=lambda each: each.place))
    return ()


def _alike(one: KeyFigure, other: KeyFigure) -> bool:
    """Whether two figures say the same, or nearly so that they look it."""
    if one.figure == other.figure and one.unit == other.unit:
        return True
    shorter, longer = sorted((one.noun, other.noun), key=len)
    return longer.startswith(shorter) or longer.endswith(shorter)


def _candidates(report: Report) -> Iterator[_RankedFigure]:
    """Every figure that stands by itself."""
    planned = bool(PLAN_TITLE.search(report.title)) and not DONE_TITLE.search(report.title)
    for number, paragraph in enumerate(report.paragraphs):
        if paragraph.kind == "heading":
            if DONE_TITLE.search(paragraph.text):
                planned = False
            elif PLAN_TITLE.search(paragraph.text):
                planned = True
            continue
        text = paragraph.text
        if paragraph.kind not in SHOWN_KINDS or paragraph.box or not ANY_NUMBER.search(text):
            continue
        for start, end in sentence_spans(text):
            sentence = text[start:end]
            if not ANY_NUMBER.search(sentence):
                continue
            plan = bool(PLAN_WORD.search(sentence)) or (planned and not DONE_WORD.search(sentence))
            for offset, stated in _of_sentence(sentence, plan=plan):
                figure = stated._replace(paragraph=number, plan=plan)
                if plan and not PROMISE.search(figure.before + figure.unit + figure.noun):
                    continue
                yield _RankedFigure(score=_score(figure), place=(number, start + offset), figure=figure)


def _of_sentence(sentence: str, *, plan: bool) -> Iterator[tuple[int, KeyFigure]]:
    """The figures of one sentence, each with its offset."""
    plain = _without_enclosed(sentence)
    if plain is None:
        return
    start = 0
    for end in [*(match.start() for match in CLAUSE_MARK.finditer(plain)), len(plain)]:
        clause = plain[start:end]
        if not UNSAID.search(clause):
            for offset, figure in _of_clause(clause, sentence[start:end], plan=plan):
                yield start + offset, figure
        start = end + 1


def _without_enclosed(sentence: str) -> str | None:
    """The sentence with figures and marks inside quotes and brackets masked; None where one is not closed."""
    shown: list[str] = []
    depth = 0
    for mark in sentence:
        if mark in _ENCLOSING_ENDS:
            depth -= 1
            if depth < 0:
                return None
        hidden = depth > 0 and (mark in CLAUSE_END + "、" or mark.isdigit())
        shown.append("\u3007" if hidden else mark)
        depth += mark in _ENCLOSING
    return "".join(shown) if depth == 0 else None


def _of_clause(clause: str, written: str, *, plan: bool) -> Iterator[tuple[int, KeyFigure]]:
    """The figures of a clause; `written` is the clause with what stands in its quotes and brackets."""
    times = [match.span() for match in TIME_WORD.finditer(clause)]
    numbers = [match for match in ANY_NUMBER.finditer(clause) if not any(a <= match.start() < b for a, b in times)]
    for place, number in enumerate(numbers):
        match = FIGURE_FORM.match(clause, number.start())
        if match is None or match.end("number") != number.end():
            continue
        if TIED_BEFORE.search(clause[: number.start()]) or TIED_AFTER.search(clause[match.end() :]):
            continue
        first = 0
        if place:
            pause = clause.find("、", numbers[place - 1].end(), number.start())
            first = pause + 1
            if pause < 0:
                if not FROM_TO.search(clause[: number.start()]) or place > 1:
                    continue
                first = 0
        last = numbers[place + 1].start() if place + 1 < len(numbers) else len(clause)
        pause = clause.find("、", match.end(), last)
        if pause < 0 and last < len(clause):
            continue
        behind = written[match.end() : pause if pause >= 0 and last < len(clause) else len(clause)]
        figure = _stated(written[first : number.start()], match, behind, plan=plan)
        if first and figure and not (CHANGE_TAIL.fullmatch(figure.noun) or SHARE_END.search(figure.noun)):
            continue  # the verb stands with the first of the list
        if figure and _weighs(match):
            yield number.start(), figure


def _stated(ahead: str, match: re.Match[str], behind: str, *, plan: bool) -> KeyFigure | None:
    """The figure with what it counts, from the words ahead of it or behind it; None in any doubt."""
    unit = match["unit"] + match["after"]
    noun = LEADS_IN.sub("", ahead.lstrip(_ITEM_SIGNS))
    if behind:
        verb = VERB_ALONE.fullmatch(noun)
        if (
            not verb
            or len(noun) > 4
            or match["unit"] in "%％‰"
            or match["unit"].endswith(("元", "个百分点", "倍", "度"))
        ):
            return None
        figure = KeyFigure(figure=match["number"], unit=unit, noun=behind, before=noun)
        return figure if _is_noun(behind) else None
    before = ""
    if bound := BOUND_TAIL.search(noun):
        noun, before = noun[: bound.start()], bound[1]
    if FROM_TO.search(noun):
        noun = noun.removesuffix("到").removesuffix("至").removesuffix("为")  # 由82.3%提高到
    if not plan:
        noun = NEUTRAL_TAIL.sub("", noun)
    if change := CHANGE_TAIL.fullmatch(noun):
        if len(LEADS_IN.sub("", change["subject"])) < SHORTEST_NOUN:
            return None
    elif VERB_ALONE.fullmatch(noun) or match["unit"] == "个百分点":
        return None
    figure = KeyFigure(figure=match["number"], unit=unit, noun=noun, before=before)
    return figure if _is_noun(noun) else None


def _is_noun(words: str) -> bool:
    """Whether words can stand under a figure and say what it counts."""
    return (
        SHORTEST_NOUN <= len(words) <= LONGEST_NOUN
        and not UNSAID_START.search(words)
        and not UNSAID_END.search(words)
        and not OPEN_NOUN.fullmatch(words)
        and not OPEN_SHARE.match(words)
        and not any(mark in words for mark in "（）()［］〔〕〇 \u3000—…")
        and len(re.findall("[\u4e00-\u9fff]", words)) >= LEAST_NOUN_HAN
    )


def _weighs(match: re.Match[str]) -> bool:
    """Whether a figure is large enough to be shown large."""
    value = float(match["number"].replace(",", ""))
    if match["unit"] in "%％‰":
        return value > 0
    if match["scale"].strip("余多"):
        return value > 0
    if match["unit"].endswith(("个百分点", "倍")):
        return value >= 1
    return value >= LEAST_COUNT


def _score(figure: KeyFigure) -> float:
    """How much a figure says: sums and shares before counts, what grew before what is, a short noun before a long."""
    score = 0.0
    unit = figure.unit
    if "亿" in unit:
        score += 4
    elif "万" in unit or unit[0] in "%％":
        score += 3
    elif float(figure.figure.replace(",", "")) >= 100:
        score += 2
    if re.search(f"{CHANGES}|新增|突破|超|完成|建成|累计|减", figure.before + figure.noun):
        score += 1
    if WEIGHTY.search(figure.noun):
        score += 1.5
    return score - max(0, len(figure.noun) - 16) / 8
