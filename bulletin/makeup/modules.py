"""Every way to make one report a rectangle: how deep it becomes over one to four base columns, and at what cost.

A table gives for each total depth in grid lines the cheapest module of that depth: head size and rows, white in the
head, number of text columns, picture depths and the exact filling of the columns. A depth that is missing from the
table cannot be filled exactly. The rules that a module must keep are those of docs/typesetting.md, Modules and trees.
"""

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations, product
from math import ceil, floor, log
from typing import Any, NamedTuple, TypeVar

from bulletin.makeup.brief import Brief
from bulletin.makeup.briefs import Briefs, is_brief
from bulletin.makeup.columns import MISSING_LINE, Filling, fill, fill_part, row_range, rows_left
from bulletin.makeup.flows import Flow, Flows, SetText
from bulletin.makeup.headlines import Head, Heads
from bulletin.makeup.known import Known
from bulletin.makeup.leaf import FilledColumns, Leaf, ModuleTable, briefs_leaf
from bulletin.makeup.pull_quotes import PullQuotes
from bulletin.makeup.slots import ModuleSlot, SlotPlan, Slots, slot_plan
from bulletin.memory import kept, recall_in
from bulletin.units import Pt

# Costs, chosen on random issues unless said otherwise; docs/typesetting.md, Modules and trees, weighs them up.
PADS, WIDE_PADS = 2, 4  # lines of white that a head may be given; the wider when nothing else closes the page
PAD_COST = 2.0  # times the square of the lines and the span: 4 and 16 for a head over two columns
PART_PADS = 2  # lines of white that the head of a report that goes on overleaf may be given
PART_HEADS = 2  # heads tried for such a report
GIVING_WAY = 3  # and for a first report that is too shallow to lead
ASPECT_COST, ASPECT_MIN, ASPECT_MAX = 25.0, 0.55, 2.6  # of width to height: modules neither towers nor ribbons
DEPTH_SOFT, NARROW_DEPTH_SOFT, DEPTH_LINE_COST = 60, 45, 2.0  # lines of a column, and of a lone one, that read well
EARLY_SHORT = 2.0  # a short column that is not the last: dearer than none, cheaper than a loose paragraph or an orphan
FILL_LIMIT = 70.0  # a column filling dearer than this is never worth it
DESPERATE_COST = 1000.0  # a module that breaks the rules on column ends because nothing else goes in
LINES_UNDER_HEAD, LINES_BY_PICTURE = 4, 3  # body lines of each column in a module of several, at least
LINES_IN_COLUMNS = 5  # grid lines of such columns, at least
DEPTHS = 32  # grid lines: tables of fillings reach to a multiple of them
OVERRUN = 2  # grid lines that tables reach beyond the type area, for pages that may run over

_Wanted = TypeVar("_Wanted")


class _HeadedColumns(NamedTuple):
    """A module of some depth before its leaf is made."""

    cost: float
    head: Head
    pad: int
    body: FilledColumns


class Modules:
    """The leaf tables of one issue at one grid, each made once."""

    def __init__(
        self, brief: Brief, flows: Flows, heads: Heads, density: float = 0.0, known: Known | None = None
    ) -> None:
        """`density`: what a column line of head costs, so that heads which take less room are preferred."""
        self.known = known or Known(brief)
        self._tables: dict[Flow, dict[Hashable, Any]] = {}
        self._design = brief.design
        self._prices = brief.design.prices
        self._area = brief.area
        self._flows = flows
        self._heads = heads
        self._slots = Slots(brief, flows.blocks, heads)
        self._quotes = PullQuotes(brief)
        self._briefs = Briefs(brief, flows, self.known)
        self._reports = brief.edition.reports
        self._memory = brief.composer.memory
        self.density = density
        self._deepest = brief.area.lines + OVERRUN  # grid lines of the deepest modules in the tables

    def recall(self, flow: Flow, key: Hashable, make: Callable[[], _Wanted]) -> _Wanted:
        """What was found out about a flow alone at this grid, in this build or the last one, or is now."""
        tables = self._tables.get(flow)
        if tables is None:
            tables = self._tables[flow] = self.known.recall(("flow", flow, self.density), dict)
        return recall_in(tables, key, partial(self.known.made, make))

    def _filling(self, text: SetText, capacities: tuple[int, ...]) -> Filling | None:
        return self._memory.recall(
            ("filling", text.shape, capacities), lambda: fill(text.column_text, capacities, limit=FILL_LIMIT)
        )

    def _part_filling(self, text: SetText, capacities: tuple[int, ...]) -> Filling | None:
        return self._memory.recall(
            ("part filling", text.shape, capacities), lambda: fill_part(text.column_text, capacities, limit=FILL_LIMIT)
        )

    def part(self, flow: Flow, span: int, heights: Iterable[int], *, relaxed: bool) -> ModuleTable:
        """Modules of `span` base columns and exactly these depths after which the text goes on elsewhere.

        With `relaxed` the opening may leave less behind than the layout wishes.
        """
        if flow.members:
            return {}
        leaves = {height: self._part(flow, span, height, relaxed) for height in heights}
        return {height: (leaf,) for height, leaf in leaves.items() if leaf is not None}

    def least_stay(self, rows: int) -> float:
        """Rows that a report of so many must leave on its first page: its share, or half a page of a very long one."""
        jump = self._design.jump
        half = self._area.body_lines(1) * self._area.grid.columns / 2
        return max(jump.min_lines_stay, min(jump.min_share_stay * rows, half))

    def may_jump(self, flow: Flow) -> bool:
        """Whether a report is long enough to go on overleaf; a continuation may always."""
        return flow.part > 0 or flow.text.rows * self._area.measure_em >= self._design.jump.min_characters * 0.9

    def whole(self, flow: Flow, span: int, *, loose: bool) -> ModuleTable:
        """Modules of `span` base columns that hold all of `flow` within the depth of a page.

        For each depth the two cheapest whose heads differ in size. With `loose` heads may be given more white and
        text columns may leave the base columns.
        """
        return self.recall(flow, ("whole", span, loose), partial(self._whole, flow, span, loose))

    def _whole(self, flow: Flow, span: int, loose: bool) -> ModuleTable:
        if flow.members:
            return self._gathered(flow, span)
        if self._too_narrow(flow, span):
            return {}
        heads = self._heads.choices(flow.report, span, back=flow.part > 0)
        pads = range(1 + (WIDE_PADS if loose else PADS))
        best: dict[int, dict[Pt, _HeadedColumns]] = {}  # by height and size of the head
        shallow = self._giving_way(flow, span) or heads
        for body in self._bodies(flow, span, self._deepest - min(head.lines for head in heads), loose):
            for head, pad in product(shallow if self._is_shallow(flow, body.depth) else heads, pads):
                height = head.lines + pad + body.depth
                if height > self._deepest:
                    continue
                cost = body.cost + self._shape_cost(span, head, pad, height) + self._shallow_cost(flow, body)
                by_size = best.setdefault(height, {})
                if head.size not in by_size or cost < by_size[head.size].cost:
                    by_size[head.size] = _HeadedColumns(cost, head, pad, body)

        def leaf(way: _HeadedColumns) -> Leaf:
            return Leaf(
                flow=flow, span=span, head=way.head, pad=way.pad, body=way.body, cost=way.cost, floats=len(flow.floats)
            )

        return {
            height: tuple(map(leaf, sorted(by_size.values(), key=lambda way: way.cost)[:2]))
            for height, by_size in best.items()
        }

    def _giving_way(self, flow: Flow, span: int) -> tuple[Head, ...]:
        """Heads of the first report where it is too shallow to lead others: no larger than those of the second rank."""
        if not leads(flow) or len(self._reports) < 2:
            return ()
        largest = self._design.heads.sizes[:2][-1].over(span)[0]
        return self._heads.at(flow.report, span, largest=largest, lines=self._deepest)[:GIVING_WAY]

    def goes_on_a_page(self, flow: Flow) -> bool:
        """Whether a box of briefs goes on a page: the first one is opened by the lead, which is in no box."""
        room, columns = self._area.body_lines(2), self._area.grid.columns
        if sum(member.text.rows for member in flow.members) > room * columns:
            return False
        spans = range(1, columns + 1)
        return any(depth <= room for span in spans for depth in self._gathered(flow, span))

    def _gathered(self, flow: Flow, span: int) -> ModuleTable:
        """Boxes of these briefs over `span` base columns, within the depth of a page."""
        boxes = (box for box in self._briefs.boxes(flow, span) if box.depth <= self._deepest)
        return {box.depth: (briefs_leaf(flow, box, span, box.cost),) for box in boxes}

    @kept
    def _led(self, flow: Flow, span: int) -> Flow:
        """The lead with its first paragraph as a lead-in, over more than half of the page; else the same flow."""
        columns = self._area.grid.columns
        wide = columns > 1 and 2 * span > columns
        if not wide or not leads(flow) or is_brief(self._reports[flow.report], self._design.briefs):
            return flow
        return self._flows.led(flow)

    def _least_led(self, flow: Flow) -> int:
        """Grid lines that columns with a lead-in have at the least: a lead that gives way to another has none."""
        alone = len(self._reports) == 1 or flow.text.lead_in is None
        return 0 if alone else self._design.heads.lead_lines

    def _is_shallow(self, flow: Flow, depth: int) -> bool:
        """Whether the first of several reports has too little text under its head to lead."""
        return leads(flow) and len(self._reports) > 1 and depth < self._design.heads.lead_lines

    def _bodies(self, flow: Flow, span: int, most: int, loose: bool) -> Iterable[FilledColumns]:
        """As `_ways_to_fill`, with the lead-in of the flow; without where there is no way with it."""
        led = self._led(flow, span)
        least = self._least_led(led)
        found = [body for body in self._ways_to_fill(led, span, most, loose) if body.depth >= least]
        return found if found or led is flow else self._ways_to_fill(flow, span, most, loose)

    def _ways_to_fill(self, flow: Flow, span: int, most: int, loose: bool) -> Iterator[FilledColumns]:
        """Columns of at most `most` grid lines that hold all of `flow`: all depths, all ways to place its floats."""
        text_at = self._flows.text if flow.text.lead_in is None else self._flows.led_text
        for columns in self._area.text_columns(span) if loose else (span,):
            on_grid = columns == span
            if not on_grid and flow.part:
                continue
            measure = self._area.text_measure(span, columns)
            text = flow.text if on_grid else text_at(flow.report, measure)
            if text.rows > columns * most:
                continue
            plans = self._slots.plans(flow, columns, measure, len(flow.floats))
            for slots in (way for plan in plans for way in self._quotes.ways(flow, text, plan, measure)):
                fixed = slots.cost + (0.0 if on_grid else self._prices.off_grid)
                # one table for the pages of all leadings: they differ in depth by a few lines
                deepest = DEPTHS * ceil(most / DEPTHS)
                key = ("fillings", text.shape, columns, slots, deepest)
                for filled in self._memory.recall(key, partial(self._fillings, text, columns, slots, deepest)):
                    body = filled._replace(text=text)  # which may have been found for other words
                    quoted = self._quotes.placed(flow, text, slots, body.capacities, body.filling, measure)
                    if body.depth > most or quoted is None:
                        continue
                    rows = zip(body.capacities, body.blocked, strict=True)
                    short = sum(capacity + taken < body.depth for capacity, taken in rows)
                    cost = fixed + body.filling.cost + MISSING_LINE * short + _depth_cost(columns, body.depth)
                    yield body._replace(cost=cost + quoted.cost, slots=quoted.slots)

    def _fillings(self, text: SetText, columns: int, slots: SlotPlan, most: int) -> tuple[FilledColumns, ...]:
        """For every depth that can be filled exactly, the cheapest filling."""
        blocked = slots.blocked
        span = row_range(text.items, columns)
        fewest = max(span.fewest, floor((span.usual - span.swallowed) * 0.975) - 1)
        longest = min(span.most, ceil(span.usual * 1.035) + 1 + span.slack)
        found: dict[int, FilledColumns] = {}
        for rows in range(fewest, longest + 1):
            depth = ceil((rows + sum(blocked)) / columns)
            if depth > most:
                break
            short = depth * columns - rows - sum(blocked)
            for shorter, extra in _arrangements(columns, short):
                capacities = _capacities(depth, slots, shorter)
                filling = self._filling(text, capacities) if capacities else None
                if capacities is None or filling is None:
                    continue
                cost = filling.cost + MISSING_LINE * short + extra
                if depth not in found or cost < found[depth].cost:
                    dearer = filling._replace(cost=filling.cost + extra)
                    found[depth] = FilledColumns(
                        depth=depth, capacities=capacities, slots=slots, text=text, filling=dearer, cost=cost
                    )
                if filling.cost + extra <= EARLY_SHORT:  # others are no cheaper
                    break
        return tuple(found.values())

    def _part(self, flow: Flow, span: int, height: int, relaxed: bool) -> Leaf | None:
        """A module of exactly this depth that ends in a jump line: the cheaper one under the two best heads.

        With the lead-in of the flow, or without where there is no way with it.
        """
        return self.recall(flow, ("part", span, height, relaxed), partial(self._parted, flow, span, height, relaxed))

    def _parted(self, flow: Flow, span: int, height: int, relaxed: bool) -> Leaf | None:
        if self._too_narrow(flow, span):
            return None
        heads = self._heads.choices(flow.report, span, back=flow.part > 0)[:PART_HEADS]
        for either in dict.fromkeys((self._led(flow, span), flow)):
            leaves = (self._part_under(head, either, span, height, relaxed) for head in heads)
            if found := [leaf for leaf in leaves if leaf is not None]:
                return min(found, key=lambda leaf: leaf.cost)._replace(flow=flow)
        return None

    def _part_under(self, head: Head, flow: Flow, span: int, height: int, relaxed: bool) -> Leaf | None:
        """The first arrangement under this head, by wish: little white before much, floats beside their text."""
        counts = _float_counts(flow, span * (height - head.lines))
        for pad, floats in product(range(PART_PADS + 1), counts):
            body = self._part_columns(flow, span, height - head.lines - pad, floats, relaxed)
            if body is not None:
                cost = self._prices.jump + body.cost + self._shape_cost(span, head, pad, height)
                cost += self._shallow_cost(flow, body)
                return Leaf(flow=flow, span=span, head=head, pad=pad, body=body, cost=cost, jumps=True, floats=floats)
        return None

    @kept  # several heads and heights leave the columns one depth
    def _part_columns(self, flow: Flow, span: int, depth: int, floats: int, relaxed: bool) -> FilledColumns | None:
        """Columns that the beginning of `flow` fills beside so many floats, the last with room for the jump line."""
        jump, text = self._design.jump, flow.text
        if depth < max(LINES_IN_COLUMNS, self._least_led(flow)) or (not relaxed and self._is_shallow(flow, depth)):
            return None
        least = 0.0 if flow.part or relaxed else self.least_stay(text.rows)
        plans = self._slots.plans(flow, span, self._area.measure, floats, jumps=True)
        ways = (way for plan in plans for way in self._quotes.ways(flow, text, plan, self._area.measure, depth))
        for slots in ways:
            stay = span * depth - 1 - slots.rows
            if not least <= stay <= text.rows - jump.min_lines_go + 1:
                continue
            capacities = _capacities(depth, slots, (span - 1,))
            filling = self._part_filling(text, capacities) if capacities else None
            if capacities is None or filling is None or rows_left(text.column_text, filling) < jump.min_lines_go:
                continue
            quoted = self._quotes.placed(flow, text, slots, capacities, filling, self._area.measure)
            if quoted is None:
                continue
            cost = filling.cost + slots.cost + quoted.cost + _depth_cost(span, depth)
            return FilledColumns(
                depth=depth, capacities=capacities, slots=quoted.slots, text=text, filling=filling, cost=cost
            )
        return None

    def at_any_cost(self, flow: Flow, most: int) -> Leaf | None:
        """Some module of `flow` in at most `most` grid lines, however poor its column ends.

        The whole if it goes in, else a part with as many floats as stand beside it; pictures are made lower when
        nothing else helps.
        """
        if flow.members:
            return None
        count = len(flow.floats)
        ways = ((count, True), *((number, False) for number in range(count, -1, -1)))
        spans = range(self._area.grid.columns, 0, -1)
        for step, (floats, whole), span in product((0, -3, -6, -9, -12), ways, spans):
            slots = self._slots.stacked(flow, floats, span, self._area.measure, step)
            if slots is None:
                continue
            head = min(self._heads.choices(flow.report, span, back=flow.part > 0), key=lambda head: head.lines)
            ways_to_fill = self._forced(flow, span, most - head.lines, slots, whole, left=count - floats)
            body = next(ways_to_fill, None)
            if body is not None:
                cost = DESPERATE_COST
                return Leaf(
                    flow=flow, span=span, head=head, pad=0, body=body, cost=cost, jumps=not whole, floats=floats
                )
        return None

    def _forced(
        self, flow: Flow, span: int, most: int, slots: tuple[ModuleSlot, ...], whole: bool, left: int
    ) -> Iterator[FilledColumns]:
        """The deepest columns beside these floats that can be filled at all; `left`: floats for later parts."""
        plan = slot_plan(slots, 0.0, span)
        text, blocked = flow.text, plan.blocked
        for depth in range(most, max(blocked) - 1, -1):
            # of a whole report any number of last columns may be short; of a part the last one holds the jump line
            for short in range(span) if whole else (1,):
                capacities = _capacities(depth, plan, range(span - short, span))
                if capacities is None:
                    continue
                filling = (fill if whole else fill_part)(text.column_text, capacities)
                if filling is not None and (whole or left or rows_left(text.column_text, filling)):
                    yield FilledColumns(
                        depth=depth, capacities=capacities, slots=plan, text=text, filling=filling, cost=0.0
                    )
        if whole or not slots or max(blocked) >= most:
            return
        # floats alone, the jump line below them
        nothing = Filling(cost=0.0, chosen=())
        yield FilledColumns(
            depth=max(blocked) + 1, capacities=(0,) * span, slots=plan, text=text, filling=nothing, cost=0.0
        )

    def _too_narrow(self, flow: Flow, span: int) -> bool:
        """The lead spans two base columns at least, unless no wider module holds it."""
        if not leads(flow) or span > 1 or self._area.grid.columns == 1:
            return False
        wider = range(2, self._area.grid.columns + 1)
        return flow.text.rows > 2 * self._deepest or any(self.whole(flow, other, loose=False) for other in wider)

    def _shallow_cost(self, flow: Flow, body: FilledColumns) -> float:
        """What a lead costs that has too little text under its head to lead."""
        return self._prices.shallow_lead * max(0, self._design.heads.lead_lines - body.depth) if leads(flow) else 0.0

    def _shape_cost(self, span: int, head: Head, pad: int, height: int) -> float:
        """What a head over so many base columns, the white that it is given and the module's proportions cost."""
        cost = head.cost + PAD_COST * pad * pad * span
        cost += self.density * (head.lines + pad) * span
        ratio = self._area.span_width(span) / (height * self._area.grid.leading)
        return cost + ASPECT_COST * log(max(1.0, ASPECT_MIN / ratio, ratio / ASPECT_MAX))


def leads(flow: Flow) -> bool:
    """Whether this is the opening of the lead, the first report."""
    return flow.report == 0 and flow.part == 0 and not flow.members


def _float_counts(flow: Flow, rows: int) -> Sequence[int]:
    """How many floats to try beside a part of so many rows: those of its text first, then fewer, then more."""
    count = len(flow.floats)
    own = sum(before < rows for before in flow.before)
    wished = (own, own - 1, own + 1, 0)
    return tuple(dict.fromkeys(number for number in wished if 0 <= number <= count))


def _arrangements(columns: int, short: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Which columns may be the short ones, and what that costs: the last ones, then any others."""
    last = tuple(range(columns - short, columns))
    yield last, 0.0
    for others in combinations(range(columns), short):
        if others != last:
            yield others, EARLY_SHORT


def _capacities(depth: int, slots: SlotPlan, shorter: Container[int]) -> tuple[int, ...] | None:
    """Rows for text of columns so deep, those in `shorter` a row less; None where one is too short.

    That is under a head or beside a float; floats may fill a column alone, a pull quote may not.
    """
    rows = tuple(depth - taken - (column in shorter) for column, taken in enumerate(slots.blocked))
    if len(rows) == 1:
        return rows if rows[0] >= slots.least[0] else None
    enough = depth >= LINES_IN_COLUMNS and all(
        capacity >= (LINES_BY_PICTURE if taken else LINES_UNDER_HEAD) or (capacity == 0 and not least)
        for capacity, taken, least in zip(rows, slots.blocked, slots.least, strict=True)
    )
    return rows if enough else None


def _depth_cost(columns: int, depth: int) -> float:
    soft = NARROW_DEPTH_SOFT if columns == 1 else DEPTH_SOFT
    return DEPTH_LINE_COST * max(0, depth - soft)
