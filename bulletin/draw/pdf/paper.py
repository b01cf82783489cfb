"""Whether a layout's pages can go where they are sent: known before anything is drawn."""

from bulletin.model.design import Design
from bulletin.model.page import Bulletin, ImageMark, Page, RuleMark, ShapeMark, TextMark
from bulletin.problems import Problem, UsageError
from bulletin.units import PT_PER_MM, Pt, pt

A4 = (pt(210), pt(297))
A3 = (pt(297), pt(420))
NEAR = pt(0.5)  # a size is A4 within this
OFFICE_EDGE = pt(5)  # what office copiers cannot print on


def check_booklet(design: Design) -> None:
    """Raises UsageError where the layout's pages are not A4."""
    page = design.page
    if abs(page.width - A4[0]) > NEAR or abs(page.height - A4[1]) > NEAR:
        wide, high = page.width / pt(1), page.height / pt(1)
        message = f"小册子要 A4 的版式，{design.name} 是 {wide:.0f}×{high:.0f} 毫米"
        raise UsageError(Problem("error", "booklet-size", message, hint="用 --layout bulletin-a4，或另选一种 A4 版式"))


def copier_limits(bulletin: Bulletin) -> tuple[Problem, ...]:
    """Warnings: paper that copiers do not have, and each page with something within 5 mm of its edge, where they print
    nothing."""
    problems = []
    wide, high = bulletin.pages[0].size
    if not any(abs(wide - a) < NEAR and abs(high - b) < NEAR for a, b in (A4, A3)):
        message = f"版面是 {wide / PT_PER_MM:.0f}×{high / PT_PER_MM:.0f} 毫米，复印机只有 A3、A4 纸"
        hint = "按实际大小印在大一号的纸上再裁，或换用 bulletin-a3、bulletin-a4"
        problems.append(Problem("warning", "office-paper", message, hint=hint))
    for page in bulletin.pages:
        room = min((edge_room(mark, page) for mark in page.marks), default=OFFICE_EDGE)
        if room < OFFICE_EDGE - 0.01:
            shown = f"{max(room, 0.0) / PT_PER_MM:.1f}".removesuffix(".0")
            message = f"第 {page.number} 版有内容距纸边只有 {shown} 毫米，复印机印不到纸边 5 毫米以内"
            hint = "换用页边距大、没有出血的版式，例如 bulletin-a3"
            problems.append(Problem("warning", "office-edge", message, hint=hint))
    return tuple(problems)


def edge_room(mark: object, page: Page) -> Pt:
    """Least distance of a mark's box from the page's edges."""
    if isinstance(mark, TextMark):
        spans = mark.spans
        if not spans:
            return OFFICE_EDGE
        xs = [(mark.x + span.xs[at] / 1000 * span.size) for span in spans if span.xs for at in (0, -1)]
        size = max(span.size for span in spans)
        box = (min(xs), mark.y - 0.85 * size, max(xs) + size, mark.y + 0.15 * size)
    elif isinstance(mark, RuleMark):
        box = (
            min(mark.start.x, mark.end.x),
            min(mark.start.y, mark.end.y),
            max(mark.start.x, mark.end.x),
            max(mark.start.y, mark.end.y),
        )
    elif isinstance(mark, ShapeMark):
        points = [number for _, values in mark.path for number in zip(values[::2], values[1::2], strict=True)]
        if not points:
            return OFFICE_EDGE
        box = (
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        )
    elif isinstance(mark, ImageMark):
        box = (mark.rect.x, mark.rect.y, mark.rect.right, mark.rect.bottom)
    else:
        return OFFICE_EDGE
    return min(box[0], box[1], page.size.width - box[2], page.size.height - box[3])
