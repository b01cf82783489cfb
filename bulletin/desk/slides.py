"""The deck as the page shows it: each slide's words, and its picture where LibreOffice is there to draw it."""

from typing import NamedTuple

from bulletin.model.output import Printed
from bulletin.model.slide import Slide


class ShownSlide(NamedTuple):
    """A slide as it is told."""

    title: str
    report: str  # name; "" of a cover
    words: tuple[str, ...]


def shown_slides(printed: Printed) -> tuple[ShownSlide, ...]:
    """The slides of what was made."""
    slides = printed.deck.slides if printed.deck else ()
    reports = printed.reports  # the deck is of the edition as placed
    return tuple(_shown(slide, reports[slide.report].name if slide.report >= 0 else "") for slide in slides)


def _shown(slide: Slide, report: str) -> ShownSlide:
    roles = ("figure", "body", "heading", "quote", "more")
    frames = (frame for frame in slide.frames if slide.texts[frame.text].role in roles)
    words = (paragraph.text.replace("\n", "") for frame in frames for paragraph in frame.paragraphs)
    table = (slide.table.table.title,) if slide.table else ()
    chart = (slide.chart.chart.title,) if slide.chart else ()
    return ShownSlide(slide.title.replace("\n", ""), report, tuple(filter(None, (*words, *table, *chart))))
