"""What was understood of every report, so that an editor sees what was taken for what: as text, and as plain data."""

from collections.abc import Iterable, Iterator
from typing import Any

from bulletin.model.edition import Origin, Paragraph, ParagraphKind, Picture, Report, ReportKind
from bulletin.model.output import Printed
from bulletin.problems import Place, cells, clipped

KIND_NAMES: dict[ReportKind, str] = {"report": "一般稿件", "brief": "简讯", "notice": "通知", "note": "编者按"}
NONE = "（无）"
ORIGINS: dict[Origin, str] = {"file name": "文件名", "issue": "issue.yaml", "title": "标题"}
IN_FULL = 30  # reports up to which each is shown in full; beyond, in a line
HEADINGS_SHOWN = 12  # of one report
LABEL_CELLS = 12  # 段首小标题 and a gap
MARGIN = " " * (LABEL_CELLS + 2)
# What a report holds beside paragraphs, headings and pictures: kind of block, name, word of measure.
BLOCK_NAMES: tuple[tuple[ParagraphKind, str, str], ...] = (
    ("table", "表格", "个"), ("chart", "图表", "个"), ("item", "列表", "个"), ("quote", "引文", "段"),
    ("note", "注", "条"), ("box-head", "专栏", "个"),
)  # fmt: skip
RARE = ("kicker", "subtitle")  # shown only where they are written
WIDEST = 100  # half-width cells of a line: a terminal of today


def understood(printed: Printed) -> str:
    """The reports in the order in which they are printed; many of them in a line each."""
    reports = printed.reports
    shown = _in_full if len(reports) <= IN_FULL else _in_a_line
    return "\n".join(_clipped(line) for number, report in enumerate(reports, 1) for line in shown(number, report))


def reports_data(printed: Printed) -> list[dict[str, Any]]:
    """The same as plain data, with the line and column of everything; `places` has those of the keys written."""
    return [
        {
            "name": report.name,
            "file": report.place.file,
            **{
                key: getattr(report, key) for key in ("title", "post", "author", "column", "kind", "kicker", "subtitle")
            },
            "rank": report.rank,
            "headings": [
                {"level": heading.level, "text": heading.text, **_where(heading.place)}
                for heading in _of_kind(report, "heading")
            ],
            "run_ins": [{"text": _run_in(each), **_where(each.place)} for each in _run_ins(report)],
            "pictures": [
                {"file": _name(picture), "caption": picture.caption, **_where(picture.place)}
                for picture in _pictures(report)
            ],
            "blocks": {kind: count for kind, count in _blocks((report,)).items() if count},
            "closing": [{"text": closing.text, **_where(closing.place)} for closing in _of_kind(report, "closing")],
            "origins": dict(report.origins),
            "places": {key: {"file": place.file, **_where(place)} for key, place in report.places.items()},
        }
        for report in printed.reports
    ]


def _in_full(number: int, report: Report) -> Iterator[str]:
    headings, pictures = _of_kind(report, "heading"), _pictures(report)
    yield f"第{number}篇　{report.place.file}"
    for label, key, text in (
        ("标题", "title", report.title), ("引题", "kicker", report.kicker), ("副题", "subtitle", report.subtitle),
        ("单位职务", "post", report.post), ("作者", "author", report.author), ("栏目", "column", report.column),
        ("类型", "kind", KIND_NAMES[report.kind]),
    ):  # fmt: skip
        if text or key not in RARE:
            yield _labelled(label, text + (_source(report, key) if text else ""))
    yield _labelled("小标题", f"{len(headings)}个" if headings else "")
    levels = sorted({heading.level for heading in headings})
    yield from _some(["　" * levels.index(heading.level) + heading.text for heading in headings])
    if run_ins := _run_ins(report):
        yield _labelled("段首小标题", f"{len(run_ins)}个")
        yield from _some([_run_in(paragraph) for paragraph in run_ins])
    yield _labelled("图片", f"{len(pictures)}幅" if pictures else "")
    for picture in pictures:
        yield MARGIN + "　".join(filter(None, (_name(picture), picture.caption)))
    if blocks := blocks_named((report,)):
        yield _labelled("表格等", blocks)
    if closing := _of_kind(report, "closing"):
        yield _labelled("落款", "　".join(paragraph.text for paragraph in closing))


def _source(report: Report, key: str) -> str:
    """Where a value was taken from, in brackets; "" where its own key says it."""
    origin = report.origins.get(key, "header")
    place = report.places.get(key, report.place)
    source = place.line_named if origin == "line" else ORIGINS.get(origin, "")
    return f"（取自{source}）" if source else ""


def _some(heads: list[str]) -> Iterator[str]:
    """The first heads, a line each, and how many they are where they are more."""
    yield from (MARGIN + head for head in heads[:HEADINGS_SHOWN])
    if len(heads) > HEADINGS_SHOWN:
        yield f"{MARGIN}等{len(heads)}个"


def _in_a_line(number: int, report: Report) -> Iterator[str]:
    headings, pictures = len(_of_kind(report, "heading")), len(_pictures(report))
    parts = (
        f"{number:>4}", report.place.file, report.title, report.column,
        "" if report.kind == "report" else KIND_NAMES[report.kind],
        f"小标题{headings}个", f"图片{pictures}幅" if pictures else "",
        blocks_named((report,)), report.post, report.author,
    )  # fmt: skip
    yield "　".join(filter(None, parts))


def _labelled(label: str, text: str) -> str:
    return f"  {label}{' ' * (LABEL_CELLS - cells(label))}{text or NONE}"


def _clipped(line: str) -> str:
    """A line without what a terminal would act on, cut off where it is too wide."""
    line = "".join(char if char.isprintable() or char == "\u3000" else "\ufffd" for char in line[: 2 * WIDEST])
    return clipped(line, WIDEST)


def blocks_named(reports: Iterable[Report]) -> str:
    """How many tables, charts, lists … there are, in one phrase; "" without any."""
    count = _blocks(reports)
    return "、".join(f"{name}{count[kind]}{unit}" for kind, name, unit in BLOCK_NAMES if count[kind])


def _blocks(reports: Iterable[Report]) -> dict[ParagraphKind, int]:
    """How many blocks of each kind there are: items that follow each other are one list, heads of notes are none."""
    count: dict[ParagraphKind, int] = {kind: 0 for kind, _, _ in BLOCK_NAMES}
    for report in reports:
        before = ""
        for paragraph in report.paragraphs:
            kind = paragraph.kind
            again = kind == "item" == before or (kind == "note" and not paragraph.label)
            if kind in count and not again:
                count[kind] += 1
            before = kind
    return count


def _of_kind(report: Report, kind: str) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in report.paragraphs if paragraph.kind == kind)


def _run_ins(report: Report) -> tuple[Paragraph, ...]:
    return tuple(paragraph for paragraph in report.paragraphs if paragraph.run_in)


def _run_in(paragraph: Paragraph) -> str:
    return paragraph.text[: paragraph.run_in]


def _pictures(report: Report) -> tuple[Picture, ...]:
    """The portrait and the pictures of the text."""
    inner = (paragraph.picture for paragraph in report.paragraphs)
    return tuple(picture for picture in (report.portrait, *inner) if picture)


def _name(picture: Picture) -> str:
    """The file's name without its folders: either slash parts them."""
    return picture.file.replace("\\", "/").rpartition("/")[2]


def _where(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column}
