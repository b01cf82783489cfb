"""Finished pages to a PDF file, for screen, print shop or copier.

reportlab's pdfdoc numbers, formats and assembles the objects (objects.py); the operators of a page are written by
page.py in the order of its marks, which is the reading order, so that extracted text reads as the content files do.
What the purposes differ in is one record, `Target`.
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, pairwise
from typing import Literal, NamedTuple

from bulletin.draw.pdf.fonts import EmbeddedFont, embed
from bulletin.draw.pdf.images import image_object
from bulletin.draw.pdf.metadata import DOCUMENT_LANGUAGE, information, packet
from bulletin.draw.pdf.objects import Entry, Stream, Value, save, text_string
from bulletin.draw.pdf.outline import destination, outline
from bulletin.draw.pdf.page import ContentStream
from bulletin.draw.pdf.set_spans import SetSpan, set_spans
from bulletin.draw.pdf.tags import Tree
from bulletin.draw.pdf.target import SheetSetup, Target, screen
from bulletin.draw.pictures import is_photograph, largest, scaled
from bulletin.faces.face import Faces
from bulletin.geometry import Insets, Rect, path_bounds
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.page import Bulletin, ImageMark, LinkMark, Page, RuleMark, ShapeMark, TextMark
from bulletin.progress import Watch, counted, unwatched

EM_ABOVE = 0.88  # of an em box over the baseline: GB 18030 faces, ideographic baseline


class Drawing(NamedTuple):
    """What the pages of one file share; `setups` and `entries` have one member for each page."""

    bulletin: Bulletin
    target: Target
    spans: Sequence[Sequence[Sequence[SetSpan]]]  # of each page, for each mark: those of its line, if it is text
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
        memory: keeps how these very faces were cut.
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
    """`bulletin` as a tagged PDF for `target`."""
    entries = [Entry() for _ in bulletin.pages]
    spans = [
        [
            tuple(set_spans(mark, faces, following)) if isinstance(mark, TextMark) else ()
            for mark, following in pairwise((*page.marks, None))
        ]
        for page in bulletin.pages
    ]
    links = frozenset(mark.tag for mark in _link_marks(bulletin)) if target.links else frozenset()
    drawing = Drawing(
        bulletin=bulletin,
        target=target,
        spans=spans,
        fonts=embed(faces, chain(*spans), memory or Memory()),
        images=_images(bulletin, target),
        tree=Tree(bulletin.tags, entries, links=links),
        setups=[target.sheet(page) for page in bulletin.pages],
        entries=entries,
    )
    parent = Entry()
    pages = counted(watch, "正在写简报", range(len(entries)))
    streams = [_draw_page(drawing, order, parent) for order in pages]
    parent.value = {"Type": "/Pages", "Kids": entries, "Count": len(entries)}

    identity = sha256(repr((bulletin.title, bulletin.date, target.version, target.claims)).encode())
    for font in drawing.fonts.values():
        identity.update(font.digest)
    for stream in streams:
        identity.update(stream)
    identifier = identity.digest()[:16]
    info = Entry({**information(bulletin), **target.info})
    return save(_catalog(drawing, parent, identifier), info, version=target.version, identifier=identifier)


def _images(bulletin: Bulletin, target: Target) -> dict[str, Stream]:
    """Every picture of the pages once, by its digest, in colours that the file may hold."""
    marks = (mark for page in bulletin.pages for mark in page.marks if isinstance(mark, ImageMark))
    shown = largest((mark.picture, mark.rect, mark.crop) for mark in marks)
    return {
        digest: image_object(target.picture(scaled(picture, size), photo=is_photograph(picture)))
        for digest, (picture, size) in shown.items()
    }


def _draw_page(drawing: Drawing, order: int, parent: Entry) -> bytes:
    """Fill in the page object at `order`; the content stream, unpacked."""
    page, setup, target = drawing.bulletin.pages[order], drawing.setups[order], drawing.target
    content = ContentStream(page, order, setup, target, drawing.fonts, drawing.tree)
    _draw_marks(page, content, drawing, drawing.spans[order])
    annotations = _links(page, content, order, drawing) if target.links else []
    data = content.finish(target.marks(page, setup) if target.marks else "")
    value: dict[str, Value] = {
        "Type": "/Page", "Parent": parent, "MediaBox": (0, 0, setup.width, setup.height), **setup.boxes,
        "Resources": _resources(content, drawing), "Contents": Stream(data), "StructParents": order, "Tabs": "/S",
    }  # fmt: skip
    if annotations:
        value["Annots"] = annotations
    drawing.entries[order].value = value
    return data


def _draw_marks(page: Page, content: ContentStream, drawing: Drawing, spans: Sequence[Sequence[SetSpan]]) -> None:
    _box_charts(page, content, drawing)
    for mark, parts in zip(page.marks, spans, strict=True):
        if isinstance(mark, TextMark):
            content.text(mark, parts)
        elif isinstance(mark, RuleMark):
            content.rule(mark)
        elif isinstance(mark, ShapeMark):
            content.shape(mark)
        elif isinstance(mark, ImageMark):
            content.image(mark)
            if mark.tag >= 0:
                drawing.tree.figure(mark.tag, content.area(mark.rect), mark.alt or mark.picture.caption)


def mark_bounds(mark: TextMark | RuleMark | ShapeMark) -> Rect | None:
    """What a mark covers, of a text the boxes of its ems; None for one that draws nothing."""
    if isinstance(mark, ShapeMark):
        box, half = path_bounds(mark.path), mark.width / 2 if mark.stroke else 0.0
        return box and box.inset(Insets(-half, -half, -half, -half))
    if isinstance(mark, RuleMark):
        (x, y), (right, bottom), half = mark.start, mark.end, mark.width / 2
        return Rect(min(x, right) - half, min(y, bottom) - half, abs(right - x) + 2 * half, abs(bottom - y) + 2 * half)
    ends = [(mark.x + at / 1000 * span.size, span.size) for span in mark.spans for at in span.xs]
    if not ends:
        return None
    size = max(size for _, size in ends)
    x, right = min(x for x, _ in ends), max(x + size for x, size in ends)
    return Rect(x, mark.y - EM_ABOVE * size, right - x, size)


def _box_charts(page: Page, content: ContentStream, drawing: Drawing) -> None:
    """Tell the tree what each chart takes: PDF/UA wants a figure's box, and a chart's is that of all its marks."""
    figures = {number for number, tag in enumerate(drawing.bulletin.tags) if tag.kind == "Figure"}
    charts: dict[int, list[Rect]] = {}
    for mark in page.marks:
        if isinstance(mark, TextMark | RuleMark | ShapeMark) and mark.tag in figures and (box := mark_bounds(mark)):
            charts.setdefault(mark.tag, []).append(box)
    for tag, boxes in charts.items():
        x, y = min(box.x for box in boxes), min(box.y for box in boxes)
        right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
        drawing.tree.figure(tag, content.area(Rect(x, y, right - x, bottom - y)), "")


def _resources(content: ContentStream, drawing: Drawing) -> dict[str, Value]:
    """The page's resources, named only where they are used."""
    states: dict[str, Value] = {**drawing.target.states}
    states.update((name, {"Type": "/ExtGState", "ca": alpha, "CA": alpha}) for name, alpha in content.states.items())
    resources: dict[str, Value] = {
        "Font": {embedded.name: embedded.font for embedded in content.used.values()},
        "ExtGState": states,
        "XObject": {name: drawing.images[digest] for digest, name in content.images.items()},
    }
    return {key: value for key, value in resources.items() if value}


def _links(page: Page, content: ContentStream, order: int, drawing: Drawing) -> list[Entry]:
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
            "Rect": content.area(mark.rect),
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


def _catalog(drawing: Drawing, parent: Entry, identifier: bytes) -> Entry:
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
            "OutputIntents": _intents(target),
            "PageLabels": {"Nums": [item for order, label in enumerate(labels) for item in (order, {"P": label})]},
            **outline(bulletin, drawing.setups, drawing.entries),
        }
    )


def _intents(target: Target) -> Sequence[Value]:
    """The output intents; the same profile is one stream (ISO 15930-7, 6.9 and ISO 19005-2, 6.2.3)."""
    profiles: dict[bytes, Stream] = {}
    intents: list[Value] = []
    for intent in target.intents:
        profile = profiles.setdefault(intent.profile, Stream(intent.profile, {"N": intent.channels}))
        value: dict[str, Value] = {
            "Type": "/OutputIntent",
            "S": "/" + intent.subtype,
            "OutputConditionIdentifier": text_string(intent.identifier),
            "DestOutputProfile": profile,
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
