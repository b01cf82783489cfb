"""Modules to marks: every line, rule and picture of a module where it is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from math import ceil
from typing import NamedTuple

from bulletin.choose.quotes import Quote
from bulletin.geometry import Insets, Point, Rect, placed, rect_path
from bulletin.makeup.block_marks import BlockRoom, BlockSetter
from bulletin.makeup.blocks import Blocks
from bulletin.makeup.boxes import PlacedLine, TextPlace, grounds, rule_over_notes
from bulletin.makeup.brief import Brief
from bulletin.makeup.brief_heads import BriefHeads
from bulletin.makeup.briefs_box import SetBriefsBox, brief_head_marks, briefs_box
from bulletin.makeup.columns import ItemRun, runs
from bulletin.makeup.filler_sizes import FILLER_FOOT, FILLER_PITCH, slogan
from bulletin.makeup.flows import SetText, paragraph_styles
from bulletin.makeup.headlines import EM_BELOW, Heads
from bulletin.makeup.lead_in import lead_in_drops
from bulletin.makeup.leaf import Leaf
from bulletin.makeup.line_marks import level_rule, line_marks
from bulletin.makeup.links import LINE_EM, LinkTags, LinkTarget, linked_marks, note_number
from bulletin.makeup.relief import Relief, Reliefs
from bulletin.makeup.relief_marks import ReliefRoom, ReliefSetter, SetRelief
from bulletin.makeup.slots import slot_rows
from bulletin.makeup.spots import Spot
from bulletin.makeup.structure import Structure, plain_tags
from bulletin.memory import kept
from bulletin.model.design import PAPER, TextStyle
from bulletin.model.edition import Filler, heading_levels
from bulletin.model.galley import Line, Setting
from bulletin.model.page import (
    ARTIFACT,
    PORTRAIT,
    BlockPiece,
    Column,
    ImageMark,
    LinkMark,
    Mark,
    Module,
    OutlineEntry,
    Piece,
    PulledQuote,
    RuleMark,
    ShapeMark,
    TextMark,
)
from bulletin.problems import OversetError, Problem
from bulletin.units import Pt, fits


@dataclass(frozen=True, slots=True, eq=False)
class SetModule:
    """A module as it is printed; compared by identity, so that it is a cheap key."""

    module: Module
    marks: tuple[Mark, ...]  # in reading order
    outline: tuple[OutlineEntry, ...]


class _ColumnLine(NamedTuple):
    """A line of text in a column."""

    paragraph: int
    line: Line
    last: bool  # of its paragraph
    row: int  # grid row from the column's head


class _LeadIn(NamedTuple):
    """The lines of a lead-in, each so far below the baseline of its first row."""

    paragraph: int
    row: int  # grid row from the column's head
    rows: int
    lines: tuple[tuple[Line, Pt], ...]


class _ColumnBlock(NamedTuple):
    """A block in the text of a column, or the part of a table that stands there."""

    run: ItemRun
    first: int  # group of a table's rows
    row: int  # grid row from the column's head


class _SetBlock(NamedTuple):
    """A block where it is printed."""

    piece: BlockPiece
    marks: list[Mark]


class _SetColumn(NamedTuple):
    """What stands in a column."""

    number: int
    head: int  # rows that floats take above
    lines: list[_ColumnLine]
    blocks: list[_ColumnBlock]
    air: int  # rows of white that the styles put above paragraphs
    lead_in: _LeadIn | None = None  # above all lines


class _TextBox(NamedTuple):
    """The text columns of a module on the page."""

    lefts: tuple[Pt, ...]  # edges of the columns
    measure: Pt
    top: Pt
    first_baseline: Pt


class ModuleSetter:
    """Turns spots into modules and marks."""

    def __init__(
        self, brief: Brief, heads: Heads, blocks: Blocks, structure: Structure, placed: Sequence[Spot]
    ) -> None:
        """`placed`: where every part of every report stands, for the jump lines."""
        self._brief = brief
        self.known = heads.known
        self._design = brief.design
        self._area = brief.area
        self._heads = heads
        self._blocks = blocks
        self._briefs = BriefHeads(brief, heads.known)
        self.structure = structure
        self._spots = {(spot.leaf.flow.report, spot.leaf.flow.part): spot for spot in placed}
        parts: dict[int, list[Spot]] = {}
        for spot in placed:
            parts.setdefault(spot.leaf.flow.report, []).append(spot)
        self._parts = {report: tuple(own) for report, own in parts.items()}
        self._notes = {note: target for spot in placed for note, target in self._note_texts(spot)}
        self._block_setter = BlockSetter(brief, heads, blocks, structure, self._notes)
        starts = {spot.leaf.flow.report: spot for spot in placed if spot.leaf.flow.part == 0}
        targets = {report: LinkTarget(page=spot.page, y=spot.rect(brief.area).y) for report, spot in starts.items()}
        self._relief_setter = ReliefSetter(brief, Reliefs(brief, heads.known), targets, structure.contents)

    def relief(self, spot: Spot, relief: Relief, *, tinted: bool) -> SetRelief:
        """A box of relief; `tinted`: with a ground, if it has one at all."""
        room = ReliefRoom(
            rect=spot.rect(self._area), lift=self._heads.lift(0 if spot.line else spot.page), tinted=tinted
        )
        return self._relief_setter.relief(relief, room)

    def module(self, spot: Spot) -> SetModule:
        """One module, its marks in reading order and its entries of the outline."""
        report = spot.leaf.flow.report
        tags = plain_tags(self.structure.reports[report])
        if tags is None or self._has_notes(report):
            return self._made(spot)
        key = ("module", spot, self.known.story(report), self._parts[report], tags)
        return self.known.recall(key, partial(self._made, spot))

    def _has_notes(self, report: int) -> bool:
        return any(paragraph.kind == "note" for paragraph in self._brief.edition.reports[report].paragraphs)

    def _made(self, spot: Spot) -> SetModule:
        with self.known.asking(spot.leaf.flow.report):
            return self._made_for(spot)

    def _made_for(self, spot: Spot) -> SetModule:
        leaf, area = spot.leaf, self._area
        report = leaf.flow.report
        rect = spot.rect(area)
        outline: list[OutlineEntry] = []
        if leaf.flow.part == 0:
            title = self._brief.edition.reports[report].plain_title
            outline.append(OutlineEntry(title=title, page=spot.page, y=rect.y, level=1))
        box = self._text_box(spot)
        filled = runs(leaf.body.text.items, leaf.body.filling, leaf.body.capacities)
        if leaf.place:
            marks = brief_head_marks(spot, rect, self._briefs, self._brief, self.structure.reports[report])
        else:
            lift = self._heads.lift(0 if spot.line else spot.page)
            marks = [*self._crown(report, rect.x, rect.y - lift, rect.width), *self._head(spot, rect, lift)]
            marks += [*self._column_rules(leaf, filled, box), *self._side_rule(rect)]
        blocks = list(self._slots(leaf, box))
        text_marks: list[Mark] = []
        columns: list[Column] = []
        pieces: list[Piece] = []
        for number, column_runs in enumerate(filled):
            column = self._set_column(leaf, number, column_runs, box.measure)
            columns.append(_figures(leaf, column, box))
            pieces += _pieces(column)
            blocks += self._text_blocks(leaf, column, box)
            marks += self._beside_text(report, leaf.body.text, column, box)
            text_marks += self._column_marks(spot, column, box)
            outline += self._subheads(spot, column, box)
        marks += [mark for block in blocks for mark in block.marks]
        marks += text_marks
        module = Module(
            report=report,
            rect=rect,
            head_lines=leaf.text_line,
            columns=tuple(columns),
            pieces=tuple(pieces),
            part=leaf.flow.part,
            pad=leaf.pad,
            foot=leaf.foot,
            blocks=tuple(block.piece for block in blocks),
            head_size=leaf.head.size,
            head_rows=leaf.head.rows,
            quotes=tuple(
                PulledQuote(text=slot.quote.text, column=slot.first, row=slot.top, rows=slot.lines)
                for slot in leaf.body.slots.slots
                if slot.quote
            ),
        )
        return SetModule(module=module, marks=tuple(marks), outline=tuple(outline))

    def _text_box(self, spot: Spot) -> _TextBox:
        leaf, area, rect = spot.leaf, self._area, spot.rect(self._area)
        measure = leaf.place.measure if leaf.place else area.text_measure(leaf.span, leaf.body.columns)
        left = rect.x + (leaf.place.x if leaf.place else 0.0)
        top = rect.y + leaf.text_line * area.grid.leading
        return _TextBox(
            lefts=tuple(left + number * (measure + area.gutter) for number in range(leaf.body.columns)),
            measure=measure,
            top=top,
            first_baseline=top + area.grid.first_baseline_em * area.grid.size,
        )

    def _note_texts(self, spot: Spot) -> Iterator[tuple[tuple[int, int], LinkTarget]]:
        """Where the texts of notes begin that stand in a module, by report and number."""
        leaf, grid = spot.leaf, self._area.grid
        report = leaf.flow.report
        paragraphs = self._brief.edition.reports[report].paragraphs
        if not any(paragraph.kind == "note" for paragraph in paragraphs):
            return
        box = self._text_box(spot)
        for number, column_runs in enumerate(runs(leaf.body.text.items, leaf.body.filling, leaf.body.capacities)):
            for item in self._set_column(leaf, number, column_runs, box.measure).lines:
                if (note := note_number(paragraphs[item.paragraph])) and not item.line.start:
                    y = box.first_baseline + item.row * grid.leading - grid.size
                    yield (report, note), LinkTarget(page=spot.page, y=y)

    def briefs_box(self, spot: Spot) -> SetBriefsBox:
        """What stands round the briefs of a box: its ground, rule and title."""
        return briefs_box(spot, self._brief)

    def filler(self, filler: Filler, box: Rect) -> list[Mark]:
        """补白: a boxed text, centred, or a picture; furniture beside the reports."""
        design, leading = self._design, self._area.grid.leading
        frame = box.inset(Insets(0.0, 0.0, FILLER_FOOT * leading, 0.0))
        rule, pad = design.filler.rule, design.filler.padding
        marks: list[Mark] = [ShapeMark(rect_path(frame), stroke=design.color(rule.color), width=rule.width)]
        inner = frame.inset(Insets(pad, pad, pad, pad))
        if filler.picture is not None:
            whole = placed(filler.picture.aspect, inner)
            middle = whole.rect._replace(y=inner.y + (inner.height - whole.rect.height) / 2)
            marks.append(ImageMark(middle, filler.picture, whole.crop, filler.picture.caption))
            return marks
        own = slogan(self._brief, filler.text, inner.width, inner.height)
        top = inner.y + (inner.height - own.height) / 2
        for row, line in enumerate(own.lines):
            y = top + (row + 0.5) * own.size * FILLER_PITCH + 0.38 * own.size
            marks += line_marks(line, inner.x, y, ARTIFACT)
        return marks

    def _crown(self, report: int, x: Pt, y: Pt, width: Pt) -> list[Mark]:
        """The coloured rule over the module and the tag that hangs from it."""
        label = self._design.label
        shade = self._heads.color("column", report)
        marks: list[Mark] = [level_rule(x, y + label.rule / 2, width, label.rule, shade)]
        name = self._brief.edition.reports[report].column
        if name:
            across = self._heads.label_width(report)
            if not fits(across, width):
                raise OversetError(self._too_wide(report, across - width))
            marks.append(ShapeMark(rect_path(Rect(x, y, across, label.height)), fill=shade))
            style = TextStyle(label.role, align="center", tracking_em=label.tracking_em)
            baseline = y + (label.height - label.size) / 2 + (1 - EM_BELOW) * label.size
            part = (name, style, PAPER)
            lines = self._brief.composer.single((part,), size=label.size, measure=across, align="center")
            marks.extend(TextMark(x, baseline, line.spans) for line in lines)
        return marks

    def _too_wide(self, report: int, over: Pt) -> Problem:
        """A tag wider by so much than what it stands on."""
        label, story = self._design.label, self._brief.edition.reports[report]
        message = f"栏目“{story.column}”太长，标签比模块宽{over:.1f}磅"
        fewer = ceil(over / (label.size * (1 + label.tracking_em)))
        hint = f"缩短到{max(1, len(story.column) - fewer)}个字以内，或在版式里减小 label.size"
        return Problem("error", "label-overset", message, story.places.get("column", story.place), hint)

    def _head(self, spot: Spot, rect: Rect, lift: Pt) -> list[Mark]:
        leaf = spot.leaf
        report, part = leaf.flow.report, leaf.flow.part
        tags = self.structure.reports[report]
        back = self._spots[report, part - 1] if part else None
        placed = self._heads.placed(
            report,
            leaf.span,
            leaf.head,
            leaf.pad - leaf.foot,
            role=spot.role,
            back=back.page if back else 0,
            lift=lift,
            centered=spot.centered,
        )
        marks: list[Mark] = []
        for item in placed:
            x, y = rect.x + item.x, rect.y + item.baseline
            marks += line_marks(item.line, x, y, ARTIFACT if part else tags.head[item.part])
            if back and item.part == "byline":
                marks.append(self._link(item.line, x, y, back, tags.backs[part], f"回到第{back.page}版"))
        return marks

    def _link(self, line: Line, x: Pt, y: Pt, target: Spot, tag: int, contents: str) -> LinkMark:
        """A link over the words of a jump line."""
        left = min((span.xs[0] * span.size / 1000 for span in line.spans if span.xs), default=0.0)
        size = self._area.grid.size
        rect = Rect(x + left, y - size, max(line.width, left) - left, LINE_EM * size)
        return LinkMark(rect=rect, page=target.page, y=target.rect(self._area).y, tag=tag, contents=contents)

    def _side_rule(self, rect: Rect) -> list[Mark]:
        """The rule in the gutter at a module's right, where another module stands beside it."""
        rule = self._design.rules.side
        if rule is None or fits(self._area.rect.right, rect.right):
            return []
        grid = self._area.grid
        x = rect.right + self._area.gutter / 2
        foot = grid.leading - (grid.first_baseline_em + EM_BELOW) * grid.size
        return [RuleMark(Point(x, rect.y), Point(x, rect.bottom - foot), rule.width, self._design.color(rule.color))]

    def _column_rules(self, leaf: Leaf, filled: Sequence[Sequence[ItemRun]], box: _TextBox) -> list[Mark]:
        rule = self._design.rules.column
        if rule is None:
            return []
        shade = self._heads.color(rule.color, leaf.flow.report)
        grid, depth = self._area.grid, leaf.body.depth
        last = box.top + (depth - 1) * grid.leading + grid.first_baseline_em * grid.size
        marks: list[Mark] = []
        for number in range(leaf.body.columns - 1):
            across = tuple(slot for slot in leaf.body.slots.slots if slot.covers(number) and slot.covers(number + 1))
            start, below = slot_rows(across, number, foot=False), slot_rows(across, number, foot=True)
            x = box.lefts[number] + box.measure + self._area.gutter / 2
            beside = (number, number + 1)
            if start + below < depth and (
                not across or any(_goes_below(leaf, column, filled[column], start) for column in beside)
            ):
                head = Point(x, box.top + start * grid.leading)
                foot = Point(x, last - below * grid.leading + EM_BELOW * grid.size)
                marks.append(RuleMark(head, foot, rule.width, shade))
        return marks

    def _slots(self, leaf: Leaf, box: _TextBox) -> Iterator[_SetBlock]:
        """Portrait and floats of a module."""
        leading = self._area.grid.leading
        for slot in leaf.body.slots.slots:
            if slot.kind == "quote":
                continue
            row = slot.row(leaf.body.depth)
            width = slot.columns * box.measure + (slot.columns - 1) * self._area.gutter
            rect = Rect(box.lefts[slot.first], box.top + row * leading, width, slot.lines * leading)
            number = slot.floating.paragraph if slot.floating else PORTRAIT
            piece = BlockPiece(number, slot.first, slot.columns, row, slot.lines, rect)
            if slot.picture and not slot.floating:
                room = BlockRoom(rect, slot.loss, slot.foot)
                yield _SetBlock(piece, self._block_setter.picture(leaf.flow.report, slot.picture, room, portrait=True))
            elif slot.floating:
                # a picture's white is in its lines, a table or chart has a grid line of its own
                if not slot.picture:
                    white = Insets(leading, 0.0, 0.0, 0.0) if slot.foot else Insets(0.0, 0.0, leading, 0.0)
                    rect = rect.inset(white)
                room = BlockRoom(rect, slot.loss, slot.foot)
                yield _SetBlock(piece, self._block_setter.block(slot.floating, room))

    def _text_blocks(self, leaf: Leaf, column: _SetColumn, box: _TextBox) -> Iterator[_SetBlock]:
        """The blocks in the text of a column."""
        leading, report = self._area.grid.leading, leaf.flow.report
        for item in column.blocks:
            top = box.top + item.row * leading
            rect = Rect(box.lefts[column.number], top, box.measure, item.run.lines * leading)
            number = leaf.body.text.paragraphs[item.run.item].paragraph
            piece = BlockPiece(number, column.number, 1, item.row, item.run.lines, rect, floating=False)
            width = self._blocks.text_measure(self._brief.edition.reports[report].paragraphs[number], box.measure)
            room = BlockRoom(rect._replace(x=rect.x + (box.measure - width) / 2, width=width))
            part = self._blocks.part(report, number, range(item.first, item.first + item.run.groups), box.measure)
            yield _SetBlock(piece, self._block_setter.block(part, room))

    @kept
    def _styles(self, report: int) -> tuple[TextStyle, ...]:
        return paragraph_styles(self._design, self._brief.edition.reports[report].paragraphs)

    def _set_column(self, leaf: Leaf, number: int, column_runs: Sequence[ItemRun], measure: Pt) -> _SetColumn:
        """The lines and blocks of one column with their rows: below its floats, and parted by the pull quote."""
        text, chosen = leaf.body.text, leaf.body.filling.chosen
        story = self._brief.edition.reports[leaf.flow.report]
        styles = self._styles(leaf.flow.report)
        below = slot_rows(leaf.body.slots.slots, number, foot=False)
        found: list[_ColumnLine] = []
        blocks: list[_ColumnBlock] = []
        lead_in: _LeadIn | None = None
        air = 0
        for run in column_runs:
            set_paragraph = text.paragraphs[run.item]
            if run.groups:
                blocks.append(_ColumnBlock(run=run, first=set_paragraph.first + run.first, row=below + run.row))
                continue
            if text.leads_in(run.item):
                setting = set_paragraph.settings[chosen[run.item]]
                lead_in = self._lead_in(
                    leaf.flow.report, set_paragraph.paragraph, setting, below + run.row, run.lines, measure
                )
                continue
            air += set_paragraph.item.air if run.row and not run.first else 0
            paragraph = story.paragraphs[set_paragraph.paragraph]
            style = styles[set_paragraph.paragraph]
            lines = self._brief.composer.lines(
                paragraph,
                style,
                set_paragraph.settings[chosen[run.item]],
                size=self._area.grid.size * style.scale,
                measure=measure,
                color=self._heads.color(style.color, leaf.flow.report),
            )
            start = set_paragraph.first + run.first
            for place, line in enumerate(lines[start : start + run.lines]):
                last = start + place + 1 == len(lines)
                row = below + run.row + place
                found.append(_ColumnLine(paragraph=set_paragraph.paragraph, line=line, last=last, row=row))
        slots = leaf.body.slots.slots
        quote = next((slot for slot in slots if slot.kind == "quote" and slot.first == number), None)
        if quote is not None:
            found = [each._replace(row=each.row + quote.lines * (each.row >= quote.top)) for each in found]
            blocks = [each._replace(row=each.row + quote.lines * (each.row >= quote.top)) for each in blocks]
        return _SetColumn(number, below, found, blocks, air, lead_in)

    def _lead_in(self, report: int, number: int, setting: Setting, row: int, rows: int, measure: Pt) -> _LeadIn:
        """The lines of a lead-in in its rows."""
        style, grid = self._design.text.styles.lead_in, self._area.grid
        lines = self._brief.composer.lines(
            self._brief.edition.reports[report].paragraphs[number],
            style,
            setting,
            size=grid.size * style.scale,
            measure=measure,
            color=self._heads.color(style.color, report),
        )
        drops = lead_in_drops(len(lines), rows, style.scale, grid)
        return _LeadIn(paragraph=number, row=row, rows=rows, lines=tuple(zip(lines, drops, strict=True)))

    def _column_marks(self, spot: Spot, column: _SetColumn, box: _TextBox) -> list[Mark]:
        """The text of a column, the pull quote in it, and the jump line at its foot."""
        leaf, leading = spot.leaf, self._area.grid.leading
        report, x = leaf.flow.report, box.lefts[column.number]
        marks: list[Mark] = []
        for slot in leaf.body.slots.slots:
            if slot.quote and slot.first == column.number:
                room = Rect(x, box.top + slot.top * leading, box.measure, slot.lines * leading)
                marks += self._quote(report, slot.quote, room)
        if lead_in := column.lead_in:
            for line, drop in lead_in.lines:
                y = box.first_baseline + lead_in.row * leading + drop
                marks += self._text_marks(report, lead_in.paragraph, line, x, y)
        for item in column.lines:
            marks += self._text_marks(report, item.paragraph, item.line, x, box.first_baseline + item.row * leading)
        if _holds_jump_line(leaf, column.number):
            y = box.first_baseline + (leaf.body.depth - 1) * leading
            marks += self._jump_line(spot, x, box.measure, y)
        return marks

    def _beside_text(self, report: int, text: SetText, column: _SetColumn, box: _TextBox) -> Iterator[Mark]:
        """The grounds of boxes in a column, and the rule over the notes."""
        paragraphs = self._brief.edition.reports[report].paragraphs
        lines = [PlacedLine(paragraph=item.paragraph, row=item.row) for item in column.lines]
        place = TextPlace(box.lefts[column.number], box.measure, box.top, self._area.grid, column.head)
        if ground := self._design.box.ground:
            rows = sorted([*lines, *_block_rows(column, text)], key=lambda line: line.row)
            yield from grounds(rows, paragraphs, place, self._design.color(ground))
        if rule := self._design.rules.notes:
            yield from rule_over_notes(lines, paragraphs, place, rule.width, self._heads.color(rule.color, report))

    def _text_marks(self, report: int, number: int, line: Line, x: Pt, y: Pt) -> list[Mark]:
        """A line of a paragraph; what leads elsewhere is a mark of its own, with the place that leads there."""
        paragraph = self._brief.edition.reports[report].paragraphs[number]
        tags = self.structure.reports[report]
        own = LinkTags(tags.paragraphs[number], number, tags.links)
        return linked_marks(line, paragraph, x, y, own, lambda note: self._notes.get((report, note)))

    def _subheads(self, spot: Spot, column: _SetColumn, box: _TextBox) -> list[OutlineEntry]:
        """Outline entries of the headings of the highest level in use that begin in a column."""
        grid = self._area.grid
        paragraphs = self._brief.edition.reports[spot.leaf.flow.report].paragraphs
        highest = min(heading_levels(paragraphs), default=1)
        found: list[OutlineEntry] = []
        for item in column.lines:
            paragraph = paragraphs[item.paragraph]
            if paragraph.kind == "heading" and paragraph.level == highest and not item.line.start:
                y = box.first_baseline + item.row * grid.leading - grid.size
                found.append(OutlineEntry(title=paragraph.text.replace("　", " "), page=spot.page, y=y, level=2))
        return found

    def _quote(self, report: int, quote: Quote, room: Rect) -> list[Mark]:
        """A pull quote between two rules; an artifact beside the text, for its words stand in the report."""
        design, style = self._design.quote, self._design.text.styles.quote
        color = self._heads.color(style.color, report)
        lines = self._brief.lines(quote.text, style, room.width, color)
        leading, rule = self._area.grid.leading, design.rule
        shade = self._heads.color(rule.color, report)
        upper, lower = room.y + 0.35 * leading, room.bottom - 0.45 * leading
        size = self._area.grid.size * style.scale
        pitch = design.pitch * size
        # a quote breaks where a headline would: between words
        lines = self._brief.composer.display(
            quote.text, style.role, size=size, measure=room.width, rows=len(lines), color=color, align="left",
            tracking=(0.0, 0.0), sentence=True,
        ) or lines  # fmt: skip
        y = (upper + lower) / 2 - len(lines) * pitch / 2 + (pitch - size) / 2 + (1 - EM_BELOW) * size
        marks: list[Mark] = [
            level_rule(room.x, upper, room.width, rule.width, shade),
            level_rule(room.x, lower, room.width, rule.width / 2, shade),
        ]
        for row, line in enumerate(lines):
            marks += line_marks(line, room.x, y + row * pitch, ARTIFACT)
        return marks

    def _jump_line(self, spot: Spot, x: Pt, measure: Pt, y: Pt) -> list[Mark]:
        report, onwards = spot.leaf.flow.report, spot.leaf.flow.part + 1
        style = self._design.text.styles.jump
        target = self._spots[report, onwards]
        tag = self.structure.reports[report].jumps[onwards]
        part = (self._design.jump.to.format(page=target.page), style, self._heads.color(style.color, report))
        marks: list[Mark] = []
        for line in self._brief.composer.single((part,), size=self._area.grid.size, measure=measure, align="right"):
            marks += line_marks(line, x, y, ARTIFACT)
            marks.append(self._link(line, x, y, target, tag, f"转到第{target.page}版"))
        return marks


def _block_rows(column: _SetColumn, text: SetText) -> Iterator[PlacedLine]:
    """The rows that the blocks in a column take, as lines of their paragraphs."""
    for block in column.blocks:
        paragraph = text.paragraphs[block.run.item].paragraph
        yield from (PlacedLine(paragraph, block.row + row) for row in range(block.run.lines))


def _holds_jump_line(leaf: Leaf, column: int) -> bool:
    """Whether a column ends in the jump line: the last one of a part."""
    return leaf.jumps and column + 1 == leaf.body.columns


def _figures(leaf: Leaf, column: _SetColumn, box: _TextBox) -> Column:
    """What a column holds, in figures for the proof."""
    held = sum(block.run.lines for block in column.blocks)
    lines = len(column.lines) + (column.lead_in.rows if column.lead_in else 0)
    return Column(
        x=box.lefts[column.number],
        measure=box.measure,
        first_baseline=box.first_baseline,
        lines=lines,
        depth=leaf.body.depth,
        blocked=leaf.body.blocked[column.number] + held + _holds_jump_line(leaf, column.number),
        air=column.air,
        white=leaf.body.capacities[column.number] - lines - column.air - held,
    )


def _pieces(column: _SetColumn) -> Iterator[Piece]:
    """The lines of a column in pieces: the lead-in, then lines of one paragraph in rows that follow each other."""
    if lead_in := column.lead_in:
        lines = tuple(line for line, _ in lead_in.lines)
        yield Piece(lead_in.paragraph, column.number, lead_in.row, lines, lead_in=lead_in.rows)
    for _, group in groupby(enumerate(column.lines), key=lambda item: (item[1].paragraph, item[1].row - item[0])):
        piece = [line for _, line in group]
        lines = tuple(line.line for line in piece)
        yield Piece(paragraph=piece[0].paragraph, column=column.number, row=piece[0].row, lines=lines)


def _goes_below(leaf: Leaf, column: int, column_runs: Sequence[ItemRun], row: int) -> bool:
    """Whether a column has text below grid row `row`, where what blocks it ends."""
    blocked = sum(slot.lines for slot in leaf.body.slots.slots if slot.covers(column) and slot.top < row)
    return bool(column_runs) and column_runs[-1].row + column_runs[-1].lines > row - blocked
