"""A watch: an issue is built and delivered whenever it was saved, for as long as somebody hears of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

from bulletin.build.regenerate import Regenerated
from bulletin.desk.following import Follower
from bulletin.desk.saves import Saves
from bulletin.desk.session import Session
from bulletin.model.output import Order

WAITED = 60.0  # seconds between two looks at nothing new


class Hands(NamedTuple):
    """What whoever watches gives and hears."""

    order: Callable[[], Order]  # what to build, as folders stand now
    told: Callable[[Regenerated, int], bool]  # of a build and its number, and whether anybody hears
    mistake: Callable[[Exception], object]  # of an error of our own
    polling: Callable[[], None]  # that the system does not tell of changes here
    around: Callable[[], AbstractContextManager[object]]  # each build


def watch(session: Session, hands: Hands, *, poll: bool) -> None:
    """Build, and build again after each save, until nobody hears of it.

    Raises:
        KeyboardInterrupt, or what a library made of it: a signal asked to end.
    """
    heard, polls = True, poll
    with Saves(poll=poll) as saves:
        follower = Follower(session, saves, hands.order, deliver=True, mistake=hands.mistake, around=hands.around)
        while heard:
            state = follower.step(WAITED)
            if state and state.latest:
                heard = hands.told(state.latest, state.number)
            if saves.polls and not polls:
                polls = True
                hands.polling()
