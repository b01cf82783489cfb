"""The heads of briefs in a box: run in over their text, a grid line for each of their lines."""

from typing import NamedTuple

from bulletin.makeup.brief import Brief
from bulletin.makeup.headlines import HeadPart
from bulletin.makeup.known import Known
from bulletin.memory import kept
from bulletin.model.design import Color, TextStyle
from bulletin.model.galley import Line
from bulletin.units import Pt

MOST_TITLE_ROWS = 6  # a longer title breaks as running lines
TRACKING_MIN_EM = -0.03  # of a title that is hardly too long


class HeadLine(NamedTuple):
    """A line of a brief's head, one grid line each."""

    part: HeadPart
    line: Line


class BriefHeads:
    """The run-in heads of one issue at one grid."""

    def __init__(self, brief: Brief, known: Known | None = None) -> None:
        self._brief = brief
        self._known = known or Known(brief)
        self._reports = brief.edition.reports
        self._styles = brief.design.text.styles
        self._size = brief.area.grid.size
        self._colors = brief.design.columns.by_column(report.column for report in self._reports)

    @kept
    def head(self, report: int, measure: Pt) -> tuple[HeadLine, ...]:
        """A brief's run-in head: kicker, title, subtitle and byline, each on grid lines of its own."""
        with self._known.asking(report):
            return self._head(report, measure)

    def _head(self, report: int, measure: Pt) -> tuple[HeadLine, ...]:
        story, styles = self._reports[report], self._styles
        small = styles.brief_byline
        found: list[tuple[HeadPart, Line]] = [
            ("kicker", line) for line in self._small(report, measure, (story.kicker, small))
        ]
        found += [("title", line) for line in self._title(report, measure)]
        found += [("subtitle", line) for line in self._small(report, measure, (story.subtitle, small))]
        byline = ((story.post + ("　" if story.author else ""), small), (story.author, small))
        found += [("byline", line) for line in self._small(report, measure, *byline, post=True)]
        return tuple(HeadLine(part, line) for part, line in found)

    def _title(self, report: int, measure: Pt) -> tuple[Line, ...]:
        """The title in as few rows as its phrases allow without tearing a name; else as running lines."""
        style, title = self._styles.brief_head, self._reports[report].title
        shade, composer = self._color(style, report), self._brief.composer
        for rows in range(1, MOST_TITLE_ROWS + 1):
            lines = composer.display(
                title, style.role, size=self._size * style.scale, measure=measure, rows=rows, color=shade, align="left",
                tracking=(TRACKING_MIN_EM, 0.0),
            )  # fmt: skip
            if lines and not composer.tears(title, lines):
                return lines
        return composer.single(((title, style, shade),), size=self._size, measure=measure, align="left")

    def _small(self, report: int, measure: Pt, *texts: tuple[str, TextStyle], post: bool = False) -> tuple[Line, ...]:
        parts = tuple((text, style, self._color(style, report)) for text, style in texts if text.strip())
        if not parts:
            return ()
        return self._brief.composer.single(parts, size=self._size, measure=measure, align="left", post=post)

    def _color(self, style: TextStyle, report: int) -> Color:
        return self._brief.design.color(style.color, self._colors[self._reports[report].column])
