"""The rooms in their order: read, compose, make up, proof, draw. Whoever reads this has read the program.

Rooms are imported where they are entered: `--only slides` never meets reportlab, nor `--only pdf` the deck.
"""

import os
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from bulletin.desk.beside import Beside
from bulletin.desk.delivery import File
from bulletin.faces.face import Faces, open_faces
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin
from bulletin.problems import GlyphError, Problem, ProofError
from bulletin.read.check import missing_glyphs, read

if TYPE_CHECKING:
    from bulletin.model.slide import SlideDesign

Purpose: TypeAlias = Literal["screen", "printer", "office", "booklet"]

PDF_NAMES: dict[Purpose, str] = {
    "screen": "bulletin.pdf",
    "printer": "bulletin-printer.pdf",
    "office": "bulletin-office.pdf",
    "booklet": "bulletin-booklet.pdf",
}
SLIDES_NAME = "slides.pptx"
SHEET_NAME = "bulletin-printer.preflight.txt"


class Order(NamedTuple):
    """What is to be made, of what, and where to."""

    root: str  # the project's folder with layouts/ and fonts/
    content: str
    output: str
    layout: str | None = None  # name or file; None: the edition's own
    pdf: bool = True
    slides: bool = True
    purposes: tuple[Purpose, ...] = ("screen",)
    pages: int = 0
    template: str | None = None
    cache: bool = True
    previews: bool = False
    draw: bool = True  # False: judge only, draw nothing
    apart: bool = False  # draw in a second process while this one goes on


class Printed(NamedTuple):
    """What was made, not yet written, and what there is to say about it."""

    edition: Edition
    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    bulletin: Bulletin | None = None
    slide_count: int = 0


class Sheets(NamedTuple):
    """What the drawing room is handed: finished pages and what they are wanted for."""

    bulletin: Bulletin
    design: Design
    order: Order


def make(order: Order) -> Printed:
    """Read, compose, make up, proof, draw: the whole program, in the order it happens.

    Raises:
        BulletinError: with every fault found; nothing has been written.
    """
    drawing = Beside(lambda: _open_drawing_room(order.root), _draw, apart=order.apart and order.pdf and order.draw)
    try:
        edition, design = read(order.content, order.layout, root=order.root)
        faces = open_faces(os.path.join(order.root, "fonts"))
        missing = missing_glyphs(edition, design, faces)
        if missing:
            raise GlyphError(*missing)
        printed = Printed(edition, (), edition.problems)
        if order.pdf:
            bulletin, printed = _newspaper(printed, design, faces, order)
            drawing.hand(Sheets(bulletin, design, order))
            printed = _proofed(printed, bulletin, design, order)
        if order.slides:
            printed = _slides(printed, design, faces, order)
        if order.pdf and order.draw:
            printed = printed._replace(files=drawing.collect() + printed.files)
    finally:
        drawing.drop()
    return printed._replace(problems=_heard(printed.problems, edition))


def _newspaper(printed: Printed, design: Design, faces: Faces, order: Order) -> tuple[Bulletin, Printed]:
    from bulletin.compose.story import Composer
    from bulletin.makeup.newsletter import make_up

    if "booklet" in order.purposes:
        from bulletin.draw.paper import check_booklet

        check_booklet(design)
    composer = Composer(design.text, faces, printed.edition.terms)
    bulletin = make_up(printed.edition, design, faces, composer, pages=order.pages)
    return bulletin, printed._replace(bulletin=bulletin)


def _proofed(printed: Printed, bulletin: Bulletin, design: Design, order: Order) -> Printed:
    from bulletin.proof.page import verify
    from bulletin.proof.score import proof

    broken = verify(printed.edition, design, bulletin)
    if broken:
        raise ProofError(*broken)
    problems = printed.problems + proof(printed.edition, design, bulletin).problems
    if "office" in order.purposes:
        from bulletin.draw.paper import copier_limits

        problems += copier_limits(bulletin)
    return printed._replace(problems=problems)


def _open_drawing_room(root: str) -> Faces:
    """Have everything imported and opened that drawing needs, before the pages are there."""
    import bulletin.draw.pdf  # noqa: F401

    faces = open_faces(os.path.join(root, "fonts"))
    faces.choose("song", "一")
    return faces


def _draw(sheets: Sheets) -> tuple[File, ...]:
    from bulletin.draw.pdf import draw_pdf

    bulletin, design, order = sheets
    faces = open_faces(os.path.join(order.root, "fonts"))
    files: list[File] = []
    for purpose in order.purposes:
        path = os.path.join(order.output, PDF_NAMES[purpose])
        if purpose == "booklet":
            from bulletin.draw.imposition import impose

            files.append(File(path, impose(draw_pdf(bulletin, design, faces, "printer"), design)))
        else:
            files.append(File(path, draw_pdf(bulletin, design, faces, purpose)))
    if "printer" in order.purposes:
        from bulletin.desk.preflight import preflight, told

        drawn = files[order.purposes.index("printer")]
        sheet = preflight(drawn.data, name=drawn.path, max_ink=design.press.max_ink)
        files.append(File(os.path.join(order.output, SHEET_NAME), told(sheet).encode()))
    if order.previews:
        from bulletin.desk.png import previews

        for number, image in enumerate(previews(files[0].data), 1):
            files.append(File(os.path.join(order.output, f"bulletin-{number}.png"), image))
    return tuple(files)


def _slides(printed: Printed, design: Design, faces: Faces, order: Order) -> Printed:
    from bulletin.makeup.slides import make_slides

    slide_design = _slide_design(order.root)
    template = None
    if order.template or slide_design.template:
        from bulletin.read.template import read_template

        # the command's file is looked for where the user stands, the layout's beside the layout
        template = read_template(order.template or os.path.join(order.root, "layouts", slide_design.template))
    deck = make_slides(printed.edition, design, slide_design, faces, template)
    printed = printed._replace(problems=printed.problems + deck.problems, slide_count=len(deck.slides))
    if not order.draw:
        return printed

    from bulletin.draw.pptx import draw_pptx

    path = os.path.join(order.output, SLIDES_NAME)
    return printed._replace(files=(*printed.files, File(path, draw_pptx(deck, slide_design, template))))


def template_file(root: str, path: str) -> File:
    """The deck's own template as a file for an office to start from."""
    from bulletin.draw.pptx import draw_pptx
    from bulletin.makeup.slides import template_deck
    from bulletin.read.layout import decode

    slide_design = _slide_design(root)
    design = decode(os.path.join(root, "layouts", "bulletin-a3.yaml"), Design)
    return File(path, draw_pptx(template_deck(design, slide_design), slide_design))


def _slide_design(root: str) -> "SlideDesign":
    from bulletin.model.slide import SlideDesign
    from bulletin.read.layout import decode

    return decode(os.path.join(root, "layouts", "slides.yaml"), SlideDesign)


def _heard(problems: tuple[Problem, ...], edition: Edition) -> tuple[Problem, ...]:
    """The problems less those that the editor silenced, for the issue or for one report."""
    silenced = {report.place.file: report.ignore for report in edition.reports}
    return tuple(
        problem
        for problem in problems
        if problem.severity == "error"
        or not (
            problem.code in edition.ignore
            or (problem.place and problem.code in silenced.get(problem.place.file, frozenset()))
        )
    )
