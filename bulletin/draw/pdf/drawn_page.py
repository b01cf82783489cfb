"""One page drawn: its packed content stream and what of it the file's other objects name, as plain values.

It depends on the page's own marks, on what its tags are, on the target and on how the faces are coded: a page of which
nothing of that changed is the same value as before, in whatever file it stands.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from bulletin.draw.pdf.fonts import EmbeddedFont
from bulletin.draw.pdf.laid_page import LaidPage, OwnMarks, SetLine
from bulletin.draw.pdf.objects import PackedStream, packed
from bulletin.draw.pdf.page import ContentStream
from bulletin.draw.pdf.target import SheetSetup, Target
from bulletin.geometry import Insets, Rect, path_bounds
from bulletin.memory import Memory
from bulletin.model.page import ImageMark, RuleMark, ShapeMark, TextMark

EM_ABOVE = 0.88  # of an em box over the baseline: GB 18030 faces, ideographic baseline


class ShownFigure(NamedTuple):
    """Where a figure stands (left, bottom, right, top); `alt` serves where its tag has no text of its own."""

    tag: int  # of the page's own
    box: tuple[float, float, float, float]
    alt: str


class DrawnPage(NamedTuple):
    """A page's content stream and what it names."""

    stream: PackedStream
    digest: bytes  # of the stream, unpacked
    states: Mapping[str, float]  # opacities by name
    images: Mapping[str, str]  # resource names by digest of the picture
    content: tuple[int, ...]  # the page's own tags of the marked content, in the order of its numbers
    figures: tuple[ShownFigure, ...]


class PageDrawer:
    """Draws the pages of one file.

    Args:
        fonts: every face that the pages use.
        memory: for these very faces.
    """

    def __init__(self, target: Target, fonts: Mapping[str, EmbeddedFont], memory: Memory) -> None:
        self._target = target
        self._fonts = fonts
        self._pages = memory.under("streams", target.name)
        self._spans = memory.under("spans")

    def drawn(self, laid: LaidPage, setup: SheetSetup, kinds: tuple[str, ...]) -> DrawnPage:
        """The page on its sheet; `kinds` are the types of the elements of its own tags."""
        fonts = tuple((face, self._fonts[face].name, self._fonts[face].coding) for face in laid.glyphs)
        key = (laid.own, kinds, fonts)
        return self._pages.recall(key, lambda: self._draw(laid.own.value, laid.lines, setup, kinds))

    def _draw(
        self, own: OwnMarks, lines: tuple[SetLine | None, ...], setup: SheetSetup, kinds: tuple[str, ...]
    ) -> DrawnPage:
        content = ContentStream(own.size, setup, self._target, self._fonts, kinds, self._spans)
        figures = _charts(own, content, kinds)
        for mark, line in zip(own.marks, lines, strict=True):
            if isinstance(mark, TextMark) and line:
                content.text(mark, line)
            elif isinstance(mark, RuleMark):
                content.rule(mark)
            elif isinstance(mark, ShapeMark):
                content.shape(mark)
            elif isinstance(mark, ImageMark):
                content.image(mark)
                if mark.tag >= 0:
                    alt = mark.alt or mark.picture.caption
                    figures.append(ShownFigure(tag=mark.tag, box=content.area(mark.rect), alt=alt))
        data = content.finish(self._target.marks(setup) if self._target.marks else "")
        return DrawnPage(
            stream=packed(data),
            digest=sha256(data).digest(),
            states=content.states,
            images=content.images,
            content=tuple(content.content),
            figures=tuple(figures),
        )


def _charts(own: OwnMarks, content: ContentStream, kinds: tuple[str, ...]) -> list[ShownFigure]:
    """What each chart takes: PDF/UA wants a figure's box, and a chart's is that of all its marks."""
    charts: dict[int, list[Rect]] = {}
    for mark in own.marks:
        if mark.tag < 0 or kinds[mark.tag] != "Figure" or not isinstance(mark, TextMark | RuleMark | ShapeMark):
            continue
        if box := mark_bounds(mark):
            charts.setdefault(mark.tag, []).append(box)
    found = []
    for tag, boxes in charts.items():
        x, y = min(box.x for box in boxes), min(box.y for box in boxes)
        right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
        found.append(ShownFigure(tag=tag, box=content.area(Rect(x, y, right - x, bottom - y)), alt=""))
    return found


def mark_bounds(mark: TextMark | RuleMark | ShapeMark) -> Rect | None:
    """What a mark covers, of a text the boxes of its ems; None for one that draws nothing."""
    if isinstance(mark, ShapeMark):
        box, half = path_bounds(mark.path), mark.width / 2 if mark.stroke else 0.0
        return box and box.inset(Insets(-half, -half, -half, -half))
    if isinstance(mark, RuleMark):
        (x, y), (right, bottom), half = mark.start, mark.end, mark.width / 2
        return Rect(min(x, right) - half, min(y, bottom) - half, abs(right - x) + 2 * half, abs(bottom - y) + 2 * half)
    ends = [(mark.x + at / 1000 * span.size, span.size) for span in mark.spans for at in span.xs]
    if not ends:
        return None
    size = max(size for _, size in ends)
    x, right = min(x for x, _ in ends), max(x + size for x, size in ends)
    return Rect(x, mark.y - EM_ABOVE * size, right - x, size)
