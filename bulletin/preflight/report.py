"""Preflight: any PDF in, the sheet that a prepress operator would write out.

The sheet is told in Chinese, line by line with value and verdict, or given as plain data for `--json`.
"""

import os
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf

from bulletin.preflight.file_checks import FILE_QUESTIONS
from bulletin.preflight.interpreter import painted
from bulletin.preflight.job import MAX_INK, Item, Job, Purpose, read_boxes, read_claims, read_purpose
from bulletin.preflight.mark_checks import MARK_QUESTIONS
from bulletin.problems import ContentError, Place, Problem

PURPOSE_WORDS = {"press": "印厂文件", "office": "办公复印文件", "screen": "屏幕文件"}
VERDICT_WORDS = {"pass": "合格", "fault": "错误", "note": "注意"}


class Sheet(NamedTuple):
    """What was found in one file."""

    file: str
    items: tuple[Item, ...]
    purpose: Purpose = "press"  # what the file was judged for

    @property
    def faults(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.verdict == "fault")

    @property
    def notes(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.verdict == "note")


def refused(path: str, code: str, message: str, hint: str) -> ContentError:
    return ContentError(Problem("error", code, message, Place(path), hint))


def preflight(
    source: str | bytes, purpose: Purpose | None = None, *, name: str = "", max_ink: float = MAX_INK
) -> Sheet:
    """Read a PDF and judge it.

    Args:
        source: the path of any PDF, ours or not, or the file's bytes.
        name: of the file on the sheet; the path when empty.
        purpose: None: what the file says it is for; one that says nothing is judged as if it went to press.
        max_ink: allowed ink coverage, 1 is 100 % of one plate.

    Raises:
        ContentError: the file is missing, no PDF, locked by a password or broken beyond reading.
    """
    if isinstance(source, bytes):
        path, data = name, source
    else:
        path = name or source
        try:
            with open(source, "rb") as file:
                data = file.read()
        except OSError as error:
            why = "没有这个文件" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
            raise refused(path, "no-file", f"读不了文件：{why}", "检查文件名和权限") from error
    if b"%PDF-" not in data[:1024]:
        raise refused(path, "not-pdf", "不是 PDF 文件", "印前检查只读 PDF，请先导出为 PDF")
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            if not len(pdf.pages):
                raise refused(path, "pdf-empty", "PDF 里一页也没有", "请从源文件重新导出")
            return judged(pdf, path, purpose, max_ink)
    except pikepdf.PasswordError as error:
        raise refused(path, "pdf-locked", "文件要口令才能打开", "请向来稿方要一份不加密的文件") from error
    except (pikepdf.PdfError, RecursionError, TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
        # A file may break every rule of its format: whatever the reader trips over is the file's fault.
        why = (str(error).splitlines() or [type(error).__name__])[0][:100]
        raise refused(path, "pdf-broken", f"PDF 已损坏，读不下去（{why}）", "请从源文件重新导出") from error


def judged(pdf: pikepdf.Pdf, path: str, purpose: Purpose | None, max_ink: float) -> Sheet:
    """Put every question to an opened file."""
    metadata: Any = pdf.Root.get("/Metadata")
    xmp = metadata.read_bytes().decode("utf-8", "replace") if isinstance(metadata, pikepdf.Stream) else ""
    claims = read_claims(pdf, xmp)
    job = Job(
        pdf,
        painted(pdf),
        tuple(read_boxes(page) for page in pdf.pages),
        purpose or read_purpose(pdf, claims),
        claims,
        xmp,
        max_ink,
    )
    items = tuple(item for question in (*FILE_QUESTIONS, *MARK_QUESTIONS) for item in question(job))
    return Sheet(path, items, job.purpose)


def cells(text: str) -> int:
    """Width in a terminal: Han characters and their marks take two cells."""
    return sum(2 if "\u2e80" <= character <= "\uffe6" else 1 for character in text)


def told(sheet: Sheet) -> str:
    """The sheet as text: one line an item, hints below what is not all right, a verdict at the end."""
    wide = max(cells(item.title) for item in sheet.items)
    name = f"  {os.path.basename(sheet.file)}" if sheet.file else ""
    rows = [f"印前检查{name}（按{PURPOSE_WORDS[sheet.purpose]}检查）", ""]
    for item in sheet.items:
        rows.append(f"{VERDICT_WORDS[item.verdict]}  {item.title}{' ' * (wide - cells(item.title))}  {item.value}")
        if item.verdict != "pass" and item.hint:
            rows.append(f"      提示：{item.hint}")
    if sheet.faults:
        end = f"错误 {len(sheet.faults)} 项、注意 {len(sheet.notes)} 项：改正以前不要付印"
    else:
        end = "没有错误" + (f"，注意 {len(sheet.notes)} 项" if sheet.notes else "")
    return "\n".join((*rows, "", f"结论  {end}", ""))


def as_json(sheet: Sheet) -> dict[str, Any]:
    """The sheet as plain data."""
    return {
        "file": sheet.file,
        "purpose": sheet.purpose,
        "faults": len(sheet.faults),
        "notes": len(sheet.notes),
        "items": [item._asdict() for item in sheet.items],
    }
