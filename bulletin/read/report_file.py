"""One report's file to a Report: front matter, body, points, quote."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from bulletin.likeness import nearest
from bulletin.model.edition import Change, Origin, Paragraph, Picture, PointText, Report, ReportKind
from bulletin.problems import Place, Problem
from bulletin.read.body import Asked, has_letters, read_body
from bulletin.read.chart_line import ordered_charts
from bulletin.read.chinese import solid
from bulletin.read.csv_table import csv_table
from bulletin.read.display import Display
from bulletin.read.fields import Fields, read_fields
from bulletin.read.figures import read_figures
from bulletin.read.file_names import plain_stem
from bulletin.read.inline import WrittenPicture
from bulletin.read.issue_file import Issue
from bulletin.read.keys import POINT_KEYS, REPORT_KEYS
from bulletin.read.manuscript import Manuscript
from bulletin.read.pictures import PictureFolder
from bulletin.read.plain_header import Parts, parts_of
from bulletin.read.report_details import Details, kind_of, read_kind
from bulletin.read.source import Source
from bulletin.read.tables import TypedTable, rows_of
from bulletin.read.word.body import WordBody
from bulletin.read.word.front import front_of
from bulletin.read.wording import doubts
from bulletin.yaml_nodes.nodes import MappingNode, Node, Scalar

NO_QUOTE = ("无", "none")  # what an editor writes who wants no 摘句


def read_report(
    manuscript: Manuscript,
    name: str,
    folder: PictureFolder,
    issue: Issue,
    details: Details,
    problems: list[Problem],
    changes: list[Change],
) -> Report:
    """The file `manuscript` as the report `name`; faults are added to `problems`, what was replaced to `changes`.

    What is missing is taken from `details`, else left empty; pictures and tables are looked for in `folder`.
    """
    source, word = manuscript
    parts, body = _parts(manuscript, details, problems)
    before = len(problems)
    fields = read_fields(source, parts.first, parts.last, REPORT_KEYS, problems, chinese=issue.chinese)
    sound, keyed = bool(parts.body) and len(problems) == before, frozenset(fields.places)
    for value in parts.unkeyed:
        fields.add(value.key, value.text, value.line, value.column)
    normalise = fields.flag("normalise", default=issue.normalise)
    own = [*word.changes] if word else []
    display = Display(fields, own, normalise=normalise)
    head = _head(display, details, keyed, name, sound=sound)
    if not head.lines["title"] and word and sound:
        head = _named_by_file(head, name, source, problems)
    caption = head.lines.pop("caption")  # which becomes the portrait's

    def picture(file: str, caption: str, place: Place) -> Picture | None:
        if word:
            return folder.picture_within(source, word.picture(file), caption, place, problems)
        return folder.picture(source, file, caption, place, problems)

    tables: list[Source] = []

    def table(written: WrittenPicture, place: Place) -> tuple[TypedTable, Source] | None:
        return _table(source, folder, written.file, place, tables, problems)

    paragraphs: tuple[Paragraph, ...] = ()
    if parts.body:
        asked = _asked(fields, issue, normalise=normalise)
        paragraphs = read_body(source, parts.body, problems, own, picture, table, asked, body)
    portrait = _portrait(fields, folder, caption)
    rows = rows_of(source, paragraphs) | (body.cells if body else frozenset())
    problems += doubts(source, paragraphs, rows, head.lines["title"], own, body.taken if body else ())
    changes += _in_order(own, source, rows, tables)
    return Report(
        **head.lines,
        name=name,
        paragraphs=paragraphs,
        place=source.whole,
        rank=fields.number("rank") or details.rank,
        portrait=portrait,
        kind=head.kind,
        places={**details.places, **fields.places},
        origins=head.origins,
        **_choices(partial(_said, display, details), paragraphs),
    )


def _parts(manuscript: Manuscript, details: Details, problems: list[Problem]) -> tuple[Parts, WordBody | None]:
    """Where head and body of a file stand, and the body of a Word file."""
    source, word = manuscript
    told = {key: text for key, text in details.lines.items() if text}
    if not word:
        return parts_of(source, told.get("title", ""), problems), None
    problems += word.problems
    if not word.body.lines:
        hint = "把文字写进正文；文字在文本框里的，也写进正文"
        problems.append(source.problem("error", "empty-file", "正文里没有文字和图片", hint=hint))
        return Parts(first=1, last=0, body=0), None
    front = front_of(source, word.paragraphs, word.last, told, problems)
    return front.parts, word.body.without(front.taken)


def _choices(said: Callable[[str], Display], paragraphs: tuple[Paragraph, ...]) -> dict[str, Any]:
    """What the editor picked himself for page and slides, by field of Report."""
    quote = said("quote")
    typed = quote.fields.text("quote")
    return {
        "points": _points(said("points")),
        "quote": _quote(typed, quote, paragraphs),
        "unquoted": typed in NO_QUOTE,
        "figures": read_figures(said("figures")),
        "slides": said("slides").fields.number("slides") or 1,
        "ignore": frozenset(word for word, _ in said("ignore").fields.words("ignore")),
    }


def _said(display: Display, details: Details, key: str) -> Display:
    """Where a key is said: in the report's own file, else in issue.yaml."""
    other = details.said
    if key in display.fields.places or not other or key not in other.places:
        return display
    return Display(other, display.changes, normalise=display.normalise)


def _asked(fields: Fields, issue: Issue, *, normalise: bool) -> Asked:
    joins = fields.flag("join_column_breaks", default=issue.join)
    join_form = "" if joins else fields.form("join_column_breaks", fields.yes)
    return Asked(normalise=normalise, join_form=join_form, charts=ordered_charts(fields))


def _table(
    source: Source, folder: PictureFolder, file: str, place: Place, tables: list[Source], problems: list[Problem]
) -> tuple[TypedTable, Source] | None:
    """The table in a file that the text names at `place`, and the file's lines, which `tables` keeps."""
    lines = folder.table(source, file, place, problems)
    typed = csv_table(lines, source, place, problems) if lines else None
    if not lines or not typed:
        return None
    tables.append(lines)
    return typed, lines


def _in_order(own: Sequence[Change], source: Source, rows: Collection[int], tables: Sequence[Source]) -> list[Change]:
    """The changes of a report in the order of their places, with those of cleaning its file, of which `rows` are rows
    of tables, and its tables' files.
    """
    cleanings = source.cleanings(own, rows)
    cleanings += (change for table in tables for change in table.cleanings(own))
    return sorted([*own, *cleanings], key=lambda change: change.place)


def _portrait(fields: Fields, folder: PictureFolder, caption: str) -> Picture | None:
    """The author's picture; a caption without one is a warning."""
    if file := fields.text("portrait"):
        return folder.picture(fields.source, file, caption, fields.places["portrait"], fields.problems)
    if caption:
        fields.warn(
            "caption-alone",
            "写了图说，没有肖像",
            fields.places["caption"],
            f"加上 {fields.form('portrait', '照片.jpg')}",
        )
    return None


class _Head(NamedTuple):
    """What the keys of a report's head say."""

    lines: dict[str, Any]  # fields of Report, and the portrait's caption; all of them str
    origins: dict[str, Origin]
    kind: ReportKind


def _head(display: Display, details: Details, keyed: Collection[str], name: str, *, sound: bool) -> _Head:
    """The texts of the file's own keys, then those of `details`; `keyed` stand behind a key of the file.

    A kind that neither says is taken from the title or from the report's `name`.
    """
    fields = display.fields
    lines: dict[str, Any] = display.lines(REPORT_KEYS)
    origins: dict[str, Origin] = {key: "header" if key in keyed else "line" for key in fields.places}
    for key, text in details.lines.items():
        if text and not lines[key]:
            lines[key], origins[key] = text, "issue"
    if sound or fields.places:
        _judge_required(fields, lines)
    kind = read_kind(fields)
    if details.kind and not kind:
        kind, origins["kind"] = details.kind, "issue"
    elif not kind and (found := kind_of(lines["title"], name)):
        kind, origins["kind"] = found
    return _Head(lines=lines, origins=origins, kind=kind or "report")


def _named_by_file(head: _Head, name: str, source: Source, problems: list[Problem]) -> _Head:
    """A Word file without a title is called by its name, and told: all that it holds can be printed."""
    title = plain_stem(name)
    hint = f"在第一段写上标题，或{source.whole.key_line('标题', '治水兴区')}"
    problems.append(source.problem("warning", "no-title", f"没有标题，用文件名“{title[:40]}”作标题", hint=hint))
    printed = re.sub(r"\s+", "\u3000", title)
    return head._replace(lines={**head.lines, "title": printed}, origins={**head.origins, "title": "file name"})


def _judge_required(fields: Fields, lines: Mapping[str, str]) -> None:
    """Errors for a title that is missing, where it would stand, and for values that are nothing but marks."""
    places = fields.places
    if not (lines["title"] or fields.node("title") or fields.source.whole.is_in_word):
        anchor = next(iter(places.values()), None) or fields.source.place(1)
        place = places.get("title", anchor._replace(column=1))
        written = f"{fields.word('title')}{'：' if fields.chinese else ': '}"
        hint = f"在文件头加上 {fields.form('title', '治水兴区')}；标题写在下面，就移到文件头里，前面写上“{written}”"
        if not places:
            hint = f"在最前面加一行标题；这一行就是标题，就在前面写上“{fields.word('title')}：”"
        fields.fault("no-title", "稿件没有标题" if places else "稿件没有标题：这一行像正文", place, hint)
    for key in ("title", "post", "author", "column"):
        if _only_marks(fields.node(key)):
            where, hint = (
                ("标题里", "写上标题的字") if key == "title" else (f"`{fields.word(key)}` 里", "写上字，或删掉")
            )
            code = f"no-{key}" if key in ("title", "column") else "only-marks"
            fields.fault(code, f"{where}只有标点", places[key], hint)


def _only_marks(node: Node | None) -> bool:
    return isinstance(node, Scalar) and not has_letters(node.text)


def _points(display: Display) -> tuple[PointText, ...]:
    """要点: strings, or tables of head and text."""
    fields = display.fields
    found = []
    for node in fields.items("points"):
        place = fields.place(node)
        head = ""
        if isinstance(node, MappingNode):
            inner = fields.inner(node, POINT_KEYS)
            head, text = inner.text("head"), inner.text("text")
            place = inner.places.get("head") or inner.places.get("text") or place
        else:
            text = fields.scalar(node, "points")
        head, text = (display.tidied(part, place, headline=False) for part in (head, text))
        if has_letters(head + text):
            found.append(PointText(head=head, text=text, place=place))
        elif isinstance(node, Scalar | MappingNode):
            fields.fault("empty-point", "这条要点没有文字", place, "写上文字，或删掉这一行")
    return tuple(found)


def _quote(typed: str, display: Display, paragraphs: tuple[Paragraph, ...]) -> str:
    """摘句, which must be words of the report; white space does not count."""
    fields = display.fields
    if not typed or typed in NO_QUOTE:
        return ""
    place = fields.places["quote"]
    quote = display.tidied(typed, place, headline=False)
    bare = solid(quote)
    texts = [paragraph.text for paragraph in paragraphs]
    if not any(bare in solid(text) for text in texts):
        sentences = [part for text in texts for part in re.split("(?<=[。！？；])", text[:5000]) if part][:400]
        near = nearest(quote, sentences)
        hint = f"原句是不是“{near}”？" if near else "从正文里原样抄一句"
        fields.fault("quote-not-found", "摘句在正文里找不到", place, hint)
        return ""
    return quote
