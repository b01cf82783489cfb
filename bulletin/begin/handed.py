"""Words of a command to files: names, folders with all that is below them, and patterns that no shell expanded."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic
from typing import NamedTuple

from bulletin.likeness import nearest
from bulletin.problems import ContentError, Problem, why
from bulletin.read.folder import SYSTEM_FILES, is_passed_over, plain
from bulletin.read.source import legible

MOST_FILES = 2000  # handed in at once: more is a folder that was not meant
_NUMBERS_IN_NAMES = re.compile("([0-9]+)")


class Handed(NamedTuple):
    """A file that is handed in."""

    path: str
    below: str = ""  # the folder that it lies in, below the one that was named; "" where it lies in none


class HandedIn(NamedTuple):
    """What the words of a command mean."""

    files: tuple[Handed, ...]
    problems: tuple[Problem, ...]  # words that mean nothing, folders that cannot be opened


def handed_in(words: Sequence[str]) -> HandedIn:
    """The files that `words` name, each once, in a natural order within each word.

    Files that no person made (`~$稿.docx`, Thumbs.db, names that begin with a dot below a folder) are left aside.

    Raises:
        ContentError: far too many.
    """
    problems: list[Problem] = []
    files: dict[str, Handed] = {}
    for word in words:
        for path in _meant(word, problems):
            single = () if _made_by_programs(os.path.basename(path)) else (Handed(path),)
            for each in _below(path, problems) if os.path.isdir(path) else single:
                files.setdefault(os.path.realpath(each.path), each)
                if len(files) > MOST_FILES:
                    hint = "检查是不是写错了文件夹；稿件太多就分成几期"
                    raise ContentError(Problem("error", "too-many-files", f"文件超过{MOST_FILES}个", None, hint))
    return HandedIn(tuple(files.values()), tuple(problems))


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts names as people count: 稿2 before 稿10."""
    return tuple(
        (0, int(part)) if part.isdecimal() else (1, part) for part in _NUMBERS_IN_NAMES.split(plain(name)) if part
    )


def _meant(word: str, problems: list[Problem]) -> Iterable[str]:
    """The paths that one word means."""
    if os.path.lexists(word):
        return [word]
    patterns = [word] if os.sep == "\\" else [word, word.replace("\\", "/")]  # as it is typed on Windows
    for pattern in patterns:
        if os.path.lexists(pattern):
            return [pattern]
        if has_magic(pattern) and "\0" not in pattern and (found := sorted(glob(pattern), key=natural)):
            return found
    problems.append(_nothing(word))
    return []


def _nothing(word: str) -> Problem:
    """What is said of a word that names nothing."""
    shown = legible(word)[:200]
    if has_magic(word):
        message, hint = f"“{shown}”没有对应的文件", "检查文件夹的名称，和里面有没有这样的文件"
        return Problem("error", "no-such-file", message, None, hint)
    folder, name = os.path.split(word.rstrip("/\\"))
    try:
        near = nearest(name, sorted(os.listdir(folder or os.curdir)))
    except (OSError, ValueError):
        near = ""
    hint = (
        f"是不是“{legible(os.path.join(folder, near))}”？" if near else "检查名称和位置；名称里有空格的，前后加双引号"
    )
    return Problem("error", "no-such-file", f"没有文件或文件夹“{shown}”", None, hint)


def _below(folder: str, problems: list[Problem]) -> Iterator[Handed]:
    """All files that people made in a folder and in those below it; links to folders are not followed."""

    def unopened(error: OSError) -> None:
        message = f"文件夹“{legible(str(error.filename))}”无法打开：{why(error)}"
        problems.append(Problem("error", "unreadable", message, None, "检查权限，再导入一次"))

    before = len(problems)
    count = 0
    for path, folders, names in os.walk(folder, onerror=unopened):
        folders[:] = sorted((name for name in folders if not _hidden(name)), key=natural)
        inner = os.path.relpath(path, folder)
        for name in sorted(names, key=natural):
            if not (name.startswith(".") or _made_by_programs(name)):
                count += 1
                yield Handed(os.path.join(path, name), "" if inner == os.curdir else os.path.basename(path))
    if not count and len(problems) == before:
        message = f"文件夹“{legible(folder)}”里没有文件"
        problems.append(Problem("error", "no-such-file", message, None, "检查是不是写错了文件夹"))


def _hidden(name: str) -> bool:
    return name.startswith(".") or plain(name) in SYSTEM_FILES


def _made_by_programs(name: str) -> bool:
    """Whether no person made a file: what a shell's `*` brings along."""
    named_by_hand = name.startswith(".") and not name.startswith((".~lock.", "._")) and name != ".DS_Store"
    return is_passed_over(name) and not named_by_hand
