"""The seven fuzzers for two minutes; and the judge, on faults that were planted."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fuzz.case import KINDS, make_case
from tests.fuzz.sweep import Worker, swept, told

SEED = 13  # the same cases everywhere: what others find must not keep a change from landing; search by hand
SECONDS = 120.0  # for all seven together; BULLETIN_FUZZ_SECONDS for longer
FAULTS = {
    "own_mistake": ("exit 70: KeyError，events.py:33",),
    "broken_output": ("output: pdf PdfError", "output: pptx "),
    "large": ("memory: 11",),
    "escape": ("escaped: KeyError: 'x'",),
    "overwrite": (
        "words: nothing is told",
        "folder: left over: slides.pptx.7.part",
        "folder: an earlier output was touched: slides.pptx",
    ),
    "words": (
        "words: not Chinese [bad]",
        "words: no file [bad]",
        "words: an address",
        "words: a path of the machine",
        "words: control characters",
        "words: a foreign sentence: Could not read the file",
    ),
    "sound": (),
}


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    with Worker(tmp_path_factory.mktemp("planted")) as worker:
        yield worker


@pytest.mark.parametrize("name", FAULTS)
def test_the_judge_finds_what_was_planted(name: str, worker: Worker) -> None:
    outcome = worker.outcome(f"planted:{name}", 1, 1)

    for fault in FAULTS[name]:
        assert any(found.startswith(fault) for found in outcome.faults), (fault, outcome.faults)
    assert bool(outcome.faults) == bool(FAULTS[name]), outcome.faults


@pytest.mark.parametrize("name", ["sleep", "compute"])
def test_what_does_not_end_is_ended_and_told_with_its_place(name: str, tmp_path: Path) -> None:
    with Worker(tmp_path, seconds=0.3) as worker:
        (fault,) = worker.outcome(f"planted:{name}", 1, 1).faults
        after = worker.outcome("planted:sound", 1, 1)

    assert fault.startswith("hang: ")
    assert "planted.py" in fault
    assert not after.faults


@pytest.mark.parametrize("kind", KINDS)
def test_a_case_is_made_again_from_its_number(kind: str, tmp_path: Path) -> None:
    def files(folder: Path) -> dict[str, bytes]:
        folder.mkdir()
        case = make_case(kind, 7, 3, folder)
        found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        return {**found, "arguments": repr((case.arguments, case.what)).encode()}

    assert files(tmp_path / "once") == files(tmp_path / "again")


def test_every_kind_of_value_that_a_key_has_is_made(tmp_path: Path) -> None:
    for number in range(200):
        folder = tmp_path / str(number)
        folder.mkdir()
        make_case("content", 13, number, folder)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_wrong_in_a_file_the_command_ends_well(
    kind: str, record_property: Callable[[str, object], None]
) -> None:
    seed = int(os.environ.get("BULLETIN_FUZZ_SEED", SEED))
    end = time.monotonic() + float(os.environ.get("BULLETIN_FUZZ_SECONDS", SECONDS)) / len(KINDS)
    cases = ((kind, seed, number) for number in range(1_000_000))

    outcomes = swept(cases, until=lambda: time.monotonic() > end)

    record_property(f"fuzz {kind}", f"seed {seed}, {len(outcomes)} cases")
    assert outcomes
    assert not any(outcome.faults for outcome in outcomes), told(outcomes)
