"""Blocks of text for makeup's tests: lists, quotes, notes, boxes and links, written in a short form."""

import random
import re

from bulletin.model.edition import Paragraph, ParagraphKind, Report, Run
from bulletin.problems import Place
from tests.makeup.issues import stock

_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def superior(number: int) -> str:
    return "".join(_FIGURES[int(figure)] for figure in str(number))


def runs(text: str) -> tuple[Run, ...]:
    """`生产总值{1}见<公报|https://a.cn>`: a note's number and a link."""
    found = []
    for part in filter(None, re.split(r"(\{\d+\}|<[^|>]+\|[^>]+>)", text)):
        if note := re.fullmatch(r"\{(\d+)\}", part):
            found.append(Run(superior(int(note[1])), note=int(note[1])))
        elif link := re.fullmatch(r"<([^|]+)\|([^>]+)>", part):
            found.append(Run(link[1], link=link[2]))
        else:
            found.append(Run(part))
    return tuple(found)


def block(kind: ParagraphKind, text: str, label: str = "", *, nesting: int = 0, box: int = 0) -> Paragraph:
    return Paragraph(kind, 0, runs(label + text), Place("report.md"), label, nesting=nesting, box=box)


def note(number: int, text: str) -> Paragraph:
    return block("note", text, superior(number))


def with_blocks(chance: random.Random, story: Report) -> Report:
    """A report with blocks of every kind of text strewn among its paragraphs, and its notes at the end."""
    texts = [paragraph.text for paragraph in stock()[0]]

    def words(most: int) -> str:
        text = chance.choice(texts)
        return text[: chance.randint(2, most)].rstrip("，、；：（“《") + "。"

    notes = 0
    made = list(story.paragraphs)
    for box in range(1, chance.randint(2, 6)):
        place = chance.randint(0, len(made))
        while place < len(made) and (made[place].kind != "body" or made[place - 1].kind == "heading"):
            place += 1
        kind = chance.choice(("list", "quote", "box", "note", "link"))
        if kind == "list":
            labels = chance.choice((("•",) * 4, ("1）", "2）", "10）", "11）"), ("①", "②", "③", "④"), ("（1）",) * 4))
            depths = [0, *(chance.randint(0, 3) for _ in labels[1:])]
            new = [block("item", words(90), label, nesting=depth) for label, depth in zip(labels, depths, strict=True)]
        elif kind == "quote":
            new = [block("quote", words(150)) for _ in range(chance.randint(1, 2))]
        elif kind == "box":
            new = [
                block("box-head", words(20), box=box),
                block("body", words(200), box=box),
                block("item", words(60), "•", box=box),
            ]
        elif kind == "note":
            notes += 1
            new = [block("body", f"{words(80)}{{{notes}}}{chance.choice(('5G', '', '，', 'A'))}{words(60)}")]
        else:
            new = [block("body", f"{words(80)}详见<{words(60)}|https://example.gov.cn/{box}>{words(30)}")]
        made[place:place] = new
    ends = [note(number, words(120)) for number in range(1, notes + 1)]
    return story._replace(paragraphs=(*made, *ends))
