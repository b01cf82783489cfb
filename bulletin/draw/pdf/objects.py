"""PDF objects: plain Python values to PDF source, around reportlab's document.

reportlab's `PDFDocument` numbers the objects and writes cross-references and trailer. Values are written here:

    dict -> dictionary, tuple or list -> array, int and float -> number, bool -> true/false,
    str -> PDF source as it stands ("/DeviceRGB", "null"), Text -> a text string, PDFObject -> as reportlab formats it
"""

import sys
import zlib
from _thread import LockType, allocate_lock, start_new_thread
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias


class _Later(ModuleType):
    """Stands for a module until one of its names is asked for, and then gives the real module's."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        from importlib import import_module

        return getattr(import_module(self.__name__), name)


# reportlab imports these for pictures, temporary files, pickles and checked expressions, none of which this room asks
# of it: half the cost of importing pdfdoc (27 of 55 ms CPU).
UNUSED_BY_US = ("PIL.Image", "inspect", "pickle", "tempfile")

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject
else:
    stand_ins = {name: _Later(name) for name in UNUSED_BY_US if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


WORTH_A_THREAD = 20_000  # bytes; packing them takes ten times what starting a thread does


class Text(NamedTuple):
    """A text string: Latin-1 where that is enough, else UTF-16."""

    text: str


Value: TypeAlias = "Mapping[str, Value] | Sequence[Value] | Text | str | float | bool | PDFObject"


def number(value: float) -> str:
    """A number as PDF writes it: at most three decimals, a thousandth of a point, no exponent."""
    if isinstance(value, int):
        return str(value)
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text_string(text: str) -> bytes:
    """`text` as a PDF string object."""
    if text.isascii() and text.isprintable():
        plain = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({plain})".encode("ascii")
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().upper().encode("ascii") + b">"


def source(value: Value, document: Any) -> bytes:
    """`value` as PDF source within `document` (a PDFDocument); objects become references."""
    if isinstance(value, Text):
        return text_string(value.text)
    if isinstance(value, str):
        return value.encode("ascii")
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int | float):
        return number(value).encode("ascii")
    if isinstance(value, Mapping):
        parts = [b"/" + key.encode("ascii") + b" " + source(item, document) for key, item in value.items()]
        return b"<<" + b"\n".join(parts) + b">>"
    if isinstance(value, PDFObject):
        formatted: bytes = document.Reference(value).format(document)
        return formatted
    return b"[" + b" ".join(source(item, document) for item in value) + b"]"


class Entry(PDFObject):
    """An indirect object with any value."""

    def __init__(self, value: Value) -> None:
        self.value = value

    def format(self, document: PDFDocument) -> bytes:
        return source(self.value, document)


class Stream(PDFObject):
    """An indirect stream; packed here unless `keys` already name a filter.

    reportlab's own lacks the end of line before `endstream` that PDF/A wants (ISO 19005-2, 6.1.7.1). Packing the
    fonts takes a third of the drawing's time and runs beside Python, so long streams are packed in threads.
    """

    def __init__(self, data: bytes, keys: Mapping[str, Value] | None = None, *, pack: bool = True) -> None:
        self.keys = dict(keys or {})
        self._data = data
        self._packed: bytes | None = None if pack and "Filter" not in self.keys else data
        self._packing: LockType | None = None
        if self._packed is None:
            self.keys["Filter"] = "/FlateDecode"
            if len(data) < WORTH_A_THREAD:
                self._pack()
            else:
                self._packing = allocate_lock()
                self._packing.acquire()
                start_new_thread(self._pack, ())

    def _pack(self) -> None:
        try:
            self._packed = zlib.compress(self._data, 5)  # 9 takes 35 % more time for 0.6 % less
        finally:
            if self._packing is not None:
                self._packing.release()

    @property
    def data(self) -> bytes:
        """The bytes as they go into the file."""
        if self._packing is not None:
            with self._packing:
                self._packing = None
        if self._packed is None:
            raise MemoryError("a stream could not be packed")
        return self._packed

    def format(self, document: PDFDocument) -> bytes:
        keys = source({**self.keys, "Length": len(self.data)}, document)
        return keys + b"\nstream\n" + self.data + b"\nendstream"


def new_document() -> PDFDocument:
    """A document without objects: the dictionary for Helvetica that the library begins with is left out."""
    document: Any = PDFDocument(invariant=1)
    document.objectcounter = 0
    for table in (document.idToObject, document.idToObjectNumberAndVersion, document.numberToId):
        table.clear()
    return document  # type: ignore[no-any-return]


def save(document: PDFDocument, catalog: Entry, info: Entry, *, version: tuple[int, int], identifier: bytes) -> bytes:
    """The finished file: `document` with its catalog and information dictionary, identified by 16 bytes."""
    name = identifier.hex().upper()
    book: Any = document  # these are not in the library's stubs
    book._pdfVersion = version
    book._ID = f"[<{name}><{name}>]".encode("ascii")
    book.Catalog = catalog
    book.info = info
    data: bytes = book.format()
    return data
