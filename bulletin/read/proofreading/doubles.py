"""Characters and words typed twice: 取水水监督, 我们的的工作, 进行进行了.

Chinese doubles much by itself: 天天, 研究研究, 风风雨雨, and one word ends as the next begins: 学习习近平, 高新区区长.
A character is a slip only where no word takes the second one in, and something shows that one of them is enough; a word
only where it is none that is doubled to say “a little” or “each”.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bulletin.model.marks import UNITS
from bulletin.read.chinese import is_ideograph
from bulletin.read.proofreading.passages import Mistake, better

MAX_JUDGED = 500  # doubles of a report; each is looked for in all of it

_doubled = re.compile(r"([^\W\d_])\1+")
_PARTICLES = frozenset("的了着过和与及在等是为把被将对向从以也都就还而或并由让使给到")  # stand behind any word
# Of these, one typed twice is a slip unless a word ends in it before or begins with it behind: 目的的, 存在在, 了了解.
_DOUBLED_PARTICLES = {
    "的": ("目之端标", "确士"), "在": ("存现实内外潜所自健旨正好", "建册职线场校岗编座读任地野途位押逃案即产研"),
    "了": ("为除不明一受", "解却之结断事然如若"), "及": ("普涉波触危提顾企", "其时早格第"),
    "把": ("", "关手门柄握控戏脉"),
}  # fmt: skip
_BEFORE_MEASURES = frozenset("一几数每两三多")  # before a measure that is doubled: 一项项
# Characters that words end in which are in no list (职业病, 服务期), so that the next may begin with the same.
_WORD_ENDS = frozenset(
    "区市县镇乡村省州旗局厅部委院会处科室所站队司社行校厂场园馆团组站性化率度型式者员家业法费书案线网点群圈带链园路桥河湖"
    "山岛制级类版册量额器机车症体具期病金日年月生工人地权税款款证票卡股债券品物料材房屋楼层门窗水电气油煤矿航港"
)
# What goes on with the second of two equal words, in names of things: 市政府政府采购部门, 支持发展发展中国家.
_COMPOUNDS = {
    "政府": ("采购", "投资", "性", "债务", "信息", "购买"),
    "发展": ("中国家",), "学习": ("强国",), "社会": ("主义", "科学"),
}  # fmt: skip

# Behind the second of two units it belongs to that alone: 城管支队支队长, 农业局党委党委书记.
_OF_A_UNIT = (
    *"长员所院部局处科室级内者家区",
    *("副", "书记", "主任", "主席", "秘书", "办公", "机关", "委员", "成员", "班子", "工会"),
)  # fmt: skip


class _Double(NamedTuple):
    """A character that stands twice, and what stands around it."""

    text: str
    at: int  # of the first

    @property
    def char(self) -> str:
        return self.text[self.at]

    @property
    def before(self) -> str:
        return self.text[self.at - 1 : self.at] if self.at else ""

    @property
    def after(self) -> str:
        return self.text[self.at + 2 : self.at + 3]

    def once(self, left: int) -> str:
        """The character once, with so many before it and the one behind it."""
        return self.text[max(self.at - left, 0) : self.at + 1] + self.after

    def elsewhere(self, whole: str) -> str:
        """The texts of a report without the place of the double."""
        return whole.replace(self.text, f"{self.text[: max(self.at - 1, 0)]}\n{self.text[self.at + 3 :]}", 1)

    @property
    def in_pairs(self) -> bool:
        """Whether another pair stands beside it: 风风雨雨."""
        left, right = self.text[max(self.at - 2, 0) : self.at], self.text[self.at + 2 : self.at + 4]
        return any(len(pair) == 2 and pair[0] == pair[1] for pair in (left, right))


def doubles(texts: Sequence[str]) -> Iterator[Mistake]:
    """Every character and every word that is typed twice."""
    whole = "\n".join(texts)
    found = ((at, match) for at, text in enumerate(texts) for match in _doubled.finditer(text))
    for at, match in islice(found, MAX_JUDGED):
        double = _Double(texts[at], match.start())
        if _is_slip(double, whole):
            piece = f"{double.before}{match[0]}{double.after}"
            message = f"“{piece}”里“{double.char}”连写了{'三' if len(match[0]) > 2 else '两'}次"
            yield Mistake(at, double.at, "doubled-character", message, better(double.once(1)))
    for at, text in enumerate(texts):
        yield from _words(at, text)


def _is_slip(double: _Double, whole: str) -> bool:
    """Whether the second character is one too many."""
    char, before, after = double.char, double.before, double.after
    if double.text.startswith(char * 3, double.at):
        return char in _DOUBLED_PARTICLES
    if char in _DOUBLED_PARTICLES and before.isalpha() and after.isalpha():
        ends, begins = _DOUBLED_PARTICLES[char]
        return before not in ends and after not in begins
    if not is_ideograph(char):
        return False
    from bulletin.read.lexicon import REDUPLICATED
    from bulletin.words.word_list import is_listed

    if double.in_pairs or is_listed(char * 2):
        return False
    return _between_words(double, double.elsewhere(whole), often=char in REDUPLICATED)


def _between_words(double: _Double, elsewhere: str, *, often: bool) -> bool:
    """甲乙乙丙 by what its halves are: words of the list, of the lexicon, or of this report.

    A character that is `often` doubled is a slip only where the report has 甲乙丙 too, with the character before it.
    """
    text, at, char, before, after = double.text, double.at, double.char, double.before, double.after
    apart = elsewhere.replace(double.once(1), "\n")  # where 甲乙 and 乙丙 stand, they do so without the other half
    begins = _begins_word(text, at + 1) or (is_ideograph(after) and char + after in apart)
    ends = _ends_word(text, at + 1)
    around = ((1, 0), (0, 1), (1, 1), (2, 0), (0, 2))
    if (begins and ends) or any(left <= at and _is_word(text[at - left : at + 2 + right]) for left, right in around):
        return False
    if before and is_ideograph(after) and char not in _WORD_ENDS and double.once(2 if often else 1) in elsewhere:
        return True
    if often:
        return False
    if char in _PARTICLES:
        return not (begins or ends) and before.isalpha()
    known = before != "" and before + char in apart
    if begins:
        opens = not is_ideograph(before) or before in _PARTICLES or _ends_word(text, at) or _counts(text[:at])
        return opens and not known and char not in _WORD_ENDS
    goes_on = not is_ideograph(after) or after in _PARTICLES or _begins_word(text, at + 2)
    in_name = after in ("》", "（")  # 《立法法》, 新建建（构）筑物
    return (ends or known) and goes_on and not in_name and before not in _BEFORE_MEASURES


def _begins_word(text: str, at: int) -> bool:
    return any(_is_word(text[at : at + size]) for size in (2, 3, 4))


def _ends_word(text: str, end: int) -> bool:
    return any(size <= end and _is_word(text[end - size : end]) for size in (2, 3, 4))


def _counts(text: str) -> bool:
    """Whether a text ends in a number with its measure: 28个."""
    return text[-1:] in UNITS and text[-2:-1].isdecimal()


def _is_word(text: str) -> bool:
    from bulletin.read.lexicon import OPENERS
    from bulletin.words.word_list import is_listed

    return len(text) > 1 and (text in OPENERS or is_listed(text))


def _words(at: int, text: str) -> Iterator[Mistake]:
    """Words that stand twice in a row."""
    for match in re.finditer(r"([^\W\d_]{2,6}?)\1", text):
        word, before, after = match[1], text[match.start() - 1 : match.start()], text[match.end() : match.end() + 4]
        if (
            all(map(is_ideograph, word))
            and len(set(word)) > 1
            and not text.startswith(word[0] * 3, match.start())
            and _is_doubled(word, before, after)
        ):
            yield Mistake(at, match.start(), "doubled-word", f"“{word}”连写了两次", better(f"{word}{after}"))


def _is_doubled(word: str, before: str, after: str) -> bool:
    """Whether a word that stands twice does so by mistake."""
    from bulletin.read.lexicon import A_LITTLE, NOUNS_AND_VERBS

    if word[0] in _BEFORE_MEASURES or word in A_LITTLE or after.startswith((*_COMPOUNDS.get(word, ()), *_OF_A_UNIT)):
        return False
    if word in NOUNS_AND_VERBS and before in ("本", "该", "此", "其", "项", "条"):
        return False
    return len(word) > 2 or (_is_word(word) and not (after and _is_word(word + after[0])))
