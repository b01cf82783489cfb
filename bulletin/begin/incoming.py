"""Files as an office has them, brought into an issue: what is to be written, and an account of all that was handed in.

Nothing is written here. The new files are tried in a private folder beside copies of the issue's own: read as a build
reads them, what is missing guessed, issue.yaml made or added to and read again. What was brought in before is known by
its digest, which the record of the issue's folder keeps, so that a second import of the same files changes nothing.
"""

import datetime
import os
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bulletin.begin.fresh_issue import untouched_samples
from bulletin.begin.handed import Handed, handed_in
from bulletin.begin.kinds import SAVE_AS_WORD, HandedKind, RefusedError, kind_of
from bulletin.begin.libreoffice import Converted, Convertible, converted
from bulletin.begin.taken import Taken
from bulletin.begin.trial import TriedIssue, tried
from bulletin.begin.workshop import workshop
from bulletin.build.record import Record, delivered
from bulletin.build.storage import LARGEST_OUTPUT, digest, look
from bulletin.model.output import File
from bulletin.opening import NotOpenedError, read_file
from bulletin.problems import ContentError, Problem
from bulletin.read.folder import ISSUE_FILE, TEXT_ENDINGS, list_folder, plain
from bulletin.read.pictures import MAX_PICTURE_BYTES
from bulletin.read.source import MAX_TEXT_BYTES, decoded_name, legible

MOST_IMPORTED = 1 << 29  # of all files of one import, which are held in memory
LONGEST_STEM = 60  # characters of a name in the content folder: paths of Windows end at 260
_LIMITS: Mapping[str, int] = {
    "text": MAX_TEXT_BYTES, "table": MAX_TEXT_BYTES, "issue": MAX_TEXT_BYTES, "terms": MAX_TEXT_BYTES,
    "picture": MAX_PICTURE_BYTES,
}  # fmt: skip
_FORBIDDEN = frozenset('<>:"/\\|?*')  # in names on Windows, where the folder may go next


class Incoming(NamedTuple):
    """What an import will do."""

    folder: str
    taken: tuple[Taken, ...]
    known: tuple[tuple[str, str], ...]  # handed in, and under which name it stands in the issue already
    files: tuple[File, ...]  # to deliver: `taken`, and issue.yaml where it is made or added to
    samples: tuple[str, ...]  # to remove: reports that `new` made and nobody touched
    trial: TriedIssue
    problems: tuple[Problem, ...]


class _Issue(NamedTuple):
    """The content folder as it stands."""

    folder: str
    names: tuple[str, ...]
    digests: Mapping[str, str]  # of a file's bytes -> its name
    origins: Mapping[str, str]  # of what a file was made from -> its name


def incoming(
    words: Sequence[str], folder: str, today: datetime.date, *, tell: Callable[[str], None], fresh: bool = False
) -> Incoming:
    """What becomes of the files that `words` name when they are brought into the issue in `folder`.

    Args:
        tell: gets a Chinese line before what takes long.
        fresh: the folder is taken for empty, whatever stands there.

    Raises:
        ContentError: far too many files; or the folder holds what was meant as issue.yaml under another name.
    """
    handed = handed_in(words)
    issue = _Issue(folder, (), {}, {}) if fresh else _standing(folder)
    problems = list(handed.problems)
    with workshop() as private:
        sorted_out = _sorted_out(handed.files, issue, problems)
        taken = _named(_worked(sorted_out, folder, private, problems, tell), issue, problems)
        samples = untouched_samples(folder, issue.names) if any(each.is_report for each in taken) else ()
        own = [name for name in issue.names if name not in samples]
        folders = _folders(handed.files)
        trial = tried(folder, own, taken, folders, today, os.path.join(private, "trial"))
        if samples and trial.keeps_samples:
            samples = ()
            trial = tried(folder, issue.names, taken, folders, today, os.path.join(private, "with-samples"))
    problems += trial.problems
    kept = tuple(each for each in taken if each.name not in trial.dropped)
    files = [File(each.name, each.data, "content", origin=each.origin) for each in kept if each.name != ISSUE_FILE]
    brought = next((each.origin for each in kept if each.name == ISSUE_FILE), "")
    files += (file._replace(origin=brought) for file in trial.issue_file)
    known = (*sorted_out.known, *trial.same)
    return Incoming(folder, kept, known, tuple(files), samples, trial, tuple(problems))


def _standing(folder: str) -> _Issue:
    """The folder as it stands; empty where there is none."""
    try:
        listed = list_folder(folder)
    except (OSError, ValueError):  # delivery says what is wrong with it
        return _Issue(folder, (), {}, {})
    if listed.near_issue and not os.path.lexists(os.path.join(folder, ISSUE_FILE)):
        name = listed.near_issue[0]
        hint = f"把它改名为 {ISSUE_FILE}，或移走，再导入一次"
        message = f"{folder} 里没有 {ISSUE_FILE}，只有“{legible(name)}”，没有导入"
        raise ContentError(Problem("error", "near-issue-file", message, None, hint))
    names = tuple(sorted(name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name))))
    digests = {look(os.path.join(folder, name)).digest: name for name in names if not name.startswith(".")}
    return _Issue(folder, names, digests, _origins(delivered(folder), names))


def _origins(record: Record, names: Sequence[str]) -> dict[str, str]:
    """What the record says of the sources of files that still stand."""
    found = ((entry.data.get("origin"), entry.path) for entry in record.entries if entry.path in names)
    return {origin: path for origin, path in found if isinstance(origin, str)}


class _Sorted(NamedTuple):
    """What was handed in, by what is done with it."""

    files: tuple[tuple[Handed, HandedKind, bytes], ...]
    known: tuple[tuple[str, str], ...]


def _sorted_out(handed: Sequence[Handed], issue: _Issue, problems: list[Problem]) -> _Sorted:
    """The files that are new, with their kinds; those that are not taken are told."""
    files: list[tuple[Handed, HandedKind, bytes]] = []
    known: list[tuple[str, str]] = []
    seen: dict[str, str] = {}
    total = 0
    # of two that are the same the one with the shorter name is the original: 水务.docx, 水务 - 副本.docx
    for each in sorted(handed, key=lambda each: (len(os.path.basename(each.path)), len(each.path))):
        shown = legible(each.path)
        try:
            data = read_file(each.path, limit=LARGEST_OUTPUT)
            kind = kind_of(os.path.basename(each.path), data)
        except NotOpenedError as error:
            problems.append(_unopened(each, error))
            continue
        except RefusedError as refused:
            if not _stands_in(each.path, issue.folder):  # there it is told at each build
                problems.append(_refused(shown, refused.message, refused.hint))
            continue
        if len(data) > _LIMITS.get(kind.use, LARGEST_OUTPUT):
            smaller = "把图片缩小或压缩后再导入" if kind.use == "picture" else "检查是不是放错了文件"
            problems.append(_refused(shown, f"超过{_LIMITS[kind.use] >> 20} MB", smaller))
            continue
        here = _stands_in(each.path, issue.folder)
        if here and kind.use != "converted":
            continue  # it is where it belongs
        origin = digest(data)
        standing = issue.origins.get(origin) or ("" if here else issue.digests.get(origin))
        if standing or origin in seen:
            known.append((shown, standing or seen[origin]))
            continue
        total += len(data)
        if total > MOST_IMPORTED:
            problems.append(
                _refused(shown, f"轮到它时合计超过{MOST_IMPORTED >> 20} MB", "再导入一次，只写还没有导入的文件")
            )
            continue
        seen[origin] = shown
        files.append((each, kind, data))
    place = {each.path: at for at, each in enumerate(handed)}
    return _Sorted(tuple(sorted(files, key=lambda file: place[file[0].path])), tuple(known))


def _stands_in(path: str, folder: str) -> bool:
    return os.path.realpath(os.path.dirname(path) or os.curdir) == os.path.realpath(folder)


def _unopened(each: Handed, error: NotOpenedError) -> Problem:
    hints = {
        "failed": "在别的程序里打开着的，先关闭；再检查权限，然后再导入一次",
        "too-large": "检查是不是放错了文件",
        "dead-link": "导入文件本身，不要导入链接",
    }
    return _refused(legible(each.path), error.message, hints.get(error.reason, "检查这个文件，再导入一次"))


def _refused(shown: str, message: str, hint: str) -> Problem:
    """A file that is not taken."""
    return Problem("warning", "not-imported", f"“{shown}”{message}，没有导入", None, hint)


def _worked(
    sorted_out: _Sorted, folder: str, private: str, problems: list[Problem], tell: Callable[[str], None]
) -> tuple[Taken, ...]:
    """The files as they go into the issue, those of other word processors converted; names are still their own."""
    old = [(each, kind, data) for each, kind, data in sorted_out.files if kind.use == "converted"]
    made: dict[str, Converted] = {}
    if old:
        tell(f"正在用 LibreOffice 转换{len(old)}个文件……")
        results = converted([Convertible(data, kind.ending, kind.filter) for _, kind, data in old], private)
        made = {each.path: result for (each, _, _), result in zip(old, results, strict=True)}
    taken = []
    for each, kind, data in sorted_out.files:
        shown, origin = legible(each.path), digest(data)
        result = made.get(each.path)
        if result and result.failure:
            problems.append(_refused(shown, f" {result.failure}", result.hint or SAVE_AS_WORD))
            continue
        if result and _stands_in(each.path, folder):
            message = f"“{shown}”已转换，原来的还在这里，每次生成都会提到它"
            problems.append(Problem("note", "converted-here", message, None, "移到别的文件夹去"))
        if open_elsewhere(each.path):
            message = f"“{shown}”正在别的程序里打开着，没有保存的改动不在里面"
            problems.append(Problem("note", "open-elsewhere", message, None, "保存后再导入一次"))
        taken.append(
            Taken(
                source=shown,
                name=_own_name(each.path, kind),
                use="word" if result else kind.use,
                data=result.data if result else data,
                origin=origin,
                folder=each.below,
                made=bool(result),
            )
        )
    return tuple(taken)


def open_elsewhere(path: str) -> bool:
    """Whether a word processor's own mark says that it has the file open: ~$稿.docx, .~lock.稿.odt#."""
    folder, name = os.path.split(path)
    marks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")
    return any(os.path.lexists(os.path.join(folder, mark)) for mark in marks)


def _own_name(path: str, kind: HandedKind) -> str:
    """The name that a file has in the content folder, should it be free."""
    name = unicodedata.normalize("NFC", decoded_name(os.path.basename(path)))
    ending = ".docx" if kind.use == "converted" else kind.ending
    if kind.use in ("issue", "terms"):
        return plain(name)
    small = plain(name)
    stem = name[: len(small) - len(os.path.splitext(small)[1])]
    if kind.use == "text" and small.endswith(TEXT_ENDINGS):
        ending = name[len(stem) :].rstrip()
    stem = "".join("_" if char in _FORBIDDEN or not char.isprintable() else char for char in stem).strip(" .~$'")
    return f"{stem[:LONGEST_STEM].rstrip(' .') or '稿件'}{ending}"


def _named(taken: Sequence[Taken], issue: _Issue, problems: list[Problem]) -> tuple[Taken, ...]:
    """The files under names that are free; one of a name that is taken is told."""
    used = {_folded(name) for name in issue.names}
    found: list[Taken] = []
    for each in taken:
        name = each.name
        if each.use in ("issue", "terms") and _folded(name) in used:
            problems.append(_refused(each.source, f"：这一期已有 {name}", "要用它的内容，就抄到那一个里去"))
            continue
        stem, ending = os.path.splitext(name)
        number = 2
        while _folded(name) in used:
            name = f"{stem}-{number}{ending}"
            number += 1
        if name != each.name:
            message = f"已有“{each.name}”，“{each.source}”内容不同，另存为“{name}”"
            hint = f"是同一篇的新稿，就删去旧的，把“{name}”改名为“{each.name}”；两篇都要印，就不用管"
            problems.append(Problem("warning", "same-name", message, None, hint))
        used.add(_folded(name))
        found.append(each._replace(name=name))
    return tuple(found)


def _folded(name: str) -> str:
    """A name by which file systems of any kind tell files apart."""
    return unicodedata.normalize("NFC", name).casefold()


def _folders(handed: Sequence[Handed]) -> tuple[str, ...]:
    """The folders that files came from, for what their names say of the issue."""
    return tuple(dict.fromkeys(os.path.dirname(os.path.abspath(each.path)) for each in handed))
