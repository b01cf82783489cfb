"""Which characters are Chinese: Han and what is set like it, the marks of Chinese text, and its blanks."""

from bulletin.model import marks

# Chinese in any company; ．is Latin as often.
FIXED_MARKS = frozenset(marks.PAUSES + "。？！" + marks.OPENING + marks.CLOSING + "～〜／　").difference("“”‘’")
SHARED_MARKS = frozenset("“”‘’…‥⋯·—―⸺⸻%％℃")  # Chinese unless all letters around are Latin
PLAIN_SPACES = " \u00a0"
WHITE = " \t\u3000\u00a0"  # around words and lines; what else is white is a space since `cleaning.py`


def is_han(char: str) -> bool:
    """Ideographs and what is set like them: kana, Hangul, enclosed and full-width letters."""
    if "\u3400" <= char <= "\u9fff":
        return True
    if char < "\u2460":
        return False
    return (
        "\u2460" <= char <= "\u24ff"
        or "\u2e80" <= char <= "\u2fdf"
        or "\u3005" <= char <= "\u3007"
        or "\u3021" <= char <= "\u3029"
        or ("\u3040" <= char <= "\u33ff" and char != "・")
        or "\uac00" <= char <= "\ud7a3"
        or "\uf900" <= char <= "\ufaff"
        or "\uff10" <= char <= "\uff19"
        or "\uff21" <= char <= "\uff3a"
        or "\uff41" <= char <= "\uff5a"
        or "\U00020000" <= char <= "\U0003ffff"
    )


def is_ideograph(char: str) -> bool:
    """Whether it is a Han character of the first plane, and no kana, letter or number; False for ""."""
    return "\u3400" <= char <= "\u9fff"


def is_latin(char: str) -> bool:
    return char.isalpha() and not is_han(char)


def solid(text: str) -> str:
    """The text without white space, by which texts are compared."""
    return "".join(text.split())
