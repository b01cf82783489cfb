"""What an issue needs and nobody said: guessed from the texts, the names of files, the day; each guess says from what.

Guesses are few and shown: what a report says itself is never guessed, and the editor changes a guess in issue.yaml.
"""

import datetime
import os
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from unicodedata import normalize

from bulletin.begin.column_words import COLUMN_WORDS, NO_COLUMN
from bulletin.begin.handed import natural
from bulletin.model.edition import Report
from bulletin.read.byline import is_name
from bulletin.read.chinese import is_ideograph, solid
from bulletin.read.columns import column_of, name_parts
from bulletin.read.file_names import opening_number, plain_stem
from bulletin.read.folder import stem
from bulletin.read.numerals import day_numbers

USUAL_MASTHEAD = "工作简报"
MOST_DAYS_BEFORE = 60  # between the newest day in the texts and today, for today to be the issue's day; by eye
MOST_DAYS_AFTER = 60  # by which a report is dated ahead of the day on which it is handed in; by eye

_MASTHEAD = re.compile("[\u3400-\u9fff]{0,12}(?:简报|快报|通讯|专刊|周报|月报|要情|动态)")
_ISSUE_NUMBER = re.compile("第\\s*([0-9]{1,4}|[〇零一二三四五六七八九十百]{1,5})\\s*期")
_DAY_FIGURES = "0-9０-９〇○零一二三四五六七八九十"
_DAY = re.compile(f"[{_DAY_FIGURES}]{{4}} ?年 ?[{_DAY_FIGURES}]{{1,3}} ?月 ?[{_DAY_FIGURES}]{{1,3}} ?日")
_PLAIN_DAY = re.compile("[0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}")


class Guess(NamedTuple):
    """A value, and what it was taken from, as a comment says it."""

    value: str
    source: str


class ReportGuesses(NamedTuple):
    """What was guessed of one report: key of `稿件` or `栏目表` -> guess."""

    file: str
    column: Guess | None = None
    title: Guess | None = None
    author: Guess | None = None

    @property
    def any(self) -> bool:
        return bool(self.column or self.title or self.author)


class GuessedOrder(NamedTuple):
    """Files in the order in which they may be printed."""

    files: tuple[str, ...]
    counted: bool  # their names count: 1. 2. 3., so that the order is meant


def masthead(folders: Iterable[str]) -> Guess:
    """What the bulletin is called: as a folder that files came from, where one is called a bulletin."""
    for folder in dict.fromkeys(folders):
        if found := _MASTHEAD.search(os.path.basename(folder)):
            return Guess(found[0], f"取自文件夹“{os.path.basename(folder)[:40]}”")
    return Guess(USUAL_MASTHEAD, "改成本单位的报头；两个词组之间空一格")


def number(folders: Iterable[str]) -> Guess | None:
    """期号, where a folder says it."""
    for folder in dict.fromkeys(folders):
        if found := _ISSUE_NUMBER.search(normalize("NFKC", os.path.basename(folder))):
            return Guess(found[1], f"取自文件夹“{os.path.basename(folder)[:40]}”")
    return None


def day(reports: Iterable[Report], today: datetime.date) -> Guess:
    """The issue's day: today; the newest in the texts where that is long past, or signed ahead."""
    signed, told = set[datetime.date](), set[datetime.date]()
    for report in reports:
        for paragraph in report.paragraphs:
            found = _days(paragraph.text)
            told |= found
            if paragraph.kind == "closing":
                signed |= found
    ahead = [each for each in signed if today < each <= today + datetime.timedelta(MOST_DAYS_AFTER)]
    past = [each for each in told if each <= today]
    if ahead:
        return Guess(max(ahead).isoformat(), "取自稿件的落款")
    if past and today - max(past) > datetime.timedelta(MOST_DAYS_BEFORE):
        return Guess(max(past).isoformat(), "稿件里最晚的日期")
    return Guess(today.isoformat(), "今天")


def _days(text: str) -> set[datetime.date]:
    """The days that a text names in full."""
    found = set()
    for match in (*_DAY.findall(text), *_PLAIN_DAY.findall(text)):
        numbers = day_numbers(match)
        try:
            found.add(datetime.date(*numbers))
        except (TypeError, ValueError):  # 2024年2月30日, or no day at all
            continue
    return found


def order(files: Sequence[str]) -> GuessedOrder:
    """The files by the numbers that their names open with, those without behind them, by name as people count."""
    numbers = {file: opening_number(file) for file in files}
    ordered = sorted(files, key=lambda file: (numbers[file] < 0, max(numbers[file], 0), natural(file)))
    return GuessedOrder(tuple(ordered), counted=max(numbers.values(), default=-1) >= 0 or ordered != sorted(files))


def report_guesses(report: Report, file: str, folder: str, known: Iterable[str]) -> ReportGuesses:
    """What `report`, the file `file`, does not say itself.

    Args:
        folder: that it came from, below the one that was named; "" for none.
        known: columns of other reports.
    """
    named = not report.title or report.origins.get("title") == "file name"
    title = Guess(plain_stem(file), "取自文件名") if named else None
    column = None
    if not report.column and not column_of(report.name, report.title, known):
        column = _column(report, title.value if title else report.title, file, folder)
    return ReportGuesses(file=file, column=column, title=title, author=_author(report, file))


def _column(report: Report, title: str, file: str, folder: str) -> Guess:
    """The column by the folder, then by words of the post, the title and the name."""
    if folder and (found := column_of(folder, title, ())):
        return Guess(found, "取自文件夹")
    for text, source in ((report.post, "取自单位职务"), (title, "取自标题"), (stem(file), "取自文件名")):
        bare = solid(text)
        for column, words in COLUMN_WORDS.items():
            if any(word in bare for word in words):
                return Guess(column, source)
    return Guess(NO_COLUMN, "没有线索，先用这个")


def _author(report: Report, file: str) -> Guess | None:
    """The name of a person in the file's name, behind another word: 环境-李剑.txt; of a report that is not signed."""
    if report.author or report.kind != "report" or any(each.kind == "closing" for each in report.paragraphs):
        return None
    parts = [part for part in name_parts(file) if part and all(map(is_ideograph, part))]
    names = [part for part in parts[1:] if is_name(part) and part not in solid(report.title)]
    return Guess(names[0], "取自文件名") if names else None
