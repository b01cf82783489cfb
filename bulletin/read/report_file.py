"""One report's file to a Report: front matter, body, points, quote."""

import re
from typing import Any, NamedTuple

from bulletin.model.edition import Change, Paragraph, Picture, PointText, Report
from bulletin.problems import Place, Problem
from bulletin.read.body import has_letters, read_body
from bulletin.read.display import Display
from bulletin.read.fields import Fields, read_fields
from bulletin.read.inline import WrittenPicture
from bulletin.read.issue_file import Issue
from bulletin.read.keys import POINT_KEYS, REPORT_KEYS
from bulletin.read.pictures import open_picture
from bulletin.read.source import Source, nearest
from bulletin.read.wording import doubts
from bulletin.yaml_nodes.nodes import Node, Scalar, Table


def read_report(
    source: Source, name: str, folder: str, issue: Issue, problems: list[Problem], changes: list[Change]
) -> Report:
    """The file `source` as the report `name`; faults are added to `problems`, normalisation's work to `changes`.

    What is missing is left empty: the faults stop the edition anyway. Pictures are looked for in `folder`.
    """
    parts = _parts(source, problems)
    before = len(problems)
    fields = read_fields(source, parts.first, parts.last, REPORT_KEYS, problems)
    sound = bool(parts.last) and len(problems) == before
    normalise = fields.flag("normalise", default=issue.normalise)
    own: list[Change] = []
    display = Display(fields, own, normalise=normalise)
    lines: dict[str, Any] = display.lines(REPORT_KEYS)  # fields of Report, less one; all of them str
    caption = lines.pop("caption")  # which becomes the portrait's
    if sound or fields.places:
        _judge_required(fields)

    def picture(written: WrittenPicture, place: Place) -> Picture | None:
        bracket = place._replace(column=place.column + written.caption_offset - written.offset)
        caption = display.tidied(written.caption, bracket, headline=True)
        return open_picture(folder, source, written.file, caption, place, problems)

    join = fields.flag("join_column_breaks", default=issue.join)
    paragraphs: tuple[Paragraph, ...] = ()
    if parts.body:
        paragraphs = read_body(source, parts.body, problems, own, picture, normalise=normalise, join=join)
    file = fields.text("portrait")
    portrait = open_picture(folder, source, file, caption, fields.places["portrait"], problems) if file else None
    if caption and not file:
        fields.warn("caption-alone", "写了图说，没有肖像", fields.places["caption"], "加上 `portrait: 照片.jpg`")
    problems += doubts(source, paragraphs, lines["title"])
    points = _points(fields, display)
    quote = _quote(fields, display, paragraphs)
    changes += sorted(own, key=lambda change: change.place)
    return Report(
        **lines,
        name=name,
        paragraphs=paragraphs,
        place=source.place(1),
        rank=fields.number("rank"),
        portrait=portrait,
        points=points,
        quote=quote,
        places=fields.places,
        ignore=frozenset(word for word, _ in fields.words("ignore")),
    )


class _Parts(NamedTuple):
    """Lines of a report's file, from 1."""

    first: int  # of the front matter
    last: int  # of the front matter; less than `first` where there is none
    body: int  # first line; 0 without a body


def _parts(source: Source, problems: list[Problem]) -> _Parts:
    lines = source.lines
    start = next((number for number, line in enumerate(lines, 1) if line.strip()), None)
    if start is None:
        hint = "文件头写 column、title、post、author，下面写正文"
        problems.append(source.problem("error", "empty-file", "文件是空的", hint=hint))
        return _Parts(first=1, last=0, body=0)
    if lines[start - 1].rstrip() != "---":
        hint = "第一行写“---”，再写 column、title、post、author，又一行“---”，下面是正文"
        problems.append(source.problem("error", "no-front-matter", "没有文件头", source.place(start), hint))
        return _Parts(first=1, last=0, body=start)
    for number, line in enumerate(lines[start:], start + 1):
        if line.rstrip() == "---":
            return _Parts(first=start + 1, last=number - 1, body=number + 1)
    hint = "在 author 那几行下面加一行“---”（三个英文减号）"
    problems.append(source.problem("error", "open-front-matter", "文件头没有收尾的“---”", source.place(start), hint))
    return _Parts(first=1, last=0, body=0)


# What a report cannot do without: its name, and what to write. No `post` and no `author` together are no byline.
_REQUIRED = {
    "title": ("标题", "`title: 标题`"),
    "byline": ("署名", "`post:`（单位职务）和 `author:`（姓名）"),
    "post": ("作者的单位职务", "`post: 单位职务`"),
    "author": ("作者姓名", "`author: 姓名`"),
    "column": ("栏目", "`column: 栏目`，例如 环境"),
}


def _judge_required(fields: Fields) -> None:
    """Errors for keys that a report cannot do without, where they would stand."""
    places = fields.places
    anchor = places.get("title") or next(iter(places.values()), None) or fields.source.place(1)
    missing = {key for key in _REQUIRED if key != "byline" and not fields.node(key)}
    if {"post", "author"} <= missing:
        missing = missing - {"post", "author"} | {"byline"}
    for key, (name, form) in _REQUIRED.items():
        if key in missing:
            place = places.get(key, anchor._replace(column=1))
            fields.fault(f"no-{key}", f"报告没有{name}", place, f"在文件头加上 {form}")
        elif _only_marks(fields.node(key)):
            where, hint = ("标题里", "写上标题的字") if key == "title" else (f"`{key}` 里", "写上字")
            fields.fault(f"no-{key}", f"{where}只有标点", places[key], hint)


def _only_marks(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not has_letters(node.text)


def _points(fields: Fields, display: Display) -> tuple[PointText, ...]:
    """要点: strings, or tables of head and text."""
    found = []
    for node in fields.items("points"):
        place = fields.place(node)
        head = ""
        if isinstance(node, Table):
            inner = fields.inner(node, POINT_KEYS)
            head, text = inner.text("head"), inner.text("text")
            place = inner.places.get("head") or inner.places.get("text") or place
        else:
            text = fields.scalar(node, "points")
        head, text = (display.tidied(part, place, headline=False) for part in (head, text))
        if has_letters(head + text):
            found.append(PointText(head=head, text=text, place=place))
        elif isinstance(node, Scalar | Table):
            fields.fault("empty-point", "这条要点没有文字", place, "写上文字，或删掉这一行")
    return tuple(found)


def _quote(fields: Fields, display: Display, paragraphs: tuple[Paragraph, ...]) -> str:
    """摘句, which must be words of the report; white space does not count."""
    typed = fields.text("quote")
    if not typed:
        return ""
    place = fields.places["quote"]
    quote = display.tidied(typed, place, headline=False)
    bare = "".join(quote.split())
    texts = [paragraph.text for paragraph in paragraphs]
    if not any(bare in "".join(text.split()) for text in texts):
        sentences = [part for text in texts for part in re.split("(?<=[。！？；])", text[:5000]) if part][:400]
        near = nearest(quote, sentences)
        hint = f"原句是不是“{near}”？" if near else "从正文里原样抄一句"
        fields.fault("quote-not-found", "摘句在正文里找不到", place, hint)
        return ""
    return quote
