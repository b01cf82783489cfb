"""Templates for the deck: our own, python-pptx's and variants; their XML, their parts and their archive spoilt."""

import io
import random
import re
import struct
import zipfile
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pptx
from lxml import etree

from bulletin.pipeline import default_template
from bulletin.sources import find_sources
from tests.fuzz.case import Case
from tests.fuzz.judge import ROOT
from tests.fuzz.office import chosen, options, put_odd, write_issue
from tests.fuzz.spoil import bytes_spoilt

Parts = dict[str, bytes]  # of a package, in the order of its archive
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
ATTRIBUTES = (
    "", "0", "-1", "1", "4294967295", "99999999999999999999", "x", "nan", "1e9", "body", "title", "dt", "sldNum",
    "rId1", "rId99", "字", "../x", "true", "12192000", "-914400",
)  # fmt: skip
DOCTYPES = (
    b'<!DOCTYPE a [<!ENTITY x "expanded"><!ENTITY y "&x;&x;&x;&x;">]>',
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    b'<!DOCTYPE a [<!ENTITY a0 "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b'<!ENTITY x "&a9;">]>',
)
EXTERNAL = (
    b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="%s" TargetMode="External"/>'
)


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
        data, how = _archive(chance, parts, data)
        what.append(how)
    file = chance.choice(("t.pptx", "t.pptx", "t.pptx", "t.potx", "模板.pptx", "t.PPTX"))
    (folder / file).write_bytes(data)
    if chosen(chance, 0.04):
        what.append(put_odd(chance, folder / file))
    write_issue(chance, folder, reports=chance.choice((1, 1, 2)))
    return Case(options(chance, folder, "--template", file, pdf=False), " | ".join(what))


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _xml_name(chance: random.Random, parts: Parts) -> str:
    """A part in XML, one that is read by us rather often."""
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    read = [name for name in names if re.match(r"ppt/(slideLayouts|slideMasters|theme|presentation)", name)]
    return chance.choice(read if read and chosen(chance, 0.75) else names or [""])


def _elements(chance: random.Random, parts: Parts) -> str:
    """Elements dropped, moved, doubled; attributes changed."""
    name = _xml_name(chance, parts)
    try:
        root = etree.fromstring(parts.get(name, b""))
    except etree.XMLSyntaxError:
        return f"{name} is no XML"
    how = []
    for _ in range(chance.choice((1, 1, 2, 4))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        how.append(_element_changed(chance, root, elements))
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return f"{name} {', '.join(how)}"


def _element_changed(chance: random.Random, root: Any, elements: list[Any]) -> str:
    element = chance.choice(elements)
    parent = element.getparent()
    local = etree.QName(element).localname
    kind = chance.choice(
        ("drop", "move", "double", "attribute", "attribute", "attribute", "no attribute", "text", "rename", "deep")
    )
    if kind == "drop" and parent is not None:
        parent.remove(element)
    elif kind == "move" and parent is not None:
        goal = chance.choice(elements)
        if goal not in element.iter():
            goal.append(element)
    elif kind == "double" and parent is not None:
        copy = deepcopy(element)
        for _ in range(chance.choice((1, 1, 30))):
            parent.append(deepcopy(copy))
    elif kind in ("attribute", "no attribute"):
        with_some = [one for one in elements if one.attrib]
        if not with_some:
            return "no attributes"
        element = chance.choice(with_some)
        key = chance.choice(sorted(element.attrib))
        if kind == "attribute":
            element.set(key, chance.choice(ATTRIBUTES))
        else:
            del element.attrib[key]
        return f"{etree.QName(element).localname}@{key} {kind} {element.get(key)}"
    elif kind == "text":
        element.text = chance.choice(("x", "字" * 3000, "\u202e", " ", "]]>", "&lt;"))
    elif kind == "rename":
        element.tag = chance.choice(("x", "{http://x}y", chance.choice(elements).tag))
    elif kind == "deep":
        for _ in range(chance.choice((10, 300))):
            element = etree.SubElement(element, element.tag)
    return f"{local} {kind}"


def _relations(chance: random.Random, parts: Parts) -> str:
    """Relations to nothing, to themselves, to outside, to other parts."""
    names = sorted(name for name in parts if name.endswith(".rels"))
    if not names:
        return "none"
    name = chance.choice(names)
    kind = chance.choice(("target", "target", "external", "type", "twice", "drop"))
    data = parts[name]
    found = list(re.finditer(rb"<Relationship [^>]*>", data))
    if kind == "external" or not found:
        word = chance.choice((b"image", b"slideLayout", b"hyperlink", b"oleObject", b"theme"))
        goal = chance.choice((b"http://127.0.0.1:9/x.png", b"file:///etc/passwd", b"\\\\host\\x", b""))
        parts[name] = data.replace(b"</Relationships>", EXTERNAL % (word, goal) + b"</Relationships>")
        if chosen(chance, 0.5):  # an old relation becomes external
            parts[name] = re.sub(rb"/>", b' TargetMode="External"/>', data, count=1)
        return f"{name} external"
    one = chance.choice(found)
    text = one[0]
    if kind == "target":
        goals = (
            b"nothing.xml",
            b"../../../etc/passwd",
            b"/ppt/presentation.xml",
            b"../presentation.xml",
            b"",
            b"slideMaster1.xml",
            b"%2e%2e/x",
        )
        text = re.sub(rb'Target="[^"]*"', b'Target="' + chance.choice(goals) + b'"', text)
    elif kind == "type":
        text = re.sub(
            rb"relationships/\w+", b"relationships/" + chance.choice((b"image", b"slide", b"theme", b"x")), text
        )
    elif kind == "twice":
        text = text + text
    else:
        text = b""
    parts[name] = data[: one.start()] + text + data[one.end() :]
    return f"{name} {kind}"


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


def _declared(chance: random.Random, parts: Parts) -> str:
    """A DOCTYPE with entities, or an entity that nobody has declared."""
    name = _xml_name(chance, parts)
    data = parts.get(name, b"")
    body = re.sub(rb"^<\?xml[^>]*\?>\s*", b"", data)
    doctype = chance.choice((*DOCTYPES, b""))
    body = re.sub(rb"(<[\w:]+[^>]*[^/]>)", rb"\1&x;", body, count=1)
    parts[name] = b"<?xml version='1.0' encoding='UTF-8'?>" + doctype + body
    return f"{name} {doctype[:40]!r}"


def _strict(chance: random.Random, parts: Parts) -> str:
    """The namespaces of Strict Open XML, in all parts or in one."""
    names = list(parts) if chosen(chance, 0.6) else [_xml_name(chance, parts)]
    for name in names:
        for old, new in STRICT:
            parts[name] = parts.get(name, b"").replace(old, new)
    return f"in {len(names)}"


def _text(chance: random.Random, parts: Parts) -> str:
    """Bytes of a part; its encoding."""
    name = _xml_name(chance, parts) if chosen(chance, 0.8) else chance.choice(sorted(parts) or [""])
    data = parts.get(name, b"")
    if chosen(chance, 0.2):
        parts[name] = data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "gb18030", "utf-8-sig")))
        return f"{name} encoded"
    parts[name] = bytes_spoilt(data, chance)
    return name


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


def _archive(chance: random.Random, parts: Parts, data: bytes) -> tuple[bytes, str]:
    """The zip: members dropped, renamed, doubled, very large; flags and checksums that do not hold."""
    names = sorted(parts)
    kind = chance.choice(
        (
            "drop",
            "drop",
            "rename",
            "double",
            "bomb",
            "flag",
            "crc",
            "cut",
            "bytes",
            "empty",
            "many",
            "no zip",
            "outside",
        )
    )
    if not names:
        return data, "no members"
    name = chance.choice(names)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, body in parts.items():
            if one == name and kind == "drop":
                continue
            target = one + "x" if one == name and kind == "rename" else one
            if one == name and kind == "bomb":
                body = body + b" " * chance.choice((60 << 20, 300 << 20))
            archive.writestr(zipfile.ZipInfo(target), body, zipfile.ZIP_DEFLATED)
        for extra in range(3000 if kind == "many" else 0):
            archive.writestr(f"ppt/x{extra}", b"")
        if kind == "outside":
            archive.writestr(chance.choice(("../../outside.xml", "/etc/x", "ppt/../../x", "C:\\x")), b"x")
    made = out.getvalue()
    if kind == "double":
        return _doubled(made, name, parts[name]), f"double {name}"
    spoilt = bytearray(made)
    entries = [match.start() for match in re.finditer(b"PK\x01\x02", made)]
    if kind in ("flag", "crc") and entries:
        at = chance.choice(entries)
        if kind == "flag":
            (old,) = struct.unpack_from("<H", spoilt, at + 8)
            struct.pack_into("<H", spoilt, at + 8, old | chance.choice((1, 0x20, 0x2000)))
        else:
            field = chance.choice((10, 16, 20, 24, 42))
            struct.pack_into("<I", spoilt, at + field, chance.choice((0, 1, 0xFFFFFFFF, 0x7FFFFFFF, 99)))
        return bytes(spoilt), kind
    if kind == "cut":
        return made[: chance.randrange(len(made))], kind
    if kind == "bytes":
        return bytes_spoilt(made, chance), kind
    if kind in ("empty", "no zip"):
        return chance.choice(
            (b"", b"PK\x05\x06" + bytes(18), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"<html>")
        ), kind
    return made, f"{kind} {name}"


def _doubled(made: bytes, name: str, body: bytes) -> bytes:
    """The archive with a member of the same name behind it."""
    import warnings

    out = io.BytesIO(made)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        archive.writestr(zipfile.ZipInfo(name), body[: len(body) // 2], zipfile.ZIP_DEFLATED)
    return out.getvalue()
