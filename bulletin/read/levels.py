"""Numbers that open a line, by level: 一、 （一） 1. （1）, after GB/T 9704-2012.

Read by hand: sets of Chinese characters cost the regular expression compiler 0.2 to 3 ms each, at every start.
"""

HAN_NUMERALS = frozenset("一二三四五六七八九十百")


def numbered(text: str) -> tuple[int, str]:
    """Level (1-4) and number that a line opens with, 0 and "" without; `1、` and `１．` are typed for `1.`."""
    head = text[:1]
    if head in HAN_NUMERALS:
        end = _run(text, 0, 4)
        return (1, text[: end + 1]) if text[end : end + 1] == "、" else (0, "")
    if head and head in "（(":
        end = _run(text, 1, 4)
        level = 2
        if end == 1:
            end, level = _digits(text, 1), 4
        closed = end > 1 and text[end : end + 1] in ("）", ")")
        return (level, text[: end + 1]) if closed else (0, "")
    if head.isdecimal():
        end = _digits(text, 0)
        if text[end : end + 1] in (".", "．", "、") and not text[end + 1 : end + 2].isdecimal():
            return 3, text[: end + 1]
    return 0, ""


def list_label(text: str) -> int:
    """Length of a label with an ASCII full stop, 1. or 一., which stays as typed (rule K3); 0 without."""
    head = text[:1]
    end = _run(text, 0, 4) if head in HAN_NUMERALS else _digits(text, 0) if head.isdecimal() else 0
    if end and text[end : end + 1] == "." and not (head.isdecimal() and text[end + 1 : end + 2].isdecimal()):
        return end + 1
    return 0


def _run(text: str, start: int, most: int) -> int:
    end = start
    while end < start + most and text[end : end + 1] in HAN_NUMERALS and end < len(text):
        end += 1
    return end


def _digits(text: str, start: int) -> int:
    end = start
    while end < start + 2 and text[end : end + 1].isdecimal():
        end += 1
    return end
