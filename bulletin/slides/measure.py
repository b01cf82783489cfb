"""Decides how many lines a text takes on a slide, whatever face the viewer draws it with, and where headlines break.

The viewer breaks the lines, not we: so the count is made the way PowerPoint, WPS and LibreOffice fill lines (each in
turn, line-break prohibition kept), with Noto Sans SC's advances widened by the layout's slack. A face that is no
wider than that takes no more lines. Heights follow from exact leadings and depend on no face at all.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.faces.face import Faces
from bulletin.memory import Memory, kept
from bulletin.model.marks import (
    ASCII_CLOSING,
    ASCII_OPENING,
    DASH_STROKES,
    NOT_AT_LINE_END,
    NOT_AT_LINE_START,
    PAUSES,
    SOLIDUS,
    STOPS,
)
from bulletin.model.slide import LayoutText, PlaceholderFit, Slack, SlideParagraph, TextFrame, TextLevel
from bulletin.posts import PostBreak, post_breaks
from bulletin.units import Pt, fits
from bulletin.words.head_words import PARTS_WORD

FULL_WIDTH_MILLI = 1000.0  # a Han character, 1/1000 em
MEASURED_ROLE = "hei"
FIRST_HAN = "\u2e80"
EM_ROUNDING = 1e-6  # em
AMBIGUOUS = "“”‘’—…·"  # as wide as Han in Chinese faces, narrow in others
AFTER_MARK = frozenset(PAUSES + STOPS)  # where a headline breaks best, by what stands before the break

INSIDE_TITLE_WORD = 1.5  # times the price of a break by the words

# What a byline's line end costs, as `balanced` counts: 1 is the whole measure's unevenness.
POST_COSTS = {
    PostBreak.BETWEEN_POSTS: 0.0, PostBreak.AFTER_PAUSE: 0.1, PostBreak.AFTER_ORGAN: 0.6, PostBreak.BESIDE_WORD: 2.0,
    PostBreak.ANYWHERE: 4.0, PostBreak.IN_WORD: 40.0,
}  # fmt: skip

# What no line break parts: opening marks, then a dash, a Latin word or one Han character, then what may not begin a
# line; and what a solidus joins (GB/T 15834-2011 5.1.9).
OPENING_CLASS = re.escape("".join(sorted(NOT_AT_LINE_END.difference(SOLIDUS).union(ASCII_OPENING))))
CLOSING_CLASS = re.escape("".join(sorted(NOT_AT_LINE_START.difference(SOLIDUS).union(ASCII_CLOSING))))
HAN_RANGE = FIRST_HAN + "-\U0010ffff" + AMBIGUOUS
_PART_OF_CLUSTER = rf"[{OPENING_CLASS}]*(?:[{DASH_STROKES}]{{2,}}|……|[^\s/{HAN_RANGE}]+|\S)?[{CLOSING_CLASS}]*"
CLUSTER = re.compile(rf"{_PART_OF_CLUSTER}(?:[/{SOLIDUS}]{_PART_OF_CLUSTER})*\s*")
LATIN_WORD = re.compile(rf"[^\s{HAN_RANGE}]+")


class Cluster(NamedTuple):
    """What no line break parts, widened, in em; `blank` is the space that falls at a line's end."""

    width: float
    blank: float
    end: int  # offset in the text


class Measurer:
    """Counts lines; what was measured stays in `memory`, whose basis must hold faces and slack."""

    def __init__(self, faces: Faces, slack: Slack, memory: Memory) -> None:
        self._faces = faces
        self._slack = slack
        self._memory = memory

    def width(self, text: str) -> float:
        """Of the text on one line, in em, widened."""
        return sum(cluster.width + cluster.blank for cluster in self.clusters(text))

    def lines(self, text: str, level: TextLevel, measure: Pt) -> int:
        """Lines that a paragraph takes at a measure, its indent not yet taken off; `\\n` begins a new one."""
        return sum(self._filled(piece, level, measure)[-1] for piece in text.split("\n"))

    def last_line(self, text: str, level: TextLevel, measure: Pt) -> str:
        """What stands on the last line of a text without `\\n`."""
        counts, clusters = self._filled(text, level, measure), self.clusters(text)
        before = [cluster.end for cluster, count in zip(clusters, counts, strict=False) if count < counts[-1]]
        return text[before[-1] if before else 0 :]

    def _filled(self, text: str, level: TextLevel, measure: Pt) -> tuple[int, ...]:
        """Lines begun after each cluster of a paragraph."""
        room = max(measure - level.indent, level.size) / level.size
        return self._memory.recall((text, room), lambda: self._fill(text, room))

    def _fill(self, text: str, room: float) -> tuple[int, ...]:
        """The same for lines of `room` em, filled one by one; a cluster wider than a line is parted anywhere."""
        counts: list[int] = []
        lines = 1
        used = 0.0
        parted = max(room - self._slack.advance, 1.0)  # a line may stay short by one character of a long word
        for width, blank, _ in self.clusters(text):
            if used and used + width > room + EM_ROUNDING:
                lines += 1
                used = 0.0
            if width > room:
                lines += int(width / parted)
                used = width % parted + blank
            else:
                used += width + blank
            counts.append(lines)
        return tuple(counts) or (1,)

    def clusters(self, text: str) -> tuple[Cluster, ...]:
        """The text cut wherever a line may break."""
        return self._memory.recall(text, lambda: self._cut(text))

    def _cut(self, text: str) -> tuple[Cluster, ...]:
        return tuple(self._cluster(match[0], match.end()) for match in CLUSTER.finditer(text) if match[0])

    def _cluster(self, text: str, end: int) -> Cluster:
        if len(text) == 1 and text >= FIRST_HAN:
            return Cluster(width=self._slack.advance, blank=0.0, end=end)
        word = text.rstrip()
        width = sum(map(self._advance, word))
        if LATIN_WORD.search(word):
            width += 2 * self._slack.han_latin_em * self._slack.advance
        return Cluster(width=width, blank=sum(map(self._advance, text[len(word) :])), end=end)

    @kept
    def _advance(self, mark: str) -> float:
        name = self._faces.choose(MEASURED_ROLE, mark) if mark < FIRST_HAN and mark not in AMBIGUOUS else None
        milli = self._faces.face(name).advance(mark) * self._slack.latin if name else FULL_WIDTH_MILLI
        return milli / 1000 * self._slack.advance

    def height(self, text: str, level: TextLevel, measure: Pt) -> Pt:
        """Of a paragraph with the white above it."""
        return level.before + self.lines(text, level, measure) * level.leading

    def fit(self, paragraphs: tuple[SlideParagraph, ...], text: LayoutText) -> PlaceholderFit:
        """What the paragraphs take of their placeholder. Vertical text is measured along its own lines.

        Viewers leave out the white above a box's first paragraph.
        """
        levels = [text.levels[min(paragraph.level, len(text.levels) - 1)] for paragraph in paragraphs]
        along, across = (text.depth, text.measure) if text.vertical else (text.measure, text.depth)
        pairs = zip(paragraphs, levels, strict=True)
        height = sum(self.height(each.text, level, along) for each, level in pairs)
        return PlaceholderFit(height=height - levels[0].before if levels else 0.0, room=across)

    def frames(
        self, texts: Sequence[LayoutText], content: Callable[[LayoutText], tuple[SlideParagraph, ...]]
    ) -> tuple[TextFrame, ...]:
        """The placeholders that have a content."""
        return tuple(
            TextFrame(text=place, paragraphs=paragraphs, fit=self.fit(paragraphs, text))
            for place, text in enumerate(texts)
            if (paragraphs := content(text))
        )


def balanced(text: str, measurer: Measurer, *, size: Pt, measure: Pt, lines: int, words: Sequence[float]) -> str | None:
    """The text with `\\n` at its best breaks for at most `lines` lines, or None when it cannot be.

    One line needs no break. Else U+3000, the gap between phrases, is the preferred place and gives way to the break;
    then after a mark; then between words, of which `words` has the price before each character; among equals the most
    even lines win. In more lines than needed where fewer part a word.
    """
    room = measure / size
    if measurer.width(text) <= room + EM_ROUNDING:
        return text
    places = _places(text, measurer, words)
    found = [ends for wanted in range(2, lines + 1) if (ends := _best_ends(text, places, measurer, room, wanted))]
    whole = (ends for ends in found if all(words[end] < PARTS_WORD for end in ends))
    return _parted(text, next(whole, found[0])) if found else None


def _parted(text: str, ends: tuple[int, ...]) -> str:
    """The text with `\\n` for the space, if any, at each of the line ends."""
    return "\n".join(text[start:end].strip("\u3000 ") for start, end in pairwise((0, *ends, len(text))))


def parted_byline(
    text: str, measurer: Measurer, *, level: TextLevel, measure: Pt, lines: int, terms: tuple[str, ...] = ()
) -> str:
    """A byline with `\\n` where its lines end: as posts are parted, in the fewest lines that part no word.

    It stays as it is where it needs no break, or more than `lines` lines.
    """
    room = (measure - level.indent) / level.size
    if measurer.width(text) <= room + EM_ROUNDING:
        return text
    worth = post_breaks(text, terms)
    places = tuple((cluster.end, POST_COSTS[worth[cluster.end]]) for cluster in measurer.clusters(text)[:-1])
    found = [ends for wanted in range(2, lines + 1) if (ends := _best_ends(text, places, measurer, room, wanted))]
    whole = (ends for ends in found if all(worth[end] is not PostBreak.IN_WORD for end in ends))
    return _parted(text, next(whole, found[0] if found else ()))


def _places(text: str, measurer: Measurer, words: Sequence[float]) -> tuple[tuple[int, float], ...]:
    """Offsets where a headline may break, with what a break there costs (1 is the whole measure's unevenness)."""
    places: list[tuple[int, float]] = []
    for cluster in measurer.clusters(text)[:-1]:
        offset = cluster.end
        before, after = text[offset - 1], text[offset]
        if before == "\u3000":
            places.append((offset, 0.0))
            continue
        quoted = text.count("“", 0, offset) > text.count("”", 0, offset)
        cost = 0.1 if before in AFTER_MARK else 0.45
        if before in "”》）" or after in "“《（":
            cost = 0.3
        places.append((offset, cost + INSIDE_TITLE_WORD * words[offset] + (0.4 if quoted else 0.0)))
    return tuple(places)


def _best_ends(
    text: str, places: tuple[tuple[int, float], ...], measurer: Measurer, room: float, lines: int
) -> tuple[int, ...] | None:
    """Break offsets for exactly `lines` lines at the least cost; None when some line stays too wide."""
    offsets = [0, *(offset for offset, _ in places), len(text)]
    costs = dict(places)
    running, inked = [0.0], [0.0]  # with and without the space before a break
    for first, last in pairwise(offsets):
        piece = text[first:last]
        inked.append(running[-1] + measurer.width(piece.rstrip()))
        running.append(running[-1] + measurer.width(piece))
    total = inked[-1]
    # best[k][j]: least cost of k lines that end at offsets[j]
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, ())}]
    for line in range(lines):
        row: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (cost, ends) in best[line].items():
            for last in range(first + 1, len(offsets)):
                width = inked[last] - running[first]
                if width > room + EM_ROUNDING:
                    break
                if (line == lines - 1) != (last == len(offsets) - 1):
                    continue
                uneven = abs(width - total / lines) / room
                offset = offsets[last]
                price = cost + uneven * uneven * 4 + costs.get(offset, 0.0)
                if last not in row or price < row[last][0]:
                    row[last] = (price, (*ends, offset) if offset < len(text) else ends)
        best.append(row)
    final = best[lines].get(len(offsets) - 1)
    return final[1] if final else None


def overflows(fit: PlaceholderFit) -> bool:
    """Whether the text leaves its box: words wider than a line are parted by every viewer, so heights decide."""
    return not fits(fit.height, fit.room)
