"""Outputs to their places: all of them or none, and a file that is open in a viewer is not fought over."""

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from bulletin.model.output import File
from bulletin.problems import OutputError, Place, Problem, why


class Delivered(NamedTuple):
    """Where an output stands now; `path` differs from `wanted` where that was locked."""

    wanted: str
    path: str


class _Move(NamedTuple):
    path: str
    backup: str  # the earlier file, "" where there was none


def deliver(files: Sequence[File], folder: str) -> tuple[Delivered, ...]:
    """Write every file beside its place in `folder`, then move them all; a failing move puts the earlier ones back.

    A place that is locked (PermissionError while the old file stands there) is left alone: the new file gets the
    first free numbered name beside it.

    Raises:
        OutputError: a folder or file cannot be written; then all places are as they were.
    """
    mark = f".{os.getpid()}"
    paths = [os.path.join(folder, file.name) for file in files]
    parts: list[str] = []
    moves: list[_Move] = []
    failing = folder
    try:
        for path, file in zip(paths, files, strict=True):
            failing = path
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            parts.append(f"{path}{mark}.part")
            with open(parts[-1], "wb") as part:
                part.write(file.data)
        for path, part_path in zip(paths, parts, strict=True):
            failing = path
            moves.append(_moved(part_path, path, f"{path}{mark}.old"))
    except OSError as error:
        for move in reversed(moves):
            with suppress(OSError):  # putting back goes as far as it can; the first failure is the one reported
                os.replace(move.backup, move.path) if move.backup else os.unlink(move.path)
        raise _not_writable(failing, error) from error
    finally:
        for leftover in (*parts, *(f"{path}{mark}.old" for path in paths)):
            with suppress(OSError):
                os.unlink(leftover)
    return tuple(Delivered(wanted=path, path=move.path) for path, move in zip(paths, moves, strict=True))


def _moved(part: str, path: str, backup: str) -> _Move:
    """Move `part` to `path`, or beside it where that is locked, and keep the file that stood there as `backup`."""
    kept = _kept(path, backup)
    try:
        os.replace(part, path)
    except PermissionError:
        if not os.path.isfile(path):
            raise
        beside = _numbered(path)
        os.replace(part, beside)
        return _Move(beside, "")
    return _Move(path, kept)


def _kept(path: str, backup: str) -> str:
    """Keep the file that stands at `path` under a second name; that name, or "" where nothing stands there."""
    if not os.path.isfile(path):
        return ""
    try:
        os.link(path, backup)
    except OSError:  # a file system without links
        with open(path, "rb") as old, open(backup, "wb") as kept:
            kept.write(old.read())
    return backup


def _numbered(path: str) -> str:
    """The first free name beside `path`: bulletin-2.pdf, bulletin-3.pdf ..."""
    stem, ending = os.path.splitext(path)
    return next(name for n in range(2, 10_000) if not os.path.exists(name := f"{stem}-{n}{ending}"))


def _not_writable(path: str, error: OSError) -> OutputError:
    message = f"无法写入 {path}：{why(error)}"
    hint = "检查文件夹是否存在、能否写入，磁盘是否已满；原有成品未改动"
    return OutputError(Problem("error", "output-not-writable", message, Place(path), hint))
