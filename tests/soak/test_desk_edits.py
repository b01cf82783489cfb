"""Warm equals cold: a few edits in the quick suite, a hundred in the slow one; and the judge is judged."""

import os
import random
import re
from collections.abc import Callable, Hashable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bulletin import opening
from bulletin.memory import Memory
from tests.soak.desk_bench import hide_times, times_of
from tests.soak.desk_edits import Hand, verdicts
from tests.soak.desk_folders import Files, files_of, open_desk, put_files
from tests.soak.desk_law import Desk, Outcome, begin_fresh, differences, outcome
from tests.soak.desk_look_edits import own_face
from tests.soak.desk_trace import Trace, replayed

PDF = ("--only", "pdf")


def differing(place: Path, seed: str, count: int, bases: Sequence[str]) -> list[str]:
    """What differs after so many edits."""
    return [str(verdict) for verdict, _ in verdicts(place, seed, count, bases) if verdict.differences]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "bases"), [(30, ("small",)), (30, ("small", "seed")), (25, ("blocks", "word")), (15, ("office", "pages"))]
)
def test_a_hundred_edits(
    count: int, bases: Sequence[str], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    seed = str(random.SystemRandom().randrange(1_000_000))
    record_property("seed of edits", f"{seed}: {count} of {', '.join(bases)}")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:  # the living process: no part of pytest
        found = pool.submit(differing, tmp_path, seed, count, bases).result()
    assert not found, f"seed {seed}, {bases}\n" + "\n".join(found)


class Edited(NamedTuple):
    """A desk's folder before and after one word was typed over, and what a fresh process makes of it then."""

    first: Files
    second: Files  # with what the first build left
    truth: Outcome


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    place = tmp_path_factory.mktemp("desk")
    home = place / "warm"
    open_desk(home, "small", random.Random(1))
    first = files_of(home)
    Desk(home, Memory()).built(())
    report = home / "content/r01.md"
    text = report.read_text(encoding="utf-8")
    assert "考察团" in text
    report.write_text(text.replace("考察团", "观摩团", 1), encoding="utf-8")
    second = files_of(home)
    return Edited(first, second, begin_fresh(place / "cold", second, ()).ended())


def built_twice(home: Path, edited: Edited) -> Outcome:
    """What the second build of one living process does; the edit leaves the files' times as they were."""
    desk = Desk(home, Memory())
    put_files(home, edited.first)
    times = times_of(home)
    desk.built(())
    put_files(home, edited.second)
    hide_times(home, times)
    return desk.built(())


def test_the_second_build_of_a_living_process_is_that_of_a_fresh_one(tmp_path: Path, edited: Edited) -> None:
    assert edited.truth.code == 0
    assert {"content/r01.md", "output/bulletin.pdf", "output/slides.pptx"} < edited.truth.files.keys()
    assert differences(built_twice(tmp_path, edited), edited.truth) == []


def shortened(key: object) -> Hashable:
    """A key that forgets most of each text."""
    if isinstance(key, str):
        return key[:4], len(key)
    return tuple(map(shortened, key)) if isinstance(key, tuple) else key


def without_bytes(key: Hashable) -> Hashable:
    """A key that forgets what stands in a file: a report is then known by its name alone."""
    return tuple(part for part in key if not isinstance(part, bytes)) if isinstance(key, tuple) else key


def test_a_memory_whose_keys_lack_a_part_is_found_out(
    tmp_path: Path, edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    recall = Memory.recall

    def careless(memory: Memory, key: Hashable, make: Callable[[], Any]) -> Any:
        return recall(memory, shortened(key), make)

    monkeypatch.setattr(Memory, "recall", careless)
    assert differences(built_twice(tmp_path, edited), edited.truth)


def test_files_known_by_their_times_are_found_out(
    tmp_path: Path, edited: Edited, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = opening._all
    kept: dict[tuple[int, int, int], bytes] = {}

    def stale(handle: int, size: int, limit: int) -> bytes:
        state = os.fstat(handle)
        return kept.setdefault((state.st_ino, size, state.st_mtime_ns), read(handle, size, limit))

    monkeypatch.setattr(opening, "_all", stale)
    found = "\n".join(differences(built_twice(tmp_path, edited), edited.truth))
    assert "output/bulletin.pdf" in found
    assert "output/slides.pptx" in found


def test_what_is_told_of_an_office_s_face_does_not_depend_on_what_a_memory_knows(tmp_path: Path) -> None:
    """Words of the folio and measures of slides were asked of the faces only where they were set anew."""
    open_desk(tmp_path, "small", random.Random(2))
    files = files_of(tmp_path) | {
        "fonts/office.ttf": own_face(1),
        "fonts/fonts.yaml": b"faces: {office: {file: office.ttf}}\nroles: {hei: [office], sonng: [office]}\n",
    }
    said = []
    memory = Memory()
    for each in (memory, memory, Memory()):
        put_files(tmp_path, files)
        said.append(Desk(tmp_path, each).built(PDF).said)
    assert said[0] == said[1] == said[2]
    assert re.search("“hei”写的字体里没有“[0-9]+", said[0]), "the folio's figures are told"
    assert "“sonng”" in said[0]


def test_each_kind_of_difference_is_told(edited: Edited) -> None:
    truth = edited.truth
    assert [line[:9] for line in differences(truth._replace(code=1, said="别的"), truth)] == ["exit code", "said:\n   "]
    record = "output/.bulletin/delivered.json"
    files = truth.files | {"content/plan.json": b"{}", record: truth.files[record].replace(b'"pages"', b'"sides"', 1)}
    del files["output/slides.pptx"]
    told = [line.partition(":")[0] for line in differences(truth._replace(files=files), truth)]
    assert told == ["content/plan.json", record, "output/slides.pptx"]


def test_a_clock_is_no_difference_and_all_else_in_the_record_is(tmp_path: Path, edited: Edited) -> None:
    record = "output/.bulletin/delivered.json"
    said = edited.second[record]
    lease = next(name for name in edited.second if "/lease-" in name)
    held = edited.second[lease]
    other = held.rstrip().replace(b'"pid": ', b'"pid": 1') + b" " * 9
    states = [said, said.replace(b'"time": "2', b'"time": "3'), said.replace(b'"version": 2', b'"version": 3')]
    assert len(set(states)) == 3
    found = []
    for state in states:
        put_files(tmp_path, {record: state, lease: held if state is said else other})
        found.append(outcome(0, b"", tmp_path))
    assert found[0] == found[1] != found[2]


@pytest.mark.slow
def test_edits_are_the_same_for_a_seed_and_reach_every_kind(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        hand = Hand(tmp_path / name, "small", "3")
        made.append([hand.next(sound=True) for _ in range(80)])
    assert made[0] == made[1]
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    kinds = {step.edit.partition(":")[0] for step in made[0]}
    assert len(kinds) > 25


@pytest.mark.slow
def test_a_difference_is_seen_again_by_its_trace(tmp_path: Path, edited: Edited) -> None:
    trace = Trace(tmp_path / "trace")
    put_files(tmp_path / "home", edited.first)
    trace.add(tmp_path / "home", "laid out", ())
    put_files(tmp_path / "home", edited.second)
    trace.add(tmp_path / "home", "a word", PDF)
    assert list(replayed(trace.kept(tmp_path / "kept")))[1:] == ["no difference"]
    recall = Memory.recall

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Memory, "recall", lambda memory, key, make: recall(memory, without_bytes(key), make))
        said = list(replayed(trace))
    assert said[1].startswith("differs after 1 states before:\n  laid out \n  a word --only pdf\n")
