"""Files that stay on disk: written whole and flushed to the medium, known by their digests, named below one folder."""

import errno
import os
import stat
from contextlib import suppress
from hashlib import sha256
from typing import Literal, NamedTuple

from bulletin.model.output import PRIVATE
from bulletin.opening import NotOpenedError, read_file

HISTORY = "history"  # the folder beside the outputs that keeps the last deliveries
LARGEST_OUTPUT = 1 << 28  # bytes of a file that may be an output of ours
# What a file system answers that cannot flush a folder, or a file, by itself (network shares, FUSE).
_UNFLUSHED = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF)
# Flags that a system lacks are 0 there. Private files are not followed where they are links.
_PRIVATE_FILE = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Found(NamedTuple):
    """What stands at a path. `closed`: a file that cannot be read, as where a program holds it for itself alone."""

    kind: Literal["nothing", "file", "closed", "other"]  # other: a link, folder, FIFO, device, or far too large
    data: bytes = b""
    error: OSError | None = None  # why a file is closed

    @property
    def digest(self) -> str:
        """SHA-256 of a file, "" of all else."""
        return digest(self.data) if self.kind == "file" else ""

    def is_file(self, digest: str) -> bool:
        """Whether it is exactly the file with this digest; nothing where that is ""."""
        return self.kind == ("file" if digest else "nothing") and self.digest == digest


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def look(path: str) -> Found:
    """What stands at `path` itself: its last link is not followed."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return Found("other")
        return Found("file", read_file(path, limit=LARGEST_OUTPUT))
    except (FileNotFoundError, NotADirectoryError):
        return Found("nothing")
    except NotOpenedError as error:
        if error.reason == "failed":
            return Found("closed", error=cause(error))
        return Found("nothing" if error.reason == "missing" else "other")
    except OSError as error:
        return Found("closed", error=error)


def stands(path: str, digest: str) -> bool:
    """Whether exactly the file with this digest stands at `path`; nothing where it is "".

    Raises:
        OSError: a file there cannot be read, so that nobody knows.
    """
    found = look(path)
    if found.error:
        raise found.error
    return found.is_file(digest)


def read_private(path: str, *, limit: int) -> bytes | None:
    """The bytes of a private file; None where none stands, or something that is not followed.

    Raises:
        OSError: it cannot be read now.
    """
    try:
        return read_file(path, limit=limit, below=os.path.dirname(path))
    except NotOpenedError as error:
        if error.reason == "failed":
            raise cause(error) from error
        return None


def cause(error: NotOpenedError) -> OSError:
    """Why the system did not read a file."""
    return error.__cause__ if isinstance(error.__cause__, OSError) else OSError(errno.EIO, "unread")


def is_plain(name: str) -> bool:
    """Whether a name out of a file that anybody may have written means a file of this folder, and none of ours."""
    return (
        name not in ("", os.curdir, os.pardir)
        and name.casefold() != PRIVATE
        and name == os.path.basename(name)
        and not os.path.splitdrive(name)[0]
        and "\0" not in name
        and not (os.name == "nt" and ":" in name)
    )


def is_filed(path: str) -> bool:
    """Whether such a name, with a slash, means a file of HISTORY."""
    folder, slash, name = path.partition("/")
    return bool(slash) and folder == HISTORY and is_plain(name)


def is_own_folder(path: str) -> bool:
    """Whether a folder stands at `path` itself, not somewhere else behind a link."""
    parent, name = os.path.split(path)
    real = os.path.join(os.path.realpath(parent or os.curdir), name)
    return os.path.isdir(path) and os.path.normcase(os.path.realpath(path)) == os.path.normcase(real)


def write_new(path: str, data: bytes, *, flushed: bool = True) -> None:
    """A new file with `data`; flushed: it outlives a power failure once its folder is flushed too.

    Raises:
        OSError: it stands already (FileExistsError), or could not be written; then it does not stand.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PRIVATE_FILE, 0o666)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            if flushed:
                _flush(handle)
        finally:
            os.close(handle)
    except OSError:
        with suppress(OSError):  # the first failure is the one to report
            os.unlink(path)
        raise


def put(path: str, data: bytes) -> None:
    """A file with `data` at `path`, whole at every moment: what stood there is replaced at once.

    Raises:
        OSError: it cannot be written; what stood there stands.
    """
    folder, name = os.path.split(path)
    part = os.path.join(folder, f".{name}.{os.getpid()}.part")
    with suppress(FileNotFoundError):  # of a process killed long ago
        os.unlink(part)
    write_new(part, data)
    try:
        os.replace(part, path)
    except OSError:
        with suppress(OSError):  # the first failure is the one to report
            os.unlink(part)
        raise
    flush_folder(folder or os.curdir)


def append(path: str, data: bytes) -> None:
    """More bytes behind those of a file of ours that stands at `path`; none is made, and nothing is flushed.

    Raises:
        OSError: they could not all be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | _PRIVATE_FILE)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def overwrite(path: str, data: bytes) -> None:
    """Other bytes, as many, in the file that stands at `path`; none is made."""
    handle = os.open(path, os.O_WRONLY | _PRIVATE_FILE)
    try:
        os.write(handle, data)
    finally:
        os.close(handle)


def flush_folder(path: str) -> None:
    """Make what was created, moved or removed in a folder outlive a power failure."""
    if os.name == "nt":  # Windows flushes no folders; NTFS keeps a journal of its own
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _flush(handle)
    finally:
        os.close(handle)


def _flush(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNFLUSHED:
            raise


def keep(path: str, kept: str) -> None:
    """A second name for the file at `path`, or a copy where the file system has no links."""
    try:
        os.link(path, kept)
    except OSError as error:
        found = look(path)
        if found.kind != "file":
            raise found.error or error from error
        write_new(kept, found.data)


def remove(path: str) -> None:
    """Remove a file, link or folder of ours as far as the system lets us; the next start tries the rest again."""
    if is_own_folder(path):
        with suppress(OSError):  # a folder within is none of ours and keeps this one
            for name in os.listdir(path):
                if not is_own_folder(os.path.join(path, name)):
                    remove(os.path.join(path, name))
            os.rmdir(path)
    else:
        with suppress(OSError):
            os.unlink(path)
