"""A process that only delivers: bytes that were prepared go through delivery's door, nothing is built.

    python -m tests.soak.light SET OUTPUT [TIMES] [wait]

SET is a folder of prepared outputs. With `wait` it says "ready" and begins when a line comes in. It speaks and ends as
the command does.
"""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from bulletin.build.delivery import deliver, recover
from bulletin.model.output import File
from bulletin.problems import BulletinError, formatted
from tests.soak.outputs import Outputs, outputs_in

INTERRUPTED = 128 + signal.SIGINT
TERMINATED = 128 + signal.SIGTERM
UNWINDING = (signal.SIGINT, signal.SIGTERM)  # the signals after which a process clears up


class Terminated(BaseException):
    """SIGTERM, where it unwinds as Ctrl-C does."""


def deliver_set(outputs: Outputs, folder: str) -> tuple[str, ...]:
    """THE call of delivery; the paths where the outputs stand now. Change it with delivery's signature."""
    files = [File(name, data, "preview" if name.endswith(".png") else "screen") for name, data in outputs.items()]
    return tuple(output.path for output in deliver(files, folder))


def carried_out(outputs: Outputs, folder: str, times: int = 1) -> tuple[int, str]:
    """Deliver as the command would; its exit code and what it would say."""
    try:
        paths: tuple[str, ...] = ()
        for _ in range(times):
            paths = deliver_set(outputs, folder)
    except BulletinError as error:
        return error.exit_code, "\n".join(formatted(problem) for problem in error.problems)
    except KeyboardInterrupt:
        return INTERRUPTED, ""
    except Terminated:
        return TERMINATED, ""
    return 0, "成品：" + "  ".join(paths)


def recovered(folder: str) -> tuple[int, str]:
    """What every other command does first: finish or roll back what a killed process has left."""
    said: list[str] = []
    recover(folder, tell=said.append)
    return 0, "\n".join(said)


def unwind_at_sigterm() -> None:
    def unwind(number: int, frame: FrameType | None) -> None:
        raise Terminated

    signal.signal(signal.SIGTERM, unwind)


def main() -> None:
    unwind_at_sigterm()
    source, folder, *rest = sys.argv[1:]
    outputs = outputs_in(Path(source))
    if rest[1:] == ["wait"]:
        print("ready", flush=True)
        sys.stdin.readline()
    try:
        code, said = carried_out(outputs, folder, int(rest[0]) if rest else 1)
        signal.pthread_sigmask(signal.SIG_BLOCK, UNWINDING)
        print(said, flush=True)
    except KeyboardInterrupt:  # just after delivery
        code = INTERRUPTED
    except Terminated:
        code = TERMINATED
    os._exit(code)


if __name__ == "__main__":
    main()
