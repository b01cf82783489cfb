"""Head blocks: tag and rule over the module, kicker, headline, subtitle, byline (题文), and how deep they are.

A head spans its whole module and takes whole grid lines; what stands in it floats between them. The tag hangs at
the left under the coloured rule: a headline that reaches into its corner stands below it, a shorter one beside it.
"""

from math import ceil
from typing import Literal, NamedTuple

from bulletin.compose.composer import Composer
from bulletin.makeup.grid import TypeArea
from bulletin.model.design import Color, Design, ReportColor, TextStyle
from bulletin.model.edition import Edition
from bulletin.model.galley import Line
from bulletin.units import Pt

STEP_COST = 4.0  # a size other than the preferred: makeup.md §9.1
NO_PHRASE_COST = 8.0  # two rows of a title that names no phrases may part a word
TOP_LIFT: Pt = 0.5  # how far the rule of a module at a page's head may rise: its tag stands under the folio line
TWO_ROWS_COST = 3.0  # chosen by eye: a smaller head in one row beats the preferred size in two only by two steps
NARROW_COST = 10.0  # a head that fills less of its span than the design asks for
EM_BELOW = 0.12  # of a Han em box under the baseline: GB 18030 faces, ideographic baseline
INK, INK_ABOVE = 0.92, 0.84  # ink of Han characters in the em: its height, and how far it rises over the baseline
LEAST_GAP = 0.24  # grid lines of white between the parts of a head, at least
BELOW_HEAD = 1.5  # share of the white under a head, against 1 between its parts
LONG_TITLE = 60  # characters beyond which a title is set as running lines: all its breaks are too many to weigh
SHORT_LENGTH = 300  # characters: a report that is a notice rather than an article


class Head(NamedTuple):
    """One way to set a report's head over a span."""

    size: Pt
    rows: int
    lines: int  # grid lines
    cost: float


class Placed(NamedTuple):
    """A line of a head and where it stands below the module's top."""

    part: Literal["kicker", "title", "subtitle", "byline", "back"]
    line: Line
    baseline: Pt


class Heads:
    """The heads of one issue at one grid; asking twice is free."""

    def __init__(self, edition: Edition, design: Design, frame: TypeArea, composer: Composer) -> None:
        self._edition = edition
        self._design = design
        self._frame = frame
        self._composer = composer
        self._ranks = ranks(edition)
        self._colors = design.columns.by_column(report.column for report in edition.reports)
        self._choices: dict[tuple[int, int, bool], tuple[Head, ...]] = {}
        self._texts: dict[tuple[int, int, bool, Pt, int, str], _Texts | None] = {}

    def color(self, name: ReportColor, report: int) -> Color:
        """A colour of the layout; `column` is the report's own."""
        return self._design.color(name, self._colors[self._edition.reports[report].column])

    def choices(self, report: int, span: int, *, back: bool = False) -> tuple[Head, ...]:
        """Ways to set this head, cheapest first; with `back` the short head of a continuation.

        Never empty: a title that no listed size can hold is set smaller or in more rows, at a price.
        """
        key = (report, span, back)
        if key not in self._choices:
            self._choices[key] = self._find(report, span, back)
        return self._choices[key]

    def _find(self, report: int, span: int, back: bool) -> tuple[Head, ...]:
        heads = self._design.heads
        sizes = self._sizes(report, span)
        width = self._frame.span_width(span)
        title = self._title(report, back)
        length = _ems(title)
        if back:
            table = heads.sizes[min(2, len(heads.sizes) - 1)]
            largest = (table.span1, table.span2, table.span3, table.span4)[min(span, 4) - 1]
            smallest = self._frame.grid.size * 1.1
            steps = sorted({*largest, *(largest[0] * part for part in (0.9, 0.8, 0.7, 0.6)), smallest}, reverse=True)
            for size in (step for step in steps if step <= largest[0]):
                if self._texts_of(report, span, back, size, 1) is not None:
                    return (Head(size, 1, self._depth(report, span, back, size, 1), 0.0),)
            return (Head(smallest, 2, self._depth(report, span, back, smallest, 2), 0.0),)
        found: list[Head] = []
        for step, size in enumerate(sizes):
            fill = length * size / width
            for rows in (1, 2):
                if fill > rows * 1.08 or (rows == 2 and (fill < 0.7 or _only_one_row(title))):
                    continue
                if self._texts_of(report, span, back, size, rows) is None:
                    continue
                cost = step * STEP_COST + (_rows_cost(title) if rows == 2 else 0.0)
                if rows == 1 and fill < heads.fill_min / (1 + heads.tracking_max_em):
                    cost += NARROW_COST * (heads.fill_min - fill)
                found.append(Head(size, rows, self._depth(report, span, back, size, rows), cost))
        if not found:
            found.append(self._squeezed(report, span, sizes))
        best: dict[tuple[int, Pt], Head] = {}
        for head in sorted(found, key=lambda head: (head.cost, head.lines)):
            best.setdefault((head.lines, head.size), head)
        return tuple(sorted(best.values(), key=lambda head: (head.cost, head.lines)))

    def _squeezed(self, report: int, span: int, sizes: tuple[Pt, ...]) -> Head:
        """A title too long for the table: smaller, then in three and more rows."""
        smallest = min(sizes)
        floor = self._frame.grid.size * 1.1
        title = self._title(report, False)
        width = self._frame.span_width(span)
        for rows, size in ((2, smallest * 0.85), (2, floor), (3, smallest), (3, floor)):
            if (
                len(title) <= LONG_TITLE
                and _ems(title) * size < 1.05 * rows * width
                and self._texts_of(report, span, False, size, rows) is not None
            ):
                return Head(size, rows, self._depth(report, span, False, size, rows), 40.0 + 8 * rows)
        rows = max(2, ceil(_ems(title) * floor / width) + 1)
        return Head(floor, rows, self._depth(report, span, False, floor, rows), 90.0)

    def _sizes(self, report: int, span: int) -> tuple[Pt, ...]:
        table = self._design.heads.sizes
        row = table[min(self._ranks[report], len(table)) - 1]
        return (row.span1, row.span2, row.span3, row.span4)[min(span, 4) - 1]

    def _title(self, report: int, back: bool) -> str:
        return self._edition.reports[report].title

    def role(self, number: int) -> str:
        """A headline face: 0 is the preferred."""
        roles = self._design.heads.roles
        return roles[number % len(roles)]

    def placed(
        self, report: int, span: int, head: Head, pad: int, *, role: int = 0, back: int = 0, lift: Pt = 0.0
    ) -> tuple[Placed, ...]:
        """The lines of a head with their baselines; `back` is the page that a continuation comes from.

        Args:
            lift: how far the rule over the module rises above its top.
        """
        texts = self._texts_of(report, span, bool(back), head.size, head.rows, role=self.role(role), page=back)
        if texts is None:
            texts = self._texts_of(report, span, bool(back), head.size, head.rows, page=back)
        if texts is None:
            texts = self._desperate(report, span, head.size, bool(back), back)
        return _stand(texts, self._design, self._frame, head.lines + pad, lift)

    def label_width(self, report: int) -> Pt:
        """The tag grows with a name of more than two characters."""
        label = self._design.label
        name = self._edition.reports[report].column
        return max(label.width, _ems(name) * label.size * (1 + label.tracking_em) + label.size * 1.2)

    def _depth(self, report: int, span: int, back: bool, size: Pt, rows: int) -> int:
        texts = self._texts_of(report, span, back, size, rows)
        if texts is None:
            texts = self._desperate(report, span, size, back, 0)
        return _grid_lines(texts, self._design, self._frame)

    def _desperate(self, report: int, span: int, size: Pt, back: bool, page: int) -> "_Texts":
        """A title that the phrase breaker refuses: as running lines."""
        style = TextStyle(self.role(0), scale=size / self._frame.grid.size, align=self._design.heads.align)
        title = self._composer.single(
            ((self._title(report, back), style, self.color(self._design.heads.color, report)),),
            size=self._frame.grid.size,
            measure=self._frame.span_width(span),
            align=self._design.heads.align,
        )
        return self._with_parts(report, span, back, size, title, page)

    def _texts_of(
        self, report: int, span: int, back: bool, size: Pt, rows: int, *, role: str = "", page: int = 0
    ) -> "_Texts | None":
        heads = self._design.heads
        role = role or heads.roles[0]
        key = (report, span, back, size, rows, f"{role} {page}")
        if key in self._texts:
            return self._texts[key]
        width = self._frame.span_width(span)
        if len(self._title(report, back)) > LONG_TITLE:
            return None
        title = self._composer.display(
            self._title(report, back),
            role,
            size=size,
            measure=width,
            rows=rows,
            color=self.color(heads.color, report),
            align=heads.align,
            tracking=(heads.tracking_min_em, heads.tracking_max_em),
        )
        texts = None if title is None else self._with_parts(report, span, back, size, title, page)
        self._texts[key] = texts
        return texts

    def _with_parts(self, report: int, span: int, back: bool, size: Pt, title: tuple[Line, ...], page: int) -> "_Texts":
        design, styles = self._design, self._design.text.styles
        story = self._edition.reports[report]
        width = self._frame.span_width(span)
        body = self._frame.grid.size
        align = design.heads.align
        if back:
            words = design.jump.back.format(page=page or 1)
            style = styles.jump._replace(align=align)
            line = self._composer.single(
                ((words, style, self.color(style.color, report)),), size=body, measure=width, align=align
            )
            return _Texts((), 0.0, title, size, (), 0.0, line, body)
        kicker_size = max(size * design.heads.kicker_scale, body)
        subtitle_size = max(size * design.heads.subtitle_scale, body)
        parts: list[tuple[str, TextStyle, Color]] = []
        if story.post:
            parts.append(
                (story.post + ("　" if story.author else ""), styles.byline, self.color(styles.byline.color, report))
            )
        if story.author:
            parts.append((story.author, styles.author, self.color(styles.author.color, report)))
        byline = self._composer.single(tuple(parts), size=body, measure=width, align=align) if parts else ()
        return _Texts(
            self._one_line(story.kicker, styles.kicker, kicker_size, width, report),
            kicker_size,
            title,
            size,
            self._one_line(story.subtitle, styles.subtitle, subtitle_size, width, report),
            subtitle_size,
            byline,
            body * styles.byline.scale,
        )

    def _one_line(self, text: str, style: TextStyle, size: Pt, width: Pt, report: int) -> tuple[Line, ...]:
        """Kicker or subtitle in one line; a long one is set smaller, down to body size, then in more lines."""
        if not text:
            return ()
        heads = self._design.heads
        shade = self.color(style.color, report)
        fitting = [
            (rows, scale)
            for rows, scale in ((1, 1.0), (1, 0.9), (1, 0.8), (2, 0.8))
            if len(text) <= LONG_TITLE and _ems(text) * max(size * scale, self._frame.grid.size) < 1.05 * rows * width
        ]
        for rows, scale in fitting:
            found = self._composer.display(
                text,
                style.role,
                size=max(size * scale, self._frame.grid.size),
                measure=width,
                rows=rows,
                color=shade,
                align=heads.align,
                tracking=(heads.tracking_min_em, heads.tracking_max_em),
            )
            if found is not None:
                return found
        return self._composer.single(
            ((text, style._replace(scale=1.0), shade),), size=self._frame.grid.size, measure=width, align=heads.align
        )


class _Texts(NamedTuple):
    """The composed lines of one head."""

    kicker: tuple[Line, ...]
    kicker_size: Pt
    title: tuple[Line, ...]
    size: Pt
    subtitle: tuple[Line, ...]
    subtitle_size: Pt
    byline: tuple[Line, ...]
    byline_size: Pt


class _Block(NamedTuple):
    """Lines of one kind in a head: their ink is measured from the first line's top to the last one's foot."""

    part: Literal["kicker", "title", "subtitle", "byline"]
    lines: tuple[Line, ...]
    size: Pt
    pitch: Pt
    gap: float  # share of the white above it

    @property
    def ink(self) -> Pt:
        return (len(self.lines) - 1) * self.pitch + INK * self.size


def _blocks(texts: _Texts, design: Design, frame: TypeArea) -> tuple[_Block, ...]:
    """What stands in a head from above, with the shares of white: more below the tag's rule and round the byline."""
    found = (
        _Block("kicker", texts.kicker, texts.kicker_size, 1.35 * texts.kicker_size, 1.0),
        _Block("title", texts.title, texts.size, design.heads.line_height * texts.size, 1.0),
        _Block("subtitle", texts.subtitle, texts.subtitle_size, 1.4 * texts.subtitle_size, 1.0),
        _Block("byline", texts.byline, texts.byline_size, frame.grid.leading, 1.2),
    )
    return tuple(block for block in found if block.lines)


def _grid_lines(texts: _Texts, design: Design, frame: TypeArea) -> int:
    leading = frame.grid.leading
    blocks = _blocks(texts, design, frame)
    ink = sum(block.ink for block in blocks)
    white = (len(blocks) + 1) * LEAST_GAP * leading
    boxes = sum(len(block.lines) * block.pitch for block in blocks) + design.heads.pad_lines * leading
    needed = max(design.label.rule - design.label.lift + ink + white, boxes)
    return max(2, ceil(needed / leading - 0.06))


def _stand(texts: _Texts, design: Design, frame: TypeArea, lines: int, lift: Pt) -> tuple[Placed, ...]:
    """Baselines of all lines in a head of so many grid lines: the white is shared out above, within and below."""
    blocks = _blocks(texts, design, frame)
    start = design.label.rule - lift
    spare = max(0.0, lines * frame.grid.leading - start - sum(block.ink for block in blocks))
    share = spare / (sum(block.gap for block in blocks) + BELOW_HEAD)
    y = start
    placed: list[Placed] = []
    for block in blocks:
        y += share * block.gap
        for row, line in enumerate(block.lines):
            placed.append(Placed(block.part, line, y + row * block.pitch + INK_ABOVE * block.size))
        y += block.ink
    return tuple(placed)


def _ems(text: str) -> float:
    """A text's length in ems, roughly: only to leave out what cannot fit."""
    return sum(0.55 if char.isascii() else 1.0 for char in text)


def _rows_cost(title: str) -> float:
    return TWO_ROWS_COST + (0.0 if "　" in title else NO_PHRASE_COST)


def _only_one_row(title: str) -> bool:
    return len(title) < 6


def ranks(edition: Edition) -> tuple[int, ...]:
    """Every report's rank for its head: the editor's, or by place and length.

    Without ranks the first report leads, those of the first four follow as second leads, the rest are third; a
    report of under 300 characters is a notice.
    """
    given = any(report.rank for report in edition.reports)
    result: list[int] = []
    for place, report in enumerate(edition.reports):
        if given:
            result.append(report.rank or 4)
        elif place == 0:
            result.append(1)
        elif sum(len(paragraph.text) for paragraph in report.paragraphs) < SHORT_LENGTH:
            result.append(4)
        else:
            result.append(2 if place < 4 else 3)
    return tuple(result)
