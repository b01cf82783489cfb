"""Dashes and ellipses in another form than —— and …… (GB/T 15834-2011, 4.10 and 4.11), as far as normalisation goes.

Also 一 for a dash, where the same two characters with 一 open different things in one paragraph (目标一紧凑…；
目标一产城…).
"""

import re
from collections.abc import Iterator, Sequence

from bulletin.read.chinese import is_ideograph
from bulletin.read.proofreading.passages import AS_IT_STANDS, Mistake, better

WORDS_BESIDE = 4  # characters around the marks in a message

# What stands around 一 as a numeral or in a word, and so marks no dash.
BEFORE_ONE = frozenset(
    "统同唯单第其之万不专逐合归划如初十百千零二三每任某这那哪另前后上下周期进有无是为了的在以和与及又"
)
AFTER_ONE = frozenset(
    "步个种批次项体系致定样般切直些下起同律流线级类把条张座家位名天年月日度方面代期等二三百千万亿件片站时向带路旦边"
    "半点人道手心生票案图网窗岗企村户策校县市区镇乡号章节段届大中场股支篇套台辆层栋处所份对双群组队届轮遍趟番阵口句"
    "字声眼字课书词词刻揽盘板棵颗粒根块寸尺里斤环扣松退出来去到"
)
# What is done 一一, one by one.
_ONE_BY_ONE = (
    "对应|对照|对接|列举|落实|落地|介绍|解答|解决|回应|回答|回复|答复|答疑|说明|核对|核实|核查|记录|分析|梳理|作了|做了|进行|过目"
    "|破解|化解|整改|登记|走访|排查|兑现|道来|细数|列出|展示|展现|呈现|实现|讲解|点评|指出|签订|签字|签名|握手|道别|告别|询问"
    "|查看|察看|检查|审核|审议|标注|标明|注明|写明|记下|清点|比对|验证|验收|击破|攻克|罗列|阐述|陈述|赘述|述说|叙述|细说|表态|反馈"
    "|交办|督办|销号|完成|兑付|发放|送到|看望|慰问|拜访|映射|匹配|尽|看|查|问|记|写|讲|说|答|数|列|办|有"
)
_ODD_DASHES = "—{3,}|— +—|－{2,}"
_ODD_DOTS = "[·•]{3,}|(?<!…)…{3}(?!…)|(?<!…)…{5}(?!…)|、{3,}"
_BESIDE_DOTS = "(?<=[^\\s“‘（《])(?<!等)等等?……|……等(?![待级候到了于同量])|[、，；]……|……[、，；]"


def strokes(texts: Sequence[str]) -> Iterator[Mistake]:
    """All dashes and ellipses of other forms."""
    for at, text in enumerate(texts):
        if "一" in text:
            yield from _one_for_a_dash(at, text)
        if "—" in text or "－－" in text:
            for match in re.finditer(_ODD_DASHES, text) if any(map(str.isalnum, text)) else ():
                yield _form(at, text, match, "dash-form", "破折号的写法有误", "——")
        if "…" in text or "、、、" in text or "··" in text or "••" in text:
            for match in re.finditer(_ODD_DOTS, text):
                yield _form(at, text, match, "ellipsis-form", "省略号的写法有误", "……")
            for match in re.finditer(_BESIDE_DOTS, text):
                new = "……" if "等" not in match[0] else "等"
                yield _form(at, text, match, "ellipsis-form", "省略号和旁边的字或标点重复", new)


def _form(at: int, text: str, match: re.Match[str], code: str, what: str, new: str) -> Mistake:
    before, after = (
        text[max(match.start() - WORDS_BESIDE, 0) : match.start()],
        text[match.end() : match.end() + WORDS_BESIDE],
    )
    return Mistake(at, match.start(), code, f"{what}：「{before}{match[0]}{after}」", better(before + new + after))


def _one_for_a_dash(at: int, text: str) -> Iterator[Mistake]:
    """一一 that is not one by one, and 一 behind the same word before different ones."""
    for match in re.finditer(rf"(?<=[^\s一])一一(?=[^\W\d_])(?!{_ONE_BY_ONE})", text) if "一一" in text else ():
        before, after = text[match.start() - 1], text[match.end()]
        if is_ideograph(before) and before not in BEFORE_ONE and after not in AFTER_ONE:
            yield _form(at, text, match, "dash-as-digit", "“一一”可能应为破折号", "——")
    seen: dict[str, dict[str, int]] = {}
    for match in re.finditer("一(?=(.))", text):
        word, behind = text[max(match.start() - 2, 0) : match.start()], match[1]
        in_word = word[1:] in BEFORE_ONE or behind in AFTER_ONE
        if (
            len(word) == 2
            and word[0] != "一"
            and not in_word
            and all(map(is_ideograph, word + behind))
            and behind != "一"
        ):
            seen.setdefault(word + "一", {}).setdefault(behind, match.start() - 2)
    for piece, places in seen.items():
        if len(places) > 1:
            message = f"“{piece}”出现{text.count(piece)}次，“一”可能应为破折号“——”"
            yield Mistake(at, min(places.values()), "dash-as-digit", message, AS_IT_STANDS)
