"""A line, a gap, or whatever lies between two places of a text, as one integer.

All that decides what a line costs stands in fields of one number: from the low bits, the white inside its last mark,
whether that mark may hang, how many gaps of each kind it has, and its natural width. Prefix sums of such numbers make
a line one subtraction, "reach at its end" minus "reach at its start", and a dictionary finds the cost that an equal
line had before. This module alone knows the fields; what others compute with are sums, differences and comparisons
(the width is the highest field, so numbers compare as widths do). Lengths are 1/1000 em.

A count belongs to one line, so twelve bits are plenty. Prefix sums over a long text do run over from field to field;
that does no harm, since the difference of two of them is exact.
"""

from collections.abc import Sequence
from typing import TypeAlias

PackedLine: TypeAlias = int

# Kinds of gaps, in the order of their counts.
BETWEEN_HAN, AFTER_PAUSE, AFTER_STOP, AT_BRACKET, HAN_LATIN, BETWEEN_WORDS, BETWEEN_LETTERS = range(7)
KINDS = range(7)

_WHITE_BITS, _COUNT_BITS = 10, 12
_HANG = 1 << _WHITE_BITS
_SHIFTS = tuple([_WHITE_BITS + 1 + kind * _COUNT_BITS for kind in KINDS])
_WIDTH = _SHIFTS[-1] + _COUNT_BITS
_COUNTS_MASK = (1 << _WIDTH) - (1 << _SHIFTS[0])
MOST_GAPS = (1 << _COUNT_BITS) - 1  # of one kind on a line
MOST_WHITE = _HANG - 1


def pack(width: int = 0, kind: int | None = None, *, white: int = 0, hangs: bool = False) -> PackedLine:
    """A stretch of `width` with one gap of `kind`, whose last mark has `white` inside its cell."""
    packed = (width << _WIDTH) + white
    if hangs:
        packed += _HANG
    if kind is not None:
        packed += 1 << _SHIFTS[kind]
    return packed


def width(line: PackedLine) -> int:
    """The natural width."""
    return line >> _WIDTH


def widths(lines: Sequence[PackedLine]) -> list[int]:
    """The natural width of each."""
    return [line >> _WIDTH for line in lines]


def count(line: PackedLine, kind: int) -> int:
    """How many gaps of `kind` the line has."""
    return line >> _SHIFTS[kind] & MOST_GAPS


def counts(line: PackedLine) -> tuple[int, ...]:
    """How many gaps of each kind the line has, by kind."""
    return tuple([line >> shift & MOST_GAPS for shift in _SHIFTS])


def kind_of(gap: PackedLine) -> int | None:
    """The kind of a single gap; None for one that never changes."""
    counted = gap & _COUNTS_MASK
    return (counted.bit_length() - 1 - _SHIFTS[0]) // _COUNT_BITS if counted else None


def white(line: PackedLine) -> int:
    """The white inside the last mark's cell, at its right, that a squeezed line may give up."""
    return line & MOST_WHITE


def hangs(line: PackedLine) -> bool:
    """Whether the last mark may stand outside the measure."""
    return bool(line & _HANG)


def without_end(line: PackedLine) -> PackedLine:
    """The line without what its last mark may give up or hang by."""
    return line & ~(MOST_WHITE | _HANG)
