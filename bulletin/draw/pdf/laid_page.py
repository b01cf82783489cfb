"""A page's marks as its content stream knows them: their tags counted on the page, their lines as glyphs.

What a page holds is looked up by its marks as they are, then by its marks with tags of its own: a paragraph more in
another report gives every tag behind it another number, and no page another look.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from bulletin.draw.pdf.fonts import glyphs_by_face
from bulletin.draw.pdf.set_spans import GlyphKey, LineOfGlyphs, SetSpan, line_of, set_spans
from bulletin.faces.face import Faces
from bulletin.geometry import Size
from bulletin.memory import Hashed, Memory
from bulletin.model.page import ARTIFACT, Mark, Page, TextMark


class OwnMarks(NamedTuple):
    """A page's size and marks, whose tags are numbered from 0 in order of first use."""

    size: Size
    marks: tuple[Mark, ...]
    types: tuple[type[Mark], ...]  # two records of different types and equal fields are equal


class MarkedPage(NamedTuple):
    """Marks with tags of their own, and what these are in Bulletin.tags."""

    own: Hashed[OwnMarks]
    tags: tuple[int, ...]


class SetLine(NamedTuple):
    """A line, and its spans as glyphs."""

    line: Hashed[LineOfGlyphs]
    spans: tuple[SetSpan, ...]


class LaidMarks(NamedTuple):
    """Marks before they are drawn."""

    lines: tuple[SetLine | None, ...]  # for each mark its line, if it is text
    glyphs: Mapping[str, frozenset[GlyphKey]]  # what every face must draw, the faces in order of first use


class LaidPage(NamedTuple):
    """A page before it is drawn."""

    own: Hashed[OwnMarks]
    tags: tuple[int, ...]  # in Bulletin.tags
    lines: tuple[SetLine | None, ...]
    glyphs: Mapping[str, frozenset[GlyphKey]]


class Layer:
    """Lays pages; `memory` is for these very faces."""

    def __init__(self, faces: Faces, memory: Memory) -> None:
        self._faces = faces
        self._pages = memory.under("pages")
        self._own = memory.under("own marks")
        self._laid = memory.under("laid marks")
        self._lines = memory.under("lines")

    def page(self, page: Page) -> LaidPage:
        """The page as its content stream will have it."""
        key = Hashed((page.size, page.marks, tuple(map(type, page.marks))))
        marked = self._pages.recall(key, lambda: self._marked(page))
        laid = self._laid.recall(marked.own, lambda: self._marks(marked.own.value.marks))
        return LaidPage(own=marked.own, tags=marked.tags, lines=laid.lines, glyphs=laid.glyphs)

    def _marked(self, page: Page) -> MarkedPage:
        numbers: dict[int, int] = {}
        marks = tuple(
            mark if mark.tag == ARTIFACT else mark._replace(tag=numbers.setdefault(mark.tag, len(numbers)))
            for mark in page.marks
        )
        own = Hashed(OwnMarks(size=page.size, marks=marks, types=tuple(map(type, marks))))
        return MarkedPage(own=self._own.recall(own, lambda: own), tags=tuple(numbers))

    def _marks(self, marks: Iterable[Mark]) -> LaidMarks:
        lines = tuple(
            self._line(line_of(mark, ahead)) if isinstance(mark, TextMark) else None
            for mark, ahead in pairwise((*marks, None))
        )
        return LaidMarks(lines=lines, glyphs=glyphs_by_face(line.spans for line in lines if line))

    def _line(self, line: LineOfGlyphs) -> SetLine:
        key = Hashed(line)
        return self._lines.recall(key, lambda: SetLine(line=key, spans=tuple(set_spans(line, self._faces))))
