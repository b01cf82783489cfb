"""Whether a page can be laid out with the numbers of a layout, each of which is sound alone."""

from collections.abc import Iterator
from math import ceil
from operator import attrgetter

from bulletin.model.design import Design
from bulletin.read.furniture import LEAST_MEASURE_EM, Written, misplaced
from bulletin.read.ranges import PAGE_SIDE, DesignFault
from bulletin.units import PT_PER_MM, ROUNDING

SHORTEST_PAGE = 12  # grid lines that must be left under the masthead block


def page_faults(design: Design, written: Written) -> Iterator[DesignFault]:
    """Everything that is out of place, too large or empty.

    Args:
        written: as for `misplaced`.
    """
    page = design.page
    least, most = PAGE_SIDE
    if not all(least <= side <= most for side in (page.width, page.height)):
        hint = f"长和宽都取{least / PT_PER_MM:.0f}到{most / PT_PER_MM:.0f}毫米"
        yield DesignFault("bad-page", "页面太大或太小", ("page.width", "page.height", "page"), hint)
        return
    if min(_room(design)) <= 0 or min(page.margins) < 0:
        yield DesignFault("bad-page", "页面减去页边距后没有排文字的地方", ("page.margins", "page"))
        return
    if fault := _too_narrow(design):
        yield fault
        return
    yield from _grid(design)
    if not (design.masthead.height > 0 and min(design.masthead.viewbox) > 0):
        message = "报头的 `height` 和 `viewbox` 的两个数都要大于0"
        yield DesignFault("bad-masthead", message, ("masthead.viewbox", "masthead.height"))
    else:
        yield from misplaced(design, written)
    yield from _air(design)
    yield from _limits(design)
    yield from _lists(design)


def _room(design: Design) -> tuple[float, float]:
    """Width and height that the margins leave."""
    page = design.page
    return (page.width - page.margins.left - page.margins.right, page.height - page.margins.top - page.margins.bottom)


def _too_narrow(design: Design) -> DesignFault | None:
    """The fault of columns that hold no text; it would make many others."""
    grid = design.grid
    measure = grid.measure(_room(design)[0]) / grid.size
    if measure >= LEAST_MEASURE_EM:
        return None
    message = f"{grid.columns}栏，每栏只有{measure:.3g}字，排不下文字"
    paths = ("grid.columns", "grid.size", "page.width", "page")
    return DesignFault("bad-measure", message, paths, "减少栏数，或改小字号")


def _grid(design: Design) -> Iterator[DesignFault]:
    grid = design.grid
    _, height = _room(design)
    if grid.leading < grid.size:
        hint = "行距一般是字号的1.3到1.6倍"
        yield DesignFault("bad-leading", "行距比字号还小", ("grid.leading", "grid.size"), hint)
    lines, taken = int((height + ROUNDING) / grid.leading), ceil((grid.masthead - ROUNDING) / grid.leading)
    if lines < taken + SHORTEST_PAGE:
        message = f"版心只有{lines}行，报头占{taken}行，正文放不下"
        depth = ("grid.masthead", "grid.leading", "page")
        yield DesignFault("bad-depth", message, depth, "减小报头占的高度，或加大页面")


def _air(design: Design) -> Iterator[DesignFault]:
    """Air above stands between paragraphs of a report; asked for above anything else it would be lost in silence."""
    styles = design.text.styles._asdict()
    for name in styles.keys() - {"body", "level1", "level2", "level3", "level4"}:
        if styles[name].lines_above:
            message = f"`{name}` 上方不能用 `lines_above` 加空行"
            hint = "只有 `body` 和 `level1` 到 `level4` 可以"
            yield DesignFault("bad-air", message, (f"text.styles.{name}.lines_above",), hint)


def _limits(design: Design) -> Iterator[DesignFault]:
    """Pairs of numbers of which one limits the other."""
    slots = (f"pictures.{slot}.lines" for slot in ("portrait", "landscape", "full", "upright"))
    for path in (*slots, "quote.lines", "filler.lines", "copyfit.leading", "copyfit.wide_size"):
        least, most = attrgetter(f"{path}_min", f"{path}_max")(design)
        if least > most:
            name = path.rpartition(".")[2]
            message = f"`{name}_min` 比 `{name}_max` 大"
            yield DesignFault("bad-number", message, (f"{path}_min", f"{path}_max"), "改小前者，或改大后者")


def _lists(design: Design) -> Iterator[DesignFault]:
    for path in ("heads.sizes", "heads.roles", "columns.palette"):
        if not attrgetter(path)(design):
            yield DesignFault("empty-list", f"`{path.split('.')[1]}` 不能是空的", (path,))
    for sizes in design.heads.sizes:
        if not all(sizes[1:]):
            yield DesignFault("empty-list", "二栏以上的标题字号不能是空的", ("heads.sizes",))
