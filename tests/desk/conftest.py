"""The seed and an issue with blocks, made once for all tests of the desk."""

import pytest

from bulletin.memory import Memory
from bulletin.model.output import Order, Printed
from bulletin.pipeline import build
from bulletin.sources import find_sources
from tests.conftest import ROOT
from tests.edition.block_folders import shipped_blocks

SOURCES = find_sources(str(ROOT))


@pytest.fixture(scope="session")
def seed() -> Printed:
    """The shipped issue with its deck."""
    return build(Order(SOURCES, str(ROOT / "content")), Memory())


@pytest.fixture(scope="session")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Tables, charts, lists, notes, links and pictures on several pages."""
    folder = shipped_blocks(tmp_path_factory.mktemp("blocks") / "content")
    return build(Order(SOURCES, str(folder), slides=False), Memory())
