"""Decides what may stand for a paragraph: runs of its clauses that are whole in sense, and how much each is worth.

A run begins where a sentence or a clause with a sense of its own begins, and ends with the sentence or where the next
clause begins something new. Words are compared, none is understood: rather nothing than half of a sense.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from bulletin.choose.clauses import (
    CONTINUING,
    LEAST,
    MEMBERS,
    POINTING,
    SENTENCE_END,
    clause_ends,
    goes_on,
    is_hollow,
    is_sound,
    is_turned,
    trimmed,
)
from bulletin.choose.figure_words import OPEN_AMOUNT, RATE, SHARE_OF_PLAN
from bulletin.choose.openings import (
    CIRCUMSTANCE,
    CONDITION,
    MODAL,
    ONLY_LEADS,
    OPENS_DEED,
    ORDINAL,
    OUTCOME,
    TOLD_TIME,
    TOPIC_CLAUSE,
)
from bulletin.choose.stated import figures_of
from bulletin.choose.worth import UNFIT, are_alike, has_figure, pairs, shared, worth_of
from bulletin.model.marks import CLOSING, LIST_SIGNS, OPENING

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
_LATER_ITEM = re.compile("[（(](?:[2-9]|[二三四五六七八九十])[）)]|[②-⑩]")  # one of a list, which began before
# 对能马上办的，当场交办；对需要研究的，限期答复
_OF_CLASS = re.compile("第[一二三]产业|[\u4e00-\u9fff]{1,6}类(?!型|似|别|推|比|聚)|对[^，；。]{1,16}的，")
_FIRST_OF_SOME = re.compile("(?:首先|其次|再次|最后|其[一二三四])(?:是|要)")  # one of several: 首先是……其次是……
# Parts of what was told before: 分类别看，…… 规模以上工业中，…….
_PARTS = re.compile("分[^，。]{1,6}看，|[^，。在]{1,10}(?:业|品|类|价格|人口|收入|投资|支出|产量|面积)中，")
_OTHER_CASE = re.compile("对[^，。；]{2,20}[的者]$")  # 对群众不满意的: what follows is of another case
_NAMED_YEAR = re.compile("[0-9]{4}(?=年)")
# Whom a clause inside a sentence is about was named before it.
_NEEDS_NAME = re.compile("^各[队组班点]|自身|自己|分别")
_IN_THAT_TIME = re.compile(f"(?:{RATE.pattern})，")
_MEANS = re.compile("(?:多方)?(?:筹集|筹措|拿出|利用|使用|运用|采取|举办|召开)")  # what it is for follows
# Words of somebody else, which are no statement of the report: 代表们建议，由财政出资.
_PROPOSED = re.compile(
    "建议|呼吁|反映|希望|担心|(?<![学访慰])问|有人|有的|传|据(?!统计|了解|悉|介绍|此)|(?<!会议)提出|(?<![会我]议)(?<!全会)认为|称，|举报|自评|"
    "预测|董事长|总裁|经理|老板|企业家|居民|群众|村民|业主|商户|员工|职工"
)
# What follows is still to come, is so only if, or happened to them.
_NOT_SO_YET = re.compile(
    "决定，|计划|打算|力争|拟|建议，|如果|假如|假设|若(?!干)|一旦|除非|倘若|估算|测算|最坏|理想状态|待[^，]{2,14}后|被|因(?!地制宜|素)|由于"
)
_WHICH_LIST = re.compile("不|下列|以下|禁|未|电话")  # 下列费用不予报销：……
_CONDITIONAL = re.compile("如果|若(?!干)|假如|假设|一旦|只要|除非|即使|倘若|要是")
_TURNS = re.compile("却|反而|不降反升|仅|只有|跌|均未|未采用|否决")  # what takes back what was said before it
_SERIES_LEAD = re.compile(
    "首先|其次|再次|最后|其[一二三四]|第[一二三四五]|[一另]方面|另一方面|[甲乙丙丁]|[（(]?[0-9一二三四五六]{1,2}[）)、.．]|[①-⑩]"
)
# Clauses that have somebody else do what follows: 帮助毕业生……, 引导企业…….
_LED = re.compile(
    "(?:帮助|引导|鼓励|支持|动员|督促|指导|要求|号召|教育|促使|倡导|吸引|带领|激励|推动|提醒|组织|让|使(?!用))[^，。；、0-9]{0,10}"
    "(?:[生者员众民]|人(?!才|工|均|次|数|口)|企业|单位|部门|干部|机构|各界|家庭|职工|青年|妇女|儿童|商户|业主|社会|学校|高校|主体|队伍)"
)
# What may stand ahead of a noun that opens a clause.
_OF_NOUN = re.compile("(?:全[国省市区县镇]|我[省市区县]|辖区|.*的)?")
_TIMES_AHEAD = re.compile("^(?:目前|已经?|共计?|累计|总计|现已?|全年|迄今)+")
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
    return before[-1] == "；" or (_is_count(trimmed(last)) and _is_count(text[span.start : span.end]))


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
        if not _may_begin(text, edges, place, opening, alone=alone):
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


def is_series(text: str, start: int, stop: int) -> bool:
    """Whether a sentence goes through several things side by side: 第一步……；第二步……, 东部地区……；西部地区……."""
    stops = [start, *(end for end, _ in clause_ends(text[:stop], start) if text[end - 1] == "；")]
    leads = [text[begin : begin + 4] for begin in stops if begin < stop]
    return any(
        (_SERIES_LEAD.match(first) and _SERIES_LEAD.match(second))
        or first[:2] == second[:2]
        or (not (OPENS_DEED.match(first) and OPENS_DEED.match(second)) and _are_parallel(first, second))
        or (first[0] == second[0] and first[0] in "凡对")
        for first, second in pairwise(leads)
    )


def _are_parallel(first: str, second: str) -> bool:
    """Whether two things are named by one pattern: 东部地区 and 西部地区, 在省考核中 and 在市考核中."""
    return first[1:3] == second[1:3] or first[2:4] == second[2:4]


def lead_end(text: str, start: int, stop: int) -> int:
    """Where a sentence begins to say something, after connectives, whose words they are, and times that tell nothing.

    A deadline, what is to come, and a year among others of its paragraph are part of what is said.
    """
    while (found := ONLY_LEADS.match(text, start, stop)) and start < found.end() < stop:
        if _tells_time(text, start, found.end()) or _PROPOSED.search(found[0]):
            break
        start = found.end()
    return start


def _tells_time(text: str, start: int, end: int) -> bool:
    """Whether what opens a sentence is a time without which it says something else."""
    if TOLD_TIME.match(text, start, end):
        return True
    return bool(_NAMED_YEAR.search(text, start, end)) and len(set(_NAMED_YEAR.findall(text))) > 1


def _may_begin(text: str, edges: list[tuple[int, int]], place: int, opening: int, *, alone: bool) -> bool:
    """Whether a run may begin with a clause."""
    begin, end = edges[place]
    clause = text[begin:end]
    if (
        _FIRST_OF_SOME.match(clause)
        or _LATER_ITEM.match(clause)
        or begin < opening
        or POINTING.match(clause.lstrip(OPENING))
        or clause[:1] in CLOSING + "、，。；："
    ):
        return False
    if begin and text[begin - 1] == "；" and _is_of_series(clause):
        return False
    if begin == opening or place == 0:
        return True
    return _begins_anew(text, edges, place, opening, alone=alone)


def _begins_anew(text: str, edges: list[tuple[int, int]], place: int, opening: int, *, alone: bool) -> bool:
    """Whether a clause inside a sentence begins something new, that needs nobody and nothing named before it."""
    begin, end = edges[place]
    clause = text[begin:end]
    bare = _TIMES_AHEAD.sub("", clause)
    before = text[edges[place - 1][0] : begin]
    ahead = _same_statement(text, edges, place)
    if before[-1] in "：:":  # the members of a list stand with what announces them
        return "；" not in text[begin : edges[-1][1]] and not _WHICH_LIST.search(before)
    if (
        MODAL.match(clause)
        or _NEEDS_NAME.search(clause)
        or _lacks_noun(clause)
        or _IN_THAT_TIME.search(text[opening:begin])
    ):
        return False
    if any(form.match(clause) for form in (ORDINAL, CONTINUING, CONDITION)) or are_alike(
        trimmed(before), trimmed(clause)
    ):
        return False
    if any(MEMBERS.match(each) or TOLD_TIME.match(each) or _NOT_SO_YET.search(each) for each in ahead):
        return False
    if _tells_time(text, *edges[0]):
        return False
    first = text[edges[0][0] if edges[0][0] >= opening else opening : begin]
    if CONDITION.match(first) or "的，" in first:
        return False
    deed = bool(OPENS_DEED.match(bare))
    # 各级政府要……，培育新的增长点: without a head nobody says who does it, unless all of the sentence is of deeds
    if deed and alone and (bare[0] in "将把" or not all(OPENS_DEED.match(each) for each in ahead)):
        return False
    if deed and any(map(_LED.search, ahead)):  # 帮助毕业生识别欺诈，防范招聘陷阱: it is they who do
        return False
    if before[-1] in SENTENCE_END:
        return True
    if TOPIC_CLAUSE.match(trimmed(before)) or is_hollow(before):
        return deed  # 在市考核中: it says of what a figure is true
    if deed:
        return not OUTCOME.match(bare) and bool(
            OPENS_DEED.match(trimmed(before)) or CIRCUMSTANCE.match(trimmed(before))
        )
    told = all(OPENS_DEED.match(each) or _is_count(each) for each in ahead)  # 他们把车间建在村头，收入突破500万元
    return told and _is_count(bare) and _names_its_figure(bare)


def _same_statement(text: str, edges: list[tuple[int, int]], place: int) -> list[str]:
    """The clauses of the sentence before one of them, from the last ；."""
    found: list[str] = []
    for begin, end in reversed(edges[:place]):
        if text[end - 1] in SENTENCE_END:
            break
        found.append(text[begin:end])
    return found


def _names_its_figure(clause: str) -> bool:
    """Whether a clause begins with what its figure counts: 草原综合植被盖度达58.81%."""
    nouns = (stated.noun for stated in figures_of(clause, plan=False) if stated.noun)
    return any(_OF_NOUN.fullmatch(clause[: clause.index(noun)]) for noun in nouns if noun in clause)


def _is_of_series(clause: str) -> bool:
    """Whether a clause tells of one class or case beside others: 著作类一等奖10项；论文类一等奖5项."""
    return bool(_OF_CLASS.match(clause))


def _lacks_noun(clause: str) -> bool:
    """Whether a clause opens with an amount of what was named before it: 今年到位资金3000万元, 完成年度计划的20%."""
    number = re.search("[0-9]", clause)
    ahead = clause[: number.start()] if number else ""
    return bool(number and (OPEN_AMOUNT.fullmatch(ahead) or SHARE_OF_PLAN.fullmatch(ahead)))


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
        return not _is_of_series(upcoming)
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
        return bool(OPENS_DEED.match(clause)) or (has_figure(clause) and _is_count(clause))
    if not re.search("[0-9]", upcoming):  # what a figure means may be left out
        return _names_its_figure(clause)
    return _is_count(clause) and _is_count(upcoming)


def _is_count(clause: str) -> bool:
    """Whether a clause says of something how much it is: 粮食总产达446亿斤."""
    found = re.search("[0-9]", clause)
    return bool(found and found.start() >= LEAST and has_figure(clause) and not CONTINUING.match(clause))


def _stands(text: str, begin: int, end: int, counted: list[int]) -> bool:
    """Whether the words between stand by themselves: not too short, not a topic, no pair or series parted."""
    words = trimmed(text[begin:end])
    if not SHORTEST_SAID <= len(words) <= LONGEST_SAID or not is_sound(words) or words[-1] in "：:—、":
        return False
    if ONLY_LEADS.fullmatch(words + "，") or (len(words) <= SHORTEST_SAID + 10 and TOPIC_CLAUSE.fullmatch(words)):
        return False
    said = [place for place in counted if begin <= place < end]
    return not said or said == counted


def _ordinals_in(text: str) -> list[int]:
    """Where clauses begin that count 一要, 二要."""
    if not ORDINAL.search(text):
        return []
    return [start for start in (0, *(end for end, _ in clause_ends(text)[:-1])) if ORDINAL.match(text, start)]
