"""The command itself, with its server: from the address that it prints to the signal that ends it."""

import http.client
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin.command import run
from bulletin.desk.preview import listening_at
from bulletin.problems import OutputError
from tests.conftest import ROOT


class Running(NamedTuple):
    """A preview, and how to reach it."""

    process: subprocess.Popen[str]
    port: int
    key: str

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """One request, as a browser sends it."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.putrequest(method, path, skip_host=True)
        for name, value in {"Host": f"127.0.0.1:{self.port}", **headers}.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        reply = line.getresponse()
        found = reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
        line.close()
        return found


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("PATH", "")  # no LibreOffice
    words = [str(ROOT / "generate.py"), "preview", str(tmp_path / "content"), "--no-open"]
    process = subprocess.Popen(
        [sys.executable, *words, "--output", str(tmp_path / "output")],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr
    found = re.fullmatch(r"预览：http://127\.0\.0\.1:(\d+)/\?key=(\S+)\n", process.stderr.readline())
    assert found
    yield Running(process, int(found[1]), found[2])
    process.kill()
    process.communicate()


def test_from_the_printed_address_to_the_page_and_to_the_end(running: Running, tmp_path: Path) -> None:
    status, headers, _ = running.ask(f"/?key={running.key}")
    cookie = headers["set-cookie"].split(";")[0]
    assert (status, headers["location"]) == (303, "/")
    status, headers, page = running.ask("/", Cookie=cookie)
    assert status == 200
    assert b"preview.js" in page
    assert "script-src 'self'" in headers["content-security-policy"]
    assert running.ask("/preview.js", Cookie=cookie)[0] == running.ask("/preview.css", Cookie=cookie)[0] == 200

    assert running.ask("/api/state")[0] == 403
    assert running.ask("/api/state", Cookie=cookie, Host="evil.example")[0] == 421
    assert running.ask("/api/state", Cookie=cookie, Origin="http://evil.example")[0] == 403
    assert running.ask("/api/deliver", "POST", Cookie=cookie)[0] == 403
    for path in ("/files/../../../etc/passwd", "/files/..%2f..%2fetc/passwd", "/../etc/passwd", "//etc/passwd"):
        assert running.ask(path, Cookie=cookie)[0] == 400, path
    assert not (tmp_path / "output").exists(), "nothing is written before it is asked for"

    running.process.send_signal(signal.SIGTERM)
    _, said = running.process.communicate(timeout=60)
    assert running.process.returncode == 128 + signal.SIGTERM
    assert "已中断；原有成品未改动" in said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(OutputError) as caught:
            listening_at(port)
    (problem,) = caught.value.problems
    assert problem.message == f"端口{port}不能用：已被占用"


@pytest.mark.parametrize(
    "words", [["--port", "70000"], ["--port", "x"], ["a", "--content", "b"], ["a", "b"], ["--layout"], [""]]
)
def test_a_call_without_sense_is_a_usage_error(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preview", *words]) == 2
    assert "命令有误" in capsys.readouterr().err
