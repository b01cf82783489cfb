"""What stands in a PDF, read without trust: entries, numbers, names and data of objects that may be anything.

A foreign file may break every rule of its format. These readers give a default or raise one of UNREADABLE; names
come by their bytes, since Chinese programs of Windows write them in GBK; data is limited before it is inflated.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pikepdf
from pikepdf.settings import get_qpdf_limits, set_qpdf_limits

from bulletin.preflight.reasons import UnreadError
from bulletin.quiet import quiet_log

# What qpdf, pikepdf and Python raise where a file breaks the rules of its format.
UNREADABLE = (
    UnreadError, pikepdf.PikepdfError, RuntimeError, ArithmeticError, LookupError, AttributeError, TypeError,
    ValueError, AssertionError, MemoryError, OSError, EOFError, zlib.error, struct.error,
)  # fmt: skip
MOST_DATA = 167_772_160  # bytes of one stream, decoded, 160 MiB: 40 megapixels of CMYK, a page of A2 at 300 dpi
LARGEST = 1e9  # of any number that a page is drawn with, in points; larger ones are mistakes
MOST_SHOWN = 127  # characters of a name: no sound one has more (ISO 32000-1, table C.1)
UNLOCKED = "/Encryp_"  # a trailer's key for an encryption that concerns attachments alone, as long as /Encrypt
HIGHEST_TREE = 64  # steps to a page's ancestor
LZW_GAIN = 4096  # bytes that a code of LZW can stand for
# ISO 32000-1, table 6, with the short names that some programs write in images too.
FILTERS = {
    "ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode", "JBIG2Decode",
    "DCTDecode", "JPXDecode", "Crypt", "AHx", "A85", "LZW", "Fl", "RL", "CCF", "DCT",
}  # fmt: skip
LZW_FILTERS = ("LZWDecode", "LZW")
FLATE_FILTERS = ("FlateDecode", "Fl")
_INFLATED_AT_ONCE = 1 << 20  # bytes inflated at a time where they are only measured


@contextmanager
def limited() -> Iterator[None]:
    """Within, qpdf inflates no stream beyond MOST_DATA and logs nothing in English on the terminal.

    Its limits hold for the process; here alone are they set.
    """
    before = get_qpdf_limits()
    set_qpdf_limits(
        flate_max_memory=MOST_DATA,
        run_length_max_memory=MOST_DATA,
        png_max_memory=MOST_DATA,
        tiff_max_memory=MOST_DATA,
        dct_max_memory=2 * MOST_DATA,
        parser_max_container_size=2_000_000,
    )
    try:
        with quiet_log("pikepdf"):
            yield
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]


def is_dictionary(value: Any) -> bool:
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Stream))


def entry(thing: Any, key: Any, default: Any = None) -> Any:
    """What a dictionary or a stream has under `key`; `default` where it has nothing, or `thing` is neither."""
    found = thing.get(key) if is_dictionary(thing) else None
    return default if found is None else found


def inherited(page: Any, key: str) -> Any:
    """What a page or the nearest of its ancestors has under `key`; None without."""
    for _ in range(HIGHEST_TREE):
        if (found := entry(page, key)) is not None:
            return found
        page = entry(page, "/Parent")
    return None


def items_of(value: Any) -> Sequence[Any]:
    """The items of an array; none of what is no array."""
    return list(value) if isinstance(value, pikepdf.Array) else ()


def number(value: Any) -> float:
    """A number that can be reckoned with.

    Raises:
        TypeError: no number.
        ValueError: too large.
    """
    if isinstance(value, str):
        raise TypeError
    found = float(value)
    if not -LARGEST <= found <= LARGEST:
        raise ValueError
    return found


def number_or(value: Any, default: float) -> float:
    """A number, or `default` where it is none."""
    try:
        return number(value)
    except (TypeError, ValueError):
        return default


def numbers(values: Any) -> tuple[float, ...]:
    """The numbers of an array, or of operands.

    Raises:
        TypeError, ValueError: as `number`.
    """
    return tuple(map(number, values))


def name_of(value: Any) -> str:
    """A name without its slash, or a string, as it can be shown; "" for anything else."""
    if isinstance(value, pikepdf.Name):
        return shown(bytes(value).removeprefix(b"/"))
    if isinstance(value, pikepdf.String):
        data = bytes(value)
        marked = data.startswith((b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf"))
        return shown(str(value).encode("utf-8", "replace") if marked else data)
    return shown(value.encode("utf-8", "replace")) if isinstance(value, str) else ""


def shown(data: bytes) -> str:
    """Text of an unknown encoding: UTF-8, else GBK, else each byte beyond ASCII, or control character, as #xx.

    No longer than a sound name: the rest is three dots.
    """
    text = _decoded(data)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 3]}..."


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.isprintable():
            return text
    return "".join(chr(byte) if 32 <= byte < 127 else f"#{byte:02x}" for byte in data)


def data_of(stream: Any, level: pikepdf.StreamDecodeLevel = pikepdf.StreamDecodeLevel.generalized) -> bytes:
    """The decoded data of a stream, as far as `level` goes; to be called within `limited`.

    Raises:
        one of UNREADABLE: no stream, a filter that cannot be undone, or data that would be longer than MOST_DATA.
    """
    if not isinstance(stream, pikepdf.Stream):
        raise UnreadError("应为数据流，却不是")
    filters = filters_of(stream)
    packed = sum(name in LZW_FILTERS for name in filters)
    if packed:  # the one filter that qpdf does not limit
        raw = stream.read_raw_bytes()
        countable = packed == 1 and filters[0] in LZW_FILTERS
        if len(raw) * LZW_GAIN**packed > MOST_DATA and not (countable and lzw_size(raw) <= MOST_DATA):
            raise UnreadError("解压后过大")
    data = bytes(stream.read_bytes(decode_level=level))
    if filters and filters[0] in FLATE_FILTERS and level is not pikepdf.StreamDecodeLevel.none:
        _check_whole(stream.read_raw_bytes())
    return data


def _check_whole(packed: bytes) -> None:
    """Raises UnreadError where Flate data end early or are not what was packed; qpdf gives what it got out of them."""
    inflater, sum_of_all = zlib.decompressobj(-zlib.MAX_WBITS), 1
    left = packed[2:]
    while left and not inflater.eof:
        sum_of_all = zlib.adler32(inflater.decompress(left, _INFLATED_AT_ONCE), sum_of_all)
        left = inflater.unconsumed_tail
    if packed and not inflater.eof:  # an empty stream is nothing packed
        raise UnreadError("数据不完整")
    tail = inflater.unused_data[:4]  # some programs leave it out
    if len(tail) == 4 and int.from_bytes(tail, "big") != sum_of_all:
        raise UnreadError("压缩数据已损坏")


def filters_of(stream: Any) -> tuple[str, ...]:
    """The names of a stream's filters, in the order in which they are undone."""
    found = entry(stream, "/Filter")
    return tuple(name_of(each) for each in (items_of(found) or (found,)) if each is not None)


def lzw_size(data: bytes) -> int:
    """How long LZW data will be, or a little more, without making it (ISO 32000-1, 7.4.4); counts to MOST_DATA."""
    lengths = [1] * 258  # 256 bytes, clear, end
    bits = held = total = 0
    previous = 0
    for byte in data:
        held, bits = held << 8 | byte, bits + 8
        width = max(9, min(12, (len(lengths) + 1).bit_length()))
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & (1 << bits) - 1
        if code == 256:
            lengths, previous = [1] * 258, 0
            continue
        if code == 257 or total > MOST_DATA:
            break
        length = lengths[code] if code < len(lengths) else previous + 1
        if previous and len(lengths) < 4096:
            lengths.append(previous + 1)
        total, previous = total + length, length
    return total
