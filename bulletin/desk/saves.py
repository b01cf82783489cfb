"""The saves of an issue: who builds it waits here until one has settled. Looks at the files decide, word is a hint.

Where the system tells of changes, a look follows within some milliseconds; where it does not, as on a share of the
network, we look now and then by ourselves, as we do everywhere once a second, for words that got lost.
"""

import math
import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType

from bulletin.desk.settling import Glance, Pending, after
from bulletin.desk.stirring import Ears
from bulletin.desk.watched import FilesState, Watched, changed, is_doubtful, look_over

LOOKED = 1.0  # seconds between two looks where the system tells of changes
POLLED = 0.4  # where it does not
RESTED = 20  # times as long as a look took lie between two, so that a large or distant folder is not worn out
SLOWER = 3.0  # times as long a save takes to settle where we only look
LATELY = 10.0  # seconds
STANDS_ANYHOW = "*"  # content of a file of ours, whatever it is


class Saves:
    """What is saved among the files of an issue. One thread waits and looks; any may `poke`."""

    def __init__(self, *, poll: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        """
        Args:
            poll: look now and then, whatever the system tells.
        """
        self._clock = clock
        self._watched = Watched(())
        self._built: FilesState = {}  # as the files stood when the last build began
        self._now: FilesState = {}
        self._unsure = False  # a file was written while the last build read it, and is as before
        self._pending: Pending | None = None
        self._changed_at = -math.inf
        self._look_took = 0.0
        self._stirred, self._poked = threading.Event(), threading.Event()
        self._ears = Ears(self._stirred.set, deaf=poll)

    def __enter__(self) -> "Saves":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ears.end()

    @property
    def polls(self) -> bool:
        """Whether the system does not tell of changes, so that we only look."""
        return self._ears.deaf

    @property
    def at_rest_for(self) -> float:
        """Seconds since a file was last seen to change; 0 while a save has not settled."""
        return 0.0 if self._pending else self._clock() - self._changed_at

    @property
    def unfinished(self) -> bool:
        """Whether a file that was written of late surely lacks its end, as one does that comes over a slow network."""
        now = time.time()
        return any(not state.whole and abs(now - state.written) < LATELY for state in self._now.values())

    def poke(self) -> None:
        """End a wait early."""
        self._poked.set()
        self._stirred.set()

    def take(self, watched: Watched) -> bool:
        """Before a build: what stands now is what it reads; whether that differs from what the last one read.

        What comes from now on is another save.
        """
        self._watched = watched
        self._ears.listen(watched)
        before, self._now = self._now, look_over(watched, self._now)
        if not before:  # a file that was written just before we came is no more at rest than one that is written now
            newest = max((state.written for state in self._now.values()), default=-math.inf)
            self._changed_at = self._clock() - max(time.time() - newest, 0.0)
        elif changed(before, self._now):
            self._changed_at = self._clock()
        differs = bool(changed(self._built, self._now))
        self._built, self._pending, self._unsure = self._now, None, False
        return differs

    def built(self, ours: Mapping[str, str]) -> None:
        """After a build: the files that it wrote or removed itself are no saves.

        Args:
            ours: their contents' digests, "" where they are gone, STANDS_ANYHOW for whatever stands there.
        """
        now = look_over(self._watched, self._now)
        self._now, self._built = _with_ours(self._now, now, ours), _with_ours(self._built, now, ours)
        # what was changed and changed back meanwhile may have been read in between
        self._unsure = any(
            path in now and now[path].content == state.content and now[path].signature != state.signature
            for path, state in self._built.items()
        )
        self._look(now)

    def wait(self, seconds: float) -> bool:
        """Whether a save has settled within so many seconds; sooner False after a poke."""
        end = self._clock() + seconds
        while True:
            self._look(look_over(self._watched, self._now))
            now = self._clock()
            due = self._pending.due(SLOWER if self.polls else 1.0) if self._pending else math.inf
            if due <= now:
                return True
            if self._poked.is_set() or now >= end:
                self._poked.clear()
                return False
            between = max(POLLED if self.polls else LOOKED, RESTED * self._look_took)
            self._stirred.wait(max(min(due, end, now + between) - now, 0.0))
            self._stirred.clear()
            self._ears.listen(self._watched)

    def _look(self, found: FilesState) -> None:
        """Take note of how the files stand."""
        before, self._now = self._now, found
        moved, differing = changed(before, found), changed(self._built, found)
        differed = frozenset(changed(self._built, before)) if moved else frozenset[str]()
        now = self._clock()
        if moved:
            self._changed_at = now
        glance = Glance(
            differs=bool(differing) or self._unsure,
            moved=bool(moved),
            doubtful=any(is_doubtful(self._built.get(path), found.get(path)) for path in differing),
            again=any(path in differed and path in before and before[path].whole for path in moved),
        )
        self._pending = after(self._pending, glance, now)


def _with_ours(before: FilesState, now: FilesState, ours: Mapping[str, str]) -> FilesState:
    """The files as they stood before, those of ours as they stand now; one that somebody has changed again is none."""
    states = dict(before)
    for path, content in ours.items():
        found = now.get(path)
        if content in (STANDS_ANYHOW, found.content if found else ""):
            states.pop(path, None)
            if found:
                states[path] = found
    return states
