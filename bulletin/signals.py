"""Signals that end a process: told by their own exit codes, and kept waiting while outputs are moved."""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import FrameType

# Those that the system has, of what a user, a service or a closed terminal sends.
ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
WAIT = 0.05  # seconds after which a signal comes again that came where nothing can be raised
SIGNALLED = 128  # and the number of the signal, as shells say it


class Interrupted(KeyboardInterrupt):
    """A signal asked the process to end."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.exit_code = SIGNALLED + number


def interruption_behind(error: BaseException) -> Interrupted | None:
    """The signal that led to `error`: one that is raised inside a library may leave it as an error of its own."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, Interrupted):
        cause = cause.__context__
    return cause


def raise_when_asked() -> None:
    """From here on those signals raise Interrupted; one that the caller ignores, as nohup does, stays ignored."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        # An exception that leaves a module in C++ while it is set up, as pikepdf's, aborts the process.
        if _imports(frame):
            _come_again(number)
        else:
            raise Interrupted(number)

    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, interrupt)
    # Python tells what is raised while an object is thrown away, and goes on as if nothing had come.
    tell = sys.unraisablehook

    def unraisable(lost: "sys.UnraisableHookArgs") -> None:
        if isinstance(lost.exc_value, Interrupted):
            _come_again(lost.exc_value.number)
        else:
            tell(lost)

    sys.unraisablehook = unraisable


def _come_again(number: int) -> None:
    later = threading.Timer(WAIT, _send, (number,))
    later.daemon = True
    later.start()


def _send(number: int) -> None:
    if hasattr(signal, "pthread_kill") and (main := threading.main_thread().ident):
        signal.pthread_kill(main, number)  # wakes it where it sleeps or waits for a file
    else:
        signal.raise_signal(number)


def _imports(frame: FrameType | None) -> bool:
    while frame is not None and not frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    return frame is not None


def leave_at_once() -> None:
    """While nothing has begun yet, as in the imports of the command, those signals end the process without a word."""
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda number, frame: os._exit(SIGNALLED + number))


def ignore_from_here() -> None:
    """The work is done and its exit code stands."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def undisturbed() -> Iterator[list[int]]:
    """Let those signals wait until the block is done, then act; gives the list that those that came are added to."""
    arrived: list[int] = []
    if threading.current_thread() is not threading.main_thread():  # signals come to the main thread alone
        yield arrived
        return
    with ExitStack() as after:
        after.callback(_raise_first, arrived)
        for number in ENDING:
            after.callback(signal.signal, number, signal.getsignal(number) or signal.SIG_DFL)
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda number, frame: arrived.append(number))
        yield arrived


def _raise_first(arrived: Sequence[int]) -> None:
    for number in arrived[:1]:
        signal.raise_signal(number)
