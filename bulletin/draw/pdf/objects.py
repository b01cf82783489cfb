"""PDF objects: plain Python values to the objects of reportlab's pdfdoc, which numbers, formats and assembles them.

    dict -> dictionary, tuple or list -> array, int and float -> number, bool -> true/false,
    str -> PDF source as it stands ("/DeviceRGB", "null"), a PDFObject -> itself or a reference to it

pdfdoc writes objects, strings, streams with their filters, cross-references and trailer. It is used by its public
names, and nothing of it is changed; where its output would break a standard, a subclass here says why. It begins
every document with an empty dictionary for standard fonts: object 1, to which nothing refers.
"""

import zlib
from codecs import BOM_UTF16_BE
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import (
    DummyDoc,
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFObject,
    PDFStream,
    PDFString,
    PDFText,
    PDFZCompress,
)

Value: TypeAlias = "Mapping[str, Value] | Sequence[Value] | str | float | bool | PDFObject"


def number(value: float, *, decimals: int = 3) -> str:
    """A number for a content stream without an exponent; three decimals are a thousandth of a point."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text_string(text: str) -> PDFObject:
    """A text string: printable ASCII as it stands, anything else as UTF-16.

    Left to choose, PDFString would write Latin text in PDFDocEncoding with codes that the encoding leaves undefined,
    the soft hyphen's among them (ISO 32000-1, D.2).
    """
    if text.isascii() and text.isprintable():
        return PDFString(text)
    return PDFText(BOM_UTF16_BE + text.encode("utf-16-be"), enc="raw")


def text_source(text: str) -> str:
    """A text string as source for a content stream."""
    source: bytes = pdfdoc.format(text_string(text), DummyDoc())
    return source.decode("ascii")


def as_object(value: Value) -> Any:
    """`value` as something that pdfdoc formats."""
    if isinstance(value, bool):
        return pdfdoc.PDFtrue if value else pdfdoc.PDFfalse
    if isinstance(value, str | int | float | PDFObject):
        return value
    if isinstance(value, Mapping):
        return PDFDictionary({key: as_object(item) for key, item in value.items()})
    return PDFArrayCompact(map(as_object, value))


class Entry(PDFObject):
    """An indirect object with any value, which may be set later: objects refer to each other in circles."""

    __RefOnly__ = 1  # how pdfdoc's own classes say that others write a reference to them

    def __init__(self, value: Value = "null") -> None:
        self.value = value
        self._reference = b""

    def format(self, document: PDFDocument) -> bytes:
        """The value as PDF source, without the object's number."""
        written: list[bytes] = []
        _write(self.value, document, written)
        return b"".join(written)

    def reference(self, document: PDFDocument) -> bytes:
        """What names it in the one file that it belongs to; its number is given when it is named first."""
        if not self._reference:
            self._reference = pdfdoc.format(self, document)  # one that stands in no other object is written so
        return self._reference


def _write(value: Value, document: PDFDocument, written: list[bytes]) -> None:
    """The source of `value`: what pdfdoc's dictionaries and arrays would write, in a tenth of their time.

    A page has some fifty structure elements, a file of a hundred pages eight thousand objects.
    """
    if isinstance(value, Entry):
        written.append(value.reference(document))
    elif isinstance(value, str):
        written.append(value.encode("ascii"))
    elif isinstance(value, bool):
        written.append(b"true" if value else b"false")
    elif isinstance(value, int | float):
        written.append(number(value, decimals=5).encode("ascii"))
    elif isinstance(value, PDFObject):
        written.append(pdfdoc.format(value, document))
    elif isinstance(value, Mapping):
        written.append(b"<<")
        for key, item in value.items():
            written.append(b"/%b " % key.encode("ascii"))
            _write(item, document, written)
        written.append(b">>")
    else:
        written.append(b"[")
        for place, item in enumerate(value):
            if place:
                written.append(b" ")
            _write(item, document, written)
        written.append(b"]")


class Stream(PDFStream):
    """An indirect stream, packed by pdfdoc unless `keys` already name a filter or `pack` is false."""

    def __init__(self, data: bytes, keys: Mapping[str, Value] | None = None, *, pack: bool = True) -> None:
        super().__init__(as_object(keys or {}), data, [PDFZCompress] if pack else None)

    def format(self, document: PDFDocument) -> bytes:
        """pdfdoc's source with an end of line before `endstream`, which PDF/A asks for (ISO 19005-2, 6.1.7.1)."""
        return super().format(document).removesuffix(b"endstream\n") + b"\nendstream\n"


class PackedStream(NamedTuple):
    """A stream's data, packed as pdfdoc packs it, and its keys: a plain value for any number of files."""

    data: bytes
    keys: Mapping[str, Value]

    def stream(self) -> Stream:
        """The stream for one file."""
        return Stream(self.data, self.keys)


def packed(data: bytes, keys: Mapping[str, Value] | None = None) -> PackedStream:
    """`data` packed, once for all files that hold it."""
    return PackedStream(data=zlib.compress(data), keys={**(keys or {}), "Filter": ("/FlateDecode",)})


class IdentifiedDocument(PDFDocument):
    """A document with an identifier of ours; pdfdoc's own depends on the environment (SOURCE_DATE_EPOCH)."""

    def __init__(self, identifier: bytes, *, version: tuple[int, int]) -> None:
        super().__init__(invariant=1, pdfVersion=version)
        self._identifier = identifier

    def ID(self) -> bytes:  # noqa: N802  the name that pdfdoc asks for
        """The file identifier as PDF source."""
        name = self._identifier.hex().upper()
        return f"[<{name}><{name}>]".encode("ascii")


def save(catalog: Entry, info: Entry, *, version: tuple[int, int], identifier: bytes) -> bytes:
    """The finished file with all objects that `catalog` and the information dictionary lead to.

    Args:
        identifier: 16 bytes that follow from the content.
    """
    document: Any = IdentifiedDocument(identifier, version=version)  # the library's stubs lack Catalog
    document.Catalog = catalog
    document.info = info
    data: bytes = document.format()
    return data
