"""The file: native, complete, the same bytes every time; read back by libraries that did not write it."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.model.edition import Edition
from bulletin.model.marks import NOT_AT_LINE_END, NOT_AT_LINE_START
from bulletin.model.slide import Deck, Template
from tests.draw.sample import ICC_FOLDERS, read_picture
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import notes_of, opened, strangers
from tests.slides.texts import hard_cases, heads, prose

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
POINT, ELSE = 20.0, 16.0
CASES = hard_cases()


@pytest.fixture(scope="module")
def drawn(seed: Edition, make: Maker, template: Template) -> bytes:
    return draw_pptx(make(seed), template)


@pytest.fixture(scope="module")
def read(decks: dict[str, Deck], template: Template) -> dict[str, Any]:
    """The hard cases as python-pptx reads them."""
    return {name: opened(deck, template) for name, deck in decks.items()}


def parts(data: bytes, prefix: str) -> dict[str, Any]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith(prefix) and name.endswith(".xml")
        }


def test_the_same_deck_gives_the_same_bytes(drawn: bytes, seed: Edition, make: Maker, template: Template) -> None:
    assert draw_pptx(make(seed), template) == drawn


def test_another_process_gives_the_same_bytes(drawn: bytes, root: Path) -> None:
    program = (
        "import hashlib\n"
        "from bulletin.read.check import read\nfrom bulletin.read.layout import decode\n"
        "from bulletin.read.template import read_template\n"
        "from bulletin.faces.face import open_faces\nfrom bulletin.model.slide import SlideDesign\n"
        "from bulletin.slides.deck import make_slides\nfrom bulletin.draw.pptx.deck import draw_pptx\n"
        "edition, design = read('content', None, root='.')\nchoices = decode('layouts/slides.yaml', SlideDesign)\n"
        "template = read_template('layouts/slides.pptx')\n"
        "deck = make_slides(edition, design, choices, open_faces('fonts'), template)\n"
        "print(hashlib.sha256(draw_pptx(deck, template)).hexdigest())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(drawn).hexdigest()


def test_members_are_sorted_and_dated_by_the_issue(drawn: bytes) -> None:
    with zipfile.ZipFile(BytesIO(drawn)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert names[0] == "[Content_Types].xml"
        assert {info.date_time for info in archive.infolist()} == {(2019, 4, 24, 0, 0, 0)}


def test_every_part_is_reached_and_every_relation_has_its_target(drawn: bytes) -> None:
    with zipfile.ZipFile(BytesIO(drawn)) as archive:
        names = set(archive.namelist())
        reached = {"[Content_Types].xml"}
        for name in names:
            if not name.endswith(".rels"):
                continue
            reached.add(name)
            folder = os.path.dirname(os.path.dirname(name))
            for relation in etree.fromstring(archive.read(name)):
                target = os.path.normpath(os.path.join("/", folder, str(relation.get("Target")))).lstrip("/")
                assert target in names, f"{name}: {target}"
                reached.add(target)
    assert reached == names


@pytest.mark.parametrize("name", CASES)
def test_python_pptx_reads_what_was_meant(name: str, decks: dict[str, Deck], read: dict[str, Any]) -> None:
    assert len(read[name].slides) == len(CASES[name].reports)
    assert not strangers(read[name])
    for made, slide in zip(decks[name].slides, read[name].slides, strict=True):
        assert slide.shapes.title.text_frame.text.replace("\v", "").replace("　", "") == made.title.replace("　", "")
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id
        assert len({shape.shape_id for shape in slide.shapes}) == len(slide.shapes)
        assert tuple(p.text for p in slide.notes_slide.notes_text_frame.paragraphs) == notes_of(made)
        words = "".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for text in made.shown:
            assert text in words


@pytest.mark.parametrize("name", CASES)
def test_a_placeholder_says_only_what_its_layout_does_not(
    name: str, decks: dict[str, Deck], read: dict[str, Any]
) -> None:
    """Reset Slide in PowerPoint changes nothing: place, size and face are the layout's wherever they can be."""
    for made, slide in zip(decks[name].slides, read[name].slides, strict=True):
        by_name = {text.name: text for text in made.texts}
        for shape in slide.placeholders:
            text = by_name[shape.name]
            assert (shape._element.find(f".//{A}xfrm") is not None) == text.moved
            sizes = [each.get("sz") for each in shape._element.iter(f"{A}defRPr")]
            assert bool(sizes) == text.sized
            least = POINT if text.role == "body" and not CASES[name].reports[made.report].points else ELSE
            assert all(int(size) >= least * 100 for size in sizes)
            assert not shape._element.findall(f".//{A}rPr/{A}latin")
            for run in shape._element.iter(f"{A}rPr"):
                assert run.get("lang") == "zh-CN"
                assert run.get("sz") is None or text.role == "figure"


def test_colours_are_the_themes_and_columns_are_its_accents(drawn: bytes, make: Maker, seed: Edition) -> None:
    for root in parts(drawn, "ppt/slides/").values():
        assert not list(root.iter(f"{A}srgbClr"))
    read = Presentation(BytesIO(drawn))
    for made, slide in zip(make(seed).slides, read.slides, strict=True):
        used = {each.get("val") for each in slide.slide_layout._element.iter(f"{A}schemeClr")}
        assert {each for each in used if each.startswith("accent")} == {f"accent{made.report + 1}"}


def test_theme_names_latin_east_asian_and_simplified_faces(drawn: bytes) -> None:
    theme = parts(drawn, "ppt/theme/theme1")["ppt/theme/theme1.xml"]
    for kind in ("major", "minor"):
        fonts = theme.find(f".//{A}{kind}Font")
        assert all(fonts.find(f"{A}{tag}").get("typeface") for tag in ("latin", "ea"))
        assert fonts.find(f"{A}font[@script='Hans']").get("typeface") == fonts.find(f"{A}ea").get("typeface")


def test_text_placeholders_carry_no_description_that_repeats_them(drawn: bytes) -> None:
    for root in parts(drawn, "ppt/slides/").values():
        assert not [each for each in root.iter(f"{P}cNvPr") if each.get("descr") is not None]


def test_properties_are_filled(drawn: bytes) -> None:
    properties = Presentation(BytesIO(drawn)).core_properties
    assert properties.title == "近赶潍坊　远学长沙　潍坊篇"
    assert properties.author == properties.last_modified_by == "济宁高新区"
    assert properties.language == "zh-CN"
    for day in (properties.created, properties.modified):
        assert day is not None
        assert (day.year, day.month, day.day, day.hour) == (2019, 4, 24, 0)


def test_properties_too_long_for_the_library_are_cut(make: Maker, template: Template) -> None:
    many = [report(heads(3), title=f"题目{n}", author=f"作者第{n}位", column=f"栏目名称{n}") for n in range(60)]
    properties = opened(make(edition(*many)._replace(publisher="")), template).core_properties
    for words, whole in ((properties.author, "、作者第59位"), (properties.keywords, "，栏目名称59")):
        assert len(words) == 255
        assert words.endswith("…")
        assert whole not in words


@pytest.mark.parametrize(("year", "in_zip"), [(1900, 1980), (2107, 2107), (2108, 2107), (2199, 2107)])
def test_a_day_that_a_zip_cannot_name_is_the_nearest_that_it_can(
    year: int, in_zip: int, make: Maker, template: Template
) -> None:
    data = draw_pptx(make(edition(report(heads(3))))._replace(date=(year, 5, 1)), template)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {in_zip}
        assert {member.create_system for member in archive.infolist()} == {0}  # on any machine
    assert Presentation(BytesIO(data)).core_properties.created.year == year


def test_a_footer_of_many_words_is_set_smaller_on_the_slide(make: Maker, template: Template) -> None:
    deck = make(edition(report(heads(3)), masthead="某某市某某区" * 6 + "某"))
    (slide,) = opened(deck, template).slides
    (foot,) = (shape for shape in slide.placeholders if "某某市" in shape.text_frame.text)
    body = [etree.QName(child).localname for child in foot._element.txBody]
    assert body[:3] == ["bodyPr", "lstStyle", "p"]
    (text,) = (text for text in deck.slides[0].texts if text.role == "footer")
    assert text.sized
    assert foot._element.find(f".//{A}lvl1pPr/{A}defRPr").get("sz") == str(round(text.levels[0].size * 100))


def test_unused_layouts_and_covers_stay_in_the_deck(drawn: bytes, template: Template) -> None:
    names = [layout.name for layout in Presentation(BytesIO(drawn)).slide_layouts]
    assert names[: len(template.layouts)] == [layout.name for layout in template.layouts]
    assert "封面" in names


def test_sections_name_the_columns(drawn: bytes) -> None:
    root = parts(drawn, "ppt/presentation")["ppt/presentation.xml"]
    sections = [element for element in root.iter() if str(element.tag).endswith("}section")]
    assert [section.get("name") for section in sections] == ["环境", "水务", "规划", "政法"]
    assert len({section.get("id") for section in sections}) == 4
    listed = [element.get("id") for element in root.find(f"{P}sldIdLst")]
    inside = [element.get("id") for element in root.iter() if str(element.tag).endswith("2010/main}sldId")]
    assert inside == listed


def test_the_line_break_prohibition_is_in_the_file_where_the_schema_has_it(drawn: bytes) -> None:
    root = parts(drawn, "ppt/presentation")["ppt/presentation.xml"]
    (rule,) = root.findall(f"{P}kinsoku")
    assert set(rule.get("invalStChars")) == set(NOT_AT_LINE_START)
    assert set(rule.get("invalEndChars")) == set(NOT_AT_LINE_END)
    tags = [etree.QName(each).localname for each in root]
    assert tags.index("notesSz") < tags.index("kinsoku") < tags.index("defaultTextStyle") < tags.index("extLst")


def test_numbers_go_on_as_the_author_counts(drawn: bytes) -> None:
    water = parts(drawn, "ppt/slides/slide2")["ppt/slides/slide2.xml"]
    starts = [element.get("startAt") for element in water.iter(f"{A}buAutoNum")]
    assert starts[0] == "3"
    assert "8" in starts


def test_marks_of_xml_in_the_text_stay_text(make: Maker, template: Template) -> None:
    text = '园区<b>建设</b>&amp;“发展”"快"，效果>好\x07不错。'
    given = edition(report(text, title="R&D<发展>“双轮”", author='"甲"'))
    slide = opened(make(given), template).slides[0]
    assert slide.shapes.title.text_frame.text == "R&D<发展>“双轮”"
    assert slide.notes_slide.notes_text_frame.paragraphs[0].text.replace("_x0007_", "") == text.replace("\x07", "")


def test_notes_are_in_chinese_and_their_headings_bold(make: Maker, template: Template) -> None:
    slide = opened(make(edition(report("一、抓规划\n一张蓝图绘到底。\n二、抓产业\n招引企业。"))), template).slides[0]
    page = slide.notes_slide
    lines = page.notes_text_frame.paragraphs
    assert [(line.text, bool(line.runs[0].font.bold)) for line in lines][:3] == [
        ("一、抓规划", True),
        ("一张蓝图绘到底。", False),
        ("二、抓产业", True),
    ]
    assert sorted(shape.name for shape in page.placeholders)[:2] == ["备注", "幻灯片图像"]
    for element in (page.part.notes_master._element, page._element):
        assert not {each.get("lang") for each in element.iter(f"{A}rPr")} - {"zh-CN"}
    names = [shape.name for shape in page.part.notes_master.placeholders]
    assert not [name for name in names if re.search("[A-Za-z]", name)]


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "jpg"), ("RGB", "png"), ("CMYK", "jpg"), ("L", "bmp")])
def test_portraits_are_placed_whatever_their_format(
    tmp_path: Path, make: Maker, template: Template, mode: str, kind: str
) -> None:
    path = tmp_path / f"portrait.{kind}"
    Image.new(mode, (300, 500), 90 if mode == "L" else (90,) * len(mode)).save(path)
    picture = read_picture(path)
    given = edition(report(heads(3, text=80), portrait=picture), report(prose(300), title="另一篇", portrait=picture))
    data = draw_pptx(make(given), template, icc_folders=ICC_FOLDERS)
    photos = [
        shape for slide in Presentation(BytesIO(data)).slides for shape in slide.shapes if hasattr(shape, "image")
    ]
    assert len(photos) == 2
    assert photos[0]._element.find(f".//{P}cNvPr").get("descr") == "作者李剑的肖像"
    assert photos[0].image.content_type in ("image/jpeg", "image/png")
    shown = (
        (1 - photos[0].crop_left - photos[0].crop_right)
        * 300
        / ((1 - photos[0].crop_top - photos[0].crop_bottom) * 500)
    )
    assert shown == pytest.approx(photos[0].width / photos[0].height, rel=0.01)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert len([name for name in archive.namelist() if "/media/" in name]) == 1


def test_a_portrait_that_its_camera_turned_is_written_upright(tmp_path: Path, make: Maker, template: Template) -> None:
    path = tmp_path / "portrait.jpg"
    lying = Image.new("RGB", (500, 300), (90, 90, 90))
    exif = lying.getexif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    lying.save(path, exif=exif)
    read = opened(make(edition(report(prose(300), portrait=read_picture(path)))), template)
    (photo,) = [shape for shape in read.slides[0].shapes if hasattr(shape, "image")]

    with Image.open(BytesIO(photo.image.blob)) as image:
        assert image.width / image.height == pytest.approx(300 / 500, rel=0.01)
        assert 0x0112 not in image.getexif()


def test_slides_are_planned_without_heavy_libraries_and_the_pipeline_waits_for_none(root: Path) -> None:
    program = (
        "import sys\nimport bulletin.slides.deck, bulletin.pipeline\n"
        "print([name for name in ('pptx', 'lxml', 'PIL', 'reportlab') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"\[\]\s*", done.stdout)
