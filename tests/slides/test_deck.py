"""Finished decks: one slide a report, nothing outside its box, the whole report in the notes."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from bulletin.model.edition import Edition, Picture
from bulletin.model.marks import NOT_AT_LINE_END, NOT_AT_LINE_START
from bulletin.model.slide import DETAIL_LEVEL, Deck, SlideDesign
from bulletin.problems import OversetError, Place
from tests.examples import examples
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import notes_of, spilling, texts_of, words_of
from tests.slides.texts import editions, hard_cases, heads, prose

WIDE = 1.08  # the advance at which nothing may leave its box
LATIN = 0.7  # em of a Latin letter or figure on average, the space to Han shared out

CASES = hard_cases()


def filled(text: str, room: float, wide: float) -> int:
    """Lines of a text, every Han character a full em, filled by an algorithm of the test's own."""
    lines = 0
    rest = text
    while rest:
        end, used = 0, 0.0
        while end < len(rest):
            used += (1.0 if rest[end] > "\u2e80" or rest[end] in "“”‘’" else LATIN) * wide
            if end and used > room + 1e-6:
                break
            end += 1
        while 1 < end < len(rest) and (rest[end] in NOT_AT_LINE_START or rest[end - 1] in NOT_AT_LINE_END):
            end -= 1
        rest = rest[end:]
        lines += 1
    return lines or 1


def needed(deck: Deck) -> list[str]:
    """Frames that need more than their box when every Han character is 1.08 em, counted by the test itself."""
    found = []
    for slide in deck.slides:
        for frame in slide.frames:
            text = slide.texts[frame.text]
            along, across = (text.depth, text.measure) if text.vertical else (text.measure, text.depth)
            height = 0.0
            for paragraph in frame.paragraphs:
                level = text.levels[min(paragraph.level, len(text.levels) - 1)]
                room = (along - level.indent) / level.size
                count = sum(filled(line, room, WIDE) for line in paragraph.text.split("\n"))
                # viewers leave out the white above a box's first paragraph
                height += level.before * (paragraph is not frame.paragraphs[0]) + count * level.leading
            if height > across + 0.01:
                found.append(f"{slide.title} {text.role}: {height} > {across}")
    return found


@pytest.mark.parametrize("name", CASES)
def test_every_report_has_one_slide_and_nothing_spills(name: str, decks: dict[str, Deck]) -> None:
    deck = decks[name]
    assert [slide.report for slide in deck.slides] == list(range(len(CASES[name].reports)))
    assert len({slide.title for slide in deck.slides}) == len(deck.slides)
    assert not spilling(deck)


@pytest.mark.parametrize("name", ["forty", "lengths", "titles", "structure", "quote", "points"])
def test_han_text_fits_by_another_count_too(name: str, decks: dict[str, Deck]) -> None:
    assert not needed(decks[name])


@given(editions)
@settings(max_examples=examples(20), deadline=None)
def test_any_set_of_reports_becomes_as_many_slides(make: Maker, given: Edition) -> None:
    try:
        deck = make(given)
    except OversetError as error:
        if any(problem.code != "slide-title-overset" for problem in error.problems):
            raise
        return
    assert [slide.report for slide in deck.slides] == list(range(len(given.reports)))
    assert len({slide.title for slide in deck.slides}) == len(deck.slides)
    assert not spilling(deck)
    for slide in deck.slides:
        written = tuple(paragraph.text for paragraph in given.reports[slide.report].paragraphs)
        told = notes_of(slide)[len(written) :]
        assert notes_of(slide)[: len(written)] == written
        assert not told or (len(told) == 1 and told[0].startswith("幻灯片未含："))
        assert slide.dropped == 0 or any(problem.code == "slide-points-left" for problem in deck.problems)


def test_no_type_is_smaller_than_the_rules_allow(decks: dict[str, Deck], slide_design: SlideDesign) -> None:
    for deck in decks.values():
        for slide in deck.slides:
            for frame in slide.frames:
                text = slide.texts[frame.text]
                least = slide_design.smallest_headline if text.role == "title" else slide_design.smallest_type
                for paragraph in frame.paragraphs:
                    assert text.levels[min(paragraph.level, len(text.levels) - 1)].size >= least


def test_only_an_editor_s_points_are_smaller_than_those_chosen_for_a_slide(make: Maker) -> None:
    def smallest_head(deck: Deck) -> float:
        (slide,) = deck.slides
        frames = [frame for frame in slide.frames if slide.texts[frame.text].role == "body"]
        of_heads = [p for frame in frames for p in frame.paragraphs if p.level != DETAIL_LEVEL]
        return min(slide.texts[frames[0].text].levels[p.level].size for p in of_heads)

    chosen = make(edition(report(heads(15, text=60, length=24))))
    points = tuple((f"第{number}条工作安排", prose(20)) for number in range(12))
    asked = make(edition(report(prose(99), points=points)))
    assert smallest_head(chosen) >= 20
    assert 16 <= smallest_head(asked) < 20
    with pytest.raises(OversetError):
        make(edition(report(prose(99), points=points)), smallest_type=20.0)


def test_bodies_are_equal_and_end_level(decks: dict[str, Deck]) -> None:
    for deck in decks.values():
        for slide in deck.slides:
            bodies = [text.rect for text in texts_of(slide, "body")]
            assert len({(round(rect.width, 6), rect.y, rect.bottom) for rect in bodies}) <= 1


def test_what_finds_no_room_is_reported_on_the_slide_and_to_the_editor(decks: dict[str, Deck]) -> None:
    deck = decks["lengths"]
    slide = next(slide for slide in deck.slides if slide.title == "两万字三十条")
    left = [problem for problem in deck.problems if problem.code == "slide-points-left"]
    assert [problem.severity for problem in left] == ["warning"]
    assert slide.dropped > 0
    assert words_of(slide, "more") == [f"另有{slide.dropped}点见备注"]


def test_an_editors_points_that_do_not_fit_are_overset_and_counted(make: Maker) -> None:
    points = tuple((f"第{number}条工作安排", prose(60)) for number in range(1, 20))
    with pytest.raises(OversetError) as caught:
        make(edition(report(prose(200), points=points)))
    (problem,) = caught.value.problems
    assert problem.code == "slide-points-overset"
    assert "19条" in problem.message
    held = int(problem.hint.split("前")[1].split("条")[0])
    make(edition(report(prose(200), points=points[:held])))
    with pytest.raises(OversetError):
        make(edition(report(prose(200), points=points[: held + 1])))


def test_faults_of_several_reports_come_together(make: Maker) -> None:
    with pytest.raises(OversetError) as caught:
        make(edition(report(prose(99), title="长" * 300), report(prose(99), post="职" * 400, title="另一篇")))
    assert [problem.code for problem in caught.value.problems] == ["slide-title-overset", "slide-byline-overset"]


def test_two_reports_of_one_title_get_the_author_added(make: Maker) -> None:
    deck = make(edition(report(prose(99)), report(prose(99), author="王玉红"), report(prose(99))))
    assert [slide.title for slide in deck.slides] == [
        "借“潍”高石　攻“济”新玉（李剑）",
        "借“潍”高石　攻“济”新玉（王玉红）",
        "借“潍”高石　攻“济”新玉（李剑）（2）",
    ]


def test_unsigned_reports_leave_no_empty_bracket_name_or_line(make: Maker) -> None:
    face = Picture("/x/a.jpg", "ab" * 32, 600, 800, "", Place("content/x.md"))
    unsigned, by_unit = report(prose(99), post="", author=""), report(prose(99), post="区水务局供稿", author="")
    given = edition(unsigned, by_unit, unsigned._replace(portrait=face))._replace(publisher="")
    deck = make(given, contents=True)
    title = unsigned.title
    assert [slide.title for slide in deck.slides[1:]] == [title, f"{title}（区水务局供稿）", f"{title}（2）"]
    assert [bool(words_of(slide, "byline")) for slide in deck.slides[1:]] == [False, True, False]
    assert not deck.author
    (photo,) = deck.slides[3].photos
    assert photo.alt == "作者肖像"


def test_sections_follow_the_columns(seed: Edition, make: Maker) -> None:
    deck = make(seed, cover=True, contents=True)
    assert [(section.name, section.first, section.slides) for section in deck.sections] == [
        ("卷首", 0, 2),
        ("环境", 2, 1),
        ("水务", 3, 1),
        ("规划", 4, 1),
        ("政法", 5, 1),
    ]
    assert [slide.kind for slide in deck.slides[:2]] == ["cover", "contents"]
    assert not spilling(deck)


@pytest.mark.parametrize(("ordered", "columns"), [(True, ("水务", "环境")), (False, ("环境", "水务"))])
def test_columns_take_colours_in_the_order_of_the_files_unless_the_editor_ordered_them(
    ordered: bool, columns: tuple[str, ...], make: Maker
) -> None:
    stories = report(prose(90), name="b", column="水务"), report(prose(90), name="a", column="环境", title="另一篇")
    assert make(edition(*stories)._replace(ordered=ordered)).keywords == columns


def test_the_masthead_is_bold_in_the_foot_in_the_second_dark_colour(seed: Edition, make: Maker) -> None:
    for slide in make(seed).slides:
        (foot,) = (frame for frame in slide.frames if slide.texts[frame.text].role == "footer")
        masthead, *others = foot.paragraphs[0].runs
        assert (masthead.text, masthead.bold, masthead.color) == (seed.masthead, True, "tx2")
        assert {(run.bold, run.color) for run in others} <= {(None, "")}


def test_a_quote_too_long_for_its_box_is_reported(make: Maker) -> None:
    deck = make(edition(report(heads(3, text=80), quote=prose(300))))
    assert "slide-quote-left" in [problem.code for problem in deck.problems]
    assert not words_of(deck.slides[0], "quote")


def test_a_quote_stands_below_points_that_end_over_it(make: Maker) -> None:
    (slide,) = make(CASES["quote"]).slides
    assert words_of(slide, "quote") == ["没有环境托底，没有环保伴行，都是不可能实现的"]
    (box,) = texts_of(slide, "quote")
    assert all(body.rect.bottom < box.rect.y for body in texts_of(slide, "body"))


def test_a_portrait_is_cut_evenly_at_the_sides_and_more_at_the_foot_than_at_the_head(make: Maker) -> None:
    def cut_off(width: int, height: int) -> tuple[float, float, float, float]:
        picture = Picture("/x/a.jpg", "ab" * 32, width, height, "", Place("content/x.md"))
        (slide,) = make(edition(report(prose(200), portrait=picture))).slides
        (photo,) = slide.photos
        shown = photo.crop
        return shown.x, shown.y, 1 - shown.right, 1 - shown.bottom

    left, top, right, bottom = cut_off(300, 900)
    assert (left, right) == (0, 0)
    assert bottom == pytest.approx(3 * top)
    left, top, right, bottom = cut_off(900, 300)
    assert (top, bottom) == (0, 0)
    assert 0 < left == pytest.approx(right)


def test_the_decks_decisions(seed: Edition, make: Maker, golden: Callable[[str, str], None]) -> None:
    deck = make(seed)
    lines = []
    for slide in deck.slides:
        layout = deck.layouts[slide.layout]
        lines.append(f"slide {layout.name} accent{layout.accent} {slide.title}")
        for frame in slide.frames:
            text = slide.texts[frame.text]
            lines.append(
                f"  {text.role} {text.rect.x:.2f} {text.rect.y:.2f} {text.rect.width:.2f} {text.rect.height:.2f} "
                f"{text.levels[0].size:g} fit {frame.fit.height:.2f}/{frame.fit.room:.2f}"
            )
            for paragraph in frame.paragraphs:
                number = f" from {paragraph.start}" if paragraph.start else ""
                lines.append(f"    {paragraph.level}{number} {paragraph.text}")
    golden("slides-seed.txt", "\n".join(lines) + "\n")
