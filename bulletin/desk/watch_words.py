"""The builds of a watch as a clerk reads them: one line each, with the faults that are new since the line before."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bulletin.build.delivery import UNTOUCHED
from bulletin.build.regenerate import UNSETTLED, Regenerated
from bulletin.problems import SEVERITIES, Problem

POLLING = "这里的文件有改动时系统不通知（如网络文件夹），改为每隔片刻查看一次"
MOST_ERRORS = 20  # of one build that are told in full: the first ones


class ToldBuild(NamedTuple):
    """What is said of one build."""

    problems: tuple[Problem, ...]  # in full
    line: str


class WatchAccount:
    """What was said so far of a watch, so that nothing is said twice."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._updates = 0
        self._good_at = ""  # when the outputs were made last, by the clock on the wall
        self._known: Counter[tuple[str, ...]] = Counter()  # problems that stand on the screen and still hold
        self._standing: Counter[tuple[str, ...]] = Counter()  # of these, what the outputs made last have
        self._failed = False

    def tell(self, done: Regenerated, since: str = "") -> ToldBuild:
        """What there is to say of a build.

        Args:
            since: what differs from the last delivery.
        """
        at = time.strftime("%H:%M:%S", time.localtime(self._clock()))
        new = tuple(_new(done.problems, self._known))
        # a failed build may have ended before it found what still holds
        self._known = Counter(map(_key, done.problems)) | (self._standing if done.failed else Counter())
        if not done.failed:
            self._standing = self._known
        line = self._failure(done, new) if done.failed else self._update(done, at, since)
        errors = [problem for problem in new if problem.severity == "error"]
        unlisted = errors[MOST_ERRORS:]
        rest = f"；另有{len(unlisted)}处错误没有列出" if unlisted else ""
        return ToldBuild(tuple(problem for problem in new if problem not in unlisted), f"{at} {line}{rest}")

    def closing(self, standing: str) -> str:
        """The last line.

        Args:
            standing: what is true of the outputs now.
        """
        counted = f"更新{self._updates}次，最后一次在 {self._good_at}" if self._good_at else UNTOUCHED
        return f"已停止监视：{standing if standing == UNSETTLED else counted}"

    def _failure(self, done: Regenerated, new: Sequence[Problem]) -> str:
        errors, fresh = (sum(problem.severity == "error" for problem in each) for each in (done.problems, new))
        count = f"仍有{errors}处错误" if self._failed and not fresh else f"有{errors}处错误"
        self._failed = True
        return f"未更新：{count}；{f'仍是 {self._good_at} 的成品' if self._good_at else UNTOUCHED}"

    def _update(self, done: Regenerated, at: str, since: str) -> str:
        mended, self._failed = self._failed, False
        self._good_at = at
        self._updates += 1
        words = "，".join((*_made(done), *_counted(done.problems), f"用时{done.seconds:.2f}秒"))
        line = f"{'错误已改正，' if mended else ''}已更新：{words}"
        return f"{line}；{_in_one_line(since)}" if since else line


def _made(done: Regenerated) -> Iterator[str]:
    printed = done.printed
    if printed and printed.bulletin:
        yield f"简报{len(printed.bulletin.pages)}版"
    if printed and printed.slide_count:
        yield f"幻灯片{printed.slide_count}张"


def _counted(problems: Sequence[Problem]) -> Iterator[str]:
    """How many warnings and notes there are, new or not."""
    for severity in ("error", "warning", "note"):
        if count := sum(problem.severity == severity for problem in problems):
            yield f"{SEVERITIES[severity]}{count}条"


def _in_one_line(since: str) -> str:
    first, *others = since.split("\n")
    return f"{first.rstrip('；，')}{'……' if others else ''}"


def _new(problems: Sequence[Problem], known: Counter[tuple[str, ...]]) -> Iterator[Problem]:
    """The problems that were not there before: a line inserted above moves a problem, but makes none."""
    left = known.copy()
    for problem in problems:
        if left[key := _key(problem)]:
            left[key] -= 1
        else:
            yield problem


def _key(problem: Problem) -> tuple[str, ...]:
    return problem.severity, problem.code, problem.message, problem.place.file if problem.place else "", problem.shown
