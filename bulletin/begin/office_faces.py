"""`bulletin fonts add`: an office's font files into fonts/, with their rows in fonts.yaml; all of them or none.

Nothing is written before every file was judged and the new table was read. Then the files come first, fonts.yaml last:
an interruption in between leaves a file in fonts/ that no row names.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NamedTuple

from bulletin.begin.font_rows import FaceRow, with_face
from bulletin.begin.foreign_face import ForeignFace, Wish, taken_in
from bulletin.begin.issue_characters import issue_characters
from bulletin.build.storage import digest, look, put, remove, write_new
from bulletin.faces.soundness import UnsoundError
from bulletin.faces.table import MAX_TABLE_BYTES, TABLE, FontTable, read_tables
from bulletin.likeness import nearest
from bulletin.model.output import Order
from bulletin.opening import NotOpenedError, read_file
from bulletin.problems import (
    BulletinError,
    ContentError,
    OutputError,
    Place,
    Problem,
    UsageError,
    gathered,
    joined,
    why,
)
from bulletin.read.source import shown_name
from bulletin.signals import undisturbed

MOST_NUMBERED = 1000  # names tried for a file
LONGEST_FONT_NAME = 60  # characters of a file's name
FONTS_UNTOUCHED, FONTS_ADDED = "字体文件夹未改动", "字体已加入"
_BYTE_ORDER = "\ufeff"


class AddedFace(NamedTuple):
    """A face as it stands in fonts/ and fonts.yaml now."""

    name: str  # in the table
    file: str  # in the folder
    face: ForeignFace
    kept: bool  # the same file stood there already


class Added(NamedTuple):
    """What was entered."""

    folder: str
    faces: tuple[AddedFace, ...]
    issue: str  # the distinct characters of the issue
    problems: tuple[Problem, ...]


class _Entry(NamedTuple):
    row: FaceRow
    face: ForeignFace
    kept: bool


def add_faces(order: Order, files: Sequence[str], wish: Wish, standing: list[str]) -> Added:
    """Enter the faces of `files` in the office's own fonts/ and write them there.

    Args:
        order: its sources say where fonts are, its content whose characters are looked for.
        wish: which member of a collection, and the role in which the faces come first, the first of them before all.
        standing: gets what is true of the folder, the latest last, for whoever tells of an interruption.

    Raises:
        UsageError: there is no such role.
        ContentError: a file cannot be used, or the table cannot be added to; nothing was written.
        OutputError: the folder cannot be written; it is as it was.
    """
    standing.append(FONTS_UNTOUCHED)
    folder = order.sources.own_fonts
    table = read_tables(order.sources.fonts)
    _ask_for_role(wish.role, table)
    characters, problems = issue_characters(order)
    source = os.path.join(folder, TABLE)
    before = _table_bytes(source)
    text = before.decode("utf-8-sig")
    faces: list[ForeignFace] = []
    faults: list[BulletinError] = []
    for path in files:
        with gathered(faults), _told(path):
            faces.append(taken_in(path, wish, table.roles, characters))
    if faults:
        raise joined(faults)
    entries: list[_Entry] = []
    for face in reversed(faces):  # each goes before the ones entered so far
        entry = _entry(face, folder, table, entries)
        text = with_face(text, entry.row, face.role, table.roles.get(face.role, ()), source)
        entries.insert(0, entry)
    data = (_BYTE_ORDER if before.startswith(_BYTE_ORDER.encode()) else "").encode() + text.encode()
    if len(data) > MAX_TABLE_BYTES:
        raise ContentError(Problem("error", "fonts-table-not-changed", "字体表太长，无法再加", Place(source)))
    with undisturbed():  # a signal waits until files and table stand together
        _write(folder, entries, before, data)
        standing.append(FONTS_ADDED)
    added = tuple(AddedFace(entry.row.name, entry.row.file, entry.face, entry.kept) for entry in entries)
    return Added(shown_name(folder, order.sources.home), added, characters, problems)


def _ask_for_role(role: str, table: FontTable) -> None:
    if role and role not in table.roles:
        meant = nearest(role, table.roles)
        message = f"没有字体角色“{role}”{f'，是不是 {meant}？' if meant else ''}"
        raise UsageError(Problem("error", "usage", message, None, f"可用的角色：{'、'.join(table.roles)}"))


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Let a face that cannot be used be told by the name of its file."""
    try:
        yield
    except UnsoundError as error:
        message = f"字体文件 {path} {error.message}"
        raise ContentError(Problem("error", "bad-face", message, None, f"{error.hint}；{FONTS_UNTOUCHED}")) from error


def _table_bytes(source: str) -> bytes:
    """The table as it stands; b"" where there is none. It was read before, so it can be."""
    if not os.path.lexists(source):
        return b""
    try:
        return read_file(source, limit=MAX_TABLE_BYTES, below=os.path.dirname(source) or ".")
    except NotOpenedError as error:
        raise ContentError(Problem("error", "bad-fonts-table", f"字体表{error.message}", Place(source))) from error


def _entry(face: ForeignFace, folder: str, table: FontTable, entered: Sequence[_Entry]) -> _Entry:
    """The row of a face: that which it has already, or a new one under a name and a file of its own."""
    sha256 = digest(face.data)
    known = next((file for file in table.files if file.sha256 == sha256 and not file.shipped), None)
    if known and look(known.path).is_file(sha256):
        row = FaceRow(known.name, os.path.basename(known.path), sha256, "")
        return _Entry(row, face, kept=True)
    again = next((entry for entry in entered if entry.row.sha256 == sha256), None)
    if again:
        return again._replace(face=face)
    taken = {file.name for file in table.files} | {entry.row.name for entry in entered}
    postscript = face.identity.postscript
    postscript = postscript.partition("-")[0] if face.identity.variable else postscript
    name = _free(_plain(postscript or _stem(face), face.weight), taken)
    files = {entry.row.file.casefold() for entry in entered}
    for file in _numbered(_file_stem(face), face.suffix):
        found = look(os.path.join(folder, file))
        same = found.is_file(sha256)
        if file.casefold() not in files and (same or found.kind == "nothing"):
            return _Entry(FaceRow(name, file, sha256, _remark(face)), face, kept=same)
    raise OutputError(Problem("error", "output-not-writable", f"{folder} 里同名的文件太多", Place(folder)))


def _stem(face: ForeignFace) -> str:
    return os.path.splitext(os.path.basename(face.source))[0]


def _plain(name: str, weight: int | None) -> str:
    """A name for the table, of small letters, digits and hyphens: `fzxbsjw--gb1-0`."""
    plain = re.sub("-+", "-", re.sub("[^0-9a-z]", "-", name.lower())).strip("-")
    return f"{plain or 'own'}{f'-{weight}' if weight else ''}"


def _free(name: str, taken: set[str]) -> str:
    """The name, or the first with a number behind it, that is not taken."""
    return next(
        free for free in (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))) if free not in taken
    )


def _file_stem(face: ForeignFace) -> str:
    """The name of the face's file: its own where that is copied as it is, else that of the face."""
    names = face.identity
    stem = _stem(face)
    if names.variable or face.others:
        stem = (names.postscript.partition("-")[0] if names.variable else names.postscript) or stem
        stem += f"-{face.weight}" if face.weight else ""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*\ud800-\udfff]', "_", stem)[:LONGEST_FONT_NAME].strip(" .") or "own"


def _numbered(stem: str, suffix: str) -> Iterator[str]:
    yield stem + suffix
    yield from (f"{stem}-{number}{suffix}" for number in range(2, MOST_NUMBERED))


def _remark(face: ForeignFace) -> str:
    """Where a face comes from, for its row."""
    said = [face.title or "没有名称的字体", f"来自 {os.path.basename(face.source)}"]
    said += [f"字体集的第{face.identity.number + 1}个"] if face.others else []
    said += [f"可变字体，字重{face.weight}"] if face.weight else []
    return "；".join("".join(char if char.isprintable() else "_" for char in part) for part in said)


def _write(folder: str, entries: Sequence[_Entry], before: bytes, data: bytes) -> None:
    """The files, then the table; what was written is taken back where the rest cannot be."""
    source = os.path.join(folder, TABLE)
    made = not os.path.isdir(folder)
    written: list[str] = []
    try:
        os.makedirs(folder, exist_ok=True)
        for entry in {entry.row.file: entry for entry in entries if not entry.kept}.values():
            path = os.path.join(folder, entry.row.file)
            write_new(path, entry.face.data)
            written.append(path)
        if _table_bytes(source) != before:
            message = f"{source} 刚刚被别的程序改动，未写入"
            raise OutputError(
                Problem("error", "output-taken-over", message, Place(source), f"再运行一次；{FONTS_UNTOUCHED}")
            )
        if data != before:
            put(source, data)
    except BaseException as error:
        for path in written:
            remove(path)
        if made:
            with suppress(OSError):
                os.rmdir(folder)
        if isinstance(error, OSError):
            raise _not_writable(folder, error) from error
        raise


def _not_writable(folder: str, error: OSError) -> OutputError:
    message = f"无法写入字体文件夹 {folder or os.curdir}：{why(error)}"
    elsewhere = "程序所在的文件夹不能写入时，换到自己的文件夹，用命令 bulletin"
    hint = f"检查文件夹能否写入，磁盘是否已满；{elsewhere}；{FONTS_UNTOUCHED}"
    return OutputError(Problem("error", "output-not-writable", message, Place(folder), hint))
