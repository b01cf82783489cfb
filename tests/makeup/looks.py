"""How the pages of an issue look, in figures: full, with a lead, a mosaic rather than bands, heads that fall by rank.

Everything is counted on the finished `Bulletin`, in column lines of its own grid.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin, Module, Page

NEAR = 2.0  # points within which two edges are one
LEAD_LINES = 12  # of text under the lead's head
NARROW = 200.0  # points: a module of one column does not lead in another's place
OPENED = 0.15  # of a page: it is not opened for less
LEAD_RATIO = 1.5  # of the lead's head to the next on the front page


class PageLook(NamedTuple):
    """What one page looks like."""

    number: int
    modules: int
    bands: int  # modules over the full width
    all_bands: bool  # two modules and more, all of them bands, and nothing beside them
    free: float  # share of the body that is blank: below modules, beside them, in short columns
    level: bool  # all columns end on one line
    mixed: bool  # two modules of different widths stand side by side
    louder: int  # pairs whose less important head is the larger one
    pairs: int
    alike: int  # pairs side by side with heads of one size and number of rows
    last: bool


class IssueLook(NamedTuple):
    """What an issue looks like."""

    pages: tuple[PageLook, ...]
    jumps: int
    lead_band: bool
    opened: bool  # its last page for less than 15 % of a page
    contents: bool  # 本期导读 stands on its front page
    lead_ratio: float  # of the front page's lead to the next head; 0 where it stands alone or the page is exempt


def issue_look(issue: Edition, made: Bulletin) -> IssueLook:
    """The figures of a finished issue."""
    grid = made.grid
    assert grid is not None
    order = tuple(report.rank or 4 for report in issue.reports)  # the editor's; else all are equal
    pages = tuple(_page_look(page, grid.columns, grid.leading, order, page is made.pages[-1]) for page in made.pages)
    front = made.pages[0]
    headed = _headed(front)
    lead = _lead(headed)
    others = [module.head_size for module in headed if module is not lead]
    exempt = not others or _four_equal(front, headed)
    return IssueLook(
        pages=pages,
        jumps=sum(module.part > 0 for page in made.pages for module in page.modules),
        lead_band=_is_band(front, lead),
        opened=len(pages) > 1 and pages[-1].free > 1 - OPENED,
        contents=any(text.kind == "entry" for box in front.reliefs for text in box.texts),
        lead_ratio=0.0 if exempt else lead.head_size / max(others),
    )


def _lead(modules: Sequence[Module]) -> Module:
    """Which module of the front page leads: the first, or the first wide one with text enough under its head."""
    first, *others = modules
    deep = [module for module in others if module.columns[0].depth >= LEAD_LINES and module.rect.width > NARROW]
    return first if not deep or first.columns[0].depth >= LEAD_LINES else deep[0]


def _headed(page: Page) -> tuple[Module, ...]:
    """The modules of a page but for briefs that stand in a box."""
    return tuple(module for module in page.modules if module.head_size)


def _is_band(page: Page, module: Module) -> bool:
    return module.rect.width > page.body.width - NEAR


def _four_equal(page: Page, modules: Sequence[Module]) -> bool:
    """Whether a page has 2 x 2 modules."""
    half = [round(module.rect.x) for module in modules if abs(2 * module.rect.width - page.body.width) < 40]
    return len(modules) == len(half) == 4 and sorted(map(half.count, set(half))) == [2, 2]


def _page_look(page: Page, columns: int, pitch: float, order: Sequence[int], last: bool) -> PageLook:
    modules = _headed(page)
    bands = sum(_is_band(page, module) for module in modules)
    feet = [_foot(page, column, columns, pitch) for column in range(columns)]
    lines = max(page.lines, *feet)
    free = columns * lines - sum(feet) + sum(_blank_lines(module, columns, page) for module in modules)
    exempt = _four_equal(page, modules)
    compared = [] if exempt else list(combinations(modules, 2))
    lead = _lead(modules) if page.number == 1 and modules else None
    louder = sum(_louder(first, second, order, lead) for first, second in compared)
    return PageLook(
        number=page.number,
        modules=len(modules),
        bands=bands,
        all_bands=bands == len(modules) > 1 and not page.boxes and not page.briefs,
        free=free / (columns * lines),
        level=max(feet) - min(feet) <= 1,
        mixed=any(_beside(a, b) and abs(a.rect.width - b.rect.width) > NEAR for a, b in combinations(modules, 2)),
        louder=louder,
        pairs=len(compared),
        alike=sum(a.head_size == b.head_size and a.head_rows == b.head_rows for a, b in _level(compared)),
        last=last,
    )


def _foot(page: Page, column: int, columns: int, leading: float) -> int:
    """Grid lines from the body's top to where a base column ends; blank lines between modules count as used."""
    middle = page.body.x + (column + 0.5) * page.body.width / columns
    boxes = [*(module.rect for module in page.modules), *page.boxes, *(box.rect for box in page.briefs)]
    ends = [box.bottom for box in boxes if box.x < middle < box.right]
    return round((max(ends, default=page.body.y) - page.body.y) / leading)


def _blank_lines(module: Module, columns: int, page: Page) -> float:
    """Lines of base columns that short text columns of a module leave white."""
    wide = round(module.rect.width / page.body.width * columns) / len(module.columns)
    return sum(wide * max(0, each.depth - each.lines - each.blocked - each.air) for each in module.columns)


def _beside(first: Module, second: Module) -> bool:
    apart = first.rect.right <= second.rect.x or second.rect.right <= first.rect.x
    return apart and first.rect.y < second.rect.bottom and second.rect.y < first.rect.bottom


def _level(pairs: Sequence[tuple[Module, Module]]) -> Iterator[tuple[Module, Module]]:
    """Of these pairs those whose heads stand on one level beside each other."""
    for first, second in pairs:
        near = min(abs(first.rect.right - second.rect.x), abs(second.rect.right - first.rect.x)) < 40
        if near and abs(first.rect.y - second.rect.y) < NEAR:
            yield first, second


def _louder(first: Module, second: Module, order: Sequence[int], lead: Module | None) -> bool:
    """Whether of two heads the less important is the larger: by rank, then by width and area; a continuation last."""

    def weight(module: Module) -> tuple[float, ...]:
        area = module.rect.width * module.rect.height
        return (module is not lead, module.part > 0, order[module.report], -round(module.rect.width), -area)

    above, below = sorted((first, second), key=weight)
    return weight(above) != weight(below) and below.head_size > above.head_size
