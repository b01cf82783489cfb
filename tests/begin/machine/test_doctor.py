"""The doctor says whether a build can run, what to do where it cannot, and touches nothing."""

import importlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from bulletin.begin import doctor, office_suite
from tests.begin.machine.conftest import Command, Done, snapshot
from tests.conftest import ROOT
from tests.faces.damage import truetype


@pytest.fixture
def content(home: Path) -> Path:
    shutil.copytree(ROOT / "content", home / "content")
    return home


def verdicts(done: Done) -> dict[str, tuple[str, str, str]]:
    """What is said of each subject: verdict, text, hint."""
    found = json.loads(done.out)["findings"]
    return {each["subject"]: (each["verdict"], each["text"], each["hint"]) for each in found}


def test_the_libraries_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [f"{name}>={least}" for name, (_, least) in doctor.LIBRARIES.items()] == project["dependencies"]
    assert project["requires-python"] == ">=" + ".".join(map(str, doctor.LEAST_PYTHON))


def test_a_sound_machine_is_said_to_be_one(bulletin: Command, content: Path) -> None:
    done = bulletin("doctor")
    assert done.code == 0
    assert done.err == ""
    lines = done.out.splitlines()
    for wanted in ("Python 3.", "reportlab 5.", "随附的字体17个", "稿件4篇", "版式7个", "成品文件夹", "磁盘空间还有"):
        assert any(line.startswith("正常  ") and wanted in line for line in lines), wanted
    assert lines[-1].startswith("可以生成")
    found = verdicts(bulletin("doctor", "--json"))
    assert {f"library:{name}" for name in doctor.LIBRARIES} < found.keys()
    assert str(content / "content") in found["content"][1]
    assert str(content / "output") in found["output"][1]


@pytest.mark.slow
def test_nothing_is_written_not_even_compiled_modules(tmp_path: Path) -> None:
    program = tmp_path / "program"
    for name in ("bulletin", "layouts", "fonts", "content"):
        shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("generate.py", "constraints.txt"):
        shutil.copy(ROOT / name, program / name)
    left = program / "output" / ".bulletin" / "stage-0123456789abcdef"  # of a build that was interrupted
    left.mkdir(parents=True)
    before = snapshot(tmp_path)
    for words in (["doctor"], ["--json", "doctor", "--output", str(tmp_path / "new" / "out")]):
        done = subprocess.run(
            [sys.executable, str(program / "generate.py"), *words],
            cwd=program,
            env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert snapshot(tmp_path) == before


def test_no_content_is_a_fault_with_the_way_out(bulletin: Command, home: Path) -> None:
    done = bulletin("doctor")
    assert done.code == 1
    assert "错误  稿件文件夹" in done.out
    assert "没有内容文件夹" in done.out
    assert "--content" in done.out
    assert done.out.splitlines()[-1] == "有1处错误，改好才能生成"
    assert list(home.iterdir()) == []


def damaged_face(home: Path) -> str:
    (home / "fonts").mkdir()
    table = "faces:\n  own: {file: a.ttf}\nroles:\n  song: [own, song]\n"
    (home / "fonts" / "fonts.yaml").write_text(table, encoding="utf-8")
    (home / "fonts" / "a.ttf").write_bytes(truetype()[:3000])
    return "face:own"


def replaced_face(home: Path) -> str:
    subject = damaged_face(home)
    (home / "fonts" / "a.ttf").write_bytes(truetype())
    table = f"faces:\n  own: {{file: a.ttf, sha256: {'0' * 64}}}\nroles:\n  song: [own, song]\n"
    (home / "fonts" / "fonts.yaml").write_text(table, encoding="utf-8")
    return subject


def bad_table(home: Path) -> str:
    (home / "fonts").mkdir()
    (home / "fonts" / "fonts.yaml").write_text("roles:\n  song: [none]\n", encoding="utf-8")
    return "fonts"


def bad_report(home: Path) -> str:
    (home / "content" / "water.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return "content"


def bad_layout(home: Path) -> str:
    (home / "layouts").mkdir()
    (home / "layouts" / "bulletin-a3-weifang.yaml").write_text("extends: bulletin-a3\nwidht: 3\n", encoding="utf-8")
    return "content"


def bad_deck_layout(home: Path) -> str:
    (home / "layouts").mkdir()
    (home / "layouts" / "slides.yaml").write_text("extends: slides\nwidht: 3\n", encoding="utf-8")
    return "layout:slides"


def output_taken(home: Path) -> str:
    (home / "output").write_text("a file")
    return "output"


def output_below_a_file(home: Path) -> str:
    (home / "output").symlink_to(home / "nowhere")
    return "output"


ILLS = (
    damaged_face, replaced_face, bad_table, bad_report, bad_layout, bad_deck_layout, output_taken, output_below_a_file
)  # fmt: skip


QUICK = (damaged_face, bad_report, bad_layout, output_taken)


@pytest.mark.parametrize(
    "spoil",
    [pytest.param(ill, marks=() if ill in QUICK else pytest.mark.slow) for ill in ILLS],
    ids=lambda ill: ill.__name__,
)
def test_what_keeps_a_build_from_running_is_a_fault(bulletin: Command, content: Path, spoil: object) -> None:
    subject = spoil(content)  # type: ignore[operator]
    before = snapshot(content)
    done = bulletin("doctor", "--json")
    verdict, text, hint = verdicts(done)[subject]
    assert (done.code, verdict) == (1, "fault")
    assert text
    assert hint
    assert snapshot(content) == before
    assert bulletin("build").code != 0, "the doctor and a build agree"


def test_a_layout_that_the_issue_does_not_use_keeps_nothing_from_running(bulletin: Command, content: Path) -> None:
    (content / "layouts").mkdir()
    (content / "layouts" / "own.yaml").write_text("widht: 3\n", encoding="utf-8")
    done = bulletin("doctor")
    assert done.code == 0
    assert "注意  版式 own：" in done.out
    assert "own.yaml:1:1" in done.out
    assert "own" not in next(line for line in done.out.splitlines() if line.startswith("正常  版式"))


def test_an_own_face_is_told_with_its_digest(bulletin: Command, content: Path, tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(truetype())
    assert bulletin("fonts", "add", tmp_path / "a.ttf", "--role", "kai").code == 0
    done = bulletin("doctor")
    assert done.code == 0
    assert "正常  自有字体“bulletinkai-regular”（a.ttf）可用，与登记的 sha256 相符" in done.out


@pytest.mark.parametrize(
    ("version", "verdict", "said"),
    [
        ("4.9", "fault", "reportlab 4.9 太旧，至少要 5.1"),
        ("99.0", "note", "reportlab 99.0，核定的版本是 5."),
        ("", "fault", "没有安装 reportlab"),
    ],
)
def test_another_version_of_a_library_is_told(
    bulletin: Command, content: Path, monkeypatch: pytest.MonkeyPatch, version: str, verdict: str, said: str
) -> None:
    real = metadata.version

    def installed(name: str) -> str:
        if name == "reportlab" and not version:
            raise metadata.PackageNotFoundError(name)
        return version if name == "reportlab" else real(name)

    monkeypatch.setattr(metadata, "version", installed)
    done = bulletin("doctor", "--json")
    found = verdicts(done)
    assert found["library:reportlab"][0] == verdict
    assert said in found["library:reportlab"][1]
    assert "pip install -c constraints.txt" in found["library:reportlab"][2]
    assert done.code == (verdict == "fault")


def test_a_torn_library_is_told(bulletin: Command, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def torn(name: str) -> object:
        if name == "pikepdf":
            raise OSError("libqpdf.so.30: cannot open shared object file")
        return real(name)

    monkeypatch.setattr(doctor, "import_module", torn)
    done = bulletin("doctor")
    assert done.code == 1
    assert "错误  pikepdf 无法使用（OSError）" in done.out


def test_a_full_disk_is_told(bulletin: Command, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 5 << 20})
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    done = bulletin("doctor")
    assert done.code == 1
    assert "错误  磁盘只剩5.0 MB" in done.out
    assert "至少要64.0 MB" in done.out


def test_a_folder_that_may_not_be_written_is_told(
    bulletin: Command, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root sees it never: the system's answer is put in its place."""
    asked = os.access
    monkeypatch.setattr(os, "access", lambda path, how: not how & os.W_OK and asked(path, how))
    done = bulletin("doctor")
    assert done.code == 1
    assert f"错误  成品文件夹 {content / 'output'}：不能写入" in done.out
    assert "注意  稿件文件夹不能写入" in done.out
    assert "错误  磁盘" not in done.out


def libreoffice(folder: Path, settings: str, product: str) -> Path:
    program = folder / "program" / "soffice"
    for file in (program, folder / settings):
        file.parent.mkdir(parents=True, exist_ok=True)
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    (folder / settings).write_text(f"[Bootstrap]\nInstallMode=<installmode>\n{product}\n")
    return program


@pytest.mark.parametrize(
    ("settings", "product", "version"),
    [
        ("program/bootstraprc", "ProductKey=LibreOffice 7.4", "7.4"),
        ("program/bootstrap.ini", "ProductKey=LibreOffice 24.8", "24.8"),
        ("Resources/bootstraprc", "ProductKey=LibreOfficeDev 25.2", "25.2"),
        ("program/other", "ProductKey=LibreOffice 7.4", ""),
    ],
)
def test_libreoffice_is_told_by_its_files_and_never_started(
    bulletin: Command, content: Path, monkeypatch: pytest.MonkeyPatch, settings: str, product: str, version: str
) -> None:
    program = libreoffice(content / "office", settings, product)
    (content / "bin").mkdir()
    (content / "bin" / "soffice").symlink_to(program)
    monkeypatch.setenv("PATH", str(content / "bin"))
    assert office_suite.office_suite() == (str(content / "bin" / "soffice"), version)
    said = f"LibreOffice {version}，" if version else "LibreOffice（版本不明），"
    assert f"正常  {said}" in bulletin("doctor").out


def test_no_libreoffice_is_no_fault(bulletin: Command, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_suite, "libreoffice", lambda: "")
    done = bulletin("doctor")
    assert done.code == 0
    assert "注意  没有找到 LibreOffice" in done.out
    assert done.out.splitlines()[-1] == "可以生成；注意1处"


def test_a_lacking_library_is_told_before_anything_is_imported(tmp_path: Path) -> None:
    (tmp_path / "uharfbuzz.py").write_text("raise ImportError('no such file', name='uharfbuzz')\n")
    done = subprocess.run(
        [sys.executable, str(ROOT / "generate.py"), "doctor"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "缺少程序要用的库 uharfbuzz" in done.stderr
    assert "pip install -c constraints.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_there_yet_is_told_once(bulletin: Command, home: Path) -> None:
    verdict, text, hint = verdicts(bulletin("doctor", "--json"))["content"]
    assert (verdict, text) == ("fault", f"稿件文件夹 {home / 'content'}：没有内容文件夹“content”")
    assert "import" in hint
