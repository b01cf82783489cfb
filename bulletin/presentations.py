"""Presentations that python-pptx opened, let go of as soon as they were used.

Parts and what stands for their shapes point at each other, so that a presentation, several MB of trees, waits for the
garbage collector; in a long process the largest of those that wait is what the process takes.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def let_go(presentation: Any) -> Iterator[Any]:
    """The presentation within a `with` statement; after it, neither it nor anything of it can be used."""
    try:
        yield presentation
    finally:
        package = presentation.part.package
        empty(package.iter_parts())
        vars(package).clear()


def empty(parts: Iterable[Any]) -> None:
    """Part these from all that they point at; neither they nor anything of them can be used any more."""
    for part in list(parts):
        for held in list(vars(part).values()):  # among them what stands for the slide that the part is
            if hasattr(held, "__dict__") and not _is_shared(held):
                vars(held).clear()
        vars(part).clear()


def _is_shared(held: Any) -> bool:
    """Whether it is the package or a part, which others may still need."""
    return hasattr(type(held), "iter_parts") or hasattr(type(held), "partname")
