"""Days that no calendar has, days of the week that a day was not, spans that end before they begin."""

import datetime
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from bulletin.read.issue_file import NO_DATE
from bulletin.read.numerals import whole_number
from bulletin.read.proofreading.passages import Mistake

DAYS_OF_WEEK = "一二三四五六日"
LEAP_YEAR = 2000  # a year that has every day of any year
# Months at either end of a year in which an issue may speak of a day of the other year without naming it.
TURN_OF_YEAR = 3

_WRITTEN = r"(?P<written>(?:(?P<year>{year})年)?(?P<month>{month})月(?P<day>{day})[日号])"
_IN_DIGITS = _WRITTEN.format(year=r"(?<!\d)\d{4}", month=r"(?<![\d.])\d{1,2}", day=r"\d{1,2}")
_HAN_DAYS = "[〇零○一二三四五六七八九十]"
_IN_HAN = _WRITTEN.format(
    year=f"{_HAN_DAYS}{{4}}", month=f"(?<!{_HAN_DAYS}){_HAN_DAYS}{{1,2}}", day=f"{_HAN_DAYS}{{1,3}}"
)
_BEFORE_WEEKDAY = "[，、 ]?[（(]?"
_DAY_OF_WEEK = rf"{_BEFORE_WEEKDAY}((?:星期|周|礼拜)([{DAYS_OF_WEEK}天]))(?![{DAYS_OF_WEEK}天至到—年末])"
_NAMED_YEAR = re.compile(r"(?<!\d)(\d{4})年")
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
    in_han = any(f"{digit}月" in text for digit in "一二三四五六七八九十")
    named = list(_NAMED_YEAR.finditer(text)) if re.search("星期|周|礼拜", text) else []
    for match in chain(re.finditer(_IN_DIGITS, text), re.finditer(_IN_HAN, text) if in_han else ()):
        day = _Day(*(whole_number(match[part]) if match[part] else 0 for part in ("year", "month", "day")))
        if not _exists(day):
            yield Mistake(at, match.start(), "no-such-day", f"没有“{match['written']}”这一天")
        elif re.match(f"{_BEFORE_WEEKDAY}(?:星期|周|礼拜)", text[match.end() : match.end() + 4]):
            before = bisect_left(named, match.start(), key=re.Match.start)
            years = (day.year,) if day.year else (*(int(year[1]) for year in named[:before][-1:]), *near)
            yield from _weekdays(at, text, match, day, years)


def _weekdays(at: int, text: str, match: re.Match[str], day: _Day, years: Sequence[int]) -> Iterator[Mistake]:
    """The fault of a day that is said to be another day of the week in every year that it may be of."""
    week = re.compile(_DAY_OF_WEEK).match(text, match.end())
    on = [_weekday(day._replace(year=year)) for year in years]
    if week and on and DAYS_OF_WEEK.find(week[2].replace("天", "日")) not in on:
        year = "" if day.year else f"{years[0]}年"
        right = f"，{year}这一天是星期{DAYS_OF_WEEK[on[0]]}" if on[0] >= 0 else ""
        yield Mistake(at, match.start(), "wrong-weekday", f"“{match['written']}”不是{week[1]}{right}")


def _exists(day: _Day) -> bool:
    try:
        datetime.date(day.year or LEAP_YEAR, day.month, day.day)
    except ValueError:
        return False
    return True


def _weekday(day: _Day) -> int:
    """The day of the week, from 0; -2 for a day that its year has not."""
    return datetime.date(*day).weekday() if _exists(day) else -2
