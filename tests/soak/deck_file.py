"""A delivered deck as PowerPoint reads it: what stands on each slide, how large, in which box.

Sizes, faces and boxes are looked up as PowerPoint does: run, shape, layout, master, the master's text styles, the
presentation's. Nothing here knows how the deck was made.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from lxml import etree
from pptx import Presentation

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
EMU = 12700  # a point
USUAL_SIZE = 18.0  # ECMA-376 part 1, 21.1.2.3.2: where no style says one
TITLES, FURNITURE = ("title", "ctrTitle"), ("dt", "ftr", "sldNum")


class Box(NamedTuple):
    """Points from the slide's top left."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: "Box") -> tuple[float, float]:
        """Width and height that both cover; negative where they are apart."""
        return (
            min(self.x + self.width, other.x + other.width) - max(self.x, other.x),
            min(self.y + self.height, other.y + other.height) - max(self.y, other.y),
        )


class ShownText(NamedTuple):
    """One paragraph of a slide; `text` has its line breaks as \\v."""

    text: str
    level: int
    size: float  # the smallest of its runs
    bold: bool  # all of it
    bullet: Literal["", "sign", "number"]
    parts: tuple[str, ...]  # texts of its runs
    largest: float = 0.0  # of its runs


class Shape(NamedTuple):
    """What a slide has of its own."""

    name: str
    kind: str  # text, picture, table, chart, other
    placeholder: str  # its type, "body" where the file names none; "" for no placeholder
    box: Box | None
    texts: tuple[ShownText, ...]
    description: str
    matches: int  # placeholders of the layout that its idx and type meet; 1 for what is none
    least: float  # size of its smallest type; 0 without any

    @property
    def filled(self) -> bool:
        return self.kind != "text" or any(text.text.strip() for text in self.texts)


class DeckSlide(NamedTuple):
    number: int
    layout: str
    shapes: tuple[Shape, ...]
    notes: str


class Deck(NamedTuple):
    width: float
    height: float
    slides: tuple[DeckSlide, ...]


def read_deck(path: Path) -> Deck:
    deck = Presentation(str(path))
    defaults = deck.element.find(f"{SLIDE}defaultTextStyle")
    slides = []
    for number, slide in enumerate(deck.slides, 1):
        layout = slide.slide_layout
        ancestry = _Ancestry(layout.element, layout.slide_master.element, defaults)
        shapes = tuple(_shape(element, part, ancestry) for element, part in _elements(slide))
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        slides.append(DeckSlide(number, layout.name, shapes, notes.text if notes is not None else ""))
    return Deck((deck.slide_width or 0) / EMU, (deck.slide_height or 0) / EMU, tuple(slides))


def _elements(slide: object) -> Iterator[tuple[etree._Element, object]]:
    """All shapes, those of groups too; lines between shapes carry nothing."""
    for element in slide.shapes._spTree.iter(  # type: ignore[attr-defined]
        f"{SLIDE}sp", f"{SLIDE}pic", f"{SLIDE}graphicFrame"
    ):
        yield element, slide.part  # type: ignore[attr-defined]


def _placeholder(element: etree._Element) -> etree._Element | None:
    return element.find(f"./*/{SLIDE}nvPr/{SLIDE}ph")


def _key(mark: etree._Element) -> tuple[str, str]:
    """idx and type of a placeholder as the schema defaults them."""
    return mark.get("idx", "0"), mark.get("type", "obj")


class _Ancestry:
    """Where a shape's placeholder stands on the layout and on the master, and the styles behind them."""

    def __init__(self, layout: etree._Element, master: etree._Element, defaults: etree._Element | None) -> None:
        self.layout = layout
        self.master = master
        self.defaults = defaults

    def met(self, mark: etree._Element) -> list[etree._Element]:
        """The layout's shapes with the same idx and type."""
        return [shape for shape in self.layout.iter(f"{SLIDE}sp", f"{SLIDE}pic") if self._meets(shape, mark)]

    @staticmethod
    def _meets(shape: etree._Element, mark: etree._Element) -> bool:
        other = _placeholder(shape)
        return other is not None and _key(other) == _key(mark)

    def parents(self, element: etree._Element) -> list[etree._Element]:
        """The shape itself, its placeholder on the layout, and on the master: there by type, of each has it one."""
        mark = _placeholder(element)
        if mark is None:
            return [element]
        found = [element, *self.met(mark)[:1]]
        kind = mark.get("type", "obj")
        wanted = "title" if kind in TITLES else kind if kind in FURNITURE else "body"
        for shape in self.master.iter(f"{SLIDE}sp"):
            other = _placeholder(shape)
            if other is not None and other.get("type", "obj") == wanted:
                found.append(shape)
                break
        return found

    def styles(self, element: etree._Element, level: int) -> Iterator[etree._Element]:
        """Paragraph properties that a level inherits, the nearest first."""
        name = f"{DRAWING}lvl{level + 1}pPr"
        for shape in self.parents(element):
            found = shape.find(f"{SLIDE}txBody/{DRAWING}lstStyle/{name}")
            if found is not None:
                yield found
        mark = _placeholder(element)
        kind = "" if mark is None else mark.get("type", "obj")
        style = "titleStyle" if kind in TITLES else "otherStyle" if kind in ("", *FURNITURE) else "bodyStyle"
        found = self.master.find(f"{SLIDE}txStyles/{SLIDE}{style}/{name}")
        if found is not None:
            yield found
        if self.defaults is not None and (found := self.defaults.find(name)) is not None:
            yield found


def _shape(element: etree._Element, part: object, ancestry: _Ancestry) -> Shape:
    properties = element.find(f"./*/{SLIDE}cNvPr")
    assert properties is not None
    mark = _placeholder(element)
    kind = _kind(element)
    texts = tuple(_texts(element, ancestry))
    sizes = [text.size for text in texts if text.text.strip()]
    if kind == "chart":
        texts, sizes = _chart(element, part)
    return Shape(
        name=properties.get("name", ""),
        kind=kind,
        placeholder="" if mark is None else mark.get("type", "body"),
        box=_box(element, ancestry),
        texts=texts,
        description=properties.get("descr", ""),
        matches=1 if mark is None else len(ancestry.met(mark)),
        least=min(sizes, default=0.0),
    )


def _kind(element: etree._Element) -> str:
    name = etree.QName(element).localname
    if name == "graphicFrame":
        return next((kind for kind, tag in (("table", f"{DRAWING}tbl"), ("chart", f"{CHART}chart"))
                     if element.find(f".//{tag}") is not None), "other")  # fmt: skip
    return "picture" if name == "pic" else "text"


def _box(element: etree._Element, ancestry: _Ancestry) -> Box | None:
    for shape in ancestry.parents(element):
        frame = shape.find(f"{SLIDE}xfrm")
        frame = shape.find(f"{SLIDE}spPr/{DRAWING}xfrm") if frame is None else frame
        if frame is not None:
            offset, extent = frame.find(f"{DRAWING}off"), frame.find(f"{DRAWING}ext")
            if offset is not None and extent is not None:
                values = (offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy"))
                return Box(*(int(value or 0) / EMU for value in values))
    return None


def _texts(element: etree._Element, ancestry: _Ancestry) -> Iterator[ShownText]:
    scale = element.find(f"{SLIDE}txBody/{DRAWING}bodyPr/{DRAWING}normAutofit")
    factor = int(scale.get("fontScale", "100000").rstrip("%")) / 100000 if scale is not None else 1.0
    for paragraph in element.iter(f"{DRAWING}p"):
        properties = paragraph.find(f"{DRAWING}pPr")
        level = int(properties.get("lvl", "0")) if properties is not None else 0
        styles = list(ancestry.styles(element, level))
        runs = [run for run in paragraph if run.tag in (f"{DRAWING}r", f"{DRAWING}fld")]
        said = "".join(
            "\v" if piece.tag == f"{DRAWING}br" else piece.findtext(f"{DRAWING}t") or "" for piece in paragraph
            if piece.tag in (f"{DRAWING}r", f"{DRAWING}fld", f"{DRAWING}br")
        )  # fmt: skip
        own = styles if properties is None else [properties, *styles]
        sizes = [factor * float(_run(run, styles, "sz", "0")) / 100 for run in runs]
        yield ShownText(
            text=said,
            level=level,
            size=min(sizes, default=0.0),
            largest=max(sizes, default=0.0),
            bold=bool(runs) and all(_run(run, styles, "b", "0") in ("1", "true") for run in runs),
            bullet=_bullet(own),
            parts=tuple(run.findtext(f"{DRAWING}t") or "" for run in runs),
        )


def _run(run: etree._Element, styles: list[etree._Element], name: str, usual: str) -> str:
    """An attribute of a run, or of the nearest style that has it."""
    own = run.find(f"{DRAWING}rPr")
    places = [own, *(style.find(f"{DRAWING}defRPr") for style in styles)]
    found = next((place.get(name) for place in places if place is not None and place.get(name)), None)
    return found or (str(int(USUAL_SIZE * 100)) if name == "sz" else usual)


def _bullet(properties: list[etree._Element]) -> Literal["", "sign", "number"]:
    for each in properties:
        for child in each:
            match etree.QName(child).localname:
                case "buNone":
                    return ""
                case "buChar" | "buBlip":
                    return "sign"
                case "buAutoNum":
                    return "number"
    return ""


def _chart(element: etree._Element, part: object) -> tuple[tuple[ShownText, ...], list[float]]:
    """What a chart says, and the sizes that it sets; what it leaves to the program is USUAL_SIZE."""
    mark = element.find(f".//{CHART}chart")
    assert mark is not None
    identity = mark.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
    root = etree.fromstring(part.related_part(identity).blob)  # type: ignore[attr-defined]
    said = [value.text or "" for value in root.iter(f"{CHART}v") if not re.fullmatch(r"[-0-9.eE+]*", value.text or "")]
    said += [each.text or "" for each in root.iter(f"{DRAWING}t")]
    sizes = [int(each.get("sz", "0")) / 100 for each in root.iter() if each.get("sz", "").isdigit()]
    sizes = sizes or [USUAL_SIZE]
    return tuple(ShownText(text, 0, min(sizes), False, "", (text,)) for text in dict.fromkeys(said)), sizes
