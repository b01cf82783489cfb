"""Previews: the pages of a PDF as PNG files, all of them or one when it is asked for."""

import struct
import threading
import zlib
from collections.abc import Sequence
from io import BytesIO
from math import sqrt

import pypdfium2
from PIL import Image

from bulletin.progress import Watch, counted, unwatched

PREVIEW_DPI = 110  # an A3 page is 1287 by 1819 pixels: read on a screen without zooming
MOST_PREVIEWED = 1 << 25  # of a picture: an A0 sheet has 19 million; a PDF may have pages of any size
# zlib's level for a picture that is looked at once. An A3 page of text 1684 pixels wide takes 60 ms at it, its rows
# unfiltered, and 296 ms as Pillow writes it, in the same room: type has hardly a neighbour that tells of it.
QUICK = 1
PDFIUM_IN_USE = threading.Lock()  # held by whoever calls PDFium: it has one state for the whole process


class PagePictures:
    """The pages of one PDF, drawn when they are asked for, from any thread."""

    def __init__(self, pdf: bytes) -> None:
        with PDFIUM_IN_USE:
            self._document = pypdfium2.PdfDocument(pdf)

    def png(self, page: int, width: int) -> bytes:
        """A PNG file of the page with this index, so many pixels wide, on white."""
        with PDFIUM_IN_USE:
            opened = self._document[page]
            try:
                across = opened.get_width()
                # PDFium rounds up
                bitmap = opened.render(scale=(width - 0.01) / across, rev_byteorder=True)
                high, step, rows = bitmap.height, bitmap.stride, bytes(bitmap.buffer)
                across, channels = bitmap.width, bitmap.n_channels
            finally:
                opened.close()
        assert channels == 3, "PDFium gave no RGB"
        lines = b"".join(b"\0" + rows[at : at + 3 * across] for at in range(0, high * step, step))
        head = struct.pack(">IIBBBBB", across, high, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, QUICK)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)

    @property
    def count(self) -> int:
        """How many there are."""
        with PDFIUM_IN_USE:
            return len(self._document)

    def close(self) -> None:
        with PDFIUM_IN_USE:
            self._document.close()


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def previews(
    pdf: bytes,
    dpi: float = PREVIEW_DPI,
    watch: Watch = unwatched,
    *,
    pages: Sequence[int] | None = None,
    colors: int = 0,
) -> tuple[bytes, ...]:
    """A PNG file for each page of `pdf`, on white, a vast one smaller; `watch` hears of each before it is made.

    Args:
        pages: those wanted, counted from 0; None for all.
        colors: so many at most, for a quarter of the bytes; 0 for all.
    """
    images: list[bytes] = []
    with PDFIUM_IN_USE, pypdfium2.PdfDocument(pdf) as document:
        for number in counted(watch, "正在生成预览图", range(len(document)) if pages is None else pages):
            page = document[number]
            width, height = page.get_size()
            own_dpi = min(dpi, 72 * sqrt(MOST_PREVIEWED / max(width * height, 1)))
            image = page.render(scale=own_dpi / 72).to_pil().convert("RGB")
            if colors:
                image = image.quantize(colors, method=Image.Quantize.FASTOCTREE)
            out = BytesIO()
            image.save(out, "PNG", dpi=(own_dpi, own_dpi))
            images.append(out.getvalue())
            page.close()
    return tuple(images)
