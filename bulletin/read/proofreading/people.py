"""People and their titles: who is called 局长 in one place and 副局长 in another, in one report or across an issue."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.read.byline import is_name
from bulletin.words.word_list import is_listed

_CHIEF = (
    "书记|主任|主席|总经理|经理|总裁|政委|总工程师|(?:秘书|检察|董事|理事|审判|参谋|大队|支队)长"
    "|[局处科厅司部县区市省镇乡州旗校院所站队会行组庭馆园厂社团台]长"
)
OFFICE_TITLE = f"(?:副?(?:{_CHIEF}))"
_ANY_UNIT = "[\u3400-\u9fff]{0,12}?"
_ANY_NAME = "[\u3400-\u9fff]{2,4}"
# What may stand behind a name, so that its last character is one of the name.
_AFTER_NAME = (
    "[，。、；：！？（）《》“”\\s]|$|同志|等|一行|介绍|表示|指出|强调|要求|认为|说|讲|谈|出席|主持|参加|带队|率|陪同|宣布|代表|在|作|致|对|就|与|和"
    "|到|来|赴|前往|深入|先后|实地|调研|考察|会见|检查|告诉|坦言|透露|回应|主讲|授课|讲话|发言|点评|汇报|为|向|从|把|将|也|都|则|还"
)
_BEFORE_NAME = "(?:^|[，。、；：！？（）《》“”\\s]|[和与及由对向请让给])"
_ONCE = re.compile("原|前任|时任|曾任|历任|任命|免去|当选|提名|拟任|兼")  # of another time, or more than one post


class Said(NamedTuple):
    """A person with a title, as one place of a text has it."""

    name: str
    unit: str  # what stands before the title, as 区水务局; may be more than that
    title: str  # 局长, 副局长
    offset: int  # of the title or the name, what comes first


def people(text: str, known: frozenset[str] = frozenset()) -> Iterator[Said]:
    """Who is named with a title: 水务局局长张三, 张三局长; `known` are names whatever they look like."""
    if not re.search(_CHIEF, text):
        return
    for match in re.finditer(rf"(?P<unit>{_ANY_UNIT})(?P<title>{OFFICE_TITLE})(?=(?P<name>{_ANY_NAME}))", text):
        name = _name(match["name"], text[match.start("name") :], known)
        if name and not _ONCE.search(text[max(match.start() - 4, 0) : match.end()]):
            yield Said(name=name, unit=match["unit"], title=match["title"], offset=match.start("title"))
    for match in re.finditer(
        rf"{_BEFORE_NAME}(?P<name>{_ANY_NAME}?)(?P<title>{OFFICE_TITLE})(?!级|办公|会议|们)", text
    ):
        if match["name"] in known or _is_name(match["name"]):
            yield Said(name=match["name"], unit="", title=match["title"], offset=match.start("name"))


def _name(candidate: str, rest: str, known: frozenset[str]) -> str:
    """The name that a text begins with, told by what stands behind it; "" for none."""
    for size in (3, 2, 4):
        name = candidate[:size]
        if len(name) == size and (name in known or (_is_name(name) and re.match(_AFTER_NAME, rest[size:]))):
            return name
    return ""


def _is_name(text: str) -> bool:
    """Whether a text is a person's name by its form, and no word: 方便, 高度."""
    return is_name(text) and not is_listed(text)


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
    for at, second in enumerate(places):
        for first in places[:at]:
            if _differ(first.said, second.said):
                return first, second
    return None


def _differ(one: Said, other: Said) -> bool:
    """Whether one is the chief of what the other is a deputy of, as far as the units tell."""
    if one.title.removeprefix("副") != other.title.removeprefix("副") or one.title == other.title:
        return False
    units = sorted((one.unit, other.unit), key=len)
    return units[1].endswith(units[0][-2:]) if units[0] else True
