"""Matrices and boxes in a PDF's own coordinates: points from the lower left, y upwards (ISO 32000-1, 8.3)."""

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

from bulletin.preflight.foreign import numbers

Position: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]  # left, lower, right, upper; empty when right < left
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Subpaths: TypeAlias = Sequence[Sequence[Position]]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)


def matrix_of(values: Any) -> Matrix:
    """A matrix from six operands or array entries.

    Raises:
        ValueError: fewer or more than six.
        TypeError: something that is no number.
    """
    a, b, c, d, e, f = numbers(values)
    return a, b, c, d, e, f


def translation(x: float, y: float) -> Matrix:
    """The matrix that moves by `x`, `y`."""
    return 1.0, 0.0, 0.0, 1.0, x, y


def combined(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that maps by `first`, then by `then`."""
    return (
        first[0] * then[0] + first[1] * then[2], first[0] * then[1] + first[1] * then[3],
        first[2] * then[0] + first[3] * then[2], first[2] * then[1] + first[3] * then[3],
        first[4] * then[0] + first[5] * then[2] + then[4], first[4] * then[1] + first[5] * then[3] + then[5],
    )  # fmt: skip


def mapped(matrix: Matrix, x: float, y: float) -> Position:
    """A point after the matrix."""
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def least_scale(matrix: Matrix) -> float:
    """By how much a line shrinks in its thinnest direction: the lesser singular value of the matrix."""
    a, b, c, d = matrix[:4]
    mean = (a * a + b * b + c * c + d * d) / 2
    root = math.sqrt(max(0.0, mean * mean - (a * d - b * c) ** 2))
    return math.sqrt(max(0.0, mean - root))


def keeps_upright(matrix: Matrix) -> bool:
    """Whether a rectangle stays one with sides along the axes."""
    return (abs(matrix[1]) < 1e-6 and abs(matrix[2]) < 1e-6) or (abs(matrix[0]) < 1e-6 and abs(matrix[3]) < 1e-6)


def normalized(corners: Any) -> Box:
    """The box of two opposite corners, four numbers in any order of the sides (ISO 32000-1, 7.9.5).

    Raises:
        ValueError: fewer or more than four.
        TypeError: something that is no number.
    """
    a, b, c, d = numbers(corners)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def bounding_box(positions: Sequence[Position]) -> Box:
    """The box around at least one position."""
    horizontal = [x for x, _ in positions]
    vertical = [y for _, y in positions]
    return min(horizontal), min(vertical), max(horizontal), max(vertical)


def intersection(first: Box, second: Box) -> Box:
    """What two boxes share."""
    return max(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), min(first[3], second[3])


def outward(box: Box) -> tuple[float, float, float, float]:
    """Left, lower, right and upper side, each as a number that grows outwards."""
    return -box[0], -box[1], box[2], box[3]


def least_margin(outer: Box, inner: Box) -> float:
    """How far the inner box keeps from the outer one where it is nearest; negative where it stands out."""
    return min(beyond - side for beyond, side in zip(outward(outer), outward(inner), strict=True))


def is_empty(box: Box) -> bool:
    """Whether the box holds nothing; a line without width still holds something."""
    return box[2] < box[0] or box[3] < box[1]


def is_rectangle(corners: Sequence[Position]) -> bool:
    """Whether four or five points joined by lines are an upright rectangle."""
    if len(corners) == 5 and corners[0] == corners[4]:
        corners = corners[:4]
    if len(corners) != 4:
        return False
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    upright = all(abs(x1 - x0) < 0.001 or abs(y1 - y0) < 0.001 for (x0, y0), (x1, y1) in sides)
    return upright and len({(round(x, 2), round(y, 2)) for x, y in corners}) == 4


def contains(subpaths: Subpaths, x: float, y: float) -> bool:
    """Whether a point lies inside closed subpaths, by the even-odd rule."""
    crossings = 0
    for subpath in subpaths:
        for (x0, y0), (x1, y1) in zip(subpath, (*subpath[1:], subpath[0]), strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                crossings += 1
    return crossings % 2 == 1
