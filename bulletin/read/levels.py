"""What a line opens with: 一、 （一） 1. after GB/T 9704-2012, and the other counts and marks of office prose.

Read by hand: sets of Chinese characters cost the regular expression compiler 0.2 to 3 ms each, at every start.
"""

from collections.abc import Callable
from typing import NamedTuple

from bulletin.model.marks import LIST_SIGNS
from bulletin.read.numerals import whole_number

HAN_NUMERALS = frozenset("一二三四五六七八九十百")
_NUMERALS = ("", *"一二三四五六七八九")
SPACES = " \u3000"

LEVELS = {"一、": 1, "（一）": 2, "1.": 3, "（1）": 4}  # GB/T 9704-2012, 7.3.3
STATUTE = "篇章节条"  # 第一章: parts of rules and plans, the larger first
_ENCLOSED = ((0x2460, 20, "①"), (0x2474, 20, "（1）"), (0x3220, 10, "（一）"))  # first, how many, form
_COUNTING_WORDS = {
    "首先": ("首先", 1), "其次": ("首先", 2), "再次": ("首先", 3), "最后": ("首先", 4),
    "其一": ("其一", 1), "其二": ("其一", 2), "其三": ("其一", 3), "其四": ("其一", 4),
    "一方面": ("一方面", 1), "另一方面": ("一方面", 2),
}  # fmt: skip
# Speaker of a question and of its answer, in an interview.
ASKED, ANSWERED = "(?:[问問]|Q[0-9]{0,2})[：:]", "(?:答|A[0-9]{0,2})[：:]"
LONGEST_BRACKET = 20  # characters between 【 and 】


class Opening(NamedTuple):
    """The number or mark that a line opens with."""

    form: str  # written as its first: （一） for （三） too
    label: str  # as typed
    number: int = 0  # 0 where the form does not count


def opening(text: str) -> Opening | None:
    """What a line opens with; `1、` and `１．` are typed for `1.`, `(一)` for （一）."""
    head = text[:1]
    if head in HAN_NUMERALS:
        end = _run(text, 0, 4, HAN_NUMERALS.__contains__)
        mark = text[end : end + 1]
        if mark == "、":
            return Opening("一、", text[: end + 1], _value(text[:end]))
        if mark and mark in "是要":
            return Opening("一" + mark, text[: end + 1], _value(text[:end]))
    elif head and head in "（(":
        return _bracketed(text)
    elif head.isdecimal():
        end = _run(text, 0, 2, str.isdecimal)
        mark, after = text[end : end + 1], text[end + 1 : end + 2]
        if mark and mark in ".．、" and not after.isdecimal():
            return Opening("1.", text[: end + 1], int(text[:end]))
        if mark and mark in "）)":
            return Opening("1）", text[: end + 1], int(text[:end]))
    elif head == "第":
        return _ordinal(text)
    elif head == "【":
        end = text.find("】", 2, LONGEST_BRACKET + 2) + 1
        return Opening("【】", text[:end]) if end and "：" not in text[:end] else None
    elif head in LIST_SIGNS or text.startswith("——"):
        mark = "——" if head == "—" else head
        return Opening(mark, text[: _run(text, len(mark), 4, SPACES.__contains__)])
    elif head >= "①":
        for first, count, form in _ENCLOSED:
            if first <= ord(head) < first + count:
                return Opening(form, head, ord(head) - first + 1)
    word = text[:5].partition("，")[0]
    return (
        Opening(_COUNTING_WORDS[word][0], text[: len(word) + 1], _COUNTING_WORDS[word][1])
        if word in _COUNTING_WORDS
        else None
    )


def next_label(opened: Opening) -> str:
    """The label of the next number of a form, 三、 after 二、; "" for words and above 98."""
    typed = "".join(char for char in opened.label if char.isdecimal() or char in HAN_NUMERALS)
    number = opened.number + 1
    if not typed or number > 99 or opened.form in ("其一", "一方面"):
        return ""
    tens, ones = divmod(number, 10)
    han = (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + _NUMERALS[ones]
    return opened.label.strip(SPACES).replace(typed, str(number) if typed.isdecimal() else han)


def numbered(text: str) -> tuple[int, str]:
    """Level (1-4) and number by GB/T 9704 that a line opens with, 0 and "" without."""
    found = opening(text)
    return (LEVELS[found.form], found.label) if found and found.form in LEVELS else (0, "")


def decimal_label(text: str) -> int:
    """Length of `20.` where a figure follows at once, so that it may be a label or part of a decimal; 0 without."""
    end = _run(text, 0, 2, str.isdecimal)
    return end + 1 if end and text[end : end + 1] in (".", "．") and text[end + 1 : end + 2].isdecimal() else 0


def list_label(text: str) -> int:
    """Length of a label with an ASCII full stop, 1. or 一., which stays as typed (rule K3); 0 without."""
    head = text[:1]
    end = _run(text, 0, 4, HAN_NUMERALS.__contains__) or _run(text, 0, 2, str.isdecimal)
    if end and text[end : end + 1] == "." and not (head.isdecimal() and text[end + 1 : end + 2].isdecimal()):
        return end + 1
    return 0


def _bracketed(text: str) -> Opening | None:
    """（一）, （1）."""
    end, form = _run(text, 1, 4, HAN_NUMERALS.__contains__), "（一）"
    if end == 1:
        end, form = _run(text, 1, 2, str.isdecimal), "（1）"
    if end == 1 or text[end : end + 1] not in ("）", ")"):
        return None
    return Opening(form, text[: end + 1], _value(text[1:end]))


def _ordinal(text: str) -> Opening | None:
    """第一章, 第1条, 第一，."""
    end = _run(text, 1, 5, HAN_NUMERALS.__contains__)
    if end == 1:
        end = _run(text, 1, 3, str.isdecimal)
    mark = text[end : end + 1]
    if end == 1 or not mark or mark not in "篇章节条，、":
        return None
    if mark in STATUTE:
        return Opening(mark, text[: _run(text, end + 1, 4, SPACES.__contains__)], _value(text[1:end]))
    return Opening("第一，", text[: end + 1], _value(text[1:end]))


def _value(number: str) -> int:
    """The value of a number in digits or Han numerals; 0 for numerals that are none (一二、)."""
    return max(whole_number(number), 0)


def _run(text: str, start: int, most: int, belongs: Callable[[str], bool]) -> int:
    """Where the characters of a number end that begins at `start`, at most so many."""
    end = start
    while end < start + most and text[end : end + 1] and belongs(text[end]):
        end += 1
    return end
