"""Numbers and units after GB/T 15835-2011 and GB 3100: half a range, two words for “about”, less by so many times.

4.2 (numerals of one number are all digits or all Han, but for 万 and 亿), 5.1.4 (a range whose first number would be
ambiguous without its sign), 5.2.3 (〇 in a year).
"""

import re
from collections.abc import Iterator, Sequence

from bulletin.read.proofreading.passages import Mistake, better

# No number has more: from each place of a row of figures, as of a table that was pasted, no form looks further.
_FEW = "{0,20}"
_DECIMAL = rf"\d\d{_FEW}(?:\.\d\d{_FEW})?"
_HAN_DIGITS = "一二三四五六七八九十"
_COUNT = (
    rf"(?:[\d,][\d,]{_FEW}(?:\.\d\d{_FEW})?[百千万亿]{_FEW}"
    rf"|[两{_HAN_DIGITS}]{_FEW}[十百千万][{_HAN_DIGITS}百千万亿]{_FEW})"
)

_RANGE = rf"(?<![A-Za-z\d.．%万亿—–～~-])({_DECIMAL})([-—–～~－至]|——)({_DECIMAL})(%|％|万亿|万|亿)"
_ABOUT = "(?:大约|大概|约莫|(?<![节合契公条制签履违预隐誓失续毁婚邀相集])约|将近|接近|(?<![最附临邻靠远亲逼贴就相])近)"
_OVER = "(?:超过|(?<![赶反高])超|逾|(?<!不)多于)"
_ROUGHLY = r"(?:左右|上下(?![车学班文级一游联]))"
_THING = r"[^，。；：！？、（）“”\d\s]{0,6}?"
# 近十余年: in the last ten years and more.
_OF_TIME = "(?:年|个?月|日|天|周|载|届|期|次|个?世纪|代|分钟|小时|秒)"
# A form, and what stands wherever it does and is found in no time.
_TWICE_ABOUT = (
    (rf"{_ABOUT}({_COUNT})[余多几]?{_THING}{_ROUGHLY}", "左右|上下"),
    (rf"(?:{_ABOUT}|{_OVER})({_COUNT})[余多](?!{_OF_TIME})(?=[^\W\d_])", r"[\d百千万亿十][余多]"),
    (rf"({_COUNT})[余多]{_THING}{_ROUGHLY}", "左右|上下"),
    (rf"(?:至少|最少|不少于|不低于|最低)({_COUNT}){_THING}以上", "以上"),
    (rf"(?:至多|最多|不多于|不超过|最高)({_COUNT}){_THING}(?:以下|以内)", "以下|以内"),
)
_LESS = r"(?:降低|减少|下降|缩短|缩小|压缩|压减|减小|减轻)"
_TIMES_LESS = (
    rf"{_LESS}(?:了|到|至|近|约|超过|超|不止|将近|大约)*(?:{_DECIMAL}|[{_HAN_DIGITS}两几半百]+)[多余几]?倍(?:多|)"
)

_SI = "瓦米克伏帕赫卡安字焦巴吨升"  # behind 千: units, not the numeral
_MIXED = (
    rf"(?<![\d.．第A-Za-z])\d{{1,3}}[千百](?:\d{{1,3}}百?|(?![{_SI}百千万亿分年日名米])(?=[^\W\d_]))",
    r"[百千万]分之\d+(?:\.\d+|)",
    rf"(?<![\d{_HAN_DIGITS}〇])[{_HAN_DIGITS}]0(?![\d.%〇{_HAN_DIGITS}])",
)
_YEAR_IN_HAN = r"(?<![一二三四五六七八九十百千万〇零第])[一二][〇零0OoＯ九][〇零一二三四五六七八九0OoＯ]{2}(?=年)"
_UNIT_FORMS = (
    ("KM|Km", "km"), ("KG|Kg", "kg"), ("KW|Kw", "kW"), ("KWH|Kwh|KWh|kwh", "kWh"), ("KV|Kv|kv", "kV"),
    ("MPA|Mpa", "MPa"), ("HZ|hz", "Hz"), ("CM|Cm", "cm"), ("MM|Mm", "mm"), ("mw|Mw", "MW"), ("DB|db", "dB"),
)  # fmt: skip
_BY_FORM = {form: right for forms, right in _UNIT_FORMS for form in forms.split("|")}
_MEASURED = rf"(?<![A-Za-z\d.])\d[\d,.]{_FEW} ?({'|'.join(sorted(_BY_FORM, key=len, reverse=True))})(?![A-Za-z0-9])"


def numbers(texts: Sequence[str]) -> Iterator[Mistake]:
    """All that is odd about the numbers of a text and their units."""
    for at, text in enumerate(texts):
        if any(map(str.isdecimal, text)):
            yield from _ranges(at, text)
            yield from _units(at, text)
        yield from _about(at, text)
        yield from _mixed(at, text)
        if "倍" in text:
            for match in re.finditer(_TIMES_LESS, text):
                message = f"“{match[0]}”：减少不能用倍数"
                hint = "原文照印；可改为“下降……%”“减少到……分之……”，或换成“提高……倍”的说法"
                yield Mistake(at, match.start(), "times-less", message, hint)


def _ranges(at: int, text: str) -> Iterator[Mistake]:
    for match in re.finditer(_RANGE, text) if re.search("[%％万亿]", text) else ():
        low, stroke, high, sign = match.groups()
        message = f"“{match[0]}”的前一个数缺少“{sign}”"
        yield Mistake(at, match.start(), "half-range", message, better(f"{low}{sign}{stroke}{high}{sign}"))


def _units(at: int, text: str) -> Iterator[Mistake]:
    for match in re.finditer(_MEASURED, text) if re.search(r"\d ?[A-Za-z]", text) else ():
        form = match[1]
        message = f"单位“{form}”的大小写有误"
        yield Mistake(at, match.start(1), "unit-form", message, better(match[0].replace(form, _BY_FORM[form])))
    for match in re.finditer(rf"({_DECIMAL})([%％]个百分点|百分点)", text) if "百分点" in text else ():
        message = f"“{match[0]}”的写法有误"
        yield Mistake(at, match.start(), "unit-form", message, better(f"{match[1]}个百分点"))


def _about(at: int, text: str) -> Iterator[Mistake]:
    end = 0
    forms = (form for form, sign in _TWICE_ABOUT if re.search(sign, text))
    found = (match for form in forms for match in re.finditer(form, text))
    for match in sorted(found, key=lambda match: match.start()):
        if match.start() >= end:
            end = match.end()
            hint = "原文照印；“约、近、超过”和“左右、余、多、以上”只留一个"
            yield Mistake(at, match.start(), "twice-about", f"“{match[0]}”里约数说了两次", hint)


def _mixed(at: int, text: str) -> Iterator[Mistake]:
    """Numbers of which some digits are Han; cheap searches go before dear ones."""
    if re.search(r"\d[千百]|分之\d|[^\W\da-zA-Z_]0", text):
        for match in (match for form in _MIXED for match in re.finditer(form, text)):
            hint = "原文照印；统一用阿拉伯数字或汉字数字，例如“3500”“三千五百”“5%”"
            yield Mistake(at, match.start(), "mixed-numerals", f"“{match[0]}”混用阿拉伯数字和汉字数字", hint)
    if "年" in text and re.search("[^\\W\\d_][零0OoＯ]", text):
        for match in re.finditer(_YEAR_IN_HAN, text):
            new = re.sub("[零0OoＯ]", "〇", match[0])
            if new != match[0]:
                message = f"年份“{match[0]}”里的零要写“〇”"
                yield Mistake(at, match.start(), "mixed-numerals", message, better(f"{new}年"))
