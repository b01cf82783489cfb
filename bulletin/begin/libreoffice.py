"""LibreOffice as an installed program: where it is, files of other word processors to .docx by it, decks to pictures.

It runs without a window, with a profile of its own that is thrown away, so that one that a user has open neither helps
nor hinders, and neither macros nor links to other machines are followed. It works on copies; what it makes is taken
only where it is whole. It may hang or die on a damaged file: many files are tried together, for starting it costs most,
then those that came to nothing one by one.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from glob import glob
from pathlib import Path
from shutil import which
from typing import NamedTuple

from bulletin.begin.handed import natural
from bulletin.begin.kinds import SAVE_AS_WORD
from bulletin.build.storage import look, write_new

COMMANDS = ("soffice", "libreoffice")  # on the PATH
# Where installers put it: those of LibreOffice, of distributions, and of the shops of 统信UOS and 麒麟.
PLACES: Mapping[str, tuple[str, ...]] = {
    "linux": (
        "/opt/libreoffice*/program/soffice", "/usr/lib*/libreoffice*/program/soffice",
        "/usr/local/lib*/libreoffice*/program/soffice", "/opt/apps/*libreoffice*/files/program/soffice",
        "/opt/apps/*libreoffice*/files/*/program/soffice", "/opt/apps/*libreoffice*/files/*/*/program/soffice",
        "/opt/kylin*/libreoffice*/program/soffice", "/snap/bin/libreoffice",
        "/var/lib/flatpak/exports/bin/org.libreoffice.LibreOffice",
    ),
    "win32": (
        "%ProgramFiles%\\LibreOffice*\\program\\soffice.com", "%ProgramW6432%\\LibreOffice*\\program\\soffice.com",
        "%ProgramFiles(x86)%\\LibreOffice*\\program\\soffice.com",
        "%LocalAppData%\\Programs\\LibreOffice*\\program\\soffice.com",
        "%SystemDrive%\\LibreOffice*\\program\\soffice.com", "D:\\Program Files\\LibreOffice*\\program\\soffice.com",
    ),
    "darwin": ("/Applications/LibreOffice*.app/Contents/MacOS/soffice",),
}  # fmt: skip
SECONDS_TO_START = 60.0  # with a new profile, on an old machine with a slow disk: 4 s were measured on ours
SECONDS_PER_FILE = 20.0  # a text of a hundred pages takes 3 s
MOST_AT_ONCE = 20  # files of one run: one that hangs keeps the others waiting until all of its run have had their time
MOST_HANGS = 3  # files that may hang before the rest is left alone
STOPPED_WITHIN = 0.2  # seconds after which a run that nobody wants any more ends
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    # Offline, as the whole program is: pictures that a file links to are asked for at a port that nobody hears.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


class TargetFormat(NamedTuple):
    """What files are converted to."""

    name: str  # as LibreOffice calls it
    ending: str
    head: bytes  # with which a whole file begins
    foot: bytes  # and what stands near its end


TO_WORD = TargetFormat("docx:MS Word 2007 XML", "docx", b"PK", b"PK\x05\x06")
TO_PDF = TargetFormat("pdf:impress_pdf_Export", "pdf", b"%PDF-", b"%%EOF")


class Convertible(NamedTuple):
    """A file for LibreOffice."""

    data: bytes
    ending: str  # by which it knows the file
    filter: str = ""  # by which it reads it, where it would take another


class Converted(NamedTuple):
    """What came of it: the bytes of a .docx, or why there are none, as a clause that follows the file's name."""

    data: bytes = b""
    failure: str = ""
    hint: str = SAVE_AS_WORD


def libreoffice() -> str:
    """The command of the LibreOffice that is installed; "" where there is none."""
    found = next((path for path in map(which, COMMANDS) if path), "")
    if found:
        console = f"{os.path.splitext(found)[0]}.com"  # on Windows: it waits until the work is done
        return console if os.path.isfile(console) else found
    for pattern in PLACES.get(sys.platform, ()):
        for path in sorted(glob(os.path.expandvars(pattern)), key=natural, reverse=True):  # the newest by its name
            if os.access(path, os.X_OK):
                return path
    return ""


def converted(files: Sequence[Convertible], folder: str) -> tuple[Converted, ...]:
    """Each file as .docx, worked on in the private `folder`."""
    command = libreoffice()
    if not command:
        failure = "要先转换，这台电脑上没有找到 LibreOffice"
        return (Converted(failure=failure, hint=f"{SAVE_AS_WORD}；或安装 LibreOffice，再导入一次"),) * len(files)
    run = _Run(command, folder)
    try:
        run.prepare(files)
        for reader in dict.fromkeys(file.filter for file in files):  # of those that one run can read
            chosen = [index for index, file in enumerate(files) if file.filter == reader]
            for first in range(0, len(chosen), MOST_AT_ONCE):
                run.convert(chosen[first : first + MOST_AT_ONCE], reader)
        hangs = 0
        for index, file in enumerate(files):
            if run.made(index) or len(files) == 1:
                continue
            if hangs >= MOST_HANGS:
                run.failures[index] = "没有转换：前面几个文件使 LibreOffice 停住"
            else:
                hangs += not run.convert([index], file.filter)
    except OSError:
        return (Converted(failure="没有转换：LibreOffice 无法启动"),) * len(files)
    return tuple(run.result(index) for index in range(len(files)))


def deck_as_pdf(deck: bytes, folder: str, stop: threading.Event) -> bytes:
    """The slides of a .pptx as LibreOffice draws them, worked on in the private `folder`; b"" where it does not.

    It leaves the processor to others; `stop` ends it early.
    """
    command = libreoffice()
    if not command:
        return b""
    run = _Run(command, folder, TO_PDF, stop)
    try:
        run.prepare([Convertible(deck, ".pptx")])
        run.convert([0], "")
    except OSError:
        return b""
    return run.made(0)


class _Run:
    """Runs of LibreOffice in one folder, with one profile."""

    def __init__(
        self, command: str, folder: str, target: TargetFormat = TO_WORD, stop: threading.Event | None = None
    ) -> None:
        """`stop`: it works beside what matters more, and ends when this is set."""
        self.failures: dict[int, str] = {}
        self._command, self._target, self._stop = command, target, stop
        self._profile = os.path.join(folder, "profile")
        self._inputs: list[str] = []
        self._outputs = os.path.join(folder, "converted")
        self._folder = folder

    def prepare(self, files: Iterable[Convertible]) -> None:
        os.makedirs(os.path.join(self._profile, "user"))
        os.mkdir(self._outputs)
        write_new(os.path.join(self._profile, "user", "registrymodifications.xcu"), _settings(), flushed=False)
        for index, file in enumerate(files):
            path = os.path.join(self._folder, f"{index}{file.ending}")
            write_new(path, file.data, flushed=False)
            self._inputs.append(path)

    def convert(self, chosen: Sequence[int], reader: str) -> bool:
        """Try the `chosen` files with one filter; whether it ended in time."""
        words = [
            self._command,
            f"-env:UserInstallation={Path(self._profile).absolute().as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", self._target.name),
            *([f"--infilter={reader}"] if reader else []),
            *("--outdir", self._outputs),
            *(self._inputs[index] for index in chosen),
        ]
        done = _within(words, SECONDS_TO_START + SECONDS_PER_FILE * len(chosen), self._folder, self._stop)
        for index in chosen:
            self.failures[index] = "LibreOffice 没有转换成功，文件可能已损坏" if done else "LibreOffice 转换超时"
        return done

    def made(self, index: int) -> bytes:
        """What a file was converted to; b"" without a whole one."""
        target = self._target
        data = look(os.path.join(self._outputs, f"{index}.{target.ending}")).data
        return data if data.startswith(target.head) and target.foot in data[-(1 << 16) - 22 :] else b""

    def result(self, index: int) -> Converted:
        data = self.made(index)
        return Converted(data=data) if data else Converted(failure=self.failures[index])


def _within(words: Sequence[str], seconds: float, folder: str, stop: threading.Event | None) -> bool:
    """Run a command; whether it ended in time. It ends with us in any case, and all that it started with it.

    With `stop` it runs at a low priority, and until that is set.
    """
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    if stop:
        hidden |= getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
        nice = which("nice")
        words = [nice, "-n", "10", *words] if nice else words
    process = subprocess.Popen(
        words,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a group of its own: Ctrl-C is for us to act on, and it can be ended as a whole
        creationflags=hidden,
    )
    try:
        return _ended(process, seconds, stop)
    finally:
        _end(process)


def _ended(process: subprocess.Popen[bytes], seconds: float, stop: threading.Event | None) -> bool:
    """Whether a process ends within so many seconds and before `stop` is set."""
    until = time.monotonic() + seconds
    while True:
        left = until - time.monotonic()
        try:
            process.wait(min(left, STOPPED_WITHIN) if stop else left)
        except subprocess.TimeoutExpired:
            if left <= STOPPED_WITHIN or (stop and stop.is_set()):
                return False
        else:
            return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is left of a command's processes."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):  # all have ended
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _settings() -> bytes:
    """The settings of a profile in LibreOffice's own form."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>\n"
        for path, name, value in _SETTINGS
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
    return f"{head}{items}</oor:items>\n".encode()
