"""Where on the pages a problem is: its words if they can be told, else the lines of its paragraph."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bulletin.desk.line_map import HEAD_PART, PlaceOnPage
from bulletin.geometry import Rect
from bulletin.model.edition import Edition
from bulletin.problems import Problem

MOST_SPOTS = 12  # of one problem: a report's every line says no more
PROBED = 6  # characters of the source line at the problem's column
_NAMED_WORDS = re.compile("“([^”]+)”|「([^」]+)」|《([^》]+)》")
_LINE_NUMBER = re.compile("第([0-9]+)行")  # of its paragraph, as the proof counts
_ON_TWO_LINES = re.compile("([\\w.%]+)｜([\\w.%]+)")  # words that stand on two lines


class SpotOnPage(NamedTuple):
    """A place on a page."""

    page: int  # number
    rect: Rect


class SpotFinder:
    """The places of problems on the pages that are shown."""

    def __init__(self, edition: Edition, lines: Mapping[int, Sequence[PlaceOnPage]]) -> None:
        """`lines`: of each page, by its number."""
        self._edition = edition
        self._by_file: dict[str, list[tuple[int, PlaceOnPage]]] = {}
        for page, own in lines.items():
            for line in own:
                self._by_file.setdefault(line.place.file, []).append((page, line))

    def spots(self, problem: Problem) -> tuple[SpotOnPage, ...]:
        """Where on the pages a problem is; () where its words are not on any."""
        if problem.place is None:
            return ()
        own = self._by_file.get(problem.place.file, [])
        there: Sequence[tuple[int, PlaceOnPage]] = [
            each for each in own if each[1].place.line == problem.place.line
        ] or _around(own, problem.place.line)
        lines = [(page, line) for page, line in there if line.spans]
        found = self._words(lines, problem) if lines else ()
        return (found or tuple(SpotOnPage(page, line.rect) for page, line in there))[:MOST_SPOTS]

    def _words(self, lines: Sequence[tuple[int, PlaceOnPage]], problem: Problem) -> tuple[SpotOnPage, ...]:
        """The very words that a problem is about, or the line that it numbers."""
        first = lines[0][1]
        text = self._edition.reports[first.report].paragraphs[first.paragraph].text
        for words in _words_of(problem):
            if at := _nearest(text, words, problem):
                return tuple(
                    SpotOnPage(page, line.part(*at)) for page, line in lines if line.start < at[1] and line.end > at[0]
                )
        if number := _LINE_NUMBER.match(problem.message):
            ordered = sorted(lines, key=lambda each: each[1].start)
            return tuple(SpotOnPage(page, line.rect) for page, line in ordered[int(number[1]) - 1 : int(number[1])])
        return ()


def _around(own: Sequence[tuple[int, PlaceOnPage]], number: int) -> list[tuple[int, PlaceOnPage]]:
    """The lines of the paragraph that a line of the file belongs to; what stands over the text where it is above it."""
    before = max((line.place.line for _, line in own if line.paragraph >= 0 and line.place.line <= number), default=0)
    if before:
        return [(page, line) for page, line in own if line.place.line == before and line.paragraph >= 0]
    titles = [(page, line) for page, line in own if line.paragraph == HEAD_PART and line.key in ("title", "masthead")]
    return titles or list(own[:1])


def _words_of(problem: Problem) -> list[str]:
    """Words of the text that a problem names, the likeliest first."""
    place = problem.place
    quoted = [next(filter(None, found)) for found in _NAMED_WORDS.findall(problem.message)]
    parted = ["".join(found) for found in _ON_TWO_LINES.findall(problem.message)]
    probe = problem.shown[place.column - 1 :][:PROBED].strip() if place and place.column > 1 else ""
    return [words for words in (*parted, *quoted, probe) if words]


def _nearest(text: str, words: str, problem: Problem) -> tuple[int, int] | None:
    """Where `words` stand in a paragraph, nearest to the column of the problem."""
    column = problem.place.column - 1 if problem.place else 0
    found = [match.start() for match in re.finditer(re.escape(words), text)]
    start = min(found, key=lambda at: abs(at - column), default=-1)
    return None if start < 0 else (start, start + len(words))
