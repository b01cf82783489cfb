"""All outputs or none; a locked one is left alone, and the earlier ones stay."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.build.delivery import deliver
from bulletin.model.output import File
from bulletin.problems import OutputError


def files(*names: str, text: str = "new") -> list[File]:
    return [File(name, f"{text} {name}".encode()) for name in names]


def listing(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_files_arrive_and_nothing_else_stays_behind(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "output"
    deliver(files("a.pdf", "b.pptx"), str(out))
    delivered = deliver(files("a.pdf", "b.pptx", text="newer"), str(out))
    assert [output.path == output.wanted for output in delivered] == [True, True]
    assert listing(out) == {"a.pdf": "newer a.pdf", "b.pptx": "newer b.pptx"}


def test_a_failing_move_puts_the_earlier_ones_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(files("a.pdf", "b.pptx", text="old"), str(tmp_path))
    before = listing(tmp_path)
    replace = os.replace

    def failing(source: str, target: str) -> None:
        if target.endswith("c.txt") and source.endswith(".part"):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OutputError) as caught:
        deliver(files("a.pdf", "new.pdf", "c.txt"), str(tmp_path))
    assert listing(tmp_path) == before
    assert "c.txt" in caught.value.problems[0].message


def test_a_full_disk_while_writing_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(files("a.pdf", text="old"), str(tmp_path))
    before = listing(tmp_path)
    (tmp_path / "b.pptx").mkdir()  # a folder stands where the second file should go
    with pytest.raises(OutputError):
        deliver(files("a.pdf", "b.pptx"), str(tmp_path))
    assert listing(tmp_path) == before


def test_a_locked_file_is_left_alone_and_the_new_one_stands_beside_it(
    tmp_path: Path, lock: Callable[[str], None]
) -> None:
    deliver(files("a.pdf", "b.pptx", text="old"), str(tmp_path))
    lock("a.pdf")
    delivered = deliver(files("a.pdf", "b.pptx"), str(tmp_path))
    assert [os.path.basename(output.path) for output in delivered] == ["a-2.pdf", "b.pptx"]
    assert listing(tmp_path) == {"a.pdf": "old a.pdf", "a-2.pdf": "new a.pdf", "b.pptx": "new b.pptx"}


def test_a_folder_that_takes_no_files_is_no_locked_output(tmp_path: Path, lock: Callable[[str], None]) -> None:
    lock("a.pdf")
    with pytest.raises(OutputError):
        deliver(files("a.pdf"), str(tmp_path))
    assert listing(tmp_path) == {}


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError):
        deliver(files("a.pdf"), str(tmp_path / "file" / "below"))
