"""Plans to pages: every mark of every module where it is printed, the structure tree and the outline behind them."""

from collections.abc import Sequence
from typing import NamedTuple

from bulletin.compose.composer import Composer
from bulletin.geometry import Insets, PathStep, Point, Rect
from bulletin.makeup.flows import paragraph_style
from bulletin.makeup.grid import Frame
from bulletin.makeup.headlines import EM_BELOW, TOP_LIFT, Heads
from bulletin.makeup.modules import QUOTE_PITCH, Leaf, Modules, Slot
from bulletin.makeup.trees import Node, Stack, height_of, span_of
from bulletin.model.design import Design, TextStyle
from bulletin.model.edition import Edition, Filler, Paragraph, Picture, Run
from bulletin.model.galley import Line
from bulletin.model.page import (
    ARTIFACT,
    Column,
    ImageMark,
    LinkMark,
    Mark,
    Module,
    OutlineEntry,
    Piece,
    RuleMark,
    ShapeMark,
    Tag,
    TagKind,
    TextMark,
)
from bulletin.units import Pt, fits

QUOTE_CLEAR = 4  # text lines above and below a pull quote: makeup.md §7


class Spot(NamedTuple):
    """A leaf and where it stands: page number, first base column, first grid line of the body."""

    leaf: Leaf
    page: int
    column: int
    line: int
    role: int = 0  # headline face


class ReportTags(NamedTuple):
    """Indices of one report's structure elements."""

    kicker: int
    headline: int
    subtitle: int
    byline: int
    portrait: int
    paragraphs: tuple[int, ...]
    captions: dict[int, int]  # figure's tag -> its caption's
    jumps: tuple[int, ...]  # by part: the link onwards
    backs: tuple[int, ...]  # by part: the link back


def spots(node: Node, page: int, column: int = 0, line: int = 0) -> tuple[Spot, ...]:
    """The modules of a tree with their places, in reading order."""
    if isinstance(node, Leaf):
        return (Spot(node, page, column, line),)
    if isinstance(node, Stack):
        below = line + height_of(node.top) + 1
        return spots(node.top, page, column, line) + spots(node.bottom, page, column, below)
    return spots(node.left, page, column, line) + spots(node.right, page, column + span_of(node.left), line)


def part_heads(placed: Sequence[Spot], roles: int) -> tuple[Spot, ...]:
    """Give every headline a face such that no two neighbours share both size and face (碰题: makeup.md §5)."""
    done: list[Spot] = []
    for spot in placed:
        clashes = {
            other.role for other in done if other.leaf.head.size == spot.leaf.head.size and _neighbours(other, spot)
        }
        role = next((role for role in range(roles) if role not in clashes), 0)
        done.append(spot._replace(role=role))
    return tuple(done)


def _neighbours(one: Spot, two: Spot) -> bool:
    beside = (one.column + one.leaf.span == two.column or two.column + two.leaf.span == one.column) and max(
        one.line, two.line
    ) < min(one.line + one.leaf.head.lines, two.line + two.leaf.head.lines)
    above = (
        one.line + one.leaf.height + 1 == two.line
        and one.column < two.column + two.leaf.span
        and two.column < one.column + one.leaf.span
    )
    return beside or above


class Structure:
    """The structure tree: a document, its masthead, then report by report in reading order."""

    def __init__(self, edition: Edition, parts: Sequence[int], order: Sequence[int]) -> None:
        self.tags: list[Tag] = [Tag("Document", -1, title=edition.masthead), Tag("H1", 0)]
        self.masthead = 1
        self.reports = {number: self._report(edition, number, parts[number]) for number in order}

    def _add(self, kind: TagKind, parent: int, *, alt: str = "", title: str = "") -> int:
        self.tags.append(Tag(kind, parent, alt, title))
        return len(self.tags) - 1

    def _report(self, edition: Edition, number: int, parts: int) -> ReportTags:
        report = edition.reports[number]
        article = self._add("Art", 0, title=report.title)
        kicker = self._add("P", article) if report.kicker else ARTIFACT
        headline = self._add("H2", article)
        subtitle = self._add("P", article) if report.subtitle else ARTIFACT
        byline = self._add("P", article) if report.post or report.author else ARTIFACT
        captions: dict[int, int] = {}
        portrait = ARTIFACT
        if report.portrait is not None:
            portrait = self._figure(article, report.portrait, f"{report.author}肖像", captions)
        paragraphs: list[int] = []
        open_levels: list[int] = []
        for paragraph in report.paragraphs:
            if paragraph.picture is not None:
                paragraphs.append(self._figure(article, paragraph.picture, "图片", captions))
            elif paragraph.kind == "heading":
                while open_levels and open_levels[-1] >= paragraph.level:
                    open_levels.pop()
                open_levels.append(paragraph.level)
                paragraphs.append(self._add(_heading(len(open_levels)), article))
            else:
                paragraphs.append(self._add("P", article))
        jumps, backs = [ARTIFACT], [ARTIFACT]
        for _ in range(1, parts):
            jumps.append(self._add("Link", self._add("P", article)))
            backs.append(self._add("Link", self._add("P", article)))
        return ReportTags(
            kicker, headline, subtitle, byline, portrait, tuple(paragraphs), captions, tuple(jumps), tuple(backs)
        )

    def _figure(self, article: int, picture: Picture, otherwise: str, captions: dict[int, int]) -> int:
        figure = self._add("Figure", article, alt=picture.caption or otherwise)
        if picture.caption:
            captions[figure] = self._add("Caption", figure)
        return figure


def _heading(depth: int) -> TagKind:
    kinds: tuple[TagKind, ...] = ("H3", "H4", "H5", "H6")
    return kinds[min(depth, 4) - 1]


class Setter:
    """Turns spots into modules and marks."""

    def __init__(
        self, edition: Edition, design: Design, frame: Frame, composer: Composer, heads: Heads, modules: Modules,
        structure: Structure, pages: dict[tuple[int, int], int], tops: dict[tuple[int, int], Pt],
    ) -> None:  # fmt: skip
        self._edition = edition
        self._design = design
        self._frame = frame
        self._composer = composer
        self._heads = heads
        self._modules = modules
        self._structure = structure
        self._pages = pages  # (report, part) -> page
        self._tops = tops  # (report, part) -> top of its module
        self._lines: dict[tuple[int, int, tuple[int, ...], float], tuple[Line, ...]] = {}
        self.outline: list[OutlineEntry] = []

    def module(self, spot: Spot, body: Rect) -> tuple[Module, list[Mark]]:
        """One module and its marks in reading order."""
        leaf, frame = spot.leaf, self._frame
        leading = frame.grid.leading
        report = leaf.flow.report
        x = frame.column_x(spot.column)
        top = body.y + spot.line * leading
        width = frame.span_width(leaf.span)
        rect = Rect(x, top, width, leaf.height * leading)
        marks: list[Mark] = []
        lift = self._design.label.lift if spot.line or spot.page == 1 else min(TOP_LIFT, self._design.label.lift)
        marks += self._crown(report, x, top - lift, width)
        marks += self._head(spot, x, top, lift)
        if leaf.flow.part == 0:
            self.outline.append(OutlineEntry(_plain(self._edition.reports[report].title), spot.page, top, 1))
        columns_top = top + (leaf.head.lines + leaf.pad) * leading
        measure = frame.text_measure(leaf.span, leaf.columns)
        xs = tuple(x + number * (measure + frame.gutter) for number in range(leaf.columns))
        marks += self._column_rules(leaf, xs, measure, columns_top)
        marks += self._side_rule(rect, body)
        for slot in leaf.slots:
            if slot.kind != "quote":
                marks += self._picture(leaf, slot, xs, measure, columns_top)
        columns, pieces, text_marks = self._text(spot, xs, measure, columns_top)
        marks += text_marks
        return Module(report, rect, leaf.head.lines + leaf.pad, columns, pieces, leaf.flow.part, pad=leaf.pad), marks

    def box(self, spot: Spot, body: Rect) -> Rect:
        """Where a filler stands."""
        leading = self._frame.grid.leading
        return Rect(
            self._frame.column_x(spot.column),
            body.y + spot.line * leading,
            self._frame.span_width(spot.leaf.span),
            spot.leaf.depth * leading,
        )

    def filler(self, filler: Filler, box: Rect) -> list[Mark]:
        """补白: a boxed text, centred, or a picture; furniture beside the reports."""
        design, leading = self._design, self._frame.grid.leading
        rule = design.filler.rule
        frame = box.inset(Insets(0.0, 0.0, 0.3 * leading, 0.0))
        shade = design.color(rule.color)
        marks: list[Mark] = [ShapeMark(_box(frame), stroke=shade, width=rule.width)]
        pad = design.filler.padding
        inner = frame.inset(Insets(pad, pad, pad, pad))
        if filler.picture is not None:
            marks.append(ImageMark(inner, filler.picture, crop(filler.picture, inner), filler.picture.caption))
            return marks
        style = design.text.styles.filler.text_style
        paragraph = Paragraph("body", 0, (Run(filler.text),), filler.place)
        size = self._frame.grid.size * style.scale
        lines: tuple[Line, ...] = ()
        # a slogan fills its box: from three times its size down to half of it, the largest that goes in
        for scale in (3.0, 2.4, 2.0, 1.6, 1.3, 1.0, 0.85, 0.7, 0.6, 0.5):
            grown = size * scale
            galley = self._composer.galley(paragraph, style, size=grown, measure=inner.width)
            if fits(galley.optimum.line_count * grown * 1.4, inner.height) or scale == 0.5:
                lines = self._composer.lines(
                    paragraph, style, galley.optimum, size=grown, measure=inner.width,
                    color=design.color(style.color),
                )  # fmt: skip
                break
        top = inner.y + (inner.height - len(lines) * grown * 1.4) / 2
        for row, line in enumerate(lines):
            marks += _line_marks(line, inner.x, top + (row + 0.5) * grown * 1.4 + 0.38 * grown, ARTIFACT)
        return marks

    def _crown(self, report: int, x: Pt, y: Pt, width: Pt) -> list[Mark]:
        """The coloured rule over the module and the tag that stands on it, in the blank line above."""
        label = self._design.label
        shade = self._heads.color("column", report)
        marks: list[Mark] = [
            RuleMark(Point(x, y + label.rule / 2), Point(x + width, y + label.rule / 2), label.rule, shade)
        ]
        name = self._edition.reports[report].column
        if name:
            across = self._heads.label_width(report)
            top = y + label.rule - label.height
            frame = Rect(x, top, across, label.height - label.rule / 2)
            half = label.frame / 2
            marks += [
                ShapeMark(_box(frame.inset(Insets(half, half, 0.0, half))), stroke=shade, width=label.frame),
                ShapeMark(_box(Rect(x, top, label.edge, frame.height)), fill=shade),
            ]
            style = TextStyle(label.role, align="center", tracking_em=label.tracking_em)
            black = self._heads.color(label.color, report)
            baseline = top + (frame.height - label.size) / 2 + (1 - EM_BELOW) * label.size
            room = across - label.edge
            lines = self._composer.single(((name, style, black),), size=label.size, measure=room, align="center")
            marks.extend(TextMark(x + label.edge, baseline, line.spans) for line in lines)
        return marks

    def _head(self, spot: Spot, x: Pt, top: Pt, lift: Pt) -> list[Mark]:
        leaf = spot.leaf
        report, part = leaf.flow.report, leaf.flow.part
        tags = self._structure.reports[report]
        back = self._pages[report, part - 1] if part else 0
        marks: list[Mark] = []
        placed = self._heads.placed(report, leaf.span, leaf.head, leaf.pad, role=spot.role, back=back, lift=lift)
        for number, item in enumerate(placed):
            tag = ARTIFACT
            if not part:
                tag = {
                    "kicker": tags.kicker, "title": tags.headline, "subtitle": tags.subtitle, "byline": tags.byline,
                }[item.part]  # fmt: skip
            y = top + item.baseline
            more = number + 1 < len(placed) and placed[number + 1].part == item.part
            marks += _line_marks(item.line, x, y, tag, joined=more)
            if part and item.part == "byline":
                left, right = _extent(item.line)
                size = self._frame.grid.size
                marks.append(
                    LinkMark(
                        Rect(x + left, y - size, right - left, size * 1.2), back, self._tops[report, part - 1],
                        tags.backs[part], f"回到第{back}版",
                    )
                )  # fmt: skip
        return marks

    def _side_rule(self, rect: Rect, body: Rect) -> list[Mark]:
        """The rule in the gutter at a module's right, where another module stands beside it."""
        rule = self._design.rules.side
        if rule is None or fits(body.right, rect.right):
            return []
        x = rect.right + self._frame.gutter / 2
        foot = self._frame.grid.leading - (self._frame.grid.first_baseline_em + EM_BELOW) * self._frame.grid.size
        return [RuleMark(Point(x, rect.y), Point(x, rect.bottom - foot), rule.width, self._design.color(rule.color))]

    def _column_rules(self, leaf: Leaf, xs: Sequence[Pt], measure: Pt, top: Pt) -> list[Mark]:
        rule = self._design.rules.column
        if rule is None:
            return []
        frame = self._frame
        shade = self._heads.color(rule.color, leaf.flow.report)
        leading, size = frame.grid.leading, frame.grid.size
        marks: list[Mark] = []
        for number in range(leaf.columns - 1):
            start = 0
            for slot in leaf.slots:
                if slot.first <= number and slot.first + slot.columns > number + 1:
                    start = max(start, slot.top + slot.lines)
            x = xs[number] + measure + frame.gutter / 2
            last = top + (leaf.depth - 1) * leading + frame.grid.first_baseline_em * size
            if start < leaf.depth:
                marks.append(
                    RuleMark(Point(x, top + start * leading), Point(x, last + EM_BELOW * size), rule.width, shade)
                )
        return marks

    def _picture(self, leaf: Leaf, slot: Slot, xs: Sequence[Pt], measure: Pt, top: Pt) -> list[Mark]:
        """The picture cropped to its slot, the caption on the slot's last lines."""
        assert slot.picture is not None
        frame, report = self._frame, leaf.flow.report
        leading, size = frame.grid.leading, frame.grid.size
        tags = self._structure.reports[report]
        width = slot.columns * measure + (slot.columns - 1) * frame.gutter
        y = top + slot.top * leading
        below = leading - frame.grid.first_baseline_em * size
        height = (slot.lines - slot.caption_lines) * leading - below
        rect = Rect(xs[slot.first], y, width, height)
        picture = slot.picture
        tag = tags.portrait
        if picture is not self._edition.reports[report].portrait:
            tag = next(
                tags.paragraphs[number]
                for number, paragraph in enumerate(self._edition.reports[report].paragraphs)
                if paragraph.picture is picture
            )
        marks: list[Mark] = [
            ImageMark(
                rect, picture, crop(picture, rect, portrait=slot.kind == "portrait"), self._structure.tags[tag].alt, tag
            )
        ]
        if picture.caption and slot.caption_lines:
            style = self._design.text.styles.caption
            baseline = y + (slot.lines - slot.caption_lines) * leading + frame.grid.first_baseline_em * size
            for row, line in enumerate(self._caption(picture, style, width, report)):
                marks += _line_marks(line, rect.x, baseline + row * leading, tags.captions[tag], joined=True)
        return marks

    def _caption(self, picture: Picture, style: TextStyle, width: Pt, report: int) -> tuple[Line, ...]:
        paragraph = self._modules.caption_paragraph(picture)
        size = self._frame.grid.size * style.scale
        galley = self._composer.galley(paragraph, style, size=size, measure=width)
        return self._composer.lines(
            paragraph, style, galley.optimum, size=size, measure=width, color=self._heads.color(style.color, report)
        )

    def _text(
        self, spot: Spot, xs: Sequence[Pt], measure: Pt, top: Pt
    ) -> tuple[tuple[Column, ...], tuple[Piece, ...], list[Mark]]:
        """The columns of text: pieces of paragraphs in their rows, pull quote and jump line."""
        leaf, frame = spot.leaf, self._frame
        report = leaf.flow.report
        leading = frame.grid.leading
        first = top + frame.grid.first_baseline_em * frame.grid.size
        tags = self._structure.reports[report]
        paragraphs = self._edition.reports[report].paragraphs
        queue = self._queue(leaf, measure)
        marks: list[Mark] = []
        columns: list[Column] = []
        pieces: list[Piece] = []
        at = 0
        for number, capacity in enumerate(leaf.capacities):
            row = max(
                (slot.top + slot.lines for slot in leaf.slots if _covers(slot, number) and slot.kind != "quote"),
                default=0,
            )
            blocked = row
            quote = next((slot for slot in leaf.slots if slot.kind == "quote" and slot.first == number), None)
            entries = queue[at : at + capacity]
            at += len(entries)
            quote_after = -1
            if quote is not None:
                quote_after = _quote_row(entries, paragraphs)
                blocked += quote.lines
            run: list[Line] = []
            run_row = row
            for place, (paragraph, line, is_last) in enumerate(entries):
                if quote is not None and place == quote_after:
                    if run:
                        pieces.append(Piece(entries[place - 1][0], number, run_row, tuple(run)))
                        run = []
                    marks += self._quote(leaf, quote, xs[number], measure, top + row * leading)
                    row += quote.lines
                if not run:
                    run_row = row
                run.append(line)
                y = first + row * leading
                if not line.start and paragraphs[paragraph].kind == "heading" and paragraphs[paragraph].level == 1:
                    self.outline.append(
                        OutlineEntry(_plain(paragraphs[paragraph].text), spot.page, y - frame.grid.size, 2)
                    )
                joined = not is_last and _joins(paragraphs[paragraph].text, line)
                marks += _line_marks(line, xs[number], y, tags.paragraphs[paragraph], joined=joined)
                row += 1
                if place + 1 == len(entries) or entries[place + 1][0] != paragraph:
                    pieces.append(Piece(paragraph, number, run_row, tuple(run)))
                    run = []
            if leaf.jumps and number == leaf.columns - 1:
                marks += self._jump_line(spot, xs[number], measure, first + (leaf.depth - 1) * leading)
                blocked += 1
            columns.append(Column(xs[number], measure, first, len(entries), leaf.depth, blocked))
        return tuple(columns), tuple(pieces), marks

    def _queue(self, leaf: Leaf, measure: Pt) -> list[tuple[int, Line, bool]]:
        """All lines of a module: paragraph, line, whether it is the paragraph's last."""
        report = leaf.flow.report
        queue: list[tuple[int, Line, bool]] = []
        for number, chosen in enumerate(leaf.filling.options):
            text = leaf.texts[number]
            setting = text.settings[chosen]
            paragraph = self._edition.reports[report].paragraphs[text.paragraph]
            style = paragraph_style(self._design, paragraph)
            key = (report, text.paragraph, setting.ends, measure)
            if key not in self._lines:
                self._lines[key] = self._composer.lines(
                    paragraph, style, setting, size=self._frame.grid.size * style.scale, measure=measure,
                    color=self._heads.color(style.color, report),
                )  # fmt: skip
            lines = self._lines[key]
            start = leaf.flow.first_row if number == 0 else 0
            end = len(lines)
            if leaf.filling.cut and number == len(leaf.filling.options) - 1:
                end = start + leaf.filling.cut
            queue.extend(
                (text.paragraph, line, row + 1 == len(lines)) for row, line in enumerate(lines) if start <= row < end
            )
        return queue

    def _quote(self, leaf: Leaf, slot: Slot, x: Pt, measure: Pt, top: Pt) -> list[Mark]:
        """A pull quote between two rules; an artifact beside the text, for its words stand in the report."""
        design, report = self._design, leaf.flow.report
        style = design.text.styles.quote
        size = self._frame.grid.size * style.scale
        galley = self._modules.quote_galley(leaf.flow.quote, measure)
        lines = self._composer.lines(
            self._modules.quote_paragraph(leaf.flow.quote), style, galley.optimum, size=size, measure=measure,
            color=self._heads.color(style.color, report),
        )  # fmt: skip
        leading = self._frame.grid.leading
        shade = self._heads.color(design.quote.rule.color, report)
        upper, lower = top + 0.35 * leading, top + (slot.lines - 0.45) * leading
        pitch = QUOTE_PITCH * size
        y = (upper + lower) / 2 - len(lines) * pitch / 2 + (pitch - size) / 2 + (1 - EM_BELOW) * size
        marks: list[Mark] = [
            RuleMark(Point(x, upper), Point(x + measure, upper), design.quote.rule.width, shade),
            RuleMark(Point(x, lower), Point(x + measure, lower), design.quote.rule.width / 2, shade),
        ]
        for row, line in enumerate(lines):
            marks += _line_marks(line, x, y + row * pitch, ARTIFACT)
        return marks

    def _jump_line(self, spot: Spot, x: Pt, measure: Pt, y: Pt) -> list[Mark]:
        report, part = spot.leaf.flow.report, spot.leaf.flow.part
        style = self._design.text.styles.jump
        target = self._pages[report, part + 1]
        words = self._design.jump.to.format(page=target)
        size = self._frame.grid.size
        marks: list[Mark] = []
        for line in self._composer.single(
            ((words, style, self._heads.color(style.color, report)),), size=size, measure=measure, align="right"
        ):
            marks += _line_marks(line, x, y, ARTIFACT)
            left, right = _extent(line)
            marks.append(
                LinkMark(
                    Rect(x + left, y - size, right - left, size * 1.2), target, self._tops[report, part + 1],
                    self._structure.reports[report].jumps[part + 1], f"转到第{target}版",
                )
            )  # fmt: skip
        return marks


def crop(picture: Picture, rect: Rect, *, portrait: bool = False) -> Rect:
    """The part of an image that fills `rect` undistorted: its middle; of a portrait the upper part with the face."""
    shown = rect.width / rect.height
    own = picture.width_px / picture.height_px
    if own > shown:
        width = shown / own
        return Rect((1 - width) / 2, 0.0, width, 1.0)
    height = own / shown
    return Rect(0.0, (1 - height) * (0.2 if portrait else 0.5), 1.0, height)


def _covers(slot: Slot, column: int) -> bool:
    return slot.first <= column < slot.first + slot.columns


def _quote_row(entries: Sequence[tuple[int, Line, bool]], paragraphs: Sequence[Paragraph]) -> int:
    """After how many lines of a column the pull quote stands: near its middle, best between paragraphs."""
    count = len(entries)
    best, found = float("inf"), count // 2
    for row in range(QUOTE_CLEAR, count - QUOTE_CLEAR + 1):
        paragraph, line, ends = entries[row - 1]
        if paragraphs[paragraph].kind == "heading":
            continue
        cost = abs(row - count / 2)
        if not ends:
            cost += 3.0
            following = entries[row]
            if line.start == 0 or following[2]:
                cost += 6.0  # a line alone above or below
        if cost < best:
            best, found = cost, row
    return found


def _line_marks(line: Line, x: Pt, y: Pt, tag: int, *, joined: bool = False) -> list[Mark]:
    marks: list[Mark] = [TextMark(x, y, line.spans, tag, line.hyphen, joined)]
    marks.extend(
        RuleMark(
            Point(x + stroke.x, y - stroke.y),
            Point(x + stroke.x + stroke.width, y - stroke.y),
            stroke.thickness,
            stroke.color,
        )
        for stroke in line.strokes
    )
    return marks


def _joins(text: str, line: Line) -> bool:
    """Whether what follows a line's end belongs to it without a space."""
    return not (text[line.end - 1 : line.end].isspace() or text[line.end : line.end + 1].isspace())


def _extent(line: Line) -> tuple[Pt, Pt]:
    """Left edge of a line's first glyph and where its last cell ends."""
    left = min((span.xs[0] * span.size / 1000 for span in line.spans if span.xs), default=0.0)
    return left, max(line.width, left)


def _box(rect: Rect) -> tuple[PathStep, ...]:
    return (
        ("M", (rect.x, rect.y)),
        ("L", (rect.right, rect.y)),
        ("L", (rect.right, rect.bottom)),
        ("L", (rect.x, rect.bottom)),
        ("Z", ()),
    )


def _plain(text: str) -> str:
    """A title on one line: the phrase gap as a plain space."""
    return text.replace("　", " ")
