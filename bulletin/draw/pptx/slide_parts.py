"""A slide with all that comes with it as plain values: what did not change goes into the next deck as it is.

The parts name each other by their place among them, and layout and notes master by what these are: which number the
slide has, and which copy of a layout the deck has, is known only when the whole deck is put together.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from pptx.opc.constants import RELATIONSHIP_TYPE

from bulletin.draw.pptx.open_template import OpenTemplate
from bulletin.draw.pptx.package import Packed, packed, undated
from bulletin.draw.pptx.slide import fill_notes, fill_slide, latent_placeholders
from bulletin.model.slide import Slide, SlideLayout
from bulletin.presentations import empty

FramePart: TypeAlias = Literal["layout", "notes master"]

IN_FRAME: Mapping[str, FramePart] = {
    RELATIONSHIP_TYPE.SLIDE_LAYOUT: "layout",
    RELATIONSHIP_TYPE.NOTES_MASTER: "notes master",
}


class PartRelation(NamedTuple):
    """What a part leads to: another of the slide's parts by its place among them, or a part of the frame."""

    id: str
    type: str
    target: int | FramePart


class SlidePart(NamedTuple):
    """A slide itself, its notes, a chart, a workbook or a picture."""

    folder: str  # /ppt/slides
    stem: str  # slide: its name without number
    ending: str  # xml
    content_type: str
    content: Packed
    relations: tuple[PartRelation, ...]


class SlideMaker:
    """Makes slides on a template, each as if it were the only one.

    Args:
        images: image files by the digest of their pictures.
        date: what workbooks say of themselves.
    """

    def __init__(self, opened: OpenTemplate, images: Mapping[str, bytes], date: tuple[int, int, int]) -> None:
        self._opened = opened
        self._images = images
        self._date = date

    def parts(self, made: Slide, layout: SlideLayout) -> tuple[SlidePart, ...]:
        """The parts of one slide, itself the first."""
        on, presentation = self._opened.layouts[layout.number], self._opened.presentation
        slide = presentation.slides.add_slide(on)
        fill_slide(slide, latent_placeholders(on), made, max(layout.accent, 1), self._images)
        fill_notes(slide, made.notes)
        found = _own_parts(slide.part)
        parts = tuple(self._part(part, found) for part in found)
        listed = presentation.element.sldIdLst
        presentation.part.drop_rel(listed[-1].rId)
        listed.remove(listed[-1])
        empty(found)
        return parts

    def _part(self, part: Any, found: Sequence[Any]) -> SlidePart:
        name, _, ending = part.partname.filename.partition(".")
        return SlidePart(
            folder=part.partname.baseURI,
            stem=name.rstrip("0123456789"),
            ending=ending,
            content_type=part.content_type,
            content=packed(undated(part.partname, part.blob, self._date)),
            relations=tuple(_relations(part, found)),
        )


def _own_parts(slide: Any) -> list[Any]:
    """A slide's part and those that only it leads to."""
    found = [slide]
    for part in found:  # it grows meanwhile
        targets = [relation.target_part for relation in part.rels.values() if relation.reltype not in IN_FRAME]
        found += [target for target in targets if not any(target is other for other in found)]
    return found


def _relations(part: Any, found: Sequence[Any]) -> Iterator[PartRelation]:
    for relation in part.rels.values():
        target = IN_FRAME.get(relation.reltype)
        place = next((place for place, other in enumerate(found) if not target and other is relation.target_part), 0)
        yield PartRelation(id=relation.rId, type=relation.reltype, target=target or place)
