"""The line on a terminal that says how far a long build is: drawn by the build's own steps, seen by terminals alone."""

import io
import json
import os
import threading
import time
from contextlib import redirect_stderr
from pathlib import Path
from typing import TextIO

import pytest

from bulletin import progress_line, terminal
from bulletin.command import run
from bulletin.memory import Memory
from bulletin.model.output import Order, Printed
from bulletin.pipeline import build
from bulletin.problems import cells
from bulletin.progress import Step, Watch, counted, unwatched
from bulletin.progress_line import ProgressLine, line
from bulletin.sources import find_sources
from tests.conftest import ROOT

pty = pytest.importorskip("pty")  # Windows has none


class Screen:
    """A terminal: what is written to it, byte by byte, and what a person sees of that."""

    def __init__(self, columns: int = 80) -> None:
        import fcntl
        import struct
        import termios

        self._reader, self.writer = pty.openpty()
        fcntl.ioctl(self.writer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.stream = open(self.writer, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        self._got: list[bytes] = []
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while True:
            try:
                self._got.append(os.read(self._reader, 65536))
            except OSError:  # the other side is closed
                return

    def written(self) -> str:
        """All of it, when no more will come."""
        self.stream.close()
        os.close(self.writer)
        self._thread.join()
        os.close(self._reader)
        return b"".join(self._got).decode()


def seen(written: str) -> list[str]:
    """The rows that stand at the end: a carriage return goes back, what comes next covers what stood there."""
    rows = []
    for row in written.replace("\r\n", "\n").split("\n"):
        shown: list[str] = []  # a character a cell, "" behind a wide one
        for part in row.split("\r"):
            units = [unit for char in part for unit in (char, *[""] * (cells(char) - 1))]
            shown[: len(units)] = units
        rows.append("".join(shown).rstrip())
    return rows


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress_line, "SHOWN_AFTER", 0.0)
    monkeypatch.setattr(progress_line, "REDRAWN", 0.001)
    return Screen()


def drawn(stream: TextIO | None, *steps: Step) -> None:
    with redirect_stderr(stream), ProgressLine() as progress:
        for step in steps:
            progress.note(step)
            time.sleep(0.05)


READING, PLANNING = Step("正在读稿件", 12, 60), Step("正在安排版面")


@pytest.mark.parametrize(
    ("step", "seconds", "width", "text"),
    [
        (READING, 3.4, 79, "[####--------------------] 正在读稿件 12/60（已用3秒）"),
        (READING._replace(done=60), 3.4, 79, "[########################] 正在读稿件 60/60（已用3秒）"),
        (READING, 3.4, 40, "正在读稿件 12/60（已用3秒）"),
        (READING, 3.4, 20, "正在读稿件 12/60"),
        (READING, 3.4, 5, ""),
        (PLANNING, 61.0, 79, "正在安排版面（已用61秒）"),
        (PLANNING, 61.0, 15, "正在安排版面"),
    ],
)
def test_a_step_in_words_no_wider_than_the_terminal(step: Step, seconds: float, width: int, text: str) -> None:
    assert line(step, seconds, width) == text
    assert cells(text) <= width


def test_it_is_drawn_over_itself_and_gone_at_the_end(screen: Screen) -> None:
    drawn(screen.stream, READING, PLANNING)
    screen.stream.write("高新区简报\n")
    written = screen.written()
    assert "[####--------------------] 正在读稿件 12/60" in written
    assert "正在安排版面" in written
    assert "\x1b" not in written  # nothing that a console must know
    assert seen(written) == ["高新区简报", ""]


def test_it_is_gone_when_the_build_fails_or_is_interrupted(screen: Screen) -> None:
    def interrupted() -> None:
        with redirect_stderr(screen.stream), ProgressLine() as progress:
            progress.note(READING)
            time.sleep(0.05)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert threading.active_count() == 2  # this one and the screen's
    written = screen.written()
    assert "正在读稿件" in written
    assert seen(written) == [""]


def test_a_quick_build_shows_nothing(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_line, "SHOWN_AFTER", 2.0)
    drawn(screen.stream, READING)
    assert screen.written() == ""


@pytest.mark.parametrize("name", ["dumb", ""])
def test_a_terminal_that_takes_nothing_back_gets_nothing(
    screen: Screen, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("TERM", name)
    drawn(screen.stream, READING)
    assert screen.written() == ""


def test_a_console_of_windows_has_no_name_and_gets_it(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERM")
    with redirect_stderr(screen.stream):
        assert terminal.passing_width() == 0
        monkeypatch.setattr(os, "name", "nt")
        width = terminal.passing_width()
    monkeypatch.undo()  # before anything else asks for the system's name
    assert width == 79


def test_no_color_is_about_colors(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    drawn(screen.stream, READING)
    assert "正在读稿件" in screen.written()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_one_without_chinese_gets_nothing(screen: Screen, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    with open(screen.writer, "w", encoding=encoding, closefd=False) as stream:
        drawn(stream, READING)
    assert screen.written() == ""


def test_what_is_no_terminal_gets_not_a_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_line, "SHOWN_AFTER", 0.0)
    closed = io.StringIO()
    closed.close()
    reader, writer = os.pipe()
    with (tmp_path / "log").open("w") as file, open(writer, "w") as pipe, open(reader, "rb") as end:
        for stream in (file, pipe, io.StringIO(), closed, None):
            drawn(stream, READING)
        pipe.close()
        assert end.read() == b""
    assert (tmp_path / "log").read_bytes() == b""


def test_a_terminal_that_is_closed_meanwhile_ends_nothing() -> None:
    class Broken(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with redirect_stderr(Broken()):
        terminal.show_passing("正在读稿件")


def test_each_piece_is_told_before_it_is_worked_on() -> None:
    told: list[Step] = []
    for piece in counted(told.append, "正在读稿件", "甲乙"):
        assert told[-1].done == "甲乙".index(piece) + 1
    assert told == [Step("正在读稿件", 1, 2), Step("正在读稿件", 2, 2)]


def test_a_build_tells_of_its_own_work_in_its_order() -> None:
    told: list[Step] = []
    sources, content = find_sources(str(ROOT)), str(ROOT / "content")
    order, memory = Order(sources, content, previews=True), Memory()
    watched = build(order, memory, told.append)
    assert [step for step in told if step.done in (0, 1)] == [
        Step("正在读稿件", 1, 4), Step("正在安排版面"), Step("正在核对版面"), Step("正在写简报", 1, 1),
        Step("正在生成预览图", 1, 1), Step("正在安排幻灯片", 1, 4), Step("正在写幻灯片", 1, 4),
    ]  # fmt: skip
    assert [step.done for step in told if step.stage == "正在写幻灯片"] == [1, 2, 3, 4]
    assert watched.files == build(order, memory).files


@pytest.mark.parametrize("words", [(), ("--json",), ("check",)])
def test_the_command_shows_it_to_a_person_and_not_to_a_program(
    words: tuple[str, ...],
    screen: Screen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    printed = build(Order(find_sources(str(ROOT)), str(ROOT / "content"), slides=False, draw=False), Memory())
    called: list[object] = []

    def watched(order: Order, memory: Memory, *watch: Watch) -> Printed:
        called.append(watch)
        for note in watch:
            note(READING)
        time.sleep(0.05)
        return printed

    monkeypatch.setattr("bulletin.build.regenerate.build", watched)
    output = () if "check" in words else ("--output", str(tmp_path))
    with redirect_stderr(screen.stream):
        assert run((*words, *output, "--only", "pdf"), home=str(ROOT)) == 0
    out, written = capsys.readouterr().out, screen.written()
    assert "正在读稿件" not in out
    if "--json" in words:
        assert called == [(unwatched,)]
        assert json.loads(out)["exit"] == 0
        assert written == ""
    else:
        assert "正在读稿件 12/60" in written
        assert not any("正在" in row for row in seen(written))
