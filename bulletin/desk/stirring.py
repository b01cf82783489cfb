"""Word from the system that something stirs among files: threads that listen, by watchfiles, and wake who waits."""

import os
import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bulletin.desk.shares import is_on_share
from bulletin.desk.watched import Watched

STEP_MS = 15  # ms that watchfiles waits for more before it says what it heard
MOST_MS = 60  # ms of waiting in all


class Heard(NamedTuple):
    """Where there is something to hear."""

    below: tuple[str, ...]  # folders, with all below them
    beside: tuple[str, ...]  # folders alone, where something may come, or go and come back
    wanted: tuple[str, ...]  # what may come or go in these
    identity: tuple[tuple[int, int], ...]  # of the folders: one that is made anew is another


class Ears:
    """Who listens to what is watched, as it is there at the moment."""

    def __init__(self, wake: Callable[[], None], *, deaf: bool) -> None:
        self._wake, self._never = wake, deaf
        self._heard: Heard | None = None
        self._threads: list[Listening] = []

    @property
    def deaf(self) -> bool:
        """Whether some of it changes without a word."""
        return self._never or any(thread.deaf for thread in self._threads)

    def listen(self, watched: Watched) -> None:
        """Listen to what is watched; folders that came or went since the last call are seen now."""
        if self._never:
            return
        heard = _heard(watched)
        if heard == self._heard and not any(thread.lost for thread in self._threads):
            return
        self.end()
        self._heard = heard
        self._never = any(map(is_on_share, (*heard.below, *heard.beside)))
        if heard.below and not self._never:
            self._threads.append(Listening(heard.below, self._wake, below=True))
        if heard.beside and not self._never:
            self._threads.append(Listening(heard.beside, self._wake, below=False, wanted=heard.wanted))

    def end(self) -> None:
        """Listen no more."""
        for thread in self._threads:
            thread.end()
        self._threads = []


def _heard(watched: Watched) -> Heard:
    below = {path: identity for path in watched.folders if (identity := _identity(path))}
    beside: dict[str, tuple[int, int]] = {}
    wanted = []
    for path in (*watched.folders, *watched.files):
        parent = os.path.dirname(path)
        while not (identity := _identity(parent)) and parent != os.path.dirname(parent):
            path, parent = parent, os.path.dirname(parent)
        beside |= {parent: identity} if identity else {}
        wanted.append(path)
    return Heard(tuple(below), tuple(beside), tuple(wanted), (*below.values(), *beside.values()))


def _identity(folder: str) -> tuple[int, int] | None:
    """What tells a folder from one that is made anew in its place; None where there is none."""
    try:
        stat = os.stat(folder)
    except OSError:
        return None
    return (stat.st_dev, stat.st_ino) if os.path.isdir(folder) else None


class Listening:
    """A thread that calls `wake` when something stirs in folders, and a last time when it ends or cannot go on."""

    def __init__(
        self, folders: Sequence[str], wake: Callable[[], None], *, below: bool, wanted: Sequence[str] = ()
    ) -> None:
        """
        Args:
            below: also deeper in the folders.
            wanted: the files and folders whose coming and going matters; (): all.
        """
        self.deaf = False  # the system refused, or takes no more
        self.lost = False  # a folder had gone before we could listen
        self._folders, self._below, self._wake = tuple(folders), below, wake
        self._wanted = frozenset(map(os.path.normcase, wanted))
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop listening."""
        self._over.set()
        self._thread.join()

    def _listen(self) -> None:
        from watchfiles import watch

        try:
            for _ in watch(
                *self._folders,
                watch_filter=self._matters,
                debounce=MOST_MS,
                step=STEP_MS,
                stop_event=self._over,
                recursive=self._below,
                force_polling=False,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                self._wake()
        except FileNotFoundError:
            self.lost = True
        except (OSError, RuntimeError, UnicodeError):  # no watches are left, its own kind, a name that is no text
            self.deaf = True
        self._wake()

    def _matters(self, change: object, path: str) -> bool:
        return not self._wanted or os.path.normcase(path) in self._wanted
