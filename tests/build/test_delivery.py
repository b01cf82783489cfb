"""All outputs or none; what is locked, edited or no file of ours is left alone, and the earlier ones stay."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.build import storage
from bulletin.build.delivery import deliver
from bulletin.build.journal import Move
from bulletin.build.lease import LostError, UnsettledError
from bulletin.build.record import delivered
from bulletin.build.transaction import Transaction
from bulletin.model.output import File
from bulletin.problems import OutputError


def files(*names: str, text: str = "new") -> list[File]:
    return [File(name, f"{text} {name}".encode(), "preview" if name.endswith(".png") else "screen") for name in names]


def listing(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def names(folder: Path, *wanted: str, text: str = "new") -> tuple[tuple[str, str], ...]:
    """Where a delivery of `wanted` put its files, and why there."""
    return tuple((os.path.basename(o.path), o.reason) for o in deliver(files(*wanted, text=text), str(folder)))


def private(folder: Path) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in (folder / ".bulletin").iterdir())


def test_files_arrive_and_nothing_else_stays_behind(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "output"
    assert names(out, "a.pdf", "b.pptx") == (("a.pdf", ""), ("b.pptx", ""))
    assert names(out, "a.pdf", "b.pptx", text="newer") == (("a.pdf", ""), ("b.pptx", ""))
    assert listing(out) == {"a.pdf": "newer a.pdf", "b.pptx": "newer b.pptx"}
    assert private(out) == ["delivered.json", "lease"]


def test_a_failing_move_puts_the_earlier_ones_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(files("a.pdf", "b.pptx", text="old"), str(tmp_path))
    before, record = listing(tmp_path), delivered(str(tmp_path))
    replace = os.replace

    def failing(source: str, target: str) -> None:
        if target.endswith("c.txt"):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OutputError) as caught:
        deliver(files("a.pdf", "new.pdf", "c.txt"), str(tmp_path))
    assert listing(tmp_path) == before
    assert delivered(str(tmp_path)) == record
    assert private(tmp_path) == ["delivered.json", "lease"]
    assert "c.txt" in caught.value.problems[0].message
    assert "原有成品未改动" in caught.value.problems[0].hint


def test_where_nothing_can_be_put_back_that_is_said_and_the_next_start_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(files("a.pdf", "b.pptx", text="old"), str(tmp_path))
    replace = os.replace

    def failing(source: str, target: str) -> None:
        if target.endswith("b.pptx") or "old-" in source:
            raise OSError(5, "Input/output error")
        replace(source, target)

    with monkeypatch.context() as spoilt:
        spoilt.setattr(os, "replace", failing)
        with pytest.raises(OutputError) as caught:
            deliver(files("a.pdf", "b.pptx"), str(tmp_path))
    assert "未改动" not in caught.value.problems[0].hint
    assert "自动补齐" in caught.value.problems[0].hint
    said: list[str] = []
    deliver(files("c.txt"), str(tmp_path), tell=said.append)
    assert said == ["上次生成没有完成，已恢复原有成品"]
    assert listing(tmp_path) == {"a.pdf": "old a.pdf", "b.pptx": "old b.pptx", "c.txt": "new c.txt"}


def test_a_locked_file_is_left_alone_and_the_new_one_stands_beside_it(
    tmp_path: Path, lock: Callable[[str], None]
) -> None:
    names(tmp_path, "a.pdf", "b.pptx", text="old")
    lock("a.pdf")
    for text in ("new", "newer"):  # one copy, however often
        assert names(tmp_path, "a.pdf", "b.pptx", text=text) == (("a-2.pdf", "locked"), ("b.pptx", ""))
    assert listing(tmp_path) == {"a.pdf": "old a.pdf", "a-2.pdf": "newer a.pdf", "b.pptx": "newer b.pptx"}


def test_a_numbered_copy_goes_when_its_output_has_its_own_name_again(
    tmp_path: Path, lock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    names(tmp_path, "a.pdf", text="old")
    replace = os.replace
    lock("a.pdf")
    names(tmp_path, "a.pdf")
    monkeypatch.setattr(os, "replace", replace)
    (tmp_path / "a-3.pdf").write_text("nobody's")
    names(tmp_path, "a.pdf", text="newest")
    assert listing(tmp_path) == {"a.pdf": "newest a.pdf", "a-3.pdf": "nobody's"}


def test_a_folder_that_takes_no_files_is_no_locked_output(tmp_path: Path, lock: Callable[[str], None]) -> None:
    lock("a.pdf")
    with pytest.raises(OutputError):
        deliver(files("a.pdf"), str(tmp_path))
    assert listing(tmp_path) == {}


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError):
        deliver(files("a.pdf"), str(tmp_path / "file" / "below"))


@pytest.mark.parametrize("thing", ["link", "dead link", "link to a device", "folder", "fifo"])
def test_what_is_no_file_in_an_output_s_place_is_neither_followed_nor_replaced(tmp_path: Path, thing: str) -> None:
    out, place = tmp_path / "out", tmp_path / "out" / "a.pdf"
    out.mkdir()
    (tmp_path / "elsewhere").write_text("theirs")
    if thing == "folder":
        place.mkdir()
    elif thing == "fifo":
        os.mkfifo(place)
    else:
        place.symlink_to({"link": "../elsewhere", "dead link": "none", "link to a device": "/dev/full"}[thing])
    mode = place.lstat().st_mode
    for text in ("new", "newer"):
        assert names(out, "a.pdf", "b.pptx", text=text) == (("a（新）.pdf", "taken"), ("b.pptx", ""))
    assert place.lstat().st_mode == mode
    assert (tmp_path / "elsewhere").read_text() == "theirs"
    assert (out / "a（新）.pdf").read_text() == "newer a.pdf"


def test_the_output_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    names(tmp_path / "out", "a.pdf")
    assert listing(tmp_path / "real") == {"a.pdf": "new a.pdf"}


@pytest.mark.parametrize("thing", ["link", "file"])
def test_a_private_folder_that_is_none_is_told_and_not_followed(tmp_path: Path, thing: str) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    if thing == "link":
        (out / ".bulletin").symlink_to(elsewhere)
    else:
        (out / ".bulletin").write_text("in the way")
    with pytest.raises(OutputError) as caught:
        deliver(files("a.pdf"), str(out))
    assert ".bulletin 不是文件夹" in caught.value.problems[0].message
    assert list(elsewhere.iterdir()) == []
    assert not (out / "a.pdf").exists()


def test_a_folder_in_the_record_s_place_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / ".bulletin" / "delivered.json").mkdir(parents=True)
    with pytest.raises(OutputError) as caught:
        deliver(files("a.pdf"), str(tmp_path))
    (problem,) = caught.value.problems
    assert "delivered.json 是文件夹" in problem.message
    assert "删去或移走它" in problem.hint
    assert not (tmp_path / "a.pdf").exists()


def test_stopped_before_the_first_move_nothing_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names(tmp_path, "a.pdf", text="old")

    def signalled(*_: object) -> list[Move]:
        signal.raise_signal(signal.SIGINT)
        return []

    monkeypatch.setattr(Transaction, "_stale", signalled)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            deliver(files("a.pdf"), str(tmp_path))
    finally:
        signal.signal(signal.SIGINT, before)
    assert listing(tmp_path) == {"a.pdf": "old a.pdf"}
    assert private(tmp_path) == ["delivered.json", "lease"]


@pytest.mark.parametrize("thing", ["file", "dead link"])
def test_what_is_no_folder_in_the_place_of_the_folder_is_told(tmp_path: Path, thing: str) -> None:
    place = tmp_path / "out"
    place.write_bytes(b"mine") if thing == "file" else place.symlink_to("nowhere")

    with pytest.raises(OutputError) as caught:
        deliver([File(name="bulletin.pdf", data=b"new", purpose="screen")], str(place))

    (problem,) = caught.value.problems
    assert "不是文件夹" in problem.message
    assert "--output" in problem.hint
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize(("vanishes", "at", "said"), [
    ("folder", "b.pdf", "新旧不一"),
    ("private folder", "b.pdf", "新旧不一"),
    ("private folder", "forward.json", "未改动"),
])  # fmt: skip
def test_what_vanishes_amid_a_delivery_leaves_a_last_word_that_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vanishes: str, at: str, said: str
) -> None:
    out = tmp_path / "output"
    deliver(files("a.pdf", "b.pdf", text="old"), str(out))
    replace = os.replace

    def emptied(source: str, target: str) -> None:
        if target.endswith(at):
            shutil.rmtree(out if vanishes == "folder" else out / ".bulletin")
        replace(source, target)

    monkeypatch.setattr(os, "replace", emptied)
    with pytest.raises(OutputError) as caught:
        deliver(files("a.pdf", "b.pdf"), str(out))
    assert said in caught.value.problems[0].hint
    assert isinstance(caught.value, UnsettledError) == (said != "未改动")


def test_one_whose_stage_another_process_cleared_away_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = storage.write_new

    def overtaken(path: str, data: bytes) -> None:
        if path.endswith("new-1"):
            shutil.rmtree(os.path.dirname(path))
            (tmp_path / ".bulletin" / "lease-9").touch()
        write(path, data)

    monkeypatch.setattr("bulletin.build.transaction.write_new", overtaken)
    with pytest.raises(LostError):
        deliver(files("a.pdf", "b.pdf"), str(tmp_path))


def test_a_new_output_is_taken_back_into_the_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that slept until another process delivered there must not remove its output: its own stage is gone."""
    replace, unlink = os.replace, os.unlink

    def failing(source: str, target: str) -> None:
        if target.endswith("b.pdf"):
            raise OSError(28, "No space left on device")
        replace(source, target)

    def kept(path: str) -> None:
        assert not path.endswith("a.pdf")
        unlink(path)

    monkeypatch.setattr(os, "replace", failing)
    monkeypatch.setattr(os, "unlink", kept)
    with pytest.raises(OutputError) as caught:
        deliver(files("a.pdf", "b.pdf"), str(tmp_path))
    assert "未改动" in caught.value.problems[0].hint
    assert listing(tmp_path) == {}
