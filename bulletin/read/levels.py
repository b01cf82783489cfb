"""Numbers that open a line, by level: 一、 （一） 1. （1）, after GB/T 9704-2012.

Read by hand: sets of Chinese characters cost the regular expression compiler 0.2 to 3 ms each, at every start.
"""

from collections.abc import Callable

HAN_NUMERALS = frozenset("一二三四五六七八九十百")


def numbered(text: str) -> tuple[int, str]:
    """Level (1-4) and number that a line opens with, 0 and "" without; `1、` and `１．` are typed for `1.`."""
    head = text[:1]
    if head in HAN_NUMERALS:
        end = _run(text, 0, 4, HAN_NUMERALS.__contains__)
        return (1, text[: end + 1]) if text[end : end + 1] == "、" else (0, "")
    if head and head in "（(":
        end = _run(text, 1, 4, HAN_NUMERALS.__contains__)
        level = 2
        if end == 1:
            end, level = _run(text, 1, 2, str.isdecimal), 4
        closed = end > 1 and text[end : end + 1] in ("）", ")")
        return (level, text[: end + 1]) if closed else (0, "")
    if head.isdecimal():
        end = _run(text, 0, 2, str.isdecimal)
        if text[end : end + 1] in (".", "．", "、") and not text[end + 1 : end + 2].isdecimal():
            return 3, text[: end + 1]
    return 0, ""


def list_label(text: str) -> int:
    """Length of a label with an ASCII full stop, 1. or 一., which stays as typed (rule K3); 0 without."""
    head = text[:1]
    end = _run(text, 0, 4, HAN_NUMERALS.__contains__) or _run(text, 0, 2, str.isdecimal)
    if end and text[end : end + 1] == "." and not (head.isdecimal() and text[end + 1 : end + 2].isdecimal()):
        return end + 1
    return 0


def _run(text: str, start: int, most: int, belongs: Callable[[str], bool]) -> int:
    """Where the characters of a number end that begins at `start`, at most so many."""
    end = start
    while end < start + most and belongs(text[end : end + 1]):
        end += 1
    return end
