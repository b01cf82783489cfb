"""Every colour that a layout names: known, unknown, and `column` where a report is printed and where none is."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import pytest
import yaml

from bulletin.model.design import Color, Design, HeadSizes
from bulletin.model.edition import Cell, Chart, Edition, Filler, Paragraph, Run, Series, Table
from bulletin.model.page import Bulletin, RuleMark, ShapeMark, TextMark
from bulletin.problems import Place, Problem
from bulletin.read.layout import Layout, read_layout
from tests.conftest import ROOT
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import edition, paragraph, picture, report, shipped, with_picture

KINDS = ("color", "optional-color", "report-color")
LEAST = "环境"  # a 栏目 that the layout names


class Field(NamedTuple):
    """A colour of Design: the keys that lead to it, "" for a key that is the colour itself, and its kind."""

    path: tuple[str | int, ...]
    kind: str

    @property
    def name(self) -> str:
        return ".".join(map(str, self.path))


def fields(wanted: Any, path: tuple[str | int, ...] = ()) -> Iterator[Field]:
    """All colours below an annotation: of a list its first item, of a table the item LEAST."""
    origin, args = get_origin(wanted), get_args(wanted)
    if origin is Annotated:
        if args[1] in KINDS:
            yield Field(path, args[1])
    elif hasattr(wanted, "_fields"):
        for name, inner in wanted.__annotations__.items():
            yield from fields(inner, (*path, name))
    elif origin is tuple:
        yield from fields(args[0], (*path, 0))
    elif getattr(origin, "__name__", "") == "Mapping":
        yield from fields(args[0], (*path, ""))
        yield from fields(args[1], (*path, LEAST))
    else:
        for inner in args:
            yield from fields(inner, path)


FIELDS = tuple(fields(Design))
# Fields that no page shows: rules.module is not drawn, inks are thinned in the copier's file only.
NOT_ON_A_PAGE = {"rules.module.color", "press.office_tints.", "relief.color"}


def source() -> dict[str, Any]:
    """The shipped layout as plain data, with something at every key that holds a colour."""
    data: dict[str, Any] = yaml.load((ROOT / "layouts/bulletin-a3.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    data["rules"]["module"] = {"width": 0.5, "color": "gray"}
    data["masthead"]["art"] = [{"path": "M 0 100 L 9 100 L 9 109 Z", "width": 1}]
    data["columns"]["named"] = {LEAST: "green"}
    data["copyfit"] = {"depth_less": 1, "depth_more": 0}
    return data


def put(data: dict[str, Any], field: Field, name: str) -> None:
    """Give a colour field this name."""
    *keys, last = field.path
    table: Any = data
    for key in keys:
        table = table.setdefault(key, {}) if isinstance(table, dict) else table[int(key)]
    if last == "":
        table[name] = 0.5
    else:
        table[last] = name


def read(folder: Path, data: dict[str, Any]) -> Layout:
    """The layout as the reader finds it in a file, one scalar a line so that a line tells the field."""
    path = folder / "own.yaml"
    path.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, width=10_000), encoding="utf-8")
    return read_layout(str(path), Design, root=str(ROOT))


def lines_of(folder: Path, word: str) -> list[int]:
    lines = (folder / "own.yaml").read_text("utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if word in line.replace(":", " ").split()]


def test_all_colour_fields_are_found() -> None:
    names = {field.name for field in FIELDS}
    assert len(names) == len(FIELDS) >= 35
    assert {
        "folio.color",
        "masthead.fill",
        "masthead.art.0.fill",
        "columns.palette.0",
        "text.styles.filler.color",
    } < names


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_an_unknown_colour_is_reported_at_its_line(field: Field, tmp_path: Path) -> None:
    data = source()
    put(data, field, "gren")
    (problem,) = read(tmp_path, data).problems
    assert problem.code == "unknown-color"
    assert problem.place
    assert [problem.place.line] == lines_of(tmp_path, "gren")
    assert problem.hint == "是不是 green？"


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_column_is_a_colour_only_where_a_report_is_printed(field: Field, tmp_path: Path) -> None:
    data = source()
    before = data["text"]["styles"]
    for style in ("level1", "quote"):
        before[style]["color"] = "black"
    data["quote"]["rule"]["color"] = "black"
    put(data, field, "column")
    layout = read(tmp_path, data)
    if field.kind == "report-color":
        assert layout.problems == ()
        return
    (problem,) = layout.problems
    assert problem.code == "unknown-color"
    assert problem.place
    assert problem.place.line in lines_of(tmp_path, "column")
    assert "栏目色" in problem.message
    assert "colors" in problem.hint


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_no_colour_is_a_colour_only_where_none_is_allowed(field: Field, tmp_path: Path) -> None:
    data = source()
    put(data, field, "")
    problems = read(tmp_path, data).problems
    assert [problem.code for problem in problems] == ([] if field.kind == "optional-color" else ["unknown-color"])


def coloured_blocks() -> tuple[Paragraph, ...]:
    """Every block whose parts have styles of their own."""
    place = Place("content/other.md")
    cells = [
        tuple(Cell((Run(text),), place) for text in row) for row in (("指标", "数（亿元）"), ("甲", "3"), ("乙", "4"))
    ]
    table = Table(
        head=(cells[0],), rows=tuple(cells[1:]), title="表1 收入", unit="单位：亿元", notes=("资料来源：年报",)
    )
    chart = Chart(
        "bar", ("甲", "乙"), (Series("数", ("3", "4"), (3.0, 4.0)),), title="图1 收入", notes=("资料来源：年报",)
    )
    return (
        Paragraph("table", 0, (), place, table=table),
        Paragraph("chart", 0, (), place, chart=chart),
        Paragraph("item", 0, (Run("•抓落实"),), place, label="•"),
        Paragraph("quote", 0, (Run("空谈误国，实干兴邦。"),), place),
        Paragraph("box-head", 0, (Run("专栏1　重大工程"),), place, box=1),
        Paragraph("body", 0, (Run("工程共三项。"),), place, box=1),
        Paragraph("note", 0, (Run("¹当年价格。"),), place, label="¹"),
    )


def everything() -> Edition:
    """Two pages with every kind of text, rule and shape that a layout colours."""
    chance = random.Random(5)
    long = report(chance, "long", 7000)
    levels = ("一、把握大势", "（一）转变理念", "1.抓落实")
    heads = tuple(paragraph(text, heading=True) for text in levels)
    fourth = paragraph("（1）补短板", heading=True)._replace(level=4)
    rich = long._replace(
        column=LEAST, kicker="学习考察", subtitle="学先进找差距", quote=long.paragraphs[0].text.split("。")[0][:28],
        paragraphs=(*long.paragraphs[:2], *heads, fourth, *long.paragraphs[2:]),
    )  # fmt: skip
    other = report(chance, "other", 900)._replace(column="农业")
    other = other._replace(paragraphs=(*other.paragraphs, *coloured_blocks()))
    return edition(with_picture(rich, picture(chance)), other)._replace(credits=(("责任编辑", "张三"),), number="12")


def with_hole() -> Edition:
    """An issue that the design `stiff` cannot make up without 补白."""
    chance = random.Random(6)
    stories = [report(chance, f"r{number}", chance.randint(150, 590)) for number in range(chance.randint(9, 24))]
    return edition(*stories)._replace(fillers=(Filler("比学赶超　勇谱新高", None, Place("content/issue.yaml")),))


def with_lead_in() -> Edition:
    """A report whose first paragraph is set larger."""
    story = shipped("water")
    return edition(story._replace(paragraphs=(paragraph("考察组走访了街道和企业。" * 4), *story.paragraphs)))


def with_briefs() -> Edition:
    """A report and two briefs that gather in a box."""
    chance = random.Random(5)
    return edition(*(report(chance, f"r{number}", length) for number, length in enumerate((2000, 1200, 300, 350))))


def stiff(design: Design) -> Design:
    """One size of heads and one depth of pages: what leaves holes."""
    heads = design.heads._replace(sizes=(HeadSizes((20,), (24,), (26,), (28,)),))
    return design._replace(heads=heads, copyfit=design.copyfit._replace(depth_less=0, depth_more=0))


def colors_on(made: Bulletin) -> set[str]:
    """Names of all colours that marks print in."""
    found: set[Color | None] = set()
    for mark in (mark for page in made.pages for mark in page.marks):
        if isinstance(mark, TextMark):
            found.update(span.color for span in mark.spans)
        elif isinstance(mark, RuleMark):
            found.add(mark.color)
        elif isinstance(mark, ShapeMark):
            found |= {mark.fill, mark.stroke}
    return {color.name for color in found if color}


def with_design(root: Path, design: Design) -> LayoutSetup:
    plain = layout_setup(root, "bulletin-a3")
    return plain._replace(design=design)


@pytest.mark.slow
def test_every_known_colour_is_printed_where_it_was_named(root: Path, tmp_path: Path) -> None:
    data = source()
    data["folio"]["first_color"] = "black"
    for number, field in enumerate(FIELDS):
        probe = f"probe{number}"
        data["colors"][probe] = {"rgb": f"#0000{number:02X}", "cmyk": [0, 0, 0, number]}
        put(data, field, probe)
    layout = read(tmp_path, data)
    assert layout.problems == ()
    shown = colors_on(with_design(root, layout.value).make_up(everything()))
    shown |= colors_on(with_design(root, layout.value).make_up(with_briefs()))
    shown |= colors_on(with_design(root, layout.value).make_up(with_lead_in()))
    shown |= colors_on(with_design(root, stiff(layout.value)).make_up(with_hole()))
    missing = {field.name for number, field in enumerate(FIELDS) if f"probe{number}" not in shown}
    assert missing == NOT_ON_A_PAGE


def test_column_prints_in_the_reports_own_colour(root: Path, tmp_path: Path) -> None:
    data = source()
    data["colors"]["own"] = {"rgb": "#123456", "cmyk": [90, 60, 30, 10]}
    data["columns"] = {"named": {LEAST: "own"}, "palette": ["olive"]}
    for field in FIELDS:
        if field.kind == "report-color":
            put(data, field, "column")
    layout = read(tmp_path, data)
    assert layout.problems == ()
    shown = colors_on(with_design(root, layout.value).make_up(everything()))
    assert {"own", "olive"} <= shown


@pytest.mark.parametrize("name", ["column", ""])
def test_no_colour_is_called_column_or_nothing(name: str, tmp_path: Path) -> None:
    data = source()
    data["colors"][name] = {"rgb": "#123456", "cmyk": [90, 60, 30, 10]}
    (problem,) = read(tmp_path, data).problems
    assert problem.code == "bad-color"
    assert "换一个名称" in problem.hint


def own(folder: Path, text: str, roles: tuple[str, ...]) -> list[Problem]:
    (folder / "bulletin-a3.yaml").write_text((ROOT / "layouts/bulletin-a3.yaml").read_text("utf-8"), encoding="utf-8")
    path = folder / "own.yaml"
    path.write_text(f"extends: bulletin-a3\nname: own\n{text}", encoding="utf-8")
    return list(read_layout(str(path), Design, root=str(ROOT), roles=roles).problems)


def test_an_unknown_role_is_reported_in_the_layout_with_a_guess_beside_a_wrong_colour(tmp_path: Path) -> None:
    roles = ("song", "song-bold", "song-black", "hei", "hei-bold", "kai")
    found = own(tmp_path, "folio: {color: rde}\nheads: {roles: [song-blak]}\n", roles)
    assert [(one.code, one.place and (one.place.line, one.place.column), one.hint) for one in found] == [
        ("unknown-color", (3, 16), "是不是 red？"),
        ("unknown-role", (4, 17), "是不是 song-black？"),
    ]
    assert own(tmp_path, "heads: {roles: [kai]}\n", roles) == []
