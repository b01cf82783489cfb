"""Trees and wished shapes: two kinds of record are never mistaken for each other, and no search outlives its use."""

import weakref
from typing import Any

import pytest

from bulletin.makeup.fixed_plan import ShapeSearch, Wanted, WantedRow, WantedStack
from bulletin.makeup.flows import Flow
from bulletin.makeup.modules import FILLER, ModuleTable, filler_table, is_filler
from bulletin.makeup.trees import LINES_BETWEEN, SideBySide, Stack, TreeSearch, TreeWishes, walk
from tests.makeup.conftest import LayoutSetup


@pytest.fixture
def leaves(a3: LayoutSetup) -> tuple[Any, Any]:
    """Two boxes of two base columns."""
    table = filler_table(a3.design.filler, 2, 10)
    return table[6][0], table[8][0]


def test_a_stack_is_not_a_row_of_the_same_modules(leaves: tuple[Any, Any]) -> None:
    stack: Stack | SideBySide = Stack(*leaves)
    row: Stack | SideBySide = SideBySide(*leaves)
    assert stack != row
    assert stack == Stack(*leaves)
    assert len({stack: 1, row: 2}) == 2
    assert walk(stack) == walk(row) == leaves
    assert (stack.height, stack.span) == (6 + LINES_BETWEEN + 8, 2)
    assert (row.height, row.span) == (6, 4)


def test_a_wished_stack_is_not_a_wished_row_of_the_same_reports() -> None:
    parts = (Wanted(report=0), Wanted(report=1))
    stack: WantedStack | WantedRow = WantedStack(parts=parts)
    row: WantedStack | WantedRow = WantedRow(parts=parts)
    assert stack != row
    assert stack == WantedStack(parts=parts)
    assert len({stack: 1, row: 2}) == 2


def test_a_wished_stack_of_more_parts_than_lines_is_no_search(a3: LayoutSetup) -> None:
    """A thousand reports one above another once ended in a RecursionError, and the command in 70."""
    many = WantedStack(parts=tuple(Wanted(report=number) for number in range(1000)))
    search = ShapeSearch(lambda _, span: filler_table(a3.design.filler, span, 10), 70)
    assert search.found(many, 4) == {}
    assert search.found(WantedStack(parts=many.parts[:3]), 4)


def test_a_flow_is_itself_and_no_other(leaves: tuple[Any, Any]) -> None:
    """Flows key the tables of modules: two parts of one report that end differently must not share a table."""
    twin = Flow(report=-1, part=0, text=FILLER.text, floats=(), portrait=None)
    assert twin != FILLER
    assert is_filler(leaves[0])
    assert not is_filler(leaves[0]._replace(flow=twin))


@pytest.mark.parametrize("fixed", [False, True])
def test_a_search_is_gone_with_its_result(a3: LayoutSetup, fixed: bool) -> None:
    """What it looked up is released at once, not when the collector comes by: no circle of references."""

    class Boxes:
        """A box of any depth, whatever is asked for."""

        def modules(self, _: object, span: int) -> ModuleTable:
            return filler_table(a3.design.filler, span, 10)

        def fewest(self, _: object) -> float:
            return 0.0

        def band(self, _: object) -> float:
            return 0.0

    boxes = Boxes()
    asked = weakref.ref(boxes)
    if fixed:
        shape = WantedStack(parts=(Wanted(report=0), WantedRow(parts=(Wanted(report=1), Wanted(report=2)))))
        found = ShapeSearch(boxes.modules, 30).found(shape, 4)
    else:
        wishes = TreeWishes(span=4, most=30, bound=1e6, prices=a3.design.prices)
        found = TreeSearch(boxes, wishes).page((0, 1, 2))
    del boxes
    assert found
    assert asked() is None


def test_rows_of_different_widths_are_as_wide_as_the_widest(a3: LayoutSetup) -> None:
    """A filler once stood over the second row, since the first was narrow."""
    narrow, wide = (filler_table(a3.design.filler, span, 10)[8][0] for span in (1, 4))
    assert Stack(top=narrow, bottom=wide).span == Stack(top=wide, bottom=narrow).span == 4
