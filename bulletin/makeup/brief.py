"""What one trial of makeup works from: an issue, its design at one body size, and what sets its text."""

from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.makeup.furniture import beside_credits
from bulletin.makeup.grid import TypeArea, type_area
from bulletin.model.design import Design
from bulletin.model.edition import Edition


class Brief(NamedTuple):
    """The issue, the design, and the means to set it."""

    edition: Edition
    design: Design  # its grid may differ from the layout's: copyfitting changes size and leading
    area: TypeArea  # the type area of `design`
    faces: Faces
    composer: Composer

    def with_design(self, design: Design) -> "Brief":
        """The same issue in another design."""
        design = beside_credits(self.edition, design)
        return self._replace(design=design, area=type_area(design))

    def with_edition(self, edition: Edition) -> "Brief":
        """Another issue in the same design."""
        return self._replace(edition=edition)


def brief_for(edition: Edition, design: Design, faces: Faces, composer: Composer) -> Brief:
    """The brief of an issue in its layout's own grid."""
    design = beside_credits(edition, design)
    return Brief(edition=edition, design=design, area=type_area(design), faces=faces, composer=composer)
