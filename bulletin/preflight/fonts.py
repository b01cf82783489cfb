"""A font dictionary of a PDF as far as showing text needs it: codes, advances, whether the font is embedded."""

from collections.abc import Sequence
from typing import Any

import pikepdf

UNNAMED = "/未具名"
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
LARGEST_CID = 65535
# Of the standard 14 fonts, which may have no widths: about the mean of Helvetica's small letters.
STANDARD_ADVANCE = 500.0


class FontDictionary:
    """What showing text needs to know of a font (ISO 32000-1, 9.6 and 9.7).

    Attributes:
        widths: advance by code, in glyph space units.
        scale: from glyph space to text space.
        code_bytes: bytes of a character code, 1 or 2.
        pages: where it shows glyphs, as far as the pages have been run.
    """

    def __init__(self, font: Any) -> None:
        self.kind = str(font.get("/Subtype", "/Type1")).lstrip("/")
        self.name = str(font.get("/BaseFont", font.get("/Name", UNNAMED))).lstrip("/")
        self.unicode = "/ToUnicode" in font
        self.pages: set[int] = set()
        self.scale = 0.001
        self.code_bytes = 1
        self.vertical = False
        self.widths: dict[int, float] = {}
        self.default_width = 0.0
        descriptor = font.get("/FontDescriptor", {})
        if self.kind == "Type0":
            descriptor = self._read_composite(font)
        else:
            first = int(font.get("/FirstChar", 0))
            self.widths = {first + index: float(width) for index, width in enumerate(font.get("/Widths", []))}
            self.default_width = float(descriptor.get("/MissingWidth", 0)) if self.widths else STANDARD_ADVANCE
        if self.kind == "Type3":
            self.scale = abs(float(font.get("/FontMatrix", [0.001])[0]))
        self.embedded = self.kind == "Type3" or any(key in descriptor for key in FONT_FILES)
        self.subset = len(self.name) > 7 and self.name[6] == "+" and self.name[:6].isupper()

    def _read_composite(self, font: Any) -> Any:
        """Read the descendant of a Type 0 font; its descriptor."""
        descendant = font.get("/DescendantFonts", [{}])[0]
        encoding = font.get("/Encoding")
        self.code_bytes = 2
        self.vertical = isinstance(encoding, pikepdf.Name) and str(encoding).endswith("V")
        self.default_width = float(descendant.get("/DW", 1000))
        self._read_cid_widths(list(descendant.get("/W", [])))
        return descendant.get("/FontDescriptor", {})

    def _read_cid_widths(self, entries: list[Any]) -> None:
        """Widths by CID: `first [w1 w2 ...]` or `first last w` (9.7.4.3)."""
        place = 0
        while place + 1 < len(entries):
            first, following = int(entries[place]), entries[place + 1]
            if isinstance(following, pikepdf.Array):
                for offset, width in enumerate(following):
                    self.widths[first + offset] = float(width)
                place += 2
            elif place + 2 < len(entries):
                # a damaged range may span billions; no CID is larger than two bytes hold
                for cid in range(first, min(int(following), LARGEST_CID) + 1):
                    self.widths[cid] = float(entries[place + 2])
                place += 3
            else:
                return

    def codes(self, data: bytes) -> Sequence[int]:
        """The character codes of a shown string; an odd last byte of two-byte codes is dropped."""
        if self.code_bytes == 1:
            return data
        return [int.from_bytes(data[start : start + 2], "big") for start in range(0, len(data) - 1, 2)]

    @property
    def size_factor(self) -> float:
        """Of the em over the size: 1 except in Type 3 fonts with a matrix of their own."""
        return self.scale * 1000 if self.kind == "Type3" and self.scale < 0.01 else 1.0
