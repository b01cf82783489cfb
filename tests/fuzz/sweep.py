"""Cases to workers: a process that a case ended is replaced, and what was found is gathered."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.fuzz.judge import ROOT, SECONDS
from tests.fuzz.worker import SAID, STACK, Outcome

CASES_OF_A_WORKER = 40  # then a new one: what a process keeps does not add up
ENDED_BY = {signal.SIGPROF: "hang: processor time", signal.SIGALRM: "hang: time on the clock"}


class Worker:
    """One worker process at a time, and another when it has gone."""

    def __init__(self, place: Path, *, seconds: float = SECONDS, keep: Path | None = None) -> None:
        self.place, self.seconds, self.keep = place, seconds, keep
        self.process: subprocess.Popen[str] | None = None
        self.done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self.process and self.process.stdin and self.process.stdout:
            self.process.stdin.close()
            self.process.stdout.close()
            self.process.wait()
        self.process = None

    def outcome(self, kind: str, seed: int, number: int) -> Outcome:
        """Run one case."""
        if self.process is None or self.done >= CASES_OF_A_WORKER:
            self.close()
            command = [sys.executable, "-m", "tests.fuzz.worker", str(self.seconds)]
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
            self.done = 0
        self.done += 1
        process = self.process
        assert process.stdin
        assert process.stdout
        folder = Path(tempfile.mkdtemp(dir=self.place)) / "case"
        print(json.dumps((kind, seed, number, str(folder))), file=process.stdin, flush=True)
        if answer := process.stdout.readline():
            outcome = Outcome(*json.loads(answer))
        else:
            outcome = self._gone(process, kind, seed, number, folder)
        self._put_away(outcome, folder)
        return outcome

    def _gone(self, process: subprocess.Popen[str], kind: str, seed: int, number: int, folder: Path) -> Outcome:
        """The process has gone: by a limit, or because a library broke it."""
        self.close()
        status = -process.returncode
        stack = _read(folder / STACK)
        frames = [line.strip() for line in stack.splitlines() if line.startswith("  File")]
        where = next((line for line in frames if "/bulletin/" in line), frames[0] if frames else "")
        end = ENDED_BY.get(signal.Signals(status)) if status > 0 else None
        fault = f"{end or f'worker ended with {process.returncode}'}: {where.replace(str(ROOT), '')}"
        return Outcome(
            kind=kind, seed=seed, number=number, code=-1, what=_read(folder / SAID), faults=(fault,), said=stack
        )

    def _put_away(self, outcome: Outcome, folder: Path) -> None:
        if outcome.faults and self.keep and folder.exists():
            self.keep.mkdir(parents=True, exist_ok=True)
            target = self.keep / f"{outcome.kind}-{outcome.seed}-{outcome.number}"
            subprocess.run(["rm", "-rf", "--", str(target)], check=True)
            os.rename(folder, target)
        subprocess.run(["rm", "-rf", "--", str(folder.parent)], check=True)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def swept(
    cases: Iterable[tuple[str, int, int]],
    *,
    workers: int = 1,
    seconds: float = SECONDS,
    keep: Path | None = None,
    until: Callable[[], bool] = lambda: False,
) -> list[Outcome]:
    """The outcomes of the cases (kind, seed, number), in no particular order.

    Args:
        keep: a folder for the folders of cases with faults, on the file system of the temporary files.
        until: whether it is time to stop, asked before each case.
    """
    outcomes: list[Outcome] = []
    queue: Iterator[tuple[str, int, int]] = iter(cases)
    lock = threading.Lock()

    def work(place: Path) -> None:
        with Worker(place, seconds=seconds, keep=keep) as worker:
            while not until():
                with lock:
                    case = next(queue, None)
                if case is None:
                    return
                outcomes.append(worker.outcome(*case))

    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=keep.parent if keep else None) as place:
        threads = [threading.Thread(target=work, args=(Path(place),)) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return outcomes


def command_of(outcome: Outcome) -> str:
    """The command that runs one case again."""
    return f"python -m tests.fuzz {outcome.kind} 1 {outcome.seed} --from {outcome.number}"


def told(outcomes: list[Outcome]) -> str:
    """A line with codes and limits for each kind, then each fault once, with its number and a command."""
    lines = []
    for kind in dict.fromkeys(outcome.kind for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.kind == kind]
        codes = dict(sorted(Counter(outcome.code for outcome in own).items()))
        slowest, largest = max(one.seconds for one in own), max(one.mebibytes for one in own)
        bad = sum(bool(outcome.faults) for outcome in own)
        lines.append(
            f"{kind} seed {own[0].seed}: {len(own)} cases, exit codes {codes}, "
            f"at most {slowest:.1f} s and {largest:.0f} MiB, {bad} with faults"
        )
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for fault in outcome.faults:
            head = fault if not fault.startswith("words: a ") else ":".join(fault.split(":")[:2])
            found.setdefault(f"{outcome.kind}: {head[:160]}", []).append(outcome)
    for fault, those in sorted(found.items(), key=lambda item: -len(item[1])):
        lines.append(f"{len(those):5} × {fault}\n        {command_of(those[0])}   ({those[0].what[:160]!r})")
    return "\n".join(lines)
