"""Finished decks: one slide a report, nothing outside its box, the whole report in the notes."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition, Picture
from bulletin.model.marks import NOT_AT_LINE_END, NOT_AT_LINE_START
from bulletin.model.slide import Deck, LayoutText, Slack, SlideDesign, TextLevel
from bulletin.problems import OversetError, Place
from bulletin.slides import arrange
from bulletin.slides.arrange import Arrangement, BodyRoom, PanelItem
from bulletin.slides.measure import Measurer, balanced, overflows, parted_byline
from bulletin.words.head_words import HeadWords
from tests.compose.posts import POSTS, can_be_whole, inside_words
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.texts import editions, hard_cases, heads, prose

WIDE = 1.08  # the advance at which nothing may leave its box

CASES = hard_cases()


def spilling(deck: Deck) -> list[str]:
    """Frames whose text leaves its box by the fit that was measured."""
    return [
        f"{slide.title} {deck.layouts[slide.layout].texts[frame.text].role} {frame.fit}"
        for slide in deck.slides
        for frame in slide.frames
        if overflows(frame.fit)
    ]


LATIN = 0.7  # em of a Latin letter or figure on average, the space to Han shared out


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
        texts = deck.layouts[slide.layout].texts
        for frame in slide.frames:
            text: LayoutText = texts[frame.text]
            along, across = (text.depth, text.measure) if text.vertical else (text.measure, text.depth)
            height = 0.0
            for paragraph in frame.paragraphs:
                level = text.levels[min(paragraph.level, len(text.levels) - 1)]
                room = (along - level.indent) / (level.size + level.tracking)
                count = sum(filled(line, room, WIDE) for line in paragraph.text.split("\n"))
                height += level.before + count * level.leading
            if height > across + 0.01:
                found.append(f"{slide.title} {text.role}: {height} > {across}")
    return found


@pytest.mark.parametrize("name", CASES)
def test_every_report_has_one_slide_and_nothing_spills(name: str, make: Maker) -> None:
    given = CASES[name]
    deck = make(given)
    assert [slide.report for slide in deck.slides] == list(range(len(given.reports)))
    assert len({slide.title for slide in deck.slides}) == len(deck.slides)
    assert not spilling(deck)


@pytest.mark.parametrize("name", ["forty", "lengths", "titles", "structure", "quote", "points"])
def test_han_text_fits_by_another_count_too(name: str, make: Maker) -> None:
    assert not needed(make(CASES[name]))


@given(editions)
@settings(max_examples=40, deadline=None)
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
        assert slide.notes == tuple(paragraph.text for paragraph in given.reports[slide.report].paragraphs)
        assert slide.dropped == 0 or any(problem.code == "slide-points-left" for problem in deck.problems)


def test_notes_hold_the_seed_whole(seed: Edition, make: Maker) -> None:
    for slide in make(seed).slides:
        written = seed.reports[slide.report]
        assert "\n".join(slide.notes) == "\n".join(paragraph.text for paragraph in written.paragraphs)


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


def test_kicker_and_subtitle_are_kept_in_the_notes(make: Maker) -> None:
    deck = make(edition(report("正文在此。", kicker="引题在此", subtitle="副题在此")))
    assert deck.slides[0].notes == ("引题在此", "副题在此", "正文在此。")


def test_what_finds_no_room_is_reported_on_the_slide_and_to_the_editor(make: Maker) -> None:
    deck = make(CASES["lengths"])
    slide = next(slide for slide in deck.slides if slide.title == "两万字三十条")
    (problem,) = deck.problems
    assert (problem.severity, problem.code) == ("warning", "slide-points-left")
    words = "".join(paragraph.text for frame in slide.frames for paragraph in frame.paragraphs)
    assert slide.dropped > 0
    assert f"另有{slide.dropped}点见备注" in words
    assert len(slide.shown) >= 30 - slide.dropped


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


def test_a_thousand_points_of_an_editor_are_not_arranged_to_find_how_many_fit(
    make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    arranged: list[int] = []
    arrange_best = arrange._best

    def counted(items: tuple[PanelItem, ...], room: BodyRoom, measurer: Measurer) -> Arrangement | None:
        arranged.append(len(items))
        return arrange_best(items, room, measurer)

    monkeypatch.setattr(arrange, "_best", counted)
    with pytest.raises(OversetError) as caught:
        make(edition(report(prose(200), points=tuple(("", f"第{number}条工作安排") for number in range(1000)))))
    assert "1000条" in caught.value.problems[0].message
    assert len(arranged) < 300
    assert max(arranged) < 100


def test_faults_of_several_reports_come_together(make: Maker) -> None:
    with pytest.raises(OversetError) as caught:
        make(edition(report(prose(99), title="长" * 200), report(prose(99), post="职" * 300, title="另一篇")))
    assert [problem.code for problem in caught.value.problems] == ["slide-title-overset", "slide-byline-overset"]


def test_a_title_short_enough_names_the_word_that_is_too_long(make: Maker) -> None:
    with pytest.raises(OversetError) as caught:
        make(edition(report(prose(99), title="学习release-version-" + "protocol" * 8)))
    assert "“release-version-" in caught.value.problems[0].hint


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
    roles = [{deck.layouts[slide.layout].texts[frame.text].role for frame in slide.frames} for slide in deck.slides[1:]]
    assert ["byline" in each for each in roles] == [False, True, False]
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


def test_a_long_masthead_breaks_between_words(seed: Edition, make: Maker) -> None:
    cover = make(seed._replace(masthead="省级农田水利现代化建设管理通报"), cover=True).slides[0]
    (title,) = cover.frames[0].paragraphs
    assert "\n" in "".join(run.text for run in title.runs)
    assert "现代化" in "".join(run.text for run in title.runs)


def test_contents_of_forty_reports_count_on_over_their_slides(make: Maker) -> None:
    deck = make(CASES["forty"], contents=True)
    pages = [slide for slide in deck.slides if slide.kind == "contents"]
    entries = [paragraph for page in pages for frame in page.frames for paragraph in frame.paragraphs]
    assert len([entry for entry in entries if "　李剑" in entry.text]) == 40
    assert not spilling(deck)


def test_entries_of_the_contents_are_numbered_on_from_column_to_column(make: Maker) -> None:
    deck = make(CASES["forty"], contents=True)
    starts = [
        (frame.paragraphs[0].start or 1, len(frame.paragraphs))
        for page in deck.slides
        if page.kind == "contents"
        for frame in page.frames
        if deck.layouts[page.layout].texts[frame.text].role == "body"
    ]

    assert len(starts) > 1
    for (start, count), (following, _) in pairwise(starts):
        assert following == start + count


def test_a_strap_stands_clear_of_the_panels(make: Maker, slide_design: SlideDesign) -> None:
    deck = make(edition(report("一、主要做法\n（一）抓改革创新\n动真格。\n（二）促发展\n见实效。")))
    texts = deck.layouts[deck.slides[0].layout].texts
    strap = next(text for text in texts if text.role == "strap")
    body = next(text for text in texts if text.role == "body")

    assert body.rect.y - strap.rect.bottom == pytest.approx(slide_design.strap_gap)


def test_a_seventh_colour_takes_the_first_accent_again(make: Maker) -> None:
    columns = ("环境", "水务", "规划", "政法", "科技", "教育", "农业")
    deck = make(edition(*(report(prose(99), title=f"{column}报告", column=column) for column in columns)))
    assert [deck.layouts[slide.layout].accent for slide in deck.slides] == [1, 2, 3, 4, 5, 6, 1]


def test_no_type_is_smaller_than_the_rules_allow(make: Maker, slide_design: SlideDesign) -> None:
    for case in CASES.values():
        for layout in make(case).layouts:
            for text in layout.texts:
                least = {"body": 16.0, "strap": 16.0, "title": 28.0}.get(text.role, 11.0)
                assert min(level.size for level in text.levels) >= least


def test_columns_are_equal_and_end_level(make: Maker) -> None:
    for case in CASES.values():
        for layout in make(case).layouts:
            bodies = [text.rect for text in layout.texts if text.role == "body"]
            assert len({(round(rect.width, 6), rect.y, rect.bottom) for rect in bodies}) == 1


def test_the_decks_decisions(seed: Edition, make: Maker, golden: Callable[[str, str], None]) -> None:
    deck = make(seed)
    lines = []
    for slide in deck.slides:
        layout = deck.layouts[slide.layout]
        lines.append(f"slide {layout.name} accent{layout.accent} {slide.title}")
        for frame in slide.frames:
            text = layout.texts[frame.text]
            lines.append(
                f"  {text.role} {text.rect.x:.2f} {text.rect.y:.2f} {text.rect.width:.2f} {text.rect.height:.2f} "
                f"fit {frame.fit.height:.2f}/{frame.fit.room:.2f}"
            )
            for paragraph in frame.paragraphs:
                number = f" from {paragraph.start}" if paragraph.start else ""
                lines.append(f"    {paragraph.level}{number} {paragraph.text}")
    golden("slides-seed.txt", "\n".join(lines) + "\n")


@pytest.fixture(scope="module")
def measurer(faces: Faces) -> Measurer:
    return Measurer(faces, Slack(), Memory())


@given(st.text("规划建设，。“”（）、AI2019 %", max_size=60), st.floats(60, 400))
@settings(max_examples=200, deadline=None)
def test_prefixes_take_no_more_lines_than_the_whole(measurer: Measurer, text: str, measure: float) -> None:
    level = TextLevel(16.0, 22.0)
    counts = measurer.prefix_lines(text, tuple(range(1, len(text) + 1)), level, measure)
    assert list(counts) == sorted(counts)
    for length, count in enumerate(counts, 1):
        assert measurer.lines(text[:length], level, measure) <= count


@given(st.text("规划建设，。“”（）、", min_size=1, max_size=80), st.integers(3, 40))
@settings(max_examples=200, deadline=None)
def test_han_lines_are_counted_as_any_viewer_fills_them(measurer: Measurer, text: str, ems: int) -> None:
    level = TextLevel(10.0, 14.0)
    assert measurer.lines(text, level, ems * 10.8 + 0.01) >= -(-len(text) // ems)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("借“潍”高石　攻“济”新玉", "借“潍”高石\n攻“济”新玉"),
        ("坚持生态优先、绿色发展　打造产城融合的新城", "坚持生态优先、绿色发展\n打造产城融合的新城"),
        ("短标题", "短标题"),
    ],
)
def test_long_headlines_break_between_phrases(measurer: Measurer, text: str, broken: str) -> None:
    words = HeadWords().prices(text)
    assert balanced(text, measurer, size=32.0, measure=400.0, lines=2, words=words) == broken


def test_terms_are_not_broken(measurer: Measurer) -> None:
    text = "推动高新区社会治理能力现代化建设"
    words = HeadWords(("社会治理",)).prices(text)
    broken = balanced(text, measurer, size=32.0, measure=400.0, lines=2, words=words)
    assert broken is not None
    assert "社会治理" in broken


BYLINE_LEVEL = TextLevel(16.0, 24.0)


@pytest.mark.parametrize(
    ("byline", "parted"),
    [
        ("区水务局局长　王玉红", "区水务局局长　王玉红"),
        ("区水务局党组书记、局长，区河长制办公室主任　王玉红", "区水务局党组书记、局长，\n区河长制办公室主任　王玉红"),
        ("济宁高新区党工委委员、管理委员会副主任　王玉红", "济宁高新区党工委委员、\n管理委员会副主任　王玉红"),
        ("市委副秘书长、区委副书记、区管委会主任　王玉红", "市委副秘书长、区委副书记、\n区管委会主任　王玉红"),
        ("区人力资源和社会保障局副局长、三级调研员　王玉红", "区人力资源和社会保障局副局长、\n三级调研员　王玉红"),
    ],
)
def test_a_byline_of_several_lines_breaks_as_posts_do(measurer: Measurer, byline: str, parted: str) -> None:
    assert parted_byline(byline, measurer, level=BYLINE_LEVEL, measure=300.0, lines=3) == parted


def test_no_byline_parts_a_word_where_it_can_be_helped(measurer: Measurer) -> None:
    tried = 0
    for post in POSTS:
        for ems in range(6, 31):
            found = parted_byline(post, measurer, level=BYLINE_LEVEL, measure=ems * 16 * 1.08 + 0.1, lines=5)
            ends = {found.index("\n")} if "\n" in found else set[int]()
            assert found.replace("\n", "") == post
            if ends and can_be_whole(post, ems) and found.count("\n") < 4:
                tried += 1
                assert not ends & inside_words(post), (ems, found)
    assert tried > 200


@pytest.mark.parametrize(("terms", "lines"), [((), 2), (("丙" * 30,), 3)])
def test_the_byline_on_a_slide_has_room_for_the_lines_it_is_parted_into(
    make: Maker, terms: tuple[str, ...], lines: int
) -> None:
    """A term that no line may part takes a line more than the text alone would fill."""
    signed = report("一、甲乙\n甲乙丙丁戊己庚辛。", post="甲" * 25 + "丙" * 30 + "丁" * 25, author="")
    deck = make(edition(signed)._replace(terms=terms))
    (slide,) = deck.slides
    (byline,) = (frame for frame in slide.frames if "丙" in frame.paragraphs[0].text)
    parted = byline.paragraphs[0].text.split("\n")
    assert len(parted) == lines
    assert ("丙" * 30 in "\n".join(parted)) == bool(terms)
    assert byline.fit.height == pytest.approx(byline.fit.room)


def test_a_headline_that_no_break_helps_is_refused(measurer: Measurer) -> None:
    assert balanced("长" * 60, measurer, size=32.0, measure=400.0, lines=2, words=[0.0] * 60) is None


def test_a_quote_too_long_for_its_box_is_reported(make: Maker) -> None:
    deck = make(edition(report(heads(3, text=80), quote=prose(300))))
    assert [problem.code for problem in deck.problems] == ["slide-quote-left"]
    assert not any(text.role == "quote" for text in deck.layouts[0].texts)


def test_a_portrait_makes_room_beside_the_headline(make: Maker, design: Design) -> None:
    assert design.colors
    picture = Picture("/nowhere.jpg", "ab" * 32, 400, 600, "李剑近影", Place("content/x.md"))
    deck = make(edition(report(heads(3, text=80), portrait=picture)))
    layout = deck.layouts[0]
    title, portrait = (next(text for text in layout.texts if text.role == role) for role in ("title", "portrait"))
    (photo,) = deck.slides[0].photos
    assert photo.alt == "李剑近影"
    assert title.rect.right <= portrait.rect.x
    assert not spilling(deck)
