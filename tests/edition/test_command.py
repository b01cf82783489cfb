"""The command as a user runs it: words in, exit codes and Chinese out."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import ROOT


def generate(*arguments: str, seed: str = "0", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """`python generate.py ...` in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "generate.py"), *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the real content that a test may spoil."""
    return shutil.copytree(ROOT / "content", tmp_path / "content")


def test_bare_build_makes_both_outputs_and_says_so_in_chinese(tmp_path: Path) -> None:
    done = generate("--output", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert {"bulletin.pdf", "slides.pptx"} <= {path.name for path in tmp_path.iterdir()}
    assert "4 篇" in done.stdout
    assert "秒" in done.stdout
    assert "Traceback" not in done.stderr


def test_same_input_same_bytes_in_processes_with_different_hash_seeds(tmp_path: Path) -> None:
    outputs = []
    for seed, more in (("1", []), ("4242", ["--no-cache"]), ("7", [])):
        folder = tmp_path / seed
        done = generate("--output", str(folder), *more, seed=seed)
        assert done.returncode == 0, done.stderr
        again = generate("--output", str(folder), *more, seed=seed)  # with what the first left in the cache
        assert again.returncode == 0, again.stderr
        outputs.append([(folder / name).read_bytes() for name in ("bulletin.pdf", "slides.pptx")])
    assert outputs[0] == outputs[1] == outputs[2]


def test_a_damaged_cache_is_silently_cold(tmp_path: Path) -> None:
    assert generate("--output", str(tmp_path)).returncode == 0
    first = (tmp_path / "bulletin.pdf").read_bytes()
    for path in (tmp_path / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00spoiled" * 7)
    done = generate("--output", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "bulletin.pdf").read_bytes() == first


def test_a_fault_leaves_the_earlier_outputs_and_tells_all_at_once(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert generate("--content", str(content), "--output", str(out)).returncode == 0
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    for name, line in (("water.md", "author: 苏晓辉\n"), ("legal.md", "title: 打造稳定营商环境 护航经济发展\n")):
        path = content / name
        text = path.read_text(encoding="utf-8")
        assert line in text
        path.write_text(text.replace(line, ""), encoding="utf-8")
    done = generate("--content", str(content), "--output", str(out))
    assert done.returncode == 1
    assert "water.md" in done.stderr
    assert "legal.md" in done.stderr
    assert "提示" in done.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


def test_a_character_without_a_glyph_stops_the_build_with_its_place(content: Path, tmp_path: Path) -> None:
    path = content / "legal.md"
    path.write_text(path.read_text(encoding="utf-8").replace("近日", "近\U0002a6a5日"), encoding="utf-8")
    done = generate("--content", str(content), "--output", str(tmp_path / "out"))
    assert done.returncode == 4
    assert "U+2A6A5" in done.stderr
    assert "legal.md:" in done.stderr
    assert not (tmp_path / "out").exists()


def test_json_is_one_object(tmp_path: Path) -> None:
    done = generate("--output", str(tmp_path), "--json", "--only", "pdf")
    answer = json.loads(done.stdout)
    assert answer["exit"] == 0
    assert answer["pages"] == 1
    assert [os.path.basename(path) for path in answer["outputs"]] == ["bulletin.pdf"]
    assert {"severity", "code", "file", "line", "column", "message", "hint"} >= {
        key for problem in answer["diagnostics"] for key in problem
    }


def test_check_writes_nothing(tmp_path: Path, content: Path) -> None:
    done = generate("check", "--content", str(content), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--colour"], "没有 --colour"),
        (["--contents", "x"], "--content"),
        (["--only", "docx"], "pdf、slides"),
        (["--output"], "--output"),
        (["--pages", "two"], "正整数"),
        (["--pages", "0"], "正整数"),
        (["check", "--output", "x"], "没有 --output"),
        (["--only", "slides", "--for", "printer"], "--for"),
        (["rebuild"], "rebuild"),
        (["preflight"], "FILE"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_is_told_in_chinese_and_ends_with_2(arguments: Sequence[str], said: str) -> None:
    done = generate(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Usage" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", ["", "build", "check", "template", "preflight"])
def test_help_is_chinese(verb: str) -> None:
    done = generate(*filter(None, [verb]), "--help")
    assert done.returncode == 0
    assert "用法" in done.stdout
    assert "Options" not in done.stdout
    assert "Show this message" not in done.stdout


def test_an_unwritable_place_is_exit_5(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    done = generate("--output", str(tmp_path / "taken"))
    assert done.returncode == 5
    assert "写不出" in done.stderr


def test_warnings_are_errors_when_asked(content: Path, tmp_path: Path) -> None:
    issue = content / "issue.yaml"
    issue.write_text(issue.read_text(encoding="utf-8") + "pages: 1\n", encoding="utf-8")
    path = content / "water.md"  # a torn paragraph: told as a warning
    path.write_text(
        path.read_text(encoding="utf-8").replace("使地方重大规划和产业布局", "使地方重大规划和产\n\n\n业布局"),
        encoding="utf-8",
    )
    calm = generate("--content", str(content), "--output", str(tmp_path / "a"))
    strict = generate("--content", str(content), "--output", str(tmp_path / "b"), "--strict")
    assert calm.returncode == 0, calm.stderr
    assert strict.returncode == 1
    assert not (tmp_path / "b").exists()
