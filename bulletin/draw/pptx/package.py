"""Zip files with the same bytes every time: members sorted, no clock in them or in workbooks.

Members are packed apart from the file that holds them, so that one which did not change is packed once; zipfile packs
whatever it writes.
"""

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from struct import pack
from typing import NamedTuple
from zipfile import ZipFile

FIRST_DAY, LAST_DAY = (1980, 1, 1), (2107, 12, 31)  # that a zip can name
PACKING_LEVEL = 6
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
# APPNOTE 6.3.10, 4.3.7, 4.3.12 and 4.3.16: the head of a member, its row in the directory, the directory's end.
_ZIP_VERSION, _UTF8, _DEFLATED, _PLAIN_FILE = 20, 0x0800, 8, 0o600 << 16
_MOST_MEMBERS, _MOST_BYTES = 0xFFFF, 0xFFFFFFFF


class Packed(NamedTuple):
    """The content of a member, deflated."""

    data: bytes
    crc: int
    size: int  # of what was packed


def packed(data: bytes) -> Packed:
    """`data` as a zip file holds it."""
    packer = zlib.compressobj(PACKING_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(data=packer.compress(data) + packer.flush(), crc=zlib.crc32(data), size=len(data))


def zipped(members: Mapping[str, Packed], date: tuple[int, int, int]) -> bytes:
    """The zip file, every member of midnight of `date`."""
    year, month, day = min(max(date, FIRST_DAY), LAST_DAY)
    stamp = (0, (year - 1980) << 9 | month << 5 | day)
    written, directory = [], []
    offset = 0
    for name in sorted(members):
        content = members[name]
        coded = name.encode()
        flags = 0 if name.isascii() else _UTF8
        described = pack(
            "<5H3L2H",
            _ZIP_VERSION,
            flags,
            _DEFLATED,
            *stamp,
            content.crc,
            len(content.data),
            content.size,
            len(coded),
            0,
        )
        head = b"PK\3\4" + described + coded
        written += [head, content.data]
        directory.append(
            b"PK\1\2" + pack("<H", _ZIP_VERSION) + described + pack("<3H2L", 0, 0, 0, _PLAIN_FILE, offset) + coded
        )
        offset += len(head) + len(content.data)
    rows = b"".join(directory)
    if len(members) > _MOST_MEMBERS or offset + len(rows) > _MOST_BYTES:
        raise ValueError(f"{len(members)} members of {offset} bytes are too much for a zip file")
    end = b"PK\5\6" + pack("<4H2LH", 0, 0, len(members), len(members), len(rows), offset, 0)
    return b"".join((*written, rows, end))


def undated(name: str, data: bytes, date: tuple[int, int, int]) -> bytes:
    """A part of a package, a workbook's clock set to midnight of `date`."""
    if name.endswith(".xlsx"):
        with ZipFile(BytesIO(data)) as archive:
            members = {name: undated(name, archive.read(name), date) for name in archive.namelist()}
        return zipped({name: packed(member) for name, member in members.items()}, date)
    if name.endswith("docProps/core.xml"):
        return _STAMP.sub(rb"\g<1>" + "{:04}-{:02}-{:02}T00:00:00Z".format(*date).encode(), data)
    return data
