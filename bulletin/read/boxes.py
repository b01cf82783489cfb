"""Boxes: `【专栏1 重大工程】` or `【专栏】重大工程` opens one, up to the next heading, the next box or `【专栏完】`."""

import re
from collections.abc import Iterable

from bulletin.model.edition import Paragraph
from bulletin.read.edits import Replacement

MAX_BOX_HEAD = 40  # characters of its words
_HEAD = re.compile(
    r"[【\[［]专栏(?:[ \u3000]?[0-9０-９一二三四五六七八九十]{1,3})?(?:[ \u3000：:][^】\]］]*)?([】\]］])[ \u3000]*"
)
_END = re.compile(r"[【\[［](?:专栏)?(?:完|结束)[】\]］]")


def box_head(line: str) -> tuple[Replacement, ...]:
    """What makes a line that opens a box its head: the brackets go; () for any other line."""
    match = _HEAD.match(line)
    if not match or len(line) > MAX_BOX_HEAD or line.endswith(("。", "；", "，")):
        return ()
    closing = line[match.start(1) : match.end()]
    return (
        Replacement(offset=0, old=line[0], new="", rule=""),
        Replacement(offset=match.start(1), old=closing, new="\u3000" if line[match.end() :] else "", rule=""),
    )


def ends_box(line: str) -> bool:
    """Whether a line is 【专栏完】 and nothing else."""
    return _END.fullmatch(line) is not None


def boxed(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs; a heading or the closing ends the box that it stands in, for all that follows too."""
    found = []
    ended = 0
    for paragraph in paragraphs:
        if paragraph.kind in ("heading", "closing"):
            ended = paragraph.box or ended
        found.append(paragraph._replace(box=0) if paragraph.box == ended else paragraph)
    return tuple(found)
