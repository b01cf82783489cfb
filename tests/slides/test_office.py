"""Foreign templates: layouts chosen by name or by placeholders, what cannot be read refused, what lacks reported."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx.util import Emu

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.model.edition import Edition, Picture
from bulletin.model.slide import Deck, Template, TemplateLayout
from bulletin.problems import CONTENT, BulletinError, ContentError, Place, Problem
from bulletin.read.template import read_template
from bulletin.slides.roles import faults, report_layouts
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import notes_of, opened, spilling, strangers
from tests.slides.office_files import put, saved, stretched
from tests.slides.texts import heads, prose

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

Placed = Callable[..., tuple[Deck, Any]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """python-pptx's default with its type and some old slides, stretched to 16:9."""
    deck = stretched()
    for _ in range(7):
        old = deck.slides.add_slide(deck.slide_layouts[1])
        old.shapes.title.text = "旧幻灯片"
        old.notes_slide.notes_text_frame.text = "旧备注"
    return read_template(put(tmp_path_factory.mktemp("office"), saved(deck)))


def test_no_table_stands_where_its_type_is_not_seen(office: Template) -> None:
    """It is set in the theme's text colour; so is a chart. A picture has none."""

    def slots(contrast: float) -> set[str]:
        dark = tuple(
            layout._replace(texts=tuple(text._replace(plain_contrast=contrast) for text in layout.texts))
            for layout in office.layouts
        )
        return {each.slot for each in report_layouts(office._replace(layouts=dark))}

    assert {"table", "chart", "picture"} <= slots(21.0)
    assert slots(1.0) & {"table", "chart", "picture"} == {"picture"}


@pytest.fixture
def place(make: Maker, tmp_path: Path) -> Placed:
    """A deck on a template, given as such or as a presentation; with what python-pptx reads of it."""

    def placed(given: Edition, on: Any) -> tuple[Deck, Any]:
        template = on if isinstance(on, Template) else read_template(put(tmp_path, saved(on)))
        deck = make(given, template)
        return deck, opened(deck, template)

    return placed


def refused(place: Placed, on: Any) -> Problem:
    with pytest.raises(BulletinError) as caught:
        place(edition(report(heads(4))), on)
    assert caught.value.exit_code == CONTENT
    (problem,) = caught.value.problems
    return problem


def codes(deck: Deck) -> list[str]:
    return [problem.code for problem in deck.problems]


def test_a_layout_named_for_a_column_serves_that_column_alone_and_first(
    template: Template, seed: Edition, make: Maker
) -> None:
    two = next(layout for layout in template.layouts if layout.name == "报告二栏 小字")
    for_water = template._replace(layouts=(two._replace(name="报告二栏 水务"), two))
    columns = frozenset(report.column for report in seed.reports)

    assert [each.name for each in report_layouts(for_water, "水务", columns)] == ["报告二栏 水务", "报告二栏 小字"]
    assert [each.name for each in report_layouts(for_water, "规划", columns)] == ["报告二栏 小字"]
    deck = make(seed, for_water)
    layouts = [deck.layouts[slide.layout] for slide in deck.slides]
    assert [layout.name for layout in layouts] == ["报告二栏 小字", "报告二栏 水务", "报告二栏 小字", "报告二栏 小字"]
    assert [layout.accent for layout in layouts] == [1, 0, 3, 4]  # the one made for it has its own colours


def test_a_layout_made_for_a_column_is_taken_before_one_a_little_larger(template: Template, make: Maker) -> None:
    layouts = {layout.name: layout for layout in template.layouts}
    own = layouts["报告一栏 中字"]._replace(name="报告一栏 水务")
    story = report(heads(3), column="水务")
    assert make(edition(story), template._replace(layouts=(own, layouts["报告一栏 大字"]))).layouts[0].name == own.name


def test_a_byline_in_the_body_has_no_bullet_of_the_templates(office: Template, seed: Edition, place: Placed) -> None:
    _, read = place(seed, office)
    byline = next(
        paragraph
        for shape in read.slides[0].placeholders
        for paragraph in shape.text_frame.paragraphs
        if "李剑" in paragraph.text
    )

    assert byline._p.find(f".//{A}buNone") is not None
    assert byline._p.pPr.get("indent") == "0"


def test_a_portrait_without_a_placeholder_is_reported_once(office: Template, place: Placed) -> None:
    picture = Picture("/x/a.jpg", "ab" * 32, 300, 500, "", Place("content/x.md"))
    deck, _ = place(edition(report(prose(300), portrait=picture)), office)

    assert codes(deck).count("slide-portrait-left") == 1
    assert not deck.slides[0].photos


def test_an_office_layout_is_chosen_by_its_placeholders(office: Template, seed: Edition, place: Placed) -> None:
    deck, read = place(seed, office)
    assert {slide.slide_layout.name for slide in read.slides} <= {"Title and Content", "Two Content"}
    assert len(read.slides) == len(seed.reports)
    assert not spilling(deck)
    assert not strangers(read)
    for slide, made, written in zip(read.slides, deck.slides, seed.reports, strict=True):
        assert slide.shapes.title.text_frame.text.replace("\v", "　") == written.title
        assert slide.notes_slide.notes_text_frame.text == "\n".join(notes_of(made))
        for shape in slide.placeholders:
            base = shape._base_placeholder
            assert (shape.left, shape.top, shape.width, shape.height) == (base.left, base.top, base.width, base.height)
            assert shape.text_frame.text.strip()


def test_heads_on_a_foreign_layout_are_bold_and_numbered_by_their_paragraphs(
    office: Template, seed: Edition, place: Placed
) -> None:
    _, read = place(seed, office)
    water = [each for shape in read.slides[1].placeholders for each in shape.text_frame.paragraphs]
    (head,) = [line for line in water if line.text.startswith("组织开展高新区取水工程核查登记")]
    assert head.runs[0].font.bold
    assert int(head._p.find(f".//{A}buAutoNum").get("startAt")) in (3, 4)  # the fourth, or the second of those from 3
    prose_lines = [each for shape in read.slides[2].placeholders for each in shape.text_frame.paragraphs]
    assert any(line.runs and not line.runs[0].font.bold for line in prose_lines[1:])


def test_what_a_template_has_no_place_for_is_reported_by_name(office: Template, seed: Edition, place: Placed) -> None:
    deck, _ = place(seed, office)
    messages = {problem.code: problem.message for problem in deck.problems}
    assert "署名" in messages["template-unmapped"]
    assert "栏目" in messages["template-unmapped"]
    words = "".join(paragraph.text for frame in deck.slides[0].frames for paragraph in frame.paragraphs)
    assert "济宁高新区环保分局局长　李剑" in words


def test_only_layouts_in_use_are_said_to_lack_something(office: Template, make: Maker) -> None:
    deck = make(edition(report(heads(2))), office)
    used = {f"“{layout.name}”" for layout in deck.layouts}
    told = [problem.message for problem in deck.problems if problem.code == "template-unmapped"]
    assert len({each.name for each in report_layouts(office)}) > len(used) == len(told) == 1
    assert all(any(name in message for name in used) for message in told)


def test_old_slides_and_their_notes_are_gone_and_unused_layouts_stay(
    office: Template, seed: Edition, place: Placed
) -> None:
    _, read = place(seed, office)
    blobs = [part.blob.decode("utf-8", "ignore") for part in read.part.package.iter_parts()]
    assert len(blobs) > 10
    assert not any("旧幻灯片" in blob or "旧备注" in blob for blob in blobs)
    assert [layout.name for layout in read.slide_layouts] == [layout.name for layout in office.layouts]


def test_points_that_find_no_room_are_counted_in_the_body(office: Template, place: Placed) -> None:
    deck, _ = place(edition(report(heads(40, text=60, length=20))), office)
    words = "".join(paragraph.text for frame in deck.slides[0].frames for paragraph in frame.paragraphs)
    assert deck.slides[0].dropped
    assert f"另有{deck.slides[0].dropped}点见备注" in words
    assert not spilling(deck)


def test_the_same_template_gives_the_same_bytes(office: Template, seed: Edition, make: Maker) -> None:
    deck = make(seed, office)
    assert draw_pptx(deck, office) == draw_pptx(deck, office)


def test_a_template_without_a_body_is_refused_with_its_layouts_named(place: Placed) -> None:
    deck = stretched()
    for layout in list(deck.slide_layouts):
        if layout.name not in ("Blank", "Title Only"):
            deck.slide_layouts.remove(layout)
    problem = refused(place, deck)
    assert problem.code == "template-no-layout"
    assert "Title Only" in problem.message


def without_index(deck: Any) -> Any:
    """The presentation as LibreOffice saves it: bodies without type and index, furniture counted from 1."""
    for layout in deck.slide_layouts:
        for mark in layout._element.iter(f"{P}ph"):
            kind = mark.get("type", "obj")
            if kind in ("obj", "body", "pic"):
                mark.attrib.pop("idx", None)
                mark.attrib.pop("type", None)
            elif kind in ("dt", "ftr", "sldNum"):
                mark.set("idx", str(("dt", "ftr", "sldNum").index(kind) + 1))
    return deck


def test_t1_placeholders_without_index_are_filled_each_in_its_own_place(place: Placed) -> None:
    deck = without_index(stretched())
    for layout in list(deck.slide_layouts):
        if layout.name != "Two Content":
            deck.slide_layouts.remove(layout)
    made, read = place(edition(report(heads(6, text=60))), deck)
    (slide,) = read.slides
    assert not strangers(read)
    boxes = {(shape.left, shape.top) for shape in slide.placeholders}
    assert len(boxes) == len(slide.placeholders)
    columns = [shape for shape in slide.placeholders if shape.has_text_frame and len(shape.text_frame.paragraphs) > 2]
    assert len(columns) == 2
    assert columns[0].left + columns[0].width <= columns[1].left
    assert not spilling(made)


def test_t2_a_template_whose_layouts_are_all_larger_than_its_slides_is_refused(place: Placed) -> None:
    deck = stretched()
    deck.slide_width, deck.slide_height = Emu(4064000), Emu(2286000)
    problem = refused(place, deck)
    assert problem.code == "template-unreadable"
    assert "幻灯片外面" in problem.message
    assert "占位符“" in problem.message


def moved_body(layout: Any, **sides: int) -> None:
    body = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == 1)
    left, top, width, height = body.left, body.top, body.width, body.height
    body.left, body.top = sides.get("left", left), sides.get("top", top)
    body.width, body.height = sides.get("width", width), sides.get("height", height)


def test_t2_a_layout_that_leaves_the_slide_is_warned_of_and_not_used(place: Placed, seed: Edition) -> None:
    deck = stretched()
    moved_body(deck.slide_layouts[1], left=9000000)
    made, read = place(seed, deck)
    (told,) = [problem for problem in made.problems if problem.code == "template-off-slide"]
    assert told.severity == "warning"
    assert "“Title and Content”" in told.message
    assert "Title and Content" not in {slide.slide_layout.name for slide in read.slides}


def test_t2_a_box_a_point_too_far_is_no_fault(place: Placed, seed: Edition) -> None:
    deck = stretched()
    body = deck.slide_layouts[1].placeholders[1]
    moved_body(deck.slide_layouts[1], left=12192000 - body.width + 12700)
    made, _ = place(seed, deck)
    assert "template-off-slide" not in codes(made)


@pytest.mark.parametrize(("share", "kept"), [(0.68, False), (0.3, False), (0.2, True)])
def test_t4_a_body_under_the_title_is_not_used(share: float, kept: bool, place: Placed) -> None:
    deck = stretched()
    for layout in list(deck.slide_layouts):
        if layout.name != "Title and Content":
            deck.slide_layouts.remove(layout)
    (layout,) = deck.slide_layouts
    title = layout.placeholders[0]
    moved_body(layout, top=round(title.top + title.height * (1 - share)), height=3000000)
    if kept:
        made, _ = place(edition(report(heads(4))), deck)
        assert "template-off-slide" not in codes(made)
        return
    problem = refused(place, deck)
    assert problem.code == "template-unreadable"
    assert "和标题叠在一起" in problem.message


def test_two_footers_of_a_layout_are_filled_once(place: Placed, seed: Edition) -> None:
    deck = stretched()
    for layout in deck.slide_layouts:
        for mark in layout._element.iter(f"{P}ph"):
            if mark.get("type") == "dt":
                mark.set("type", "ftr")
    _, read = place(seed, deck)
    for slide in read.slides:
        assert sum("近赶潍坊" in shape.text_frame.text for shape in slide.placeholders) == 1
    assert not strangers(read)


def test_a_title_with_the_index_of_the_body_keeps_its_own_words(place: Placed) -> None:
    deck = stretched()
    for layout in deck.slide_layouts:
        for mark in layout._element.iter(f"{P}ph"):
            if mark.get("type") in ("title", "ctrTitle"):
                mark.set("idx", "1")
    _, read = place(edition(report(heads(4), title="一个标题")), deck)
    (slide,) = read.slides
    assert slide.shapes.title.text_frame.text == "一个标题"
    assert not strangers(read)


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


def spoilt(change: Callable[[Any], None], name: str = "body") -> Any:
    """python-pptx's default with a change of title or body on each of its layouts, and on the master."""
    deck = stretched()
    for holder in (deck.slide_master, *deck.slide_layouts):
        for each in holder.placeholders:
            kind = each._element.find(f".//{P}ph").get("type", "obj")
            if (kind in ("title", "ctrTitle")) == (name == "title"):
                change(each)
    return deck


def turn(each: Any) -> None:
    each.rotation = 45.0


def hide(each: Any) -> None:
    each._element.nvSpPr.cNvPr.set("hidden", "1")


def part(each: Any) -> None:
    each.text_frame._txBody.bodyPr.set("numCol", "4")


def style_of(each: Any) -> Any:
    style = each.text_frame._txBody.find(f"{A}lstStyle")
    for level in range(1, 4):
        properties = style.find(f"{A}lvl{level}pPr")
        if properties is None:
            properties = style.makeelement(f"{A}lvl{level}pPr", {})
            style.append(properties)
        if properties.find(f"{A}defRPr") is None:
            properties.append(properties.makeelement(f"{A}defRPr", {}))
    return style


def space(each: Any) -> None:
    for run in style_of(each).iter(f"{A}defRPr"):
        run.set("spc", "20000")


def crowd(each: Any) -> None:
    for level in style_of(each):
        spacing = level.makeelement(f"{A}lnSpc", {})
        spacing.append(spacing.makeelement(f"{A}spcPct", {"val": "60000"}))
        level.insert(0, spacing)


def shrink(each: Any) -> None:
    for run in style_of(each).iter(f"{A}defRPr"):
        run.set("sz", "300")


@pytest.mark.parametrize(
    ("change", "name", "told"),
    [
        (turn, "title", "转了方向"), (turn, "body", "转了方向"), (hide, "body", "隐藏了"), (part, "body", "分了栏"),
        (space, "body", "字距太大"), (shrink, "body", "字太小"),
        (crowd, "body", "行距太小"), (crowd, "title", "行距太小"),
    ],
)  # fmt: skip
def test_boxes_in_which_words_cannot_be_read_refuse_the_template(
    change: Callable[[Any], None], name: str, told: str, place: Placed
) -> None:
    problem = refused(place, spoilt(change, name))
    assert problem.code == "template-unreadable"
    assert told in problem.message
    assert "去掉它的旋转、隐藏、分栏和字距，字号改大" in problem.hint


def narrow(each: Any) -> None:
    each.width = Emu(1200000)


@pytest.mark.parametrize(
    ("placed", "under", "told"),
    [
        ("署名", "标题", "“署名”和标题叠在一起"), ("图片", "要点 1", "“图片”和占位符“要点 1”叠在一起"),
        ("图片说明", "图片", "“图片说明”和占位符“图片”叠在一起"), ("表格", "标题", "“表格”和标题叠在一起"),
    ],
)  # fmt: skip
def test_layouts_whose_placeholders_lie_on_each_other_are_left_alone_and_told(
    placed: str, under: str, told: str, template: Template
) -> None:
    def laid(layout: TemplateLayout) -> TemplateLayout:
        ground = next((text.rect for text in layout.texts if text.name == under), None)
        if ground is None:
            return layout
        texts = [text._replace(rect=ground) if text.name == placed else text for text in layout.texts]
        return layout._replace(texts=tuple(texts))

    changed = template._replace(layouts=tuple(map(laid, template.layouts)))
    found = [[f"“{name}”{fault}" for name, fault in faults(layout, changed)] for layout in changed.layouts]
    assert any(found)
    assert all(told in each for each in found if each)
    assert not any(faults(layout, template) for layout in template.layouts)


def test_a_body_of_a_few_characters_carries_no_points(place: Placed) -> None:
    problem = refused(place, spoilt(narrow))
    assert "够高够宽" in problem.message
    assert "宽是20%以上" in problem.hint


def test_a_title_has_no_index_and_a_second_one_is_no_title(place: Placed) -> None:
    deck = stretched()
    layout = deck.slide_layouts[1]
    layout.placeholders[0]._element.find(f".//{P}ph").set("idx", "1")  # the body's
    second = layout.placeholders[2]._element  # the date
    second.find(f".//{P}ph").set("type", "title")
    _, read = place(edition(report(heads(3))), deck)
    assert not strangers(read)
    assert read.slides[0].shapes.title.text == "借“潍”高石　攻“济”新玉"


def test_furniture_that_its_box_cannot_hold_is_left_off(place: Placed) -> None:
    deck = stretched()
    for layout in deck.slide_layouts:
        for each in layout.placeholders:
            if each._element.find(f".//{P}ph").get("type") in ("dt", "ftr"):
                each.width, each.height = Emu(100000), Emu(100000)
    made, read = place(edition(report(heads(3))), deck)
    assert not spilling(made)
    assert not any("2019" in shape.text_frame.text for shape in read.slides[0].placeholders)
