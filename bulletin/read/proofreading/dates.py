"""Days that no calendar has, days of the week that a day was not, spans that end before they begin."""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bulletin.read.issue_file import NO_DATE
from bulletin.read.numerals import whole_number
from bulletin.read.proofreading.passages import Mistake

DAYS_OF_WEEK = "一二三四五六日"
LEAP_YEAR = 2000  # a year that has every day of any year
TURN_OF_YEAR = (
    3  # months at either end of a year in which an issue may speak of a day of the other year without naming it
)

_YEAR_DIGITS = "〇零○一二三四五六七八九十"
_DAY_OF_WEEK = (
    rf"[，、 ]?[（(]?(?P<week>(?:星期|周|礼拜)(?P<weekday>[{DAYS_OF_WEEK}天]))(?![{DAYS_OF_WEEK}天至到—年末])"
)
_DAY = (
    rf"(?P<written>(?:(?P<year>(?<!\d)\d{{4}}|[一二][{_YEAR_DIGITS}]{{3}})年)?"
    rf"(?P<month>(?<![\d.])\d{{1,2}}|(?<![{_YEAR_DIGITS}])[一二三四五六七八九十]{{1,2}})月"
    rf"(?P<day>\d{{1,2}}|[〇零一二三四五六七八九十]{{1,3}})[日号])(?:{_DAY_OF_WEEK}|)"
)
_SPAN = r"(?<!\d)(\d{1,2})月(\d{1,2})日?[至到—～~-](\d{1,2})日"


class _Day(NamedTuple):
    year: int  # 0 where none stands
    month: int
    day: int


def dates(issued: datetime.date) -> Callable[[Sequence[str]], Iterator[Mistake]]:
    """The check of an issue that comes out on a day."""
    near = [] if issued == NO_DATE else [issued.year]
    if near and issued.month <= TURN_OF_YEAR:
        near.append(issued.year - 1)
    elif near and issued.month > 12 - TURN_OF_YEAR:
        near.append(issued.year + 1)

    def check(texts: Sequence[str]) -> Iterator[Mistake]:
        for at, text in enumerate(texts):
            if "月" in text:
                yield from _days(at, text, near)
                for match in re.finditer(_SPAN, text):
                    if int(match[3]) < int(match[2]):
                        yield Mistake(at, match.start(), "no-such-day", f"“{match[0]}”的止日在起日之前")

    return check


def _days(at: int, text: str, near: Sequence[int]) -> Iterator[Mistake]:
    """Faults of the days in a passage; `near`: years of a day that names none, the likeliest first."""
    said = 0  # the last year that the passage names
    for match in re.finditer(_DAY, text):
        day = _Day(*(whole_number(match[part]) if match[part] else 0 for part in ("year", "month", "day")))
        said = day.year or said
        written = match["written"]
        if not _exists(day):
            yield Mistake(at, match.start(), "no-such-day", f"没有“{written}”这一天")
        elif match["week"]:
            years = (day.year,) if day.year else (said, *near) if said else near
            on = [_weekday(day._replace(year=year)) for year in years]
            if on and DAYS_OF_WEEK.find(match["weekday"].replace("天", "日")) not in on:
                right = f"，{years[0]}年这一天是星期{DAYS_OF_WEEK[on[0]]}" if on[0] >= 0 else ""
                yield Mistake(at, match.start(), "wrong-weekday", f"“{written}”不是{match['week']}{right}")


def _exists(day: _Day) -> bool:
    try:
        datetime.date(day.year or LEAP_YEAR, day.month, day.day)
    except ValueError:
        return False
    return True


def _weekday(day: _Day) -> int:
    """The day of the week, from 0; -2 for a day that its year has not."""
    return datetime.date(*day).weekday() if _exists(day) else -2
