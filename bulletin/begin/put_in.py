"""What stands before a first build, done: a new issue made, files brought into one; all of it or nothing."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import date
from typing import NamedTuple

from bulletin.begin.earlier import finish_earlier, of_the_issue
from bulletin.begin.fresh_issue import fresh_issue
from bulletin.begin.incoming import Incoming, incoming
from bulletin.begin.shipped_sample import is_shipped_sample
from bulletin.build.delivery import Delivered, deliver
from bulletin.build.lease import UnsettledError
from bulletin.build.storage import remove
from bulletin.model.output import PRIVATE, File
from bulletin.problems import BulletinError, OutputError, Problem, why
from bulletin.signals import undisturbed

# What is true of the issue when a call ends too early.
ISSUE_UNTOUCHED = "原有稿件未改动，什么也没有放进去"
ISSUE_UNSETTLED = "可能只放进了一部分，再导入一次就补齐"
ISSUE_UPDATED = "稿件已放好"
SET_ASIDE = "-样例"  # behind the name of a folder that is set aside
MOST_SET_ASIDE = 1000  # names tried
Tell = Callable[[str], None]


class BroughtIn(NamedTuple):
    """An import that was carried out."""

    incoming: Incoming
    delivered: tuple[Delivered, ...]
    aside: str = ""  # where the sample that comes with the program stands now

    @property
    def failed(self) -> bool:
        """Whether a word named nothing, or nothing that was handed in could be had."""
        done = self.incoming
        errors = any(problem.severity == "error" for problem in done.problems)
        return errors or not (done.taken or done.known or done.trial.reports)


def make_new(folder: str, *, tell: Tell, standing: list[str]) -> tuple[Delivered, ...]:
    """A new issue in `folder`; `standing` gets what is true of it.

    Raises:
        OutputError: an issue stands there, or it cannot be written.
    """
    finish_earlier(folder, tell=tell)
    return _put_in(fresh_issue(folder, date.today()), folder, tell, standing)


def bring_in(words: Sequence[str], folder: str, *, usual: bool, tell: Tell, standing: list[str]) -> BroughtIn:
    """Bring the files that `words` name into the issue in `folder`.

    Args:
        usual: it is the folder that builds read when nobody says another. Where it holds the sample that comes with
            the program, untouched, that is set aside: who imports wants their own issue.
        standing: gets what is true of the issue.

    Raises:
        BulletinError: nothing was changed, or `standing` says what was.
    """
    finish_earlier(folder, tell=tell)
    sample = usual and is_shipped_sample(folder) and not any(_lies_in(word, folder) for word in words)
    done = incoming(words, folder, date.today(), tell=tell, fresh=sample)
    if not done.files:
        return BroughtIn(done, ())
    with undisturbed(), set_aside(folder) if sample else nullcontext("") as aside:
        delivered = _put_in(done.files, folder, tell, standing)
    for name in done.samples:
        remove(os.path.join(folder, name))
    return BroughtIn(done, delivered, aside)


def _lies_in(word: str, folder: str) -> bool:
    real, base = os.path.realpath(word), os.path.realpath(folder)
    return real == base or os.path.dirname(real) == base


def _put_in(files: Sequence[File], folder: str, tell: Tell, standing: list[str]) -> tuple[Delivered, ...]:
    """Deliver files into an issue's folder, undisturbed by signals."""
    with undisturbed():
        standing.append(ISSUE_UNSETTLED)
        try:
            delivered = deliver(files, folder, tell=lambda line: tell(of_the_issue(line)))
        except UnsettledError as error:
            raise _said_of_the_issue(error) from error
        except BulletinError as error:
            standing.append(ISSUE_UNTOUCHED)
            raise _said_of_the_issue(error) from error
        except KeyboardInterrupt:
            standing.append(ISSUE_UNTOUCHED)
            raise
        standing.append(ISSUE_UPDATED)
        return delivered


@contextmanager
def set_aside(folder: str) -> Iterator[str]:
    """Give a folder another name, for a new one to take its place; it gets its own back where that fails.

    Raises:
        OutputError: it cannot be renamed.
    """
    names = (f"{folder}{SET_ASIDE}{number if number > 1 else ''}" for number in range(1, MOST_SET_ASIDE))
    aside = next(name for name in names if not os.path.lexists(name))
    try:
        os.rename(folder, aside)
    except OSError as error:
        message = f"{folder} 里是随程序附带的样例，无法改名为 {aside}：{why(error)}"
        hint = "关闭打开着它的程序，再导入一次；或用 --content 另写一个文件夹，例如 --content 我的一期"
        raise OutputError(Problem("error", "output-not-writable", message, None, hint)) from error
    try:
        yield aside
    except BaseException:
        with suppress(OSError):  # in the new folder there is at most the private one
            remove(os.path.join(folder, PRIVATE))
            os.rmdir(folder)
        with suppress(OSError):
            os.rename(aside, folder)
        raise


def _said_of_the_issue(error: BulletinError) -> BulletinError:
    said = (
        problem._replace(message=of_the_issue(problem.message), hint=of_the_issue(problem.hint))
        for problem in error.problems
    )
    return type(error)(*said)
