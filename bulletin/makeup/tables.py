"""Three-line tables (三线表): over how many columns each is set, at what depth, and its marks; the door to the rest."""

from bulletin.geometry import Point
from bulletin.makeup.brief import Brief
from bulletin.makeup.structure import TableTags
from bulletin.makeup.table_marks import NoteTarget, Shades, TableDrawer
from bulletin.makeup.table_setting import SetTable, TableSetter
from bulletin.memory import kept
from bulletin.model.edition import Table
from bulletin.model.page import Mark
from bulletin.problems import OversetError, Problem
from bulletin.units import PT_PER_MM, Pt

WRAPPED_DEEPER = 1.35  # times its depth at the width it wishes for that a table has rather than a column more: by eye


class Tables:
    """Sets and draws the tables of an issue."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        design = brief.design
        self._look = (design.text.styles, design.table, brief.area)  # what a setting depends on besides its table

    @kept
    def span(self, table: Table, wanted: int = 0) -> int:
        """How many base columns a table is set over: `wanted` or more, or the fewest over which no cell is squeezed.

        Raises:
            OversetError: the full width is too narrow.
        """
        area, most = self._brief.area, self._brief.area.grid.columns
        if wanted:
            found = next((span for span in range(wanted, most) if self.holds(table, area.span_width(span))), most)
        else:
            wished = self._at(table, self._setter(table).wished())
            enough = WRAPPED_DEEPER * wished.depth if wished else 0.0
            found = next((span for span in range(1, most) if self._suits(table, area.span_width(span), enough)), most)
        if found == most:
            self.set(table, area.span_width(most))
        return found

    def _suits(self, table: Table, measure: Pt, most: float) -> bool:
        """Whether at this width no cell is squeezed, and the table at most so many grid lines deep."""
        found = self._at(table, measure)
        return found is not None and found.comfortable and found.depth <= most

    def holds(self, table: Table, measure: Pt) -> bool:
        """Whether the table can be set at this width."""
        return self._at(table, measure) is not None

    def set(self, table: Table, measure: Pt) -> SetTable:
        """The table at a width.

        Raises:
            OversetError: it is too narrow even for the smallest type that the layout allows.
        """
        found = self._at(table, measure)
        if found is None:
            raise OversetError(self._too_wide(table, measure))
        return found

    def marks(
        self,
        set_table: SetTable,
        body: range,
        at: Point,
        tags: TableTags,
        shades: Shades,
        note: NoteTarget = lambda _: None,
    ) -> list[Mark]:
        """Rows of the body, with title, unit and heads above them, or （续表） and heads again.

        The notes stand below the last row.

        Args:
            body: these rows; they begin and end where groups do.
            at: the left edge, and the top of the piece's first grid line.
            shades: a colour of the layout for the table's report.
            note: where the text of one of its notes stands, by its number.
        """
        return TableDrawer(self._brief, set_table, at, tags, shades, note).piece(body)

    @kept
    def _setter(self, table: Table) -> TableSetter:
        return TableSetter(self._brief, table)

    def _at(self, table: Table, measure: Pt) -> SetTable | None:
        composer = self._brief.composer
        asker = composer.askers.of(table)

        def make() -> SetTable | None:
            with composer.askers.asking(asker):
                return self._setter(table).set(measure)

        return composer.memory.recall(("table", asker, measure, self._look), make)

    def _too_wide(self, table: Table, measure: Pt) -> Problem:
        """A table that cannot be made so narrow."""
        area, setter = self._brief.area, self._setter(table)
        needed = setter.needed(setter.scales()[-1])
        name = f"表格“{table.title}”" if table.title else "表格"
        message = (
            f"{name}有{table.columns}列，用最小的字也要{needed / PT_PER_MM:.1f}毫米宽，"
            f"这里只有{measure / PT_PER_MM:.1f}毫米"
        )
        wider = next((span for span in range(1, area.grid.columns + 1) if self.holds(table, area.span_width(span))), 0)
        place = table.cells[0].place
        hints = [f"{place.braces_line(f'{{宽: {wider}栏}}')}，或不写宽"] if wider else []
        hints.append("减少几列，或拆成两个表，或把行和列对调（转置）")
        hints.append(f"把最宽的格写短：“{setter.longest().cell.text}”")
        return Problem("error", "table-too-wide", message, place, "\n".join(hints))
