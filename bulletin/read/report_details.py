"""What issue.yaml says of single reports: `columns` (file: column), `reports` (file: title, post, author …)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bulletin.model.edition import Change, Origin, Report, ReportKind
from bulletin.problems import Place, Problem
from bulletin.read.chinese import solid
from bulletin.read.columns import name_parts
from bulletin.read.display import Display
from bulletin.read.fields import Fields
from bulletin.read.folder import Names
from bulletin.read.keys import DETAIL_KEYS
from bulletin.read.loose_lines import key_form
from bulletin.read.source import Source
from bulletin.words.simplified import simplified
from bulletin.yaml_nodes.nodes import MappingNode

REPORT_KINDS: Mapping[str, ReportKind] = {
    "报告": "report", "report": "report", "简讯": "brief", "消息": "brief", "brief": "brief", "通知": "notice",
    "notice": "notice", "编者按": "note", "note": "note",
}  # fmt: skip

_INNER = DETAIL_KEYS.by_name()

_KINDS_SAID = "|".join(said for said in REPORT_KINDS if not said.isascii() and said != "报告")
_MARKED_TITLE = re.compile(
    rf"[【\[（(〔]({_KINDS_SAID})[】\]）)〕]|({_KINDS_SAID})\s*(?:[：:|｜]|[一二两三四五六七八九十]则$)"
)
_NOTICE_TITLE = re.compile(r".{0,30}关于.*的(?:紧急|补充)?通知")


class Details(NamedTuple):
    """What issue.yaml says of one report."""

    typed: str = ""  # the file as issue.yaml names it
    place: Place = Place("")
    lines: Mapping[str, str] = {}  # key -> text as printed
    places: Mapping[str, Place] = {}  # key -> where its value stands
    rank: int = 0
    kind: ReportKind | None = None
    said: Fields | None = None  # all of it, for keys that hold more than a line


def read_kind(fields: Fields) -> ReportKind | None:
    """What `kind` says; None without it, or where it says something else."""
    otherwise = "写“简讯”“通知”或“编者按”；一般的稿件不用写"
    return fields.choice("kind", REPORT_KINDS, message="没有“{typed}”这种类型", otherwise=otherwise)


def kind_of(title: str, name: str) -> tuple[ReportKind, Origin] | None:
    """The kind that a title says (简讯, 【简讯】…, 关于…的通知), else a part of the file's name; where from."""
    title = simplified(title)
    said = REPORT_KINDS.get(title.rstrip("：:"))
    if marked := _MARKED_TITLE.match(title):
        said = REPORT_KINDS[marked[1] or marked[2]]
    elif _NOTICE_TITLE.fullmatch(title):
        said = "notice"
    if said:
        return said, "title"
    parts = (REPORT_KINDS.get(part, "report") for part in name_parts(simplified(name)))
    return next(((part, "file name") for part in parts if part != "report"), None)


def read_details(fields: Fields, changes: list[Change], *, normalise: bool) -> tuple[Details, ...]:
    """All that the issue's fields say of reports, in the order written."""
    found = []
    for key in ("columns", "reports"):
        node = fields.node(key)
        if node is not None and not isinstance(node, MappingNode):
            form = "`环境-李剑.txt: 环境`" if key == "columns" else "`环境-李剑.txt: {标题: 治水兴区, 作者: 李剑}`"
            fields.fault("wrong-type", f"`{fields.word(key)}` 要写成“文件名: 内容”，每行一个文件", node, f"例如 {form}")
        for name, value in node.pairs if isinstance(node, MappingNode) else ():
            details = Details(typed=name.text.strip(), place=fields.place(name))
            if key == "reports" and key_form(details.typed) in _INNER:
                message = f"“{details.typed}”缩进不够，看不出是哪一篇的"
                fields.fault("wrong-indent", message, name, "行首多加几个空格，比上面的文件名缩进得多")
                continue
            if key == "columns":
                text = fields.scalar(value, key, details.typed)
                column = Display(fields, changes, normalise=normalise).tidied(text, fields.place(value), headline=True)
                details = details._replace(lines={"column": column}, places={"column": fields.place(value)})
            elif isinstance(value, MappingNode):
                inner = fields.inner(value, DETAIL_KEYS)
                lines = Display(inner, changes, normalise=normalise).lines(DETAIL_KEYS)
                details = details._replace(
                    lines=lines, places=inner.places, rank=inner.number("rank"), kind=read_kind(inner), said=inner
                )
            else:
                message, hint = f"“{details.typed[:40]}”后面要写标题、作者等项目", "例如 `{标题: 治水兴区, 作者: 李剑}`"
                fields.fault("wrong-type", message, value, hint)
            found.append(details)
    return tuple(found)


def details_by_file(
    every: Iterable[Details], names: Names, source: Source, problems: list[Problem]
) -> dict[str, Details]:
    """What is said of each file; a name that no file has, or several have, is a fault of issue.yaml's `source`."""
    found: dict[str, Details] = {}
    for details in every:
        file = names.one(details.typed, source, details.place, problems)
        before = found.get(file)
        if file and before:
            details = details._replace(
                lines={**details.lines, **{key: text for key, text in before.lines.items() if text}},
                places={**details.places, **before.places},
                rank=before.rank or details.rank,
                kind=before.kind or details.kind,
                said=before.said or details.said,
            )
        found[file] = details
    return found


def overruled(details: Details, report: Report, source: Source) -> Iterator[Problem]:
    """A warning for each value of issue.yaml that its report's own file says otherwise; `source` is issue.yaml."""
    for key, text in details.lines.items():
        own = getattr(report, key)
        if text and solid(text) != solid(own):
            message = f"“{details.typed[:60]}”里写的是“{own}”，用文件里的，这里的不用"
            hint = "两处写成一样，或删掉一处"
            yield source.problem("warning", "overruled", message, details.places[key], hint)
