"""Files that the page may name: those of the issue, those that stand in the outputs' folder, those that are shown."""

import os
from collections.abc import Mapping
from typing import Any

from bulletin.build import record
from bulletin.build.history import FORMS, issue_name
from bulletin.build.storage import digest, is_plain
from bulletin.model.output import PDF_NAMES, File, Printed
from bulletin.opening import lies_below


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
