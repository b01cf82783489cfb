"""How much a clause or sentence is worth saying on a slide: signs of weight, and what says nothing.

Worth more: a slogan in quotation marks, a figure with its unit, what was achieved, clauses of one measure (想在规划中，
做在招商时). Worth less: who went where, announcements, stock phrases, length. The prices are chosen by eye over the
seed and some sixty reports of offices.
"""

import re
from itertools import pairwise

from bulletin.choose.clauses import LEADING_IN, clause_ends, trimmed
from bulletin.choose.figure_words import HEADLINE

BASE = 0.8  # of words that could not stand in any report
SAYS_LITTLE = 12  # characters below which words seldom say what they are about
BEST_LENGTH = 24  # characters that cost nothing
_SLOGAN = re.compile("“[^“”，。；：]{2,8}”")
_WITH_UNIT = re.compile(
    "(?<![0-9.])[0-9]+(?:[.,，．][0-9]+)*[余多]?(?:%|％|‰|[万亿千百]|[A-Za-z]{1,5}|℃|(?![年月日号时分版届]|周年|多年)[\u4e00-\u9fff])|"
    "[一二三四五六七八九]成|[一二三四五六七八九十百千万]{1,4}(?:倍|万|亿|%)|第[一1](?![，、条章节])(?=[。，；]|$)"
)
_ACHIEVED = re.compile(
    "实现|建成|完成|达到|突破|提高到|提升[至到]|下降|降[至到]|增[至到]|增长|荣获|获[评批得]|入选|首[个次家创批]|率先|居[全各]|"
    "超过|翻番|清零|全覆盖|投用|投产|通车|落户|成为|转[变化]|缩短|压缩|减少|攻克|打破"
)
_HOTLINE = re.compile("(?<![0-9.])(?:12|96)[0-9]{3}(?![0-9.，,万亿千百余多])")  # 12345, a number that counts nothing
# Each report says so of its year: it is worth nothing.
_TASKS_DONE = re.compile(
    "(?:较好|圆满|顺利|全面|超额|基本)的?地?的?(?:完成|实现)了?[^，。；0-9“]*(?:任务|目标)|"
    "取得了?[^，。；0-9“]{0,6}(?:好|新|显著|明显|长足|积极|一定)的?(?:成绩|成效|成果|进展|发展|进步)"
)
# 落实“六稳”工作要求, 走好群众路线: somebody else's slogan, and nothing yet that is to be done.
_CARRIED_OUT = re.compile(
    "(?:要|必须|坚持|持续|继续|严格|始终|充分|更好|全面|深入|认真|坚决|切实|扎实|大力|积极|抓紧|不折不扣)*"
    "(?:学习|贯彻|落实|遵循|践行|走好|发挥|树牢|牢记|推进|增强|强化|落细|做到|担负起|扛起|把握)+[^，。；0-9]*"
    "(?:精神|思想|要求|部署|方针|路线|优势|作用|意识|理念|责任|使命|观|“[^”]*”)"
)
_RANKED = re.compile("全[国省市县区][^，。；、]{0,6}(?:第[一二三1-3]|首位|前列|榜首)|第[一二三1-3](?:位|名)")
_LARGE = re.compile("[0-9][余多]?[万亿]|[0-9](?:%|％)|[0-9]{4,}(?!年)")
_READ_FOR = re.compile(f"{HEADLINE.pattern.removesuffix('$')}[^0-9，。；]{{0,10}}[0-9]")
_STRONG = re.compile(
    "必须|决不|绝不|不得|严禁|应当|才能|才是|底线|红线|生命线|基石|第一位|不是.{1,20}(?:而是|不是)|越.{1,12}越|既要|既.{1,20}又|"
    "真正|没有.{1,20}(?:就|都是)|敢于|勇于|善于|禁止|首要|每个|每[村户月季周天]|逐[一户个]|一律|重中之重|最大"
)
_STOCK_ADVERBS = (
    "(?:全面|深入|扎实|大力|积极|持续|着力|加快|进一步|稳步|有序|统筹|切实|不断|坚决|认真|全力|努力|重点|充分|主动|"
    "有效|适时|协同|科学|继续|坚持|逐步|系统|共同|广泛|精准|更好|更加|要|将|需|也|并|还|同时|我们|继而|不断地)*"
)
_STOCK = re.compile(
    f"{_STOCK_ADVERBS}(?:加强|明确|提高|提升|强化|完善|健全|严格|推进|推动|优化|深化|落实|做好|抓好|增强|坚持|开展|改进|规范|加大|"
    "促进|支持|创新|发挥|夯实|巩固|营造|构建|建立|树立|统一|理清|拓展|找准|细化|总结|协调|组织|提出|发现|掌握)[^0-9“《]+|"
    "[^，0-9“《]{0,8}做好[^0-9“《]*工作|[^0-9“《]*是[^0-9“《]*的[^0-9“《]{0,4}(?:保证|支撑|要求|保障|基础|前提|关键|途径|任务|体现|举措|抓手)"
)
_WENT_WHERE = re.compile(
    "考察团|研究了|审议|听取了?|传达|其他事项|一行|前往|调研组|座谈|出席|主持|参加了|听取了|召开|参观|讲话|介绍了|陪同|列席|举行|开展调研|随[^，]{0,12}团|下一步|"
    "我们将|记者|深有感触|受益匪浅|感慨|发言|观看|与会|交流|学习了|聆听|畅谈|印象|收获|启发很大"
)
_ANNOUNCING = re.compile(
    "如下|以下|下列|以下几|几个?方面|[一二三四五六七八九十]个?(?:方面|项|点)(?:工作|要求|措施|意见|建议)?$|有关事项|现将|现就"
)
# When it is, and how the meeting was held: neither is what the report says.
_SETTING = re.compile(
    "是[^，。；]{2,40}(?:之年|年份|时期|关键期|收官期|关口|[0-9]+周年)|(?:十分|非常|极其|至关)重要$|正在[^，。；0-9]{0,10}(?:开展|推进|进行|实施)$|视频(?:会议)?(?:的)?(?:形式|方式)|分会场"
)
_OF_SOMEBODY = re.compile(
    "[他她它]们?(?!山之石)|地处|位于|犹如|仿佛|宛如|映入眼帘|扑面而来|没想到"
)  # who was named before, where it lies, how it looks
# What is no statement of the report at all.
UNFIT = re.compile(
    "致以|敬意|感谢|谢谢|各位代表|各位领导|各位来宾|同志们|朋友们|请审议|请审查|出席会议|参加会议|列席会议|主持会议|陪同调研|参加座谈|"
    "会见|表示欢迎|致辞|坐落于|办事机构|日常工作由|参加活动|出席活动|参加调研|日在[^，。]{1,16}(?:调研|考察)|[？?]$|等领导|责任编辑|阅读下一篇|来源：|记者|通讯员|[Xx×]{2}|[|_＿□☐☑]|https?|www|联系电话|联系人|附件|见附|"
    "适用本(?:办法|条例|规定|细则|法)$|特此|具体办法由|另行制定|我谨代表|不妥之处|批评指正|自[^，]{0,12}起施行|负责解释"
)


def worth_of(text: str) -> float:
    """The worth of words that are admissible by themselves."""
    text = _HOTLINE.sub("", text)
    clauses = _clauses(text)
    clauses = [clause for clause in clauses if not LEADING_IN.match(clause)] or clauses
    figures = len(_WITH_UNIT.findall(text))
    worth = 1.2 * min(2, len(_SLOGAN.findall(text))) + (2.0 if figures else 0.0) + 0.6 * min(2, max(0, figures - 1))
    worth += 0.7 * bool(_LARGE.search(text)) + 1.0 * bool(_READ_FOR.search(text)) + 1.5 * bool(_RANKED.search(text))
    worth -= 2.5 * bool(_TASKS_DONE.search(text)) + 3.0 * bool(_CARRIED_OUT.fullmatch(text))
    worth += 1.3 * bool(_ACHIEVED.search(_TASKS_DONE.sub("", text))) + 0.9 * min(2, len(_STRONG.findall(text)))
    worth += 1.0 * bool("《" in text or re.search("“[^”]{9,20}”", text)) + _measured(clauses)
    worth += BASE * (not all(map(is_stock, clauses)))
    worth -= 2.4 * bool(_WENT_WHERE.search(text)) + 2.5 * bool(_ANNOUNCING.search(text))
    worth -= 2.4 * bool(_SETTING.search(text)) + 2.0 * bool(_OF_SOMEBODY.search(text))
    worth -= 1.2 * sum(map(is_stock, clauses)) / max(1, len(clauses))
    worth -= 0.25 * max(0, text.count("、") - 2)
    worth -= 4.0 * bool(re.search(r"[\[［][0-9]+[\]］]", text))  # the number of a note
    worth -= 0.9 * (len(text) < SAYS_LITTLE)
    return worth + 0.02 * min(len(text), BEST_LENGTH) - 0.03 * max(0, len(text) - BEST_LENGTH)


def has_figure(text: str) -> bool:
    """Whether a figure with its unit stands in it."""
    return bool(_WITH_UNIT.search(text))


def is_stock(clause: str) -> bool:
    """Whether a clause could stand in any report: 加强部门间沟通协作."""
    return bool(_STOCK.fullmatch(clause))


def shared(text: str, others: frozenset[str]) -> float:
    """The share of its pairs of characters that `others` has as well."""
    own = pairs(text)
    return len(own & others) / len(own) if own else 0.0


def pairs(text: str) -> frozenset[str]:
    """All pairs of neighbouring characters."""
    return frozenset(first + second for first, second in pairwise(re.sub(r"\W", "", text)))


def _clauses(text: str) -> list[str]:
    ends = [end for end, _ in clause_ends(text)]
    return [trimmed(text[start:end]) for start, end in pairwise((0, *ends))]


def _measured(clauses: list[str]) -> float:
    """What clauses of one measure are worth, and members of a list: 一城三岛，点轴亮睛; three say more than two."""
    members = [member for clause in clauses for member in clause.split("、")]
    run = longest = 1
    for first, second in pairwise(members):
        run = run + 1 if are_alike(first, second) else 1
        longest = max(longest, run)
    return (0.0, 0.0, 1.0, 2.2)[min(3, longest)]


def are_alike(first: str, second: str) -> bool:
    """Whether two clauses keep one measure: as long as each other, or with the same opening."""
    if not (0 < len(first) <= 12 and 0 < len(second) <= 12):  # nothing between two marks: 推进建设，，加快
        return False
    return len(first) == len(second) or (first[0] == second[0] and abs(len(first) - len(second)) < 3)
