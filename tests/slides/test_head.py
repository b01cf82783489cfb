"""Title and byline over a slide: as large as they fit, broken between words, making room for each other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.faces.face import Faces
from bulletin.memory import Memory
from bulletin.model.edition import Picture
from bulletin.model.slide import Slack, Slide, Template, TextLevel
from bulletin.problems import OversetError, Place
from bulletin.slides.measure import Measurer, balanced, parted_byline
from bulletin.words.head_words import HeadWords
from tests.compose.posts import POSTS, can_be_whole, inside_words
from tests.examples import examples
from tests.slides.conftest import Maker
from tests.slides.editions import edition, report
from tests.slides.looks import opened, spilling, texts_of, words_of
from tests.slides.texts import prose

BYLINE_LEVEL = TextLevel(16.0, 24.0)
PORTRAIT = Picture("/nowhere.jpg", "ab" * 32, 400, 600, "李剑近影", Place("content/x.md"))


@pytest.fixture(scope="module")
def measurer(faces: Faces) -> Measurer:
    return Measurer(faces, Slack(), Memory())


def headed(make: Maker, **head: object) -> Slide:
    deck = make(edition(report(prose(200), **head)))  # type: ignore[arg-type]
    assert not spilling(deck)
    (slide,) = deck.slides
    return slide


@given(st.text("规划建设，。“”（）、", min_size=1, max_size=80), st.integers(3, 40))
@settings(max_examples=examples(100), deadline=None)
def test_han_lines_are_counted_as_any_viewer_fills_them(measurer: Measurer, text: str, ems: int) -> None:
    level = TextLevel(10.0, 14.0)
    assert measurer.lines(text, level, ems * 10.8 + 0.01) >= -(-len(text) // ems)


def test_a_blank_at_the_end_of_a_line_takes_no_room(measurer: Measurer) -> None:
    level = TextLevel(10.0, 14.0)
    assert measurer.lines("AAAA BBBB CCCC", level, measurer.width("AAAA BBBB") * 10 + 0.01) == 2
    assert measurer.lines("AAAA BBBB CCCC", level, measurer.width("AAAA BBBB") * 10 - 0.1) == 3


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


def test_a_headline_that_no_break_helps_is_refused(measurer: Measurer) -> None:
    assert balanced("长" * 60, measurer, size=32.0, measure=400.0, lines=2, words=[0.0] * 60) is None


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


@pytest.mark.parametrize(("length", "lines"), [(30, 1), (60, 2), (100, 3)])
def test_a_byline_of_more_lines_takes_their_room_from_the_title(
    length: int, lines: int, make: Maker, template: Template
) -> None:
    given = edition(report(prose(200), title="水务改革", post="职" * length, author=""))
    deck = make(given)
    (slide,) = deck.slides
    assert not spilling(deck)
    (byline,), (title,) = texts_of(slide, "byline"), texts_of(slide, "title")
    (words,) = words_of(slide, "byline")
    assert words.count("\n") == lines - 1
    plain_byline, plain_title = (texts_of(headed(make), role)[0] for role in ("byline", "title"))
    assert byline.rect.bottom == plain_byline.rect.bottom
    assert byline.moved == title.moved == (lines > 1)
    if lines > 1:
        assert title.rect.bottom == byline.rect.y < plain_byline.rect.y
        assert title.rect.y == plain_title.rect.y
    shapes = {shape.name: shape for shape in opened(deck, template).slides[0].shapes}
    assert shapes["署名"].top == pytest.approx(byline.rect.y * 12700, abs=1)
    assert shapes["标题"].top + shapes["标题"].height <= shapes["署名"].top + 12700 * 4


def test_a_byline_without_end_is_told_with_its_lines(make: Maker) -> None:
    with pytest.raises(OversetError) as caught:
        headed(make, post="职" * 200)
    (problem,) = caught.value.problems
    assert problem.code == "slide-byline-overset"
    assert "要排" in problem.message
    with pytest.raises(OversetError) as caught:
        headed(make, title="题" * 100, post="职" * 100)
    assert caught.value.problems[0].code == "slide-byline-overset"


@pytest.mark.parametrize(("terms", "lines"), [((), 2), (("丙" * 30,), 3)])
def test_the_byline_has_room_for_the_lines_it_is_parted_into(make: Maker, terms: tuple[str, ...], lines: int) -> None:
    """A term that no line may part takes a line more than the text alone would fill."""
    post = "甲" * 22 + "丙" * 30 + "丁" * 18
    signed = report("一、甲乙\n甲乙丙丁戊己庚辛。", title="水务", post=post, author="")
    deck = make(edition(signed)._replace(terms=terms))
    assert not spilling(deck)
    (words,) = words_of(deck.slides[0], "byline")
    assert words.count("\n") == lines - 1
    assert ("丙" * 30 in words) == bool(terms)


def test_a_portrait_narrows_the_lines_of_the_title(make: Maker) -> None:
    title = "坚持生态优先、绿色发展　打造山水相融、产城融合的现代化新城区"
    plain, beside = headed(make, title=title), headed(make, title=title, portrait=PORTRAIT)
    (portrait,) = texts_of(beside, "portrait")
    (photo,) = beside.photos
    assert photo.alt == "李剑近影"
    assert texts_of(beside, "title")[0].rect.right == pytest.approx(portrait.rect.x - 20)
    for slide, room in ((plain, 836.0), (beside, portrait.rect.x - 94.0)):
        (text,), (words,) = texts_of(slide, "title"), words_of(slide, "title")
        longest = max(map(len, words.split("\n")))
        assert longest * text.levels[0].size * 1.08 <= room
    longer = "题" * 24  # one line at the largest size, but for the portrait
    sizes = [
        (texts_of(slide, "title")[0].levels[0].size, words_of(slide, "title")[0])
        for slide in (headed(make, title=longer[:22]), headed(make, title=longer[:22], portrait=PORTRAIT))
    ]
    assert sizes[0] != sizes[1]


@pytest.mark.parametrize(("length", "size"), [(10, 34), (40, 34), (60, 24), (110, 20)])
def test_a_title_is_as_large_as_its_box_allows(length: int, size: float, make: Maker) -> None:
    slide = headed(make, title=("推动高质量发展创造高品质生活" * 8)[:length])
    (text,), (words,) = texts_of(slide, "title"), words_of(slide, "title")
    assert text.levels[0].size <= 34
    assert text.levels[0].size >= size - 4
    assert text.levels[0].size >= 20
    assert len(words.replace("\n", "")) == length


def test_a_title_without_end_says_how_long_it_may_be(make: Maker) -> None:
    with pytest.raises(OversetError) as caught:
        headed(make, title="长" * 300)
    (problem,) = caught.value.problems
    assert problem.code == "slide-title-overset"
    assert "300字" in problem.message
    most = int(problem.hint.split("到")[1].split("字")[0])
    assert 100 <= most <= 130
    headed(make, title="长" * most)


def test_a_title_short_enough_names_the_word_that_is_too_long(make: Maker) -> None:
    with pytest.raises(OversetError) as caught:
        headed(make, title="学习release-version-" + "protocol" * 12)
    assert "“release-version-" in caught.value.problems[0].hint
