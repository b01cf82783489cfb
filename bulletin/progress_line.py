"""A line on the terminal that says how far a long build is, and is gone when it ends.

The build only notes its step; a thread of its own draws, from two seconds on. So a quick build shows nothing, a slow
one pays next to nothing, and a stage that counts nothing is seen to live by its seconds.
"""

import threading
import time
from types import TracebackType

from bulletin.problems import cells
from bulletin.progress import Step
from bulletin.terminal import passing_width, show_passing

SHOWN_AFTER = 2.0  # seconds
REDRAWN = 0.2  # seconds between two looks at the step
BAR = 24  # cells


class ProgressLine:
    """The line: entered when a build begins, left when it has ended, however that was; then it may be entered again."""

    def __enter__(self) -> "ProgressLine":
        self._step: Step | None = None
        self._over = threading.Event()
        self._drawing = threading.Thread(target=self._draw, daemon=True)
        self._started = time.monotonic()
        self._shown = ""
        if passing_width():
            self._drawing.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        if self._drawing.ident is not None:
            self._drawing.join()
        if self._shown:
            show_passing("", wiped=cells(self._shown))

    def note(self, step: Step) -> None:
        """Hear of a step."""
        self._step = step

    def _draw(self) -> None:
        wait = SHOWN_AFTER
        while not self._over.wait(wait):
            wait = REDRAWN
            if self._step and (width := passing_width()):
                text = line(self._step, time.monotonic() - self._started, width)
                if text != self._shown:
                    wiped, self._shown = cells(self._shown), text
                    show_passing(text, wiped)


def line(step: Step, seconds: float, width: int) -> str:
    """A step in words and, where it counts, as a bar; no wider than so many cells.

    Only ASCII stands for the bar: terminals differ in how wide they draw what Unicode has for it.
    """
    since = f"（已用{seconds:.0f}秒）"
    forms = [f"{step.stage}{since}", step.stage]
    if step.total:
        done = BAR * step.done // step.total
        count = f"{step.stage} {step.done}/{step.total}"
        forms = [f"[{'#' * done}{'-' * (BAR - done)}] {count}{since}", f"{count}{since}", count]
    return next((form for form in forms if cells(form) <= width), "")
