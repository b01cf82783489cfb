"""Presentations that python-pptx opened, let go of as soon as they were used.

Parts and what stands for their shapes point at each other, so that a presentation, several MB of trees, waits for the
garbage collector; in a long process the largest of those that wait is what the process takes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def let_go(presentation: Any) -> Iterator[Any]:
    """The presentation within a `with` statement; after it, neither it nor anything of it can be used."""
    try:
        yield presentation
    finally:
        for part in list(presentation.part.package.iter_parts()):
            for held in list(vars(part).values()):  # among them what stands for the slide that the part is
                if hasattr(held, "__dict__"):
                    vars(held).clear()
            vars(part).clear()
