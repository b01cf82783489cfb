"""Word files: sound ones of every kind, their XML, parts and archive spoilt, and values that no program writes."""

import random
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.case import Case
from tests.fuzz.office import chosen, options, put_odd, write_issue
from tests.fuzz.parts import Parts, archive, declared, elements, parts_of, relations, scrambled, zipped
from tests.fuzz.word_values import ABSURD, DOCUMENT
from tests.word_files.package import STRICT, TYPES
from tests.word_files.reports import word_file

VALUES = (
    "", "0", "-1", "1", "9", "99", "2147483648", "1000000000", "999999999999", "99999999999999999999", "x", "nan",
    "1e9", "a", "2", "3", "L1", "a3", "rId1", "rId99", "字", "../x", "true", "restart", "begin", "separate", "end",
    "decimal", "chineseCounting", "bullet", "none", "%1%9%0%", "%1", "http://127.0.0.1:9/", "default",
)  # fmt: skip
RELATED = (
    b"image",
    b"styles",
    b"numbering",
    b"footnotes",
    b"comments",
    b"header",
    b"hyperlink",
    b"aFChunk",
    b"oleObject",
)
TARGETS = (
    b"nothing.xml", b"../../../etc/passwd", b"/word/document.xml", b"document.xml", b"", b"styles.xml", b"%2e%2e/x",
    b"/[Content_Types].xml", b"media/image1.png", b"numbering.xml",
)  # fmt: skip
DEEP = (
    ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"),
    ("<w:customXml>", "</w:customXml>"),
    ("<mc:AlternateContent><mc:Choice Requires='w14'>", "</mc:Choice></mc:AlternateContent>"),
)
DEEP_WITHIN = (
    ("<w:ins>", "</w:ins>"),
    ("<w:smartTag>", "</w:smartTag>"),
    ("<w:hyperlink>", "</w:hyperlink>"),
    ("<w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r>"),
    ("<w:r><w:pict><w:txbxContent><w:p>", "</w:p></w:txbxContent></w:pict></w:r>"),
    ("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText> IF </w:instrText></w:r>", ""),
    ("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "<w:r><w:fldChar w:fldCharType='end'/></w:r>"),
)
ODD_TEXT = (
    "\u202e倒着读", "\ue000\uf0fe", "😀👨‍👩‍👧", "a" + "\u0301" * 300, "&#xFFFD;", "字" * 3000, "A" * 3000, "０" * 500,
    "—" * 400, "（" * 400, "一、" * 400, "**", "![图](a.png)", "[^1]: 注", "---\ntitle: x\n---", "|a|b|\n|-|-|",
    "&amp;lt;",
    "\u2028\u2029", "𠮷", "\u0e01\u0627\u05d0",
)  # fmt: skip
Way = Callable[[random.Random, Parts], str]


def make(chance: random.Random, folder: Path) -> Case:
    """An issue with a Word file in it."""
    made = word_file(chance.randrange(1 << 30), 0)
    parts = parts_of(made.data)
    ways = chance.sample(WAYS, chance.choice((0, 1, 1, 1, 2, 3)))
    what = [f"{way.__name__.strip('_')} {way(chance, parts)}" for way in ways]
    data = zipped(parts)
    if chosen(chance, 0.2):
        data, how = archive(chance, parts, data)
        what.append(how)
    content = write_issue(chance, folder, more=chance.choice(("", "relief: none\n")))
    name = chance.choice(
        ("环境-李剑.docx", "环境-李剑.docx", "水务.docx", "规划-王.DOCX", "教育.docm", "法治 报告.docx")
    )
    (content / name).write_bytes(data)
    if chosen(chance, 0.7):
        (content / "r1.md").unlink()
    if chosen(chance, 0.03):
        what.append(put_odd(chance, content / name))
    return Case(options(chance, folder, slides=chosen(chance, 0.3)), " | ".join(what))


def _xml_name(chance: random.Random, parts: Parts) -> str:
    """A part in XML, the document rather often."""
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    read = [name for name in names if re.match(r"word/(document|numbering|styles|footnotes|endnotes)", name)]
    if DOCUMENT in parts and chosen(chance, 0.5):
        return DOCUMENT
    return chance.choice(read if read and chosen(chance, 0.7) else names or [""])


def _elements(chance: random.Random, parts: Parts) -> str:
    return elements(chance, parts, _xml_name(chance, parts), VALUES)


def _many_elements(chance: random.Random, parts: Parts) -> str:
    return " ".join(_elements(chance, parts) for _ in range(15))[:200]


def _relations(chance: random.Random, parts: Parts) -> str:
    return relations(chance, parts, RELATED, TARGETS)


def _declared(chance: random.Random, parts: Parts) -> str:
    return declared(chance, parts, _xml_name(chance, parts))


def _scrambled(chance: random.Random, parts: Parts) -> str:
    return scrambled(chance, parts, _xml_name(chance, parts) if chosen(chance, 0.8) else chance.choice(sorted(parts)))


def _strict(chance: random.Random, parts: Parts) -> str:
    """The namespaces of strict files in one part alone."""
    name = _xml_name(chance, parts)
    for old, new in STRICT:
        parts[name] = parts.get(name, b"").replace(old.encode(), new.encode())
    return name


def _types(chance: random.Random, parts: Parts) -> str:
    """[Content_Types].xml: of a template, of a sheet, missing."""
    name = "[Content_Types].xml"
    kind = chance.choice(("main", "main", "default", "override", "missing", "empty"))
    data = parts.get(name, b"")
    if kind == "main":
        other = chance.choice(
            (
                TYPES["document"].replace("document", "template"),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                "application/xml",
                "",
            )
        )
        parts[name] = data.replace(TYPES["document"].encode(), other.encode())
    elif kind in ("default", "override"):
        found = re.findall(rb"<%s [^>]*>" % kind.capitalize().encode(), data)
        parts[name] = data.replace(chance.choice(found), b"") if found else data
    elif kind == "missing":
        parts.pop(name, None)
    else:
        parts[name] = b""
    return kind


def _gone(chance: random.Random, parts: Parts) -> str:
    """A part that others name is not there, or is that of another."""
    names = sorted(name for name in parts if name.startswith("word/"))
    if not names:
        return "nothing"
    name = chance.choice(names)
    if chosen(chance, 0.5):
        del parts[name]
        return name
    other = chance.choice(sorted(parts))
    parts[name], parts[other] = parts[other], parts[name]
    return f"{name} and {other} change places"


def _put(parts: Parts, blocks: str, *, first: bool = False) -> None:
    """Blocks into the body, at its end or its beginning."""
    data = parts.get(DOCUMENT, b"")
    mark = b"<w:body>" if first else b"</w:body>"
    new = blocks.encode("utf-8", "surrogatepass")
    parts[DOCUMENT] = data.replace(mark, mark + new if first else new + mark, 1)


def _paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def _run(inner: str) -> str:
    return f"<w:r><w:t>{inner}</w:t></w:r>"


def _deep(chance: random.Random, parts: Parts) -> str:
    """Elements within each other, as deep as nobody writes them."""
    depth = chance.choice((30, 200, 2000, 20_000, 100_000))
    if chosen(chance, 0.5):
        opening, closing = chance.choice(DEEP)
        _put(parts, opening * depth + _paragraph(_run("深处")) + closing * depth)
    else:
        opening, closing = chance.choice(DEEP_WITHIN)
        _put(parts, _paragraph(opening * depth + _run("深处") + closing * depth))
    return f"{depth} × {opening[:40]}"


def _large(chance: random.Random, parts: Parts) -> str:
    """More of something than an office has."""
    kind = chance.choice(
        ("text", "runs", "paragraphs", "rows", "cells", "fields", "insertions", "tabs", "line", "notes")
    )
    if kind == "text":
        _put(parts, _paragraph(_run("十兆字节的正文。" * (10_000_000 // 24))))
    elif kind == "runs":
        _put(parts, _paragraph(_run("字") * 200_000))
    elif kind == "paragraphs":
        _put(parts, _paragraph(_run("一段话。")) * 100_000)
    elif kind == "rows":
        row = f"<w:tr><w:tc>{_paragraph(_run('格'))}</w:tc></w:tr>"
        _put(parts, f"<w:tbl>{row * 30_000}</w:tbl>")
    elif kind == "cells":
        cell = f"<w:tc>{_paragraph(_run('格'))}</w:tc>"
        _put(parts, f"<w:tbl>{f'<w:tr>{cell * chance.choice((64, 1000))}</w:tr>' * chance.choice((3, 100))}</w:tbl>")
    elif kind == "fields":
        field = '<w:fldSimple w:instr=" DATE "><w:r><w:t>日</w:t></w:r></w:fldSimple>'
        _put(parts, _paragraph(field * 50_000))
    elif kind == "insertions":
        _put(parts, _paragraph(f'<w:ins w:id="1" w:author="张三">{_run("字")}</w:ins><w:del><w:r/></w:del>' * 50_000))
    elif kind == "tabs":
        _put(parts, _paragraph(f"<w:r>{'<w:tab/>' * 300_000}<w:br/></w:r>"))
    elif kind == "line":
        _put(parts, _paragraph(_run(chance.choice(("题", "A", "1", "（", " ")) * 200_000)), first=True)
    else:
        reference = '<w:r><w:footnoteReference w:id="1"/></w:r>'
        _put(parts, _paragraph((_run("字") + reference) * 20_000))
    return kind


def _absurd(chance: random.Random, parts: Parts) -> str:
    """Values and circles in styles, lists and tables."""
    kind = chance.choice(sorted(ABSURD))
    name, old, new = ABSURD[kind]
    name = name if name in parts else DOCUMENT
    data = parts.get(name, b"").decode("utf-8", "replace")
    parts[name] = re.sub(old, lambda match: match.expand(new), data, count=chance.choice((0, 0, 1))).encode()
    return kind


def _odd_text(chance: random.Random, parts: Parts) -> str:
    """Characters and marks that the text rules might trip over, anywhere in the text."""
    data = parts.get(DOCUMENT, b"").decode("utf-8", "replace")
    places = [match.end() for match in re.finditer(r"<w:t[^>/]*>", data)]
    for at in sorted(chance.sample(places, min(len(places), chance.choice((1, 3, 20)))), reverse=True):
        said = chance.choice(ODD_TEXT).replace("<", "&lt;")
        data = data[:at] + said + data[at:]
    parts[DOCUMENT] = data.encode("utf-8", "replace")
    return f"{len(places)} places"


def _pictures(chance: random.Random, parts: Parts) -> str:
    """Images that are none, or would fill the memory."""
    names = [name for name in sorted(parts) if name.startswith("word/media/")]
    if not names:
        return "no pictures"
    kind = chance.choice(("bomb", "text", "cut", "svg", "empty", "scrambled"))
    for name in names:
        if kind == "bomb":
            parts[name] = _png_bomb(chance.choice((5000, 30_000, 60_000)))
        elif kind == "scrambled":
            scrambled(chance, parts, name)
        else:
            svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9"/>'
            parts[name] = {"text": b"no picture", "cut": parts[name][:200], "svg": svg, "empty": b""}[kind]
    return kind


def _png_bomb(side: int) -> bytes:
    """A white picture, some kilobytes long."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = bytes(1 + side)
    data = b"".join(packer.compress(row * 100) for _ in range(side // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


WAYS: tuple[Way, ...] = (
    _elements, _elements, _many_elements, _relations, _declared, _scrambled, _strict, _types, _gone, _deep, _large,
    _absurd, _absurd, _absurd, _odd_text, _pictures,
)  # fmt: skip
