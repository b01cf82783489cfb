"""Two hundred builds in one process, and builds in workers: nothing grows and nothing changes."""

import gc
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from pptx.oxml.slide import CT_NotesSlide, CT_Slide, CT_SlideLayout, CT_SlideMaster

from bulletin.memory import Memory
from bulletin.model.output import Order
from bulletin.pipeline import build
from bulletin.sources import find_sources
from tests.soak.builds import GROWTH, ROOT, Figures, State, figures, states

LEFT_OVER = 2000  # objects of one build that may wait for the garbage collector; one composer alone holds ten thousand
TREES = CT_Slide, CT_SlideLayout, CT_SlideMaster, CT_NotesSlide
from_proc = pytest.mark.skipif(sys.platform != "linux", reason="memory and descriptors are read from /proc")


def run(count: int) -> Figures:
    return figures(list(states(count)))


def in_workers(count: int) -> list[Figures]:
    """Two runs of `count` builds side by side, each in a fresh process."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return [work.result() for work in [pool.submit(run, count) for _ in range(2)]]


@pytest.mark.slow
@from_proc
def test_two_hundred_builds_in_one_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:  # not this one, with pytest's own memory
        found = pool.submit(run, 200).result()
    print(found)
    assert found.outputs == 1
    assert found.growth <= GROWTH
    assert found.more_descriptors == 0


@pytest.mark.slow
@from_proc
def test_builds_in_two_workers_side_by_side() -> None:
    left, right = in_workers(50)
    print(left, right, sep="\n")
    for found in (left, right):
        assert found.outputs == 1
        assert found.more_descriptors == 0
        assert found.growth <= GROWTH


def state(number: int, resident: int = 100, descriptors: int = 5, digest: str = "same") -> State:
    return State(number, digest, resident * 2**20, descriptors)


def test_what_grows_or_changes_is_seen() -> None:
    flat = [state(number) for number in range(1, 61)]
    assert figures(flat) == Figures(60, 1, 100.0, 100.0, 100.0, 5, 0)
    assert figures([state(number, 100 + number) for number in range(1, 61)]).growth > GROWTH
    assert figures([*flat[:-1], state(60, 110)]).growth > GROWTH
    assert figures([*flat[:-1], state(60, descriptors=6)]).more_descriptors == 1
    assert figures([*flat[:-1], state(60, digest="other")]).outputs == 2


def test_a_build_leaves_hardly_anything_to_the_garbage_collector() -> None:
    order = Order(find_sources(str(ROOT)), str(ROOT / "content"))
    build(order, Memory())
    gc.collect()
    gc.disable()
    try:
        build(order, Memory())
        assert gc.collect() < LEFT_OVER
    finally:
        gc.enable()


def test_a_build_leaves_no_tree_of_a_presentation_to_the_garbage_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        build(Order(find_sources(str(ROOT)), str(ROOT / "content")), Memory())
        left = [each for each in gc.get_objects() if isinstance(each, TREES)]
    finally:
        gc.enable()
    assert not left
