"""A table of three lines (三线表) as a native one: head row, figures to the right, cells that span."""

import re
from collections.abc import Iterator
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu
from pptx.util import Pt as Points

from bulletin.draw.pptx.ooxml import described, rule, set_language
from bulletin.model.edition import Cell
from bulletin.model.slide import SlideTable
from bulletin.units import EMU_PER_PT

PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # Office's own: no style, no grid
OUTER_RULE, INNER_RULE = 1.5, 1.0  # points
FIGURE = re.compile(r"[-+−±]?[0-9][0-9,.\s]*(?:[%％‰]|\D{0,4})|[—–-]+|…|/|-")  # and what stands for one that is none


def add_table(slide: Any, place: Any, made: SlideTable, accent: int) -> Any:
    """The table in its placeholder, or where that takes text alone over it; its frame."""
    rows = (*made.table.head, *made.table.rows)
    sizes = len(rows), made.table.columns
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
    right = _right_columns(made)
    for row, at, cell in _placed(rows):
        _fill(table, row, at, cell, made, accent, to_right=at in right and cell.across == 1)
    _rules(table, len(made.table.head), sizes, accent)
    return frame


def _placed(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with the row and column in which it begins."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        at = 0
        for cell in cells:
            while (row, at) in taken:
                at += 1
            yield row, at, cell
            taken |= {(row + down, at + across) for down in range(cell.down) for across in range(cell.across)}
            at += cell.across


def _right_columns(made: SlideTable) -> set[int]:
    """Columns of figures besides the first, which names the rows: all of their cells below the head are figures."""
    texts: dict[int, list[str]] = {}
    for _, at, cell in _placed(made.table.rows):
        texts.setdefault(at, []).append(cell.text.strip())
    return {at for at, words in texts.items() if at and any(words) and all(map(_is_figure, words))}


def _is_figure(words: str) -> bool:
    return not words or bool(FIGURE.fullmatch(words))


def _fill(table: Any, row: int, at: int, made: Cell, on: SlideTable, accent: int, *, to_right: bool) -> None:
    cell = table.cell(row, at)
    if made.across > 1 or made.down > 1:
        cell.merge(table.cell(row + made.down - 1, at + made.across - 1))
    cell.margin_top, cell.margin_right = Points(on.insets.top), Points(on.insets.right)
    cell.margin_bottom, cell.margin_left = Points(on.insets.bottom), Points(on.insets.left)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if to_right else PP_ALIGN.CENTER if made.across > 1 else PP_ALIGN.LEFT
    paragraph.line_spacing = Points(on.leading)  # whatever face draws it, rows are as high as they were counted
    head = row < len(on.table.head)
    for piece in made.runs:
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = line
            set_language(run)
            run.font.size = Points(on.size)
            run.font.bold = True if head or piece.bold else None
            if head:
                run.font.color.theme_color = getattr(MSO_THEME_COLOR, f"ACCENT_{accent}")


def _rules(table: Any, heads: int, sizes: tuple[int, int], accent: int) -> None:
    """Three lines: over the table, under its head, and below it."""
    rows, columns = sizes
    color = f"accent{accent}"
    for at in range(columns):
        rule(table.cell(0, at), "T", OUTER_RULE, color)
        if heads:
            rule(table.cell(heads - 1, at), "B", INNER_RULE, color)
        rule(table.cell(rows - 1, at), "B", OUTER_RULE, color)
