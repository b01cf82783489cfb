"""How many lines a text takes on a slide, whatever face the viewer draws it with.

The viewer breaks the lines, not we: so the count is made the way PowerPoint, WPS and LibreOffice fill lines (each in
turn, line-break prohibition kept), with Noto Sans SC's advances widened by the layout's slack. A face that is not
more than that much wider takes no more lines. Heights follow from exact leadings and depend on no face at all.
"""

from typing import NamedTuple

from bulletin.faces.face import Faces
from bulletin.model.marks import MARKS, NOT_AT_LINE_END, NOT_AT_LINE_START, STOPS
from bulletin.model.slide import Fit, LayoutText, Slack, SlideParagraph, TextLevel
from bulletin.units import Pt, fits

FULL = 1000  # a Han character, 1/1000 em
ROLE = "hei"
AMBIGUOUS = frozenset("“”‘’—…·")  # as wide as Han in Chinese faces, narrow in others

# Where a headline breaks best, by what stands before the break.
AFTER_MARK = frozenset("，、；：" + STOPS)


class Cluster(NamedTuple):
    """What no line break parts, widened, in em; `blank` is the space that falls at a line's end."""

    width: float
    blank: float
    text: str


class Measurer:
    """Counts lines; remembers every text it has measured."""

    def __init__(self, faces: Faces, slack: Slack) -> None:
        self._faces = faces
        self._slack = slack
        self._clusters: dict[str, tuple[Cluster, ...]] = {}
        self._advances: dict[str, float] = {}
        self._lines: dict[tuple[str, float], int] = {}

    def width(self, text: str) -> float:
        """Of the text on one line, in em, widened."""
        return sum(cluster.width + cluster.blank for cluster in self.clusters(text)) if text else 0.0

    def lines(self, text: str, level: TextLevel, measure: Pt) -> int:
        """Lines that a paragraph takes at a measure, its indent not yet taken off; `\\n` begins a new one."""
        room = max(measure - level.indent, level.size) / level.size
        found = self._lines.get((text, room))
        if found is None:
            found = self._lines[text, room] = sum(self._filled(piece, room) for piece in text.split("\n"))
        return found

    def _filled(self, text: str, room: float) -> int:
        """Lines filled one after another; a cluster wider than a line is parted anywhere."""
        lines = 1
        used = 0.0
        for cluster in self.clusters(text):
            if used and used + cluster.width > room + 1e-6:
                lines += 1
                used = 0.0
            if cluster.width > room:
                # parted between characters: a line may stay short by one of them
                full = int(cluster.width / max(room - self._slack.advance, 1.0))
                lines += full
                used = cluster.width - full * max(room - self._slack.advance, 1.0)
                used = max(used, 0.0) + cluster.blank
            else:
                used += cluster.width + cluster.blank
        return lines

    def clusters(self, text: str) -> tuple[Cluster, ...]:
        """The text cut wherever a line may break."""
        found = self._clusters.get(text)
        if found is None:
            found = self._clusters[text] = tuple(self._cut(text))
        return found

    def _cut(self, text: str) -> list[Cluster]:
        clusters: list[Cluster] = []
        width = blank = 0.0
        start = 0
        before = ""
        for at, mark in enumerate(text):
            if before and may_break(before, mark):
                clusters.append(Cluster(width, blank, text[start:at]))
                width = blank = 0.0
                start = at
            advance = self._advance(mark)
            if mark.isspace():
                blank += advance
            else:
                gap = self._slack.han_latin_em if before and _is_han(before) != _is_han(mark) else 0.0
                width += blank + advance + (gap if not before.isspace() else 0.0)
                blank = 0.0
            before = mark
        if text:
            clusters.append(Cluster(width, blank, text[start:]))
        return clusters

    def _advance(self, mark: str) -> float:
        found = self._advances.get(mark)
        if found is None:
            if _is_han(mark):
                milli: float = FULL
            else:
                name = self._faces.choose(ROLE, mark)
                milli = self._faces.face(name).advance(mark) * self._slack.latin if name else FULL
            found = self._advances[mark] = milli / 1000 * self._slack.advance
        return found

    def height(self, paragraphs: tuple[tuple[str, TextLevel], ...], measure: Pt) -> Pt:
        """Of paragraphs one under another, white above the first one counted too."""
        return sum(level.before + self.lines(text, level, measure) * level.leading for text, level in paragraphs)

    def fit(self, paragraphs: tuple[SlideParagraph, ...], text: LayoutText) -> Fit:
        """What the paragraphs take of their placeholder. Vertical text is measured along its own lines."""
        levels = [text.levels[min(paragraph.level, len(text.levels) - 1)] for paragraph in paragraphs]
        along, across = (text.depth, text.measure) if text.vertical else (text.measure, text.depth)
        pairs = tuple((paragraph.text, level) for paragraph, level in zip(paragraphs, levels, strict=True))
        return Fit(self.height(pairs, along), across)


def may_break(before: str, after: str) -> bool:
    """Whether viewers end a line between these two characters: Latin words stay whole, the prohibition is kept."""
    if before.isspace() or after.isspace():
        return before.isspace() and not after.isspace()
    if before in NOT_AT_LINE_END or after in NOT_AT_LINE_START:
        return False
    if before == after and before in "—…":
        return False
    return _is_han(before) or _is_han(after)


def _is_han(mark: str) -> bool:
    """Whether the mark is set one em wide: ideographs, full-width forms, Chinese marks."""
    return mark >= "\u2e80" or mark in AMBIGUOUS


def balanced(
    text: str, measurer: Measurer, *, size: Pt, measure: Pt, lines: int, terms: tuple[str, ...] = ()
) -> str | None:
    """The text with `\\n` at its best breaks for at most `lines` lines, or None when it cannot be.

    One line needs no break. Else U+3000, the gap between phrases, is the preferred place and gives way to the break;
    then after a mark; then anywhere permitted outside the terms; among equals the most even lines win.
    """
    room = measure / size
    if measurer.width(text) <= room + 1e-6:
        return text
    places = _places(text, terms)
    for wanted in range(2, lines + 1):
        ends = _best_ends(text, places, measurer, room, wanted)
        if ends:
            starts = [0, *ends]
            pieces = [
                text[start:end].strip("\u3000 ")
                for start, end in zip(starts, [*ends, len(text)], strict=True)
            ]
            return "\n".join(pieces)
    return None


def _places(text: str, terms: tuple[str, ...]) -> tuple[tuple[int, float], ...]:
    """Offsets where a headline may break, with what a break there costs (1 is the whole measure's unevenness)."""
    inside = {
        at + inner for term in terms for at in range(len(text)) if text.startswith(term, at) for inner in range(1, len(term))
    }
    places: list[tuple[int, float]] = []
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if before == "\u3000":
            places.append((at, 0.0))
        elif after != "\u3000" and may_break(before, after):
            quoted = text.count("“", 0, at) > text.count("”", 0, at)
            cost = 0.1 if before in AFTER_MARK else 0.45
            if before in "”》）" or after in "“《（":
                cost = 0.3
            elif before in MARKS or after in MARKS:
                cost = min(cost, 0.4)
            places.append((at, cost + (0.5 if at in inside else 0.0) + (0.4 if quoted else 0.0)))
    return tuple(places)


def _best_ends(
    text: str, places: tuple[tuple[int, float], ...], measurer: Measurer, room: float, lines: int
) -> tuple[int, ...] | None:
    """Break offsets for exactly `lines` lines at the least cost; None when some line stays too wide."""
    offsets = [0, *(at for at, _ in places), len(text)]
    costs = {at: cost for at, cost in places}
    running = [0.0]
    for first, last in zip(offsets, offsets[1:], strict=False):
        running.append(running[-1] + measurer.width(text[first:last]))
    total = running[-1]
    # best[k][j]: least cost of k lines that end at offsets[j]
    best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, ())}]
    for line in range(lines):
        row: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (cost, ends) in best[line].items():
            for last in range(first + 1, len(offsets)):
                width = running[last] - running[first]
                if width > room + 1e-6:
                    break
                if (line == lines - 1) != (last == len(offsets) - 1):
                    continue
                uneven = abs(width - total / lines) / room
                at = offsets[last]
                price = cost + uneven * uneven * 4 + costs.get(at, 0.0)
                if last not in row or price < row[last][0]:
                    row[last] = (price, (*ends, at) if at < len(text) else ends)
        best.append(row)
    final = best[lines].get(len(offsets) - 1)
    return final[1] if final else None


def overflows(fit: Fit) -> bool:
    """Whether the text leaves its box: words wider than a line are parted by every viewer, so heights decide."""
    return not fits(fit.height, fit.room)
