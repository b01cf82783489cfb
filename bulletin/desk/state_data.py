"""How things stand as the page is told: plain data, worked out once for each situation, in whatever thread asks."""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bulletin.build import record
from bulletin.build.storage import digest
from bulletin.desk.changed import Changes
from bulletin.desk.gauges import gauge, ways_out
from bulletin.desk.line_map import ISSUE_PART, PlaceOnPage, lines_of
from bulletin.desk.pictures import PageNames, PictureStore, faces_state
from bulletin.desk.slides import shown_slides
from bulletin.desk.spots import SpotFinder
from bulletin.desk.workbench import OpenIssue, Situation
from bulletin.geometry import Rect
from bulletin.model.edition import Edition
from bulletin.model.output import File, Printed
from bulletin.model.page import Bulletin
from bulletin.problems import SEVERITIES, Problem
from bulletin.progress import Step

Data = dict[str, Any]
PDF_PURPOSES = ("screen", "printer", "office", "booklet")


class ShownPages(NamedTuple):
    """The pages that are shown, with all that can be pointed at on them."""

    printed: Printed | None = None
    names: tuple[str, ...] = ()  # of their pictures
    lines: tuple[tuple[PlaceOnPage, ...], ...] = ()
    changed: tuple[tuple[PlaceOnPage, ...], ...] = ()


class ToldState(NamedTuple):
    """A situation as it is told."""

    situation: Situation
    data: Data
    pages: ShownPages


class StateTeller:
    """Situations in, what the page is told of them out."""

    def __init__(self, pictures: PictureStore) -> None:
        self._pictures = pictures
        self._names = PageNames()
        self._pages = ShownPages()
        self._told = ToldState(Situation(version=-1), {}, ShownPages())
        self._telling = threading.Lock()

    def told(self, situation: Situation) -> ToldState:
        """What the page is told of a situation; the last answer is kept."""
        with self._telling:
            if self._told.situation.version != situation.version:
                self._told = self._tell(situation)
            return self._told

    def _tell(self, situation: Situation) -> ToldState:
        last = self._told.situation
        if situation.number == last.number and situation.issue is last.issue:
            data = {**self._told.data, **_progress(situation)}
            return ToldState(situation, data, self._told.pages)
        issue = situation.issue
        if issue is None:
            return ToldState(situation, {**_EMPTY, **_progress(situation)}, ShownPages())
        pages = self._shown(issue, situation)
        return ToldState(situation, {**_EMPTY, **_told_data(issue, situation, pages), **_progress(situation)}, pages)

    def _shown(self, issue: OpenIssue, situation: Situation) -> ShownPages:
        """The pages that are shown; those of the last answer where nothing was made since."""
        printed = situation.state.shown
        if printed is self._pages.printed:
            return self._pages
        bulletin = printed.bulletin if printed else None
        if printed is None or bulletin is None:
            self._pages = ShownPages(printed)
            return self._pages
        names = self._names.names(bulletin.pages, faces_state(issue.order.sources))
        self._pictures.show(names, pdf_of(printed))
        lines = tuple(lines_of(printed.edition, bulletin, page) for page in bulletin.pages)
        before = situation.before.printed if situation.before else None
        changed: tuple[tuple[PlaceOnPage, ...], ...] = tuple(() for _ in lines)
        if before and before.edition is not printed.edition:
            changes = Changes(before.edition, printed.edition)
            changed = tuple(changes.of(own) for own in lines)
        self._pages = ShownPages(printed, names, lines, changed)
        return self._pages


_EMPTY: Data = {
    "issue": None, "summary": "", "since": "", "pages": [], "slides": [], "slides_by": "words", "problems": [],
    "counts": dict.fromkeys(SEVERITIES, 0), "ways": [], "outputs": [], "delivered": False, "standing": "",
    "layouts": [],
}  # fmt: skip


def pdf_of(printed: Printed) -> bytes:
    """The PDF that pictures are drawn from: that for the screen."""
    return next(file.data for file in printed.files if file.purpose == "screen")


def _progress(situation: Situation) -> Data:
    """What changes while a build goes on."""
    latest = situation.state.latest
    if situation.issue is None:
        phase = "start"
    elif situation.building or latest is None:
        phase = "building"
    else:
        phase = "failed" if latest.failed or situation.mistake else "good"
    return {
        "number": situation.number,
        "phase": phase,
        "step": step_words(situation.step) if situation.step else "",
        "seconds": round(latest.seconds, 3) if latest else 0.0,
        "made": situation.made,
        "shown_made": situation.shown_made,
    }


def step_words(step: Step) -> str:
    """A step as the page says it."""
    return f"{step.stage} {step.done}/{step.total}" if step.total else step.stage


def _told_data(issue: OpenIssue, situation: Situation, pages: ShownPages) -> Data:
    latest, printed = situation.state.latest, pages.printed
    problems = [*(latest.problems if latest else ()), *([situation.mistake] if situation.mistake else [])]
    if printed and latest and latest.printed is printed:
        problems += printed.lines
    bulletin = printed.bulletin if printed else None
    outputs = _outputs(issue.folder, printed)
    return {
        "issue": _issue_data(issue, printed),
        "summary": bulletin.summary if bulletin else "",
        "pages": list(_pages_data(bulletin, pages)) if bulletin else [],
        "slides": [{"number": n, "picture": "", **each._asdict()} for n, each in enumerate(shown_slides(printed), 1)]
        if printed
        else [],
        "problems": list(_problems_data(problems, pages)),
        "counts": {severity: sum(problem.severity == severity for problem in problems) for severity in SEVERITIES},
        "ways": [way._asdict() for way in ways_out(bulletin, latest.problems if latest else ())],
        "outputs": outputs,
        "delivered": bool(outputs) and all(each["current"] for each in outputs),
        "standing": situation.standing,
    }


def _issue_data(issue: OpenIssue, printed: Printed | None) -> Data:
    folder = os.path.abspath(issue.order.content)
    if printed is None:
        return {"folder": folder, "title": os.path.basename(folder), "number": "", "date": "", "reports": 0}
    edition = printed.edition
    grid = printed.bulletin.grid if printed.bulletin else None
    layout = issue.order.layout or edition.layout
    return {
        "folder": folder,
        "title": edition.masthead,
        "number": edition.numbered,
        "date": edition.date.isoformat(),
        "reports": len(edition.reports),
        "characters": sum(report.characters for report in edition.reports),
        "text_size": f"{grid.size:g}/{grid.leading:g}磅" if grid else "",
        "layout": {"name": layout, "title": layout},
    }


def _pages_data(bulletin: Bulletin, shown: ShownPages) -> Iterator[Data]:
    for page, name, changed in zip(bulletin.pages, shown.names, shown.changed, strict=True):
        yield {
            "number": page.number,
            "width": round(page.size.width, 2),
            "height": round(page.size.height, 2),
            "picture": name,
            **gauge(page, bulletin)._asdict(),
            "changed": [_rect(line.rect) for line in changed],
        }


def _rect(rect: Rect) -> list[float]:
    return [round(number, 2) for number in rect]


def _problems_data(problems: Sequence[Problem], pages: ShownPages) -> Iterator[Data]:
    bulletin = pages.printed.bulletin if pages.printed else None
    finder = None
    if pages.printed and bulletin:
        by_page = {page.number: lines for page, lines in zip(bulletin.pages, pages.lines, strict=True)}
        finder = SpotFinder(pages.printed.edition, by_page)
    for number, problem in enumerate(problems):
        yield {
            "id": f"p{number}",
            **problem_told(problem, pages.printed.edition if pages.printed else None),
            "spots": [{"page": page, "rect": _rect(rect)} for page, rect in (finder.spots(problem) if finder else ())],
        }


def problem_told(problem: Problem, edition: Edition | None) -> Data:
    """A problem as the page shows it."""
    place = problem.place
    return {
        "severity": problem.severity,
        "word": SEVERITIES[problem.severity],
        "code": problem.code,
        "file": place.file if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "where": _where(problem, edition),
        "message": problem.message,
        "hint": problem.hint,
        "shown": problem.shown,
    }


def _where(problem: Problem, edition: Edition | None) -> str:
    """A place in an editor's words: 水务 · 第13行."""
    place = problem.place
    if place is None:
        return ""
    reports = edition.reports if edition else ()
    own = next((report for report in reports if report.place.file == place.file), None)
    name = (own.column or own.plain_title) if own else os.path.basename(place.file)
    return f"{name} · {place.line_named}" if place.line else name


def lines_data(pages: ShownPages, name: str) -> list[Data] | None:
    """All that can be pointed at on the page whose picture has this name; None for another."""
    if name not in pages.names or pages.printed is None:
        return None
    reports = pages.printed.edition.reports
    return (
        [
            {
                **{key: round(value, 2) for key, value in line.rect._asdict().items()},
                "report": _report_named(line, pages.printed.edition),
                "paragraph": max(line.paragraph, -1) + 1,
                "file": line.place.file,
                "line": line.place.line,
                "text": line.text,
            }
            for line in pages.lines[pages.names.index(name)]
        ]
        if reports
        else []
    )


def _report_named(line: PlaceOnPage, edition: Edition) -> str:
    if line.report == ISSUE_PART:
        return "报头"
    report = edition.reports[line.report]
    return report.column or report.plain_title


def _outputs(folder: str, printed: Printed | None) -> list[Data]:
    """What stands in the folder of the outputs, as its record says, and whether it is what is shown."""
    shown: Mapping[str, File] = {file.name: file for file in printed.files} if printed else {}
    found: list[Data] = []
    for entry in record.delivered(folder).entries:
        try:
            state = os.stat(os.path.join(folder, entry.path))
        except OSError:  # moved away, or out of reach
            continue
        made = shown.get(entry.of)
        found.append(
            {
                "name": entry.path,
                "kind": "pdf" if entry.purpose in PDF_PURPOSES else entry.purpose,
                "bytes": state.st_size,
                "when": round(state.st_mtime),
                "current": made is not None and digest(made.data) == entry.sha256,
            }
        )
    return found
