"""The one door for what is read: a regular file, below its root, of a size that its kind may have; bytes come out.

Nothing else in the package opens a file for reading (tests/test_opening.py). What is no regular file is never opened,
so neither a FIFO nor a device can hold a build up.
"""

import os
import stat
from typing import Literal, TypeAlias

from bulletin.problems import why

Reason: TypeAlias = Literal["missing", "folder", "special", "outside", "dead-link", "too-large", "failed"]

# Flags that a system lacks are 0 there. Not to wait for the other end of a FIFO, should one have come in between.
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_CHUNK = 1 << 20  # bytes read at a time of a file that does not say its size, as those of /proc


class NotOpenedError(Exception):
    """A file that is not read, and why; `message` is a Chinese clause that follows the file's name."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.message = message


def read_file(path: str, *, limit: int, below: str = "") -> bytes:
    """The bytes of the file at `path`.

    Args:
        limit: the most bytes that a file of its kind has.
        below: the folder that the file lies in, links followed; "" for one that the user named, which may be anywhere.

    Raises:
        NotOpenedError: it is not read.
    """
    try:
        real = os.path.realpath(path)
        if below and not lies_below(real, below):
            raise NotOpenedError("outside", "是链接，指到文件夹外面")
        kind = os.stat(real)
        _judge(kind, limit)
        handle = os.open(real, _FLAGS)
        try:
            _judge(os.fstat(handle), limit)  # the same file, should another have been put in its place
            return _all(handle, os.fstat(handle).st_size, limit)
        finally:
            os.close(handle)
    except FileNotFoundError as error:
        if os.path.islink(path):
            raise NotOpenedError("dead-link", "是链接，链接已失效") from error
        raise NotOpenedError("missing", "不存在") from error
    except OSError as error:
        raise NotOpenedError("failed", f"无法打开：{why(error)}") from error
    except ValueError as error:  # a null character in the name
        raise NotOpenedError("missing", "不存在") from error


def lies_below(path: str, folder: str) -> bool:
    """Whether `path` lies in `folder` or deeper, links of both followed."""
    base = os.path.realpath(folder)
    return os.path.realpath(path).startswith(base if base.endswith(os.sep) else base + os.sep)


def _judge(state: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise NotOpenedError("folder", "是文件夹，不是文件")
    if not stat.S_ISREG(state.st_mode):
        raise NotOpenedError("special", "不是普通文件")
    if state.st_size > limit:
        raise NotOpenedError("too-large", f"超过{_size(limit)}")


def _all(handle: int, size: int, limit: int) -> bytes:
    """All that the file holds, read in one piece where its size is known: joined pieces would need the room twice."""
    pieces: list[bytes] = []
    left = limit + 1
    while left and (piece := os.read(handle, min(left, max(size, _CHUNK)))):
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise NotOpenedError("too-large", f"超过{_size(limit)}")
    return b"".join(pieces)


def _size(limit: int) -> str:
    return f"{limit >> 20} MB" if limit >= 1 << 20 else f"{limit >> 10} KB"
