"""Which editor opens a file, at its line; without a shell, and none that needs a terminal."""

import os
import sys
import time
from pathlib import Path

import pytest

from bulletin.desk import outside
from bulletin.desk.outside import Editor, editors_of, open_file


def script(folder: Path, name: str, text: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!{sys.executable}\nimport sys\n{text}\n")
    file.chmod(0o755)
    return file


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({}, []),
        ({"VISUAL": "gedit"}, ["gedit"]),
        ({"VISUAL": "vim", "EDITOR": "nano"}, []),
        ({"VISUAL": "my-editor --wait", "EDITOR": "kate"}, ["my-editor", "kate"]),
        ({"EDITOR": "my-editor"}, []),  # perhaps one of the terminal
        ({"VISUAL": "'not closed"}, []),
        ({"VISUAL": "   "}, []),
    ],
)
def test_the_users_own_editor_comes_first(environment: dict[str, str], names: list[str]) -> None:
    assert [editor.name for editor in editors_of({**environment, "PATH": ""})] == names


def test_code_is_found_on_the_path(tmp_path: Path) -> None:
    code = script(tmp_path / "bin", "code")
    (editor,) = editors_of({"PATH": str(tmp_path / "bin")})
    assert editor.call("/a/水 务.md", 13) == [str(code), "-g", "/a/水 务.md:13"]
    assert editor.call("/a/水 务.md", 0) == [str(code), "/a/水 务.md"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gedit", ["+7", "/a.md"]),
        ("kate", ["-l", "7", "/a.md"]),
        ("subl", ["/a.md:7"]),
        ("notepad++", ["-n7", "/a.md"]),
        ("notepad", ["/a.md"]),
    ],
)
def test_each_editor_is_told_the_line_in_its_way(name: str, words: list[str]) -> None:
    assert Editor((name,), name).call("/a.md", 7) == [name, *words]


def test_a_file_is_opened_with_its_name_as_one_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log"
    editor = script(tmp_path / "bin", "我的编辑器", f"open({str(log)!r}, 'w').write(repr(sys.argv[1:]))")
    file = tmp_path / "a; touch b $(c) '.md"
    file.write_text("x")
    monkeypatch.setattr(outside, "FAILS_WITHIN", 20.0)
    done = open_file(str(file), 3, {"VISUAL": str(editor), "PATH": ""})
    assert done == (True, "已用 我的编辑器 打开")
    assert log.read_text() == repr([str(file)])
    assert os.listdir(tmp_path) != [], "nothing else was made"
    assert not (tmp_path / "b").exists()


def test_an_editor_that_fails_is_no_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = script(tmp_path / "bin", "failing", "sys.exit(3)")
    monkeypatch.setattr(outside, "FAILS_WITHIN", 20.0)
    monkeypatch.setattr(outside, "_has_screen", lambda: False)
    (tmp_path / "a.md").write_text("x")
    done = open_file(str(tmp_path / "a.md"), 3, {"VISUAL": str(failing), "PATH": ""})
    assert not done.opened
    assert "请自己打开" in done.words


def test_what_could_run_is_not_opened(tmp_path: Path) -> None:
    editor = script(tmp_path / "bin", "editor")
    for name in ("a.desktop", "a.exe", "a.html", "a.sh", "a", "a.lnk", "a.md.bat"):
        assert not open_file(str(tmp_path / name), 1, {"VISUAL": str(editor), "PATH": ""}).opened


def test_an_editor_that_stays_open_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staying = script(tmp_path / "bin", "staying", "import time; time.sleep(1.5)")
    monkeypatch.setattr(outside, "FAILS_WITHIN", 0.1)
    (tmp_path / "a.md").write_text("x")
    started = time.monotonic()
    assert open_file(str(tmp_path / "a.md"), 3, {"VISUAL": str(staying), "PATH": ""}).opened
    assert time.monotonic() - started < 1.4
