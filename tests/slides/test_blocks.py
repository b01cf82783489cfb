"""What becomes of a report's pictures, and of blocks altogether: on the slide or told, all of it in the notes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.enum.shapes import PP_PLACEHOLDER

from bulletin.choose.outline import outline_of
from bulletin.model.edition import Edition, Paragraph, Picture, Run
from bulletin.model.slide import Deck, Photo
from bulletin.problems import Place
from bulletin.read.template import read_template
from tests.edition.block_laws import with_pixels
from tests.examples import examples
from tests.makeup.issues import block_issue, random_issue
from tests.makeup.tables import table
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import notes_of, opened, spilling, texts_of, with_blocks, words_of
from tests.slides.office_files import changed, put, saved, stretched, swap
from tests.slides.texts import heads, prose

HERE = Place("content/x.md")


def picture(width: int = 1600, height: int = 1200, caption: str = "考察组在产业园", name: str = "a.jpg") -> Paragraph:
    shown = Picture(f"/x/{name}", name, width, height, caption, HERE)
    return Paragraph("picture", 0, (), HERE, picture=shown)


def pictures_on(deck: Deck, slide: int = 0) -> list[Photo]:
    made = deck.slides[slide]
    return [photo for photo in made.photos if made.texts[photo.text].role == "picture"]


SHAPES = ((1600, 1200), (1000, 1000), (900, 1600), (3000, 600), (500, 2500), (120, 90))


@pytest.mark.parametrize("size", SHAPES, ids=str)
def test_the_first_picture_stands_whole_beside_the_points(make: Maker, size: tuple[int, int]) -> None:
    block = picture(*size)
    deck = make(edition(with_blocks(report(heads(3, text=60)), block)))
    (photo,) = pictures_on(deck)
    assert photo.picture == block.picture
    assert (photo.crop.width, photo.crop.height) == (1, 1)
    assert photo.alt == "考察组在产业园"
    (slide,) = deck.slides
    (slot,), (caption,) = texts_of(slide, "picture"), texts_of(slide, "caption")
    assert photo.rect
    assert slot.rect.holds(photo.rect)
    assert photo.rect.width / photo.rect.height == pytest.approx(size[0] / size[1])
    assert photo.rect.width <= size[0]
    for body in texts_of(slide, "body"):
        assert body.rect.right < slot.rect.x
        assert not body.rect.overlaps(caption.rect)
    assert slide.photos[0].rect is not None
    below = caption.rect.y - slide.photos[0].rect.bottom
    assert 0 < below < 10, "right below the picture, which does not fill its place"
    assert words_of(slide, "caption") == ["考察组在产业园"]
    assert not spilling(deck)
    assert not deck.problems


@pytest.mark.parametrize(("size", "shown"), [((3000, 300), 1), ((3000, 150), 0), ((60, 40), 1)], ids=str)
def test_a_picture_too_small_to_be_seen_is_left_out(make: Maker, size: tuple[int, int], shown: int) -> None:
    deck = make(edition(with_blocks(report(heads(3, text=60)), picture(*size, caption=""))))
    assert len(pictures_on(deck)) == shown
    assert ("幻灯片未含：图片 1" in notes_of(deck.slides[0])) != bool(shown)


def test_a_picture_makes_no_point_leave_and_no_type_smaller_than_it_must_be(make: Maker) -> None:
    sizes = set()
    for count in range(1, 26):
        story = report(heads(count, text=120))
        (alone,), (beside,) = make(edition(story)).slides, make(edition(with_blocks(story, picture()))).slides
        assert beside.dropped == alone.dropped
        sizes.add(len(beside.photos))
        if not beside.photos:
            assert notes_of(beside)[-1].startswith("幻灯片未含：图片 1")
    assert sizes == {0, 1}


def test_portrait_and_picture_stand_on_one_slide(make: Maker) -> None:
    portrait = Picture("/x/p.jpg", "p.jpg", 300, 400, "", HERE)
    deck = make(edition(with_blocks(report(heads(3, text=60), portrait=portrait), picture())))
    assert sorted(photo.picture.digest for photo in deck.slides[0].photos) == ["a.jpg", "p.jpg"]


def test_what_a_slide_leaves_out_is_told_in_its_notes_and_to_the_editor(make: Maker) -> None:
    small = Paragraph("table", 0, (), HERE, table=table("项目|数量\n---\n水库|3\n泵站|5"))
    text = "引言说明情况。\n（一）抓规划\n投资5亿元。\n（二）抓产业\n招引30家企业。"
    story = with_blocks(report(text), picture(), small, small, picture(name="b.jpg"))
    deck = make(edition(story))
    (slide,) = deck.slides
    counts = {"表格": 2 - (slide.table is not None), "图片": 2 - len(slide.photos)}
    told = notes_of(slide)[-1]
    assert told.startswith("幻灯片未含：")
    for word, count in counts.items():
        assert f"{word} {count}" in told
    assert "引言 1 段" in told
    (problem,) = [each for each in deck.problems if each.code == "slides-left-out"]
    assert (problem.severity, problem.message) == ("note", told)
    assert problem.place == story.place


def test_paragraphs_that_a_slide_of_prose_has_nothing_of_are_counted(make: Maker) -> None:
    told = "水库蓄水达到3.2亿立方米。"
    deck = make(edition(report("\n".join([told, *["以下各位领导同志出席会议并讲话。"] * 12]))), figures=0)
    assert [text for text in deck.slides[0].shown if text] == [told.rstrip("。")]
    assert notes_of(deck.slides[0])[-1] == "幻灯片未含：正文 12 段"


@pytest.mark.parametrize(("text", "parted"), [("一、抓规划\n引言。\n{}\n二、抓产业\n{}", True), ("{}\n{}", False)])
def test_two_slides_are_advised_where_a_report_can_be_parted(text: str, parted: bool, make: Maker) -> None:
    given = with_blocks(report(text.format("投资5亿元。", "招引30家企业。")), *[picture()] * 2)
    (problem,) = [each for each in make(edition(given)).problems if each.code == "slides-left-out"]
    assert ("幻灯片：2" in problem.hint) == parted
    followed = make(edition(given._replace(slides=2)))
    assert (len(followed.slides) == 2) == parted
    assert not any("幻灯片：2" in each.hint for each in followed.problems)


def test_what_two_slides_of_a_report_leave_out_is_told_once_with_their_numbers(make: Maker) -> None:
    section = "一、{}\n引言说明情况。\n（一）全力抓\n办了一批实事。"
    alike = report("\n".join(map(section.format, ("规划先行", "产业为本"))).replace("一、产", "二、产"))._replace(
        slides=2
    )
    deck = make(edition(report(section.format("规划先行")), alike), figures=0)
    told = [each for each in deck.problems if each.code == "slides-left-out"]
    assert [each.message for each in told] == ["幻灯片未含：引言 1 段", "第2、3张幻灯片未含：引言 1 段"]

    other = with_blocks(alike, picture(), picture(name="b.jpg"))
    told = [each for each in make(edition(other), figures=0).problems if each.code == "slides-left-out"]
    assert [each.message.partition("：")[0] for each in told] == ["第1张幻灯片未含", "第2张幻灯片未含"]
    assert len({each.message.partition("：")[2] for each in told}) == 2


def test_figures_that_no_text_of_the_slide_has_are_counted(make: Maker) -> None:
    text = "（一）抓规划\n今年投资5亿元。\n（二）抓产业\n招引30家企业。"
    bare = make(edition(report(text, points=(("抓规划", ""), ("抓产业", "")))), figures=0)
    assert notes_of(bare.slides[0])[-1] == "幻灯片未含：数据 2 个"
    shown = make(edition(report(text, points=(("今年投资5亿元", ""), ("招引30家企业", "")))), figures=0)
    assert not notes_of(shown.slides[0])[-1].startswith("幻灯片未含")


def test_a_caption_that_takes_too_many_lines_stands_in_the_notes_alone(make: Maker) -> None:
    deck = make(edition(with_blocks(report(heads(2, text=60)), picture(caption="考察组在产业园" * 30))))
    assert len(pictures_on(deck)) == 1
    assert not words_of(deck.slides[0], "caption")
    assert "考察组在产业园" * 30 in notes_of(deck.slides[0])
    assert notes_of(deck.slides[0])[-1] == "幻灯片未含：图片说明 1"


@given(st.integers(0, 400), st.booleans())
@settings(max_examples=examples(20))
def test_any_mixture_of_blocks_is_whole_in_the_notes_and_nothing_spills(make: Maker, seed: int, mostly: bool) -> None:
    issue = block_issue(seed) if mostly else random_issue(seed, blocks=True)
    deck = make(issue)
    assert not spilling(deck)
    for slide in deck.slides:
        story = issue.reports[slide.report]
        cells = [cell for line in notes_of(slide) for cell in line.split("\t")]
        missing = [word for block in story.paragraphs for word in block.words if word not in cells]
        assert not missing
        written = ["".join(run.text for run in block.runs if not run.note) for block in story.paragraphs]
        assert all(any(text in each for each in written) for text in slide.shown)
        if slide.table:
            bodies = texts_of(slide, "body")
            assert not any(body.rect.overlaps(slide.table.rect) for body in bodies)


def noted(before: str, after: str) -> Paragraph:
    return Paragraph("body", 0, (Run(before), Run("¹", note=1), Run(after)), HERE)


def offered(*paragraphs: Paragraph) -> str:
    groups = outline_of(report("x")._replace(paragraphs=paragraphs)).groups
    return "／".join(
        part for group in groups for point in group.points for part in (point.head, *(d.text for d in point.details))
    )


def test_points_have_no_numbers_of_notes_and_the_texts_of_notes_are_none() -> None:
    note = Paragraph("note", 0, (Run("¹"), Run("绝对数按现行价格计算。")), HERE, "¹")
    said = offered(noted("全年实现地区生产总值", "五百四十八亿元，同比增长百分之六。"), note)
    assert "全年实现地区生产总值五百四十八亿元" in said
    assert "¹" not in said
    assert "现行价格" not in said


def test_items_and_quotes_are_points_without_their_marks_and_heads_of_boxes_are_none() -> None:
    item = Paragraph("item", 0, (Run("•房地产开发投资下降百分之十九。"),), HERE, "•")
    quote = Paragraph("quote", 0, (Run("越是困难越要坚定信心。"),), HERE)
    head = Paragraph("box-head", 0, (Run("什么是河长制度"),), HERE, box=1)
    boxed = Paragraph("body", 0, (Run("河长制由各级党政主要负责人担任河长。"),), HERE, box=1)
    source = Paragraph("quote-source", 0, (Run("——某企业负责人"),), HERE)
    said = offered(item, quote, source, head, boxed)
    assert "房地产开发投资下降百分之十九" in said
    assert "•" not in said
    assert "什么是河长制度" not in said
    assert "某企业负责人" not in said


def test_a_report_of_blocks_alone_has_its_slide(make: Maker) -> None:
    story = report(prose(60))._replace(paragraphs=(picture(caption=""),))
    deck = make(edition(story))
    assert len(pictures_on(deck)) == 1


@pytest.fixture
def on_office(tmp_path: Path, make: Maker) -> Callable[[Edition], Deck]:
    """A deck on a template whose layout of two contents has a place for a picture beside its text."""
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
        deck = make(given, template)
        for slide, written in zip(opened(deck, template).slides, deck.slides, strict=True):
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
    assert photo.rect
    assert deck.slides[0].texts[photo.text].rect.holds(photo.rect)
    assert not deck.slides[1].photos
    assert not [problem for problem in deck.problems if "图片" in problem.message]
