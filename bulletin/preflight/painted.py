"""What the pages of a PDF paint, as values: marks, placed images, fonts in use. Boxes are in default user space."""

from typing import Literal, NamedTuple, TypeAlias

from bulletin.preflight.color import ColorSpace, Paint
from bulletin.preflight.coordinates import Box

MarkKind: TypeAlias = Literal["text", "fill", "stroke", "image", "shading"]


class PlacedImage(NamedTuple):
    """An image where it is placed."""

    name: str
    width_px: int
    height_px: int
    bits: int
    space: ColorSpace
    dpi: float  # the lesser of the two directions
    is_mask: bool
    has_soft_mask: bool
    inks: float | None  # largest total of a small area, 1 is 100 % of one plate; None where unknown


class PaintedMark(NamedTuple):
    """One thing painted."""

    kind: MarkKind
    page: int  # from 1
    box: Box  # clipped
    paint: Paint | None
    size: float = 0.0  # type size, line width, or the short side of a filled rectangle, in points as printed
    characters: int = 0
    font: int = -1  # index in Painted.fonts
    overprint: bool = False
    overprint_mode: int = 0
    alpha: float = 1.0
    blend: str = "Normal"
    is_box: bool = False  # a fill that covers the whole of `box`
    image: PlacedImage | None = None
    under: Paint | None = None  # what the topmost shape below its middle is painted with
    invisible: bool = False  # text rendering mode 3

    @property
    def is_paper(self) -> bool:
        """Whether it paints white on white: many programs whiten the page first."""
        return self.paint is not None and self.paint.is_white and (self.under is None or self.under.is_white)


class UsedFont(NamedTuple):
    """A font that the content selects."""

    name: str
    kind: str  # Type1, TrueType, Type3, Type0 ...
    embedded: bool
    subset: bool
    unicode: bool
    pages: tuple[int, ...]  # where it shows glyphs


class Painted(NamedTuple):
    """Everything that was found on the pages; page numbers count from 1 and rise."""

    marks: tuple[PaintedMark, ...]  # in the order they are painted
    fonts: tuple[UsedFont, ...]
    faults: tuple[tuple[int, str], ...]  # pages whose content could not be read, and why
    masked_pages: tuple[int, ...]  # with soft masks, of graphics state or image
    group_pages: tuple[int, ...]  # with transparency groups that are used
    transfer_pages: tuple[int, ...]  # with transfer curves or halftone origins
