"""A user's folder, and the command called there."""

from pathlib import Path

import pytest

from tests.begin.office import Bulletin, caller


@pytest.fixture
def bulletin(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Bulletin:
    """The command, given in a folder that is `tmp_path`."""
    monkeypatch.chdir(tmp_path)
    return caller(capsys, Path())
