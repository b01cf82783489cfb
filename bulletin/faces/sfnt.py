"""Plain TrueType files read by their tables: no shaper, no import that costs more than the whole setting of a page.

Plain is a face with outlines in `glyf`, without hints and variations, whose `cmap` has a subtable of format 12: the
faces that fonts/build.py makes. `PlainFont.open` gives None for any other, which HarfBuzz reads then (shape.py). A
test compares the two, glyph by glyph, over all our faces. Names and formats: the OpenType specification, 1.9.
"""

import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from operator import itemgetter
from typing import Literal, NamedTuple

from bulletin.faces.shape import MISSING, Glyph, Shaper

FIRST = itemgetter(slice(0, 1))
NOT_PLAIN = frozenset(("fvar", "CFF ", "CFF2", "fpgm", "prep", "cvt "))


class Place(NamedTuple):
    """Where a table lies in the file."""

    start: int
    length: int


class PlainFont:
    """One plain face, mapped into memory. Lengths are in the face's own units."""

    def __init__(self, data: mmap, tables: Mapping[str, Place], path: str, units: Mapping[str, int]) -> None:
        self._data = data
        self._tables = tables
        self._path = path
        self._units = units
        self._shaper: Shaper | None = None
        head, hhea = tables["head"].start, tables["hhea"].start
        self.em, long_offsets = self._number("H", head + 18), self._number("h", head + 50)
        self.bounds: tuple[int, int, int, int] = struct.unpack_from(">4h", data, head + 36)
        self.ascent, self.descent = self._number("h", hhea + 4), self._number("h", hhea + 6)
        self._metrics = self._number("H", hhea + 34)
        self._count = self._number("H", tables["maxp"].start + 4)
        size, start = (4 if long_offsets else 2) * (self._count + 1), tables["loca"].start
        loca = _words(data[start : start + size], "I" if long_offsets else "H")
        self._loca = loca if long_offsets else array("I", [2 * offset for offset in loca])
        self.variations, groups = self._cmap()
        self._starts, self._ends, self._gids = groups[::3], groups[1::3], groups[2::3]

    def close(self) -> None:
        """Unmap the file."""
        self._data.close()
        if self._shaper is not None:
            self._shaper.close()

    @staticmethod
    def open(path: str, units: Mapping[str, int]) -> "PlainFont | None":
        """The face in the file `path`; None where it is no plain one.

        Args:
            units: glyphs of units of several characters, as the shaper gave them when the face was made.
        """
        with open(path, "rb") as stream:
            try:
                data = mmap(stream.fileno(), 0, access=ACCESS_READ)
            except ValueError:  # an empty file
                return None
        if data[:4] != b"\0\1\0\0" or len(data) < 12:
            return None
        try:
            count = struct.unpack_from(">H", data, 4)[0]
            rows = [struct.unpack_from(">4sIII", data, 12 + 16 * row) for row in range(count)]
            tables = {tag.decode("latin-1"): Place(start, length) for tag, _, start, length in rows}
            torn = any(place.start + place.length > len(data) for place in tables.values())
            if torn or not NOT_PLAIN.isdisjoint(tables):
                return None
            return PlainFont(data, tables, path, units)
        except (struct.error, KeyError, LookupError):
            return None

    def _number(self, form: str, offset: int) -> int:
        found: int = struct.unpack_from(">" + form, self._data, offset)[0]
        return found

    def _cmap(self) -> tuple[bool, "array[int]"]:
        """Whether there are variation sequences, and the groups of the format 12 subtable: first, last, first glyph.

        Raises:
            LookupError: there is no such subtable.
        """
        start = self._tables["cmap"].start
        variations, groups = False, None
        for row in range(self._number("H", start + 2)):
            offset = start + self._number("I", start + 4 + 8 * row + 4)
            form = self._number("H", offset)
            variations = variations or form == 14
            if form == 12:
                length = 12 * self._number("I", offset + 12)
                groups = _words(self._data[offset + 16 : offset + 16 + length], "I")
        if groups is None:
            raise LookupError("no subtable of format 12")
        return variations, groups

    @property
    def shaper(self) -> Shaper:
        """HarfBuzz over the same file, for what tables cannot answer."""
        if self._shaper is None:
            self._shaper = Shaper(self._path)
        return self._shaper

    def glyph(self, unit: str) -> Glyph:
        """The one glyph of a unit, MISSING when the face has none."""
        if len(unit) == 1:
            code = ord(unit)
            group = bisect_right(self._starts, code) - 1
            if group < 0 or code > self._ends[group]:
                return MISSING
            gid = self._gids[group] + code - self._starts[group]
        else:
            gid = self._units.get(unit, -1)
            # Somebody may have put another file in the entry's place: a glyph that is not as wide is not the one.
            if gid and (not 0 < gid < self._count or self.metrics(gid)[0] != len(unit) * self.em):
                return self.shaper.glyph(unit)
        return Glyph(gid, self.metrics(gid)[0]) if gid else MISSING

    def metrics(self, gid: int) -> tuple[int, int]:
        """Advance and left side bearing of a glyph."""
        start = self._tables["hmtx"].start
        if gid < self._metrics:
            advance, bearing = struct.unpack_from(">Hh", self._data, start + 4 * gid)
        else:
            advance = self._number("H", start + 4 * (self._metrics - 1))
            bearing = self._number("h", start + 4 * self._metrics + 2 * (gid - self._metrics))
        return advance, bearing

    def box(self, gid: int) -> tuple[int, int, int, int] | None:
        """Left, bottom, right and top of a glyph's ink; None for a blank."""
        if self._loca[gid] == self._loca[gid + 1]:
            return None
        found: tuple[int, int, int, int] = struct.unpack_from(
            ">4h", self._data, self._tables["glyf"].start + self._loca[gid] + 2
        )
        return found

    def has_variation(self, base: str, selector: str) -> bool:
        """Whether the face itself knows this variation sequence."""
        return self.variations and self.shaper.has_variation(base, selector)

    @property
    def postscript_name(self) -> str:
        """Name 6 of the `name` table, "" without."""
        start = self._tables["name"].start
        count, strings = self._number("H", start + 2), start + self._number("H", start + 4)
        for row in range(count):
            platform, _, _, name, length, offset = struct.unpack_from(">6H", self._data, start + 6 + 12 * row)
            if name == 6:
                text = self._data[strings + offset : strings + offset + length]
                return text.decode("utf-16-be" if platform in {0, 3} else "latin-1", "replace")
        return ""

    def outlines(self, gids: Sequence[int]) -> list[bytes]:
        """The glyphs' records in `glyf`, b"" for a blank."""
        data, start, loca = self._data, self._tables["glyf"].start, self._loca
        return [data[start + loca[gid] : start + loca[gid + 1]] for gid in gids]

    def rows(self, gids: Sequence[int]) -> bytes:
        """The glyphs' rows of `hmtx`: advance and left side bearing of each."""
        data, start, last = self._data, self._tables["hmtx"].start, self._metrics
        return b"".join(
            [
                data[start + 4 * gid : start + 4 * gid + 4] if gid < last else struct.pack(">Hh", *self.metrics(gid))
                for gid in gids
            ]
        )

    def table(self, tag: str) -> bytes:
        """A table's bytes."""
        place = self._tables[tag]
        return self._data[place.start : place.start + place.length]


def cut(font: PlainFont, gids: Sequence[int]) -> bytes | None:
    """`font` with .notdef and then `gids` alone, in that order, as a TrueType file; None where a glyph is composite."""
    whole = (0, *gids)
    records = font.outlines(whole)
    if max(map(FIRST, records)) >= b"\x80":  # a negative number of contours: made of other glyphs
        return None
    offsets = (0, *accumulate(map(len, records)))
    head = bytearray(font.table("head"))
    head[8:12] = bytes(4)  # checkSumAdjustment, set below
    head[50:52] = b"\0\1"  # indexToLocFormat: long
    hhea, maxp = bytearray(font.table("hhea")), bytearray(font.table("maxp"))
    hhea[34:36] = maxp[4:6] = struct.pack(">H", len(whole))
    tables = {
        "glyf": b"".join(records),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": font.rows(whole),
        "loca": struct.pack(f">{len(offsets)}I", *offsets),
        "maxp": bytes(maxp),
    }
    return _file(tables)


def _file(tables: Mapping[str, bytes]) -> bytes:
    """A TrueType file of `tables`, which are in the order of their tags; `head` has no checksum yet."""
    power = len(tables).bit_length() - 1
    header = struct.pack(">IHHHH", 0x00010000, len(tables), 16 << power, power, 16 * len(tables) - (16 << power))
    offset = len(header) + 16 * len(tables)
    whole, place = 0, 0
    for tag, data in tables.items():
        checksum = _checksum(data)
        header += struct.pack(">4sIII", tag.encode("ascii"), checksum, offset, len(data))
        if tag == "head":
            place = offset
        whole += checksum
        offset += len(data) + -len(data) % 4
    whole += _checksum(header)
    file = bytearray(b"".join([header, *(data + bytes(-len(data) % 4) for data in tables.values())]))
    file[place + 8 : place + 12] = struct.pack(">I", (0xB1B0AFBA - whole) & 0xFFFFFFFF)
    return bytes(file)


def _checksum(data: bytes) -> int:
    """The sum of the data's 32-bit words."""
    return sum(_words(data + bytes(-len(data) % 4), "I")) & 0xFFFFFFFF


def _words(data: bytes, form: Literal["I", "H"]) -> "array[int]":
    """Big-endian numbers of four or two bytes; an array swaps ten times faster than `struct` reads."""
    words = array(form, data)
    if sys.byteorder == "little":
        words.byteswap()
    return words
