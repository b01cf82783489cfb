"""Trees and wished shapes: two kinds of record are never mistaken for each other, and no search outlives its use."""

import weakref
from typing import Any

import pytest

from bulletin.makeup.fixed_plan import ShapeSearch, Wanted, WantedRow, WantedStack
from bulletin.makeup.flows import Flow
from bulletin.makeup.leaf import FILLER, Leaf, ModuleTable, filler_leaf, filler_table, is_filler
from bulletin.makeup.trees import LINES_BETWEEN, SideBySide, Stack, TreeSearch, TreeTable, TreeWishes, walk
from bulletin.model.design import FillerDesign
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


class Boxes:
    """Boxes of these depths, whatever is asked for, and what each pays over the page's whole width."""

    def __init__(self, design: FillerDesign, most: int, band: float = 0.0) -> None:
        self._design = design
        self._most = most
        self._band = band

    def modules(self, _: object, span: int) -> ModuleTable:
        return filler_table(self._design, span, self._most)

    def fewest(self, _: object) -> float:
        return 0.0

    def band(self, _: object) -> float:
        return self._band


def sized(leaf: Leaf, size: float) -> Leaf:
    return leaf._replace(head=leaf.head._replace(size=size))


def test_heads_of_one_size_beside_and_below_each_other_have_their_price(a3: LayoutSetup) -> None:
    """Two modules of a depth of ten lines over one column: over two columns side by side, over one in a stack."""

    class Heads(Boxes):
        def __init__(self, sizes: tuple[float, float]) -> None:
            super().__init__(a3.design.filler, 10)
            self._sizes = sizes

        def modules(self, item: object, span: int) -> ModuleTable:
            leaf = filler_leaf(span, 10)._replace(cost=1.0)
            return {10: (sized(leaf, self._sizes[int(str(item))]),)} if span == 1 else {}

    def cost(span: int, sizes: tuple[float, float]) -> float:
        wishes = TreeWishes(span=span, most=30, bound=1e6, prices=a3.design.prices)
        ((found, _),) = TreeSearch(Heads(sizes), wishes).page((0, 1)).values()
        return found

    prices = a3.design.prices
    assert cost(2, (20.0, 20.0)) == cost(2, (20.0, 18.0)) + prices.same_size_beside
    assert cost(1, (20.0, 20.0)) == cost(1, (20.0, 18.0)) + prices.same_size_below


def test_an_item_pays_as_a_band_only_where_others_stand_on_its_page(a3: LayoutSetup) -> None:
    wishes = TreeWishes(span=4, most=10, bound=1e6, prices=a3.design.prices)
    free, dear = (TreeSearch(Boxes(a3.design.filler, 10, band), wishes) for band in (0.0, 50.0))
    assert free.page((0,)) == dear.page((0,)) != {}
    least = a3.design.filler.lines_min
    wishes = TreeWishes(span=1, most=30, bound=1e6, prices=a3.design.prices)
    free, dear = (TreeSearch(Boxes(a3.design.filler, least, band), wishes) for band in (0.0, 50.0))
    ((depth, (cost, _)),) = free.page((0, 1)).items()
    ((same, (more, _)),) = dear.page((0, 1)).items()
    assert depth == same == 2 * least + LINES_BETWEEN
    assert more == cost + 2 * 50.0


@pytest.mark.parametrize("items", [(0,), (0, 1), (0, 1, 2)])
def test_a_bound_and_a_least_depth_leave_out_trees_and_change_none(a3: LayoutSetup, items: tuple[int, ...]) -> None:
    def found(bound: float, least: int) -> TreeTable:
        wishes = TreeWishes(span=3, most=40, bound=bound, prices=a3.design.prices)
        return TreeSearch(Boxes(a3.design.filler, 12), wishes).page(items, least=least)

    everything = found(1e6, 0)
    costs = sorted({cost for cost, _ in everything.values()})
    for bound in costs[:: max(1, len(costs) // 9)]:
        assert found(bound, 0) == {depth: way for depth, way in everything.items() if way[0] < bound}
    for least in everything:
        kept = {depth: way for depth, way in found(1e6, least).items() if depth >= least}
        assert kept == {depth: way for depth, way in everything.items() if depth >= least}


@pytest.mark.parametrize("fixed", [False, True])
def test_a_search_is_gone_with_its_result(a3: LayoutSetup, fixed: bool) -> None:
    """What it looked up is released at once, not when the collector comes by: no circle of references."""

    boxes = Boxes(a3.design.filler, 10)
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
