"""Marks that lack their partner, pauses and stops that meet."""

import re
from collections.abc import Iterator, Sequence

from bulletin.read.proofreading.passages import Mistake

PAIRED_MARKS = {"“": "”", "‘": "’", "（": "）", "《": "》", "【": "】", "「": "」", "『": "』", "〈": "〉"}
WORDS_AROUND = 8  # characters around a lone mark in its message

_CLOSING = frozenset(PAIRED_MARKS.values())
_PAUSES = frozenset("，、；：。！？")
_STOPPED = frozenset("，、；：。")
_MEETING = frozenset(before + after for before in _PAUSES for after in (_PAUSES if before == "。" else _STOPPED))
_ENUMERATED = "(?:^|[，。；：、\\s])[0-9A-Za-z一二三四五六七八九十]{1,2}$"  # before the ） of 1）


def pairs(texts: Sequence[str]) -> Iterator[Mistake]:
    """The first lone mark of each passage, and the first two pauses that meet."""
    whole = "\n".join(texts)
    uneven = any(whole.count(opening) != whole.count(closing) for opening, closing in PAIRED_MARKS.items())
    meeting = any(pair in whole for pair in _MEETING)
    if uneven or meeting:
        for at, text in enumerate(texts):
            if (offset := _meeting(text)) >= 0:
                message = f"“{text[offset : offset + 2]}”两个标点相连"
                yield Mistake(at, offset, "marks-meet", message)
            lone = _lone(text)
            if lone >= 0 and not _goes_on(texts, at, text[lone]):
                words = text[max(lone - WORDS_AROUND, 0) : lone + WORDS_AROUND + 1]
                yield Mistake(at, lone, "unpaired-mark", f"「{words}」里的 {text[lone]} 没有配对的另一半")


def _meeting(text: str) -> int:
    """Where two pauses or stops meet first; -1 for nowhere."""
    return next((offset for offset in range(len(text) - 1) if text[offset : offset + 2] in _MEETING), -1)


def _lone(text: str) -> int:
    """The offset of the first closing mark without its other half, else of the last such opening one; -1 for none."""
    opened: list[int] = []
    for offset, char in enumerate(text):
        if char in PAIRED_MARKS:
            opened.append(offset)
        elif char in _CLOSING:
            if opened and PAIRED_MARKS[text[opened[-1]]] == char:
                opened.pop()
            elif char != "’" and not (char == "）" and re.search(_ENUMERATED, text[max(offset - 3, 0) : offset])):
                return offset
    return next((offset for offset in reversed(opened) if text[offset] != "‘"), -1)


def _goes_on(texts: Sequence[str], at: int, mark: str) -> bool:
    """Whether a quotation of several paragraphs opens in each of them and closes in the last."""
    return mark == "“" and any(mark in text[:1] for text in texts[at + 1 : at + 2])
