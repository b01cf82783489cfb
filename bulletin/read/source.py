"""A text file as an editor saved it: bytes to lines, whatever their encoding, and faults with their place in it."""

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from bulletin.model.edition import Change
from bulletin.opening import NotOpenedError, Reason, read_file
from bulletin.problems import Place, Problem, Severity
from bulletin.read.cleaning import TypedLine, always, cleaner
from bulletin.read.edits import Replacement

MAX_TEXT_BYTES = 4 * 1024 * 1024  # of a text file: four hundred newspaper pages; more is another kind of file
# Of the characters beyond ASCII, the part that a text must have of common ones to be taken for its encoding. Texts in
# GB18030 have .86 or more, traditional ones too; Big5 taken for GB18030 .12 to .21; UTF-16 in the wrong order no text.
LEAST_COMMON, LEAST_WRITTEN = 0.5, 0.9
JUDGED = 20_000  # characters that are looked at

# Code, message around what the door says, hint.
_NO_FILE = ("no-file", "{}", "检查文件名和位置")
_LINK = ("outside", "这个文件{}，没有读", "删掉这个链接，把文件本身复制进来")
_UNOPENED: Mapping[Reason, tuple[str, str, str]] = {
    "missing": _NO_FILE, "folder": _NO_FILE, "special": _NO_FILE, "outside": _LINK, "dead-link": _LINK,
    "too-large": ("too-large", "文件{}，没有读", "检查是否放错了文件；稿件太长可以拆成几篇"),
    "failed": ("unreadable", "{}", "检查文件的权限，是否正被别的程序使用，再试一次"),
}  # fmt: skip

_CONTROL = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd-\uffff]"  # compiled only where it is needed


class Source(NamedTuple):
    """A text file by lines, cleaned of what no reader sees; `file` is its name as problems show it.

    Readers count columns in `lines`; places count them in the lines as typed.
    """

    file: str
    lines: tuple[str, ...]
    cleaned: tuple[TypedLine | None, ...] = ()  # parallel to `lines` where cleaning changed some, None for the others

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

    def problem(
        self, severity: Severity, code: str, message: str, place: Place | None = None, hint: str = ""
    ) -> Problem:
        """A problem at a place of this file, without one at its head, with the line to show."""
        place = place or self.place(1)
        return Problem(severity, code, message, place, hint, self.typed(place.line))

    def change(self, place: Place, edit: Replacement) -> Change:
        """A change of the cleaned text at `place`, with what was typed there."""
        old = edit.old
        if typed := self._cleaned(place.line):
            last = self.column(place) + len(old) - 2
            if last < len(typed.origins):
                old = typed.text[place.column - 1 : typed.origins[last] + 1]
        return Change(place=place, rule=edit.rule, old=old, new=edit.new, shown=self.typed(place.line))

    def cleanings(self, changes: Iterable[Change]) -> list[Change]:
        """What cleaning changed, less what is part of one of `changes`, and less blanks around a line."""
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
            if (number, edit.offset + 1) not in covered and (edit.new != " " or begins <= edit.offset < ends)
        ]


def _within(line: str) -> tuple[int, int]:
    """Where the text of a line begins and ends."""
    return len(line) - len(line.lstrip()), len(line.rstrip())


def shown_name(path: str, root: str) -> str:
    """`path` as problems show it: from the project's folder where it lies below, with forward slashes."""
    full, base = os.path.abspath(path), os.path.abspath(root)
    name = full[len(base) + 1 :] if full.startswith(base + os.sep) else path
    return legible(name.replace(os.sep, "/"))


def legible(name: str) -> str:
    """A file's name as a terminal may show it: line ends, control and undecodable characters escaped."""
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
    unread = Source(file, ())
    try:
        text = _decoded(read_file(path, limit=limit, below=below), unread)
    except NotOpenedError as error:
        code, message, hint = _UNOPENED[error.reason]
        text = unread.problem("error", code, message.format(error.message), hint=hint)
    if isinstance(text, Problem):
        return unread, (text,)
    source = _cleaned(file, tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")), text, drawn)
    if "\ufffd" not in text and all(line.isprintable() for line in source.lines):
        return source, ()
    return source, _controls(source)


def _cleaned(file: str, lines: tuple[str, ...], text: str, drawn: Callable[[str], bool]) -> Source:
    """The lines of `text` as a source."""
    clean = cleaner(text, drawn)
    if clean is None:
        return Source(file, lines)
    cleaned = tuple(map(clean, lines))
    pairs = zip(lines, cleaned, strict=True)
    return Source(file=file, lines=tuple(typed.clean if typed else line for line, typed in pairs), cleaned=cleaned)


def _decoded(data: bytes, unread: Source) -> str | Problem:
    """UTF-8 with or without BOM, UTF-16 likewise, else GB18030; a text whose few bytes are broken is not guessed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            return unread.problem("error", "binary", "不是文字文件", hint="用记事本另存为 UTF-8 的纯文本")
    wide = _unmarked_utf16(data) if b"\x00" in data else ""
    if wide:
        return wide
    if b"\x00" in data:
        hint = "这里要纯文本；Word 文件请先另存为纯文本（UTF-8）"
        return unread.problem("error", "binary", "不是文字文件", hint=hint)
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as error:
        broken_at = error.start
    forgiving = data.decode("utf-8", "replace")
    damaged = forgiving.count("\ufffd")
    if damaged * 50 < sum(char > "\u2000" for char in forgiving):
        line = data.count(b"\n", 0, broken_at) + 1
        source = Source(unread.file, tuple(forgiving.split("\n")))
        column = len(data[data.rfind(b"\n", 0, broken_at) + 1 : broken_at].decode("utf-8", "replace")) + 1
        place, hint = source.place(line, column), "用编辑器改正这个字，另存为 UTF-8"
        return source.problem("error", "broken-encoding", "这里的字节不是完整的 UTF-8 字符", place, hint)
    with suppress(UnicodeDecodeError):
        text = data.decode("gb18030")
        if _share(text, _is_common) >= LEAST_COMMON:
            return text
    hint = "用记事本打开，另存为 UTF-8"
    return unread.problem("error", "encoding", "无法识别文字编码：不是 UTF-8，也不是 GB18030", hint=hint)


def _unmarked_utf16(data: bytes) -> str:
    """The text of UTF-16 without a byte order mark; "" for anything else that holds null bytes."""
    little_first = data[1::2].count(0) >= data[::2].count(0)  # half of what is ASCII is a null byte
    for codec in ("utf-16-le", "utf-16-be") if little_first else ("utf-16-be", "utf-16-le"):
        with suppress(UnicodeDecodeError):
            text = data.decode(codec)
            if _share(text, _is_written) >= LEAST_WRITTEN:
                return text
    return ""


def _share(text: str, belongs: Callable[[str], bool]) -> float:
    """The part of the characters beyond ASCII that `belongs`, those of ASCII left out; 1 where there are none."""
    beyond = [char for char in text[:JUDGED] if char > "\x7f" or char < "\t"]
    return sum(map(belongs, beyond)) / len(beyond) if beyond else 1.0


def _is_written(char: str) -> bool:
    """Characters that Chinese texts are made of, in any encoding."""
    return (
        "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f" or "\u2010" <= char <= "\u2027" or char > "\uff00"
    )


def _is_common(char: str) -> bool:
    """Characters of GB 2312 in use today; text in Big5 that is read as GB18030 has kana and rare ideographs instead."""
    return ("\u4e00" <= char <= "\u9fff" and len(char.encode("gb2312", "ignore")) == 2) or (
        _is_written(char) and char < "\u4e00"
    )


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
