"""The structure tree of a tagged PDF: its blocks of text in reading order, with the marked content that each holds.

Ours say report by report what is a heading, a row of a table, a caption. Tagged files of other programs say at least
which lines are one paragraph.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pikepdf

from bulletin.preflight.foreign import UNREADABLE, entry, is_dictionary, items_of, name_of

# Elements within a block: their content belongs to what is around them.
# fmt: off
INLINE = frozenset((
    "Span", "Link", "Em", "Strong", "Quote", "Code", "Reference", "BibEntry", "Lbl", "LBody", "Annot", "Ruby", "RB",
    "RT", "RP", "Warichu", "WT", "WP", "Sub", "TH", "TD",
))
# fmt: on
CELLS = ("TH", "TD")
DEEPEST_ELEMENT = 64  # elements within elements
MOST_ELEMENTS = 1_000_000  # of one file: a hundred pages of ours have some ten thousand


class Content(NamedTuple):
    """Marked content of a page, from 0."""

    page: int
    number: int
    cell: int = 0  # which cell of its row it stands in; 0 outside tables


class TreeBlock(NamedTuple):
    """An element that is a block of text: a paragraph, a heading, a row of a table."""

    kind: str  # structure type, mapped to a standard one
    article: int  # which article (Art) it stands in, from 1; 0 outside
    title: str  # of the article
    contents: tuple[Content, ...]
    alternative: str = ""  # what a figure is in words
    leads: bool = False  # all of it is one link or stretch: 下转第2版


class _Around(NamedTuple):
    """Where an element stands."""

    types: tuple[str, ...] = ()  # of the elements around its content, outermost first, itself last
    article: int = 0
    title: str = ""  # of the article
    page: int = -1  # -1: none is named yet


class _Gathered:
    """What an element holds: marked content of its own and of inline elements, and blocks."""

    def __init__(self) -> None:
        self.contents: list[Content] = []
        self.parts: list[str] = []  # what the content comes from: the types of inline elements, "" for its own
        self.blocks: list[TreeBlock] = []

    def add(self, page: int, number: int, cell: int) -> None:
        """Content of the element's own."""
        self.contents.append(Content(page, number, cell))
        self.parts.append("")


class _Walk:
    """One tree being walked, within the limits of a file that may be anything."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._root = entry(pdf.Root, "/StructTreeRoot")
        self._roles: Mapping[str, str] = _roles(entry(self._root, "/RoleMap"))
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._left = MOST_ELEMENTS
        self._seen: set[tuple[int, int]] = set()
        self.articles = 0

    def blocks(self) -> list[TreeBlock]:
        return self._gathered(self._root, _Around()).blocks

    def _kids(self, element: Any) -> Iterator[Any]:
        kids = entry(element, "/K")
        for kid in items_of(kids) or (() if kids is None or isinstance(kids, pikepdf.Array) else (kids,)):
            self._left -= 1
            if self._left < 0:
                return
            if is_dictionary(kid) and kid.is_indirect:
                if kid.objgen in self._seen:  # a loop, or an element with two parents
                    continue
                self._seen.add(kid.objgen)
            yield kid

    def _block(self, element: Any, around: _Around) -> Iterator[TreeBlock]:
        """An element's own content as a block, where it has some, and the blocks below it behind it.

        Args:
            around: of what it holds.
        """
        held = self._gathered(element, around)
        alternative = name_of_text(entry(element, "/Alt"))
        if held.contents or alternative:
            leads = held.parts in (["Link"], ["Span"])
            contents = tuple(held.contents)
            yield TreeBlock(around.types[-1], around.article, around.title, contents, alternative, leads)
        yield from held.blocks

    def _gathered(self, element: Any, around: _Around) -> _Gathered:
        """What an element holds.

        Args:
            around: of what it holds.
        """
        held = _Gathered()
        if len(around.types) > DEEPEST_ELEMENT:
            return held
        cells = 0
        for kid in self._kids(element):
            if not is_dictionary(kid):
                if isinstance(kid, int) and around.page >= 0:
                    held.add(around.page, int(kid), cells)
                continue
            page = self._page(kid, around.page)
            if entry(kid, "/S") is None:
                number = entry(kid, "/MCID")
                if isinstance(number, int) and page >= 0:
                    held.add(page, int(number), cells)
                continue
            kind = self._kind(kid)
            inside = around._replace(types=(*around.types, kind), page=page)
            if kind in INLINE or (kind == "P" and around.types[-1:] in (("TH",), ("TD",))):
                cells += kind in CELLS
                inner = self._gathered(kid, inside)
                own = [each._replace(cell=cells) for each in inner.contents] if kind in CELLS else inner.contents
                held.contents += own
                held.parts += [kind] if own else []
                held.blocks += inner.blocks
            elif kind == "Art":
                self.articles += 1
                title = name_of_text(entry(kid, "/T"))
                held.blocks += self._block(kid, inside._replace(article=self.articles, title=title))
            else:
                held.blocks += self._block(kid, inside)
        return held

    def _kind(self, element: Any) -> str:
        kind = name_of(entry(element, "/S"))
        return self._roles.get(kind, kind)

    def _page(self, element: Any, otherwise: int) -> int:
        page = entry(element, "/Pg")
        return self._pages.get(page.objgen, otherwise) if is_dictionary(page) else otherwise


def tree_blocks(pdf: pikepdf.Pdf) -> tuple[TreeBlock, ...]:
    """The blocks of a file in reading order; () of one without a tree, or with one that cannot be read."""
    try:
        return tuple(_Walk(pdf).blocks())
    except UNREADABLE:
        return ()


def name_of_text(value: Any) -> str:
    """A text string of any length; "" for anything else."""
    return str(value) if isinstance(value, pikepdf.String) else ""


def _roles(mapped: Any) -> dict[str, str]:
    """Types of a program's own, each with the standard type that it stands for."""
    if not is_dictionary(mapped):
        return {}
    direct = {key.removeprefix("/"): name_of(value) for key, value in mapped.items()}
    found: dict[str, str] = {}
    for kind in direct:
        target = kind
        for _ in direct:
            if target not in direct or direct[target] == target:
                break
            target = direct[target]
        found[kind] = target
    return found
