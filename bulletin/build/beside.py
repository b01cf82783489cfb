"""Work beside the main line, in a second process that has its imports done when the work arrives.

A build on two cores makes the deck and draws the pages in one process while the other composes, makes up and proofs.
Where the system cannot fork, or has one core, the same work is done in line: results are the same, only later.
"""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

from bulletin.problems import BulletinError

_LENGTH = 8  # bytes before a message that tell its length


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class Beside:
    """Pieces of work for a second process: `hand` the next one its input and go on, `collect` what was made.

    Args:
        prepare: what can be done before any input is there, imports above all; what it returns goes to every work.
        works: pure functions of what was prepared and of their input, in the order in which they are handed it;
            inputs and results must pickle. A work that raises BulletinError has that as its result.
        apart: False does all in line, in `collect`.
    """

    def __init__(self, prepare: Callable[[], Any], works: Sequence[Callable[[Any, Any], Any]], *, apart: bool) -> None:
        self._prepare = prepare
        self._works = works
        self._given: list[Any] = []
        self._child = 0
        if apart and cores() > 1:
            self._fork()

    def _fork(self) -> None:
        import fcntl

        to_child, given = os.pipe()
        made, from_child = os.pipe()
        with suppress(OSError):  # room for the pages of a long issue: the writer need not wait for the reader
            fcntl.fcntl(given, fcntl.F_SETPIPE_SZ, 1 << 20)
        self._child = os.fork()
        if self._child:
            os.close(to_child)
            os.close(from_child)
            self._to_child = open(given, "wb")  # noqa: SIM115 - closed in collect or drop
            self._from_child = open(made, "rb")  # noqa: SIM115
            return
        os.close(given)
        os.close(made)
        code = 1
        try:
            import pickle

            prepared = self._prepare()
            results = []
            with open(to_child, "rb") as source, open(from_child, "wb") as sink:
                for work in self._works:
                    message = _read(source)
                    if message is None:
                        break
                    results.append(_outcome(work, prepared, pickle.loads(message)))
                sink.write(pickle.dumps(results, pickle.HIGHEST_PROTOCOL))
            code = 0
        finally:
            os._exit(code)  # a child that fails says nothing: the parent does the work itself and meets the fault

    def hand(self, given: Any) -> None:
        """Give the next work its input and go on at once."""
        self._given.append(given)
        if self._child:
            import pickle

            message = pickle.dumps(given, pickle.HIGHEST_PROTOCOL)
            with suppress(BrokenPipeError):
                self._to_child.write(len(message).to_bytes(_LENGTH) + message)
                self._to_child.flush()

    def collect(self) -> list[Any]:
        """What the works made of what they were handed so far: a result each, or the BulletinError it ended in."""
        results: list[Any] | None = None
        if self._child:
            import pickle

            self._to_child.close()
            data = self._from_child.read()
            self._leave()
            results = pickle.loads(data) if data else None
        if results is None:
            prepared = self._prepare() if self._given else None
            return [_outcome(work, prepared, given) for work, given in zip(self._works, self._given, strict=False)]
        return results

    def drop(self) -> None:
        """Give up what is not collected yet."""
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            self._to_child.close()
            self._leave()

    def _leave(self) -> None:
        self._from_child.close()
        os.waitpid(self._child, 0)
        self._child = 0


def _outcome(work: Callable[[Any, Any], Any], prepared: Any, given: Any) -> Any:
    try:
        return work(prepared, given)
    except BulletinError as error:
        return error


def _read(source: BinaryIO) -> bytes | None:
    """The next message, None when there is none."""
    length = source.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    return source.read(int.from_bytes(length))
