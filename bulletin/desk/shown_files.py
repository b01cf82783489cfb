"""Files that the page may name: those of the issue, those that stand in the outputs' folder, those that are shown."""

import os
from collections.abc import Collection, Mapping
from typing import Any

from bulletin.build import record
from bulletin.build.history import FORMS, issue_name
from bulletin.build.storage import digest, is_plain
from bulletin.model.output import PDF_NAMES, File, Printed, Purpose
from bulletin.opening import lies_below

NO_PAGES = ("changes", "template")  # what stands beside the outputs, and tells or holds something else


def pdf_of(printed: Printed) -> bytes:
    """The PDF that pictures are drawn from: that for the screen."""
    return next(file.data for file in printed.files if file.purpose == "screen")


def download_name(printed: Printed, file: File) -> str:
    """What a file is called when it leaves: as it would be filed."""
    if file.purpose not in FORMS:
        return file.name
    return issue_name(record.described(printed)["issue"]) + FORMS[file.purpose]


def issue_path(file: str, content: str, printed: Printed | None) -> str:
    """The path of a file that problems and lines name; "" for one that is not of the issue, whatever it is called."""
    known = printed.edition.files.get(file) if printed else None
    name = file.replace("\\", "/").rpartition("/")[2]
    path = known or (os.path.join(content, name) if is_plain(name) else "")
    sound = path and os.path.isfile(path) and lies_below(path, content)
    return os.path.realpath(path) if sound else ""


def outputs_data(last: record.Record, folder: str, printed: Printed | None) -> list[dict[str, Any]]:
    """What stands in the folder of the outputs, as its record says, and whether it is what is shown."""
    shown: Mapping[str, File] = {file.name: file for file in printed.files} if printed else {}
    found: list[dict[str, Any]] = []
    for entry in last.entries:
        if entry.purpose in NO_PAGES:
            continue
        try:
            state = os.stat(os.path.join(folder, entry.path))
        except OSError:  # moved away, or out of reach
            continue
        made = shown.get(entry.of)
        found.append(
            {
                "name": entry.path,
                "kind": "pdf" if entry.purpose in PDF_NAMES else entry.purpose,
                "bytes": state.st_size,
                "when": round(state.st_mtime),
                "current": made is not None and digest(made.data) == entry.sha256,
            }
        )
    return found


def is_delivered(last: record.Record, folder: str, printed: Printed | None, purposes: Collection[Purpose]) -> bool:
    """Whether all that a delivery of what is shown would write stands there as it is; others may stand beside it."""
    left_out = frozenset(PDF_NAMES) - frozenset(purposes)
    wanted = [file for file in printed.files if file.purpose not in left_out] if printed else []
    standing = {(entry.of, entry.sha256) for entry in last.entries if os.path.isfile(os.path.join(folder, entry.path))}
    return bool(wanted) and all((file.name, digest(file.data)) in standing for file in wanted)


def to_print(printed: Printed | None, purposes: Collection[Purpose]) -> str:
    """The PDF that is opened to be printed: that for a copier where one was asked for."""
    return PDF_NAMES["office" if printed and "office" in purposes else "screen"]
