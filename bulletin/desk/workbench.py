"""The issue that is open and what is to be done with it: one thread works, others ask and look at how things stand.

Whatever writes or builds is done one after the other in the thread that called `run`, the main one, for signals come to
it alone: builds as the files are saved, jobs between two of them.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple, TypeVar

from bulletin.begin.earlier import finish_earlier
from bulletin.build.delivery import UNTOUCHED, recover
from bulletin.build.regenerate import Listener, Regenerated
from bulletin.desk.asked import ChosenIssue
from bulletin.desk.following import Follower
from bulletin.desk.saves import Saves
from bulletin.desk.session import DeskState, Session
from bulletin.desk.watch_words import POLLING
from bulletin.model.output import Order
from bulletin.problems import BulletinError, Problem
from bulletin.progress import Step
from bulletin.signals import interruption_behind
from bulletin.sources import Sources

Done = TypeVar("Done")

LOOKED_UP = 0.5  # seconds after which a thread that waits for jobs looks for a signal: Windows wakes it for none
FOLLOWED = 60.0  # seconds that a follower waits for a save
STEP_TOLD_AFTER = 0.2  # seconds of a build before its steps are told, and between two that are told
MISTAKE_HINT = "程序仍在运行，改动稿件后会再试；请把终端里的内容发给维护人员"


class DeskClosedError(Exception):
    """A job was broken off by a signal that ends all."""


class OpenIssue(NamedTuple):
    """An issue on the desk."""

    chosen: ChosenIssue
    order: Order  # as it is shown now: perhaps in another layout than it was chosen with
    session: Session

    @property
    def folder(self) -> str:
        """Of the outputs."""
        return self.chosen.folder


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
    mistake: Problem | None = None  # of ours, since the last build


class TerminalWords(NamedTuple):
    """What the terminal is told."""

    tell: Callable[[str], None]  # a Chinese line
    mistaken: Callable[[Exception], None]  # what no content should bring about
    standing: list[str]  # what is true of the outputs, the latest last


class Workbench:
    """Jobs and saves in, situations out."""

    def __init__(self, sources: Sources, terminal: TerminalWords, *, strict: bool) -> None:
        """`sources`: of every issue."""
        self.situation = Situation()
        self.sources = sources
        self._terminal, self._strict = terminal, strict
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._listeners: list[Callable[[], None]] = []
        self._step_told = 0.0
        self._changing = threading.Lock()
        self._saves: Saves | None = None  # of the issue that is open
        self._follower: Follower | None = None
        self._watching = ExitStack()  # ends the saves

    def listen(self, listener: Callable[[], None]) -> None:
        """Have `listener` called after each change; it must not wait. From any thread."""
        self._listeners.append(listener)

    def ask(self, job: Callable[[], Done]) -> "Future[Done]":
        """Have a job done between two builds; from any thread."""
        promise: Future[Done] = Future()
        self._jobs.put(lambda: self._carry_out(job, promise))
        if saves := self._saves:
            saves.poke()
        return promise

    def run(self) -> None:
        """Work until a signal asks to end.

        Raises:
            KeyboardInterrupt, or what a library made of it.
        """
        polls = False
        try:
            while True:
                self._jobs_done(wait=self._follower is None)
                if self._follower and self._saves:
                    if state := self._follower.step(FOLLOWED):
                        self._stands(state)
                    elif self.situation.building:  # it came to the same, or to a fault that may be none
                        self._change(building=False, step=None)
                    if self._saves.polls and not polls:
                        polls = True
                        self._terminal.tell(POLLING)
        finally:
            self._watching.close()

    def show_issue(self, chosen: ChosenIssue) -> None:
        """Put an issue on the desk, to be built next; a job.

        Raises:
            OutputError: what an earlier delivery or import left could not be finished.
        """
        recover(chosen.folder, tell=self._terminal.tell)
        finish_earlier(chosen.order.content, tell=self._terminal.tell)
        self._watching.close()
        listener = Listener(watch=self._note, tell=self._terminal.tell, note=self._terminal.standing.append)
        session = Session(chosen.folder, listener, strict=self._strict, purposes=chosen.purposes)
        self._terminal.standing[:] = [UNTOUCHED]
        issue = OpenIssue(chosen, chosen.order, session)
        self._change(issue=issue, state=session.state, before=None, standing=UNTOUCHED, mistake=None, shown=True)
        self._saves = self._watching.enter_context(Saves())
        self._follower = Follower(
            session, self._saves, self._order, deliver=False, mistake=self.blame, around=self._building
        )

    def lay_out(self, layout: str) -> None:
        """Show the issue in another layout from now on, "" in its own; a job."""
        if (issue := self.situation.issue) and self._follower:
            order = issue.order._replace(layout=layout or issue.chosen.order.layout)
            self._change(issue=issue._replace(order=order))
            self._follower.again()

    def deliver(self) -> Regenerated | None:
        """Deliver what is shown; None where nothing is. A job."""
        issue = self.situation.issue
        if issue is None or issue.session.state.good is None or self._follower is None:
            return None
        state = self._follower.delivered()
        self._stands(state)
        return state.latest

    def refresh(self) -> None:
        """Tell that something beside the build changed, as a picture of a slide; from any thread."""
        self._change(shown=True)

    def blame(self, error: Exception) -> None:
        """Tell a mistake of ours, on the page and on the terminal, and go on; from any thread."""
        self._terminal.mistaken(error)
        message = f"程序自身出错（{type(error).__name__}）：{error}"
        self._change(mistake=Problem("error", "own-mistake", message, None, MISTAKE_HINT), shown=True)

    def _jobs_done(self, *, wait: bool) -> None:
        """Do all that was asked for; wait for something for a while."""
        try:
            job = self._jobs.get(timeout=LOOKED_UP) if wait else self._jobs.get_nowait()
            while True:
                job()
                job = self._jobs.get_nowait()
        except queue.Empty:
            pass

    def _carry_out(self, job: Callable[[], Done], promise: "Future[Done]") -> None:
        if not promise.set_running_or_notify_cancel():
            return
        try:
            promise.set_result(job())
        except KeyboardInterrupt:
            promise.set_exception(DeskClosedError())
            raise
        except Exception as error:
            if interruption_behind(error):
                promise.set_exception(DeskClosedError())
                raise
            promise.set_exception(error)
            if not isinstance(error, BulletinError):  # what an editor can mend is for whoever asked
                self.blame(error)

    def _order(self) -> Order:
        assert self.situation.issue, "builds are of an issue"
        return self.situation.issue.order

    @contextmanager
    def _building(self) -> Iterator[None]:
        self._step_told = time.monotonic()
        self._change(building=True, step=None, told=False)
        yield

    def _note(self, step: Step) -> None:
        if (now := time.monotonic()) - self._step_told >= STEP_TOLD_AFTER:
            self._step_told = now
            self._change(step=step)

    def _stands(self, state: DeskState) -> None:
        """Tell how the issue stands after a build or a delivery."""
        now, last = time.time(), self.situation
        new = state.shown is not last.state.shown
        self._change(
            state=state,
            before=last.state.good if new else last.before,
            made=now,
            shown_made=now if new else last.shown_made,
            standing=self._terminal.standing[-1],
            mistake=None,
            building=False,
            step=None,
            shown=True,
        )

    def _change(self, *, shown: bool = False, told: bool = True, **fields: Any) -> None:
        """Replace the situation, and call the listeners unless nobody needs to hear of it yet."""
        with self._changing:
            last = self.situation
            self.situation = last._replace(version=last.version + 1, number=last.number + shown, **fields)
        for listener in self._listeners if told else ():
            listener()
