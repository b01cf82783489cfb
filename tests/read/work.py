"""How work grows with its input: by counted steps, the same on every machine, and by the clock in the slow sweep."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import bulletin

PACKAGE = str(Path(bulletin.__file__).parent)


def steps(work: Callable[[], object]) -> int:
    """Lines of the package that `work` executes. Blind to what one call of a string's or a pattern's method costs."""
    count = 0

    def in_package(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return in_package

    def entered(frame: FrameType, event: str, argument: Any) -> Any:
        return in_package if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def seconds(work: Callable[[], object]) -> float:
    """Processor time of `work`, the best of three."""
    times = []
    for _ in range(3):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)
