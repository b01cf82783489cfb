"""A report on its way to a slide, and what slides are made with."""

from typing import NamedTuple

from bulletin.model.edition import Picture, Report
from bulletin.model.slide import SlideDesign, Template
from bulletin.problems import OversetError, Problem
from bulletin.slides.measure import Measurer
from bulletin.slides.runts import Runts


class Subject(NamedTuple):
    """A report, or a part of one, with what the deck decided for it."""

    report: Report
    report_index: int  # in Edition.reports
    title: str
    accent: int
    ordinal: int  # which report of the deck it is, from 1
    terms: tuple[str, ...]  # phrases better not broken
    words: tuple[float, ...]  # what a break of the title before each character costs

    @property
    def picture(self) -> Picture | None:
        """The first of the report's text."""
        return next((each.picture for each in self.report.paragraphs if each.picture), None)

    @property
    def byline(self) -> str:
        """On one line."""
        return "　".join(filter(None, (self.report.post, self.report.author)))

    def overset(self, code: str, message: str, hint: str, key: str) -> OversetError:
        """The error for words of the file's head that find no room."""
        return OversetError(Problem("error", code, message, self.report.places.get(key, self.report.place), hint))


class Means(NamedTuple):
    design: SlideDesign
    measurer: Measurer
    template: Template
    runts: Runts
