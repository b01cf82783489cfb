"""The column search against trying everything, and the price of every kind of column break."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.makeup.columns import (
    EMPTY_COLUMN,
    FORBIDDEN,
    BlockRows,
    ColumnItem,
    Filling,
    ItemRun,
    LineCount,
    RowRange,
    block_counts,
    break_between,
    break_cost,
    column_text,
    fill,
    fill_part,
    rest_of,
    row_range,
    runs,
)

counts = st.builds(LineCount, lines=st.integers(1, 6), cost=st.sampled_from((0.0, 2.0, 5.0)), full_end=st.booleans())
items = st.lists(
    st.builds(
        lambda choices, heading, introduces, air, box: ColumnItem(
            counts=tuple(choices), heading=heading, introduces=introduces and not heading, air=air, **box
        ),
        st.lists(counts, min_size=1, max_size=2),
        st.booleans(),
        st.booleans(),
        st.sampled_from((0, 0, 0, 1, 2)),
        st.sampled_from(({}, {}, {"keeps_air": True, "boxed": True, "box_goes_on": True}, {"boxed": True})),
    ),
    min_size=1,
    max_size=4,
)
capacities = st.lists(st.integers(0, 7), min_size=1, max_size=3)


def row_by_row(chosen: list[ColumnItem], taken: tuple[LineCount, ...], columns: list[int]) -> list[list[str]]:
    """The columns row by row, by hand: "3.1" is line 1 of item 3, "" is air; a column too many takes what is left."""
    page: list[list[str]] = [[]]
    room = [*columns, 10**6]

    def next_row() -> None:
        while len(page[-1]) == room[len(page) - 1]:
            page.append([])

    for number, (item, count) in enumerate(zip(chosen, taken, strict=True)):
        next_row()
        if page[-1] or item.keeps_air:
            page[-1] += [""] * item.air
        for line in range(count.lines):
            if len(page[-1]) > room[len(page) - 1]:
                return [["too deep"]]
            next_row()
            page[-1].append(f"{number}.{line}")
    return page


def cost_of(
    chosen: list[ColumnItem], taken: tuple[LineCount, ...], columns: list[int], *, open_end: bool
) -> float | None:
    """The cost of one choice of line counts, break by break; None when it does not fill the columns."""
    page = row_by_row(chosen, taken, columns)
    left = page[len(columns) :]
    while len(page) < len(columns):
        page.append([])
    if [len(column) for column in page[: len(columns)]] != columns or (left and left[0] and not open_end):
        return None
    if any(column and column[-1] == "" for column in page):
        return None
    total = sum(count.cost for count in taken)
    rows = [row for column in page for row in column if row]
    broken = [column for column in page[: len(columns)] if column]
    for column in broken if open_end else broken[:-1]:
        number, line = map(int, column[-1].split("."))
        if line + 1 < taken[number].lines:
            after_heading = number > 0 and chosen[number - 1].heading
            total += break_cost(chosen[number], taken[number], line + 1, after_heading=after_heading)
        elif open_end or column[-1] != rows[-1]:
            total += break_between(chosen[number])
    return total


@given(items, capacities)
def test_the_filling_is_the_cheapest_of_all(stories: list[ColumnItem], columns: list[int]) -> None:
    costs = [cost_of(stories, taken, columns, open_end=False) for taken in product(*(item.counts for item in stories))]
    best = min((cost for cost in costs if cost is not None), default=FORBIDDEN)
    found = fill(column_text(stories), columns)
    if best == FORBIDDEN:
        assert found is None
    else:
        assert found is not None
        assert abs(found.cost - best) < 1e-9
        taken = tuple(item.counts[chosen] for item, chosen in zip(stories, found.chosen, strict=True))
        cost = cost_of(stories, taken, columns, open_end=False)
        assert cost is not None
        assert abs(cost - found.cost) < 1e-9


@given(items, capacities)
def test_a_part_ends_at_a_legal_line_and_costs_what_it_says(stories: list[ColumnItem], columns: list[int]) -> None:
    found = fill_part(column_text(stories), columns)
    if found is None:
        return
    begun = stories[: len(found.chosen)]
    taken = tuple(item.counts[chosen] for item, chosen in zip(begun, found.chosen, strict=True))
    assert not begun[-1].heading
    assert found.cut < taken[-1].lines
    cost = cost_of(begun, taken, columns, open_end=True)
    assert cost is not None
    assert abs(cost - found.cost) < 1e-9


@given(items, capacities, st.booleans())
def test_the_runs_are_the_rows_that_were_filled(stories: list[ColumnItem], columns: list[int], part: bool) -> None:
    """Where lines stand is what the search counted: every column is full, and only air lies between its runs."""
    found = (fill_part if part else fill)(column_text(stories), columns)
    if found is None:
        return
    begun = stories[: len(found.chosen)]
    taken = tuple(item.counts[chosen] for item, chosen in zip(begun, found.chosen, strict=True))
    page = row_by_row(begun, taken, columns)[: len(columns)]
    for number, column in enumerate(runs(stories, found, columns)):
        rows = [""] * columns[number]
        for run in column:
            for line in range(run.lines):
                rows[run.row + line] = f"{run.item}.{run.first + line}"
        assert rows == (page[number] if number < len(page) else [])


@given(items, capacities, st.booleans())
def test_the_range_of_rows_holds_whatever_fills(stories: list[ColumnItem], columns: list[int], part: bool) -> None:
    found = (fill_part if part else fill)(column_text(stories), columns)
    if found is None:
        return
    left = sum(item.counts[0].lines for item in rest_of(stories, found))
    if not part:
        assert left == 0
        span = row_range(stories, len(columns))
        assert span.fewest <= sum(columns) <= span.most
    lines = sum(run.lines for column in runs(stories, found, columns) for run in column)
    begun = zip(stories, found.chosen, strict=False)
    untouched = sum(item.counts[0].lines for item in stories[len(found.chosen) :])
    assert lines + left == sum(item.counts[chosen].lines for item, chosen in begun) + untouched


def test_a_heading_never_ends_a_column() -> None:
    body = ColumnItem(counts=(LineCount(lines=4, cost=0.0),))
    heading = ColumnItem(counts=(LineCount(lines=1, cost=0.0),), heading=True)
    assert fill(column_text((body, heading, body)), (5, 4)) is None
    assert fill(column_text((body, heading, body)), (4, 5)) == Filling(cost=0.0, chosen=(0, 0, 0))


def test_a_paragraph_gives_up_a_line_to_save_a_widow() -> None:
    flexible = ColumnItem(counts=(LineCount(lines=5, cost=0.0), LineCount(lines=4, cost=3.0)))
    longer = ColumnItem(counts=(LineCount(lines=5, cost=0.0), LineCount(lines=6, cost=2.0)))
    assert fill(column_text((flexible, longer)), (4, 6)) == Filling(cost=5.0, chosen=(1, 1))


def body(lines: int, *, full_end: bool = False, **kind: Any) -> ColumnItem:
    """A paragraph in so many lines and no others."""
    return ColumnItem(counts=(LineCount(lines=lines, cost=0.0, full_end=full_end),), **kind)


# Every price here is that of docs/typesetting.md, Column breaks: change both or neither.
@pytest.mark.parametrize(
    ("item", "line", "after_heading", "price"),
    [
        (body(5), 2, False, 0.0),  # two lines on each side: nothing to see
        (body(5), 1, False, 20.0),  # an orphan: the first line alone at a column's foot
        (body(5), 4, False, 35.0),  # a widow: the last line alone at a column's head
        (body(5, full_end=True), 4, False, 22.0),  # nearly full it is hardly one
        (body(5), 1, True, 32.0),  # an orphan, and under a heading: 20 + 12
        (body(2), 1, False, 15.0),  # two lines parted, neither widow nor orphan
        (body(3), 1, False, 20.0),
        (body(3), 2, False, 35.0),
        (body(3, begun=True), 1, False, 0.0),  # the rest of a paragraph has no first line
        (body(3, begun=True), 2, False, 35.0),
        (body(2, heading=True), 1, False, FORBIDDEN),
        (body(5, boxed=True), 2, False, 45.0),  # a short box
        (body(5, boxed=True), 1, True, 77.0),
    ],
)
def test_the_price_of_a_break_inside_a_paragraph(
    item: ColumnItem, line: int, after_heading: bool, price: float
) -> None:
    assert break_cost(item, item.counts[0], line, after_heading=after_heading) == price


@pytest.mark.parametrize(
    ("item", "price"),
    [
        (body(3), 0.0),
        (body(3, introduces=True), 6.0),  # a colon promises a list: it should stand right below
        (body(1, heading=True), FORBIDDEN),
        (body(3, boxed=True), 0.0),
        (body(3, boxed=True, box_goes_on=True), 45.0),
    ],
)
def test_the_price_of_a_break_between_paragraphs(item: ColumnItem, price: float) -> None:
    assert break_between(item) == price


def test_a_column_rather_ends_after_a_plain_paragraph_than_after_a_colon() -> None:
    """4.0 for a paragraph a line longer is less than the 6.0 that parts a colon from its list."""
    introducing = ColumnItem(counts=(LineCount(lines=4, cost=0.0), LineCount(lines=2, cost=4.0)), introduces=True)
    listed = ColumnItem(counts=(LineCount(lines=4, cost=0.0), LineCount(lines=6, cost=0.0)))
    assert fill(column_text((introducing, listed)), (4, 4)) == Filling(cost=4.0, chosen=(1, 1))


def test_a_column_rather_loosens_a_paragraph_than_leaves_an_orphan() -> None:
    """10.0 for a paragraph a line longer is less than the 20.0 of an orphan."""
    flexible = ColumnItem(counts=(LineCount(lines=3, cost=0.0), LineCount(lines=4, cost=10.0)))
    following = ColumnItem(counts=(LineCount(lines=5, cost=0.0), LineCount(lines=4, cost=0.0)))
    assert fill(column_text((flexible, following)), (4, 4)) == Filling(cost=10.0, chosen=(1, 1))


def test_air_stands_above_an_item_and_not_at_a_columns_head() -> None:
    heading = ColumnItem(counts=(LineCount(lines=1, cost=0.0),), heading=True, air=1)
    assert heading.white(at_head=False) == 1
    assert heading.white(at_head=True) == 0
    text = (heading, body(4), heading, body(4), heading, body(4))
    filling = fill(column_text(text), (11, 5))
    assert filling == Filling(cost=0.0, chosen=(0,) * 6)
    assert [[(run.item, run.row) for run in column] for column in runs(text, filling, (11, 5))] == [
        [(0, 0), (1, 1), (2, 6), (3, 7)],
        [(4, 0), (5, 1)],
    ]
    assert row_range(text, 2) == RowRange(fewest=16, usual=17, most=17, swallowed=1)
    assert fill(column_text(text), (12, 5)) is None  # air never ends a column
    assert fill(column_text(text), (17,)) == Filling(cost=0.0, chosen=(0,) * 6)


def test_a_box_keeps_its_air_at_a_columns_head() -> None:
    box = body(3, air=1, keeps_air=True)
    text = (body(4), box, body(2, air=1))
    assert fill(column_text(text), (4, 6)) is None  # the air of what follows is swallowed nowhere
    filling = fill(column_text(text), (4, 7))
    assert filling == Filling(cost=0.0, chosen=(0, 0, 0))
    assert [[(run.item, run.row) for run in column] for column in runs(text, filling, (4, 7))] == [
        [(0, 0)],
        [(1, 1), (2, 5)],
    ]
    assert row_range(text, 2) == RowRange(fewest=10, usual=11, most=11, swallowed=1)
    assert row_range((box,), 1) == RowRange(fewest=4, usual=4, most=4, swallowed=0)


def test_what_a_part_leaves_begins_without_air() -> None:
    heading = ColumnItem(counts=(LineCount(lines=1, cost=0.0),), heading=True, air=1)
    parted = ColumnItem(counts=(LineCount(lines=6, cost=0.0),), air=2)
    text = (body(3), heading, parted, body(4))
    filling = fill_part(column_text(text), (10,))
    assert filling == Filling(cost=0.0, chosen=(0, 0, 0), cut=3)
    assert runs(text, filling, (10,)) == (
        (
            ItemRun(item=0, first=0, lines=3, row=0),
            ItemRun(item=1, first=0, lines=1, row=4),
            ItemRun(item=2, first=0, lines=3, row=7),
        ),
    )
    tail = ColumnItem(counts=(LineCount(lines=3, cost=0.0),), begun=True)
    assert rest_of(text, filling) == (tail, body(4))


@given(
    st.lists(st.integers(1, 9), max_size=2),
    st.lists(st.integers(1, 12), min_size=1, max_size=3),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
)
def test_a_part_sets_something_and_leaves_no_column_white(
    texts: list[int], groups: list[int], columns: list[int]
) -> None:
    block = BlockRows(tuple(groups), opening=1, again=2, below=1)
    stories = [ColumnItem((LineCount(lines, 0.0),)) for lines in texts]
    stories.append(ColumnItem(block_counts(block), air=1, block=block))
    filling = fill_part(column_text(stories), columns)
    if filling is not None:
        placed = runs(stories, filling, columns)
        last = max((number for number, column in enumerate(placed) if column), default=-1)
        begun = len(filling.chosen) == len(stories)
        assert last >= 0
        assert begun or all(room == 0 for room in columns[last + 1 :])


def test_a_whole_column_is_left_white_above_a_block_only_where_nothing_else_goes() -> None:
    block = BlockRows((8,), below=1)
    stories = [ColumnItem((LineCount(6, 0.0),)), ColumnItem(block_counts(block), air=1, block=block)]
    text = column_text(stories)
    usual, skipping = (fill(text, columns) for columns in ((8, 8), (8, 7, 8)))
    assert usual is not None
    assert skipping is not None
    assert skipping.cost > usual.cost + EMPTY_COLUMN
