"""What reaches a terminal, and streams that are closed, full or left by their reader."""

import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin import command
from bulletin.terminal import harmless, show, show_data
from tests.conftest import ROOT
from tests.examples import sample

GENERATE = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'generate.py'))}"
FULL = Path("/dev/full")


def shell(line: str) -> tuple[int, str, str]:
    """A line of bash, in which `generate` is the command: the code of its first part, what it printed, its errors."""
    script = f"{line.replace('generate', GENERATE)}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("ends", sample(("<&- >&- 2>&-", "> /dev/full 2>&1", "2>&- | true"), ("<&- >&- 2>&-",)))
def test_a_stream_that_takes_nothing_changes_neither_outputs_nor_code(ends: str, tmp_path: Path) -> None:
    if "full" in ends and not FULL.exists():
        pytest.skip("no /dev/full")
    code, out, err = shell(f"generate --only slides --output {shlex.quote(str(tmp_path))} {ends}")
    assert code == 0, err
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["slides.pptx"]
    assert "Traceback" not in err + out
    assert "Exception" not in err + out
    assert (tmp_path / "slides.pptx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "code"),
    [("check --changes --only slides", 0), ("--json check --content nowhere", 1), ("preflight README.md", 1)],
)
@pytest.mark.parametrize("ends", sample(("> /dev/full 2>&1", "2>&1 | true"), ("> /dev/full 2>&1",)))
def test_the_code_is_that_of_the_work(words: str, code: int, ends: str) -> None:
    found, out, err = shell(f"cd {shlex.quote(str(ROOT))}; generate {words} {ends}")
    assert (found, out, err) == (code, "", "")


def test_a_full_output_is_told_once_on_the_other_stream() -> None:
    if not FULL.exists():
        pytest.skip("no /dev/full")
    code, _, err = shell("generate --help > /dev/full")
    assert (code, err) == (0, "标准输出无法写入：磁盘已满；结果以退出码为准\n")


ACTING = "\x1b[31m\x07\r\x7f\x9b2J\u202e\u2066\u2028\u200f\udcff"


def test_what_a_terminal_would_act_on_is_an_escape() -> None:
    assert harmless(f"甲{ACTING}\t乙\n丙") == (
        "甲\\u001b[31m\\u0007\\u000d\\u007f\\u009b2J\\u202e\\u2066\\u2028\\u200f\\udcff\\u0009乙\n丙"
    )
    assert harmless("一般的字，é、　、𠮷、🀄") == "一般的字，é、　、𠮷、🀄"


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8", "cp1252"])
def test_a_console_of_any_code_page_shows_what_it_can(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", console)
    data = {"name": f"甲𠮷{ACTING}"}
    show(f"稿件甲𠮷{ACTING}")
    show_data(data)
    console.seek(0)
    line, _, rest = console.read().partition("\n")
    assert "\\u001b" in line
    assert "\x1b" not in line + rest
    assert json.loads(rest) == data


@pytest.mark.parametrize(
    "words",
    [
        ("a" + ACTING,), ("--" + ACTING,), ("--only", ACTING), ("build", "x\n有0处错误" + ACTING),
        ("preflight", "x\n没有错误" + ACTING), ("--content", ACTING), ("check", "--layout", ACTING),
        ("check", "--layout", ACTING + "/x.yaml"), ("check", "--template", ACTING), ("--pages", ACTING),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("as_json", [False, True])
def test_an_argument_is_echoed_without_acting(
    words: tuple[str, ...], as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    code = command.run((*words, *(["--json"] if as_json else [])), home=str(ROOT))
    shown = "".join(capsys.readouterr())
    assert code in (1, 2)
    assert all(line.isprintable() for line in shown.split("\n")), shown
    assert not any(line.startswith(("有0处错误", "没有错误")) for line in shown.split("\n"))


@pytest.mark.parametrize("option", ["--output", "--content", "--layout", "--template", "--pages", "--only", "--for"])
def test_a_null_character_in_a_call_is_a_wrong_call(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run((option, "a\0b"), home=str(ROOT)) == 2
    assert "空字符" in capsys.readouterr().err


def test_a_name_of_a_file_in_the_content_reaches_no_terminal_raw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "con\x1b[1mtent"
    folder.mkdir()
    for name in ("issue.yaml", "a\x1b[31m\u202e.md", "b\n有0处错误.txt", "c\x9b.pdf"):
        (folder / name).write_text("标题：甲\n" if name.endswith("d") else "", encoding="utf-8")
    with open(os.path.join(os.fsencode(folder), b"\xff\xfe.md"), "wb") as file:
        file.write(b"\xe6")
    assert command.run(("check", "--content", str(folder)), home=str(ROOT)) == 1
    shown = "".join(capsys.readouterr())
    assert all(line.isprintable() for line in shown.split("\n"))
    assert not any(line.startswith("有0处错误") for line in shown.split("\n"))
