"""The rooms in their order: read, compose, make up, proof, draw. Whoever reads this has read the program.

Rooms are imported where they are entered: `--only slides` never meets reportlab, nor `--only pdf` the deck.
"""

import os
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from bulletin.build.beside import Beside
from bulletin.build.cache import code_version, load, pack
from bulletin.build.delivery import File
from bulletin.faces.face import Faces, open_faces
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Edition
from bulletin.model.page import Bulletin
from bulletin.problems import BulletinError, GlyphError, Problem, ProofError
from bulletin.read.check import borrowed_glyphs, missing_glyphs, read

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
    keep: tuple[File, ...] = ()  # for the next build's sake: nobody misses them


class Written(NamedTuple):
    """What the slide room is handed: the reports as they were read."""

    edition: Edition
    design: Design
    order: Order


class Sheets(NamedTuple):
    """What the drawing room is handed: finished pages and what they are wanted for."""

    bulletin: Bulletin
    design: Design
    order: Order


class Slides(NamedTuple):
    """What the slide room made."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    total: int
    keep: tuple[File, ...]


def make(order: Order) -> Printed:
    """Read, compose, make up, proof, draw: the whole program, in the order it happens.

    Raises:
        BulletinError: with every fault found; nothing has been written.
    """
    works = [work for work, wanted in ((_slides, order.slides), (_draw, order.pdf and order.draw)) if wanted]
    beside = Beside(lambda: _prepare(order), works, apart=order.apart and order.pdf and order.draw)
    try:
        edition, design = read(order.content, order.layout, root=order.root)
        faces = open_faces(os.path.join(order.root, "fonts"))
        missing = missing_glyphs(edition, design, faces)
        if missing:
            raise GlyphError(*missing)
        printed = Printed(edition, (), edition.problems + borrowed_glyphs(faces))
        faults: list[BulletinError] = []
        if order.slides and edition.ordered:
            beside.hand(Written(edition, design, order))
        if order.pdf or not edition.ordered:
            cache = Cache(order, "lines", ("compose", "faces", "model"), faces.state(), design.text, edition.terms)
            memory = cache.load()
            try:
                bulletin = _newspaper(edition, design, faces, order, memory)
                if order.slides and not edition.ordered:
                    beside.hand(Written(_as_placed(edition, bulletin), design, order))
                if order.pdf and order.draw:
                    beside.hand(Sheets(bulletin, design, order))
                if order.pdf:
                    problems = printed.problems + _proofed(edition, design, bulletin, order)
                    printed = printed._replace(bulletin=bulletin, problems=problems)
                printed = printed._replace(keep=cache.pack(memory))
            except BulletinError as error:
                if order.pdf:
                    faults.append(error)
                else:  # nobody asked for pages: the deck goes by the files' order
                    beside.hand(Written(edition, design, order))
        for made in beside.collect():
            if isinstance(made, BulletinError):
                faults.append(made)
            elif isinstance(made, Slides):
                printed = printed._replace(
                    files=printed.files + made.files,
                    problems=printed.problems + made.problems,
                    slide_count=made.total,
                    keep=printed.keep + made.keep,
                )
            else:
                printed = printed._replace(files=made + printed.files)
    finally:
        beside.drop()
    if faults:
        first = min(faults, key=lambda fault: fault.exit_code)
        raise type(first)(*printed.problems, *(problem for fault in faults for problem in fault.problems))
    return printed._replace(problems=_heard(printed.problems, edition))


class Cache:
    """One memory of a build in output/.cache/, known by the rooms' code and by all else that its answers depend on."""

    def __init__(self, order: Order, name: str, rooms: tuple[str, ...], *basis: object) -> None:
        self._wanted = order.cache
        self._path = os.path.join(order.output, ".cache", name)
        self._key = "\n".join((code_version(os.path.dirname(__file__), *rooms), *map(repr, basis)))

    def load(self) -> Memory:
        return load(self._path, self._key) if self._wanted else Memory()

    def pack(self, memory: Memory) -> tuple[File, ...]:
        return pack(self._path, self._key, memory) if self._wanted else ()


def _as_placed(edition: Edition, bulletin: Bulletin) -> Edition:
    """The edition in the order in which makeup, left free, placed its reports: the deck follows the paper."""
    if not bulletin.order:
        return edition
    return edition._replace(reports=tuple(edition.reports[at] for at in bulletin.order))


def _newspaper(edition: Edition, design: Design, faces: Faces, order: Order, memory: Memory) -> Bulletin:
    from bulletin.compose.composer import Composer
    from bulletin.makeup.issue import make_up

    if "booklet" in order.purposes:
        from bulletin.draw.pdf.paper import check_booklet

        check_booklet(design)
    composer = Composer(design.text, faces, edition.terms, memory)
    return make_up(edition, design, faces, composer, pages=order.pages)


def _proofed(edition: Edition, design: Design, bulletin: Bulletin, order: Order) -> tuple[Problem, ...]:
    from bulletin.proof.page import verify
    from bulletin.proof.score import proof

    broken = verify(edition, design, bulletin)
    if broken:
        raise ProofError(*broken)
    problems = proof(edition, design, bulletin).problems
    if "office" in order.purposes:
        from bulletin.draw.pdf.paper import copier_limits

        problems += copier_limits(bulletin)
    return problems


def _prepare(order: Order) -> Faces:
    """Have imported and opened what slides and drawing need, before there is anything to draw."""
    if order.pdf and order.draw:
        import bulletin.draw.pdf.file  # noqa: F401
    return open_faces(os.path.join(order.root, "fonts"))


def _slides(faces: Faces, written: Written) -> Slides:
    from bulletin.slides.deck import make_slides

    edition, design, order = written
    slide_design = _slide_design(order.root)
    template = None
    if order.template or slide_design.template:
        from bulletin.read.template import read_template

        # the command's file is looked for where the user stands, the layout's beside the layout
        template = read_template(order.template or os.path.join(order.root, "layouts", slide_design.template))
    cache = Cache(order, "slides", ("slides", "choose", "faces", "model"), faces.state(), slide_design)
    memory = cache.load()
    deck = make_slides(edition, design, slide_design, faces, template, memory)
    if not order.draw:
        return Slides((), deck.problems, len(deck.slides), ())

    from bulletin.draw.pptx.deck import draw_pptx

    file = File(os.path.join(order.output, SLIDES_NAME), draw_pptx(deck, slide_design, template))
    return Slides((file,), deck.problems, len(deck.slides), cache.pack(memory))


def _draw(faces: Faces, sheets: Sheets) -> tuple[File, ...]:
    from bulletin.draw.pdf.file import draw_pdf

    bulletin, design, order = sheets
    files: list[File] = []
    for purpose in order.purposes:
        path = os.path.join(order.output, PDF_NAMES[purpose])
        if purpose == "booklet":
            from bulletin.draw.pdf.imposition import impose

            files.append(File(path, impose(draw_pdf(bulletin, design, faces, "printer"), design)))
        else:
            files.append(File(path, draw_pdf(bulletin, design, faces, purpose)))
    if "printer" in order.purposes:
        from bulletin.preflight.report import as_text, preflight

        drawn = files[order.purposes.index("printer")]
        sheet = preflight(drawn.data, name=drawn.path, max_ink=design.press.max_ink)
        files.append(File(os.path.join(order.output, SHEET_NAME), as_text(sheet).encode()))
    if order.previews:
        from bulletin.draw.previews import previews

        for number, image in enumerate(previews(files[0].data), 1):
            files.append(File(os.path.join(order.output, f"bulletin-{number}.png"), image))
    return tuple(files)


def template_file(root: str, path: str) -> File:
    """The deck's own template as a file for an office to start from."""
    from bulletin.draw.pptx.deck import draw_pptx
    from bulletin.read.layout import decode
    from bulletin.slides.deck import template_deck

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
