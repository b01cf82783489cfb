"""Posts of a byline on several lines: where their lines end."""

import pytest

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.model.design import TextStyle
from bulletin.posts import PostBreak, post_breaks
from tests.compose.posts import PARTED_NEVER, POSTS, can_be_whole, inside_words
from tests.compose.setting import BLACK, DESIGN

KAI = TextStyle("kai")
SIZE = 10.0


def lines(composer: Composer, post: str, measure: float) -> list[str]:
    found = composer.single(((post, KAI, BLACK),), size=SIZE, measure=measure * SIZE, align="center", post=True)
    return [line.text for line in found]


@pytest.mark.parametrize(
    ("post", "measure", "wanted"),
    [
        ("区水务局党组书记、局长，区河长制办公室主任", 20, ["区水务局党组书记、局长，", "区河长制办公室主任"]),
        ("区水务局党组书记、局长，区河长制办公室主任", 12, ["区水务局党组书记、局长，", "区河长制办公室主任"]),
        ("市委副秘书长、区委副书记、管委会主任", 16, ["市委副秘书长、区委副书记、", "管委会主任"]),
        ("济宁高新区党工委委员、管理委员会副主任", 16, ["济宁高新区党工委委员、", "管理委员会副主任"]),
        ("区人力资源和社会保障局副局长", 12, ["区人力资源和社会保障局", "副局长"]),
        ("高新区管理委员会办公室副主任", 12, ["高新区管理委员会", "办公室副主任"]),
        ("某区街道办事处主任", 8, ["某区", "街道办事处主任"]),
        ("开发区会计核算中心主任", 8, ["开发区", "会计核算中心主任"]),
        ("某某区区域协同发展处处长", 10, ["某某区", "区域协同发展处处长"]),
        ("省政府办公厅副主任", 8, ["省政府办公厅", "副主任"]),
    ],
)
def test_a_post_is_parted_after_commas_then_after_an_office_and_in_no_word(
    composer: Composer, post: str, measure: float, wanted: list[str]
) -> None:
    assert lines(composer, post, measure) == wanted


def test_no_post_is_parted_in_a_word_where_it_can_be_helped(composer: Composer) -> None:
    assert len(POSTS) >= 40
    tried = 0
    for post in POSTS:
        for measure in range(6, 31):
            found = lines(composer, post, measure)
            assert "".join(found) == post
            ends = {sum(map(len, found[:place])) for place in range(1, len(found))}
            if ends and can_be_whole(post, measure):
                tried += 1
                assert not ends & inside_words(post), (measure, found)
    assert tried > 300


def test_only_the_lines_of_a_byline_are_parted_as_posts(composer: Composer) -> None:
    text = "区水务局党组书记、局长"
    plain = composer.single(((text, KAI, BLACK),), size=SIZE, measure=75, align="center")
    assert [line.text for line in plain] == ["区水务局党组", "书记、局长"]
    assert lines(composer, text, 7.5) == ["区水务局", "党组书记、局长"]


def test_terms_are_words_of_a_post_too(faces: Faces) -> None:
    post, term = "某某碳达峰碳中和双碳推进专员", "碳达峰碳中和"
    free, termed = Composer(DESIGN, faces), Composer(DESIGN, faces, (term,))
    measures = range(7, 13)
    assert not all(any(term in line for line in lines(free, post, measure)) for measure in measures)
    assert all(any(term in line for line in lines(termed, post, measure)) for measure in measures)
    assert post_breaks(post, (term,))[4] is PostBreak.IN_WORD


def test_a_word_wider_than_the_measure_is_still_parted(composer: Composer) -> None:
    assert "".join(lines(composer, "党组副书记" * 3, 2)) == "党组副书记" * 3


@pytest.mark.parametrize("word", PARTED_NEVER)
def test_words_of_posts_are_known(word: str) -> None:
    worth = post_breaks(f"某{word}某")
    assert {worth[offset] for offset in range(2, 1 + len(word))} == {PostBreak.IN_WORD}
