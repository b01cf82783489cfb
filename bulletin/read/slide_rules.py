"""Whether the choices of a deck, each of which is sound alone, go together."""

from collections.abc import Iterator

from bulletin.model.slide import SlideDesign
from bulletin.read.ranges import DesignFault


def slide_faults(design: SlideDesign) -> Iterator[DesignFault]:
    """What contradicts itself."""
    if design.smallest_type > design.smallest_point:
        message = "`smallest_type` 比 `smallest_point` 还大"
        yield DesignFault(
            "bad-size", message, ("smallest_type", "smallest_point"), "smallest_type 是所有文字的下限，取小的"
        )
