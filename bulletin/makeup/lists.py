"""How the items of lists stand in: labels in the room that their list needs, nested lists under their text."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple
from unicodedata import east_asian_width

from bulletin.model import marks
from bulletin.model.design import TextStyle
from bulletin.model.edition import Paragraph

# Room that a character of a label is reckoned to take, and the white behind the label at least, em: by eye, and the
# same in all faces, so that a list looks alike in each.
NARROW_EM, WIDE_EM, WHITE_EM = 0.5, 1.0, 0.25


class _List(NamedTuple):
    """Items that follow each other at one depth, those between them in deeper lists."""

    around: int  # index of the list that it stands in; -1 for none
    items: list[int]  # indices of its paragraphs


def item_styles(style: TextStyle, paragraphs: Sequence[Paragraph]) -> dict[int, TextStyle]:
    """The style of each item among `paragraphs`, by its index.

    The items of a list hang alike, by as many times `hang_em` as its widest label needs; a nested list begins where
    the text of the list around it stands.
    """
    found: dict[int, TextStyle] = {}
    made: list[TextStyle] = []  # of each list
    for around, items in _lists(paragraphs):
        times = max((_times(style.hang_em, paragraphs[item].label) for item in items), default=1)
        left = made[around].left_em + made[around].hang_em if around >= 0 else style.left_em
        made.append(style._replace(left_em=left, hang_em=style.hang_em * times))
        found.update(dict.fromkeys(items, made[-1]))
    return found


def _lists(paragraphs: Sequence[Paragraph]) -> list[_List]:
    """All lists, each behind the one that it stands in."""
    lists: list[_List] = []
    standing: list[int] = []  # the lists open at an item, one in another
    for number, paragraph in enumerate(paragraphs):
        if paragraph.kind != "item" or paragraph.box != paragraphs[number - 1].box:
            standing = []
        if paragraph.kind == "item":
            del standing[paragraph.nesting + 1 :]
            while len(standing) <= paragraph.nesting:
                lists.append(_List(around=standing[-1] if standing else -1, items=[]))
                standing.append(len(lists) - 1)
            lists[standing[-1]].items.append(number)
    return lists


def _times(hang_em: float, label: str) -> int:
    """How many times `hang_em` a label takes with the white behind it."""
    room = WHITE_EM + sum(WIDE_EM if _is_wide(mark) else NARROW_EM for mark in label)
    return max(1, ceil(room / hang_em)) if hang_em else 1


def _is_wide(mark: str) -> bool:
    return mark in marks.NUMBER_SIGNS or (east_asian_width(mark) in "WF" and mark not in marks.MARKS)
