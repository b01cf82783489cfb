"""What the pages of a PDF say and where: characters in the order in which they are drawn, with what marks them.

PDFium reads them, ours or not: it knows the encodings that a file may use, and replaces what stands for other text
(ActualText). Blanks and line ends that it guesses from the distance of glyphs are not part of the text.
"""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from types import TracebackType
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from bulletin.desk.compare.changes import PageArea
from bulletin.draw.previews import PDFIUM_IN_USE
from bulletin.geometry import Rect, Size
from bulletin.units import Pt

NO_CONTENT = -1  # the number of marked content that has none
FINE = 20  # device pixels to a point, where a place on the page is asked for: whole pixels come back
_LINE_END_HYPHENS = (0x02, 0xAD)  # PDFium's sign for a hyphen at a line's end, and the soft hyphen that ours is
_HIGH, _LOW, _BEHIND = range(0xD800, 0xDC00), range(0xDC00, 0xE000), 0x10000

# The same function, whose result is a bare address: it tells one object from another, a thousand times a page.
_OBJECT_AT = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


class DrawnText(NamedTuple):
    """Characters that one instruction draws; they stand on one line."""

    page: int  # from 0
    content: int  # number of the marked content that it belongs to, or NO_CONTENT
    text: str
    places: tuple[int, ...]  # of each character, among all that PDFium counts on the page
    x: Pt  # where it begins, from the left of the page as a viewer shows it
    y: Pt  # its baseline, from the top
    right: Pt  # where it ends
    size: Pt
    parted: bool = False  # white stands between it and what was drawn before it on the same line
    hyphen: bool = False  # it ends in a hyphen that is not part of the text


class PagesText:
    """A PDF open for reading, from any thread; to be closed."""

    def __init__(self, data: bytes) -> None:
        """Raises pypdfium2.PdfiumError where PDFium cannot open it."""
        with PDFIUM_IN_USE:
            self._document = pypdfium2.PdfDocument(data)
            self.sizes: tuple[Size, ...] = tuple(
                Size(*self._document.get_page_size(number)) for number in range(len(self._document))
            )

    def __enter__(self) -> "PagesText":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with PDFIUM_IN_USE:
            self._document.close()

    def drawn(self, number: int) -> tuple[DrawnText, ...]:
        """What is drawn on a page, counted from 0. Raises pypdfium2.PdfiumError where it cannot be read."""
        with self._reading(number) as reader:
            return tuple(reader.drawn())

    def areas(self, number: int, places: Sequence[Sequence[int]]) -> list[PageArea | None]:
        """The boxes round characters of a page that stand together; None round nothing."""
        with self._reading(number) as reader:
            rects = [reader.box(group) for group in places]
        return [rect and PageArea(number + 1, rect) for rect in rects]

    @contextmanager
    def _reading(self, number: int) -> Iterator["_Reader"]:
        """One page open, and PDFium to itself."""
        with PDFIUM_IN_USE, closing(self._document[number]) as page, closing(page.get_textpage()) as text:
            yield _Reader(page, text, number, self.sizes[number])


class _Reader:
    """One page being read."""

    def __init__(self, page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, number: int, size: Size) -> None:
        self._page, self._text, self._number, self._size = page.raw, text.raw, number, size

    def drawn(self) -> list[DrawnText]:
        found: list[DrawnText] = []
        address, start, parted = None, 0, False
        count = pdfium.FPDFText_CountChars(self._text)
        for place in range(count + 1):
            here = _OBJECT_AT(self._text, place) if place < count else None
            if here == address:
                continue
            if address is not None:
                found.append(self._object(start, place, parted=parted))
                parted = False
            parted = parted or here is None
            address, start = here, place
        return found

    def _object(self, start: int, end: int, *, parted: bool) -> DrawnText:
        characters: list[str] = []
        places: list[int] = []
        hyphen = False
        high = 0
        for place in range(start, end):
            code = pdfium.FPDFText_GetUnicode(self._text, place)
            hyphen = code in _LINE_END_HYPHENS
            if code in _HIGH:
                high = code
                continue
            if code in _LOW and high:
                code, high = _BEHIND + ((high - _HIGH.start) << 10) + (code - _LOW.start), 0
            if hyphen or code < 0x20 or code in _LOW:
                continue
            characters.append(chr(code))
            places.append(place)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self._text, start, x, y)
        left, top = self._shown(x.value, y.value)
        last = self.box(range(end - 1, end))
        mark = pdfium.FPDFPageObj_GetMarkedContentID(pdfium.FPDFText_GetTextObject(self._text, start))
        return DrawnText(
            page=self._number,
            content=mark,
            text="".join(characters),
            places=tuple(places),
            x=left,
            y=top,
            right=last.right if last else left,
            size=self._font_size(start),
            parted=parted,
            hyphen=hyphen,
        )

    def _font_size(self, place: int) -> Pt:
        matrix = pdfium.FS_MATRIX()
        size = pdfium.FPDFText_GetFontSize(self._text, place)
        if not pdfium.FPDFText_GetMatrix(self._text, place, matrix):
            return float(size)
        return float(size * (matrix.c**2 + matrix.d**2) ** 0.5)

    def box(self, places: Sequence[int]) -> Rect | None:
        """Round characters of one line, as high as their faces are; None where there are none."""
        box = pdfium.FS_RECTF()
        corners: list[tuple[float, float]] = []
        for place in places:
            if pdfium.FPDFText_GetLooseCharBox(self._text, place, box):
                corners += (self._shown(box.left, box.top), self._shown(box.right, box.bottom))
        if not corners:
            return None
        (left, *_, right), (top, *_, bottom) = (sorted(values) for values in zip(*corners, strict=True))
        return Rect(left, top, right - left, bottom - top)

    def _shown(self, x: float, y: float) -> tuple[Pt, Pt]:
        """A point of the page as a viewer shows it: turned, cropped, from the top left."""
        across, down = ctypes.c_int(), ctypes.c_int()
        width, height = (round(side * FINE) for side in self._size)
        pdfium.FPDF_PageToDevice(self._page, 0, 0, width, height, 0, x, y, across, down)
        return across.value / FINE, down.value / FINE
