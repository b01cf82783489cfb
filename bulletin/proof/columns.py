"""How well the columns turned out: widows, orphans, fill and white, from the model alone."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from bulletin.geometry import lost_share
from bulletin.memory import Memory
from bulletin.model import marks
from bulletin.model.edition import Edition, Paragraph, Report
from bulletin.model.page import Bulletin, ImageMark, Module, Page
from bulletin.problems import Problem
from bulletin.units import Pt

# A line that looks like a subhead: at most so many characters, over at least so many; by eye, on real texts.
LONGEST_SUBHEAD, LEAST_UNDER_SUBHEAD = 30, 40
SUBHEAD_SHOWN = 20  # characters of it in a message
LONG_ENOUGH = 3  # lines of a paragraph that can have a widow or an orphan


class ColumnFigures(NamedTuple):
    """What a whole issue's columns amount to."""

    widows: int  # last lines of a paragraph of three or more alone at a column's head
    orphans: int  # first lines of such a paragraph alone at a column's foot
    lonely: int  # headings with a single line of text at a column's foot
    fill_worst: float  # depth used of nominal, worst of all pages but the last
    fill_last: float
    white_mean: float  # short columns and padded heads, share of the body area of full pages
    white_worst: float
    jumps: int


def column_figures(edition: Edition, bulletin: Bulletin) -> ColumnFigures:
    """Count what the columns of all modules and pages did."""
    modules = [module for page in bulletin.pages for module in page.modules]
    lengths: Counter[tuple[int, int]] = Counter()
    for module in modules:
        for piece in module.pieces:
            lengths[module.report, piece.paragraph] += len(piece.lines)
    ends = Counter(end for module in modules for end in _ends(module, edition, lengths))
    fills = [_fill(page, bulletin) for page in bulletin.pages]
    whites = [_white(page, bulletin) for page in bulletin.pages[:-1]] or [_white(bulletin.pages[0], bulletin)]
    return ColumnFigures(
        widows=ends["widow"],
        orphans=ends["orphan"],
        lonely=ends["lonely"],
        fill_worst=min(fills[:-1], default=1.0),
        fill_last=fills[-1],
        white_mean=sum(whites) / len(whites),
        white_worst=max(whites),
        jumps=sum(module.part > 0 for module in modules),
    )


def _ends(module: Module, edition: Edition, lengths: Mapping[tuple[int, int], int]) -> Iterator[str]:
    """What stands wrongly at column breaks, a word for each; `lengths` has the lines of every report's paragraphs."""
    paragraphs = edition.reports[module.report].paragraphs
    for above, below in pairwise(module.pieces):
        if above.column == below.column:
            continue
        if above.paragraph == below.paragraph and lengths[module.report, above.paragraph] >= LONG_ENOUGH:
            if len(below.lines) == 1 and below.lines[-1].last:
                yield "widow"
            if len(above.lines) == 1 and above.lines[0].start == 0:
                yield "orphan"
        before = [piece for piece in module.pieces if piece.column == above.column and piece.row < above.row]
        kinds = [paragraphs[piece.paragraph].kind for piece in (*before[-1:], above)]
        if len(above.lines) == 1 and kinds == ["heading", "body"] and above.lines[0].start == 0:
            yield "lonely"


def stranded_subheads(report: Report, parts: Sequence[tuple[int, Module]]) -> tuple[Problem, ...]:
    """Lines of a report that look like subheads and stand last in their column, the text that they open in another.

    What the reader made a heading stops the build there (`page.verify`); here are bold lines and short ones without a
    stop over a longer paragraph, which are headings to the eye alone.

    Args:
        parts: its modules, each with the number of its page.
    """
    return tuple(_stranded(report.paragraphs, sorted(parts, key=lambda part: part[1].part)))


def _stranded(paragraphs: Sequence[Paragraph], parts: Sequence[tuple[int, Module]]) -> Iterator[Problem]:
    placed = [(page, module, piece) for page, module in parts for piece in module.pieces]
    for (page, module, piece), (_, other, following) in pairwise(placed):
        if (module.part, piece.column) == (other.part, following.column):
            continue
        above, below = paragraphs[piece.paragraph], paragraphs[following.paragraph]
        if piece.paragraph != following.paragraph and _looks_like_subhead(above, below):
            message = f"第{page}版第{piece.column + 1}栏的栏底是小标题样的一行：{above.text[:SUBHEAD_SHOWN]}"
            way = "把这一段设成“标题 2”样式" if above.place.is_in_word else "在这一行前面加 `## `"
            hint = f"如果是小标题，{way}；如果不是，在前文增删几个字"
            yield Problem("warning", "stranded-subhead", message, above.place, hint)


def _looks_like_subhead(above: Paragraph, below: Paragraph) -> bool:
    """Whether a body paragraph looks like a subhead of the one below it."""
    if above.kind != "body" or below.kind != "body" or len(above.text) > LONGEST_SUBHEAD:
        return False
    if all(run.bold for run in above.runs):
        return len(below.text) > len(above.text)
    bare = above.text[-1:] not in marks.NOT_AT_LINE_START | frozenset(marks.ELLIPSES)
    return bare and len(below.text) >= max(LEAST_UNDER_SUBHEAD, 2 * len(above.text))


def _leading(page: Page, bulletin: Bulletin) -> Pt:
    return bulletin.grid.leading if bulletin.grid else page.body.height / page.lines


def _fill(page: Page, bulletin: Bulletin) -> float:
    """Depth that modules take of the page's nominal depth."""
    boxes = (*(module.rect for module in page.modules), *page.boxes, *(box.rect for box in page.briefs))
    return (max(box.bottom for box in boxes) - page.body.y) / (page.lines * _leading(page, bulletin))


def _white(page: Page, bulletin: Bulletin) -> float:
    """White inside modules, share of the body's area: short columns, and lines added to heads."""
    leading = _leading(page, bulletin)
    white = 0.0
    for module in page.modules:
        white += module.pad * leading * module.rect.width
        for column in module.columns:
            white += (column.depth - column.lines - column.air - column.blocked) * leading * column.measure
    return white / (page.body.width * page.lines * leading)


def picture_problems(
    edition: Edition, bulletin: Bulletin, least: float, known: Memory | None = None
) -> Iterator[Problem]:
    """Pictures that lose a part of their area or have fewer than `least` dots per inch, and what would mend it.

    `known` keeps which a page has.
    """
    portraits = [report.portrait for report in edition.reports]
    known = known or Memory()
    for page in bulletin.pages:
        for mark in known.recall(("images", page), partial(_images, page)):
            name = "肖像" if mark.picture in portraits else "图片"
            if lost := lost_share(mark.crop):
                sides = "左右" if mark.crop.width < 1 else "上下"
                message = f"第{page.number}版的{name}填满位置时{sides}共裁去{lost:.0%}"
                fitting = mark.fitting or mark.rect.width / mark.rect.height
                hint = f"要在版面上裁得少，就换一张宽高比接近{fitting:.2f}的{name}"
                yield Problem("note", "picture-cropped", message, mark.picture.place, hint)
            dots = mark.picture.width_px * mark.crop.width / (mark.rect.width / 72)
            if dots < least:
                needed = ceil(mark.rect.width / 72 * least / mark.crop.width)
                message = f"{name}在第{page.number}版的精度只有{dots:.0f} dpi，低于{least:.0f} dpi"
                hint = f"换一张宽{needed}像素以上的{name}"
                if (fewer := _columns_enough(mark, page, least)) and name == "图片":
                    hint += f"，或排得窄些：{mark.picture.place.braces_line(f'{{宽: {fewer}栏}}')}"
                yield Problem("warning", "low-resolution", message, mark.picture.place, hint)


def _images(page: Page) -> tuple[ImageMark, ...]:
    return tuple(mark for mark in page.marks if isinstance(mark, ImageMark))


def _columns_enough(mark: ImageMark, page: Page, least: float) -> int:
    """Over how many text columns of its module, fewer than now, a picture has so many dots per inch; 0 over none."""
    module = next((module for module in page.modules if module.rect.holds(mark.rect)), None)
    if module is None:
        return 0
    first, *others = module.columns
    pitch = others[0].x - first.x if others else first.measure
    widest = mark.picture.width_px * mark.crop.width * 72 / least
    columns = int((widest - first.measure) // pitch) + 1 if widest >= first.measure else 0
    return columns if columns * pitch < mark.rect.width else 0
