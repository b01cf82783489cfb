"""What changed since the last delivery: the record's facts of that one beside those of a new one."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from bulletin.build.record import Record
from bulletin.build.storage import digest
from bulletin.model.output import File

COMPARED_SINCE = 2  # version of the record from which on reports and pages can be compared in full
COMPARED_KEYS = ("masthead", "number", "date")


class ReportFacts(NamedTuple):
    """What the record says of a report."""

    file: str
    title: str
    characters: int
    text: str  # digests: of its text, and of all besides text and title
    rest: str


class Moved(NamedTuple):
    """A report that stands elsewhere among the others; places count from 1."""

    report: ReportFacts
    before: int
    now: int


class Edited(NamedTuple):
    """A report whose text, or what stands beside it, is another."""

    report: ReportFacts
    more: int  # characters
    text: bool  # False: only what stands beside the text


class Figures(NamedTuple):
    """A number of pages or slides, then and now."""

    before: int
    now: int


class Comparison(NamedTuple):
    """A delivery beside the one before."""

    other_issue: Mapping[str, str] | None = None  # the last one, where less than half of this one's reports are of it
    issue: tuple[tuple[str, str, str], ...] = ()  # key, then and now
    added: tuple[ReportFacts, ...] = ()
    dropped: tuple[ReportFacts, ...] = ()
    moved: tuple[Moved, ...] = ()
    retitled: tuple[tuple[ReportFacts, ReportFacts], ...] = ()  # then and now
    edited: tuple[Edited, ...] = ()
    pages: Figures | None = None  # where their number is another
    slides: Figures | None = None
    same_files: bool | None = None  # whether outputs made then and now have the same bytes; None: there are none


def compared(last: Record, about: Mapping[str, Any], files: Sequence[File]) -> Comparison | None:
    """What differs; None where nothing is known of an earlier delivery.

    Args:
        about: what `record.described` says of the new one.
    """
    before, now = _reports(last.data.get("reports")), _reports(about["reports"])
    if not before:
        return None
    full = last.data.get("version", 0) >= COMPARED_SINCE
    earlier, issue = _issue(last.data.get("issue")), _issue(about["issue"])
    pairs = _pairs(before, now, by_name=earlier == issue)
    if earlier != issue and 2 * len(pairs) < len(now):
        return Comparison(other_issue=earlier)
    old_of = {number: before[place] for place, number in pairs}
    kept = {place for place, _ in pairs}
    found = Comparison(
        issue=tuple((key, earlier[key], issue[key]) for key in COMPARED_KEYS if earlier[key] != issue[key]),
        added=tuple(report for number, report in enumerate(now) if number not in old_of),
        dropped=tuple(report for place, report in enumerate(before) if place not in kept),
        moved=tuple(Moved(now[number], place + 1, number + 1) for place, number in moved_pairs(pairs)),
        retitled=tuple((old, now[number]) for number, old in sorted(old_of.items()) if old.title != now[number].title),
        edited=_edits((old, now[number]) for number, old in sorted(old_of.items())) if full else (),
        pages=_figures(last.data.get("pages"), about.get("pages")) if full else None,
        slides=_figures(last.data.get("slides"), about.get("slides")) if full else None,
        same_files=_same_files(last, files),
    )
    untold = found._replace(same_files=None) == Comparison() and not found.same_files
    return None if untold and not full else found  # an older record cannot tell what it is


def _reports(data: object) -> tuple[ReportFacts, ...]:
    """The reports that a record names, in printing order; it may have come from anywhere."""
    found = [_facts(fields) for fields in data] if isinstance(data, list) else []
    return tuple(facts for facts in found if facts)


def _facts(fields: object) -> ReportFacts | None:
    if not isinstance(fields, dict):
        return None
    texts = [fields.get(key) for key in ("file", "title", "sha256")]
    characters, rest = fields.get("characters"), fields.get("rest", "")
    if type(characters) is not int or not all(isinstance(text, str) for text in (*texts, rest)):
        return None
    file, title, text = map(str, texts)
    return ReportFacts(file, title, characters, text, rest)


def _issue(data: object) -> dict[str, str]:
    fields = data if isinstance(data, dict) else {}
    return {key: str(fields.get(key, "")) for key in COMPARED_KEYS}


def _pairs(before: Sequence[ReportFacts], now: Sequence[ReportFacts], *, by_name: bool) -> list[tuple[int, int]]:
    """Which report was which, by place then and now: files are renamed, and each issue may have a 01.txt of its own.

    Of several that are alike, as the 简讯 of an issue, the first then is the first now.

    Args:
        by_name: a file of the same name is the same report, whatever it says now.
    """
    pairs: list[tuple[int, int]] = []
    keys: tuple[Callable[[ReportFacts], Hashable], ...] = (
        lambda report: (report.file, report.text),
        lambda report: (report.file, report.title),
        lambda report: report.text,
        lambda report: report.title,
        lambda report: report.file,
    )
    for key in keys if by_name else keys[:-1]:
        paired = {place for place, _ in pairs}, {number for _, number in pairs}
        left: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for place, report in enumerate(before):
            if place not in paired[0]:
                left[key(report)].append(place)
        for number, report in enumerate(now):
            if number not in paired[1] and (alike := left[key(report)]):
                pairs.append((alike.popleft(), number))
    return sorted(pairs, key=lambda pair: pair[1])


def moved_pairs(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The fewest pairs without which all others stand in their old order: those not of a longest rising row."""
    pairs = list(pairs)
    ends: list[int] = []  # of the rising rows of each length, the lowest last place
    lengths = []
    for place, _ in pairs:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        lengths.append(length)
    wanted = len(ends) - 1
    stay: list[int] = []
    for position in reversed(range(len(pairs))):
        if lengths[position] == wanted and (not stay or pairs[position][0] < pairs[stay[-1]][0]):
            stay.append(position)
            wanted -= 1
    staying = frozenset(stay)
    return [pair for position, pair in enumerate(pairs) if position not in staying]


def _edits(pairs: Iterable[tuple[ReportFacts, ReportFacts]]) -> tuple[Edited, ...]:
    return tuple(
        Edited(new, new.characters - old.characters, old.text != new.text)
        for old, new in pairs
        if (old.text, old.rest) != (new.text, new.rest)
    )


def _figures(before: object, now: object) -> Figures | None:
    known = type(before) is int and type(now) is int and before != now
    return Figures(before, now) if known else None  # type: ignore[arg-type]  # both are numbers then


def _same_files(last: Record, files: Sequence[File]) -> bool | None:
    known = {entry.of: entry.sha256 for entry in last.entries}
    found = [known[file.name] == digest(file.data) for file in files if file.name in known]
    return all(found) if found else None


def since_last_data(found: Comparison | None) -> dict[str, Any]:
    """All of it; {} where there is nothing to compare with."""
    if found is None:
        return {}
    if found.other_issue is not None:
        return {"other_issue": dict(found.other_issue)}
    return {
        "same_files": found.same_files,
        "issue": [{"key": key, "before": old, "now": new} for key, old, new in found.issue],
        "added": _listed(found.added),
        "dropped": _listed(found.dropped),
        "moved": [{**_named(each.report), "before": each.before, "now": each.now} for each in found.moved],
        "retitled": [{"file": new.file, "before": old.title, "now": new.title} for old, new in found.retitled],
        "edited": [{**_named(each.report), "characters": each.more, "text": each.text} for each in found.edited],
        "pages": found.pages._asdict() if found.pages else None,
        "slides": found.slides._asdict() if found.slides else None,
    }


def _listed(reports: Iterable[ReportFacts]) -> list[dict[str, Any]]:
    return [{**_named(report), "characters": report.characters} for report in reports]


def _named(report: ReportFacts) -> dict[str, str]:
    return {"file": report.file, "title": report.title}
