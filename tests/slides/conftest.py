"""What the slide tests share: the design, the template, the faces, the seed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.faces.face import Faces, open_faces
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.slide import Deck, SlideDesign, Template
from bulletin.read.check import read
from bulletin.read.layout import decode
from bulletin.read.template import read_template
from bulletin.slides.deck import make_slides
from tests.slides.texts import hard_cases

Maker = Callable[..., Deck]


@pytest.fixture(scope="session")
def slide_design(root: Path) -> SlideDesign:
    return decode(str(root / "layouts" / "slides.yaml"), SlideDesign)


@pytest.fixture(scope="session")
def template(root: Path) -> Template:
    return read_template(str(root / "layouts" / "slides.pptx"))


@pytest.fixture(scope="session")
def shipped(root: Path) -> tuple[Edition, Design]:
    return read(str(root / "content"), None, root=str(root))


@pytest.fixture(scope="session")
def seed(shipped: tuple[Edition, Design]) -> Edition:
    return shipped[0]


@pytest.fixture(scope="session")
def design(shipped: tuple[Edition, Design]) -> Design:
    return shipped[1]


@pytest.fixture(scope="session")
def faces(root: Path) -> Faces:
    return open_faces(str(root / "fonts"))


@pytest.fixture(scope="session")
def make(design: Design, slide_design: SlideDesign, faces: Faces, template: Template) -> Maker:
    """The deck of an edition on our template or another, keys of the slide design changed as asked."""

    def made(edition: Edition, on: Template = template, **keys: Any) -> Deck:
        return make_slides(edition, design, slide_design._replace(**keys), faces, on)

    return made


@pytest.fixture(scope="session")
def decks(make: Maker) -> dict[str, Deck]:
    """The deck of every hard case, by its name."""
    return {name: make(case) for name, case in hard_cases().items()}
