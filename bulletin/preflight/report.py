"""Preflight: any PDF in, the report that a prepress operator would write out.

The report is written in Chinese, line by line with value and verdict, or as plain data for `--json`.
"""

import os
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf

from bulletin.opening import NotOpenedError, read_file
from bulletin.preflight.file_checks import FILE_CHECKS
from bulletin.preflight.interpreter import painted
from bulletin.preflight.job import MAX_INK, CheckItem, Destination, Job, read_boxes, read_claims, read_destination
from bulletin.preflight.mark_checks import MARK_CHECKS
from bulletin.preflight.painted import UNREADABLE, reason
from bulletin.problems import ContentError, Place, Problem, cells

DESTINATION_WORDS = {"press": "印刷厂文件", "office": "办公室复印文件", "screen": "屏幕文件"}
MAX_PDF_BYTES = 512 * 1024 * 1024  # a file of this size is judged within 1 GiB; books of photographs have 300 MB
VERDICT_WORDS = {"pass": "合格", "fault": "错误", "note": "注意"}


class PreflightReport(NamedTuple):
    """What was found in one file."""

    file: str
    items: tuple[CheckItem, ...]
    destination: Destination = "press"  # what the file was judged for

    @property
    def faults(self) -> tuple[CheckItem, ...]:
        """What stops the file from going where it is meant to go."""
        return tuple(item for item in self.items if item.verdict == "fault")

    @property
    def notes(self) -> tuple[CheckItem, ...]:
        """What may be meant, or may be looked at."""
        return tuple(item for item in self.items if item.verdict == "note")


def preflight(
    source: str | bytes, destination: Destination | None = None, *, name: str = "", max_ink: float = MAX_INK
) -> PreflightReport:
    """Read a PDF and judge it.

    Args:
        source: the path of any PDF, ours or not, or the file's bytes.
        destination: None: what the file says it is for; one that says nothing is judged as if it went to press.
        name: of the file on the report; the path when empty.
        max_ink: allowed ink coverage, 1 is 100 % of one plate.

    Raises:
        ContentError: the file is missing, no PDF, locked by a password or broken beyond reading.
    """
    path = name or (source if isinstance(source, str) else "")
    data = source if isinstance(source, bytes) else _read(source, path)
    if b"%PDF-" not in data[:1024]:
        raise _refused(path, "not-pdf", "不是 PDF 文件", "印前检查只读 PDF，请先导出为 PDF")
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as pdf:
            if not len(pdf.pages):
                raise _refused(path, "pdf-empty", "PDF 里没有页面", "请从源文件重新导出")
            return _judged(pdf, path, destination, max_ink)
    except pikepdf.PasswordError as error:
        raise _refused(path, "pdf-locked", "文件须用口令才能打开", "请向来稿方要一份不加密的文件") from error
    except UNREADABLE as error:
        raise _refused(path, "pdf-broken", f"PDF 已损坏，无法读完（{reason(error)}）", "请从源文件重新导出") from error


def as_text(report: PreflightReport) -> str:
    """The report as text: one line an item, hints below what is not all right, a verdict at the end."""
    width = max(cells(item.title) for item in report.items)
    name = f"  {os.path.basename(report.file)}".replace("\n", "\\n") if report.file else ""
    rows = [f"印前检查{name}（按{DESTINATION_WORDS[report.destination]}检查）", ""]
    for item in report.items:
        padding = " " * (width - cells(item.title))
        rows.append(f"{VERDICT_WORDS[item.verdict]}  {item.title}{padding}  {item.value}")
        if item.verdict != "pass" and item.hint:
            rows.append(f"      提示：{item.hint}")
    if report.faults:
        verdict = f"错误{len(report.faults)}项，注意{len(report.notes)}项：改正后方可付印"
    else:
        verdict = "没有错误" + (f"，注意{len(report.notes)}项" if report.notes else "")
    return "\n".join((*rows, "", f"结论  {verdict}", ""))


def as_json(report: PreflightReport) -> dict[str, Any]:
    """The report as plain data."""
    return {
        "file": report.file, "purpose": report.destination, "faults": len(report.faults), "notes": len(report.notes),
        "items": [item._asdict() for item in report.items],
    }  # fmt: skip


def _read(source: str, path: str) -> bytes:
    try:
        return read_file(source, limit=MAX_PDF_BYTES)
    except NotOpenedError as error:
        hint = "把文件拆开，或缩小其中的图片" if error.reason == "too-large" else "检查文件名和访问权限"
        raise _refused(path, "no-file", f"文件{error.message}", hint) from error


def _refused(path: str, code: str, message: str, hint: str) -> ContentError:
    return ContentError(Problem("error", code, message, Place(path), hint))


def _judged(pdf: pikepdf.Pdf, path: str, destination: Destination | None, max_ink: float) -> PreflightReport:
    """Run every check on an opened file."""
    metadata: Any = pdf.Root.get("/Metadata")
    xmp = metadata.read_bytes().decode("utf-8", "replace") if isinstance(metadata, pikepdf.Stream) else ""
    claims = read_claims(pdf, xmp)
    job = Job(
        pdf=pdf,
        painted=painted(pdf),
        boxes=tuple(read_boxes(page) for page in pdf.pages),
        destination=destination or read_destination(pdf, claims),
        claims=claims,
        xmp=xmp,
        max_ink=max_ink,
    )
    items = tuple(item for check in (*FILE_CHECKS, *MARK_CHECKS) for item in check(job))
    return PreflightReport(file=path, items=items, destination=job.destination)
