"""The issues that were opened last: a small file in the user's own folder, read with distrust and written whole."""

import json
import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from bulletin.begin.issue_folder import holds_issue
from bulletin.build.storage import put
from bulletin.opening import NotOpenedError, read_file

MOST_RECENT = 12
LARGEST_LIST = 1 << 16  # bytes
LATEST = 1e11  # seconds since the epoch
USUAL_NAME = "简报"  # the folder for new issues, in that of the user's documents


class RecentIssue(NamedTuple):
    """An issue that was opened."""

    folder: str
    name: str  # its masthead and number
    when: float  # seconds since the epoch


class RecentIssues:
    """The list."""

    def __init__(self, file: str) -> None:
        self._file = file

    def all(self) -> tuple[RecentIssue, ...]:
        """The latest first, those whose folder still holds an issue."""
        return tuple(issue for issue in self._listed() if holds_issue(issue.folder))

    def add(self, folder: str, name: str) -> None:
        """An issue was opened now. Where the list cannot be written, the next start has nothing to offer."""
        others = [issue for issue in self._listed() if issue.folder != folder]
        listed = [RecentIssue(folder, name, time.time()), *others][:MOST_RECENT]
        data = json.dumps([issue._asdict() for issue in listed], ensure_ascii=False, indent=1)
        with suppress(OSError):
            os.makedirs(os.path.dirname(self._file), exist_ok=True)
            put(self._file, data.encode("utf-8", "backslashreplace"))

    def _listed(self) -> list[RecentIssue]:
        try:
            data = json.loads(read_file(self._file, limit=LARGEST_LIST))
        except (NotOpenedError, ValueError, RecursionError):
            return []
        return [issue for each in data if (issue := _issue(each))] if isinstance(data, list) else []


def _issue(data: object) -> RecentIssue | None:
    if not isinstance(data, dict):
        return None
    folder, name, when = data.get("folder"), data.get("name"), data.get("when")
    if not (isinstance(folder, str) and isinstance(name, str) and isinstance(when, float | int)):
        return None
    if not 0 <= when < LATEST:  # nor a number that is none
        return None
    return RecentIssue(folder, name, float(when)) if os.path.isabs(folder) and "\0" not in folder else None


def recent_file(environment: Mapping[str, str] = os.environ) -> str:
    """Where the list stands."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        state = environment.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        state = os.path.join(home, "Library", "Application Support")
    else:
        state = environment.get("XDG_STATE_HOME") or os.path.join(home, ".local", "state")
    return os.path.join(state, "bulletin", "recent.json")


def usual_folder() -> str:
    """The folder for new issues."""
    home = os.path.expanduser("~")
    documents = (os.path.join(home, name) for name in ("Documents", "文档"))
    return os.path.join(next(filter(os.path.isdir, documents), home), USUAL_NAME)
