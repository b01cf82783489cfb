"""Sixty kills of builds and some hundreds of deliveries, with a seed of its own each time; and the judge is judged."""

import json
import random
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.soak.kills import light_sample, sample
from tests.soak.outputs import Ended, Outputs, badly_ended, false_words, settled

linux = pytest.mark.skipif(sys.platform != "linux", reason="moments come from inotify")
OLD = {"a.pdf": b"old", "b.pptx": b"OLD"}
NEW = {"a.pdf": b"new", "b.pptx": b"NEW"}


@pytest.mark.slow
@linux
def test_builds_killed() -> None:
    failed = sample(36, random.SystemRandom().randrange(1_000_000)).failed
    assert not failed, "\n".join(failed)


@pytest.mark.slow
@linux
def test_deliveries_killed() -> None:
    failed = light_sample(160, random.SystemRandom().randrange(1_000_000)).failed
    assert not failed, "\n".join(failed)


def standing(place: Path, outputs: Outputs, recorded: Outputs) -> Path:
    """A case with these outputs and a record of those."""
    folder = place / "output"
    (folder / ".bulletin").mkdir(parents=True)
    for name, data in outputs.items():
        (folder / name).write_bytes(data)
    files = [{"path": name, "sha256": sha256(data).hexdigest()} for name, data in recorded.items()]
    (folder / ".bulletin/delivered.json").write_text(json.dumps({"version": 1, "outputs": files}), encoding="utf-8")
    return place


def kinds(case: Path) -> set[str]:
    return {fault.kind for fault in settled(case, (OLD, NEW), frozenset({"delivered.json"}))}


def test_a_whole_set_with_its_record_is_sound(tmp_path: Path) -> None:
    assert kinds(standing(tmp_path, NEW, NEW)) == set()


@pytest.mark.parametrize(
    ("outputs", "recorded", "found"),
    [
        (NEW | {"a.pdf": b"old"}, NEW | {"a.pdf": b"old"}, {"mixed"}),
        ({"a.pdf": b"new"}, {"a.pdf": b"new"}, {"mixed"}),
        (NEW | {"a.pdf": b"ne"}, NEW | {"a.pdf": b"ne"}, {"torn", "mixed"}),
        (NEW, OLD, {"record"}),
        (NEW, {"a.pdf": b"new"}, {"record"}),
        (NEW | {"a.pdf.17.part": b"n"}, NEW, {"leftovers"}),
        (NEW | {".bulletin/journal": b"n"}, NEW, {"leftovers"}),
    ],
)
def test_each_fault_of_a_set_is_seen(tmp_path: Path, outputs: Outputs, recorded: Outputs, found: set[str]) -> None:
    assert kinds(standing(tmp_path, outputs, recorded)) == found


def test_a_folder_beside_the_outputs_is_seen(tmp_path: Path) -> None:
    (standing(tmp_path, NEW, NEW) / ".bulletin-x7").mkdir()
    assert kinds(tmp_path) == {"leftovers"}


@pytest.mark.parametrize(
    ("said", "code", "outputs", "false"),
    [
        ("已中断；原有成品未改动", 130, OLD, False),
        ("已中断；原有成品未改动", 130, OLD | {"a.pdf": b"new"}, True),
        ("已中断；先前的成品原样未动", 130, NEW, True),
        ("未生成：有1处错误", 5, NEW, True),
        ("成品：output/a.pdf", 0, NEW, False),
        ("成品：output/a.pdf", 137, OLD, True),
        ("", 0, NEW | {"a.pdf": b"old"}, True),
        ("", 137, NEW | {"a.pdf": b"old"}, False),
    ],
)
def test_a_last_word_is_compared_with_what_stands(said: str, code: int, outputs: Outputs, false: bool) -> None:
    assert bool(list(false_words(Ended(code, said), outputs, OLD, NEW))) == false


def test_codes_that_no_signal_explains_are_seen() -> None:
    assert not list(badly_ended(Ended(130, ""), (2,)))
    assert list(badly_ended(Ended(130, ""), ()))
    assert list(badly_ended(Ended(139, ""), (2, 2)))
