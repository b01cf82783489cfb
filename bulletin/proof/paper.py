"""Whether pages can go where they are sent.

A booklet is folded from A4 pages; an office copier has A3 and A4 paper and prints nothing near its edge.
"""

from bulletin.model.design import Design
from bulletin.model.page import Bulletin, ImageMark, Mark, Page, RuleMark, ShapeMark, TextMark
from bulletin.problems import Problem, UsageError
from bulletin.units import PT_PER_MM, Pt, pt

A4 = (pt(210), pt(297))
A3 = (pt(297), pt(420))
NEAR = pt(0.5)  # a size is A4 within this
COPIER_EDGE = pt(5)  # the margin on which office copiers do not print


def check_booklet(design: Design) -> None:
    """Raises UsageError where the layout's pages are not A4."""
    page = design.page
    if abs(page.width - A4[0]) > NEAR or abs(page.height - A4[1]) > NEAR:
        message = f"小册子须用 A4 的版式，而 {design.name} 是{page.width / pt(1):.0f}×{page.height / pt(1):.0f}毫米"
        raise UsageError(
            Problem("error", "booklet-size", message, hint="用 --layout bulletin-a4，或另选一种 A4 的版式")
        )


def copier_limits(bulletin: Bulletin) -> tuple[Problem, ...]:
    """Warnings: paper that copiers do not have, and each page with a mark within 5 mm of its edge."""
    problems = []
    size = bulletin.pages[0].size
    if not any(abs(size.width - width) < NEAR and abs(size.height - height) < NEAR for width, height in (A4, A3)):
        message = f"版面是{size.width / PT_PER_MM:.0f}×{size.height / PT_PER_MM:.0f}毫米，而复印机只有 A3、A4 纸"
        hint = "按实际大小印在大一号的纸上再裁切，或换用 bulletin-a3、bulletin-a4"
        problems.append(Problem("warning", "office-paper", message, hint=hint))
    for page in bulletin.pages:
        room = min((edge_room(mark, page) for mark in page.marks), default=COPIER_EDGE)
        if room < COPIER_EDGE - 0.01:
            shown = f"{max(room, 0.0) / PT_PER_MM:.1f}".removesuffix(".0")
            message = f"第{page.number}版有内容距纸边只有{shown}毫米，复印机印不到纸边5毫米以内"
            hint = "换用页边距较大、没有出血的版式，例如 bulletin-a3"
            problems.append(Problem("warning", "office-edge", message, hint=hint))
    return tuple(problems)


def edge_room(mark: Mark, page: Page) -> Pt:
    """Least distance of a mark's points from the page's edges; COPIER_EDGE for a mark that draws nothing."""
    points = _extent(mark)
    return min((min(x, y, page.size.width - x, page.size.height - y) for x, y in points), default=COPIER_EDGE)


def _extent(mark: Mark) -> list[tuple[Pt, Pt]]:
    """Points that a mark reaches to: corners of text and pictures, ends of rules, points of paths."""
    if isinstance(mark, TextMark):
        size = max((span.size for span in mark.spans), default=0.0)
        origins = [mark.x + x / 1000 * span.size for span in mark.spans for x in span.xs]
        # no line's ink reaches further than 0.85 em above and 0.15 em below its baseline, an em beyond its last origin
        return [corner for x in origins for corner in ((x, mark.y - 0.85 * size), (x + size, mark.y + 0.15 * size))]
    if isinstance(mark, RuleMark):
        return [(mark.start.x, mark.start.y), (mark.end.x, mark.end.y)]
    if isinstance(mark, ShapeMark):
        return [point for _, values in mark.path for point in zip(values[::2], values[1::2], strict=True)]
    if isinstance(mark, ImageMark):
        return [(mark.rect.x, mark.rect.y), (mark.rect.right, mark.rect.bottom)]
    return []
