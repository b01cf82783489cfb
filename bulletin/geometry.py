"""Points, sizes and rectangles; from the top left, y downwards."""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from bulletin.units import Pt, fits


class Point(NamedTuple):
    x: Pt
    y: Pt


class Size(NamedTuple):
    width: Pt
    height: Pt


class Insets(NamedTuple):
    """White at the four sides of a rectangle."""

    top: Pt  # white above; on a page the folio line stands in it
    right: Pt  # white at the right edge
    bottom: Pt  # white below; on a page the credits stand in it
    left: Pt  # white at the left edge


class Rect(NamedTuple):
    x: Pt
    y: Pt
    width: Pt
    height: Pt

    @property
    def right(self) -> Pt:
        return self.x + self.width

    @property
    def bottom(self) -> Pt:
        return self.y + self.height

    def inset(self, by: Insets) -> "Rect":
        """This rectangle less `by` on each side."""
        return Rect(
            self.x + by.left, self.y + by.top, self.width - by.left - by.right, self.height - by.top - by.bottom
        )

    def holds(self, other: "Rect") -> bool:
        """Whether `other` lies inside, rounding forgiven."""
        return (
            fits(self.x, other.x)
            and fits(self.y, other.y)
            and fits(other.right, self.right)
            and fits(other.bottom, self.bottom)
        )

    def overlaps(self, other: "Rect") -> bool:
        """Whether the two share more than a border."""
        return not (
            fits(self.right, other.x)
            or fits(other.right, self.x)
            or fits(self.bottom, other.y)
            or fits(other.bottom, self.y)
        )


LEAST_LOSS = 0.01  # of an image's area: one that is to lose nothing loses less by rounding to whole lines

# An operator of `path_steps` with its numbers: ("M", (x, y)), ("C", (x1, y1, x2, y2, x, y)), ("Z", ()).
PathStep: TypeAlias = tuple[str, tuple[float, ...]]

# At which points a curve is looked at: the share of each corner of its hull in them (Bernstein's polynomials).
_SHARES = [((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in (n / 16 for n in range(1, 16))]


def rect_path(rect: Rect) -> tuple[PathStep, ...]:
    """The outline of a rectangle."""
    return (
        ("M", (rect.x, rect.y)), ("L", (rect.right, rect.y)), ("L", (rect.right, rect.bottom)),
        ("L", (rect.x, rect.bottom)), ("Z", ()),
    )  # fmt: skip


def crop(aspect: float, slot: Rect, *, above: float = 0.5) -> Rect:
    """The part of an image of this width to height that fills `slot` undistorted, in fractions of the image.

    Args:
        above: share that goes at the head of what it loses in height; at the sides it loses as much on either.
    """
    shown = slot.width / slot.height
    if aspect > shown:
        width = shown / aspect
        return Rect((1 - width) / 2, 0.0, width, 1.0)
    height = aspect / shown
    return Rect(0.0, (1 - height) * above, 1.0, height)


def lost_share(crop: Rect) -> float:
    """The share of an image's area that is not shown; 0 where it is less than an eye sees, or than rounding leaves."""
    lost = 1 - crop.width * crop.height
    return lost if lost >= LEAST_LOSS else 0.0


class PlacedPicture(NamedTuple):
    """An image in its slot."""

    rect: Rect
    crop: Rect  # the part shown, in fractions of the image


def placed(aspect: float, slot: Rect, *, loss: float = 0.0, above: float = 0.5) -> PlacedPicture:
    """An image of this width to height in `slot`, undistorted and as large as it goes in, centred at the slot's head.

    Args:
        loss: the share of its area, below 1, that may be cut off to fill the slot.
        above: as of `crop`.
    """
    shape = min(max(slot.width / slot.height, aspect * (1 - loss)), aspect / (1 - loss))
    width, height = min(slot.width, slot.height * shape), min(slot.height, slot.width / shape)
    rect = Rect(slot.x + (slot.width - width) / 2, slot.y, width, height)
    return PlacedPicture(rect=rect, crop=crop(aspect, rect, above=above))


_NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}


def path_bounds(steps: Sequence[PathStep]) -> Rect | None:
    """What a path covers without its stroke; None for one without a point."""
    xs: list[float] = []
    ys: list[float] = []
    for operator, numbers in steps:
        if operator == "C":
            a, b = xs[-1] if xs else 0.0, ys[-1] if ys else 0.0
            xs += [p * a + q * numbers[0] + r * numbers[2] + s * numbers[4] for p, q, r, s in _SHARES]
            ys += [p * b + q * numbers[1] + r * numbers[3] + s * numbers[5] for p, q, r, s in _SHARES]
        xs += numbers[-2:-1]
        ys += numbers[-1:]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)) if xs else None


def path_steps(path: str) -> tuple[PathStep, ...]:
    """An SVG path of M, L, C and Z, absolute, each operator written out, to its steps.

    Raises:
        ValueError: another operator, too few numbers, or no number where one is due.
    """
    words = path.replace(",", " ").split()
    steps: list[PathStep] = []
    start = 0
    while start < len(words):
        operator = words[start]
        if operator not in _NUMBERS:
            raise ValueError(f"no operator: {operator}")
        end = start + 1 + _NUMBERS[operator]
        if end > len(words):
            raise ValueError(f"too few numbers after {operator}")
        steps.append((operator, tuple(map(float, words[start + 1 : end]))))
        start = end
    return tuple(steps)
