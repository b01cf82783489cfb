"""The entrance of the room: an issue in, finished pages out."""

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces
from bulletin.makeup.brief import brief_for
from bulletin.makeup.copyfit import fitted
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin


def make_up(edition: Edition, design: Design, faces: Faces, composer: Composer, *, pages: int = 0) -> Bulletin:
    """Turn an issue into newspaper pages, filled, balanced and complete.

    Args:
        pages: exactly so many pages; 0 takes the issue's own wish, or as many as are needed.

    Raises:
        OversetError: so many pages cannot be had; its problem names what would fit.
        ContentError: `grid:` cannot be read.
    """
    found = fitted(brief_for(edition, design, faces, composer), pages or edition.pages)
    return found.trial.bulletin(found.plans)
