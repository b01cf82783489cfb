"""Head blocks: tag and rule over the module, kicker, headline, subtitle, byline (题文), and how deep they are.

A head spans its whole module and takes whole grid lines; what stands in it floats between them. The tag hangs at
the left under the coloured rule, the head begins below it. The white under a head is always the same; what its lines
leave besides is shared out above it and between its parts, which stay together: much white stands above them all.
"""

from functools import partial
from math import ceil, inf
from typing import Literal, NamedTuple, TypeAlias

from bulletin.makeup.brief import Brief
from bulletin.makeup.known import Known
from bulletin.makeup.ranks import ranks
from bulletin.memory import kept
from bulletin.model.design import PAPER, Color, HeadAlign, ReportColor, TextStyle
from bulletin.model.galley import Line
from bulletin.units import Pt, fits

# Costs in column lines, as all of makeup counts (docs/typesetting.md, Headlines).
STEP_COST = 4.0  # each size further down the design's list
NO_PHRASE_COST = 8.0  # two rows of a title that names no phrases may part a word
TWO_ROWS_COST = 3.0  # chosen by eye: a smaller head in one row beats the preferred size in two only by two steps
PARTED_COST = 12.0  # each row that ends inside a word
NARROW_COST = 10.0  # a head that fills less of its span than the design asks for
SQUEEZED_COST, ROW_COST = 40.0, 8.0  # a title smaller than any listed size; each of its rows
RUNNING_COST = 120.0  # a title that had to be set as running lines
EM_BELOW = 0.12  # of a Han em box under the baseline: GB 18030 faces, ideographic baseline
INK, INK_ABOVE = 0.92, 0.84  # ink of Han characters in the em: its height, and how far it rises over the baseline
LEAST_GAP = 0.34  # grid lines of white between the parts of a head, at least
UNDER_FURNITURE: Pt = 8.0  # white between folio line or masthead and a module's rule: by eye, on page-mosaic-2
FULLEST = 1.08  # of its rows, by a rough count: a fuller title is not even tried
LEAST_OF_TWO_ROWS = 0.7  # of one row: a shorter title stands in two only after the plan, as an even couplet
ONE_ROW_TITLE = 6  # characters under which a title never stands in two rows, not even after the plan
SMALLEST = 1.4  # a headline at least, in body sizes: a smaller one is no louder than its text
MOST_ROWS = 9  # of a headline at that size
GAP_GIVES: Pt = 2.0  # what the white between two parts gives at a page's head, where the rule rises less: by eye
BESIDE_HEAD_EM = 1.2  # of the body: between a continuation's head and where it comes from
LONG_PAGE = 100  # a page number with as many digits as any
STEPPED_MEET = 1.2  # of the span: rows of a stepped title that are together shorter would leave a hole
BACK_STEPS = (1.0, 0.9, 0.8, 0.7, 0.6)  # of its size: how a continuation's short head is made to fit one row


class Head(NamedTuple):
    """One way to set a report's head over a span."""

    size: Pt
    rows: int
    lines: int  # grid lines
    cost: float
    stepped: bool = False  # the second of two rows ends at the right


HeadPart: TypeAlias = Literal["kicker", "title", "subtitle", "byline"]


class Placed(NamedTuple):
    """A line of a head and where it stands below the module's top."""

    part: HeadPart  # of a continuation "byline" says where it comes from
    line: Line
    baseline: Pt
    x: Pt = 0.0  # of the line's measure, from the module's left edge


class _Form(NamedTuple):
    """A head as it is to be set: whose, how wide, how large."""

    report: int
    span: int  # base columns
    size: Pt  # of the title
    rows: int  # of the title
    back: bool = False  # the short head of a continuation
    page: int = 0  # that a continuation comes from; 0 while it is not known
    role: str = ""  # the title's face; "" is the preferred
    centered: bool = False

    @property
    def align(self) -> Literal["left", "center"]:
        return "center" if self.centered else "left"


class Heads:
    """The heads of one issue at one grid; what was found once is kept."""

    def __init__(self, brief: Brief, known: Known | None = None) -> None:
        self.known = known or Known(brief)
        self._reports = brief.edition.reports
        self._design = brief.design
        self._frame = brief.area
        self._composer = brief.composer
        self._body, self._leading = brief.area.grid.size, brief.area.grid.leading
        self._ranks = ranks(brief.edition)
        self._colors = brief.design.columns.by_column(report.column for report in self._reports)

    @property
    def columns(self) -> int:
        """Base columns of a page."""
        return self._frame.grid.columns

    def color(self, name: ReportColor, report: int) -> Color:
        """A colour of the layout; `column` is the report's own."""
        return self._design.color(name, self._colors[self._reports[report].column])

    @kept
    def choices(self, report: int, span: int, *, back: bool) -> tuple[Head, ...]:
        """Ways to set this head, cheapest first; with `back` the short head of a continuation.

        The listed sizes in one row and in two, the cheapest of each size and depth. Never empty: a title that none
        of them can hold without tearing a name is set smaller or in more rows, at a price.
        """
        key = self.known.head(report), span, back
        return self.known.recall_of(report, "heads", key, partial(self._choices, report, span, back))

    def _choices(self, report: int, span: int, back: bool) -> tuple[Head, ...]:
        if back:
            return (self.back_head(report, span),)
        heads, sizes, title = self._design.heads, self._sizes(report, span), self._reports[report].title
        found: list[Head] = []
        torn: list[Head] = []
        for step, size in enumerate(self._listed(sizes)):
            fill = _ems(title) * size / self._frame.span_width(span)
            for rows in (1, 2):
                form = _Form(report=report, span=span, size=size, rows=rows)
                if not self._stands(form):
                    continue
                cost = step * STEP_COST
                if rows == 2:
                    cost += TWO_ROWS_COST + (0.0 if "　" in title else NO_PHRASE_COST)
                cost += PARTED_COST * self._parted(form)
                if rows == 1 and fill < heads.fill_min / (1 + heads.tracking_max_em):
                    cost += NARROW_COST * (heads.fill_min - fill)
                (torn if self._torn(form) else found).append(self._head(form, cost))
        if not found:
            squeezed = self._squeezed(report, span, min(sizes))
            if squeezed and not (torn and self._torn(squeezed)):
                found = [self._head(squeezed, SQUEEZED_COST + ROW_COST * squeezed.rows)]
            else:
                found = torn or [self._running_head(report, span)]
        best: dict[tuple[int, Pt], Head] = {}
        for head in sorted(found, key=lambda head: (head.cost, head.lines)):
            best.setdefault((head.lines, head.size), head)
        return tuple(best.values())

    def _sizes(self, report: int, span: int) -> tuple[Pt, ...]:
        """The sizes that the layout lists for this head, the preferred first."""
        sizes = self._design.heads.sizes
        return sizes[min(self._ranks[report], len(sizes)) - 1].over(span)

    def class_size(self, report: int, span: int, *, leads: bool) -> Pt:
        """How large a head may become after the plan: as its class prefers, the lead as its class allows."""
        if leads:
            return max(self._design.heads.sizes[0].over(span))
        return self._sizes(report, span)[0]

    def floor(self, span: int) -> Pt:
        """How large a head over so many columns should be at least."""
        floors = self._design.heads.floors
        return floors[min(span, len(floors)) - 1]

    @kept
    def at(self, report: int, span: int, *, largest: Pt, lines: int) -> tuple[Head, ...]:
        """Heads of at most `largest` points and so many grid lines, in the layout's steps, loudest first.

        Empty where the title goes in at none of these sizes with its words whole.
        """
        key = self.known.head(report), span, largest, lines
        return self.known.recall_of(report, "loudest", key, partial(self._at, report, span, largest, lines))

    def _at(self, report: int, span: int, largest: Pt, lines: int) -> tuple[Head, ...]:
        step, least = self._design.heads.step, self._body * SMALLEST
        top = max(max(sizes.over(span)) for sizes in self._design.heads.sizes)
        listed = {size for sizes in self._design.heads.sizes for size in sizes.over(span)}
        stepped = {top - number * step for number in range(ceil((top - least) / step))} | {least}
        found: list[Head] = []
        parted: list[Head] = []
        for size in sorted(listed | stepped | {self.floor(span)}, reverse=True):
            if not least <= size <= largest:
                continue
            for rows in (1, 2):
                form = _Form(report=report, span=span, size=size, rows=rows)
                if (self._stands(form) or self._is_couplet(form)) and not self._torn(form):
                    head = self._head(form, 0.0)
                    if head.lines <= lines:
                        (parted if self._parted(form) else found).append(head)
        return tuple(found or parted)

    def _stands(self, form: _Form) -> bool:
        """Whether a title can stand so: it goes into its rows, and in two rows neither is a scrap of a line."""
        heads, title, width = self._design.heads, self._reports[form.report].title, self._frame.span_width(form.span)
        fill = _ems(title) * form.size / width
        if fill > form.rows * FULLEST:
            return False
        if form.rows == 1:
            return bool(self._blocks_of(form))
        if fill < LEAST_OF_TWO_ROWS or len(title) < ONE_ROW_TITLE or not self._blocks_of(form):
            return False
        shortest = min(line.width for line in self._title_lines(form))
        return (
            shortest >= heads.short_row * width or fill < heads.one_row_min or not self._stands(form._replace(rows=1))
        )

    def _is_couplet(self, form: _Form) -> bool:
        """Whether a title stands in two rows of nearly one length: short ones too look meant, and are no scraps."""
        heads, title, width = self._design.heads, self._reports[form.report].title, self._frame.span_width(form.span)
        if form.rows != 2 or len(title) < ONE_ROW_TITLE or _ems(title) * form.size > 2 * FULLEST * width:
            return False
        if not self._blocks_of(form):
            return False
        shortest, longest = sorted(line.width for line in self._title_lines(form))
        return shortest >= max(heads.couplet_level * longest, heads.couplet_row * width)

    def _listed(self, sizes: tuple[Pt, ...]) -> list[Pt]:
        """The design's sizes in order of preference, none under the least."""
        return list(dict.fromkeys(max(size, self._body * SMALLEST) for size in sizes))

    @kept
    def back_head(self, report: int, span: int, largest: Pt = inf) -> Head:
        """A continuation's title in one row, small; in more where it is too long for that."""
        largest = min(largest, self._design.heads.back_scale * self._body)
        smallest = self._body * SMALLEST
        steps = {*(largest * step for step in BACK_STEPS), smallest}
        tried = [(1, size) for size in sorted(steps, reverse=True) if smallest <= size <= max(largest, smallest)]
        tried += [(rows, smallest) for rows in range(2, MOST_ROWS + 1)]
        for rows, size in tried:
            form = _Form(report=report, span=span, size=size, rows=rows, back=True)
            if self._blocks_of(form):
                return self._head(form, 0.0)
        return self._head(_Form(report=report, span=span, size=smallest, rows=2, back=True), 0.0)

    def _squeezed(self, report: int, span: int, smallest: Pt) -> _Form | None:
        """A title too long for the table, smaller or in more rows, words whole if possible."""
        floor = self._body * SMALLEST
        title = self._reports[report].title
        width = self._frame.span_width(span)
        found: list[_Form] = []
        sized = [(2, smallest * 0.85), (2, floor), (3, smallest), *((rows, floor) for rows in range(3, MOST_ROWS + 1))]
        for rows, size in ((rows, max(size, floor)) for rows, size in sized):
            form = _Form(report=report, span=span, size=size, rows=rows)
            if _ems(title) * size < 1.05 * rows * width and self._blocks_of(form):
                found.append(form)
                if not self._parted(form):
                    break
        return min(found, key=self._parted, default=None)

    def _running_head(self, report: int, span: int) -> Head:
        """A title that breaks at no phrases, as running lines."""
        floor = self._body * SMALLEST
        rows = max(2, ceil(_ems(self._reports[report].title) * floor / self._frame.span_width(span)) + 1)
        return self._head(_Form(report=report, span=span, size=floor, rows=rows), RUNNING_COST)

    def _head(self, form: _Form, cost: float) -> Head:
        """A form with its depth in grid lines."""
        blocks = self._blocks_of(form) or self._running(form)
        inner = len(blocks) - 1
        lift = min(self.lift(), self.lift(page=2) + GAP_GIVES * inner)
        needed = self._above(form.report, lift) + sum(block.ink for block in blocks) + self._below()
        needed += inner * LEAST_GAP * self._leading
        return Head(size=form.size, rows=form.rows, lines=max(2, ceil(needed / self._leading - 0.06)), cost=cost)

    def lift(self, page: int = 0) -> Pt:
        """How far the rule over a module rises into the white above.

        Args:
            page: the number of that at whose head the module stands, under masthead or folio line; 0: under a text.
        """
        grid, folio, masthead = self._frame.grid, self._design.folio, self._design.masthead
        white = 2 * grid.leading - (grid.first_baseline_em + EM_BELOW) * grid.size
        lift = max(0.0, min(white - self._design.label.air, grid.leading - self._design.label.rule))
        if not page:
            return lift
        room = folio.baseline - (folio.rule_offset + folio.rule.width / 2 if folio.rule else 0.0)
        if page == 1:
            room = self._frame.masthead_lines * grid.leading - masthead.height
        return max(0.0, min(lift, room - UNDER_FURNITURE))

    def _above(self, report: int, lift: Pt) -> Pt:
        """From a module's top to where its head begins at the earliest: below the tag, else below the rule."""
        label = self._design.label
        return (label.height if self._reports[report].column else label.rule) - lift + label.clear

    def _below(self) -> Pt:
        """From a head's foot to the grid line under which its text begins."""
        grid = self._frame.grid
        return self._design.heads.text_gap - (grid.first_baseline_em - INK_ABOVE) * grid.size

    def placed(
        self,
        report: int,
        span: int,
        head: Head,
        pad: int,
        *,
        role: int = 0,
        back: int = 0,
        lift: Pt = 0.0,
        centered: bool = False,
    ) -> tuple[Placed, ...]:
        """The lines of a head with their baselines: the white that is left stands above and, a little, within.

        Of much white half of what is more than usual stands below, so that the head does not hang away from its tag.

        Args:
            role: number of the headline's face; 0 is the preferred.
            back: the page that a continuation comes from.
            lift: how far the rule over the module rises above its top.
        """
        roles = self._design.heads.roles
        preferred = _Form(report=report, span=span, size=head.size, rows=head.rows, back=bool(back), page=back)
        preferred = preferred._replace(centered=centered and not back)
        blocks = self._blocks_of(preferred._replace(role=roles[role % len(roles)]))
        blocks = blocks or self._blocks_of(preferred) or self._running(preferred)
        y = self._above(report, lift)
        white = (head.lines + pad) * self._leading - self._below() - y - sum(block.ink for block in blocks)
        gap = self._gap(white, len(blocks))
        left = white - (len(blocks) - 1) * gap
        y += left - max(0.0, left - self._design.heads.white_above * self._leading) / 2
        placed: list[Placed] = []
        for block in blocks:
            for row, line in enumerate(block.lines):
                baseline = y + row * block.pitch + INK_ABOVE * block.size
                x = self._step(block, span) if head.stepped and row and block.part == "title" else 0.0
                placed.append(Placed(part=block.part, line=line, baseline=baseline, x=x))
                if block.beside:
                    x = line.width + BESIDE_HEAD_EM * self._body
                    placed.append(Placed(part="byline", line=block.beside, baseline=baseline, x=x))
            y += block.ink + gap
        return tuple(placed)

    def _gap(self, white: Pt, parts: int) -> Pt:
        """White between two parts of a head: they stay together, what else is left stands above them."""
        least = LEAST_GAP * self._leading
        share = (white - (parts - 1) * least) / parts
        return least + min(share, self._design.heads.loose_gap * self._leading)

    def _step(self, title: "_Block", span: int) -> Pt:
        """How far the second row of a title moves to the right: to the edge, where the rows still meet."""
        width = self._frame.span_width(span)
        if sum(line.width for line in title.lines) < STEPPED_MEET * width:
            return 0.0
        return max(0.0, width - title.lines[-1].width)

    def label_width(self, report: int) -> Pt:
        """The tag grows with a name that is wider than two Han characters."""
        label, name = self._design.label, self._reports[report].column
        style = TextStyle(label.role, tracking_em=label.tracking_em)
        endless = 2 * len(name) * label.size * (1 + label.tracking_em)  # no character is wider than 2 em
        lines = self._composer.single(((name, style, PAPER),), size=label.size, measure=endless, align="left")
        return max(label.width, sum(line.width for line in lines) + label.size * (1.2 + label.tracking_em))

    def _running(self, form: _Form) -> tuple["_Block", ...]:
        """A title that the phrase breaker refuses: as running lines."""
        heads = self._design.heads
        style = TextStyle(heads.roles[0], scale=form.size / self._body)
        part = (self._reports[form.report].title, style, self.color(heads.color, form.report))
        return self._with_parts(form, self._single(form, part))

    @kept
    def _blocks_of(self, form: _Form) -> tuple["_Block", ...]:
        """The head composed, its title at phrases; empty where the title does not go into its rows."""
        heads, title = self._design.heads, self._reports[form.report].title
        color = self.color(heads.color, form.report)
        lines = self._display(form, title, form.role or heads.roles[0], form.size, form.rows, color)
        return () if lines is None else self._with_parts(form, lines)

    def _parted(self, form: _Form) -> int:
        """How many rows of the title end inside a word."""
        lines = self._title_lines(form)
        with self.known.asking_head(form.report):
            return self._composer.parted(self._reports[form.report].title, lines)

    def _torn(self, form: _Form) -> bool:
        """Whether a row of the title ends inside what never parts."""
        lines = self._title_lines(form)
        with self.known.asking_head(form.report):
            return self._composer.tears(self._reports[form.report].title, lines)

    def _title_lines(self, form: _Form) -> tuple[Line, ...]:
        return next(block.lines for block in self._blocks_of(form) if block.part == "title")

    def _with_parts(self, form: _Form, title: tuple[Line, ...]) -> tuple["_Block", ...]:
        """The title with what stands over and under it from above.

        Beside a continuation's stands where it comes from, or under it where that is too narrow. In an issue of one
        report that stands alone: there is no other report that the title would tell it from.
        """
        heads, body, styles = self._design.heads, self._body, self._design.text.styles
        story = self._reports[form.report]
        kicker_size = max(body, min(form.size * heads.kicker_scale, body * styles.kicker.scale))
        subtitle_size = max(body, min(form.size * heads.subtitle_scale, body * styles.subtitle.scale))
        kicker = self._secondary("" if form.back else story.kicker, styles.kicker, kicker_size, form)
        subtitle = self._secondary("" if form.back else story.subtitle, styles.subtitle, subtitle_size, form)
        byline_size = body if form.back else body * styles.byline.scale
        parts = [(story.post + ("　" if story.author else ""), styles.byline), (story.author, styles.author)]
        if form.back:
            parts = [(self._design.jump.back.format(page=form.page or 1), styles.jump)]
            title = () if len(self._reports) == 1 else title
        colored = ((text, style, self.color(style.color, form.report)) for text, style in parts)
        byline = self._single(form, *colored, post=True)
        beside: Line | None = None
        if form.back and len(title) == len(byline) == 1:
            long = self._design.jump.back.format(page=LONG_PAGE)
            needed = title[0].width + (BESIDE_HEAD_EM + _ems(long) * styles.jump.scale) * body
            if fits(needed, self._frame.span_width(form.span)):
                beside, byline = byline[0], ()
        found = (
            _Block(part="kicker", lines=kicker, size=kicker_size, pitch=1.35 * kicker_size),
            _Block(part="title", lines=title, size=form.size, pitch=heads.line_height * form.size, beside=beside),
            _Block(part="subtitle", lines=subtitle, size=subtitle_size, pitch=1.4 * subtitle_size),
            _Block(part="byline", lines=byline, size=byline_size, pitch=self._leading),
        )
        return tuple(block for block in found if block.lines)

    def _secondary(self, text: str, style: TextStyle, size: Pt, form: _Form) -> tuple[Line, ...]:
        """Kicker or subtitle: in one line, set smaller down to body size where it is long, then in more lines."""
        if not text:
            return ()
        width, shade = self._frame.span_width(form.span), self.color(style.color, form.report)
        for rows, scale in ((1, 1.0), (1, 0.9), (1, 0.8), (2, 0.8)):
            smaller = max(size * scale, self._body)
            if _ems(text) * smaller < 1.05 * rows * width:
                found = self._display(form, text, style.role, smaller, rows, shade)
                if found is not None:
                    return found
        return self._single(form, (text, style._replace(scale=1.0), shade))

    def _display(self, form: _Form, text: str, role: str, size: Pt, rows: int, color: Color) -> tuple[Line, ...] | None:
        """A text in so many rows over the head's span, broken at its phrases; None when it cannot be."""
        heads = self._design.heads
        tracking = (heads.tracking_min_em, heads.tracking_max_em)
        width = self._frame.span_width(form.span)
        with self.known.asking_head(form.report):
            return self._composer.display(
                text, role, size=size, measure=width, rows=rows, color=color, align=form.align, tracking=tracking
            )

    def _single(self, form: _Form, *parts: tuple[str, TextStyle, Color], post: bool = False) -> tuple[Line, ...]:
        """Texts beside each other over the head's span, a byline's as posts; nothing where all are blank."""
        shown = tuple(part for part in parts if part[0].strip())
        if not shown:
            return ()
        width = self._frame.span_width(form.span)
        with self.known.asking_head(form.report):
            return self._composer.single(shown, size=self._body, measure=width, align=form.align, post=post)


class _Block(NamedTuple):
    """Lines of one kind in a head: their ink is measured from the first line's top to the last one's foot."""

    part: HeadPart
    lines: tuple[Line, ...]
    size: Pt
    pitch: Pt
    beside: Line | None = None  # on the baseline of the only line, at its right

    @property
    def ink(self) -> Pt:
        return (len(self.lines) - 1) * self.pitch + INK * self.size


def is_centered(align: HeadAlign, span: int, columns: int, *, four_equal: bool) -> bool:
    """Whether a head over `span` of a page's columns is centred; `four_equal`: it stands on a page of 2 x 2."""
    return align == "center" or (align == "by-width" and (span == columns or four_equal))


def _ems(text: str) -> float:
    """A text's length in ems, roughly: only to leave out what cannot fit."""
    return sum(0.55 if char.isascii() else 1.0 for char in text)
