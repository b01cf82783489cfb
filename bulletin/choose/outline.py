"""Decides which points a report offers: groups of them, each in the author's own words and in the report's order.

Headings and numbered paragraphs make the structure; `一要…… 二要……` where there are none; else the leading
sentences. Everything offered is a substring of one paragraph that begins where a clause begins and ends at a mark
(which may fall) or at a heading's end. How much of it a slide shows is decided by `slides/arrange.py`.
"""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple
from unicodedata import normalize

from bulletin.choose.clauses import CLAUSE_END, LEAST, clause_ends, sentence_spans, trimmed
from bulletin.choose.excerpts import Excerpt, excerpts_of, first_excerpts
from bulletin.model.edition import Paragraph, Report
from bulletin.model.marks import CLOSING

LEADING = 8  # sentences offered where a report has no structure: what one slide can say, chosen by eye
# Kinds of blocks that say nothing for a slide.
UNSHOWN = ("picture", "table", "chart", "note", "box-head", "closing", "quote-source")
LONGEST_HEAD = 40  # characters of a sentence that heads what follows, as `read/headings.py` has it
ORDINAL = re.compile(r"(?:第)?[一二三四五六七八九十]{1,3}(?:要|是|，)")
_SECTION = r"[0-9]+(?:[.．][0-9]+)+\s|[一二三四五六七八九十]$"  # 1.1　有机物; 一 and nothing else
NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}
LARGEST_NUMBER = 999


class OutlinePoint(NamedTuple):
    """One point. Without a head, one of `excerpts` must stand; with a head they may be left out, unless `fixed`."""

    head: str
    excerpts: tuple[Excerpt, ...] = ()
    number: int = 0  # the author's own, 0 without
    own: bool = False  # the head brings its own number in words
    deeper: bool = False  # stands under the point before it, with its own number
    fixed: bool = False  # the editor's: all or nothing


class Group(NamedTuple):
    """Points under one heading; "" where they have none."""

    head: str
    points: tuple[OutlinePoint, ...]


class Outline(NamedTuple):
    """All that a report offers for a slide."""

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
            OutlinePoint(
                head=point.head, excerpts=(Excerpt(text=point.text, whole=True),) if point.text else (), fixed=True
            )
            for point in report.points
        )
        return Outline(groups=(Group(head="", points=points),), editors=True)
    shown = (_for_slide(each) for each in report.paragraphs if each.kind not in UNSHOWN)
    texts = tuple(each for each in shown if each.text.strip())
    nodes = _nodes(texts)
    if nodes:
        return Outline(groups=_groups(nodes))
    bodies = tuple(paragraph.text for paragraph in texts)
    ordinals = _ordinals(bodies)
    points = ordinals or _sentences(bodies)
    return Outline(groups=(Group(head="", points=points),) if points else (), open=not ordinals)


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


def number_of(label: str) -> int:
    """The number in a label: 3 for 3., ③ and （三）, 12 for 十二、; 0 when it is none or too large for a list."""
    label = normalize("NFKC", label)  # ① is a digit for Python, but no number
    figures = "".join(mark for mark in label if mark.isdecimal())
    if figures:
        return int(figures) if int(figures) <= LARGEST_NUMBER else 0
    words = "".join(mark for mark in label if mark in NUMERALS or mark == "十")
    if "十" in words:
        tens, _, ones = words.partition("十")
        return NUMERALS.get(tens, 1) * 10 + NUMERALS.get(ones, 0)
    return NUMERALS.get(words, 0)


def _nodes(texts: tuple[Paragraph, ...]) -> tuple[_Node, ...]:
    """The report as a tree: a node's children are the deeper ones that follow it."""
    starts = [place for place, paragraph in enumerate(texts) if paragraph.level or paragraph.kind == "heading"]
    bodies = [
        tuple(paragraph.text for paragraph in texts[start + 1 : following])
        for start, following in pairwise((*starts, len(texts)))
    ]

    return _tree([(texts[start], body) for start, body in zip(starts, bodies, strict=True)])


def _tree(heads: Sequence[tuple[Paragraph, tuple[str, ...]]]) -> tuple[_Node, ...]:
    """Nodes of paragraphs with what stands under each; no nested function, which would keep itself alive."""
    found: list[_Node] = []
    while heads:
        (paragraph, body), *deeper = heads
        end = next((place for place, (other, _) in enumerate(deeper) if other.level <= paragraph.level), len(deeper))
        found.append(_Node(paragraph=paragraph, body=body, children=_tree(deeper[:end])))
        heads = deeper[end:]
    return tuple(found)


def _groups(nodes: tuple[_Node, ...]) -> tuple[Group, ...]:
    """Top nodes with something under them become groups; the others are points, side by side without a heading."""
    if not any(node.children for node in nodes):
        return (Group(head="", points=_points(nodes)),)
    groups: list[Group] = []
    labelled = _labelled(nodes)
    for loose, run in groupby(nodes, lambda node: not node.children and node.paragraph.kind != "heading"):
        if loose:
            groups.append(Group(head="", points=_points(tuple(run))))
            continue
        for node in run:
            points = _points(node.children)
            if not points and (excerpts := first_excerpts(node.body)):  # what a heading without points says first
                points = (OutlinePoint(head="", excerpts=excerpts),)
            groups.append(Group(head=_head(node.paragraph, labelled), points=points))
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
        own = bool((paragraph.label and head.startswith(paragraph.label)) or re.match(_SECTION, head))
        excerpts: tuple[Excerpt, ...] = ()
        if paragraph.kind != "heading":
            excerpts = excerpts_of(paragraph.text, _after(paragraph.text, head))
        if not excerpts and not node.children:
            excerpts = first_excerpts(node.body)
        number = 0 if own else number_of(paragraph.label)
        points.append(OutlinePoint(head=head, excerpts=excerpts, number=number, own=own))
        points += [deeper for child in node.children for deeper in _deeper(child)]
    return tuple(points)


def _after(text: str, head: str) -> int:
    """Where a paragraph goes on after its head and the marks that follow it."""
    place = text.index(head) + len(head)
    while place < len(text) and text[place] in CLAUSE_END + CLOSING:
        place += 1
    return place


def _deeper(node: _Node) -> tuple[OutlinePoint, ...]:
    """A node under a point, and those under it in turn: numbers and heads only."""
    text = node.paragraph.text.strip()
    head = _head(node.paragraph)
    point = OutlinePoint(head=text[: text.index(head) + len(head)], deeper=True)
    return (point, *(deeper for child in node.children for deeper in _deeper(child)))


def _bare(paragraph: Paragraph) -> str:
    """The text without its number."""
    text, label = paragraph.text.strip(), paragraph.label.strip()
    return text[len(label) :].strip() if label and text.startswith(label) else text


def _head(paragraph: Paragraph, labelled: bool = False) -> str:
    """A heading, without its number unless it is `labelled`, a run-in head, or a numbered paragraph's first clause.

    A full stop at its end falls.
    """
    text = paragraph.text.strip()
    if paragraph.kind == "heading":
        return (text if labelled else _bare(paragraph)).rstrip("。")
    start = len(text) - len(_bare(paragraph))
    if paragraph.run_in:
        return text[start : paragraph.run_in].rstrip("。")
    for end, _ in clause_ends(text, start):
        clause = trimmed(text[start:end])
        if len(clause) >= LEAST:
            return clause
    return text


def _ordinals(bodies: tuple[str, ...]) -> tuple[OutlinePoint, ...]:
    """Sentences that count 一要 二要 三要, with what follows each up to the next; none unless two at least count up."""
    found: list[tuple[int, int]] = []  # index of the paragraph, offset in it
    for index, body in enumerate(bodies):
        for start in (0, *(end for end, _ in clause_ends(body)[:-1])):
            match = ORDINAL.match(body, start)
            if match and number_of(match[0]) == len(found) + 1:
                found.append((index, start))
    if len(found) < 2:
        return ()
    points: list[OutlinePoint] = []
    for (index, start), (following, limit) in pairwise((*found, (len(bodies), 0))):
        body = bodies[index][:limit] if following == index else bodies[index]
        ends = [end for end in clause_ends(body, start) if len(trimmed(body[start : end[0]])) >= LEAST]
        sentence = next((end for end, whole in ends if whole and end - start <= LONGEST_HEAD), 0)
        end = sentence or (ends[0][0] if ends else len(body))
        excerpts = excerpts_of(body, end) if end < len(body) else ()
        points.append(OutlinePoint(head=trimmed(body[start:end]), excerpts=excerpts, own=True))
    return tuple(point for point in points if len(point.head) >= LEAST)


def _sentences(bodies: tuple[str, ...]) -> tuple[OutlinePoint, ...]:
    """The leading sentence of each paragraph where there are enough of them, else the leading sentences."""
    by_paragraph = [(body, sentence_spans(body)) for body in bodies]
    spans = [(body, sentences[0]) for body, sentences in by_paragraph if sentences]
    if len(spans) < LEADING // 2:
        spans = [(body, span) for body, sentences in by_paragraph for span in sentences]
    offered = (excerpts_of(body[:end], start) for body, (start, end) in spans)
    return tuple(OutlinePoint(head="", excerpts=excerpts) for excerpts in offered if excerpts)[:LEADING]
