"""Packages of Office programs, spoilt: their XML, their relations, their archive. Templates and Word files share it."""

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from tests.fuzz.office import chosen
from tests.fuzz.spoil import bytes_spoilt

Parts = dict[str, bytes]  # of a package, in the order of its archive
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


def parts_of(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def elements(chance: random.Random, parts: Parts, name: str, values: Sequence[str] = ATTRIBUTES) -> str:
    """Elements dropped, moved, doubled; attributes changed."""
    try:
        root = etree.fromstring(parts.get(name, b""))
    except etree.XMLSyntaxError:
        return f"{name} is no XML"
    how = []
    for _ in range(chance.choice((1, 1, 2, 4))):
        found = [element for element in root.iter() if isinstance(element.tag, str)]
        how.append(_element_changed(chance, root, found, values))
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return f"{name} {', '.join(how)}"


def _element_changed(chance: random.Random, root: Any, elements: list[Any], values: Sequence[str]) -> str:
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
            element.set(key, chance.choice(values))
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


def relations(chance: random.Random, parts: Parts, kinds: Sequence[bytes], goals: Sequence[bytes]) -> str:
    """Relations to nothing, to themselves, to outside, to other parts."""
    names = sorted(name for name in parts if name.endswith(".rels"))
    if not names:
        return "none"
    name = chance.choice(names)
    kind = chance.choice(("target", "target", "external", "type", "twice", "drop"))
    data = parts[name]
    found = list(re.finditer(rb"<Relationship [^>]*>", data))
    if kind == "external" or not found:
        word = chance.choice(kinds)
        goal = chance.choice((b"http://127.0.0.1:9/x.png", b"file:///etc/passwd", b"\\\\host\\x", b""))
        parts[name] = data.replace(b"</Relationships>", EXTERNAL % (word, goal) + b"</Relationships>")
        if chosen(chance, 0.5):  # an old relation becomes external
            parts[name] = re.sub(rb"/>", b' TargetMode="External"/>', data, count=1)
        return f"{name} external"
    one = chance.choice(found)
    text = one[0]
    if kind == "target":
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


def declared(chance: random.Random, parts: Parts, name: str) -> str:
    """A DOCTYPE with entities, or an entity that nobody has declared."""
    data = parts.get(name, b"")
    body = re.sub(rb"^<\?xml[^>]*\?>\s*", b"", data)
    doctype = chance.choice((*DOCTYPES, b""))
    body = re.sub(rb"(<[\w:]+[^>]*[^/]>)", rb"\1&x;", body, count=1)
    parts[name] = b"<?xml version='1.0' encoding='UTF-8'?>" + doctype + body
    return f"{name} {doctype[:40]!r}"


def scrambled(chance: random.Random, parts: Parts, name: str) -> str:
    """Bytes of a part; its encoding."""
    data = parts.get(name, b"")
    if chosen(chance, 0.2):
        parts[name] = data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "gb18030", "utf-8-sig")))
        return f"{name} encoded"
    parts[name] = bytes_spoilt(data, chance)
    return name


def archive(chance: random.Random, parts: Parts, data: bytes) -> tuple[bytes, str]:
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
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as members:
        for one, body in parts.items():
            if one == name and kind == "drop":
                continue
            target = one + "x" if one == name and kind == "rename" else one
            if one == name and kind == "bomb":
                body = body + b" " * chance.choice((60 << 20, 300 << 20))
            members.writestr(zipfile.ZipInfo(target), body, zipfile.ZIP_DEFLATED)
        for extra in range(3000 if kind == "many" else 0):
            members.writestr(f"media/x{extra}", b"")
        if kind == "outside":
            members.writestr(chance.choice(("../../outside.xml", "/etc/x", "media/../../x", "C:\\x")), b"x")
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
    out = io.BytesIO(made)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as members:
        warnings.simplefilter("ignore")
        members.writestr(zipfile.ZipInfo(name), body[: len(body) // 2], zipfile.ZIP_DEFLATED)
    return out.getvalue()
