"""The last deliveries under names that can be filed and sent: what is filed as what, what is left, what falls out.

A delivery stands in HISTORY as a slot: the files of one issue as they were at the end of one day. What was printed on
Monday stays when it is mended on Tuesday; the ten proofs of one afternoon take the room of one. Nothing is replaced or
removed but what the record says we filed and nobody has touched since.
"""

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple
from unicodedata import category, normalize

from bulletin.build.record import Record, RecordedOutput
from bulletin.build.storage import HISTORY, digest, is_own_folder, look
from bulletin.characters import invisible
from bulletin.model.output import File, OutputPurpose

# What is filed, and what its name has behind the issue's.
FORMS: Mapping[OutputPurpose, str] = {
    "screen": ".pdf", "printer": "-印刷版.pdf", "office": "-复印版.pdf", "booklet": "-小册子.pdf", "slides": ".pptx",
}  # fmt: skip
NAME_MOST = 20  # characters of a masthead, and of a number: a file system takes 255 bytes, an encrypted one 143
_REFUSED_BY_WINDOWS = {ord(char): chr(ord(char) + 0xFEE0) for char in '<>:"/\\|?*'}  # their full-width forms
_UNNAMEABLE = ("Cc", "Cs", "Zl", "Zp")  # control characters, halves of pairs, ends of lines
_RESERVED = re.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[.]|$)", re.IGNORECASE)  # by Windows too


class FiledSlot(NamedTuple):
    """One delivery as it is filed."""

    name: str  # of its files, without what their purposes add
    issue: Mapping[str, Any]
    content: str  # digest of the reports
    day: str  # on which it was filed, by the clock of the office
    entries: tuple[RecordedOutput, ...]

    def entry(self, purpose: str) -> RecordedOutput | None:
        return next((entry for entry in reversed(self.entries) if entry.purpose == purpose), None)


class Filing(NamedTuple):
    """What a delivery does to HISTORY."""

    files: tuple[File, ...] = ()
    entries: tuple[dict[str, Any], ...] = ()  # of them, for the record
    kept: tuple[dict[str, Any], ...] = ()  # of all that stood there before and was ours, the latest delivery last
    fallen: tuple[RecordedOutput, ...] = ()  # of these, untouched ones that go


def filing(folder: str, before: Record, files: Sequence[File], about: Mapping[str, Any], today: date) -> Filing:
    """Which of `files` are filed under which names, and what falls out.

    Args:
        about: what `record.described` says; {} files nothing.
    """
    most = about.get("history", 0)
    own = [file for file in files if file.purpose in FORMS]
    if not (most and own):
        return Filing(kept=tuple(dict(entry.data) for entry in before.filed))
    slots = _slots([entry for entry in before.filed if os.path.lexists(os.path.join(folder, entry.path))])
    content = _content(about)
    slot, wanted = _place(folder, slots, own, about["issue"], content, today)
    slots = [*(each for each in slots if each.name != slot.name), slot]
    gone = [entry for each in slots[:-most] for entry in each.entries]
    fallen = tuple(entry for entry in gone if _is_untouched(folder, entry))
    let_go = [entry for entry in gone if _is_edited(folder, entry)]  # from now on somebody's own
    said = {"slot": slot.name, "issue": about["issue"], "content": content, "day": slot.day}
    named = [(_filed_name(slot, file.purpose), file) for file in wanted]
    return Filing(
        files=tuple(file._replace(name=name) for name, file in named),
        entries=tuple(
            {
                "path": name,
                "sha256": digest(file.data),
                "of": name,
                "purpose": file.purpose,
                "pages": file.pages,
                **said,
            }
            for name, file in named
        ),
        kept=tuple(dict(entry.data) for each in slots for entry in each.entries if entry not in let_go),
        fallen=fallen,
    )


def today() -> date:
    """By the clock of the office: the only one that tells its editors one day's work from the next."""
    return date.today()


def may_be_kept(folder: str) -> bool:
    """Whether HISTORY is a folder of this place that takes files, or nothing yet: a link is not followed."""
    path = os.path.join(folder, HISTORY)
    return not os.path.lexists(path) or (is_own_folder(path) and os.access(path, os.W_OK | os.X_OK))


def _slots(entries: Sequence[RecordedOutput]) -> list[FiledSlot]:
    """The deliveries in the order in which they were filed."""
    found: dict[str, FiledSlot] = {}
    for entry in entries:
        data = entry.data
        name, content, day = (str(data.get(key, "")) for key in ("slot", "content", "day"))
        issue = data["issue"] if isinstance(data.get("issue"), dict) else {}
        slot = found.get(name) or FiledSlot(name, issue, content, day, ())
        found[name] = slot._replace(content=content, entries=(*slot.entries, entry))
    return list(found.values())


def _place(
    folder: str, slots: Sequence[FiledSlot], files: Sequence[File], issue: Mapping[str, Any], content: str, today: date
) -> tuple[FiledSlot, list[File]]:
    """The slot of a delivery, and those of its files that are not there yet."""
    own = [slot for slot in slots if slot.issue == issue]
    for slot in reversed(own):
        if all(_stands(folder, slot, file) == "same" for file in files):
            return slot, []
    day = today.isoformat()
    for slot in own[-1:]:
        states = [_stands(folder, slot, file) for file in files]
        fits = slot.day == day or (slot.content == content and "other" not in states)
        if fits and "edited" not in states:
            wanted = [file for file, state in zip(files, states, strict=True) if state != "same"]
            return slot._replace(content=content), wanted
    return FiledSlot(_free_name(folder, slots, issue), issue, content, day, ()), list(files)


def _stands(folder: str, slot: FiledSlot, file: File) -> str:
    """What a slot has of a file: the same, another, an edited one, or nothing."""
    entry = slot.entry(file.purpose)
    if entry is None:
        return "edited" if os.path.lexists(os.path.join(folder, _filed_name(slot, file.purpose))) else "nothing"
    if not _is_untouched(folder, entry):
        return "edited"
    return "same" if entry.sha256 == digest(file.data) else "other"


def _is_untouched(folder: str, entry: RecordedOutput) -> bool:
    return look(os.path.join(folder, entry.path)).is_file(entry.sha256)


def _is_edited(folder: str, entry: RecordedOutput) -> bool:
    """Whether what stands there is surely another; a file that cannot be read now is asked another time."""
    found = look(os.path.join(folder, entry.path))
    return found.kind != "closed" and not found.is_file(entry.sha256)


def _content(about: Mapping[str, Any]) -> str:
    reports = [[report.get(key) for key in ("title", "sha256", "rest")] for report in about["reports"]]
    return digest(repr(reports).encode("utf-8", "surrogatepass"))[:16]


def _filed_name(slot: FiledSlot, purpose: OutputPurpose) -> str:
    return f"{HISTORY}/{slot.name}{FORMS[purpose]}"


def _free_name(folder: str, slots: Sequence[FiledSlot], issue: Mapping[str, Any]) -> str:
    """A name that no file there has, whoever made it: with the next number where the issue's own is taken."""
    base = issue_name(issue)
    names = [slot.name for slot in slots]
    with suppress(OSError):  # there is none yet
        names += os.listdir(os.path.join(folder, HISTORY))
    taken = re.compile(f"{re.escape(_folded(base))}(?:-([0-9]{{1,9}}))?(?:[-.（].*)?")
    found = [match for name in names if (match := taken.fullmatch(_folded(name)))]
    return f"{base}-{max(int(match[1] or 1) for match in found) + 1}" if found else base


def _folded(name: str) -> str:
    """A name as file systems compare it that know no case, or part letters and marks."""
    return normalize("NFC", name).casefold()


def issue_name(issue: Mapping[str, Any]) -> str:
    """What an issue is filed under: 简报-第12期-2024-05-20."""
    parts = [_plain(str(issue.get(key, ""))) for key in ("masthead", "number", "date")]
    name = "-".join(filter(None, parts))
    return f"_{name}" if _RESERVED.match(name) else name


def _plain(text: str) -> str:
    """A part of a file's name: what file systems refuse has its full-width form, and no blank parts Chinese phrases."""
    text = normalize("NFC", text).replace("\u3000", "").translate(_REFUSED_BY_WINDOWS)
    kept = "".join(char for char in text if category(char) not in _UNNAMEABLE and not invisible(char))
    return kept.strip(". ")[:NAME_MOST].strip(". ")
