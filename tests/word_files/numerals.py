"""Numbers as the formats of ISO/IEC 29500-1, 17.18.59 write them; up to 99, where Word and its rivals agree."""

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def counting(number: int) -> str:
    """一, 十, 十二, 二十, 九十九."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def legal(number: int) -> str:
    """壹, 壹拾, 贰拾壹: as on a cheque."""
    tens, ones = divmod(number, 10)
    return (LEGAL_DIGITS[tens] + "拾" if tens else "") + (LEGAL_DIGITS[ones] if ones else "")


def digital(number: int) -> str:
    """一, 一〇, 二六."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


def roman(number: int) -> str:
    signs = ((90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in signs:
        text += sign * (number // value)
        number %= value
    return text


def letter(number: int) -> str:
    """A to Z, then AA to ZZ."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _sign(first: str) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1]


# Format -> how it writes a number, and the largest that is written so.
FORMATS: dict[str, tuple[Callable[[int], str], int]] = {
    "decimal": (str, 99),
    "decimalZero": ("{:02}".format, 99),
    "decimalFullWidth": (lambda number: str(number).translate({48 + n: 0xFF10 + n for n in range(10)}), 99),
    "decimalHalfWidth": (str, 99),
    "numberInDash": ("- {} -".format, 99),
    "upperRoman": (roman, 99),
    "lowerRoman": (lambda number: roman(number).lower(), 99),
    "upperLetter": (letter, 52),
    "lowerLetter": (lambda number: letter(number).lower(), 52),
    "chineseCounting": (counting, 99),
    "chineseCountingThousand": (counting, 99),
    "japaneseCounting": (counting, 99),
    "taiwaneseCountingThousand": (counting, 99),
    "chineseLegalSimplified": (legal, 99),
    "ideographDigital": (digital, 99),
    "japaneseDigitalTenThousand": (digital, 99),
    "decimalEnclosedCircle": (_sign("①"), 20),
    "decimalEnclosedCircleChinese": (_sign("①"), 20),
    "decimalEnclosedParen": (_sign("⑴"), 20),
    "decimalEnclosedFullstop": (_sign("⒈"), 20),
    "ideographEnclosedCircle": (_sign("㊀"), 10),
    "ideographTraditional": (_of("甲乙丙丁戊己庚辛壬癸"), 10),
    "ideographZodiac": (_of("子丑寅卯辰巳午未申酉戌亥"), 12),
}
