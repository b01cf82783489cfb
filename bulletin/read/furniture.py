"""Whether masthead, seal, folio line and labels of a layout stand in their places: judged from its numbers alone.

What a layout's own numbers put outside the band or the head margin would be printed cut off, or over something else,
whatever the text. The problem names the key and a number that would do; `proof/` then holds makeup to it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bulletin.geometry import PathStep, Rect, path_steps
from bulletin.model.design import ArtShape, Design, DisplayText
from bulletin.units import fits

# The ink of Han characters over and under the baseline, in sizes: GB 18030 faces, the largest of those that ship.
LETTER_RISE, LETTER_FALL = 0.84, 0.08
LABEL_TOP_LIFT = 0.5  # points by which a label's rule rises over the first module of a page
CURVE_STEPS = 16  # points at which a curve is looked at


class Misplaced(NamedTuple):
    """A piece of furniture out of its place: the key at fault, what is wrong, what would do."""

    keys: tuple[str, ...]
    message: str
    hint: str


def misplaced(design: Design) -> Iterator[Misplaced]:
    """Every piece of furniture that the layout's numbers put outside its place.

    Args:
        design: lengths, lines and `viewbox` already known to be greater than nought where they must be.
    """
    band = _band(design)
    for key, look in (("title", design.masthead.title), ("slogan", design.masthead.slogan)):
        yield from _display_text(key, look, band, design)
    yield from _seal(design, band)
    for number, shape in enumerate(design.masthead.art, 1):
        yield from _art(number, shape, band, design)
    folio = tuple(_folio(design))
    yield from folio or _label(design)  # the label's room depends on the folio line's


def _band(design: Design) -> Rect:
    """The band in its own units: as wide as it is at the largest leading that copyfitting may choose."""
    head, grid, page = design.masthead, design.grid, design.page
    leading = max(grid.leading, design.copyfit.leading_max * grid.size)
    unit = head.lines * leading / head.viewbox[1]
    return Rect(0.0, 0.0, (page.width - page.margins.left - page.margins.right) / unit, head.viewbox[1])


def _display_text(key: str, look: DisplayText, band: Rect, design: Design) -> Iterator[Misplaced]:
    keys = ("masthead", key)
    if look.size <= 0:
        return  # reported as a number that must be greater than nought
    top, bottom = look.baseline - LETTER_RISE * look.size, look.baseline + LETTER_FALL * look.size
    if not fits(0.0, top):
        largest, lower = max(look.baseline, 0.0) / LETTER_RISE, LETTER_RISE * look.size
        message = f"`{key}` 的字高出报头色块 {-top:.1f} 个单位，会印到色块外面"
        yield Misplaced((*keys, "size"), message, f"size 最大 {largest:.1f}，或把 baseline 加到 {lower:.1f}")
    if not fits(bottom, band.height):
        lowest = band.height - LETTER_FALL * look.size
        message = f"`{key}` 的字低出报头色块 {bottom - band.height:.1f} 个单位"
        yield Misplaced((*keys, "baseline"), message, f"baseline 最大 {lowest:.1f}")
    if not (fits(0.0, look.x) and fits(look.x + look.size, band.width)):
        most = band.width - look.size
        yield Misplaced((*keys, "x"), f"`{key}` 从报头色块外面开始", f"x 要在 0 到 {most:.0f} 之间")
        return
    seal = design.masthead.seal
    left = band.width - seal.right - seal.width
    beside = fits(seal.y + seal.height, top) or fits(bottom, seal.y)
    if not beside and not fits(look.x + look.size, left) and not fits(left + seal.width, look.x):
        yield Misplaced((*keys, "x"), f"`{key}` 压在印章上", f"x 最大 {left - look.size:.0f}，或移动 seal")


def _seal(design: Design, band: Rect) -> Iterator[Misplaced]:
    seal = design.masthead.seal
    keys = ("masthead", "seal")
    if not fits(0.0, seal.y) or not fits(seal.y + seal.height, band.height):
        yield Misplaced((*keys, "height"), "印章高出或低出报头色块", f"y 不小于 0，y 加 height 不超过 {band.height:g}")
    if not fits(0.0, seal.right) or not fits(seal.right + seal.width, band.width):
        hint = f"right 不小于 0，right 加 width 不超过 {band.width:.0f}"
        yield Misplaced((*keys, "right"), "印章在报头色块外面", hint)
    if seal.height <= 4 * seal.frame_inset or seal.width <= 3 * seal.frame_inset:
        hint = "减小 frame_inset，或加大印章的 width 和 height"
        yield Misplaced((*keys, "frame_inset"), "印章里没有放字的地方", hint)


def _art(number: int, shape: ArtShape, band: Rect, design: Design) -> Iterator[Misplaced]:
    head, grid, margins = design.masthead, design.grid, design.page.margins
    keys = ("masthead", "art")
    try:
        points = tuple(_points(path_steps(shape.path)))
    except ValueError:
        return  # reported as no path
    if not points:
        yield Misplaced(keys, f"第 {number} 个图形的 `path` 里没有点", "SVG 路径，从 M 开始")
        return
    block = head.viewbox[1] * grid.masthead_lines / head.lines
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if not fits(bottom, block) or not (shape.bleed or fits(0.0, top)):
        hint = f"纵坐标要在 0 到 {block:.1f} 之间；出血的写 bleed: true"
        yield Misplaced(keys, f"第 {number} 个图形伸到报头的地方以外", hint)
    unit = head.lines * grid.leading / head.viewbox[1]
    wide = (design.page.width - margins.left - margins.right) / unit
    spare, across = (0.0, wide / head.viewbox[0]) if shape.anchor == "stretch" else (wide - head.viewbox[0], 1.0)
    start = spare * {"stretch": 0.0, "left": 0.0, "center": 0.5, "right": 1.0}[shape.anchor]
    left, right = (start + across * limit(x for x, _ in points) for limit in (min, max))
    if not shape.bleed and not (fits(-margins.left / unit, left) and fits(right, wide + margins.right / unit)):
        yield Misplaced(keys, f"第 {number} 个图形伸到纸外面", "改小横坐标；出血的写 bleed: true")


def _points(steps: tuple[PathStep, ...]) -> Iterator[tuple[float, float]]:
    """Points on a path, close enough together to bound it."""
    at = (0.0, 0.0)
    for operator, numbers in steps:
        if operator == "C":
            corners = (at, *zip(numbers[::2], numbers[1::2], strict=True))
            for step in range(1, CURVE_STEPS + 1):
                t = step / CURVE_STEPS
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                x, y = (
                    sum(weight * corner[axis] for weight, corner in zip(weights, corners, strict=True))
                    for axis in (0, 1)
                )
                yield x, y
        if numbers:
            at = (numbers[-2], numbers[-1])
            yield at


def _folio(design: Design) -> Iterator[Misplaced]:
    look, top = design.folio, design.page.margins.top
    highest = top - LETTER_RISE * look.size
    if not fits(LETTER_FALL * look.size, look.baseline) or not fits(look.baseline, highest):
        lowest = LETTER_FALL * look.size
        hint = f"baseline 要在 {lowest:.1f} 到 {highest:.1f} 之间，或减小 size、加大上边距"
        yield Misplaced(("folio", "baseline"), "报眉不在版心上面的白边里", hint)
    elif look.rule and not (fits(look.rule_offset, look.baseline) and fits(look.baseline - top, look.rule_offset)):
        yield Misplaced(("folio", "rule_offset"), "报眉线伸进版心或纸外", f"rule_offset 最大 {look.baseline:g}")


def _label(design: Design) -> Iterator[Misplaced]:
    """The label stands in the blank line over its module, and under the folio line at a page's head."""
    label, folio = design.label, design.folio
    if not fits(label.size, label.height):
        yield Misplaced(("label", "size"), "栏目标签的字比标签还高", f"size 最大 {label.height:g}")
    over = label.rule - min(LABEL_TOP_LIFT, label.lift) + folio.baseline - (folio.rule_offset if folio.rule else 0.0)
    most = min(design.grid.leading + label.lift + label.rule, over)
    if not fits(label.height, most):
        yield Misplaced(("label", "height"), "栏目标签太高，会压到上面的文字或报眉", f"height 最大 {most:.1f}")
