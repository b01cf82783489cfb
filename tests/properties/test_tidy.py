"""Laws of normalisation, for every text."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.read.tidy import tidy
from tests.read.work import seconds, steps

# Marks, letters and spaces that the rules speak of, and what lies beside them.
ALPHABET = "中文一1290aBé()（）,;:?!.。…-—~～\"“”‘’'  　\t\u00a0\u200b\ufeff\u0301%℃、，·@/:w*#"
PIECES = ["http://a.cn/b", "www.c.d", "e@f.gh", "...", "--", "1.", "一.", "。。。", "……", "——", "PM2.5", "1,500", ' "']
typed = st.lists(st.one_of(st.sampled_from(ALPHABET), st.sampled_from(PIECES)), max_size=24).map("".join)


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


@given(st.text(max_size=40))
def test_letters_digits_and_symbols_are_never_touched(text: str) -> None:
    def kept(value: str) -> list[str]:
        return [char for char in value if char.isalnum() and not "\u0300" <= char <= "\u036f"]

    before, after = kept(text), kept(tidy(text).text)
    if any("\u0300" <= char <= "\u036f" for char in text):
        assert len(before) == len(after)
    else:
        assert before == after


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
    lambda size: "中 \u200b," * (size // 4),
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
