"""The plan of an issue on as many pages as it wants, or what would make so many: each way is planned before it is told.

A way is a command or a key that works as it is written. How much text is too much or too little is predicted from the
plan at the layout's own grid; a search on the text so changed then says whether that is enough.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice
from math import ceil
from typing import NamedTuple

from bulletin.makeup.brief import Brief
from bulletin.makeup.copyfit import CopyfitSearch, brief_for, with_fixed_pages
from bulletin.makeup.grid import TypeArea
from bulletin.makeup.trial import Trial
from bulletin.model.design import Design, OtherLayout
from bulletin.model.edition import Paragraph, Report, Run
from bulletin.problems import OversetError, Problem
from bulletin.units import Pt

WAYS_NAMED = 3  # that a refusal names
LEAST_LEFT = 120  # characters of a report that a proposed cut leaves
SHORTEST = 4  # of a paragraph: what a cut leaves that is shorter goes too
CUT_MOST = 0.5  # of a report: more is no cut
CUT_REPORTS = 4  # that share it
ADDED_MOST = 1.5  # times the text of the issue: more is another issue
SURE = (0.015, 0.05, 0.1)  # of the room of the pages: by how much more is cut, or added, than predicted
LAST_WHITE = 0.5  # of the last page: another number of pages that leaves more of it white is not proposed
MAY_FILL = (0.75, 1.3)  # times the room of the pages: text of another layout that may fill them
OUT_OF_REACH = 2.0  # times the usual pages: for more or fewer nothing is cut or added


Others = Callable[[], Sequence[OtherLayout]]  # asked for only when they may help


class Planned(NamedTuple):
    """The plan of an issue, and the search that found it; no search where `grid:` fixes the pages."""

    trial: Trial
    search: CopyfitSearch | None


class _Way(NamedTuple):
    """A way out; the mildest changes the least share of text or paper."""

    change: float
    words: str


def no_others() -> Sequence[OtherLayout]:
    """What is asked where no other layouts are at hand."""
    return ()


def planned(brief: Brief, pages: int, others: Others = no_others) -> Planned:
    """The issue on exactly `pages` pages; 0 is as many as it takes.

    Raises:
        OversetError: no size and leading within the layout's limits make so many pages.
    """
    if not pages:
        if brief.edition.grid:
            return Planned(with_fixed_pages(brief), None)
        search = CopyfitSearch(Trial(brief))
        return Planned(search.fitted(), search)
    search = CopyfitSearch(Trial(brief))
    found = None if _far(search, pages) else search.forced(pages)
    if found is None:
        raise OversetError(Refusal(search, pages, others).problem())
    return Planned(found, search)


def grid_name(area: TypeArea) -> str:
    """Size and leading as messages name them."""
    return f"{area.grid.size:g}/{area.grid.leading:g}磅"


def _far(search: CopyfitSearch, pages: int) -> bool:
    """Whether no size and leading, and no cut or addition worth proposing, could come near so many pages."""
    made = len(search.own.plans)
    return pages > OUT_OF_REACH * made + 1 or OUT_OF_REACH * pages < made


class Refusal:
    """Why an issue cannot be had on so many pages, and what would do."""

    def __init__(self, search: CopyfitSearch, pages: int, others: Others) -> None:
        self._search, self._pages, self._others = search, pages, others
        self._own, self._brief = search.own, search.own.brief
        self._edition = self._brief.edition
        self._over = len(self._own.plans) > pages
        self._lengths = [_length(report) for report in self._edition.reports]

    def problem(self) -> Problem:
        """The refusal: by how much, the length of each report, and at most three ways out, the mildest first."""
        own, pages, edition = self._own, self._pages, self._edition
        lines = abs(round(own.load().usual) - own.room(pages))
        characters = round(lines * self._brief.area.measure_em)
        lengths = "，".join(
            f"《{report.plain_title}》{flow.text.rows}行{length:,}字"
            for report, flow, length in zip(edition.reports, own.openings, self._lengths, strict=True)
        )
        failure, need = ("排不下", "要排") if self._over else ("排不满", "只够排")
        failure = f"{pages}版{failure}：按{grid_name(self._brief.area)}{need}{len(own.plans)}版"
        amount = f"{'多' if self._over else '空'}约{lines}行（一栏宽的行，约{characters:,}字）"
        ways = sorted(self._ways())[:WAYS_NAMED]
        return Problem(
            "error",
            "overset" if self._over else "underset",
            f"{failure}，{amount}",
            edition.places.get("pages") if self._in_file else None,  # --pages stands in no file
            "\n".join((f"现有篇幅：{lengths}", "可行的办法（均已试排），任选一种：", *(way.words for way in ways))),
        )

    @property
    def _in_file(self) -> bool:
        return self._edition.pages == self._pages

    def _ways(self) -> Iterator[_Way]:
        yield self._other_pages()
        if _far(self._search, self._pages):
            return
        yield from filter(None, (self._other_text(), self._other_layout()))

    def _other_pages(self) -> _Way:
        """The nearest number of pages that can be well made; as many as the layout's own grid makes always can.

        Where the number asked for is out of reach, that of the issue's own build.
        """
        made = len(self._own.plans)
        if _far(self._search, self._pages):
            near = range(len(self._search.fitted().plans) if self._over else made, made)
        else:
            near = range(self._pages, made, -1 if made < self._pages else 1)[1:]
        for pages in near:
            found = self._search.forced(pages)
            if found and found.plans[-1].free <= LAST_WHITE:
                return self._pages_way(pages, found)
        own = self._search.forced(made)
        assert own is not None
        return self._pages_way(made, own)

    def _pages_way(self, pages: int, found: Trial) -> _Way:
        size = f"（{grid_name(found.brief.area)}）"
        key = f"{self._edition.key('pages')}: {pages}"
        command = f"`{key}`{size}" if self._in_file else f"--pages {pages}{size}"
        return _Way(abs(pages - self._pages) / self._pages, f"排{pages}版：{command}")

    def _other_text(self) -> _Way | None:
        """How much to cut from the longest reports, or to add to the shortest."""
        room = self._own.room(self._pages) * self._brief.area.measure_em
        missing = self._search.excess(self._pages) if self._over else self._half_a_page()
        for sure in SURE:
            characters = round(max(0.0, missing) + sure * room)
            changes = self._cuts(characters) if self._over else self._additions(characters)
            if not changes:
                return None
            brief, change = self._brief, shortened if self._over else lengthened
            for number, amount in changes.items():
                brief = _with_report(brief, number, change(self._edition.reports[number], amount))
            if CopyfitSearch(Trial(brief)).forced(self._pages):
                form = "《{}》删{}字" if self._over else "《{}》增写约{}字，或增加一篇同样长的稿件"
                words = (
                    form.format(self._edition.reports[number].plain_title, amount) for number, amount in changes.items()
                )
                return _Way(characters / sum(self._lengths), "，".join(words))
        return None

    def _half_a_page(self) -> float:
        """Ems of text that are missing for the last page to be half full, wide-set."""
        return -sum(self._search.excess(pages, loose=True) for pages in (self._pages - 1, self._pages)) / 2

    def _cuts(self, characters: int) -> dict[int, int]:
        """What to cut from the longest report, or from a few by their length; none where that leaves too little."""
        lengths = self._lengths
        longest = sorted(range(len(lengths)), key=lambda each: -lengths[each])
        for count in range(1, min(CUT_REPORTS, len(longest)) + 1):
            share = characters / sum(lengths[number] for number in longest[:count])
            cuts = {number: ceil(share * lengths[number]) for number in longest[:count]}
            if share <= CUT_MOST and all(lengths[number] - cut >= LEAST_LEFT for number, cut in cuts.items()):
                return cuts
        return {}

    def _additions(self, characters: int) -> dict[int, int]:
        """What to add to the shortest report; none where that is another issue."""
        lengths = self._lengths
        shortest = min(range(len(lengths)), key=lambda each: lengths[each])
        return {} if characters > ADDED_MOST * sum(lengths) else {shortest: characters}

    def _other_layout(self) -> _Way | None:
        """Another layout on whose paper the issue makes so many pages."""
        return next(filter(None, map(self._on_layout, self._others())), None)

    def _on_layout(self, other: OtherLayout) -> _Way | None:
        brief = other_brief(self._brief, other.design)
        if not MAY_FILL[0] <= predicted_share(self._own, brief, self._pages) <= MAY_FILL[1]:
            return None
        found = CopyfitSearch(Trial(brief)).forced(self._pages)
        if found is None:
            return None
        command = f"--layout {other.name}" + ("" if self._in_file else f" --pages {self._pages}")
        paper = _paper(brief.design) / _paper(self._brief.design)
        return _Way(abs(paper - 1), f"换版式：{command}（{grid_name(found.brief.area)}）")


def other_brief(brief: Brief, design: Design) -> Brief:
    """The issue in another layout."""
    if brief.edition.fit:
        design = design._replace(copyfit=design.copyfit._replace(fit=brief.edition.fit))
    return brief_for(brief.edition, design, brief.faces, brief.composer)


def predicted_share(own: Trial, brief: Brief, pages: int) -> float:
    """Of the room of so many pages of another layout, what the issue is expected to take at its own size."""
    area, other = own.brief.area, brief.area
    used = own.load().usual * area.measure_em
    return used / (sum(map(other.body_lines, range(1, pages + 1))) * other.grid.columns * other.measure_em)


def _paper(design: Design) -> Pt:
    return design.page.width * design.page.height


def _length(report: Report) -> int:
    return sum(len(paragraph.text) for paragraph in report.paragraphs if paragraph.is_text)


def _with_report(brief: Brief, number: int, report: Report) -> Brief:
    """The brief with one report changed for another."""
    reports = brief.edition.reports
    changed = (*reports[:number], report, *reports[number + 1 :])
    return brief._replace(edition=brief.edition._replace(reports=changed))


def lengthened(report: Report, characters: int) -> Report:
    """A report and so many characters more: its own text once again."""
    bodies = [paragraph for paragraph in report.paragraphs if paragraph.kind == "body"]
    if not bodies:
        bodies = [Paragraph("body", 0, (Run("字" * characters),), report.place)]
    added: list[Paragraph] = []
    for body in islice(cycle(bodies), characters):
        if characters <= 0:
            break
        text = body.text[:characters]
        added.append(body._replace(runs=(Run(text),)))
        characters -= len(text)
    return report._replace(paragraphs=(*report.paragraphs, *added))


def shortened(report: Report, characters: int) -> Report:
    """A report less so many characters of its last body paragraphs; a heading left without text goes too."""
    kept: list[Paragraph] = []
    for paragraph in reversed(report.paragraphs):
        if paragraph.kind == "body" and characters > 0:
            left, characters = len(paragraph.text) - characters, characters - len(paragraph.text)
            if left > SHORTEST:
                kept.append(paragraph._replace(runs=(Run(paragraph.text[: left - 1] + "。"),)))
        elif paragraph.kind != "heading" or any(each.is_text and each.kind != "heading" for each in kept):
            kept.append(paragraph)
    return report._replace(paragraphs=tuple(reversed(kept)))
