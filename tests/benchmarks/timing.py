"""What one build takes: of a whole process, or of one call in a process that has built before."""

import os
import subprocess
import time
from collections.abc import Callable
from typing import NamedTuple


class Took(NamedTuple):
    wall: float  # seconds
    cpu: float


def cold(command: list[str]) -> Took:
    """One whole process, with Python's usual settings: its bytecode is kept, as on a user's machine."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        assert process.stderr
        raise SystemExit(f"{command} failed:\n{process.stderr.read().decode()}")
    return Took(wall, usage.ru_utime + usage.ru_stime)


def warm(work: Callable[[], object]) -> Took:
    """One call in this process, with all its threads."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)
