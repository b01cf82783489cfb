"""The column search against trying everything."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bulletin.makeup.columns import FORBIDDEN, Filling, Item, Option, break_between, break_cost, fill

options = st.builds(Option, st.integers(1, 6), st.sampled_from((0.0, 2.0, 5.0)), st.booleans())
items = st.lists(
    st.builds(
        lambda choices, heading, introduces: Item(tuple(choices), heading, introduces and not heading),
        st.lists(options, min_size=1, max_size=2),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)
capacities = st.lists(st.integers(1, 7), min_size=1, max_size=3)


def cost_of(chosen: list[Item], taken: tuple[Option, ...], ends: list[int], *, open_end: bool) -> float:
    """The cost of one choice of options, break by break."""
    total = sum(option.cost for option in taken)
    start = 0
    for number, (item, option) in enumerate(zip(chosen, taken, strict=True)):
        for end in ends:
            last = end == ends[-1]
            if start < end < start + option.lines and (open_end or not last):
                heading = number > 0 and chosen[number - 1].heading
                total += break_cost(item, option, end - start, after_heading=heading)
            ends_report = number + 1 == len(chosen) and not open_end
            if end == start + option.lines and not ends_report and (open_end or not last):
                total += break_between(item)
        start += option.lines
    return total


@given(items, capacities)
def test_the_filling_is_the_cheapest_of_all(stories: list[Item], columns: list[int]) -> None:
    ends = [sum(columns[: number + 1]) for number in range(len(columns))]
    best = FORBIDDEN
    for taken in product(*(item.options for item in stories)):
        if sum(option.lines for option in taken) == ends[-1]:
            best = min(best, cost_of(stories, taken, ends, open_end=False))
    found = fill(stories, columns)
    if best == FORBIDDEN:
        assert found is None
    else:
        assert found is not None
        assert abs(found.cost - best) < 1e-9
        taken = tuple(item.options[chosen] for item, chosen in zip(stories, found.options, strict=True))
        assert sum(option.lines for option in taken) == ends[-1]
        assert abs(cost_of(stories, taken, ends, open_end=False) - found.cost) < 1e-9


@given(items, capacities)
def test_a_part_ends_at_a_legal_line_and_costs_what_it_says(stories: list[Item], columns: list[int]) -> None:
    ends = [sum(columns[: number + 1]) for number in range(len(columns))]
    found = fill(stories, columns, open_end=True)
    if found is None:
        return
    begun = stories[: len(found.options)]
    taken = tuple(item.options[chosen] for item, chosen in zip(begun, found.options, strict=True))
    lines = [option.lines for option in taken]
    if found.cut:
        assert 0 < found.cut < lines[-1]
        assert not begun[-1].heading
        lines[-1] = found.cut
    else:
        assert not begun[-1].heading
    assert sum(lines) == ends[-1]
    assert abs(cost_of(begun, taken, ends, open_end=True) - found.cost) < 1e-9


def test_a_heading_never_ends_a_column() -> None:
    body = Item((Option(4, 0.0),))
    heading = Item((Option(1, 0.0),), heading=True)
    assert fill((body, heading, body), (5, 4)) is None
    assert fill((body, heading, body), (4, 5)) == Filling(0.0, (0, 0, 0))


def test_a_paragraph_gives_up_a_line_to_save_a_widow() -> None:
    flexible = Item((Option(5, 0.0), Option(4, 3.0)))
    found = fill((flexible, Item((Option(5, 0.0), Option(6, 2.0)))), (4, 6))
    assert found == Filling(5.0, (1, 1))
