"""Image files named in the content: below content/, of a sound size, decoded once, whatever names them how often."""

import os
import re
from typing import NamedTuple

from bulletin.likeness import nearest
from bulletin.memory import Memory
from bulletin.model.edition import Picture
from bulletin.opening import NotOpenedError, Reason, read_file
from bulletin.problems import Place, Problem
from bulletin.read.source import Source

MAX_PICTURE_BYTES = 64 * 1024 * 1024
_MOVE_IN = "把图片放进 content 文件夹，只写文件名"
# Code and hint for what is not opened.
_TURNED_AWAY: dict[Reason, tuple[str, str]] = {
    "outside": ("picture-outside", _MOVE_IN),
    "too-large": ("picture-too-large", "缩小后再用"),
    "special": ("no-picture", "换成图片文件"),
    "folder": ("no-picture", "写出文件夹里的一张图片，如 `![图说](文件夹/照片.jpg)`"),
    "dead-link": ("no-picture", "把图片本身放进 content 文件夹"),
}


class _Fault(NamedTuple):
    code: str
    message: str
    hint: str = ""


class PictureFolder:
    """Where the pictures that the content names are looked for; `memory` keeps decoded ones.

    Attributes:
        named: absolute paths of all that were looked for, printable or not.
    """

    def __init__(self, path: str, memory: Memory) -> None:
        self.path = path
        self.memory = memory
        self.named: set[str] = set()

    def picture(self, source: Source, file: str, caption: str, place: Place, problems: list[Problem]) -> Picture | None:
        """The picture `file`; None, and a problem, when it cannot be printed."""
        from hashlib import sha256

        name = _as_stored(self.path, file.replace("\\", "/"))
        path = os.path.join(self.path, *name.split("/"))
        self.named.add(os.path.abspath(path))
        found = _read(path, name, self.path)
        if isinstance(found, _Fault):
            problems.append(source.problem("error", found.code, found.message, place, found.hint))
            return None
        from bulletin.read.decoding import NotPrintableError, decode_picture  # with Pillow, which few issues need

        digest = sha256(found).hexdigest()
        try:
            decoded = self.memory.recall(digest, lambda: decode_picture(found))
        except NotPrintableError as error:
            problems.append(source.problem("error", error.code, f"图片“{name}”{error.message}", place, error.hint))
            return None
        problems += (
            source.problem("warning", remark.code, f"图片“{name}”{remark.message}", place, remark.hint)
            for remark in decoded.remarks
        )
        return Picture(
            file=os.path.abspath(path),
            digest=digest,
            width_px=decoded.width_px,
            height_px=decoded.height_px,
            caption=caption,
            place=place,
            pixels=decoded.pixels,
        )


def _read(path: str, name: str, folder: str) -> bytes | _Fault:
    """The bytes of the file at `path`, which the content calls `name`."""
    if not name or "\x00" in name:
        return _Fault(code="no-picture", message="图片没有写文件名", hint="写成 `![图说](照片.jpg)`")
    above = os.path.normpath(name).split(os.sep)[0] == os.pardir
    if above or "://" in name or name.startswith(("/", "~")) or name[1:2] == ":":
        return _Fault(code="picture-outside", message=f"图片“{name}”不在 content 文件夹里", hint=_MOVE_IN)
    try:
        return read_file(path, limit=MAX_PICTURE_BYTES, below=folder)
    except NotOpenedError as error:
        if error.reason == "missing":
            return _Fault(code="no-picture", message=f"找不到图片“{name}”", hint=_near(path))
        code, hint = _TURNED_AWAY.get(error.reason, ("unreadable", "检查文件的权限，或换一张"))
        return _Fault(code=code, message=f"图片“{name}”{error.message}", hint=hint)


def _as_stored(folder: str, name: str) -> str:
    """The name of the one file that differs from `name` only in widths, case or %20; `name` where there is none."""
    path = os.path.join(folder, *name.split("/"))
    if not name or "\x00" in name or "://" in name or os.path.exists(path) or not os.path.isdir(os.path.dirname(path)):
        return name
    above, slash, last = name.rpartition("/")
    wanted = {_folded(last), _folded(re.sub("(?:%[0-9A-Fa-f]{2})+", _decoded, last))}
    try:
        like = [stored for stored in os.listdir(os.path.dirname(path)) if _folded(stored) in wanted]
    except OSError:  # a folder that may not be read: the file is reported as missing
        return name
    return f"{above}{slash}{like[0]}" if len(like) == 1 else name


def _decoded(percents: re.Match[str]) -> str:
    return bytes.fromhex(percents.group().replace("%", "")).decode(errors="replace")


def _folded(name: str) -> str:
    from unicodedata import normalize

    return normalize("NFKC", name).casefold()


def _near(path: str) -> str:
    try:
        files = os.listdir(os.path.dirname(path))
    except OSError:
        return "文件夹不存在"
    near = nearest(os.path.basename(path), files)
    return f"是不是“{near}”？" if near else "把图片放进 content 文件夹，文件名（连同大小写）写得一样"
