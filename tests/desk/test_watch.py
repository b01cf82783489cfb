"""`watch` as a user starts it: a process of its own, real files, and the lines that it says."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
PATIENCE = 90.0  # seconds for a line, on a machine that does much else


def start(command: list[str], home: Path, said: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """A process that hears of an interrupt, whoever started us, and says all to one stream."""
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        command,
        stdout=said,
        stderr=subprocess.STDOUT,
        cwd=home,
        env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )


class Watching:
    """A running watch and what it has said so far."""

    def __init__(self, home: Path, *options: str) -> None:
        self.content, self.output = home / "content", home / "output"
        command = [sys.executable, str(ROOT / "generate.py"), "watch", "--only", "pdf"]
        folders = ["--content", str(self.content), "--output", str(self.output)]
        self._heard = home / "said"
        with self._heard.open("wb") as file:
            self.process = start([*command, *folders, *options], home, file)

    @property
    def said(self) -> list[str]:
        """The lines that are complete."""
        return self._heard.read_text(encoding="utf-8").split("\n")[:-1]

    @property
    def builds(self) -> list[str]:
        """The lines of builds, without their times."""
        return [line[9:] for line in self.said if line[2:3] == line[5:6] == ":"]

    def wait(self, true: Callable[[], object], seconds: float = PATIENCE) -> float:
        """How long it took until something was true."""
        started = time.monotonic()
        while not true():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < started + seconds, self.said
            time.sleep(0.01)
        return time.monotonic() - started

    def quiet(self, seconds: float = 1.5) -> None:
        """Give it time to say what it should not."""
        time.sleep(seconds)
        assert self.process.poll() is None, self.said

    def stop(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


@contextmanager
def watching(home: Path, *options: str, builds: int = 1) -> Iterator[Watching]:
    watch = Watching(home, *options)
    try:
        watch.wait(lambda: len(watch.builds) >= builds)
        yield watch
    finally:
        with suppress(ProcessLookupError):
            watch.process.kill()
        watch.process.wait()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_edit_is_one_line_an_owner_file_none_and_an_interrupt_ends_it(home: Path) -> None:
    with watching(home) as watch:
        water = watch.content / "water.md"
        (watch.content / "~$water.docx").write_bytes(b"\x04user")
        edit(water, "适时", "及时")
        watch.wait(lambda: len(watch.builds) == 2)
        assert watch.builds[1].startswith("已更新：简报1版，提醒")
        assert "与上次相比：改动1篇" in watch.builds[1]
        edit(water, "author:", "auther:")
        watch.wait(lambda: len(watch.builds) == 3)
        assert watch.builds[2].startswith("未更新：有")
        assert any("auther" in line for line in watch.said)
        assert watch.stop() == 130
        watch.process.wait()
        assert watch.said[-1].startswith("已停止监视：更新2次，最后一次在 ")
    assert (home / "output" / "bulletin.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_saves_of_all_kinds_are_a_line_each(home: Path) -> None:
    with watching(home) as watch:
        water, part = watch.content / "water.md", watch.content / "water.md.Xa91bc"
        part.write_text(water.read_text(encoding="utf-8").replace("适时", "及时"), encoding="utf-8")
        os.replace(part, water)
        watch.wait(lambda: len(watch.builds) == 2)
        text = water.read_bytes()
        os.utime(water)
        water.write_bytes(text)
        watch.quiet()
        water.rename(watch.content / "water.md~")
        water.write_bytes(text.replace("及时".encode(), "按时".encode()))
        (watch.content / "water.md~").unlink()
        watch.wait(lambda: len(watch.builds) == 3)
        watch.quiet()
        assert len(watch.builds) == 3
        assert not [line for line in watch.said if "错误" in line or "临时文件" in line]


@pytest.mark.slow
def test_a_file_that_grows_for_a_second_is_never_told_as_an_error(home: Path) -> None:
    with watching(home) as watch:
        water = watch.content / "water.md"
        data = water.read_bytes().replace("适时".encode(), "及时".encode())
        size = len(data) // 8 + 1
        with water.open("wb", buffering=0) as file:
            for start in range(0, len(data), size):
                file.write(data[start : start + size])
                time.sleep(0.1)
        watch.wait(lambda: len(watch.builds) == 2)
        watch.quiet()
        assert len(watch.builds) == 2
        assert "未更新" not in "".join(watch.builds)


@pytest.mark.slow
def test_a_thousand_quick_saves_are_few_builds_and_the_last_one_stands(home: Path) -> None:
    with watching(home) as watch:
        water = watch.content / "water.md"
        text = water.read_text(encoding="utf-8")
        for number in range(1000):
            water.write_text(text.replace("适时", f"适{'很' * (number % 7)}时"), encoding="utf-8")
            time.sleep(0.002)
        water.write_text(text.replace("适时", "最末一次"), encoding="utf-8")
        watch.wait(lambda: len(watch.builds) >= 2)
        watch.quiet(4)
        assert len(watch.builds) <= 8
        assert watch.builds[-1].startswith("已更新")
        delivered = json.loads((watch.output / ".bulletin" / "delivered.json").read_text(encoding="utf-8"))
        with watching(home) as other:  # a fresh process finds nothing to change
            assert "与上次相同" in other.builds[0]
        again = json.loads((watch.output / ".bulletin" / "delivered.json").read_text(encoding="utf-8"))
        assert again["outputs"][0]["sha256"] == delivered["outputs"][0]["sha256"]


@pytest.mark.slow
def test_edits_during_a_build_are_one_more_build(home: Path) -> None:
    with watching(home) as watch:
        legal, water = watch.content / "legal.md", watch.content / "water.md"
        edit(water, "适时", "及时")
        time.sleep(0.12)  # it builds now, or is about to
        edit(legal, "我区", "本区")
        edit(water, "及时", "按时")
        watch.wait(lambda: len(watch.builds) >= 2)
        watch.quiet(3)
        assert len(watch.builds) <= 3
        with watching(home) as other:
            assert "与上次相同" in other.builds[0]


@pytest.mark.slow
def test_our_own_plan_starts_no_build_and_an_edited_one_does(home: Path) -> None:
    with watching(home) as watch:
        record = json.loads((watch.output / ".bulletin" / "delivered.json").read_text(encoding="utf-8"))
        plan = watch.content / "plan.json"
        plan.write_text(json.dumps(record["plan_kept"]), encoding="utf-8")
        edited = plan.read_bytes()
        watch.wait(lambda: len(watch.builds) == 2)
        watch.wait(lambda: not plan.exists() or plan.read_bytes() != edited)  # written in our own form
        watch.quiet()
        assert len(watch.builds) == 2


@pytest.mark.slow
def test_polling_and_a_folder_that_appears_later(home: Path) -> None:
    away = home / "away"
    (home / "content").rename(away)
    with watching(home, "--poll") as watch:
        assert watch.builds[0].startswith("未更新：有1处错误；原有成品未改动")
        away.rename(watch.content)
        watch.wait(lambda: len(watch.builds) == 2)
        assert watch.builds[1].startswith("错误已改正，已更新")
        edit(watch.content / "water.md", "适时", "及时")
        watch.wait(lambda: len(watch.builds) == 3)
        shutil.rmtree(watch.content)
        watch.wait(lambda: len(watch.builds) == 4)
        assert watch.builds[3].startswith("未更新")
        assert watch.stop(signal.SIGTERM) == 143


@pytest.mark.slow
def test_an_issue_that_is_broken_at_the_start_is_told_and_waited_for(home: Path) -> None:
    issue = home / "content" / "issue.yaml"
    text = issue.read_text(encoding="utf-8")
    issue.write_text("masthead: [\n", encoding="utf-8")
    with watching(home) as watch:
        assert watch.builds[0].startswith("未更新：有")
        issue.write_text(text, encoding="utf-8")
        watch.wait(lambda: len(watch.builds) == 2)
        assert watch.builds[1].startswith("错误已改正，已更新")


@pytest.mark.slow
def test_a_program_gets_a_line_of_json_for_each_build(home: Path) -> None:
    watch = Watching(home, "--json")
    watch.wait(lambda: watch.said)
    edit(watch.content / "water.md", "author:", "auther:")
    watch.wait(lambda: len(watch.said) == 2)
    first, second = map(json.loads, watch.said)
    assert (first["number"], first["updated"], first["exit"], len(first["outputs"])) == (1, True, 0, 1)
    assert (second["number"], second["updated"], second["exit"]) == (2, False, 1)
    faults = [each["file"] for each in second["diagnostics"] if each["severity"] == "error"]
    assert {os.path.basename(file) for file in faults} == {"water.md"}
    assert watch.stop() == 130


@pytest.mark.slow
def test_a_watch_that_nobody_reads_any_more_ends(home: Path) -> None:
    command = [sys.executable, str(ROOT / "generate.py"), "watch", "--only", "pdf", "--content", str(home / "content")]
    with start([*command, "--output", str(home / "output"), "--json"], home, subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline()
        process.stdout.close()
        edit(home / "content" / "water.md", "适时", "及时")
        code = process.wait(PATIENCE)
        assert code == 0
