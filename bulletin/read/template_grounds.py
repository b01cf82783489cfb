"""What lies under a point of a layout: its shapes, those of its master, and the background.

Lengths are EMU. What is written wrongly raises ValueError.
"""

from collections.abc import Iterator
from math import cos, radians, sin
from typing import Any, NamedTuple, TypeAlias

from bulletin.read.template_palette import (
    HUNDRED_PERCENT,
    IN_DRAWING,
    IN_PRESENTATION,
    WHITE_GROUND,
    LightColor,
    Palette,
    fill_of,
    whole,
)

# Shapes that leave the middle of their box open.
OPEN_SHAPES = frozenset(("frame", "halfFrame", "donut", "blockArc", "noSmoking", "corner", "diagStripe", "arc"))
CALLOUTS = frozenset(("wedgeRectCallout", "wedgeRoundRectCallout", "wedgeEllipseCallout"))
CALLOUT_TIP = {"adj1": 0.5 - 0.20833, "adj2": 0.5 + 0.625}  # where a callout says nothing else
BOX = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
TURN = 60_000  # parts of a degree
SHAPES, PICTURES = ("sp", "cxnSp"), ("pic", "graphicFrame")

Polygon: TypeAlias = tuple[tuple[float, float], ...]  # corners in fractions of the box


class Frame(NamedTuple):
    """Where the coordinates inside a group lie on the slide."""

    x: float = 0.0
    y: float = 0.0
    across: float = 1.0
    down: float = 1.0


SLIDE = Frame()


class DrawnShape(NamedTuple):
    """A filled shape or a picture. `color` is None for what has no plain colour."""

    x: float
    y: float
    width: float
    height: float
    turn: float  # degrees, clockwise
    flips: tuple[bool, bool]
    outlines: tuple[tuple[Polygon, ...], ...]  # its paths where it does not just fill the box
    color: LightColor | None

    def covers(self, x: float, y: float) -> bool:
        if min(self.width, self.height) <= 0:
            return False
        across, down = x - self.x - self.width / 2, y - self.y - self.height / 2
        if self.turn:
            sine, cosine = sin(radians(self.turn)), cos(radians(self.turn))
            across, down = across * cosine + down * sine, down * cosine - across * sine
        across, down = across / self.width + 0.5, down / self.height + 0.5
        across, down = 1 - across if self.flips[0] else across, 1 - down if self.flips[1] else down
        if not self.outlines:
            return 0 <= across <= 1 and 0 <= down <= 1
        return any(_inside(path, across, down) for path in self.outlines)

    @property
    def corners(self) -> int:
        return 1 + sum(len(polygon) for path in self.outlines for polygon in path)


class Grounds(NamedTuple):
    """The shapes of a layout with its master's, topmost first, and the colour behind them."""

    shapes: tuple[DrawnShape, ...]
    background: LightColor | None

    def under(self, left: float, top: float, width: float, height: float) -> "Grounds":
        """Those that may lie under a box."""
        right, bottom = left + width, top + height
        near = (
            shape
            for shape in self.shapes
            if shape.turn
            or shape.outlines
            or (
                shape.x <= right
                and left <= shape.x + shape.width
                and shape.y <= bottom
                and top <= shape.y + shape.height
            )
        )
        return self._replace(shapes=tuple(near))

    def at(self, x: float, y: float, own: LightColor | None = None) -> LightColor | None:
        """The colour at a point under a text whose own box may be filled; None where it cannot be known."""
        if not self.shapes and own is None:
            return self.background
        layers = [own] if own is not None else []
        for shape in self.shapes:
            if layers and layers[-1].alpha >= 1:
                break
            if shape.covers(x, y):
                if shape.color is None:
                    return None
                layers.append(shape.color)
        seen = layers.pop() if layers and layers[-1].alpha >= 1 else self.background
        for layer in reversed(layers):
            seen = None if seen is None else layer.over(seen)
        return seen

    @property
    def corners(self) -> int:
        """How much work a point is."""
        return 1 + sum(shape.corners for shape in self.shapes)


def grounds_of(layout: Any, master: Any, palette: Palette, below: tuple[DrawnShape, ...]) -> Grounds:
    """The grounds of a layout; layout and master are roots of their parts, `below` the master's shapes."""
    shapes = shapes_of(layout, palette)
    if layout.get("showMasterSp") not in ("0", "false"):
        shapes += below
    return Grounds(shapes=shapes, background=_background(layout, master, palette))


def shapes_of(root: Any, palette: Palette) -> tuple[DrawnShape, ...]:
    """The shapes of a layout or master, topmost first."""
    drawn = tuple(_drawn(root.find(f"{IN_PRESENTATION}cSld/{IN_PRESENTATION}spTree"), palette))
    return drawn[::-1]


def _background(layout: Any, master: Any, palette: Palette) -> LightColor | None:
    """The layout's background, else the master's; a slide without any is white."""
    for holder in (layout, master):
        background = holder.find(f"{IN_PRESENTATION}cSld/{IN_PRESENTATION}bg")
        if background is None:
            continue
        reference = background.find(f"{IN_PRESENTATION}bgRef")
        if reference is not None:
            fill = palette.referred(reference)
            return WHITE_GROUND if fill is None else palette.filled(fill, palette.color(reference))
        fill = fill_of(background.find(f"{IN_PRESENTATION}bgPr"))
        return WHITE_GROUND if fill is None or fill.tag == f"{IN_DRAWING}noFill" else palette.filled(fill)
    return WHITE_GROUND


def _drawn(tree: Any, palette: Palette, frame: Frame = SLIDE) -> Iterator[DrawnShape]:
    """The shapes that can be seen, the lowest first. Placeholders are no part of the ground: slides have their own."""
    for element in tree:
        tag = str(element.tag).removeprefix(IN_PRESENTATION)
        if tag == "grpSp":
            yield from _drawn(element, palette, _inner(element, frame))
        elif tag in (*SHAPES, *PICTURES) and element[0].find(f".//{IN_PRESENTATION}ph") is None:
            properties = element.find(f"{IN_PRESENTATION}spPr")
            place = element if tag == "graphicFrame" else properties
            placed = None if place is None else place.find("{*}xfrm")
            fill, color = (None, None) if tag in PICTURES else _fill(element, properties, palette)
            if placed is None or (tag in SHAPES and (fill is None or _open(properties))):
                continue
            yield _placed(placed, frame, color, properties)


def _fill(element: Any, properties: Any, palette: Palette) -> tuple[Any, LightColor | None]:
    """How a shape is filled, and the colour of a plain fill; None twice for one that is empty."""
    fill, placeholder = fill_of(properties), None
    reference = element.find(f"{IN_PRESENTATION}style/{IN_DRAWING}fillRef")
    if fill is None and reference is not None:
        fill, placeholder = palette.referred(reference), palette.color(reference)
    if fill is None or fill.tag == f"{IN_DRAWING}noFill":
        return None, None
    return fill, palette.filled(fill, placeholder)


def _open(properties: Any) -> bool:
    preset = properties.find(f"{IN_DRAWING}prstGeom")
    return preset is not None and preset.get("prst") in OPEN_SHAPES


def _inner(group: Any, frame: Frame) -> Frame:
    placed = group.find(f"{IN_PRESENTATION}grpSpPr/{IN_DRAWING}xfrm")
    if placed is None:
        return frame
    x, y, width, height = _box(placed, "off", "ext")
    inner_x, inner_y, inner_width, inner_height = _box(placed, "chOff", "chExt")
    across = frame.across * (width / inner_width if inner_width else 1.0)
    down = frame.down * (height / inner_height if inner_height else 1.0)
    return Frame(
        x=frame.x + frame.across * x - across * inner_x, y=frame.y + frame.down * y - down * inner_y,
        across=across, down=down,
    )  # fmt: skip


def _box(placed: Any, offset: str, extent: str) -> tuple[int, int, int, int]:
    at, size = placed.find(f"{IN_DRAWING}{offset}"), placed.find(f"{IN_DRAWING}{extent}")
    if at is None or size is None:
        return 0, 0, 0, 0
    return whole(at, "x"), whole(at, "y"), whole(size, "cx"), whole(size, "cy")


def _placed(placed: Any, frame: Frame, color: LightColor | None, properties: Any) -> DrawnShape:
    x, y, width, height = _box(placed, "off", "ext")
    try:
        outlines = () if properties is None else _outlines(properties, width, height)
    except ValueError:  # its corners are computed by guides: where it lies in its box is not known
        outlines, color = (), None
    return DrawnShape(
        x=frame.x + frame.across * x,
        y=frame.y + frame.down * y,
        width=frame.across * width,
        height=frame.down * height,
        turn=whole(placed, "rot", "0") / TURN,
        flips=(placed.get("flipH") in ("1", "true"), placed.get("flipV") in ("1", "true")),
        outlines=outlines,
        color=color,
    )


def _outlines(properties: Any, width: int, height: int) -> tuple[tuple[Polygon, ...], ...]:
    """The paths of a freeform, or a callout's box with its tail; nothing for all that fills its box."""
    freeform = properties.find(f"{IN_DRAWING}custGeom/{IN_DRAWING}pathLst")
    if freeform is not None:
        return tuple(_path(path, width, height) for path in freeform if path.get("fill") != "none")
    preset = properties.find(f"{IN_DRAWING}prstGeom")
    if preset is None or preset.get("prst") not in CALLOUTS:
        return ()
    guides = {guide.get("name"): guide.get("fmla", "").split() for guide in preset.iter(f"{IN_DRAWING}gd")}
    x, y = (
        0.5 + int(guides[name][1]) / HUNDRED_PERCENT if guides.get(name) else at for name, at in CALLOUT_TIP.items()
    )
    # A tail begins left or right of the middle where it goes up or down: ECMA-376 part 1, presetShapeDefinitions.
    before, behind = (2 / 12, 5 / 12) if (x if abs(y - 0.5) >= abs(x - 0.5) else y) < 0.5 else (7 / 12, 10 / 12)
    base = ((before, 0.5), (behind, 0.5)) if abs(y - 0.5) >= abs(x - 0.5) else ((0.5, before), (0.5, behind))
    return ((BOX,), (((x, y), *base),))


def _path(path: Any, width: int, height: int) -> tuple[Polygon, ...]:
    """A freeform's path as polygons; of curves only their ends."""
    across, down = whole(path, "w", "0") or width or 1, whole(path, "h", "0") or height or 1
    polygons: list[list[tuple[float, float]]] = []
    for step in path:
        if step.tag == f"{IN_DRAWING}moveTo":
            polygons.append([])
        points = step.findall(f"{IN_DRAWING}pt")[-1:]
        if polygons:
            polygons[-1] += [(whole(point, "x") / across, whole(point, "y") / down) for point in points]
    return tuple(tuple(polygon) for polygon in polygons)


def _inside(path: tuple[Polygon, ...], x: float, y: float) -> bool:
    """Whether a point lies in a path: a line from it to the right crosses its sides an odd number of times."""
    crossings = 0
    for polygon in path:
        for (from_x, from_y), (to_x, to_y) in zip(polygon, (*polygon[1:], *polygon[:1]), strict=True):
            if (from_y > y) != (to_y > y) and x < from_x + (y - from_y) * (to_x - from_x) / (to_y - from_y):
                crossings += 1
    return crossings % 2 == 1
