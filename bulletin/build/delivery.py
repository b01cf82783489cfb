"""Outputs to their places: all of them or none, whatever happens, and nobody's work is overwritten.

New files are written to a private folder beside the outputs, a journal is written, the files are moved, the record is
written. An interruption before the journal stands leaves everything as it was; one after it is made good by the next
start of any command. Between two moves a reader may see new and old files side by side.
"""

import os
import re
import stat
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal, NamedTuple

from bulletin.build import lease, record
from bulletin.build.history import filing, may_be_kept, today
from bulletin.build.journal import BACK, FORWARD, BesideReason, Move, OutputFolder, new_stage
from bulletin.build.lease import UnsettledError
from bulletin.build.storage import is_filed, is_own_folder, remove
from bulletin.build.transaction import Transaction
from bulletin.model.output import PDF_NAMES, PREFLIGHT_NAME, PRIVATE, SLIDES_NAME, TEMPLATE_NAME, File
from bulletin.problems import OutputError, Place, Problem, why
from bulletin.signals import undisturbed

# What versions before 0.4 left beside an output when they were killed.
_OLD_PARTS = re.compile(
    f"({'|'.join(map(re.escape, (*PDF_NAMES.values(), PREFLIGHT_NAME, SLIDES_NAME, TEMPLATE_NAME)))}"
    r"|bulletin-[0-9]+\.png)\.[0-9]+\.(part|old)"
)
UNTOUCHED = "原有成品未改动"


class Delivered(NamedTuple):
    """Where an output stands now, and why that is not `wanted`."""

    wanted: str
    path: str  # "": nowhere, HISTORY being none of ours
    reason: BesideReason = ""
    filed: Literal["", "new", "instead"] = ""  # in HISTORY, anew or instead of what was filed there the same day


def silence(line: str) -> None:
    """For callers that want to hear nothing."""


def deliver(
    files: Sequence[File], path: str, about: Mapping[str, Any] | None = None, *, tell: Callable[[str], None] = silence
) -> tuple[Delivered, ...]:
    """Put every file into the folder at `path`, as a set that is there as a whole or not at all; file it in HISTORY.

    A place that is locked, edited by hand or taken by something else is left alone: the new file stands beside it.

    Args:
        about: what `record.described` says of the issue; None for outputs of none.
        tell: gets a Chinese line on waiting, and on what an earlier delivery left.

    Raises:
        OutputError: a folder or file cannot be written; the problem says how the outputs stand.
        KeyboardInterrupt: a signal asked to end before anything was moved; one that comes later waits until all is.
    """
    folder = OutputFolder(path)
    if not files:
        return ()
    try:
        _make(folder)
        with undisturbed() as arrived, lease.take(folder.private, tell=tell, stopped=lambda: arrived) as turn:
            work = Transaction(folder, turn, _known(folder, tell))
            if said := _recovered(work):
                tell(said)
                work = work._replace(before=_known(folder, silence))
            return _delivered(work, files, about or {}, arrived)
    except OSError as error:
        raise _not_writable(folder, error) from error


def recover(path: str, *, tell: Callable[[str], None] = silence) -> None:
    """Finish or undo what an interrupted delivery left in a folder, and clear away what is stale. It never fails.

    Raises:
        KeyboardInterrupt: a signal asked to end while it waited.
    """
    folder = OutputFolder(path)
    if not _left_over(folder):
        return
    try:
        _make(folder)
        with undisturbed() as arrived, lease.take(folder.private, tell=tell, stopped=lambda: arrived) as turn:
            if said := _recovered(Transaction(folder, turn, _known(folder, silence))):
                tell(said)
    except OSError as error:
        tell(f"上次生成没有完成，现在也无法补齐：{folder.here}：{why(error)}")
    except OutputError as error:
        tell("；".join(problem.message for problem in error.problems))


def _delivered(
    work: Transaction, files: Sequence[File], about: Mapping[str, Any], arrived: Sequence[int]
) -> tuple[Delivered, ...]:
    folder = work.folder
    data, entries = record.updated(work.before, files, about)
    usable = may_be_kept(folder.here)
    filed = filing(folder.here, work.before, files, about if usable else {}, today())
    stage = new_stage()
    try:
        data = {**data, "history": [*filed.kept]}
        journal = work.prepare(stage, (*files, *filed.files), (*entries, *filed.entries), data, filed.fallen)
        if arrived:
            raise KeyboardInterrupt
        work.lease.confirm()
        folder.write_journal(journal)
    except (OSError, OutputError, KeyboardInterrupt) as error:
        remove(folder.inner(stage, FORWARD))  # before the rest, should it stand
        remove(folder.inner(stage))
        if isinstance(error, OSError):
            with suppress(OSError):  # who took over has cleared our stage away: that is told
                work.lease.confirm()
        raise
    try:
        journal = work.carry_on(journal)
    except OSError as error:
        raise _taken_back(work, stage, error) from error
    with suppress(OSError):  # all is in its place; the next start clears away
        work.clear(stage)
    unfiled = [Delivered(folder.history, "", "taken", "new")] if about.get("history") and not usable else []
    return (*(_told(folder, move) for move in journal.moves if move.new), *unfiled)


def _told(folder: OutputFolder, move: Move) -> Delivered:
    filed: Literal["", "new", "instead"] = ""
    if is_filed(move.to):
        filed = "instead" if move.old else "new"
    return Delivered(folder.output(move.of), folder.output(move.to), move.reason, filed)


def _taken_back(work: Transaction, stage: str, error: OSError) -> OutputError:
    """Put everything back after a failed move; the error that tells of it."""
    back = False
    try:
        journal = work.folder.read_journal(stage, FORWARD)
        work.lease.confirm()
        back = journal is not None and work.turn_back(journal)
        if back:
            work.clear(stage)
    except OSError:
        pass  # told below by what is left; the next start tries again
    return _not_writable(work.folder, error, moved=not back)


def _known(folder: OutputFolder, tell: Callable[[str], None]) -> record.Record:
    """The record. One that is there and cannot be read now is no reason to take every output for edited.

    Raises:
        OutputError: it cannot be read.
    """
    known = record.delivered(folder.path)
    path = folder.inner(record.RECORD_NAME)
    if known.error:
        raise _failure(folder, path, f"生成记录 {path} {known.fault}", "关闭打开它的程序，或检查权限，再运行一次")
    if known.fault:
        tell(f"{path} {known.fault}，按没有记录处理：不能确定没有改动过的成品不会覆盖")
    return known


def _make(folder: OutputFolder) -> None:
    """The folders. The private one is open to whoever may write outputs: one folder may serve several accounts."""
    if os.path.lexists(folder.here) and not os.path.isdir(folder.here):
        message = f"{folder.here} 不是文件夹（可能是文件，或失效的链接），无法存放成品"
        raise _in_the_way(folder.here, message, "移走它，或用 --output 另选一个位置，再运行一次")
    os.makedirs(folder.here, exist_ok=True)
    if not os.path.lexists(folder.private):
        with suppress(FileExistsError):  # another process was quicker
            os.mkdir(folder.private)
            with suppress(OSError):  # a file system without modes
                os.chmod(folder.private, stat.S_IMODE(os.stat(folder.here).st_mode))
    if not is_own_folder(folder.private):
        message = f"{folder.private} 不是文件夹（可能是文件或链接），无法存放生成记录"
        raise _in_the_way(folder.private, message)
    if os.path.isdir(record_file := folder.inner(record.RECORD_NAME)):
        raise _in_the_way(record_file, f"{record_file} 是文件夹，无法存放生成记录")


def _in_the_way(path: str, message: str, hint: str = "删去或移走它，再运行一次") -> OutputError:
    return OutputError(Problem("error", "output-not-writable", message, Place(path), hint))


def _left_over(folder: OutputFolder) -> bool:
    """Whether there is anything for `recover` to do."""
    with suppress(OSError):  # no folder, or one that is not ours to read
        if any(_OLD_PARTS.fullmatch(name) for name in os.listdir(folder.here)):
            return True
        return is_own_folder(folder.private) and (bool(folder.stages()) or lease.is_torn(folder.private))
    return False


def _recovered(work: Transaction) -> str:
    said = work.recover()
    for name in os.listdir(work.folder.here):
        if _OLD_PARTS.fullmatch(name) and os.path.isfile(path := work.folder.output(name)):
            remove(path)
    return said


def _not_writable(folder: OutputFolder, error: OSError, *, moved: bool = False) -> OutputError:
    """An error with the output that it kept from its place, and what is true of the outputs now.

    Args:
        moved: outputs may have been moved, and not all were put back.
    """
    named = error.filename if isinstance(error.filename, str) else ""
    path = named if named and PRIVATE not in named.split(os.sep) else folder.here
    return _failure(
        folder, path, f"无法写入 {path}：{why(error)}", "检查文件夹是否存在、能否写入，磁盘是否已满", moved=moved
    )


def _failure(folder: OutputFolder, path: str, message: str, hint: str, *, moved: bool = False) -> OutputError:
    """An error that says besides how the outputs stand."""
    standing = UNTOUCHED
    if _unfinished(folder):
        standing = "原有成品没有全部恢复，解决之后再运行一次，程序会自动补齐"
    elif moved:  # somebody removed the journal
        standing = "成品可能新旧不一，请再生成一次"
    kind = OutputError if standing == UNTOUCHED else UnsettledError
    return kind(Problem("error", "output-not-writable", message, Place(path), f"{hint}；{standing}"))


def _unfinished(folder: OutputFolder) -> bool:
    """Whether a journal waits to be followed, or may."""
    try:
        return any(os.path.lexists(folder.inner(stage, name)) for stage in folder.stages() for name in (FORWARD, BACK))
    except (FileNotFoundError, NotADirectoryError):  # no private folder: nothing was begun
        return False
    except OSError:  # nobody can tell
        return os.path.lexists(folder.private)
