"""A table and what an editor asks of it to the values of a chart; cells that hold no number are told one by one."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from bulletin.likeness import nearest
from bulletin.model.edition import Cell, Chart, ChartKind, Series, Table, plain
from bulletin.problems import Place, Problem
from bulletin.read.body_line import ChartOrder
from bulletin.read.chinese import solid
from bulletin.read.numerals import whole_number
from bulletin.read.source import Source
from bulletin.read.table_titles import NUMBERED
from bulletin.words.simplified import simplified

MAX_TOLD_CELLS = 12  # of one chart that hold no number
MAX_CATEGORIES = 60  # rows of a chart: more cannot be told apart
CHART_KINDS: Mapping[str, ChartKind] = {
    "条形": "bar", "条状": "bar", "条": "bar", "横条": "bar", "bar": "bar",
    "柱形": "column", "柱状": "column", "柱": "column", "column": "column",
    "折线": "line", "曲线": "line", "线": "line", "line": "line",
}  # fmt: skip
# −5, +3.2, 1,234.5, (5.2) in a bookkeeper's way, 负5, with the unit behind it.
_VALUE = re.compile(
    r"(?P<open>\()?(?P<sign>[-−–+负正])?\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(?P<unit>[^\d\s()]{0,6})"
    r"(?P<close>\)?)"
)
_TITLE_NUMBER = re.compile(r"表(\d+(?:[-—.]\d+)*|[一二三四五六七八九十]+)")
_BRACKETED_UNIT = re.compile(r"[（(]([^（）()]{1,8})[）)]$")


class _ChartColumn(NamedTuple):
    """A column of a table: what it is called, and its cells in the rows below the head."""

    name: str  # from the top of the head down, without the unit
    last: str  # the lowest cell of the head alone
    unit: str
    cells: tuple[Cell, ...]


class _Figure(NamedTuple):
    """The number that a cell is."""

    shown: str  # as written, without its unit
    unit: str
    value: float


class DrawnTable(NamedTuple):
    """A chart with the table that it draws."""

    chart: Chart
    table: Table


def chart_of(
    order: ChartOrder, tables: Sequence[Table], above: Table | None, source: Source, problems: list[Problem]
) -> DrawnTable | None:
    """The chart that `order` asks for, of one of a report's `tables`; None after a problem.

    `above` is the one that is meant where the order names none. A chart without a title is called by what it draws.
    """
    kind = CHART_KINDS.get(simplified(order.kind.lower()).removesuffix("图").removesuffix("统计") or "条形")
    if kind is None:
        hint = "可以写条形、柱形、折线"
        _tell(source, "chart-kind", f"没有“{order.kind[:20]}”这种图表", order.place_of("kind"), hint, problems)
        return None
    table = _table(order, tables, above, source, problems)
    if table is None:
        return None
    columns = _columns(table)
    chosen = _chosen(order, columns, source, problems)
    if not chosen:
        return None
    if len(table.rows) > MAX_CATEGORIES:
        message = f"这个表有{len(table.rows)}行，图表最多{MAX_CATEGORIES}行"
        _tell(source, "chart-rows", message, order.place, "另做一个只有要画的行的表", problems)
        return None
    figures = [[_figure(_words(cell)) for cell in column.cells] for column in chosen]
    bad = [
        cell
        for column, row in zip(chosen, figures, strict=True)
        for cell, figure in zip(column.cells, row, strict=True)
        if figure is None
    ]
    for cell in bad[:MAX_TOLD_CELLS]:
        message = f"图表要用的这一格“{cell.text[:20]}”不是数" if cell.text else "图表要用的这一格是空的"
        hint = "改成数，或在图表里用“值”换一栏；不画的行就从表里分出去"
        problems.append(Problem("error", "chart-number", message, cell.place, hint, _shown(source, cell.place)))
    if bad:
        return None
    numbers = [[figure for figure in row if figure] for row in figures]
    return DrawnTable(_chart(order, kind, table, chosen, numbers, columns[0]), table)


def _chart(
    order: ChartOrder,
    kind: ChartKind,
    table: Table,
    chosen: Sequence[_ChartColumn],
    figures: Sequence[Sequence[_Figure]],
    names: _ChartColumn,
) -> Chart:
    units = {figure.unit for row in figures for figure in row}
    common = units.pop() if len(units) == 1 else ""
    heads = {column.unit for column in chosen}
    whole = table.unit.partition("：")[2].rstrip("）")
    written = next(iter(heads)) if len(heads) == 1 else ""
    series = tuple(
        Series(
            name=column.name,
            shown=tuple(figure.shown + ("" if common else figure.unit) for figure in row),
            values=tuple(figure.value for figure in row),
        )
        for column, row in zip(chosen, figures, strict=True)
    )
    return Chart(
        kind=kind,
        categories=tuple(map(_words, names.cells)),
        series=series,
        title=order.title or _title(table, series),
        unit=common or written or (whole if not (units or heads - {""} or re.search("[，、；,/]", whole)) else ""),
        notes=(f"资料来源：{order.origin}",) if order.origin else (),
    )


def _title(table: Table, series: Sequence[Series]) -> str:
    """What a chart without a title is called: its table's name without the number, and what it draws of it."""
    number = NUMBERED.match(table.title)
    name = table.title[number.end() if number else 0 :]
    return "：".join(filter(None, (name, series[0].name if len(series) == 1 else "")))


def _table(
    order: ChartOrder, tables: Sequence[Table], above: Table | None, source: Source, problems: list[Problem]
) -> Table | None:
    """The table that an order names: by its number, its title, or its place among those of the report."""
    if not order.table and above:
        return above
    wanted = _key(order.table)
    number = wanted.removeprefix("表")
    counted = whole_number(number)
    for table in tables:
        title = _key(table.title)
        own = _TITLE_NUMBER.match(title)
        if title and (title == wanted or (own and (own[1] == number or whole_number(own[1]) == counted >= 0))):
            return table
    if 0 < counted <= len(tables):
        return tables[counted - 1]
    names = "、".join(table.title or f"第{at}个表" for at, table in enumerate(tables, 1))
    hint = f"现有的表：{names[:200]}；" if tables and order.table else ""
    hint += "用“表”写明是哪一个，或把图表写在表的下面" if tables else "图表写在表的下面，表用竖线或制表符隔开"
    message = f"没有表“{order.table[:20]}”" if order.table else "图表上面没有表"
    _tell(source, "unknown-table", message, order.place_of("table"), hint, problems)
    return None


def _columns(table: Table) -> tuple[_ChartColumn, ...]:
    """The columns from left to right."""
    names: list[list[str]] = [[] for _ in range(table.columns)]
    for row, cells in enumerate(_grid(table.head, table.columns)):
        for column, cell in enumerate(cells):
            if cell and cell.text and (not row or _words(cell) not in names[column][-1:]):
                names[column].append(_words(cell))
    body = _grid(table.rows, table.columns)
    found = []
    for column, parts in enumerate(names):
        last = parts[-1] if parts else ""
        unit = _BRACKETED_UNIT.search(last)
        bare = [_BRACKETED_UNIT.sub("", part) for part in parts]
        below = tuple(cell for line in body if (cell := line[column]))
        found.append(_ChartColumn("".join(bare), bare[-1] if bare else "", unit[1] if unit else "", below))
    return tuple(found)


def _words(cell: Cell) -> str:
    """What a cell says, without the numbers of notes."""
    return plain(run for run in cell.runs if not run.note)


def _grid(rows: Sequence[Sequence[Cell]], width: int) -> list[list[Cell | None]]:
    """The rows cell by cell; where one hangs in from above, that one."""
    grid: list[list[Cell | None]] = [[None] * width for _ in rows]
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while column < width and grid[row][column]:
                column += 1
            for below in range(row, min(row + cell.down, len(rows))):
                grid[below][column : column + cell.across] = [cell] * cell.across
            column += cell.across
    return grid


def _chosen(
    order: ChartOrder, columns: Sequence[_ChartColumn], source: Source, problems: list[Problem]
) -> tuple[_ChartColumn, ...]:
    """The columns of values that an order names; without a name the last one of numbers."""
    values = columns[1:]
    if not order.values:
        return _last_of_numbers(order, values, source, problems)
    found = []
    for value in order.values:
        wanted = _key(value)
        exact = [column for column in values if wanted in {_key(column.name), _key(column.name + column.unit)}]
        like = exact or [
            column
            for column in values
            if _key(_BRACKETED_UNIT.sub("", value)) in {_key(column.last), _key(column.name)}
        ]
        if len(like) == 1:
            found.append(like[0])
            continue
        known = [column.name for column in (like or values)]
        near = nearest(value, known) if not like else ""
        hint = f"是不是“{near}”？" if near else f"这个表的栏：{'、'.join(filter(None, known))[:200]}"
        if len(like) > 1 and len(set(known)) < len(known):
            hint = "在表的第一行给同名的栏起不同的名字"
        elif not any(known):
            hint = "这个表的栏没有名称：在表的第一行写上"
        message = f"有{len(like)}栏叫“{value[:20]}”" if like else f"表里没有“{value[:20]}”这一栏"
        _tell(source, "unknown-column", message, order.place_of("values"), hint, problems)
    return tuple(found) if len(found) == len(order.values) else ()


def _last_of_numbers(
    order: ChartOrder, values: Sequence[_ChartColumn], source: Source, problems: list[Problem]
) -> tuple[_ChartColumn, ...]:
    """The last column that is all numbers, or else some; () where none is."""
    numeric = [column for column in values if all(_figure(_words(cell)) for cell in column.cells)]
    partly = [column for column in values if any(_figure(_words(cell)) for cell in column.cells)]
    if not partly:
        _tell(source, "chart-number", "这个表里没有一栏是数", order.place, "要画的一栏每格写成一个数", problems)
    last = (numeric or partly)[-1:]
    if len(numeric) > 1:
        ways = ", ".join(column.name for column in numeric)
        message = f"图表没有写“值”，只画了最后一栏“{last[0].name}”"
        hint = f"写明要画的栏，可以写几栏：值: [{ways[:200]}]"
        problems.append(source.problem("warning", "chart-values", message, order.place, hint))
    return tuple(last)


def _figure(text: str) -> _Figure | None:
    """The number that a cell is, with its unit; None for any other text."""
    bare = normalize("NFKC", text).strip()
    match = _VALUE.fullmatch(bare)
    if not match or bool(match["open"]) != bool(match["close"]):
        return None
    value = float(match["number"].replace(",", ""))
    negative = match["open"] or (match["sign"] or "") in tuple("-−–负")
    # NFKC keeps the length of all that a number is written with, so that offsets serve both.
    start, end = match.span("unit")
    bare_text = text.strip()
    shown = bare_text[:start].rstrip() + bare_text[end:] if len(bare_text) == len(bare) else bare_text
    return _Figure(shown=shown, unit=match["unit"], value=-value if negative else value)


def _key(text: str) -> str:
    """A name by which it is compared: any width, without blanks."""
    return simplified(solid(normalize("NFKC", text))).lower()


def _shown(source: Source, place: Place) -> str:
    return source.typed(place.line) if place.file == source.file else ""


def _tell(source: Source, code: str, message: str, place: Place, hint: str, problems: list[Problem]) -> None:
    problems.append(source.problem("error", code, message, place, hint))
