"""What one trial of makeup works from: an issue, its design at one body size, and what sets its text."""

from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.makeup.grid import TypeArea
from bulletin.model.design import Color, Design, TextStyle
from bulletin.model.edition import Edition, Paragraph, Run
from bulletin.model.galley import Galley, Line
from bulletin.units import Pt


class Brief(NamedTuple):
    """The issue, the design, and the means to set it."""

    edition: Edition
    design: Design  # its grid may differ from the layout's: copyfitting changes size and leading
    area: TypeArea  # the type area of `design`
    faces: Faces
    composer: Composer

    def galley(self, text: str, style: TextStyle, measure: Pt, *, scale: float = 1.0) -> Galley:
        """A caption, quote or filler composed to `measure`; `scale`: times its style's size."""
        size = self.area.grid.size * style.scale * scale
        return self.composer.galley(self._paragraph(text), style, size=size, measure=measure)

    def lines(self, text: str, style: TextStyle, measure: Pt, color: Color, *, scale: float = 1.0) -> tuple[Line, ...]:
        """The best setting of that galley."""
        setting = self.galley(text, style, measure, scale=scale).optimum
        size = self.area.grid.size * style.scale * scale
        return self.composer.lines(self._paragraph(text), style, setting, size=size, measure=measure, color=color)

    def _paragraph(self, text: str) -> Paragraph:
        return Paragraph("body", 0, (Run(text),), self.edition.reports[0].place)
