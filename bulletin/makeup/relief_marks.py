"""Boxes of relief to marks: furniture beside the text, so that a reader who listens hears no sentence twice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bulletin.geometry import Point, Rect, rect_path
from bulletin.makeup.brief import Brief
from bulletin.makeup.headlines import EM_BELOW
from bulletin.makeup.line_marks import level_rule, line_marks
from bulletin.makeup.links import LinkTarget
from bulletin.makeup.relief import (
    FIGURES_TITLE,
    PAGE_FORM,
    SOURCE_GAP_EM,
    PartForm,
    PlacedPart,
    Relief,
    Reliefs,
    SetFigure,
)
from bulletin.model.design import BoxType, Color
from bulletin.model.galley import Line
from bulletin.model.page import ARTIFACT, LinkMark, Mark, ReliefBox, ReliefText, RuleMark, ShapeMark
from bulletin.units import Pt

CONTENTS_TITLE = "本期导读"
FIGURE_RISE = 0.82  # of its size, from the top of a figure's line to its baseline: figures are lower than Han


class SetRelief(NamedTuple):
    """A box as it is printed."""

    box: ReliefBox
    marks: list[Mark]


class ReliefRoom(NamedTuple):
    """Where a box stands and how it looks there."""

    rect: Rect
    lift: Pt = 0.0  # how far the rules of the modules beside it rise over their tops
    tinted: bool = True  # whether 数说 may have a ground: one on a page


class ReliefSetter:
    """Draws the boxes of one issue."""

    def __init__(
        self, brief: Brief, reliefs: Reliefs, starts: Mapping[int, LinkTarget], tags: Mapping[int, int]
    ) -> None:
        """`starts`: where each report begins; `tags`: the Links of 本期导读, by report."""
        self._brief = brief
        self._reliefs = reliefs
        self._design = reliefs.design
        self._starts = starts
        self._tags = tags
        self._black = brief.design.color("black")
        self._red = brief.design.color(reliefs.design.color or brief.design.masthead.fill)

    def relief(self, relief: Relief, room: ReliefRoom) -> SetRelief:
        """The box in its room, the pages in 本期导读 filled in."""
        marks: list[Mark] = []
        texts: list[ReliefText] = []
        tinted = room.tinted
        for placed in relief.parts:
            form = self._reliefs.forms(placed.part, relief.span)[placed.form]
            rect = Rect(room.rect.x, room.rect.y + placed.top, room.rect.width, placed.height)
            own = ReliefRoom(rect=rect, lift=0.0 if placed.top else room.lift, tinted=tinted)
            tinted = tinted and placed.part.kind != "figures"
            part = {"figures": self._figures, "contents": self._contents, "quote": self._quote}[placed.part.kind]
            for text, drawn in part(placed, form, own):
                marks += drawn
                texts += [text] if text else []
        return SetRelief(box=ReliefBox(rect=room.rect, texts=tuple(texts)), marks=marks)

    def _figures(self, placed: PlacedPart, form: PartForm, room: ReliefRoom) -> Iterator["_Drawn"]:
        """数说: title, then the figures in their rows with hairlines between."""
        design, rect, report = self._design, room.rect, placed.part.report
        shade = self._reliefs.color(report)
        if room.tinted:
            ground = Rect(rect.x, rect.y - room.lift, rect.width, rect.height + room.lift)
            yield None, [ShapeMark(rect_path(ground), fill=shade.tint(design.ground))]
        else:
            yield None, [self._rule(rect, -room.lift + design.rule / 2, design.rule, shade)]
            yield None, [self._rule(rect, rect.height - design.quote_rule / 2, design.quote_rule, shade)]
        indent = design.padding if room.tinted else 0.0
        x = rect.x + indent
        y = rect.y + design.padding
        title = self._line(FIGURES_TITLE, design.title, shade)
        baseline = y + _baseline(design.title)
        yield _own(FIGURES_TITLE), line_marks(title, x, baseline, ARTIFACT)
        if source := self._reliefs.source(report, rect.width - 2 * design.padding):
            left = x + title.width + SOURCE_GAP_EM * design.title.size
            yield ReliefText("source", report, source[:1]), line_marks(source[1], left, baseline, ARTIFACT)
        gap = design.padding + placed.white / form.gaps
        y += design.title.pitch + gap
        inner = rect.width - 2 * indent
        for number, row in enumerate(form.rows):
            if number:
                yield None, [level_rule(x, y - gap / 2, inner, design.hairline, shade)]
            height = self._reliefs.row_height(row)
            pitch = (inner + 2 * design.padding) / len(row)  # from figure to figure
            for place, figure in enumerate(row):
                left = x + place * pitch
                if place:
                    rule = left - design.padding
                    yield None, [RuleMark(Point(rule, y), Point(rule, y + height), design.hairline, shade)]
                yield from self._figure(figure, report, left, y)
            y += height + gap

    def _figure(self, figure: SetFigure, report: int, x: Pt, y: Pt) -> Iterator["_Drawn"]:
        """A figure with its words below."""
        design = self._design
        baseline = y + FIGURE_RISE * design.figure.size
        marks = [mark for left, line in figure.pieces for mark in line_marks(line, x + left, baseline, ARTIFACT)]
        for row, line in enumerate(figure.noun):
            top = y + design.figure.pitch + row * design.noun.pitch
            marks += line_marks(line, x, top + _baseline(design.noun), ARTIFACT)
        words = figure.words
        yield ReliefText("figure", report, (words.before + words.figure + words.unit, words.noun)), marks

    def _contents(self, placed: PlacedPart, form: PartForm, room: ReliefRoom) -> Iterator["_Drawn"]:
        """本期导读: between two rules its title and, parted by hairlines, label, title and page of every entry."""
        design, rect, entries = self._design, room.rect, placed.part.entries
        yield None, [self._rule(rect, -room.lift + design.rule / 2, design.rule, self._red)]
        title = self._line(CONTENTS_TITLE, design.contents_title, self._red)
        baseline = rect.y + design.rule + design.padding + _baseline(design.contents_title)
        yield _own(CONTENTS_TITLE), line_marks(title, rect.x, baseline, ARTIFACT)
        y = rect.y + self._reliefs.contents_head
        indent, grown = self._reliefs.label_width, placed.white / form.gaps
        for entry, lines in zip(entries, form.lines, strict=True):
            yield None, [level_rule(rect.x, y, rect.width, design.hairline, self._red)]
            height = self._reliefs.entry_height(lines) + grown
            yield self._entry(entry, lines, indent, Rect(rect.x, y, rect.width, height))
            y += height
        yield None, [self._rule(rect, rect.height - design.contents_rule / 2, design.contents_rule, self._red)]

    def _entry(self, entry: int, lines: Sequence[Line], indent: Pt, rect: Rect) -> "_Drawn":
        """One entry, in the middle of its row, with the link to its report."""
        design, report, start = self._design, self._brief.edition.reports[entry], self._starts[entry]
        top = rect.y + (rect.height - len(lines) * design.entry.pitch) / 2
        baselines = [top + row * design.entry.pitch + _baseline(design.entry) for row in range(len(lines))]
        marks: list[Mark] = []
        if report.column:
            label = self._line(report.column, design.label, self._reliefs.color(entry))
            marks += line_marks(label, rect.x, baselines[0], ARTIFACT)
        for line, baseline in zip(lines, baselines, strict=True):
            marks += line_marks(line, rect.x + indent, baseline, ARTIFACT)
        words = PAGE_FORM.format(page=start.page)
        page = self._line(words, design.page, self._red)
        marks += line_marks(page, rect.right - page.width, baselines[-1], ARTIFACT)
        told = f"转到第{start.page}版《{report.plain_title}》"
        marks.append(LinkMark(rect=rect, page=start.page, y=start.y, tag=self._tags[entry], contents=told))
        return ReliefText("entry", entry, (report.column, report.title, words), start.page), marks

    def _quote(self, placed: PlacedPart, form: PartForm, room: ReliefRoom) -> Iterator["_Drawn"]:
        """A sentence between two rules."""
        design, rect = self._design, room.rect
        type_ = form.type
        assert type_
        shade = self._reliefs.color(placed.part.report)
        yield None, [self._rule(rect, -room.lift + design.rule / 2, design.rule, shade)]
        top = rect.y + design.rule + design.padding + placed.white / form.gaps
        marks: list[Mark] = []
        for row, line in enumerate(form.lines[0]):
            marks += line_marks(line, rect.x, top + row * type_.pitch + _baseline(type_), ARTIFACT)
        yield ReliefText("quote", placed.part.report, (placed.part.text,)), marks
        yield None, [self._rule(rect, rect.height - design.quote_rule / 2, design.quote_rule, shade)]

    def _rule(self, rect: Rect, below: Pt, width: Pt, color: Color) -> Mark:
        """A rule across the box, so far below its top."""
        return level_rule(rect.x, rect.y + below, rect.width, width, color)

    def _line(self, text: str, kind: BoxType, color: Color) -> Line:
        return self._reliefs.line(text, kind.role, kind.size, color)


_Drawn = tuple[ReliefText | None, Sequence[Mark]]  # what is said, with the marks that say it


def _own(words: str) -> ReliefText:
    """A title of ours."""
    return ReliefText("title", -1, (words,))


def _baseline(kind: BoxType) -> Pt:
    """From the top of a line to its baseline."""
    return (kind.pitch - kind.size) / 2 + (1 - EM_BELOW) * kind.size
