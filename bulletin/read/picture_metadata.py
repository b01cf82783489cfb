"""A picture of an office's file without what its camera, its program or its author wrote beside the pixels.

Pixels are not touched: segments, chunks, blocks and records go, each by the list of its format. What Office seldom has
(TIFF, BMP, WebP) becomes a PNG.
"""

import struct
from io import BytesIO
from typing import NamedTuple
from warnings import catch_warnings

MOST_PIXELS = 40_000_000  # of a picture that is written anew

_PNG = b"\x89PNG\r\n\x1a\n"
_EMF_SIGNATURE = b" EMF"
_WMF_BEGINNINGS = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")  # placeable, in memory, on disk
# Chunks that pixels need: PNG (third edition) 5.6 and APNG; all else is words, times, Exif or private.
_PNG_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs acTL fcTL fdAT".split()
)  # fmt: skip
_JPEG_SCAN, _JPEG_END = 0xDA, 0xD9
_JPEG_BARE = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a length
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_EMF_COMMENT, _EMF_PLUS = 70, b"EMF+"  # MS-EMF 2.3.3: only EMF+ is drawn
_WMF_ESCAPE, _WMF_COMMENT = 0x0626, 15  # MS-WMF 2.3.6.1, MFCOMMENT


class CleanPicture(NamedTuple):
    """A picture's bytes, and the ending that a part of its kind has."""

    data: bytes
    extension: str


def is_emf(data: bytes) -> bool:
    """Whether the bytes are an enhanced metafile: MS-EMF 2.3.4.2."""
    return data[40:44] == _EMF_SIGNATURE


def is_wmf(data: bytes) -> bool:
    """Whether the bytes are a metafile of 16-bit Windows: MS-WMF 2.3.2."""
    return data.startswith(_WMF_BEGINNINGS)


def without_metadata(data: bytes) -> CleanPicture | None:
    """The picture alone; None for a format that we do not know, or a damaged file."""
    try:
        if data.startswith(_PNG):
            return CleanPicture(data=_png(data), extension="png")
        if data.startswith(b"\xff\xd8\xff"):
            return CleanPicture(data=_jpeg(data), extension="jpeg")
        if data.startswith((b"GIF87a", b"GIF89a")):
            return CleanPicture(data=_gif(data), extension="gif")
        if is_emf(data):
            return CleanPicture(data=_emf(data), extension="emf")
        if is_wmf(data):
            return CleanPicture(data=_wmf(data), extension="wmf")
    except (IndexError, struct.error, ValueError):  # cut short
        return None
    return _as_png(data)


def _png(data: bytes) -> bytes:
    pieces, start = [_PNG], len(_PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", data, start)
        end = start + 12 + length
        if end > len(data):
            raise ValueError("chunk cut short")
        if kind in _PNG_CHUNKS:
            pieces.append(data[start:end])
        if kind == b"IEND":
            return b"".join(pieces)
        start = end


def _jpeg(data: bytes) -> bytes:
    """Segments up to the end of image; what follows it (previews, a phone's trailer) goes with the rest."""
    pieces, start = [data[:2]], 2
    while True:
        while data[start] == 0xFF and data[start + 1] == 0xFF:  # fill bytes
            start += 1
        if data[start] != 0xFF:
            raise ValueError("no marker")
        marker = data[start + 1]
        if marker == _JPEG_END:
            return b"".join((*pieces, data[start : start + 2]))
        end = start + 2
        if marker not in _JPEG_BARE:
            end += struct.unpack_from(">H", data, end)[0]
        segment = data[start:end]
        if marker == 0xE0 and segment[4:9] == b"JFIF\0":
            segment = b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"  # without its thumbnail
        elif marker == 0xFE or (0xE0 <= marker <= 0xEF and not _needed(marker, segment[4:])):
            segment = b""
        pieces.append(segment)
        start = end
        if marker == _JPEG_SCAN:
            end = _scan_end(data, start)
            pieces.append(data[start:end])
            start = end


def _needed(marker: int, content: bytes) -> bool:
    """Whether an application's segment tells how colours are meant."""
    return (marker == 0xE2 and content.startswith(b"ICC_PROFILE\0")) or (marker == 0xEE and content[:5] == b"Adobe")


def _scan_end(data: bytes, start: int) -> int:
    """Where the coded pixels end: the next marker that is neither a stuffed byte nor a restart."""
    while True:
        start = data.index(b"\xff", start)
        following = data[start + 1]
        if following and following != 0xFF and not 0xD0 <= following <= 0xD7:
            return start
        start += 1 if following == 0xFF else 2


def _gif(data: bytes) -> bytes:
    start = 13 + _color_table(data[10])
    pieces = [data[:start]]
    while data[start] != 0x3B:
        if data[start] == 0x21:
            end = _blocks_end(data, start + 2)
            kind = data[start + 1]
            if kind not in (0xFE, 0xFF) or (kind == 0xFF and data[start + 3 : start + 14] in _GIF_LOOPS):
                pieces.append(data[start:end])
        elif data[start] == 0x2C:
            end = _blocks_end(data, start + 11 + _color_table(data[start + 9]))
            pieces.append(data[start:end])
        else:
            raise ValueError("no block")
        start = end
    return b"".join((*pieces, b";"))


def _color_table(flags: int) -> int:
    return 3 << (1 + (flags & 7)) if flags & 0x80 else 0


def _blocks_end(data: bytes, start: int) -> int:
    while length := data[start]:
        start += 1 + length
    return start + 1


def _emf(data: bytes) -> bytes:
    """Without the words of the header and the comments that no viewer draws."""
    written = bytearray(data)
    characters, offset = struct.unpack_from("<II", data, 60)
    if characters:
        end = offset + 2 * characters
        if end > len(data):
            raise ValueError("description outside the file")
        written[offset:end] = bytes(2 * characters)
    start = 0
    while start < len(data):
        kind, size = struct.unpack_from("<II", data, start)
        if size < 8 or start + size > len(data):
            raise ValueError("record cut short")
        if kind == _EMF_COMMENT and data[start + 12 : start + 16] != _EMF_PLUS:
            written[start + 12 : start + size] = bytes(max(size - 12, 0))
        if kind == 14:  # end of file
            return bytes(written[: start + size])
        start += size
    raise ValueError("no end")


def _wmf(data: bytes) -> bytes:
    written = bytearray(data)
    start = (22 if data.startswith(_WMF_BEGINNINGS[0]) else 0) + 18
    while True:
        words, kind = struct.unpack_from("<IH", data, start)
        end = start + 2 * words
        if words < 3 or end > len(data):
            raise ValueError("record cut short")
        if kind == _WMF_ESCAPE and struct.unpack_from("<H", data, start + 6)[0] == _WMF_COMMENT:
            written[start + 10 : end] = bytes(end - start - 10)
        if not kind:
            return bytes(written[:end])
        start = end


def _as_png(data: bytes) -> CleanPicture | None:
    """Pixels of a raster format that Office seldom has, anew."""
    from PIL import Image

    try:
        with catch_warnings(action="error"), Image.open(BytesIO(data), formats=("TIFF", "BMP", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            mode = "RGBA" if image.has_transparency_data else "L" if image.mode in ("1", "L") else "RGB"
            written = BytesIO()
            plain = Image.new(mode, image.size)
            plain.paste(image.convert(mode))
            plain.save(written, "PNG")
    except Exception:  # foreign bytes; the caller tells what it leaves out
        return None
    return CleanPicture(data=written.getvalue(), extension="png")
