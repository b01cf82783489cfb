"""How things stand as the page is told: plain data, worked out once for each situation, in whatever thread asks."""

import os
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bulletin.begin.layout_list import LayoutTitle, page_layouts
from bulletin.build import record
from bulletin.build.comparison import compared
from bulletin.build.regenerate import Regenerated
from bulletin.desk.changed import WordChanges
from bulletin.desk.gauges import WAYS_CODES, gauge, in_issue_file, ways_out
from bulletin.desk.line_map import ISSUE_PART, PlaceOnPage, lines_of
from bulletin.desk.pictures import PageNames, PictureStore, faces_state
from bulletin.desk.shown_files import is_delivered, outputs_data, pdf_of, to_print
from bulletin.desk.slides import SlidePictures, shown_slides
from bulletin.desk.spots import SpotFinder
from bulletin.desk.workbench import OpenIssue, Situation
from bulletin.geometry import Rect
from bulletin.memory import Memory
from bulletin.model.edition import Edition
from bulletin.model.output import Printed
from bulletin.model.page import Bulletin
from bulletin.problems import SEVERITIES, Problem
from bulletin.progress import Step
from bulletin.since_last import since_last
from bulletin.sources import Sources
from bulletin.summary import summary

Data = dict[str, Any]


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

    def __init__(self, pictures: PictureStore, slides: SlidePictures) -> None:
        self._pictures, self._slides = pictures, slides
        self._slide_shown: dict[tuple[str, int], str] = {}  # report and place -> the picture shown last
        self._memory = Memory()
        self._layouts: tuple[str, tuple[LayoutTitle, ...]] = ("", ())
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
        data = {**_EMPTY, **_told_data(issue, situation, pages), **self._slides_data(issue, pages.printed)}
        layouts = self.layouts(issue.order.sources)
        data["layouts"] = [each._asdict() for each in layouts]
        data["issue"] |= {"layout": _layout_data(issue, pages.printed, layouts)}
        return ToldState(situation, {**data, **_progress(situation)}, pages)

    def layouts(self, sources: Sources) -> tuple[LayoutTitle, ...]:
        """The layouts that a person may choose."""
        state = faces_state(sources)
        if self._layouts[0] != state:
            self._layouts = state, page_layouts(sources, self._memory)
        return self._layouts[1]

    def _slides_data(self, issue: OpenIssue, printed: Printed | None) -> Data:
        """The slides; one whose new picture is not there yet has its old one."""
        if printed is None:
            return {}
        shown = shown_slides(printed, issue.order)
        names = [slide.name for slide in shown]
        self._slides.want(names, next((file.data for file in printed.files if file.purpose == "slides"), b""))
        places = Counter[str]()
        told, kept = [], {}
        for number, slide in enumerate(shown, 1):
            key = slide.report, places[slide.report]
            places[slide.report] += 1
            kept[key] = slide.name if self._slides.picture(slide.name) else self._slide_shown.get(key, "")
            told.append(
                {
                    "number": number,
                    "title": slide.title,
                    "report": slide.report,
                    "picture": kept[key] if self._slides.picture(kept[key]) else "",
                    "words": slide.words,
                }
            )
        self._slide_shown = kept
        return {"slides": told, "slides_by": self._slides.by}

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
            changes = WordChanges(before.edition, printed.edition)
            changed = tuple(changes.of(own) for own in lines)
        self._pages = ShownPages(printed, names, lines, changed)
        return self._pages


_EMPTY: Data = {
    "issue": None, "summary": "", "since": "", "pages": [], "slides": [], "slides_by": "words", "problems": [],
    "counts": dict.fromkeys(SEVERITIES, 0), "ways": [], "outputs": [], "delivered": False, "print": "", "standing": "",
    "layouts": [],
}  # fmt: skip


def _progress(situation: Situation) -> Data:
    """What changes while a build goes on."""
    latest = situation.state.latest
    if situation.issue is None:
        phase = "start"
    elif situation.building or (latest is None and not situation.mistake):
        phase = "building"
    else:
        phase = "failed" if situation.mistake or (latest and latest.failed) else "good"
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
    problems = [*([situation.mistake] if situation.mistake else []), *(latest.problems if latest else ())]
    if printed and latest and latest.printed is printed:
        problems += printed.lines
    bulletin = printed.bulletin if printed else None
    edition = printed.edition if printed else None
    problems = [_for_the_page(problem, issue.order.content, edition) for problem in problems]
    last = record.delivered(issue.folder)
    return {
        "issue": _issue_data(issue, printed),
        **(_summed_up(issue, latest, printed, last) if printed and latest else {}),
        "pages": list(_pages_data(bulletin, pages)) if bulletin else [],
        "problems": list(_problems_data(problems, pages)),
        "counts": {severity: sum(problem.severity == severity for problem in problems) for severity in SEVERITIES},
        "ways": [way._asdict() for way in ways_out(bulletin, latest.problems if latest else (), edition)],
        "outputs": outputs_data(last, issue.folder, printed),
        "delivered": is_delivered(last, issue.folder, printed, issue.chosen.purposes),
        "print": to_print(printed, issue.chosen.purposes),
        "standing": situation.standing,
    }


def _summed_up(issue: OpenIssue, latest: Regenerated, printed: Printed, last: record.Record) -> Data:
    """The words of a build, and what would be new in the outputs."""
    found = compared(last, record.described(printed), printed.files)
    return {
        "summary": in_issue_file(
            summary(issue.order._replace(draw=False), printed, latest.problems, (), latest.seconds), printed.edition
        ),
        "since": since_last(found) if found else "",
    }


def _layout_data(issue: OpenIssue, printed: Printed | None, layouts: Sequence[LayoutTitle]) -> Data:
    name = issue.order.layout or (printed.edition.layout if printed else "")
    return {"name": name, "title": next((each.title for each in layouts if each.name == name), name)}


def _issue_data(issue: OpenIssue, printed: Printed | None) -> Data:
    folder = os.path.abspath(issue.order.content)
    if printed is None:
        return {"folder": folder, "title": os.path.basename(folder), "number": "", "date": "", "reports": 0}
    edition = printed.edition
    grid = printed.bulletin.grid if printed.bulletin else None
    return {
        "folder": folder,
        "title": edition.masthead,
        "number": edition.numbered,
        "date": edition.date.isoformat(),
        "reports": len(edition.reports),
        "characters": sum(report.characters for report in edition.reports),
        "text_size": f"{grid.size:g}/{grid.leading:g}磅" if grid else "",
    }


def _for_the_page(problem: Problem, content: str, edition: Edition | None) -> Problem:
    """A problem without what the page has no use for: the folder as its place, options of a command as its advice."""
    if problem.place and problem.place.file == content:
        problem = problem._replace(place=None)
    if problem.code in WAYS_CODES:
        problem = problem._replace(hint=in_issue_file(problem.hint, edition))
    return problem


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
    edition = pages.printed.edition
    return [
        {
            **{key: round(value, 2) for key, value in line.rect._asdict().items()},
            "report": _report_named(line, edition),
            "paragraph": max(line.paragraph, -1) + 1,
            "file": line.place.file,
            "line": line.place.line,
            "text": line.text,
        }
        for line in pages.lines[pages.names.index(name)]
    ]


def _report_named(line: PlaceOnPage, edition: Edition) -> str:
    if line.report == ISSUE_PART:
        return "报头"
    report = edition.reports[line.report]
    return report.column or report.plain_title
