"""The door for what is read: what comes in, and what is turned away without being opened."""

import os
from pathlib import Path

import pytest

from bulletin.opening import NotOpenedError, read_file


def _reason(path: Path, *, limit: int = 1000, below: str = "") -> str:
    with pytest.raises(NotOpenedError) as caught:
        read_file(str(path), limit=limit, below=below)
    return caught.value.reason


def test_a_file_below_its_root_comes_in_whole_by_any_path(tmp_path: Path) -> None:
    inside = tmp_path / "content"
    inside.mkdir()
    (inside / "文.md").write_bytes(b"\r\n\x1a" * 300)
    (inside / "link.md").symlink_to("文.md")
    (tmp_path / "door").symlink_to("content")

    assert read_file(str(inside / "文.md"), limit=900, below=str(inside)) == b"\r\n\x1a" * 300
    assert read_file(str(inside / "link.md"), limit=900, below=str(inside)) == b"\r\n\x1a" * 300
    assert read_file(str(tmp_path / "door" / "文.md"), limit=900, below=str(tmp_path / "door")) == b"\r\n\x1a" * 300


def test_what_is_no_sound_file_is_turned_away_with_its_reason(tmp_path: Path) -> None:
    inside = tmp_path / "content"
    inside.mkdir()
    (inside / "long").write_bytes(b"x" * 1001)
    (tmp_path / "secret").write_bytes(b"x")
    (inside / "out").symlink_to(tmp_path / "secret")
    (inside / "gone").symlink_to("nothing")
    (inside / "circle").symlink_to("circle")
    os.mkfifo(inside / "fifo")
    (tmp_path / "content-2").mkdir()
    (tmp_path / "content-2" / "x").write_bytes(b"x")

    assert _reason(inside / "none") == "missing"
    assert _reason(inside / "nu\0ll") == "missing"
    assert _reason(inside) == "folder"
    assert _reason(inside / "long") == "too-large"
    assert _reason(inside / "fifo") == "special"
    assert _reason(Path("/dev/zero")) == "special"
    assert _reason(inside / "gone") == "dead-link"
    assert _reason(inside / "circle") == "failed"
    assert _reason(inside / "out", below=str(inside)) == "outside"
    assert _reason(inside / ".." / "content-2" / "x", below=str(inside)) == "outside"
    assert read_file(str(inside / "out"), limit=1) == b"x"
