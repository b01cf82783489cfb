"""People and their titles: who is called 局长 in one place and 副局长 in another, in one report or across an issue."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.read.byline import is_name
from bulletin.words.word_list import is_listed

_WITHOUT_LEADER = ("书记", "主任", "主席", "总经理", "经理", "总裁", "政委", "总工程师")  # titles that do not end in 长
_CHIEF = (
    f"{'|'.join(_WITHOUT_LEADER)}|(?:秘书|检察|董事|理事|审判|参谋|大队|支队)长"
    "|[局处科厅司部县区市省镇乡州旗校院所站队会行组庭馆园厂社团台]长"
)
OFFICE_TITLE = f"(?:副?(?:{_CHIEF}))"
LONGEST_UNIT = 12  # characters before a title
# What may stand behind a name, so that its last character is one of the name.
_MARKS_BESIDE = "，。、；：！？（）《》“”"
_AFTER_NAME = (
    *("同志", "等", "一行", "介绍", "表示", "指出", "强调", "要求", "认为", "说", "讲", "谈", "出席", "主持", "参加"),
    *("带队", "率", "陪同", "宣布", "代表", "在", "作", "致", "对", "就", "与", "和", "到", "来", "赴", "前往", "深入"),
    *("先后", "实地", "调研", "考察", "会见", "检查", "告诉", "坦言", "透露", "回应", "主讲", "授课", "发言", "点评"),
    *("汇报", "为", "向", "从", "把", "将", "也", "都", "则", "还"),
)  # fmt: skip
_BEFORE_NAME = frozenset(_MARKS_BESIDE + " \u3000\xa0和与及由对向请让给")
_AFTER_TITLE = ("级", "办公", "会议", "们")  # no person's: 局长会议
# Of another time, or more than one post (兼).
_OTHER_TIMES = ("原", "前任", "时任", "曾任", "历任", "任命", "免去", "当选", "提名", "拟任", "兼")


class Said(NamedTuple):
    """A person with a title, as one place of a text has it."""

    name: str
    unit: str  # what stands before the title, as 区水务局; may be more than that
    title: str  # 局长, 副局长
    offset: int  # of the title or the name, what comes first


def people(text: str, known: frozenset[str] = frozenset()) -> Iterator[Said]:
    """Who is named with a title: 水务局局长张三, 张三局长; `known` are names whatever they look like."""
    if "长" not in text and not any(title in text for title in _WITHOUT_LEADER):
        return
    for match in re.finditer(OFFICE_TITLE, text):
        start, end = match.span()
        unit = _unit(text[max(start - LONGEST_UNIT, 0) : start])
        if (name := _name_behind(text, end, known)) and not any(word in unit[-6:] for word in _OTHER_TIMES):
            yield Said(name=name, unit=unit, title=match[0], offset=start)
        elif (name := _name_before(text, start, known)) and not text.startswith(_AFTER_TITLE, end):
            yield Said(name=name, unit="", title=match[0], offset=start - len(name))


def _unit(text: str) -> str:
    """The Han that a text ends with."""
    return re.split(r"[\W\d_]", text)[-1]


def _name_behind(text: str, at: int, known: frozenset[str]) -> str:
    """The name that begins there, past a space, told by what stands behind it; "" for none."""
    at += text[at : at + 1].isspace()
    for size in (3, 2, 4):
        name, rest = text[at : at + size], text[at + size :]
        parted = is_listed(name[-1:] + rest[:1])  # 张罗工|作
        shorter = size == 3 and name[2:] in _AFTER_NAME and _is_name(name[:2])  # 应勇在 is 应勇 在
        if len(name) == size and (name in known or (not (shorter or parted) and _is_name(name) and _may_follow(rest))):
            return name
    return ""


def _may_follow(rest: str) -> bool:
    """Whether a name may end before this."""
    return not rest or rest[0].isspace() or rest[0] in _MARKS_BESIDE or rest.startswith(_AFTER_NAME)


def _name_before(text: str, end: int, known: frozenset[str]) -> str:
    """The name that ends there and begins a clause; "" for none."""
    for size in (2, 3, 4):
        start = end - size
        begins = start == 0 or (start > 0 and text[start - 1] in _BEFORE_NAME)
        if begins and (text[start:end] in known or _is_name(text[start:end])):
            return text[start:end]
    return ""


def _is_name(text: str) -> bool:
    """Whether a text is a person's name by its form, and no word: 方便, 高度."""
    return text.isalpha() and is_name(text) and not is_listed(text)


class Naming(NamedTuple):
    """Where somebody is named: report and passage, by index."""

    report: int
    passage: int
    said: Said


def two_titles(named: Sequence[Naming]) -> Iterator[tuple[Naming, Naming]]:
    """Pairs of places that give a person an office and its deputy's: the first such pair of each person."""
    by_name: dict[str, list[Naming]] = {}
    for place in named:
        by_name.setdefault(place.said.name, []).append(place)
    for places in by_name.values():
        if pair := _first_pair(places):
            yield pair


def _first_pair(places: Sequence[Naming]) -> tuple[Naming, Naming] | None:
    """The first two that differ; what is said again of a person is not looked at again."""
    seen: dict[tuple[str, str], Naming] = {}
    for second in places:
        if (said := (second.said.unit, second.said.title)) in seen:
            continue
        for first in seen.values():
            if _differ(first.said, second.said):
                return first, second
        seen[said] = second
    return None


def _differ(one: Said, other: Said) -> bool:
    """Whether one is the chief of what the other is a deputy of, as far as the units tell."""
    if one.title.removeprefix("副") != other.title.removeprefix("副") or one.title == other.title:
        return False
    units = sorted((one.unit, other.unit), key=len)
    return units[1].endswith(units[0][-2:]) if units[0] else True
