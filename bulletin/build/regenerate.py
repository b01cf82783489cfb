"""One issue from its files to its outputs, and what came of that: what every command that builds does, once or often.

Nothing here prints; who calls says what there is to say.
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from bulletin.build import record
from bulletin.build.comparison import Comparison, compared, since_last_data
from bulletin.build.delivery import UNTOUCHED, Delivered, deliver, silence
from bulletin.build.kept_plans import settle
from bulletin.build.lease import UnsettledError
from bulletin.memory import Memory
from bulletin.model.output import File, Order, Printed
from bulletin.pipeline import build
from bulletin.problems import DONE, OUTPUT, BulletinError, ContentError, Problem
from bulletin.progress import Watch, unwatched
from bulletin.signals import interruption_behind, undisturbed

# What is true of the outputs when a call ends too early, besides UNTOUCHED.
UNSETTLED = "成品可能只更新了一部分，下次生成时补齐"
UPDATED = "成品已更新"


class Regenerated(NamedTuple):
    """What came of a build, also of one that failed."""

    code: int  # exit code
    order: Order  # as it was carried out, with the plan of the last delivery
    problems: tuple[Problem, ...]  # as they count: warnings are errors when they shall be
    seconds: float
    printed: Printed | None = None  # None: nothing could be made
    delivered: tuple[Delivered, ...] = ()
    since: Comparison | None = None  # what differs from the last delivery; None where nothing is known of one

    @property
    def failed(self) -> bool:
        """Whether the outputs stay as they were: with `strict` those beside their places are a fault and delivered."""
        return self.code != DONE and not self.delivered


class Listener(NamedTuple):
    """Who hears of a build while it goes on."""

    watch: Watch = unwatched  # how far it is
    tell: Callable[[str], None] = silence  # a Chinese line on waiting, and on what an earlier delivery left
    note: Callable[[str], None] = silence  # what is true of the outputs from now on, should the call end


def regenerate(
    order: Order, folder: str, memory: Memory, listener: Listener, *, strict: bool = False, deliver: bool = True
) -> Regenerated:
    """Build what is ordered, deliver it to `folder` if it shall be drawn, and say what came of it.

    Args:
        strict: warnings are errors.
        deliver: False where the outputs are only looked at: neither they nor a plan are written (`deliver_made` may do
            so later), and nothing is compared.

    Raises:
        KeyboardInterrupt, or what a library made of it: a signal asked to end.
    """
    started = time.perf_counter()
    order = order._replace(kept=record.delivered(folder).plan)
    done = Regenerated(DONE, order, (), 0.0)
    try:
        done = done._replace(printed=(printed := build(order, memory, listener.watch)))
        done = done._replace(problems=_judged(printed.problems, strict=strict))
    except BulletinError as error:
        done = _failed(done, error)
    if order.draw and deliver and done.code == DONE:
        done = deliver_made(done, folder, listener, strict=strict)
    return done._replace(seconds=time.perf_counter() - started)


def deliver_made(done: Regenerated, folder: str, listener: Listener, *, strict: bool = False) -> Regenerated:
    """Settle the plan of what was made, and put the outputs into `folder`, with what is to be said of that.

    Raises:
        KeyboardInterrupt, or what a library made of it: a signal asked to end.
    """
    printed = done.printed
    assert printed, "nothing was made"
    try:
        last = record.delivered(folder)
        done = done._replace(problems=_judged(done.problems + settle(done.order, printed), strict=strict))
        about = record.described(printed)
        if since := compared(last, about, printed.files):
            about["since_last"] = since_last_data(since)
        done = done._replace(since=since, delivered=hand_over(printed.files, folder, about, listener))
    except BulletinError as error:
        return _failed(done, error)
    beside = tuple(not_in_place(output, strict=strict) for output in done.delivered if output.reason)
    return done._replace(problems=done.problems + beside, code=OUTPUT if beside and strict else DONE)


def _failed(done: Regenerated, error: BulletinError) -> Regenerated:
    """What came of a build that ended with `error`; a signal goes on its way."""
    if interruption_behind(error):
        raise error
    return done._replace(problems=error.problems, code=error.exit_code)


def hand_over(
    files: Sequence[File], folder: str, about: Mapping[str, Any] | None, listener: Listener
) -> tuple[Delivered, ...]:
    """Deliver, undisturbed by signals, and note what is true of the outputs then."""
    with undisturbed():  # the word is noted before a signal that waited acts
        listener.note(UNSETTLED)
        try:
            delivered = deliver(files, folder, about, tell=listener.tell)
        except UnsettledError:
            raise
        except (BulletinError, KeyboardInterrupt):
            listener.note(UNTOUCHED)
            raise
        listener.note(UPDATED if files else UNTOUCHED)
        return delivered


def _judged(problems: tuple[Problem, ...], *, strict: bool) -> tuple[Problem, ...]:
    """The problems as they count: warnings are errors when `strict`.

    Raises:
        ContentError: there are errors; it carries the warnings and notes too.
    """
    if strict:
        problems = tuple(p._replace(severity="error") if p.severity == "warning" else p for p in problems)
        if any(problem.severity == "error" for problem in problems):
            raise ContentError(*problems)
    return problems


def not_in_place(output: Delivered, *, strict: bool) -> Problem:
    """An output that does not stand under its own name, and what to do."""
    if not output.path:
        message = f"{output.wanted} 不是文件夹，或不能写入，本次没有存档"
        hint = "移走它，或给它加上写入权限，再运行一次；不要存档，就在 issue.yaml 写 `存档：0`"
        return Problem("error" if strict else "warning", "history-not-kept", message, None, hint)
    name = os.path.basename(output.wanted)
    code, message, hint = {
        "locked": ("output-locked", "正被其他程序打开", "关闭打开它的窗口，再运行一次"),
        "edited": (
            "output-edited",
            "在上次生成之后有人改动过，未覆盖",
            f"要保留改动，把 {name} 改名或移走；不要保留，把它删去；然后再运行一次，新成品就用原名",
        ),
        "taken": (
            "output-taken",
            "是链接、文件夹，或不是普通文件，未改动",
            f"把 {name} 改名、移走或删去，再运行一次，新成品就用原名",
        ),
    }[output.reason]
    return Problem(
        "error" if strict else "warning", code, f"{output.wanted} {message}；新成品已另存为 {output.path}", None, hint
    )
