"""issue.yaml for what stands beside it: made where there is none, added to where there is one, or told."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bulletin.begin import guesses
from bulletin.begin.guesses import Guess, ReportGuesses
from bulletin.begin.issue_additions import Additions, added, told, unordered
from bulletin.begin.issue_text import IssueSays, guessed_line, issue_text
from bulletin.model.edition import Edition, Report
from bulletin.problems import Problem
from bulletin.read.folder import ISSUE_FILE
from bulletin.read.issue_file import NO_DATE

# What additions may change, or only move to other lines; all else that an issue says must stand.
_ADDED_TO = ("masthead", "date", "reports", "ordered", "fillers", "places", "changes", "problems", "files", "written")


class Around(NamedTuple):
    """What there is to guess from besides the reports."""

    files: tuple[str, ...]  # reports of the issue
    places: Mapping[str, str]  # file -> the folder that it came from, below the one that was named
    folders: tuple[str, ...]  # that files came from
    today: datetime.date


class UpdatedIssue(NamedTuple):
    """What becomes of issue.yaml."""

    data: bytes  # as it shall be
    guessed: tuple[tuple[str, Guess], ...] = ()  # what was written into it: subject and guess
    problems: tuple[Problem, ...] = ()


def file_of(report: Report) -> str:
    """The name of a report's file, as messages show it."""
    return report.place.file.rpartition("/")[2]


def made_issue(edition: Edition, around: Around) -> UpdatedIssue:
    """A new issue.yaml for the reports of `edition`."""
    says = IssueSays(
        masthead=guesses.masthead(around.folders),
        date=guesses.day(edition.reports, around.today),
        order=guesses.order(around.files),
        number=guesses.number(around.folders),
        reports=_of_reports(edition, around),
    )
    guessed = [("报头", says.masthead), ("日期", says.date), *([("期号", says.number)] if says.number else [])]
    guessed += [("顺序", Guess("按文件名里的序号", ""))] if says.order.counted else []
    return UpdatedIssue(issue_text(says).encode(), (*guessed, *_subjects(says.reports)))


def updated_issue(data: bytes, edition: Edition, around: Around, read: Callable[[bytes], Edition]) -> UpdatedIssue:
    """The issue.yaml `data`, which `edition` was read with, with what it lacks; as it is where that cannot be added.

    Args:
        read: the edition with another issue.yaml.
    """
    additions, guessed = _lacking(data, edition, around)
    if not additions.any:
        return UpdatedIssue(data)
    made = added(data, additions)
    if made and _says_more(edition, read(made), additions):
        return UpdatedIssue(made, guessed)
    message, hint = f"{ISSUE_FILE} 没有改动，还要加几行", f"打开 {ISSUE_FILE}，加上：\n{told(additions)}"
    return UpdatedIssue(data, problems=(Problem("warning", "issue-unchanged", message, None, hint),))


def _lacking(data: bytes, edition: Edition, around: Around) -> tuple[Additions, tuple[tuple[str, Guess], ...]]:
    """What an issue.yaml does not say, and the guesses among it."""
    lacks = {problem.code for problem in edition.problems if problem.severity == "error"}
    lines: list[tuple[str, Guess]] = []
    if "no-masthead" in lacks and "masthead" not in edition.places:
        lines.append(("报头", guesses.masthead(around.folders)))
    if "no-date" in lacks and "date" not in edition.places:
        lines.append(("日期", guesses.day(edition.reports, around.today)))
    reports = _of_reports(edition, around)
    additions = Additions(
        lines=tuple(guessed_line(word, guess) for word, guess in lines),
        order=guesses.order(unordered(data, around.files)).files,
        reports=reports,
    )
    return additions, (*lines, *_subjects(reports))


def _of_reports(edition: Edition, around: Around) -> tuple[ReportGuesses, ...]:
    """What the reports do not say."""
    known = {report.column for report in edition.reports if report.column}
    found = (
        guesses.report_guesses(report, file_of(report), around.places.get(file_of(report), ""), known)
        for report in edition.reports
    )
    return tuple(each for each in found if each.any)


def _subjects(reports: Sequence[ReportGuesses]) -> tuple[tuple[str, Guess], ...]:
    return tuple(
        (f"{each.file} 的{word}", guess)
        for each in reports
        for word, guess in (("栏目", each.column), ("标题", each.title), ("作者", each.author))
        if guess
    )


def _says_more(before: Edition, after: Edition, additions: Additions) -> bool:
    """Whether an issue says what it said, and what was added."""
    faults = {(problem.code, problem.message) for problem in before.problems}
    new = [problem for problem in after.problems if (problem.code, problem.message) not in faults]
    if any(problem.severity == "error" or problem.code == "overruled" for problem in new):
        return False
    if any(problem.code == "not-in-order" for problem in after.problems):  # all that the order lacked was to be added
        return False
    own = all(getattr(before, name) == getattr(after, name) for name in Edition._fields if name not in _ADDED_TO)
    own = own and [filler.text for filler in before.fillers] == [filler.text for filler in after.fillers]
    own = own and (any("\n报头: " in line for line in additions.lines) or before.masthead == after.masthead)
    own = own and (any("\n日期: " in line for line in additions.lines) or before.date == after.date != NO_DATE)
    listed = [file_of(report) for report in before.reports if file_of(report) not in additions.order]
    files = [file_of(report) for report in after.reports]
    ordered = not additions.order or files == [*listed, *additions.order]
    asked = {each.file: each for each in additions.reports}
    reports = {file_of(report): report for report in after.reports}
    return (
        own
        and ordered
        and all(
            file_of(report) in reports
            and _as_asked(report, reports[file_of(report)], asked.get(file_of(report), ReportGuesses(file_of(report))))
            for report in before.reports
        )
    )


def _as_asked(before: Report, after: Report, guess: ReportGuesses) -> bool:
    """Whether a report has what was guessed of it, and else what it had."""
    wanted = {
        "title": guess.title.value if guess.title else before.title,
        "author": guess.author.value if guess.author else before.author,
        "column": guess.column.value if guess.column else before.column,
    }
    return all(_bare(getattr(after, key)) == _bare(text) for key, text in wanted.items()) and before.post == after.post


def _bare(text: str) -> str:
    """A text by its letters: display text has its marks normalised."""
    return "".join(char for char in text if char.isalnum())
