"""Turns at one folder: of the processes that want to write it, on however many machines, one does at a time.

A turn is a file `lease-<n>`, made so that only one process can make it; the highest number has the turn. Its holder
rewrites it every two seconds. Who waits and sees no change for ten seconds, by their own clock, makes the next number:
clocks of two machines are never compared. A turn that is over stays as a file that says so, so that numbers never
begin anew. A holder asks before every move whether a higher number has come; one that slept too long finds its staged
files gone besides, for the next holder clears them away before it begins.
"""

import json
import os
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Literal, NamedTuple

from bulletin.build.storage import overwrite, read_private, remove, write_new
from bulletin.opening import NotOpenedError, read_file
from bulletin.problems import OutputError, Problem

PATIENCE = 10.0  # seconds without a sign of life after which a turn is taken from its holder
BEAT = 2.0  # seconds between signs of life
TOLD_AFTER = 1.0  # seconds of waiting
LONGEST_WAIT = 60.0  # seconds
POLL = 0.05  # seconds
LEASE_SIZE = 1024  # bytes of a lease: as many whatever it says, so that it is rewritten by one call
HOLDER_NAME = 40  # characters of a user's or machine's name that are kept
_NAME = re.compile(r"lease-([0-9]{1,200})")


class Holder(NamedTuple):
    """Who has, or had, a turn."""

    id: str  # random
    name: str
    host: str
    pid: int
    realm: str  # the running system and the PID namespace, within which a pid means one process; "" where not known
    beat: int = 0
    state: Literal["held", "free"] = "held"


class UnsettledError(OutputError):
    """A delivery that stopped where outputs may have been moved."""


class LostError(UnsettledError):
    """Another process has taken over; nothing more may be touched."""


class Lease:
    """A turn: entered to keep it alive, left to give it back."""

    def __init__(self, folder: str, number: int, holder: Holder) -> None:
        self._folder = folder
        self._number = number
        self._path = os.path.join(folder, f"lease-{number}")
        self._holder = holder
        self._over = threading.Event()
        self._beating = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> "Lease":
        self._beating.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._beating.join()
        with suppress(OSError):  # then it is taken from us in ten seconds
            if self._stands():
                overwrite(self._path, _encoded(self._holder._replace(state="free")))

    def confirm(self) -> None:
        """Raises LostError where the turn is no longer ours, OSError where nobody can tell."""
        if not self._stands():
            raise LostError(
                Problem(
                    "error",
                    "output-taken-over",
                    "另一个程序已接手写入成品文件夹，本次生成停止写入",
                    None,
                    "等它完成后，再运行一次",
                )
            )

    def _stands(self) -> bool:
        found = _parsed(read_private(self._path, limit=LEASE_SIZE))
        return _highest(self._folder) == self._number and found is not None and found.id == self._holder.id

    def _beat(self) -> None:
        """Show signs of life until the turn is over. What fails here is found out by `confirm`."""
        beat = 0
        while not self._over.wait(BEAT):
            beat += 1
            with suppress(OSError):
                overwrite(self._path, _encoded(self._holder._replace(beat=beat)))


def take(folder: str, *, tell: Callable[[str], None], stopped: Callable[[], object]) -> Lease:
    """The turn at `folder`, once it is free.

    Args:
        tell: gets one Chinese line after a second of waiting.
        stopped: whether to wait no longer.

    Raises:
        OutputError: another process kept it for a minute.
        KeyboardInterrupt: stopped.
        OSError: the folder cannot be written.
    """
    started = since = time.monotonic()
    seen: tuple[int, Holder | None] | None = None
    told = False
    while True:
        number = _highest(folder)
        holder = _read(folder, number)
        now = time.monotonic()
        if (number, holder) != seen:
            seen, since = (number, holder), now
        if not number or _is_over(holder) or now - since >= PATIENCE:
            if lease := _taken(folder, number + 1):
                return lease
            continue
        if stopped():
            raise KeyboardInterrupt
        if now - started >= LONGEST_WAIT:
            raise _never_free(holder)
        if not told and now - started >= TOLD_AFTER:
            tell(f"成品文件夹正由{_described(holder)}写入，正在等待（它若已中断，最多等{PATIENCE:.0f}秒）")
            told = True
        time.sleep(POLL)


def is_torn(folder: str) -> bool:
    """Whether a process died while it took a turn: more than one is left."""
    return len(_numbers(folder)) > 1


def _taken(folder: str, number: int) -> Lease | None:
    """Turn `number`, or None where another was quicker."""
    holder = Holder(
        id=os.urandom(8).hex(),
        name=(os.environ.get("USERNAME") or os.environ.get("USER") or "")[:HOLDER_NAME],
        host=(os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", ""))[:HOLDER_NAME],
        pid=os.getpid(),
        realm=_realm(),
    )
    path = os.path.join(folder, f"lease-{number}")
    try:
        write_new(path, _encoded(holder), flushed=False)
    except FileExistsError:
        return None
    try:
        found = _numbers(folder)
    except OSError:
        remove(path)
        raise
    if any(other > number for _, other in found):  # the number was free because its holder had long gone
        remove(path)
        return None
    for name, other in found:
        if other < number:
            remove(os.path.join(folder, name))
    return Lease(folder, number, holder)


def _numbers(folder: str) -> list[tuple[str, int]]:
    matches = (_NAME.fullmatch(name) for name in os.listdir(folder))
    return [(match[0], int(match[1])) for match in matches if match]


def _highest(folder: str) -> int:
    return max((number for _, number in _numbers(folder)), default=0)


def _encoded(holder: Holder) -> bytes:
    text = json.dumps(holder._asdict(), ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").ljust(LEASE_SIZE)[:LEASE_SIZE]


def _read(folder: str, number: int) -> Holder | None:
    """Who holds turn `number`; None where the file says nothing that we understand, as one that is being written."""
    try:
        return _parsed(read_private(os.path.join(folder, f"lease-{number}"), limit=LEASE_SIZE))
    except OSError:  # as where a system locks what is being written
        return None


def _parsed(text: bytes | None) -> Holder | None:
    try:
        holder = Holder(**json.loads(text or b""))
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (holder.id, holder.name, holder.host, holder.realm, holder.state)
    numbers = (holder.pid, holder.beat)
    sound = all(isinstance(text, str) for text in texts) and all(isinstance(number, int) for number in numbers)
    return holder if sound else None


def _is_over(holder: Holder | None) -> bool:
    """Whether a turn was given back, or its process has certainly died: pids are compared in one namespace alone."""
    if holder is None:
        return False
    return holder.state == "free" or (bool(holder.realm) and holder.realm == _realm() and not _lives(holder.pid))


def _lives(pid: int) -> bool:
    if pid < 1:
        return True  # a group or nonsense: it says nothing
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _realm() -> str:
    """The boot of this system and the PID namespace; "" where they cannot be told. Windows' os.kill would kill."""
    try:
        boot = read_file("/proc/sys/kernel/random/boot_id", limit=LEASE_SIZE).decode("ascii").strip()
        return f"{boot} {os.readlink('/proc/self/ns/pid')}" if hasattr(os, "getuid") else ""
    except (NotOpenedError, OSError, ValueError):
        return ""


def _described(holder: Holder | None) -> str:
    if holder is None:
        return "另一个程序"
    name, host = ("".join(char for char in text if char.isprintable()) for text in (holder.name, holder.host))
    return f"另一个程序（用户：{name or '不详'}，电脑：{host or '不详'}，进程号：{holder.pid}）"


def _never_free(holder: Holder | None) -> OutputError:
    message = f"成品文件夹一直由{_described(holder)}写入，已等待{LONGEST_WAIT:.0f}秒"
    return OutputError(Problem("error", "output-busy", message, None, "等它完成，或用 --output 另选一个文件夹"))
