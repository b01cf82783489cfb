"""Which version is meant: a PDF, a folder of outputs, a name below history, or the last delivery."""

import os
from typing import NamedTuple

from bulletin.build.storage import HISTORY
from bulletin.likeness import nearest
from bulletin.model.output import PDF_NAMES, Purpose
from bulletin.preflight.opened import read_pdf, refused

PDF = ".pdf"


class Version(NamedTuple):
    """One of two versions that are compared."""

    name: str  # as it is told
    data: bytes
    purpose: Purpose | None = None  # of a delivery of ours, by its name


def last_delivery(output: str) -> Version:
    """The PDF that was delivered last.

    Raises:
        ContentError: there is none, or it cannot be read.
    """
    return _in_folder(output, f"{output} 里没有上次的成品", "先运行 `bulletin` 生成一次，再比较")


def version_named(word: str, output: str) -> Version:
    """The version that a word of the command names.

    Args:
        output: the folder of the last delivery, below which history stands.

    Raises:
        ContentError: there is no such file, or it cannot be read.
    """
    if os.path.isdir(word):
        names = "、".join(PDF_NAMES.values())
        return _in_folder(word, f"{word} 里没有 {PDF_NAMES['screen']}", f"写 PDF 文件的名称；成品叫 {names}")
    if os.path.lexists(word):
        return Version(word, _read(word))
    history = os.path.join(output, HISTORY)
    name = os.path.basename(word)
    for path in (os.path.join(history, each) for each in (name, name + PDF)):
        if os.path.isfile(path):
            return Version(path, _read(path))
    known = _known(history)
    near = nearest(name, known) or next((each for each in known if name and name in each), "")
    others = "、".join(known[-3:])
    hint = f"是不是 {near}？" if near else f"存档里有 {others}" if others else "检查文件名；存档里没有简报"
    raise refused(word, "no-version", f"没有这个文件，{history} 里也没有这个名称", hint)


def _in_folder(folder: str, message: str, hint: str) -> Version:
    for purpose, name in PDF_NAMES.items():
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return Version(path, read_pdf(path), purpose)
    raise refused(folder, "no-version", message, hint)


def _read(path: str) -> bytes:
    if path.lower().endswith(".pptx"):
        raise refused(path, "not-pdf", "是幻灯片，不能比较", "写同一次生成的 PDF，讲的是同样的文字")
    return read_pdf(path)


def _known(history: str) -> list[str]:
    """The names below history, the latest last, without their ending."""
    try:
        found = [entry for entry in os.scandir(history) if entry.name.endswith(PDF)]
        found.sort(key=lambda entry: (entry.stat().st_mtime, entry.name))
    except OSError:
        return []
    return [entry.name.removesuffix(PDF) for entry in found]
