"""How well the columns turned out: widows, orphans, fill and white, from the model alone."""

from collections.abc import Iterator
from typing import NamedTuple

from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin, ImageMark, Module, Page
from bulletin.problems import Problem
from bulletin.units import PT_PER_MM


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
    lengths: dict[tuple[int, int], int] = {}
    for page in bulletin.pages:
        for module in page.modules:
            for piece in module.pieces:
                key = (module.report, piece.paragraph)
                lengths[key] = lengths.get(key, 0) + len(piece.lines)
    widows = orphans = lonely = 0
    for page in bulletin.pages:
        for module in page.modules:
            found = _ends(module, edition, lengths)
            widows, orphans, lonely = widows + found[0], orphans + found[1], lonely + found[2]
    fills = [_fill(page, bulletin) for page in bulletin.pages]
    whites = [_white(page, bulletin) for page in bulletin.pages[:-1]] or [_white(bulletin.pages[0], bulletin)]
    return ColumnFigures(
        widows,
        orphans,
        lonely,
        min(fills[:-1], default=1.0),
        fills[-1],
        sum(whites) / len(whites),
        max(whites),
        sum(module.part > 0 for page in bulletin.pages for module in page.modules),
    )


def _ends(module: Module, edition: Edition, lengths: dict[tuple[int, int], int]) -> tuple[int, int, int]:
    """Widows, orphans and lonely headings at this module's column breaks."""
    paragraphs = edition.reports[module.report].paragraphs
    widows = orphans = lonely = 0
    for one, two in zip(module.pieces, module.pieces[1:], strict=False):
        if one.column == two.column:
            continue
        if one.paragraph == two.paragraph and lengths[module.report, one.paragraph] >= 3:
            widows += len(two.lines) == 1 and two.lines[-1].last
            orphans += len(one.lines) == 1 and one.lines[0].start == 0
        before = [piece for piece in module.pieces if piece.column == one.column and piece.row < one.row]
        if len(one.lines) == 1 and before and paragraphs[before[-1].paragraph].kind == "heading":
            lonely += paragraphs[one.paragraph].kind != "heading" and one.lines[0].start == 0
    return widows, orphans, lonely


def _fill(page: Page, bulletin: Bulletin) -> float:
    """Depth that modules take of the page's nominal depth."""
    leading = bulletin.grid.leading if bulletin.grid else page.body.height / page.lines
    feet = [*(module.rect.bottom for module in page.modules), *(box.bottom for box in page.fillers)]
    return (max(feet) - page.body.y) / (page.lines * leading)


def _white(page: Page, bulletin: Bulletin) -> float:
    """White inside modules, share of the body's area: short columns, and lines added to heads."""
    leading = bulletin.grid.leading if bulletin.grid else page.body.height / page.lines
    white = 0.0
    for module in page.modules:
        white += module.pad * leading * module.rect.width
        for column in module.columns:
            white += (column.depth - column.lines - column.air - column.blocked) * leading * column.measure
    return white / (page.body.width * page.lines * leading)


def picture_problems(bulletin: Bulletin, least: float) -> Iterator[Problem]:
    """Pictures printed below `least` dots per inch, with the width at which they would do."""
    for page in bulletin.pages:
        for mark in page.marks:
            if not isinstance(mark, ImageMark):
                continue
            dots = mark.picture.width_px * mark.crop.width / (mark.rect.width / 72)
            if dots < least:
                width = mark.picture.width_px * mark.crop.width / least * 72 / PT_PER_MM
                yield Problem(
                    "warning",
                    "low-resolution",
                    f"图片在第{page.number}版只有 {dots:.0f} dpi，低于 {least:.0f} dpi",
                    mark.picture.place,
                    f"换一张更大的图，或让它印得不宽于 {width:.0f} 毫米",
                )
