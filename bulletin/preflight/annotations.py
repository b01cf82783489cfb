"""Annotations: what a reader shows or does beside the page, and no press prints."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pikepdf

from bulletin.preflight.coordinates import Box, normalized
from bulletin.preflight.foreign import UNREADABLE, entry, items_of, name_of


class Annotation(NamedTuple):
    """An annotation, or what stands in its place."""

    page: int
    kind: str  # Link, Widget ... "" where it does not say
    area: Box | None  # None where it does not say so in four numbers
    acts: bool

    @property
    def is_sound(self) -> bool:
        return bool(self.kind) and self.area is not None


def annotations_of(pdf: pikepdf.Pdf) -> Iterator[Annotation]:
    """The annotations of all pages; printer's marks and traps aside, which belong to the press."""
    for number, page in enumerate(pdf.pages, 1):
        found = entry(page.obj, "/Annots", pikepdf.Array())
        annotations: Sequence[Any] = items_of(found) if isinstance(found, pikepdf.Array) else (None,)
        for annotation in annotations:
            kind = name_of(entry(annotation, "/Subtype"))
            if kind not in ("PrinterMark", "TrapNet"):
                acts = entry(annotation, "/A") is not None or entry(annotation, "/AA") is not None
                yield Annotation(page=number, kind=kind, area=_area(annotation), acts=acts)


def _area(annotation: Any) -> Box | None:
    try:
        return normalized(entry(annotation, "/Rect"))
    except UNREADABLE:
        return None
