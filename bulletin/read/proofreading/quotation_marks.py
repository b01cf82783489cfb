"""Quotation marks and the stops beside them, 、 between quotations, one pair inside another of its kind.

After GB/T 15834-2011: 4.5 (no 、 between quotations or titles that stand side by side), 4.8 (inner marks are ‘ ’),
4.15 (inner titles take 〈 〉), annex B (a quotation that is a sentence keeps its 。, a part of one has none).
"""

import re
from collections.abc import Iterator, Sequence

from bulletin.read.proofreading.passages import Mistake, better

LEAST_OPENING = 8  # of a quotation that is all of a sentence, without who says it
LEAST_SENTENCE = 6  # characters of what somebody says that are a sentence; fewer may be a slogan or a name
LONGEST_PHRASE = 12  # characters of a quotation that is a part of a sentence
WORDS_BEFORE = 6  # characters before the marks in a message
LONGEST_PAIR = 40  # characters of a pair in a message; of a longer one its two ends

_ONE_QUOTATION = "(?:“[^“”]*”|《[^《》]*》)"
_SAYS = "(?:[说讲道问答]|指出|强调|表示|认为|坦言|感慨|写道|要求|介绍|告[诉訴][^，。：]{1,5}|所说|所言)"
# “甲，”他说，“乙”: the comma stands inside where the sentence goes on after who says it.
_NOT_SPOKEN = r"(?![^，。；]{0,12}(?:[说讲道问答笑]|指出|强调|表示|认为|坦言|感慨|介绍|告[诉訴][^，。]{1,5})[，：。])"


# What is quoted to be spoken of, with the mark that it ends with: “一、” “（一）。” “，”.
_MARK_ITSELF = re.compile(r"“[（(]?(?:第?[一二三四五六七八九十百〇零\d]{1,4}[)）]?)?\Z")


def quotation_marks(texts: Sequence[str]) -> Iterator[Mistake]:
    """All that may be wrong about the marks of quotations and titles."""
    whole = "\n".join(texts)
    if "”" in whole or "》" in whole or "‘" in whole:
        for at, text in enumerate(texts):
            if "”" in text:
                yield from _stops(at, text)
            yield from _nested(at, text)
        yield from _pauses(texts)


def _stops(at: int, text: str) -> Iterator[Mistake]:
    """Stops on the wrong side of a closing quotation mark, or on both sides."""
    for match in re.finditer("。”[。，、；]", text):
        if _MARK_ITSELF.search(text, 0, match.start()):
            continue
        mark = match[0][-1]
        yield _stop(at, text, match.start(), match[0], "。”" if mark == "。" else f"”{mark}")
    for match in re.finditer(rf"[，、]”{_NOT_SPOKEN}", text) if "，”" in text or "、”" in text else ():
        if _MARK_ITSELF.search(text, 0, match.start()):
            continue
        behind = text[match.end() : match.end() + 1]
        mark = behind if behind and behind in "，、。；" else match[0][0]
        yield _stop(at, text, match.start(), match[0], f"”{mark}"[: 1 if mark == behind else 2])
    for match in re.finditer(rf"{_SAYS}：“([^“”]{{{LEAST_SENTENCE},}}[^“”。！？…—])”。", text):
        yield _stop(at, text, match.end() - 2, "”。", "。”")
    for match in re.finditer(rf"(?:^|(?<=[。！？]))“([^“”]{{{LEAST_OPENING},}}[^“”。！？…—])”。", text):
        yield _stop(at, text, match.end() - 2, "”。", "。”")
    for match in re.finditer(rf"(?<=[^\W\d_])“[^“”，。；：？！…]{{2,{LONGEST_PHRASE}}}。”(?![。，、；])", text):
        if not re.search(f"(?:{_SAYS}|[曰叫喊云唱是为])$", text[max(match.start() - 6, 0) : match.start()]):
            yield _stop(at, text, match.end() - 2, "。”", "”。")


def _stop(at: int, text: str, offset: int, old: str, new: str) -> Mistake:
    words = text[max(offset - WORDS_BEFORE, 0) : offset]
    return Mistake(at, offset, "quote-stop", f"标点和引号的先后可能有误：「{words}{old}」", better(words + new))


def _pauses(texts: Sequence[str]) -> Iterator[Mistake]:
    """、 between quotations or titles: one slip for a report, at the first of them."""
    found = [(at, offset) for at, text in enumerate(texts) for offset in _pauses_of(text)]
    if found:
        at, offset = found[0]
        words = texts[at][max(offset - WORDS_BEFORE, 0) : offset + WORDS_BEFORE]
        count = f"，共{len(found)}处" if len(found) > 1 else ""
        message = f"并列的引号或书名号之间通常不用顿号：「{words}」{count}"
        new = words.replace("”、“", "”“").replace("》、《", "》《")
        yield Mistake(at, offset, "pause-between", message, better(new))


def _pauses_of(text: str) -> Iterator[int]:
    """Where a 、 stands in a list of nothing but quotations or titles, without a note in brackets behind one."""
    for run in (
        re.finditer(f"{_ONE_QUOTATION}(?:、?{_ONE_QUOTATION})+", text) if "”、“" in text or "》、《" in text else ()
    ):
        if text[run.start() - 1 : run.start()] != "、" and text[run.end() : run.end() + 1] not in ("、", "（"):
            yield from (run.start() + match.start() + 1 for match in re.finditer("”、“|》、《", run[0]))


def _nested(at: int, text: str) -> Iterator[Mistake]:
    """A pair inside one of its own kind, and single quotation marks that stand in no double ones."""
    for opening, closing, inner, name in (("“", "”", "‘’", "引号"), ("《", "》", "〈〉", "书名号")):
        for start, end in _inner_pairs(text, opening, closing) if text.count(opening) > 1 else ():
            words = _ends(text[start:end])
            message = f"同一种{name}套在一起：「{words}」"
            yield Mistake(at, start, "nested-marks", message, better(f"{inner[0]}{words[1:-1]}{inner[1]}"))
    if "‘" in text:
        depth = end = 0
        for match in re.finditer(r"‘([^‘’“”]*[^\W\da-zA-Z_][^‘’“”]*)’", text):
            depth += text.count("“", end, match.start()) - text.count("”", end, match.start())
            end = match.start()
            if not depth:
                words = _ends(match[0])
                message = f"双引号之外用了单引号：「{words}」"
                yield Mistake(at, match.start(), "nested-marks", message, better(f"“{words[1:-1]}”"))


def _ends(text: str) -> str:
    """A text as a message quotes it."""
    half = LONGEST_PAIR // 2
    return text if len(text) <= LONGEST_PAIR else f"{text[:half]}…{text[-half:]}"


def _inner_pairs(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Start and end of the pairs that stand in another; none where the outer one is not closed."""
    opened: list[tuple[int, list[tuple[int, int]]]] = []  # where a pair opens, and the pairs within it
    for match in re.finditer(f"[{opening}{closing}]", text):
        if match[0] == opening:
            opened.append((match.start(), []))
        elif opened:
            start, within = opened.pop()
            yield from within
            if opened:
                opened[-1][1].append((start, match.end()))
