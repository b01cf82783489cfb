"""The file: native, complete, the same bytes every time; read back by libraries that did not write it."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.slide import SlideDesign
from bulletin.slides.deck import template_deck
from tests.draw.sample import ICC_FOLDERS, read_picture
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.texts import hard_cases, heads, prose

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
HEADLINE, POINT, ELSE = 28.0, 16.0, 11.0


@pytest.fixture(scope="module")
def drawn(seed: Edition, make: Maker, slide_design: SlideDesign) -> bytes:
    return draw_pptx(make(seed), slide_design)


def flat(shapes: Any) -> Iterator[Any]:
    """Every shape, those inside groups too."""
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from flat(shape.shapes)


def parts(data: bytes, prefix: str) -> dict[str, Any]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith(prefix) and name.endswith(".xml")
        }


def size_of(shape: Any, level: int) -> float | None:
    """The size that a level of a placeholder inherits from its layout, in points."""
    for element in (shape._element, shape._base_placeholder._element):
        found = element.find(f".//{A}lstStyle/{A}lvl{level + 1}pPr/{A}defRPr")
        if found is not None and found.get("sz"):
            return int(found.get("sz")) / 100
    return None


def test_the_same_deck_gives_the_same_bytes(
    drawn: bytes, seed: Edition, make: Maker, slide_design: SlideDesign
) -> None:
    assert draw_pptx(make(seed), slide_design) == drawn


def test_another_process_gives_the_same_bytes(drawn: bytes, root: Path) -> None:
    program = (
        "import hashlib, sys\n"
        "from bulletin.read.check import read\nfrom bulletin.read.layout import decode\n"
        "from bulletin.faces.face import open_faces\nfrom bulletin.model.slide import SlideDesign\n"
        "from bulletin.slides.deck import make_slides\nfrom bulletin.draw.pptx.deck import draw_pptx\n"
        "edition, design = read('content', None, root='.')\nlook = decode('layouts/slides.yaml', SlideDesign)\n"
        "deck = make_slides(edition, design, look, open_faces('fonts'))\n"
        "print(hashlib.sha256(draw_pptx(deck, look)).hexdigest())\n"
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
                target = os.path.normpath(os.path.join(folder, str(relation.get("Target"))))
                assert target in names, f"{name}: {target}"
                reached.add(target)
    assert reached == names


@pytest.mark.parametrize("name", hard_cases())
def test_python_pptx_reads_what_was_meant(name: str, make: Maker, slide_design: SlideDesign) -> None:
    given = hard_cases()[name]
    deck = make(given)
    read = Presentation(BytesIO(draw_pptx(deck, slide_design)))
    assert len(read.slides) == len(given.reports)
    for made, slide in zip(deck.slides, read.slides, strict=True):
        assert slide.shapes.title.text_frame.text.replace("\v", "").replace("　", "") == made.title.replace("　", "")
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id
        assert tuple(p.text for p in slide.notes_slide.notes_text_frame.paragraphs) == made.notes
        words = "".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for text in made.shown:
            assert text in words
        for shape in flat(slide.shapes):
            assert shape.is_placeholder
            assert shape._element.find(f".//{A}xfrm") is None
        assert len(slide.slide_layout.placeholders) >= len(slide.placeholders)


@pytest.mark.parametrize("name", hard_cases())
def test_runs_have_no_size_and_inherit_one_that_can_be_read(name: str, make: Maker, slide_design: SlideDesign) -> None:
    read = Presentation(BytesIO(draw_pptx(make(hard_cases()[name]), slide_design)))
    for slide in read.slides:
        for shape in flat(slide.shapes):
            if not shape.has_text_frame:
                continue
            kind = shape._element.find(f".//{P}ph").get("type")
            body = shape.name.startswith("要点")
            for paragraph in shape.text_frame.paragraphs:
                size = size_of(shape, paragraph.level)
                assert size is not None
                assert size >= (HEADLINE if kind == "title" else POINT if body else ELSE)
                for run in paragraph._p.iter(f"{A}rPr"):
                    assert run.get("sz") is None
                    assert run.get("lang") == "zh-CN"
                    assert run.find(f"{A}latin") is None


def test_colours_are_the_themes_and_columns_are_its_accents(drawn: bytes, design: Design) -> None:
    for root in (*parts(drawn, "ppt/slides/").values(), *parts(drawn, "ppt/slideLayouts/").values()):
        assert not list(root.iter(f"{A}srgbClr"))
    theme = parts(drawn, "ppt/theme/theme1")["ppt/theme/theme1.xml"]
    accents = [theme.find(f".//{A}accent{number}/{A}srgbClr").get("val") for number in range(1, 5)]
    columns = (design.colors[design.columns.named[name]] for name in ("环境", "水务", "规划", "政法"))
    assert accents == ["".join(f"{round(part * 255):02X}" for part in color.rgb) for color in columns]
    used = [
        {element.get("val") for element in root.iter(f"{A}schemeClr") if str(element.get("val")).startswith("accent")}
        for root in parts(drawn, "ppt/slideLayouts/").values()
    ]
    assert sorted(map(sorted, used)) == [["accent1"], ["accent2"], ["accent3"], ["accent4"]]


def test_theme_names_latin_east_asian_and_simplified_faces(drawn: bytes, slide_design: SlideDesign) -> None:
    theme = parts(drawn, "ppt/theme/theme1")["ppt/theme/theme1.xml"]
    for kind, font in (("major", slide_design.fonts.major), ("minor", slide_design.fonts.minor)):
        fonts = theme.find(f".//{A}{kind}Font")
        assert [fonts.find(f"{A}{tag}").get("typeface") for tag in ("latin", "ea")] == [font.latin, font.ea]
        assert fonts.find(f"{A}font[@script='Hans']").get("typeface") == font.ea


def test_what_a_layout_draws_is_marked_as_decoration(drawn: bytes) -> None:
    for root in parts(drawn, "ppt/slideLayouts/").values():
        for shape in root.iter(f"{P}sp"):
            if shape.find(f".//{P}ph") is None:
                assert shape.find(f".//{DECORATIVE}").get("val") == "1"
    for root in parts(drawn, "ppt/slides/").values():
        assert all(shape.find(f".//{P}cNvPr").get("descr") for shape in root.iter(f"{P}sp"))


def test_properties_are_filled(drawn: bytes) -> None:
    properties = Presentation(BytesIO(drawn)).core_properties
    assert properties.title == "近赶潍坊　远学长沙　潍坊篇"
    assert properties.author == "济宁高新区"
    assert properties.language == "zh-CN"
    assert properties.created is not None
    assert (properties.created.year, properties.created.month, properties.created.day) == (2019, 4, 24)


def test_a_build_draws_used_layouts_and_the_template_all_five(
    drawn: bytes, design: Design, slide_design: SlideDesign
) -> None:
    names = [layout.name for layout in Presentation(BytesIO(drawn)).slide_layouts]
    assert names == ["报告二栏", "报告三栏", "报告一栏 规划", "报告一栏 政法"]
    template = Presentation(BytesIO(draw_pptx(template_deck(design, slide_design), slide_design)))
    assert [layout.name for layout in template.slide_layouts] == ["报告一栏", "报告二栏", "报告三栏", "封面", "目录"]
    assert len(template.slides) == 0


def test_sections_name_the_columns(drawn: bytes) -> None:
    root = parts(drawn, "ppt/presentation")["ppt/presentation.xml"]
    sections = [element for element in root.iter() if str(element.tag).endswith("}section")]
    assert [section.get("name") for section in sections] == ["环境", "水务", "规划", "政法"]
    listed = [element.get("id") for element in root.find(f"{P}sldIdLst")]
    inside = [element.get("id") for element in root.iter() if str(element.tag).endswith("2010/main}sldId")]
    assert inside == listed


def test_numbers_go_on_as_the_author_counts(drawn: bytes) -> None:
    water = parts(drawn, "ppt/slides/slide2")["ppt/slides/slide2.xml"]
    starts = [element.get("startAt") for element in water.iter(f"{A}buAutoNum")]
    assert starts[0] == "3"
    assert "8" in starts


def test_marks_of_xml_in_the_text_stay_text(make: Maker, slide_design: SlideDesign) -> None:
    text = '园区<b>建设</b>&amp;“发展”"快"，效果>好\x07不错。'
    given = edition(report(text, title="R&D<发展>“双轮”", author='"甲"'))
    read = Presentation(BytesIO(draw_pptx(make(given), slide_design)))
    slide = read.slides[0]
    assert slide.shapes.title.text_frame.text == "R&D<发展>“双轮”"
    assert slide.notes_slide.notes_text_frame.text == text.replace("\x07", "")


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "jpg"), ("RGB", "png"), ("CMYK", "jpg"), ("L", "bmp")])
def test_portraits_are_placed_whatever_their_format(
    tmp_path: Path, make: Maker, slide_design: SlideDesign, mode: str, kind: str
) -> None:
    path = tmp_path / f"portrait.{kind}"
    Image.new(mode, (300, 500), 90 if mode == "L" else (90,) * len(mode)).save(path)
    picture = read_picture(path)
    given = edition(report(heads(3, text=80), portrait=picture), report(prose(300), title="另一篇", portrait=picture))
    data = draw_pptx(make(given), slide_design, icc_folders=ICC_FOLDERS)
    read = Presentation(BytesIO(data))
    photos = [shape for slide in read.slides for shape in slide.shapes if hasattr(shape, "image")]
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


def test_a_portrait_that_its_camera_turned_is_written_upright(
    tmp_path: Path, make: Maker, slide_design: SlideDesign
) -> None:
    path = tmp_path / "portrait.jpg"
    lying = Image.new("RGB", (500, 300), (90, 90, 90))
    exif = lying.getexif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    lying.save(path, exif=exif)
    picture = read_picture(path)
    read = Presentation(BytesIO(draw_pptx(make(edition(report(prose(300), portrait=picture))), slide_design)))
    (photo,) = [shape for shape in read.slides[0].shapes if hasattr(shape, "image")]

    with Image.open(BytesIO(photo.image.blob)) as image:
        assert image.size == (300, 500)
        assert 0x0112 not in image.getexif()


def test_nothing_of_the_deck_waits_for_heavy_libraries(root: Path) -> None:
    program = (
        "import sys\nimport bulletin.slides.deck, bulletin.draw.pptx.deck\n"
        "print([name for name in ('pptx', 'lxml', 'PIL', 'reportlab') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"\[\]\s*", done.stdout)
