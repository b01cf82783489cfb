"""LibreOffice: how it is called, and what is said where it fails, hangs, makes nothing or is not there."""

import os
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from bulletin.begin import libreoffice
from bulletin.begin.libreoffice import Converted, Convertible, converted
from tests.begin.office import office_program, only_on_the_path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts of POSIX")

ALL_MADE = "for file in files: made(file)"
RTF, HTML = Convertible(b"{\\rtf1 ALPHA}", ".rtf"), Convertible(b"<html>", ".html", "HTML (StarWriter)")


@pytest.fixture
def work(tmp_path: Path) -> str:
    folder = tmp_path / "张 三"  # a user's name in the path
    folder.mkdir()
    return str(folder)


def set_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, acts: str) -> Path:
    log = office_program(tmp_path / "bin", acts)
    only_on_the_path(monkeypatch, log.parent)
    return log


def calls(log: Path) -> list[list[str]]:
    return [call.split("\n") for call in log.read_text(encoding="utf-8").split("\n\n") if call]


def test_all_files_go_through_one_call_with_a_profile_of_its_own(
    tmp_path: Path, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = set_up(monkeypatch, tmp_path, ALL_MADE)
    results = converted([RTF, HTML, RTF._replace(data=b"{\\rtf1 BETA}")], work)
    assert [b"ALPHA" in result.data for result in results] == [True, False, False]
    assert all(result.data.startswith(b"PK") and not result.failure for result in results)
    first, second = calls(log)  # another filter, another call
    assert "--headless" in first
    (profile,) = [word for word in first if word.startswith("-env:UserInstallation=file:///")]
    assert "%E5%BC%A0%20%E4%B8%89" in profile
    assert [os.path.basename(word) for word in first[-2:]] == ["0.rtf", "2.rtf"]
    assert "--infilter=HTML (StarWriter)" in second
    settings = (Path(work) / "profile" / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert '"MacroSecurityLevel" oor:op="fuse"><value>3<' in settings
    assert '"BlockUntrustedRefererLinks" oor:op="fuse"><value>true<' in settings


@pytest.mark.parametrize(
    "acts",
    ["sys.exit(1)", "pass", "open(out('0.docx'), 'w').write('PK half')",
     "open(out('0.docx'), 'w').close()"],
)  # fmt: skip
def test_what_comes_to_nothing_is_told(acts: str, tmp_path: Path, work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, tmp_path, acts)
    (result,) = converted([RTF], work)
    assert (result.data, result.failure) == (b"", "LibreOffice 没有转换成功，文件可能已损坏")
    assert "另存为 .docx" in result.hint


def test_a_file_that_kills_it_keeps_no_other_from_coming(
    tmp_path: Path, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = "import os\nif any(b'BAD' in open(file, 'rb').read() for file in files): os.abort()\n" + ALL_MADE
    set_up(monkeypatch, tmp_path, acts)
    results = converted([RTF, Convertible(b"{\\rtf BAD}", ".rtf"), RTF], work)
    assert [bool(result.data) for result in results] == [True, False, True]


def test_one_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = tmp_path / "child"
    acts = (
        f"import subprocess, time\nchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(child)!r}, 'w').write(str(child.pid))\ntime.sleep(60)"
    )
    set_up(monkeypatch, tmp_path, acts)
    monkeypatch.setattr(libreoffice, "SECONDS_TO_START", 1.0)
    monkeypatch.setattr(libreoffice, "SECONDS_PER_FILE", 0.0)
    started = time.monotonic()
    assert converted([RTF], work) == (Converted(failure="LibreOffice 转换超时"),)
    assert time.monotonic() - started < 20
    pid = int(child.read_text())
    for _ in range(100):
        if not alive(pid):
            return
        time.sleep(0.05)
    pytest.fail("what it started lives on")


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and waits for its parent's look does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_very_many_files_go_through_several_calls(tmp_path: Path, work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    log = set_up(monkeypatch, tmp_path, ALL_MADE)
    monkeypatch.setattr(libreoffice, "MOST_AT_ONCE", 2)
    assert all(result.data for result in converted([RTF] * 5, work))
    made = [[os.path.basename(word) for word in call if word.endswith(".rtf")] for call in calls(log)]
    assert made == [["0.rtf", "1.rtf"], ["2.rtf", "3.rtf"], ["4.rtf"]]


def test_after_some_that_hang_the_rest_is_left(tmp_path: Path, work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(monkeypatch, tmp_path, "import time; time.sleep(60)")
    monkeypatch.setattr(libreoffice, "SECONDS_TO_START", 0.2)
    monkeypatch.setattr(libreoffice, "SECONDS_PER_FILE", 0.0)
    failures = [result.failure for result in converted([RTF] * 5, work)]
    assert failures == ["LibreOffice 转换超时"] * 3 + ["没有转换：前面几个文件使 LibreOffice 停住"] * 2


def test_without_it_the_way_out_is_named(work: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_on_the_path(monkeypatch, tmp_path)
    (result,) = converted([RTF], work)
    assert "没有找到 LibreOffice" in result.failure
    assert "另存为 .docx" in result.hint


def test_one_that_cannot_be_started_is_told(work: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = set_up(monkeypatch, tmp_path, ALL_MADE)
    (log.parent / "soffice").write_text("#!/none/such\n")
    (result,) = converted([RTF], work)
    assert result.failure == "没有转换：LibreOffice 无法启动"


def test_it_is_found_where_installers_put_it_the_newest_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("7.6", "24.8", "24.2"):
        (tmp_path / f"libreoffice{version}" / "program").mkdir(parents=True)
        office_program(tmp_path / f"libreoffice{version}" / "program" / "bin", "pass")
    only_on_the_path(monkeypatch, tmp_path)
    pattern = str(tmp_path / "libreoffice*" / "program" / "bin" / "soffice")
    monkeypatch.setattr(libreoffice, "PLACES", {"linux": (pattern,), "darwin": (pattern,)})
    assert "libreoffice24.8" in libreoffice.libreoffice()


@pytest.mark.slow
@pytest.mark.skipif(not libreoffice.libreoffice(), reason="no LibreOffice is installed")
def test_the_real_one_makes_word_files(work: str) -> None:
    files = [
        Convertible(b"{\\rtf1\\ansi\\ansicpg936 \\u27700?\\u21153?\\par}", ".rtf"),
        Convertible("<html><meta charset=utf-8><p>水务".encode(), ".html", "HTML (StarWriter)"),
    ]
    for index, result in enumerate(converted(files, work)):
        path = Path(work) / f"made{index}.docx"
        path.write_bytes(result.data)
        with ZipFile(path) as archive:
            assert "水务" in archive.read("word/document.xml").decode()
