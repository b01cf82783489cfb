"""Decides which points a report offers: groups of them, each in the author's own words and in the report's order.

Headings, numbered paragraphs and run-in heads make the structure where they carry the report; `一要…… 二要……` where
there are none; else topic sentences, or the best sentences of every part. Everything offered is a substring of one
paragraph that begins where a clause begins and ends at a mark (which may fall) or at a heading's end. How much of it
is said is decided by `selection.py`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from bulletin.choose.clauses import LEAST, trimmed
from bulletin.choose.excerpts import BodyText, Detail, details_of
from bulletin.choose.prose import duties_of, sentences_of, topics_of
from bulletin.choose.structure import (
    LONGEST_GLOSSED,
    OutlineNode,
    SlideText,
    after_marks,
    bare_text,
    before_annex,
    beside,
    counted_in,
    head_end,
    nodes_of,
    number_of,
    without_stop,
)
from bulletin.model.edition import Paragraph, PointText, Report
from bulletin.model.marks import DASH

# Kinds of blocks that say nothing for a slide.
UNSHOWN = ("picture", "table", "chart", "note", "box-head", "closing", "quote-source")
_SECTION = r"[0-9]+(?:[.．][0-9]+)+\s|[一二三四五六七八九十]$"  # 1.1　有机物; 一 and nothing else
_OWN_NUMBER = re.compile("第?[一二三四五六七八九十]{1,3}(?:要|是|来|，|条)")
_FORMALITY = re.compile("起施行|负责解释|此前规定|同时废止")  # what closes any rule, and is no point
_ARTICLE = re.compile("第[一二三四五六七八九十百]{1,4}条[ \u3000]")
# What announces a series: ，我街道将从以下三方面进行改进：
_ANNOUNCED = re.compile("(?:^|[，。；])([^，。；：“”]{4,24})：$")
FEWEST_ARTICLES = 4
SHORT_REPORT = 150  # characters: what a slide may say
WHATEVER = -100.0  # worth that anything has
EDITORS = -1  # the paragraph of what the editor wrote
COUNTED_SHARE = 0.4  # of a report's characters under 一要 二要 inside its paragraphs, or they open paragraphs
LATE_SHARE, LATE_LEAST = 0.25, 3  # of the characters and members of a series that closes a report
COUNTED_LEAST = 0.2  # where they begin in the first third
MOST_AFTER_LIST, FEW_POINTS = 2, 7  # sentences after a list that stand beside it; points with them
BESIDE_SHARE = 0.3  # of a report's characters after its list, so that they must have their say
FEW_HEADS, LONG_PROSE = 3, 160  # headings that do not suffice, and characters under each
MOST_SENTENCES = 6  # of prose under few headings
BEGUN_BY = 0.4  # of a report's characters before they begin


class OutlinePoint(NamedTuple):
    """One point. Without a head, the first of `details` must stand; with one they may be left out, unless `fixed`."""

    head: str
    details: tuple[Detail, ...] = ()  # what may stand under the head, best first, each admissible by itself
    number: int = 0  # the author's own, 0 without
    own: bool = False  # the head brings its own number in words
    deeper: bool = False  # stands under the point before it
    fixed: bool = False  # the editor's: all or nothing
    paragraph: int = EDITORS  # index in Report.paragraphs where it begins


class Group(NamedTuple):
    """Points under one heading; "" where they have none."""

    head: str
    points: tuple[OutlinePoint, ...]
    paragraph: int = EDITORS


class Outline(NamedTuple):
    """All that a report offers for a slide."""

    groups: tuple[Group, ...]
    editors: bool = False  # from `points:`: nothing may be left out
    open: bool = False  # sentences chosen from prose: what is not shown is no point that was left out


def outline_of(report: Report) -> Outline:
    """The groups and points of a report, all of them, in its order."""
    if report.points:
        return Outline(groups=(Group(head="", points=_editors(report.points)),), editors=True)
    shown = (
        SlideText(_for_slide(each), index) for index, each in enumerate(report.paragraphs) if each.kind not in UNSHOWN
    )
    texts = before_annex([each for each in shown if each.text.strip()])
    articles = _are_articles(texts)
    nodes = () if articles else nodes_of(texts)
    if nodes:
        if few := _few_groups(nodes):
            return Outline(groups=few, open=not any(point.head for group in few for point in group.points))
        groups = _without_repeats(_groups(nodes))
        return Outline(groups=(*groups, *_beside(groups, beside(texts, nodes), sum(len(each.text) for each in texts))))
    if articles:
        texts = _articles(texts)
    bodies = tuple(BodyText(each.text, each.at, _after_label(each.paragraph)) for each in texts)
    counted, late = _counted_points(bodies)
    of_one = len({point.paragraph for point in counted}) == 1  # paragraph: others may have heads of their own
    topics = _topic_points(bodies) if of_one or not counted else ()
    if counted and len(topics) < 2:
        groups = (Group(head="", points=counted),)
        if late:  # the series closes a report that had its say before
            before = tuple(body for body in bodies if body.paragraph < counted[0].paragraph)
            return Outline(groups=(*_beside(groups, before, sum(len(body.text) for body in bodies)), *groups))
        after = tuple(body for body in bodies if body.paragraph > counted[-1].paragraph)
        return Outline(groups=(*groups, *_beside(groups, after, sum(len(body.text) for body in bodies))))
    points = topics or tuple(map(_sentence_point, duties_of(bodies) or sentences_of(bodies, report.title)))
    points = points or _whole(bodies)
    return Outline(groups=(Group(head="", points=points),) if points else (), open=True)


def _whole(bodies: Sequence[BodyText]) -> tuple[OutlinePoint, ...]:
    """The paragraphs of a report that says nothing better, if it is short enough to stand whole on a slide."""
    if sum(len(body.text) for body in bodies) > SHORT_REPORT:
        return ()
    texts = [(trimmed(body.text), body.paragraph) for body in bodies]
    return tuple(
        OutlinePoint(head="", details=(Detail(text=text, worth=0.0, paragraph=paragraph),), paragraph=paragraph)
        for text, paragraph in texts
        if len(text) >= LEAST
    )


def _are_articles(texts: tuple[SlideText, ...]) -> bool:
    """Whether a report is a law, 第一条……, whose articles are sentences to choose from, though one looks like a head.

    Articles are alike: they head what follows only where all of them do. What an article lists is part of it.
    """
    articles = [place for place, each in enumerate(texts) if _ARTICLE.match(each.text)]
    bodies = [each for each in texts if each.paragraph.kind != "heading" or _ARTICLE.match(each.text)]
    if len(articles) < max(FEWEST_ARTICLES, len(bodies) / 3):
        return False
    if all(texts[place].paragraph.kind == "heading" for place in articles):
        return False
    return not any(
        each.paragraph.level and each.paragraph.kind != "heading"
        for place, each in enumerate(texts)
        if place in articles or place < articles[0]
    )


def _articles(texts: tuple[SlideText, ...]) -> tuple[SlideText, ...]:
    """The first paragraph of every article of a law: what follows one, a list too, says more of what it lays down."""
    return tuple(each for each in texts if _ARTICLE.match(each.text))


def _after_label(paragraph: Paragraph) -> int:
    text, bare = paragraph.text.strip(), bare_text(paragraph)
    return len(text) - len(bare) if paragraph.label else 0


def _editors(points: Sequence[PointText]) -> tuple[OutlinePoint, ...]:
    """The editor's points; where all have a head, what stands before a colon is one: 强化取水统计：制定……."""
    parted = [_parted(point) for point in points]
    alike = parted if all(head for head, _ in parted) else [(point.head, point.text) for point in points]
    return tuple(
        OutlinePoint(head=head, details=(Detail(text=text, worth=0.0, paragraph=EDITORS),) if text else (), fixed=True)
        for head, text in alike
    )


def _parted(point: PointText) -> tuple[str, str]:
    """Head and text of an editor's point."""
    term, colon, rest = point.text.partition("：")
    is_head = colon and rest.strip() and LEAST <= len(term) <= LONGEST_GLOSSED and not re.search("[，。；]", term)
    return (term, rest.strip()) if is_head and not point.head else (point.head, point.text)


def _for_slide(paragraph: Paragraph) -> Paragraph:
    """A paragraph without the numbers of notes, and an item without its mark: a slide has its own."""
    if paragraph.kind == "item" and paragraph.label:
        first, *others = paragraph.runs
        runs = (first._replace(text=first.text.removeprefix(paragraph.label).lstrip()), *others)
        paragraph = paragraph._replace(runs=runs, label="")
    if not any(run.note for run in paragraph.runs):
        return paragraph
    noted, place = 0, 0  # characters of notes in the head that opens the paragraph
    for run in paragraph.runs:
        noted += len(run.text) if run.note and place < paragraph.run_in else 0
        place += len(run.text)
    runs = tuple(run for run in paragraph.runs if not run.note)
    return paragraph._replace(runs=runs, run_in=paragraph.run_in - noted)


def _groups(nodes: tuple[OutlineNode, ...]) -> tuple[Group, ...]:
    """Top nodes with something under them become groups; the others are points, side by side without a heading."""
    if not any(node.children for node in nodes):
        return (Group(head="", points=_points(nodes), paragraph=nodes[0].at),)
    groups: list[Group] = []
    labelled = _labelled(nodes)
    for loose, run in groupby(nodes, lambda node: not node.children and node.paragraph.kind != "heading"):
        if loose:
            some = tuple(run)
            groups.append(Group(head="", points=_points(some), paragraph=some[0].at))
            continue
        for node in run:
            head = _head(node.paragraph, labelled)
            series = () if node.children else _series(node.body)
            points = _points(node.children) or (series[0].points if series else ())
            bodies = _bodies(node, head)
            if not points and (details := details_of(bodies, head) or details_of(bodies, head, least=WHATEVER)):
                points = (_sentence_point(details),)  # what a heading without points says
            if not points:  # it stands though nothing can be said under it
                groups.append(Group(head="", points=(OutlinePoint(head=head, paragraph=node.at),), paragraph=node.at))
                continue
            groups.append(Group(head=head, points=points, paragraph=node.at))
            groups += [each for each in series[1:] if each.head]
    return tuple(groups)


def _few_groups(nodes: tuple[OutlineNode, ...]) -> tuple[Group, ...]:
    """Two or three headings over long prose as groups of what it says; () where they are more, or less is under them.

    A single heading does not say what a report is about; what stands under it does.
    """
    if len(nodes) > FEW_HEADS or not all(map(_heads_prose, nodes)):
        return ()
    labelled = _labelled(nodes)
    groups = tuple(
        Group(_head(node.paragraph, labelled), _prose_points(node.body, len(nodes)), node.at) for node in nodes
    )
    return groups if all(group.points for group in groups) else ()


def _heads_prose(node: OutlineNode) -> bool:
    """Whether a node is a heading over much text without any structure."""
    length = sum(len(body.text) for body in node.body)
    return node.paragraph.kind == "heading" and not node.children and length >= LONG_PROSE and not _series(node.body)


def _prose_points(bodies: Sequence[BodyText], heads: int) -> tuple[OutlinePoint, ...]:
    """What prose under one of so many headings says: its topics, or its best sentences in their order."""
    return _topic_points(bodies) or _best_sentences(bodies, MOST_SENTENCES // heads)


def _topic_points(bodies: Sequence[BodyText]) -> tuple[OutlinePoint, ...]:
    return tuple(
        OutlinePoint(head=topic.head, details=details_of([topic.body], topic.head), paragraph=topic.body.paragraph)
        for topic in topics_of(bodies)
    )


def _best_sentences(bodies: Sequence[BodyText], most: int) -> tuple[OutlinePoint, ...]:
    """The sentences that say most, in their order."""
    sentences = sentences_of(bodies)
    best = sorted(range(len(sentences)), key=lambda place: -sentences[place][0].worth)[:most]
    return tuple(_sentence_point(sentences[place]) for place in sorted(best))


def _sentence_point(details: tuple[Detail, ...]) -> OutlinePoint:
    return OutlinePoint(head="", details=details, paragraph=details[0].paragraph)


def _beside(groups: tuple[Group, ...], bodies: tuple[BodyText, ...], whole: int) -> tuple[Group, ...]:
    """What the texts after a list say best, where they are much of a report and the list leaves room."""
    room = min(MOST_AFTER_LIST, FEW_POINTS - sum(not point.deeper for group in groups for point in group.points))
    if room <= 0 or sum(len(body.text) for body in bodies) < BESIDE_SHARE * whole:
        return ()
    points = _best_sentences(bodies, room)
    return (Group(head="", points=points),) if points else ()


def _without_repeats(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups with heads that were said word for word before left out; so are points that have nothing else."""
    said: set[str] = set()
    kept: list[Group] = []
    for group in groups:
        points: list[OutlinePoint] = []
        for point in group.points:
            again = bool(point.head) and point.head in said
            said.add(point.head)
            if not again:
                points.append(point)
            elif point.details and not point.deeper:
                points.append(point._replace(head="", number=0, own=False))
        if points or group.head:
            kept.append(group._replace(points=tuple(points)))
    return tuple(kept)


def _labelled(nodes: tuple[OutlineNode, ...]) -> bool:
    """Whether heads side by side keep their numbers: all of them do where one would be too short without."""
    return any(
        node.paragraph.label and len(bare_text(node.paragraph)) < LEAST
        for node in nodes
        if node.paragraph.kind == "heading"
    )


def _points(nodes: tuple[OutlineNode, ...]) -> tuple[OutlinePoint, ...]:
    """Nodes side by side as points, those under each as further points after it."""
    points: list[OutlinePoint] = []
    labelled = _labelled(nodes)
    for node in nodes:
        paragraph = node.paragraph
        head = _head(paragraph, labelled)
        if _FORMALITY.search(head) and not node.children:
            continue
        own = bool(
            (paragraph.label and head.startswith(paragraph.label))
            or re.match(_SECTION, head)
            or (not paragraph.label and _OWN_NUMBER.match(head))
        )
        bodies = _bodies(node, head)
        number = 0 if own else number_of(paragraph.label)
        details = details_of(bodies, head)
        points.append(OutlinePoint(head=head, details=details, number=number, own=own, paragraph=node.at))
        deeper = [point for child in node.children for point in _deeper(child)]
        points += deeper or [each._replace(deeper=True) for each in _one_below_another(_series(bodies))]
    return tuple(points)


def _bodies(node: OutlineNode, head: str) -> tuple[BodyText, ...]:
    """The texts under a head: the rest of its own paragraph, and what follows."""
    text = node.paragraph.text
    if node.paragraph.kind == "heading":
        return node.body
    own = BodyText(text, node.at, after_marks(text, text.index(head) + len(head)))
    if own.stop - own.start >= LONGEST_GLOSSED and node.paragraph.run_in == 0:
        return (own, *node.body[:1])
    if own.stop - own.start >= 2 * LONGEST_GLOSSED:
        return (own,) if not node.paragraph.level else (own, *node.body)
    return (own, *node.body)


def _deeper(node: OutlineNode) -> tuple[OutlinePoint, ...]:
    """A node under a point, and those under it in turn: numbers and heads only."""
    text = node.paragraph.text.strip()
    head = _head(node.paragraph)
    point = OutlinePoint(
        head=text[: text.index(head) + len(head)].removeprefix(DASH), details=(), deeper=True, paragraph=node.at
    )
    return (point, *(deeper for child in node.children for deeper in _deeper(child)))


def _head(paragraph: Paragraph, labelled: bool = False) -> str:
    """A heading, without its number unless it is `labelled`, a run-in head, or a numbered paragraph's first sentence.

    A full stop at its end falls.
    """
    text, bare = paragraph.text.strip(), bare_text(paragraph)
    if paragraph.kind == "heading":
        return (text if labelled else bare).rstrip("。：")
    start = len(text) - len(bare)
    if paragraph.run_in:
        return text[start : paragraph.run_in].rstrip("。：")
    return without_stop(text[start : head_end(text, start)])


def _series(bodies: Sequence[BodyText]) -> tuple[Group, ...]:
    """What counts 一是 二是 under one head: one series through several texts, or each text's own.

    The head of each is the clause that announces it, 从以下三方面改进：, "" where none does: a second series that
    nothing announces would be taken for more of the first.
    """
    through = _counted(*bodies)
    if len({point.paragraph for point in through}) > 1:
        return (Group(head="", points=through),)
    found: list[Group] = []
    for body in bodies:
        if points := _counted(body):
            ahead = body.text[body.start : body.text.index(points[0].head, body.start)]
            announced = _ANNOUNCED.search(ahead)
            found.append(Group(announced[1] if announced else "", points, body.paragraph))
    return tuple(found)


def _one_below_another(series: Sequence[Group]) -> Iterator[OutlinePoint]:
    """The members of the first series, and of others below the clause that announces each."""
    for place, each in enumerate(series):
        if place and each.head:
            yield OutlinePoint(head=each.head, own=True, paragraph=each.paragraph)
        if not place or each.head:
            yield from each.points


def _counted(*bodies: BodyText) -> tuple[OutlinePoint, ...]:
    """The sentences of some texts that count 一要 二要 三要, as points."""
    points: list[OutlinePoint] = []
    for each in counted_in(bodies):
        text = each.body.text
        head = without_stop(text[each.body.start : each.head_end])
        under = each.body._replace(start=after_marks(text, each.head_end))
        details = details_of([under], head) if under.start < under.stop else ()
        points.append(OutlinePoint(head=head, details=details, own=True, paragraph=each.body.paragraph))
    return tuple(points)


def _counted_points(bodies: tuple[BodyText, ...]) -> tuple[tuple[OutlinePoint, ...], bool]:
    """What counts 一要 二要 in a report without other structure, and whether it closes it; () where it is little."""
    counted = counted_in(bodies)
    if not counted:
        return (), False
    whole = sum(len(body.text) for body in bodies)
    first = counted[0].body
    before = sum(len(body.text) for body in bodies if body.paragraph < first.paragraph) + first.start
    covered = sum(each.body.stop - each.body.start for each in counted)
    begun = before <= BEGUN_BY * whole and covered >= COUNTED_LEAST * whole
    late = not begun and covered < COUNTED_SHARE * whole
    opening = all(each.body.start == 0 for each in counted)  # every one a paragraph
    if late and (covered < LATE_SHARE * whole or (len(counted) < LATE_LEAST and not opening)):
        return (), False
    return _counted(*bodies), late
