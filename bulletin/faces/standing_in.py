"""A face that stands in for another, made to look like it: as dark, and as high in its em.

What the two paint of the same characters is compared. Where the face standing in is lighter, its outlines are drawn
with a line of such a width that it covers as much paper; a regular face comes to a bold one so. One that is darker
stays as it is, since no line makes a stroke thinner. A character of very many strokes gets a thinner line: with it it
becomes as dark as the densest that the face has whose place it takes.
"""

from statistics import fmean
from typing import NamedTuple

from bulletin.faces.opened import OpenedFace

# Common characters, then some of the general standard list in Extension B, which faces of rare characters have too.
SAMPLE = "国永的一是在有中大人这上为我要来" + "𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗"
DENSE = "翻黼臁鳙"  # the darkest of GB 2312 in the Song and Hei faces that ship
LEAST_SAMPLE = 4
TRIAL = 30  # 1/1000 em: a line by which it is tried how much darker a line makes a face
# 1/1000 em. Thinner lines are shown too dark on screens, at a pixel or next to it; the faces that ship and that differ
# by less have stems within 15 % of each other.
STROKE_FROM = 10
RISE_FROM = 40  # 1/1000 em; the faces that ship differ by 33 at most, as their designs want it


class Matching(NamedTuple):
    """What makes one face look like another."""

    stroke: int
    rise: int
    darkest: float  # share of its em that a dense character covers in the face whose place is taken


class StandIn(NamedTuple):
    """How a unit is drawn in a face that stands in for another; 1/1000 em."""

    stroke: int  # width of the line round its outline, half of which thickens them
    rise: int  # of its baseline


AS_IT_IS = StandIn(stroke=0, rise=0)


def compared(first: OpenedFace, other: OpenedFace) -> Matching:
    """How `other` is drawn in place of `first`; as it is where they have no Chinese characters in common."""
    shapers = first.shaper, other.shaper
    common = [unit for unit in SAMPLE if all(shaper.glyph(unit).gid for shaper in shapers)]
    if len(common) < LEAST_SAMPLE:
        return Matching(stroke=0, rise=0, darkest=0.0)
    inks = [[shaper.ink(shaper.glyph(unit).gid) for unit in common] for shaper in shapers]
    high, low = (fmean((ink.top + ink.bottom) / 2 for ink in each) for each in inks)
    rise = round(high - low)
    characters = "".join(common)
    pattern, witness = first.witness(), other.witness()
    plain = witness.darkness(characters)
    lacking = pattern.darkness(characters) - plain
    gain = witness.darkness(characters, TRIAL) - plain
    stroke = round(TRIAL * lacking / gain) if gain > 0 else 0
    return Matching(
        stroke=stroke if stroke >= STROKE_FROM else 0,
        rise=rise if abs(rise) >= RISE_FROM else 0,
        darkest=pattern.darkness("".join(unit for unit in DENSE if shapers[0].glyph(unit).gid) or characters),
    )


def fitted(unit: str, other: OpenedFace, matching: Matching) -> StandIn:
    """How `other` draws this unit."""
    stroke = matching.stroke
    if stroke and (dark := other.witness().darkness(unit, stroke)) > matching.darkest:
        plain = other.witness().darkness(unit)
        stroke = max(0, round(stroke * (matching.darkest - plain) / (dark - plain)))
    return StandIn(stroke=stroke, rise=matching.rise)
