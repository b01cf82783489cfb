"""The deck's bytes: slides and a template in, a .pptx out. Decides nothing; the same deck gives the same bytes."""

from collections.abc import Sequence
from functools import partial

from bulletin.draw.pptx.assembly import Assembly
from bulletin.draw.pptx.frame import FrameFacts, made_frame
from bulletin.draw.pptx.media import picture_files
from bulletin.draw.pptx.open_template import OpenTemplate
from bulletin.draw.pptx.package import zipped
from bulletin.draw.pptx.slide_parts import SlideMaker
from bulletin.memory import Hashed, Memory
from bulletin.model.design import PressDesign
from bulletin.model.slide import Deck, Template
from bulletin.progress import Watch, counted, unwatched


def draw_pptx(
    deck: Deck,
    template: Template,
    *,
    press: PressDesign | None = None,
    icc_folders: Sequence[str] = (),
    memory: Memory | None = None,
    watch: Watch = unwatched,
) -> bytes:
    """The deck as a .pptx on the template's masters and layouts, all of which stay in it.

    Args:
        press: the condition that CMYK pictures without a profile are meant for; None is the default one. Its profile
            is in `icc_folders`.
        memory: keeps slides and the rest of the deck for the next one.
        watch: hears of each slide before it is filled.

    Raises:
        ContentError: such a picture needs that profile, and there is none.
    """
    memory = (memory or Memory()).under("pptx", template.digest)
    images = picture_files(deck, press or PressDesign(), icc_folders, memory.under("pictures"))
    facts = FrameFacts(
        layouts=deck.layouts,
        title=deck.title,
        author=deck.author,
        subject=deck.subject,
        keywords=deck.keywords,
        date=deck.date,
    )
    slides = memory.under("slides")
    with OpenTemplate(template) as opened:
        assembly = Assembly(memory.under("frames").recall(facts, lambda: made_frame(opened, facts)))
        maker = SlideMaker(opened, images, deck.date)
        for made in counted(watch, "正在写幻灯片", deck.slides):
            layout = deck.layouts[made.layout]
            pictures = tuple(images[photo.picture.digest] for photo in made.photos)
            # of a layout in a deck, and of a report in an edition, the number is not on the slide
            alone = made._replace(layout=0, report=0)
            key = Hashed((alone, layout.number, layout.accent, pictures, deck.date))
            parts = slides.recall(key, partial(maker.parts, made, layout))
            assembly.add(parts, made.layout)
    return zipped(assembly.members(deck.sections), deck.date)
