"""A table of three lines (三线表) as a native one: head row, figures to the right, cells that span."""

from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu
from pptx.util import Pt as Points

from bulletin.draw.pptx.ooxml import described, rule
from bulletin.draw.pptx.runs import add_runs
from bulletin.model.placed_cells import PlacedCell, placed_cells
from bulletin.model.slide import SlideTable
from bulletin.units import EMU_PER_PT

PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # Office's own: no style, no grid
OUTER_RULE, INNER_RULE = 1.5, 1.0  # points


def add_table(slide: Any, place: Any, made: SlideTable, accent: int) -> Any:
    """The table in its placeholder, or where that takes text alone over it; its frame."""
    sizes = len(made.table.head) + len(made.table.rows), made.table.columns
    if hasattr(place, "insert_table"):
        frame = place.insert_table(*sizes)
    else:
        frame = slide.shapes.add_table(*sizes, Emu(0), Emu(0), Emu(1), Emu(1))
    frame.left, frame.top = Emu(round(made.rect.x * EMU_PER_PT)), Emu(round(made.rect.y * EMU_PER_PT))
    frame.width, frame.height = Emu(round(made.rect.width * EMU_PER_PT)), Emu(round(made.rect.height * EMU_PER_PT))
    described(frame, made.alt)
    table = frame.table
    table._tbl.tblPr.find(".//{*}tableStyleId").text = PLAIN_STYLE
    table.first_row, table.horz_banding = bool(made.table.head), False
    for column, width in zip(table.columns, made.widths, strict=True):
        column.width = Emu(round(width * EMU_PER_PT))
    for row, height in zip(table.rows, made.row_heights, strict=True):
        row.height = Emu(round(height * EMU_PER_PT))
    for placed in placed_cells(made.table):
        _fill(table, placed, made, accent)
    _rules(table, len(made.table.head), sizes, accent)
    return frame


def _fill(table: Any, placed: PlacedCell, on: SlideTable, accent: int) -> None:
    made, at = placed.cell, placed.column
    row = placed.row + (0 if placed.in_head else len(on.table.head))
    cell = table.cell(row, at)
    if made.across > 1 or made.down > 1:
        cell.merge(table.cell(row + made.down - 1, at + made.across - 1))
    cell.margin_top, cell.margin_right = Points(on.insets.top), Points(on.insets.right)
    cell.margin_bottom, cell.margin_left = Points(on.insets.bottom), Points(on.insets.left)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    to_right = made.across == 1 and at in on.figures
    paragraph.alignment = PP_ALIGN.RIGHT if to_right else PP_ALIGN.CENTER if made.across > 1 else PP_ALIGN.LEFT
    paragraph.line_spacing = Points(on.leading)  # whatever face draws it, rows are as high as they were counted
    color = f"accent{accent}" if placed.in_head else ""
    for piece in made.runs:
        add_runs(paragraph, piece.text, bold=placed.in_head or piece.bold or None, size=on.size, color=color)


def _rules(table: Any, heads: int, sizes: tuple[int, int], accent: int) -> None:
    """Three lines: over the table, under its head, and below it."""
    rows, columns = sizes
    color = f"accent{accent}"
    for at in range(columns):
        rule(table.cell(0, at), "T", OUTER_RULE, color)
        if heads:
            rule(table.cell(heads - 1, at), "B", INNER_RULE, color)
        rule(table.cell(rows - 1, at), "B", OUTER_RULE, color)
