"""Whether slides can be laid out with the numbers of a layout, each of which is sound alone."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from bulletin.geometry import Rect
from bulletin.model.slide import SlideDesign, TextLevel
from bulletin.read.ranges import PAGE_SIDE, DesignFault

LISTS = ("band.sizes", "head.classes", "layouts", "cover_page.title_levels", "contents_page.levels", "tones")
LESS_THAN_A_BOX = ("head.area", "head.accent_rule")  # of which not all of x, y, width and height count


def slide_faults(design: SlideDesign) -> Iterator[DesignFault]:
    """Everything that is out of place or empty."""
    least, most = PAGE_SIDE
    if not all(least <= side <= most for side in (design.width, design.height)):
        yield DesignFault("bad-page", "幻灯片太大或太小", ("width", "height"), f"长和宽都取{least:g}到{most:g}磅")
        return
    for path in LISTS:
        if not attrgetter(path)(design):
            yield DesignFault("empty-list", f"`{path.rpartition('.')[2]}` 不能是空的", (path,))
    slide = Rect(0.0, 0.0, design.width, design.height)
    for path, box in _values(design, "", Rect):
        if path not in LESS_THAN_A_BOX and not (box.width > 0 and box.height > 0 and slide.holds(box)):
            message = f"`{path}` 有一部分在幻灯片外面，或没有大小"
            yield DesignFault("misplaced-furniture", message, (path,), f"幻灯片宽{slide.width:g}、高{slide.height:g}")
    for path, level in _values(design, "", TextLevel):
        if level.leading < level.size and not level.proportional:
            yield DesignFault("bad-leading", f"`{path}` 的行距比字号还小", (f"{path}.leading", f"{path}.size"))
    yield from _edges(design)


def _values(record: Any, path: str, wanted: type[Any]) -> Iterator[tuple[str, Any]]:
    """All records of one type inside a record, with the paths of their keys."""
    named = record._asdict().items() if hasattr(record, "_asdict") else enumerate(record)
    for key, value in named:
        inner = f"{path}.{key}" if path else str(key)
        if isinstance(value, wanted):
            yield inner, value
        elif isinstance(value, tuple):
            yield from _values(value, inner, wanted)


def _edges(design: SlideDesign) -> Iterator[DesignFault]:
    """What single lengths leave: sizes, which must be something, and rooms, which may be nothing."""
    head, foot, quote, portrait = design.head.area, design.foot, design.quote, design.portrait
    inside, outside = design.panel.padding, quote.padding
    sizes = [
        ("标题没有宽度", head.width, "head.area.width"),
        ("正文没有高度", design.body_foot - head.y, "body_foot head.area.y"),
        ("摘句没有高度", quote.height - outside.top - outside.bottom, "quote.height quote.padding"),
        ("正文的边距太大", head.width - inside.left - inside.right - design.panel.edge, "panel.padding panel.edge"),
        ("摘句的边距太大", head.width - outside.left - outside.right, "quote.padding"),
    ]
    rooms = [
        ("标题伸出了幻灯片", design.width - head.right, "head.area.width head.area.x"),
        ("正文伸出了幻灯片", design.height - design.body_foot, "body_foot height"),
        ("页脚伸出了幻灯片", design.height - foot.y - foot.height, "foot.y foot.height"),
        ("页脚的日期比标题还宽", head.width - foot.date_width, "foot.date_width"),
        ("色带比幻灯片还宽", design.width - design.band.width, "band.width"),
        ("肖像比标题还宽", head.width - portrait.width - portrait.gap, "portrait.width portrait.gap"),
        ("“另有”一行比标题还宽", head.width - design.head.more_width, "head.more_width"),
    ]
    beside = inside.left + inside.right + design.panel.edge
    for number, layout in enumerate(design.layouts):
        room = head.width - (layout.columns - 1) * layout.gutter - layout.columns * beside
        sizes.append(("各栏没有宽度", room, f"layouts.{number}.gutter layouts.{number}.columns"))
    rooms += [("正文的边距小于0", min(inside), "panel.padding"), ("摘句的边距小于0", min(outside), "quote.padding")]
    faults = [row for row in sizes if row[1] <= 0] + [row for row in rooms if row[1] < 0]
    for message, _, paths in faults:
        yield DesignFault("misplaced-furniture", message, tuple(paths.split()))
