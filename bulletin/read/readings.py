"""The files of reports, each read once for all builds that find it as it was.

What reading gives depends on the file's bytes and name, on what issue.yaml says for all reports and for this one, on
the office's own words, on which characters the faces draw, and on the files that the report names.
"""

from collections.abc import Callable
from typing import NamedTuple

from bulletin.memory import Memory
from bulletin.model.edition import Change, Report
from bulletin.problems import Problem
from bulletin.read.issue_file import Issue
from bulletin.read.manuscript import manuscript_limit, manuscript_of
from bulletin.read.pictures import LookedUp, PictureFolder
from bulletin.read.proofreading.report import proofread
from bulletin.read.proofreading.wording_list import WordingList
from bulletin.read.report_details import Details, overruled
from bulletin.read.report_file import read_report
from bulletin.read.source import Source, guesses, read_bytes


class Reading(NamedTuple):
    """A report's file, read."""

    source: Source
    faults: tuple[Problem, ...]  # that keep it from being read, and what is told of its encoding
    report: Report | None = None
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()


class _Kept(NamedTuple):
    """A reading, and what it found beside the file itself."""

    reading: Reading
    drawn: dict[str, bool]  # what was asked of the faces
    looked_up: tuple[LookedUp, ...]
    tables: dict[str, str]


class Readings:
    """The reports of one folder."""

    def __init__(
        self,
        folder: PictureFolder,
        issue: Issue,
        issue_source: Source,
        wording: WordingList,
        drawn: Callable[[str], bool],
        memory: Memory,
    ) -> None:
        """`drawn`: whether some face draws a character."""
        self._folder = folder
        self._issue = issue
        self._issue_source = issue_source
        self._wording = wording
        self._drawn = drawn
        self._memory = memory

    def read(self, path: str, file: str, name: str, details: Details) -> Reading:
        """The file at `path`, which problems call `file`, as the report `name`; `details` are of issue.yaml."""
        data, faults = read_bytes(path, file, below=self._folder.path, limit=manuscript_limit(path))
        if faults:
            return Reading(Source(file, ()), faults)
        issue = self._issue
        said = (details.typed, self._issue_source.lines) if details.typed else ()
        basis = (issue.chinese, issue.normalise, issue.join, issue.edition.date, self._wording)
        kept: list[_Kept] = self._memory.recall((data, path, file, name, said, basis), list)
        if not (kept and self._still(kept[0])):
            kept[:] = [self._made(data, file, name, details)]
        self._folder.tables.update(kept[0].tables)
        return kept[0].reading

    def _still(self, kept: _Kept) -> bool:
        """Whether all that a reading found beside the file is as it was."""
        return self._folder.still(kept.looked_up) and all(
            self._drawn(char) == answer for char, answer in kept.drawn.items()
        )

    def _made(self, data: bytes, file: str, name: str, details: Details) -> _Kept:
        asked = dict[str, bool]()

        def drawn(char: str) -> bool:
            asked[char] = self._drawn(char)
            return asked[char]

        folder = PictureFolder(self._folder.path, self._folder.memory, drawn)  # what this report alone names
        reading = self._read(data, file, name, details, drawn, folder)
        self._folder.take(folder)
        return _Kept(reading, asked, tuple(folder.looked_up), folder.tables)

    def _read(
        self, data: bytes, file: str, name: str, details: Details, drawn: Callable[[str], bool], folder: PictureFolder
    ) -> Reading:
        manuscript, faults = manuscript_of(data, file, drawn)
        source = manuscript.source
        reading = Reading(source, (*faults, *guesses(source)))
        if faults:
            return reading
        problems, changes = list[Problem](), list[Change]()
        report = read_report(manuscript, name, folder, self._issue, details, problems, changes)
        problems += overruled(details, report, self._issue_source)
        problems += proofread(source, report, self._issue.edition.date, self._wording)
        return reading._replace(report=report, problems=tuple(problems), changes=tuple(changes))
