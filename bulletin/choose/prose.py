"""What a report without structure says: its topic sentences with what they head, else its best sentences.

Reports of offices often name a topic in a short sentence and go on from there: 推动贸易创新发展。打响……. Where these
carry the text they are its heads. Else every sentence is a candidate, and each third of the text has its own.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.choose.beginnings import is_series, lead_end
from bulletin.choose.clauses import sentence_spans, trimmed
from bulletin.choose.excerpts import BodyText, Detail, beginnings_of, details_of
from bulletin.choose.openings import opens_deed
from bulletin.choose.structure import head_end
from bulletin.choose.worth import pairs, shared, worth_of

LONGEST_TOPIC, LONGEST_OPENING = (
    16,
    20,
)  # characters of a sentence that names a topic, and of one that opens a paragraph
LEAST_UNDER = 25  # characters that a topic heads at least
FEWEST_TOPICS = 3
COVERED = 0.5  # share of the text that stands under topics, so that they are its structure
OF_A_THIRD = 3  # sentences offered of each third of the text
LONG_SENTENCE = 140  # characters of a sentence of which no slide shows the half: twice what may be shown
_MEMBERS_TOLD = re.compile("其中|包括|分别|：|[一二三四五六七八九十]是|首先|既要")
SAID_IN_TITLE, TITLE_PRICE = 0.7, 3.0  # share of a title that a sentence says again, and what that costs it
LEAST_SAID = 0.0  # worth of a sentence that may stand alone
SAID_TWICE = 0.5  # share of pairs of characters from which one sentence repeats another
_PARTICULAR = re.compile("一批|一个|中心|机制|平台|试点|示范区|基地|条例|医院|学校|公司|办法|方案")
LONGEST_BARE = 14  # characters of any sentence that opens a paragraph and may name its topic
_NARRATED = re.compile(
    "(?<!自)我(?![们区市县省国校院局])|你|他|她|它|这|那|了$|是.*的$|^(?:但|而|却|不过|于是|后来|如今|现在|此时)"
)
_TWO_CLAUSES = re.compile("[^，。；：？！0-9]{4,12}，[^，。；：？！0-9]{4,12}")  # 坚持高位推动，压紧责任链条
_STATE = re.compile("(?:显著|持续|稳步|不断|明显|更加|全面|大幅|有效|进一步|扎实|有力|有序)[^，。]{1,6}$")


# How something stands, in a word: 教育事业亮点纷呈, 工业生产平稳运行.
_STANDING = re.compile(
    "稳定|平稳|稳健|稳中|稳步|向好|纷呈|增效|提质|蓬勃|有力|显著|明显|良好|丰硕|持续|提升|增强|改善|优化|加快|扎实|有序|深入|活跃|兴旺|"
    "夯实|亮眼|突出|凸显|彰显|见效|旺盛|增长|完善|巩固|加强"
)
FEWEST_DUTIES = 3
DUTY_PRICE = 16  # characters of a duty that must be worth one more: there are many, and each is to be heard
FIRST_DUTY = 1.0  # what the first duty of a paragraph is worth more: the others say how
DUTY_AGAIN = 0.4  # share of pairs of characters from which a duty is one that was laid down before
# A sentence of a meeting's report that lays a duty on somebody: 要…, 各级各部门要…, 各级领导干部要….
_DUTY = re.compile(
    "(?:各[^，。；：]{1,14}|(?:全[区市县省校局镇]|我们|大家)[^，。；：]{0,10}|)"
    "(?:都|还|也|又|更|必须)?(?<![重主需首必纪摘概机紧])要(?![求素点件闻道塞害务领是么])"
)


class Topic(NamedTuple):
    """A topic sentence and what stands under it."""

    head: str
    body: BodyText


def topics_of(bodies: Sequence[BodyText]) -> tuple[Topic, ...]:
    """The topic sentences of prose, those that open paragraphs where they suffice; () where they do not carry it."""
    found = [each for body in bodies for each in _topic_spans(body)]
    opening = [each for each in found if each[1] == 0]
    for some in (opening, found):
        topics = _with_bodies(some)
        under = sum(topic.body.stop - topic.body.start for topic in topics)
        if len(topics) >= FEWEST_TOPICS and under >= COVERED * sum(len(body.text) for body in bodies):
            return topics
    return ()


def _topic_spans(body: BodyText) -> Iterator[tuple[BodyText, int, int]]:
    """The sentences of a paragraph that name topics; beside one that surely does others as short and bare do as well.

    教育事业亮点纷呈。…… 医疗事业提质增效。…… 文体事业蓬勃发展。……
    """
    spans = [(start, end) for start, end in sentence_spans(body.text) if start >= body.start and end <= body.stop]
    sure = [(start, end) for start, end in spans if _is_topic(body.text, start, end)]
    bare = [(start, end) for start, end in spans if _is_bare(body.text, start, end)]
    edges = [*(start for start, _ in bare[1:]), body.stop]
    heading = [each for each, upper in zip(bare, edges, strict=False) if upper - each[1] >= LEAST_UNDER]
    found = sorted({*sure, *heading}) if sure or len(heading) >= FEWEST_TOPICS else sure
    return ((body, start, end) for start, end in found)


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether a sentence is as short as a head, has no figure and no mark inside, and says how something stands."""
    words = trimmed(text[start:end])
    short = len(words) <= LONGEST_BARE and text[end - 1] == "。" and bool(_STANDING.search(words))
    return short and not re.search("[0-9，；：？！、]", words) and not _NARRATED.search(words)


def duties_of(bodies: Sequence[BodyText]) -> tuple[tuple[Detail, ...], ...]:
    """What the sentences say that lay duties on their readers, 要…, from where each begins; () where they are few.

    A meeting's report is made of them: each says first what is to be done, and then how. A duty that is laid down
    again is said once.
    """
    found = [
        (body, opening, end)
        for body in bodies
        for start, end in sentence_spans(body.text)
        if start >= body.start and _DUTY.match(body.text, opening := lead_end(body.text, start, end))
    ]
    under = sum(end - start for _, start, end in found)
    if len(found) < FEWEST_DUTIES or under < COVERED * sum(len(body.text) for body in bodies):
        return ()
    kept: list[tuple[Detail, ...]] = []
    said: list[frozenset[str]] = []
    for body, start, end in found:
        details = _from_its_beginning(body, start, end)
        if all(other[0].paragraph != body.paragraph for other in kept):
            details = tuple(detail._replace(worth=detail.worth + FIRST_DUTY) for detail in details)
        words = details[0].text
        if not any(shared(words, other) > DUTY_AGAIN for other in said):
            kept.append(details)
            said.append(pairs(words))
    return tuple(kept)


def _from_its_beginning(body: BodyText, start: int, end: int) -> tuple[Detail, ...]:
    """What may be said of a sentence without its beginning being lost; what heads it where nothing else may."""
    text = body.text
    begun = beginnings_of(body._replace(start=start, end=end), DUTY_PRICE)
    head = trimmed(text[start : min(head_end(text, start), end)])
    return begun or (Detail(text=head, worth=round(worth_of(head), 2), paragraph=body.paragraph),)


def _with_bodies(found: Sequence[tuple[BodyText, int, int]]) -> tuple[Topic, ...]:
    """Topic sentences that have enough under them, each to the next one of its paragraph."""
    topics: list[Topic] = []
    for place, (body, start, end) in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        stop = following[1] if following and following[0].paragraph == body.paragraph else len(body.text)
        if stop - end >= LEAST_UNDER:
            topics.append(
                Topic(
                    trimmed(body.text[lead_end(body.text, start, end) : end]),
                    BodyText(body.text, body.paragraph, end, stop),
                )
            )
    return tuple(topics)


def _is_topic(text: str, start: int, end: int) -> bool:
    """Whether a sentence is short, and names a field to work on rather than one thing that is done."""
    words = trimmed(text[lead_end(text, start, end) : end])
    if text[end - 1] != "。" or _NARRATED.search(words):
        return False
    if start == 0 and _TWO_CLAUSES.fullmatch(words):
        return opens_deed(words)
    if len(words) > (LONGEST_TOPIC if start else LONGEST_OPENING) or re.search("[0-9，；：？！]", words):
        return False
    opens = start == 0 and len(words) <= LONGEST_BARE
    return opens or (not _PARTICULAR.search(words) and (opens_deed(words) or bool(_STATE.search(words))))


def _sayings(text: str) -> Iterator[tuple[int, int, int]]:
    """The sentences of a text; one that goes on for long says something of its own before every ；.

    Where the sentence begins, where what it says begins and where that ends.
    """
    for start, end in sentence_spans(text):
        parted = end - start > LONG_SENTENCE and not _MEMBERS_TOLD.search(text, start, end)
        parted = parted and not is_series(text, start, end)
        stops = [start + found.end() for found in re.finditer("；", text[start:end])] if parted else []
        yield from ((start, *edge) for edge in pairwise((start, *(stop for stop in stops if stop < end), end)))


def sentences_of(bodies: Sequence[BodyText], title: str = "") -> tuple[tuple[Detail, ...], ...]:
    """The best of what single sentences say, in the order of the text, some of each third.

    Args:
        title: what stands over them: a sentence that only says it again is worth less.
    """
    named = pairs(title)
    whole = sum(len(body.text) for body in bodies)
    thirds: list[list[tuple[float, int, tuple[Detail, ...]]]] = [[], [], []]
    before = 0
    begun: dict[int, int] = {}  # where the sentence begins of what begins somewhere
    for body in bodies:
        for sentence, start, end in _sayings(body.text):
            start = max(start, body.start)
            begun[before + start] = before + sentence
            details = details_of([body._replace(start=start, end=end)], least=LEAST_SAID)
            if details and len(named & pairs(details[0].text)) > SAID_IN_TITLE * len(named):
                details = tuple(detail._replace(worth=detail.worth - TITLE_PRICE) for detail in details)
            if details:
                third = min(2, 3 * (before + start) // max(1, whole))
                thirds[third].append((-details[0].worth, before + start, details))
        before += len(body.text)
    kept: list[tuple[int, tuple[Detail, ...]]] = []
    said: list[tuple[int, frozenset[str]]] = []
    for some in thirds:
        taken = 0
        for _, place, details in sorted(some, key=lambda each: each[:2]):
            words = details[0].text
            # members of one sentence are alike, and each is of somebody else
            if taken < OF_A_THIRD and not any(
                shared(words, other) > SAID_TWICE for sentence, other in said if sentence != begun[place]
            ):
                kept.append((place, details))
                said.append((begun[place], pairs(words)))
                taken += 1
    return tuple(details for _, details in sorted(kept, key=lambda each: each[0]))


def thirds_of(count: int) -> tuple[range, ...]:
    """The places of so many things in three parts as equal as can be, empty ones left out."""
    edges = [count * part // 3 for part in range(4)]
    return tuple(range(*edge) for edge in pairwise(edges) if edge[0] < edge[1])
