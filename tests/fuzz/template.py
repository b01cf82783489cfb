"""Templates for the deck: our own, python-pptx's and variants; their XML, their parts and their archive spoilt."""

import io
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import pptx

from bulletin.pipeline import default_template
from bulletin.sources import find_sources
from tests.fuzz.case import Case
from tests.fuzz.judge import ROOT
from tests.fuzz.office import chosen, options, put_odd, write_issue
from tests.fuzz.parts import Parts, archive, declared, elements, parts_of, relations, scrambled, zipped

STRICT = (
    (b"http://schemas.openxmlformats.org/presentationml/2006/main", b"http://purl.oclc.org/ooxml/presentationml/main"),
    (b"http://schemas.openxmlformats.org/drawingml/2006/main", b"http://purl.oclc.org/ooxml/drawingml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)
MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
OTHER_TYPES = (
    b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    b"application/xml",
    b"",
)
RELATED = (b"image", b"slideLayout", b"hyperlink", b"oleObject", b"theme")
TARGETS = (
    b"nothing.xml", b"../../../etc/passwd", b"/ppt/presentation.xml", b"../presentation.xml", b"", b"slideMaster1.xml",
    b"%2e%2e/x",
)  # fmt: skip


@cache
def bases() -> dict[str, bytes]:
    """Sound packages to begin with."""
    own = default_template(find_sources(str(ROOT)))
    out = io.BytesIO()
    pptx.Presentation().save(out)
    made = {"own": own, "plain": out.getvalue()}
    for name, change in (("with slides", _with_slides), ("wide", _wide), ("with pictures", _with_pictures)):
        deck = pptx.Presentation(io.BytesIO(own if name != "wide" else made["plain"]))
        change(deck)
        out = io.BytesIO()
        deck.save(out)
        made[name] = out.getvalue()
    return made


def _with_slides(deck: Any) -> None:
    """Slides that a template should not have, with notes and a table."""
    for layout in list(deck.slide_layouts)[:3]:
        slide = deck.slides.add_slide(layout)
        slide.notes_slide.notes_text_frame.text = "备注"
        slide.shapes.add_table(2, 2, 0, 0, 914400, 914400)


def _wide(deck: Any) -> None:
    deck.slide_width, deck.slide_height = 12192000, 6858000


def _with_pictures(deck: Any) -> None:
    """A logo on the master, as offices have it."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 40), (200, 0, 0)).save(out, "PNG")
    master = deck.slide_master
    image, relation = master.part.get_or_add_image_part(io.BytesIO(out.getvalue()))
    del image
    tree = master.shapes._spTree
    tree.add_pic(900, "logo", "logo", relation, 0, 0, 400000, 400000)


def make(chance: random.Random, folder: Path) -> Case:
    """A deck on a template of the office's own."""
    name, data = chance.choice(sorted(bases().items()))
    parts = parts_of(data)
    what = [name]
    ways = (
        _elements,
        _elements,
        _elements,
        _elements,
        _relations,
        _relations,
        _types,
        _declared,
        _strict,
        _text,
        _placeholders,
    )
    chosen_ways = chance.sample(ways, chance.choice((0, 1, 1, 1, 2)))
    what += [f"{way.__name__.strip('_')} {way(chance, parts)}" for way in chosen_ways]
    data = zipped(parts)
    if chosen(chance, 0.3):
        data, how = archive(chance, parts, data)
        what.append(how)
    file = chance.choice(("t.pptx", "t.pptx", "t.pptx", "t.potx", "模板.pptx", "t.PPTX"))
    (folder / file).write_bytes(data)
    if chosen(chance, 0.04):
        what.append(put_odd(chance, folder / file))
    write_issue(chance, folder, reports=chance.choice((1, 1, 2)))
    return Case(options(chance, folder, "--template", file, pdf=False), " | ".join(what))


def _xml_name(chance: random.Random, parts: Parts) -> str:
    """A part in XML, one that is read by us rather often."""
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    read = [name for name in names if re.match(r"ppt/(slideLayouts|slideMasters|theme|presentation)", name)]
    return chance.choice(read if read and chosen(chance, 0.75) else names or [""])


def _elements(chance: random.Random, parts: Parts) -> str:
    return elements(chance, parts, _xml_name(chance, parts))


def _relations(chance: random.Random, parts: Parts) -> str:
    """Relations to nothing, to themselves, to outside, to other parts."""
    return relations(chance, parts, RELATED, TARGETS)


def _declared(chance: random.Random, parts: Parts) -> str:
    return declared(chance, parts, _xml_name(chance, parts))


def _text(chance: random.Random, parts: Parts) -> str:
    """Bytes of a part; its encoding."""
    name = _xml_name(chance, parts) if chosen(chance, 0.8) else chance.choice(sorted(parts) or [""])
    return scrambled(chance, parts, name)


def _strict(chance: random.Random, parts: Parts) -> str:
    """The namespaces of Strict Open XML, in all parts or in one."""
    names = list(parts) if chosen(chance, 0.6) else [_xml_name(chance, parts)]
    for name in names:
        for old, new in STRICT:
            parts[name] = parts.get(name, b"").replace(old, new)
    return f"in {len(names)}"


def _types(chance: random.Random, parts: Parts) -> str:
    """[Content_Types].xml: of a template or a show, wrong, missing."""
    name = "[Content_Types].xml"
    data = parts.get(name, b"")
    kind = chance.choice(("main", "main", "main", "default", "override", "missing", "empty"))
    if kind == "main":
        parts[name] = data.replace(MAIN, chance.choice(OTHER_TYPES))
    elif kind == "default":
        parts[name] = re.sub(rb"<Default [^>]*>", b"", data, count=chance.choice((0, 1)))
    elif kind == "override":
        found = re.findall(rb"<Override [^>]*>", data)
        parts[name] = data.replace(chance.choice(found), b"") if found else data
    elif kind == "missing":
        parts.pop(name, None)
    else:
        parts[name] = b""
    return kind


def _placeholders(chance: random.Random, parts: Parts) -> str:
    """Placeholders' types, numbers and boxes in the layouts."""
    names = sorted(name for name in parts if re.fullmatch(r"ppt/slide(Layout|Master)s/\w+\.xml", name))
    kind = chance.choice(("no idx", "idx", "type", "box", "size"))
    for name in names if chosen(chance, 0.5) else names[:1]:
        data = parts[name]
        if kind == "no idx":
            data = re.sub(rb' idx="\d+"', b"", data)
        elif kind == "idx":
            data = re.sub(rb' idx="\d+"', b' idx="%d"' % chance.choice((0, 1, 4294967295)), data)
        elif kind == "type":
            data = re.sub(
                rb'<p:ph type="\w+"',
                b'<p:ph type="' + chance.choice((b"body", b"pic", b"ctrTitle", b"zz")) + b'"',
                data,
            )
        elif kind == "box":
            number = chance.choice((0, 1, -1, 100, 50_000_000, 2**40))
            data = re.sub(rb'(<a:ext c[xy])="\d+"', rb'\1="%d"' % number, data)
        parts[name] = data
    if kind == "size":
        size = b'cx="%d" cy="%d"' % chance.choice(
            ((0, 0), (1, 1), (914400, 914400), (-5, 3), (51206400, 51206400), (2**40, 1))
        )
        key = "ppt/presentation.xml"
        parts[key] = re.sub(rb'(<p:sldSz )cx="\d+" cy="\d+"', rb"\1" + size, parts.get(key, b""))
    return kind
