"""The words of a paragraph, run by run: its characters, how they are set, and what stands among them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from bulletin.read.inline import TextSpan
from bulletin.read.notes import SUPERIOR_FIGURES
from bulletin.read.word.revisions import Revision

MOSTLY_BOLD = 0.8  # share of a paragraph's characters, by eye
BREAK = "\n"  # where a line ends within a paragraph


class RunLook(NamedTuple):
    """How a run is set, as far as it matters here."""

    bold: bool = False
    size: int = 0  # half-points
    red: bool = False
    capitals: bool = False  # small letters are shown as capitals
    struck: bool = False
    vertical: str = ""  # superscript or subscript
    symbol_face: str = ""  # whose codes the words are
    han_first: bool = False  # signs that Chinese has too are set in its face


PLAIN = RunLook()
_POWER = re.compile(r"[+\-−–]?\d+")
_AS_POWERS = str.maketrans("0123456789+-−–", f"{SUPERIOR_FIGURES}⁺⁻⁻⁻")


class Words:
    """The words of one paragraph as they are read; of one whose mark is deleted, with those of the next."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.length = 0
        self.filled = False  # it has more than white space
        self.spans: list[TextSpan] = []
        self.pictures: list[str] = []  # ids of relations
        self.revisions: list[Revision] = []
        self.sizes: Counter[int] = Counter()  # characters by size
        self.red = 0  # characters

    @property
    def text(self) -> str:
        return "".join(self._texts)

    @property
    def last(self) -> str:
        """The last character; "" without."""
        return next((text[-1] for text in reversed(self._texts) if text), "")

    @property
    def is_bold(self) -> bool:
        """Whether all of it but some marks is bold."""
        bold = sum(span.end - span.start for span in self.spans if span.bold)
        return bold >= MOSTLY_BOLD * self.length > 0

    def parts(self, opened: str) -> Iterator[tuple[str, tuple[TextSpan, ...]]]:
        """The lines between breaks, each with its spans; `opened` stands before the first, as bold as what follows it.

        Word takes the look of a number from the paragraph's mark; a light one before a bold head looks like a slip.
        """
        parts, starts = self._broken(opened)
        held: list[list[TextSpan]] = [[] for _ in parts]
        for span in self.spans:
            start = 0 if span.bold and not span.start else span.start + len(opened)
            end = span.end + len(opened)
            at = bisect_right(starts, start) - 1
            while at < len(parts) and starts[at] < end:
                inner = span._replace(start=max(start - starts[at], 0), end=min(end - starts[at], len(parts[at])))
                if inner.start < inner.end:
                    held[at].append(inner)
                at += 1
        return zip(parts, map(tuple, held), strict=True)

    def placed_revisions(self, opened: str, numbers: Sequence[int], following: int) -> Iterator[Revision]:
        """The revisions where they stand in lines of the story.

        Args:
            opened: as for `parts`.
            numbers: of the lines of `parts`, 0 for a blank one.
            following: the number of the line that follows, for what stands in a blank one.
        """
        parts, starts = self._broken(opened)
        for each in self.revisions:
            offset = each.offset + len(opened)
            at = bisect_right(starts, offset) - 1
            inside = min(offset - starts[at], len(parts[at])) if numbers[at] else 0
            yield each._replace(line=numbers[at] or following, offset=inside)

    def _broken(self, opened: str) -> tuple[list[str], list[int]]:
        """The lines between breaks, and where each begins."""
        parts = (opened + self.text).split(BREAK)
        return parts, list(accumulate((len(part) + len(BREAK) for part in parts[:-1]), initial=0))

    def add(self, text: str, look: RunLook, link: str = "") -> None:
        start, self.length = self.length, self.length + len(text)
        self._texts.append(text)
        self.filled = self.filled or bool(text.strip())
        if look.bold:
            self._span(TextSpan(start, self.length, bold=True))
        if link:
            self._span(TextSpan(start, self.length, link=link))
        filled = len(text) - text.count(" ") - text.count("\u3000")
        self.sizes[look.size] += filled
        self.red += filled if look.red else 0

    def drop_opening(self, mark: str) -> None:
        """Take off the words that they begin with, if these are a mark, and the blanks behind it."""
        text = self.text
        bare = text.lstrip()
        if not mark.strip() or not bare.startswith(mark.strip()):
            return
        kept = bare[len(mark.strip()) :].lstrip()
        gone = len(text) - len(kept)
        self._texts, self.length = [kept], len(kept)
        moved = (span._replace(start=max(span.start - gone, 0), end=span.end - gone) for span in self.spans)
        self.spans = [span for span in moved if span.start < span.end]
        self.revisions = [each._replace(offset=max(each.offset - gone, 0)) for each in self.revisions]

    def _span(self, span: TextSpan) -> None:
        """A span, as one with the last of its kind where they touch: Word parts runs at every edit."""
        for index in range(len(self.spans) - 1, max(len(self.spans) - 3, -1), -1):
            last = self.spans[index]
            if last.end == span.start and (last.bold, last.link) == (span.bold, span.link):
                self.spans[index] = last._replace(end=span.end)
                return
        self.spans.append(span)


def raised(text: str, before: str, vertical: str) -> str:
    """Figures that are a power of the figures before them as superior ones, since 10⁸ is not 108."""
    power = vertical == "superscript" and before[-1:].isascii() and before[-1:].isdigit()
    return text.translate(_AS_POWERS) if power and _POWER.fullmatch(text) else text
