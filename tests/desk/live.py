"""The preview as a user runs it: the real command in a process of its own, and what a browser saw of it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from tests.conftest import ROOT
from tools.preview_picture import ADDRESS

# Runs in the page: notes each picture that was painted, and each frame in which a page had none.
OBSERVE = """() => {
  window.painted = []; window.blank = 0;
  const sheets = document.getElementById("sheets");
  const note = (image) => requestAnimationFrame(() => setTimeout(() =>
    window.painted.push([image.getAttribute("src"), Date.now() / 1000])));
  new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) if (node.tagName === "IMG") note(node);
  }).observe(sheets, { childList: true, subtree: true });
  const look = () => {
    for (const sheet of sheets.querySelectorAll(".sheet")) {
      const image = sheet.querySelector("img");
      if (!image || !image.complete || !image.naturalWidth || !sheet.clientWidth) window.blank++;
    }
    requestAnimationFrame(look);
  };
  look();
}"""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Live:
    """A running preview, as an installed program in some folder."""

    def __init__(self, words: Sequence[str], folder: Path, **environment: str) -> None:
        command = [sys.executable, "-m", "bulletin", "preview", "--no-open", "--port", "0", *words]
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        said: list[str] = []
        assert self._process.stdout
        for line in self._process.stdout:
            said.append(line)
            if found := ADDRESS.search(line):
                self.url, self.port, self.token = found[0], int(found[1]), found[2]
                return
        raise AssertionError(f"no address: {''.join(said)}")

    def __enter__(self) -> "Live":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def end(self) -> str:
        """End it as a user does; what it said since the address."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            said, _ = self._process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        return said

    def raw(self, line: str, *headers: str, body: bytes = b"") -> Answer:
        """What is answered to a request that no browser would send: its first line and headers as they are given."""
        length = [f"Content-Length: {len(body)}"] if body else []
        text = "\r\n".join((f"{line} HTTP/1.1", *headers, *length, "Connection: close", "", ""))
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(text.encode() + body)
            answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
        head, _, rest = answer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (each.partition(": ") for each in lines)
        return Answer(int(first.split()[1]), {name.lower(): value for name, _, value in pairs}, rest)

    @property
    def host(self) -> str:
        return f"Host: 127.0.0.1:{self.port}"

    @property
    def cookie(self) -> str:
        return f"Cookie: bulletin-{self.port}={self.token}"


def save(file: Path, text: str) -> None:
    """Save as editors do: a new file takes the old one's place at once."""
    beside = file.with_name(f".{file.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, file)


@contextmanager
def live(content: Path, output: Path, *words: str, **environment: str) -> Iterator[Live]:
    """The preview of an issue."""
    with Live(["--content", str(content), "--output", str(output), *words], content.parent, **environment) as running:
        yield running
