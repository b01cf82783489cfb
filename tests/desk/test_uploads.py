"""Uploaded files wait in a private folder, under harmless names, within limits."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.desk import uploads
from bulletin.desk.uploads import LONGEST_UPLOAD_NAME, UploadRefusedError, Uploads, upload_name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("1.环境-李剑.docx", "1.环境-李剑.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\水务.docx", "水务.docx"),
        ("a\0b.md", "ab.md"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("x:stream.md", "x_stream.md"),
        ("...", "_"),
        ("", "_"),
        (".. ", "_"),
        (".hidden.md", "hidden.md"),
        ("稿\u202e件.md", "稿件.md"),  # turns what follows round
        ("~$稿.docx", "$稿.docx"),
        ("行\r\n尾.md", "行尾.md"),
    ],
)
def test_a_name_loses_what_could_lead_elsewhere(name: str, kept: str) -> None:
    assert upload_name(name) == kept


@given(st.text(max_size=300))
def test_any_name_is_one_plain_name_that_fits(name: str) -> None:
    kept = upload_name(name)
    assert kept == os.path.basename(kept)
    assert kept not in ("", ".", "..")
    assert not set(kept) & set('<>:"/\\|?*\0\n')
    assert len(kept.encode("utf-8", "replace")) <= LONGEST_UPLOAD_NAME + 1
    assert kept == upload_name(kept)


def upload(waiting: Uploads, name: str, *pieces: bytes) -> Path:
    with waiting.begin(name) as coming:
        for piece in pieces:
            coming.add(piece)
    return Path(coming.file.path)


def test_files_of_one_name_stand_side_by_side_and_go_together() -> None:
    waiting = Uploads()
    first, second = upload(waiting, "稿.md", b"a", b"b"), upload(waiting, "稿.md", b"c")
    assert (first.read_bytes(), second.read_bytes()) == (b"ab", b"c")
    assert [file.path for file in waiting.waiting()] == [str(first), str(second)]
    assert first.stat().st_mode & 0o077 == 0 or first.parent.parent.stat().st_mode & 0o077 == 0, "for its owner alone"
    waiting.clear()
    assert not first.parent.parent.exists()
    assert waiting.waiting() == ()


def test_a_file_that_stops_half_way_is_not_there() -> None:
    waiting = Uploads()
    coming = waiting.begin("稿.md")
    with suppress(ConnectionError), coming:
        coming.add(b"half")
        raise ConnectionError
    assert not Path(coming.file.path).exists()
    assert waiting.waiting() == ()
    waiting.clear()


def test_limits_of_size_sum_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_FILE", 100)
    monkeypatch.setattr(uploads, "MOST_UPLOADED", 150)
    monkeypatch.setattr(uploads, "MOST_WAITING", 3)
    waiting = Uploads()
    upload(waiting, "a", b"x" * 100)
    with pytest.raises(UploadRefusedError, match="超过"):
        upload(waiting, "b", b"x" * 60, b"x" * 60)
    with pytest.raises(UploadRefusedError, match="合计"):
        upload(waiting, "c", b"x" * 51)
    upload(waiting, "d", b"x" * 50)
    upload(waiting, "e")
    with pytest.raises(UploadRefusedError, match="最多") as caught:
        upload(waiting, "f", b"")
    assert caught.value.status == 413
    assert [file.name for file in waiting.waiting()] == ["a", "d", "e"]
    waiting.clear()


def test_a_file_that_comes_after_its_import_is_refused() -> None:
    waiting = Uploads()
    coming = waiting.begin("稿.md")
    waiting.clear()
    with pytest.raises(UploadRefusedError, match="再放一次"), coming:
        coming.add(b"late")
    assert waiting.waiting() == ()


def test_what_came_during_an_import_waits_for_its_own() -> None:
    uploads = Uploads()
    for name in ("甲.md", "乙.md"):
        with uploads.begin(name) as coming:
            coming.add(b"text")
    first, second = uploads.waiting()
    with uploads.begin("丙.md") as third:
        uploads.forget([first])
        third.add(b"text")
    assert [file.name for file in uploads.waiting()] == ["乙.md", "丙.md"]
    assert not os.path.exists(first.path)
    assert Path(second.path).read_bytes() == b"text"
    uploads.clear()
    assert not os.path.exists(second.path)
