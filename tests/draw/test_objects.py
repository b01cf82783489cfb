"""Python values to PDF source."""

import re
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.draw.pdf.objects import Entry, IdentifiedDocument, Stream, Value, number, save, text_source, text_string


@settings(deadline=None)
@given(st.floats(-1e5, 1e5))
def test_numbers_are_short_and_near(value: float) -> None:
    text = number(value)
    assert abs(float(text) - value) <= 0.0005 + 1e-9
    assert "e" not in text
    assert not text.endswith(".")
    assert text != "-0"
    assert abs(float(number(value, decimals=5)) - value) <= 0.000005 + 1e-9


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@example("soft\u00adhyphen")
def test_any_text_comes_back(text: str) -> None:
    assert str(pikepdf.Object.parse(text_source(text).encode())) == text


def document() -> IdentifiedDocument:
    return IdentifiedDocument(bytes(16), version=(1, 7))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (1.5, Decimal("1.5")),
        ("null", None),
        ((1, "/A", text_string("a(b")), [1, pikepdf.Name.A, "a(b"]),
        ({"K": {"L": [0.25], "M": False}}, {"/K": {"/L": [Decimal("0.25")], "/M": False}}),
    ],
)
def test_values(value: Value, expected: object) -> None:
    source = Entry(value).format(document())
    assert unwrapped(pikepdf.Object.parse(source)) == expected


def unwrapped(found: object) -> object:
    """What pikepdf has read, in Python's own types."""
    if isinstance(found, pikepdf.Dictionary):
        return {key: unwrapped(value) for key, value in found.items()}
    if isinstance(found, pikepdf.Array):
        return [unwrapped(item) for item in found]
    return str(found) if isinstance(found, pikepdf.String) else found


def test_entries_and_streams_become_references() -> None:
    book = document()
    entry, stream = Entry({"A": 1}), Stream(b"abc")
    written = Entry((entry, stream, entry)).format(book)
    assert written.count(b" 0 R") == 3
    first, _, _, _, _, _, third, _, _ = written.strip(b"[] ").split()
    assert first == third


def test_a_stream_is_packed_and_ends_its_line() -> None:
    source = Stream(b"abc" * 99).format(document())
    assert re.search(rb"/Filter \[ /FlateDecode \]", source)
    assert b"abcabc" not in source
    assert source.endswith(b"\nendstream\n")
    (length,) = re.findall(rb"/Length (\d+)", source)
    assert source.partition(b"stream\n")[2][int(length) :] == b"\nendstream\n"


def test_data_that_have_a_filter_stay_as_they_are() -> None:
    assert b"stream\n\xff\xd8\nendstream" in Stream(b"\xff\xd8", {"Filter": "/DCTDecode"}).format(document())
    plain = Stream(b"plain", pack=False).format(document())
    assert b"stream\nplain\nendstream" in plain
    assert b"Filter" not in plain


def test_the_identifier_is_ours_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    def saved() -> bytes:
        catalog = Entry({"Type": "/Catalog", "Pages": Entry({"Type": "/Pages", "Kids": (), "Count": 0})})
        return save(catalog, Entry({}), version=(1, 6), identifier=bytes(range(16)))

    before = saved()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert saved() == before
    with pikepdf.open(BytesIO(before)) as pdf:
        assert [bytes(part) for part in pdf.trailer.ID] == [bytes(range(16))] * 2
        assert pdf.pdf_version == "1.6"
