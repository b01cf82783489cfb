"""Faces, styles and short ways to compose, for this room's tests."""

import pytest

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces, open_faces
from tests.compose.setting import DESIGN
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def faces() -> Faces:
    return open_faces(str(ROOT / "fonts"))


@pytest.fixture
def composer(faces: Faces) -> Composer:
    return Composer(DESIGN, faces)
