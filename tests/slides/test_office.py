"""An office's own template: chosen by name or by placeholders, its bounds kept, what it lacks reported."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.faces.face import Faces
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Picture
from bulletin.model.slide import Deck, SlideDesign, Template
from bulletin.problems import ContentError, Place
from bulletin.read.template import read_template
from bulletin.slides.deck import make_slides, template_deck
from bulletin.slides.measure import overflows
from bulletin.slides.on_template import report_layouts
from tests.slides.editions import edition, report
from tests.slides.texts import heads, prose

WIDE = 12192000, 6858000
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """python-pptx's default with its type and some old slides, stretched to 16:9."""
    deck = Presentation()
    factor = WIDE[0] / deck.slide_width
    deck.slide_width, deck.slide_height = Emu(WIDE[0]), Emu(WIDE[1])
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = round(shape.left * factor), round(shape.width * factor)
    for _ in range(7):
        old = deck.slides.add_slide(deck.slide_layouts[1])
        old.shapes.title.text = "旧幻灯片"
        old.notes_slide.notes_text_frame.text = "旧备注"
    path = tmp_path_factory.mktemp("office") / "office.pptx"
    deck.save(str(path))
    return path


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory, design: Design, slide_design: SlideDesign) -> Path:
    path = tmp_path_factory.mktemp("ours") / "template.pptx"
    path.write_bytes(draw_pptx(template_deck(design, slide_design), slide_design))
    return path


@pytest.fixture(scope="module")
def place(design: Design, slide_design: SlideDesign, faces: Faces) -> Any:
    def placed(given: Edition, path: Path) -> tuple[Deck, Template, Any]:
        template = read_template(str(path))
        deck = make_slides(given, design, slide_design, faces, template)
        return deck, template, Presentation(BytesIO(draw_pptx(deck, slide_design, template)))

    return placed


def test_our_own_template_comes_back_as_it_was_written(
    ours: Path, seed: Edition, place: Any, slide_design: SlideDesign
) -> None:
    deck, template, read = place(seed, ours)
    assert [layout.name for layout in template.layouts] == ["报告一栏", "报告二栏", "报告三栏", "封面", "目录"]
    two = next(layout for layout in template.layouts if layout.name == "报告二栏")
    body = next(text for text in two.texts if text.name == "要点 1")
    levels = next(layout for layout in slide_design.layouts if layout.columns == 2).levels
    for found, level in zip(body.levels, levels, strict=False):
        assert (found.size, found.leading, found.before, found.indent, found.bold) == (
            level.size,
            level.leading,
            level.before,
            level.indent,
            level.bold,
        )
    assert not deck.problems
    assert [slide.slide_layout.name for slide in read.slides] == ["报告二栏", "报告三栏", "报告一栏", "报告一栏"]
    assert {layout.name for layout in read.slide_layouts} == {"报告一栏", "报告二栏", "报告三栏"}


def test_a_layout_named_for_a_column_serves_that_column(ours: Path, seed: Edition, place: Any, tmp_path: Path) -> None:
    deck = Presentation(str(ours))
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    layouts["报告三栏"]._element.cSld.set("name", "报告三栏 水务")
    path = tmp_path / "columns.pptx"
    deck.save(str(path))
    made, _, read = place(seed, path)
    assert [slide.slide_layout.name for slide in read.slides] == ["报告二栏", "报告三栏 水务", "报告一栏", "报告一栏"]
    assert not made.problems


def test_of_two_layouts_a_column_takes_the_one_with_its_name_and_others_the_plain_one(ours: Path) -> None:
    template = read_template(str(ours))
    two = next(layout for layout in template.layouts if layout.name == "报告二栏")
    both = template._replace(layouts=(two._replace(name="报告二栏 水务"), two))

    assert [each.name for each in report_layouts(both, "水务")] == ["报告二栏 水务"]
    assert [each.name for each in report_layouts(both, "规划")] == ["报告二栏"]


def test_furniture_on_a_template_keeps_the_templates_own_tones(ours: Path, seed: Edition, place: Any) -> None:
    deck, _, _ = place(seed, ours)
    texts = deck.layouts[deck.slides[0].layout].texts
    footers = [frame for frame in deck.slides[0].frames if texts[frame.text].role == "footer"]

    assert footers
    assert all(not run.tone and not run.bold for frame in footers for each in frame.paragraphs for run in each.runs)


def test_a_byline_in_the_body_has_no_bullet_of_the_templates(office: Path, seed: Edition, place: Any) -> None:
    _, _, read = place(seed, office)
    byline = next(
        paragraph
        for shape in read.slides[0].placeholders
        for paragraph in shape.text_frame.paragraphs
        if "李剑" in paragraph.text
    )

    assert byline._p.find(f".//{A}buNone") is not None
    assert byline._p.pPr.get("indent") == "0"


def test_a_portrait_without_a_placeholder_is_reported_once(office: Path, place: Any) -> None:
    picture = Picture("/x/a.jpg", "ab" * 32, 300, 500, "", Place("content/x.md"))
    deck, _, _ = place(edition(report(prose(300), portrait=picture)), office)

    assert [problem.code for problem in deck.problems].count("slide-portrait-left") == 1
    assert not deck.slides[0].photos


def test_an_office_layout_is_chosen_by_its_placeholders(office: Path, seed: Edition, place: Any) -> None:
    deck, _, read = place(seed, office)
    assert {slide.slide_layout.name for slide in read.slides} <= {"Title and Content", "Two Content"}
    assert len(read.slides) == len(seed.reports)
    assert not [frame for slide in deck.slides for frame in slide.frames if overflows(frame.fit)]
    for slide, written in zip(read.slides, seed.reports, strict=True):
        assert slide.shapes.title.text_frame.text.replace("\v", "　") == written.title
        assert slide.notes_slide.notes_text_frame.text == "\n".join(p.text for p in written.paragraphs)
        for shape in slide.placeholders:
            base = shape._base_placeholder
            assert (shape.left, shape.top, shape.width, shape.height) == (base.left, base.top, base.width, base.height)
            assert shape.text_frame.text.strip()


def test_what_a_template_has_no_place_for_is_reported_by_name(office: Path, seed: Edition, place: Any) -> None:
    deck, _, _ = place(seed, office)
    messages = {problem.code: problem.message for problem in deck.problems}
    assert "报告三栏" in messages["template-columns"]
    assert "署名" in messages["template-unmapped"]
    assert "栏目" in messages["template-unmapped"]
    words = "".join(paragraph.text for frame in deck.slides[0].frames for paragraph in frame.paragraphs)
    assert "济宁高新区环保分局局长　李剑" in words


def test_old_slides_and_their_notes_are_gone(office: Path, seed: Edition, place: Any) -> None:
    _, _, read = place(seed, office)
    parts = [part.blob.decode("utf-8", "ignore") for part in read.part.package.iter_parts()]
    assert len(parts) > 10
    assert not any("旧幻灯片" in part or "旧备注" in part for part in parts)


def test_points_that_find_no_room_are_counted_in_the_body(office: Path, place: Any) -> None:
    deck, _, _ = place(edition(report(heads(40, text=60, length=20))), office)
    words = "".join(paragraph.text for frame in deck.slides[0].frames for paragraph in frame.paragraphs)
    assert f"另有{deck.slides[0].dropped}点见备注" in words
    assert not [frame for frame in deck.slides[0].frames if overflows(frame.fit)]


def test_the_same_template_gives_the_same_bytes(
    office: Path, seed: Edition, place: Any, slide_design: SlideDesign
) -> None:
    deck, template, _ = place(seed, office)
    assert draw_pptx(deck, slide_design, template) == draw_pptx(deck, slide_design, template)


def test_a_template_without_a_body_is_refused_with_its_layouts_named(tmp_path: Path, place: Any) -> None:
    deck = Presentation()
    for layout in list(deck.slide_layouts):
        if layout.name not in ("Blank", "Title Only"):
            deck.slide_layouts.remove(layout)
    path = tmp_path / "bare.pptx"
    deck.save(str(path))
    with pytest.raises(ContentError) as caught:
        place(edition(report(prose(100))), path)
    assert "Title Only" in caught.value.problems[0].message


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04broken"])
def test_a_file_that_is_no_presentation_is_reported(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(content)
    with pytest.raises(ContentError) as caught:
        read_template(str(path))
    assert caught.value.problems[0].code == "bad-template"


def test_a_missing_template_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_template(str(tmp_path / "none.pptx"))
    assert "找不到" in caught.value.problems[0].message
