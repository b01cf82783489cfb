"""A delivery that is killed at any of its system calls, and one that finds what a killed one left."""

import json
import os
import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from bulletin.build import lease
from bulletin.build.delivery import deliver, recover
from bulletin.build.record import delivered
from bulletin.model.output import File
from bulletin.problems import OutputError
from tests.build.test_delivery import files, listing, private

CHANGING = ("chmod", "fsync", "link", "mkdir", "replace", "rmdir", "unlink", "write")
READING = ("close", "kill", "listdir", "lstat", "open", "readlink", "scandir", "stat")  # open: unless it makes a file
OLD = {"a.pdf": "old a.pdf", "b.pptx": "old b.pptx", "c-1.png": "old c-1.png", "c-2.png": "old c-2.png"}
NEW = {"a.pdf": "new a.pdf", "b.pptx": "new b.pptx", "c-1.png": "new c-1.png"}  # one page less


class Killed(BaseException):
    """The process is gone: nothing that it would still do is done."""


class Clock:
    """Counts the system calls of delivery that change something and ends the process at one of them."""

    def __init__(self, patch: pytest.MonkeyPatch, end: int) -> None:
        self.calls: list[str] = []
        self.end = end
        self.dead = False
        for name in CHANGING + READING:
            patch.setattr(os, name, self._counted(name, getattr(os, name)))

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def counted(*args: Any, **kwargs: Any) -> Any:
            if name in CHANGING or (name == "open" and args[1] & os.O_CREAT):
                if len(self.calls) == self.end and not self.dead:
                    self.dead = True
                    if name == "write":
                        call(args[0], bytes(args[1])[: len(args[1]) // 2])
                self.calls.append(name)
            if self.dead:
                raise Killed
            return None if name == "fsync" else call(*args, **kwargs)

        return counted


def killed_at(end: int, work: Callable[[], object], patch: pytest.MonkeyPatch) -> list[str]:
    """Do `work` until its system call number `end`; the calls that were made, the fatal one not among them."""
    with patch.context() as patched:
        clock = Clock(patched, end)
        try:
            work()
        except Killed:
            return clock.calls[:end]
        return clock.calls


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process of a test has the number of one that lives: it is known by its silence, of no length here."""
    monkeypatch.setattr(lease, "PATIENCE", 0.0)


def old_and_new(folder: Path) -> list[File]:
    deliver(files(*OLD, text="old"), str(folder))
    return files(*NEW)


def new_record(folder: Path) -> list[str]:
    return sorted(entry.path for entry in delivered(str(folder)).entries)


def test_killed_at_each_system_call_the_set_is_old_or_new_after_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_and_new(tmp_path / "old")
    shutil.copytree(tmp_path / "old", tmp_path / "whole")
    whole = killed_at(10_000, lambda: deliver(files(*NEW), str(tmp_path / "whole")), monkeypatch)
    assert listing(tmp_path / "whole") == NEW
    assert whole.count("replace") == 6  # the journal, three outputs, a picture that goes, the record
    outcomes = []
    for end in range(len(whole)):
        case = tmp_path / f"case-{end}"
        shutil.copytree(tmp_path / "old", case)
        killed_at(end, lambda case=case: deliver(files(*NEW), str(case)), monkeypatch)  # type: ignore[misc]
        if end % 2:  # the start that makes it good is killed too
            killed_at(end * 7 % 20, lambda case=case: recover(str(case)), monkeypatch)  # type: ignore[misc]
        recover(str(case))
        standing = listing(case)
        assert standing in (OLD, NEW), (end, whole[end])
        assert new_record(case) == sorted(standing), (end, whole[end])
        assert private(case) == ["delivered.json", "lease"], (end, whole[end])
        outcomes.append(standing == NEW)
        shutil.rmtree(case)
    turn = outcomes.index(True)
    assert outcomes == [False] * turn + [True] * (len(whole) - turn)
    assert turn == whole.index("replace") + 1  # once the journal stands the set is new


def test_killed_while_a_failed_move_is_undone_the_old_set_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = [*old_and_new(tmp_path / "old"), *files("z.txt")]
    replace = os.replace

    def failed(folder: Path) -> None:
        with pytest.raises(OutputError):
            deliver(new, str(folder))

    monkeypatch.setattr(os, "replace", no_room_for("z.txt"))
    shutil.copytree(tmp_path / "old", tmp_path / "whole")
    whole = killed_at(10_000, lambda: failed(tmp_path / "whole"), monkeypatch)
    back = [place for place, call in enumerate(whole) if call == "replace"][4]  # the journal's, two moves, z, ...
    for end in range(back - 3, len(whole)):
        case = tmp_path / f"case-{end}"
        shutil.copytree(tmp_path / "old", case)
        killed_at(end, lambda case=case: failed(case), monkeypatch)  # type: ignore[misc]
        with monkeypatch.context() as room:
            room.setattr(os, "replace", replace)
            recover(str(case))
        assert listing(case) in (OLD, NEW | {"z.txt": "new z.txt"}), (end, whole[end])
        assert private(case) == ["delivered.json", "lease"]
        shutil.rmtree(case)
    assert listing(tmp_path / "whole") == OLD


def no_room_for(name: str) -> Callable[[str, str], None]:
    """`os.replace` on a disk that is full when a file is moved to this name."""
    replace = os.replace

    def failing(source: str, target: str) -> None:
        if target.endswith(name):
            raise OSError(28, "No space left on device")
        replace(source, target)

    return failing


def killed_in_the_moves(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """A folder in which one output is new and the others are old; its stage."""
    new = old_and_new(folder)
    copy = str(shutil.copytree(folder, f"{folder}-copy"))
    calls = killed_at(10_000, lambda: deliver(new, copy), patch)
    second = [place for place, call in enumerate(calls) if call == "replace"][2]
    killed_at(second, lambda: deliver(new, str(folder)), patch)
    assert listing(folder) == {**OLD, "a.pdf": "new a.pdf"}
    (stage,) = (folder / ".bulletin").glob("stage-*")
    return stage


def test_what_was_edited_since_the_kill_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed_in_the_moves(tmp_path / "out", monkeypatch)
    (tmp_path / "out" / "b.pptx").write_text("edited since")
    said: list[str] = []
    recover(str(tmp_path / "out"), tell=said.append)
    assert said == ["上次生成在写入时中断，已补齐成品"]
    assert listing(tmp_path / "out") == {**NEW, "b.pptx": "edited since", "b（新）.pptx": "new b.pptx"}


def test_a_spoilt_stage_is_not_delivered_but_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = killed_in_the_moves(tmp_path / "out", monkeypatch)
    (stage / "new-1").write_text("half")
    recover(str(tmp_path / "out"))
    assert listing(tmp_path / "out") == OLD
    assert private(tmp_path / "out") == ["delivered.json", "lease"]


def poisoned(stage: Path, **fields: Any) -> None:
    """Another journal in a stage: its first move with other fields."""
    path = stage / "forward.json"
    journal = json.loads(path.read_text(encoding="utf-8"))
    journal["moves"][1] |= fields
    path.write_text(json.dumps(journal), encoding="utf-8")


@pytest.mark.parametrize(
    "fields",
    [
        {"to": "../theirs"}, {"to": "/tmp/theirs"}, {"to": ".."}, {"to": "x/theirs"}, {"to": ".bulletin"}, {"to": 3},
        {"of": "../theirs"}, {"reason": "because"}, {"entry": None}, {"old": 7}, {"more": 1},
    ],
    ids=str,
)  # fmt: skip
def test_a_journal_that_names_anything_else_is_no_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fields: dict[str, Any]
) -> None:
    stage = killed_in_the_moves(tmp_path / "out", monkeypatch)
    (tmp_path / "theirs").write_text("theirs")
    poisoned(stage, **fields)
    said: list[str] = []
    recover(str(tmp_path / "out"), tell=said.append)
    assert said == ["上次生成没有完成，它的记录已损坏；成品可能新旧不一，请再生成一次"]
    assert (tmp_path / "theirs").read_text() == "theirs"
    assert listing(tmp_path / "out") == {**OLD, "a.pdf": "new a.pdf"}
    assert private(tmp_path / "out") == ["delivered.json", "lease"]


def test_a_stage_that_is_a_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = killed_in_the_moves(tmp_path / "out", monkeypatch)
    shutil.move(stage, tmp_path / "elsewhere")
    stage.symlink_to(tmp_path / "elsewhere")
    before = listing(tmp_path / "elsewhere")
    recover(str(tmp_path / "out"))
    assert listing(tmp_path / "elsewhere") == before
    assert not stage.is_symlink()


def test_parts_of_older_versions_are_swept_and_nothing_like_them(tmp_path: Path) -> None:
    ours = ("bulletin.pdf.417.part", "slides.pptx.9.old", "bulletin-12.png.31.part", "bulletin-printer.pdf.5.part")
    theirs = ("report.pdf.417.part", "bulletin.pdf.part", "bulletin.pdf.x.old", "slides.pptx", "bulletin.pdf.417.parts")
    for name in (*ours, *theirs):
        (tmp_path / name).write_text("x")
    (tmp_path / "bulletin.pdf.418.part").mkdir()
    recover(str(tmp_path))
    assert set(listing(tmp_path)) == set(theirs)
    assert (tmp_path / "bulletin.pdf.418.part").is_dir()


def test_a_folder_without_leftovers_is_not_touched(tmp_path: Path) -> None:
    recover(str(tmp_path / "none"))
    (tmp_path / "a.pdf").write_text("x")
    recover(str(tmp_path))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.pdf"]


def test_a_folder_that_cannot_be_written_stops_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed_in_the_moves(tmp_path / "out", monkeypatch)

    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    said: list[str] = []
    monkeypatch.setattr(lease, "write_new", read_only)
    recover(str(tmp_path / "out"), tell=said.append)
    assert said == [f"上次生成没有完成，现在也无法补齐：{tmp_path / 'out'}：磁盘只读"]
