"""Collects what the pages of one file paint: the file's recorder, and the run of one content stream.

What lies under a mark is what was last filled over its middle; curves are taken by their control points, images and
gradients are not seen below.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pikepdf

from bulletin.preflight.backgrounds import Backgrounds
from bulletin.preflight.color import BLACK_PAINT, CMYK_SPACES, DEVICE_SPACES, ColorSpace, Paint, image_inks, space_of
from bulletin.preflight.coordinates import EVERYWHERE, IDENTITY, Box, Matrix, Position, Subpaths, intersection, is_empty
from bulletin.preflight.fonts import FontDictionary
from bulletin.preflight.foreign import UNREADABLE, entry, is_dictionary, name_of, number
from bulletin.preflight.painted import EVERY_ASPECT, Aspect, MarkKind, Painted, PaintedMark, PlacedImage

# Text rendering modes (ISO 32000-1, table 106).
STROKED_MODES = (1, 5)
UNSEEN_MODES = (3, 7)

# What a file may cost to run, in instructions; a page may take half of what is left. About eight seconds.
MOST_WORK = 1_000_000
# A content stream begun, in instructions. Bytes of content, bytes of samples, characters, points: as many take the
# time of one instruction.
RUN_AS_WORK = 150
BYTES_AS_WORK, SAMPLES_AS_WORK, CODES_AS_WORK, POINTS_AS_WORK = 300, 2000, 30, 20
OPERANDS_AS_WORK = 8

# Kinds of resources: what they are called, and what is not known without them.
RESOURCES: Mapping[str, tuple[str, tuple[Aspect, ...]]] = {
    "/Font": ("字体", ("text",)), "/XObject": ("图片", ("image",)), "/ExtGState": ("图形状态", ("color",)),
    "/ColorSpace": ("颜色空间", ("color",)), "/Pattern": ("图案", ("color",)), "/Shading": ("渐变", ("shape",)),
    "/Properties": ("属性表", ()),
}  # fmt: skip

Operands: TypeAlias = Any  # a sequence of numbers, names, strings and arrays: pikepdf has no public type for it


class CrowdedError(Exception):
    """A page, or the whole file, takes more work than may be spent on it."""


class Recorder:
    """Marks, fonts and faults of one file, growing while its pages are run."""

    def __init__(self) -> None:
        self.page = 0
        self.marks: list[PaintedMark] = []
        self.fonts: list[FontDictionary] = []
        self.faults: list[tuple[int, str]] = []
        self.crowded: set[int] = set()
        self.odd: Counter[int] = Counter()
        self.missing: dict[str, dict[int, None]] = {}
        self.unread: dict[Aspect, set[int]] = {aspect: set() for aspect in EVERY_ASPECT}
        self.masked_pages: set[int] = set()
        self.group_pages: set[int] = set()
        self.transfer_pages: set[int] = set()
        self.work_left = MOST_WORK
        self._page_ends = 0  # of `work_left`, where the page has had its share
        # By how they are written: a reference, or the object itself where it stands in place.
        self._fonts: dict[bytes, FontDictionary] = {}
        self._spaces: dict[bytes, ColorSpace] = {}
        self._images: dict[tuple[int, int], tuple[ColorSpace, float | None]] = {}
        self._filled = Backgrounds()

    def begin_page(self, number: int) -> None:
        """Marks from here on are on this page, with nothing under them yet."""
        self.page = number
        self._filled = Backgrounds()
        self._page_ends = self.work_left // 2

    def aside(self) -> "Recorder":
        """A recorder of what may be shown but is no mark of this page: only its fonts are of interest."""
        other = Recorder()
        other.page, other.work_left, other._page_ends = self.page, self.work_left, self._page_ends
        other.fonts, other._fonts, other._spaces, other.missing = self.fonts, self._fonts, self._spaces, self.missing
        return other

    def spend(self, work: float) -> None:
        """Count what the page costs.

        Raises:
            CrowdedError: it has had its share.
        """
        self.work_left -= 1 + int(work)
        if self.work_left < self._page_ends:
            raise CrowdedError

    def not_judged(self, aspects: Iterable[Aspect]) -> None:
        """Not everything of these is known on this page."""
        for aspect in aspects:
            self.unread[aspect].add(self.page)

    def skip(self, aspects: Iterable[Aspect] = ()) -> None:
        """An instruction was passed over."""
        self.odd[self.page] += 1
        self.not_judged(aspects)

    def failed(self, why: str) -> None:
        """The page could not be read to its end."""
        self.faults.append((self.page, why))
        self.not_judged(EVERY_ASPECT)

    def miss(self, category: str, name: Any) -> None:
        """A resource that is asked for is not there."""
        word, aspects = RESOURCES[category]
        self.missing.setdefault(f"{word} {name_of(name) or '（无名）'}", {})[self.page] = None
        self.not_judged(aspects)

    def add(self, mark: PaintedMark, subpaths: Subpaths) -> None:
        """Add a mark; an opaque fill lies under what follows."""
        self.marks.append(mark)
        if mark.kind == "fill" and mark.alpha > 0.99:
            self._filled.add(mark.box, mark.paint, subpaths)

    def beneath(self, box: Box) -> Paint | None:
        """What the middle of the box lies on."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        before = self._filled.looked
        paint = self._filled.at(x, y)
        self.spend((self._filled.looked - before) / POINTS_AS_WORK)
        return paint

    def color_space(self, value: Any, resources: Any) -> ColorSpace:
        """A colour space, read once: profiles are long."""
        if isinstance(value, pikepdf.Name):
            found = entry(entry(resources, "/ColorSpace"), value)
            if found is None and name_of(value) not in (*DEVICE_SPACES, "Pattern", "I"):
                self.miss("/ColorSpace", value)
            value = value if found is None else found
        if not isinstance(value, pikepdf.Array):
            return space_of(value, resources)
        key = value.unparse()
        if key not in self._spaces:
            self._spaces[key] = ColorSpace("?", 0)  # also from the second time on, where it cannot be read
            self._spaces[key] = space_of(value, resources)
            self.spend(len(self._spaces[key].table))
        return self._spaces[key]

    def font(self, dictionary: Any) -> FontDictionary:
        """A font, read once."""
        key = dictionary.unparse()
        self.spend(len(key) / BYTES_AS_WORK)
        if key not in self._fonts:
            font = self._fonts[key] = FontDictionary(dictionary)
            self.fonts.append(font)
            self.spend(len(font.widths) / CODES_AS_WORK)
        return self._fonts[key]

    def space_and_inks(self, image: Any, resources: Any) -> tuple[ColorSpace, float | None]:
        """The colour space and the heaviest ink of an image that is no mask, measured once for each object."""
        if image.objgen not in self._images:
            value = entry(image, "/ColorSpace")
            space = ColorSpace("JPX", 0)
            if value is not None:
                space = self.color_space(value, resources)
            else:  # its own data say it, in a format that is not read here
                self.not_judged(("color", "samples"))
            self._images[image.objgen] = space, None
            if space.name in CMYK_SPACES:
                self.spend(number(entry(image, "/Width")) * number(entry(image, "/Height")) * 4 / SAMPLES_AS_WORK)
            try:
                self._images[image.objgen] = space, image_inks(image, space)
            except UNREADABLE:
                self.not_judged(("samples",))
        return self._images[image.objgen]

    def result(self) -> Painted:
        """Everything recorded so far."""
        return Painted(
            marks=tuple(self.marks),
            fonts=tuple(self.fonts),
            faults=tuple(self.faults),
            crowded=frozenset(self.crowded),
            odd=dict(self.odd),
            missing={words: tuple(pages) for words, pages in self.missing.items()},
            unread={aspect: frozenset(pages) for aspect, pages in self.unread.items() if pages},
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
    within: tuple[bytes, ...] = ()  # the forms and patterns that it stands in, itself included
    saved: list[GraphicsState] = field(default_factory=list)  # by `q`
    subpaths: list[list[Position]] = field(default_factory=list)  # under construction, in default user space
    only_rectangles: bool = True  # whether all subpaths are rectangles along the axes, from `re`
    clip_next: bool = False  # whether the next painting operator also clips
    text_matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY
    in_text: bool = False  # between BT and ET
    compatible: int = 0  # compatibility sections (BX) that are open
    inline: Operands = ()  # keys and values of an inline image, read before its data

    def resource(self, category: str, name: Any) -> Any:
        """The resource that an operand names, a dictionary or a stream; None, and missed, without."""
        if not isinstance(name, pikepdf.Name):
            raise TypeError
        found = entry(entry(self.resources, category), name)
        if is_dictionary(found):
            return found
        self.recorder.miss(category, name)
        return None

    def set_number(self, operands: Operands, *, name: str) -> None:
        """Set one number of the state, as many operators do."""
        setattr(self.state, name, number(operands[0]))

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
        if not all(map(math.isfinite, (*box, size))):
            raise ValueError
        visible = intersection(box, state.clip)
        if is_empty(visible):
            return
        self.recorder.spend(sum(map(len, subpaths)) / POINTS_AS_WORK)
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
