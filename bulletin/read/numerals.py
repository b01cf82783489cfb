"""Numbers and days as people write them: 12, １２, 十二, 二〇二六; 2026-11-26, 二〇二六年十一月."""

import re
from unicodedata import normalize

from bulletin.read.chinese import solid

_DIGITS = {char: value for value, chars in enumerate(("〇零○", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
           for char in chars}  # fmt: skip
MAX_DIGITS = 9
_WEEKDAY = "(?:周|週|星期|礼拜|禮拜)[一二三四五六日天]"


def whole_number(text: str) -> int:
    """The number that `text` is and nothing else, up to 999 in Chinese words, in any digits; -1 for any other text."""
    bare = normalize("NFKC", text)
    if not bare or len(bare) > MAX_DIGITS:
        return -1
    if bare.isascii() and bare.isdecimal():
        return int(bare)
    bare = bare.replace("廿", "二十").replace("卅", "三十")
    if bare in _DIGITS or (len(bare) == 4 and all(char in _DIGITS for char in bare)):  # 两三 is no number
        return int("".join(str(_DIGITS[char]) for char in bare))
    hundreds, hundred, below = bare.rpartition("百")
    if hundred:
        rest = whole_number(below.removeprefix("零")) if below else 0
        return _DIGITS[hundreds] * 100 + rest if hundreds in _DIGITS and 0 <= rest < 100 else -1
    tens, ten, ones = bare.partition("十")
    if ten and len(tens) <= 1 and len(ones) <= 1 and all(char in _DIGITS for char in tens + ones):
        return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
    return -1


def day_numbers(text: str) -> tuple[int, ...]:
    """Year, month and day of a date in any of the forms that offices use, () for any other text.

    A month of a year alone (2026年11月) gives two numbers, a year of 民国 the common one. White space and a day of the
    week do not count.
    """
    bare = solid(normalize("NFKC", text))
    bare = re.sub("^(?:中[华華])?民[国國]([^年]{1,5})(?=年)", _common_year, bare)
    bare = re.sub(rf"[(（]?{_WEEKDAY}[)）]?$", "", bare)
    parts = re.split("[-/.年月—–‐−·]", bare.removesuffix("日").removesuffix("号"))
    if bare.endswith("月"):
        parts[-1:] = []
    numbers = [whole_number(part) for part in parts]
    sound = len(parts) == (2 if bare.endswith("月") else 3) and len(parts[0]) == 4 and min(numbers) >= 0
    return tuple(numbers) if sound and all(len(part) <= 3 for part in parts[1:]) else ()


def _common_year(found: re.Match[str]) -> str:
    """The year of 民國115年, 民國一一五年 in common numbers; as it stands where it is none."""
    year = max(whole_number(found[1]), whole_number("〇" + found[1]))
    return str(year + 1911) if year > 0 else found[0]
