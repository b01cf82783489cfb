"""Python values to PDF source."""

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.draw.pdf.objects import Entry, Stream, Text, new_document, number, source, text_string
from bulletin.draw.pdf.page import number_fine


@settings(deadline=None)
@given(st.floats(-1e5, 1e5))
def test_numbers_are_short_and_near(value: float) -> None:
    text = number(value)
    assert abs(float(text) - value) <= 0.0005 + 1e-9
    assert "e" not in text
    assert not text.endswith(".")
    assert text != "-0"
    assert abs(float(number_fine(value)) - value) <= 0.000005 + 1e-9


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_comes_back(text: str) -> None:
    try:
        text.encode("utf-16-be")
    except UnicodeEncodeError:
        return
    assert str(pikepdf.Object.parse(text_string(text))) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, b"true"),
        (1.5, b"1.5"),
        ((1, "/A", Text("a(b")), b"[1 /A (a\\(b)]"),
        ({"K": {"L": [0.25]}}, b"<</K <</L [0.25]>>>>"),
    ],
)
def test_values(value: object, expected: bytes) -> None:
    assert source(value, new_document()) == expected  # type: ignore[arg-type]


def test_entries_and_streams_become_references() -> None:
    document = new_document()
    entry, stream = Entry({"A": 1}), Stream(b"abc")
    written = source((entry, stream, entry), document)
    assert written.count(b" 0 R") == 3
    first, _, _, _, _, _, third, _, _ = written.strip(b"[]").split()
    assert first == third
    assert stream.format(document).endswith(b"\nendstream")


def test_data_that_have_a_filter_stay_as_they_are() -> None:
    packed = Stream(b"\xff\xd8", {"Filter": "/DCTDecode"})
    assert packed.data == b"\xff\xd8"
    assert Stream(b"plain", pack=False).data == b"plain"
