"""What becomes of a report's blocks: its first picture on the slide, tables and charts told, all of it in the notes."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from bulletin.choose.outline import outline_of
from bulletin.draw.pptx.deck import draw_pptx
from bulletin.faces.face import Faces
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Paragraph, Picture, Report, Run
from bulletin.model.slide import Deck, LayoutText, Photo, SlideDesign
from bulletin.problems import Place
from bulletin.read.template import read_template
from bulletin.slides.deck import make_slides
from tests.edition.block_laws import with_pixels
from tests.makeup.issues import block_issue, random_issue
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.office_files import changed, put, saved, stretched, swap
from tests.slides.test_deck import spilling
from tests.slides.texts import heads, prose

HERE = Place("content/x.md")


def picture(width: int = 1600, height: int = 1200, caption: str = "考察组在产业园", name: str = "a.jpg") -> Paragraph:
    shown = Picture(f"/x/{name}", name, width, height, caption, HERE)
    return Paragraph("picture", 0, (), HERE, picture=shown)


def with_blocks(story: Report, *blocks: Paragraph) -> Report:
    first, *rest = story.paragraphs
    return story._replace(paragraphs=(first, *blocks, *rest))


def texts_of(deck: Deck, role: str, slide: int = 0) -> list[LayoutText]:
    return [text for text in deck.layouts[deck.slides[slide].layout].texts if text.role == role]


def pictures_on(deck: Deck, slide: int = 0) -> list[Photo]:
    made = deck.slides[slide]
    return [photo for photo in made.photos if deck.layouts[made.layout].texts[photo.text].role == "picture"]


SHAPES = ((1600, 1200), (1000, 1000), (900, 1600), (3000, 600), (500, 2500), (120, 90))


@pytest.mark.parametrize("size", SHAPES, ids=str)
def test_the_first_picture_stands_whole_beside_the_points(make: Maker, size: tuple[int, int]) -> None:
    block = picture(*size)
    deck = make(edition(with_blocks(report(heads(3, text=60)), block)))
    (photo,) = pictures_on(deck)
    assert photo.picture == block.picture
    assert (photo.crop.width, photo.crop.height) == (1, 1)
    (slot,), (caption,) = texts_of(deck, "picture"), texts_of(deck, "caption")
    assert slot.rect.width / slot.rect.height == pytest.approx(size[0] / size[1])
    assert slot.rect.width <= size[0]
    for body in texts_of(deck, "body"):
        assert body.rect.right < slot.rect.x
        assert not body.rect.overlaps(caption.rect)
        assert max(slot.rect.bottom, caption.rect.bottom) <= body.rect.bottom + 0.01
    assert caption.rect.y >= slot.rect.bottom
    assert not spilling(deck)
    assert not deck.problems


def head_size(make: Maker, story: Report) -> float:
    """The size of the heads on a report's slide."""
    return texts_of(make(edition(story)), "body")[0].levels[1].size


@pytest.mark.parametrize(("size", "shown"), [((3000, 300), 1), ((3000, 150), 0), ((60, 40), 1)], ids=str)
def test_a_picture_too_small_to_be_seen_is_left_out(make: Maker, size: tuple[int, int], shown: int) -> None:
    deck = make(edition(with_blocks(report(heads(3, text=60)), picture(*size, caption=""))))
    assert len(pictures_on(deck)) == shown
    assert ("幻灯片未含：图片 1" in deck.slides[0].notes) != bool(shown)


def test_a_picture_makes_no_point_leave_and_no_type_smaller_than_it_must_be(make: Maker) -> None:
    sizes = set()
    for count in range(1, 26):
        story = report(heads(count, text=120))
        (alone,), (beside,) = make(edition(story)).slides, make(edition(with_blocks(story, picture()))).slides
        assert beside.dropped == alone.dropped
        assert head_size(make, with_blocks(story, picture())) >= min(20.0, head_size(make, story))
        sizes.add(len(beside.photos))
        if not beside.photos:
            assert beside.notes[-1] == "幻灯片未含：图片 1"
    assert sizes == {0, 1}


def test_the_seeds_points_keep_their_size_beside_a_picture(make: Maker, seed: Edition) -> None:
    for story in seed.reports:
        assert head_size(make, with_blocks(story, picture())) >= min(20.0, head_size(make, story))


def test_portrait_and_picture_stand_on_one_slide(make: Maker) -> None:
    portrait = Picture("/x/p.jpg", "p.jpg", 300, 400, "", HERE)
    deck = make(edition(with_blocks(report(heads(3, text=60), portrait=portrait), picture())))
    assert [photo.picture.digest for photo in deck.slides[0].photos] == ["p.jpg", "a.jpg"]


def test_what_a_slide_leaves_out_is_told_in_its_notes_and_to_the_editor(make: Maker) -> None:
    blocks = [block for story in block_issue(1).reports for block in story.paragraphs if not block.is_text]
    tables = [block for block in blocks if block.table][:2]
    charts = [block for block in blocks if block.chart][:1]
    assert len(tables + charts) == 3
    story = with_blocks(report(heads(2, text=60)), picture(), *tables, *charts, picture(name="b.jpg"))
    deck = make(edition(story))
    told = "幻灯片未含：表格 2、图表 1、图片 1"
    assert deck.slides[0].notes[-1] == told
    (problem,) = deck.problems
    assert (problem.severity, problem.code, problem.message) == ("note", "slides-left-out", told)
    assert problem.place == story.place


def test_a_caption_that_takes_too_many_lines_stands_in_the_notes_alone(make: Maker) -> None:
    deck = make(edition(with_blocks(report(heads(2, text=60)), picture(caption="考察组在产业园" * 30))))
    assert len(pictures_on(deck)) == 1
    assert not texts_of(deck, "caption")
    assert "考察组在产业园" * 30 in deck.slides[0].notes
    assert deck.slides[0].notes[-1] == "幻灯片未含：图片说明 1"


@given(st.integers(0, 400), st.booleans())
@settings(max_examples=25)
def test_any_mixture_of_blocks_is_whole_in_the_notes_and_nothing_spills(make: Maker, seed: int, mostly: bool) -> None:
    issue = block_issue(seed) if mostly else random_issue(seed, blocks=True)
    deck = make(issue)
    assert not spilling(deck)
    for slide in deck.slides:
        story = issue.reports[slide.report]
        cells = [cell for line in slide.notes for cell in line.split("\t")]
        missing = [word for block in story.paragraphs for word in block.words if word not in cells]
        assert not missing
        written = ["".join(run.text for run in block.runs if not run.note) for block in story.paragraphs]
        assert all(any(text in each for each in written) for text in slide.shown)
        assert slide.shown


def noted(before: str, after: str) -> Paragraph:
    return Paragraph("body", 0, (Run(before), Run("¹", note=1), Run(after)), HERE)


def shown_points(*paragraphs: Paragraph) -> str:
    groups = outline_of(report("x")._replace(paragraphs=paragraphs)).groups
    return "／".join(
        part for group in groups for point in group.points for part in (point.head, *(e.text for e in point.excerpts))
    )


def test_points_have_no_numbers_of_notes_and_the_texts_of_notes_are_none() -> None:
    note = Paragraph("note", 0, (Run("¹"), Run("绝对数按现行价格计算。")), HERE, "¹")
    said = shown_points(noted("全年实现地区生产总值", "五百四十八亿元，同比增长百分之六。"), note)
    assert "全年实现地区生产总值五百四十八亿元" in said
    assert "¹" not in said
    assert "现行价格" not in said


def test_the_head_that_opens_a_paragraph_ends_where_it_ended_before_its_note_was_taken_out() -> None:
    headed = Paragraph(
        "body",
        3,
        (Run("1.转变理念"), Run("¹", note=1), Run("思路。政法机关要做好服务，促进发展。")),
        HERE,
        "1.",
        run_in=10,
    )
    (group,) = outline_of(report("x")._replace(paragraphs=(headed,))).groups
    assert group.points[0].head == "转变理念思路"


def test_items_and_quotes_are_points_without_their_marks_and_heads_of_boxes_are_none() -> None:
    item = Paragraph("item", 0, (Run("•房地产开发投资下降百分之十九。"),), HERE, "•")
    quote = Paragraph("quote", 0, (Run("越是困难越要坚定信心。"),), HERE)
    head = Paragraph("box-head", 0, (Run("什么是河长制度"),), HERE, box=1)
    boxed = Paragraph("body", 0, (Run("河长制由各级党政主要负责人担任河长。"),), HERE, box=1)
    source = Paragraph("quote-source", 0, (Run("——某企业负责人"),), HERE)
    said = shown_points(item, quote, source, head, boxed)
    assert "房地产开发投资下降百分之十九" in said
    assert "•" not in said
    assert "越是困难越要坚定信心" in said
    assert "河长制由各级党政主要负责人担任河长" in said
    assert "什么是河长制度" not in said
    assert "某企业负责人" not in said


def test_a_report_of_blocks_alone_has_its_slide(make: Maker) -> None:
    story = report(prose(60))._replace(paragraphs=(picture(caption=""),))
    deck = make(edition(story))
    assert len(pictures_on(deck)) == 1


@pytest.fixture
def on_office(tmp_path: Path, design: Design, slide_design: SlideDesign, faces: Faces) -> Callable[[Edition], Deck]:
    """A deck on a template whose second layout has a place for a picture beside its text."""
    data = changed(
        saved(stretched()),
        {
            "ppt/slideLayouts/slideLayout4.xml": swap(
                '<p:ph sz="half" idx="2"/>', '<p:ph type="pic" sz="half" idx="2"/>'
            )
        },
    )
    template = read_template(put(tmp_path, data))

    def made(given: Edition) -> Deck:
        deck = make_slides(given, design, slide_design, faces, template)
        read = Presentation(BytesIO(draw_pptx(deck, slide_design, template)))
        for slide, written in zip(read.slides, deck.slides, strict=True):
            shown = [each for each in slide.placeholders if each.placeholder_format.type == PP_PLACEHOLDER.PICTURE]
            assert len(shown) == len(written.photos)
            for shape, photo in zip(shown, written.photos, strict=True):
                if photo.rect:
                    assert shape.width / shape.height == pytest.approx(photo.picture.aspect, rel=0.01)
        return deck

    return made


def test_a_template_with_a_place_for_it_shows_the_first_picture_whole(on_office: Callable[[Edition], Deck]) -> None:
    story = report(heads(4, text=60))
    deck = on_office(with_pixels(edition(with_blocks(story, picture(caption="")), story._replace(title="无图"))))
    (photo,) = deck.slides[0].photos
    slot = deck.layouts[deck.slides[0].layout].texts[photo.text].rect
    assert photo.rect
    assert slot.holds(photo.rect)
    assert not deck.slides[1].photos
    assert "slides-left-out" not in [problem.code for problem in deck.problems]


def test_on_a_template_a_portrait_takes_the_place_and_points_their_room(on_office: Callable[[Edition], Deck]) -> None:
    portrait = Picture("/x/p.jpg", "p.jpg", 300, 400, "", HERE)
    deck = on_office(with_pixels(edition(with_blocks(report(heads(3, text=60), portrait=portrait), picture()))))
    assert [photo.picture.file for photo in deck.slides[0].photos if photo.rect] == []
    assert deck.slides[0].notes[-1] == "幻灯片未含：图片 1"
    full = report(heads(9, text=120))
    alone, beside = on_office(edition(full)), on_office(with_pixels(edition(with_blocks(full, picture()))))
    assert beside.slides[0].dropped == alone.slides[0].dropped
