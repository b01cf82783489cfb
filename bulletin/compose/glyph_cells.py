"""Units to cells: the room that one glyph takes on a line, and where the glyph stands in it.

Marks take half an em, their blank half belongs to the gap beside them (GB/T 15834-2011, 5.1); what a face's ink says
overrides the half where a mark is drawn across the middle of its em.
"""

from typing import NamedTuple

from bulletin.compose.classes import HALF
from bulletin.compose.packed_line import PackedLine, pack
from bulletin.faces.face import Faces
from bulletin.faces.shape import InkBox
from bulletin.faces.standing_in import AS_IT_IS, StandIn
from bulletin.model import marks

_TRIM = 40  # white that stays beside a mark's ink: by eye
_NARROW = 750  # a mark whose advance is less has no blank half: its face is proportional
_OPENING = frozenset(marks.OPENING)
_TRAILING = frozenset(marks.CLOSING + marks.PAUSES + marks.STOPS)
_CENTRED = frozenset(marks.INTERPUNCTS + marks.BULLET + marks.RATIO + marks.SOLIDUS + "－")
# Whatever the face's Latin drawing takes: one em, and two and three for the long dashes.
_FIXED_WIDTHS = {**dict.fromkeys(marks.DOUBLED + "—―─", 1000), "⸺": 2000, "⸻": 3000}
_HYPHENS = frozenset(marks.HYPHENS + marks.GLUE)
_BLANK = frozenset(" \u00a0\u2007\u2009\u202f\u3000")
_OWN_CELL = _OPENING | _TRAILING | _CENTRED | _BLANK | _HYPHENS | _FIXED_WIDTHS.keys()
_HANGING = frozenset("，、。．")
_LATIN_BEARING = 55  # beside the ink of a mark among Latin letters or figures: chosen by eye


class GlyphCell(NamedTuple):
    """The face that draws a unit, the width of its cell, and the glyph's origin from the cell's start; 1/1000 em."""

    face: str
    width: int
    shift: int = 0
    white: int = 0  # at the right inside the cell, that a squeezed line's end may give up
    excess: int = 0  # of the cell over half an em: the gap beside it is narrower by that
    look: StandIn = AS_IT_IS  # of the glyph, where the face is not the role's first


def _latin(face: str, ink: InkBox) -> GlyphCell:
    """The cell of a mark among Latin letters: its ink with small bearings."""
    return GlyphCell(face, ink.right - ink.left + 2 * _LATIN_BEARING, _LATIN_BEARING - ink.left)


class Cells(dict[str, GlyphCell]):
    """The cells of a role, each made when it is first needed."""

    def __init__(self, faces: Faces, role: str, *, hanging: bool) -> None:
        super().__init__()
        self._faces = faces
        self._role = role
        self.hanging = hanging
        self._packed: dict[str, PackedLine] = {}  # the widths of cells
        self._plain: dict[tuple[str, int], GlyphCell] = {}
        self.first = faces.chain(role)[0]
        self.wide: set[str] = set()  # marks seen whose ink needs more than half an em
        self.whites: dict[str, PackedLine] = {}  # of marks seen: what they add to a line that they end

    def __missing__(self, unit: str) -> GlyphCell:
        if unit in _OWN_CELL:
            cell = self._mark(unit)
            if cell.excess > 0:
                self.wide.add(unit)
            white = pack(white=cell.white, hangs=self.hanging and unit in _HANGING)
            if white:
                self.whites[unit] = white
        else:
            name = self._face_of(unit)
            advance = self._faces.face(name).advance(unit)
            cell = self._plain.setdefault((name, advance), GlyphCell(name, advance))
        if cell.face != self.first:
            cell = cell._replace(look=self._faces.stand_in(self._role, cell.face, unit))
        self[unit] = cell
        self._packed[unit] = pack(cell.width)
        return cell

    def packed_width(self, unit: str) -> PackedLine:
        """The width of the unit's cell."""
        if unit not in self._packed:
            self[unit]  # makes the cell
        return self._packed[unit]

    def _face_of(self, unit: str) -> str:
        return self._faces.choose(self._role, unit) or self.first

    def _mark(self, unit: str) -> GlyphCell:
        """The cell of a mark, a blank or a dash, from the side where its ink stands."""
        if unit in _BLANK:
            return GlyphCell(self._face_of(unit), 0)
        name = self._face_of(unit)
        face = self._faces.face(name)
        drawn = face.drawing(unit)
        advance, ink = face.advance(drawn), face.ink(drawn)
        if unit in _CENTRED:
            return GlyphCell(name, HALF, (HALF - ink.left - ink.right) // 2)
        if unit in _FIXED_WIDTHS:
            return GlyphCell(name, _FIXED_WIDTHS[unit], (_FIXED_WIDTHS[unit] - advance) // 2)
        if unit in _HYPHENS:
            # Some faces draw it in the middle of an em, as wide as Han.
            return _latin(name, ink) if advance >= _NARROW else GlyphCell(name, advance)
        inked = ink.right if unit in _TRAILING else advance - ink.left
        width = HALF if inked <= HALF else min(advance, inked + _TRIM)
        excess = width - HALF
        if advance < _NARROW:
            width, excess = advance, 0
        if unit in _TRAILING:
            return GlyphCell(name, width, white=max(0, width - ink.right - _TRIM), excess=excess)
        return GlyphCell(name, width, shift=width - advance, excess=excess)

    def trimmed(self, unit: str) -> GlyphCell:
        """The cell of a quotation mark among Latin letters or a colon among figures: its ink with small bearings."""
        cell = self[unit]
        return _latin(cell.face, self._faces.face(cell.face).ink(unit))._replace(look=cell.look)

    def dash(self) -> bool:
        """Whether the role's own face draws —— as one glyph."""
        return self._faces.face(self.first).has(marks.DASH)

    def drawable(self, unit: str) -> bool:
        """Whether any face of the role draws `unit` as one glyph."""
        return self._faces.choose(self._role, unit) is not None
