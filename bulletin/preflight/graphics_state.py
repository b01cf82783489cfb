"""The graphics state of a content stream (ISO 32000-1, 8.4) as far as prepress needs it."""

from bulletin.preflight.color import BLACK_PAINT
from bulletin.preflight.coordinates import EVERYWHERE, IDENTITY


class GraphicsState:
    """What the next mark is painted with; `q` keeps a copy, `Q` brings it back."""

    __slots__ = (
        "alpha_fill", "alpha_stroke", "blend", "char_space", "clip", "fill", "font", "leading", "line_width", "matrix",
        "overprint_fill", "overprint_mode", "overprint_stroke", "rendering", "rise", "size", "stretch", "stroke",
        "word_space",
    )  # fmt: skip

    def __init__(self) -> None:
        self.matrix = IDENTITY
        self.clip = EVERYWHERE
        self.fill = BLACK_PAINT
        self.stroke = BLACK_PAINT
        self.line_width = 1.0
        self.font = -1  # index in Recorder.fonts; none yet
        self.size = 0.0
        self.char_space = self.word_space = self.leading = self.rise = 0.0
        self.stretch = 1.0
        self.rendering = 0  # text rendering mode
        self.overprint_fill = self.overprint_stroke = False
        self.overprint_mode = 0
        self.alpha_fill = self.alpha_stroke = 1.0
        self.blend = "Normal"

    def copy(self) -> "GraphicsState":
        """A state of its own with the same values."""
        other = GraphicsState.__new__(GraphicsState)
        for name in GraphicsState.__slots__:
            setattr(other, name, getattr(self, name))
        return other
