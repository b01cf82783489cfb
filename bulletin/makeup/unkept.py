"""Wishes of the editor for pictures, tables and charts that the finished pages could not keep."""

from collections.abc import Iterator, Sequence

from bulletin.makeup.charts import Charts
from bulletin.makeup.grid import TypeArea
from bulletin.model.edition import DRAWN_KINDS, BlockPosition, ChartKind, Edition, Paragraph
from bulletin.model.page import BlockPiece, Module
from bulletin.problems import Problem
from bulletin.units import Pt

_POSITION_NAMES: dict[BlockPosition, str] = {"top": "栏顶", "bottom": "栏底", "middle": "栏中", "here": "原处"}
_CHART_NAMES: dict[ChartKind, str] = {"bar": "条形", "column": "柱形", "line": "折线"}


def unkept_wishes(edition: Edition, modules: Sequence[Module], area: TypeArea, charts: Charts) -> Iterator[Problem]:
    """A warning for each block that stands wider, narrower or elsewhere, or is another chart, than was asked for."""
    for module in modules:
        paragraphs = edition.reports[module.report].paragraphs
        for piece in module.blocks:
            if piece.paragraph < 0:
                continue
            block = paragraphs[piece.paragraph]
            yield from _unkept(block, piece, module, area)
            if block.chart and (drawn := charts.kind(block.chart, piece.rect.width)) != block.chart.kind:
                message = f"{_CHART_NAMES[block.chart.kind]}图里的数字排不下，改排成{_CHART_NAMES[drawn]}图"
                hint = f"要排得宽些，{block.place.braces_line('{宽: 2栏}')}，或减少几类"
                yield Problem("warning", "chart-kind", message, block.place, hint)


def _unkept(block: Paragraph, piece: BlockPiece, module: Module, area: TypeArea) -> Iterator[Problem]:
    name, wanted = DRAWN_KINDS[block.kind], block.placing
    columns = _columns(piece.rect.width, area)
    if wanted.columns and wanted.columns != columns:
        hint = (
            f"{block.place.braces_line(f'{{宽: {columns}栏}}')}，或不写宽"
            if wanted.columns <= area.grid.columns
            else f"版面只有{area.grid.columns}栏"
        )
        yield Problem(
            "warning", "width-not-kept", f"{name}要求宽{wanted.columns}栏，排成了{columns}栏", block.place, hint
        )
    depth = module.columns[piece.column].depth
    kept = {
        "": True,
        "top": piece.floating and piece.row + piece.rows < depth,
        "bottom": piece.row + piece.rows == depth,
        "middle": not piece.floating,
        "here": not piece.floating,
    }[wanted.position]
    if not kept:
        message = f"{name}要求排在{_POSITION_NAMES[wanted.position]}，这一版没有排成"
        ends = wanted.position in ("top", "bottom")  # each can be had once in a column
        hint = "一栏的栏顶、栏底各只能排一个；或不写位置" if ends else "宽的图表只能排在栏顶或栏底；或不写位置"
        yield Problem("warning", "place-not-kept", message, block.place, hint)


def _columns(width: Pt, area: TypeArea) -> int:
    """How many base columns are so wide, at the least."""
    return max(1, round((width + area.gutter) / (area.measure + area.gutter)))
