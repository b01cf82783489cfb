"""Blocks in the column search: never parted inside a group, all set once and in order, white where none fits."""

from hypothesis import given
from hypothesis import strategies as st

from bulletin.makeup.columns import (
    BlockRows,
    ColumnItem,
    Filling,
    ItemRun,
    LineCount,
    block_counts,
    column_text,
    fill,
    fill_part,
    rest_of,
    row_range,
    rows_left,
    runs,
    text_left,
)


def block(groups: list[int], opening: int, again: int, below: int, air: int) -> ColumnItem:
    rows = BlockRows(groups=tuple(groups), opening=opening, again=again, below=below)
    return ColumnItem(counts=block_counts(rows), air=air, block=rows)


def lines(count: int) -> ColumnItem:
    return ColumnItem(counts=(LineCount(count, 0.0), LineCount(count + 1, 2.0)))


items = st.lists(
    st.one_of(
        st.builds(lines, st.integers(1, 6)),
        st.builds(
            block,
            st.lists(st.integers(1, 3), min_size=1, max_size=5),
            st.integers(0, 3),
            st.integers(0, 2),
            st.integers(0, 1),
            st.integers(0, 1),
        ),
    ),
    min_size=1,
    max_size=4,
)
capacities = st.lists(st.integers(0, 12), min_size=1, max_size=4)


def stands(stories: list[ColumnItem], found: Filling, columns: list[int]) -> list[tuple[int, ItemRun]]:
    return [(column, run) for column, own in enumerate(runs(stories, found, columns)) for run in own]


def keeps_the_rules(stories: list[ColumnItem], placed: list[tuple[int, ItemRun]], columns: list[int]) -> None:
    """Nothing past a column's foot, nothing upon another, and of every block whole groups with what stands above."""
    ends = [0] * len(columns)
    for column, run in placed:
        assert run.row >= ends[column]
        ends[column] = run.row + run.lines
        assert ends[column] <= columns[column]
        if rows := stories[run.item].block:
            above = rows.again if run.first else rows.opening
            assert run.lines == above + sum(rows.groups[run.first : run.first + run.groups])


@given(items, capacities)
def test_a_filling_sets_every_line_and_group_once_in_order(stories: list[ColumnItem], columns: list[int]) -> None:
    found = fill(column_text(stories), columns)
    if found is None:
        return
    placed = stands(stories, found, columns)
    keeps_the_rules(stories, placed, columns)
    said = [(run.item, part) for _, run in placed for part in range(run.first, run.first + (run.groups or run.lines))]
    counted = [
        len(item.block.groups) if item.block else item.counts[chosen].lines
        for item, chosen in zip(stories, found.chosen, strict=True)
    ]
    assert said == [(number, part) for number, parts in enumerate(counted) for part in range(parts)]
    span = row_range(stories, len(columns))
    assert span.fewest <= sum(columns) <= span.most


@given(items, capacities)
def test_a_part_and_its_rest_are_the_whole(stories: list[ColumnItem], columns: list[int]) -> None:
    text = column_text(stories)
    found = fill_part(text, columns)
    if found is None:
        return
    keeps_the_rules(stories, stands(stories, found, columns), columns)
    rest = rest_of(stories, found)
    assert len(found.chosen) + len(rest) == len(stories) + bool(found.cut)
    assert text_left(text, found) == column_text(rest)
    assert rows_left(text, found) == row_range(rest, 1).usual == column_text(rest).usual
    for number, own in enumerate(stories):
        if own.block is None:
            continue
        set_here = sum(run.groups for _, run in stands(stories, found, columns) if run.item == number)
        left = rest[number - len(stories)].block if number >= len(stories) - len(rest) else None
        assert own.block.groups[set_here:] == (left.groups if left else ())
        if left and set_here:
            assert left.opening == own.block.again


@given(st.lists(st.integers(1, 3), min_size=1, max_size=6), st.integers(0, 2), st.integers(0, 2))
def test_one_column_holds_any_block_exactly(groups: list[int], opening: int, again: int) -> None:
    item = block(groups, opening, again, 1, 0)
    assert item.block
    for white in range(3):
        assert fill(column_text([item]), [item.block.rows + white]) is not None


def test_a_block_that_finds_no_room_leaves_white_and_says_what_it_costs() -> None:
    stories = [lines(3), block([4], 0, 0, 0, 0), lines(2)]
    found = fill(column_text(stories), [5, 6])
    assert found is not None
    assert [[(run.item, run.row) for run in own] for own in runs(stories, found, [5, 6])] == [
        [(0, 0)],
        [(1, 0), (2, 4)],
    ]
    cheaper = fill(column_text(stories), [3, 6])
    assert cheaper is not None
    assert cheaper.cost < found.cost


def test_a_heading_does_not_stay_behind_above_the_white_of_a_block() -> None:
    heading = lines(1)._replace(heading=True)
    assert fill(column_text([lines(2), heading, block([4], 0, 0, 0, 0)]), [5, 4]) is None


def test_a_short_table_is_not_parted_two_and_two() -> None:
    stories = [lines(3), block([1, 1, 1, 1], 2, 2, 0, 0), lines(3)]
    found = fill(column_text(stories), [7, 10])
    assert found is not None
    assert [run.groups for own in runs(stories, found, [7, 10]) for run in own if run.groups] == [4]
