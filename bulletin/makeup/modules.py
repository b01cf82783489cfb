"""Every way to make one report a rectangle: how deep it becomes over one to four base columns, and at what cost.

A table gives for each total depth in grid lines the cheapest module of that depth: head size and rows, white in the
head, number of text columns, picture depths and the exact filling of the columns (makeup.md §9, step 1). A depth
that is missing from the table cannot be met exactly.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import ceil, floor, log
from typing import Literal, NamedTuple, TypeAlias

from bulletin.compose.composer import Composer
from bulletin.makeup.columns import MISSING_LINE, Filling, fill
from bulletin.makeup.flows import Flow, Flows, Text
from bulletin.makeup.grid import Frame
from bulletin.makeup.headlines import Head, Heads
from bulletin.model.design import Design, FillerDesign, SlotDesign
from bulletin.model.edition import Edition, Paragraph, Picture, Run
from bulletin.model.galley import Galley

# Costs of makeup.md §9.1 unless said otherwise.
PADS, WIDE_PADS = 2, 4  # lines of white that a head may be given; the wider when nothing else closes the page
PAD_COST = 2.0  # times the square of the lines and the span: 4 and 16 for a head over two columns
FULL_WIDTH_COST = 12.0  # a page of banners one under another is dull; chosen by eye on random issues
OFF_GRID_COST = 6.0
PICTURE_LINE_COST = 2.0
QUOTE_LEFT_OUT = 14.0  # the editor asked for it: leaving it out costs what §7 charges for putting it in
ASPECT_COST, ASPECT_MIN, ASPECT_MAX = 25.0, 0.55, 2.6
DEPTH_SOFT, NARROW_DEPTH_SOFT, DEPTH_LINE_COST = 60, 45, 2.0  # makeup.md §3, rule 5
FILLER_COST = 45.0  # makeup.md §7
JUMP_COST = 90.0  # makeup.md §8
EARLY_SHORT = 2.0  # a short column that is not the last: dearer than none, cheaper than a loose paragraph or an orphan
FILL_LIMIT = 70.0  # a column filling dearer than this is never worth it
LINES_UNDER_HEAD, LINES_IN_COLUMNS, LINES_BY_PICTURE = 4, 5, 3  # makeup.md §3, rules 5 and 7
LEAST_PICTURE = 4  # grid lines under which a picture shows nothing
PICTURE_STEPS = (0, -1, 1, -2, 2)  # makeup.md §6, step 3

SlotKind: TypeAlias = Literal["portrait", "landscape", "full", "quote"]


class Slot(NamedTuple):
    """A picture or pull quote in a module: text columns and grid lines from the columns' head."""

    kind: SlotKind
    picture: Picture | None
    first: int
    columns: int
    top: int
    lines: int
    caption_lines: int = 0


class Leaf(NamedTuple):
    """One module, decided: everything but where on the page it stands."""

    flow: Flow
    span: int
    columns: int
    head: Head
    pad: int
    depth: int  # grid lines of the columns
    capacities: tuple[int, ...]  # text lines of each column
    slots: tuple[Slot, ...]
    texts: tuple[Text, ...]
    filling: Filling
    cost: float
    jumps: bool = False  # the text goes on elsewhere
    pictures: int = 0  # of the flow's pictures, how many stand here
    quoted: bool = False

    @property
    def height(self) -> int:
        """Grid lines of the whole module."""
        return self.head.lines + self.pad + self.depth


Table: TypeAlias = dict[int, tuple[Leaf, ...]]  # total depth -> cheapest modules, of differing head sizes


class Modules:
    """The leaf tables of one issue at one grid; asking twice is free."""

    def __init__(
        self,
        edition: Edition,
        design: Design,
        frame: Frame,
        composer: Composer,
        flows: Flows,
        heads: Heads,
        density: float = 0.0,
    ) -> None:
        self._edition = edition
        self._design = design
        self._frame = frame
        self._composer = composer
        self._flows = flows
        self._heads = heads
        self._density = density
        self._lead = 0  # the first report: makeup.md §3, rule 6
        self._whole: dict[tuple[int, int, int, int, bool], Table] = {}
        self._flow_keys: dict[int, Flow] = {}  # keeps flows alive, so that their ids stay theirs
        self._lines: dict[int, int] = {}
        self._filled: dict[tuple[int, tuple[int, ...]], Filling | None] = {}

    def whole(self, flow: Flow, span: int, most: int, *, loose: bool = False) -> Table:
        """Modules of `span` base columns that hold all of `flow` in at most `most` grid lines."""
        self._flow_keys[id(flow)] = flow
        key = (id(flow), span, most, 0, loose)
        if key not in self._whole:
            self._whole[key] = self._find_whole(flow, span, most, loose)
        return self._whole[key]

    def part(self, flow: Flow, span: int, heights: Iterable[int], *, relaxed: bool = False) -> Table:
        """Modules of `span` base columns and exactly these depths after which the text goes on elsewhere."""
        table: Table = {}
        for height in heights:
            leaf = self._part(flow, span, height, relaxed)
            if leaf is not None:
                table[height] = (leaf,)
        return table

    def _find_whole(self, flow: Flow, span: int, most: int, loose: bool) -> Table:
        best: dict[int, dict[float, Leaf]] = {}
        pads = tuple(PAD_COST * pad * pad * span for pad in range(1 + (WIDE_PADS if loose else PADS)))
        back = flow.part > 0
        heads = self._heads.choices(flow.report, span, back=back)
        shallowest = min(head.lines for head in heads)
        if self._too_narrow(flow, span):
            return {}
        fixed = self._fixed_cost(flow, span)
        for columns in self._frame.text_columns(span) if loose else (span,):
            if columns != span and flow.part:
                continue
            measure = self._frame.text_measure(span, columns)
            texts = flow.texts if columns == span else self._flows.texts(flow.report, measure)
            normal = sum(text.item.options[0].lines for text in texts)
            if normal > columns * (most - shallowest):
                continue
            for slots, extra in self._slot_plans(flow, columns, len(flow.pictures), loose):
                cost = extra + fixed + (OFF_GRID_COST if columns != span else 0.0)
                for depth, capacities, filling in self._fillings(texts, normal, columns, slots, most - shallowest):
                    short = sum(1 for column, text in enumerate(capacities) if _blocked(slots, column) + text < depth)
                    body = cost + filling.cost + MISSING_LINE * short + _depth_cost(columns, depth)
                    quoted = any(slot.kind == "quote" for slot in slots)
                    for head in heads:
                        for pad, pad_cost in enumerate(pads):
                            height = head.lines + pad + depth
                            if height > most:
                                break
                            total = body + head.cost + pad_cost + self._aspect_cost(span, height)
                            total += self._density * (head.lines + pad) * span
                            sizes = best.setdefault(height, {})
                            known = sizes.get(head.size)
                            if known is None or total < known.cost:
                                sizes[head.size] = Leaf(
                                    flow, span, columns, head, pad, depth, capacities, slots, texts, filling, total,
                                    pictures=len(flow.pictures), quoted=quoted,
                                )  # fmt: skip
        return {height: tuple(sorted(sizes.values(), key=lambda leaf: leaf.cost)[:2]) for height, sizes in best.items()}

    def _fillings(
        self, texts: tuple[Text, ...], normal: int, columns: int, slots: tuple[Slot, ...], most: int
    ) -> list[tuple[int, tuple[int, ...], Filling]]:
        """For every depth that can be met, the cheapest exact filling with its column capacities."""
        items = tuple(text.item for text in texts)
        blocked = tuple(_blocked(slots, column) for column in range(columns))
        fewest = max(sum(item.fewest for item in items), floor(normal * 0.975) - 1)
        longest = min(sum(item.most for item in items), ceil(normal * 1.035) + 1)
        found: dict[int, tuple[float, tuple[int, ...], Filling]] = {}
        for lines in range(fewest, longest + 1):
            depth = -(-(lines + sum(blocked)) // columns)
            if depth > most:
                break
            short = depth * columns - lines - sum(blocked)
            for shorter, extra in _arrangements(columns, short):
                capacities = tuple(depth - blocked[column] - (column in shorter) for column in range(columns))
                if not _deep_enough(capacities, blocked, columns, depth):
                    continue
                key = (id(texts), capacities)
                if key not in self._filled:
                    self._filled[key] = fill(items, capacities, limit=FILL_LIMIT)
                filling = self._filled[key]
                if filling is None:
                    continue
                cost = filling.cost + MISSING_LINE * short + extra
                if depth not in found or cost < found[depth][0]:
                    found[depth] = (cost, capacities, filling._replace(cost=filling.cost + extra))
                if filling.cost <= extra:
                    break
        return [(depth, capacities, filling) for depth, (_, capacities, filling) in found.items()]

    def _lines_of(self, flow: Flow) -> int:
        """`flow.lines`, counted once."""
        self._flow_keys[id(flow)] = flow
        if id(flow) not in self._lines:
            self._lines[id(flow)] = flow.lines
        return self._lines[id(flow)]

    def _part(self, flow: Flow, span: int, height: int, relaxed: bool) -> Leaf | None:
        """The cheapest module of exactly this depth that ends in a jump line."""
        jump = self._design.jump
        all_lines = self._lines_of(flow)
        if self._too_narrow(flow, span):
            return None
        heads = self._heads.choices(flow.report, span, back=flow.part > 0)
        held = min(len(flow.pictures), span)
        best: Leaf | None = None
        for head in heads[:2]:
            for pad in range(3):
                depth = height - head.lines - pad
                if depth < LINES_IN_COLUMNS:
                    break
                for pictures in range(held, -1, -1):
                    for slots, extra in self._slot_plans(flow, span, pictures, False):
                        blocked = tuple(_blocked(slots, column) for column in range(span))
                        capacities = tuple(
                            depth - blocked[column] - (1 if column == span - 1 else 0) for column in range(span)
                        )
                        if not _deep_enough(capacities, blocked, span, depth):
                            continue
                        stay = sum(capacities)
                        if all_lines - stay < jump.min_lines_go - 1:
                            continue
                        if flow.part == 0 and not relaxed and stay < self.least_stay(all_lines):
                            continue
                        filling = fill(flow.items(stay), capacities, open_end=True, limit=FILL_LIMIT)
                        if filling is None or _lines_left(flow, filling) < jump.min_lines_go:
                            continue
                        cost = (
                            JUMP_COST + filling.cost + extra + head.cost + PAD_COST * pad * pad * span
                            + self._fixed_cost(flow, span) + self._aspect_cost(span, height) + _depth_cost(span, depth)
                            + self._density * (head.lines + pad) * span
                        )  # fmt: skip
                        if best is None or cost < best.cost:
                            best = Leaf(
                                flow, span, span, head, pad, depth, capacities, slots, flow.texts, filling, cost,
                                jumps=True, pictures=pictures, quoted=any(slot.kind == "quote" for slot in slots),
                            )  # fmt: skip
                        break
                    if best is not None:
                        break
                if best is not None:
                    break
        return best

    def least_stay(self, lines: int) -> float:
        """Lines that a report must leave on its first page: its share, or half a page of a very long one."""
        jump = self._design.jump
        half = self._frame.body_lines(1) * self._frame.grid.columns / 2
        return max(jump.min_lines_stay, min(jump.min_share_stay * lines, half))

    def _too_narrow(self, flow: Flow, span: int) -> bool:
        """The lead spans two base columns at least, unless no wider module holds it (makeup.md §3, rule 6)."""
        lead = flow.report == self._lead and flow.part == 0
        if not lead or span > 1 or self._frame.grid.columns == 1:
            return False
        most = self._frame.lines + 2
        wider = range(2, self._frame.grid.columns + 1)
        return flow.lines > 2 * most or any(self.whole(flow, other, most) for other in wider)

    def at_any_cost(self, flow: Flow, most: int) -> Leaf | None:
        """Some module of `flow` in at most `most` grid lines, however poor its column ends.

        The whole if it goes in, else a part with as many pictures as stand beside it; pictures are made lower when
        nothing else helps.
        """
        count = len(flow.pictures)
        for step in (0, -3, -6, -9, -12):
            for pictures, whole in ((count, True), *((number, False) for number in range(count, -1, -1))):
                for span in range(self._frame.grid.columns, 0, -1):
                    slots = self._pictures(flow.portrait, flow.pictures[:pictures], span, step, shrink=True)
                    leaf = self._forced(flow, span, most, slots or (), whole=whole)
                    if leaf is not None:
                        return leaf._replace(pictures=pictures)
        return None

    def _forced(self, flow: Flow, span: int, most: int, slots: tuple[Slot, ...], *, whole: bool) -> Leaf | None:
        """The deepest module of these pictures that can be filled at all."""
        head = min(self._heads.choices(flow.report, span, back=flow.part > 0), key=lambda head: head.lines)
        blocked = tuple(_blocked(slots, column) for column in range(span))
        for depth in range(most - head.lines, max(blocked) - 1, -1):
            for short in range(span if whole else 1):
                # the last column of a part also holds the jump line
                last = short if whole else 1
                capacities = tuple(
                    depth - blocked[column] - (1 if column >= span - last else 0) for column in range(span)
                )
                if not _deep_enough(capacities, blocked, span, depth):
                    continue
                filling = fill(flow.items(sum(capacities)), capacities, open_end=not whole)
                if filling is not None and (whole or _lines_left(flow, filling)):
                    return Leaf(
                        flow, span, span, head, 0, depth, capacities, slots, flow.texts, filling, 1000.0,
                        jumps=not whole,
                    )  # fmt: skip
        return None

    def _fixed_cost(self, flow: Flow, span: int) -> float:
        """What a span costs whatever the depth."""
        if flow.report == self._lead and flow.part == 0:
            return 0.0
        return FULL_WIDTH_COST if span == self._frame.grid.columns > 2 else 0.0

    def _aspect_cost(self, span: int, height: int) -> float:
        ratio = self._frame.span_width(span) / (height * self._frame.grid.leading)
        if ratio < ASPECT_MIN:
            return ASPECT_COST * log(ASPECT_MIN / ratio)
        return ASPECT_COST * log(ratio / ASPECT_MAX) if ratio > ASPECT_MAX else 0.0

    def _slot_plans(self, flow: Flow, columns: int, pictures: int, loose: bool) -> list[tuple[tuple[Slot, ...], float]]:
        """Ways to place portrait, pictures and pull quote over so many text columns, with their costs."""
        plans: list[tuple[tuple[Slot, ...], float]] = []
        shown = flow.pictures[:pictures]
        steps = PICTURE_STEPS if shown or flow.portrait else (0,)
        for step in steps:
            placed = self._pictures(flow.portrait, shown, columns, step)
            if placed is None:
                continue
            cost = PICTURE_LINE_COST * abs(step) * len(placed)
            if flow.quote:
                quote = self._quote(flow, columns, placed)
                if quote is not None:
                    plans.append(((*placed, quote), cost))
                plans.append((placed, cost + QUOTE_LEFT_OUT))
            else:
                plans.append((placed, cost))
        return plans

    def _pictures(
        self,
        portrait: Picture | None,
        pictures: tuple[Picture, ...],
        columns: int,
        step: int,
        *,
        shrink: bool = False,
    ) -> tuple[Slot, ...] | None:
        """Pictures in their columns, `step` lines higher than usual; None outside the portrait's limits.

        With `shrink` those limits do not hold, but no picture falls under `LEAST_PICTURE` lines.
        """
        design = self._design.pictures
        blocked = [0] * columns
        slots: list[Slot] = []
        if portrait is not None:
            slot = design.portrait
            lines = round((slot.lines_min + slot.lines_max) / 2) + step
            if shrink:
                lines = max(lines, LEAST_PICTURE)
            elif not slot.lines_min <= lines <= slot.lines_max:
                return None
            column = (design.portrait_column or columns) - 1
            column = min(column, columns - 1)
            slots.append(Slot("portrait", portrait, column, 1, 0, lines, self._caption_rows(portrait, 1)))
            blocked[column] = lines
        for picture in pictures:
            kind, slot = self.slot(picture)
            wide = columns if kind == "full" else min(slot.columns, columns)
            first = min(range(columns - wide, -1, -1), key=lambda first: max(blocked[first : first + wide]))
            top = max(blocked[first : first + wide])
            lines = max(LEAST_PICTURE, self._picture_lines(picture, slot, wide) + step)
            slots.append(Slot(kind, picture, first, wide, top, lines, self._caption_rows(picture, wide)))
            for column in range(first, first + wide):
                blocked[column] = top + lines
        return tuple(slots)

    def slot(self, picture: Picture) -> tuple[SlotKind, SlotDesign]:
        """The slot that suits a picture's proportions."""
        design = self._design.pictures
        ratio = picture.width_px / picture.height_px
        if ratio < 1.1:
            return "portrait", design.portrait
        if ratio < 2.2 or design.full.columns > self._frame.grid.columns:
            return "landscape", design.landscape
        return "full", design.full

    def _picture_lines(self, picture: Picture, slot: SlotDesign, wide: int) -> int:
        """Grid lines of a picture at its own proportions, bent towards the slot's by at most 15 %."""
        leading = self._frame.grid.leading
        measure = self._frame.measure
        width = wide * measure + (wide - 1) * self._frame.gutter
        ratio = picture.width_px / picture.height_px
        if slot.aspect:
            ratio = min(max(ratio, slot.aspect * 0.85), slot.aspect * 1.15)
        lines = round(width / ratio / leading + 0.4) + self._caption_rows(picture, wide)
        least = slot.lines_min if wide >= slot.columns else ceil(slot.lines_min * wide / slot.columns)
        return max(least, min(lines, slot.lines_max))

    def quote_paragraph(self, quote: str) -> Paragraph:
        """A pull quote as a paragraph."""
        return Paragraph("body", 0, (Run(quote),), self._edition.reports[0].place)

    def caption_paragraph(self, picture: Picture) -> Paragraph:
        """A caption as a paragraph."""
        return Paragraph("body", 0, (Run(picture.caption),), picture.place)

    def _caption_rows(self, picture: Picture, wide: int) -> int:
        """Grid lines of a caption under a picture of so many text columns."""
        if not picture.caption:
            return 0
        style = self._design.text.styles.caption
        width = wide * self._frame.measure + (wide - 1) * self._frame.gutter
        size = self._design.grid.size * style.scale
        return self._composer.galley(
            self.caption_paragraph(picture), style, size=size, measure=width
        ).optimum.line_count

    def quote_galley(self, quote: str, measure: float) -> Galley:
        """A pull quote composed to `measure`."""
        style = self._design.text.styles.quote
        return self._composer.galley(
            self.quote_paragraph(quote), style, size=self._design.grid.size * style.scale, measure=measure
        )

    def _quote(self, flow: Flow, columns: int, placed: tuple[Slot, ...]) -> Slot | None:
        """The pull quote in a middle column that no picture blocks; its row is found when the module is set."""
        design = self._design.quote
        free = [column for column in range(columns) if not _blocked(placed, column)]
        if not free:
            return None
        column = min(free, key=lambda column: (abs(column - columns // 2), column))
        size = self._design.grid.size * self._design.text.styles.quote.scale
        rows = self.quote_galley(flow.quote, self._frame.measure).optimum.line_count
        lines = max(design.lines_min, ceil((rows * QUOTE_PITCH * size) / self._frame.grid.leading + 1.2))
        return Slot("quote", None, column, 1, 0, lines) if lines <= design.lines_max else None


QUOTE_PITCH = 1.35  # line height of a pull quote over its size: chosen by eye


def _blocked(slots: tuple[Slot, ...], column: int) -> int:
    """Grid lines that pictures and quotes take of a text column."""
    blocked = 0
    quotes = 0
    for slot in slots:
        if slot.first <= column < slot.first + slot.columns:
            if slot.kind == "quote":
                quotes += slot.lines
            else:
                blocked = max(blocked, slot.top + slot.lines)
    return blocked + quotes


FILLER = Flow(-1, 0, (), 0, (), None, "")


def is_filler(leaf: Leaf) -> bool:
    """Whether a leaf is no report but 补白."""
    return leaf.flow.report < 0


def filler_table(design: FillerDesign, fillers: int, span: int, most: int) -> Table:
    """Boxes of `span` base columns that one of so many fillers may take."""
    if not fillers:
        return {}
    return {
        depth: (
            Leaf(
                FILLER, span, 0, Head(0.0, 0, 0, 0.0), 0, depth, (), (), (), Filling(0.0, ()),
                FILLER_COST + depth * span,
            ),
        )
        for depth in range(design.lines_min, min(design.lines_max, most) + 1)
    }  # fmt: skip


def blocked_lines(leaf: Leaf) -> int:
    """Grid lines of all columns that pictures, quotes and the jump line take."""
    return sum(_blocked(leaf.slots, column) for column in range(leaf.columns)) + leaf.jumps


def _arrangements(columns: int, short: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Which columns may be the short ones, and what that costs: the last ones, then any others."""
    last = tuple(range(columns - short, columns))
    yield last, 0.0
    for others in combinations(range(columns), short):
        if others != last:
            yield others, EARLY_SHORT


def _deep_enough(capacities: tuple[int, ...], blocked: tuple[int, ...], columns: int, depth: int) -> bool:
    """Whether no column is too short under a head or beside a picture; a picture may fill a column alone."""
    if columns == 1:
        return capacities[0] >= 1
    return depth >= LINES_IN_COLUMNS and all(
        capacity >= (LINES_BY_PICTURE if taken else LINES_UNDER_HEAD) or (capacity == 0 and taken > 0)
        for capacity, taken in zip(capacities, blocked, strict=True)
    )


def _depth_cost(columns: int, depth: int) -> float:
    soft = NARROW_DEPTH_SOFT if columns == 1 else DEPTH_SOFT
    return DEPTH_LINE_COST * max(0, depth - soft)


def _lines_left(flow: Flow, filling: Filling) -> int:
    taken = len(filling.options)
    left = sum(text.item.options[0].lines for text in flow.texts[taken:])
    if filling.cut:
        left += flow.texts[taken - 1].item.options[filling.options[-1]].lines - filling.cut
    return left
