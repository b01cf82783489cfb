"""The record of what was delivered last, `.bulletin/delivered.json`: what stands there, of which issue, since when.

Whoever asks what was delivered asks `delivered`. Fields that this version does not know are kept, at every level.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bulletin.build.storage import cause, digest, is_filed, is_own_folder, is_plain
from bulletin.model.edition import Report
from bulletin.model.kept_plan import KeptPlan, PlanFault, as_data, plan_of
from bulletin.model.output import PRIVATE, File, Printed
from bulletin.opening import NotOpenedError, read_file

RECORD_NAME = "delivered.json"
RECORD_VERSION = 2  # 1: no history, no pages, and reports whose characters were those of lines alone
LARGEST_RECORD = 1 << 24  # bytes
RECORD_LEVELS = 40  # levels of objects and lists


class RecordedOutput(NamedTuple):
    """An output as it was delivered."""

    path: str  # relative to the folder: a plain name, or one in HISTORY
    sha256: str
    of: str  # the output's own name: `path` differs where that was locked or edited
    purpose: str
    data: Mapping[str, Any]  # all its fields


class Record(NamedTuple):
    """What was delivered last; without outputs where nothing was, or where the file cannot be used (`fault`)."""

    entries: tuple[RecordedOutput, ...] = ()
    filed: tuple[RecordedOutput, ...] = ()  # in HISTORY, the latest delivery last
    data: Mapping[str, Any] = {}  # the whole file: version, outputs, history, issue, reports …, and what others added
    fault: str = ""  # a Chinese clause
    error: OSError | None = None  # it cannot be read now: nobody knows what it says

    def entry(self, path: str) -> RecordedOutput | None:
        return next((entry for entry in (*self.entries, *self.filed) if entry.path == path), None)

    @property
    def plan(self) -> KeptPlan | None:
        """The plan of the pages delivered last; None where there is none that can be used."""
        try:
            return plan_of(self.data.get("plan_kept"))
        except PlanFault:
            return None


def record_file(folder: str) -> str:
    """Where the record of an output folder stands."""
    return os.path.join(folder, PRIVATE, RECORD_NAME)


def delivered(folder: str) -> Record:
    """The record of an output folder. It may have come from anywhere and is believed in nothing but digests."""
    private = os.path.join(folder, PRIVATE)
    if not is_own_folder(private):
        return Record()
    try:
        data = parsed(read_file(record_file(folder), limit=LARGEST_RECORD, below=private))
    except NotOpenedError as error:
        if error.reason == "failed":
            return Record(fault=error.message, error=cause(error))
        return Record() if error.reason == "missing" else Record(fault=error.message)
    if data is None or type(data.get("version")) is not int:
        return Record(fault="无法识别")
    entries = entries_of(data)
    return Record(fault="无法识别") if entries is None else Record(entries=entries, filed=filed_in(data), data=data)


def entries_of(data: Mapping[str, Any]) -> tuple[RecordedOutput, ...] | None:
    """The outputs that a record names; None where one of them is no plain name with what belongs to it."""
    found = data.get("outputs")
    entries = [_entry(fields, is_plain) for fields in found] if isinstance(found, list) else [None]
    return None if None in entries else tuple(entry for entry in entries if entry)


def filed_in(data: Mapping[str, Any]) -> tuple[RecordedOutput, ...]:
    """The files of HISTORY that a record names; what makes no sense is left out, and its file is then nobody's."""
    entries = (_entry(fields, is_filed) for fields in _mappings(data.get("history")))
    return tuple(entry for entry in entries if entry)


def parsed(text: bytes) -> dict[str, Any] | None:
    """A JSON object that can be written again; None for all else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and _levels_fit(data, RECORD_LEVELS) else None


def written(data: Mapping[str, Any]) -> bytes:
    """JSON for people too; half a surrogate, as a foreign file may have one, stays an escape."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _levels_fit(value: object, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(levels > 0 and _levels_fit(each, levels - 1) for each in inner)


def _entry(fields: object, is_name: Callable[[str], bool]) -> RecordedOutput | None:
    if not isinstance(fields, dict):
        return None
    path, content, purpose = (fields.get(name) for name in ("path", "sha256", "purpose"))
    of = fields.get("of", path)
    if not (isinstance(path, str) and isinstance(content, str) and isinstance(of, str) and isinstance(purpose, str)):
        return None
    return RecordedOutput(path, content, of, purpose, fields) if is_name(path) and is_name(of) else None


def described(printed: Printed) -> dict[str, Any]:
    """What the record says of an issue and its reports; and how many deliveries HISTORY shall keep."""
    edition, bulletin = printed.edition, printed.bulletin
    places = _places(printed)
    steadiness = bulletin.steadiness if bulletin else None
    return {
        **({"plan_kept": as_data(steadiness.plan)} if steadiness else {}),
        **({"pages": len(bulletin.pages)} if bulletin else {}),
        **({"slides": printed.slide_count} if printed.slide_count else {}),
        "issue": {"masthead": edition.masthead, "number": edition.numbered, "date": edition.date.isoformat()},
        "history": edition.history,
        "reports": [_report(report, places.get(report.name)) for report in printed.reports],
    }


def _places(printed: Printed) -> dict[str, dict[str, int]]:
    """Where each report begins: its page, and which module of the page it is, both from 1."""
    pages = printed.bulletin.pages if printed.bulletin else ()
    return {
        printed.edition.reports[module.report].name: {"page": page.number, "module": position}
        for page in pages
        for position, module in enumerate(page.modules, 1)
        if module.part == 0
    }


def _report(report: Report, place: Mapping[str, int] | None) -> dict[str, Any]:
    text = "\n".join(word for each in report.paragraphs if not each.picture for word in each.words)
    return {
        "file": os.path.basename(report.place.file),
        "title": report.plain_title,
        **({"place": place} if place else {}),  # a deck alone moves nothing on the page
        "characters": report.characters,
        "sha256": digest(text.encode("utf-8", "surrogatepass")),
        "rest": digest(repr(_beside_text(report)).encode("utf-8", "surrogatepass"))[:16],
    }


def _beside_text(report: Report) -> tuple[object, ...]:
    """What a report says besides title and text, and how it is to be shown."""
    inner = [(each.kind, each.level, each.placing) for each in report.paragraphs]
    pictures = [report.portrait, *(each.picture for each in report.paragraphs)]
    shown = [(picture.digest, picture.caption) for picture in pictures if picture]
    points = [tuple(point)[:-1] for point in report.points]  # without their places
    figures = None if report.figures is None else [tuple(figure)[:-1] for figure in report.figures]
    head = (report.kind, report.column, report.kicker, report.subtitle, report.post, report.author)
    return (*head, report.quote, report.unquoted, report.slides, inner, shown, points, figures)


def updated(
    old: Record, files: Sequence[File], about: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[dict[str, Any], ...]]:
    """The record after a delivery as far as it is known before: earlier outputs in it, and the entries of `files`.

    Args:
        about: what `described` says; {} where no issue was delivered.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kept = [dict(entry.data) for entry in old.entries]
    new = []
    for file in files:
        earlier = old.entry(file.name)
        issue = {"issue": about["issue"]} if about else {}
        new.append(
            {
                **(earlier.data if earlier else {}),
                **{"path": file.name, "sha256": digest(file.data), "purpose": file.purpose},
                **{"of": file.name, "pages": file.pages, **issue, "time": now},
                **({"origin": file.origin} if file.origin else {}),
            }
        )
    data = {**old.data, "version": RECORD_VERSION, "outputs": kept, "time": now}
    if about:
        # a deck alone has no pages
        data |= {key: about[key] for key in ("plan_kept", "pages", "slides") if key in about}
        data["since_last"] = about.get("since_last", {})
        data["issue"] = {**_mapping(old.data.get("issue")), **about["issue"]}
        known = {str(each.get("file")): each for each in _mappings(old.data.get("reports"))}
        data["reports"] = [{**known.get(report["file"], {}), **report} for report in about["reports"]]
    return data, tuple(new)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: object) -> Iterable[Mapping[str, Any]]:
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()
