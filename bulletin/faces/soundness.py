"""Whether a font file is whole and of a kind that can be printed with: looked at once, before its first character.

An office's own file is read by fontTools' SFNTReader. Where a table does not add up to its recorded checksum, the sum
of the whole file (`head.checkSumAdjustment`) tells what came later: where it fits the tables as they stand, a record
alone is wrong and the face is sound; where it fits the records, the table was changed after it was made. Outlines can
then be looked at: FreeType must see each character that is used as HarfBuzz does (`witness.py`). Nothing can vouch for
a table of characters or widths that was changed, so such a face is refused.
"""

import hashlib
import struct
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import NamedTuple

SFNT = (b"\0\1\0\0", b"OTTO", b"true")
COLLECTION = b"ttcf"

# What else is taken for a font, by its first bytes.
_FIRST_BYTES: Mapping[bytes, tuple[str, str]] = {
    **dict.fromkeys((b"wOFF", b"wOF2"), ("网页字体（woff）", "font")),
    **dict.fromkeys((b"\x80\1", b"%!PS-AdobeFont", b"%!FontType1", b"typ1"), ("Type 1 字体", "font")),
    b"\1fcp": ("点阵字体（PCF）", "font"),
    b"STARTFONT": ("点阵字体（BDF）", "font"),
    b"SplineFontDB": ("字体制作软件的工程文件（sfd）", "font"),
    b"MZ": ("Windows 程序或点阵字体（fon）", "font"),
    b"\0\0\1\0\0\0": ("苹果电脑的字体（dfont）", "font"),
    b"\1\0\4": ("没有外壳的字形数据（CFF）", "font"),
    **dict.fromkeys((b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), ("压缩文件", "packed")),
    b"<": ("网页", "other"),
    b"%PDF": ("PDF 文件", "other"),
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), ("图片", "other")),
    b"L\0\0\0\1\x14\2\0": ("快捷方式", "other"),
    b"\xd0\xcf\x11\xe0": ("Office 文件", "other"),
    b"version https": ("只有下载地址的占位文件", "other"),
}  # fmt: skip
_ANOTHER_KIND = "换成同一字体的 ttf、otf 或 ttc 文件"
_HINTS = {"font": _ANOTHER_KIND, "packed": "解压缩，取出里面的 ttf、otf 或 ttc 文件"}
_AGAIN = "文件可能没有复制完整或被改坏，请重新取得这个字体文件"

# The tables that printing relies on (ISO 32000-1, 9.9), as an office can read them. A wrong sum of `head` raises no
# doubt: tools that make collections leave it so (uming, ukai and wqy of Debian 12), and its numbers are looked at.
_NAMED = {
    "head": "总", "cmap": "字符对照", "hhea": "字宽总", "hmtx": "字宽", "maxp": "字数", "loca": "字形位置",
    "glyf": "字形", "CFF ": "字形", "CFF2": "字形",
}  # fmt: skip
_NEEDED = ("head", "maxp", "hhea", "hmtx", "cmap")
_OUTLINES = ("glyf", "CFF ", "CFF2")
_SEEN = (*_OUTLINES, "loca")  # in the outlines of the characters
# Glyphs as pictures or in colours, which a PDF's text cannot show.
PICTURED = ("CBDT", "CBLC", "COLR", "EBDT", "EBLC", "EBSC", "SVG ", "bdat", "bloc", "sbix")

_HEAD_MAGIC = 0x5F0F3CF5
_TOTAL = 0xB1B0AFBA  # less the sum of a file: its checkSumAdjustment (OpenType, `head`)


class UnsoundError(Exception):
    """A face that cannot be printed with; `message` is a Chinese clause that follows the face's name."""

    def __init__(self, message: str, hint: str = _AGAIN) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def damaged(what: str) -> UnsoundError:
    """The face whose `what` is not as it was made."""
    return UnsoundError(f"已损坏：{what}")


def same_digest(data: bytes, recorded: str) -> bool:
    """Whether `recorded` is the SHA-256 of the file."""
    return hashlib.sha256(data).hexdigest() == recorded.strip().lower()


def count_of(data: bytes) -> int:
    """How many faces the file holds.

    Raises:
        UnsoundError: it is no file of TrueType or OpenType.
    """
    if data[:4] == COLLECTION:
        count = int.from_bytes(data[8:12])
        if not 0 < count <= len(data) // 16:
            raise damaged("字体集的目录不完整")
        return count
    if data[:4] in SFNT:
        return 1
    if not data.strip(b"\0"):
        raise UnsoundError("是空文件" if not data else "已损坏：内容全部为零")
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")
    name, kind = next((found for sign, found in _FIRST_BYTES.items() if start.startswith(sign)), ("", ""))
    if data[34:36] == b"LP":
        name, kind = "网页字体（eot）", "font"
    raise UnsoundError(f"不是字体文件，是{name}" if kind in ("packed", "other") else _no_font(name), _hint(kind))


def _no_font(name: str) -> str:
    return f"是{name}，不能用来排版" if name else "不是字体文件"


def _hint(kind: str) -> str:
    return _HINTS.get(kind, "重新取得这个字体文件；支持 ttf、otf、ttc")


class _Tables(NamedTuple):
    """The tables of one face as they stand in the file."""

    data: Mapping[str, bytes]
    recorded: Mapping[str, int]  # checksums


def look(data: bytes, number: int) -> bool:
    """Look through face `number` of a file; whether a witness must see each of its characters too.

    Raises:
        UnsoundError: it cannot be printed with.
    """
    tables = _tables(data, number)
    _ask_for_tables(tables.data)
    _ask_for_numbers(tables.data)
    return _doubtful(data, tables)


def outlines_alone(data: bytes, number: int) -> bytes:
    """The file with the pictures and colours of a face's glyphs struck from its directory: a PDF shows its outlines."""
    start = int.from_bytes(data[12 + 4 * number : 16 + 4 * number]) if data[:4] == COLLECTION else 0
    rows = range(start + 12, start + 12 + 16 * int.from_bytes(data[start + 4 : start + 6]), 16)
    pictured = [row for row in rows if data[row : row + 4].decode("latin-1") in PICTURED]
    if not pictured:
        return data
    struck = bytearray(data)
    for row in pictured:
        struck[row + 12 : row + 16] = bytes(4)  # no longer than nothing
    return bytes(struck)


def _tables(data: bytes, number: int) -> _Tables:
    from fontTools.ttLib.sfnt import SFNTReader

    try:
        entries = SFNTReader(BytesIO(data), fontNumber=number).tables
    except Exception as error:  # TTLibError, struct.error, AssertionError and what else foreign bytes may cause
        raise damaged("数据表目录不完整") from error
    for tag, entry in entries.items():
        if not (str(tag).isascii() and str(tag).isprintable()):  # OpenType 1.9, Data Types: Tag
            raise damaged("数据表目录里有不成名称的项")
        if entry.offset + entry.length > len(data):
            raise damaged(f"文件不完整，{_called(str(tag))}超出文件末尾")
    return _Tables(
        data={str(tag): data[entry.offset : entry.offset + entry.length] for tag, entry in entries.items()},
        recorded={str(tag): entry.checkSum for tag, entry in entries.items()},
    )


def _called(tag: str) -> str:
    plain = "".join(char for char in tag if char.isascii() and char.isprintable()).strip()
    return f"{_NAMED.get(tag, '数据')}表（{plain}）"


def _ask_for_tables(tables: Mapping[str, bytes]) -> None:
    if not any(tables.get(tag) for tag in _OUTLINES):
        if any(tag in tables for tag in PICTURED):
            raise UnsoundError("没有轮廓，只有点阵或彩色图形", "换一个有轮廓的字体")
        raise UnsoundError("没有轮廓：缺少字形表（glyf 或 CFF）")
    for tag in (*_NEEDED, *(("loca",) if tables.get("glyf") else ())):
        if not tables.get(tag):
            raise damaged(f"缺少{_called(tag)}")


def _ask_for_numbers(tables: Mapping[str, bytes]) -> None:
    """Numbers on which every reader relies, from the fixed places that OpenType gives them."""
    try:
        magic, em, wide = struct.unpack_from(">12xIxxH30xH", tables["head"])
        (glyphs,) = struct.unpack_from(">4xH", tables["maxp"])
        (metrics,) = struct.unpack_from(">34xH", tables["hhea"])
    except struct.error as error:
        raise damaged("总表、字数表或字宽总表不完整") from error
    if magic != _HEAD_MAGIC or not 16 <= em <= 16384 or wide > 1:
        raise damaged(f"{_called('head')}的内容不对")
    if not glyphs:
        raise damaged(f"{_called('maxp')}里一个字也没有")
    if not 0 < metrics <= glyphs or len(tables["hmtx"]) < 4 * metrics:
        raise damaged(f"{_called('hhea')}与字宽表、字数表对不上")
    if tables.get("glyf"):
        form = f">{glyphs + 1}{'L' if wide else 'H'}"
        if len(tables["loca"]) < struct.calcsize(form):
            raise damaged(f"{_called('loca')}与字数表对不上")
        if max(struct.unpack_from(form, tables["loca"])) * (1 if wide else 2) > len(tables["glyf"]):
            raise damaged(f"{_called('loca')}指到字形表外面")


def _doubtful(data: bytes, tables: _Tables) -> bool:
    from fontTools.ttLib.sfnt import calcChecksum

    sums = {tag: calcChecksum(table) for tag, table in tables.data.items() if tag != "head"}
    head = tables.data["head"]
    sums["head"] = calcChecksum(head[:8] + bytes(4) + head[12:])
    wrong = [tag for tag in _NAMED if tag in sums and sums[tag] != tables.recorded[tag]]
    unseen = [tag for tag in wrong if tag not in _SEEN]
    if wrong and data[:4] != COLLECTION:
        (whole,) = struct.unpack_from(">8xI", head)
        actual, recorded = sum(sums.values()), sum(tables.recorded.values())
        directory = calcChecksum(data[: 12 + 16 * len(sums)])
        if _adds_up(whole, directory - recorded + actual + actual):
            return False
        if unseen and _adds_up(whole, directory + recorded):
            raise damaged(_changed(unseen))
    doubted = [tag for tag in wrong if tag != "head"]
    if "cmap" in doubted and len(doubted) * 2 <= len(sums.keys() & _NAMED.keys()):  # the maker's program did add up
        raise damaged(_changed(["cmap"]))
    return bool(doubted)


def _adds_up(whole: int, total: int) -> bool:
    return (_TOTAL - total) % (1 << 32) == whole


def _changed(tags: Iterable[str]) -> str:
    return f"{'、'.join(map(_called, tags))}的校验和不对"
