"""The office's own list, wording.txt or 用词.txt: words to write otherwise, and people with their titles.

One a line: `做为 → 作为`, several wrong ones parted by 、, or `张三 区长` for a person with the title, or titles, that
are right. For the arrow `->`, `=>`, `=`, a colon or a tab will do; `#` opens a comment.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bulletin.problems import Problem
from bulletin.read.byline import is_name
from bulletin.read.name_words import POSTS
from bulletin.read.proofreading.passages import Mistake, better
from bulletin.read.proofreading.people import OFFICE_TITLE, Said, people
from bulletin.read.source import Source

MAX_LINES = 5000
LONGEST_ENTRY = 40
MAX_FAULTS = 10
EXAMPLE = "每行写一对，例如“做为 → 作为”；写人名和职务用空格分开，例如“张三 区长”"

_ARROW = r"\s*(?:→|⇒|➔|—+>|-+>|=+>|＝|=|：|:|\t)\s*"
_COMMENT = r"(?:^|\s)[#＃].*$"


class Pair(NamedTuple):
    """A word and what to write for it."""

    wrong: str
    right: str


class Person(NamedTuple):
    """A name, and the titles that go with it: 区长, 区委副书记."""

    name: str
    titles: tuple[str, ...]


class WordingList(NamedTuple):
    pairs: tuple[Pair, ...] = ()
    people: tuple[Person, ...] = ()


def read_wording_list(source: Source, problems: list[Problem]) -> WordingList:
    """The list in a file; lines that cannot be understood are added to `problems` and left out."""
    pairs: dict[str, Pair] = {}
    named: dict[str, Person] = {}
    faults: list[Problem] = []
    lines = [(number, _typed(source, number)) for number in range(1, len(source.lines) + 1)]
    lines = [(number, line) for number, line in lines if line.strip()]
    for number, line in lines[:MAX_LINES]:
        found, fault = _parted(line)
        fault = fault or next(
            (_again(each, pairs) for each in found if isinstance(each, Pair) and _again(each, pairs)), ""
        )
        if fault:
            place = source.place(number, len(line) - len(line.lstrip()) + 1)
            faults.append(source.problem("warning", "bad-wording", f"{fault}，这一行没有用上", place, EXAMPLE))
            continue
        pairs |= {each.wrong: each for each in found if isinstance(each, Pair)}
        for each in found:
            if isinstance(each, Person):
                titles = named[each.name].titles if each.name in named else ()
                named[each.name] = Person(each.name, (*titles, *each.titles))
    if len(lines) > MAX_LINES:
        place = source.place(lines[MAX_LINES][0])
        message = f"用词表最多{MAX_LINES}行，从这一行起没有用上"
        faults.append(source.problem("warning", "bad-wording", message, place, "删掉用不着的行"))
    if not lines:
        faults.append(source.problem("warning", "bad-wording", "用词表里没有词", None, EXAMPLE))
    problems += faults[:MAX_FAULTS]
    if len(faults) > MAX_FAULTS:
        last = problems.pop()
        problems.append(last._replace(message=f"{last.message}；这样的行共{len(faults) - MAX_FAULTS + 1}处"))
    return WordingList(pairs=tuple(pairs.values()), people=tuple(named.values()))


def _typed(source: Source, number: int) -> str:
    """A line with its tabs, without its comment."""
    line = list(source.lines[number - 1])
    for offset in source.tabs(number):
        line[offset] = "\t"
    return re.sub(_COMMENT, "", "".join(line))


def _parted(line: str) -> tuple[Sequence[Pair | Person], str]:
    """What a line says, or what is wrong with it."""
    text = line.strip()
    parts = re.split(_ARROW, text, maxsplit=1)
    if len(parts) < 2:
        name, _, titles = text.replace("\u3000", " ").partition(" ")
        titles = titles.strip()
        if is_name(name) and titles and titles.endswith(POSTS):
            return (Person(name, tuple(filter(None, re.split("[、，, ]+", titles)))),), ""
        return (), "没有箭头" if not titles else "没有箭头，也不像人名和职务"
    left, right = parts
    wrong = tuple(filter(None, (word.strip() for word in left.split("、"))))
    if not wrong or not right:
        return (), f"箭头{'左' if not wrong else '右'}边没有词"
    if right in wrong:
        return (), "箭头两边的词相同"
    if max(map(len, (*wrong, right))) > LONGEST_ENTRY:
        return (), f"词太长，最多{LONGEST_ENTRY}个字"
    return tuple(Pair(word, right) for word in wrong), ""


def _again(pair: Pair, pairs: dict[str, Pair]) -> str:
    before = pairs.get(pair.wrong)
    return f"“{pair.wrong}”前面已经写了改为“{before.right}”" if before and before.right != pair.right else ""


def by_list(wording: WordingList) -> Callable[[Sequence[str]], Iterator[Mistake]]:
    """The check by an office's list."""
    titles = {person.name: person.titles for person in wording.people}

    def check(texts: Sequence[str]) -> Iterator[Mistake]:
        whole = "\n".join(texts)
        pairs = [pair for pair in wording.pairs if pair.wrong in whole]
        named = frozenset(name for name in titles if name in whole)
        for at, text in enumerate(texts):
            for pair in pairs:
                yield from _of_pair(at, text, pair)
            for said in people(text, named) if named else ():
                if said.name in named and not any(_same(title, said.title) for title in titles[said.name]):
                    yield _of_person(at, said, titles[said.name])

    return check


def _of_pair(at: int, text: str, pair: Pair) -> Iterator[Mistake]:
    """Where the wrong word stands, and not as a part of the right one."""
    inside = pair.right.find(pair.wrong)
    offset = text.find(pair.wrong)
    while offset >= 0:
        if inside < 0 or not text.startswith(pair.right, max(offset - inside, 0)):
            yield Mistake(at, offset, "wording", f"用词表里，“{pair.wrong}”要写“{pair.right}”", better(pair.right))
        offset = text.find(pair.wrong, offset + len(pair.wrong))


def _of_person(at: int, said: Said, titles: Sequence[str]) -> Mistake:
    """Where a person of the list has another title than the list gives."""
    message = f"用词表里，{said.name}的职务是“{'、'.join(titles)}”，这里是“{said.title}”"
    return Mistake(at, said.offset, "wording", message, "原文照印；确是笔误就在文件里改正，职务有变动就改用词表")


def _same(listed: str, said: str) -> bool:
    """Whether a title of the list is the one that is said: 高新区区长 is 区长, and not 副区长."""
    title = re.search(f"{OFFICE_TITLE}$", listed)
    return said == (title[0] if title else listed)
