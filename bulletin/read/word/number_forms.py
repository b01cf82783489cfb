"""Numbers as lists write them: ISO/IEC 29500-1, 17.18.59, ST_NumberFormat, those of Chinese and Western documents.

`chineseCounting` writes from 100 on digit by digit with ○, as Word does (一○一), though the standard's text would have
一百零一.
"""

from collections.abc import Callable, Mapping

MOST_SIGNED = 9999  # beyond it, or below 1, a number of signs is written in digits

_HAN_PLACES = "〇一二三四五六七八九"
_HAN_UNITS = ("", "十", "百", "千")
_LEGAL_DIGITS, _LEGAL_UNITS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")
_CIRCLED_NUMBERS = "".join(
    map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)))
)  # ① to ㊿
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}

Form = Callable[[int], str]


def written(form: str, number: int) -> str:
    """A number in a form; an unknown form is written in digits."""
    write = _WRITTEN_FORMS.get(form, str)
    return write(number) if number >= 0 else str(number)


def _by_units(digits: str, units: tuple[str, ...], *, leading_one: bool, gaps: bool = True) -> Form:
    """一百零五: each digit before its unit. Without `leading_one` 一十五 is 十五; without `gaps` there is no 零."""

    def write(number: int) -> str:
        if number > MOST_SIGNED:
            return str(number)
        text, gap = "", False
        for power in reversed(range(len(units))):
            digit = number // 10**power % 10
            if not digit:
                gap = bool(text)
                continue
            silent = digit == 1 and power and (not gaps or (power == 1 and not text and not leading_one))
            text += (digits[0] if gap and gaps else "") + ("" if silent else digits[digit]) + units[power]
            gap = False
        return text or digits[0]

    return write


def _by_places(digits: str) -> Form:
    """二六: digit by digit."""
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _among(signs: str) -> Form:
    """Signs of which each is one number."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _row(first: str, count: int) -> str:
    return "".join(chr(ord(first) + offset) for offset in range(count))


def _letters(first: str) -> Form:
    """A to Z, then AA to ZZ, each letter doubled."""

    def write(number: int) -> str:
        if not 0 < number <= MOST_SIGNED:
            return str(number)
        return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)

    return write


def _roman(number: int) -> str:
    if not 0 < number <= MOST_SIGNED:
        return str(number)
    text = ""
    for unit, sign in _ROMAN:
        text += sign * (number // unit)
        number %= unit
    return text


def _cycle(number: int) -> str:
    """甲子 to 癸亥."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


def _ordinal(number: int) -> str:
    return f"{number}{'th' if 10 < number % 100 < 14 else _ORDINALS.get(number % 10, 'th')}"


_counting = _by_units("零一二三四五六七八九", _HAN_UNITS, leading_one=False)
_digits_with_circle = _by_places("○一二三四五六七八九")
_han_digits = _by_places(_HAN_PLACES)
_legal = _by_units(_LEGAL_DIGITS, _LEGAL_UNITS, leading_one=True)


def _counting_to_99(number: int) -> str:
    return _counting(number) if number < 100 else _digits_with_circle(number)


_WRITTEN_FORMS: Mapping[str, Form] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _by_places("０１２３４５６７８９"),
    "decimalFullWidth2": _by_places("０１２３４５６７８９"),
    "decimalEnclosedCircle": _among(_CIRCLED_NUMBERS),
    "decimalEnclosedCircleChinese": _among(_CIRCLED_NUMBERS),
    "decimalEnclosedFullstop": _among(_row("⒈", 20)),
    "decimalEnclosedParen": _among(_row("⑴", 20)),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "ordinal": _ordinal,
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "chineseCounting": _counting_to_99,
    "taiwaneseCounting": _counting_to_99,
    "chineseCountingThousand": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _by_units("〇一二三四五六七八九", _HAN_UNITS, leading_one=False, gaps=False),
    "ideographDigital": _han_digits,
    "taiwaneseDigital": _han_digits,
    "japaneseDigitalTenThousand": _han_digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _by_units("零壹貳參肆伍陸柒捌玖", _LEGAL_UNITS, leading_one=True),
    "japaneseLegal": _by_units("〇壱弐参四伍六七八九", ("", "拾", "百", "阡"), leading_one=True, gaps=False),
    "ideographEnclosedCircle": _among(_row("㊀", 10)),
    "ideographTraditional": _among(_STEMS),
    "ideographZodiac": _among(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
}
