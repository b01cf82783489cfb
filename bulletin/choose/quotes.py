"""Which sentences of a report are worth printing large: a claim, a result or an image that stands by itself.

A quote is a whole sentence, or what stands between two ；, of a paragraph of running text, word for word but for the
marks that fall at its end. Better none than a poor one: a sentence that leads to the next, points back, lists, greets
or tells who went where is left out. What is left is ranked by signs of weight, best first; a paragraph gives one.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from bulletin.choose.clauses import clause_ends, is_hollow, is_sound, trimmed
from bulletin.choose.figures import KeyFigure, key_figures
from bulletin.model.edition import Paragraph, Report
from bulletin.model.marks import CLOSING, LIST_SIGNS, OPENING

SHORTEST_QUOTE, LONGEST_QUOTE = 12, 40  # characters: two to four lines of a column
FIT_SHORTEST, FIT_LONGEST = 16, 34  # those that stand best in three lines
LONG_REPORT, LONGEST_SHARED = 1000, 2500  # characters: the columns of a longer report run on; from the second on all do
LEAST_WEIGHT = 1.0
EDITORS_OWN = -1  # the paragraph of an editor's quote that stands in none as it was typed

# Openings that need what was said before, or a partner further on.
_POINTING = re.compile(
    "[这那其此该它他她但而并也还又再则就即却且]|以此|因此|因而|所以|于是|然而|不过|可见|同时|同样|另外|此外|例如|比如|譬如|特别是|尤其|"
    "对此|为此|由此|据此|从而|以及|与此|与之|后者|前者|两者|二者|当然|首先|其次|再次|最后|总之|综上|接下来|相比|反之|否则|"
    "一方面|另一方面|第[一二三四五六七八九十]|[一二三四五六七八九十]+[是要、，]|[(（]?[0-9]+[)）.、．]|"
    "可|提出|有的|有些|有人|如[：:，果]|像[：:]|不仅|不但|甚至|或者|或是|只是|只有|无论|不论|虽然|尽管|之所以|如何|为什么|怎么|以下|从中|"
    "(?!凡)[^，。]+的，"  # 情节严重的，…: a case of what was ruled before
)
# Words anywhere in it that lead elsewhere, or say that something is told and not what.
_LEADING_AWAY = re.compile(
    "以下|如下|上述|其中|下列|前述|后述|本次|此次|这次|该[区县市镇村局院校项单公]|[一二三四五六七八九]是|附件|附表|见[表图附]|[表图][0-9]|"
    "如前|所述|简称|下同|下文|同上|分别[为是]|包括|主要有|第[一二三四五六七八九十]+[，、是]|[①-⑳]|报告如下|等等"
)
_COURTESY = re.compile(
    "大家好|各位|同志们|谢谢|感谢|敬请|恳请|批评指正|不妥之处|特此|汇报|请示|妥否|请审|请批示|欢迎|致敬|祝愿|祝大家|尊敬的|你好|您|"
    "我的(?:体会|感受|发言)|在座|颁布|施行之日|解释权|联系[人电]|电话|邮箱|网址|发布|印发"
)
_REPORTING = re.compile(  # who went where and when: news, but nothing to print large
    "[0-9]+月|[0-9]+日|[上下]午|考察团|出席|参加|主持|一行|带队|听取了|前往|赴|会议|召开|强调|指出|表示|介绍|现场|参观|讲话|文件|通知"
)
_UNREAD = re.compile("https?|www|[@#_＿□☐☑☒=＝]|[A-Za-z]{8}|[0-9]{7}")
_NO_OPENING = frozenset(CLOSING + "，。、；：-*+>#") | LIST_SIGNS
_DIGIT_RUN = re.compile("[0-9]+(?:[.,，．][0-9]+)*")
# Signs of weight: what is claimed or demanded, what came of it, and images.
_CLAIM = re.compile(
    "必须|应当|决不|绝不|才能|才是|关键|根本|核心|灵魂|生命|底线|红线|命脉|根基|基石|前提|第一(?:位|要|生|资|动)|不是.*而是|"
    "没有.*(?:就|都|不)|越.*越|既要.*(?:又|也)|要.*更要|坚持|始终|真正|永远|唯有|就是|敢于|善于|关系到|离不开|不能|贵在|重在"
)
_RESULT = re.compile(
    "实现|达到|突破|首个|首次|率先|全国第一|全省第一|翻[一两]?番|提高到|"
    "下降到|居全|降至|增至|荣获|超过|提升|增长|转变|变成|成为"
)
_IMAGE = re.compile(
    "如同|犹如|好比|仿佛|就像|像.{1,8}一样|之路|之水|桥梁|引擎|沃土|春风|阳光|"
    "蓝天|绿水|青山|种子|翅膀|钥匙|名片|窗口|旗|船|海|山|[！!]"
)

_PARTNERS = dict(zip("“‘（《〈【〖〔「『［｛", "”’）》〉】〗〕」』］｝", strict=True))


class Quote(NamedTuple):
    """Words of a report to be printed large beside its text."""

    text: str
    paragraph: int  # index in Report.paragraphs; EDITORS_OWN
    start: int  # offset in that paragraph's text

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def quotes_of(report: Report) -> tuple[Quote, ...]:
    """Quotes of a report, best first: the editor's own alone, else one at most of each paragraph that has any."""
    if report.unquoted:
        return ()
    if report.quote:
        found = ((number, each.text.find(report.quote)) for number, each in enumerate(report.paragraphs))
        number, start = next((place for place in found if place[1] >= 0), (EDITORS_OWN, 0))
        return (Quote(text=report.quote, paragraph=number, start=start),)
    heads = {_bare(each.text) for each in report.paragraphs if each.kind in ("heading", "box-head")}
    heads |= {_bare(report.title), _bare(report.subtitle)}
    best: list[tuple[float, Quote]] = []
    said: set[str] = set()
    for number, paragraph in enumerate(report.paragraphs):
        quotes = [quote for quote in _of_paragraph(number, paragraph) if _bare(quote.text) not in heads | said]
        if quotes:
            chosen = max(quotes, key=lambda quote: (_weight(quote.text), -quote.start))
            best.append((-_weight(chosen.text), chosen))
            said.add(_bare(chosen.text))
    ranked = sorted(best, key=lambda each: (each[0], each[1].paragraph))
    return tuple(quote for weight, quote in ranked if -weight >= LEAST_WEIGHT)


class SharedQuotes(NamedTuple):
    """Quotes of a report by where they may be printed, so that none is printed twice."""

    columns: tuple[Quote, ...]  # in the columns of its text, best first
    box: tuple[Quote, ...]  # in a box beside it


def shared_quotes(report: Report) -> SharedQuotes:
    """The quotes of a report: those of a short one for boxes, since its columns seldom run on; of a long one half each.

    All of a very long one, and the editor's own, stand in the text. What 数说 shows is not printed large once more.
    """
    quotes = quotes_of(report)
    if not report.quote:
        shown = key_figures(report)
        quotes = tuple(quote for quote in quotes if not any(_tells(quote.text, figure) for figure in shown))
    length = sum(len(paragraph.text) for paragraph in report.paragraphs)
    if report.quote or length >= LONGEST_SHARED:
        return SharedQuotes(columns=quotes, box=())
    own = ceil(len(quotes) / 2) if length >= LONG_REPORT else 0
    return SharedQuotes(columns=quotes[:own], box=quotes[own:])


def _tells(text: str, figure: KeyFigure) -> bool:
    """Whether words say a figure and what it counts."""
    return figure.noun in text and figure.before + figure.figure + figure.unit in text


def _of_paragraph(number: int, paragraph: Paragraph) -> Iterator[Quote]:
    """The sentences of a paragraph that stand by themselves; none of a form, and not the head that opens it."""
    if paragraph.kind != "body" or paragraph.box or paragraph.is_form:
        return
    text = paragraph.text
    ends = [end for end, whole in clause_ends(text) if whole or text[end - 1] == "；"]
    noted = _noted(paragraph)
    for first, (begin, end) in enumerate(pairwise((0, *ends))):
        if begin < paragraph.run_in or (first == 0 and (paragraph.label or paragraph.level)):
            continue
        words = trimmed(text[begin:end])
        start = text.index(words, begin)
        if stands_alone(words) and not any(start <= place < start + len(words) for place in noted):
            yield Quote(text=words, paragraph=number, start=start)


def _noted(paragraph: Paragraph) -> tuple[int, ...]:
    """Offsets at which the numbers of notes stand."""
    found: list[int] = []
    place = 0
    for run in paragraph.runs:
        if run.note:
            found.append(place)
        place += len(run.text)
    return tuple(found)


def stands_alone(text: str) -> bool:
    """Whether a sentence says something by itself, and in a few lines."""
    if not SHORTEST_QUOTE <= len(text) <= LONGEST_QUOTE or text[-1] in "：:—…" or text[0] in _NO_OPENING:
        return False
    if any(pattern.search(text) for pattern in (_LEADING_AWAY, _COURTESY, _UNREAD)) or _POINTING.match(text):
        return False
    figures = sum(map(len, _DIGIT_RUN.findall(text)))
    if "：" in text and "：“" not in text:
        return False
    listed = len(_DIGIT_RUN.findall(text)) > 2 or figures > len(text) / 4 or text.count("、") > 3
    return not listed and is_paired(text) and is_sound(text) and not is_hollow(text)


def is_paired(text: str) -> bool:
    """Whether all quotes and brackets in it are whole."""
    waiting: list[str] = []
    for mark in text:
        if mark in OPENING:
            waiting.append(mark)
        elif mark in CLOSING and (not waiting or _PARTNERS.get(waiting.pop()) != mark):
            return False
    return not waiting and text.count('"') % 2 == 0 and text.count("(") == text.count(")")


def _weight(text: str) -> float:
    """How much a sentence is worth printing large."""
    weight = (
        1.0 + 2.0 * min(2, len(_CLAIM.findall(text))) + 1.5 * bool(_RESULT.search(text)) + bool(_IMAGE.search(text))
    )
    weight += FIT_SHORTEST <= len(text) <= FIT_LONGEST
    weight += 0.5 * ("“" in text)
    weight -= 2.0 * bool(_REPORTING.search(text)) + 0.5 * text.count("、") + 0.5 * text.count("（")
    return weight - 0.5 * len(_DIGIT_RUN.findall(text))


def _bare(text: str) -> str:
    """The letters of a text, so that two that differ in marks are one."""
    return re.sub(r"\W", "", text)
