"""Words that lead elsewhere: lines parted where a link begins and ends, and the places of a page that lead there."""

from collections.abc import Callable, Mapping
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple
from unicodedata import category, digit, east_asian_width

from bulletin.geometry import Rect
from bulletin.makeup.line_marks import line_marks, strokes
from bulletin.model.edition import Paragraph, Run
from bulletin.model.galley import Line, Span
from bulletin.model.page import LinkMark, Mark, TextMark
from bulletin.units import Pt

NARROWEST_EM = 0.25  # of what a character of a link covers
LINE_EM = 1.2  # height of a link's place on a line, one em of it above the baseline


class LinkTarget(NamedTuple):
    """A place in the issue."""

    page: int
    y: Pt


class LinkTags(NamedTuple):
    """The structure elements of a text: its own, and those of its links."""

    own: int
    number: int  # of the paragraph, or of the cell in its table
    links: Mapping[tuple[int, int], int]  # that number and a run -> the Link of its words


class TaggedSpans(NamedTuple):
    """A stretch of a line that belongs to one element of the structure."""

    tag: int
    spans: tuple[Span, ...]
    right: Pt  # from the line's start to where what follows begins, or the line ends
    run: Run | None = None  # the link or number of a note that it is

    def place(self, x: Pt, y: Pt) -> Rect:
        """What it covers of a line that starts at `x` on the baseline `y`."""
        size, last = self.spans[0].size, self.spans[-1]
        left = self.spans[0].xs[0] * size / 1000
        # the origin of an opening mark that follows may lie left of where its cell begins
        least = NARROWEST_EM * size * sum(len(span.units) for span in self.spans)
        right = last.size * (last.xs[-1] / 1000 + (1.0 if _is_ideograph(last.units[-1]) else 0.0))
        return Rect(x + left, y - size, max(least, right - left, self.right - left), LINE_EM * size)


def _is_ideograph(unit: str) -> bool:
    """Whether a unit is as wide as it is high."""
    return category(unit[0]) == "Lo" and east_asian_width(unit[0]) == "W"


def linked_marks(
    line: Line, paragraph: Paragraph, x: Pt, y: Pt, tags: LinkTags, note: Callable[[int], LinkTarget | None]
) -> list[Mark]:
    """A line of text; what leads elsewhere is a mark of its own, with the place that leads there.

    Args:
        note: where the text of a note stands, by its number; None without one.
    """
    parts = _tagged_spans(line, paragraph, tags)
    if len(parts) == 1 and not parts[0].run:
        return line_marks(line, x, y, parts[0].tag)
    marks: list[Mark] = [TextMark(x, y, part.spans, part.tag, line.hyphen and part is parts[-1]) for part in parts]
    for part in parts:
        target = note(part.run.note) if part.run else None
        if link := _link_mark(part, part.place(x, y), target):
            marks.append(link)
    return [*marks, *strokes(line, x, y)]


def _tagged_spans(line: Line, paragraph: Paragraph, tags: LinkTags) -> tuple[TaggedSpans, ...]:
    """A line of a paragraph, parted where links and the numbers of notes begin and end."""
    if not any(run.link or run.note for run in paragraph.runs):
        return (TaggedSpans(tag=tags.own, spans=line.spans, right=line.width),)
    at = [place for place, run in enumerate(paragraph.runs) for _ in run.text]  # the run of each character
    pieces: list[tuple[int, Span]] = []  # the spans, cut where runs end that lead elsewhere, with these runs
    offset = line.start
    for span in line.spans:
        starts = list(accumulate(map(len, span.units), initial=offset))
        # a hyphen of ours stands behind the last character of the text
        runs = [at[start] if start < line.end else at[line.end - 1] for start in starts[:-1]]
        leading = [run if (tags.number, run) in tags.links else -1 for run in runs]
        for run, group in groupby(enumerate(leading), key=itemgetter(1)):
            places = [place for place, _ in group]
            cut = slice(places[0], places[-1] + 1)
            pieces.append((run, span._replace(units=span.units[cut], xs=span.xs[cut])))
        offset = starts[-1]
    parts = [(run, tuple(span for _, span in group)) for run, group in groupby(pieces, key=itemgetter(0))]
    rights = [spans[0].xs[0] * spans[0].size / 1000 for _, spans in parts[1:]]
    return tuple(
        TaggedSpans(
            tag=tags.links.get((tags.number, run), tags.own),
            spans=spans,
            right=right,
            run=paragraph.runs[run] if run >= 0 else None,
        )
        for (run, spans), right in zip(parts, (*rights, line.width), strict=False)
    )


def note_number(paragraph: Paragraph) -> int:
    """The number of the note whose text it is, 0 without one: its label in superscript figures."""
    figures = [digit(mark, -1) for mark in paragraph.label] if paragraph.kind == "note" else []
    return int("".join(map(str, figures))) if figures and min(figures) >= 0 else 0


def _link_mark(part: TaggedSpans, place: Rect, note: LinkTarget | None) -> LinkMark | None:
    """The place that the words of a link lead from; None where they lead nowhere: to a note without a text."""
    if part.run is None:
        return None
    if part.run.note:
        contents = f"转到注释{part.run.note}"
        return LinkMark(place, note.page, note.y, part.tag, contents) if note else None
    return LinkMark(place, 0, 0.0, part.tag, f"打开{part.run.link}", part.run.link)
