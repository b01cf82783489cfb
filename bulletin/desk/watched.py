"""What a build reads, file by file and by content: how it stands now, and whether it looks like the middle of a save.

Nothing is believed but what stands on the disk: whoever says that something happened only makes us look. So nothing is
missed where a system loses or never sends an event, and a file that is written again with what it held is no change.
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple, TypeAlias

from bulletin.build.storage import digest
from bulletin.model.output import Order
from bulletin.opening import NotOpenedError, read_file
from bulletin.read.folder import holds_outputs, is_passed_over
from bulletin.read.layout import is_path

LARGEST_WATCHED = 1 << 26  # bytes of a file that is known by its content; a larger one by its size and time
# Seconds after which a file that has the same size and time is believed to be the same. A FAT file system counts two
# seconds, a kernel's clock some milliseconds: before that, a second save may leave both as they were.
TRUSTED_AFTER = 2.5
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 22 + 65535  # where the end record of a ZIP file begins (APPNOTE 4.3.16)
_NOT_LOOKED_AT = (0, 0, 0, 0)  # the signature of a file that cannot be looked at
_ZIPPED = (".docx", ".docm", ".pptx", ".potx", ".xlsx")


class Watched(NamedTuple):
    """What is watched, whether it is there or not; paths are absolute."""

    folders: tuple[str, ...]  # with all below them
    files: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()  # folders


class FileState(NamedTuple):
    """A file as it was when it was looked at."""

    signature: tuple[int, ...]  # of the file system
    content: str  # digest; of a file that cannot be read now, why
    size: int
    seen: float  # by the clock that the file system's times follow
    whole: bool = True  # False: it is empty, closed to us, or its kind's end is missing
    ended: bool = True  # with the end of a line

    @property
    def written(self) -> float:
        """When it was written, by the file system."""
        return self.signature[2] / 1e9


FilesState: TypeAlias = Mapping[str, FileState]


def watched_by(order: Order, output: str) -> Watched:
    """What a build of `order` reads, besides what comes with the program.

    Args:
        output: the folder of the outputs, which may lie in the content.
    """
    home = os.path.abspath(order.sources.home or os.curdir)
    own = (order.content, os.path.join(home, "layouts"), order.sources.own_fonts)
    content, ignored = os.path.abspath(order.content), os.path.abspath(output)
    return Watched(
        folders=tuple(dict.fromkeys(os.path.abspath(folder) for folder in own)),
        files=(*_layouts_beside(order.layout), *([os.path.abspath(order.template)] if order.template else [])),
        ignored=() if ignored == content else (ignored,),
    )


def _layouts_beside(layout: str | None) -> tuple[str, ...]:
    """The file of a layout that is named by its path, and the layouts beside it, which it may extend."""
    if not layout or not is_path(layout):
        return ()
    path = os.path.abspath(layout)
    try:
        names = sorted(os.listdir(os.path.dirname(path)))
    except OSError:
        names = []
    beside = (os.path.join(os.path.dirname(path), name) for name in names if name.endswith((".yaml", ".yml")))
    return tuple(dict.fromkeys((path, *beside)))


def look_over(watched: Watched, before: FilesState) -> FilesState:
    """All files that are watched, as they stand now; what `before` knows of unchanged ones is believed."""
    found: dict[str, FileState] = {}
    for path in _paths(watched):
        with suppress(FileNotFoundError, NotADirectoryError):
            found[path] = _state(path, before.get(path))
    return found


def changed(before: FilesState, now: FilesState) -> tuple[str, ...]:
    """The files that are there, gone or hold something else."""
    return tuple(
        path
        for path in sorted(before.keys() | now.keys())
        if path not in before or path not in now or before[path].content != now[path].content
    )


def is_doubtful(before: FileState | None, now: FileState | None) -> bool:
    """Whether a changed file looks as in the middle of a save: gone, new, cut short, without the end that it had."""
    if before is None or now is None or not now.whole:
        return True
    return 2 * now.size < before.size or (before.ended and not now.ended)


def _paths(watched: Watched) -> Iterator[str]:
    for path in watched.files:
        if os.path.isfile(path):
            yield path
    for top in watched.folders:
        for folder, inner, names in os.walk(top):
            inner[:] = [name for name in inner if not _is_left_out(os.path.join(folder, name), watched)]
            yield from (os.path.join(folder, name) for name in names if not is_passed_over(name))


def _is_left_out(folder: str, watched: Watched) -> bool:
    return is_passed_over(os.path.basename(folder)) or folder in watched.ignored or holds_outputs(folder)


def _state(path: str, before: FileState | None) -> FileState:
    """A file's state. Raises FileNotFoundError where it has just gone."""
    try:
        stat = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError as error:  # links in a ring, a folder closed to us, a share that does not answer
        return FileState(_NOT_LOOKED_AT, f"failed {error.errno}", 0, time.time(), whole=False)
    signature = (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
    if before and before.signature == signature and abs(before.seen - stat.st_mtime) > TRUSTED_AFTER:
        return before
    seen = time.time()
    try:
        data = read_file(path, limit=LARGEST_WATCHED)
    except NotOpenedError as error:
        if error.reason == "missing":
            raise FileNotFoundError(path) from error
        # too large, or no regular file: known from outside; held by another program: neither whole nor the same
        closed = error.reason == "failed"
        return FileState(signature, f"{error.reason} {signature}", stat.st_size, seen, whole=not closed)
    return FileState(signature, digest(data), len(data), seen, whole=_is_whole(path, data), ended=data.endswith(b"\n"))


def _is_whole(path: str, data: bytes) -> bool:
    """Whether a file has what its kind ends with; of text nobody knows, but there is some."""
    if path.lower().endswith(_ZIPPED):
        return data.rfind(_ZIP_END, max(len(data) - _ZIP_TAIL, 0)) >= 0
    return bool(data)
