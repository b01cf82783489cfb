"""A way out that a message names, read and applied as an editor would: to the texts, the command and the keys."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count as numbers_from
from pathlib import Path
from typing import NamedTuple

from bulletin.makeup.ways_out import WAYS_NAMED, lengthened, shortened
from bulletin.model.design import Design, OtherLayout
from bulletin.model.edition import Edition, Report
from bulletin.model.page import Bulletin
from bulletin.problems import OversetError, Problem
from bulletin.read.layout import decode
from tests.makeup.conftest import LayoutSetup, layout_setup
from tests.makeup.issues import ordinary_issue

ROOT = Path(__file__).resolve().parents[2]


class Asked(NamedTuple):
    """What a command is given."""

    issue: Edition
    layout: str = "bulletin-a3"
    pages: int = 0

    def applied(self, way: str) -> "Asked":
        """The same with a way out taken as it is written."""
        issue, used = self.issue, set[int]()
        for title, act, count in re.findall(r"《([^》]*)》(删|增写约)(\d+)字", way):
            number = self._meant(title, cut=act == "删", others=used)
            used.add(number)
            change = shortened if act == "删" else lengthened
            reports = list(issue.reports)
            reports[number] = change(reports[number], int(count))
            issue = issue._replace(reports=tuple(reports))
        if re.search(r"`(fit: wide|版面松紧: 放宽)`", way):
            issue = issue._replace(fit="wide")
        (layout,) = re.findall(r"--layout ([\w-]+)", way) or [self.layout]
        (option,) = re.findall(r"--pages (\d+)", way) or [self.pages]
        for key in re.findall(r"`pages: (\d+)`", way):
            issue = issue._replace(pages=int(key))
        return Asked(issue, layout, int(option))

    def _meant(self, title: str, *, cut: bool, others: set[int]) -> int:
        """Of reports of one title that which is spoken of: the longest is cut, the shortest lengthened."""
        reports = self.issue.reports
        same = [number for number, each in enumerate(reports) if each.plain_title == title and number not in others]
        return (max if cut else min)(same, key=lambda number: _length(reports[number]))

    def made(self, setup: LayoutSetup | None = None) -> Bulletin:
        """The issue made up as the command and issue.yaml say."""
        setup = setup or layout_setup(ROOT, self.layout)
        design = setup.design
        if self.issue.fit:
            design = design._replace(copyfit=design.copyfit._replace(fit=self.issue.fit))
        own = setup._replace(design=design)
        return own.make_up(self.issue, pages=self.pages, others=others_of(design))


def others_of(design: Design) -> Callable[[], tuple[OtherLayout, ...]]:
    """The layout that `design` names for other paper, as the pipeline reads it."""
    name = design.other_paper
    return lambda: (OtherLayout(name, _layout(name)),) if name else ()


def grid_of(way: str) -> str:
    """Size and leading that a way out promises; "" where it promises none."""
    return "".join(re.findall(r"[（，]([\d.]+/[\d.]+)磅）", way))


@cache
def _layout(name: str) -> Design:
    return decode(str(ROOT / "layouts" / f"{name}.yaml"), Design)


def _length(report: Report) -> int:
    return sum(len(paragraph.text) for paragraph in report.paragraphs if paragraph.is_text)


def refused(asked: Asked) -> Problem | None:
    try:
        asked.made()
    except OversetError as error:
        (problem,) = error.problems
        return problem
    return None


def ways_of(problem: Problem) -> list[str]:
    return problem.hint.splitlines()[2:]


def overset(first: int) -> Iterator[tuple[Asked, Problem]]:
    """Ordinary issues on a page less than they take, or on one, that are refused."""
    for seed in numbers_from(first):
        issue = ordinary_issue(seed)
        pages = len(Asked(issue).made().pages)
        for fewer in sorted({1, pages - 1} - {0, pages}):
            asked = Asked(issue, pages=fewer)
            if problem := refused(asked):
                yield asked, problem


def underset(first: int) -> Iterator[tuple[Asked, Problem]]:
    """Ordinary issues on more pages than they can fill."""
    for seed in numbers_from(first):
        issue = ordinary_issue(seed)
        pages = len(Asked(issue).made().pages)
        if pages > 2:
            continue
        for more in (1, 2):
            asked = Asked(issue, pages=pages + more)
            if problem := refused(asked):
                yield asked, problem
                break


def check(asked: Asked, problem: Problem) -> None:
    """Every way leads to pages as it promises."""
    ways = ways_of(problem)
    assert 1 <= len(ways) <= WAYS_NAMED
    for way in ways:
        taken = asked.applied(way)
        assert taken != asked, way
        made = taken.made()
        assert len(made.pages) == (taken.pages or taken.issue.pages), way
        assert made.grid is not None
        assert grid_of(way) in ("", f"{made.grid.size:g}/{made.grid.leading:g}"), way


REFUSALS = {"overset": overset, "underset": underset}  # by the code of the problem
