"""What is taken of a Word file: the trees and bytes of its parts."""

from collections.abc import Mapping
from typing import NamedTuple

from bulletin.read.word.elements import Element


class WordPackage(NamedTuple):
    """The trees of a Word file and what belongs to its document's relations."""

    body: Element
    parts: Mapping[str, Element]  # styles, numbering, footnotes, endnotes, comments
    edges: tuple[Element, ...]  # headers and footers
    pictures: Mapping[str, bytes]  # by the relation's id; b"" of one that is missing or lies outside of the file
    outside: frozenset[str]  # relations of pictures that lie outside of the file
    links: Mapping[str, str]  # addresses by the relation's id
    macros: bool = False
    apart: int = 0  # files within the file that are not read
