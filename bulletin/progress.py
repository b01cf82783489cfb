"""How far a build is: what its rooms tell whoever looks on. Nothing that is built depends on it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias, TypeVar

Each = TypeVar("Each")

BuildStage: TypeAlias = Literal[
    "正在读稿件", "正在安排版面", "正在核对版面", "正在写简报", "正在生成预览图", "正在安排幻灯片", "正在写幻灯片"
]


class Step(NamedTuple):
    """Where a build is now: at `done` of `total` pieces of a stage, both 0 where the stage has no pieces to count."""

    stage: BuildStage
    done: int = 0
    total: int = 0


Watch: TypeAlias = Callable[[Step], None]


def unwatched(step: Step) -> None:
    """For builds that nobody looks at."""


def counted(watch: Watch, stage: BuildStage, pieces: Sequence[Each]) -> Iterator[Each]:
    """The pieces of a stage in their order; `watch` hears of each before it is worked on."""
    for number, piece in enumerate(pieces, 1):
        watch(Step(stage, number, len(pieces)))
        yield piece
