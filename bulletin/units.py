"""Lengths: a bare number is in points; other units are in the name."""

from typing import TypeAlias

Pt: TypeAlias = float

PT_PER_MM = 72 / 25.4
EMU_PER_PT = 12700
ROUNDING: Pt = 0.01  # lengths that differ by less are equal: half a plate dot at 2,400 dpi


def pt(mm: float) -> Pt:
    """Millimetres to points."""
    return mm * PT_PER_MM


def fits(length: Pt, room: Pt) -> bool:
    """Whether `length` goes into `room`, rounding forgiven; the only way lengths are compared."""
    return length <= room + ROUNDING
