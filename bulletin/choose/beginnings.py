"""Decides where words may begin that stand by themselves: with their sentence, or inside it with something new.

A clause inside a sentence needs nobody and nothing named before it, nor a time, a condition or a doubt told there.
Words are compared, none is understood: rather nothing than half of a sense.
"""

import re
from itertools import pairwise

from bulletin.choose.clauses import CONTINUING, LEAST, MEMBERS, POINTING, SENTENCE_END, clause_ends, is_hollow, trimmed
from bulletin.choose.figure_words import OPEN_AMOUNT, RATE, SHARE_OF_PLAN
from bulletin.choose.openings import (
    CIRCUMSTANCE,
    CONDITION,
    IF_WORDS,
    MODAL,
    ONLY_LEADS,
    OPENS_DEED,
    ORDINAL,
    OUTCOME,
    TOLD_TIME,
    TOPIC_CLAUSE,
)
from bulletin.choose.stated import figures_of
from bulletin.choose.worth import are_alike, has_figure
from bulletin.model.marks import CLOSING, OPENING

_LATER_ITEM = re.compile("[（(](?:[2-9]|[二三四五六七八九十])[）)]|[②-⑩]")  # one of a list, which began before
# 对能马上办的，当场交办；对需要研究的，限期答复
_OF_CLASS = re.compile("第[一二三]产业|[\u4e00-\u9fff]{1,6}类(?!型|似|别|推|比|聚)|对[^，；。]{1,16}的，")
_FIRST_OF_SOME = re.compile("(?:首先|其次|再次|最后|其[一二三四])(?:是|要)")  # one of several: 首先是……其次是……
_NAMED_TIME = re.compile("[0-9]{4}(?=年)|[0-9—–~～至-]{1,5}(?=月)|[一二三四]季度|[上下]半年")
# Whom a clause inside a sentence is about was named before it.
_NEEDS_NAME = re.compile("^各[队组班点]|自身|自己|分别")
_IN_THAT_TIME = re.compile(f"(?:{RATE.pattern})，")
# Words of somebody else, which are no statement of the report: 代表们建议，由财政出资.
_PROPOSED = re.compile(
    "建议|呼吁|反映|希望|担心|(?<![学访慰])问|有人|有的|传|据(?!统计|了解|悉|介绍|此)|(?<!会议)提出|(?<![会我]议)(?<!全会)认为|称，|举报|自评|"
    "预测|董事长|总裁|经理|老板|企业家|居民|群众|村民|业主|商户|员工|职工"
)
# What follows is still to come, is so only if, or happened to them.
_NOT_SO_YET = re.compile(
    f"决定，|计划|打算|力争|拟|建议，|{IF_WORDS}|估算|测算|最坏|理想状态|待[^，]{{2,14}}后|被|因(?!地制宜|素)|由于"
)
_WHICH_LIST = re.compile("不|下列|以下|禁|未|电话")  # 下列费用不予报销：……
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

    A deadline, what is to come, and a time among others of its paragraph are part of what is said, as is 其中.
    """
    while (found := ONLY_LEADS.match(text, start, stop)) and start < found.end() < stop:
        if found[0].startswith("其中") or _tells_time(text, start, found.end()) or _PROPOSED.search(found[0]):
            break
        start = found.end()
    return start


def _tells_time(text: str, start: int, end: int) -> bool:
    """Whether what opens a sentence is a time without which it says something else."""
    if TOLD_TIME.match(text, start, end):
        return True
    return bool(_NAMED_TIME.search(text, start, end)) and len(set(_NAMED_TIME.findall(text))) > 1


def may_begin(text: str, edges: list[tuple[int, int]], place: int, opening: int, *, alone: bool) -> bool:
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
    if begin and text[begin - 1] == "；" and is_of_series(clause):
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
    told = all(OPENS_DEED.match(each) or is_count(each) for each in ahead)  # 他们把车间建在村头，收入突破500万元
    return told and is_count(bare) and names_its_figure(bare)


def _same_statement(text: str, edges: list[tuple[int, int]], place: int) -> list[str]:
    """The clauses of the sentence before one of them, from the last ；."""
    found: list[str] = []
    for begin, end in reversed(edges[:place]):
        if text[end - 1] in SENTENCE_END:
            break
        found.append(text[begin:end])
    return found


def names_its_figure(clause: str) -> bool:
    """Whether a clause begins with what its figure counts: 草原综合植被盖度达58.81%."""
    nouns = (stated.noun for stated in figures_of(clause, plan=False) if stated.noun)
    return any(_OF_NOUN.fullmatch(clause[: clause.index(noun)]) for noun in nouns if noun in clause)


def is_of_series(clause: str) -> bool:
    """Whether a clause tells of one class or case beside others: 著作类一等奖10项；论文类一等奖5项."""
    return bool(_OF_CLASS.match(clause))


def _lacks_noun(clause: str) -> bool:
    """Whether a clause opens with an amount of what was named before it: 今年到位资金3000万元, 完成年度计划的20%."""
    number = re.search("[0-9]", clause)
    ahead = clause[: number.start()] if number else ""
    return bool(number and (OPEN_AMOUNT.fullmatch(ahead) or SHARE_OF_PLAN.fullmatch(ahead)))


def is_count(clause: str) -> bool:
    """Whether a clause says of something how much it is: 粮食总产达446亿斤."""
    found = re.search("[0-9]", clause)
    return bool(found and found.start() >= LEAST and has_figure(clause) and not CONTINUING.match(clause))
