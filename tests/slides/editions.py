"""Editions for the tests of slides, made by hand: texts in the form that editors write, without the reader's help."""

import datetime
import re
from typing import Any

from bulletin.model.edition import Edition, Paragraph, Picture, PointText, Report, Run
from bulletin.problems import Place

FORMS = (
    (1, re.compile(r"[一二三四五六七八九十]+、")),
    (2, re.compile(r"（[一二三四五六七八九十]+）")),
    (3, re.compile(r"\d+[.．]")),
    (4, re.compile(r"（\d+）")),
)
SHORT = 30  # characters of a heading at most


def paragraphs(text: str, file: str = "content/x.md") -> tuple[Paragraph, ...]:
    """Every non-empty line as a paragraph, its level read from its form."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = []
    for at, line in enumerate(lines):
        place = Place(file, at + 1)
        marked = re.match(r"(#{2,4}) ", line)
        level, label = (len(marked[1]) - 1, "") if marked else (0, "")
        words = line[len(marked[0]) :] if marked else line
        if not marked:
            for number, form in FORMS:
                match = form.match(words)
                if match:
                    level, label = number, match[0]
                    break
        heading = bool(marked) or (
            level > 0 and len(words) <= SHORT and words[-1] not in "。；：，、" and at + 1 < len(lines)
        )
        found.append(Paragraph("heading" if heading else "body", level, (Run(words),), place, label))
    return tuple(found)


def report(
    text: str,
    *,
    name: str = "x",
    column: str = "环境",
    title: str = "借“潍”高石　攻“济”新玉",
    post: str = "济宁高新区环保分局局长",
    author: str = "李剑",
    points: tuple[tuple[str, str], ...] = (),
    quote: str = "",
    portrait: Picture | None = None,
    kicker: str = "",
    subtitle: str = "",
) -> Report:
    place = Place(f"content/{name}.md")
    return Report(
        name=name,
        column=column,
        title=title,
        post=post,
        author=author,
        paragraphs=paragraphs(text, place.file),
        place=place,
        kicker=kicker,
        subtitle=subtitle,
        points=tuple(PointText(head, words, place) for head, words in points),
        quote=quote,
        portrait=portrait,
    )


def edition(*reports: Report, terms: tuple[str, ...] = (), **keys: str) -> Edition:
    given: dict[str, Any] = {
        "masthead": "近赶潍坊　远学长沙",
        "slogan": "比学赶超　勇谱新高",
        "chapter": "潍坊篇",
        "publisher": "济宁高新区",
    } | keys
    return Edition(date=datetime.date(2019, 4, 24), reports=reports, terms=terms, **given)


def from_file(text: str, name: str) -> Report:
    """A report of content/ with plain front matter."""
    _, head, body = text.split("---\n", 2)
    keys = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return report(
        body.replace("**", ""),
        name=name,
        column=keys["column"],
        title=keys["title"].replace(" ", "　"),
        post=keys["post"],
        author=keys["author"],
    )
