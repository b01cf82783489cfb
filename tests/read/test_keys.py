"""Every key that is accepted is printed where its row says, or is a setting that changes something."""

import io
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from PIL import Image

from bulletin.memory import Memory
from bulletin.model.edition import Chart, Edition, Report
from bulletin.model.output import Order, Printed
from bulletin.model.page import ImageMark, TextMark
from bulletin.pipeline import build
from bulletin.read.check import printing_roles
from bulletin.read.fields import read_fields
from bulletin.read.issue_file import read_issue
from bulletin.read.keys import (
    CHART_KEYS,
    ENTRIES,
    FILLER_KEYS,
    INTERNAL,
    ISSUE_KEYS,
    POINT_KEYS,
    REPORT_KEYS,
    SLIDE_KEYS,
    TABLES,
    Key,
    KeyTable,
    Where,
)
from bulletin.read.layout import decode
from bulletin.read.pictures import PictureFolder
from bulletin.read.source import Source
from bulletin.sources import find_sources
from tests.read.folder import ROOT, edition_of, outcome, report, write

PARAGRAPHS = [f"第{number}段的话说到这里，制度要落实，检查要到位，责任要到人，成效要看得见。" for number in range(51)]
QUOTE = PARAGRAPHS[5]

# A value for each key that is printed, which stands nowhere else in the issue; the quote is words of the body.
ISSUE_VALUES = {
    "masthead": "甲甲报头",
    "slogan": "乙乙口号",
    "chapter": "丙丙篇",
    "date": "2019-04-24",
    "publisher": "丁丁主办",
    "folio": "戊戊报眉",
    "number": "己己",
    "credits": "庚庚",
}
REPORT_VALUES = {
    "column": "子子",
    "title": "丑丑标题",
    "kicker": "寅寅引题",
    "subtitle": "卯卯副题",
    "post": "辰辰局长",
    "author": "巳巳",
    "portrait": "portrait.png",
    "caption": "午午图说",
    "points": "未未要点",
    "quote": QUOTE,
}
POINT_VALUES = {"head": "申申小标题", "text": "酉酉的话。"}
FILLER_VALUES = {"text": "壬壬补白的话。", "picture": "filler.png", "caption": "癸癸图说"}
SHOWN_AS = {"date": "2019年4月24日"}


def built(folder: Path, *, layout: str | None = None) -> Printed:
    """The issue, built by the whole pipeline."""
    return build(Order(sources=find_sources(str(ROOT)), content=str(folder), layout=layout), Memory())


def shown(printed: Printed) -> dict[Where, str]:
    """What a reader sees of a built issue, by place, without white space; pictures by their file's name."""
    assert printed.bulletin
    marks = [mark for page in printed.bulletin.pages for mark in page.marks]
    lines = ["".join("".join(span.units) for span in mark.spans) for mark in marks if isinstance(mark, TextMark)]
    images = [mark for mark in marks if isinstance(mark, ImageMark)]
    deck = pptx.Presentation(io.BytesIO(next(file.data for file in printed.files if file.name.endswith(".pptx"))))
    slides, notes, alts = [], [], [image.alt for image in images]
    for slide in deck.slides:
        for shape in slide.shapes:
            slides.append(shape.text_frame.text if shape.has_text_frame else "")
            properties = shape._element.xpath(".//p:cNvPr")[0]
            alts.append(properties.get("descr", ""))
            if shape._element.xpath(".//a:blip"):
                slides.append("portrait.png")
        notes.append(slide.notes_slide.notes_text_frame.text)
    page = [*lines, *(Path(image.picture.file).name for image in images)]
    found: dict[Where, list[str]] = {"page": page, "slide": slides, "notes": notes, "alt": alts}
    return {where: "".join("".join(texts).split()) for where, texts in found.items()}


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[Where, str]:
    """One report and an issue with every key that is printed, but for the fillers."""
    issue = "".join(f"{key}: {value}\n" for key, value in ISSUE_VALUES.items() if key != "credits")
    front = "".join(f"{key}: {value}\n" for key, value in REPORT_VALUES.items() if key != "points")
    front += f"points:\n  - {REPORT_VALUES['points']}\n"
    front += f"  - {{head: {POINT_VALUES['head']}, text: {POINT_VALUES['text']}}}\n"
    files: dict[str, str | bytes | None] = {
        "issue.yaml": issue + f"credits: {{责任编辑: {ISSUE_VALUES['credits']}}}\n",
        "water.md": f"---\n{front}---\n" + "\n\n".join(PARAGRAPHS[:30]),
    }
    folder = write(tmp_path_factory.mktemp("keys") / "content", files)
    Image.new("RGB", (900, 1200), "gray").save(folder / "portrait.png")
    return shown(built(folder))


def rows(table: KeyTable, values: dict[str, str]) -> list[tuple[Key, str]]:
    """The table's printed keys with their values; fillers and figures, which need room, are tested apart."""
    printed = [row for row in table.rows if row.printed and row.name not in ("fillers", "figures")]
    assert {row.name for row in printed} == set(values), f"give each printed key of {table.title} a value here"
    return [(row, values[row.name]) for row in printed]


PRINTED = [*rows(ISSUE_KEYS, ISSUE_VALUES), *rows(REPORT_KEYS, REPORT_VALUES), *rows(POINT_KEYS, POINT_VALUES)]


@pytest.mark.parametrize(("row", "value"), PRINTED, ids=[row.name for row, _ in PRINTED])
def test_a_printed_key_is_seen_where_its_row_says(row: Key, value: str, everything: dict[Where, str]) -> None:
    looked_for = "".join(SHOWN_AS.get(row.name, value).split())
    in_body: dict[str, int] = {"page": 1, "notes": 1} if row.name == "quote" else {}
    found = {where for where, text in everything.items() if text.count(looked_for) > in_body.get(where, 0)}
    assert found == set(row.printed)


@pytest.mark.parametrize("first", range(0, len(ENTRIES), 12))
def test_what_stands_alone_in_the_issue_is_printed_with_the_credits(first: int, tmp_path: Path) -> None:
    names = ENTRIES[first : first + 12]
    lines = "".join(f"{name}：{number}甲\n" for number, name in enumerate(names))
    folder = write(tmp_path, {"issue.yaml": f"报头：甲\n日期：2019-04-24\n{lines}"})
    printed = "".join(f"{name}：{number}甲" for number, name in enumerate(names))
    assert printed.replace(f"{INTERNAL}：", INTERNAL) in shown(built(folder))["page"]


HEAD = "---\ncolumn: 子子\ntitle: 丑丑标题的话\npost: 辰辰局长\nauthor: 巳巳\n---\n"


@pytest.mark.parametrize(
    ("filler", "keys"),
    [
        (FILLER_VALUES["text"], ["text"]),
        (f"{{text: {FILLER_VALUES['text']}}}", ["text"]),
        (f"{{picture: {FILLER_VALUES['picture']}, caption: {FILLER_VALUES['caption']}}}", ["picture", "caption"]),
    ],
    ids=["one line", "text", "picture"],
)
def test_fillers_reach_the_page(filler: str, keys: list[str], tmp_path: Path) -> None:
    """They stand in the white below a report that does not fill its page."""
    files: dict[str, str | bytes | None] = {
        "r0.md": HEAD + "\n\n".join(PARAGRAPHS[:18]),
        "issue.yaml": f"masthead: 甲甲报头 乙乙\ndate: 2019-04-24\nfillers: [{filler}]\n",
        "water.md": None,
    }
    folder = write(tmp_path / "content", files)
    Image.new("RGB", (3200, 800), "gray").save(folder / FILLER_VALUES["picture"])
    printed = built(folder)
    assert printed.bulletin
    assert any(page.fillers for page in printed.bulletin.pages)
    texts = shown(printed)
    for key in keys:
        for where in FILLER_KEYS.row(key).printed:
            assert FILLER_VALUES[key] in texts[where]


def names_of(edition: Edition) -> list[str]:
    return [made.name for made in edition.reports]


# Of each setting: how it is written, and what differs with it.
ISSUE_SETTINGS: dict[str, tuple[str, Callable[[Edition], object]]] = {
    "order": ("[water, fire-救援]", names_of),
    "columns": ("{fire-救援: 火火}", lambda edition: [made.column for made in edition.reports]),
    "reports": ("{fire-救援.md: {kicker: 甲}}", lambda edition: [made.kicker for made in edition.reports]),
    "layout": ("bulletin-a4", lambda edition: edition.layout),
    "pages": ("1", lambda edition: edition.pages),
    "fit": ("放宽", lambda edition: edition.fit),
    "grid": ("2x1", lambda edition: edition.grid),
    "ignore": ("[torn-paragraph]", lambda edition: edition.ignore),
    "normalise": ("false", lambda edition: edition.reports[-1].paragraphs[0].text),
    "join_column_breaks": ("true", lambda edition: len(edition.reports[-1].paragraphs)),
    "relief": ("无", lambda edition: edition.relief),
    "slides": ("{cover: true}", lambda edition: edition.cover),
    "history": ("0", lambda edition: edition.history),
}
REPORT_SETTINGS: dict[str, tuple[str, Callable[[Edition], object]]] = {
    "rank": ("1", names_of),
    "kind": ("简讯", lambda edition: {made.kind for made in edition.reports}),
    "ignore": ("[torn-paragraph]", lambda edition: edition.reports[-1].ignore or edition.reports[0].ignore),
    "normalise": ISSUE_SETTINGS["normalise"],
    "join_column_breaks": ISSUE_SETTINGS["join_column_breaks"],
    "charts": ("{类型: 折线}", lambda edition: charts_of(edition.reports)),
    "slides": ("2", lambda edition: max(made.slides for made in edition.reports)),
}
TABLES_BELOW = "表1 甲\n|乙|去年|今年|\n|--|--|--|\n|丙|1|2|\n\n表2 丁\n|戊|去年|今年|\n|--|--|--|\n|己|3|4|\n"
TORN = "重大规划,和产业" + "说" * 30 + "\n\n\n\n布局相适应。\n\n" + TABLES_BELOW
CHART_SETTINGS = {"table": "1", "kind": "折线", "values": "去年", "title": "图1 庚", "origin": "统计局"}
SETTINGS = [
    *((ISSUE_KEYS, key, *setting) for key, setting in ISSUE_SETTINGS.items()),
    *((REPORT_KEYS, key, *setting) for key, setting in REPORT_SETTINGS.items()),
]


@pytest.mark.parametrize(
    ("table", "key", "value", "seen"), SETTINGS, ids=[f"{table.title}-{key}" for table, key, *_ in SETTINGS]
)
def test_a_setting_changes_something(
    table: KeyTable, key: str, value: str, seen: Callable[[Edition], object], tmp_path: Path
) -> None:
    issue, front = "masthead: 甲\ndate: 2019-04-24\n", f"{key}: {value}"
    files: dict[str, str | bytes | None] = {
        "issue.yaml": issue,
        "water.md": report(body=TORN),
        "fire-救援.md": report().replace("column: 水务\n", "").replace("积极行动", "消防"),
    }
    plain = edition_of(write(tmp_path / "plain", files))
    if table is ISSUE_KEYS:
        files["issue.yaml"] = issue + front + "\n"
    else:
        files["water.md"] = report(front, body=TORN)
    assert seen(edition_of(write(tmp_path / "set", files))) != seen(plain)


def charts_of(reports: tuple[Report, ...]) -> list[Chart]:
    return [paragraph.chart for report in reports for paragraph in report.paragraphs if paragraph.chart]


@pytest.mark.parametrize("key", CHART_SETTINGS)
def test_a_setting_changes_a_chart(key: str, tmp_path: Path) -> None:
    charts = []
    for name, order in (("plain", "类型: 条形"), ("set", f"类型: 条形, {key}: {CHART_SETTINGS[key]}")):
        order = order.removeprefix("类型: 条形, ") if key == "kind" else order
        files: dict[str, str | bytes | None] = {"water.md": report(f"图表: {{{order}}}", body=TABLES_BELOW)}
        charts.append(charts_of(edition_of(write(tmp_path / name, files)).reports))
    assert len(charts[0]) == len(charts[1]) == 1
    assert charts[0] != charts[1]


FRONT_SLIDES = ("cover", "contents")


@pytest.mark.parametrize("key", FRONT_SLIDES)
@pytest.mark.parametrize(("value", "wanted"), [("true", True), ("false", False), ("是", True)])
def test_the_issue_says_whether_the_deck_has_a_cover_and_contents(
    key: str, value: str, wanted: bool, tmp_path: Path
) -> None:
    issue = f"masthead: 甲\ndate: 2019-04-24\nslides: {{{key}: {value}}}\n"
    edition = edition_of(write(tmp_path, {"issue.yaml": issue}))
    other = next(each for each in FRONT_SLIDES if each != key)
    assert (getattr(edition, key), getattr(edition, other)) == (wanted, None)


def test_a_front_that_is_no_table_is_told_with_its_form(tmp_path: Path) -> None:
    _, problems = outcome(write(tmp_path, {"issue.yaml": "masthead: 甲\ndate: 2019-04-24\nslides: 有\n"}))
    (problem,) = [each for each in problems if each.code == "wrong-type"]
    assert "slides: {cover: true, contents: true}" in problem.hint


def test_figures_of_the_editor_reach_page_and_slide(tmp_path: Path) -> None:
    figures = "figures: [300家 | 新增企业, 52亿元 | 完成投资]"
    folder = write(tmp_path / "content", {"water.md": report(figures)})
    texts = shown(build(Order(sources=find_sources(str(ROOT)), content=str(folder), pdf=True), Memory()))
    assert REPORT_KEYS.row("figures").printed == ("page", "slide")
    assert all(word in texts["slide"] for word in ("300家新增企业", "52亿元完成投资"))


def test_every_key_is_printed_or_a_setting_that_is_tested() -> None:
    tested = {(table.title, key) for table, key, *_ in SETTINGS}
    tested |= {(CHART_KEYS.title, key) for key in CHART_SETTINGS}
    tested |= {(SLIDE_KEYS.title, key) for key in FRONT_SLIDES}
    for table in TABLES:
        for row in table.rows:
            assert bool(row.printed) != bool(row.setting), row.name
            assert not row.setting or (table.title, row.name) in tested, row.name


def test_text_on_the_page_is_asked_of_its_faces() -> None:
    from bulletin.model.design import Design

    roles = printing_roles(decode(str(ROOT / "layouts/bulletin-a3.yaml"), Design))
    for table in (ISSUE_KEYS, REPORT_KEYS):
        for row in table.rows:
            if row.printed and row.kind not in ("name", "date"):
                assert roles[row.faces], f"`{row.name}` is printed, and no glyph of it is looked for"
            assert row.printed or not row.faces, row.name


def test_every_text_has_its_limit(tmp_path: Path) -> None:
    for table in (ISSUE_KEYS, REPORT_KEYS):
        for row in table.rows:
            if row.kind not in ("line", "prose", "name"):
                continue
            assert row.most, row.name
            long = "长" * (row.most + 1)
            files: dict[str, str | bytes | None] = (
                {"issue.yaml": f"date: 2019-04-24\nmasthead: 甲\n{row.name}: {long}\n"}
                if table is ISSUE_KEYS
                else {"water.md": f"---\n{row.name}: {long}\n---\n正文。\n"}
            )
            if table is ISSUE_KEYS and row.name == "masthead":
                files["issue.yaml"] = f"date: 2019-04-24\nmasthead: {long}\n"
            _, problems = outcome(write(tmp_path / f"{table.title[0]}-{row.name}", files))
            (found,) = [problem for problem in problems if problem.code == "too-long"]
            assert f"最多{row.most}个" in found.message


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.title))
def test_names_differ(table: KeyTable) -> None:
    names = [name for row in table.rows for name in (row.name, *row.synonyms)]
    assert len(names) == len(set(names))
    assert all(row.synonyms and row.help for row in table.rows)


@pytest.mark.parametrize(
    ("front", "issue", "word"),
    [
        ("栏目：水务\n标题：甲\n", "masthead: 甲\ndate: 2019-04-24\n", "作者"),
        ("column: 水务\ntitle: 甲\n", "报头：甲\n日期：2019-04-24\n", "author"),
        ("", "报头：甲\n日期：2019-04-24\n", "作者"),
        ("", "masthead: 甲\ndate: 2019-04-24\n", "author"),
        ("", "", "作者"),
        ("姓名：\n", "masthead: 甲\ndate: 2019-04-24\n", "姓名"),
    ],
)
def test_messages_name_keys_in_the_editors_language(front: str, issue: str, word: str) -> None:
    lines = read_issue(
        Source("issue.yaml", tuple(issue.split("\n"))), PictureFolder(path=".", memory=Memory()), [], [], readable=True
    )
    source = Source("a.md", tuple(front.split("\n")))
    fields = read_fields(source, 1, len(source.lines), REPORT_KEYS, [], chinese=lines.chinese)
    assert fields.word("author") == word
    assert fields.form("author", "甲") == (f"`{word}：甲`" if word != "author" else "`author: 甲`")


def test_rooms_behind_name_the_keys_of_the_issue_as_its_editor_does(tmp_path: Path) -> None:
    for folder, issue, word in (
        ("a", "报头：甲\n日期：2019-04-24\n", "主办"),
        ("b", "masthead: 甲\ndate: 2019-04-24\n", "publisher"),
    ):
        edition = edition_of(write(tmp_path / folder, {"issue.yaml": issue}))
        assert edition.key("publisher") == word
