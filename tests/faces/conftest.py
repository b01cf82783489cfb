"""The faces that ship, opened once: unpacking the seldom used ones takes a second."""

from pathlib import Path

import pytest

from bulletin.faces.face import Faces, open_faces


@pytest.fixture(scope="session")
def faces() -> Faces:
    return open_faces(str(Path(__file__).parent.parent.parent / "fonts"))
