"""Issues built in memory, to be compared: the shipped one and small ones, in one process with one memory."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bulletin.memory import Memory
from bulletin.model.output import Order, Purpose
from bulletin.pipeline import build
from bulletin.sources import find_sources
from tests.conftest import ROOT

MEMORY = Memory()


def shipped() -> dict[str, str]:
    """The files of the shipped issue."""
    return {
        name: (ROOT / "content" / name).read_text(encoding="utf-8")
        for name in sorted(os.listdir(ROOT / "content"))
        if name.endswith((".md", ".yaml"))
    }


def edited(files: Mapping[str, str], name: str, old: str, new: str) -> dict[str, str]:
    """The files with a text replaced that stands once in one of them."""
    assert files[name].count(old) == 1, (name, old)
    return {**files, name: files[name].replace(old, new)}


def printed(files: Mapping[str, str], folder: Path, purpose: Purpose = "screen", layout: str | None = None) -> bytes:
    """The PDF of an issue with these files, made in `folder`."""
    return _printed(tuple(sorted(files.items())), str(folder), purpose, layout)


@cache
def _printed(files: tuple[tuple[str, str], ...], folder: str, purpose: Purpose, layout: str | None) -> bytes:
    content = Path(folder) / "content"
    content.mkdir(exist_ok=True)
    for path in content.iterdir():
        path.unlink()
    for name, text in files:
        (content / name).write_text(text, encoding="utf-8")
    return made(content, purpose, layout)


def made(content: Path, purpose: Purpose = "screen", layout: str | None = None) -> bytes:
    """The PDF of the issue in a folder as it stands."""
    order = Order(find_sources(str(ROOT)), str(content), layout=layout, slides=False, purposes=(purpose,), fresh=True)
    return build(order, MEMORY).files[0].data
