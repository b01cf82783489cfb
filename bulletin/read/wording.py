"""Doubtful wording: what may be a slip of the pen, reported as notes and never altered.

Three general rules, meant to be silent on clean text:

- A character typed twice (取水水监督) is reported only where the report itself knows the word before it (取水 stands
  elsewhere too) and nothing suggests that the second one opens a word (学习习近平, 高新区区长).
- `一` for a dash is reported where the same two characters with 一 open different things in one paragraph
  (目标一紧凑…；目标一产城…).
- Marks are reported where two pauses or stops meet, or where a pair lacks its partner.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bulletin.model.edition import Change, Paragraph
from bulletin.problems import Problem
from bulletin.read.chinese import is_ideograph
from bulletin.read.mixed_forms import mixed_forms
from bulletin.read.residue import residue
from bulletin.read.source import Source

MAX_NOTES = 12  # for one report

_doubled = re.compile(r"(?<=([^\W\d_]))([^\W\d_])\2(?=([^\W\d_]))")
_PARTICLES = frozenset("的了着过和与及在等是为把被将对向从以也都就还而或并")  # stand behind any word
# Of these, one typed twice is a slip unless a word ends in it before or begins with it behind: 目的的, 存在在, 了了解.
_TWICE = {
    "的": ("目之端", "确士"), "在": ("存现实内外潜所自健旨正好", "建册职线场校岗编座读任地野途位押逃案即产研"),
    "了": ("为除不明一受", "解却之结断事然如若"), "及": ("普涉波触危提顾企", "时其早格第"),
    "把": ("", "关手门柄握控戏脉"),
}  # fmt: skip
_PAUSES = frozenset("，、；：。！？")
_STOPPED = frozenset("，、；：。")

# What stands around 一 as a numeral or in a word, and so marks no dash.
BEFORE_ONE = frozenset(
    "统同唯单第其之万不专逐合归划如初十百千零二三每任某这那哪另前后上下周期进有无是为了的在以和与及又"
)
AFTER_ONE = frozenset(
    "步个种批次项体系致定样般切直些下起同律流线级类把条张座家位名天年月日度方面代期等二三百千万亿件片站时向带路旦边"
    "半点人道手心生票案图网窗岗企村户策校县市区镇乡号章节段届大中场股支篇套台辆层栋处所份对双群组队届轮遍趟番阵口句"
    "字声眼字课书词词刻揽盘板棵颗粒根块寸尺里斤环扣松退出来去到"
)

PAIRED_MARKS = {"“": "”", "‘": "’", "（": "）", "《": "》", "【": "】", "「": "」", "『": "』", "〈": "〉"}
_CLOSING = frozenset(PAIRED_MARKS.values())


def doubts(
    source: Source, paragraphs: Sequence[Paragraph], title: str = "", changes: Sequence[Change] = ()
) -> tuple[Problem, ...]:
    """What is doubtful in a report's words, in the order of the text; `changes` says which note marks were read."""
    if not paragraphs:
        return ()
    first = paragraphs[0].place.line
    read = frozenset(change.place for change in changes if change.rule == "M4")
    blocks = (block for each in paragraphs for block in (each.table, each.chart) if block)
    noted = frozenset(_letters(note) for block in blocks for note in block.notes)
    found = (
        *_title_again(source, paragraphs, title),
        *(each for each in residue(source, first, read) if not _is_noted(source, each, noted)),
        *mixed_forms(source, first),
        *_slips(source, paragraphs),
    )
    return tuple(sorted(found, key=lambda problem: problem.place or source.place(first)))


def _is_noted(source: Source, problem: Problem, noted: frozenset[str]) -> bool:
    """Whether what seems to be left over (来源：某局) is a note of a table or chart."""
    line = problem.place.line if problem.place else 0
    return problem.code == "residue" and _letters(source.typed(line)) in noted


def _title_again(source: Source, paragraphs: Sequence[Paragraph], title: str) -> Iterator[Problem]:
    """The title typed once more as the first paragraph, or as the first two."""
    texts = [_letters(paragraph.text) for paragraph in paragraphs[:2] if paragraph.kind != "picture"]
    if texts and _letters(title) in {texts[0], "".join(texts)} - {""}:
        hint = "标题只在文件头写一次，正文里的删掉"
        message = "正文开头又写了一遍标题，会印两次"
        yield source.problem("warning", "title-again", message, paragraphs[0].place, hint)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _slips(source: Source, paragraphs: Sequence[Paragraph]) -> tuple[Problem, ...]:
    """Notes on slips of the pen, in the order of the text."""
    whole = "\n".join(paragraph.text for paragraph in paragraphs)
    notes: list[Problem] = []
    odd_marks = _looks_odd(whole)
    for paragraph in paragraphs:
        text = paragraph.text[len(paragraph.label) if paragraph.kind in ("item", "note") else 0 :]
        found = [*_doubles(text, whole), *_dashes(text), *(_marks(text) if odd_marks else ())]
        line = source.lines[paragraph.place.line - 1]
        for piece, code, message in sorted(found, key=lambda item: text.find(item[0])):
            if len(notes) == MAX_NOTES:
                return tuple(notes)
            offset = line.find(piece)
            place = source.place(paragraph.place.line, offset + 1) if offset >= 0 else paragraph.place
            notes.append(source.problem("note", code, message, place, "原文照印；确是笔误就在文件里改正"))
    return tuple(notes)


def _doubles(text: str, whole: str) -> list[tuple[str, str, str]]:
    """甲乙乙丙 where 甲乙 is a word of this report, 乙丙 is no word at all, and 丙 begins one or is a particle."""
    matches = tuple(islice(_doubled.finditer(text), MAX_NOTES * 4))
    if not matches:
        return []
    from bulletin.read.lexicon import OPENERS, REDUPLICATED

    found = []
    for match in matches:
        before, char, after = match.groups()
        if char in _TWICE:
            ends, begins = _TWICE[char]
            slip = before not in ends and after not in begins
        elif not is_ideograph(char) or char in REDUPLICATED or char + after in OPENERS:
            slip = False
        else:
            at = match.start()
            following = text[at + 2 : at + 4]
            elsewhere = whole.replace(text, text[: at - 1] + "\n" + text[at + 3 :], 1)
            known = before + char in elsewhere and char + after not in elsewhere
            slip = known and (following in OPENERS or after in _PARTICLES or elsewhere.count(following) > 1)
        if slip:
            piece = before + char + char + after
            found.append((piece, "doubled-character", f"“{piece}”里“{char}”连写了两次"))
    return found


def _dashes(text: str) -> list[tuple[str, str, str]]:
    seen: dict[str, set[str]] = {}
    for match in re.finditer("一(?=(.))", text):
        word, after = text[max(match.start() - 2, 0) : match.start()], match[1]
        in_word = word[1:] in BEFORE_ONE or after in AFTER_ONE
        if len(word) == 2 and not in_word and all(map(is_ideograph, word + after)):
            seen.setdefault(word + "一", set()).add(after)
    return [
        (piece, "dash-as-digit", f"“{piece}”出现{text.count(piece)}次，“一”可能应为破折号“——”")
        for piece, after in seen.items()
        if len(after) > 1
    ]


def _looks_odd(whole: str) -> bool:
    """Whether the whole report has pairs that do not add up or pauses that meet; only then are marks judged."""
    return any(whole.count(opening) != whole.count(closing) for opening, closing in PAIRED_MARKS.items()) or any(
        before + after in whole for before in _PAUSES for after in (_PAUSES if before == "。" else _STOPPED)
    )


def _marks(text: str) -> list[tuple[str, str, str]]:
    """The first two pauses that meet, and the first half of a pair without its other."""
    found: list[tuple[str, str, str]] = []
    stack: list[str] = []
    before = ""
    lone = ""
    for char in text:
        if char in _PAUSES:
            if before in _PAUSES and (char in _STOPPED or before == "。") and not found:
                found.append((before + char, "marks-meet", f"“{before}{char}”两个标点相连"))
        elif char in PAIRED_MARKS:
            stack.append(char)
        elif char in _CLOSING:
            if stack and PAIRED_MARKS[stack[-1]] == char:
                stack.pop()
            elif char != "’" and not lone:
                lone = char
        before = char
    lone = lone or next((mark for mark in reversed(stack) if mark != "‘"), "")
    if lone:
        found.append((lone, "unpaired-mark", f"“{lone}”没有配对的另一半"))
    return found
