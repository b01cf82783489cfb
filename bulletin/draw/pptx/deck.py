"""The deck's bytes: slides and a template in, a .pptx out. Decides nothing; the same deck gives the same bytes."""

import datetime
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from bulletin.draw.pptx.accents import accented_layout
from bulletin.draw.pptx.media import picture_files
from bulletin.draw.pptx.ooxml import chinese_notes_master, mark_sections, set_kinsoku
from bulletin.draw.pptx.package import repacked
from bulletin.draw.pptx.slide import fill_notes, fill_slide, latent_placeholders
from bulletin.model.design import PressDesign
from bulletin.model.slide import Deck, Template
from bulletin.presentations import let_go
from bulletin.progress import Watch, counted, unwatched

MOST_OF_PROPERTY = 255  # characters: python-pptx takes no longer ones


def draw_pptx(
    deck: Deck,
    template: Template,
    *,
    press: PressDesign | None = None,
    icc_folders: Sequence[str] = (),
    watch: Watch = unwatched,
) -> bytes:
    """The deck as a .pptx on the template's masters and layouts, all of which stay in it.

    Args:
        press: the condition that CMYK pictures without a profile are meant for; None is the default one. Its profile
            is in `icc_folders`.
        watch: hears of each slide before it is filled.

    Raises:
        ContentError: such a picture needs that profile, and there is none.
    """
    images = picture_files(deck, press or PressDesign(), icc_folders)
    with let_go(Presentation(BytesIO(template.data))) as presentation:
        _fill(presentation, deck, images, watch)
        _describe(presentation, deck)
        set_kinsoku(presentation)
        mark_sections(presentation, deck.sections)
        written = BytesIO()
        presentation.save(written)
    return repacked(written.getvalue(), deck.date)


def _fill(presentation: Any, deck: Deck, images: Mapping[str, bytes], watch: Watch) -> None:
    """Every slide of `deck` with its notes, on the layouts of the template or on copies of them in an accent."""
    own = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    layouts = [
        accented_layout(own[layout.number], layout.accent, layout.column) if layout.accent > 1 else own[layout.number]
        for layout in deck.layouts
    ]
    if not any(relation.reltype == RELATIONSHIP_TYPE.NOTES_MASTER for relation in presentation.part.rels.values()):
        chinese_notes_master(presentation.notes_master)
    latent = [latent_placeholders(layout) for layout in layouts]
    for made in counted(watch, "正在写幻灯片", deck.slides):
        slide = presentation.slides.add_slide(layouts[made.layout])
        accent = max(deck.layouts[made.layout].accent, 1)
        fill_slide(slide, latent[made.layout], made, accent, images)
        fill_notes(slide, made.notes)


def _describe(presentation: Any, deck: Deck) -> None:
    """Who made what and when; both dates are the issue's."""
    day = datetime.datetime(*deck.date)
    properties = presentation.core_properties
    properties.title, properties.subject = _property(deck.title), _property(deck.subject)
    properties.author = properties.last_modified_by = _property(deck.author)
    properties.keywords = _property("，".join(deck.keywords))
    properties.language = "zh-CN"
    properties.created = properties.modified = day
    properties.revision = 1


def _property(words: str) -> str:
    """A property, cut where it is too long: the slides themselves have it whole."""
    return words if len(words) <= MOST_OF_PROPERTY else words[: MOST_OF_PROPERTY - 1] + "…"
