"""Decides where a paragraph breaks that the viewer would end with a character or two on a line of their own.

A line break of our own, after a mark or between words, brings more words down. Lines are filled as faces of ordinary
width fill them; the paragraph takes no more of them than it was given, at the width with slack.
"""

from collections.abc import Iterator

from bulletin.model.slide import SlideParagraph, SlideRun, TextLevel
from bulletin.slides.measure import AFTER_MARK, Measurer
from bulletin.units import Pt
from bulletin.words.head_words import PARTS_WORD, HeadWords

SHORTEST_LAST = 2  # characters of a last line that are too few
LEAST_LAST = 5  # characters that come down at least
AFTER_A_MARK = 0.5  # what a break after a mark has over one between words
EARLIER = 0.02  # for every further character that comes down


class Runts:
    """Finds breaks against short last lines.

    Args:
        plain: measures at the width of ordinary faces, `widened` as all texts of slides are measured.
    """

    def __init__(self, plain: Measurer, widened: Measurer, words: HeadWords) -> None:
        self._plain = plain
        self._widened = widened
        self._words = words
        self._both = (plain, widened)

    def without(self, paragraph: SlideParagraph, level: TextLevel, measure: Pt) -> SlideParagraph:
        """The paragraph of one run with a break where its last line would be a runt."""
        if len(paragraph.runs) != 1:
            return paragraph
        run = paragraph.runs[0]
        return paragraph._replace(runs=(run._replace(text=self._broken(run, level, measure)),))

    def _broken(self, run: SlideRun, level: TextLevel, measure: Pt) -> str:
        text = run.text
        if "\n" in text or not self._is_runt(text, level, measure):
            return text
        lines = self._widened.lines(text, level, measure)
        places = list(self._places(text, level, measure, lines))
        if not places:
            return text
        _, place = min(places)
        return text[:place].rstrip() + "\n" + text[place:]

    def _is_runt(self, text: str, level: TextLevel, measure: Pt) -> bool:
        last = self._plain.last_line(text, level, measure)
        return last != text and len(last.strip()) <= SHORTEST_LAST

    def _places(self, text: str, level: TextLevel, measure: Pt, lines: int) -> Iterator[tuple[float, int]]:
        """Offsets at which it may break, each with what that costs."""
        prices = self._words.prices(text)
        for cluster in self._widened.clusters(text)[:-1]:
            place = cluster.end
            if len(text) - place < LEAST_LAST or prices[place] >= PARTS_WORD:
                continue
            above, below = text[:place].rstrip(), text[place:]
            if any(self._is_runt(part, level, measure) for part in (above, below)):
                continue
            parts = [(each.lines(above, level, measure), each.lines(below, level, measure)) for each in self._both]
            if parts[0] == parts[1] and sum(parts[0]) <= lines:  # in whatever face
                mark = 0.0 if text[place - 1] in AFTER_MARK else AFTER_A_MARK
                yield mark + prices[place] + EARLIER * (len(text) - place - LEAST_LAST), place
