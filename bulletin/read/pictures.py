"""Files named in the content, pictures and tables: below content/, of a sound size; pictures are decoded once."""

import os
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bulletin.likeness import nearest
from bulletin.memory import Memory
from bulletin.model.edition import Picture
from bulletin.opening import NotOpenedError, Reason, read_file
from bulletin.problems import Place, Problem
from bulletin.read.cleaning import always
from bulletin.read.picture_metadata import is_emf, is_wmf
from bulletin.read.source import MAX_TEXT_BYTES, Source, guesses, legible, source_of

MAX_PICTURE_BYTES = 64 * 1024 * 1024


class _NamedKind(NamedTuple):
    """What is said of files of one kind."""

    name: str
    code: str  # before -outside, -too-large
    form: str  # how one is written
    limit: int
    smaller: str  # what to do with one that is too large

    @property
    def missing(self) -> str:
        return f"no-{self.code}"

    @property
    def move_in(self) -> str:
        return f"把{self.name}放进 content 文件夹，只写文件名"

    def turned_away(self, reason: Reason) -> tuple[str, str]:
        """Code and hint for a file that is not opened."""
        unread: dict[Reason, tuple[str, str]] = {
            "outside": (f"{self.code}-outside", self.move_in),
            "too-large": (f"{self.code}-too-large", self.smaller),
            "special": (self.missing, f"换成{self.name}文件"),
            "folder": (self.missing, f"写出文件夹里的一{self.form}"),
            "dead-link": (self.missing, f"把{self.name}本身放进 content 文件夹"),
        }
        return unread.get(reason, ("unreadable", "检查文件的权限，或换一张"))


_PICTURE_FILES = _NamedKind("图片", "picture", "张图片，如 `![图说](文件夹/照片.jpg)`", MAX_PICTURE_BYTES, "缩小后再用")
_TABLE_FILES = _NamedKind(
    "表格", "table", "个表格，如 `![表1 主要指标](文件夹/指标.csv)`", MAX_TEXT_BYTES, "只留要印的行"
)


_INSERT_AGAIN = "在 Word 里用“插入—图片”重新放进这幅图（JPEG 或 PNG），再删掉原来的"
_AS_PIXELS = "在 Word 里剪切它，用“选择性粘贴”粘贴为图片（PNG）"


class _Fault(NamedTuple):
    code: str
    message: str
    hint: str = ""


class _Found(NamedTuple):
    data: bytes
    name: str  # as the content gives it
    path: str


class LookedUp(NamedTuple):
    """A file of the folder that was looked for, and what came of it."""

    source: Source
    file: str
    place: Place
    kind: _NamedKind
    outcome: tuple[str, str, str]  # its name, path and digest, or why it could not be read


def _outcome(found: _Found | _Fault) -> tuple[str, str, str]:
    from hashlib import sha256

    return found if isinstance(found, _Fault) else (found.name, found.path, sha256(found.data).hexdigest())


class InnerPicture(NamedTuple):
    """A picture within a document."""

    name: str  # 图片2
    data: bytes  # b"" of one that is missing
    outside: bool = False  # it lies outside of the document


class PictureFolder:
    """Where the pictures and tables that the content names are looked for; `memory` keeps decoded pictures.

    Attributes:
        named: absolute paths of all that were looked for, printable or not.
        tables: those of tables, by the names that problems give them.
    """

    def __init__(self, path: str, memory: Memory, drawn: Callable[[str], bool] = always) -> None:
        self._drawn = drawn
        self.path = path
        self.memory = memory
        self.named: set[str] = set()
        self.tables: dict[str, str] = {}
        self.looked_up: list[LookedUp] = []

    def take(self, other: "PictureFolder") -> None:
        """Count what was looked for in another one of the same folder too."""
        self.named |= other.named
        self.tables |= other.tables
        self.looked_up += other.looked_up

    def still(self, looked_up: Sequence["LookedUp"]) -> bool:
        """Whether files that were looked up before are as they were; they count as named then."""
        for each in looked_up:
            self._file(each.source, each.file, each.place, each.kind, [])
            if self.looked_up[-1].outcome != each.outcome:
                return False
        return True

    def table(self, source: Source, file: str, place: Place, problems: list[Problem]) -> Source | None:
        """The lines of the table `file`; None, and a problem, when it cannot be read."""
        found = self._file(source, file, place, _TABLE_FILES, problems)
        if found is None:
            return None
        shown = "/".join(filter(None, (source.file.rpartition("/")[0], legible(found.name))))
        self.tables[shown] = found.path
        lines, faults = source_of(found.data, shown, self._drawn)
        problems += (*faults, *guesses(lines))
        return None if faults else lines

    def _file(
        self, source: Source, file: str, place: Place, kind: _NamedKind, problems: list[Problem]
    ) -> _Found | None:
        """The file that the content names; None after a problem."""
        name = _as_stored(self.path, file.replace("\\", "/"))
        path = os.path.join(self.path, *name.split("/"))
        self.named.add(os.path.abspath(path))
        data = _read(path, name, self.path, kind)
        found = data if isinstance(data, _Fault) else _Found(data=data, name=name, path=path)
        self.looked_up.append(LookedUp(source, file, place, kind, _outcome(found)))
        if isinstance(found, _Fault):
            problems.append(source.problem("error", found.code, found.message, place, found.hint))
            return None
        return found

    def picture(self, source: Source, file: str, caption: str, place: Place, problems: list[Problem]) -> Picture | None:
        """The picture `file`; None, and a problem, when it cannot be printed."""
        found = self._file(source, file, place, _PICTURE_FILES, problems)
        if found is None:
            return None
        opened = self._opened(source, found, caption, place, problems)
        if isinstance(opened, _Fault):
            problems.append(source.problem("error", opened.code, opened.message, place, opened.hint))
            return None
        return opened

    def picture_within(
        self, source: Source, inner: InnerPicture, caption: str, place: Place, problems: list[Problem]
    ) -> Picture | None:
        """A picture that stands in the document `source`; None, and a warning, when it cannot be printed."""
        path = os.path.join(os.path.abspath(self.path), source.file.rpartition("/")[2], inner.name)
        if inner.data:
            found = _Found(data=inner.data, name=inner.name, path=path)
            opened = self._opened(source, found, caption, place, problems)
        elif inner.outside:
            opened = _Fault("picture-outside", f"{inner.name}不在文件里，只有链接", _INSERT_AGAIN)
        else:
            opened = _Fault("no-picture", f"{inner.name}在文件里缺失", _INSERT_AGAIN)
        if isinstance(opened, _Fault):
            message = f"{opened.message}，没有印"
            hint = _AS_PIXELS if _is_vector(inner.data) else _INSERT_AGAIN
            problems.append(source.problem("warning", opened.code, message, place, hint))
            return None
        return opened

    def _opened(
        self, source: Source, found: _Found, caption: str, place: Place, problems: list[Problem]
    ) -> Picture | _Fault:
        """The picture in a file; what is to be said of it is added to `problems`."""
        from hashlib import sha256

        from bulletin.read.decoding import NotPrintableError, decode_picture  # with Pillow, which few issues need

        name, data = found.name, found.data
        digest = sha256(data).hexdigest()
        try:
            decoded = self.memory.recall(digest, lambda: decode_picture(data))
        except NotPrintableError as error:
            return _Fault(error.code, f"图片“{name}”{error.message}", error.hint)
        problems += (
            source.problem("warning", remark.code, f"图片“{name}”{remark.message}", place, remark.hint)
            for remark in decoded.remarks
        )
        return Picture(
            file=os.path.abspath(found.path),
            digest=digest,
            width_px=decoded.width_px,
            height_px=decoded.height_px,
            caption=caption,
            place=place,
            pixels=decoded.pixels,
        )


def _is_vector(data: bytes) -> bool:
    """Whether a picture is one of lines, which Word shows and can turn into pixels: EMF, WMF, SVG."""
    return is_emf(data) or is_wmf(data) or b"<svg" in data[:2000]


def _read(path: str, name: str, folder: str, kind: _NamedKind) -> bytes | _Fault:
    """The bytes of the file at `path`, which the content calls `name`."""
    what = kind.name
    if not name or "\x00" in name:
        return _Fault(code=kind.missing, message=f"{what}没有写文件名", hint="写成 `![图说](照片.jpg)`")
    above = os.path.normpath(name).split(os.sep)[0] == os.pardir
    if above or "://" in name or name.startswith(("/", "~")) or name[1:2] == ":":
        return _Fault(f"{kind.code}-outside", f"{what}“{name}”不在 content 文件夹里", kind.move_in)
    try:
        return read_file(path, limit=kind.limit, below=folder)
    except NotOpenedError as error:
        if error.reason == "missing":
            return _Fault(code=kind.missing, message=f"找不到{what}“{name}”", hint=_near(path, what))
        code, hint = kind.turned_away(error.reason)
        return _Fault(code=code, message=f"{what}“{name}”{error.message}", hint=hint)


def _as_stored(folder: str, name: str) -> str:
    """The name of the one file that differs from `name` only in widths, case or %20; `name` where there is none."""
    path = os.path.join(folder, *name.split("/"))
    if not name or "\x00" in name or "://" in name or os.path.exists(path) or not os.path.isdir(os.path.dirname(path)):
        return name
    above, slash, last = name.rpartition("/")
    wanted = {_folded(last), _folded(unescaped(last))}
    try:
        like = [stored for stored in os.listdir(os.path.dirname(path)) if _folded(stored) in wanted]
    except OSError:  # a folder that may not be read: the file is reported as missing
        return name
    return f"{above}{slash}{like[0]}" if len(like) == 1 else name


def unescaped(name: str) -> str:
    """A name with its %20 and their like as characters."""

    def decoded(percents: re.Match[str]) -> str:
        return bytes.fromhex(percents.group().replace("%", "")).decode(errors="replace")

    return re.sub("(?:%[0-9A-Fa-f]{2})+", decoded, name)


def _folded(name: str) -> str:
    from unicodedata import normalize

    return normalize("NFKC", name).casefold()


def _near(path: str, what: str) -> str:
    try:
        files = sorted(os.listdir(os.path.dirname(path)))
    except OSError:
        return "文件夹不存在"
    near = nearest(os.path.basename(path), files)
    return f"是不是“{near}”？" if near else f"把{what}放进 content 文件夹，文件名（连同大小写）写得一样"
