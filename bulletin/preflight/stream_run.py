"""One content stream being run: what its operators read and change until it ends."""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bulletin.preflight.color import BLACK_PAINT, Paint
from bulletin.preflight.coordinates import EVERYWHERE, IDENTITY, Box, Matrix, Position, Subpaths, intersection, is_empty
from bulletin.preflight.painted import MarkKind, PaintedMark, PlacedImage
from bulletin.preflight.recorder import Recorder

Operands: TypeAlias = Any  # a sequence of numbers, names, strings and arrays: pikepdf has no public type for it

# Text rendering modes (ISO 32000-1, table 106).
STROKED_MODES = (1, 5)
UNSEEN_MODES = (3, 7)


@dataclass(slots=True)
class GraphicsState:
    """What the next mark is painted with (ISO 32000-1, 8.4), as far as prepress needs it."""

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Paint = BLACK_PAINT
    stroke: Paint = BLACK_PAINT
    line_width: float = 1.0
    font: int = -1  # index in Recorder.fonts; none yet
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
