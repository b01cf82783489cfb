"""Finished pages to a PDF file, for screen, print shop or copier.

reportlab's pdfdoc numbers, formats and assembles the objects (objects.py); the operators of a page are written by
page.py in the order of its marks, which is the reading order, so that extracted text reads as the content files do.
What the purposes differ in is one record, `Target`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import Literal, NamedTuple

from bulletin.draw.pdf.drawn_page import DrawnPage, PageDrawer
from bulletin.draw.pdf.fonts import EmbeddedFont, embed
from bulletin.draw.pdf.images import image_object
from bulletin.draw.pdf.laid_page import LaidPage, Layer
from bulletin.draw.pdf.metadata import DOCUMENT_LANGUAGE, information, packet
from bulletin.draw.pdf.objects import Entry, PackedStream, Stream, Value, packed, save, text_string
from bulletin.draw.pdf.outline import destination, outline
from bulletin.draw.pdf.page import area
from bulletin.draw.pdf.tags import Tree
from bulletin.draw.pdf.target import Intent, SheetSetup, Target, screen
from bulletin.draw.pictures import Raster, is_photograph, largest, scaled
from bulletin.faces.face import Faces
from bulletin.geometry import Size
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.edition import Picture
from bulletin.model.page import Bulletin, ImageMark, LinkMark, Page
from bulletin.progress import Watch, counted, unwatched


class Drawing(NamedTuple):
    """What the pages of one file share; `setups` and `entries` have one member for each page."""

    bulletin: Bulletin
    target: Target
    fonts: Mapping[str, EmbeddedFont]
    images: Mapping[str, Stream]  # image XObjects by digest of the picture
    tree: Tree
    setups: Sequence[SheetSetup]
    entries: Sequence[Entry]  # the page objects


def draw_pdf(
    bulletin: Bulletin,
    design: Design,
    faces: Faces,
    purpose: Literal["screen", "printer", "office"] = "screen",
    *,
    icc_folders: Sequence[str],
    memory: Memory | None = None,
    watch: Watch = unwatched,
) -> bytes:
    """The whole file; the same values give the same bytes in any process, whatever `memory` holds.

    Args:
        icc_folders: where the profile that `design.press` names is looked for, in this order.
        memory: for these very faces; keeps how they were cut, pages drawn, pictures and profiles.
        watch: hears of each page before it is drawn.

    Raises:
        ContentError: the file needs that profile, and there is none or it is not a CMYK profile.
    """
    return draw(bulletin, faces, target_for(purpose, design, icc_folders), memory, watch)


def target_for(purpose: Literal["screen", "printer", "office"], design: Design, icc_folders: Sequence[str]) -> Target:
    """What a purpose asks of the file."""
    if purpose == "screen":
        return screen(design.press, icc_folders)
    from bulletin.draw.pdf.press import office, printer  # with Little CMS, which a file for the screen does not need

    return printer(design, icc_folders) if purpose == "printer" else office(design, icc_folders)


def draw(
    bulletin: Bulletin, faces: Faces, target: Target, memory: Memory | None = None, watch: Watch = unwatched
) -> bytes:
    """`bulletin` as a tagged PDF for `target`; `memory` is for these very faces."""
    memory = memory or Memory()
    entries = [Entry() for _ in bulletin.pages]
    layer = Layer(faces, memory)
    laid = [layer.page(page) for page in bulletin.pages]
    links = frozenset(mark.tag for mark in _link_marks(bulletin)) if target.links else frozenset()
    drawing = Drawing(
        bulletin=bulletin,
        target=target,
        fonts=embed(faces, (page.glyphs for page in laid), memory),
        images=_images(bulletin, target, memory.under("pictures", target.name)),
        tree=Tree(bulletin.tags, entries, links=links),
        setups=[target.sheet(page) for page in bulletin.pages],
        entries=entries,
    )
    drawer = PageDrawer(target, drawing.fonts, memory)
    parent = Entry()
    identity = sha256(repr((bulletin.title, bulletin.date, target.version, target.claims)).encode())
    for font in drawing.fonts.values():
        identity.update(font.digest)
    for order in counted(watch, "正在写简报", range(len(entries))):
        kinds = tuple(map(drawing.tree.kind, laid[order].tags))
        drawn = drawer.drawn(laid[order], drawing.setups[order], kinds)
        entries[order].value = _page(drawing, order, parent, laid[order], drawn)
        identity.update(drawn.digest)
    parent.value = {"Type": "/Pages", "Kids": entries, "Count": len(entries)}

    identifier = identity.digest()[:16]
    info = Entry({**information(bulletin), **target.info})
    catalog = _catalog(drawing, parent, identifier, memory.under("profiles"))
    return save(catalog, info, version=target.version, identifier=identifier)


def _images(bulletin: Bulletin, target: Target, memory: Memory) -> dict[str, Stream]:
    """Every picture of the pages once, by its digest, in colours that the file may hold."""
    marks = (mark for page in bulletin.pages for mark in page.marks if isinstance(mark, ImageMark))
    shown = largest((mark.picture, mark.rect, mark.crop) for mark in marks)
    return {digest: image_object(_raster(*each, target, memory)) for digest, each in shown.items()}


def _raster(picture: Picture, size: Size, target: Target, memory: Memory) -> Raster:
    """The picture's pixels as `target` has them at this size."""
    photo = is_photograph(picture)
    key = (picture.digest, size, photo, target.profile(picture))
    return memory.recall(key, lambda: target.picture(scaled(picture, size), photo=photo))


def _page(drawing: Drawing, order: int, parent: Entry, laid: LaidPage, drawn: DrawnPage) -> dict[str, Value]:
    """The page object at `order`; what is on it goes into the structure tree."""
    page, setup, tree = drawing.bulletin.pages[order], drawing.setups[order], drawing.tree
    for own in drawn.content:
        tree.content(laid.tags[own], order)
    for figure in drawn.figures:
        tree.figure(laid.tags[figure.tag], figure.box, figure.alt)
    annotations = _links(page, order, drawing) if drawing.target.links else []
    value: dict[str, Value] = {
        "Type": "/Page", "Parent": parent, "MediaBox": (0, 0, setup.width, setup.height), **setup.boxes,
        "Resources": _resources(laid, drawn, drawing), "Contents": drawn.stream.stream(), "StructParents": order,
        "Tabs": "/S",
    }  # fmt: skip
    if annotations:
        value["Annots"] = annotations
    return value


def _resources(laid: LaidPage, drawn: DrawnPage, drawing: Drawing) -> dict[str, Value]:
    """The page's resources, named only where they are used."""
    states: dict[str, Value] = {**drawing.target.states}
    states.update((name, {"Type": "/ExtGState", "ca": alpha, "CA": alpha}) for name, alpha in drawn.states.items())
    fonts = [drawing.fonts[face] for face in laid.glyphs]
    resources: dict[str, Value] = {
        "Font": {embedded.name: embedded.font for embedded in fonts},
        "ExtGState": states,
        "XObject": {name: drawing.images[digest] for digest, name in drawn.images.items()},
    }
    return {key: value for key, value in resources.items() if value}


def _links(page: Page, order: int, drawing: Drawing) -> list[Entry]:
    """The page's annotations: jumps to another page, numbers of notes, addresses."""
    bulletin = drawing.bulletin
    numbers = {target.number: position for position, target in enumerate(bulletin.pages)}
    found = []
    for mark in _link_marks(bulletin, page):
        link = Entry()
        leads: dict[str, Value] = (
            {"A": {"Type": "/Action", "S": "/URI", "URI": text_string(mark.address)}}
            if mark.address
            else {"Dest": destination(numbers[mark.page], mark.y, bulletin, drawing.setups, drawing.entries)}
        )
        link.value = {
            "Type": "/Annot",
            "Subtype": "/Link",
            "Rect": area(mark.rect, page.size, drawing.setups[order]),
            "Border": (0, 0, 0),
            "F": 4,  # printed, as PDF/A wants it
            "Contents": text_string(mark.contents),
            **leads,
            "StructParent": drawing.tree.annotation(mark.tag, order, link),
        }
        found.append(link)
    return found


def _link_marks(bulletin: Bulletin, *pages: Page) -> Iterator[LinkMark]:
    """What leads elsewhere on `pages`, or on all; one without a tag is left out, for PDF/UA cannot hold it."""
    numbers = {page.number for page in bulletin.pages}
    for mark in chain.from_iterable(page.marks for page in pages or bulletin.pages):
        if isinstance(mark, LinkMark) and (mark.address or mark.page in numbers) and mark.tag >= 0:
            yield mark


def _catalog(drawing: Drawing, parent: Entry, identifier: bytes, memory: Memory) -> Entry:
    """The document catalog; the structure tree is closed here."""
    bulletin, target = drawing.bulletin, drawing.target
    xmp = packet(bulletin, target.claims, identifier=identifier, media=target.media)
    labels = [text_string(f"第{page.number}版") for page in bulletin.pages]  # pages' names in a viewer
    return Entry(
        {
            "Type": "/Catalog",
            "Pages": parent,
            "Lang": text_string(DOCUMENT_LANGUAGE),
            "MarkInfo": {"Marked": True},
            "StructTreeRoot": drawing.tree.root(),
            "ViewerPreferences": {"DisplayDocTitle": True, **target.viewer},
            "Metadata": Stream(xmp, {"Type": "/Metadata", "Subtype": "/XML"}, pack=False),
            "OutputIntents": _intents(target, memory),
            "PageLabels": {"Nums": [item for order, label in enumerate(labels) for item in (order, {"P": label})]},
            **outline(bulletin, drawing.setups, drawing.entries),
        }
    )


def _intents(target: Target, memory: Memory) -> Sequence[Value]:
    """The output intents; the same profile is one stream (ISO 15930-7, 6.9 and ISO 19005-2, 6.2.3)."""
    profiles: dict[bytes, Stream] = {}
    intents: list[Value] = []
    for intent in target.intents:
        if intent.profile not in profiles:
            profiles[intent.profile] = memory.recall(intent, partial(_profile, intent)).stream()
        value: dict[str, Value] = {
            "Type": "/OutputIntent",
            "S": "/" + intent.subtype,
            "OutputConditionIdentifier": text_string(intent.identifier),
            "DestOutputProfile": profiles[intent.profile],
        }
        for key, text in (
            ("Info", intent.info),
            ("RegistryName", intent.registry),
            ("OutputCondition", intent.condition),
        ):
            if text:
                value[key] = text_string(text)
        intents.append(Entry(value))
    return intents


def _profile(intent: Intent) -> PackedStream:
    return packed(intent.profile, {"N": intent.channels})
