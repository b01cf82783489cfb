"""The real design, faces and composer for makeup's tests; composing is cached over the session."""

from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces, open_faces
from bulletin.makeup.issue import make_up
from bulletin.makeup.ways_out import Others, no_others
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.kept_plan import KeptPlan
from bulletin.model.page import Bulletin
from bulletin.read.layout import decode


class LayoutSetup(NamedTuple):
    """A layout with faces and a composer."""

    design: Design
    faces: Faces
    composer: Composer

    def make_up(
        self, edition: Edition, *, pages: int = 0, kept: KeptPlan | None = None, others: Others = no_others
    ) -> Bulletin:
        return make_up(edition, self.design, self.faces, self.composer, pages=pages, kept=kept, others=others)


def layout_setup(root: Path, layout: str) -> LayoutSetup:
    """The setup of one of the layouts that ship."""
    design = decode(str(root / "layouts" / f"{layout}.yaml"), Design)
    faces = open_faces(str(root / "fonts"))
    return LayoutSetup(design, faces, Composer(design.text, faces, ()))


@pytest.fixture(scope="session")
def a3(root: Path) -> LayoutSetup:
    return layout_setup(root, "bulletin-a3")
