"""Warm equals cold: what a living process says and writes after each edit is what a fresh one does, byte for byte.

The living process keeps one `Memory` over all edits and does all that the command does. Before each of its builds the
folder is copied as it stands, outputs, record and plan with it, and the command itself builds the copy in a fresh
process. Both are called from within their folders, so that they name files alike. Of what they say and write only the
clock's time is masked, the copy's name, and in a lease who held it: the process and its turn.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from bulletin import command
from bulletin.memory import Memory
from bulletin.model.output import PRIVATE
from tests.soak.desk_folders import COMMAND, CONTENT, OUTPUT, ROOT, files_of, put_files

PROGRAM = f"python {COMMAND}"
PATIENCE = 300.0
SHOWN = 12  # lines of a difference
HERE = b"<home>"
# "time" stands in the record, at its head and with each output; "day" with what is filed; "seconds" is said.
CLOCK = re.compile(rb'("(?:time|day|seconds)": )(?:"[^"]*"|[0-9.]+)')
HOLDER = re.compile(rb'("(?:id|pid|beat)": )(?:"[0-9a-f]+"|[0-9]+)| +$')  # a lease is filled up with blanks


class Outcome(NamedTuple):
    """What a build said and left, without the clock's time."""

    code: int
    said: str
    files: dict[str, bytes]  # of content and outputs, the record among them

    @property
    def sound(self) -> bool:
        return self.code == 0


def outcome(code: int, said: bytes, home: Path) -> Outcome:
    """What stands in a folder after a build that ended and said so."""
    files = {name: data for name, data in files_of(home).items() if name.startswith((f"{CONTENT}/", f"{OUTPUT}/"))}
    for name, data in files.items():
        if f"{PRIVATE}/" in name:
            files[name] = _masked(data, HOLDER if "/lease-" in name else CLOCK)
    words = _masked(said.replace(os.fsencode(home), HERE), CLOCK)
    return Outcome(code, words.decode("utf-8", "replace"), files)


def _masked(data: bytes, pattern: re.Pattern[bytes]) -> bytes:
    return pattern.sub(lambda found: (found[1] or b"") + b"-", data)


class Desk(NamedTuple):
    """The living process: its folder, and the memory that it keeps."""

    home: Path
    memory: Memory

    def built(self, options: Sequence[str]) -> Outcome:
        """Do what the command does."""
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.chdir(self.home), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err),
            mock.patch.object(command, "Memory", return_value=self.memory),
        ):  # fmt: skip
            code = command.run(("build", *options, "--json"), home=str(self.home), prog=PROGRAM)
        return outcome(code, f"{out.getvalue()}\n{err.getvalue()}".encode(), self.home)


class Fresh(NamedTuple):
    """A fresh process at work in a folder of its own."""

    home: Path
    child: "subprocess.Popen[bytes]"

    def ended(self) -> Outcome:
        out, err = self.child.communicate(timeout=PATIENCE)
        return outcome(self.child.returncode, out + b"\n" + err, self.home)


class InPlace(NamedTuple):
    """What this very process does with a memory that knows nothing: about half the time, and nearly as good a judge."""

    home: Path
    options: Sequence[str]

    def ended(self) -> Outcome:
        return Desk(self.home, Memory()).built(self.options)


def begin_fresh(home: Path, files: dict[str, bytes], options: Sequence[str], *, light: bool = False) -> Fresh | InPlace:
    """Let a fresh process build these files in `home`; with `light` none, but a fresh memory."""
    put_files(home, files)
    if light:
        return InPlace(home, options)
    return Fresh(
        home,
        subprocess.Popen(
            [sys.executable, COMMAND, "build", *options, "--json"], cwd=home, stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ),
    )  # fmt: skip


def differences(warm: Outcome, cold: Outcome) -> list[str]:
    """What is not the same, in words."""
    found = [f"exit code: warm {warm.code}, cold {cold.code}"] if warm.code != cold.code else []
    if warm.said != cold.said:
        found.append("said:\n" + _lines(cold.said, warm.said))
    for name in sorted(warm.files.keys() | cold.files.keys()):
        left, right = warm.files.get(name), cold.files.get(name)
        if left != right:
            found.append(f"{name}: {_compared(left, right)}")
    return found


def _compared(warm: bytes | None, cold: bytes | None) -> str:
    if warm is None or cold is None:
        return "cold only" if warm is None else "warm only"
    with contextlib.suppress(UnicodeDecodeError):
        return "\n" + _lines(cold.decode(), warm.decode())
    at = next((at for at, pair in enumerate(zip(warm, cold, strict=False)) if pair[0] != pair[1]), -1)
    return f"warm {len(warm)} bytes, cold {len(cold)}, from byte {at}"


def _lines(cold: str, warm: str) -> str:
    lines = unified_diff(cold.splitlines(), warm.splitlines(), "cold", "warm", n=0, lineterm="")
    return "\n".join(f"    {line[:200]}" for _, line in zip(range(SHOWN), lines, strict=False))
