"""Collects what the pages of one file paint: the file's recorder, and the run of one content stream.

What lies under a mark is what was last filled over its middle; curves are taken by their control points, images and
gradients are not seen below.
"""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pikepdf

from bulletin.preflight.color import BLACK_PAINT, ColorSpace, Paint, image_inks, is_dictionary, space_of
from bulletin.preflight.coordinates import (
    EVERYWHERE,
    IDENTITY,
    Box,
    Matrix,
    Position,
    Subpaths,
    contains,
    intersection,
    is_empty,
)
from bulletin.preflight.fonts import FontDictionary
from bulletin.preflight.painted import MarkKind, Painted, PaintedMark, PlacedImage

BACKGROUNDS = 4000  # filled shapes remembered on a page
# Text rendering modes (ISO 32000-1, table 106).
STROKED_MODES = (1, 5)
UNSEEN_MODES = (3, 7)

Operands: TypeAlias = Any  # a sequence of numbers, names, strings and arrays: pikepdf has no public type for it


class Recorder:
    """Marks, fonts and faults of one file, growing while its pages are run."""

    def __init__(self) -> None:
        self.page = 0
        self.marks: list[PaintedMark] = []
        self.fonts: list[FontDictionary] = []
        self.faults: list[tuple[int, str]] = []
        self.masked_pages: set[int] = set()
        self.group_pages: set[int] = set()
        self.transfer_pages: set[int] = set()
        self._fonts: dict[tuple[int, int], FontDictionary] = {}  # those that are objects of their own
        self._images: dict[tuple[int, int], tuple[ColorSpace, float | None]] = {}
        self._spaces: dict[tuple[int, int], ColorSpace] = {}
        self._filled: list[tuple[Box, Paint, Subpaths]] = []  # without subpaths: the whole box

    def begin_page(self, number: int) -> None:
        """Marks from here on are on this page, with nothing under them yet."""
        self.page = number
        self._filled = []

    def add(self, mark: PaintedMark, subpaths: Subpaths) -> None:
        """Add a mark; an opaque fill lies under what follows."""
        self.marks.append(mark)
        if mark.kind == "fill" and mark.alpha > 0.99 and len(self._filled) < BACKGROUNDS:
            self._filled.append((mark.box, mark.paint, subpaths))

    def beneath(self, box: Box) -> Paint | None:
        """What the middle of the box lies on."""
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

    def font(self, dictionary: Any) -> FontDictionary:
        """A font, read once; one written in place is known by its name and widths."""
        key = dictionary.objgen if dictionary.is_indirect else None
        if key in self._fonts:
            return self._fonts[key]
        font = FontDictionary(dictionary)
        if key is not None:
            self._fonts[key] = font
        elif known := [each for each in self.fonts if (each.name, each.widths) == (font.name, font.widths)]:
            return known[0]
        self.fonts.append(font)
        return font

    def space_and_inks(self, image: Any, resources: Any) -> tuple[ColorSpace, float | None]:
        """The colour space and the heaviest ink of an image that is no mask, measured once for each object."""
        if image.objgen not in self._images:
            value = image.get("/ColorSpace")
            space = self.color_space(value, resources) if value is not None else ColorSpace("JPX", 0)
            self._images[image.objgen] = (space, image_inks(image, space))
        return self._images[image.objgen]

    def result(self) -> Painted:
        """Everything recorded so far."""
        return Painted(
            marks=tuple(self.marks),
            fonts=tuple(self.fonts),
            faults=tuple(self.faults),
            masked_pages=frozenset(self.masked_pages),
            group_pages=frozenset(self.group_pages),
            transfer_pages=frozenset(self.transfer_pages),
        )


@dataclass(slots=True)
class GraphicsState:
    """What the next mark is painted with (ISO 32000-1, 8.4), as far as prepress needs it."""

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Paint = BLACK_PAINT
    stroke: Paint = BLACK_PAINT
    line_width: float = 1.0
    font: FontDictionary | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    leading: float = 0.0
    rise: float = 0.0
    stretch: float = 1.0
    rendering: int = 0  # text rendering mode
    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    alpha_fill: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = "Normal"


@dataclass(slots=True)
class StreamRun:
    """A page's, form's or pattern's content being run."""

    recorder: Recorder
    resources: Any
    state: GraphicsState  # the current one; operators change it, `Q` puts another in its place
    depth: int = 0  # of forms within forms
    saved: list[GraphicsState] = field(default_factory=list)  # by `q`
    subpaths: list[list[Position]] = field(default_factory=list)  # under construction, in default user space
    only_rectangles: bool = True  # whether all subpaths are rectangles along the axes, from `re`
    clip_next: bool = False  # whether the next painting operator also clips
    text_matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY

    def resource(self, category: str, name: Any) -> Any:
        """The resource that an operand names; None without."""
        return self.resources.get(category, {}).get(str(name))

    def set_number(self, operands: Operands, *, name: str) -> None:
        """Set one number of the state, as many operators do."""
        setattr(self.state, name, float(operands[0]))

    def paint(
        self,
        kind: MarkKind,
        box: Box,
        size: float,
        *,
        paint: Paint | None = None,
        characters: int = 0,
        image: PlacedImage | None = None,
        subpaths: Subpaths = (),
    ) -> None:
        """Record a mark, unless it is clipped away, in the state's colour where it has none of its own.

        `subpaths` are those of a fill that does not cover its whole box.
        """
        state = self.state
        visible = intersection(box, state.clip)
        if is_empty(visible):
            return
        stroked = kind == "stroke" or (kind == "text" and state.rendering in STROKED_MODES)
        mark = PaintedMark(
            kind=kind,
            page=self.recorder.page,
            box=visible,
            paint=paint or (state.stroke if stroked else state.fill),
            size=size,
            characters=characters,
            overprint=state.overprint_stroke if stroked else state.overprint_fill,
            overprint_mode=state.overprint_mode,
            alpha=state.alpha_stroke if kind == "stroke" else state.alpha_fill,
            blend=state.blend,
            is_box=kind == "fill" and not subpaths,
            image=image,
            under=self.recorder.beneath(visible),
            invisible=kind == "text" and state.rendering in UNSEEN_MODES,
        )
        self.recorder.add(mark, subpaths)
