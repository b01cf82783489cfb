"""Bookmarks and places to jump to."""

from collections.abc import Mapping, Sequence

from bulletin.draw.pdf.objects import Entry, Value, text_string
from bulletin.draw.pdf.target import SheetSetup
from bulletin.model.page import Bulletin


def destination(
    position: int, y: float, bulletin: Bulletin, setups: Sequence[SheetSetup], entries: Sequence[Entry]
) -> Sequence[Value]:
    """A place on the page at `position` in the file, `y` from its top."""
    setup = setups[position]
    height = bulletin.pages[position].size.height
    return (entries[position], "/XYZ", setup.left, setup.bottom + height - y, 0)


def outline(bulletin: Bulletin, setups: Sequence[SheetSetup], entries: Sequence[Entry]) -> dict[str, Value]:
    """The bookmarks as entries of the catalog; deeper levels hang under the bookmark before them."""
    numbers = {page.number: position for position, page in enumerate(bulletin.pages)}
    bookmarks = [bookmark for bookmark in bulletin.outline if bookmark.page in numbers]
    if not bookmarks:
        return {}
    root = Entry()
    items = [Entry() for _ in bookmarks]
    parents = _parents([bookmark.level for bookmark in bookmarks])
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)
    for parent, family in children.items():
        for position, index in enumerate(family):
            bookmark = bookmarks[index]
            value: dict[str, Value] = {
                "Title": text_string(bookmark.title),
                "Parent": items[parent] if parent >= 0 else root,
                "Dest": destination(numbers[bookmark.page], bookmark.y, bulletin, setups, entries),
            }
            if position:
                value["Prev"] = items[family[position - 1]]
            if position + 1 < len(family):
                value["Next"] = items[family[position + 1]]
            items[index].value = value | _below(index, children, items)
    root.value = {"Type": "/Outlines"} | _below(-1, children, items)
    return {"Outlines": root, "PageMode": "/UseOutlines"}


def _parents(levels: Sequence[int]) -> list[int]:
    """For each bookmark the nearest one before it of a higher level, -1 where there is none."""
    parents: list[int] = []
    for index, level in enumerate(levels):
        above = index - 1
        while above >= 0 and levels[above] >= level:
            above = parents[above]
        parents.append(above)
    return parents


def _below(index: int, children: Mapping[int, Sequence[int]], items: Sequence[Entry]) -> dict[str, Value]:
    """The entries that lead to the bookmarks under `index` (-1: the root), all opened; {} where there are none."""
    family = children.get(index, ())
    if not family:
        return {}
    return {"First": items[family[0]], "Last": items[family[-1]], "Count": _count(index, children)}


def _count(index: int, children: Mapping[int, Sequence[int]]) -> int:
    """The number of bookmarks below one at all depths (ISO 32000-1, table 153: all are open)."""
    family = children.get(index, ())
    return len(family) + sum(_count(child, children) for child in family)
