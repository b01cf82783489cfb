"""Pictures, tables and charts of a report: which of them stand in its text, which beside it, and how large they are.

A table no wider than a column that is deep, or has no title to find it by, whatever of one column stands in a box, and
whatever the editor wants where it was written are items of the text (`columns.py`). All others are floats: `slots.py`
finds the columns whose head or foot they stand at. A table deeper than a page is parted beforehand.
"""

from math import ceil
from typing import Literal, NamedTuple, TypeAlias

from bulletin.makeup.brief import Brief
from bulletin.makeup.captions import caption_rows
from bulletin.makeup.charts import Charts
from bulletin.makeup.columns import BlockRows
from bulletin.makeup.table_setting import SetTable
from bulletin.makeup.tables import Tables
from bulletin.memory import kept
from bulletin.model.design import Grid, SlotDesign
from bulletin.model.edition import Chart, Paragraph, Picture, Table
from bulletin.problems import OversetError, Problem
from bulletin.units import Pt, fits

NEARLY_WHOLE = 0.05  # of a grid line: a picture takes no further line for so little
FLOATING_TABLE = 20  # grid lines of a table over one column that stands beside the text; a deeper one is parted in it
HEAD_ROOM = 16  # grid lines that a table leaves of a page's body: its report's head and some text
BACK_HEAD = 3  # grid lines that the head of a continuation takes at the least, in all our layouts
LEAST_PICTURE = 4  # grid lines under which a picture shows nothing
PICTURE_OVER_CAPTION = 2  # lines that a caption must leave of its slot
LEAST_DPI = 150  # a picture takes fewer columns rather than be printed coarser
CAPTION_AIR: Pt = 3.5  # white between a picture and its caption, by eye: nearer to it than to the text
CAPTION_INK = 0.86  # of its size that a caption's characters rise above its baseline, and
CAPTION_DROP = 0.12  # go below
CAPTION_PITCH = 1.3  # line height of a caption over its size

FloatKind: TypeAlias = Literal["upright", "landscape", "full", "table", "chart"]


class Float(NamedTuple):
    """A picture, table or chart that stands beside the text; of a table perhaps only a part."""

    report: int  # index in Edition.reports
    paragraph: int  # index in Report.paragraphs
    body: range = range(0)  # rows of a table that stand together; empty: all


class SizedFloat(NamedTuple):
    """A float over so many text columns."""

    kind: FloatKind
    columns: int
    lines: int  # grid lines, caption and white included
    least: int = 0  # fewer show nothing of a picture
    loss: float = 0.0  # share of the picture's area that may be cut off to fill the slot
    lines_min: int = 0  # a picture is not made lower than this to help its module


class PictureRoom(NamedTuple):
    """What a picture of some width takes in height."""

    height: Pt  # of the picture
    caption: Pt  # of the caption with the white above it
    caption_lines: int


class Blocks:
    """The pictures, tables and charts of one issue at one grid."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._area = brief.area
        self.tables = Tables(brief)
        self.charts = Charts(brief)

    def in_text(self, block: Paragraph) -> bool:
        """Whether a block stands in the text, where it was written."""
        wanted = block.placing
        if wanted.columns > 1 or wanted.position in ("top", "bottom"):
            return False
        if block.table:
            if self.tables.span(block.table, wanted.columns) > 1:
                return False
            table = self.tables.set(block.table, self._area.measure)
            return table.depth > FLOATING_TABLE or not block.table.title or self._in_place(block)
        if block.chart and self.charts.lines(block.chart, self._area.measure) >= self._deepest_chart:
            return False  # no column holds it
        return self._in_place(block)

    def _in_place(self, block: Paragraph) -> bool:
        """Whether it belongs where it was written: the editor wants it there, or it is part of a box."""
        return block.placing.position in ("here", "middle") or (block.box > 0 and not block.placing.columns)

    def text_measure(self, block: Paragraph, measure: Pt) -> Pt:
        """The width of a block in a text column of `measure`: in a box less than its ground, where that is enough."""
        inside = measure - 2 * self._brief.design.box.inset_em * self._area.grid.size
        if not block.box or (block.table and not self.tables.holds(block.table, inside)):
            return measure
        return inside

    @property
    def look(self) -> tuple[object, ...]:
        """All that decides how large a block or the text of a box is, besides itself and the text's design."""
        design = self._brief.design
        return self._area, design.pictures, design.table, design.chart, design.box

    def block(self, floating: Float) -> Paragraph:
        """The picture, table or chart that it is, or is a part of."""
        return self._brief.edition.reports[floating.report].paragraphs[floating.paragraph]

    @kept
    def floats(self, report: int) -> tuple[Float, ...]:
        """What of a report stands beside its text, in the order in which it was written."""
        found: list[Float] = []
        for number, block in enumerate(self._brief.edition.reports[report].paragraphs):
            if block.is_text or self.in_text(block):
                continue
            parts = self._parts(block.table, block.placing.columns) if block.table else (range(0),)
            found += (Float(report, number, body) for body in parts)
        return tuple(found)

    def _parts(self, whole: Table, wanted: int) -> tuple[range, ...]:
        """The rows of a table over `wanted` columns that stand together: all, or as many as a page holds, evenly."""
        span = self.tables.span(whole, wanted)
        table = self.tables.set(whole, self._area.span_width(span))
        most = max(self._area.body_lines(1) - HEAD_ROOM, table.opening + max(table.rows) + table.closing)
        if table.depth <= most:
            return (range(0),)
        room = most - max(table.opening, table.again) - table.closing
        even = ceil(sum(table.rows) / ceil(sum(table.rows) / room))
        parts: list[range] = []
        start = lines = 0
        for group, taken in zip(table.groups, table.rows, strict=True):
            if lines and lines + taken > even:
                parts.append(range(start, group.start))
                start, lines = group.start, 0
            lines += taken
        return (*parts, range(start, len(table.body_rows)))

    def part(self, report: int, number: int, groups: range, measure: Pt) -> Float:
        """What stands together of a block in the text: of a table these groups of rows."""
        block = self._brief.edition.reports[report].paragraphs[number]
        if block.table is None:
            return Float(report, number)
        own = self.tables.set(block.table, self.text_measure(block, measure)).groups
        return Float(report, number, range(own[groups.start].start, own[groups.stop - 1].stop))

    def rows(self, block: Paragraph, measure: Pt) -> BlockRows:
        """The rows of a block that stands in a text column of `measure`."""
        measure, drawn = self.text_measure(block, measure), block.drawn
        if isinstance(drawn, Picture):
            return BlockRows(groups=(self._sized_picture(drawn, 1, 1, measure).lines,))
        if isinstance(drawn, Table):
            table = self.tables.set(drawn, measure)
            groups = (*table.rows[:-1], table.rows[-1] + table.closing)
            return BlockRows(groups=groups, opening=table.opening, again=table.again, below=1)
        return BlockRows(groups=(self.charts.lines(drawn, measure),), below=1)

    @kept
    def sized(self, floating: Float, columns: int, measure: Pt, *, narrow: bool = False) -> SizedFloat:
        """A float in a module of so many text columns; one that needs more of them says so in `columns`.

        With `narrow` a picture stands over one column, whatever suits it.
        """
        block = self.block(floating)
        wanted, drawn = block.placing.columns, block.drawn
        if isinstance(drawn, Picture):
            most = 1 if narrow else columns
            return self._sized_picture(drawn, min(wanted, most) if narrow else wanted, most, measure)
        if isinstance(drawn, Table):
            needed = self._area.span_width(self.tables.span(drawn, wanted))
            wide = next((n for n in range(1, columns) if fits(needed, self.width(n, measure))), columns)
            if not fits(needed, self.width(wide, measure)):
                return SizedFloat("table", columns + 1, 0)
            table = self.tables.set(drawn, self.width(wide, measure))
            return SizedFloat("table", wide, _table_lines(table, floating.body) + 1)
        return self._sized_chart(block, drawn, columns, measure)

    def _sized_chart(self, block: Paragraph, chart: Chart, columns: int, measure: Pt) -> SizedFloat:
        """A chart over as many columns as it was asked for or needs; over all where it is deep over few."""
        wanted = min(block.placing.columns, self._area.grid.columns)
        wide = wanted or self._chart_columns(chart, columns, measure)
        lines = self.charts.lines(chart, self.width(wide, measure)) + 1
        if lines > self._deepest_chart and not wanted:
            wide = columns
            width = self.width(wide, measure)
            lines = self.charts.lines(chart, width) + 1
            if lines > self._deepest_chart and not fits(self._area.rect.width, width):
                return SizedFloat("chart", columns + 1, 0)
        self._refuse_deeper(block, chart, lines)
        return SizedFloat("chart", wide, lines)

    @property
    def _deepest_chart(self) -> int:
        return self._area.lines - BACK_HEAD

    def _refuse_deeper(self, block: Paragraph, chart: Chart, lines: int) -> None:
        """Nothing where a page is so deep as a chart and its report's head.

        Raises:
            OversetError: none is.
        """
        most = self._deepest_chart
        if lines > most:
            message = f"这张图有{len(chart.categories)}项，要排{lines}行，而一版除去标题只有{most}行"
            hint = "减少项目，或把表分成几张，各画一张图"
            raise OversetError(Problem("error", "chart-overset", message, block.place, hint))

    def _chart_columns(self, chart: Chart, columns: int, measure: Pt) -> int:
        """The fewest text columns over which a chart is of the kind that was asked for."""
        kept = (
            wide for wide in range(1, columns + 1) if self.charts.kind(chart, self.width(wide, measure)) == chart.kind
        )
        return next(kept, 1)

    def width(self, columns: int, measure: Pt) -> Pt:
        """Width of text columns of `measure` with the gutters between them."""
        return columns * measure + (columns - 1) * self._area.gutter

    def _sized_picture(self, picture: Picture, wanted: int, columns: int, measure: Pt) -> SizedFloat:
        """The slot at the picture's own shape over as many columns, at most those of the design, as it needs no more
        lines than the design allows and is not printed too coarse; over one, it is as deep as is allowed."""
        kind, own = self._suited(picture)
        most = wanted or (columns if kind == "full" else min(own.columns, columns))
        for wide in range(most, 0, -1):
            width = self.width(wide, measure)
            room = self.picture_room(picture, width)
            lines = ceil((room.height + room.caption) / self._area.grid.leading - NEARLY_WHOLE)
            coarse = picture.width_px * 72 < LEAST_DPI * width and wide > 1
            if wanted or (lines <= own.lines_max and not coarse):
                break
        deepest = max(own.lines_max, self._area.body_lines(1) - HEAD_ROOM) if wanted else own.lines_max
        least = self.least_lines(picture, width, deepest)
        lines = max(least, min(lines, deepest))
        shown = (lines * self._area.grid.leading - room.caption) * picture.aspect
        while wide > 1 and self.width(wide - 1, measure) >= shown:
            wide -= 1  # its height makes it narrower than its columns
        return SizedFloat(kind, wide, lines, least, own.crop, own.lines_min)

    def least_lines(self, picture: Picture, width: Pt, most: int) -> int:
        """The fewest grid lines in which a picture is seen over its caption.

        Raises:
            OversetError: that is more than `most`.
        """
        grid, style = self._area.grid, self._brief.design.text.styles.caption
        room = self.picture_room(picture, width)
        least = max(LEAST_PICTURE, ceil(room.caption / grid.leading) + PICTURE_OVER_CAPTION)
        if least > most:
            size = grid.size * style.scale
            rows = max(1, int((most - PICTURE_OVER_CAPTION - 1) * grid.leading / (CAPTION_PITCH * size)))
            message = f"图说要排{room.caption_lines}行，而图片和图说一共只有{most}行的位置"
            hint = f"把图说缩短到{rows * int(width / size)}字以内，或写进正文"
            raise OversetError(Problem("error", "caption-overset", message, picture.place, hint))
        return least

    def picture_room(self, picture: Picture, width: Pt) -> PictureRoom:
        """The heights of a picture at its own shape and of its caption, with the white that both keep from text."""
        grid, style = self._area.grid, self._brief.design.text.styles.caption
        if not picture.caption:
            return PictureRoom(height=width / picture.aspect, caption=air_below(grid), caption_lines=0)
        size = grid.size * style.scale
        lines = caption_rows(self._brief, picture.caption, width)
        ink = (CAPTION_INK + CAPTION_DROP + (lines - 1) * CAPTION_PITCH) * size
        return PictureRoom(width / picture.aspect, CAPTION_AIR + ink + below_caption(grid), lines)

    def _suited(self, picture: Picture) -> tuple[FloatKind, SlotDesign]:
        """The kind of slot that suits a picture's proportions."""
        design = self._brief.design.pictures
        if picture.aspect < 1.1:
            return "upright", design.upright
        if picture.aspect < 2.2 or design.full.columns > self._area.grid.columns:
            return "landscape", design.landscape
        return "full", design.full


def air_below(grid: Grid) -> Pt:
    """White that a picture keeps from the body line on the grid line below it."""
    return grid.leading - grid.first_baseline_em * grid.size


def below_caption(grid: Grid) -> Pt:
    """White from a caption to the grid line below it: half a line to the text there."""
    return grid.leading / 2 - (grid.first_baseline_em - CAPTION_INK) * grid.size


def _table_lines(table: SetTable, body: range) -> int:
    """Grid lines of these rows of a table with what belongs above and below; empty: of the whole."""
    if not body:
        return table.depth
    above = table.again if body.start else table.opening
    closing = table.closing if body.stop == len(table.body_rows) else 0
    return above + sum(table.body_rows[row] for row in body) + closing
