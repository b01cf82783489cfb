"""Preflight: any PDF in, the report that a prepress operator would write out.

The report is written in Chinese, line by line with value and verdict, or as plain data for `--json`.
"""

import os
from typing import Any, NamedTuple

import pikepdf

from bulletin.preflight.annotations import annotations_of
from bulletin.preflight.file_checks import FILE_CHECKS
from bulletin.preflight.foreign import UNREADABLE, data_of, entry
from bulletin.preflight.interpreter import painted
from bulletin.preflight.job import (
    MAX_INK,
    NEEDS,
    CheckItem,
    Destination,
    Job,
    pages_of,
    read_boxes,
    read_claims,
    read_destination,
    shown_marks,
    unjudged,
)
from bulletin.preflight.mark_checks import MARK_CHECKS
from bulletin.preflight.opened import opened_pdf, read_pdf
from bulletin.preflight.reasons import reason
from bulletin.problems import cells

DESTINATION_WORDS = {"press": "印刷厂文件", "office": "办公室复印文件", "screen": "屏幕文件"}
VERDICT_WORDS = {"pass": "合格", "fault": "错误", "note": "注意", "unjudged": "未判断"}


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

    @property
    def unjudged(self) -> tuple[CheckItem, ...]:
        """What nobody knows, since not everything in the file can be read."""
        return tuple(item for item in self.items if item.verdict == "unjudged")


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
    data = source if isinstance(source, bytes) else read_pdf(source)
    with opened_pdf(data, path, "印前检查") as pdf:
        return _judged(pdf, path, destination, max_ink)


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
    unknown = f"，有{len(report.unjudged)}项未判断" if report.unjudged else ""
    if report.faults:
        verdict = f"错误{len(report.faults)}项，注意{len(report.notes)}项{unknown}：改正后方可付印"
    elif unknown:
        verdict = f"已判断的项目没有错误{unknown}：核对后方可付印"
    else:
        verdict = "没有错误" + (f"，注意{len(report.notes)}项" if report.notes else "")
    return "\n".join((*rows, "", f"结论  {verdict}", ""))


def as_json(report: PreflightReport) -> dict[str, Any]:
    """The report as plain data."""
    return {
        "file": report.file, "purpose": report.destination, "faults": len(report.faults), "notes": len(report.notes),
        "unjudged": len(report.unjudged), "items": [item._asdict() for item in report.items],
    }  # fmt: skip


def _judged(pdf: pikepdf.Pdf, path: str, destination: Destination | None, max_ink: float) -> PreflightReport:
    """Run every check on an opened file."""
    try:
        xmp = data_of(entry(pdf.Root, "/Metadata")).decode("utf-8", "replace")
    except UNREADABLE:
        xmp = ""
    claims = read_claims(pdf, xmp)
    boxes, found = tuple(read_boxes(page.obj) for page in pdf.pages), painted(pdf)
    job = Job(
        pdf=pdf,
        painted=found,
        shown=tuple(shown_marks(found.marks, boxes)),
        boxes=boxes,
        annotations=tuple(annotations_of(pdf)),
        destination=destination or read_destination(pdf, claims),
        claims=claims,
        xmp=xmp,
        max_ink=max_ink,
    )
    items: list[CheckItem] = []
    for code, check in (*FILE_CHECKS.items(), *MARK_CHECKS.items()):
        try:
            items.extend(_as_known(item, job) for item in check(job))
        except UNREADABLE as error:
            items.append(unjudged(code, reason(error)))
    return PreflightReport(file=path, items=tuple(items), destination=job.destination)


def _as_known(item: CheckItem, job: Job) -> CheckItem:
    """The line of a check; not judged where it found nothing wrong on pages of which not everything is known."""
    pages = frozenset[int]().union(*(job.painted.unread.get(aspect, ()) for aspect in NEEDS.get(item.code, ())))
    if item.verdict != "pass" or not pages:
        return item
    return unjudged(item.code, f"{pages_of(pages)}没有读全", min(pages))._replace(title=item.title)
