"""The deck as the page shows it: each slide's words, and its picture where LibreOffice is there to draw it.

LibreOffice draws a whole deck in some seconds and does so beside the work: the newest deck only, once nobody has saved
for a moment, and only if a slide has changed. Until its new picture is there, a slide keeps its old one.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Literal, NamedTuple, TypeAlias

from bulletin.begin.libreoffice import deck_as_pdf, libreoffice
from bulletin.begin.workshop import workshop
from bulletin.desk.pictures import faces_state, file_times
from bulletin.draw.previews import PagePictures
from bulletin.model.output import Order, Printed
from bulletin.model.slide import Deck, Slide

DECK_QUIET = 1.5  # seconds without a new deck after which the last is drawn
SLIDE_WIDTH = 1600  # pixels
MOST_SLIDES = 300  # pictures kept, some 200 kB each: of slides that were changed too, which may be as before again
MOST_FAILURES = 3  # in a row, after which words alone are shown
TO_STOP = 5.0  # seconds that a run may take to end
WORDED_ROLES = ("figure", "body", "heading", "quote", "more")

SlidesBy: TypeAlias = Literal["LibreOffice", "words", "drawing"]


class ShownSlide(NamedTuple):
    """A slide as it is told."""

    title: str
    report: str  # name; "" of a cover
    words: tuple[str, ...]
    name: str  # of its picture: what is seen on it


def shown_slides(printed: Printed, order: Order) -> tuple[ShownSlide, ...]:
    """The slides of what was made."""
    deck = printed.deck
    if deck is None:
        return ()
    reports = printed.reports  # the deck is of the edition as it was placed
    around = _drawn_with(deck, order)
    return tuple(
        ShownSlide(
            title=slide.title.replace("\n", ""),
            report=reports[slide.report].name if slide.report >= 0 else "",
            words=_words(slide),
            name=sha256(repr((slide._replace(notes=()), around)).encode("utf-8", "surrogatepass")).hexdigest()[:32],
        )
        for slide in deck.slides
    )


def _words(slide: Slide) -> tuple[str, ...]:
    frames = (frame for frame in slide.frames if slide.texts[frame.text].role in WORDED_ROLES)
    words = (paragraph.text.replace("\n", "") for frame in frames for paragraph in frame.paragraphs)
    table = (slide.table.table.title,) if slide.table else ()
    chart = (slide.chart.chart.title,) if slide.chart else ()
    return tuple(filter(None, (*words, *table, *chart)))


def _drawn_with(deck: Deck, order: Order) -> tuple[object, ...]:
    """What slides look like beside what they say."""
    template = None
    with suppress(OSError):
        template = file_times(order.template) if order.template else None
    return deck.layouts, faces_state(order.sources), order.template, template


class SlidePictures:
    """Pictures of slides, by what is seen on them."""

    def __init__(self, came: Callable[[], None]) -> None:
        """`came`: called when there are new ones, in a thread of its own."""
        self._came = came
        self._pictures: Mapping[str, bytes] = {}  # replaced as a whole
        self._wanted: tuple[tuple[str, ...], bytes] | None = None
        self._failures = 0
        self._news, self._stop = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def want(self, names: Sequence[str], deck: bytes) -> None:
        """Have the slides of `deck` drawn if one of them has no picture yet."""
        if not names or all(name in self._pictures for name in names) or self._failures >= MOST_FAILURES:
            return
        if self._thread is None:
            if not libreoffice():
                self._failures = MOST_FAILURES
                return
            self._thread = threading.Thread(target=self._draw, name="bulletin-slides", daemon=True)
            self._thread.start()
        self._wanted = (tuple(names), deck)
        self._news.set()

    def picture(self, name: str) -> bytes | None:
        return self._pictures.get(name)

    @property
    def by(self) -> SlidesBy:
        """Who draws."""
        if self._failures >= MOST_FAILURES or self._thread is None:
            return "LibreOffice" if self._pictures else "words"
        return "drawing" if self._wanted else "LibreOffice" if self._pictures else "words"

    def close(self) -> None:
        """End what is being drawn."""
        self._stop.set()
        self._news.set()
        if self._thread:
            self._thread.join(TO_STOP)

    def _draw(self) -> None:
        while True:
            self._news.wait()
            while self._news.is_set() and not self._stop.is_set():
                self._news.clear()
                self._stop.wait(DECK_QUIET)
            if self._stop.is_set():
                return
            wanted = self._wanted
            assert wanted, "nobody tells news without a deck"
            made = self._drawn(*wanted)
            if self._stop.is_set():
                return
            self._failures = 0 if made else self._failures + 1
            self._pictures = dict(list({**self._pictures, **made}.items())[-MOST_SLIDES:])
            if self._wanted is wanted:
                self._wanted = None
            self._came()

    def _drawn(self, names: Sequence[str], deck: bytes) -> dict[str, bytes]:
        with workshop() as folder:
            pdf = deck_as_pdf(deck, folder, self._stop)
        if not pdf:
            return {}
        pages = PagePictures(pdf)
        try:
            # a slide that looks as before keeps its picture; the deck may be drawn in other pages than it has slides
            missing = [(number, name) for number, name in enumerate(names) if name not in self._pictures]
            return {name: pages.png(number, SLIDE_WIDTH) for number, name in missing if number < pages.count}
        finally:
            pages.close()
