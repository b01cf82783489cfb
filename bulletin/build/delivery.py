"""Outputs to their places: all of them or none, and a file that is open in a viewer is not fought over."""

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from bulletin.problems import OutputError, Place, Problem


class File(NamedTuple):
    """A finished output: where it belongs and what stands in it."""

    path: str
    data: bytes


class Delivered(NamedTuple):
    """Where an output stands now; `path` differs from `wanted` where that was locked."""

    wanted: str
    path: str


class _Move(NamedTuple):
    path: str
    backup: str  # the earlier file, "" where there was none


def deliver(files: Sequence[File]) -> tuple[Delivered, ...]:
    """Write every file beside its place, then move them all; a failing move puts the earlier ones back.

    A place that is locked (PermissionError while the old file stands there) is left alone: the new file gets the
    first free numbered name beside it.

    Raises:
        OutputError: a folder or file cannot be written; then all places are as they were.
    """
    parts: list[str] = []
    moves: list[_Move] = []
    delivered: list[Delivered] = []
    mark = f".{os.getpid()}"
    current = ""
    try:
        for file in files:
            current = file.path
            os.makedirs(os.path.dirname(file.path) or ".", exist_ok=True)
            part = f"{file.path}{mark}.part"
            parts.append(part)
            with open(part, "wb") as out:
                out.write(file.data)
        for file, part in zip(files, parts, strict=True):
            current = file.path
            backup = _keep(file.path, f"{file.path}{mark}.old")
            path = file.path
            try:
                os.replace(part, path)
            except PermissionError:
                if not os.path.isfile(path):
                    raise
                path = _numbered(path)
                os.replace(part, path)
                if backup:
                    os.unlink(backup)
                backup = ""
            moves.append(_Move(path, backup))
            delivered.append(Delivered(file.path, path))
    except OSError as error:
        for move in reversed(moves):
            with suppress(OSError):  # putting back goes as far as it can; the first failure is the one told
                os.replace(move.backup, move.path) if move.backup else os.unlink(move.path)
        raise OutputError(
            Problem(
                "error",
                "output-not-writable",
                f"写不出 {current}：{error.strerror or error}",
                Place(current),
                "看看文件夹是否存在、可写，磁盘是否已满；先前的输出原样未动",
            )
        ) from error
    finally:
        for part in parts:
            with suppress(OSError):
                os.unlink(part)
        for file in files:
            with suppress(OSError):
                os.unlink(f"{file.path}{mark}.old")
    return tuple(delivered)


def _keep(path: str, backup: str) -> str:
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
