"""Pull quotes in the text of a module: which columns have one, where in its column it stands, which sentence it is.

A column that would run on for more lines than the layout allows without heading, picture, table or box is given a
quote, in the middle of its longest unbroken stretch. Before a module is filled its columns are guessed from the usual
rows of its text, so that only few ways are tried; when it is filled, place and sentence are chosen on what really
stands there, and the lines that still run on are priced. The editor's own quote stands in a middle column of any
module, and leaving it out has a price.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from bulletin.choose.quotes import Quote
from bulletin.makeup.brief import Brief
from bulletin.makeup.columns import Filling, ItemRun, runs
from bulletin.makeup.flows import Flow, SetText
from bulletin.makeup.slots import ModuleSlot, SlotPlan, slot_plan, slot_rows
from bulletin.memory import kept
from bulletin.model.edition import Paragraph
from bulletin.units import Pt

QUOTE_OMITTED_COST = 14.0  # the editor asked for it: leaving it out costs what an unasked one would
QUOTE_CLEAR = 4  # text lines above and below a pull quote
QUOTE_PARTS_PARAGRAPH = 3.0  # lines from the middle that a place between two paragraphs is worth
QUOTE_LEAVES_LINE = 6.0  # and one that leaves no line of a paragraph alone above or below, or a list without its head
QUOTE_BESIDE = 30.0  # and one away from the sentence that an editor's own quote repeats
QUOTE_LEVEL = 9.0  # and one that is not level with the quote of the column before
QUOTE_TILT = 6  # lines from the middle at which quotes of columns side by side stand, one higher and one lower
RULES_AND_AIR = 1.2  # grid lines of a quote beside its words, at the least
GUESS_SHORT = 2  # lines by which a guess may be wrong: a column that runs on nearly too long is given a quote as well
# Of sentences: a place in the order by worth is 1, then one before an earlier quote's, and one of another part.
OUT_OF_ORDER, OF_OTHER_PART = 4.0, 3.0


class Stretch(NamedTuple):
    """Grid rows of a column without heading, block, box or quote, counted from the first row for text."""

    row: int
    rows: int


class QuotedColumns(NamedTuple):
    """Filled columns with their quotes in place."""

    slots: SlotPlan
    cost: float


class _Place(NamedTuple):
    """A row of a column at which a quote may stand, and how far from the best it is."""

    cost: float
    row: int


class PullQuotes:
    """The quotes of one issue at one grid."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._design = brief.design.quote
        self._reports = brief.edition.reports

    def ways(
        self, flow: Flow, text: SetText, plan: SlotPlan, measure: Pt, depth: int | None = None
    ) -> Iterator[SlotPlan]:
        """The plan with as many quotes as its columns need, with one or two fewer, and with none; the wished for first.

        Args:
            depth: grid lines of the columns; None where they hold all of the text.
        """
        if self._reports[flow.report].quote:
            yield from self._with_editors_own(flow, plan, measure)
        elif flow.quotes and (needing := self._needing(flow.report, text, plan, depth)):
            most = self._design.lines_max
            for lines, fewer in ((most, 0), (most - 1, 0), (most, 1), (most, 2)):
                fitting = sum(self._rows(quote.text, measure) <= lines for quote in flow.quotes)
                columns = needing[: max(0, min(len(needing), fitting) - fewer)]
                if columns:
                    slots = (ModuleSlot("quote", each, 1, 0, lines) for each in sorted(columns))
                    cost = plan.cost + self._design.price * len(columns)
                    yield slot_plan((*plan.slots, *slots), cost, len(plan.blocked))
            yield plan
        else:
            yield plan

    def _with_editors_own(self, flow: Flow, plan: SlotPlan, measure: Pt) -> Iterator[SlotPlan]:
        """The one quote that the editor asked for, in a middle column that no float blocks, and without it."""
        columns = range(len(plan.blocked))
        free = [column for column in columns if not any(slot.covers(column) for slot in plan.slots)]
        for quote in flow.quotes:
            lines = max(self._design.lines_min, self._rows(quote.text, measure))
            if free and lines <= self._design.lines_max:
                column = min(free, key=lambda column: (abs(column - len(plan.blocked) // 2), column))
                slot = ModuleSlot("quote", column, 1, 0, lines)
                yield slot_plan((*plan.slots, slot), plan.cost, len(plan.blocked))
        yield plan._replace(cost=plan.cost + QUOTE_OMITTED_COST * len(flow.quotes))

    @kept
    def _rows(self, text: str, measure: Pt) -> int:
        """Grid lines that a quote needs in a column."""
        style, grid = self._brief.design.text.styles.quote, self._brief.area.grid
        lines = self._brief.galley(text, style, measure).optimum.line_count
        return ceil(lines * self._design.pitch * grid.size * style.scale / grid.leading + RULES_AND_AIR)

    def _needing(self, report: int, text: SetText, plan: SlotPlan, depth: int | None) -> tuple[int, ...]:
        """The columns that run on too long as far as can be guessed, the longest first."""
        columns = len(plan.blocked)
        guess = depth or ceil((text.rows + plan.rows) / columns)
        if guess - min(plan.blocked) <= self._design.run_max - GUESS_SHORT:
            return ()
        longest = self._longest(report, text, plan.blocked, guess)
        if not depth and (needing := self._too_long(longest)):
            more = self._design.lines_max * len(needing)
            blocked = [rows + self._design.lines_max * (each in needing) for each, rows in enumerate(plan.blocked)]
            again = self._longest(report, text, blocked, ceil((text.rows + plan.rows + more) / columns))
            longest = [max(both) for both in zip(longest, again, strict=True)]
        return self._too_long(longest)

    def _too_long(self, longest: Sequence[int]) -> tuple[int, ...]:
        """The columns whose longest stretch is more than is allowed, the longest first."""
        most = self._design.run_max - GUESS_SHORT
        needing = [column for column, rows in enumerate(longest) if rows > most]
        return tuple(sorted(needing, key=lambda column: -longest[column]))

    def _longest(self, report: int, text: SetText, blocked: Sequence[int], depth: int) -> list[int]:
        """Rows of the longest stretch of each column, every paragraph at its usual rows."""
        breaks = self._breaks(report, text)
        found: list[int] = []
        row = 0
        for taken in blocked:
            end = min(row + max(0, depth - taken), text.rows)
            inside = breaks[bisect_left(breaks, row) : bisect_left(breaks, end)]
            found.append(max((below - above for above, below in pairwise((row, *inside, end))), default=0))
            row = end
        return found

    @kept
    def _breaks(self, report: int, text: SetText) -> tuple[int, ...]:
        """The usual rows at which something rests the eye; a lead-in rests it as far as it goes."""
        paragraphs, left = self._reports[report].paragraphs, text.column_text.usual_left
        return tuple(
            left[0] - left[place + text.leads_in(place)]
            for place, each in enumerate(text.paragraphs)
            if text.leads_in(place) or rests_the_eye(paragraphs[each.paragraph])
        )

    def placed(
        self, flow: Flow, text: SetText, plan: SlotPlan, capacities: tuple[int, ...], filling: Filling, measure: Pt
    ) -> QuotedColumns | None:
        """The plan with place and sentence of each quote, and what the quotes and the lines that run on cost.

        None where a quote finds no place, or no sentence.
        """
        if not flow.quotes or (max(capacities) <= self._design.run_max and not self._quoted(plan)):
            return QuotedColumns(slots=plan, cost=0.0)
        own = self._reports[flow.report].quote
        rows = tuple(self._rows(quote.text, measure) for quote in flow.quotes)
        key = ("quoted", text, capacities, plan, filling, flow.quotes, rows, own, self._design)
        make = partial(self._placed, flow, text, plan, capacities, filling, rows)
        return self._brief.composer.memory.recall(key, make)

    def _quoted(self, plan: SlotPlan) -> dict[int, ModuleSlot]:
        """The slots of quotes by their column."""
        return {slot.first: slot for slot in plan.slots if slot.kind == "quote"}

    def _placed(
        self,
        flow: Flow,
        text: SetText,
        plan: SlotPlan,
        capacities: Sequence[int],
        filling: Filling,
        rows: Sequence[int],
    ) -> QuotedColumns | None:
        """As `placed`; `rows`: grid lines that each quote of the flow needs."""
        quoted, own = self._quoted(plan), bool(self._reports[flow.report].quote)
        filled = runs(text.items, filling, capacities)
        # what stands in a lead-in is large already
        waiting, said = [each for each in flow.quotes if own or each.paragraph != text.lead_in], list[Quote]()
        slots = {slot: slot for slot in plan.slots}
        over: list[int] = []
        cost = 0.0
        for number, column_runs in enumerate(filled):
            stretches = self._stretches(flow.report, text, column_runs)
            if slot := quoted.get(number):
                head = slot_rows(plan.slots, number, foot=False)
                before = slots[quoted[number - 1]] if number - 1 in quoted else slot
                level = range(before.top - head - slot.lines, before.top - head + before.lines + 1)
                level = level if before is not slot else range(0)
                tilt = (-1, 1)[number % 2] if number - 1 in quoted or number + 1 in quoted else 0
                column = _QuotedColumn(text, column_runs, filling, stretches, tilt, level)
                fitting = [each for each, lines in zip(flow.quotes, rows, strict=True) if lines <= slot.lines]
                found = self._chosen(column, [each for each in fitting if each in waiting], said, own)
                if found is None:
                    return None
                quote, place = found
                waiting.remove(quote)
                said.append(quote)
                slots[slot] = slot._replace(top=head + place.row, quote=quote)
                stretches = _parted(stretches, place.row)
                cost += QUOTE_BESIDE * (place.cost >= QUOTE_BESIDE)
            over.append(max((each.rows for each in stretches), default=0) - self._design.run_max)
        # what no sentence is left for cannot be helped
        worst = sorted(over, reverse=True)[: 0 if own else len(waiting)]
        runs_on = sum(max(0, lines) for lines in worst)
        cost += min(self._design.run_most, self._design.run_line * runs_on)
        return QuotedColumns(slots=plan._replace(slots=tuple(slots.values()), runs_on=runs_on), cost=cost)

    def _stretches(self, report: int, text: SetText, column_runs: Sequence[ItemRun]) -> list[Stretch]:
        """The stretches of a column between what rests the eye."""
        paragraphs = self._reports[report].paragraphs
        found: list[Stretch] = []
        goes_on = False
        for run in column_runs:
            paragraph = paragraphs[text.paragraphs[run.item].paragraph]
            rests = text.leads_in(run.item) or rests_the_eye(paragraph)
            if not rests:
                start = found.pop().row if goes_on else run.row
                found.append(Stretch(row=start, rows=run.row + run.lines - start))
            goes_on = not rests
        return found

    def _chosen(
        self, column: "_QuotedColumn", waiting: Sequence[Quote], said: Sequence[Quote], own: bool
    ) -> tuple[Quote, _Place] | None:
        """The best sentence for the quote of a column, and where it stands there."""
        places = sorted(self._places(column))
        here = {column.text.paragraphs[run.item].paragraph for run in column.runs}
        first = column.text.paragraphs[0].paragraph if column.text.paragraphs else 0
        found: list[tuple[float, int, _Place]] = []
        for worth, quote in enumerate(waiting):
            beside = column.rows_of(quote) if quote.paragraph in here else range(0)
            apart = self._design.apart
            clear = [each for each in places if not beside or not beside[0] - apart < each.row < beside[-1] + 1 + apart]
            if not clear and own:
                clear = [each._replace(cost=each.cost + QUOTE_BESIDE) for each in places]
            if clear:
                cost = worth + OUT_OF_ORDER * any(quote.paragraph < each.paragraph for each in said)
                cost += OF_OTHER_PART * (quote.paragraph < first) + clear[0].cost
                found.append((cost, worth, clear[0]))
        if not found:
            return None
        _, worth, place = min(found)
        return waiting[worth], place

    def _places(self, column: "_QuotedColumn") -> Iterator[_Place]:
        """Where in the longest stretch of a column a quote may stand: near its middle, best between paragraphs."""
        longest = max(column.stretches, key=lambda stretch: stretch.rows, default=Stretch(0, 0))
        spare = max(0.0, self._design.run_max - longest.rows / 2)
        middle = longest.row + longest.rows / 2 + column.tilt * min(QUOTE_TILT, spare)
        first, last = longest.row + QUOTE_CLEAR, longest.row + longest.rows - QUOTE_CLEAR
        # of what then runs on above and below it, the lines beyond are charged
        lowest, highest = longest.row + self._design.run_max, longest.row + longest.rows - self._design.run_max
        for run in column.runs:
            item = column.text.items[run.item]
            count = item.counts[column.filling.chosen[run.item]].lines
            at_end = QUOTE_LEAVES_LINE if item.introduces or item.kept else 0.0
            for row in range(max(first, run.row + 1), min(last, run.row + run.lines) + 1):
                line = run.first + row - run.row  # of the paragraph, the first below the quote
                cost = abs(row - middle)
                if row > lowest:
                    cost += self._design.run_line * (row - lowest)
                if row < highest:
                    cost += self._design.run_line * (highest - row)
                if line < count:
                    cost += QUOTE_PARTS_PARAGRAPH + QUOTE_LEAVES_LINE * (line in (1, count - 1))
                else:
                    cost += at_end
                if row in column.level:
                    cost += QUOTE_LEVEL
                yield _Place(cost=cost, row=row)


class _QuotedColumn(NamedTuple):
    """A filled column."""

    text: SetText
    runs: Sequence[ItemRun]
    filling: Filling
    stretches: Sequence[Stretch]
    tilt: int  # up or down from the middle, by turns, where columns beside it have a quote as well
    level: range  # rows at which a quote would stand beside that of the column before

    def rows_of(self, quote: Quote) -> range:
        """The rows on which the sentence stands that a quote repeats."""
        found: list[int] = []
        for run in self.runs:
            own = self.text.paragraphs[run.item]
            if own.paragraph == quote.paragraph and self.text.leads_in(run.item):
                found += range(run.row, run.row + run.lines)
            elif own.paragraph == quote.paragraph and own.settings:
                ends = own.settings[self.filling.chosen[run.item]].ends
                for line in range(run.first, run.first + run.lines):
                    start, end = (0, *ends)[own.first + line], ends[own.first + line]
                    if start < quote.end and quote.start < end:
                        found.append(run.row + line - run.first)
        return range(found[0], found[-1] + 1) if found else range(0)


def rests_the_eye(paragraph: Paragraph) -> bool:
    """Whether a paragraph is none of the grey: a heading, a box, a block, or a note under its rule."""
    return not paragraph.is_text or paragraph.box > 0 or paragraph.kind in ("heading", "box-head", "note")


def _parted(stretches: Sequence[Stretch], row: int) -> list[Stretch]:
    """The stretches of a column whose longest has a quote at `row`."""
    longest = max(stretches, key=lambda stretch: stretch.rows)
    others = [each for each in stretches if each is not longest]
    above = row - longest.row
    return [*others, Stretch(longest.row, above), Stretch(row, longest.rows - above)]
