"""The issue that is open and what is to be done with it: one thread works, others ask and look at how things stand.

Whatever writes or builds is a job. Jobs are carried out one after the other in the thread that called `run`, the main
one, for signals come to it alone. A save that comes while another waits to be built is built with it.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple, TypeVar

from bulletin.build.delivery import UNTOUCHED
from bulletin.build.regenerate import Listener, Regenerated
from bulletin.desk.session import DeskState, Session
from bulletin.model.output import Order
from bulletin.problems import BulletinError, Problem
from bulletin.progress import Step
from bulletin.signals import interruption_behind

Done = TypeVar("Done")

LOOKED_UP = 0.5  # seconds after which a thread that waits for jobs looks for a signal: Windows wakes it for none
STEP_TOLD_AFTER = 0.2  # seconds of a build before its steps are told, and between two that are told
MISTAKE_HINT = "程序仍在运行，改动稿件后会再试；请把终端里的内容发给维护人员"


class OpenIssue(NamedTuple):
    """An issue on the desk."""

    order: Order  # as it is shown now
    own_layout: str | None  # the layout that it had before another was looked at
    folder: str  # of the outputs
    session: Session


class Situation(NamedTuple):
    """How things stand; replaced as a whole."""

    version: int = 0  # grows with each change
    number: int = 0  # grows with each change of what is shown
    issue: OpenIssue | None = None
    state: DeskState = DeskState()
    before: Regenerated | None = None  # what was shown before the last build that made something
    building: bool = False
    step: Step | None = None
    made: float = 0.0  # when the last build ended, seconds since the epoch
    shown_made: float = 0.0  # the same of the build that is shown
    standing: str = UNTOUCHED  # what is true of the outputs
    mistake: Problem | None = None  # of ours, in the last job


class Workbench:
    """Jobs in, situations out."""

    def __init__(self, tell: Callable[[str], None], mistaken: Callable[[Exception], None], *, strict: bool) -> None:
        """
        Args:
            tell: gets a Chinese line for the terminal.
            mistaken: gets what no content should bring about.
        """
        self.situation = Situation()
        self._tell, self._mistaken, self._strict = tell, mistaken, strict
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._stale = False  # a save waits to be built
        self._listeners: list[Callable[[], None]] = []
        self._step_told = 0.0
        self._changing = threading.Lock()
        self._standing = [UNTOUCHED]

    def listen(self, listener: Callable[[], None]) -> None:
        """Have `listener` called after each change; it must not wait. From any thread."""
        self._listeners.append(listener)

    def ask(self, job: Callable[[], Done]) -> "Future[Done]":
        """Have a job done between two builds; from any thread."""
        promise: Future[Done] = Future()
        self._jobs.put(lambda: self._carry_out(job, promise))
        return promise

    def saved(self) -> None:
        """Have the issue built again; from any thread, as often as it likes."""
        if not self._stale:
            self._stale = True
            self.ask(self.rebuild)

    def run(self) -> None:
        """Work until a signal asks to end.

        Raises:
            KeyboardInterrupt, or what a library made of it.
        """
        while True:
            try:
                job = self._jobs.get(timeout=LOOKED_UP)
            except queue.Empty:
                continue
            job()

    def open(self, order: Order, folder: str) -> None:
        """Put an issue on the desk and build it; a job."""
        listener = Listener(watch=self._note, tell=self._tell, note=self._standing.append)
        session = Session(folder, listener, strict=self._strict)
        self._standing[:] = [UNTOUCHED]
        issue = OpenIssue(order, order.layout, folder, session)
        self._change(issue=issue, state=session.state, before=None, standing=UNTOUCHED, shown=True)
        self.rebuild()

    def close(self) -> None:
        """Leave the desk empty; a job."""
        self._change(issue=None, state=DeskState(), before=None, shown=True)

    def lay_out(self, layout: str) -> None:
        """Show the issue in another layout from now on, "" in its own; a job."""
        if issue := self.situation.issue:
            order = issue.order._replace(layout=layout or issue.own_layout)
            self._change(issue=issue._replace(order=order))
            self.rebuild()

    def rebuild(self) -> None:
        """Build what is on the desk; a job."""
        self._stale = False
        if (issue := self.situation.issue) is None:
            return
        self._step_told = time.monotonic()
        self._change(building=True, step=None, told=False)
        try:
            self._built(issue.session.build(issue.order, deliver=False))
        except Exception:
            self._change(building=False, step=None)
            raise

    def deliver(self) -> Regenerated | None:
        """Deliver what is shown; None where nothing is. A job."""
        issue = self.situation.issue
        if issue is None or issue.session.state.good is None:
            return None
        self._built(issue.session.deliver())
        return issue.session.state.latest

    def refresh(self) -> None:
        """Tell that something beside the build changed: a picture of a slide is there. A job."""
        self._change(shown=True)

    def _built(self, state: DeskState) -> None:
        now, last = time.time(), self.situation
        new = state.good is not last.state.good
        self._change(
            state=state,
            before=last.state.good if new else last.before,
            made=now,
            shown_made=now if new else last.shown_made,
            standing=self._standing[-1],
            mistake=None,
            building=False,
            step=None,
            shown=True,
        )

    def _note(self, step: Step) -> None:
        if (now := time.monotonic()) - self._step_told >= STEP_TOLD_AFTER:
            self._step_told = now
            self._change(step=step)

    def _carry_out(self, job: Callable[[], Done], promise: "Future[Done]") -> None:
        if not promise.set_running_or_notify_cancel():
            return
        try:
            promise.set_result(job())
        except KeyboardInterrupt:
            promise.set_exception(RuntimeError("interrupted"))
            raise
        except Exception as error:
            promise.set_exception(error)
            if interruption_behind(error):
                raise
            if not isinstance(error, BulletinError):  # what an editor can mend is for whoever asked
                self.blame(error)

    def blame(self, error: Exception) -> None:
        """Tell a mistake of ours, on the page and on the terminal, and go on."""
        self._mistaken(error)
        message = f"程序自身出错（{type(error).__name__}）：{error}"
        self._change(mistake=Problem("error", "own-mistake", message, None, MISTAKE_HINT), shown=True)

    def _change(self, *, shown: bool = False, told: bool = True, **fields: Any) -> None:
        """Replace the situation, and call the listeners unless nobody needs to hear of it yet."""
        with self._changing:
            last = self.situation
            self.situation = last._replace(version=last.version + 1, number=last.number + shown, **fields)
        for listener in self._listeners if told else ():
            listener()
