"""Columns and the accents of the theme: the printed colour first, then the free ones, on layouts of their own."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.slide import Template
from bulletin.read.template import read_template
from bulletin.slides.accents import accent_numbers
from tests.makeup.tables import table
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import opened, strangers, with_blocks
from tests.slides.office_files import (
    changed,
    members,
    picture,
    png,
    put,
    related,
    relations_of,
    saved,
    shape,
    stretched,
)
from tests.slides.test_tables import block
from tests.slides.texts import prose

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
COLUMNS = ("环境", "水务", "规划", "政法")


def of_columns(*columns: str) -> Edition:
    return edition(*(report(prose(99), title=f"{column}报告", name=column, column=column) for column in columns))


def test_a_column_has_the_accent_of_its_printed_colour_wherever_that_stands(design: Design, template: Template) -> None:
    numbers = accent_numbers(COLUMNS, design, template.accents)
    turned = accent_numbers(COLUMNS, design, template.accents[::-1])
    assert numbers == dict(zip(COLUMNS, (1, 2, 3, 4), strict=True))
    assert turned == {column: 7 - number for column, number in numbers.items()}


def test_columns_whose_colour_the_theme_lacks_take_the_free_accents(design: Design, template: Template) -> None:
    third = ("111111", "222222", template.accents[0], "444444", "555555", "666666")
    assert accent_numbers(COLUMNS, design, third) == {"环境": 3, "水务": 1, "规划": 2, "政法": 4}


def test_a_seventh_column_takes_an_accent_again(design: Design, make: Maker, template: Template) -> None:
    columns = (*COLUMNS, "科技", "教育", "农业", "交通")
    numbers = accent_numbers(columns, design, ("",) * 6)
    assert [numbers[column] for column in columns] == [1, 2, 3, 4, 5, 6, 1, 2]
    assert len(opened(make(of_columns(*columns)), template).slides) == 8


def accents_on(layout: Any) -> set[str]:
    used = {color.get("val") for color in layout._element.iter(f"{A}schemeClr")}
    return {each for each in used if each.startswith("accent")}


def test_a_second_column_stands_on_a_copy_of_its_layout_in_its_accent(make: Maker, template: Template) -> None:
    read = opened(make(of_columns("环境", "水务", "水务")), template)
    first, second, third = (slide.slide_layout for slide in read.slides)
    assert accents_on(first) == {"accent1"}
    assert second.name == f"{first.name} 水务"
    assert accents_on(second) == {"accent2"}
    assert second.part is third.part  # one copy for all reports of a column
    assert second.slide_master.part is first.slide_master.part
    assert not strangers(read)
    ids = [entry.get("id") for entry in first.slide_master._element.sldLayoutIdLst]
    assert len(set(ids)) == len(ids) == len(template.layouts) + 1
    assert read.slide_masters[0]._element.sldLayoutIdLst[-1].rId


def three_pictures(data: bytes) -> bytes:
    """Relations with three more, two of which lead to one picture."""
    for name, target in (("rId90", "logo"), ("rId91", "logo"), ("rId92", "other")):
        data = related("image", f"../media/{target}.png", name)(data)
    return data


def test_a_copied_layout_keeps_its_pictures(root: Path, make: Maker, tmp_path: Path) -> None:
    shipped = (root / "layouts" / "slides.pptx").read_bytes()
    changes: dict[str, Any] = {"ppt/media/logo.png": png(), "ppt/media/other.png": png("blue")}
    for name in members(shipped):
        if name.startswith("ppt/slideLayouts/slideLayout"):
            changes[name] = shape("".join(picture(f'r:embed="{each}"') for each in ("rId90", "rId91", "rId92")))
            changes[relations_of(name)] = three_pictures
    template = read_template(put(tmp_path, changed(shipped, changes)))
    read = opened(make(of_columns("环境", "水务"), template), template)
    for slide in read.slides:
        first, again, other = [each.image.sha1 for each in slide.slide_layout.shapes if each.shape_type == 13]
        assert first == again != other
    assert read.slides[1].slide_layout.name.endswith("水务")


def test_a_foreign_layout_without_a_place_for_the_column_is_never_copied(make: Maker, tmp_path: Path) -> None:
    deck = stretched()
    fill = f'<a:solidFill {nsdecls("a")}><a:schemeClr val="accent1"/></a:solidFill>'
    for layout in deck.slide_layouts:
        for each in layout.placeholders:
            each._element.spPr.append(parse_xml(fill))
    template = read_template(put(tmp_path, saved(deck)))
    assert any(layout.accented for layout in template.layouts)
    read = Presentation(BytesIO(draw_pptx(make(of_columns("环境", "水务"), template), template)))
    assert len(read.slide_layouts) == len(template.layouts)
    assert len({slide.slide_layout.name for slide in read.slides}) == 1


@pytest.mark.parametrize("column", ["环境", "水务"])
def test_a_table_is_ruled_in_the_accent_of_the_column(column: str, make: Maker, template: Template) -> None:
    story = with_blocks(report(prose(99), column=column), block(table("项目|数量\n---\n水库|3\n泵站|5")))
    others = [report(prose(99), title=name, name=name, column=name) for name in COLUMNS if name < column]
    deck = make(edition(*others, story))
    frame = next(each for each in opened(deck, template).slides[-1].shapes if each.has_table)
    rules = {color.get("val") for color in frame._element.iter(f"{A}schemeClr")}
    assert rules == {f"accent{COLUMNS.index(column) + 1}"}
