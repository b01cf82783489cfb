"""Which paragraphs are headings and on which level, which open with a run-in head, which close the report.

A line is a heading by its form, by being one short sentence, and by what stands around it; no words are understood.
What stands above what is read from the report: a form that goes on counting after another stands above it. The rules
and what they were measured on: docs/typesetting.md, Levels and headings.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.model.edition import Paragraph, Run
from bulletin.model.marks import CLOSING, OPENING
from bulletin.problems import Problem
from bulletin.read.closings import closing_lines
from bulletin.read.levels import ASKED, LEVELS, STATUTE, Opening, decimal_label, next_label, opening
from bulletin.read.source import Source

MAX_HEADING = 40  # characters of a line with a number or mark that may be a heading, and of most run-in heads
MAX_RUN_IN = 60  # characters of a run-in head among others that are shorter
MAX_ARTICLE = 16  # characters of the run-in heads of all articles: 第十一条　目的和依据。
MAX_BARE = 30  # characters of a line without a number that may be a heading
LEAST_TEXT = 40  # characters of the paragraph under such a line
REACH = 6  # paragraphs from one such line to the next
RUN_IN_SHARE = 2 / 3  # of the items of a series that open with a head, so that their heads are set off
MAX_GAPS = 3  # faults in numbering reported for one file

# Rank of the forms whose place is fixed; `#1` is `## `. Others stand where the report has them.
_RANKS = {
    "篇": 0.0, "章": 1.0, "节": 2.0, "条": 3.0, "#1": 3.5, "一、": 4.0, "#2": 4.5, "（一）": 5.0, "#3": 5.5, "1.": 6.0,
    "（1）": 7.0, "1）": 8.0, "①": 8.0,
}  # fmt: skip
_ALONE = frozenset(("一、", "（一）", "1.", "（1）", "①"))  # forms of which one is enough
_BARE = Opening("", "")
_LONE = tuple("一二三四五六七八九十")
_LEAST_BARE = {"！": 3, "!": 3}  # lines that end so: two may be calls; of any other ending two are enough

_SENTENCE_ENDS = frozenset("。！？!?")
_OPEN_ENDS = tuple("；：，、;:,")
# Without a number these lead on, report an event or are speech, not headings.
_LEADING = ("但", "而", "于是", "随后", "当时", "据", "目前", "近日", "日前", "记者", "他", "她", "编者", "附件")
_CALLING = ("让我们", "同志们", "朋友们", "各位", "尊敬的", "亲爱的", "请", "祝", "谢谢", "感谢", "欢迎")  # before ！
_TELLING = ("主持", "出席", "参加", "陪同", "列席", "表示", "指出", "强调", "如下", "以下", "方面的工作", "方面工作")
# Before 。 a story's: 那一夜，……。 第二天，……。 我却哭了。 (not 我们, 我区, 我为群众办实事, 自我革命)
_STORY = (
    "那|后来|後來|这时|這時|第二天|次日|忽然|突然"
    "|[^“‘「]*(?<![自忘])我(?![们們为為国國省市县縣区區州盟旗镇鎮乡鄉街村校院局厅廳厂廠部委办辦处處科所站行社司公党黨军軍方系单單])"
)
ALIKE = 1.5  # times the length of another of a series of lines that end in 。; a story's are of any length
# To be filled in, so no heading: 签字：　　　　日期：　　　年　　月　　日; not 总　　则.
_TO_FILL = r"[：:][ \u3000]{2,}|[_＿]{2,}|年[ \u3000]+月"
_ATTACHMENTS = re.compile("附[件表]?[ \u3000]*[:：][ \u3000]*(?:1[.．、]|$)")
_SPOKEN = "[“‘][^“”‘’]*[，。！？…—][”’][^”’]"  # “你又在看什么？”妻子推开门。


class _Opened(NamedTuple):
    """A paragraph that opens with a form, or says its level, or may be a heading without."""

    at: int  # index of the paragraph
    opening: Opening
    level: int
    parent: int  # index of the paragraph that it stands under, -1 at the top


def structured(source: Source, paragraphs: list[Paragraph], problems: list[Problem]) -> tuple[Paragraph, ...]:
    """The paragraphs with what each of them is; faults of headings and of their numbers are added to `problems`."""
    result = list(paragraphs)
    for index in closing_lines(result):
        result[index] = result[index]._replace(kind="closing")
    nodes = _tree(_openings(result))
    levels = {node.at: node.level for node in nodes}
    for node in nodes:
        _set_heading(result, node, levels)
    _set_run_ins(result, nodes)
    result = [_looking_like_its_level(each) for each in result]
    problems += _gaps(source, result, nodes)
    if result and result[-1].kind == "heading":
        problems.append(source.problem("warning", "empty-heading", "小标题下面没有文字", result[-1].place))
    return tuple(result)


def _openings(paragraphs: Sequence[Paragraph]) -> dict[int, Opening]:
    """What paragraphs open with, by index, in their order; marks that stand once in the report mark nothing."""
    found: dict[int, Opening] = {}
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind == "heading":
            found[index] = Opening(f"#{paragraph.level}", "")
        elif paragraph.kind == "body" and (opened := opening(paragraph.text)):
            found[index] = opened
    found |= _decimal_labels(paragraphs, found)
    count = Counter(opened.form for opened in found.values())
    found = {
        index: opened
        for index, opened in found.items()
        if count[opened.form] > 1
        or opened.form in _ALONE
        or opened.form[0] == "#"
        or (opened.form in STATUTE and opened.label[-1] == "　")
    }
    attached = frozenset(_attached(paragraphs, found))
    found = {index: opened for index, opened in found.items() if index not in attached}
    found |= dict.fromkeys((at for at in _bare_headings(paragraphs, found) if at not in attached), _BARE)
    return dict(sorted(found.items()))


def _attached(paragraphs: Sequence[Paragraph], found: Mapping[int, Opening]) -> Iterator[int]:
    """The names of what is attached, line by line: 附件：1.分工表 and 2.名单 below it head nothing."""
    listed = False
    for index, paragraph in enumerate(paragraphs):
        if listed and index in found and found[index].form == "1.":
            yield index
        else:
            listed = bool(_ATTACHMENTS.match(paragraph.text))


def _decimal_labels(paragraphs: Sequence[Paragraph], found: dict[int, Opening]) -> Iterator[tuple[int, Opening]]:
    """Labels before a figure, `20.2026年`: numbers that their neighbours count up to and on from."""
    counted = {index: opened for index, opened in found.items() if opened.form == "1."}
    candidates = set[int]()
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind == "body" and (end := decimal_label(paragraph.text)):
            label = paragraph.text[:end]
            counted[index] = Opening("1.", label, int(label[:-1]))
            candidates.add(index)
    numbers = [(index, counted[index].number) for index in sorted(counted)]
    for place, (index, number) in enumerate(numbers):
        if index in candidates:
            before = numbers[place - 1][1] if place else 0
            after = numbers[place + 1][1] if place + 1 < len(numbers) else 0
            goes_on = before == number - 1 > 0
            leads = after == number + 1
            if (leads and (goes_on or not place or number == 1)) or (
                goes_on and not after and _counts_no_unit(paragraphs[index].text)
            ):
                yield index, counted[index]


def _counts_no_unit(text: str) -> bool:
    """Whether what follows a label at the end of a list is no decimal with a unit: a year, a sum like 5+2."""
    rest = text[decimal_label(text) :]
    digits = len(rest) - len(rest.lstrip("0123456789"))
    return digits > 2 or rest[digits : digits + 1] in ("+", "＋", "-", "—", "×", "")


def _bare_headings(paragraphs: Sequence[Paragraph], found: dict[int, Opening]) -> Iterator[int]:
    """Short lines without a number over longer text that look like headings, where several stand near each other."""
    yield from _questions(paragraphs)
    yield from _lone_numerals(paragraphs)
    candidates: dict[str, list[int]] = defaultdict(list)  # by the stop that they end in
    texts = [index for index, paragraph in enumerate(paragraphs) if paragraph.is_text]
    for index, under in pairwise(texts):
        paragraph, below = paragraphs[index], paragraphs[under]
        text = paragraph.text
        stop = text[-1] if text[-1:] in _SENTENCE_ENDS else ""
        if (
            paragraph.kind == below.kind == "body"
            and index not in found
            and _over_long_text(text, below.text)
            and (_is_bold(paragraph) or _heads_without_number(text, stopped=stop != ""))
            and (index + 1 not in found or not stop)
            and not re.search(_TO_FILL, text)
        ):
            candidates["bold" if _is_bold(paragraph) else stop].append(index)
    for kind, indices in candidates.items():
        for cluster in _clusters(indices):
            span = cluster[-1] - cluster[0] + 2
            dense = kind in ("", "bold") or len(cluster) * 3 >= span
            alike = kind != "。" or _are_alike([len(paragraphs[index].text) for index in cluster])
            if len(cluster) >= _LEAST_BARE.get(kind, 2) and dense and alike:
                yield from cluster


def _are_alike(lengths: Sequence[int]) -> bool:
    """Whether two in three of a series of lines have another that is about as long: levels may be mixed."""
    near = sum(
        any(length <= ALIKE * other and other <= ALIKE * length for other in (*lengths[:at], *lengths[at + 1 :]))
        for at, length in enumerate(lengths)
    )
    return near * 3 >= 2 * len(lengths)


def _questions(paragraphs: Sequence[Paragraph]) -> Sequence[int]:
    """The questions of an interview: all of them or none, where each is short and two have long answers."""
    asked = [
        index
        for index, paragraph in enumerate(paragraphs[:-1])
        if paragraph.kind == "body" and re.match(ASKED, paragraph.text)
    ]
    texts = [(paragraphs[index].text, paragraphs[index + 1].text) for index in asked]
    long = sum(_over_long_text(question, answer) for question, answer in texts)
    short = all(len(question) <= MAX_BARE and _is_line(question) for question, _ in texts)
    return asked if long > 1 and short and _stand_over_text(paragraphs, asked) else ()


def _lone_numerals(paragraphs: Sequence[Paragraph]) -> Sequence[int]:
    """Lines that are a numeral and nothing else, 一 二 三, each over text: all of them or none, where they count up."""
    lone = [index for index, paragraph in enumerate(paragraphs) if paragraph.text in _LONE]
    counted = [paragraphs[index].text for index in lone] == list(_LONE[: len(lone)])
    return lone if len(lone) > 1 and counted and _stand_over_text(paragraphs, lone) else ()


def _stand_over_text(paragraphs: Sequence[Paragraph], places: Sequence[int]) -> bool:
    """Whether each of these lines is plain text and has another than these under it."""
    apart = {index + 1 for index in places}.isdisjoint((*places, len(paragraphs)))
    return apart and all(paragraphs[index].kind == "body" for index in places)


def _over_long_text(text: str, below: str) -> bool:
    return len(below) >= max(LEAST_TEXT, 2 * len(text))


def _is_bold(paragraph: Paragraph) -> bool:
    """Whether the editor made a short line bold from end to end."""
    return all(run.bold for run in paragraph.runs) and len(paragraph.text) <= MAX_BARE and _is_line(paragraph.text)


def _heads_without_number(text: str, *, stopped: bool) -> bool:
    return (
        4 <= len(text) <= MAX_BARE
        and _is_one_sentence(text)
        and text[-1] not in "”’）》…"
        and text[0] not in "（"
        and not (text[0] in "“‘" and text.rstrip("。？")[-1] in "”’")
        and not text.startswith(_LEADING)
        and not re.match(ASKED, text)
        and not (text[-1] in "！!" and text.startswith(_CALLING))
        and not (stopped and (any(word in text for word in _TELLING) or re.match(f"{_SPOKEN}|{_STORY}", text)))
    )


def _clusters(indices: Sequence[int]) -> Iterator[list[int]]:
    """Indices parted where more than REACH lie between two."""
    cluster: list[int] = []
    for index in indices:
        if cluster and index - cluster[-1] > REACH:
            yield cluster
            cluster = []
        cluster.append(index)
    if cluster:
        yield cluster


def _tree(openings: dict[int, Opening]) -> tuple[_Opened, ...]:
    """Each opening under the one that it belongs to, in their order.

    A form that is open already closes what stands below it. Forms of fixed rank close those of their rank and below;
    any other stays open where it counts on after the new form, and is closed where it does not.
    """
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, opened in openings.items():
        places[opened.form].append((index, opened.number))
    nodes: list[_Opened] = []
    level_of: dict[str, int] = {}
    stack: list[_Opened] = []
    for index, opened in openings.items():
        form = opened.form
        if any(node.opening.form == form for node in stack):
            while stack.pop().opening.form != form:
                pass
        elif form in _RANKS:
            while stack and not _encloses(stack[-1], opened, index, places):
                stack.pop()
        elif stack and not form and not _goes_on(stack[-1], index, places):
            stack.pop()
        above = stack[-1].level if stack else 0
        level = int(form[1:]) if form[:1] == "#" else max(LEVELS.get(form, 1), level_of.get(form, 1), above + 1)
        level_of[form] = level
        node = _Opened(at=index, opening=opened, level=level, parent=stack[-1].at if stack else -1)
        stack.append(node)
        nodes.append(node)
    return tuple(nodes)


def _goes_on(above: _Opened, index: int, places: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether a line without a number stands under `above`: not where the count of 一是 二是 ended before it."""
    later = places[above.opening.form][-1][0] > index
    return above.opening.form in _RANKS or later or index == above.at + 1


def _encloses(above: _Opened, opened: Opening, index: int, places: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether an opening of fixed rank may stand under the node `above`."""
    form = above.opening.form
    if form in _RANKS:
        return _RANKS[form] < _RANKS[opened.form]
    later = _first_after(places[form], index)
    if later is None:
        return False
    following, number = later
    if number:
        return number == above.opening.number + 1
    after = _first_after(places[opened.form], following)
    return after is None or after[1] <= 1


def _first_after(places: Sequence[tuple[int, int]], index: int) -> tuple[int, int] | None:
    """The first of the rising places, each with its number, behind paragraph `index`."""
    found = bisect_right(places, (index, 0))
    return places[found] if found < len(places) else None


def _set_heading(paragraphs: list[Paragraph], node: _Opened, levels: dict[int, int]) -> None:
    """Give a paragraph its level and label, and make it a heading where it stands over text of its own."""
    index, (form, label, _) = node.at, node.opening
    paragraph = paragraphs[index]
    if paragraph.kind == "heading":
        paragraphs[index] = paragraph._replace(label=_label_after_hashes(paragraph.text))
        return
    heads = form == "" or _heads(paragraphs, node, levels)
    if heads or form in LEVELS:
        paragraphs[index] = paragraph._replace(
            kind="heading" if heads else "body", level=node.level, label="" if form == "【】" else label
        )


def _looking_like_its_level(paragraph: Paragraph) -> Paragraph:
    """A heading of a Word file less the bold that covers all of it but its number and marks: a style or a clerk sets
    the line off by it, as the level does already. In a text the marks of bold were typed for no other reason.
    """
    if paragraph.kind != "heading" or not paragraph.place.is_in_word:
        return paragraph
    light = "".join(run.text for run in paragraph.runs if not (run.bold or run.note)).removeprefix(paragraph.label)
    if any(map(str.isalnum, light)):
        return paragraph
    return paragraph._replace(runs=tuple(run._replace(bold=False) for run in paragraph.runs))


def _label_after_hashes(text: str) -> str:
    found = opening(text)
    return found.label if found and found.form in LEVELS else ""


def _heads(paragraphs: Sequence[Paragraph], node: _Opened, levels: dict[int, int]) -> bool:
    """Whether a line with a number or mark is one short sentence over text of its own, and no item of a list.

    Its own is text without a number, a picture, or what stands below it; the line before must be no item of the same
    list, with nothing under it but this one.
    """
    index, (form, label, _) = node.at, node.opening
    text = paragraphs[index].text
    if not _is_line(text) or not (text[len(label) :].strip() or form == "【】") or index + 1 == len(paragraphs):
        return False
    if re.search(_TO_FILL, text):
        return False
    below = paragraphs[index + 1]
    if below.kind == "closing" or (below.is_text and levels.get(index + 1, 99) <= node.level):
        return False
    before = paragraphs[index - 1] if index else None
    if before is None or before.kind != "body" or levels.get(index - 1) != node.level:
        return True
    return not _is_line(before.text) and not before.text.endswith(_OPEN_ENDS) and index + 1 in levels


def _is_line(text: str) -> bool:
    """Whether it is one sentence as short as a heading, with or without a full stop."""
    return len(text) <= MAX_HEADING and not text.endswith(_OPEN_ENDS) and _is_one_sentence(text)


def _is_one_sentence(text: str) -> bool:
    """Whether nothing but the end stops it; marks inside quotes and brackets stop nothing."""
    return not text.endswith(_OPEN_ENDS) and "；" not in text and _sentence_end(text) in (0, len(text))


def _sentence_end(text: str) -> int:
    """Where the first sentence of at most MAX_RUN_IN characters ends; 0 without."""
    depth = 0
    for offset, char in enumerate(text[:MAX_RUN_IN]):
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        elif char in _SENTENCE_ENDS and not depth:
            return offset + 1
    return 0


def _set_run_ins(paragraphs: list[Paragraph], nodes: Sequence[_Opened]) -> None:
    """Set off the first sentence of the items of a series, where most of them open with one and go on."""
    series: dict[tuple[int, str], list[_Opened]] = defaultdict(list)
    for node in nodes:
        if node.opening.form and node.opening.form[0] not in "#篇章节":
            series[node.parent, node.opening.form].append(node)
    for members in series.values():
        ends = {node.at: _run_in_end(paragraphs[node.at], node.opening) for node in members}
        heads = sum(paragraphs[node.at].kind == "heading" for node in members)
        short = sum(0 < end <= MAX_HEADING for end in ends.values())
        if not short or len(members) < 2 or heads + short < RUN_IN_SHARE * len(members):
            continue
        if members[0].opening.form == "条" and not all(0 < end <= MAX_ARTICLE for end in ends.values()):
            continue
        for index, end in ends.items():
            if end:
                text = paragraphs[index].text
                runs = (Run(text[:end], bold=True), Run(text[end:]))
                paragraphs[index] = paragraphs[index]._replace(runs=runs, run_in=end)


def _run_in_end(paragraph: Paragraph, opened: Opening) -> int:
    """Where a paragraph's run-in head ends; 0 without one, and where the editor has set something bold."""
    text = paragraph.text
    if paragraph.kind != "body" or len(paragraph.runs) > 1 or paragraph.runs[0].bold:
        return 0
    end = len(opened.label) if opened.form == "【】" else _sentence_end(text)
    head = text[len(opened.label) : end].rstrip("。！？")
    if opened.form != "【】" and (not head or "：" in head or "；" in head):
        return 0
    return end if any(map(str.isalnum, text[end:])) else 0


def _gaps(source: Source, paragraphs: Sequence[Paragraph], nodes: Sequence[_Opened]) -> list[Problem]:
    """Numbers that skip one of their series or stand twice in it; one fault where two numbers follow each other."""
    found: list[Problem] = []
    series: dict[tuple[int, str], list[_Opened]] = defaultdict(list)
    for node in nodes:
        series[node.parent, node.opening.form].append(node)
    for members in series.values():
        sound = True  # the number before has no fault of its own
        for before, node, behind in zip(members, members[1:], (*members[2:], None), strict=False):
            message = _fault(paragraphs, before, node, behind) if sound else ""
            sound = not message
            if message:
                place = paragraphs[node.at].place
                found.append(source.problem("note", "numbering", message, place, "原文照印；确是笔误就改正编号"))
    return sorted(found, key=lambda problem: problem.place or source.place(1))[:MAX_GAPS]


def _fault(paragraphs: Sequence[Paragraph], before: _Opened, node: _Opened, behind: _Opened | None) -> str:
    """What is wrong about a number between two of its series; "" for nothing.

    A number left out may stand inside a paragraph. 1 begins a series again, but not where 3 follows, or where （一）
    stands twice under one heading and nothing follows.
    """
    number, label = node.opening.number, node.opening.label.strip()
    if not 0 < before.opening.number <= number:
        return ""
    if number == before.opening.number:
        follows = behind.opening.number if behind else 0
        again = number > 1 or follows == 3 or (not follows and node.opening.form in ("一、", "（一）"))
        return f"编号“{label}”重复" if again else ""
    skipped = next_label(before.opening)
    if number == before.opening.number + 1 or not skipped:
        return ""
    if any(skipped in paragraph.text for paragraph in paragraphs[before.at : node.at]):
        return ""
    return f"“{before.opening.label.strip()}”之后是“{label}”，编号不连续"
