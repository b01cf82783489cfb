"""Any PDF opened, or told why not: missing, empty, no PDF, locked, broken, without pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf

from bulletin.opening import NotOpenedError, read_file
from bulletin.preflight.foreign import UNLOCKED, UNREADABLE, entry, limited, name_of
from bulletin.preflight.reasons import reason
from bulletin.problems import ContentError, Place, Problem

MOST_PDF = 268_435_456  # bytes of a file, 256 MiB; while it is read, it is in memory twice


def read_pdf(path: str) -> bytes:
    """The bytes of a file that may be a PDF.

    Raises:
        ContentError: it cannot be read.
    """
    try:
        return read_file(path, limit=MOST_PDF)
    except NotOpenedError as error:
        hint = "把文件拆开，或缩小其中的图片" if error.reason == "too-large" else "检查文件名和访问权限"
        subject = "这" if error.reason == "folder" else "文件"
        raise refused(path, "no-file", subject + error.message, hint) from error


@contextmanager
def opened_pdf(data: bytes, path: str, task: str) -> Iterator[pikepdf.Pdf]:
    """The file with at least one page; within, the limits of `limited` hold.

    Args:
        path: what the file is called in messages.
        task: what only PDF can be had for, in a hint.

    Raises:
        ContentError: it is no PDF, locked by a password or broken beyond reading.
    """
    if not data:
        raise refused(path, "not-pdf", "是空文件", "文件可能没有复制完：重新复制一份")
    if b"%PDF-" not in data[:1024]:
        raise refused(path, "not-pdf", "不是 PDF 文件", f"{task}只读 PDF，请先导出为 PDF")
    with limited():
        try:
            pdf = _opened(data)
        except UNREADABLE as error:
            raise locked_or_broken(path, error) from error
        with pdf:
            try:
                count = len(pdf.pages)
            except UNREADABLE as error:
                raise locked_or_broken(path, error) from error
            if not count:
                raise refused(path, "pdf-empty", "PDF 里没有页面", "请从源文件重新导出")
            yield pdf


def _opened(data: bytes) -> pikepdf.Pdf:
    """The file, also where only its attachments are locked: then its encryption stands under another key."""
    try:
        return pikepdf.open(BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as locked:
        try:
            pdf = pikepdf.open(BytesIO(data.replace(b"/Encrypt", UNLOCKED.encode())), suppress_warnings=True)
        except UNREADABLE:  # its catalogue is locked as well
            raise locked from None
        lock = entry(pdf.trailer, UNLOCKED)
        used = {name_of(entry(lock, key)) for key in ("/StmF", "/StrF")}
        if entry(lock, "/V", 0) < 4 or not used <= {"", "Identity"}:
            pdf.close()
            raise
        return pdf


def locked_or_broken(path: str, error: BaseException) -> ContentError:
    """What to say of a PDF that a library cannot open."""
    if isinstance(error, pikepdf.PasswordError):
        return refused(path, "pdf-locked", "文件须用口令才能打开", "请向来稿方要一份不加密的文件")
    if "crypt" in str(error).lower():
        return refused(path, "pdf-locked", "文件的加密方式不支持", "请向来稿方要一份不加密的文件")
    return refused(path, "pdf-broken", f"PDF 已损坏，无法读取（{reason(error)}）", "请从源文件重新导出")


def refused(path: str, code: str, message: str, hint: str) -> ContentError:
    return ContentError(Problem("error", code, message, Place(path), hint))
