"""Files as an office hands them in, and programs that stand in for LibreOffice."""

import os
import stat
import sys
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin.command import run
from tests.conftest import ROOT

TITLES = {
    "环境": "借“潍”高石 攻“济”新玉",
    "水务": "积极行动 强化水资源管理",
    "规划": "规划引领谋发展",
    "政法": "打造稳定营商环境",
}
PEOPLE = {"环境": "李剑", "水务": "苏晓辉", "规划": "王玉红", "政法": "宋兴华"}

# Stands for LibreOffice: notes its call, then does `acts` with `files`.
_PROGRAM = """#!{python}
import sys
sys.path.insert(0, {root!r})
from tests.begin.stand_in import *
files = called({log!r})
{acts}
"""


class Done(NamedTuple):
    code: int
    out: str
    err: str


Bulletin = Callable[..., Done]


def report(column: str, *more: str) -> str:
    """A report without a header: title, byline, text."""
    lines = (TITLES[column], f"区{column}局局长 {PEOPLE[column]}", f"近日，{column}工作有了新进展，成效明显。", *more)
    return "\n".join(lines) + "\n"


def rtf(title: str) -> bytes:
    """A file of another word processor, as far as the stand-ins read it."""
    return f"{{\\rtf1 {title}\n区农业局局长 李剑\n近日，这项工作有了新进展，成效明显，群众满意。}}".encode()


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def zipped(files: Mapping[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def tree(folder: Path) -> dict[str, str]:
    """All files below a folder by their digests, but those by which processes take turns."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith("lease-")
    }


def names(folder: Path) -> set[str]:
    """What a person sees in a folder."""
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def office_program(folder: Path, acts: str) -> Path:
    """A program `soffice` in `folder` that does `acts` with `files`; the log of its calls."""
    folder.mkdir()
    log = folder / "calls.txt"
    program = folder / "soffice"
    program.write_text(
        _PROGRAM.format(python=sys.executable, root=str(ROOT), log=str(log), acts=acts), encoding="utf-8"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return log


def caller(capsys: pytest.CaptureFixture[str], home: Path) -> Bulletin:
    """The command in this process, for the folder `home`."""

    def done(*arguments: str) -> Done:
        capsys.readouterr()
        code = run(arguments, home=str(home), prog="bulletin")
        return Done(code, *capsys.readouterr())

    return done


def only_on_the_path(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let programs be found in these folders alone."""
    monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))
    monkeypatch.setattr("bulletin.begin.libreoffice.PLACES", {})
