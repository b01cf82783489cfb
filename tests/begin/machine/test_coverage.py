"""How much of the standard list a face has, as a clerk reads it."""

import pytest

from bulletin.begin.coverage import coverage, some, told
from bulletin.words.standard_characters import standard_characters

FIRST, SECOND, THIRD = standard_characters()


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        (FIRST + SECOND + THIRD, "通用规范汉字表8,105字全有"),
        ("", "通用规范汉字表8,105字都没有"),
        (FIRST[:10], "通用规范汉字表有10字，缺8,095字"),
        (FIRST + SECOND, "通用规范汉字表有6,500字：一级3,500字全有，二级3,000字全有，三级1,605字缺1,605字"),
    ],
)
def test_what_a_face_has_is_told_by_level_where_it_has_most(drawn: str, words: str) -> None:
    assert told(coverage(frozenset(drawn).__contains__)) == words


def test_of_many_characters_the_first_are_named() -> None:
    assert some(FIRST[:20]) == FIRST[:20]
    assert some(FIRST[:21]) == f"{FIRST[:20]}……"
