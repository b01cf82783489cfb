"""A report on several slides: parted at its sections, in like lengths, all of it in their notes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model.edition import FigureText
from bulletin.problems import Place
from bulletin.slides.parts import parts_of
from tests.examples import examples
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import notes_of, spilling
from tests.slides.texts import bodies, heads

ITEMS = "".join(f"（{number}）抓{number}件大事\n{'落实到位，' * 6}见成效。\n" for number in "一二三")
SECTIONS = "引言。\n" + "".join(f"{number}、第{number}方面\n{ITEMS}" for number in "一二三四")


@given(bodies(), st.integers(1, 9))
@settings(max_examples=examples(60), deadline=None)
def test_parts_join_to_the_report_again_and_none_is_empty(text: str, slides: int) -> None:
    story = report(text)
    parts = parts_of(story, slides)
    assert 1 <= len(parts) <= slides
    assert tuple(paragraph for part in parts for paragraph in part.paragraphs) == story.paragraphs
    assert all(part.paragraphs for part in parts)


def test_parts_begin_with_a_section_and_are_of_like_length() -> None:
    first, second = parts_of(report(SECTIONS), 2)
    assert second.paragraphs[0].text == "三、第三方面"
    four = parts_of(report(SECTIONS), 4)
    assert [part.paragraphs[0].text for part in four] == ["引言。", "二、第二方面", "三、第三方面", "四、第四方面"]
    assert len(parts_of(report(SECTIONS), 9)) == 4  # as many as there are sections
    assert len(first.paragraphs) > len(four[0].paragraphs)


def test_many_sections_make_parts_of_like_length_too() -> None:
    parts = parts_of(report(heads(60, text=60)), 9)
    lengths = [sum(len(paragraph.text) for paragraph in part.paragraphs) for part in parts]
    assert len(parts) == 9
    assert max(lengths) <= sum(lengths) / 9 + 72  # a section more than the mean at most


def test_what_stands_once_in_the_head_stands_on_the_first_slide() -> None:
    place = Place("content/x.md")
    story = report(SECTIONS, quote="引言。", kicker="引题", subtitle="副题")
    story = story._replace(figures=(FigureText("", "30", "家", "企业", place),) * 2)
    first, second = parts_of(story, 2)
    assert (first.quote, first.kicker, first.subtitle, first.figures) == ("引言。", "引题", "副题", story.figures)
    assert (second.quote, second.kicker, second.subtitle, second.figures) == ("", "", "", ())
    assert parts_of(story._replace(figures=None), 2)[1].figures is None


def test_the_editors_points_are_shared_out_in_order() -> None:
    story = report(SECTIONS, points=tuple((f"要点{n}", "") for n in range(5)))
    shares = [[point.head for point in part.points] for part in parts_of(story, 2)]
    assert shares == [["要点0", "要点1", "要点2"], ["要点3", "要点4"]]


@pytest.mark.parametrize("slides", [2, 3])
def test_a_report_of_several_slides_has_them_one_after_another_with_titles_of_their_own(
    slides: int, make: Maker
) -> None:
    story, other = report(SECTIONS)._replace(slides=slides), report(heads(3), title="另一篇", name="y")
    deck = make(edition(story, other))
    assert [slide.report for slide in deck.slides] == [0] * slides + [1]
    assert [slide.title[-3:] for slide in deck.slides[:slides]] == ["（一）", "（二）", "（三）"][:slides]
    assert len({slide.title for slide in deck.slides}) == slides + 1
    assert not spilling(deck)
    told = [line for slide in deck.slides[:slides] for line in notes_of(slide) if not line.startswith("幻灯片未含")]
    assert told == [paragraph.text for paragraph in story.paragraphs]
    assert [(section.first, section.slides) for section in deck.sections] == [(0, slides + 1)]


@pytest.mark.parametrize(
    ("slides", "told"), [(1, []), (4, []), (9, ["“借“潍”高石　攻“济”新玉”写了做9张幻灯片，按小标题只能分成4张"])]
)
def test_a_report_of_too_few_sections_is_told(slides: int, told: list[str], make: Maker) -> None:
    deck = make(edition(report(SECTIONS)._replace(slides=slides)))
    found = [each for each in deck.problems if each.code == "slides-fewer"]
    assert [solid(each.message) for each in found] == list(map(solid, told))
    assert all(each.severity == "warning" and "改成4" in each.hint for each in found)


def solid(words: str) -> str:
    return words.replace("\u3000", "").replace(" ", "")


def test_more_slides_show_more_of_the_points(make: Maker) -> None:
    shown = [
        sum(len(slide.shown) for slide in make(edition(report(SECTIONS)._replace(slides=slides))).slides)
        for slides in (1, 3)
    ]
    assert shown[1] > shown[0]


def test_the_contents_name_a_report_once(make: Maker) -> None:
    deck = make(edition(report(SECTIONS)._replace(slides=3)), contents=True)
    (page,) = [slide for slide in deck.slides if slide.kind == "contents"]
    assert len(notes_of(page)) == 1
