"""A delivery that files something, killed at any of its system calls: outputs and history are old or new together."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.build import lease
from bulletin.build.delivery import deliver, recover
from bulletin.build.record import delivered
from bulletin.model.output import File
from bulletin.problems import OutputError
from tests.build.test_delivery import listing, private
from tests.build.test_history import FIRST, about
from tests.build.test_recovery import killed_at, no_room_for

PDF, DECK = f"history/{FIRST}.pdf", f"history/{FIRST}.pptx"
SECOND = "history/简报-第2期-2026-11-23.pdf"


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process of a test has the number of one that lives."""
    monkeypatch.setattr(lease, "PATIENCE", 0.0)


def issue(folder: Path, text: str, number: int = 1, most: int = 5) -> None:
    files = [File("bulletin.pdf", f"{text} pdf".encode(), "screen")]
    files += [File("slides.pptx", f"{text} deck".encode(), "slides")] if number == 1 else []
    deliver(files, str(folder), about(text, number, most))


def standing(folder: Path) -> dict[str, str]:
    """The outputs and what is filed; that the folder stands is told too, should it be empty."""
    inner = folder / "history"
    filed = {f"history/{name}": text for name, text in listing(inner).items()} if inner.exists() else {}
    return listing(folder) | ({"history": ""} if inner.exists() else {}) | filed


NEW = {"bulletin.pdf": "new pdf", "slides.pptx": "new deck", "history": "", PDF: "new pdf", DECK: "new deck"}
# What is delivered before and when the kill comes, what stands then, and which calls are hit: one of so many.
CASES: dict[str, tuple[Callable[[Path], None] | None, Callable[[Path], None], dict[str, str], int]] = {
    "the first": (None, lambda folder: issue(folder, "new"), NEW, 3),
    "instead of the same day's": (lambda folder: issue(folder, "old"), lambda folder: issue(folder, "new"), NEW, 3),
    "one in, one out": (
        lambda folder: issue(folder, "old"),
        lambda folder: issue(folder, "new", 2, most=1),
        {"bulletin.pdf": "new pdf", "slides.pptx": "old deck", "history": "", SECOND: "new pdf"},
        1,
    ),
}


def old_of(case: str, tmp_path: Path) -> Path:
    """A folder with what stood before."""
    folder = tmp_path / "old"
    (folder / ".bulletin").mkdir(parents=True)
    if before := CASES[case][0]:
        before(folder)
    return folder


@pytest.mark.parametrize("case", CASES)
def test_killed_at_each_system_call_both_are_old_or_new_after_the_next_start(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, deliver_new, new, every = CASES[case]
    old_folder = old_of(case, tmp_path)
    whole = shutil.copytree(old_folder, tmp_path / "whole")
    calls = killed_at(10_000, lambda: deliver_new(whole), monkeypatch)
    assert standing(whole) == new
    old = standing(old_folder)
    outcomes = []
    for end in range(0, len(calls), every):
        folder = shutil.copytree(old_folder, tmp_path / f"case-{end}")
        killed_at(end, lambda folder=folder: deliver_new(folder), monkeypatch)  # type: ignore[misc]
        if end % 2:  # the start that makes it good is killed too
            killed_at(end * 7 % 25, lambda folder=folder: recover(str(folder)), monkeypatch)  # type: ignore[misc]
        recover(str(folder))
        found = standing(folder)
        assert found in (old, new), (end, calls[end])
        if found:
            known = delivered(str(folder))
            named = {entry.path for entry in (*known.entries, *known.filed)}
            assert named == found.keys() - {"history"}, (end, calls[end])
        assert set(private(folder)) <= {"delivered.json", "lease"}, (end, calls[end])
        outcomes.append(found == new)
        shutil.rmtree(folder)
    turn = calls.index("replace") + 1  # once the journal stands the set is new
    assert outcomes == [end >= turn for end in range(0, len(calls), every)]


@pytest.mark.parametrize("case", CASES)
def test_killed_while_a_failed_move_is_undone_both_come_back(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, deliver_new, new, _ = CASES[case]
    old_folder = old_of(case, tmp_path)
    replace = os.replace

    def failed(folder: Path) -> None:
        with pytest.raises(OutputError):
            deliver_new(folder)

    whole = shutil.copytree(old_folder, tmp_path / "whole")
    monkeypatch.setattr(os, "replace", no_room_for("delivered.json"))
    calls = killed_at(10_000, lambda: failed(whole), monkeypatch)
    old = standing(old_folder)
    assert standing(whole) == old
    back = [place for place, call in enumerate(calls) if call == "replace"][-4]
    for end in range(back, len(calls), 3):
        folder = shutil.copytree(old_folder, tmp_path / f"case-{end}")
        killed_at(end, lambda folder=folder: failed(folder), monkeypatch)  # type: ignore[misc]
        with monkeypatch.context() as room:
            room.setattr(os, "replace", replace)
            recover(str(folder))
        assert standing(folder) in (old, new), (end, calls[end])
        assert set(private(folder)) <= {"delivered.json", "lease"}
        shutil.rmtree(folder)


def test_what_was_edited_there_since_the_kill_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    issue(tmp_path / "out", "old")
    copy = shutil.copytree(tmp_path / "out", tmp_path / "copy")
    calls = killed_at(10_000, lambda: issue(copy, "new", 2, most=1), monkeypatch)
    first = [place for place, call in enumerate(calls) if call == "replace"][1]
    killed_at(first, lambda: issue(tmp_path / "out", "new", 2, most=1), monkeypatch)
    (tmp_path / "out" / DECK).write_text("edited since")
    recover(str(tmp_path / "out"))
    assert standing(tmp_path / "out") == {
        "bulletin.pdf": "new pdf", "slides.pptx": "old deck", "history": "", SECOND: "new pdf", DECK: "edited since"
    }  # fmt: skip
