"""What the structure tree of a finished PDF says of each report: its tables, figures, lists, notes and links."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

from tests.draw.reader import marked_texts


class ReadCell(NamedTuple):
    kind: str  # TH or TD
    text: str
    scope: str = ""  # Row, Column or ""
    across: int = 1
    down: int = 1


class ReadTable(NamedTuple):
    caption: str
    rows: tuple[tuple[ReadCell, ...], ...]

    @property
    def cells(self) -> tuple[ReadCell, ...]:
        return tuple(cell for row in self.rows for cell in row)


class ReadFigure(NamedTuple):
    alt: str
    page: int  # from 1; 0 without any content
    box: tuple[float, ...]  # left, bottom, right, top; () without
    text: str  # what stands in it: labels, caption


class ReadItem(NamedTuple):
    nesting: int
    text: str


class ReadLink(NamedTuple):
    text: str
    address: str  # "" where it leads to a page of the file
    annotations: int


class ReadArticle(NamedTuple):
    """One report."""

    title: str
    text: str  # everything, in the tree's order
    tables: tuple[ReadTable, ...]
    figures: tuple[ReadFigure, ...]
    items: tuple[ReadItem, ...]
    quotes: tuple[str, ...]
    notes: tuple[str, ...]
    links: tuple[ReadLink, ...]


class Element:
    """A structure element with its text and the elements in it, in order."""

    def __init__(self, pdf_object: pikepdf.Object, texts: dict[tuple[Any, int], str], pages: dict[Any, int]) -> None:
        self.object = pdf_object
        self.kind = str(pdf_object.S).removeprefix("/")
        self.parts: list[str | Element] = []
        self.annotations: list[pikepdf.Object] = []
        self.page = 0
        kids: Any = pdf_object.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                self.parts.append(Element(kid, texts, pages))
            elif isinstance(kid, pikepdf.Dictionary) and str(kid.Type) == "/OBJR":
                self.annotations.append(kid.Obj)
            else:
                inner = isinstance(kid, pikepdf.Dictionary)
                page, number = (kid.Pg, int(kid.MCID)) if inner else (pdf_object.Pg, int(kid))
                self.page = self.page or pages[page.objgen]
                self.parts.append(texts.get((page.objgen, number), ""))

    @property
    def children(self) -> list["Element"]:
        return [part for part in self.parts if isinstance(part, Element)]

    @property
    def text(self) -> str:
        """All that is said in it, without the hyphens that lines end with."""
        said = "".join(part if isinstance(part, str) else part.text for part in self.parts)
        return said.replace("\u00ad", "")

    def below(self, kind: str) -> Iterator["Element"]:
        """The elements of a type in it, in order, whole ones before what is in them."""
        for child in self.children:
            if child.kind == kind:
                yield child
            yield from child.below(kind)

    def attribute(self, owner: str, name: str) -> Any:
        """An attribute's value; None without."""
        found: Any = self.object.get("/A", pikepdf.Array())
        for group in found if isinstance(found, pikepdf.Array) else [found]:
            if isinstance(group, pikepdf.Dictionary) and str(group.O) == f"/{owner}" and f"/{name}" in group:
                return group[f"/{name}"]
        return None


def articles(pdf: pikepdf.Pdf) -> tuple[ReadArticle, ...]:
    """The reports in the tree's order."""
    texts = marked_texts(pdf)
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    tops = [Element(top, texts, pages) for top in pdf.Root.StructTreeRoot.K]
    return tuple(_article(element) for top in tops for element in top.below("Art"))


def _article(element: Element) -> ReadArticle:
    return ReadArticle(
        title=str(element.object.get("/T", "")),
        text=element.text,
        tables=tuple(map(_table, element.below("Table"))),
        figures=tuple(map(_figure, element.below("Figure"))),
        items=tuple(_items(element, -1)),
        quotes=tuple(quote.text for quote in element.below("BlockQuote")),
        notes=tuple(note.text for note in element.below("Note")),
        links=tuple(map(_link, element.below("Link"))),
    )


def _table(element: Element) -> ReadTable:
    caption = "".join(child.text for child in element.children if child.kind == "Caption")
    rows = tuple(
        tuple(_cell(cell) for cell in row.children if cell.kind in ("TH", "TD")) for row in element.below("TR")
    )
    return ReadTable(caption, rows)


def _cell(element: Element) -> ReadCell:
    return ReadCell(
        element.kind,
        element.text,
        str(element.attribute("Table", "Scope") or "").removeprefix("/"),
        int(element.attribute("Table", "ColSpan") or 1),
        int(element.attribute("Table", "RowSpan") or 1),
    )


def _figure(element: Element) -> ReadFigure:
    box = tuple(map(float, element.attribute("Layout", "BBox") or ()))
    page = element.page or next((child.page for child in element.below("Caption") if child.page), 0)
    return ReadFigure(str(element.object.get("/Alt", "")), page, box, element.text)


def _items(element: Element, nesting: int) -> Iterator[ReadItem]:
    """The items of lists below, each without the lists in it."""
    for child in element.children:
        if child.kind == "LI":
            inner = "".join(nested.text for nested in child.below("L"))
            yield ReadItem(nesting, child.text.removesuffix(inner) if inner else child.text)
        yield from _items(child, nesting + (child.kind == "L"))


def _link(element: Element) -> ReadLink:
    actions: list[Any] = [annotation.get("/A", {}) for annotation in element.annotations]
    address = next((str(action["/URI"]) for action in actions if "/URI" in action), "")
    return ReadLink(element.text, address, len(element.annotations))
