"""How full each page is, and what would close it: lines of the summary and of refusals, as an editor copies them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bulletin.model.page import Bulletin, Page
from bulletin.problems import Problem

WAYS_CODES = ("overset", "underset")  # of problems whose hints are ways out
_COMMAND_OPTION = re.compile(r"--[a-z]+ [^\s（；，]+")
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


def ways_out(bulletin: Bulletin | None, problems: Sequence[Problem]) -> tuple[WayOut, ...]:
    """What would close the last page, as the summary offers it, or make an issue fit, as its refusal does."""
    found: list[str] = []
    if bulletin:
        found += _offers(bulletin.summary)
    for problem in problems:
        if problem.code in WAYS_CODES:
            found += (line for line in problem.hint.splitlines() if "：" in line or "》" in line)
    return tuple(WayOut(words, _copied(words)) for words in dict.fromkeys(found))


def _offers(summary: str) -> Iterator[str]:
    for line in summary.splitlines():
        first, *ways = line.split("；")
        if first.startswith("末版空"):
            yield from ways


def _copied(words: str) -> str:
    """The command or key in a line of advice; "" where it says what to write."""
    found = _ISSUE_KEY.search(words)
    if found:
        return found[1]
    option = _COMMAND_OPTION.search(words)
    return option[0] if option else ""
