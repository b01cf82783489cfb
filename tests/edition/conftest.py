"""The real content, for a test to spoil."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the real content that a test may change."""
    return shutil.copytree(ROOT / "content", tmp_path / "content")
