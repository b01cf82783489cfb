"""The issue as it will be, tried in a private folder: read as a build reads it, with what is missing guessed.

Reports that cannot be read, and those that say the same as another, are left out before anything is written.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bulletin.begin.guesses import Guess
from bulletin.begin.issue_update import Around, UpdatedIssue, file_of, made_issue, updated_issue
from bulletin.begin.taken import Taken
from bulletin.build.storage import digest, look, put, remove, write_new
from bulletin.model.edition import Edition
from bulletin.model.output import File
from bulletin.problems import Problem
from bulletin.read.columns import with_columns
from bulletin.read.content import read_content
from bulletin.read.copies import identical
from bulletin.read.file_names import plain_stem
from bulletin.read.folder import ISSUE_FILE, TERMS_FILE, list_folder, named, plain
from bulletin.read.issue_file import NO_DATE
from bulletin.read.source import legible

_NO_REPORT = frozenset(("empty-file", "no-body"))  # errors of a file that was read and holds none
# Errors that are none where pictures and tables stand beside the reports, which here they do not.
_OF_OTHER_FILES = frozenset(("no-picture", "no-table"))


class Understood(NamedTuple):
    """A report as it was understood, for the account."""

    file: str
    title: str
    byline: str
    column: str


class TriedIssue(NamedTuple):
    """What the issue will be."""

    reports: tuple[Understood, ...] = ()  # of the whole issue, in its order
    dropped: frozenset[str] = frozenset()  # new files that are left out
    same: tuple[tuple[str, str], ...] = ()  # handed in, and the file that says the same
    issue_file: tuple[File, ...] = ()  # issue.yaml where it is made or added to
    masthead: str = ""
    date: str = ""
    guessed: tuple[tuple[str, Guess], ...] = ()  # what was written into issue.yaml as a guess: subject and guess
    problems: tuple[Problem, ...] = ()
    faults: tuple[Problem, ...] = ()  # what keeps the issue from being built
    keeps_samples: bool = False  # issue.yaml names reports that `new` made


class Bench(NamedTuple):
    """A private folder in which an issue is tried."""

    folder: str

    def read(self) -> Edition:
        return read_content(self.folder, os.path.dirname(self.folder))

    def read_with(self, issue: bytes) -> Edition:
        """The edition with another issue.yaml."""
        put(os.path.join(self.folder, ISSUE_FILE), issue)
        return self.read()

    def add(self, name: str, data: bytes) -> None:
        write_new(os.path.join(self.folder, name), data, flushed=False)

    @property
    def issue(self) -> bytes:
        """issue.yaml; b"" without."""
        return look(os.path.join(self.folder, ISSUE_FILE)).data


def tried(
    folder: str, own: Sequence[str], taken: Sequence[Taken], folders: tuple[str, ...], today: date, private: str
) -> TriedIssue:
    """The issue in `folder`, its files `own`, with the files `taken`, tried in the folder `private`.

    Args:
        folders: that the new files came from.
    """
    bench = Bench(private)
    os.mkdir(private)
    _copy(folder, own, bench)
    for each in taken:
        if each.use not in ("picture", "table"):
            bench.add(each.name, each.data)
    edition = bench.read()
    new = {each.name: each for each in taken}
    unreadable = _unreadable(edition, bench, new)
    same = _same(edition, new)
    dropped = {*unreadable, *(name for name, _ in same)}
    for name in dropped:
        remove(os.path.join(private, name))
    if dropped:
        edition = bench.read()
    trial = TriedIssue(
        dropped=frozenset(dropped),
        same=tuple((new[name].source, other) for name, other in same),
        problems=(*unreadable.values(), *_versions(edition, set(new))),
        keeps_samples=any(problem.code == "unknown-report" for problem in edition.problems),
    )
    files = list_folder(private).reports
    before = bench.issue
    if not files and not before:
        return trial  # pictures alone make no issue
    around = Around(files, {each.name: each.folder for each in taken}, folders, today)
    made = updated_issue(before, edition, around, bench.read_with) if before else made_issue(edition, around)
    return _finished(trial, made, bench, folder, before, stands=ISSUE_FILE in own)


def _finished(
    trial: TriedIssue, made: UpdatedIssue, bench: Bench, folder: str, before: bytes, *, stands: bool
) -> TriedIssue:
    """The trial with its issue.yaml, which `stands` in the `folder` or not, and the issue as it is read with it."""
    edition = bench.read_with(made.data)
    changed = not stands or made.data != before
    over = digest(before) if stands else ""
    edition, columns = with_columns(edition, ())
    faults = [
        problem._replace(place=problem.place._replace(file=os.path.join(folder, problem.place.file.rpartition("/")[2])))
        if problem.place
        else problem
        for problem in (*edition.problems, *columns)
        if problem.severity == "error" and problem.code not in _OF_OTHER_FILES
    ]
    return trial._replace(
        issue_file=(File(ISSUE_FILE, made.data, "content", over=over),) if changed else (),
        guessed=made.guessed,
        faults=tuple(faults),
        problems=(*trial.problems, *made.problems),
        masthead=edition.masthead.replace("\u3000", " "),
        date="" if edition.date == NO_DATE else edition.date.isoformat(),
        reports=tuple(
            Understood(
                file=file_of(report),
                title=report.plain_title,
                byline=" ".join(filter(None, (report.post, report.author))),
                column=report.column,
            )
            for report in edition.reports
        ),
    )


def _copy(folder: str, own: Sequence[str], bench: Bench) -> None:
    """Copies of all that a build would read but pictures and tables."""
    reports = set(list_folder(folder).reports) if own else set[str]()
    for name in own:
        if name in reports or name == ISSUE_FILE or plain(name) == TERMS_FILE:
            bench.add(name, look(os.path.join(folder, name)).data)


def _unreadable(edition: Edition, bench: Bench, new: Mapping[str, Taken]) -> dict[str, Problem]:
    """New reports of which nothing could be read, each with the reason."""
    read = {file_of(report) for report in edition.reports}
    found = {}
    for name in list_folder(bench.folder).reports:
        faults = [
            problem
            for problem in edition.problems
            if problem.severity == "error" and problem.place and problem.place.file.rpartition("/")[2] == legible(name)
        ]
        lost = legible(name) not in read or any(problem.code in _NO_REPORT for problem in faults)
        if name in new and lost and faults:
            place = faults[0].place
            line = f"{place.line_named}：" if place and place.line > 1 else ""
            message = f"“{new[name].source}”{line}{faults[0].message}，没有导入"
            hint = "写上标题和正文，再导入" if faults[0].code in _NO_REPORT else faults[0].hint
            found[name] = Problem("warning", "not-imported", message, None, hint)
    return found


def _same(edition: Edition, new: Mapping[str, Taken]) -> list[tuple[str, str]]:
    """New reports that say the same as another, and that one: the issue's own before new ones, .docx before one that
    was converted, short names before long."""
    found = []
    for group in identical(edition.reports):
        files = [file_of(report) for report in group]
        first = min(files, key=lambda name: (name in new, name in new and new[name].made, len(name), name))
        found += [(name, first) for name in files if name != first and name in new]
    return found


def _versions(edition: Edition, new: set[str]) -> list[Problem]:
    """Warnings for files that look like versions of one report: all of them are printed."""
    problems = [problem._replace(place=None) for problem in edition.problems if problem.code == "same-title"]
    by_stem: dict[str, list[str]] = {}
    for report in edition.reports:
        by_stem.setdefault(plain_stem(file_of(report)), []).append(file_of(report))
    for files in by_stem.values():
        bare = [file for file in files if not any(f"“{file}”" in problem.message for problem in problems)]
        if len(bare) > 1 and new & set(bare):
            message = f"{named(bare)}像是同一篇的几个版本，都会印出来"
            hint = "只印一篇，就删去别的；本来就是几篇，不用管"
            problems.append(Problem("warning", "versions", message, None, hint))
    return problems
