"""Numbers as people write them: 12, １２, 十二, 二〇二六."""

from unicodedata import normalize

_DIGITS = {char: value for value, chars in enumerate(("〇零○", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
           for char in chars}  # fmt: skip
MAX_DIGITS = 9


def whole_number(text: str) -> int:
    """The number that `text` is and nothing else, up to 99 in Chinese tens, in any digits; -1 for any other text."""
    bare = normalize("NFKC", text)
    if not bare or len(bare) > MAX_DIGITS:
        return -1
    if bare.isascii() and bare.isdecimal():
        return int(bare)
    bare = bare.replace("廿", "二十").replace("卅", "三十")
    if bare in _DIGITS or (len(bare) == 4 and all(char in _DIGITS for char in bare)):  # 两三 is no number
        return int("".join(str(_DIGITS[char]) for char in bare))
    tens, ten, ones = bare.partition("十")
    if ten and len(tens) <= 1 and len(ones) <= 1 and all(char in _DIGITS for char in tens + ones):
        return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
    return -1
