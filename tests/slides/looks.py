"""What the slide tests ask of decks, finished and drawn."""

from io import BytesIO
from typing import Any

from pptx import Presentation

from bulletin.draw.pptx.deck import draw_pptx
from bulletin.model.edition import Paragraph, Report
from bulletin.model.slide import Deck, LayoutText, Slide, Template
from bulletin.slides.measure import overflows

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def texts_of(slide: Slide, role: str) -> list[LayoutText]:
    return [text for text in slide.texts if text.role == role]


def words_of(slide: Slide, role: str) -> list[str]:
    """The paragraphs that stand in a slide's placeholders of a role."""
    frames = (frame for frame in slide.frames if slide.texts[frame.text].role == role)
    return [paragraph.text for frame in frames for paragraph in frame.paragraphs]


def notes_of(slide: Slide) -> tuple[str, ...]:
    return tuple(line.text for line in slide.notes)


def spilling(deck: Deck) -> list[str]:
    """Frames whose text leaves its box by the fit that was measured."""
    return [
        f"{slide.title} {slide.texts[frame.text].role} {frame.fit}"
        for slide in deck.slides
        for frame in slide.frames
        if overflows(frame.fit)
    ]


def opened(deck: Deck, template: Template, **how: Any) -> Any:
    """The deck as python-pptx reads it."""
    return Presentation(BytesIO(draw_pptx(deck, template, **how)))


def strangers(read: Any) -> list[str]:
    """Shapes of slides that do not meet exactly one placeholder of their layout, in its place unless they say one."""
    found = []
    for number, slide in enumerate(read.slides, 1):
        layout = [shape._element.find(f".//{P}ph") for shape in slide.slide_layout.placeholders]
        met = []
        for shape in slide.shapes:
            mark = shape._element.find(f".//{P}ph")
            index = mark.get("idx", "0") if mark is not None else ""
            kinds = [each.get("type", "obj") for each in layout if each.get("idx", "0") == index]
            if len(kinds) != 1 or index in met or (mark.get("type", "obj") != kinds[0]):
                found.append(f"{number}: {shape.name} {index or 'no placeholder'}")
            met.append(index)
    return found


def with_blocks(story: Report, *blocks: Paragraph) -> Report:
    """The report with blocks after its first paragraph."""
    first, *rest = story.paragraphs
    return story._replace(paragraphs=(first, *blocks, *rest))
