"""A font dictionary of a PDF as far as showing text needs it: codes, advances, whether the font is embedded."""

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from bulletin.preflight.foreign import UNREADABLE, data_of, entry, is_dictionary, items_of, name_of, number_or
from bulletin.preflight.reasons import reason

UNNAMED = "未具名"
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
LARGEST_CID = 65535
# Of the standard 14 fonts, which may have no widths: about the mean of Helvetica's small letters.
STANDARD_ADVANCE = 500.0


class FontDictionary:
    """What showing text needs to know of a font (ISO 32000-1, 9.6 and 9.7); what is odd in it is as if left out.

    Attributes:
        widths: advance by code, in glyph space units.
        scale: from glyph space to text space.
        code_bytes: bytes of a character code, 1 or 2.
        unread: why the data of its embedded file cannot be read; "" where they can.
        pages: where it shows glyphs, as far as the pages have been run.
    """

    def __init__(self, font: Any) -> None:
        self.kind = name_of(entry(font, "/Subtype")) or "Type1"
        self.name = name_of(entry(font, "/BaseFont")) or name_of(entry(font, "/Name")) or UNNAMED
        self.unicode = entry(font, "/ToUnicode") is not None
        self.pages: set[int] = set()
        self.scale = 0.001
        self.code_bytes = 1
        self.vertical = False
        self.widths: dict[int, float] = {}
        self.default_width = 0.0
        descriptor = entry(font, "/FontDescriptor")
        if self.kind == "Type0":
            descriptor = self._read_composite(font)
        else:
            first = int(number_or(entry(font, "/FirstChar"), 0))
            widths = items_of(entry(font, "/Widths"))
            self.widths = {first + index: number_or(width, 0.0) for index, width in enumerate(widths)}
            self.default_width = number_or(entry(descriptor, "/MissingWidth"), 0.0) if widths else STANDARD_ADVANCE
        if self.kind == "Type3":
            matrix = items_of(entry(font, "/FontMatrix"))
            self.scale = abs(number_or(matrix[0], 0.001)) if matrix else 0.001
        files = [file for key in FONT_FILES if isinstance(file := entry(descriptor, key), pikepdf.Stream)]
        self._procedures, self._resources = entry(font, "/CharProcs"), entry(font, "/Resources")
        self.embedded = self.kind == "Type3" or bool(files)
        self.unread = _why_unread(files[0]) if files else ""
        self.subset = len(self.name) > 7 and self.name[6] == "+" and self.name[:6].isupper()

    def _read_composite(self, font: Any) -> Any:
        """Read the descendant of a Type 0 font; its descriptor."""
        descendants = items_of(entry(font, "/DescendantFonts"))
        descendant = descendants[0] if descendants and is_dictionary(descendants[0]) else None
        self.code_bytes = 2
        self.vertical = name_of(entry(font, "/Encoding")).endswith("V")
        self.default_width = number_or(entry(descendant, "/DW"), 1000.0)
        self._read_cid_widths(items_of(entry(descendant, "/W")))
        return entry(descendant, "/FontDescriptor")

    def _read_cid_widths(self, entries: Sequence[Any]) -> None:
        """Widths by CID: `first [w1 w2 ...]` or `first last w` (9.7.4.3)."""
        place, left = 0, 2 * LARGEST_CID  # a damaged range may span billions, or come thousands of times
        while place + 1 < len(entries) and left > 0:
            first, following = int(number_or(entries[place], 0)), entries[place + 1]
            if isinstance(following, pikepdf.Array):
                widths = items_of(following)[: LARGEST_CID + 1]
                self.widths.update((first + offset, number_or(width, 0.0)) for offset, width in enumerate(widths))
                place, left = place + 2, left - len(widths)
            elif place + 2 < len(entries):
                cids = range(first, min(int(number_or(following, 0)), LARGEST_CID, first + left) + 1)
                self.widths.update(dict.fromkeys(cids, number_or(entries[place + 2], 0.0)))
                place, left = place + 3, left - len(cids)
            else:
                return

    def codes(self, data: bytes) -> Sequence[int]:
        """The character codes of a shown string; an odd last byte of two-byte codes is dropped."""
        if self.code_bytes == 1:
            return data
        return [int.from_bytes(data[start : start + 2], "big") for start in range(0, len(data) - 1, 2)]

    def glyphs(self) -> Iterator[tuple[Any, Any]]:
        """The content of a Type 3 font's glyphs that may show text of other fonts, with its resources."""
        if self.kind == "Type3" and is_dictionary(entry(self._resources, "/Font")) and is_dictionary(self._procedures):
            yield from ((self._procedures[key], self._resources) for key in self._procedures)

    @property
    def size_factor(self) -> float:
        """Of the em over the size: 1 except in Type 3 fonts with a matrix of their own."""
        return self.scale * 1000 if self.kind == "Type3" and self.scale < 0.01 else 1.0


def _why_unread(file: Any) -> str:
    try:
        return "" if data_of(file) else "没有数据"
    except UNREADABLE as error:
        return reason(error)
