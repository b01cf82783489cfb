"""The door for what is read: what comes in, and what is turned away without being opened."""

import ast
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from bulletin.opening import NotOpenedError, read_file
from tests.syntax import FILES, name_of, nodes


def _reason(path: Path, *, limit: int = 1000, below: str = "") -> str:
    with pytest.raises(NotOpenedError) as caught:
        read_file(str(path), limit=limit, below=below)
    return caught.value.reason


def test_a_file_below_its_root_comes_in_whole_by_any_path(tmp_path: Path) -> None:
    inside = tmp_path / "content"
    inside.mkdir()
    (inside / "文.md").write_bytes(b"\r\n\x1a" * 300)
    (inside / "link.md").symlink_to("文.md")
    (tmp_path / "door").symlink_to("content")

    assert read_file(str(inside / "文.md"), limit=900, below=str(inside)) == b"\r\n\x1a" * 300
    assert read_file(str(inside / "link.md"), limit=900, below=str(inside)) == b"\r\n\x1a" * 300
    assert read_file(str(tmp_path / "door" / "文.md"), limit=900, below=str(tmp_path / "door")) == b"\r\n\x1a" * 300


def test_what_is_no_sound_file_is_turned_away_with_its_reason(tmp_path: Path) -> None:
    inside = tmp_path / "content"
    inside.mkdir()
    (inside / "long").write_bytes(b"x" * 1001)
    (tmp_path / "secret").write_bytes(b"x")
    (inside / "out").symlink_to(tmp_path / "secret")
    (inside / "gone").symlink_to("nothing")
    (inside / "circle").symlink_to("circle")
    os.mkfifo(inside / "fifo")
    (tmp_path / "content-2").mkdir()
    (tmp_path / "content-2" / "x").write_bytes(b"x")

    assert _reason(inside / "none") == "missing"
    assert _reason(inside / "nu\0ll") == "missing"
    assert _reason(inside) == "folder"
    assert _reason(inside / "long") == "too-large"
    assert _reason(inside / "fifo") == "special"
    assert _reason(Path("/dev/zero")) == "special"
    assert _reason(inside / "gone") == "dead-link"
    assert _reason(inside / "circle") == "failed"
    assert _reason(inside / "out", below=str(inside)) == "outside"
    assert _reason(inside / ".." / "content-2" / "x", below=str(inside)) == "outside"
    assert read_file(str(inside / "out"), limit=1) == b"x"


# Calls that open a file by its path, by their last name; in the others of MEMORY_TOO a BytesIO may stand.
OPENERS = frozenset(("from_file_path", "fdopen", "fromfile", "memmap", "getline", "getlines", "get_data", "open_code"))
MEMORY_TOO = frozenset(
    (
        "open", "truetype", "ZipFile", "TarFile", "Presentation", "Document", "PdfDocument", "ImageCmsProfile",
        "getOpenProfile",
    )
)  # fmt: skip
MODULES = frozenset(
    ("pathlib", "shutil", "mmap", "linecache", "tempfile", "fileinput", "tokenize", "pkgutil", "subprocess")
)
ELSEWHERE = {
    "opening.py": "the door",
    "terminal.py": "the null device",
    "read/office_zip.py": "members of an archive in memory",
    "build/storage.py": "writes, flushes and removes, and reads by the door",
    "build/beside.py": "a part of a deck in memory",
    "begin/kinds.py": "members of an archive in memory",
    "begin/libreoffice.py": "runs LibreOffice, reads by the door",
    "begin/workshop.py": "a folder that is thrown away",
    "desk/outside.py": "starts the browser and editors",
    "begin/doctor.py": "asks how much room a disk has",
}


def opened(source: Sequence[ast.AST], *, writes: bool = False) -> list[int]:
    """The lines of Python's nodes that open a file otherwise than by the door; `writes`: to write one is allowed."""
    found = []
    kept = {
        target.id
        for node in source
        if isinstance(node, ast.Assign) and _called(node.value) == "BytesIO"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    kept |= {
        node.arg
        for node in source
        if isinstance(node, ast.arg) and node.annotation and ast.unparse(node.annotation) == "bytes"
    }
    for node in source:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else names
            if {"open", "fdopen"} & {*names} or MODULES & {module.partition(".")[0] for module in modules}:
                found.append(node.lineno)
        elif isinstance(node, ast.Call) and (name := _called(node)) in OPENERS | MEMORY_TOO:
            first = node.args[0] if node.args else None
            in_memory = _called(first) in ("BytesIO", "createProfile") or (
                isinstance(first, ast.Name) and first.id in kept
            )
            if not (in_memory and name in MEMORY_TOO) and not (writes and _writes(node)):
                found.append(node.lineno)
    return found


def _called(node: ast.expr | None) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _writes(node: ast.Call) -> bool:
    """Whether a call opens a file to write it, or a folder to sync it."""
    how = " ".join(ast.unparse(argument) for argument in (*node.args[1:], *(word.value for word in node.keywords)))
    return any(sign in how for sign in ("'w", "'x", "O_WRONLY", "O_DIRECTORY"))


def parsed(text: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(text)))


def test_nothing_else_opens_a_file() -> None:
    files = {name_of(file): file for file in FILES if name_of(file) not in ELSEWHERE}
    lines = {
        name: found for name, file in files.items() if (found := opened(nodes(file), writes=name.startswith("build/")))
    }
    assert lines == {}


@pytest.mark.parametrize(
    "line",
    [
        "open(p)", "open(p, 'rb')", "io.open(p)", "os.open(p, os.O_RDONLY)", "os.fdopen(3)", "from os import open",
        "from io import open as o", "import pathlib", "from pathlib import Path", "from shutil import copy",
        "import mmap", "import linecache as l", "Image.open(p)", "PIL.Image.open(fp=p)", "ZipFile(p)",
        "zipfile.ZipFile(p, 'r')", "pikepdf.open(p)", "hb.Blob.from_file_path(p)", "Presentation(p)", "PdfDocument(p)",
        "ImageFont.truetype(p)", "ImageCms.getOpenProfile(p)", "import importlib, subprocess", "x = 1; open(x)",
        "codecs.open(p)", "gzip.open(p)",
    ],
)  # fmt: skip
def test_the_search_finds_every_way_to_open_one(line: str) -> None:
    source = parsed(f"a = 1\n{line}\n")
    assert opened(source) == [2]
    assert opened(source, writes=True) == [2]


@pytest.mark.parametrize(
    "text",
    [
        "Image.open(BytesIO(d))",
        "b = BytesIO()\nZipFile(b, 'w')",
        "pikepdf.open(io.BytesIO(d), x=1)",
        "self._open(p)",
        "def f(d: bytes):\n    return PdfDocument(d)",
    ],
)
def test_what_is_in_memory_opens_no_file(text: str) -> None:
    assert opened(parsed(text)) == []
    writing = "open(p, 'wb')\nos.open(p, os.O_WRONLY | os.O_CREAT)\nos.open(p, os.O_DIRECTORY)"
    assert opened(parsed(writing), writes=True) == []
