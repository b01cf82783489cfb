"""Laws of normalisation, for every text."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.read.cleaning import cleaner
from bulletin.read.edits import replaced
from bulletin.read.tidy import tidy
from tests.read.work import seconds, steps

# Marks, letters and spaces that the rules speak of, and what lies beside them.
ALPHABET = "中文王局一1290aBé()（）《》,;:?!.。…-—~～\"“”‘’'  　\u00a0%℃、，·@/:w*#"
# What cleaning removes or replaces, and what stands beside it.
DIRTY = "中⽂⺠a1e\u0301\u200b\ufeff\u00ad\u200e\u2066\ufffc\u3164\ufe00\U000e0101\t \u00a0"
DIRTY += "\u202f\u2003\u1680\u2028\u3000'\uf98e\u2800"
PIECES = [
    " 王五",
    " 李四",
    "第一章",
    "2026年6月3日",
    "0537-2345678",
    "5'30\"",
    "don't",
    "http://a.cn/b",
    "www.c.d",
    "e@f.gh",
    "...",
    "--",
    "1.",
    "一.",
    "。。。",
    "……",
    "——",
    "PM2.5",
    "1,500",
    ' "',
]
typed = st.lists(st.one_of(st.sampled_from(ALPHABET), st.sampled_from(PIECES)), max_size=24).map("".join)


@example("。。。 .中", False)
@example('中 1 "中 "', True)
@example("中(http://a.cn/b))", False)
@example('中:"/ "', False)
@example("中中中中中1 王五 王五2026年6月3日2026年6月3日% 2026年6月3日", False)
@example("。。。 . 王五", True)
@example(' ", "—中', False)
@given(typed, st.booleans())
def test_tidying_twice_changes_nothing_more(text: str, headline: bool) -> None:
    once = tidy(text, headline=headline).text
    assert tidy(once, headline=headline).text == once


@given(typed, st.booleans())
def test_the_changes_lead_from_what_was_typed_to_what_is_printed(text: str, headline: bool) -> None:
    tidied = tidy(text, headline=headline)
    built, end = "", 0
    for change in tidied.changes:
        assert change.offset >= end
        assert text[change.offset :].startswith(change.old)
        assert change.old != change.new
        built += text[end : change.offset] + change.new
        end = change.offset + len(change.old)
    assert built + text[end:] == tidied.text


@example("a\u200b\u0301\u0301")
@example("a\u0301\u0301\u200b\u0301")
@example("\u2800\ufe00")
@example("a\xa0\u3164")
@given(st.lists(st.sampled_from(DIRTY), max_size=24).map("".join))
def test_cleaning_twice_changes_nothing_more_and_every_place_is_kept(text: str) -> None:
    clean = cleaner(text, drawn=lambda char: False)
    line = clean(text) if clean else None
    if not line:
        return
    assert (again := cleaner(line.clean, drawn=lambda char: False)) is None or again(line.clean) is None
    assert replaced(text, line.edits) == line.clean
    assert list(line.origins) == sorted(set(line.origins))
    assert len(line.origins) == len(line.clean) + 1
    changed = {edit.offset for edit in line.edits}
    assert all(
        line.clean[place] == text[origin] for place, origin in enumerate(line.origins[:-1]) if origin not in changed
    )


@given(st.text(max_size=40))
def test_letters_digits_and_symbols_are_never_touched(text: str) -> None:
    def kept(value: str) -> list[str]:
        return [char for char in value if char.isalnum()]

    assert kept(text) == kept(tidy(text).text)


# Texts of about `size` characters that would be dear to look around in, or to look through for partners, at each mark.
DEAR: list[Callable[[int], str]] = [
    lambda size: ",中" * (size // 2),
    lambda size: "%" * size + "中,",
    lambda size: '"' * size,
    lambda size: "(" * (size // 2) + ")" * (size // 2) + "中",
    lambda size: " " * size + ",",
    lambda size: "中 ," * (size // 3) + " " * size,
    lambda size: "(a)," * (size // 4) + "中",
    lambda size: "http://a.cn/x," * (size // 14),
    lambda size: "“" * (size // 2) + "”" * (size // 2) + ",中",
    lambda size: "中 ," * (size // 4),
    lambda size: "王五 " * (size // 3),
    lambda size: "高 " * (size // 2),
    lambda size: "中文中文中 a " * (size // 8),
    lambda size: "'" * size + "中",
    lambda size: "中'a中'" * (size // 5),
    lambda size: "1 200  " * (size // 7),
]


@pytest.mark.parametrize("text", DEAR, ids=range(len(DEAR)))
def test_work_grows_with_the_length_alone(text: Callable[[int], str]) -> None:
    small, large = text(1000), text(2000)
    tidy(small)  # compiles what patterns the text needs
    assert steps(lambda: tidy(large)) < 2.2 * steps(lambda: tidy(small))


@pytest.mark.slow
@pytest.mark.parametrize("text", DEAR, ids=range(len(DEAR)))
def test_time_grows_with_the_length_alone(text: Callable[[int], str]) -> None:
    small, large = text(10_000), text(80_000)
    assert seconds(lambda: tidy(large)) < 24 * seconds(lambda: tidy(small)) + 0.01
