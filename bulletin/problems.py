"""What is wrong, where it stands in the editor's file, and what to do about it.

Facts travel in the data; judgement happens in `read/check.py` before work begins and in `proof/` after it.
One base class carries every fault of a run and the exit code; `command.py` alone catches it and prints.
"""

import errno
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal, NamedTuple, TypeAlias
from unicodedata import combining, east_asian_width

Severity: TypeAlias = Literal["error", "warning", "note"]

# Exit codes of the command, as its help and README list them.
DONE, CONTENT, USAGE, OVERSET, GLYPH, OUTPUT, BROKEN_PROMISE, OUR_MISTAKE = 0, 1, 2, 3, 4, 5, 6, 70


WORD_ENDINGS = (".docx", ".docm")  # of files whose lines are paragraphs


class Place(NamedTuple):
    """Where something stands in a file; line and column count from 1, columns in characters.

    The lines of a Word file are its paragraphs that hold words, those of tables with them; line 0 is the file as a
    whole.
    """

    file: str
    line: int = 1
    column: int = 1

    @property
    def is_in_word(self) -> bool:
        """Whether the file is one of Word."""
        return self.file.lower().endswith(WORD_ENDINGS)

    @property
    def unit(self) -> str:
        """What `line` counts, in an editor's words."""
        return "段" if self.is_in_word else "行"

    @property
    def line_named(self) -> str:
        """The line alone, in an editor's words."""
        return f"第{self.line}{self.unit}"

    @property
    def named(self) -> str:
        """The place as messages and lists name it."""
        if not self.line:
            return self.file
        return f"{self.file} {self.line_named}" if self.is_in_word else f"{self.file}:{self.line}:{self.column}"

    @property
    def shown(self) -> str:
        """The place as a message begins with it."""
        return f"{self.named}: "

    def key_line(self, key: str, value: str) -> str:
        """How an editor says a key of this file's report: issue.yaml speaks for a Word file, which has no head."""
        if self.is_in_word:
            return f"在 issue.yaml 的“稿件”下写一行“{self.file.rpartition('/')[2]}: {{{key}: {value}}}”"
        return f"在文件头写“{key}：{value}”"

    def braces_line(self, braces: str) -> str:
        """How an editor says where the picture, table or chart of this place shall stand: in Word, which has no line of
        its own for it, in a paragraph below.
        """
        return f"在它下面另起一段写 {braces}" if self.is_in_word else f"写 {braces}"


class Problem(NamedTuple):
    """One finding in the editor's words."""

    severity: Severity
    code: str  # short and stable, e.g. no-byline
    message: str  # one Chinese sentence without a full stop
    place: Place | None = None
    hint: str = ""  # what to do about it; of several ways each has a line of its own
    shown: str = ""  # the source line, for the caret


REINSTALL = "在程序所在的文件夹运行 python -m pip install -c constraints.txt ."  # what mends a lacking library
SEVERITIES: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "note": "提醒"}
HINT, HINT_LINE = "  提示：", "        "  # before the first line of a hint and the further ones
SHOWN_COLUMNS = 96  # of a shown source line in a terminal, half-width cells


def cells(text: str) -> int:
    """Half-width cells that a terminal gives `text`: two for Han and full-width forms, none for combining marks."""
    return sum(
        0 if combining(char) or "\ufe00" <= char <= "\ufe0f" else 2 if east_asian_width(char) in "WFA" else 1
        for char in text
    )


def clipped(text: str, most: int) -> str:
    """`text` in at most so many half-width cells, cut off where it is wider."""
    if cells(text) <= most:
        return text
    kept = text[:most]
    while cells(f"{kept}…") > most:
        kept = kept[:-1]
    return f"{kept}…"


def formatted(problem: Problem) -> str:
    """The problem as an editor reads it: place, severity, code and message; the line with a caret; what to do."""
    place = problem.place
    where = place.shown if place else ""
    first = f"{where}{SEVERITIES[problem.severity]}[{problem.code}]: {problem.message}"
    lines = [first.replace("\n", "\\n")]  # of a name, which could forge a line
    if place and problem.shown.strip():
        shown, before = _window(problem.shown.replace("\t", " "), place.column - 1)
        lines += [f"  {shown}", f"  {' ' * before}^"]
    if problem.hint:
        lines.append(HINT + problem.hint.replace("\n", f"\n{HINT_LINE}"))
    return "\n".join(lines)


def _showable(char: str) -> bool:
    """Whether a terminal may have it: Han that are newer than Python's tables too."""
    return char.isprintable() or char == "\u3000" or "\U00020000" <= char <= "\U0003fffd"


def _window(line: str, offset: int) -> tuple[str, int]:
    """The part of a long line around `offset`, and how many cells stand before the offset there."""
    line = "".join(char if _showable(char) else "\ufffd" for char in line[: offset + 400])
    start, end = 0, min(len(line), SHOWN_COLUMNS)
    if cells(line[:offset]) > SHOWN_COLUMNS * 2 // 3:
        start = max(offset - SHOWN_COLUMNS // 4, 0)
        end = start + SHOWN_COLUMNS
    while end > offset + 1 and cells(line[start:end]) > SHOWN_COLUMNS:
        end -= 1
    head, tail = "…" if start else "", "…" if end < len(line) else ""
    return head + line[start:end] + tail, cells(head + line[start:offset])


# What a system says in English or in its own words, by errno.
_SYSTEM_ERRORS = {
    errno.ENOENT: "没有这个文件或文件夹", errno.EACCES: "没有权限", errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件", errno.ENOTDIR: "路径中有一处是文件，不是文件夹",
    errno.EEXIST: "已有同名的文件或文件夹", errno.ENAMETOOLONG: "文件名太长", errno.EINVAL: "文件名中有不允许的字符",
    errno.ENOSPC: "磁盘已满", errno.EROFS: "磁盘只读", errno.EIO: "磁盘读写出错", errno.EFBIG: "文件太大",
    errno.EBUSY: "正被其他程序占用", errno.ETXTBSY: "正被其他程序占用", errno.ELOOP: "链接循环",
    errno.EMFILE: "打开的文件过多", errno.ENFILE: "打开的文件过多", errno.ENOMEM: "内存不足",
}  # fmt: skip


def why(error: OSError) -> str:
    """Why the system refused something, in the editor's words; `系统错误` and its number for what is rare."""
    return _SYSTEM_ERRORS.get(error.errno or 0) or f"系统错误{error.errno or type(error).__name__}"


class BulletinError(Exception):
    """The edition cannot be made; carries every fault found, never just the first."""

    exit_code = OUR_MISTAKE

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type["BulletinError"], tuple[Problem, ...]]:
        return type(self), self.problems  # between processes


@contextmanager
def gathered(faults: list[BulletinError]) -> Iterator[None]:
    """Add a fault raised within to `faults` instead, so that the faults of later work can join it."""
    try:
        yield
    except BulletinError as error:
        faults.append(error)


def joined(faults: Sequence[BulletinError], problems: Iterable[Problem] = ()) -> BulletinError:
    """One error of all `faults`, behind other `problems`; its class is that of the smallest exit code."""
    first = min(faults, key=lambda fault: fault.exit_code)
    return type(first)(*problems, *(problem for fault in faults for problem in fault.problems))


class ContentError(BulletinError):
    """Content or layout at fault."""

    exit_code = CONTENT


class UsageError(BulletinError):
    """The command was called wrongly."""

    exit_code = USAGE


class OversetError(BulletinError):
    """The text does not fit where it should stand."""

    exit_code = OVERSET


class GlyphError(BulletinError):
    """A character that no face has."""

    exit_code = GLYPH


class OutputError(BulletinError):
    """An output could not be written."""

    exit_code = OUTPUT


class ProofError(BulletinError):
    """A promise could not be kept: verification failed and nothing is written."""

    exit_code = BROKEN_PROMISE
