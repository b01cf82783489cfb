"""A frame and slides to one package: parts get their numbers, lists of slides, relations and content types are written.

Only these few members are new in a deck of which one slide changed.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.packuri import CONTENT_TYPES_URI
from pptx.opc.spec import default_content_types
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from bulletin.draw.pptx.frame import DeckFrame
from bulletin.draw.pptx.ooxml import mark_sections
from bulletin.draw.pptx.package import Packed, packed
from bulletin.draw.pptx.slide_parts import SlidePart
from bulletin.model.slide import Section

FIRST_SLIDE_ID = 256  # ECMA-376 part 1, 19.7.13
MEDIA = "/ppt/media"
XML_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_NUMBERED_PART = re.compile(r"(.*)/([^/]*?)(\d+)\.[^/]*")


class Assembly:
    """A package that grows slide by slide."""

    def __init__(self, frame: DeckFrame) -> None:
        self._frame = frame
        self._members = dict(frame.members)
        self._types = dict(frame.types)
        self._slides: list[str] = []
        self._media: dict[Packed, str] = {}  # a picture on several slides is one part
        self._numbers: dict[tuple[str, str], int] = {}  # the last one of a folder and a stem
        for name in frame.types:
            if found := _NUMBERED_PART.fullmatch(name):
                key = found[1], found[2]
                self._numbers[key] = max(self._numbers.get(key, 0), int(found[3]))

    def add(self, parts: Sequence[SlidePart], layout: int) -> None:
        """Put in the next slide, which stands on a layout of the frame."""
        names = [self._name(part) for part in parts]
        self._slides.append(names[0])
        for part, name in zip(parts, names, strict=True):
            self._put(name, part.content)
            self._types[name] = part.content_type
            if part.relations:
                rows = ((each.id, each.type, self._target(each.target, names, layout)) for each in part.relations)
                self._put(_relations_of(name), packed(_relations(name, rows)))

    def members(self, sections: tuple[Section, ...]) -> dict[str, Packed]:
        """All files of the package by their names."""
        listing: Any = parse_xml(self._frame.listing)
        relations: Any = parse_xml(self._frame.relations)
        used = {each.get("Id") for each in relations}
        ids = (f"rId{number}" for number in range(1, len(used) + len(self._slides) + 1))
        free = (each for each in ids if each not in used)
        slides = listing.get_or_add_sldIdLst()
        for number, (name, each) in enumerate(zip(self._slides, free, strict=False), FIRST_SLIDE_ID):
            etree.SubElement(slides, qn("p:sldId"), {"id": str(number), qn("r:id"): each})
            target = posixpath.relpath(name, posixpath.dirname(self._frame.presentation))
            attributes = {"Id": each, "Type": RELATIONSHIP_TYPE.SLIDE, "Target": target}
            etree.SubElement(relations, f"{{{RELATIONS_NAMESPACE}}}Relationship", attributes)
        mark_sections(listing, sections, range(FIRST_SLIDE_ID, FIRST_SLIDE_ID + len(self._slides)))
        self._put(self._frame.presentation, packed(serialize_part_xml(listing)))
        self._put(_relations_of(self._frame.presentation), packed(serialize_part_xml(relations)))
        self._put(CONTENT_TYPES_URI, packed(_content_types(self._types)))
        return self._members

    def _put(self, name: str, content: Packed) -> None:
        self._members[name.removeprefix("/")] = content

    def _name(self, part: SlidePart) -> str:
        """A free name in the part's folder; a picture's own where it is there already."""
        if part.folder == MEDIA and part.content in self._media:
            return self._media[part.content]
        key = part.folder, part.stem
        self._numbers[key] = self._numbers.get(key, 0) + 1
        name = f"{part.folder}/{part.stem}{self._numbers[key]}.{part.ending}"
        if part.folder == MEDIA:
            self._media[part.content] = name
        return name

    def _target(self, target: int | str, names: Sequence[str], layout: int) -> str:
        if isinstance(target, int):
            return names[target]
        return self._frame.layouts[layout] if target == "layout" else self._frame.notes_master


def _relations_of(name: str) -> str:
    """The name of the member that says where a part leads."""
    folder, file = posixpath.split(name)
    return f"{folder}/_rels/{file}.rels"


def _relations(name: str, rows: Iterable[tuple[str, str, str]]) -> bytes:
    """That member: id, type and target of each row."""
    folder = posixpath.dirname(name)
    written = "".join(
        f'<Relationship Id="{each}" Type="{kind}" Target={quoteattr(posixpath.relpath(target, folder))}/>'
        for each, kind, target in rows
    )
    return f'{XML_HEAD}<Relationships xmlns="{RELATIONS_NAMESPACE}">{written}</Relationships>'.encode()


def _content_types(types: dict[str, str]) -> bytes:
    """The content types of all parts: by their endings where these are usual, else by their names."""
    defaults = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
    overrides: dict[str, str] = {}
    for name, kind in types.items():
        ending = posixpath.splitext(name)[1].removeprefix(".").lower()
        if (ending, kind) in default_content_types:
            defaults[ending] = kind
        else:
            overrides[name] = kind
    return f'{XML_HEAD}<Types xmlns="{TYPES_NAMESPACE}">{"".join(_rows(defaults, overrides))}</Types>'.encode()


def _rows(defaults: dict[str, str], overrides: dict[str, str]) -> Iterator[str]:
    for ending, kind in sorted(defaults.items()):
        yield f'<Default Extension={quoteattr(ending)} ContentType="{kind}"/>'
    for name, kind in sorted(overrides.items()):
        yield f'<Override PartName={quoteattr(name)} ContentType="{kind}"/>'
