"""Pictures, tables and charts to marks: each in the room that was found for it."""

from collections.abc import Mapping
from typing import NamedTuple

from bulletin.geometry import Point, Rect, placed
from bulletin.makeup.blocks import (
    CAPTION_AIR,
    CAPTION_DROP,
    CAPTION_INK,
    CAPTION_PITCH,
    Blocks,
    Float,
    air_below,
    below_caption,
)
from bulletin.makeup.brief import Brief
from bulletin.makeup.captions import caption_lines, caption_rows
from bulletin.makeup.headlines import Heads
from bulletin.makeup.line_marks import line_marks
from bulletin.makeup.links import LinkTarget
from bulletin.makeup.structure import Structure
from bulletin.model.design import Color
from bulletin.model.edition import Picture, Table
from bulletin.model.page import ImageMark, Mark

FACE_ABOVE = 0.2  # of what a portrait loses in height, from above: the face is in its upper part


class BlockRoom(NamedTuple):
    """Where a float or portrait stands: its grid lines, without white that others keep from it."""

    rect: Rect
    loss: float = 0.0  # share of a picture's area that may be cut off to fill it
    foot: bool = False  # text stands above it and none below


class BlockSetter:
    """Draws the blocks of one issue."""

    def __init__(
        self,
        brief: Brief,
        heads: Heads,
        blocks: Blocks,
        structure: Structure,
        notes: Mapping[tuple[int, int], LinkTarget],
    ) -> None:
        """`notes`: where the texts of notes stand, by report and number."""
        self._brief = brief
        self._heads = heads
        self._blocks = blocks
        self._structure = structure
        self._notes = notes

    def block(self, floating: Float, room: BlockRoom) -> list[Mark]:
        """A float, or the groups of a table that stand together in a text column."""
        drawn, report = self._blocks.block(floating).drawn, floating.report
        if isinstance(drawn, Picture):
            return self.picture(report, drawn, room, portrait=False)
        if isinstance(drawn, Table):
            return self._table(drawn, floating, room.rect)
        tags = self._structure.reports[report].charts[floating.paragraph]
        return self._blocks.charts.marks(drawn, room.rect, tags, self._heads.color("column", report))

    def _table(self, table: Table, floating: Float, rect: Rect) -> list[Mark]:
        report = floating.report
        set_table = self._blocks.tables.set(table, rect.width)
        body = floating.body or range(len(set_table.body_rows))
        tags = self._structure.reports[report].tables[floating.paragraph]

        def shade(name: str) -> Color:
            return self._heads.color(name, report)

        def note(number: int) -> LinkTarget | None:
            return self._notes.get((report, number))

        return self._blocks.tables.marks(set_table, body, Point(rect.x, rect.y), tags, shade, note)

    def picture(self, report: int, picture: Picture, room: BlockRoom, *, portrait: bool) -> list[Mark]:
        """The picture, the caption below it."""
        tags, grid = self._structure.reports[report], self._brief.area.grid
        tag = tags.figures[picture]
        width = room.rect.width
        taken = self._blocks.picture_room(picture, width)
        slot = room.rect._replace(height=room.rect.height - taken.caption)
        shown = placed(picture.aspect, slot, loss=room.loss, above=FACE_ABOVE if portrait else 0.5)
        alt = self._structure.tags[tag].alt
        down = slot.height - shown.rect.height if room.foot else 0.0  # at a column's foot it stands on the last line
        rect = shown.rect._replace(y=shown.rect.y + down)
        captions: list[Mark] = []
        if taken.caption_lines:
            style = self._brief.design.text.styles.caption
            size = grid.size * style.scale
            if room.foot:  # its last line stands on that of the text beside it; the white goes above the picture
                lower = below_caption(grid) + CAPTION_DROP * size - air_below(grid)
                rect = rect._replace(y=rect.y + max(0.0, lower))
            # under a picture narrower than its slot, where no further line is needed for that
            under = rect if caption_rows(self._brief, picture.caption, rect.width) <= taken.caption_lines else room.rect
            baseline = rect.bottom + CAPTION_AIR + CAPTION_INK * size
            color = self._heads.color(style.color, report)
            for line, row in caption_lines(self._brief, picture.caption, under.width, color):
                captions += line_marks(line, under.x, baseline + row * CAPTION_PITCH * size, tags.captions[tag])
        return [ImageMark(rect, picture, shown.crop, alt, tag, slot.width / slot.height), *captions]
