"""Random edits of an issue, with what must be told of each: the judge of `diff` knows nothing of how that works."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bulletin.desk.compare.changes import Changes
from bulletin.desk.compare.sentences import key_of

WORDS = ("统筹", "强化", "稳妥", "协同")
SENTENCES = ("会议听取了第{}次调度情况汇报。", "全年共受理群众来信{}件。", "市级财政拨付专项资金{}万元。")
LEAST_PARAGRAPH = 60  # characters of one that is edited
OPENING = 12  # characters at a paragraph's start that stay, since they may make it a heading or a numbered one


class Expected(NamedTuple):
    """What must be told: kind and both texts; of paragraphs swapped, whichever of them moved."""

    kind: str
    old: str
    new: str


class Sentences(NamedTuple):
    """A paragraph being edited."""

    paragraphs: list[str]
    place: int
    parts: list[str]  # its sentences
    random: random.Random


Edit = Callable[[Sentences], Expected | None]


def edited_issue(files: Mapping[str, str], draw: random.Random) -> tuple[dict[str, str], list[Expected]]:
    """The files with up to three edits, each in a report of its own, and what must be told."""
    for _ in range(20):  # an edit may not be possible where it fell
        new, expected = _once(files, draw)
        if expected:
            return new, expected
    raise AssertionError("no edit was possible")


def _once(files: Mapping[str, str], draw: random.Random) -> tuple[dict[str, str], list[Expected]]:
    new = dict(files)
    expected: list[Expected] = []
    names = [name for name in sorted(files) if name.endswith(".md")]
    for name in draw.sample(names, min(len(names), draw.randint(1, 3))):
        head, separator, body = files[name].partition("\n---\n")
        paragraphs = [line for line in body.split("\n") if line.strip()]
        places = [place for place, text in enumerate(paragraphs) if is_prose(text)]
        if not places:
            continue
        place = draw.choice(places)
        given = Sentences(
            paragraphs, place, re.findall("[^。！？]*[。！？][”』」）]*|[^。！？]+$", paragraphs[place]), draw
        )
        found = draw.choice(EDITS)(given)
        if found:
            expected.append(found)
            new[name] = f"{head}{separator}" + "\n\n".join(paragraphs) + "\n"
    return new, expected


def is_prose(paragraph: str) -> bool:
    """Whether it is plain text: whole sentences, no quotes that hold several, no marks."""
    plain = not re.match(r"[#|>!\[\-（(]|[一二三四五六七八九十]+、", paragraph) and "**" not in paragraph
    return plain and len(paragraph) >= LEAST_PARAGRAPH and not re.search("[“（][^”）]*[。！？]", paragraph)


def change_word(given: Sentences) -> Expected | None:
    place, sentence = _some(given)
    starts = [
        start for start in range(OPENING, len(sentence) - 3) if re.fullmatch("[一-龥]{2}", sentence[start : start + 2])
    ]
    if not starts:
        return None
    start = given.random.choice(starts)
    word = given.random.choice([word for word in WORDS if word != sentence[start : start + 2]])
    return _put(given, place, sentence[:start] + word + sentence[start + 2 :])


def change_figure(given: Sentences) -> Expected | None:
    place, sentence = _some(given)
    found = [each for each in re.finditer("[0-9]+", sentence) if each.start() > OPENING]
    if not found:
        return None
    figure = given.random.choice(found)
    more = str(int(figure[0]) + given.random.choice((1, 7, 100)))
    return _put(given, place, sentence[: figure.start()] + more + sentence[figure.end() :])


def add_sentence(given: Sentences) -> Expected | None:
    added = _sentence(given)
    given.parts.insert(given.random.randint(1, len(given.parts)), added)
    _joined(given)
    return Expected("added", "", key_of(added))


def drop_sentence(given: Sentences) -> Expected | None:
    if len(given.parts) < 3:
        return None
    dropped = given.parts.pop(given.random.randrange(1, len(given.parts)))
    _joined(given)
    return Expected("lost", key_of(dropped), "")


def part_sentence(given: Sentences) -> Expected | None:
    """A comma becomes a full stop."""
    place, sentence = _some(given)
    commas = [each.start() for each in re.finditer("，", sentence) if OPENING < each.start() < len(sentence) - OPENING]
    if not commas or re.search("[“《（]", sentence):
        return None
    comma = given.random.choice(commas)
    return _put(given, place, f"{sentence[:comma]}。{sentence[comma + 1 :]}")


def add_paragraph(given: Sentences) -> Expected | None:
    added = _sentence(given) + "各单位要认真抓好落实，确保各项任务按时完成。"
    given.paragraphs.insert(given.place + 1, added)
    return Expected("added", "", key_of(added))


def drop_paragraph(given: Sentences) -> Expected | None:
    if sum(map(is_prose, given.paragraphs)) < 2:
        return None
    return Expected("lost", key_of(given.paragraphs.pop(given.place)), "")


def swap_paragraphs(given: Sentences) -> Expected | None:
    near = (given.place - 1, given.place + 1)
    others = [place for place in near if 0 <= place < len(given.paragraphs) and is_prose(given.paragraphs[place])]
    if not others:
        return None
    other = given.random.choice(others)
    first, second = given.paragraphs[given.place], given.paragraphs[other]
    given.paragraphs[given.place], given.paragraphs[other] = second, first
    return Expected("swapped", key_of(first), key_of(second))


EDITS: tuple[Edit, ...] = (
    change_word, change_figure, add_sentence, drop_sentence, part_sentence, add_paragraph, drop_paragraph,
    swap_paragraphs,
)  # fmt: skip


def _some(given: Sentences) -> tuple[int, str]:
    place = given.random.randrange(len(given.parts))
    return place, given.parts[place]


def _sentence(given: Sentences) -> str:
    return given.random.choice(SENTENCES).format(given.random.randint(100, 99_999))


def _put(given: Sentences, place: int, sentence: str) -> Expected:
    before, given.parts[place] = given.parts[place], sentence
    _joined(given)
    return Expected("changed", key_of(before), key_of(sentence))


def _joined(given: Sentences) -> None:
    given.paragraphs[given.place] = "".join(given.parts)


def judged(found: Changes, expected: Sequence[Expected]) -> tuple[list[Expected], list[Expected]]:
    """What was not told, and what was told though nobody did it; a report that makeup placed elsewhere did move."""
    told = [
        Expected(change.kind, key_of(change.old), key_of(change.new))
        for change in found.changes
        if not (change.kind == "moved" and change.part == "report")
    ]
    missed: list[Expected] = []
    for wanted in expected:
        if wanted.kind == "swapped":
            whole = wanted.old + wanted.new
            between = [each for each in told if each.kind == "moved" and each.old in whole]
            told = [each for each in told if each not in between]
            if not between:
                missed.append(wanted)
        elif wanted in told:
            told.remove(wanted)
        else:
            missed.append(wanted)
    return missed, told
