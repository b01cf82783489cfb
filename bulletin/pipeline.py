"""The rooms in their order: to read `build` is to read the program.

What not every command needs is imported where it is entered: the slides' room, and rooms that bring a heavy library,
as reportlab for drawing pages, python-pptx for templates, lxml for drawing slides, pikepdf for booklets and preflight.
"""

import os
from contextlib import suppress
from functools import partial

from bulletin.compose.composer import Composer
from bulletin.faces.face import Faces, open_faces
from bulletin.makeup.issue import make_up
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.kept_plan import KeptPlan
from bulletin.model.output import PDF_NAMES, PREFLIGHT_NAME, PREVIEW_NAME, SLIDES_NAME, File, Order, Printed
from bulletin.model.page import Bulletin
from bulletin.model.slide import Deck, SlideDesign
from bulletin.problems import BulletinError, GlyphError, Problem, ProofError, gathered, joined
from bulletin.proof.page import verify
from bulletin.proof.paper import check_booklet, copier_limits
from bulletin.proof.score import Proof, proof
from bulletin.read.check import borrowed_glyphs, missing_glyphs, other_layouts, read, silenced
from bulletin.read.layout import DECK_LAYOUT, decode, layout_file
from bulletin.read.plan_file import PlanFile, read_plan
from bulletin.sources import Sources
from bulletin.words.head_words import HeadWords, head_words


def build(order: Order, memory: Memory) -> Printed:
    """Read, compose, make up, proof, draw, then the deck: the whole program, in the order it happens.

    Same order, same bytes, whatever `memory` holds.

    Raises:
        BulletinError: with every fault of the content or, where that is sound, of pages and deck together; its class
            is that of the fault with the smallest exit code.
    """
    bulletin, deck = None, None
    lines: tuple[Problem, ...] = ()
    files: tuple[File, ...] = ()
    faults: list[BulletinError] = []
    sources = order.sources
    with open_faces(*sources.fonts, memory=memory) as faces:
        edition, design = read(
            order.content,
            order.layout,
            root=sources.home,
            layouts=sources.layouts,
            roles=faces.roles,
            drawn=faces.draws,
            memory=memory,
        )
        missing = missing_glyphs(edition, design, faces)
        faces.judged()
        if missing:
            raise GlyphError(*missing)
        memory.next_build()  # an editor's slip makes it forget nothing
        earlier = PlanFile() if order.fresh else read_plan(order.content, sources.home, order.kept)
        problems = edition.problems + earlier.problems + borrowed_glyphs(faces)
        words = head_words(edition, memory.under("words"))
        # a deck alone needs pages for their order only: where none can be made up, it keeps the files' order
        with gathered(faults) if order.pdf else suppress(BulletinError):
            if "booklet" in order.purposes:
                check_booklet(design)
            if order.pdf or not edition.ordered:
                bulletin = _made_up(edition, design, faces, order, memory, words, earlier.plan)
            if order.pdf and bulletin:
                judged = _proofed(edition, design, bulletin, memory)
                problems += judged.problems
                if "office" in order.purposes:
                    problems += copier_limits(bulletin)
                lines = tuple(finding for finding in judged.lines if not silenced(finding, edition))
                cuts = memory.under("cuts", faces.state())
                files += _pages(bulletin, design, faces, order, cuts) if order.draw else ()
        with gathered(faults):
            if order.slides:
                deck, drawn = _deck(_as_placed(edition, bulletin), design, faces, order, memory, words)
                problems += deck.problems
                files += drawn
        with gathered(faults):
            problems += faces.judged()  # pages and slides may have asked for further faces
    problems = tuple(problem for problem in problems if not silenced(problem, edition))
    if faults:
        raise joined(faults, problems)
    pages, slides = bulletin if order.pdf else None, len(deck.slides) if deck else 0
    return Printed(edition=edition, files=files, problems=problems, bulletin=pages, slide_count=slides, lines=lines)


def _made_up(
    edition: Edition,
    design: Design,
    faces: Faces,
    order: Order,
    memory: Memory,
    words: HeadWords,
    kept: KeptPlan | None,
) -> Bulletin:
    """The pages; other layouts are read only where one of them may be offered."""
    sources = order.sources
    settings = memory.under("lines", faces.state(), repr(design.text), edition.terms)
    composer = Composer(design.text, faces, edition.terms, settings, words)
    others = partial(other_layouts, design, sources.home, sources.layouts, faces.roles, memory)
    return make_up(edition, design, faces, composer, pages=order.pages, kept=kept, others=others)


def _proofed(edition: Edition, design: Design, bulletin: Bulletin, memory: Memory) -> Proof:
    """What there is to say about sound pages. Raises ProofError for others."""
    if broken := verify(edition, design, bulletin):
        raise ProofError(*broken)
    return proof(edition, design, bulletin, memory)


def _pages(bulletin: Bulletin, design: Design, faces: Faces, order: Order, cuts: Memory) -> tuple[File, ...]:
    """A PDF for each purpose; the print shop's with its preflight sheet, the first one with previews if wanted."""
    from bulletin.draw.pdf.file import draw_pdf

    pdfs = []
    for purpose in order.purposes:
        sheet = "printer" if purpose == "booklet" else purpose
        data = draw_pdf(bulletin, design, faces, sheet, icc_folders=order.sources.profiles, memory=cuts)
        if purpose == "booklet":
            from bulletin.draw.pdf.imposition import impose

            data = impose(data, design)
        pdfs.append(File(PDF_NAMES[purpose], data, purpose, len(bulletin.pages)))
    extras = []
    if "printer" in order.purposes:
        from bulletin.preflight.report import as_text, preflight

        pdf = pdfs[order.purposes.index("printer")]
        findings = as_text(preflight(pdf.data, name=pdf.name, max_ink=design.press.max_ink))
        extras.append(File(PREFLIGHT_NAME, findings.encode(), "preflight"))
    if order.previews:
        from bulletin.draw.previews import previews

        images = enumerate(previews(pdfs[0].data), 1)
        extras += [File(PREVIEW_NAME.format(page), image, "preview", 1) for page, image in images]
    return (*pdfs, *extras)


def _as_placed(edition: Edition, bulletin: Bulletin | None) -> Edition:
    """The edition in the order in which makeup, left free, placed its reports: the deck follows the paper."""
    if edition.ordered or not bulletin or not bulletin.order:
        return edition
    return edition._replace(reports=tuple(edition.reports[position] for position in bulletin.order))


def _deck(
    edition: Edition, design: Design, faces: Faces, order: Order, memory: Memory, words: HeadWords
) -> tuple[Deck, tuple[File, ...]]:
    """The deck, and its file if it shall be drawn."""
    from bulletin.slides.deck import make_slides

    path = layout_file(DECK_LAYOUT, order.sources.layouts)
    notes: list[Problem] = []
    beside = os.path.dirname(path)
    slide_design = decode(
        path, SlideDesign, order.sources.layouts, below=beside, colors=design.colors, memory=memory, notes=notes
    )
    template = None
    if order.template or slide_design.template:
        from bulletin.read.template import read_template

        # the command's template is looked for where the user stands, a layout's own beside the layout
        anywhere = order.template or os.path.isabs(slide_design.template)
        template_file = order.template or os.path.join(beside, slide_design.template)
        template = read_template(template_file, below="" if anywhere else beside)
    deck = make_slides(edition, design, slide_design, faces, template, memory.under("slides"), words)
    deck = deck._replace(problems=(*notes, *deck.problems))
    if not order.draw:
        return deck, ()

    from bulletin.draw.pptx.deck import draw_pptx

    data = draw_pptx(deck, slide_design, template, press=design.press, icc_folders=order.sources.profiles)
    return deck, (File(SLIDES_NAME, data, "slides", len(deck.slides)),)


def default_template(sources: Sources) -> bytes:
    """The deck's own template as a .pptx for an office to start from."""
    from bulletin.draw.pptx.deck import draw_pptx
    from bulletin.slides.deck import template_deck

    paper = layout_file("bulletin-a3", sources.layouts)
    design = decode(paper, Design, sources.layouts, below=os.path.dirname(paper))
    path = layout_file(DECK_LAYOUT, sources.layouts)
    slide_design = decode(path, SlideDesign, sources.layouts, below=os.path.dirname(path), colors=design.colors)
    return draw_pptx(template_deck(design, slide_design), slide_design)
