"""The structure tree behind the marks: what a screen reader reads, in which order (ISO 32000-1, 14.7; ISO 14289-1).

Marks of one tag on one page become marked content with a number; the tree names the numbers, and the parent tree
leads back from a number to its element. Elements without any content are left out, but for the empty cells of a table,
without which its rows would lose their columns.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from bulletin.draw.pdf.objects import Entry, Value, text_string
from bulletin.model.page import Tag


class _Kid(NamedTuple):
    """What an element holds on a page besides other elements."""

    when: int  # in the order of drawing
    page: int
    content: int | Entry  # the number of marked content, or an annotation


class Tree:
    """Grows while pages are drawn; `root()` closes it."""

    def __init__(self, tags: Sequence[Tag], pages: Sequence[Entry], *, links: Collection[int]) -> None:
        """`links`: the tags that annotations belong to."""
        self._tags = tags
        self._pages = pages
        self._links = links
        self._elements = [Entry() for _ in tags]
        self._kids: list[list[_Kid]] = [[] for _ in tags]
        self._figures: dict[int, tuple[tuple[float, float, float, float], str]] = {}
        self._parents: list[list[Entry]] = [[] for _ in pages]  # of the marked content of each page
        self._annotated: list[Entry] = []
        self._clock = 0

    def content(self, tag: int, page: int) -> int:
        """The number of the next stretch of marked content of `tag` on `page`."""
        number = len(self._parents[page])
        self._parents[page].append(self._elements[tag])
        self._add(tag, page, number)
        return number

    def annotation(self, tag: int, page: int, annotation: Entry) -> int:
        """Make `annotation` part of `tag`; its StructParent."""
        self._add(tag, page, annotation)
        self._annotated.append(self._elements[tag])
        return len(self._pages) + len(self._annotated) - 1

    def figure(self, tag: int, box: tuple[float, float, float, float], alt: str) -> None:
        """Where a figure stands (left, bottom, right, top); `alt` serves where its tag has no text of its own."""
        self._figures[tag] = box, alt

    def kind(self, tag: int) -> str:
        """The element's type in this file; a link without annotations is a stretch of text."""
        kind = self._tags[tag].kind
        return "Span" if kind == "Link" and tag not in self._links else kind

    def _add(self, tag: int, page: int, content: int | Entry) -> None:
        self._kids[tag].append(_Kid(when=self._clock, page=page, content=content))
        self._clock += 1

    def root(self) -> Entry:
        """The StructTreeRoot, with all elements written."""
        root = Entry()
        first: dict[int, int] = {}  # element with content in or below it -> when that begins
        for index, kids in enumerate(self._kids):
            node = index if kids else -1
            while node >= 0:
                first[node] = min(first.get(node, self._clock), kids[0].when)
                node = self._tags[node].parent
        for index in self._empty_cells(first):
            first[index] = self._clock
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
        notes = [index for index in sorted(first) if self._tags[index].kind == "Note"]
        names = [name for index in notes for name in (self._identifier(index), self._elements[index])]
        root.value = {
            "Type": "/StructTreeRoot",
            **({"IDTree": Entry({"Names": names})} if names else {}),
            "K": [self._elements[index] for index in children.get(-1, ())],
            "ParentTree": Entry({"Nums": numbers}),
            "ParentTreeNextKey": len(self._pages) + len(self._annotated),
        }
        return root

    def _empty_cells(self, first: Mapping[int, int]) -> Iterator[int]:
        """The rows and cells without content of tables that have some; `first` names what has."""
        shown: set[int] = set()
        for index, tag in enumerate(self._tags):
            if index in first and tag.kind == "Table":
                shown.add(index)
            elif tag.parent in shown and tag.kind in ("TR", "TH", "TD"):
                shown.add(index)
                if index not in first:
                    yield index

    def _element(self, index: int, above: Entry, children: Sequence[int], first: Mapping[int, int]) -> dict[str, Value]:
        tag, kids = self._tags[index], self._kids[index]
        home = kids[0].page if kids else -1
        inside = [(kid.when, self._kid(kid, home)) for kid in kids]
        inside += [(first[child], self._elements[child]) for child in children]
        if kids:  # text with elements in it, such as a link: in the order of the page
            inside.sort(key=lambda entry: entry[0])
        element: dict[str, Value] = {"Type": "/StructElem", "S": "/" + self.kind(index), "P": above}
        if self._tags[index].kind == "Note":
            element["ID"] = self._identifier(index)
        if home >= 0:
            element["Pg"] = self._pages[home]
        if tag.title:
            element["T"] = text_string(tag.title)
        box, alt = self._figures.get(index, ((), ""))
        if tag.alt or alt:
            element["Alt"] = text_string(tag.alt or alt)
        if box:
            element["A"] = {"O": "/Layout", "Placement": "/Block", "BBox": box}
        elif tag.kind in ("TH", "TD") and (attributes := _table_attributes(tag)):
            element["A"] = {"O": "/Table", **attributes}
        if inside:
            element["K"] = inside[0][1] if len(inside) == 1 else [value for _, value in inside]
        return element

    def _identifier(self, index: int) -> Value:
        """The name of an element, which PDF/UA wants of notes; in the order of names as in that of indices."""
        return text_string(f"element{index:06}")

    def _kid(self, kid: _Kid, home: int) -> Value:
        """A kid as the element names it; on the element's own page a number is enough."""
        if isinstance(kid.content, Entry):
            return {"Type": "/OBJR", "Pg": self._pages[kid.page], "Obj": kid.content}
        if kid.page == home:
            return kid.content
        return {"Type": "/MCR", "Pg": self._pages[kid.page], "MCID": kid.content}


def _table_attributes(tag: Tag) -> dict[str, Value]:
    """What a cell says of its place in the table (ISO 32000-1, table 349)."""
    attributes: dict[str, Value] = {}
    if tag.scope:
        attributes["Scope"] = "/" + tag.scope
    if tag.across > 1:
        attributes["ColSpan"] = tag.across
    if tag.down > 1:
        attributes["RowSpan"] = tag.down
    return attributes
