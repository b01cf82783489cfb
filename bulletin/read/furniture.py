"""Whether masthead, seal, folio line, labels and rules of a layout stand in their places: judged from its numbers.

What a layout's own numbers put outside the band or the head margin, over something else or below a readable size would
be printed so whatever the text. Every limit is one row of `_rules`: the room that is left, which rises or falls with
each key of the row; the range of a key in a hint is found by halving, on all rows that name it. `proof/` then holds
makeup to it.
"""

import math
from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any, NamedTuple, TypeAlias

from bulletin.geometry import Rect, path_bounds, path_steps
from bulletin.model.design import LEAST_STROKE, Design, MastheadDesign, NumberDesign
from bulletin.read.ranges import FAR, DesignFault
from bulletin.units import PT_PER_MM, ROUNDING, Pt, fits

# The ink of Han characters over and under the baseline, in sizes: 99 of 100 in the display faces that ship.
LETTER_RISE = 0.87
LETTER_FALL = 0.11
OWN_PITCH = frozenset(("kicker", "subtitle", "quote", "filler"))  # styles whose lines keep no grid line's distance
ALONE = frozenset(("byline", "author"))  # styles of one line, under which others stand smaller
LEAST_MEASURE_EM = 4.0  # characters that a line has room for, its indent taken off
LEGIBLE: Pt = 5.0  # 八号, the smallest of the Chinese type sizes
CAUSES = ("masthead", "label", "grid", "page", "folio", "copyfit", "text")  # tables whose numbers rules depend on
ART, ACROSS = "masthead.art", "masthead.viewbox.0"
DOWN = "masthead.viewbox.1"
HEADS = "heads.sizes"
BAND = f"masthead.height {DOWN}"

Written: TypeAlias = Callable[[str], tuple[str, ...]]  # the names on a path of keys, as far as the file writes it
Range: TypeAlias = tuple[float, float]


class Limit(NamedTuple):
    """A limit: what is wrong without room, the room that is left, the keys (below `under`) that could make room."""

    message: str
    room: float
    names: str
    under: str = ""
    hint: str = ""  # where no number of one key would do

    @property
    def keys(self) -> list[str]:
        return [name if "." in name or not self.under else f"{self.under}.{name}" for name in self.names.split()]


def misplaced(design: Design, written: Written) -> Iterator[DesignFault]:
    """Every limit that the layout breaks, at the key that the file writes; later ones as if the earlier were mended.

    Args:
        design: lengths, lines and `viewbox` already known to be greater than nought where they must be.
    """

    def is_written(key: str) -> bool:
        return len(written(key)) == key.count(".") + 1

    title, slogan = design.masthead.title, design.masthead.slogan
    above = fits(slogan.baseline + LETTER_FALL * slogan.size, title.baseline - LETTER_RISE * title.size)
    for number in [number for number, rule in enumerate(_rules(design, above)) if rule.room < -ROUNDING]:
        rule = _rules(design, above)[number]
        if rule.room < -ROUNDING:
            ranges = {key: None if key in (ART, HEADS) else _range(design, key, above) for key in rule.keys}
            key = min(rule.keys, key=lambda key: (not is_written(key), ranges[key] is None))
            place = key if is_written(key) else max((key, *CAUSES), key=lambda path: len(written(path)))
            found, hint = ranges[key], rule.hint or f"一起改：{'、'.join(rule.keys)}"
            if found:
                hint = _hint(written(key) if is_written(key) else tuple(key.split(".")), found)
                design = _with(design, key.split("."), min(max(_value(design, key), found[0]), found[1]))
            yield DesignFault("misplaced-furniture", rule.message, (place,), hint)


def inward(least: float, most: float, decimals: int = 1) -> Range | None:
    """The range in round numbers that lie inside it; None for none."""
    step = 10**decimals
    found = math.ceil(least * step - ROUNDING) / step, math.floor(most * step + ROUNDING) / step
    return found if found[0] <= found[1] else None


def _hint(names: tuple[str, ...], limits: Range) -> str:
    """The range of a key, as the file names it, in the unit that the file writes."""
    unit = PT_PER_MM if any(name.endswith("_mm") for name in names) else 1.0
    least, most = inward(limits[0] / unit, limits[1] / unit, 2) or limits
    name = f"`{'.'.join(names)}`".replace(".0`", "` 的第一个数").replace(".1`", "` 的第二个数")
    return f"{name} 最小 {least:g}" if most >= FAR / unit - 1 else f"{name} 取 {least:g} 到 {most:g}"


def _value(design: Any, key: str) -> float:
    value = reduce(
        lambda value, name: value[int(name)] if name.isdigit() else getattr(value, name), key.split("."), design
    )
    return FAR if value is None else float(value)


def _with(record: Any, names: list[str], value: float) -> Any:
    """The record with another number at the end of a path."""
    if not names:
        return value
    if names[0].isdigit():
        return tuple(value if place == int(names[0]) else other for place, other in enumerate(record))
    return record._replace(**{names[0]: _with(getattr(record, names[0]), names[1:], value)})


def _range(design: Design, key: str, above: bool) -> Range | None:
    """Least and most of a key, of the sign that it has, at which all rules hold that name it; None for none."""
    least, most = (0.0, FAR) if _value(design, key) >= 0 else (-FAR, 0.0)
    for number in [number for number, rule in enumerate(_rules(design, above)) if key in rule.keys]:

        def holds(value: float, number: int = number) -> bool:
            return _rules(_with(design, key.split("."), value), above)[number].room >= -ROUNDING / 2

        low, high = holds(least), holds(most)
        if not low and not high:
            return None
        good, bad = (least, most) if low else (most, least)
        for _ in range(60 if low != high else 0):  # halvings: FAR to a rounding error
            middle = (good + bad) / 2
            good, bad = (middle, bad) if holds(middle) else (good, middle)
        if low != high:
            least, most = (least, good) if low else (good, most)
    return inward(least, most)


def _rules(design: Design, above: bool) -> list[Limit]:
    """Every limit, in the same number and order for all numbers of a design; `above`: the slogan is over the title."""
    head = design.masthead
    unit = head.height / max(head.viewbox[1], 1e-9)
    return [*_masthead(design, unit, above), *_art(design, unit), *_labels(design), *_lines(design)]


def _legible(what: str, size: Pt, names: str, under: str) -> Limit:
    return Limit(f"{what}的字不到{LEGIBLE:g}磅，看不清", size - LEGIBLE, names, under)


def _masthead(design: Design, unit: Pt, above: bool) -> Iterator[Limit]:
    head, grid, margins, seal = design.masthead, design.grid, design.page.margins, design.masthead.seal
    height, inset, stroke = head.viewbox[1], seal.frame_inset, max(seal.frame_width * unit, LEAST_STROKE)
    wide = (design.page.width - margins.left - margins.right) / max(unit, 1e-9)  # in the band's units
    message = f"报头的色块高{head.height / PT_PER_MM:.1f}毫米，报头一共{grid.masthead / PT_PER_MM:.1f}毫米"
    yield Limit(message, grid.masthead - head.height, "masthead.height grid.masthead")
    if head.number:
        yield from _number(head.number, head, unit, wide)
    for key, look in (("title", head.title), ("slogan", head.slogan)):
        under, width = f"masthead.{key}", FAR if look.width is None else look.width
        top, bottom = look.baseline - LETTER_RISE * look.size, height - look.baseline - LETTER_FALL * look.size
        number = head.number.gap + head.number.width if head.number else 0.0
        spare = wide - seal.right - seal.width - number - look.x - look.size
        yield _legible(f"`{key}` ", look.size * unit, f"size {BAND}", under)
        yield Limit(f"`{key}` 的字高出报头色块{-top:.1f}个单位", top, "size baseline", under)
        yield Limit(f"`{key}` 的字低出报头色块{-bottom:.1f}个单位", bottom, f"baseline size {DOWN}", under)
        names = f"x size masthead.seal.right masthead.seal.width {BAND}"
        names += " masthead.number.width masthead.number.gap" if head.number else ""
        where = "期号或印章" if head.number else "印章"
        yield Limit(f"`{key}` 压在{where}上，或在报头色块外面", spare, names, under)
        yield Limit(f"`{key}` 的 `width` 放不下一个字", width - look.size, "width size", under)
    upper, lower = (head.slogan, head.title) if above else (head.title, head.slogan)
    room = lower.baseline - LETTER_RISE * lower.size - upper.baseline - LETTER_FALL * upper.size
    beside = [b.x - a.x - a.width for a, b in ((upper, lower), (lower, upper)) if a.width is not None]
    names = " ".join(f"{name} masthead.title.{name}" for name in ("baseline", "size", "x", "width"))
    yield Limit("`slogan` 压在 `title` 上", max(room, *beside, -FAR), names, "masthead.slogan")
    for message, room, names in (
        ("印章低出报头色块", height - seal.y - seal.height, f"height y {DOWN}"),
        ("印章在报头色块外面", wide - seal.right - seal.width, f"right width {BAND}"),
        ("印章的边框比它的白边还粗", inset * unit - stroke, "frame_width frame_inset"),
        ("印章里放不下这样宽的字", seal.width - 3 * inset - seal.size, "size frame_inset width"),
        ("印章里放不下这样高的字", seal.height - 4 * inset - seal.size, "size frame_inset height"),
        ("印章的圆角比它的一半还大", min(seal.width, seal.height) / 2 - seal.radius, "radius width height"),
    ):
        yield Limit(message, room, names, "masthead.seal")
    yield _legible("印章", seal.size * unit, f"size {BAND}", "masthead.seal")


def _number(look: NumberDesign, head: MastheadDesign, unit: float, wide: float) -> Iterator[Limit]:
    under, seal = "masthead.number", head.seal
    rows = look.bottom - look.top - look.rule - look.size - look.more_size
    yield Limit("期号的线高出报头色块", look.top - look.rule / 2, "top rule", under)
    lower = head.viewbox[1] - look.bottom - look.rule / 2
    yield Limit("期号的线低出报头色块", lower, f"bottom rule {DOWN}", under)
    yield Limit("期号的两行在两条线之间放不下", rows, "size more_size bottom top rule", under)
    spare = wide - seal.right - seal.width - look.gap - look.width
    yield Limit("期号在报头色块外面", spare, f"width gap masthead.seal.right masthead.seal.width {BAND}", under)
    yield Limit(
        "期号的两条线之间放不下一个字", look.width - max(look.size, look.more_size), "width size more_size", under
    )
    yield _legible("期号", look.size * unit, f"size {BAND}", under)
    yield _legible("期号第二行", look.more_size * unit, f"more_size {BAND}", under)


def _art(design: Design, unit: Pt) -> Iterator[Limit]:
    head, page = design.masthead, design.page
    wide, across = page.width - page.margins.left - page.margins.right, max(head.viewbox[0], 1e-9)
    block = design.grid.masthead
    names = f"{ART} grid.masthead {BAND}"
    for number, shape in enumerate(head.art, 1):
        try:
            bounds = path_bounds(path_steps(shape.path))
        except ValueError:
            bounds = Rect(0.0, 0.0, 0.0, 0.0)  # reported as no path
        yield Limit(f"第{number}个图形的 `path` 里没有点", 0.0 if bounds else -FAR, ART, hint="SVG 路径，从 M 开始")
        box = bounds or Rect(0.0, 0.0, 0.0, 0.0)
        scale = wide / across if shape.anchor == "stretch" else unit
        start = (wide - across * scale) * {"stretch": 0.0, "left": 0.0, "center": 0.5, "right": 1.0}[shape.anchor]
        half = max(shape.width * unit, LEAST_STROKE) / 2 if shape.stroke else 0.0
        down = block - box.bottom * unit - half
        left, right = start + box.x * scale - half, wide - start - box.right * scale - half
        hint = f"纵坐标连同线的粗细要在 0 到 {block / max(unit, 1e-9):.1f} 之间；出血的写 bleed: true"
        room = down if shape.bleed else min(down, box.y * unit - half)
        yield Limit(f"第{number}个图形伸到报头的地方以外", room, names, "", hint)
        spare = FAR if shape.bleed else min(page.margins.left + left, page.margins.right + right)
        hint = "改小横坐标或线的粗细；出血的写 bleed: true"
        yield Limit(f"第{number}个图形伸到纸外面", spare, f"{ART} {ACROSS}", "", hint)


def _labels(design: Design) -> Iterator[Limit]:
    """The folio line in the head margin; labels under their rules."""
    grid, folio, label = design.grid, design.folio, design.label
    measure = grid.measure(design.page.width - design.page.margins.left - design.page.margins.right)
    half, top = folio.rule.width / 2 if folio.rule else 0.0, design.page.margins.top - folio.baseline
    yield _legible("报眉", folio.size, "size", "folio")
    yield _legible("报眉缩小以后", folio.size_min, "size_min", "folio")
    yield Limit("报眉的字伸进版心", folio.baseline - LETTER_FALL * folio.size, "baseline size", "folio")
    yield Limit("报眉的字印到纸外", top - LETTER_RISE * folio.size, "baseline size", "folio")
    if folio.rule:
        names, offset = "rule_offset folio.rule.width baseline size", folio.rule_offset
        beside = offset - LETTER_FALL * folio.size if offset >= 0 else -offset - LETTER_RISE * folio.size
        yield Limit("报眉线伸进版心", folio.baseline - offset - half, names, "folio")
        yield Limit("报眉线印到纸外", top + offset - half, names, "folio")
        yield Limit("报眉线压在报眉的字上", beside - half, names, "folio")
    yield _legible("栏目标签", label.size, "size", "label")
    for message, room, names in (
        ("的线压在字上", (label.height - label.size) / 2 - label.rule, "size height rule"),
        ("比一栏还宽", measure - label.width, "width"),
        ("的线比它所在的空白还宽", grid.leading - label.rule, "rule"),
    ):
        yield Limit(f"栏目标签{message}", room, names, "label")


def _lines(design: Design) -> Iterator[Limit]:
    """Rules between columns and modules fit their white, every style of the text is large enough to read."""
    grid, page, filler = design.grid, design.page, design.filler
    width = page.width - page.margins.left - page.margins.right
    measure = grid.measure(width)
    gutter = (width - grid.columns * measure) / (grid.columns - 1) if grid.columns > 1 else FAR
    for name, rule in design.rules._asdict().items():
        room = gutter if name in ("column", "side") else grid.leading
        yield Limit("线比它所在的空白还宽", room - (rule.width if rule else 0.0), f"rules.{name}.width")
    yield Limit("摘句的线压在字上", grid.leading / 2 - design.quote.rule.width, "quote.rule.width")
    yield Limit("补白的边框比白边还粗", filler.padding - filler.rule.width, "filler.rule.width filler.padding")
    inner = min(measure, filler.lines_min * grid.leading) - 2 * (filler.padding + grid.leading)
    yield Limit("补白的白边太宽，没有放字的地方", inner, "filler.padding filler.lines_min")
    briefs = design.briefs
    inner = measure - LEAST_MEASURE_EM * grid.size - 2 * briefs.padding
    yield Limit("简讯的白边太宽，没有放字的地方", inner, "briefs.padding")
    yield _legible("简讯的标题", briefs.title_scale * grid.size, "title_scale", "briefs")
    yield Limit("简讯上面的线压在标题上", grid.leading / 2 - briefs.rule, "briefs.rule")
    smallest = min((size for sizes in design.heads.sizes for span in sizes for size in span), default=LEGIBLE)
    yield Limit("有标题小得看不清", smallest - LEGIBLE, HEADS, hint=f"每个字号至少{LEGIBLE:g}磅")
    for name, style in design.text.styles._asdict().items():
        size, under = style.scale * grid.size, f"text.styles.{name}"
        yield _legible(f"`{name}` ", size, "scale", under)
        if name not in OWN_PITCH:
            led = design.lead_in if name == "lead_in" else None
            pitch = grid.leading * (led.step_rows / led.step_lines if led else 1.0)
            room = pitch - (LETTER_RISE + (0.0 if name in ALONE else LETTER_FALL)) * size
            yield Limit(f"`{name}` 的字比行距还高，上下两行会印在一起", room, "scale grid.leading", under)
        room = measure - (style.indent_em + LEAST_MEASURE_EM) * size
        yield Limit(f"`{name}` 缩进以后放不下字", room, "indent_em scale", under)
        insets = style.left_em + style.right_em + style.hang_em
        room = measure - (insets + LEAST_MEASURE_EM) * size
        yield Limit(f"`{name}` 左右缩进以后放不下字", room, "left_em right_em hang_em scale", under)
