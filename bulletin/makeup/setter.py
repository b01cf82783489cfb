"""Modules to marks: every line, rule and picture of a module where it is printed."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from bulletin.geometry import Insets, PathStep, Point, Rect
from bulletin.makeup.brief import Brief
from bulletin.makeup.columns import ItemRun, runs
from bulletin.makeup.flows import paragraph_style
from bulletin.makeup.headlines import EM_BELOW, TOP_LIFT, Heads
from bulletin.makeup.modules import Leaf
from bulletin.makeup.slots import QUOTE_PITCH, ModuleSlot, caption_paragraph, quote_galley, quote_paragraph
from bulletin.makeup.spots import Spot
from bulletin.makeup.structure import Structure
from bulletin.model.design import TextStyle
from bulletin.model.edition import Filler, Paragraph, Picture, Run
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
    TextMark,
)
from bulletin.units import Pt, fits

QUOTE_CLEAR = 4  # text lines above and below a pull quote
QUOTE_PARTS_PARAGRAPH = 3.0  # lines from the middle that a place between two paragraphs is worth
QUOTE_LEAVES_LINE = 6.0  # and one that leaves no line of a paragraph alone above or below
FACE_SHARE = 0.2  # of what a portrait loses in height, from above: the face is in its upper part


class JumpTarget(NamedTuple):
    """Where a part of a report begins."""

    page: int  # its number
    top: Pt  # of the module


class SetModule(NamedTuple):
    """A module as it is printed."""

    module: Module
    marks: list[Mark]  # in reading order
    outline: list[OutlineEntry]


class _ColumnLine(NamedTuple):
    """A line of text in a column."""

    paragraph: int
    line: Line
    last: bool  # of its paragraph
    row: int  # grid row from the column's head


class _SetColumn(NamedTuple):
    """What stands in a column."""

    number: int
    lines: list[_ColumnLine]
    quote: ModuleSlot | None
    above: int  # lines above the pull quote


class _TextBox(NamedTuple):
    """The text columns of a module on the page."""

    xs: tuple[Pt, ...]  # left edges of the columns
    measure: Pt
    top: Pt
    first_baseline: Pt


class ModuleSetter:
    """Turns spots into modules and marks."""

    def __init__(
        self,
        brief: Brief,
        heads: Heads,
        structure: Structure,
        targets: Mapping[tuple[int, int], JumpTarget],  # (report, part) -> where it begins
    ) -> None:
        self._brief = brief
        self._design = brief.design
        self._area = brief.area
        self._heads = heads
        self._structure = structure
        self._targets = targets
        self._lines: dict[tuple[int, int, tuple[int, ...], float], tuple[Line, ...]] = {}

    def module(self, spot: Spot, body: Rect) -> SetModule:
        """One module, its marks in reading order and its entries of the outline."""
        leaf, area = spot.leaf, self._area
        leading = area.grid.leading
        report = leaf.flow.report
        x = area.column_x(spot.column)
        top = body.y + spot.line * leading
        rect = Rect(x, top, area.span_width(leaf.span), leaf.height * leading)
        outline: list[OutlineEntry] = []
        if leaf.flow.part == 0:
            title = _plain(self._brief.edition.reports[report].title)
            outline.append(OutlineEntry(title=title, page=spot.page, y=top, level=1))
        box = self._text_box(leaf, x, top + (leaf.head.lines + leaf.pad) * leading)
        lift = self._design.label.lift if spot.line or spot.page == 1 else min(TOP_LIFT, self._design.label.lift)
        marks: list[Mark] = []
        marks += self._crown(report, x, top - lift, rect.width)
        marks += self._head(spot, x, top, lift)
        marks += self._column_rules(leaf, box)
        marks += self._side_rule(rect, body)
        for slot in leaf.body.slots.slots:
            if slot.kind != "quote":
                marks += self._picture(leaf, slot, box)
        columns: list[Column] = []
        pieces: list[Piece] = []
        items = leaf.body.text.items
        for number, column_runs in enumerate(runs(items, leaf.body.filling, leaf.body.capacities)):
            column = self._set_column(leaf, number, column_runs, box.measure)
            columns.append(self._figures(leaf, column, box))
            pieces += _pieces(column)
            marks += self._column_marks(spot, column, box)
            outline += self._subheads(spot, column, box)
        module = Module(
            report=report,
            rect=rect,
            head_lines=leaf.head.lines + leaf.pad,
            columns=tuple(columns),
            pieces=tuple(pieces),
            part=leaf.flow.part,
            pad=leaf.pad,
        )
        return SetModule(module=module, marks=marks, outline=outline)

    def _text_box(self, leaf: Leaf, x: Pt, top: Pt) -> _TextBox:
        area, columns = self._area, leaf.body.columns
        measure = area.text_measure(leaf.span, columns)
        return _TextBox(
            xs=tuple(x + number * (measure + area.gutter) for number in range(columns)),
            measure=measure,
            top=top,
            first_baseline=top + area.grid.first_baseline_em * area.grid.size,
        )

    def box(self, spot: Spot, body: Rect) -> Rect:
        """Where a filler stands."""
        leading = self._area.grid.leading
        return Rect(
            self._area.column_x(spot.column),
            body.y + spot.line * leading,
            self._area.span_width(spot.leaf.span),
            spot.leaf.body.depth * leading,
        )

    def filler(self, filler: Filler, box: Rect) -> list[Mark]:
        """补白: a boxed text, centred, or a picture; furniture beside the reports."""
        design, leading = self._design, self._area.grid.leading
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
        size = self._area.grid.size * style.scale
        lines: tuple[Line, ...] = ()
        # a slogan fills its box: from three times its size down to half of it, the largest that goes in
        for scale in (3.0, 2.4, 2.0, 1.6, 1.3, 1.0, 0.85, 0.7, 0.6, 0.5):
            grown = size * scale
            galley = self._brief.composer.galley(paragraph, style, size=grown, measure=inner.width)
            if fits(galley.optimum.line_count * grown * 1.4, inner.height) or scale == 0.5:
                lines = self._brief.composer.lines(
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
        name = self._brief.edition.reports[report].column
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
            lines = self._brief.composer.single(((name, style, black),), size=label.size, measure=room, align="center")
            marks.extend(TextMark(x + label.edge, baseline, line.spans) for line in lines)
        return marks

    def _head(self, spot: Spot, x: Pt, top: Pt, lift: Pt) -> list[Mark]:
        leaf = spot.leaf
        report, part = leaf.flow.report, leaf.flow.part
        back = self._targets[report, part - 1] if part else None
        marks: list[Mark] = []
        placed = self._heads.placed(
            report, leaf.span, leaf.head, leaf.pad, role=spot.role, back=back.page if back else 0, lift=lift
        )
        for number, item in enumerate(placed):
            tag = ARTIFACT if part else self._head_tag(report, item.part)
            y = top + item.baseline
            more = number + 1 < len(placed) and placed[number + 1].part == item.part
            marks += _line_marks(item.line, x, y, tag, joined=more)
            if back and item.part == "byline":
                tag = self._structure.reports[report].backs[part]
                marks.append(self._link(item.line, x, y, back, tag, f"回到第{back.page}版"))
        return marks

    def _head_tag(self, report: int, part: str) -> int:
        """The structure element of a head's kicker, title, subtitle or byline."""
        tags = self._structure.reports[report]
        parts = {"kicker": tags.kicker, "title": tags.headline, "subtitle": tags.subtitle, "byline": tags.byline}
        return parts[part]

    def _link(self, line: Line, x: Pt, y: Pt, target: JumpTarget, tag: int, contents: str) -> LinkMark:
        """A link over the words of a jump line."""
        left, right = _extent(line)
        size = self._area.grid.size
        return LinkMark(
            rect=Rect(x + left, y - size, right - left, size * 1.2),
            page=target.page,
            y=target.top,
            tag=tag,
            contents=contents,
        )

    def _side_rule(self, rect: Rect, body: Rect) -> list[Mark]:
        """The rule in the gutter at a module's right, where another module stands beside it."""
        rule = self._design.rules.side
        if rule is None or fits(body.right, rect.right):
            return []
        grid = self._area.grid
        x = rect.right + self._area.gutter / 2
        foot = grid.leading - (grid.first_baseline_em + EM_BELOW) * grid.size
        return [RuleMark(Point(x, rect.y), Point(x, rect.bottom - foot), rule.width, self._design.color(rule.color))]

    def _column_rules(self, leaf: Leaf, box: _TextBox) -> list[Mark]:
        rule = self._design.rules.column
        if rule is None:
            return []
        shade = self._heads.color(rule.color, leaf.flow.report)
        grid, depth = self._area.grid, leaf.body.depth
        last = box.top + (depth - 1) * grid.leading + grid.first_baseline_em * grid.size
        marks: list[Mark] = []
        for number in range(leaf.body.columns - 1):
            across = [slot for slot in leaf.body.slots.slots if slot.covers(number) and slot.covers(number + 1)]
            start = max((slot.top + slot.lines for slot in across), default=0)
            x = box.xs[number] + box.measure + self._area.gutter / 2
            if start < depth:
                head = Point(x, box.top + start * grid.leading)
                marks.append(RuleMark(head, Point(x, last + EM_BELOW * grid.size), rule.width, shade))
        return marks

    def _picture(self, leaf: Leaf, slot: ModuleSlot, box: _TextBox) -> list[Mark]:
        """The picture cropped to its slot, the caption on the slot's last lines."""
        assert slot.picture is not None
        report, grid, picture = leaf.flow.report, self._area.grid, slot.picture
        tags = self._structure.reports[report]
        width = slot.columns * box.measure + (slot.columns - 1) * self._area.gutter
        y = box.top + slot.top * grid.leading
        below = grid.leading - grid.first_baseline_em * grid.size
        rect = Rect(box.xs[slot.first], y, width, (slot.lines - slot.caption_lines) * grid.leading - below)
        tag = self._picture_tag(report, picture)
        shown = crop(picture, rect, portrait=slot.kind == "portrait")
        marks: list[Mark] = [ImageMark(rect, picture, shown, self._structure.tags[tag].alt, tag)]
        if picture.caption and slot.caption_lines:
            style = self._design.text.styles.caption
            baseline = y + (slot.lines - slot.caption_lines) * grid.leading + grid.first_baseline_em * grid.size
            for row, line in enumerate(self._caption(picture, style, width, report)):
                marks += _line_marks(line, rect.x, baseline + row * grid.leading, tags.captions[tag], joined=True)
        return marks

    def _picture_tag(self, report: int, picture: Picture) -> int:
        """The structure element of a report's portrait, or of a picture in its text."""
        story, tags = self._brief.edition.reports[report], self._structure.reports[report]
        if picture is story.portrait:
            return tags.portrait
        return next(
            tag
            for tag, paragraph in zip(tags.paragraphs, story.paragraphs, strict=True)
            if paragraph.picture is picture
        )

    def _caption(self, picture: Picture, style: TextStyle, width: Pt, report: int) -> tuple[Line, ...]:
        paragraph = caption_paragraph(picture)
        size = self._area.grid.size * style.scale
        composer = self._brief.composer
        galley = composer.galley(paragraph, style, size=size, measure=width)
        return composer.lines(
            paragraph, style, galley.optimum, size=size, measure=width, color=self._heads.color(style.color, report)
        )

    def _set_column(self, leaf: Leaf, number: int, column_runs: Sequence[ItemRun], measure: Pt) -> _SetColumn:
        """The lines of one column with their rows: below its pictures, and parted by the pull quote."""
        text, chosen = leaf.body.text, leaf.body.filling.chosen
        below = _picture_rows(leaf, number)
        found: list[_ColumnLine] = []
        for run in column_runs:
            set_paragraph = text.paragraphs[run.item]
            lines = self._paragraph_lines(leaf, run.item, chosen[run.item], measure)
            start = run.first + (text.first_line if run.item == 0 else 0)
            for place in range(run.lines):
                line = lines[start + place]
                last = start + place + 1 == len(lines)
                row = below + run.row + place
                found.append(_ColumnLine(paragraph=set_paragraph.paragraph, line=line, last=last, row=row))
        slots = leaf.body.slots.slots
        quote = next((slot for slot in slots if slot.kind == "quote" and slot.first == number), None)
        above = 0
        if quote is not None:
            above = _lines_above_quote(found, self._brief.edition.reports[leaf.flow.report].paragraphs)
            found[above:] = [line._replace(row=line.row + quote.lines) for line in found[above:]]
        return _SetColumn(number=number, lines=found, quote=quote, above=above)

    def _paragraph_lines(self, leaf: Leaf, item: int, chosen: int, measure: Pt) -> tuple[Line, ...]:
        """All lines of a paragraph as it is set in this module."""
        report, set_paragraph = leaf.flow.report, leaf.body.text.paragraphs[item]
        setting = set_paragraph.settings[chosen]
        key = (report, set_paragraph.paragraph, setting.ends, measure)
        if key not in self._lines:
            paragraph = self._brief.edition.reports[report].paragraphs[set_paragraph.paragraph]
            style = paragraph_style(self._design, paragraph)
            self._lines[key] = self._brief.composer.lines(
                paragraph,
                style,
                setting,
                size=self._area.grid.size * style.scale,
                measure=measure,
                color=self._heads.color(style.color, report),
            )
        return self._lines[key]

    def _figures(self, leaf: Leaf, column: _SetColumn, box: _TextBox) -> Column:
        """What a column holds, in figures for the proof."""
        blocked = leaf.body.blocked(column.number)
        end = column.lines[-1].row + 1 if column.lines else blocked
        return Column(
            x=box.xs[column.number],
            measure=box.measure,
            first_baseline=box.first_baseline,
            lines=len(column.lines),
            depth=leaf.body.depth,
            blocked=blocked + _holds_jump_line(leaf, column.number),
            air=end - blocked - len(column.lines),
        )

    def _column_marks(self, spot: Spot, column: _SetColumn, box: _TextBox) -> list[Mark]:
        """The text of a column, the pull quote in it, and the jump line at its foot."""
        leaf, leading = spot.leaf, self._area.grid.leading
        report, x = leaf.flow.report, box.xs[column.number]
        tags = self._structure.reports[report]
        paragraphs = self._brief.edition.reports[report].paragraphs
        marks: list[Mark] = []
        row = _picture_rows(leaf, column.number)
        for place, item in enumerate(column.lines):
            if column.quote is not None and place == column.above:
                marks += self._quote(leaf, column.quote, x, box.measure, box.top + row * leading)
            joined = not item.last and _joins(paragraphs[item.paragraph].text, item.line)
            y = box.first_baseline + item.row * leading
            marks += _line_marks(item.line, x, y, tags.paragraphs[item.paragraph], joined=joined)
            row = item.row + 1
        if _holds_jump_line(leaf, column.number):
            y = box.first_baseline + (leaf.body.depth - 1) * leading
            marks += self._jump_line(spot, x, box.measure, y)
        return marks

    def _subheads(self, spot: Spot, column: _SetColumn, box: _TextBox) -> list[OutlineEntry]:
        """Outline entries of the level-1 headings that begin in a column."""
        grid = self._area.grid
        paragraphs = self._brief.edition.reports[spot.leaf.flow.report].paragraphs
        found: list[OutlineEntry] = []
        for item in column.lines:
            paragraph = paragraphs[item.paragraph]
            if paragraph.kind == "heading" and paragraph.level == 1 and not item.line.start:
                y = box.first_baseline + item.row * grid.leading - grid.size
                found.append(OutlineEntry(title=_plain(paragraph.text), page=spot.page, y=y, level=2))
        return found

    def _quote(self, leaf: Leaf, slot: ModuleSlot, x: Pt, measure: Pt, top: Pt) -> list[Mark]:
        """A pull quote between two rules; an artifact beside the text, for its words stand in the report."""
        design, report = self._design, leaf.flow.report
        style = design.text.styles.quote
        size = self._area.grid.size * style.scale
        galley = quote_galley(self._brief, leaf.flow.quote, measure)
        lines = self._brief.composer.lines(
            quote_paragraph(self._brief, leaf.flow.quote), style, galley.optimum, size=size, measure=measure,
            color=self._heads.color(style.color, report),
        )  # fmt: skip
        leading = self._area.grid.leading
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
        target = self._targets[report, part + 1]
        words = self._design.jump.to.format(page=target.page)
        marks: list[Mark] = []
        for line in self._brief.composer.single(
            ((words, style, self._heads.color(style.color, report)),),
            size=self._area.grid.size,
            measure=measure,
            align="right",
        ):
            marks += _line_marks(line, x, y, ARTIFACT)
            tag = self._structure.reports[report].jumps[part + 1]
            marks.append(self._link(line, x, y, target, tag, f"转到第{target.page}版"))
        return marks


def crop(picture: Picture, rect: Rect, *, portrait: bool = False) -> Rect:
    """The part of an image that fills `rect` undistorted: its middle; of a portrait the upper part with the face."""
    shown = rect.width / rect.height
    own = picture.width_px / picture.height_px
    if own > shown:
        width = shown / own
        return Rect((1 - width) / 2, 0.0, width, 1.0)
    height = own / shown
    return Rect(0.0, (1 - height) * (FACE_SHARE if portrait else 0.5), 1.0, height)


def _picture_rows(leaf: Leaf, column: int) -> int:
    """Grid rows that pictures take at a column's head."""
    slots = leaf.body.slots.slots
    return max((slot.top + slot.lines for slot in slots if slot.covers(column) and slot.kind != "quote"), default=0)


def _holds_jump_line(leaf: Leaf, column: int) -> bool:
    """Whether a column ends in the jump line: the last one of a part."""
    return leaf.jumps and column + 1 == leaf.body.columns


def _pieces(column: _SetColumn) -> list[Piece]:
    """The lines of a column in pieces: lines of one paragraph in rows that follow each other."""
    found: list[Piece] = []
    for _, group in groupby(enumerate(column.lines), key=lambda item: (item[1].paragraph, item[1].row - item[0])):
        piece = [line for _, line in group]
        found.append(
            Piece(
                paragraph=piece[0].paragraph,
                column=column.number,
                row=piece[0].row,
                lines=tuple(line.line for line in piece),
            )
        )
    return found


def _lines_above_quote(lines: Sequence[_ColumnLine], paragraphs: Sequence[Paragraph]) -> int:
    """After how many lines of a column the pull quote stands: near its middle, best between paragraphs."""
    count = len(lines)
    best, found = float("inf"), count // 2
    for above in range(QUOTE_CLEAR, count - QUOTE_CLEAR + 1):
        before, after = lines[above - 1], lines[above]
        if paragraphs[before.paragraph].kind == "heading":
            continue
        cost = abs(above - count / 2)
        if not before.last:
            cost += QUOTE_PARTS_PARAGRAPH
            if before.line.start == 0 or after.last:
                cost += QUOTE_LEAVES_LINE
        if cost < best:
            best, found = cost, above
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
