"""Points, sizes and rectangles; from the top left, y downwards."""

from typing import NamedTuple

from bulletin.units import Pt, fits


class Point(NamedTuple):
    x: Pt
    y: Pt


class Size(NamedTuple):
    width: Pt
    height: Pt


class Insets(NamedTuple):
    top: Pt
    right: Pt
    bottom: Pt
    left: Pt


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
            self.x + by.left,
            self.y + by.top,
            self.width - by.left - by.right,
            self.height - by.top - by.bottom,
        )

    def holds(self, other: "Rect") -> bool:
        """Whether `other` lies inside, rounding forgiven."""
        return (
            fits(self.x, other.x)
            and fits(self.y, other.y)
            and fits(other.right, self.right)
            and fits(other.bottom, self.bottom)
        )

    def meets(self, other: "Rect") -> bool:
        """Whether the two share more than a border."""
        return not (
            fits(self.right, other.x)
            or fits(other.right, self.x)
            or fits(self.bottom, other.y)
            or fits(other.bottom, self.y)
        )
