"""What a watch says: one line a build, nothing twice, and which outputs stand."""

import time

from bulletin.build.regenerate import UNSETTLED, Regenerated
from bulletin.desk.watch_words import MOST_ERRORS, WatchAccount
from bulletin.model.output import Order
from bulletin.problems import Place, Problem
from bulletin.sources import Sources

ORDER = Order(Sources("", (), ()), "content")
NOTE = Problem("note", "doubled-character", "“水水”连写", Place("water.md", 15, 6))
NO_BYLINE = Problem("error", "no-byline", "报告没有署名", Place("water.md", 3, 1))


def done(*problems: Problem) -> Regenerated:
    failed = any(problem.severity == "error" for problem in problems)
    return Regenerated(1 if failed else 0, ORDER, problems, 0.049)


def account() -> WatchAccount:
    seconds = iter(range(100))
    morning = time.mktime((2026, 11, 29, 9, 0, 0, 0, 0, -1))
    return WatchAccount(lambda: morning + next(seconds))


def test_a_day_of_edits() -> None:
    watch = account()
    told = [
        watch.tell(done(NOTE)),
        watch.tell(
            done(NOTE._replace(place=Place("water.md", 16, 6))),
            "与上次相比：改动1篇（《水》 +1字），\n  《法》；\n版数1→2",
        ),
        watch.tell(done(NO_BYLINE)),
        watch.tell(done(NO_BYLINE, NOTE)),
        watch.tell(done(NOTE)),
        watch.tell(done(NOTE, NOTE)),
    ]
    assert [(each.problems, each.line) for each in told] == [
        ((NOTE,), "09:00:00 已更新：提醒1条，用时0.05秒"),
        ((), "09:00:01 已更新：提醒1条，用时0.05秒；与上次相比：改动1篇（《水》 +1字）……"),
        ((NO_BYLINE,), "09:00:02 未更新：有1处错误；仍是 09:00:01 的成品"),
        ((), "09:00:03 未更新：仍有1处错误；仍是 09:00:01 的成品"),
        ((), "09:00:04 错误已改正，已更新：提醒1条，用时0.05秒"),
        ((NOTE,), "09:00:05 已更新：提醒2条，用时0.05秒"),
    ]
    assert watch.closing("成品已更新") == "已停止监视：更新4次，最后一次在 09:00:05"
    assert watch.closing(UNSETTLED) == f"已停止监视：{UNSETTLED}"


def test_before_anything_was_made_the_outputs_are_those_of_before() -> None:
    watch = account()
    told = watch.tell(done(NO_BYLINE))
    assert told.line == "09:00:00 未更新：有1处错误；原有成品未改动"
    assert watch.closing("") == "已停止监视：原有成品未改动"


def test_very_many_errors_are_counted() -> None:
    errors = [NO_BYLINE._replace(place=Place(f"{number}.md")) for number in range(MOST_ERRORS + 30)]
    told = account().tell(done(*errors, NOTE))
    assert len(told.problems) == MOST_ERRORS + 1
    assert told.line.endswith("；另有30处错误没有列出")
