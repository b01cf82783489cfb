"""A font dictionary of a PDF as far as showing text needs it: codes, advances, whether it is embedded."""

from collections.abc import Sequence
from typing import Any

import pikepdf


class FontProgram:
    """A font dictionary as the interpreter needs it."""

    def __init__(self, font: Any) -> None:
        self.kind = str(font.get("/Subtype", "/Type1")).lstrip("/")
        self.name = str(font.get("/BaseFont", font.get("/Name", "/未具名"))).lstrip("/")
        self.unicode = "/ToUnicode" in font
        self.scale = 0.001
        self.bytes_each = 1
        self.vertical = False
        self.widths: dict[int, float] = {}
        self.default = 0.0
        descriptor = font.get("/FontDescriptor")
        if self.kind == "Type0":
            inner = font.get("/DescendantFonts", [{}])[0]
            descriptor = inner.get("/FontDescriptor")
            self.bytes_each = 2
            encoding = font.get("/Encoding")
            self.vertical = isinstance(encoding, pikepdf.Name) and str(encoding).endswith("V")
            self.default = float(inner.get("/DW", 1000))
            self._read_cid_widths(list(inner.get("/W", [])))
        else:
            first = int(font.get("/FirstChar", 0))
            self.widths = {first + n: float(width) for n, width in enumerate(font.get("/Widths", []))}
            self.default = 500.0 if not self.widths else float((descriptor or {}).get("/MissingWidth", 0))
        if self.kind == "Type3":
            self.scale = abs(float(font.get("/FontMatrix", [0.001])[0]))
        self.embedded = self.kind == "Type3" or (
            descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        )
        self.subset = len(self.name) > 7 and self.name[6] == "+" and self.name[:6].isupper()

    def _read_cid_widths(self, w: list[Any]) -> None:
        at = 0
        while at + 1 < len(w):
            first = int(w[at])
            if isinstance(w[at + 1], pikepdf.Array):
                for n, width in enumerate(w[at + 1]):
                    self.widths[first + n] = float(width)
                at += 2
            elif at + 2 < len(w):
                # A range may span the whole encoding: remembered up to 65536 codes, as many as CIDs exist.
                for cid in range(first, min(int(w[at + 1]), 65535) + 1):
                    self.widths[cid] = float(w[at + 2])
                at += 3
            else:
                return

    def codes(self, data: bytes) -> Sequence[int]:
        if self.bytes_each == 1:
            return data
        return [int.from_bytes(data[n : n + 2], "big") for n in range(0, len(data) - 1, 2)]

    @property
    def size_factor(self) -> float:
        """Of the em over the size: 1 but in Type 3 fonts with a matrix of their own."""
        return self.scale * 1000 if self.kind == "Type3" and self.scale < 0.01 else 1.0
