"""The command in a folder of one's own, as an installed program is used."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin.command import run


class Done(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Done]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def bulletin(home: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """The command in this process, for `home`."""

    def done(*arguments: str | Path) -> Done:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments], home=str(home))
        return Done(code, *capsys.readouterr())

    return done


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file and folder below `folder`, with what files hold."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }
