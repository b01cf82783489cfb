"""What one trial of makeup works from: an issue, its design at one body size, and what sets its text."""

from functools import partial
from typing import NamedTuple

from bulletin.choose.quotes import SharedQuotes, shared_quotes
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

    @property
    def wants_relief(self) -> bool:
        """Whether issue and layout want figures, contents and chosen sentences beside the text."""
        return self.edition.relief and self.design.relief is not None

    def quotes(self, report: int) -> SharedQuotes:
        """The sentences of a report that may be printed large; where no relief is wanted, the editor's own."""
        story = self.edition.reports[report]
        if not (self.wants_relief or story.quote):
            return SharedQuotes(columns=(), box=())
        key = ("quotes", story.paragraphs, story.title, story.subtitle, story.quote, story.unquoted, story.figures)
        return self.composer.memory.recall(key, partial(shared_quotes, story))

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
