"""A file that cannot be read for a moment, as one that a virus scanner holds: a doubt is never taken for an answer."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bulletin.build import lease
from bulletin.build.delivery import deliver, recover
from bulletin.build.record import delivered
from bulletin.problems import OutputError
from tests.build import test_recovery
from tests.build.test_delivery import files, listing, private
from tests.build.test_recovery import killed_in_the_moves

OLD = {"a.pdf": "old a.pdf", "b.pptx": "old b.pptx", "c.txt": "old c.txt"}
NEW = {"a.pdf": "new a.pdf", "b.pptx": "new b.pptx", "c.txt": "new c.txt"}


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn that cannot be read is taken for one that is held: it is waited for, no time at all here."""
    monkeypatch.setattr(lease, "PATIENCE", 0.0)


class Reads:
    """Counts what is opened for reading or listed, and lets one of them fail, or that and all further."""

    def __init__(self, patch: pytest.MonkeyPatch, fails: int, number: int, *, lasting: bool) -> None:
        self.paths: list[str] = []
        self.fails, self.number, self.lasting = fails, number, lasting
        opened, listed = os.open, os.listdir

        def open_it(path: Any, flags: int, *more: Any, **named: Any) -> int:
            if not flags & (os.O_WRONLY | os.O_RDWR | os.O_DIRECTORY):
                self._count(path)
            return opened(path, flags, *more, **named)

        def list_it(path: Any = ".") -> list[str]:
            self._count(path)
            return listed(path)

        patch.setattr(os, "open", open_it)
        patch.setattr(os, "listdir", list_it)
        patch.setattr(os, "fsync", lambda handle: None)

    def _count(self, path: str) -> None:
        self.paths.append(os.path.basename(path))
        count = len(self.paths) - 1
        if count == self.fails or (self.lasting and count > self.fails >= 0):
            raise OSError(self.number, os.strerror(self.number), path)


@contextmanager
def failing(
    patch: pytest.MonkeyPatch, fails: int = -1, number: int = errno.EIO, lasting: bool = False
) -> Iterator[Reads]:
    with patch.context() as patched:
        yield Reads(patched, fails, number, lasting=lasting)


def old_set(folder: Path) -> Path:
    deliver(files(*OLD, text="old"), str(folder))
    return folder


def result(folder: Path) -> str:
    """The hint of a delivery of the new set that failed, "" where it did not."""
    try:
        deliver(files(*NEW), str(folder))
    except OutputError as error:
        return error.problems[0].hint
    return ""


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES])
@pytest.mark.parametrize("lasting", [False, True])
def test_a_read_that_fails_anywhere_never_mixes_a_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, lasting: bool
) -> None:
    old = old_set(tmp_path / "old")
    with failing(monkeypatch) as reads:
        result(Path(shutil.copytree(old, tmp_path / "whole")))
    assert len(reads.paths) > 20
    for fails in range(len(reads.paths)):
        case = Path(shutil.copytree(old, tmp_path / "case"))
        with failing(monkeypatch, fails, number, lasting):
            hint = result(case)
        standing = listing(case)
        where = (fails, reads.paths[fails], hint, standing)
        if "未改动" in hint:
            assert standing == OLD, where
        elif not hint:
            beside = {name.replace("-2", "") for name in standing.keys() - OLD.keys()}  # told of as open elsewhere
            assert {name: standing[name] for name in OLD} == NEW | {name: OLD[name] for name in beside}, where
        else:
            assert lasting, where
        recover(str(case))
        standing = listing(case)
        assert hint == "" or standing == (OLD if "未改动" in hint else standing), where
        record = {entry.path for entry in delivered(str(case)).entries}
        assert standing in (OLD, NEW) or standing.keys() == record, where
        assert private(case) == ["delivered.json", "lease"], where
        shutil.rmtree(case)


def test_a_staged_file_that_cannot_be_read_has_not_been_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = old_set(tmp_path)
    with failing(monkeypatch) as reads:
        result(Path(shutil.copytree(old, tmp_path / "whole")))
    shutil.rmtree(tmp_path / "whole")
    with failing(monkeypatch, reads.paths.index("new-1")):
        assert "未改动" in result(old)
    assert listing(old) == OLD


def test_a_record_that_cannot_be_read_makes_no_output_edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = old_set(tmp_path / "old")
    with failing(monkeypatch) as reads:
        result(Path(shutil.copytree(old, tmp_path / "whole")))
    with failing(monkeypatch, reads.paths.index("delivered.json"), errno.EACCES), pytest.raises(OutputError) as caught:
        deliver(files(*NEW), str(old))
    assert "delivered.json" in caught.value.problems[0].message
    assert "原有成品未改动" in caught.value.problems[0].hint
    assert listing(old) == OLD


def test_a_journal_that_cannot_be_read_is_no_damaged_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    killed_in_the_moves(folder, monkeypatch)
    with failing(monkeypatch) as reads:
        recover(str(shutil.copytree(folder, tmp_path / "whole")))
    told: list[str] = []
    with failing(monkeypatch, reads.paths.index("forward.json")):
        recover(str(folder), tell=told.append)
    assert "现在也无法补齐" in told[0]
    recover(str(folder))
    assert listing(folder) == test_recovery.NEW


def test_what_can_neither_be_linked_nor_read_is_no_mistake_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = old_set(tmp_path)

    def no_link(path: str, kept: str) -> None:
        monkeypatch.setattr(os, "open", no_read)
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    opened = os.open

    def no_read(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if os.path.basename(path) in OLD:
            raise OSError(errno.EIO, os.strerror(errno.EIO), path)
        return opened(path, flags, *more, **named)

    monkeypatch.setattr(os, "link", no_link)
    assert "未改动" in result(old)
    monkeypatch.undo()
    assert listing(old) == OLD
    assert private(old) == ["delivered.json", "lease"]
