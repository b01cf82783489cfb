"""What of a report may stand on its slide: groups of points, each in the author's own words.

Headings and numbered paragraphs make the structure; `一要…… 二要……` where there are none; else the leading
sentences. Everything offered is a substring of one paragraph that begins where a clause begins and ends at a mark
(which may fall) or at a heading's end. How much of it is shown is decided by `slide_grid.py`.
"""

import re
from typing import NamedTuple

from bulletin.model.edition import Paragraph, Report
from bulletin.model.marks import CLOSING, OPENING

LEAST = 4  # characters of a point
LEADING = 8  # sentences offered where a report has no structure: what one slide can say, chosen by eye
LONGEST = (
    150  # characters of a detail: three lines of the widest body are 120, so longer prefixes are not worth measuring
)

FULL_STOPS = "。！？!?"
SENTENCE_END = FULL_STOPS + "；"
CLAUSE_END = SENTENCE_END + "，：,"  # 、 parts the members of a list, not clauses
FALLING = "，。；：,、"  # marks that fall at the end of a point; ！ ？ and closing marks stay

ORDINAL = re.compile(r"(?:第)?[一二三四五六七八九十]{1,3}(?:要|是|，)")
FIGURES = {figure: value for value, figure in enumerate("一二三四五六七八九", 1)}
LARGEST_NUMBER = 999

# First clauses that say nothing by themselves: times and connectives, seen in reports of this kind.
HOLLOW = re.compile(
    "近日|日前|近期|期间|其间|目前|当前|今后|下一步|接下来|为此|因此|同时|此外|另外|首先|其次|最后|总之|对此|在此基础上|与此同时|"
    "一方面|另一方面|除此之外|下一步工作中|具体来说"
)


# Words that ask for others further on: a clause that has the first without one of the second is no end.
CORRELATIVES = (
    ("一方面", ("另一方面",)),
    ("无论", ("都", "均")),
    ("不论", ("都", "均")),
    ("不仅", ("还", "而且", "也", "更")),
    ("不但", ("还", "而且", "也", "更")),
    ("虽然", ("但", "却")),
    ("尽管", ("但", "却")),
    ("因为", ("所以", "因此")),
    ("只有", ("才",)),
    ("只要", ("就",)),
    ("如果", ("就", "将", "那么")),
    ("不是", ("而是",)),
)
# Clauses that begin or end like this only lead to the next one.
LEADING_IN = ("围绕", "结合", "按照", "根据", "通过", "为了", "随着", "针对", "除", "要围绕", "要按照", "要结合", "当")
LEADING_ON = ("上看", "来看", "来讲", "来说", "而言", "以来", "之后", "同时", "基础上", "情况下", "过程中", "方面")

SENTENCES = 3  # of a paragraph that a point may begin with: later ones seldom say what the head announces


class Excerpt(NamedTuple):
    """What the author says from some sentence on, as far as some clause."""

    text: str
    whole: bool  # a sentence ends here
    sound: bool = True  # not parted between 一方面 and 另一方面
    sentence: int = 0  # which sentence of the paragraph it begins with


class OutlinePoint(NamedTuple):
    """One point. Without a head, one of `excerpts` must stand; with a head they may be left out, unless `fixed`."""

    head: str
    excerpts: tuple[Excerpt, ...] = ()  # by rising length
    number: int = 0  # the author's own, 0 without
    own: bool = False  # the head brings its own number in words
    deeper: bool = False  # stands under the point before it, with its own number
    fixed: bool = False  # the editor's: all or nothing


class Group(NamedTuple):
    """Points under one heading; "" where they have none."""

    head: str
    points: tuple[OutlinePoint, ...]


class Outline(NamedTuple):
    groups: tuple[Group, ...]
    editors: bool = False  # from `points:`: nothing may be left out
    open: bool = False  # leading sentences: what is not shown is no point that was left out


class _Node(NamedTuple):
    """A heading or numbered paragraph with what stands under it."""

    paragraph: Paragraph
    body: tuple[str, ...]  # texts under it, before the next node
    children: tuple["_Node", ...]


def outline_of(report: Report) -> Outline:
    """The groups and points of a report, all of them, in its order."""
    if report.points:
        points = tuple(
            OutlinePoint(point.head, (Excerpt(point.text, True),) if point.text else (), fixed=True)
            for point in report.points
        )
        return Outline((Group("", points),), editors=True)
    texts = tuple(
        paragraph for paragraph in report.paragraphs if paragraph.kind != "picture" and paragraph.text.strip()
    )
    nodes = _nodes(texts)
    groups = _groups(nodes) if nodes else ()
    if groups:
        return Outline(groups)
    bodies = tuple(paragraph.text for paragraph in texts)
    ordinals = _ordinals(bodies)
    if ordinals:
        return Outline((Group("", ordinals),))
    sentences = _sentences(bodies)
    return Outline((Group("", sentences),) if sentences else (), open=True)


def clause_ends(text: str, start: int = 0) -> tuple[tuple[int, bool], ...]:
    """Offsets after `start` at which a clause ends, its marks included, and whether a sentence ends there.

    Marks inside quotes and brackets end nothing, unless what was opened is never closed.
    """
    closed = _depth(text[start:]) == 0
    ends: list[tuple[int, bool]] = []
    depth = 0
    at = start
    while at < len(text):
        mark = text[at]
        at += 1
        if mark in OPENING:
            depth += 1
        elif mark in CLOSING:
            depth = max(0, depth - 1)
        elif mark in CLAUSE_END and (depth == 0 or not closed) and not _inside_number(text, at - 1):
            strong = mark in FULL_STOPS
            while at < len(text) and text[at] in CLOSING + SENTENCE_END:
                strong = strong or text[at] in FULL_STOPS
                at += 1
            ends.append((at, strong))
    if not ends or ends[-1][0] < len(text):
        ends.append((len(text), True))
    return tuple(ends)


def number_of(label: str) -> int:
    """The number in a label: 3 for 3. and （三）, 12 for 十二、; 0 when it is none or too large for a list."""
    figures = "".join(mark for mark in label if mark.isdigit())
    if figures:
        return int(figures) if int(figures) <= LARGEST_NUMBER else 0
    words = "".join(mark for mark in label if mark in FIGURES or mark == "十")
    if "十" in words:
        tens, _, ones = words.partition("十")
        return FIGURES.get(tens, 1) * 10 + FIGURES.get(ones, 0)
    return FIGURES.get(words, 0)


def _inside_number(text: str, at: int) -> bool:
    """Whether the mark stands between two figures: 1,000 and 12:30 are no clauses."""
    return text[at] in ",:" and 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


def _depth(text: str) -> int:
    depth = 0
    for mark in text:
        if mark in OPENING:
            depth += 1
        elif mark in CLOSING:
            depth = max(0, depth - 1)
    return depth


def _nodes(texts: tuple[Paragraph, ...]) -> tuple[_Node, ...]:
    """The report as a tree: a node's children are the deeper ones that follow it."""
    starts = [at for at, paragraph in enumerate(texts) if paragraph.level or paragraph.kind == "heading"]
    if not starts:
        return ()
    bodies = [
        tuple(paragraph.text for paragraph in texts[start + 1 : following])
        for start, following in zip(starts, [*starts[1:], len(texts)], strict=True)
    ]

    def tree(first: int, last: int) -> tuple[_Node, ...]:
        found: list[_Node] = []
        while first < last:
            level = texts[starts[first]].level
            end = first + 1
            while end < last and texts[starts[end]].level > level:
                end += 1
            found.append(_Node(texts[starts[first]], bodies[first], tree(first + 1, end)))
            first = end
        return tuple(found)

    return tree(0, len(starts))


def _groups(nodes: tuple[_Node, ...]) -> tuple[Group, ...]:
    """Top nodes with something under them become groups; the others are points, side by side without a heading."""
    if not any(node.children for node in nodes):
        points = _points(nodes)
        return (Group("", points),) if points else ()
    groups: list[Group] = []
    loose: list[_Node] = []
    labelled = _labelled(nodes)
    for node in nodes:
        if not node.children and node.paragraph.kind != "heading":
            loose.append(node)
            continue
        if loose:
            groups.append(Group("", _points(tuple(loose))))
            loose = []
        groups.append(Group(_head(node.paragraph, labelled), _points(node.children) or _first_words(node.body)))
    if loose:
        groups.append(Group("", _points(tuple(loose))))
    return tuple(groups)


def _labelled(nodes: tuple[_Node, ...]) -> bool:
    """Whether heads side by side keep their numbers: all of them do where one would be too short without."""
    return any(
        node.paragraph.label and len(_bare(node.paragraph)) < LEAST
        for node in nodes
        if node.paragraph.kind == "heading"
    )


def _points(nodes: tuple[_Node, ...]) -> tuple[OutlinePoint, ...]:
    """Nodes side by side as points, those under each as further points after it."""
    points: list[OutlinePoint] = []
    labelled = _labelled(nodes)
    for node in nodes:
        paragraph = node.paragraph
        head = _head(paragraph, labelled)
        own = bool(paragraph.label) and head.startswith(paragraph.label)
        excerpts: tuple[Excerpt, ...] = ()
        if paragraph.kind != "heading":
            text = paragraph.text
            first = text.index(head) + len(head)
            while first < len(text) and text[first] in CLAUSE_END + CLOSING:
                first += 1
            excerpts = _excerpts(text, first)
        if not excerpts and not node.children:
            excerpts = next(filter(None, (_excerpts(body, 0) for body in node.body)), ())
        points.append(OutlinePoint(head, excerpts, 0 if own else number_of(paragraph.label), own))
        points += [deeper for child in node.children for deeper in _deeper(child)]
    return tuple(points)


def _deeper(node: _Node) -> tuple[OutlinePoint, ...]:
    """A node under a point, and those under it in turn: numbers and heads only."""
    paragraph = node.paragraph
    text = paragraph.text.strip()
    head = _head(paragraph)
    point = OutlinePoint(text[: text.index(head) + len(head)], deeper=True)
    return (point, *(deeper for child in node.children for deeper in _deeper(child)))


def _bare(paragraph: Paragraph) -> str:
    """The text without its number."""
    text, label = paragraph.text.strip(), paragraph.label.strip()
    return text[len(label) :].strip() if label and text.startswith(label) else text


def _head(paragraph: Paragraph, labelled: bool = False) -> str:
    """A heading, without its number unless it is `labelled`, or the first clause of a numbered paragraph."""
    text = paragraph.text.strip()
    if paragraph.kind == "heading":
        return text if labelled else _bare(paragraph)
    start = len(text) - len(_bare(paragraph))
    for end, _ in clause_ends(text, start):
        clause = _trim(text[start:end])
        if len(clause) >= LEAST:
            return clause
    return text


def _trim(text: str) -> str:
    return text.strip().rstrip(FALLING).strip()


def _excerpts(text: str, start: int, limit: int = 0) -> tuple[Excerpt, ...]:
    """What may stand for `text` from `start`: prefixes of its first sentences that end with a clause.

    Hollow first clauses and announcements are left out. For every sentence the prefixes come by rising length.
    """
    text = text[: limit or len(text)]
    found: list[Excerpt] = []
    starts = [start, *(end for end, whole in clause_ends(text, start)[:-1] if whole)]
    for sentence, begin in enumerate(starts[:SENTENCES]):
        first = _excerpt_start(text, begin)
        longest = 0
        ends = clause_ends(text, first)
        for (end, whole), (following, _) in zip(ends, [*ends[1:], (len(text), True)], strict=True):
            told = _trim(text[first:end])
            if len(told) >= LEAST and len(told) > longest and text[end - 1] not in "：:":
                listed = "、" in told and "等" in text[end:following]
                found.append(Excerpt(told, whole, whole or (_sound(told) and not listed), sentence))
                longest = len(told)
            if end - first > LONGEST:
                break
    return tuple(found)


def _sound(told: str) -> bool:
    """Whether the words end where something has been said: no pair parted, no clause that only leads on."""
    for opening, closings in CORRELATIVES:
        if opening in told and not any(closing in told for closing in closings):
            return False
    ends = [end for end, _ in clause_ends(told)]
    clause = told[ends[-2] if len(ends) > 1 else 0 :]
    return not clause.startswith(LEADING_IN) and not clause.endswith(LEADING_ON)


def _excerpt_start(text: str, start: int) -> int:
    """Where the first clause begins that says something; `start` itself when none is left after it."""
    first = start
    for end, whole in clause_ends(text, start):
        clause = text[first:end]
        hollow = HOLLOW.fullmatch(_trim(clause)) or clause.rstrip(CLOSING)[-1:] in tuple("：:")
        if whole or not hollow or len(_trim(text[end:])) < LEAST:
            return first
        first = end
    return start


def _first_words(bodies: tuple[str, ...]) -> tuple[OutlinePoint, ...]:
    """What a heading without points says first, as one point without a head."""
    excerpts = next(filter(None, (_excerpts(body, 0) for body in bodies)), ())
    return (OutlinePoint("", excerpts),) if excerpts else ()


def _ordinals(bodies: tuple[str, ...]) -> tuple[OutlinePoint, ...]:
    """Sentences that count 一要 二要 三要, with what follows each up to the next; none unless two at least count up."""
    found: list[tuple[int, int, int]] = []  # body, offset, number
    for at, body in enumerate(bodies):
        starts = [0, *(end for end, _ in clause_ends(body)[:-1])]
        for start in starts:
            match = ORDINAL.match(body, start)
            if match and number_of(match[0]) == len(found) + 1:
                found.append((at, start, len(found) + 1))
    if len(found) < 2:
        return ()
    points: list[OutlinePoint] = []
    for position, (at, start, _) in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        limit = following[1] if following and following[0] == at else len(bodies[at])
        body = bodies[at][:limit]
        end = next(
            (end for end, _ in clause_ends(body, start) if len(_trim(body[start:end])) >= LEAST),
            limit,
        )
        points.append(OutlinePoint(_trim(body[start:end]), _excerpts(body, end) if end < limit else (), own=True))
    return tuple(point for point in points if len(point.head) >= LEAST)


def _sentences(bodies: tuple[str, ...]) -> tuple[OutlinePoint, ...]:
    """The leading sentence of each paragraph where there are enough of them, else the leading sentences."""
    by_paragraph = [_sentence_starts(body) for body in bodies]
    pairs = [(body, starts[0]) for body, starts in zip(bodies, by_paragraph, strict=True) if starts]
    if len(pairs) < LEADING // 2:
        pairs = [(body, start) for body, starts in zip(bodies, by_paragraph, strict=True) for start in starts]
    points = []
    for body, (start, end) in pairs:
        excerpts = _excerpts(body, start, end)
        if excerpts:
            points.append(OutlinePoint("", excerpts))
    return tuple(points[:LEADING])


def _sentence_starts(body: str) -> list[tuple[int, int]]:
    """Start and end of every sentence."""
    starts: list[tuple[int, int]] = []
    first = 0
    for end, whole in clause_ends(body):
        if whole:
            if len(_trim(body[first:end])) >= LEAST:
                starts.append((first, end))
            first = end
    return starts
