"""A few edits in one process: nothing grows. Thousands are `tests/soak/edits.py`."""

import random
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.soak.builds import MEBIBYTE
from tests.soak.edits import MOST_GROWTH, Edited, EditFigures, edit_figures, edited

FEW = 30  # builds of a period of the small sample


def run(seed: str) -> EditFigures:
    return edit_figures(list(edited(4 * FEW, seed, "small")), FEW)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory and descriptors are read from /proc")
def test_a_hundred_edits_leave_a_process_as_large_as_it_was(record_property: Callable[[str, object], None]) -> None:
    seed = str(random.SystemRandom().randrange(1_000_000))
    record_property("seed of edits in one process", seed)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:  # not this one, with pytest's own memory
        found = pool.submit(run, seed).result()
    print(found)
    assert found.unsound < found.edits / 2
    assert found.growth <= MOST_GROWTH
    assert found.more_descriptors <= 0


def after(number: int, size: int = 100, descriptors: int = 5, held: int = 9) -> Edited:
    return Edited(number, number % 10 != 0, size * MEBIBYTE, descriptors, held)


def test_what_grows_with_edits_is_seen() -> None:
    flat = [after(number) for number in range(1, 401)]
    assert edit_figures(flat) == EditFigures(400, 40, 100.0, 100.0, 9, 9, 0)
    assert edit_figures([after(number, 100 + number // 8) for number in range(1, 401)]).growth > MOST_GROWTH
    assert edit_figures([*flat[:-1], after(400, descriptors=6)]).more_descriptors == 1
    assert edit_figures([after(number, held=number) for number in range(1, 401)]).most_held == 350
    assert edit_figures([*flat[:-5], *(after(400, 900) for _ in range(5))]).growth == 0, "single builds do not count"
