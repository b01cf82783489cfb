"""Work beside the main line, in a second process that has its imports done when the work arrives.

A build on two cores draws pages in one process while the other proofs them and makes the deck. Where the system
cannot fork, or has one core, the same work is done in line: results are the same, only later.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

from bulletin.problems import BulletinError

Given = TypeVar("Given")
Made = TypeVar("Made")


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Beside(Generic[Given, Made]):
    """One piece of work in a forked process: `hand` it its input, go on, `collect` what it made.

    Args:
        prepare: what can be done before the input is there; imports, above all.
        work: a pure function of its input; both must pickle.
        apart: False does the work in line, in `collect`.
    """

    def __init__(self, prepare: Callable[[], object], work: Callable[[Given], Made], *, apart: bool) -> None:
        self._work = work
        self._given: Given | None = None
        self._child = 0
        if apart and cores() > 1:
            self._fork(prepare)

    def _fork(self, prepare: Callable[[], object]) -> None:
        to_child, self._to_child = os.pipe()
        self._from_child, from_child = os.pipe()
        self._child = os.fork()
        if self._child:
            os.close(to_child)
            os.close(from_child)
            return
        os.close(self._to_child)
        os.close(self._from_child)
        code = 1
        try:
            prepare()
            import pickle

            with open(to_child, "rb") as source:
                data = source.read()
            if data:
                answer: tuple[str, Any, Any]
                try:
                    answer = ("made", self._work(pickle.loads(data)), None)
                except BulletinError as error:
                    answer = ("refused", type(error), error.problems)
                with open(from_child, "wb") as sink:
                    sink.write(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
            code = 0
        finally:
            os._exit(code)  # a child that fails says nothing: the parent does the work itself and tells the fault

    def hand(self, given: Given) -> None:
        """Give the work its input and go on at once."""
        self._given = given
        if self._child:
            import pickle

            try:
                with open(self._to_child, "wb") as sink:
                    sink.write(pickle.dumps(given, pickle.HIGHEST_PROTOCOL))
            except BrokenPipeError:
                self._child = 0

    def collect(self) -> Made:
        """What the work made of what it was handed.

        Raises:
            BulletinError: as the work raised it.
        """
        assert self._given is not None, "nothing was handed over"
        data = b""
        if self._child:
            with open(self._from_child, "rb") as source:
                data = source.read()
            os.waitpid(self._child, 0)
            self._child = 0
        if not data:
            return self._work(self._given)
        import pickle

        kind, first, second = pickle.loads(data)
        if kind == "refused":
            raise first(*second)
        made: Made = first
        return made

    def drop(self) -> None:
        """Give the work up: its result is not wanted."""
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0
