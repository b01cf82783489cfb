"""issue.yaml to an Edition that lacks its reports."""

import datetime
from typing import Any, NamedTuple

from bulletin.model.edition import Change, Edition, Filler
from bulletin.problems import Place, Problem
from bulletin.read.body import has_letters
from bulletin.read.display import Display
from bulletin.read.fields import Fields, read_fields
from bulletin.read.inline import written_picture
from bulletin.read.keys import FILLER_KEYS, ISSUE_KEYS
from bulletin.read.pictures import open_picture
from bulletin.read.source import Source
from bulletin.yaml_nodes.nodes import Scalar, Table

DEFAULT_LAYOUT = "bulletin-a3"

NO_DATE = datetime.date.min  # stands for a date at fault; the fault stops the edition
FIRST_YEAR, LAST_YEAR = 1900, 2199
_DATE_FORMS = ([4, 2, 2], [4, 1, 1], [4, 1, 2], [4, 2, 1])  # digits of year, month, day


class Issue(NamedTuple):
    """issue.yaml, before the reports are known."""

    edition: Edition
    order: tuple[tuple[str, Place], ...]  # names of reports as the editor lists them
    normalise: bool
    join: bool


def read_issue(source: Source, folder: str, problems: list[Problem], changes: list[Change], *, readable: bool) -> Issue:
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
    place, hint = fields.places.get("masthead"), "写上 `masthead: 近赶潍坊 远学长沙`"
    if place is None and (sound or fields.places):
        fields.fault("no-masthead", "没有报头", source.place(1), hint)
    elif place and fields.node("masthead") is None:
        fields.fault("no-masthead", "报头是空的", place, hint)
    elif masthead and not has_letters(masthead):
        fields.fault("no-masthead", "报头里只有标点", fields.places["masthead"], "写上报头的字")
    edition = Edition(
        **lines,
        date=_day(fields, sound=sound),
        reports=(),
        number=fields.text("number"),
        credits=_credits(fields, display),
        layout=fields.text("layout") or DEFAULT_LAYOUT,
        pages=fields.number("pages"),
        grid=fields.text("grid"),
        fillers=_fillers(fields, display, folder),
        places=fields.places,
        ignore=frozenset(word for word, _ in fields.words("ignore")),
    )
    join = fields.flag("join_column_breaks", default=False)
    return Issue(edition=edition, order=fields.words("order"), normalise=normalise, join=join)


def _day(fields: Fields, *, sound: bool) -> datetime.date:
    """The issue's day; 2019-04-24, 2019/4/24, 2019.4.24 and 2019年4月24日 are read."""
    hint = "例如 `date: 2019-04-24`"
    node = fields.node("date")
    if node is None:
        if "date" in fields.places:
            fields.fault("no-date", "日期是空的", fields.places["date"], hint)
        elif sound or fields.places:
            fields.fault("no-date", "没有日期", fields.source.place(1), hint)
        return NO_DATE
    text = fields.text("date")
    parts = text.replace(" ", "").replace("年", "-").replace("月", "-").removesuffix("日")
    numbers = parts.replace("/", "-").replace(".", "-").split("-")
    if [len(part) if part.isdecimal() else 0 for part in numbers] not in _DATE_FORMS:
        if text:
            fields.fault("bad-date", f"看不懂日期“{text[:30]}”", node, hint)
        return NO_DATE
    try:
        found = datetime.date(*map(int, numbers))
    except ValueError:
        found = NO_DATE
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        fields.fault("bad-date", f"没有“{text}”这一天", node, hint)
        return NO_DATE
    return found


def _credits(fields: Fields, display: Display) -> tuple[tuple[str, str], ...]:
    """署名: duty and name, in the order written."""
    node = fields.node("credits")
    if node is None:
        return ()
    if not isinstance(node, Table):
        fields.fault("wrong-type", "`credits` 要写成“职责: 姓名”", node, "例如 `credits: {责任编辑: 张三}`")
        return ()
    found: dict[str, str] = {}
    for duty, name in node.pairs:
        if duty.text in found:
            fields.fault("duplicate-key", f"“{duty.text}”写了两次", duty, "几个人写在一起，用顿号隔开")
        text = fields.scalar(name, "credits", duty.text)
        if text:
            found[duty.text] = display.tidied(text, fields.place(name), headline=True)
    return tuple(found.items())


def _fillers(fields: Fields, display: Display, folder: str) -> tuple[Filler, ...]:
    """补白: texts, pictures as in a report's body, or tables of picture, caption, text."""
    found = []
    for node in fields.items("fillers"):
        place = fields.place(node)
        if isinstance(node, Table):
            inner = fields.inner(node, FILLER_KEYS)
            caption, file, text = inner.text("caption"), inner.text("picture"), inner.text("text")
        else:
            text = fields.scalar(node, "fillers")
            picture_only = written_picture(text)
            caption, file = (picture_only.caption, picture_only.file) if picture_only else ("", "")
            text = "" if picture_only else text
        text = display.tidied(text, place, headline=False)
        caption = display.tidied(caption, place, headline=True)
        picture = open_picture(folder, fields.source, file, caption, place, fields.problems) if file else None
        if text or picture:
            found.append(Filler(text=text, picture=picture, place=place))
        elif not file and isinstance(node, Table | Scalar):
            fields.fault("empty-filler", "这条补白没有文字，也没有图片", place, "写文字，或 `![图说](照片.jpg)`")
    return tuple(found)
