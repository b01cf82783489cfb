"""Blocks of text as they were drawn: the words of a paragraph joined over lines, and back from a word to its place."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bulletin.desk.compare.changes import ChangedPart
from bulletin.desk.compare.page_text import DrawnText

LINE_APART = 0.5  # of the size: baselines farther apart are two lines; raised and lowered figures are nearer


class DrawnStretch(NamedTuple):
    """Characters of a block as they were drawn."""

    offset: int  # in the block's text
    drawn: DrawnText


class PrintedBlock(NamedTuple):
    """A paragraph, a heading, a row, or one thing that stands round the reports."""

    part: ChangedPart
    article: int  # which article it stands in, from 1; 0 outside
    title: str  # of the article
    text: str
    placed: tuple[DrawnStretch, ...]
    told: bool = False  # the text says what a figure shows; the labels drawn in it are not that text

    def drawn(self, start: int, end: int) -> Iterator[tuple[DrawnText, Sequence[int]]]:
        """What draws these characters, with their places on the page."""
        if self.told:
            yield from ((drawn, drawn.places) for _, drawn in self.placed)
            return
        first = max(bisect_right(self.placed, start, key=lambda placed: placed.offset) - 1, 0)
        for offset, drawn in self.placed[first:]:
            if offset >= end:
                return
            if places := drawn.places[max(start - offset, 0) : end - offset]:
                yield drawn, places

    def breaks(self, start: int, end: int) -> tuple[int, ...]:
        """Where lines end in these characters, counted from `start`."""
        if self.told:
            return ()
        inside = [placed for placed in self.placed if start < placed.offset < end]
        before = bisect_right(self.placed, start, key=lambda placed: placed.offset) - 1
        run = [*self.placed[max(before, 0) : max(before, 0) + 1], *inside]
        return tuple(after.offset - start for placed, after in pairwise(run) if is_new_line(placed.drawn, after.drawn))

    def page(self, start: int) -> int:
        """The page of the character there, from 0."""
        return next((drawn.page for drawn, _ in self.drawn(start, len(self.text))), 0)


def joined(texts: Iterable[tuple[int, DrawnText]], apart: str = "") -> tuple[str, tuple[DrawnStretch, ...]]:
    """The text of a block, and which of its characters were drawn by what.

    Args:
        texts: with the cell that each stands in.
        apart: what parts cells.
    """
    text = ""
    placed: list[DrawnStretch] = []
    before: DrawnText | None = None
    last_cell = 0
    for cell, drawn in texts:
        if before is not None:
            if cell != last_cell:
                text += apart
            elif not before.hyphen and (drawn.parted or is_new_line(before, drawn)) and _both_latin(text, drawn.text):
                text += " "
        placed.append(DrawnStretch(len(text), drawn))
        text += drawn.text
        before, last_cell = drawn, cell
    return text, tuple(placed)


def _both_latin(before: str, after: str) -> bool:
    """Whether words meet that a blank must part."""
    return all(char.isascii() and char.isalnum() for char in (before[-1:], after[:1])) and bool(before and after)


def is_new_line(before: DrawnText, after: DrawnText) -> bool:
    """Whether two stretches, one drawn after the other, stand on different lines."""
    return (
        before.page != after.page
        or abs(before.y - after.y) > LINE_APART * max(before.size, after.size)
        or after.x < before.x
    )


def furniture_blocks(texts: Sequence[DrawnText]) -> list[PrintedBlock]:
    """What stands round the reports, thing by thing: lines of one size, one close below or behind the other."""
    groups: list[list[DrawnText]] = []
    for text in texts:
        if groups and _goes_on(groups[-1], text):
            groups[-1].append(text)
        elif text.text.strip():
            groups.append([text])
    found: list[PrintedBlock] = []
    for group in groups:
        words, placed = joined((0, text) for text in group)
        found.append(PrintedBlock("furniture", 0, "", words, placed))
    return found


def _goes_on(group: Sequence[DrawnText], text: DrawnText) -> bool:
    last = group[-1]
    em = max(last.size, text.size)
    same_size = abs(last.size - text.size) < 0.05 * em
    below = 0 < text.y - last.y < 2 * em and abs(text.x - group[0].x) < 2 * em
    behind = abs(text.y - last.y) <= LINE_APART * em and 0 <= text.x - last.x < (len(last.text) + 2) * em
    return same_size and last.page == text.page and (below or behind)
