"""An issue that follows its files: built whenever a save has settled, its faults told once the files are at rest.

A fault found in a file that is still being written is none. So what came of a failed build is held back until nothing
has changed for a while; a build that went well is told at once.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from bulletin.build.regenerate import Regenerated
from bulletin.build.storage import digest
from bulletin.desk.saves import STANDS_ANYHOW, Saves
from bulletin.desk.session import DeskState, Session
from bulletin.desk.watched import watched_by
from bulletin.model.kept_plan import PLAN_NAME, written_plan
from bulletin.model.output import Order
from bulletin.signals import interruption_behind

HELD = 0.6  # seconds: with what a build and settling take, a fault is told within one
HELD_UNFINISHED = 3.0  # where a file surely lacks its end


class Follower:
    """Builds of one issue, one thread's."""

    def __init__(
        self,
        session: Session,
        saves: Saves,
        order: Callable[[], Order],
        *,
        deliver: bool,
        mistake: Callable[[Exception], object],
        around: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        """
        Args:
            order: what is to be built, asked before each build: folders may have come meanwhile.
            mistake: hears of an error that is our own; the next save is built all the same.
            around: entered for each build.
        """
        self._session, self._saves, self._order, self._deliver = session, saves, order, deliver
        self._mistake, self._around = mistake, around
        self._wanted = True  # whatever was saved
        self._held: Regenerated | None = None  # a fault that nobody has heard of
        self._last: Regenerated | None = None

    def again(self) -> None:
        """Build at the next step, as where another layout is wanted. Other threads poke the saves then."""
        self._wanted = True

    def delivered(self) -> DeskState:
        """Deliver what is shown; what that writes among the issue's files is no save."""
        state = self._session.deliver()
        if state.latest:
            self._saves.built(_ours(state.latest))
        return state

    def step(self, seconds: float) -> DeskState | None:
        """Wait for a save, build it, and say how the issue stands; None where there is nothing new to say.

        Args:
            seconds: at most so long; a poke ends it too.

        Raises:
            KeyboardInterrupt, or what a library made of it: a signal asked to end.
        """
        if self._held:
            seconds = min(seconds, max(self._holds() - self._saves.at_rest_for, 0.0))
        if self._wanted or self._saves.wait(seconds):
            self._wanted = False
            return self._built()
        if self._held and self._saves.at_rest_for >= self._holds():
            held, self._held = self._held, None
            return self._session.stands(held)
        return None

    def _holds(self) -> float:
        return HELD_UNFINISHED if self._saves.unfinished else HELD

    def _built(self) -> DeskState | None:
        order = self._order()
        differs = self._saves.take(watched_by(order, self._session.folder))
        try:
            with self._around():
                done = self._session.made(order, deliver=self._deliver)
        except Exception as error:
            if interruption_behind(error):
                raise
            self._held = None
            self._mistake(error)
            return None
        last, self._last = self._last, done
        self._saves.built(_ours(done))
        if done.failed and self._saves.at_rest_for < self._holds():
            self._held = done
            return None
        unsaid, self._held = self._held, None
        if not differs and last and not unsaid and _is_same(last, done):  # a file was saved as it was
            return None
        return self._session.stands(done)


def _ours(done: Regenerated) -> dict[str, str]:
    """The files that a build left among those of the issue, as `Saves.built` takes them."""
    ours = {os.path.abspath(output.path): STANDS_ANYHOW for output in done.delivered if output.path}
    bulletin = done.printed.bulletin if done.printed else None
    plan = os.path.join(os.path.abspath(done.order.content), PLAN_NAME)
    if any(problem.code == "plan-removed" for problem in done.problems):
        ours[plan] = ""
    elif bulletin and bulletin.steadiness:
        ours[plan] = digest(written_plan(bulletin.steadiness.plan))
    return ours


def _is_same(last: Regenerated, done: Regenerated) -> bool:
    """Whether two builds came to the same."""
    files = [tuple(file.data for file in each.printed.files) if each.printed else () for each in (last, done)]
    return (last.code, last.problems) == (done.code, done.problems) and files[0] == files[1]
