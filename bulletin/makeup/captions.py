"""The words under a picture: its caption to the left, the photographer (张三 摄) at the right end."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.makeup.brief import Brief
from bulletin.model.design import Color
from bulletin.model.galley import Line
from bulletin.units import Pt, fits

# A name without brackets behind a blank or a stop; in brackets it is part of the sentence.
_PHOTOGRAPHER = r"[^\s，。！？、；：:”）)（(]{2,8}"
_CREDIT = re.compile(
    rf"(?:[ \u3000]+|(?<=[。！？”）]))"
    rf"({_PHOTOGRAPHER}[ \u3000]{{0,2}}(?:摄影|摄|供图)|(?:摄影|供图)[：:][ \u3000]?{_PHOTOGRAPHER})$"
)
APART_EM = 1.0  # white between the words and a credit on one line


class CaptionLine(NamedTuple):
    """A line of a caption; `row` counts from 0, and two share one where the credit stands behind the words."""

    line: Line
    row: int


class _Parts(NamedTuple):
    """A caption taken apart."""

    words: str
    credit: str  # "" without


def _parts(caption: str) -> _Parts:
    found = _CREDIT.search(caption)
    return _Parts(caption[: found.start()], found[1]) if found and found.start() else _Parts(caption, "")


def caption_rows(brief: Brief, caption: str, width: Pt) -> int:
    """How many lines a caption takes under a picture of this width."""
    color = brief.design.color("black")
    return max((each.row + 1 for each in caption_lines(brief, caption, width, color)), default=0)


def caption_lines(brief: Brief, caption: str, width: Pt, color: Color) -> Iterator[CaptionLine]:
    """The lines of a caption under a picture of this width."""
    style = brief.design.text.styles.caption
    parts = _parts(caption)
    lines = brief.lines(parts.words, style, width, color)
    yield from (CaptionLine(line, row) for row, line in enumerate(lines))
    if not parts.credit:
        return
    size = brief.area.grid.size * style.scale
    (credit, *more) = brief.lines(parts.credit, style._replace(align="right"), width, color)
    taken = sum(len("".join(span.units)) for span in credit.spans) * size
    beside = bool(lines) and not more and fits(lines[-1].width + APART_EM * size + taken, width)
    first = len(lines) - beside
    yield from (CaptionLine(line, first + row) for row, line in enumerate((credit, *more)))
