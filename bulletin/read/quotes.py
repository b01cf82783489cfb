"""Who is quoted: `——某某`, the short last line of a quotation or a line right below it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bulletin.read.body_line import BodyLine

MAX_SOURCE = 40  # characters of such a line
_SOURCE = re.compile(r"(?:[—―─]{1,3}|[-－–]{2,3})[^—―─。！？；…：]+")


def with_sources(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """The lines, those that say who is quoted marked so; of several with dashes none is: they are a list."""
    found = list(lines)
    for at, (above, line) in enumerate(pairwise(lines), 1):
        quoted = above.kind == "quote" and not _opens(above) and (line.kind == "quote" or line.is_plain)
        last = not any(_opens(below) or below.kind == "quote" == line.kind for below in lines[at + 1 : at + 2])
        if quoted and last and above.box == line.box and len(line.text) <= MAX_SOURCE and _SOURCE.fullmatch(line.text):
            found[at] = line._replace(kind="quote-source")
    return found


def _opens(line: BodyLine) -> bool:
    """Whether a line opens with dashes."""
    return _SOURCE.match(line.text) is not None
