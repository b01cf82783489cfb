"""How full each page is, and what would close it: offers of makeup and of refusals, as an editor copies them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin, Page
from bulletin.problems import Problem

WAYS_CODES = ("overset", "underset")  # of problems whose hints are ways out
_COMMAND_OPTION = re.compile(r"--(pages|layout) ([^\s（；，]+)")
_KEYS = {"pages": "页数", "layout": "版式"}  # while there is no edition that says how its editor writes
_ISSUE_KEY = re.compile(r"`([^`]+)`")


class Gauge(NamedTuple):
    """How full a page is."""

    fill: float  # of its depth, more than 1 where it has lines over its usual depth
    free_lines: int  # below the last module or box
    words: str


class WayOut(NamedTuple):
    """What an editor may do, and what of it can be copied."""

    words: str
    copy: str


def gauge(page: Page, bulletin: Bulletin) -> Gauge:
    """How full a page is."""
    assert bulletin.grid, "made-up pages have a grid"
    leading = bulletin.grid.leading
    boxes = (*(module.rect for module in page.modules), *page.boxes, *(box.rect for box in page.briefs))
    used = round((max((box.bottom for box in boxes), default=page.body.y) - page.body.y) / leading)
    free = page.lines - used
    words = "排满" if not free else f"空{free}行" if free > 0 else f"多{-free}行"
    return Gauge(round(used / page.lines, 4), max(free, 0), words)


def ways_out(bulletin: Bulletin | None, problems: Sequence[Problem], edition: Edition | None) -> tuple[WayOut, ...]:
    """What would close the last page, as makeup offers it, or make an issue fit, as its refusal does."""
    found: list[str] = []
    refusals = [problem for problem in problems if problem.code in WAYS_CODES]
    if bulletin and not refusals:  # the offers are of the pages before the refusal
        found += bulletin.offers
    for problem in refusals:
        lines = problem.hint.splitlines()
        heading = next((number for number, line in enumerate(lines, 1) if line.endswith("：")), 0)
        found += lines[heading:]
    return tuple(_way(in_issue_file(words, edition)) for words in dict.fromkeys(found))


def in_issue_file(words: str, edition: Edition | None) -> str:
    """Advice with the lines of issue.yaml in place of a command's options: where the preview runs, none is typed."""

    def line(found: re.Match[str]) -> str:
        key = edition.key(found[1]) if edition else _KEYS[found[1]]
        return f"issue.yaml 写 `{key}: {found[2]}`"

    return _COMMAND_OPTION.sub(line, words)


def _way(words: str) -> WayOut:
    """A line of advice, with the line of issue.yaml in it; none where it says what to write in a report."""
    found = _ISSUE_KEY.search(words)
    return WayOut(words, found[1] if found else "")
