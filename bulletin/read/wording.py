"""Doubtful wording: what may be a slip of the pen, reported as notes and never altered.

Three general rules, meant to be silent on clean text. A character typed twice (取水水监督) is told only where the
report itself knows the word before it (取水 stands elsewhere too) and nothing suggests that the second one opens a
word (学习习近平, 高新区区长). `一` for a dash is told where the same two characters with 一 open different things in
one paragraph (目标一紧凑…；目标一产城…). Marks are told where two pauses or stops meet, or a pair lacks its partner.
"""

import re
from collections.abc import Sequence
from itertools import islice

from bulletin.model.edition import Paragraph
from bulletin.problems import Problem
from bulletin.read.source import Source

MAX_NOTES = 12  # for one report

_han = "[\u3400-\u9fff]"
_doubled = re.compile(f"(?<=({_han}))({_han})\\2(?=({_han}))")
_pauses = re.compile("[，、；：。！？][，、；：。]|。[！？]")
_digit_dash = re.compile(f"({_han}{{2}})([一1－-])({_han})")

# What stands around 一 as a numeral or in a word, and so marks no dash.
BEFORE_ONE = frozenset(
    "统同唯单第其之万不专逐合归划如初十百千零二三每任某这那哪另前后上下周期进有无是为了的在以和与及又"
)
AFTER_ONE = frozenset(
    "步个种批次项体系致定样般切直些下起同律流线级类把条张座家位名天年月日度方面代期等二三百千万亿件片站时向带路旦边"
    "半点人道手心生票案图网窗岗企村户策校县市区镇乡号章节段届大中场股支篇套台辆层栋处所份对双群组队届轮遍趟番阵口句"
    "字声眼字课书词词刻揽盘板棵颗粒根块寸尺里斤环扣松退出来去到"
)

PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "【": "】", "「": "」", "『": "』", "〈": "〉"}
_marks = re.compile("[" + "".join(PAIRS) + "".join(PAIRS.values()) + "]")


def doubts(source: Source, paragraphs: Sequence[Paragraph]) -> tuple[Problem, ...]:
    """Notes on doubtful wording, in the order of the text."""
    texts = [paragraph.text for paragraph in paragraphs]
    whole = "\n".join(texts)
    notes: list[Problem] = []
    for paragraph, text in zip(paragraphs, texts, strict=True):
        found = [*_doubles(text, whole), *_dashes(text), *_meeting(text), *_unpaired(text)]
        line = source.lines[paragraph.place.line - 1]
        for piece, code, message in sorted(found, key=lambda item: text.find(item[0])):
            if len(notes) == MAX_NOTES:
                return tuple(notes)
            at = line.find(piece)
            column = at + 1 if at >= 0 else paragraph.place.column
            hint = "原文照印；确是笔误就在文件里改正"
            notes.append(source.problem("note", code, message, paragraph.place.line, column, hint))
    return tuple(notes)


def _doubles(text: str, whole: str) -> list[tuple[str, str, str]]:
    matches = tuple(islice(_doubled.finditer(text), MAX_NOTES * 4))
    if not matches:
        return []
    from bulletin.read.lexicon import OPENERS, REDUPLICATED

    found = []
    for match in matches:
        before, char, after = match.groups()
        if char in REDUPLICATED or char + after in OPENERS:
            continue
        at = match.start()
        others = text[: at - 1] + "\n" + text[at + 3 :]
        elsewhere = whole.replace(text, others, 1)
        if before + char in elsewhere and char + after not in elsewhere:
            piece = before + char + char + after
            found.append((piece, "doubled-character", f"“{piece}”里“{char}”连写了两次"))
    return found


def _dashes(text: str) -> list[tuple[str, str, str]]:
    if "一" not in text and "1" not in text:
        return []
    seen: dict[str, list[str]] = {}
    for match in _digit_dash.finditer(text):
        word, sign, after = match.groups()
        if word[-1] not in BEFORE_ONE and after not in AFTER_ONE:
            seen.setdefault(word + sign, []).append(after)
    return [
        (piece, "dash-as-digit", f"“{piece}”出现 {len(after)} 次，“{piece[-1]}”可能应为破折号“——”")
        for piece, after in seen.items()
        if len(set(after)) > 1
    ]


def _meeting(text: str) -> list[tuple[str, str, str]]:
    match = _pauses.search(text)
    return [(match.group(), "marks-meet", f"“{match.group()}”两个标点相连")] if match else []


def _unpaired(text: str) -> list[tuple[str, str, str]]:
    stack: list[str] = []
    for match in _marks.finditer(text):
        mark = match.group()
        if mark in PAIRS:
            stack.append(mark)
        elif stack and PAIRS[stack[-1]] == mark:
            stack.pop()
        elif mark != "’":
            return [(mark, "unpaired-mark", f"“{mark}”前面没有配对的一半" if mark != "”" else "后引号前面没有前引号")]
    if stack and stack[-1] != "‘":
        mark = stack[-1]
        return [(mark, "unpaired-mark", f"“{mark}”后面没有配对的一半" if mark != "“" else "前引号后面没有后引号")]
    return []
