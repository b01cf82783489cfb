"""Turns at a folder: who has one, who waits, and when it is taken from a holder that is silent."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from bulletin.build import lease, storage
from bulletin.build.lease import Holder, LostError, take
from bulletin.problems import OutputError


class Hours:
    """A clock that goes by sleeping alone, and the lines that were told."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.told: list[str] = []
        self.meanwhile: list[Any] = []  # calls, one a sleep
        patch.setattr(time, "monotonic", lambda: self.now)
        patch.setattr(time, "sleep", self._slept)

    def _slept(self, seconds: float) -> None:
        self.now += seconds
        if self.meanwhile:
            self.meanwhile.pop(0)()


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    return Hours(monkeypatch)


def turn(folder: Path, hours: Hours) -> lease.Lease:
    return take(str(folder), tell=hours.told.append, stopped=lambda: False)


def elsewhere(folder: Path, number: int = 4, **fields: Any) -> Path:
    """A turn of a process on another machine."""
    path = folder / f"lease-{number}"
    holder = Holder(id="1", name="张三", host="PC-7\x1b[31m", pid=1, realm="another")._replace(**fields)
    path.write_text(json.dumps(holder._asdict()))
    return path


def numbers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_turn_after_the_other_and_the_numbers_go_on(tmp_path: Path, hours: Hours) -> None:
    for number in (1, 2, 3):
        with turn(tmp_path, hours) as held:
            held.confirm()
            assert numbers(tmp_path) == [f"lease-{number}"]
    assert json.loads((tmp_path / "lease-3").read_text())["state"] == "free"
    assert (hours.now, hours.told) == (0.0, [])


def test_a_silent_holder_is_relieved_after_ten_seconds_and_named_before(tmp_path: Path, hours: Hours) -> None:
    elsewhere(tmp_path)
    with turn(tmp_path, hours):
        assert numbers(tmp_path) == ["lease-5"]
    assert 10.0 <= hours.now < 10.2
    (line,) = hours.told
    assert "用户：张三，电脑：PC-7[31m，进程号：1" in line
    assert "\x1b" not in line


def test_a_holder_that_lives_is_waited_for_a_minute_and_no_longer(
    tmp_path: Path, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "POLL", 0.5)
    hours.meanwhile = [lambda beat=beat: elsewhere(tmp_path, beat=beat) for beat in range(200)]
    elsewhere(tmp_path)
    with pytest.raises(OutputError) as caught:
        turn(tmp_path, hours)
    assert 60.0 <= hours.now < 61
    assert "张三" in caught.value.problems[0].message
    assert numbers(tmp_path) == ["lease-4"]


def test_a_turn_given_back_is_taken_at_once(tmp_path: Path, hours: Hours) -> None:
    elsewhere(tmp_path)
    hours.meanwhile = [lambda: elsewhere(tmp_path, state="free")]
    with turn(tmp_path, hours):
        assert hours.now == lease.POLL


def test_waiting_ends_when_asked(tmp_path: Path, hours: Hours) -> None:
    elsewhere(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        take(str(tmp_path), tell=hours.told.append, stopped=lambda: hours.now > 3)
    assert hours.now < 3.2
    assert numbers(tmp_path) == ["lease-4"]


@pytest.mark.skipif(not lease._realm(), reason="pids cannot be told apart here")
def test_a_holder_of_this_system_that_is_dead_is_relieved_at_once_but_not_one_of_another_namespace(
    tmp_path: Path, hours: Hours
) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    elsewhere(tmp_path, pid=child.pid, realm=lease._realm())
    with turn(tmp_path, hours):
        assert hours.now == 0.0
    elsewhere(tmp_path, 6, pid=child.pid, realm=lease._realm() + "1")
    with turn(tmp_path, hours):
        assert hours.now >= 10.0


@pytest.mark.parametrize(
    "fields",
    [{"pid": 0}, {"pid": -1}, {"pid": 10**30}, {"pid": os.getpid()}],
    ids=("none", "negative", "huge", "alive"),
)
def test_what_is_no_dead_process_s_number_is_waited_for(tmp_path: Path, hours: Hours, fields: dict[str, int]) -> None:
    elsewhere(tmp_path, realm=lease._realm(), **fields)
    with turn(tmp_path, hours):
        assert hours.now >= 10.0


@pytest.mark.parametrize("thing", ["empty", "torn", "list", "deep", "other fields", "folder", "link", "fifo", "zeros"])
def test_a_turn_that_says_nothing_is_broken_like_a_silent_one(tmp_path: Path, hours: Hours, thing: str) -> None:
    path = tmp_path / "lease-9"
    if thing == "folder":
        path.mkdir()
    elif thing == "fifo":
        os.mkfifo(path)
    elif thing == "link":
        path.symlink_to("/dev/zero")
    else:
        text = {
            "empty": "", "torn": '{"id": "1", "na', "list": "[]", "deep": "[" * 1000, "zeros": "\0" * 1024,
            "other fields": '{"id": 1, "name": 2, "host": 3, "pid": "x", "realm": 4}',
        }[thing]  # fmt: skip
        path.write_text(text)
    with turn(tmp_path, hours):
        assert hours.now >= 10.0
        assert numbers(tmp_path) == ["lease-10"]


def test_who_was_overtaken_touches_nothing_more(tmp_path: Path, hours: Hours) -> None:
    with turn(tmp_path, hours) as held:
        elsewhere(tmp_path, 2)
        with pytest.raises(LostError):
            held.confirm()
    assert json.loads((tmp_path / "lease-2").read_text())["state"] == "held"
    assert json.loads((tmp_path / "lease-1").read_text())["state"] == "held"


def test_a_number_of_long_ago_is_no_turn(tmp_path: Path, hours: Hours, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process saw turn 4 end, slept, and now makes number 5, whose holder has long gone."""
    elsewhere(tmp_path, 4, state="free")
    is_over = lease._is_over

    def slept(holder: Holder | None) -> bool:
        monkeypatch.setattr(lease, "_is_over", is_over)
        (tmp_path / "lease-4").unlink()
        elsewhere(tmp_path, 7, state="free")
        return True

    monkeypatch.setattr(lease, "_is_over", slept)
    with turn(tmp_path, hours):
        assert numbers(tmp_path) == ["lease-8"]


def test_a_holder_shows_that_it_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beaten = threading.Event()
    overwrite = storage.overwrite

    def seen(path: str, data: bytes) -> None:
        overwrite(path, data)
        if json.loads(data)["beat"] >= 2:
            beaten.set()

    monkeypatch.setattr(lease, "BEAT", 0.001)
    monkeypatch.setattr(lease, "overwrite", seen)
    with take(str(tmp_path), tell=print, stopped=lambda: False):
        assert beaten.wait(60)
        assert json.loads((tmp_path / "lease-1").read_text())["beat"] >= 2


def test_of_many_that_want_a_turn_each_gets_one_alone(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def wanted() -> None:
        for _ in range(10):
            with take(str(tmp_path), tell=lambda _: None, stopped=lambda: False) as held:
                inside.append(1)
                most.append(len(inside))
                held.confirm()
                inside.pop()

    threads = [threading.Thread(target=wanted) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 40
    assert numbers(tmp_path) == ["lease-40"]
