"""What is left to set of a report: its paragraphs and blocks as the column search sees them, and its floats.

A flow is a whole report at first; when a page takes a part of it, the rest is a flow again, whose first item may be
the tail of a paragraph already broken into lines.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import sqrt
from typing import NamedTuple

from bulletin.choose.quotes import Quote
from bulletin.makeup.blocks import Blocks, Float
from bulletin.makeup.brief import Brief
from bulletin.makeup.columns import ColumnItem, ColumnText, Filling, LineCount, block_counts, column_text, text_left
from bulletin.makeup.known import Known
from bulletin.makeup.lead_in import lead_in_count, may_lead_in
from bulletin.makeup.lists import item_styles
from bulletin.memory import Memory, kept
from bulletin.model import marks
from bulletin.model.design import Design, LeadInDesign, TextStyle
from bulletin.model.edition import Paragraph, Picture, heading_levels
from bulletin.model.galley import Setting
from bulletin.units import Pt

# What a paragraph a line shorter or longer costs: docs/typesetting.md, Copyfitting.
VARIANT_COST_MAX = 60.0
DEMERIT_UNIT = 8.0  # demerits that cost 2: a line with a third of a tenth em between its characters
SUBHEAD_LENGTH, UNDER_SUBHEAD = 30, 40  # characters of what looks like a subhead at most, of the text under it at least
SHORT_BOX = 15  # grid lines of a box, its line of air included, that should not part over columns
NEARLY_FULL = 0.6  # of the measure: a last line so long hardly looks like a widow


class SetParagraph(NamedTuple):
    """One paragraph at one measure with the settings on offer, parallel to its item's line counts; none of a block."""

    paragraph: int  # index in Report.paragraphs
    settings: tuple[Setting, ...]
    item: ColumnItem
    first: int = 0  # lines, or groups of a block, that stand on earlier pages


@dataclass(frozen=True, slots=True, eq=False)
class SetText:
    """Paragraphs that follow each other at one measure; compared by identity, so that it is a cheap key."""

    paragraphs: tuple[SetParagraph, ...]
    column_text: ColumnText  # the paragraphs as items
    shape: object  # stands for `column_text`: the same object for the same items, of whatever words
    lead_in: int | None = None  # index in Report.paragraphs of its first, where that is set as a lead-in

    @property
    def items(self) -> tuple[ColumnItem, ...]:
        return self.column_text.items

    @property
    def rows(self) -> int:
        """Grid rows in one column, every paragraph at its preferred line count."""
        return self.column_text.usual

    def leads_in(self, item: int) -> bool:
        """Whether an item is its lead-in."""
        return self.paragraphs[item].paragraph == self.lead_in


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """Text and floats of one report still to be placed; compared by identity, so that it is a cheap key."""

    report: int
    part: int  # 0 is the opening
    text: SetText  # at the base measure
    floats: tuple[Float, ...]
    portrait: Picture | None
    before: tuple[int, ...] = ()  # grid rows of the text, in one column, before each float
    quotes: tuple[Quote, ...] = ()  # sentences that may be printed large, the best first
    members: tuple["Flow", ...] = ()  # briefs that stand in one box; the flow has no text of its own then

    def places(self, columns: int, floats: int) -> tuple[float, ...]:
        """Where in so many columns the text of each of the first floats stands: 0 is their beginning."""
        return tuple(columns * rows / max(1, self.text.rows) for rows in self.before[:floats])


class Flows:
    """The flows of one issue at one body size; paragraphs are composed when first needed at a measure."""

    def __init__(self, brief: Brief, known: Known | None = None) -> None:
        self._brief = brief
        self._known = known or Known(brief)
        self.blocks = Blocks(brief)

    def opening(self, report: int) -> Flow:
        """The whole of a report; the same object in the next build for the same report."""
        text = self.text(report, self._brief.area.measure)
        return self._known.recall(("opening", self._known.story(report), text), partial(self._opening, report, text))

    def _opening(self, report: int, text: SetText) -> Flow:
        story = self._brief.edition.reports[report]
        length = sum(len(paragraph.text) for paragraph in story.paragraphs if paragraph.is_text)
        floats = self.blocks.floats(report)
        return Flow(
            report=report,
            part=0,
            text=text,
            floats=floats,
            before=_rows_before(text, floats),
            portrait=story.portrait,
            quotes=self._brief.quotes(report).columns if length >= self._brief.design.quote.min_characters else (),
        )

    @kept
    def text(self, report: int, measure: Pt) -> SetText:
        """A report's text paragraphs composed to `measure`; the same object again for the same paragraphs."""
        return self._known.recall(("text", self._known.story(report), measure), partial(self._set, report, measure))

    def _set(self, report: int, measure: Pt) -> SetText:
        paragraphs = self._brief.edition.reports[report].paragraphs
        size, styles = self._brief.design.grid.size, paragraph_styles(self._brief.design, paragraphs)
        with self._known.asking(report):
            words = tuple(
                self._brief.composer.heading_words(each, style, size=size * style.scale, measure=measure)
                for each, style in zip(paragraphs, styles, strict=True)
            )
            plain = all(paragraph.is_text and not paragraph.box for paragraph in paragraphs)
            key = (
                "text", paragraphs, self._brief.design.text, size, measure, words, None if plain else self.blocks.look
            )  # fmt: skip
            return self._brief.composer.memory.recall(key, partial(self._text, paragraphs, styles, measure))

    def _text(self, paragraphs: tuple[Paragraph, ...], styles: tuple[TextStyle, ...], measure: Pt) -> SetText:
        made = [
            self._paragraph(number, paragraphs, style, measure)
            for number, (paragraph, style) in enumerate(zip(paragraphs, styles, strict=True))
            if paragraph.is_text or self.blocks.in_text(paragraph)
        ]
        return self._of(_with_short_boxes(made, [paragraphs[each.paragraph].box for each in made]))

    def _of(self, paragraphs: Sequence[SetParagraph]) -> SetText:
        return set_text(paragraphs, self._brief.composer.memory)

    def _paragraph(self, number: int, paragraphs: tuple[Paragraph, ...], style: TextStyle, measure: Pt) -> SetParagraph:
        paragraph, following = paragraphs[number], paragraphs[number + 1 : number + 2]
        if not paragraph.is_text:
            block = self.blocks.rows(paragraph, measure)
            air = 0 if paragraph.picture else 1
            item = ColumnItem(counts=block_counts(block), air=air, block=block)
            return SetParagraph(paragraph=number, settings=(), item=item)
        ways = self._ways(paragraph, style, measure)
        item = ColumnItem(
            counts=tuple(count for _, count in ways),
            heading=paragraph.kind in ("heading", "box-head"),
            introduces=paragraph.text.endswith("：") and any(each.level or each.kind == "item" for each in following),
            kept=any(each.kind in ("closing", "quote-source") or _is_over(paragraph, each) for each in following),
            air=air_above(paragraphs, number, style),
            keeps_air=begins_box(paragraphs, number),
        )
        return SetParagraph(paragraph=number, settings=tuple(setting for setting, _ in ways), item=item)

    def _ways(self, paragraph: Paragraph, style: TextStyle, measure: Pt) -> list[tuple[Setting, LineCount]]:
        """The settings of a paragraph that the column search may take, the preferred first."""
        size = self._brief.design.grid.size * style.scale
        line_ems = self._brief.composer.line_ems(style, size=size, measure=measure)
        galley = self._brief.composer.galley(paragraph, style, size=size, measure=measure)
        best = galley.optimum

        def extra_cost(setting: Setting) -> float:
            return min(VARIANT_COST_MAX, 1.0 + 2.0 * sqrt(max(0.0, setting.demerits - best.demerits) / DEMERIT_UNIT))

        near = tuple(
            setting
            for setting in galley.settings
            if abs(setting.line_count - best.line_count) <= 1 and not (setting.rescued or paragraph.is_form)
        ) or (best,)
        settings = sorted(near, key=lambda setting: (setting is not best, setting.demerits))
        counts = (
            LineCount(
                lines=setting.line_count,
                cost=0.0 if setting is best else extra_cost(setting),
                full_end=setting.ends[-1] - (0, *setting.ends)[-2] >= NEARLY_FULL * line_ems,
            )
            for setting in settings
        )
        return list(zip(settings, counts, strict=True))

    @kept
    def led(self, flow: Flow) -> Flow:
        """The flow with its first paragraph as a lead-in, where that can be one; else the same flow."""
        text = self.led_text(flow.report, self._brief.area.measure)
        if text is flow.text:
            return flow
        return replace(flow, text=text, before=_rows_before(text, flow.floats))

    def led_text(self, report: int, measure: Pt) -> SetText:
        """As `text`, the first paragraph as a lead-in where it shall and can be one."""
        text, design = self.text(report, measure), self._brief.design.lead_in
        if design is None or not self._brief.wants_relief:
            return text
        # a text is the same object only for the same paragraphs, styles and size
        make = partial(self._with_lead_in, report, text, measure, design)
        return self._brief.composer.memory.recall(("lead-in", text, measure, design), make)

    def _with_lead_in(self, report: int, text: SetText, measure: Pt, design: LeadInDesign) -> SetText:
        """The text with its first paragraph as a lead-in; the same text where that cannot be one."""
        paragraphs = self._brief.edition.reports[report].paragraphs
        first = text.paragraphs[0] if text.paragraphs else None
        if first is None or first.item.kept or not may_lead_in(paragraphs, first.paragraph):
            return text
        ways = self._ways(paragraphs[first.paragraph], self._brief.design.text.styles.lead_in, measure)
        counts = [(setting, lead_in_count(count, design)) for setting, count in ways]
        fitting = [(setting, count) for setting, count in counts if count]
        if counts[0][1] is None:  # its best setting is too short or too long
            return text
        item = first.item._replace(counts=tuple(count for _, count in fitting), unparted=True)
        set_first = first._replace(settings=tuple(setting for setting, _ in fitting), item=item)
        return replace(self._of([set_first, *text.paragraphs[1:]]), lead_in=first.paragraph)


def _with_short_boxes(made: Sequence[SetParagraph], boxes: Sequence[int]) -> list[SetParagraph]:
    """Paragraphs, of which those in a short box are told so; `boxes`: the number of the box of each, 0 outside."""
    rows = Counter[int]()
    for each, box in zip(made, boxes, strict=True):
        rows[box] += each.item.counts[0].lines + each.item.air
    found: list[SetParagraph] = []
    for each, box, following in zip(made, boxes, [*boxes, 0][1:], strict=True):
        if box and rows[box] <= SHORT_BOX:
            item = each.item._replace(boxed=True, box_goes_on=box == following)
            found.append(each._replace(item=item))
        else:
            found.append(each)
    return found


def _is_over(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether a body paragraph looks like the subhead of the next: bold, or short without a stop over a long one.

    Reading leaves it a paragraph, but it must not end a column.
    """
    if paragraph.kind != "body" or following.kind != "body" or len(paragraph.text) > SUBHEAD_LENGTH:
        return False
    if all(run.bold for run in paragraph.runs):
        return len(following.text) > len(paragraph.text)
    bare = paragraph.text[-1:] not in marks.NOT_AT_LINE_START | frozenset(marks.ELLIPSES)
    return bare and len(following.text) >= max(UNDER_SUBHEAD, 2 * len(paragraph.text))


def begins_box(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Whether a paragraph is the first of its box."""
    own = paragraphs[number].box
    return own > 0 and (not number or paragraphs[number - 1].box != own)


def air_above(paragraphs: Sequence[Paragraph], number: int, style: TextStyle) -> int:
    """Grid lines of white above a paragraph: as its style says, one at least where a box or the notes begin or end."""
    before, paragraph = paragraphs[max(0, number - 1)], paragraphs[number]
    parted = (
        begins_box(paragraphs, number)
        or before.box != paragraph.box
        or (paragraph.kind == "note" and before.kind != "note")
    )
    return max(style.lines_above, int(parted))


def paragraph_styles(design: Design, paragraphs: Sequence[Paragraph]) -> tuple[TextStyle, ...]:
    """The style of each paragraph of a report: by its kind, headings by their level too, items by their list.

    A closing is body text set to the right, and so is who is quoted, in the quotation's face. A form is not justified:
    a line of it that ends before a blank would be torn apart. All that stands in a box stands in from its edges.
    """
    styles = design.text.styles
    headings = styles.of_headings(heading_levels(paragraphs))
    by_kind = {
        "closing": styles.body._replace(align="right"),
        "quote": styles.block_quote,
        "quote-source": styles.block_quote._replace(align="right", indent_em=0.0),
        "note": styles.note,
        "box-head": styles.box_head,
    }
    form = styles.body._replace(align="left")
    items = item_styles(styles.item, paragraphs)

    def style(number: int, paragraph: Paragraph) -> TextStyle:
        if paragraph.kind == "heading":
            own = headings[paragraph.level]
        else:
            otherwise = form if paragraph.is_form else styles.body
            own = items.get(number) or by_kind.get(paragraph.kind, otherwise)
        if not paragraph.box:
            return own
        inset = design.box.inset_em
        return own._replace(left_em=own.left_em + inset, right_em=own.right_em + inset)

    return tuple(style(number, paragraph) for number, paragraph in enumerate(paragraphs))


def rest(flow: Flow, text: SetText, filling: Filling, floats: int, used: tuple[Quote, ...], memory: Memory) -> Flow:
    """What remains of a flow when a part has been filled, its portrait, first `floats` floats and quotes placed.

    Args:
        text: of the flow, as the part set it.
        memory: keeps what stands for the items of texts.
    """
    remaining = text_left(text.column_text, filling)
    items = remaining.items
    paragraphs = list(text.paragraphs[-len(items) :]) if items else []
    if filling.cut:
        parted = paragraphs[0]
        settings = (parted.settings[filling.chosen[-1]],) if parted.settings else ()
        paragraphs[0] = parted._replace(settings=settings, item=items[0], first=parted.first + filling.cut)
    tail = SetText(tuple(paragraphs), remaining, memory.recall(("shape", remaining), object))
    left = flow.floats[floats:]
    return Flow(
        report=flow.report,
        part=flow.part + 1,
        text=tail,
        floats=left,
        before=_rows_before(tail, left),
        portrait=None,
        quotes=tuple(quote for quote in flow.quotes if quote not in used),
    )


NO_TEXT = SetText(paragraphs=(), column_text=column_text(()), shape=None)


def gathering(members: tuple[Flow, ...]) -> Flow:
    """Whole briefs in one box; it has the number of its first."""
    text = NO_TEXT
    return Flow(report=members[0].report, part=0, text=text, floats=(), portrait=None, members=members)


def set_text(paragraphs: Sequence[SetParagraph], memory: Memory) -> SetText:
    """Paragraphs that follow each other; `memory` keeps what stands for their items."""
    items = column_text([paragraph.item for paragraph in paragraphs])
    return SetText(tuple(paragraphs), items, memory.recall(("shape", items), object))


def _rows_before(text: SetText, floats: Sequence[Float]) -> tuple[int, ...]:
    """Grid rows of a text that stand before each float."""
    numbers = [paragraph.paragraph for paragraph in text.paragraphs]
    usual = text.column_text.usual_left
    return tuple(usual[0] - usual[bisect_left(numbers, floating.paragraph)] for floating in floats)
