"""What decoders forgive: data that end early or are damaged, and come out as grey or black areas without a word."""

import struct
import zlib
from io import BytesIO
from typing import Literal, TypeAlias

Soundness: TypeAlias = Literal["sound", "spoilt", "cut"]

PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type: PNG 1.2, 4.1.1
# First column and row, steps across and down, of each pass: PNG 1.2, 2.6.
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
_INFLATED = 1 << 20  # bytes inflated at a time
_MORE_SCAN = b"\x55\xaa\x33\xcc" * 16  # entropy-coded data that no picture ends with


def png_is_complete(data: bytes) -> bool:
    """Whether a PNG goes to its end, and its pixels have sound checksums and are as many as its header says.

    Raises:
        zlib.error, struct.error, KeyError: they are damaged, or the header is.
    """
    missing = _raw_length(data)
    inflater = zlib.decompressobj()
    position = 8
    while position + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        body = data[position + 8 : position + 8 + length]
        if kind == b"IDAT":
            if zlib.crc32(kind + body) != struct.unpack_from(">I", data, position + 8 + length)[0]:
                return False
            while body and missing >= 0 and not inflater.eof:
                missing -= len(inflater.decompress(body, _INFLATED))
                body = inflater.unconsumed_tail
        if kind == b"IEND":
            return missing < 0 or (missing == 0 and inflater.eof)
        position += 12 + length
    return False


def _raw_length(data: bytes) -> int:
    """Bytes of all rows of a PNG, each with its filter's."""
    width, height, depth, color, interlaced = struct.unpack_from(">IIBB2xB", data, 16)
    bits = depth * PNG_CHANNELS[color]
    total = 0
    for x, y, across, down in ADAM7 if interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-(width - x) // across), -(-(height - y) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + -(-columns * bits // 8))
    return total


def jpeg_soundness(data: bytes) -> Soundness:
    """Whether all of a JPEG's data is sound; what Pillow decodes says nothing, since libjpeg's warnings are lost on it.

    qpdf, which decodes JPEGs for PDFs, takes every warning for an error. One case is told from the others: where more
    data before the end change the picture, some are missing. What is left are stray bytes, as some cameras leave them,
    and damage that may show at one place.
    """
    import pikepdf
    from PIL import Image

    pdf = pikepdf.new()  # which its stream does not outlive
    try:
        pikepdf.Stream(pdf, data, Filter=pikepdf.Name.DCTDecode).get_stream_buffer(
            decode_level=pikepdf.StreamDecodeLevel.all
        )
    except pikepdf.DataDecodingError:
        end = data.find(b"\xff\xd9", _scan_start(data))
        if end < 0:
            return "cut"
        with Image.open(BytesIO(data)) as one, Image.open(BytesIO(data[:end] + _MORE_SCAN + data[end:])) as other:
            for image in (one, other):
                image.draft(None, (image.width // 8 or 1, image.height // 8 or 1))
            return "spoilt" if one.tobytes() == other.tobytes() else "cut"
    return "sound"


def _scan_start(data: bytes) -> int:
    """Where the first scan of a JPEG begins, behind all that its head holds, thumbnails among it."""
    position = 2
    while position + 4 <= len(data) and data[position + 1] != 0xDA:
        if data[position] != 0xFF:
            return position
        fill = data[position + 1] == 0xFF
        position += 1 if fill else 2 + int.from_bytes(data[position + 2 : position + 4])
    return position
