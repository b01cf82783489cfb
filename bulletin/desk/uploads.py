"""Files that a browser brings: each into a private folder, under a name that no file system minds, up to our limits.

What they are is judged when they are imported, by the one door that judges every file.
"""

import os
import re
import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from itertools import count
from types import TracebackType
from typing import NamedTuple
from unicodedata import normalize

from bulletin.begin.workshop import workshop
from bulletin.build.storage import append, write_new
from bulletin.characters import invisible
from bulletin.problems import why

MOST_FILE = 64 << 20  # bytes of one file
MOST_UPLOADED = 512 << 20  # bytes of all that wait to be imported
MOST_WAITING = 200
LONGEST_UPLOAD_NAME = 120  # bytes, ending and all
_UNNAMEABLE_HERE = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[.]|$)", re.IGNORECASE)  # names of Windows


class UploadRefusedError(Exception):
    """A file that is not taken, with a Chinese sentence."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class UploadedFile(NamedTuple):
    """A file that waits to be imported."""

    number: int
    name: str
    path: str


def upload_name(name: str) -> str:
    """A name as a file here may have it: without folders, and without what some system refuses."""
    kept = "".join(char for char in normalize("NFC", name) if char.isprintable() and not invisible(char))
    base = _UNNAMEABLE_HERE.sub("_", re.split(r"[/\\]", kept)[-1]).strip(" .~")
    stem, ending = os.path.splitext(base)
    while len((stem + ending).encode("utf-8", "replace")) > LONGEST_UPLOAD_NAME:
        stem, ending = (stem[:-1], ending) if stem else (stem, ending[:-1])
    named = stem + ending
    return f"_{named}" if _DEVICE.match(named) or not stem else named


class Uploads:
    """The files that wait, in a folder that goes with them."""

    def __init__(self) -> None:
        self._folder = ""
        self._going = ExitStack()  # removes the folder
        self._files: list[UploadedFile] = []
        self._sizes: Counter[int] = Counter()  # by number, those that are on their way too
        self._numbers = count(1)
        self._lock = threading.Lock()

    def begin(self, name: str) -> "ComingFile":
        """A place for a file that is to come.

        Raises:
            UploadRefusedError: there are too many, or there is no room.
        """
        with self._lock:
            if len(self._sizes) >= MOST_WAITING:
                raise UploadRefusedError(413, f"一次最多放{MOST_WAITING}个文件，先导入已经放好的")
            number = next(self._numbers)
            try:
                self._folder = self._folder or self._going.enter_context(workshop())
                folder = os.path.join(self._folder, str(number))
                os.mkdir(folder)
                path = os.path.join(folder, upload_name(name))
                write_new(path, b"", flushed=False)
            except OSError as error:
                raise UploadRefusedError(507, f"无法写入：{why(error)}") from error
            self._sizes[number] = 0
        return ComingFile(self, UploadedFile(number, os.path.basename(path), path))

    def grow(self, file: UploadedFile, data: bytes) -> None:
        """More of a file.

        Raises:
            UploadRefusedError: it is too large, or there is no room.
        """
        with self._lock:
            if file.number not in self._sizes:
                raise UploadRefusedError(409, "这次导入已经结束，请再放一次")
            self._sizes[file.number] += len(data)
            if self._sizes[file.number] > MOST_FILE:
                raise UploadRefusedError(413, f"{file.name} 超过{MOST_FILE >> 20} MB")
            if self._sizes.total() > MOST_UPLOADED:
                raise UploadRefusedError(413, f"合计超过{MOST_UPLOADED >> 20} MB，先导入已经放好的")
        try:
            append(file.path, data)
        except OSError as error:
            raise UploadRefusedError(507, f"无法写入：{why(error)}") from error

    def finish(self, file: UploadedFile, *, whole: bool) -> None:
        """A file has come, or will not."""
        with self._lock:
            if whole and file.number in self._sizes:
                self._files.append(file)
            else:
                self._sizes.pop(file.number, None)
                with suppress(OSError):  # the folder goes with all that is in it
                    os.unlink(file.path)

    def waiting(self) -> tuple[UploadedFile, ...]:
        """All that came."""
        with self._lock:
            return tuple(self._files)

    def forget(self, files: Sequence[UploadedFile]) -> None:
        """Forget and remove files that were imported; what came meanwhile, as from a second tab, waits on."""
        gone = {file.number for file in files}
        with self._lock:
            self._files = [file for file in self._files if file.number not in gone]
            for number in gone:
                self._sizes.pop(number, None)
        for file in files:
            with suppress(OSError):  # the folder goes with all that is in it
                os.unlink(file.path)

    def clear(self) -> None:
        """Forget and remove all."""
        with self._lock:
            going, self._going = self._going.pop_all(), ExitStack()
            self._folder, self._files, self._sizes = "", [], Counter()
        going.close()


class ComingFile:
    """A file on its way: entered when it begins, left when it has come or will not."""

    def __init__(self, uploads: Uploads, file: UploadedFile) -> None:
        self._uploads, self.file = uploads, file

    def __enter__(self) -> "ComingFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._uploads.finish(self.file, whole=kind is None)

    def add(self, data: bytes) -> None:
        """The next piece of it."""
        self._uploads.grow(self.file, data)
