"""A process that runs cases one after another: `kind seed number folder` comes in, an `Outcome` goes out, a line each.

A limit that is passed ends the process by a signal, wherever it is, so that nothing in the command can hold it up:
SIGPROF for processor time, SIGALRM for time on the clock, which is longer since the machine may be busy. Where the case
was then stands in the folder's file `stack`. More memory than the address space may hold is refused; what a case took
at most is the kernel's figure, set back before each case.
"""

import contextlib
import faulthandler
import io
import json
import os
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.case import Case, make_case
from tests.fuzz.judge import Ending, faults_of, state_of

STACK, SAID, NATIVE = "stack", "said", "native"  # files that a case leaves in its folder
ADDRESS_SPACE = 4 << 30
CLOCK_FACTOR = 3  # seconds on the clock for each second of processor time


class Outcome(NamedTuple):
    """How one case ended."""

    kind: str
    seed: int
    number: int
    code: int  # of the command; -1 where it did not end
    seconds: float = 0.0
    mebibytes: float = 0.0
    what: str = ""
    faults: tuple[str, ...] = ()
    said: str = ""


@contextlib.contextmanager
def limits(seconds: float, stack: Path) -> Iterator[None]:
    """End the process where what is within takes longer."""
    with stack.open("w") as stream:
        for number in (signal.SIGPROF, signal.SIGALRM):
            faulthandler.register(number, file=stream, chain=True)
        faulthandler.enable(file=stream)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * CLOCK_FACTOR)
        try:
            yield
        finally:
            for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
                signal.setitimer(timer, 0)
            for number in (signal.SIGPROF, signal.SIGALRM):
                faulthandler.unregister(number)
            faulthandler.disable()


@contextlib.contextmanager
def native_errors(path: Path) -> Iterator[None]:
    """What libraries write to the process's own standard error goes to a file."""
    kept = os.dup(2)
    with path.open("wb") as stream:
        os.dup2(stream.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> float:
    """The most memory that the process had since `forget_peak`, in MiB."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024


def used() -> float:
    """Processor time of this process, in seconds."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def ended(case: Case, folder: Path, seconds: float) -> Ending:
    """Run the case in its folder."""
    before = state_of(folder / "output")
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace") for _ in range(2)]
    out, err = streams
    escaped = ""
    forget_peak()
    started = used()
    with limits(seconds, folder / STACK), native_errors(folder / NATIVE), warnings.catch_warnings():
        warnings.simplefilter("always", UserWarning)
        warnings.simplefilter("always", RuntimeWarning)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = case.run(case.arguments)
            except BaseException:  # whatever leaves the command is what is looked for
                code, escaped = -1, traceback.format_exc()
    took, most = used() - started, peak()
    texts = []
    for stream in streams:
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))
    return Ending(
        code=code,
        out=texts[0],
        err=texts[1],
        native=(folder / NATIVE).read_bytes().decode("utf-8", "replace"),
        escaped=escaped,
        seconds=took,
        mebibytes=most,
        before=before,
    )


def outcome_of(kind: str, seed: int, number: int, folder: Path, seconds: float) -> Outcome:
    """Make, run and judge one case."""
    folder.mkdir(parents=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            case = make_case(kind, seed, number, folder)
    except Exception as error:  # of the fuzzer, and to be mended there
        trace = traceback.format_exc()
        fault = f"not made: {type(error).__name__}: {error}"
        return Outcome(kind=kind, seed=seed, number=number, code=-1, faults=(fault,), said=trace)
    (folder / SAID).write_text(f"{case.arguments}\n{case.what}\n", encoding="utf-8")
    os.chdir(folder)
    try:
        ending = ended(case, folder, seconds)
        with limits(seconds, folder / STACK):
            faults = faults_of(case, ending, folder)
    finally:
        os.chdir("/")
    said = ending.out + ending.err + ending.native + ending.escaped
    (folder / SAID).write_text(f"{case.arguments}\n{case.what}\nexit {ending.code}\n{said}", encoding="utf-8")
    return Outcome(
        kind=kind,
        seed=seed,
        number=number,
        code=ending.code,
        seconds=ending.seconds,
        mebibytes=ending.mebibytes,
        what=case.what,
        faults=faults,
        said=said,
    )


def main() -> None:
    seconds = float(sys.argv[1])
    os.environ["BULLETIN_DEBUG"] = "1"
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a library that prints does not break the answers
    for line in sys.stdin:
        kind, seed, number, folder = json.loads(line)
        outcome = outcome_of(kind, seed, number, Path(folder), seconds)
        print(json.dumps(outcome), file=answers, flush=True)


if __name__ == "__main__":
    main()
