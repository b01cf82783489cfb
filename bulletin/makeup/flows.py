"""What is left to set of a report: its paragraphs as the column search sees them, and its pictures.

A flow is a whole report at first; when a page takes a part of it, the rest is a flow again, whose first item may be
the tail of a paragraph already broken into lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt
from typing import NamedTuple

from bulletin.makeup.brief import Brief
from bulletin.makeup.columns import ColumnItem, ColumnText, Filling, LineCount, column_text, rest_of, row_range
from bulletin.memory import kept
from bulletin.model import marks
from bulletin.model.design import Design, TextStyle
from bulletin.model.edition import Paragraph, Picture, heading_levels
from bulletin.model.galley import Setting
from bulletin.units import Pt

# What a paragraph a line shorter or longer costs: docs/typesetting.md, Copyfitting.
VARIANT_COST_MAX = 60.0
DEMERIT_UNIT = 8.0  # demerits that cost 2: a line with a third of a tenth em between its characters
SUBHEAD_LENGTH, UNDER_SUBHEAD = 30, 40  # characters of what looks like a subhead at most, of the text under it at least
NEARLY_FULL = 0.6  # of the measure: a last line so long hardly looks like a widow


class SetParagraph(NamedTuple):
    """One paragraph at one measure with the settings on offer, parallel to its item's line counts."""

    paragraph: int  # index in Report.paragraphs
    settings: tuple[Setting, ...]
    item: ColumnItem


@dataclass(frozen=True, slots=True, eq=False)
class SetText:
    """Paragraphs that follow each other at one measure; compared by identity, so that it is a cheap key."""

    paragraphs: tuple[SetParagraph, ...]
    column_text: ColumnText  # the paragraphs as items
    rows: int  # grid rows in one column, every paragraph at its best
    first_line: int = 0  # lines of the first paragraph that stand on earlier pages

    @property
    def items(self) -> tuple[ColumnItem, ...]:
        return self.column_text.items


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """Text and pictures of one report still to be placed; compared by identity, so that it is a cheap key."""

    report: int
    part: int  # 0 is the opening
    text: SetText  # at the base measure
    pictures: tuple[Picture, ...]
    portrait: Picture | None
    quote: str


class Flows:
    """The flows of one issue at one body size; paragraphs are composed when first needed at a measure."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief

    def opening(self, report: int) -> Flow:
        """The whole of a report."""
        story = self._brief.edition.reports[report]
        length = sum(len(paragraph.text) for paragraph in story.paragraphs if paragraph.kind != "picture")
        return Flow(
            report=report,
            part=0,
            text=self.text(report, self._brief.area.measure),
            pictures=tuple(paragraph.picture for paragraph in story.paragraphs if paragraph.picture is not None),
            portrait=story.portrait,
            quote=story.quote if length >= self._brief.design.quote.min_characters else "",
        )

    @kept
    def text(self, report: int, measure: Pt) -> SetText:
        """A report's text paragraphs composed to `measure`; the same object again for the same paragraphs."""
        paragraphs = self._brief.edition.reports[report].paragraphs
        size = self._brief.design.grid.size
        words = tuple(
            self._brief.composer.heading_words(each, measure / (size * style.scale) - style.indent_em)
            for each, style in zip(paragraphs, paragraph_styles(self._brief.design, paragraphs), strict=True)
        )
        key = ("text", paragraphs, self._brief.design.text, size, measure, words)
        return self._brief.composer.memory.recall(key, partial(self._text, paragraphs, measure))

    def _text(self, paragraphs: tuple[Paragraph, ...], measure: Pt) -> SetText:
        styles = paragraph_styles(self._brief.design, paragraphs)
        return _set_text(
            [
                self._paragraph(number, paragraph, style, measure, paragraphs[number + 1 :][:1])
                for number, (paragraph, style) in enumerate(zip(paragraphs, styles, strict=True))
                if paragraph.kind != "picture"
            ]
        )

    def _paragraph(
        self, number: int, paragraph: Paragraph, style: TextStyle, measure: Pt, following: tuple[Paragraph, ...]
    ) -> SetParagraph:
        size = self._brief.design.grid.size * style.scale
        galley = self._brief.composer.galley(paragraph, style, size=size, measure=measure)
        best = galley.optimum

        def extra_cost(setting: Setting) -> float:
            return min(VARIANT_COST_MAX, 1.0 + 2.0 * sqrt(max(0.0, setting.demerits - best.demerits) / DEMERIT_UNIT))

        near = tuple(
            setting
            for setting in galley.settings
            if abs(setting.line_count - best.line_count) <= 1 and not (setting.rescued or paragraph.is_form)
        ) or (best,)
        settings = tuple(sorted(near, key=lambda setting: (setting is not best, setting.demerits)))
        counts = tuple(
            LineCount(
                lines=setting.line_count,
                cost=0.0 if setting is best else extra_cost(setting),
                full_end=setting.ends[-1] - (0, *setting.ends)[-2] >= NEARLY_FULL * (measure / size),
            )
            for setting in settings
        )
        item = ColumnItem(
            counts=counts,
            heading=paragraph.kind == "heading",
            introduces=paragraph.text.endswith("：") and any(each.level for each in following),
            kept=any(each.kind == "closing" or _is_over(paragraph, each) for each in following),
            air=style.lines_above,
        )
        return SetParagraph(paragraph=number, settings=settings, item=item)


def _is_over(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether a body paragraph looks like the subhead of the next: bold, or short without a stop over a long one."""
    if paragraph.kind != "body" or following.kind != "body" or len(paragraph.text) > SUBHEAD_LENGTH:
        return False
    if all(run.bold for run in paragraph.runs):
        return len(following.text) > len(paragraph.text)
    bare = paragraph.text[-1:] not in marks.NOT_AT_LINE_START | frozenset(marks.ELLIPSES)
    return bare and len(following.text) >= max(UNDER_SUBHEAD, 2 * len(paragraph.text))


def paragraph_styles(design: Design, paragraphs: Sequence[Paragraph]) -> tuple[TextStyle, ...]:
    """The style of each paragraph of a report: headings by their level, a closing as body text set to the right.

    A form is not justified: a line of it that ends before a blank would be torn apart.
    """
    styles = design.text.styles
    headings = styles.of_headings(heading_levels(paragraphs))
    closing, form = styles.body._replace(align="right"), styles.body._replace(align="left")

    def style(paragraph: Paragraph) -> TextStyle:
        if paragraph.kind == "heading":
            return headings[paragraph.level]
        return closing if paragraph.kind == "closing" else form if paragraph.is_form else styles.body

    return tuple(map(style, paragraphs))


def rest(flow: Flow, filling: Filling, pictures: int, *, quoted: bool) -> Flow:
    """What remains of a flow when a part has been filled, its portrait and its first `pictures` pictures placed."""
    items = rest_of(flow.text.items, filling)
    paragraphs = list(flow.text.paragraphs[-len(items) :]) if items else []
    first_line = 0
    if filling.cut:
        parted = paragraphs[0]
        setting = parted.settings[filling.chosen[-1]]
        paragraphs[0] = parted._replace(settings=(setting,), item=items[0])
        first_line = setting.line_count - items[0].counts[0].lines
    return Flow(
        report=flow.report,
        part=flow.part + 1,
        text=_set_text(paragraphs, first_line),
        pictures=flow.pictures[pictures:],
        portrait=None,
        quote="" if quoted else flow.quote,
    )


def _set_text(paragraphs: Sequence[SetParagraph], first_line: int = 0) -> SetText:
    items = [paragraph.item for paragraph in paragraphs]
    return SetText(
        paragraphs=tuple(paragraphs),
        column_text=column_text(items),
        rows=row_range(items, 1).usual,
        first_line=first_line,
    )
