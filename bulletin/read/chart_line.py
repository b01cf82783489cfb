"""`图表: {表: 1, 类型: 条形, 值: 同比}`, below a table or in the front matter: the chart that an editor asks for."""

import re
from collections.abc import Sequence
from typing import Any

from bulletin.likeness import nearest
from bulletin.problems import Place, Problem
from bulletin.read.body_line import ChartOrder
from bulletin.read.braces import WRITTEN_BRACES, BraceEntry, entries
from bulletin.read.fields import Fields
from bulletin.read.keys import CHART_KEYS
from bulletin.read.loose_lines import key_form
from bulletin.read.pieces import BodyPiece
from bulletin.read.placing import POSITION_KEYS, WIDTH_KEYS, placing_of
from bulletin.read.source import Source
from bulletin.yaml_nodes.nodes import Listing, MappingNode, Node, Scalar

CHART_FORM = "`图表: {表: 1, 类型: 条形, 值: 同比}`"
_MARKED = r"[-*+＊>＞•\s]*"  # an order in bold, in a list or a quotation is one
_OPENING_WORD = rf"{_MARKED}(?:图表|chart)\s*[:：]?\s*"
_CHART_LINE = re.compile(rf"{_OPENING_WORD}({WRITTEN_BRACES})[。；;*＊]{{0,3}}", re.IGNORECASE)
_OPENED = re.compile(rf"{_OPENING_WORD}[{{｛]", re.IGNORECASE)


def is_chart_line(text: str) -> bool:
    return _CHART_LINE.fullmatch(text) is not None


def chart_order(source: Source, piece: BodyPiece, problems: list[Problem]) -> ChartOrder | None:
    """The chart that a line asks for; None for any other line, and with a problem for one that is not understood."""
    match = _CHART_LINE.fullmatch(piece.text)
    found = entries(match[1]) if match else None
    if not match or found is None:
        if _OPENED.match(piece.text):
            message = "图表没有写全，或不在一行里，照原样印出"
            place = source.place(piece.line, piece.column)
            problems.append(source.problem("warning", "chart-line", message, place, f"写成 {CHART_FORM}"))
        return None
    column = piece.column + match.start(1)
    order = ChartOrder(place=source.place(piece.line, piece.column))
    placed = [entry for entry in found if key_form(entry.key) in WIDTH_KEYS + POSITION_KEYS]
    for entry in found:
        if entry not in placed:
            order = _with_entry(order, entry, source, piece.line, column, problems)
    return order._replace(placing=placing_of(source, placed, piece.line, column, problems))


def _with_entry(
    order: ChartOrder, entry: BraceEntry, source: Source, line: int, column: int, problems: list[Problem]
) -> ChartOrder:
    known = CHART_KEYS.by_name()
    row = known.get(key_form(entry.key))
    if row is None:
        near = nearest(key_form(entry.key), known)
        ways = "、".join(key.synonyms[0] for key in CHART_KEYS.rows)
        hint = f"是不是 `{near}`？" if near else f"可以写：{ways}、宽、位置"
        place = source.place(line, column + entry.offset)
        problems.append(source.problem("error", "unknown-key", f"无法识别的项目“{entry.key}”", place, hint))
        return order
    place = source.place(line, column + entry.value_offset)
    return _with_value(order, row.name, entry.value, entry.values, place)


def _with_value(order: ChartOrder, name: str, text: str, values: Sequence[str], place: Place) -> ChartOrder:
    value: Any = tuple(values) if name == "values" else text
    return order._replace(**{name: value}, places=(*order.places, (name, place)))


def ordered_charts(fields: Fields) -> tuple[ChartOrder, ...]:
    """The charts that a report's front matter asks for: one table of keys or a list of them."""
    node = fields.node("charts")
    nodes: Sequence[Node] = (node,) if isinstance(node, MappingNode) else fields.items("charts")
    found = []
    for each in nodes:
        if not isinstance(each, MappingNode):
            fields.fault("wrong-type", f"`{fields.word('charts')}` 要写在花括号里", each, f"写成 {CHART_FORM}")
            continue
        inner = fields.inner(each, CHART_KEYS)
        order = ChartOrder(place=fields.place(each))
        for row in CHART_KEYS.rows:
            value = inner.node(row.name)
            if isinstance(value, Listing) and row.name == "values":
                values = tuple(item.text for item in value.items if isinstance(item, Scalar))
                order = _with_value(order, row.name, "", values, inner.places[row.name])
            elif value is not None:
                text = inner.text(row.name)
                entry = BraceEntry(row.name, text, 0, 0)
                order = _with_value(order, row.name, text, entry.values, inner.places[row.name])
        found.append(order)
    return tuple(found)
