"""Made-up pages to a PDF file: the room's door.

reportlab's pdfdoc numbers and assembles the objects; operators are written here, in the order of the marks, which is
the reading order, so that extracted text reads as the content files do. What the purposes differ in is one record,
`Target`.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Literal

from bulletin.draw.pdf.fonts import EmbeddedFont, embed
from bulletin.draw.pdf.images import Raster, image_object, open_raster
from bulletin.draw.pdf.metadata import LANGUAGE, information, packet
from bulletin.draw.pdf.objects import Entry, Stream, Text, Value, new_document, save
from bulletin.draw.pdf.page import Content
from bulletin.draw.pdf.tags import Tree
from bulletin.draw.pdf.target import Sheet, Target, screen
from bulletin.faces.face import Faces
from bulletin.model.design import Design
from bulletin.model.page import Bulletin, ImageMark, LinkMark, Page, RuleMark, ShapeMark, TextMark


def draw_pdf(
    bulletin: Bulletin, design: Design, faces: Faces, purpose: Literal["screen", "printer", "office"] = "screen"
) -> bytes:
    """The whole file; the same values give the same bytes in any process."""
    return draw(bulletin, faces, target_for(purpose, design))


def target_for(purpose: Literal["screen", "printer", "office"], design: Design) -> Target:
    """What a purpose asks of the file."""
    if purpose == "screen":
        return screen(design.press)
    from bulletin.draw.pdf.press import office, printer

    return printer(design) if purpose == "printer" else office(design)


def draw(bulletin: Bulletin, faces: Faces, target: Target) -> bytes:
    """`bulletin` as a tagged PDF for `target`."""
    document = new_document()
    fonts = embed(faces, bulletin.pages)
    pages = [Entry("null") for _ in bulletin.pages]
    sheets = [target.sheet(page) for page in bulletin.pages]
    tree = Tree(bulletin.tags, pages, links=target.links)
    rasters = {
        mark.picture.digest: mark.picture
        for page in bulletin.pages
        for mark in page.marks
        if isinstance(mark, ImageMark)
    }
    pictures = {digest: target.picture(open_raster(picture)) for digest, picture in rasters.items()}
    objects = {digest: image_object(raster) for digest, raster in pictures.items()}
    identity = sha256(repr((bulletin.title, bulletin.date, target.version, target.claims)).encode())
    for embedded in fonts.values():
        identity.update(embedded.digest)

    parent = Entry("null")
    streams: list[Stream] = []
    for order, page in enumerate(bulletin.pages):
        content = _content(page, order, sheets[order], target, fonts, tree, pictures)
        annotations = _links(page, content, order, bulletin, sheets, pages, tree) if target.links else []
        data = content.finish(target.marks(page, sheets[order]) if target.marks else "")
        identity.update(data)
        streams.append(Stream(data))
        pages[order].value = _page(content, sheets[order], target, objects, parent, streams[order], order, annotations)
    parent.value = {"Type": "/Pages", "Kids": pages, "Count": len(pages)}

    name = identity.digest()[:16]
    catalog = Entry(
        {
            "Type": "/Catalog",
            "Pages": parent,
            "Lang": Text(LANGUAGE),
            "MarkInfo": {"Marked": True},
            "StructTreeRoot": tree.root(),
            "ViewerPreferences": {"DisplayDocTitle": True, **target.viewer},
            "Metadata": Stream(
                packet(bulletin, target.claims, identifier=name, media=target.media),
                {"Type": "/Metadata", "Subtype": "/XML"},
                pack=False,
            ),
            "OutputIntents": _intents(target),
            "PageLabels": {"Nums": [item for pair in enumerate(map(_label, bulletin.pages)) for item in pair]},
            **_outline(bulletin, pages, sheets),
        }
    )
    info = Entry({**information(bulletin), **target.info})
    return save(document, catalog, info, version=target.version, identifier=name)


def _content(
    page: Page,
    order: int,
    sheet: Sheet,
    target: Target,
    fonts: Mapping[str, EmbeddedFont],
    tree: Tree,
    pictures: Mapping[str, Raster],
) -> Content:
    """The page's marks, drawn."""
    content = Content(page, order, sheet, target, fonts, tree)
    for mark in page.marks:
        if isinstance(mark, TextMark):
            content.text(mark)
        elif isinstance(mark, RuleMark):
            content.rule(mark)
        elif isinstance(mark, ShapeMark):
            content.shape(mark)
        elif isinstance(mark, ImageMark):
            box = content.image(mark, pictures[mark.picture.digest])
            if mark.tag >= 0:
                tree.figure(mark.tag, box, mark.alt or mark.picture.caption)
    return content


def _page(
    content: Content,
    sheet: Sheet,
    target: Target,
    objects: Mapping[str, Stream],
    parent: Entry,
    stream: Stream,
    order: int,
    annotations: Sequence[Entry],
) -> dict[str, Value]:
    """The page object with its resources, named only where they are used."""
    states: dict[str, Value] = {**target.states}
    states.update((name, {"Type": "/ExtGState", "ca": alpha, "CA": alpha}) for name, alpha in content.states.items())
    resources: dict[str, Value] = {
        "Font": {embedded.name: embedded.font for embedded in content.used.values()},
        "ExtGState": states,
        "ColorSpace": target.colorspaces,
        "XObject": {name: objects[digest] for digest, name in content.images.items()},
    }
    page: dict[str, Value] = {
        "Type": "/Page",
        "Parent": parent,
        "MediaBox": (0, 0, sheet.width, sheet.height),
        **sheet.boxes,
        "Resources": {key: value for key, value in resources.items() if value},
        "Contents": stream,
        "StructParents": order,
        "Tabs": "/S",
    }
    if annotations:
        page["Annots"] = annotations
    return page


def _links(
    page: Page,
    content: Content,
    order: int,
    bulletin: Bulletin,
    sheets: Sequence[Sheet],
    pages: Sequence[Entry],
    tree: Tree,
) -> list[Entry]:
    """The page's annotations: jumps to another page. One without a tag is left out, for PDF/UA cannot hold it."""
    numbers = {target.number: position for position, target in enumerate(bulletin.pages)}
    found = []
    for mark in page.marks:
        if isinstance(mark, LinkMark) and mark.page in numbers and mark.tag >= 0:
            link = Entry("null")
            link.value = {
                "Type": "/Annot",
                "Subtype": "/Link",
                "Rect": content.area(mark.rect),
                "Border": (0, 0, 0),
                "F": 4,  # printed, as PDF/A wants it
                "Contents": Text(mark.contents),
                "Dest": _destination(numbers[mark.page], mark.y, bulletin, sheets, pages),
                "StructParent": tree.annotation(mark.tag, order, link),
            }
            found.append(link)
    return found


def _destination(
    position: int, y: float, bulletin: Bulletin, sheets: Sequence[Sheet], pages: Sequence[Entry]
) -> Sequence[Value]:
    """A place on the page at `position`, `y` from its top."""
    sheet = sheets[position]
    return (pages[position], "/XYZ", sheet.left, sheet.bottom + bulletin.pages[position].size.height - y, 0)


def _outline(bulletin: Bulletin, pages: Sequence[Entry], sheets: Sequence[Sheet]) -> dict[str, Value]:
    """The bookmarks as entries of the catalog; deeper levels hang under the entry before them."""
    numbers = {page.number: position for position, page in enumerate(bulletin.pages)}
    entries = [entry for entry in bulletin.outline if entry.page in numbers]
    if not entries:
        return {}
    root = Entry("null")
    items = [Entry("null") for _ in entries]
    parents: list[int] = []
    for index, entry in enumerate(entries):
        above = index - 1
        while above >= 0 and entries[above].level >= entry.level:
            above = parents[above]
        parents.append(above)
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)
    for family in children.values():
        for position, index in enumerate(family):
            entry, parent = entries[index], parents[index]
            value: dict[str, Value] = {
                "Title": Text(entry.title),
                "Parent": items[parent] if parent >= 0 else root,
                "Dest": _destination(numbers[entry.page], entry.y, bulletin, sheets, pages),
            }
            if position:
                value["Prev"] = items[family[position - 1]]
            if position + 1 < len(family):
                value["Next"] = items[family[position + 1]]
            below = children.get(index, [])
            if below:
                value |= {"First": items[below[0]], "Last": items[below[-1]], "Count": _shown(index, children)}
            items[index].value = value
    top = children[-1]
    root.value = {"Type": "/Outlines", "First": items[top[0]], "Last": items[top[-1]], "Count": _shown(-1, children)}
    return {"Outlines": root, "PageMode": "/UseOutlines"}


def _shown(index: int, children: Mapping[int, Sequence[int]]) -> int:
    """How many bookmarks are to be seen below one, all opened."""
    below = children.get(index, ())
    return len(below) + sum(_shown(child, children) for child in below)


def _label(page: Page) -> Value:
    """The page's name in a viewer: 第1版."""
    return {"P": Text(f"第{page.number}版")}


def _intents(target: Target) -> Sequence[Value]:
    """The output intents; the same profile is one stream (ISO 15930-7, 6.9 and ISO 19005-2, 6.2.3)."""
    profiles: dict[bytes, Stream] = {}
    intents: list[Value] = []
    for intent in target.intents:
        profile = profiles.setdefault(intent.profile, Stream(intent.profile, {"N": intent.channels}))
        value: dict[str, Value] = {
            "Type": "/OutputIntent",
            "S": "/" + intent.subtype,
            "OutputConditionIdentifier": Text(intent.identifier),
            "DestOutputProfile": profile,
        }
        for key, text in (
            ("Info", intent.info),
            ("RegistryName", intent.registry),
            ("OutputCondition", intent.condition),
        ):
            if text:
                value[key] = Text(text)
        intents.append(Entry(value))
    return intents
