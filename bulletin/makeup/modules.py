"""Every way to make one report a rectangle: how deep it becomes over one to four base columns, and at what cost.

A table gives for each total depth in grid lines the cheapest module of that depth: head size and rows, white in the
head, number of text columns, picture depths and the exact filling of the columns. A depth that is missing from the
table cannot be filled exactly. The rules that a module must keep are those of docs/typesetting.md, Modules and trees.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from math import ceil, floor, log
from typing import NamedTuple, TypeAlias

from bulletin.makeup.brief import Brief
from bulletin.makeup.columns import MISSING_LINE, Filling, column_text, fill, fill_part, rest_of, row_range
from bulletin.makeup.flows import Flow, Flows, SetText
from bulletin.makeup.headlines import Head, Heads
from bulletin.makeup.slots import ModuleSlot, SlotPlan, Slots, blocked_rows
from bulletin.model.design import FillerDesign

# Costs, chosen on random issues unless said otherwise; docs/typesetting.md, Modules and trees, weighs them up.
PADS, WIDE_PADS = 2, 4  # lines of white that a head may be given; the wider when nothing else closes the page
PAD_COST = 2.0  # times the square of the lines and the span: 4 and 16 for a head over two columns
PART_PADS = 2  # lines of white that the head of a report that goes on overleaf may be given
PART_HEADS = 2  # heads tried for such a report
FULL_WIDTH_COST = 12.0  # a page of banners one under another is dull; chosen by eye on random issues
OFF_GRID_COST = 6.0  # text columns wider than the base column
ASPECT_COST, ASPECT_MIN, ASPECT_MAX = 25.0, 0.55, 2.6  # of width to height: modules neither towers nor ribbons
DEPTH_SOFT, NARROW_DEPTH_SOFT, DEPTH_LINE_COST = 60, 45, 2.0  # lines of a column, and of a lone one, that read well
FILLER_COST = 45.0
JUMP_COST = 90.0
EARLY_SHORT = 2.0  # a short column that is not the last: dearer than none, cheaper than a loose paragraph or an orphan
FILL_LIMIT = 70.0  # a column filling dearer than this is never worth it
DESPERATE_COST = 1000.0  # a module that breaks the rules on column ends because nothing else goes in
LINES_UNDER_HEAD, LINES_BY_PICTURE = 4, 3  # body lines of each column in a module of several, at least
OVERRUN = 2  # grid lines that tables reach beyond the type area, for pages that may run over
LINES_IN_COLUMNS = 5  # grid lines of such columns, at least


class FilledColumns(NamedTuple):
    """The text columns of a module: what blocks them and what fills them."""

    columns: int
    depth: int  # grid lines
    capacities: tuple[int, ...]  # rows that each column has for text
    slots: SlotPlan
    text: SetText
    filling: Filling
    cost: float

    def blocked(self, column: int) -> int:
        """Grid rows that pictures and quotes take of a column."""
        return blocked_rows(self.slots.slots, column)


class Leaf(NamedTuple):
    """One module, decided: everything but where on the page it stands."""

    flow: Flow
    span: int
    head: Head
    pad: int
    body: FilledColumns
    cost: float
    jumps: bool = False  # the text goes on elsewhere
    pictures: int = 0  # of the flow's pictures, how many stand here

    @property
    def height(self) -> int:
        """Grid lines of the whole module."""
        return self.head.lines + self.pad + self.body.depth

    @property
    def quoted(self) -> bool:
        """Whether the pull quote stands here."""
        return self.body.slots.quoted


ModuleTable: TypeAlias = dict[int, tuple[Leaf, ...]]  # total depth -> cheapest modules, of differing head sizes


class Modules:
    """The leaf tables of one issue at one grid, each made once."""

    def __init__(self, brief: Brief, flows: Flows, heads: Heads, density: float = 0.0) -> None:
        """`density`: what a column line of head costs, so that heads which take less room are preferred."""
        self._design = brief.design
        self._area = brief.area
        self._flows = flows
        self._heads = heads
        self._slots = Slots(brief)
        self._density = density
        self._whole: dict[tuple[Flow, int, bool], ModuleTable] = {}
        self._filled: dict[tuple[SetText, tuple[int, ...]], Filling | None] = {}

    def whole(self, flow: Flow, span: int, *, loose: bool = False) -> ModuleTable:
        """Modules of `span` base columns that hold all of `flow` within the depth of a page.

        With `loose` heads may be given more white and text columns may leave the base columns.
        """
        key = (flow, span, loose)
        if key not in self._whole:
            self._whole[key] = self._find_whole(flow, span, loose)
        return self._whole[key]

    def part(self, flow: Flow, span: int, heights: Iterable[int], *, relaxed: bool = False) -> ModuleTable:
        """Modules of `span` base columns and exactly these depths after which the text goes on elsewhere.

        With `relaxed` the opening may leave less behind than the layout wishes.
        """
        table: ModuleTable = {}
        for height in heights:
            leaf = self._part(flow, span, height, relaxed)
            if leaf is not None:
                table[height] = (leaf,)
        return table

    def least_stay(self, rows: int) -> float:
        """Rows that a report of so many must leave on its first page: its share, or half a page of a very long one."""
        jump = self._design.jump
        half = self._area.body_lines(1) * self._area.grid.columns / 2
        return max(jump.min_lines_stay, min(jump.min_share_stay * rows, half))

    def at_any_cost(self, flow: Flow, most: int) -> Leaf | None:
        """Some module of `flow` in at most `most` grid lines, however poor its column ends.

        The whole if it goes in, else a part with as many pictures as stand beside it; pictures are made lower when
        nothing else helps.
        """
        count = len(flow.pictures)
        ways = ((count, True), *((number, False) for number in range(count, -1, -1)))
        spans = range(self._area.grid.columns, 0, -1)
        for step, (pictures, whole), span in product((0, -3, -6, -9, -12), ways, spans):
            slots = self._slots.pictures(flow.portrait, flow.pictures[:pictures], span, step, shrink=True)
            leaf = self._forced(flow, span, most, slots or (), whole=whole)
            if leaf is not None:
                return leaf._replace(pictures=pictures)
        return None

    @property
    def deepest(self) -> int:
        """Grid lines of the deepest modules in the tables."""
        return self._area.lines + OVERRUN

    def _find_whole(self, flow: Flow, span: int, loose: bool) -> ModuleTable:
        """For each depth the two cheapest modules whose heads differ in size."""
        if self._too_narrow(flow, span):
            return {}
        heads = self._heads.choices(flow.report, span, back=flow.part > 0)
        pads = range(1 + (WIDE_PADS if loose else PADS))
        best: dict[int, dict[float, Leaf]] = {}
        for body in self._bodies(flow, span, self.deepest - min(head.lines for head in heads), loose):
            for head, pad in product(heads, pads):
                height = head.lines + pad + body.depth
                if height > self.deepest:
                    continue
                cost = body.cost + self._head_cost(flow, span, head, pad) + self._aspect_cost(span, height)
                by_size = best.setdefault(height, {})
                if head.size not in by_size or cost < by_size[head.size].cost:
                    by_size[head.size] = Leaf(
                        flow=flow, span=span, head=head, pad=pad, body=body, cost=cost, pictures=len(flow.pictures)
                    )
        return {
            height: tuple(sorted(by_size.values(), key=lambda leaf: leaf.cost)[:2]) for height, by_size in best.items()
        }

    def _bodies(self, flow: Flow, span: int, most: int, loose: bool) -> Iterator[FilledColumns]:
        """Columns of at most `most` grid lines that hold all of `flow`: all depths, all ways to place its pictures."""
        for columns in self._area.text_columns(span) if loose else (span,):
            on_grid = columns == span
            if not on_grid and flow.part:
                continue
            text = flow.text if on_grid else self._flows.text(flow.report, self._area.text_measure(span, columns))
            if text.rows > columns * most:
                continue
            for slots in self._slots.plans(flow, columns, len(flow.pictures)):
                fixed = slots.cost + (0.0 if on_grid else OFF_GRID_COST)
                for depth, (capacities, filling) in self._fillings(text, columns, slots.slots, most).items():
                    short = sum(
                        capacity + blocked_rows(slots.slots, column) < depth
                        for column, capacity in enumerate(capacities)
                    )
                    yield FilledColumns(
                        columns=columns,
                        depth=depth,
                        capacities=capacities,
                        slots=slots,
                        text=text,
                        filling=filling,
                        cost=fixed + filling.cost + MISSING_LINE * short + _depth_cost(columns, depth),
                    )

    def _fillings(
        self, text: SetText, columns: int, slots: tuple[ModuleSlot, ...], most: int
    ) -> dict[int, tuple[tuple[int, ...], Filling]]:
        """For every depth that can be filled exactly, the column capacities of the cheapest filling, and it."""
        blocked = tuple(blocked_rows(slots, column) for column in range(columns))
        span = row_range(text.items, columns)
        fewest = max(span.fewest, floor((span.usual - span.swallowed) * 0.975) - 1)
        longest = min(span.most, ceil(span.usual * 1.035) + 1)
        best: dict[int, float] = {}
        found: dict[int, tuple[tuple[int, ...], Filling]] = {}
        for rows in range(fewest, longest + 1):
            depth = ceil((rows + sum(blocked)) / columns)
            if depth > most:
                break
            short = depth * columns - rows - sum(blocked)
            for shorter, extra in _arrangements(columns, short):
                capacities = tuple(depth - blocked[column] - (column in shorter) for column in range(columns))
                filling = self._filling(text, capacities) if _deep_enough(capacities, blocked, depth) else None
                if filling is None:
                    continue
                cost = filling.cost + MISSING_LINE * short + extra
                if depth not in best or cost < best[depth]:
                    best[depth] = cost
                    found[depth] = capacities, filling._replace(cost=filling.cost + extra)
                if filling.cost <= extra:
                    break
        return found

    def _filling(self, text: SetText, capacities: tuple[int, ...]) -> Filling | None:
        key = (text, capacities)
        if key not in self._filled:
            self._filled[key] = fill(text.column_text, capacities, limit=FILL_LIMIT)
        return self._filled[key]

    def _part(self, flow: Flow, span: int, height: int, relaxed: bool) -> Leaf | None:
        """A module of exactly this depth that ends in a jump line.

        For each of the two best heads the first arrangement that can be filled, tried in the order of `_wishes`;
        of the two the cheaper.
        """
        if self._too_narrow(flow, span):
            return None
        heads = self._heads.choices(flow.report, span, back=flow.part > 0)[:PART_HEADS]
        leaves = (self._part_under(head, flow, span, height, relaxed) for head in heads)
        return min((leaf for leaf in leaves if leaf is not None), key=lambda leaf: leaf.cost, default=None)

    def _part_under(self, head: Head, flow: Flow, span: int, height: int, relaxed: bool) -> Leaf | None:
        """The first arrangement under this head, by wish: little white before much, many pictures before few."""
        most_pictures = min(len(flow.pictures), span)
        for pad, pictures in product(range(PART_PADS + 1), range(most_pictures, -1, -1)):
            depth = height - head.lines - pad
            if depth < LINES_IN_COLUMNS:
                return None
            for slots in self._slots.plans(flow, span, pictures):
                body = self._part_columns(flow, span, depth, slots, relaxed)
                if body is not None:
                    cost = JUMP_COST + body.cost + self._head_cost(flow, span, head, pad)
                    cost += self._aspect_cost(span, height)
                    return Leaf(
                        flow=flow, span=span, head=head, pad=pad, body=body, cost=cost, jumps=True, pictures=pictures
                    )
        return None

    def _part_columns(self, flow: Flow, span: int, depth: int, slots: SlotPlan, relaxed: bool) -> FilledColumns | None:
        """Columns that the beginning of `flow` fills, the last one with room for the jump line."""
        jump = self._design.jump
        blocked = tuple(blocked_rows(slots.slots, column) for column in range(span))
        capacities = tuple(depth - blocked[column] - (column == span - 1) for column in range(span))
        if not _deep_enough(capacities, blocked, depth):
            return None
        stay = sum(capacities)
        if flow.text.rows - stay < jump.min_lines_go - 1:
            return None
        if flow.part == 0 and not relaxed and stay < self.least_stay(flow.text.rows):
            return None
        filling = fill_part(flow.text.column_text, capacities, limit=FILL_LIMIT)
        if filling is None or _rows_left(flow.text, filling) < jump.min_lines_go:
            return None
        return FilledColumns(
            columns=span,
            depth=depth,
            capacities=capacities,
            slots=slots,
            text=flow.text,
            filling=filling,
            cost=filling.cost + slots.cost + _depth_cost(span, depth),
        )

    def _too_narrow(self, flow: Flow, span: int) -> bool:
        """The lead spans two base columns at least, unless no wider module holds it."""
        if not _leads(flow) or span > 1 or self._area.grid.columns == 1:
            return False
        wider = range(2, self._area.grid.columns + 1)
        return flow.text.rows > 2 * self.deepest or any(self.whole(flow, other) for other in wider)

    def _forced(self, flow: Flow, span: int, most: int, slots: tuple[ModuleSlot, ...], *, whole: bool) -> Leaf | None:
        """The deepest module of these pictures that can be filled at all."""
        head = min(self._heads.choices(flow.report, span, back=flow.part > 0), key=lambda head: head.lines)
        blocked = tuple(blocked_rows(slots, column) for column in range(span))
        for depth in range(most - head.lines, max(blocked) - 1, -1):
            # of a whole report any number of last columns may be short; of a part the last one holds the jump line
            for short in range(span) if whole else (1,):
                capacities = tuple(depth - blocked[column] - (column >= span - short) for column in range(span))
                if not _deep_enough(capacities, blocked, depth):
                    continue
                filling = (fill if whole else fill_part)(flow.text.column_text, capacities)
                if filling is None or not (whole or _rows_left(flow.text, filling)):
                    continue
                body = FilledColumns(
                    columns=span,
                    depth=depth,
                    capacities=capacities,
                    slots=SlotPlan(slots=slots, cost=0.0),
                    text=flow.text,
                    filling=filling,
                    cost=DESPERATE_COST,
                )
                return Leaf(flow=flow, span=span, head=head, pad=0, body=body, cost=DESPERATE_COST, jumps=not whole)
        return None

    def _head_cost(self, flow: Flow, span: int, head: Head, pad: int) -> float:
        """What a head costs over so many base columns, with the white that it is given."""
        banner = not _leads(flow) and span == self._area.grid.columns > 2
        cost = head.cost + PAD_COST * pad * pad * span + (FULL_WIDTH_COST if banner else 0.0)
        return cost + self._density * (head.lines + pad) * span

    def _aspect_cost(self, span: int, height: int) -> float:
        ratio = self._area.span_width(span) / (height * self._area.grid.leading)
        if ratio < ASPECT_MIN:
            return ASPECT_COST * log(ASPECT_MIN / ratio)
        return ASPECT_COST * log(ratio / ASPECT_MAX) if ratio > ASPECT_MAX else 0.0


def _leads(flow: Flow) -> bool:
    """Whether this is the opening of the lead, the first report."""
    return flow.report == 0 and flow.part == 0


_NO_COLUMNS = SlotPlan(slots=(), cost=0.0)
_NO_TEXT = SetText(paragraphs=(), column_text=column_text(()), rows=0)
FILLER = Flow(report=-1, part=0, text=_NO_TEXT, pictures=(), portrait=None, quote="")


def is_filler(leaf: Leaf) -> bool:
    """Whether a leaf is no report but 补白."""
    return leaf.flow is FILLER


def filler_table(design: FillerDesign, span: int, most: int) -> ModuleTable:
    """Boxes of `span` base columns and at most `most` grid lines that a filler may take."""
    return {depth: (_filler(depth, span),) for depth in range(design.lines_min, min(design.lines_max, most) + 1)}


def _filler(depth: int, span: int) -> Leaf:
    body = FilledColumns(
        columns=0,
        depth=depth,
        capacities=(),
        slots=_NO_COLUMNS,
        text=_NO_TEXT,
        filling=Filling(cost=0.0, chosen=()),
        cost=0.0,
    )
    head = Head(size=0.0, rows=0, lines=0, cost=0.0)
    return Leaf(flow=FILLER, span=span, head=head, pad=0, body=body, cost=FILLER_COST + depth * span)


def white_rows(leaf: Leaf) -> float:
    """White inside a module, in grid lines of a base column: the padded head and short columns."""
    if is_filler(leaf):
        return 0.0
    body = leaf.body
    blocked = sum(body.blocked(column) for column in range(body.columns)) + leaf.jumps
    short = body.columns * body.depth - sum(body.capacities) - blocked
    return leaf.pad * leaf.span + short * leaf.span / body.columns


def _arrangements(columns: int, short: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Which columns may be the short ones, and what that costs: the last ones, then any others."""
    last = tuple(range(columns - short, columns))
    yield last, 0.0
    for others in combinations(range(columns), short):
        if others != last:
            yield others, EARLY_SHORT


def _deep_enough(capacities: Sequence[int], blocked: Sequence[int], depth: int) -> bool:
    """Whether no column is too short under a head or beside a picture; a picture may fill a column alone."""
    if len(capacities) == 1:
        return capacities[0] >= 1
    return depth >= LINES_IN_COLUMNS and all(
        capacity >= (LINES_BY_PICTURE if taken else LINES_UNDER_HEAD) or (capacity == 0 and taken > 0)
        for capacity, taken in zip(capacities, blocked, strict=True)
    )


def _depth_cost(columns: int, depth: int) -> float:
    soft = NARROW_DEPTH_SOFT if columns == 1 else DEPTH_SOFT
    return DEPTH_LINE_COST * max(0, depth - soft)


def _rows_left(text: SetText, filling: Filling) -> int:
    """Grid rows of a text that a part leaves for later."""
    return row_range(rest_of(text.items, filling), 1).usual
