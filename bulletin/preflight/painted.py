"""What the pages of a PDF paint, as values: marks, placed images, fonts in use. Boxes are in default user space."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from bulletin.preflight.color import ColorSpace, Inks, Paint
from bulletin.preflight.coordinates import Box
from bulletin.preflight.fonts import FontDictionary

MarkKind: TypeAlias = Literal["text", "fill", "stroke", "image", "shading"]

# What an instruction or a resource bears upon, and with it the checks that cannot judge without it.
Aspect: TypeAlias = Literal["text", "shape", "image", "samples", "color"]
EVERY_ASPECT: tuple[Aspect, ...] = ("text", "shape", "image", "samples", "color")


class PlacedImage(NamedTuple):
    """An image where it is placed."""

    space: ColorSpace
    dpi: float  # the lesser of the two directions
    is_mask: bool
    is_line_art: bool  # one bit a pixel
    inks: float | None  # largest total of a small area, 1 is 100 % of one plate; None where unknown


class PaintedMark(NamedTuple):
    """One thing painted."""

    kind: MarkKind
    page: int  # from 1
    box: Box  # clipped
    paint: Paint  # of an image that is no mask, its space alone
    size: float  # type size, line width, or the short side of a filled rectangle, in points as printed
    characters: int
    overprint: bool
    overprint_mode: int
    alpha: float
    blend: str
    is_box: bool  # a fill that covers the whole of `box`
    image: PlacedImage | None
    under: Paint | None  # what the topmost shape below its middle is painted with
    invisible: bool  # text rendering mode 3

    @property
    def inks(self) -> Inks:
        """The inks of its colour; none where unknown."""
        return self.paint.inks or ()

    @property
    def inks_under(self) -> Inks:
        """The inks of what its middle lies on; none where unknown."""
        return (self.under and self.under.inks) or ()

    @property
    def space(self) -> ColorSpace:
        return self.image.space if self.image else self.paint.space

    @property
    def is_picture(self) -> bool:
        """Whether it is an image with colours of its own."""
        return self.image is not None and not self.image.is_mask

    @property
    def is_paper(self) -> bool:
        """Whether a shape or text is white on white: many programs whiten the page first."""
        return not self.image and self.paint.is_white and (self.under is None or self.under.is_white)


class Painted(NamedTuple):
    """Everything that was found on the pages; page numbers count from 1 and rise."""

    marks: tuple[PaintedMark, ...]  # in the order they are painted
    fonts: tuple[FontDictionary, ...]  # that the content selects
    faults: tuple[tuple[int, str], ...]  # pages whose content could not be read, and why
    crowded: frozenset[int]  # pages that were not read to their end, for there is too much on them
    odd: Mapping[int, int]  # page -> instructions that break the rules and were passed over
    missing: Mapping[str, tuple[int, ...]]  # resource, 字体 F1 -> pages that ask for it in vain
    unread: Mapping[Aspect, frozenset[int]]  # pages of which not everything is known
    masked_pages: frozenset[int]  # with soft masks, of graphics state or image
    group_pages: frozenset[int]  # with transparency groups that are used
    transfer_pages: frozenset[int]  # with transfer curves or halftone origins
