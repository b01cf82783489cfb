"""What the lines of a head say by their words: the kind of text that follows, or half of a title.

A line that is nothing but a kind of text (学习考察报告, 2025年工作总结, 【调研报告】) says no more than what the paper
prints below: over a title it is the kicker. A line that cannot end a title as it stands goes on in the next.
"""

import re

from bulletin.read.chinese import solid

# Collected by hand from heads of reports that offices hand in.
_KIND = (
    "调研报告|报告|汇报|总结|小结|体会|心得|感悟|思考|材料|讲话|发言|交流|纪实|综述|述评|通讯|侧记|札记|手记|随笔|提纲|要点|计划"
    "|方案|打算|安排|建议|意见|纪要|简报|专报|参考|研究|分析|启示|收获|感想|有感|见闻|研讨|笔谈|调研|考察|时评"
)
_SUBJECT = (
    "学习|考察|调研|调查|研究|外出|赴外|参观|观摩|对标|走访|培训|挂职|座谈|研讨|会议|会上|工作|情况|专题|课题|理论|年度|半年|季度|阶段性?"
    "|个人|述职|述廉|述责|述德|经验|典型|先进|事迹|交流|汇报|总结|心得|体会|检查|督查|督导|自查|整改|问题|综合|决策|参考|领导|基层|读书"
    "|党建|与|和|及|暨|、"
)
_WHEN = (
    "(?:(?:20)?\\d\\d年|[一二〇○零三四五六七八九十]{2,4}年)?"
    "(?:度|上半年|下半年|全年|(?:第?[一二三四])?季度|年终|年中)?(?:全[区市县镇]|我[区局委办])?"
)
_NAMES_KIND = re.compile(
    f"{_WHEN}(?:{_SUBJECT})*(?:{_KIND})(?:之?[一二三四五六七八九十]|[（(][一二三四五六七八九十][）)])?"
)
_ENDS_IN_KIND = re.compile(f"(?:{_KIND}|通知|公告|决定)$")
_NAMES_ANNEX = re.compile("附[件表]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?")
_BRACKETED = re.compile("[（(【〔][^（(【〔]*[）)】〕]")
_NAMES_COLUMN = re.compile("[^，。；：、 \u3000]{1,10}(?:专栏|大讨论|专刊|之窗|论坛|园地)")
_FRAME = "【】[]〔〕（）()《》—-－·•：:"
_OPEN_END = re.compile("(?:[的和与及暨、，（《“]|以及|关于)$")
_NOUN_END = ("工作", "情况", "活动", "问题", "年", "年度", "会上", "会议上")  # which a kind of text may follow
_TITLE_OPENING = re.compile("关于|赴")  # what these begin ends in a kind of text
_TAIL = re.compile(
    "[的及和与暨].*|(?:工作|年度|有关)?情况.*|(?:工作)?(?:报告|汇报|总结|讲话|发言|体会|思考|方案|计划|通知|意见)"
)
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"))


def names_kind(text: str) -> bool:
    """Whether a line says nothing but what kind of text it heads, or in which column it stands."""
    bare = solid(text).strip(_FRAME)
    return bool(_NAMES_KIND.fullmatch(bare) or _NAMES_ANNEX.fullmatch(bare)) or names_column(text)


def is_added(text: str) -> bool:
    """Whether a line stands in brackets, which add to a title and are none: （2025年度）, （征求意见稿）."""
    return bool(_BRACKETED.fullmatch(text))


def names_column(text: str) -> bool:
    """Whether a line says in which column a text stands: 解放思想大讨论, 外出考察学习专栏."""
    return bool(_NAMES_COLUMN.fullmatch(solid(text).strip(_FRAME)))


def ends_in_kind(text: str) -> bool:
    """Whether a title, or its end, says what kind of text it heads: 城市规划建设情况综述."""
    return bool(_ENDS_IN_KIND.search(text))


def goes_on(text: str, below: str) -> bool:
    """Whether a line of a title, by its words or those `below` it, is no whole title: 关于赴潍坊学习考察的 / 报告."""
    open_pair = any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)
    begun = _TITLE_OPENING.match(text) and not ends_in_kind(text)
    tail = _TAIL.fullmatch(below) or (text.endswith(_NOUN_END) and names_kind(below))
    return bool(open_pair or begun or _OPEN_END.search(text) or tail)
