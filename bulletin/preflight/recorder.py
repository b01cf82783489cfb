"""Collects what the pages of one file paint; decides what lies under a mark, and reads shared objects only once.

What lies under a mark is what was last filled over its middle; curves are taken by their control points, images and
gradients are not seen below.
"""

from typing import Any

import pikepdf

from bulletin.preflight.color import ColorSpace, Paint, image_inks, is_dictionary, space_of
from bulletin.preflight.coordinates import Box, Subpaths, contains, intersection, is_empty
from bulletin.preflight.fonts import FontDictionary
from bulletin.preflight.graphics_state import GraphicsState
from bulletin.preflight.painted import MarkKind, Painted, PaintedMark, UsedFont

BACKGROUNDS = 4000  # filled shapes remembered on a page


class Recorder:
    """Marks, fonts and faults of one file, growing while its pages are run."""

    def __init__(self) -> None:
        self.page = 0
        self.marks: list[PaintedMark] = []
        self.fonts: list[FontDictionary] = []
        self.faults: list[tuple[int, str]] = []
        self._font_pages: list[set[int]] = []
        self._masked: set[int] = set()
        self._groups: set[int] = set()
        self._transfers: set[int] = set()
        self._font_numbers: dict[tuple[int, int], int] = {}
        self._images: dict[tuple[int, int], tuple[ColorSpace, float | None]] = {}
        self._spaces: dict[tuple[int, int], ColorSpace] = {}
        self._filled: list[tuple[Box, Paint, Subpaths]] = []  # without subpaths: the whole box

    def begin_page(self, number: int) -> None:
        """Marks from here on are on this page, with nothing under them yet."""
        self.page = number
        self._filled = []

    def add_fault(self, reason: str) -> None:
        """The page's content cannot be read on."""
        self.faults.append((self.page, reason))

    def use_mask(self) -> None:
        """The page has a soft mask."""
        self._masked.add(self.page)

    def use_group(self) -> None:
        """The page has a transparency group."""
        self._groups.add(self.page)

    def use_transfer(self) -> None:
        """The page has a transfer curve or a halftone origin."""
        self._transfers.add(self.page)

    def use_font(self, number: int) -> None:
        """The page shows glyphs of the font."""
        self._font_pages[number].add(self.page)

    def paint(
        self,
        kind: MarkKind,
        box: Box,
        paint: Paint | None,
        state: GraphicsState,
        *,
        size: float = 0.0,
        subpaths: Subpaths | None = None,
    ) -> None:
        """Add a mark of the state's; `subpaths` are a fill's, empty where it covers its whole box."""
        stroke = kind == "stroke"
        self.add(
            PaintedMark(
                kind=kind,
                page=self.page,
                box=intersection(box, state.clip),
                paint=paint,
                size=size,
                overprint=state.overprint_stroke if stroke else state.overprint_fill,
                overprint_mode=state.overprint_mode,
                alpha=state.alpha_stroke if stroke else state.alpha_fill,
                blend=state.blend,
                is_box=subpaths is not None and not subpaths,
            ),
            subpaths or (),
        )

    def add(self, mark: PaintedMark, subpaths: Subpaths = ()) -> None:
        """Add a mark, unless it is clipped away; an opaque fill lies under what follows."""
        if is_empty(mark.box):
            return
        self.marks.append(mark._replace(under=self._beneath(mark.box)))
        if mark.kind == "fill" and mark.paint is not None and mark.alpha > 0.99 and len(self._filled) < BACKGROUNDS:
            self._filled.append((mark.box, mark.paint, () if mark.is_box else subpaths))

    def _beneath(self, box: Box) -> Paint | None:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for area, paint, subpaths in reversed(self._filled):
            if area[0] <= x <= area[2] and area[1] <= y <= area[3] and (not subpaths or contains(subpaths, x, y)):
                return paint
        return None

    def color_space(self, value: Any, resources: Any) -> ColorSpace:
        """A colour space, read once where it is an object of its own: profiles are long."""
        if isinstance(value, pikepdf.Name) and is_dictionary(resources):
            value = resources.get("/ColorSpace", {}).get(str(value), value)
        shared = value
        if isinstance(value, pikepdf.Array) and not value.is_indirect and str(value[0]) == "/ICCBased":
            shared = value[1]
        if not isinstance(value, pikepdf.Array) or not shared.is_indirect:
            return space_of(value, resources)
        if shared.objgen not in self._spaces:
            self._spaces[shared.objgen] = space_of(value, resources)
        return self._spaces[shared.objgen]

    def font_number(self, font: Any) -> int:
        """The index in `fonts` of a font dictionary; one written in place is known by its name and widths."""
        key = font.objgen if font.is_indirect else None
        if key in self._font_numbers:
            return self._font_numbers[key]
        read = FontDictionary(font)
        if key is None:
            for number, known in enumerate(self.fonts):
                if known.name == read.name and known.widths == read.widths:
                    return number
        else:
            self._font_numbers[key] = len(self.fonts)
        self.fonts.append(read)
        self._font_pages.append(set())
        return len(self.fonts) - 1

    def image_inks(
        self, image: Any, resources: Any, state: GraphicsState, *, is_mask: bool
    ) -> tuple[ColorSpace, float | None]:
        """An image's colour space and heaviest ink, measured once for each image object."""
        if image.objgen not in self._images:
            value = image.get("/ColorSpace")
            if is_mask:
                space = state.fill.space
            elif value is not None:
                space = self.color_space(value, resources)
            else:
                space = ColorSpace("JPX", 0)
            self._images[image.objgen] = (space, None if is_mask else image_inks(image, space))
        return self._images[image.objgen]

    def result(self) -> Painted:
        """Everything recorded so far."""
        fonts = tuple(
            UsedFont(
                name=font.name,
                kind=font.kind,
                embedded=font.embedded,
                subset=font.subset,
                unicode=font.unicode,
                pages=tuple(sorted(pages)),
            )
            for font, pages in zip(self.fonts, self._font_pages, strict=True)
        )
        return Painted(
            marks=tuple(self.marks),
            fonts=fonts,
            faults=tuple(self.faults),
            masked_pages=tuple(sorted(self._masked)),
            group_pages=tuple(sorted(self._groups)),
            transfer_pages=tuple(sorted(self._transfers)),
        )
