"""A save is built once, when it has settled; somebody who saves without pause is not left without pages."""

from hypothesis import given
from hypothesis import strategies as st

from bulletin.desk.settling import LONGEST, LONGEST_DOUBTFUL, QUIET, QUIET_AGAIN, QUIET_DOUBTFUL, Glance, Pending, after

QUIET_LOOK = Glance(differs=True)
MOVED = Glance(differs=True, moved=True)
HALF = Glance(differs=True, moved=True, doubtful=True)
AGAIN = Glance(differs=True, moved=True, again=True)
NOTHING = Glance(differs=False)


def builds(looks: list[tuple[float, Glance]]) -> list[float]:
    """When builds begin: looks at their times, and at whatever time one of them falls due."""
    pending: Pending | None = None
    begun = []
    for now, glance in looks:
        if pending and pending.due() <= now:
            begun.append(pending.due())
            pending = None
        pending = after(pending, glance, now)
    return begun + ([pending.due()] if pending else [])


def test_a_plain_save_is_built_after_a_little_quiet() -> None:
    assert builds([(5.0, MOVED), (5.01, QUIET_LOOK)]) == [5.0 + QUIET]


def test_what_is_back_as_it_was_is_not_built() -> None:
    assert builds([(5.0, HALF), (5.01, NOTHING)]) == []


def test_a_file_cut_to_nothing_is_waited_for_and_then_built_at_once() -> None:
    assert builds([(5.0, HALF)]) == [5.0 + QUIET_DOUBTFUL]
    assert builds([(5.0, HALF), (5.2, MOVED)]) == [5.2 + QUIET]


def test_a_file_that_changes_again_is_given_more_time() -> None:
    assert builds([(5.0, MOVED), (5.02, AGAIN)]) == [5.02 + QUIET_AGAIN]


@given(st.lists(st.floats(0.001, QUIET - 0.005), min_size=1, max_size=400))
def test_saves_without_pause_are_built_in_bounded_time_and_the_last_one_last(gaps: list[float]) -> None:
    times = [sum(gaps[:end]) for end in range(1, len(gaps) + 1)]
    looks = [(times[0], MOVED), *((time, AGAIN) for time in times[1:])]
    begun = builds(looks)
    assert begun[-1] > times[-1]
    assert len(begun) <= (times[-1] - times[0]) / LONGEST + 2


@given(st.lists(st.floats(0.001, QUIET_DOUBTFUL - 0.01), min_size=1, max_size=30))
def test_a_file_that_grows_is_built_once(gaps: list[float]) -> None:
    times = [sum(gaps[:end]) for end in range(1, len(gaps) + 1)]
    assert times[-1] - times[0] < LONGEST_DOUBTFUL
    assert builds([(time, HALF) for time in times]) == [times[-1] + QUIET_DOUBTFUL]
