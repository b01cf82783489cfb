"""Parts, their content types and relationships, and the ways in which programs zip them."""

import io
import random
import zipfile
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from tests.word_files.markup import DECLARED, MAIN, RELATIONS

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TYPES = {
    "document": _WORD + "document.main+xml",
    "macros": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "styles": _WORD + "styles+xml",
    "numbering": _WORD + "numbering+xml",
    "comments": _WORD + "comments+xml",
    "footnotes": _WORD + "footnotes+xml",
    "endnotes": _WORD + "endnotes+xml",
    "settings": _WORD + "settings+xml",
    "header": _WORD + "header+xml",
    "footer": _WORD + "footer+xml",
}
_DEFAULTS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
_OF_ENDING = {
    "png": "image/png", "jpeg": "image/jpeg", "emf": "image/x-emf", "bin": "application/vnd.ms-office.vbaProject",
}  # fmt: skip
# Transitional namespaces and those of strict files (29500-1, annex A; 29500-4).
STRICT = (
    (MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    ),
    ("http://schemas.openxmlformats.org/drawingml/2006/picture", "http://purl.oclc.org/ooxml/drawingml/picture"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"),
)


class Relation(NamedTuple):
    """How one part names another, or something outside."""

    name: str  # rId7
    kind: str  # image, hyperlink, styles …
    target: str
    external: bool = False


class Dress(NamedTuple):
    """How a program writes its package; each is sound."""

    document: str = "word/document.xml"
    strict: bool = False
    absolute: bool = False  # targets from the root: /word/styles.xml
    stored: bool = False  # not deflated
    types_last: bool = False
    encoding: str = "utf-8"
    macros: bool = False

    @staticmethod
    def drawn(chance: random.Random) -> "Dress":
        """Mostly as Word does it."""
        odd = chance.random()
        return Dress(
            document="word/document2.xml" if odd < 0.04 else "word/document.xml",
            strict=0.04 < odd < 0.09,
            absolute=chance.random() < 0.1,
            stored=chance.random() < 0.05,
            types_last=chance.random() < 0.2,
            encoding="utf-16" if 0.09 < odd < 0.12 else "utf-8",
            macros=0.12 < odd < 0.15,
        )


class Package:
    """Parts beside the document, with the relationships from it."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.relations: list[Relation] = []

    def related(self, kind: str, target: str, *, external: bool = False) -> str:
        """The name of a new relationship from the document."""
        name = f"rId{len(self.relations) + 1}"
        self.relations.append(Relation(name, kind, target, external))
        return name

    def add(self, kind: str, name: str, data: bytes | str) -> str:
        """A part below word/; its relationship's name."""
        self.parts["word/" + name] = data.encode() if isinstance(data, str) else data
        if kind in TYPES:
            self.types["word/" + name] = TYPES[kind]
        return self.related(kind, name)

    def zipped(self, document: str, dress: Dress) -> bytes:
        """The file."""
        main = TYPES["macros" if dress.macros else "document"]
        if dress.macros:
            self.add("vbaProject", "vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(508))
            kind = self.relations[-1]
            vba = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
            self.relations[-1] = kind._replace(kind=vba)
        parts = {
            "[Content_Types].xml": self._types(dress.document, main),
            "_rels/.rels": _relationships([Relation("rId1", "officeDocument", dress.document)], dress),
            dress.document: (XML + document).encode(),
            f"word/_rels/{dress.document.rpartition('/')[2]}.rels": _relationships(self.relations, dress),
            **self.parts,
        }
        if dress.types_last:
            parts["[Content_Types].xml"] = parts.pop("[Content_Types].xml")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in parts.items():
                how = zipfile.ZIP_STORED if dress.stored else zipfile.ZIP_DEFLATED
                archive.writestr(zipfile.ZipInfo(name), _dressed(name, data, dress), how)
        return out.getvalue()

    def _types(self, document: str, main: str) -> bytes:
        endings = {name.rpartition(".")[2] for name in self.parts}
        defaults = {**_DEFAULTS, **{ending: _OF_ENDING[ending] for ending in endings & _OF_ENDING.keys()}}
        inner = "".join(f'<Default Extension="{e}" ContentType="{t}"/>' for e, t in sorted(defaults.items()))
        for name, kind in {document: main, **self.types}.items():
            inner += f'<Override PartName="/{name}" ContentType="{kind}"/>'
        return f'{XML}<Types xmlns="{_PACKAGE}content-types">{inner}</Types>'.encode()


def _relationships(relations: list[Relation], dress: Dress) -> bytes:
    inner = ""
    for each in relations:
        inside = not each.external and dress.absolute
        root = "" if each.kind == "officeDocument" else "word/"
        target = f"/{root}{each.target}" if inside else each.target
        kind = each.kind if "://" in each.kind else f"{RELATIONS}/{each.kind}"
        mode = ' TargetMode="External"' if each.external else ""
        inner += f'<Relationship Id="{each.name}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
    return f'{XML}<Relationships xmlns="{_PACKAGE}relationships">{inner}</Relationships>'.encode()


def _dressed(name: str, data: bytes, dress: Dress) -> bytes:
    if not name.endswith((".xml", ".rels")) or name == "[Content_Types].xml":
        return data
    said = data.decode()
    if dress.strict:
        for transitional, strict in STRICT:
            said = said.replace(transitional, strict)
    if dress.encoding != "utf-8" and name == dress.document:
        return said.replace('encoding="UTF-8"', f'encoding="{dress.encoding.upper()}"').encode(dress.encoding)
    return said.encode()


def part(root: str, inner: str) -> str:
    """A part of the main namespace: w:comments, w:hdr, w:numbering …"""
    return f'{XML}<w:{root} {DECLARED} mc:Ignorable="w14 w15">{inner}</w:{root}>'
