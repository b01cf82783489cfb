"""Laws of normalisation, for every text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.read.tidy import tidy

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


@pytest.mark.parametrize(
    "text",
    [",中" * 20_000, "%" * 50_000 + "中,", '"' * 50_000, "(" * 20_000 + ")" * 20_000 + "中", " " * 50_000 + ",",
     "(a)," * 10_000 + "中", "http://a.cn/x," * 3_000, "“" * 20_000 + "”" * 20_000 + ",中", "中 \u200b," * 10_000],
    ids=range(9),
)  # fmt: skip
def test_time_grows_with_the_length_alone(text: str) -> None:
    started = time.process_time()
    tidy(text)
    assert time.process_time() - started < 4
