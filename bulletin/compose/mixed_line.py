"""Texts of differing styles on one line: bylines, jump lines, folios."""

from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias

from bulletin.compose.break_prices import TERM
from bulletin.compose.breaks import break_lines
from bulletin.compose.classes import Gaps
from bulletin.compose.costs import LineFit
from bulletin.compose.emergency import with_emergency_breaks
from bulletin.compose.items import Items
from bulletin.compose.justify import LineLook, set_line
from bulletin.compose.packed_line import width
from bulletin.compose.paragraphs import cheapest_count, fitted_line, milli_ems, with_words
from bulletin.compose.type_case import TypeCase
from bulletin.model.galley import Line, Span, Stroke
from bulletin.posts import PostBreak, post_breaks
from bulletin.units import Pt, fits

# Penalties of line ends in a post, where the white that a line leaves costs up to 20: a word is parted at the last.
POST_PRICES = {
    PostBreak.BETWEEN_POSTS: 0.0, PostBreak.AFTER_PAUSE: 1.0, PostBreak.AFTER_ORGAN: 12.0, PostBreak.BESIDE_WORD: 40.0,
    PostBreak.ANYWHERE: 90.0, PostBreak.IN_WORD: 900.0,
}  # fmt: skip

LineAlign: TypeAlias = Literal["left", "center", "right"]


class SizedText(NamedTuple):
    """One text of one style."""

    items: Items
    look: LineLook
    words: tuple[float, ...] = ()  # the price of a break before each character; none for a text that is not a head

    @property
    def width(self) -> Pt:
        return width(self.items.sums[-1]) * self.look.size / 1000


def mixed_lines(
    texts: tuple[SizedText, ...], case: TypeCase, measure: Pt, align: LineAlign, *, post: bool
) -> tuple[Line, ...]:
    """The texts side by side; one that finds no room begins a new line, and is broken when it is too wide itself.

    Args:
        post: they are a byline, which is broken as posts are.
    """
    gaps = case.rules.gaps
    rows: list[list[SizedText]] = []
    used = 0.0
    for text in texts:
        between = _gap(rows[-1][-1], text, gaps) if rows else 0.0
        if rows and (fits(used + between + text.width, measure) or not text.items.text.strip()):
            rows[-1].append(text)
            used += between + text.width
        else:
            rows.append([text])
            used = text.width
    lines: list[Line] = []
    offset = 0
    for row in rows:
        if len(row) == 1 and not fits(row[0].width, measure):
            lines.extend(_wrapped(row[0], case, offset, post=post))
        else:
            lines.append(_joined(row, gaps, measure, align, offset))
        offset += sum(len(text.items.text) for text in row)
    return tuple(line._replace(last=place == len(lines) - 1) for place, line in enumerate(lines))


def _gap(left: SizedText, right: SizedText, gaps: Gaps) -> Pt:
    """The blank between two texts, in ems of the larger one."""
    if not left.items.classes or not right.items.classes:
        return 0.0
    pair = (left.items.classes[-1], right.items.classes[0])
    return width(gaps[pair]) * max(left.look.size, right.look.size) / 1000


def _joined(row: list[SizedText], gaps: Gaps, measure: Pt, align: LineAlign, offset: int) -> Line:
    starts: list[Pt] = [0.0]
    for left, right in pairwise(row):
        starts.append(starts[-1] + left.width + _gap(left, right, gaps))
    x = starts[-1] + row[-1].width
    shift = {"left": 0.0, "center": (measure - x) / 2, "right": measure - x}[align]
    spans: list[Span] = []
    strokes: list[Stroke] = []
    for text, start in zip(row, starts, strict=True):
        if text.items.units:
            indent = round((shift + start) * 1000 / text.look.size)
            look = text.look._replace(align="left")
            line = set_line(text.items, 0, len(text.items.units), LineFit(0.0), look, indent=indent)
            spans.extend(line.spans)
            strokes.extend(line.strokes)
    end = offset + sum(len(text.items.text) for text in row)
    return Line(spans=tuple(spans), start=offset, end=end, width=shift + x, measure=measure, strokes=tuple(strokes))


def _post_penalties(items: Items) -> list[float]:
    """The penalties of a post: by its words, and not in what is better not broken anyway (terms, numbers)."""
    worth = post_breaks(items.text)
    return [
        max(penalty, POST_PRICES[PostBreak.IN_WORD if penalty >= TERM else worth[items.offsets[unit]]])
        for unit, penalty in zip(items.nodes[:-1], items.penalties[:-1], strict=True)
    ] + items.penalties[-1:]


def _wrapped(text: SizedText, case: TypeCase, offset: int, *, post: bool) -> list[Line]:
    """One text broken into lines, ragged."""
    measure = milli_ems(text.look.measure, text.look.size)
    items = with_emergency_breaks(text.items, measure)
    if post:
        items = items._replace(penalties=_post_penalties(items))
    elif text.words:
        items = items._replace(penalties=with_words(items, text.words))
    tables = case.costs(measure, "left")
    solutions = break_lines(items, tables)
    nodes = solutions[cheapest_count(solutions)].nodes
    lines = []
    for first, last in pairwise([0, *[items.nodes[node] for node in nodes]]):
        line = fitted_line(items, first, last, tables, text.look)
        lines.append(line._replace(start=line.start + offset, end=line.end + offset))
    return lines
