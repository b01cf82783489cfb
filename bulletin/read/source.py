"""A text file as an editor saved it: bytes to lines, whatever their encoding, and faults with their place in it."""

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from bulletin.model.edition import Change
from bulletin.opening import NotOpenedError, Reason, read_file
from bulletin.problems import Place, Problem, Severity
from bulletin.read.cleaning import TypedLine, always, cleaner
from bulletin.read.edits import Replacement
from bulletin.read.encoding import NotTextError, decoded

MAX_TEXT_BYTES = 4 * 1024 * 1024  # of a text file: four hundred newspaper pages; more is another kind of file
# Code, message around what the door says, hint.
_NO_FILE = ("no-file", "{}", "检查文件名和位置")
_IN_THE_WAY = ("in-the-way", "这里{}", "移走它，再放进这个文件")
_LINK = ("outside", "这个文件{}，没有读", "删掉这个链接，把文件本身复制进来")
_UNOPENED: Mapping[Reason, tuple[str, str, str]] = {
    "missing": _NO_FILE, "folder": _IN_THE_WAY, "special": _IN_THE_WAY, "outside": _LINK, "dead-link": _LINK,
    "too-large": ("too-large", "文件{}，没有读", "检查是否放错了文件；稿件太长可以拆成几篇"),
    "failed": ("unreadable", "{}", "检查文件的权限，是否正被别的程序使用，再试一次"),
}  # fmt: skip

_CONTROL = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd-\uffff]"  # compiled only where it is needed

_UNDECODED = re.compile("[\udc80-\udcff]")  # bytes of a file's name that Python left as they are: PEP 383


class Source(NamedTuple):
    """A text file by lines, cleaned of what no reader sees; `file` is its name as problems show it.

    Readers count columns in `lines`; places count them in the lines as typed.
    """

    file: str
    lines: tuple[str, ...]
    cleaned: tuple[TypedLine | None, ...] = ()  # parallel to `lines` where cleaning changed some, None for the others
    guessed: str = ""  # the encoding, where the file does not say it

    @property
    def whole(self) -> Place:
        """Where what is said of the whole file stands: in no paragraph of Word; of text at its first line."""
        head = Place(self.file)
        return head._replace(line=0) if head.is_in_word else head

    def _cleaned(self, line: int) -> TypedLine | None:
        return self.cleaned[line - 1] if 0 < line <= len(self.cleaned) else None

    def place(self, line: int, column: int = 1) -> Place:
        """The place of a column of `lines`."""
        if (typed := self._cleaned(line)) and column <= len(typed.origins):
            column = typed.origins[column - 1] + 1
        return Place(self.file, line, column)

    def column(self, place: Place) -> int:
        """The column of `lines` that has this place."""
        typed = self._cleaned(place.line)
        return bisect_left(typed.origins, place.column - 1) + 1 if typed else place.column

    def typed(self, line: int) -> str:
        """A line as the editor's own program shows it; "" where there is none."""
        if typed := self._cleaned(line):
            return typed.text
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def offsets(self, line: int) -> Callable[[int], int]:
        """Where an offset of a line as typed is in `lines`."""
        typed = self._cleaned(line)
        return (lambda offset: bisect_left(typed.origins, offset)) if typed else (lambda offset: offset)

    def tabs(self, line: int) -> tuple[int, ...]:
        """Offsets of the tabs of a line, which cleaning has made blanks but at its head."""
        if not (typed := self._cleaned(line)):
            return ()
        return tuple(offset for offset, origin in enumerate(typed.origins[:-1]) if typed.text[origin] == "\t")

    def problem(
        self, severity: Severity, code: str, message: str, place: Place | None = None, hint: str = ""
    ) -> Problem:
        """A problem at a place of this file, without one of the whole of it, with the line to show."""
        place = place or self.whole
        return Problem(severity, code, message, place, hint, self.typed(place.line))

    def change(self, place: Place, edit: Replacement) -> Change:
        """A change of the cleaned text at `place`, with what was typed there."""
        old = edit.old
        if typed := self._cleaned(place.line):
            last = self.column(place) + len(old) - 2
            if last < len(typed.origins):
                old = typed.text[place.column - 1 : typed.origins[last] + 1]
        return Change(place=place, rule=edit.rule, old=old, new=edit.new, shown=self.typed(place.line))

    def cleanings(self, changes: Iterable[Change], rows: Collection[int] = ()) -> list[Change]:
        """What cleaning changed, less what is part of one of `changes`, and less blanks around a line.

        `rows` are lines whose tabs part the cells of a table.
        """
        covered = {
            (change.place.line, column)
            for change in changes
            if change.place.file == self.file and self._cleaned(change.place.line)
            for column in range(change.place.column, change.place.column + len(change.old))
        }
        return [
            Change(Place(self.file, number, edit.offset + 1), edit.rule, edit.old, edit.new, typed.text)
            for number, typed in enumerate(self.cleaned, 1)
            if typed
            for begins, ends in [_within(typed.text)]
            for edit in typed.edits
            if (number, edit.offset + 1) not in covered
            and not (edit.old == "\t" and number in rows)
            and (edit.new != " " or begins <= edit.offset < ends)
        ]


def _within(line: str) -> tuple[int, int]:
    """Where the text of a line begins and ends."""
    return len(line) - len(line.lstrip()), len(line.rstrip())


def shown_name(path: str, root: str) -> str:
    """`path` as problems show it: from the project's folder where it lies below, with forward slashes."""
    full, base = os.path.abspath(path), os.path.abspath(root)
    name = full[len(base) + 1 :] if full.startswith(base + os.sep) else path
    return legible(name.replace(os.sep, "/"))


def decoded_name(name: str) -> str:
    """A file's name, what Chinese Windows wrote in GB 18030 and this system left as bytes in its characters."""
    return name if name.isprintable() else "/".join(map(_decoded_part, name.split("/")))


def _decoded_part(part: str) -> str:
    if _UNDECODED.search(part):
        with suppress(UnicodeError):  # other bytes, or half a surrogate of Windows: they are shown escaped
            return part.encode("utf-8", "surrogateescape").decode("gb18030")
    return part


def legible(name: str) -> str:
    """A file's name as a terminal may show it: line ends, control and undecodable characters escaped."""
    name = decoded_name(name)
    return name if name.isprintable() else "".join(char if char.isprintable() else repr(char)[1:-1] for char in name)


def read_source(
    path: str, file: str, drawn: Callable[[str], bool] = always, *, below: str = "", limit: int = MAX_TEXT_BYTES
) -> tuple[Source, tuple[Problem, ...]]:
    """The file as lines without their ends, and what keeps it from being read (then the lines are empty).

    Args:
        drawn: whether some face draws a character.
        below: the folder that the file lies in; "" for one that the user named.
        limit: the most bytes that it has.
    """
    data, faults = read_bytes(path, file, below=below, limit=limit)
    return (Source(file, ()), faults) if faults else source_of(data, file, drawn)


def read_bytes(path: str, file: str, *, below: str, limit: int) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of a file, and what keeps it from being opened; see `read_source`."""
    try:
        return read_file(path, limit=limit, below=below), ()
    except NotOpenedError as error:
        code, message, hint = _UNOPENED[error.reason]
        return b"", (Source(file, ()).problem("error", code, message.format(error.message), hint=hint),)


def source_of(data: bytes, file: str, drawn: Callable[[str], bool] = always) -> tuple[Source, tuple[Problem, ...]]:
    """As `read_source`, the bytes of a file."""
    unread = Source(file, ())
    try:
        text, guessed = decoded(data)
    except NotTextError as error:
        return unread, (_undecoded(data, error, unread),)
    source, faults = source_of_lines(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), file, drawn)
    return source._replace(guessed=guessed), faults


def source_of_lines(
    lines: Sequence[str], file: str, drawn: Callable[[str], bool] = always
) -> tuple[Source, tuple[Problem, ...]]:
    """As `source_of`, lines that stand without their ends."""
    source = _cleaned(file, tuple(lines), drawn)
    if all(line.isprintable() and "\ufffd" not in line for line in source.lines):
        return source, ()
    return source, _controls(source)


def guesses(source: Source) -> Iterator[Problem]:
    """A note on a file that does not say its encoding: it may have been another."""
    if source.guessed:
        hint = "印出的字不对，就用能选编码的编辑器打开，另存为 UTF-8"
        yield source.problem("note", "guessed-encoding", f"不是 UTF-8，按 {source.guessed} 读出", hint=hint)


def _cleaned(file: str, lines: tuple[str, ...], drawn: Callable[[str], bool]) -> Source:
    clean = cleaner("\n".join(lines), drawn)
    if clean is None:
        return Source(file, lines)
    cleaned = tuple(map(clean, lines))
    pairs = zip(lines, cleaned, strict=True)
    return Source(file=file, lines=tuple(typed.clean if typed else line for line, typed in pairs), cleaned=cleaned)


def _undecoded(data: bytes, error: NotTextError, unread: Source) -> Problem:
    """Why the file is no text that is read here; a single broken character at its place."""
    if error.broken_at < 0:
        code = "binary" if b"\0" in data else "encoding"
        return unread.problem("error", code, error.message, hint=error.hint)
    begins = data.rfind(b"\n", 0, error.broken_at) + 1
    column = len(data[begins : error.broken_at].decode("utf-8", "replace")) + 1
    source = Source(unread.file, tuple(data.decode("utf-8", "replace").split("\n")))
    place = source.place(data.count(b"\n", 0, begins) + 1, column)
    return source.problem("error", "broken-encoding", error.message, place, error.hint)


def _controls(source: Source) -> tuple[Problem, ...]:
    """Characters that no paper shows: control characters, and the mark that another program left for a lost one."""
    matches = ((number, match) for number, line in enumerate(source.lines, 1) for match in re.finditer(_CONTROL, line))
    found = []
    for number, match in islice(matches, 10):
        char = match.group()
        if char == "\ufffd":
            code, message, hint = "lost-character", "这里有乱码符号 U+FFFD，原来的字已经丢失", "对照原稿补上这个字"
        else:
            code, message = "control-character", f"这里有看不见的控制字符 U+{ord(char):04X}"
            hint = "删掉它；从别处粘贴来的文字请用纯文本粘贴"
        found.append(source.problem("error", code, message, source.place(number, match.start() + 1), hint))
    return tuple(found)
