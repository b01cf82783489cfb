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
    within: tuple[str, ...]  # the types of the elements around it, outermost first
    article: int  # which article (Art) it stands in, from 1; 0 outside
    title: str  # of the article
    contents: tuple[Content, ...]
    alternative: str = ""  # what a figure is in words
    leads: bool = False  # all of it is one link or stretch: 下转第2版


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
        found: list[TreeBlock] = []
        self._gather(self._root, (), (0, "", -1), [], found, [])
        return found

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

    def _block(
        self, element: Any, kind: str, within: tuple[str, ...], article: int, title: str, page: int
    ) -> Iterator[TreeBlock]:
        """An element's own content as a block, where it has some, and the blocks below it behind it."""
        contents: list[Content] = []
        blocks: list[TreeBlock] = []
        inner = (*within, kind)
        parts: list[str] = []
        self._gather(element, inner, (article, title, page), contents, blocks, parts)
        alternative = name_of_text(entry(element, "/Alt"))
        if contents or alternative:
            leads = len(parts) == 1 and parts[0] in ("Link", "Span")
            yield TreeBlock(kind, within, article, title, tuple(contents), alternative, leads)
        yield from blocks

    def _gather(
        self,
        element: Any,
        within: tuple[str, ...],
        place: tuple[int, str, int],
        contents: list[Content],
        blocks: list[TreeBlock],
        parts: list[str],
    ) -> None:
        """What an element holds: marked content and inline elements of its own, and blocks.

        Args:
            parts: gathers what the content comes from: the types of inline elements, "" for its own.
        """
        article, title, page = place
        if len(within) > DEEPEST_ELEMENT:
            return
        cells = 0
        for kid in self._kids(element):
            if not is_dictionary(kid):
                if isinstance(kid, int) and page >= 0:
                    contents.append(Content(page, int(kid), cells))
                    parts.append("")
                continue
            if entry(kid, "/S") is None:
                number = entry(kid, "/MCID")
                if isinstance(number, int) and (there := self._page(kid, page)) >= 0:
                    contents.append(Content(there, int(number), cells))
                    parts.append("")
                continue
            kind = self._kind(kid)
            here = self._page(kid, page)
            if kind in INLINE or (kind == "P" and within[-1:] in (("TH",), ("TD",))):
                cells += kind in CELLS
                before = len(contents)
                self._gather(kid, (*within, kind), (article, title, here), contents, blocks, [])
                if kind in CELLS:
                    contents[before:] = [content._replace(cell=cells) for content in contents[before:]]
                if len(contents) > before:
                    parts.append(kind)
            elif kind == "Art":
                self.articles += 1
                inner = self.articles, name_of_text(entry(kid, "/T"))
                blocks += self._block(kid, kind, within, *inner, here)
            else:
                blocks += self._block(kid, kind, within, article, title, here)

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
