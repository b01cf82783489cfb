"""issue.yaml to an Edition that lacks its reports."""

import datetime
import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from unicodedata import normalize

from bulletin.model.design import Fit
from bulletin.model.edition import HISTORY_KEPT, Change, Edition, Filler
from bulletin.problems import Place, Problem
from bulletin.read.body import has_letters
from bulletin.read.chinese import solid
from bulletin.read.display import Display
from bulletin.read.fields import FALSE, TRUE, Fields, read_fields
from bulletin.read.inline import written_picture
from bulletin.read.keys import FILLER_KEYS, INTERNAL, ISSUE_KEYS, SLIDE_KEYS
from bulletin.read.numerals import day_numbers
from bulletin.read.pictures import PictureFolder
from bulletin.read.report_details import Details, read_details
from bulletin.read.source import Source
from bulletin.words.simplified import simplified
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Node, Scalar

DEFAULT_LAYOUT = "bulletin-a3"

FITS: Mapping[str, Fit] = {
    "auto": "auto", "wide": "wide", "fixed": "fixed", "自动": "auto", "放宽": "wide", "固定": "fixed",
}  # fmt: skip
MAX_CREDITS = 2000  # characters of credits on one line

NO_DATE = datetime.date.min  # stands for a date at fault; the fault stops the edition
FIRST_YEAR, LAST_YEAR = 1900, 2199


class Issue(NamedTuple):
    """issue.yaml, before the reports are known."""

    edition: Edition
    order: tuple[tuple[str, Place], ...]  # names of reports as the editor lists them
    details: tuple[Details, ...]  # of single reports
    normalise: bool
    join: bool
    chinese: bool  # the language of its keys, for messages about files that have none


def read_issue(
    source: Source, folder: PictureFolder, problems: list[Problem], changes: list[Change], *, readable: bool
) -> Issue:
    """The file `source`; faults are added to `problems`, what normalisation replaced to `changes`.

    Pictures are looked for in `folder`. A file that is not `readable` could not be opened, which is a fault already.
    """
    before = len(problems)
    fields = read_fields(source, 1, len(source.lines), ISSUE_KEYS, problems)
    sound = readable and len(problems) == before  # YAML faults hide keys: do not call them missing
    normalise = fields.flag("normalise", default=True)
    display = Display(fields, changes, normalise=normalise)
    lines: dict[str, Any] = display.lines(ISSUE_KEYS)  # fields of Edition, all of them str
    masthead = lines["masthead"]
    place, hint = fields.places.get("masthead"), f"例如 {fields.form('masthead', '近赶潍坊 远学长沙')}"
    if place is None and "masthead" not in fields.faulty and (sound or fields.places):
        fields.fault("no-masthead", "没有报头", source.place(1), hint)
    elif place and fields.node("masthead") is None:
        fields.fault("no-masthead", "报头是空的", place, hint)
    elif masthead and not has_letters(masthead):
        fields.fault("no-masthead", "报头里只有标点", fields.places["masthead"], "写上报头的字")
    cover, contents = _front_slides(fields)
    edition = Edition(
        **lines,
        date=_day(fields, sound=sound),
        reports=(),
        credits=_credits(fields, display),
        layout=normalize("NFKC", fields.text("layout")) or DEFAULT_LAYOUT,
        pages=fields.number("pages"),
        fit=fields.choice(
            "fit", FITS, message=f"`{fields.word('fit')}` 不能是“{{typed}}”", otherwise="写“自动”“放宽”或“固定”"
        ),
        grid=normalize("NFKC", fields.text("grid")),
        fillers=_fillers(fields, display, folder),
        relief=fields.flag("relief", default=True),
        history=fields.number("history", default=HISTORY_KEPT),
        cover=cover,
        contents=contents,
        places=fields.places,
        ignore=frozenset(word for word, _ in fields.words("ignore")),
        written=fields.words_written(),
    )
    join = fields.flag("join_column_breaks", default=False)
    details = read_details(fields, changes, normalise=normalise)
    changes += source.cleanings(changes)
    changes.sort(key=lambda change: change.place)
    return Issue(
        edition=edition,
        order=fields.words("order"),
        details=details,
        normalise=normalise,
        join=join,
        chinese=fields.chinese,
    )


def _front_slides(fields: Fields) -> tuple[bool | None, bool | None]:
    """Whether the deck has a cover and contents; None where the issue says nothing."""
    node = fields.node("slides")
    if node is not None and not isinstance(node, MappingNode):
        hint = (
            "例如 `幻灯片：{封面：是，目录：是}`" if fields.chinese else "例如 `slides: {cover: true, contents: true}`"
        )
        fields.fault("wrong-type", f"`{fields.word('slides')}` 后面要写封面、目录各是或否", node, hint)
    if not isinstance(node, MappingNode):
        return None, None
    inner = fields.inner(node, SLIDE_KEYS)
    cover, contents = (
        inner.flag(key, default=False) if inner.node(key) is not None else None for key in ("cover", "contents")
    )
    return cover, contents


def _day(fields: Fields, *, sound: bool) -> datetime.date:
    """The issue's day."""
    hint = f"例如 {fields.form('date', '2019-04-24')}"
    node = fields.node("date")
    if node is None:
        if "date" in fields.places:
            fields.fault("no-date", "日期是空的", fields.places["date"], hint)
        elif "date" not in fields.faulty and (sound or fields.places):
            fields.fault("no-date", "没有日期", fields.source.place(1), hint)
        return NO_DATE
    text = fields.text("date")
    digits = normalize("NFKC", text)
    numbers = day_numbers(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if re.fullmatch("[0-9]{8}", digits) else text)
    if len(numbers) < 3:
        if text:
            lacks = "缺年份或日子，" if re.search("[月日年]", text) else ""
            fields.fault("bad-date", f"日期“{text[:30]}”{lacks}无法识别", node, f"年月日写全，{hint}")
        return NO_DATE
    try:
        found = datetime.date(*numbers)
    except ValueError:
        found = NO_DATE
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        fields.fault("bad-date", f"没有“{text}”这一天", node, hint)
        return NO_DATE
    return found


def _credits(fields: Fields, display: Display) -> tuple[tuple[str, str], ...]:
    """署名: duty and name, in the order written; 责任编辑 and the like may stand at the top of the file, too."""
    node = fields.node("credits")
    if isinstance(node, Scalar):
        node = _on_one_line(node)
    if node is not None and not isinstance(node, MappingNode):
        fields.fault(
            "wrong-type", f"`{fields.word('credits')}` 要写成“职责：姓名”", node, "例如 `责任编辑：张三`，单写一行"
        )
        return ()
    lines: dict[str, int] = {}  # of each duty
    found: list[tuple[str, str]] = []
    pairs = (*(node.pairs if node else ()), *fields.entries)
    for name, value in sorted(pairs, key=lambda pair: (pair[0].line, pair[0].column)):
        duty = solid(normalize("NFKC", name.text))
        if duty in lines:
            message = f"“{duty}”写了两次（第{lines[duty]}行已有）"
            fields.fault("duplicate-key", message, name, "几个人写在一起，用顿号隔开")
            continue
        lines[duty] = fields.place(name).line
        text = " ".join(person for person in _persons(fields, value, duty) if person)
        tidied = display.tidied(text, fields.place(value), headline=True)
        if simplified(duty) == INTERNAL:
            found[:0] = [(words, "")] if (words := _internal(tidied, duty)) else []
        elif text:
            found.append((duty, tidied))
    return tuple(found)


def _on_one_line(node: Scalar) -> Scalar | MappingNode:
    """`责任编辑：张三　校对：李四` as a table; the text itself where it does not begin with a duty."""
    found = list(re.finditer(r"([^\s：:、，,；;]+)[ \u3000]*[：:]", node.text[:MAX_CREDITS]))
    if not found or found[0].start():
        return node
    pairs = []
    for duty, following in zip(found, [*found[1:], None], strict=True):
        name = node.text[duty.end() : following.start() if following else None]
        pairs.append((node._replace(text=duty[1]), node._replace(text=name.strip("；;，, \u3000"))))
    return MappingNode(pairs=tuple(pairs), line=node.line, column=node.column)


def _persons(fields: Fields, value: Node, duty: str) -> tuple[str, ...]:
    """Those who did one duty, on one line or in a list."""
    nodes = value.items if isinstance(value, Listing) else (value,)
    return tuple(fields.scalar(node, "credits", duty) for node in nodes)


def _internal(text: str, duty: str) -> str:
    """What is printed of 内部资料, a flag or words: 内部资料 注意保存; `duty` is 内部资料 as typed."""
    if (said := simplified(text.lower())) in FALSE:
        return ""
    bare = "" if said in TRUE else text
    return bare if bare.startswith(duty) else f"{duty}\u3000{bare}".rstrip("\u3000")


def _fillers(fields: Fields, display: Display, folder: PictureFolder) -> tuple[Filler, ...]:
    """补白: texts, pictures as in a report's body, or tables of picture, caption, text."""
    found = []
    for node in fields.items("fillers"):
        place = fields.place(node)
        if isinstance(node, MappingNode):
            inner = fields.inner(node, FILLER_KEYS)
            caption, file, text = inner.text("caption"), inner.text("picture"), inner.text("text")
        else:
            text = fields.scalar(node, "fillers")
            picture_only = written_picture(text)
            caption, file = (picture_only.caption, picture_only.file) if picture_only else ("", "")
            text = "" if picture_only else text
        text = display.tidied(text, place, headline=False)
        caption = display.tidied(caption, place, headline=True)
        picture = folder.picture(fields.source, file, caption, place, fields.problems) if file else None
        if text or picture:
            found.append(Filler(text=text, picture=picture, place=place))
        elif not file and isinstance(node, MappingNode | Scalar):
            fields.fault("empty-filler", "这条补白没有文字，也没有图片", place, "写文字，或 `![图说](照片.jpg)`")
    return tuple(found)
