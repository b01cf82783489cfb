"""Lines at the head and the foot of a Word document, and what each of them says by its words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bulletin.read.chinese import WHITE, solid
from bulletin.read.closings import is_day
from bulletin.read.keys import REPORT_KEYS
from bulletin.read.notes import SUPERIOR_FIGURES
from bulletin.read.plain_header import values_under
from bulletin.read.source import Source
from bulletin.read.table_titles import FIGURE_TITLE, NUMBERED
from bulletin.read.word.blocks import WordParagraph

CENTRED_BY_BLANKS = 4  # before a line that somebody pushed to the middle; an indent has less
SUBTITLE_DASHES = ("——", "--")
_BRACKETS_AT_END = re.compile(r"(.+)[（(]([^（）()]+)[）)]")


class FrontRow(NamedTuple):
    """A line at the top, with the paragraph that it stands in."""

    number: int
    text: str  # as cleaned, without white space around it
    column: int
    paragraph: WordParagraph

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle, also by the space bar."""
        pushed = self.column > CENTRED_BY_BLANKS and self.paragraph.alignment == "left"
        return pushed or self.paragraph.alignment == "center"


def front_rows(source: Source, paragraph: WordParagraph) -> Iterator[FrontRow]:
    """The lines of a paragraph that hold words."""
    for line in paragraph.lines:
        clean = source.lines[line.number - 1]
        bare = clean.strip(WHITE)
        if bare:
            yield FrontRow(line.number, bare, len(clean) - len(clean.lstrip(WHITE)) + 1, paragraph)


def is_caption(row: FrontRow) -> bool:
    """Whether a line says what a picture or a table beside it shows."""
    numbered_title = FIGURE_TITLE.fullmatch(row.text) or NUMBERED.match(row.text)
    return row.paragraph.is_caption or (bool(numbered_title) and not row.paragraph.is_title)


def stands_below(text: str) -> bool:
    """Whether a line is one of those that stand below a title: a subtitle with dashes, a day, who wrote."""
    return text.startswith(SUBTITLE_DASHES) or is_day(text) or bool(values_of(text, set()))


def is_byline(text: str) -> bool:
    """Whether a line above the title surely says who wrote: a name with a post, or in brackets."""
    values = values_under(text, set())
    return "author" in values and ("post" in values or text.startswith(("（", "(")))


def values_of(text: str, known: set[str]) -> dict[str, str]:
    """What a line below a title says: also who wrote with the day behind it in brackets, or with a note's number."""
    bare = text.rstrip(SUPERIOR_FIGURES)
    if bare != text and (values := values_of(bare, known)):
        last = list(values)[-1]
        return {**values, last: values[last] + text[len(bare) :]} if last in ("post", "author") else values
    label, colon, post = text.replace(":", "：").partition("：")
    if colon and solid(label) in REPORT_KEYS.row("post").synonyms:
        return {} if "post" in known else {"post": post.strip(WHITE)}
    if values := values_under(text, known):
        return values
    parted = _BRACKETS_AT_END.fullmatch(text)
    values = values_under(parted[1].strip(WHITE), known) if parted and is_day(parted[2]) else {}
    return {**values, "day": text[len(parted[1]) :]} if parted and values.keys() & {"post", "author"} else {}
