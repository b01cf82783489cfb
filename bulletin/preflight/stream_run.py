"""One content stream being run: what its operators read and change until it ends."""

from collections.abc import Callable
from typing import Any, TypeAlias

from bulletin.preflight.coordinates import IDENTITY, Position
from bulletin.preflight.graphics_state import GraphicsState
from bulletin.preflight.recorder import Recorder

Operands: TypeAlias = Any  # a sequence of numbers, names, strings and arrays: pikepdf has no public type for it

DEEPEST = 12  # forms within forms; deeper is a loop or a joke


class Path:
    """The path under construction, in default user space."""

    def __init__(self) -> None:
        self.subpaths: list[list[Position]] = []
        self.upright: list[bool] = []  # whether the subpath is a rectangle along the axes, from `re`

    def begin(self) -> None:
        """Start a subpath."""
        self.subpaths.append([])
        self.upright.append(False)

    @property
    def drawn(self) -> list[list[Position]]:
        """The subpaths of more than a point."""
        return [subpath for subpath in self.subpaths if len(subpath) > 1]


class StreamRun:
    """A page's, form's or pattern's content being run.

    Attributes:
        state: the current graphics state; operators change it, `Q` puts another in its place.
        saved: states kept by `q`.
        clip_next: whether the next painting operator also clips.
    """

    def __init__(
        self,
        recorder: Recorder,
        resources: Any,
        state: GraphicsState,
        interpret: "Callable[[Any, StreamRun], None]",
        depth: int = 0,
    ) -> None:
        self.recorder = recorder
        self.resources = resources
        self.state = state
        self.depth = depth
        self.saved: list[GraphicsState] = []
        self.path = Path()
        self.clip_next = False
        self.text_matrix = IDENTITY
        self.line_matrix = IDENTITY
        self._interpret = interpret

    @property
    def too_deep(self) -> bool:
        """Whether no stream within this one is run any more."""
        return self.depth >= DEEPEST

    def resource(self, category: str, name: Any) -> Any:
        """The resource that an operand names; None without."""
        return self.resources.get(category, {}).get(str(name))

    def run_inside(self, stream: Any, state: GraphicsState) -> None:
        """Run a form or a pattern with its own resources, or with this stream's where it has none."""
        resources = stream.get("/Resources", self.resources)
        self._interpret(stream, StreamRun(self.recorder, resources, state, self._interpret, self.depth + 1))
