"""The structure tree behind the marks: what a screen reader reads, in which order (ISO 32000-1, 14.7; ISO 14289-1).

Marks of one tag on one page become marked content with a number; the tree names the numbers, and the parent tree
leads back from a number to its element. Elements without any content are left out.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bulletin.draw.pdf.objects import Entry, Value, text_string
from bulletin.model.page import Tag


class _MarkedContent(NamedTuple):
    """A stretch of marked content of an element."""

    page: int
    number: int


class _Annotation(NamedTuple):
    """An annotation of an element."""

    page: int
    annotation: Entry


class Tree:
    """Grows while pages are drawn; `root()` closes it."""

    def __init__(self, tags: Sequence[Tag], pages: Sequence[Entry], *, links: bool) -> None:
        self._tags = tags
        self._pages = pages
        self._links = links
        self._elements = [Entry() for _ in tags]
        self._items: list[list[tuple[int, _MarkedContent | _Annotation]]] = [[] for _ in tags]
        self._boxes: dict[int, tuple[float, float, float, float]] = {}
        self._alts: dict[int, str] = {}
        self._parents: list[list[Entry]] = [[] for _ in pages]  # of the marked content of each page
        self._annotated: list[Entry] = []
        self._clock = 0

    def content(self, tag: int, page: int) -> int:
        """The number of the next stretch of marked content of `tag` on `page`."""
        number = len(self._parents[page])
        self._parents[page].append(self._elements[tag])
        self._add(tag, _MarkedContent(page=page, number=number))
        return number

    def annotation(self, tag: int, page: int, annotation: Entry) -> int:
        """Make `annotation` part of `tag`; its StructParent."""
        self._add(tag, _Annotation(page=page, annotation=annotation))
        self._annotated.append(self._elements[tag])
        return len(self._pages) + len(self._annotated) - 1

    def figure(self, tag: int, box: tuple[float, float, float, float], alt: str) -> None:
        """Where a figure stands (left, bottom, right, top); `alt` serves where its tag has no text of its own."""
        self._boxes[tag] = box
        self._alts[tag] = alt

    def kind(self, tag: int) -> str:
        """The element's type in this file; a link without annotations is a stretch of text."""
        kind = self._tags[tag].kind
        return "Span" if kind == "Link" and not self._links else kind

    def _add(self, tag: int, item: _MarkedContent | _Annotation) -> None:
        self._items[tag].append((self._clock, item))
        self._clock += 1

    def root(self) -> Entry:
        """The StructTreeRoot, with all elements written."""
        root = Entry()
        first: dict[int, int] = {}  # element with content in or below it -> when that begins
        for index, items in enumerate(self._items):
            node = index if items else -1
            while node >= 0:
                first[node] = min(first.get(node, self._clock), items[0][0])
                node = self._tags[node].parent
        children: dict[int, list[int]] = {}
        for index in sorted(first):
            children.setdefault(self._tags[index].parent, []).append(index)
        for index in first:
            parent = self._tags[index].parent
            above = self._elements[parent] if parent >= 0 else root
            self._elements[index].value = self._element(index, above, children.get(index, ()), first)
        numbers: list[Value] = []
        for page, parents in enumerate(self._parents):
            numbers += [page, Entry(parents)]
        for order, element in enumerate(self._annotated, len(self._pages)):
            numbers += [order, element]
        root.value = {
            "Type": "/StructTreeRoot",
            "K": [self._elements[index] for index in children.get(-1, ())],
            "ParentTree": Entry({"Nums": numbers}),
            "ParentTreeNextKey": len(self._pages) + len(self._annotated),
        }
        return root

    def _element(self, index: int, above: Entry, children: Sequence[int], first: Mapping[int, int]) -> dict[str, Value]:
        tag, items = self._tags[index], self._items[index]
        home = items[0][1].page if items else -1
        inside = [(when, self._item(item, home)) for when, item in items]
        if items:  # text with elements in it, such as a link: in the order of the page
            inside += [(first[child], self._elements[child]) for child in children]
            inside.sort(key=lambda entry: entry[0])
        else:
            inside = [(child, self._elements[child]) for child in children]
        element: dict[str, Value] = {"Type": "/StructElem", "S": "/" + self.kind(index), "P": above}
        if home >= 0:
            element["Pg"] = self._pages[home]
        if tag.title:
            element["T"] = text_string(tag.title)
        alt = tag.alt or self._alts.get(index, "")
        if alt:
            element["Alt"] = text_string(alt)
        if index in self._boxes:
            element["A"] = {"O": "/Layout", "Placement": "/Block", "BBox": self._boxes[index]}
        element["K"] = inside[0][1] if len(inside) == 1 else [value for _, value in inside]
        return element

    def _item(self, item: _MarkedContent | _Annotation, home: int) -> Value:
        """Marked content or an annotation as a kid; on the element's own page a number is enough."""
        if isinstance(item, _Annotation):
            return {"Type": "/OBJR", "Pg": self._pages[item.page], "Obj": item.annotation}
        if item.page == home:
            return item.number
        return {"Type": "/MCR", "Pg": self._pages[item.page], "MCID": item.number}
