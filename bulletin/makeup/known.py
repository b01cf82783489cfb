"""What makeup found out at one grid, kept for the trials of a build and for the builds that follow.

Nearly all of it is about one report, or about a few that may share a page. A report stands for all that it says, for
its place and rank in the issue, its colour, and how its words are priced (`compose/askers.py`); a grid stands for the
whole design and for what of the issue makes a difference to every page. So a result that is kept under a grid and some
reports depends on nothing else.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TypeVar

from bulletin.compose.askers import Asker
from bulletin.makeup.brief import Brief
from bulletin.makeup.ranks import ranks
from bulletin.memory import kept
from bulletin.model.edition import Report

_Result = TypeVar("_Result")


class Known:
    """The results at the grid of one brief."""

    def __init__(self, brief: Brief) -> None:
        edition, composer = brief.edition, brief.composer
        reports = edition.reports
        whole = (repr(brief.design), len(reports) == 1, edition.relief, edition.fillers)
        self.texts = composer.memory  # results on texts, whatever the grid
        self._memory = composer.memory.under("makeup", *whole)
        self._askers = composer.askers
        self._reports = reports
        self._ranks = ranks(edition)
        self._composer = composer
        self._colors = brief.design.columns.by_column(report.column for report in reports)
        self.grid = self._askers.of(("grid", *whole))

    @kept
    def story(self, number: int) -> Asker:
        """A report of the issue."""
        name = self._reports[number].name
        self._composer.part_of(name).stay()
        self._memory.under("report", name).stay()
        return self._askers.of(("story", number, self.head(number), *self._said(self._reports[number])))

    @kept
    def head(self, number: int) -> Asker:
        """The head of a report, whatever its text: with its rank and colour."""
        report = self._reports[number]
        words = report.title, report.kicker, report.subtitle, report.post, report.author, report.column
        return self._askers.of(("head", self._ranks[number], self._colors[report.column], *words))

    def _said(self, report: Report) -> Iterator[Hashable]:
        """All that a report says, and how the words of its tables and charts are priced."""
        yield "kind" in report.origins, "kind" in report.places
        yield from (value for value in report if not isinstance(value, dict))
        for paragraph in report.paragraphs:
            if drawn := paragraph.table or paragraph.chart:
                yield self._askers.of(drawn)

    def recall(self, key: Hashable, make: Callable[[], _Result]) -> _Result:
        """The result kept under `key`, or made now: it depends on the grid and on what the key says alone."""
        return self._memory.recall((self.grid, key), partial(self.made, make))

    def recall_of(self, number: int, kind: str, key: Hashable, make: Callable[[], _Result]) -> _Result:
        """As `recall`; it stays while the issue has a report of this name, though no build asks for this kind."""
        part = self._memory.under("report", self._reports[number].name).under(kind)
        return part.recall((self.grid, key), partial(self.made, make))

    def made(self, make: Callable[[], _Result]) -> _Result:
        """A result that is to be kept; words that are not asked for a report are priced for the grid."""
        with self._askers.asking(self.grid):
            return make()

    @contextmanager
    def asking(self, number: int) -> Iterator[None]:
        """Within the block words are priced for this report, and paragraphs are its own."""
        with self._askers.asking(self.story(number)), self._composer.setting(self._reports[number].name):
            yield

    def asking_head(self, number: int) -> AbstractContextManager[None]:
        """Within the block words are priced for the head of this report."""
        return self._askers.asking(self.head(number))
