"""What stands round the reports, compared: masthead, date, folio lines, credits; not 下转第2版 and numbers of pages."""

import re
from typing import NamedTuple

from bulletin.desk.compare.printed_block import PrintedBlock
from bulletin.desk.compare.printed_text import PrintedText
from bulletin.desk.compare.sentences import key_of, pairs_of

_PAGES = re.compile("[第共]?[0-9０-９一二三四五六七八九十百]+(?=[版页])")
# Words that lead to another page or come from it, the page's number as #: （下转第#版）, （上接#版）, 详见第#版.
_JUMP = re.compile("[（(【]?.{0,3}[转接见续].{0,3}#[版页].{0,3}")
ALIKE_THINGS = 0.4  # share of pairs of characters
NEAR_THINGS = 12.0  # points between the places of the same thing


class FurniturePair(NamedTuple):
    """A thing then and now; () on the side where it is not."""

    old: tuple[PrintedBlock, ...]
    new: tuple[PrintedBlock, ...]


def furniture_pairs(old: PrintedText, new: PrintedText) -> list[FurniturePair]:
    """What was changed, added and lost of it; the same words on many pages once."""
    before, now = _things(old), _things(new)
    lost = [thing for key, thing in before.items() if key not in now]
    added = [thing for key, thing in now.items() if key not in before]
    found: list[FurniturePair] = []
    for thing in added:
        other = max(lost, key=lambda each: _likeness(each, thing), default=None)
        if other is not None and _likeness(other, thing) >= ALIKE_THINGS:
            lost.remove(other)
            found.append(FurniturePair((other,), (thing,)))
        else:
            found.append(FurniturePair((), (thing,)))
    return [*found, *(FurniturePair((thing,), ()) for thing in lost)]


def _things(text: PrintedText) -> dict[str, PrintedBlock]:
    """Each thing by its words, where it stands first."""
    found: dict[str, PrintedBlock] = {}
    for thing in text.furniture:
        words = key_of(thing.text)
        key = _PAGES.sub("#", words)
        if key.strip("#版页") and not words.isdigit() and not _JUMP.fullmatch(key):
            found.setdefault(key, thing)
    return found


def _likeness(old: PrintedBlock, new: PrintedBlock) -> float:
    first, second = old.placed[0].drawn, new.placed[0].drawn
    if first.page == second.page and max(abs(first.x - second.x), abs(first.y - second.y)) < NEAR_THINGS:
        return 1.0
    mine, theirs = pairs_of(key_of(old.text)), pairs_of(key_of(new.text))
    return 2 * (mine & theirs).total() / (mine.total() + theirs.total())
