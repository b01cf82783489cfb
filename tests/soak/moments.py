"""A signal at a chosen moment of a process: after a time, after the first change below a folder, or at a change.

Changes come from inotify, so that a moment is hit to a fraction of a millisecond and nothing polls; Linux only.
"""

import ctypes
import os
import select
import signal
import struct
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.soak.outputs import Ended, code_of

_CHANGES = 0x2 | 0x4 | 0x8 | 0x40 | 0x80 | 0x100 | 0x200  # modify, attrib, close_write, moved, create, delete
_FOLDER = 0x40000000
_HEAD = struct.Struct("iIII")
_PATIENCE = 120.0  # seconds until a process counts as hanging


class Watch:
    """The changes below a folder, in the order in which the system reports them."""

    def __init__(self, folder: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        assert self._descriptor >= 0, os.strerror(ctypes.get_errno())
        self._folders: dict[int, Path] = {}
        self._add(folder)

    def _add(self, folder: Path) -> None:
        number = self._libc.inotify_add_watch(self._descriptor, os.fsencode(folder), _CHANGES)
        if number < 0:  # it has gone again
            return
        self._folders[number] = folder
        for entry in folder.iterdir() if folder.is_dir() else ():
            if entry.is_dir() and not entry.is_symlink():
                self._add(entry)

    def changes(self, seconds: float) -> int:
        """How many changes there were when the first came or `seconds` had passed."""
        if not select.select([self._descriptor], [], [], max(seconds, 0.0))[0]:
            return 0
        data, at, count = os.read(self._descriptor, 65536), 0, 0
        while at < len(data):
            number, mask, _, length = _HEAD.unpack_from(data, at)
            name = os.fsdecode(data[at + _HEAD.size : at + _HEAD.size + length].rstrip(b"\0"))
            at += _HEAD.size + length
            count += 1
            if mask & _FOLDER and mask & (0x80 | 0x100) and number in self._folders:
                self._add(self._folders[number] / name)
        return count

    def close(self) -> None:
        os.close(self._descriptor)


class Course(NamedTuple):
    """How an undisturbed process goes."""

    first: float  # seconds until the first change
    end: float
    changes: int


class Moment(NamedTuple):
    """When a signal comes: `seconds` after the start, or after the change of this number."""

    seconds: float
    change: int = 0  # 0: the start

    def __str__(self) -> str:
        return f"{self.seconds * 1000:.2f} ms after " + (f"change {self.change}" if self.change else "the start")


class Shot(NamedTuple):
    """A signal and its moment; `further` signals follow 1 ms apart."""

    moment: Moment
    signals: tuple[signal.Signals, ...]

    def __str__(self) -> str:
        return f"{'+'.join(number.name for number in self.signals)} {self.moment}"


class Shooting(NamedTuple):
    """What came of it."""

    ended: Ended
    touched: bool  # something had changed before the signal


def course_of(command: Sequence[str], folder: Path, env: Mapping[str, str], case: Path) -> Course:
    """Run a process undisturbed in `folder` and take its times, and the changes below `case`."""
    watch = Watch(case)
    started = time.monotonic()
    first, changes = 0.0, 0
    child = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while child.poll() is None:
        changes += (new := watch.changes(0.02))
        if new and not first:
            first = time.monotonic() - started
    end = time.monotonic() - started
    changes += watch.changes(0.0)
    watch.close()
    return Course(first, end, changes)


def shot(
    command: Sequence[str],
    case: Path,
    env: Mapping[str, str],
    plan: Shot,
    said: Path,
    meanwhile: Callable[[], None] = lambda: None,
) -> Shooting:
    """Start a process, send it the signals at their moment, wait for its end.

    Args:
        said: a file outside `case` for what the process says.
        meanwhile: called just after the start.
    """
    watch = Watch(case)
    with said.open("wb") as stream:
        child = subprocess.Popen(command, cwd=case, env=env, stdout=stream, stderr=subprocess.STDOUT)
    started = time.monotonic()
    meanwhile()
    touched = wait_for(watch, plan.moment, started, lambda: child.poll() is None)
    for number in plan.signals:
        child.send_signal(number)
        if number != plan.signals[-1]:
            time.sleep(0.001)
    try:
        code = child.wait(_PATIENCE)
    finally:
        child.kill()
        child.wait()
        watch.close()
    return Shooting(Ended(code_of(code), said.read_text(encoding="utf-8", errors="replace")), touched)


def wait_for(watch: Watch, moment: Moment, started: float, living: Callable[[], bool]) -> bool:
    """Return at the moment, or when the process has ended; whether anything had changed."""
    changes = 0
    if not moment.change:
        while (rest := started + moment.seconds - time.monotonic()) > 0 and living():
            changes += watch.changes(min(rest, 0.05))
        return changes > 0
    while changes < moment.change and living():
        changes += watch.changes(0.02)
    time.sleep(moment.seconds)
    return changes > 0
