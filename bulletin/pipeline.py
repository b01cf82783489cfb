"""The rooms in their order: to read `build` is to read the program.

What not every command needs is imported where it is entered: the slides' room, and rooms that bring a heavy library,
as reportlab for drawing pages, python-pptx and lxml for templates and decks, pikepdf for booklets and preflight.
"""

import os
from contextlib import suppress
from functools import partial

from bulletin.faces.face import Faces, open_faces
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.kept_plan import KeptPlan, basis_of
from bulletin.model.output import PDF_NAMES, PREFLIGHT_NAME, PREVIEW_NAME, SLIDES_NAME, File, Order, Printed
from bulletin.model.page import Bulletin
from bulletin.model.slide import Deck, SlideDesign
from bulletin.opening import read_file
from bulletin.problems import BulletinError, GlyphError, Problem, ProofError, gathered, joined
from bulletin.progress import Step, Watch, unwatched
from bulletin.proof.page import verify
from bulletin.proof.paper import check_booklet, copier_limits
from bulletin.proof.score import Proof, proof
from bulletin.read.check import borrowed_glyphs, missing_glyphs, other_layouts, read, silenced
from bulletin.read.layout import DECK_LAYOUT, decode, layout_file
from bulletin.read.plan_file import PlanFile, read_plan
from bulletin.sources import Sources
from bulletin.words.head_words import HeadWords, head_words

DECK_TEMPLATE = "slides.pptx"  # of the layouts that come with the program
MOST_TEMPLATE = 1 << 24  # bytes


def build(order: Order, memory: Memory, watch: Watch = unwatched) -> Printed:
    """Read, compose, make up, proof, draw, then the deck: the whole program, in the order it happens.

    Same order, same bytes, whatever `memory` holds; `watch` hears how far it is.

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
            watch=watch,
        )
        missing = missing_glyphs(edition, design, faces, memory.under("printed"))
        faces.judged()
        if missing:
            raise GlyphError(*missing)
        memory.next_build()  # an editor's slip makes it forget nothing
        earlier = PlanFile() if order.fresh else read_plan(order.content, sources.home, order.kept)
        problems = edition.problems + earlier.problems + borrowed_glyphs(faces)
        words = head_words(edition, memory.under("words"))
        # a deck alone needs pages for their order only: where none can be made up, it keeps the files' order
        placed = _known_order(edition, design, order, earlier.plan)
        with gathered(faults) if order.pdf else suppress(BulletinError):
            if "booklet" in order.purposes:
                check_booklet(design)
            if order.pdf or not (edition.ordered or placed):
                bulletin = _made_up(edition, design, faces, order, memory, words, earlier.plan, watch)
            if order.pdf and bulletin:
                watch(Step("正在核对版面"))
                judged = _proofed(edition, design, bulletin, memory)
                problems += judged.problems + (copier_limits(bulletin) if "office" in order.purposes else ())
                lines = tuple(finding for finding in judged.lines if not silenced(finding, edition))
                cuts = memory.under("cuts", faces.state())
                files += _pages(bulletin, design, faces, order, cuts, watch) if order.draw else ()
        placed = bulletin.order if bulletin else placed
        with gathered(faults):
            if order.slides:
                deck, drawn = _deck(_as_placed(edition, placed), design, faces, order, memory, words, watch)
                problems += deck.problems
                files += drawn
        with gathered(faults):
            problems += faces.judged()  # pages and slides may have asked for further faces
    problems = tuple(problem for problem in problems if not silenced(problem, edition))
    if faults:
        raise joined(faults, problems)
    pages, slides = bulletin if order.pdf else None, len(deck.slides) if deck else 0
    return Printed(edition, files, problems, bulletin=pages, slide_count=slides, deck=deck, lines=lines, placed=placed)


def _made_up(
    edition: Edition,
    design: Design,
    faces: Faces,
    order: Order,
    memory: Memory,
    words: HeadWords,
    kept: KeptPlan | None,
    watch: Watch,
) -> Bulletin:
    """The pages; other layouts are read only where one of them may be offered."""
    from bulletin.compose.composer import Composer
    from bulletin.makeup.issue import make_up

    watch(Step("正在安排版面"))
    sources = order.sources
    settings = memory.under("lines", faces.state(), repr(design.text), edition.terms)
    composer = Composer(design.text, faces, edition.terms, settings, words)
    others = partial(other_layouts, design, sources.home, sources.layouts, faces.roles, memory)
    return make_up(edition, design, faces, composer, pages=order.pages, kept=kept, others=others)


def _proofed(edition: Edition, design: Design, bulletin: Bulletin, memory: Memory) -> Proof:
    """What there is to say about sound pages. Raises ProofError for others."""
    if broken := verify(edition, design, bulletin, memory):
        raise ProofError(*broken)
    return proof(edition, design, bulletin, memory)


def _pages(
    bulletin: Bulletin, design: Design, faces: Faces, order: Order, cuts: Memory, watch: Watch
) -> tuple[File, ...]:
    """A PDF for each purpose; the print shop's with its preflight sheet, the first one with previews if wanted."""
    from bulletin.draw.pdf.file import draw_pdf

    pdfs = []
    for purpose in order.purposes:
        sheet = "printer" if purpose == "booklet" else purpose
        data = draw_pdf(bulletin, design, faces, sheet, icc_folders=order.sources.profiles, memory=cuts, watch=watch)
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

        images = enumerate(previews(pdfs[0].data, watch=watch), 1)
        extras += [File(PREVIEW_NAME.format(page), image, "preview", 1) for page, image in images]
    return (*pdfs, *extras)


def _known_order(edition: Edition, design: Design, order: Order, kept: KeptPlan | None) -> tuple[int, ...]:
    """The order in which makeup places the reports, where an earlier plan of the same reports says it; else ()."""
    return kept.placed(edition, basis_of(edition, design, order.pages)) if kept else ()


def _as_placed(edition: Edition, placed: tuple[int, ...]) -> Edition:
    """The edition in the order in which makeup, left free, placed its reports: the deck follows the paper."""
    if edition.ordered or not placed:
        return edition
    return edition._replace(reports=tuple(edition.reports[position] for position in placed))


def _deck(
    edition: Edition, design: Design, faces: Faces, order: Order, memory: Memory, words: HeadWords, watch: Watch
) -> tuple[Deck, tuple[File, ...]]:
    """The deck, and its file if it shall be drawn."""
    from bulletin.read.template import read_template
    from bulletin.slides.deck import make_slides

    path = layout_file(DECK_LAYOUT, order.sources.layouts)
    notes: list[Problem] = []
    beside = os.path.dirname(path)
    slide_design = decode(path, SlideDesign, order.sources.layouts, below=beside, memory=memory, notes=notes)
    file, below = _template_file(order, slide_design, beside)
    template = read_template(file, below=below, memory=memory.under("template"))
    deck = make_slides(edition, design, slide_design, faces, template, memory.under("slides"), words, watch)
    deck = deck._replace(problems=(*notes, *deck.problems))
    if not order.draw:
        return deck, ()

    from bulletin.draw.pptx.deck import draw_pptx

    profiles = order.sources.profiles
    data = draw_pptx(deck, template, press=design.press, icc_folders=profiles, memory=memory, watch=watch)
    return deck, (File(SLIDES_NAME, data, "slides", len(deck.slides)),)


def _template_file(order: Order, slide_design: SlideDesign, beside: str) -> tuple[str, str]:
    """The deck's template, and the folder that it must lie in, "" for none.

    The command's is looked for where the user stands. One that a layout names lies in a folder of layouts, the user's
    own before those that come with the program.
    """
    name = slide_design.template.strip() or DECK_TEMPLATE  # layouts of earlier versions name none
    if order.template or os.path.isabs(name):
        return order.template or name, ""
    folder = next((each for each in order.sources.layouts if os.path.lexists(os.path.join(each, name))), beside)
    return os.path.join(folder, name), folder


def default_template(sources: Sources) -> bytes:
    """The deck's own template, for an office to change."""
    folder = next(each for each in sources.layouts if os.path.lexists(os.path.join(each, DECK_TEMPLATE)))
    return read_file(os.path.join(folder, DECK_TEMPLATE), limit=MOST_TEMPLATE)
