"""All of a deck but its slides: the template's masters and layouts, copies of layouts in an accent, properties."""

import datetime
from collections.abc import Mapping
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.packuri import CONTENT_TYPES_URI

from bulletin.draw.pptx.accents import accented_layout
from bulletin.draw.pptx.ooxml import chinese_notes_master, set_kinsoku
from bulletin.draw.pptx.open_template import OpenTemplate
from bulletin.draw.pptx.package import Packed, packed, undated
from bulletin.model.slide import SlideLayout

MOST_OF_PROPERTY = 255  # characters: python-pptx takes no longer ones


class FrameFacts(NamedTuple):
    """What a frame says and has besides its template."""

    layouts: tuple[SlideLayout, ...]
    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    date: tuple[int, int, int]


class DeckFrame(NamedTuple):
    """A deck without slides, as parts by their names, which begin with a slash."""

    members: Mapping[str, Packed]  # by file name: all but what names slides
    types: Mapping[str, str]  # content types of its parts
    presentation: str  # the part that lists the slides
    listing: bytes  # its XML, without any
    relations: bytes  # its .rels
    layouts: tuple[str, ...]  # parts of `FrameFacts.layouts`
    notes_master: str


def made_frame(opened: OpenTemplate, facts: FrameFacts) -> DeckFrame:
    """The frame on a template that has no slides; the same values give the same bytes."""
    own, presentation = opened.layouts, opened.presentation
    layouts = [
        accented_layout(own[layout.number], layout.accent, layout.column) if layout.accent > 1 else own[layout.number]
        for layout in facts.layouts
    ]
    if not any(relation.reltype == RELATIONSHIP_TYPE.NOTES_MASTER for relation in presentation.part.rels.values()):
        chinese_notes_master(presentation.notes_master)
    _describe(presentation, facts)
    set_kinsoku(presentation)
    written = BytesIO()
    presentation.save(written)
    listing = presentation.part.partname
    names = tuple(str(layout.part.partname) for layout in layouts)
    notes_master = str(presentation.notes_master.part.partname)
    types = {str(part.partname): part.content_type for part in presentation.part.package.iter_parts()}
    with ZipFile(written) as archive:
        files = {name: undated(name, archive.read(name), facts.date) for name in archive.namelist()}
    del files[CONTENT_TYPES_URI.membername]
    return DeckFrame(
        presentation=str(listing),
        listing=files.pop(listing.membername),
        relations=files.pop(listing.rels_uri.membername),
        members={name: packed(data) for name, data in files.items()},
        types=types,
        layouts=names,
        notes_master=notes_master,
    )


def _describe(presentation: Any, facts: FrameFacts) -> None:
    """Who made what and when; both dates are the issue's."""
    day = datetime.datetime(*facts.date)
    properties = presentation.core_properties
    properties.title, properties.subject = _property(facts.title), _property(facts.subject)
    properties.author = properties.last_modified_by = _property(facts.author)
    properties.keywords = _property("，".join(facts.keywords))
    properties.language = "zh-CN"
    properties.created = properties.modified = day
    properties.revision = 1


def _property(words: str) -> str:
    """A property, cut where it is too long: the slides themselves have it whole."""
    return words if len(words) <= MOST_OF_PROPERTY else words[: MOST_OF_PROPERTY - 1] + "…"
