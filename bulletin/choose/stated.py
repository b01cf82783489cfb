"""Reads the figures of a sentence: number, unit, and the words of the sentence that say what they count.

A sentence is taken clause by clause and, within a clause, from 、 to 、. A figure is stated where its noun stands right
before it (森林覆盖率达53.4%), right behind it (新增46家高新技术企业), or where the clause before it has named an amount
whose growth, share or total it is (货物进出口总额9.5万亿元、增长4.4%). A clause in any doubt states nothing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.choose.clauses import CLAUSE_END
from bulletin.choose.figure_words import (
    ANY_NUMBER,
    AREA_OF,
    BARE_GROWTH,
    BARE_REACHED,
    BARE_SHARE,
    BARE_TOTAL,
    CLAUSE_MARK,
    COMES_ABOUT,
    COMES_FROM,
    COUNT_VERB,
    DIGIT,
    DOES,
    DONE_BY,
    DONE_FOR,
    DONE_TO,
    FIGURE_FORM,
    FOR_WHOM,
    FROM_TO,
    GREW,
    INCREASE,
    INVESTED,
    ITEM_LABEL,
    JOINTLY,
    LEADS_IN,
    LIMITED,
    MEASURED,
    NEUTRAL,
    NOUN_ENDS,
    OF_ALL,
    OF_OWN_PLAN,
    OPEN_NOUN,
    OPENING_AMOUNT,
    OTHER_FIGURE,
    OUT_OF,
    PAID_FOR,
    PLAIN_VERB,
    PLAN_LEAD,
    PROMISE,
    RANGE_START,
    RATE,
    REACHED,
    SAME_PRICES,
    SHARE_NOUN,
    SHARE_OF,
    SHARE_OF_PLAN,
    SHORT_NOUN,
    TIED_AFTER,
    TIED_BEFORE,
    TOLD_BY,
    TOOK,
    UNSAID,
    UNSAID_END,
    UNSAID_START,
)
from bulletin.choose.openings import opens_deed
from bulletin.model.marks import CLOSING, LIST_SIGNS, OPENING

SHORTEST_NOUN, SHORTEST_BEHIND = 3, 2  # characters; 3万名学生
LONGEST_NOUN, LONGEST_TERM = 8, 12  # of any noun; of a term, which says by its last word what is measured
EXTENTS = ("公里", "平方公里", "平方米", "亩", "公顷")
PERCENT = ("%", "％", "‰")
LONGEST_BEFORE = 9  # 提高到2025年的
LONGEST_FIGURE_ALONE = 40  # characters of a figure without words, with the marks around it: any longer is none
LONGEST_TIE = 16  # characters ahead of a number that may tie it to something
FOLDED = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_ITEM_SIGNS = "".join(sorted(LIST_SIGNS)) + " \u3000"
_ENCLOSING, _ENCLOSING_ENDS = OPENING + "([［〔", CLOSING + ")]］〕"
_ENCLOSING_MARK = re.compile(f"[{re.escape(_ENCLOSING + _ENCLOSING_ENDS)}]")
_MASKED = str.maketrans(dict.fromkeys(CLAUSE_END + "、0123456789", "\u3007"))
_QUOTES = re.compile("[“”‘’《》]")
_AGES = re.compile("(?<![0-9])[0-9]{1,2}(?:[—～-][0-9]{1,2})?(?:周?岁(?:及?以[上下])?)")  # 0—6岁儿童
_BARE_FIGURE = re.compile(
    f"、{FIGURE_FORM.pattern}(?:[、，；。和]|$)"
)  # a list of figures without words: 8万亿元、9万亿元
_HOW_DONE = re.compile("(?:按[时期]|提前|逾期|超期|[被主]动|未|不|没有|重复)$")  # of these alone so many were done
_SHORT_FORM = re.compile("（[A-Za-z]+）$")  # 地区生产总值（GDP）
_BRACKETED_END = re.compile("^（[^）]*）$")
_NOT_IN_NOUN = re.compile("[（）()［］〔〕〇 \u3000—…，了着]")


class Stated(NamedTuple):
    """A figure of a sentence: `before`, `figure` and `unit` stand in it without a gap, and so do noun and verb."""

    offset: int  # of the figure's first digit
    figure: str
    unit: str  # with its bound as written
    noun: str
    before: str
    verb: str = ""  # between noun and figure, if not of `before`: 增长, 提高到
    counts: bool = False  # things, one by one
    of: int | None = None  # the offset of the amount whose growth, share or total it is


class _ListMember(NamedTuple):
    """What stands between two marks of a sentence."""

    text: str  # with what is in quotes and brackets masked
    written: str
    offset: int
    later: bool  # it follows a 、
    listed: str  # what stands before that, where it has no figure of its own: A、B达到90%
    rest: str  # of its clause, from its end
    opens: bool  # a sentence that goes on after it


def figures_of(sentence: str, *, plan: bool) -> tuple[Stated, ...]:
    """The figures of a sentence that say what they count, in its order."""
    plain = _without_enclosed(sentence.translate(FOLDED))
    found: list[Stated] = []
    if plain is None:
        return ()
    subject: Stated | None = None
    begins = 0
    for end in [*(match.start() for match in CLAUSE_MARK.finditer(plain)), len(plain)]:
        clause, offset = plain[begins:end], begins
        begins = end + 1
        if plain[offset - 1 : offset] in ("；", "："):
            subject = None
        if RATE.fullmatch(clause) or clause.startswith("预计"):
            return tuple(found)
        if not DIGIT.search(clause) and clause != "其中":
            subject = subject if SAME_PRICES.fullmatch(clause) else None
            continue
        part = clause.startswith("其中") and (any(matches_in(plain[:offset])) or not offset)
        if part and (clause == "其中" or not offset):
            return tuple(found)  # all that follows is part of what was said
        if part or UNSAID.search(clause):
            subject = None
            continue
        for piece in _pieces(clause, sentence, offset):
            stated = list(_of_piece(piece, subject, plan=plan))
            if stated and found and _is_passed(found[-1], stated[0]):
                found.pop()
                stated[0] = stated[0]._replace(of=None)
            found += stated
            subject = _subject(subject, stated)
    return tuple(found)


def _subject(before: Stated | None, stated: Sequence[Stated]) -> Stated | None:
    """The amount that a growth or share which follows is of: not of a total, which is an amount of its own."""
    own = [each for each in stated if each.of is None]
    if own:
        return own[-1]
    return before if stated and stated[-1].unit[0] in "%％‰倍" else None


def _is_passed(one: Stated, other: Stated) -> bool:
    """Whether a figure says more exactly what the one before it said: 突破3万亿元、达3.6万亿元."""
    reached = BARE_REACHED.fullmatch(other.before)
    return other.of == one.offset and bool(reached) and bool(re.search("突破|超|近", one.before))


def _pieces(clause: str, sentence: str, offset: int) -> Iterator[_ListMember]:
    label = ITEM_LABEL.match(clause)
    first = begins = label.end() if label else 0
    opens = offset == 0 and len(clause) + 1 < len(sentence)
    listed = ""
    for text in clause[begins:].split("、"):
        end = begins + len(text)
        yield _ListMember(
            text=text, written=sentence[offset + begins : offset + end], offset=offset + begins, later=begins > first,
            listed=listed, rest=sentence[offset + end : offset + len(clause)], opens=opens,
        )  # fmt: skip
        listed = "" if FIGURE_FORM.search(text) else text
        begins = end + 1


def _without_enclosed(sentence: str) -> str | None:
    """The sentence with figures and marks inside quotes and brackets masked; None where one is not closed."""
    shown: list[str] = []
    depth = begins = 0
    for match in _ENCLOSING_MARK.finditer(sentence):
        depth += 1 if match[0] in _ENCLOSING else -1
        if depth < 0:
            return None
        if depth == (1 if match[0] in _ENCLOSING else 0):
            part = sentence[begins : match.end()]
            shown.append(part if depth else part.translate(_MASKED))
            begins = match.end()
    return "".join(shown) + sentence[begins:] if depth == 0 else None


def matches_in(text: str) -> Iterator[re.Match[str]]:
    """Every number with its unit in a text of half-width digits that is no rank, range or part of a name."""
    for number in ANY_NUMBER.finditer(text):
        match = _form(FIGURE_FORM, text, number)
        if match and not TIED_BEFORE.search(text[max(0, number.start() - LONGEST_TIE) : number.start()]):
            yield match


def spans_in(text: str) -> Iterator[tuple[int, int]]:
    """Where every figure of a text of half-width digits stands, ranges as one."""
    for number in ANY_NUMBER.finditer(text):
        match = _form(FIGURE_FORM, text, number) or _form(OTHER_FIGURE, text, number)
        start = max(0, number.start() - LONGEST_TIE)
        ahead = text[start : number.start()]
        if match and (lower := RANGE_START.search(ahead)):
            ahead = ahead[: lower.start()]
        if match and not TIED_BEFORE.search(ahead):
            yield start + len(ahead), match.end()


def _form(form: re.Pattern[str], text: str, number: re.Match[str]) -> re.Match[str] | None:
    """The number with its unit; None where it has none, or both are part of something longer."""
    match = form.match(text, number.start())
    if match is None or match.end("number") != number.end() or TIED_AFTER.match(text, match.end()):
        return None
    return match


def _of_piece(piece: _ListMember, subject: Stated | None, *, plan: bool) -> Iterator[Stated]:
    matches = list(matches_in(piece.text))
    if len(matches) == 2:
        first, second = matches
        between = piece.text[first.end() : second.start()]
        if FROM_TO.search(piece.text[: second.start()]):
            matches = [second]
        elif BARE_GROWTH.fullmatch(between):
            amounts = tuple(_of_piece(piece._replace(text=piece.text[: first.end()], rest=""), subject, plan=plan))
            yield from amounts
            if amounts and second["unit"] in PERCENT:
                yield _made(piece, second, amounts[0].noun, between)._replace(of=amounts[0].offset)
            return
    if len(matches) != 1:
        return
    bare = _BARE_FIGURE.match(piece.rest[:LONGEST_FIGURE_ALONE].translate(FOLDED))
    if bare and bare["counter"] == matches[0]["counter"]:
        return
    if piece.later and subject and subject.counts and matches[0].span() == (0, len(piece.text)):
        if matches[0]["counter"] and not subject.unit.endswith(matches[0]["counter"]):
            yield _made(piece, matches[0], subject.noun, "")  # 贫困人口66.4万户、173.1万人
        return
    stated = _stated(piece, matches[0], subject, plan=plan)
    shortest = SHORTEST_BEHIND if piece.text[matches[0].end() :] else SHORTEST_NOUN
    if (
        stated
        and (
            _is_noun(stated.noun, shortest)
            or SHARE_OF_PLAN.fullmatch(stated.noun)
            or SHORT_NOUN.fullmatch(stated.noun)
            or (OPENING_AMOUNT.fullmatch(stated.noun) and _opens(piece))
        )
        and len(stated.before) <= LONGEST_BEFORE
    ):
        yield stated


def _stated(piece: _ListMember, match: re.Match[str], subject: Stated | None, *, plan: bool) -> Stated | None:
    ahead = piece.text[: match.start()]
    behind = _BRACKETED_END.sub("", piece.text[match.end() :])
    if COMES_FROM.search(ahead):
        return None
    if borrowed := _borrowed(piece, match, subject):
        return borrowed
    if piece.later and not piece.listed:
        return None
    if behind.startswith("的"):
        return _of_its_size(piece, match) if match["measure"] in EXTENTS else _paid_for(piece, match)
    if behind:
        return _noun_behind(piece, match)
    return _noun_ahead(piece, match, plan=plan)


def _made(piece: _ListMember, match: re.Match[str], noun: str, before: str) -> Stated:
    start, end = match.span()
    middle = match.end("number")
    return Stated(
        offset=piece.offset + start,
        figure=piece.written[start:middle],
        unit=piece.written[middle:end],
        noun=noun,
        before=before,
        counts=match["counter"] is not None,
    )


def _borrowed(piece: _ListMember, match: re.Match[str], subject: Stated | None) -> Stated | None:
    """The growth, share or total of the amount before, with its noun; None where it is none."""
    if subject is None or piece.text[match.end() :]:
        return None
    before = piece.text[: match.start()]
    noun = INCREASE.sub("", subject.noun) if OF_ALL.match(before) else subject.noun
    share = match["unit"] in PERCENT
    if BARE_GROWTH.fullmatch(before):
        if not share and match["measure"] != "倍":
            return None
    elif BARE_SHARE.fullmatch(before):
        if not share:
            return None
        if SHARE_OF_PLAN.fullmatch(before):  # 207% beside its amount: 完成年度目标任务
            return _made(piece, match, before.removesuffix("的"), "")._replace(of=subject.offset)
    elif BARE_TOTAL.fullmatch(before):
        area = AREA_OF.search(noun)
        noun = noun[: area.start()] if area else noun
        if share or not (subject.counts or area or OF_ALL.match(before)):
            return None
    elif not (BARE_REACHED.fullmatch(before) and subject.unit[-1] == match["unit"][-1]):
        return None
    return _made(piece, match, noun, before)._replace(of=subject.offset)


def _opens(piece: _ListMember) -> bool:
    """Whether it opens a sentence that goes on to tell what of: 全年投入资金6420万元，新建校舍……."""
    return piece.opens and not piece.later


def _paid_for(piece: _ListMember, match: re.Match[str]) -> Stated | None:
    """总投资3.2亿元的新院区: what it is paid for stands behind, up to what becomes of it."""
    invested = PAID_FOR.search(piece.written[: match.start()])
    if invested is None or match["measure"] != "元":
        return None
    noun = piece.written[match.end() + 1 :]
    ends = NOUN_ENDS.search(noun, SHORTEST_NOUN)
    return _made(piece, match, noun[: ends.start()] if ends else noun, invested[0])


def _of_its_size(piece: _ListMember, match: re.Match[str]) -> Stated | None:
    """全国近390万公里的地下管网: what is so long or so large stands behind, and nothing but whose it is ahead."""
    ahead = LEADS_IN.sub("", piece.written[: match.start()].lstrip(_ITEM_SIGNS))
    noun = piece.written[match.end() + 1 :]
    ends = NOUN_ENDS.search(noun, 1)
    if (ends and DOES.match(ends[0])) or (ahead and not REACHED.fullmatch(ahead)):
        return None
    return _made(piece, match, noun[: ends.start()] if ends else noun, ahead)


def _noun_behind(piece: _ListMember, match: re.Match[str]) -> Stated | None:
    """超300万名婴幼儿发放: what is counted stands behind the figure, up to what it does."""
    if match["counter"] is None or match["counter"].startswith(("人", "户次")):
        return None
    before = LEADS_IN.sub("", piece.written[: match.start()].lstrip(_ITEM_SIGNS))
    helped = FOR_WHOM.match(before)
    before = FOR_WHOM.sub("", before)
    if whole := OUT_OF.search(before):
        return _made(piece, match, before[: whole.start()], "")
    reached = REACHED.search(before)
    verb = before[: reached.start()] if reached else before
    if not COUNT_VERB.fullmatch(verb):
        return None
    noun = piece.written[match.end() :]
    ends = NOUN_ENDS.search(noun, 1)
    following = piece.rest[1:].partition("、")[0]
    if not ends and following and not ANY_NUMBER.search(following):
        # a list: what all of it is stands at its end, 老人、儿童等群体
        noun = piece.rest.partition("等")[2]
        ends = NOUN_ENDS.search(noun, 1)
    if ends and not (verb or helped or COMES_ABOUT.match(noun, ends.start())):  # 206个品种办理报批手续
        return None
    before = "" if before == "有" else before
    noun = noun[: ends.start()] if ends else noun
    noun = noun.partition("等")[0]
    return _made(piece, match, noun, before)


def _noun_ahead(piece: _ListMember, match: re.Match[str], *, plan: bool) -> Stated | None:
    """森林覆盖率达53.4%: what is counted or measured stands before the figure."""
    ahead = _SHORT_FORM.sub("", piece.written[: match.start()].lstrip(_ITEM_SIGNS))
    share = match["unit"] in PERCENT
    before, verb = "", ""
    if match["measure"] == "天":
        took = TOOK.search(ahead)
        return _made(piece, match, LEADS_IN.sub("", ahead[: took.start()]), took[0]) if took else None
    if moved := FROM_TO.search(ahead.translate(FOLDED)):
        noun, before = ahead[: moved.start()], moved["verb"]
    elif grew := GREW.search(ahead):
        noun, verb = ahead[: grew.start()], grew[0]
    elif match["measure"] == "个百分点":
        return None
    elif share and OF_OWN_PLAN.search(ahead):
        return _made(piece, match, LEADS_IN.sub("", ahead).removesuffix("的"), "")
    elif share and (part := SHARE_OF.search(ahead)):
        noun, verb = ahead[: part.start()], part[0]
    elif (invested := INVESTED.search(ahead)) and invested.start() > SHORTEST_NOUN:
        noun, verb = ahead[: invested.start()], invested[0]
    elif reached := REACHED.search(ahead):
        noun = ahead[: reached.start()]
        if LIMITED.search(reached[0]):
            before = reached[0]
        elif plan or not NEUTRAL.fullmatch(reached[0]):
            verb = reached[0]
    else:
        noun = ahead
    if piece.listed and (not share or piece.listed[-1:] != noun[-1:] or JOINTLY.search(before + verb)):
        return None
    noun = DONE_FOR.sub("", LEADS_IN.sub("", noun))
    if (done := DONE_TO.search(noun)) and opens_deed(done[0]) and not _HOW_DONE.search(noun[: done.start()]):
        noun = done[0]
    inner = DONE_BY.match(noun) or (None if _is_noun(noun) else TOLD_BY.match(noun))
    if inner and _is_noun(noun[inner.end() :]):
        noun = noun[inner.end() :]
    without_verb = LEADS_IN.sub("", PLAIN_VERB.sub("", noun))
    may_fall = not plan or (not _is_noun(noun) and PROMISE.search(before + verb + match["after"]))
    if may_fall and _is_noun(without_verb):
        noun = without_verb
    if share and not (GREW.search(verb) or SHARE_OF.search(verb) or SHARE_NOUN.search(noun)):
        return None
    return _made(piece, match, noun, before)._replace(verb=verb)


def _is_noun(words: str, shortest: int = SHORTEST_NOUN) -> bool:
    """Whether words can stand under a figure and say what it counts."""
    bare = PLAN_LEAD.sub("", _QUOTES.sub("", words))
    own = INCREASE.sub("", bare)  # 新增 is no part of the noun, though it stays with it
    return (
        shortest <= len(bare)
        and len(own) <= (LONGEST_TERM if MEASURED.search(bare) else LONGEST_NOUN)
        and not UNSAID_START.match(words)
        and not UNSAID_END.search(words)
        and not OPEN_NOUN.fullmatch(bare)
        and not _NOT_IN_NOUN.search(_AGES.sub("", words))
    )
