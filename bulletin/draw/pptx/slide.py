"""One slide and its notes page: the placeholders of its layout filled through python-pptx, all others taken off."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu

from bulletin.draw.pptx.chart import add_chart
from bulletin.draw.pptx.ooxml import (
    NOTES_NAMES,
    add_field,
    described,
    latent_placeholder,
    mark_paragraph,
    numbered,
    set_list_sizes,
)
from bulletin.draw.pptx.runs import add_runs
from bulletin.draw.pptx.table import add_table
from bulletin.geometry import Rect
from bulletin.model.slide import LayoutText, NotesLine, Photo, Slide, SlideParagraph, SlideRun, TextFrame
from bulletin.units import EMU_PER_PT

LATENT = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)


def fill_slide(slide: Any, latent: Mapping[int, Any], made: Slide, accent: int, images: Mapping[str, bytes]) -> None:
    """Fill the slide made on a layout; its shapes stand in the order in which they are read.

    Args:
        latent: by index, the layout's footer, date and number, which python-pptx leaves off a slide as viewers do.
        accent: the theme's accent for what has no colour of a placeholder: rules of tables, bars of charts.
        images: image files by the digest of their pictures.
    """
    tree = slide.shapes.element  # python-pptx has no call that orders shapes
    places = {shape.element.ph_idx: shape for shape in slide.shapes}
    shapes: list[tuple[int, Any]] = []
    for frame in made.frames:
        text = made.texts[frame.text]
        shape = latent_placeholder(slide, latent[text.idx]) if text.idx in latent else _place(places, text)
        _fill_text(shape, text, frame)
        shapes.append((frame.text, shape))
    for photo in made.photos:
        text = made.texts[photo.text]
        shapes.append((photo.text, _photo(slide, _place(places, text), text, photo, images)))
    if made.table:
        place = _place(places, made.texts[made.table.text])
        shapes.append((made.table.text, add_table(slide, place, made.table, accent)))
    if made.chart:
        place = _place(places, made.texts[made.chart.text])
        shapes.append((made.chart.text, add_chart(slide, place, made.chart, accent)))
    for element in list(tree.iter_shape_elms()):
        tree.remove(element)
    for number, (_, shape) in enumerate(sorted(shapes, key=lambda each: each[0]), 2):
        numbered(shape, number)
        tree.append(shape.element)


def latent_placeholders(layout: Any) -> dict[int, Any]:
    """A layout's footer, date and number by their index."""
    return {shape.element.ph_idx: shape.element for shape in layout.placeholders if shape.element.ph_type in LATENT}


def _place(places: Mapping[int, Any], text: LayoutText) -> Any:
    """The slide's placeholder for a text; a title has no index."""
    return places[max(text.idx, 0)]


def _fill_text(shape: Any, text: LayoutText, frame: TextFrame) -> None:
    shape.name = text.name
    if text.moved:
        _move(shape, text.rect)
    if text.sized:
        set_list_sizes(shape, text)
    fill_paragraphs(shape.text_frame, frame.paragraphs, text)


def _move(shape: Any, rect: Rect) -> None:
    """Put a shape at `rect`; right and bottom edges are rounded, so that equal edges stay equal."""
    shape.left, shape.top = Emu(round(rect.x * EMU_PER_PT)), Emu(round(rect.y * EMU_PER_PT))
    shape.width = Emu(round(rect.right * EMU_PER_PT) - shape.left)
    shape.height = Emu(round(rect.bottom * EMU_PER_PT) - shape.top)


def fill_paragraphs(text_frame: Any, paragraphs: Sequence[SlideParagraph], text: LayoutText | None = None) -> None:
    """The paragraphs of a placeholder, each with its level and, where the viewer's count would differ, its number."""
    for number, made in enumerate(paragraphs):
        paragraph = text_frame.add_paragraph() if number else text_frame.paragraphs[0]
        paragraph.level = text.outline[made.level] if text and text.outline else made.level
        mark_paragraph(paragraph, start=made.start, bare=made.bare)
        for run in made.runs:
            if run.field:
                add_field(paragraph, run.text, run.field)
            else:
                add_runs(paragraph, run.text, bold=run.bold, size=run.size, color=run.color)


def _photo(slide: Any, place: Any, text: LayoutText, photo: Photo, images: Mapping[str, bytes]) -> Any:
    """A picture in its placeholder; over it where that takes text alone."""
    image = BytesIO(images[photo.picture.digest])
    filled = place.insert_picture(image) if hasattr(place, "insert_picture") else slide.shapes.add_picture(image, 0, 0)
    shown = photo.crop
    filled.crop_left, filled.crop_top = shown.x, shown.y
    filled.crop_right, filled.crop_bottom = 1 - shown.right, 1 - shown.bottom
    filled.name = text.name
    described(filled, photo.alt)
    if photo.rect or not hasattr(place, "insert_picture"):
        _move(filled, photo.rect or text.rect)
    return filled


def fill_notes(slide: Any, notes: Sequence[NotesLine]) -> None:
    """The notes page: a paragraph for each line, headings bold."""
    page = slide.notes_slide
    for shape in page.shapes:
        shape.name = NOTES_NAMES.get(shape.element.ph_type, shape.name)
    lines = [SlideParagraph(level=0, runs=(SlideRun(line.text, bold=line.heading or None),)) for line in notes]
    fill_paragraphs(page.notes_text_frame, lines)
