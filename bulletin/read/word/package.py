"""The parts of a Word file that hold its words, out of whatever some program has packed.

What python-docx does not open is mended first, as Word does without a word: strict namespaces, the types of templates
and of files with macros, parts that are missing. Only parts that the document itself names are taken, so that nothing
else of the file is even unpacked.
"""

import posixpath
import re
from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_STORED, ZipFile

from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.part import XmlPart
from docx.package import Package
from lxml import etree

from bulletin.read.office_zip import MEMBER_LIMIT, OfficeKind, OfficeZip, UnusableError, shown
from bulletin.read.pictures import unescaped
from bulletin.read.word.elements import Element, child, name_of
from bulletin.read.word.parts import WordPackage

MOST_UNPACKED = 256 << 20  # bytes of all parts that are taken: a report with many photographs

WORD = OfficeKind(
    name="Word 文件",
    inside="里面的 .docx 文件",
    save_as="用 Word 或 WPS 打开，另存为“Word 文档 (*.docx)”再试",
    other="换成 .docx 文件，或把文字复制到 .txt 文件里",
    unlock="用 Word 或 WPS 打开，取消密码后保存再试",
    smaller="在 Word 里压缩图片，或拆成几篇再试",
    old_stream="WordDocument",
    old="旧格式的 Word 文件（.doc 或 .wps）",
    passes_strange_names=True,
    opens=(b"<", b"{\\rtf"),
)
_STRICT_SPACE = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")  # ISO/IEC 29500-1, annex A
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_RELATIONS = "_rels/.rels"
_TYPES_PART = "[Content_Types].xml"
_ANY_TYPE = "application/octet-stream"
_PICTURES = ("image", "hdphoto")
_STORIES = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer")  # parts that are read
_APART = ("aFChunk", "subDocument")  # files within the file, which Word shows as a part of the text
_OTHER_MAIN = {"workbook": "Excel 文件", "presentation": "幻灯片"}


def open_package(data: bytes) -> WordPackage:
    """The package of a file's bytes.

    Raises:
        UnusableError: it is no Word file, is damaged, protected, or asks for more than a file may.
    """
    archive = OfficeZip(data, WORD, MOST_UNPACKED)
    relations = _relations(archive, "")
    main = next((each.target for each in relations if each.kind == "officeDocument"), "word/document.xml")
    if main not in archive or main == _TYPES_PART or main.endswith(".rels"):  # the last two are no parts
        opendocument = "mimetype" in archive and b"opendocument" in archive.read("mimetype", 1 << 10)
        what = "是 OpenDocument 文件（.odt 等），不是 .docx" if opendocument else "是压缩包，里面没有 Word 文件的正文"
        raise UnusableError(what, WORD.save_as if opendocument else f"先解压，再用{WORD.inside}")
    taken = _WordTaking(archive, main)
    main_part = Package.open(BytesIO(taken.mended())).main_document_part
    assert isinstance(main_part, XmlPart)  # by its content type, which is ours
    return _read(main_part, taken)


class _Relationship(NamedTuple):
    id: str
    kind: str  # the last part of its type
    target: str  # the name of a part, or the address where it lies outside
    outside: bool


class _WordTaking:
    """The parts that the main part names, in a file that python-docx opens."""

    def __init__(self, archive: OfficeZip, main: str) -> None:
        self._archive, self._main = archive, main
        self.relations = _relations(archive, main)
        self.macros = any(name.lower().endswith("vbaproject.bin") for name in archive)

    def mended(self) -> bytes:
        """A sound package of the document, its stories and its pictures."""
        kept = [each for each in self.relations if not each.outside and self._is_taken(each)]
        written = BytesIO()
        with ZipFile(written, "w", ZIP_STORED) as made:
            made.writestr(_TYPES_PART, _types(self._main, [each.target for each in kept]))
            main = _Relationship("rId1", "officeDocument", self._main, outside=False)
            made.writestr(_RELATIONS, _relation_part([main]))
            made.writestr(self._main, self._xml(self._main))
            made.writestr(_beside(self._main), _relation_part(kept))
            for name in dict.fromkeys(each.target for each in kept):
                story = any(each.kind in _STORIES for each in kept if each.target == name)
                made.writestr(name, self._xml(name) if story else self._archive.read(name, MOST_UNPACKED))
        return written.getvalue()

    def _is_taken(self, relation: _Relationship) -> bool:
        return relation.kind in (*_STORIES, *_PICTURES) and relation.target in self._archive

    def _xml(self, name: str) -> bytes:
        return transitional(self._archive.read(name), name)


def transitional(data: bytes, name: str) -> bytes:
    """A part as Word saves it by default, judged before anything is made of it."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise UnusableError(f"文件已损坏，部件 {shown(name)} 不是完好的 XML", WORD.save_as) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnusableError(f"部件 {shown(name)} 里有 DTD 声明，Word 文件中不允许", WORD.save_as)
    return _STRICT_SPACE.sub(_TRANSITIONAL, etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def _read(main: XmlPart, taken: _WordTaking) -> WordPackage:
    document = main.element
    body = child(document, "w:body")
    if name_of(document) != "w:document" or body is None:
        what = _OTHER_MAIN.get(etree.QName(document).localname)
        raise UnusableError(f"是 {what}，不是 Word 文件" if what else "文件里没有正文", WORD.save_as)
    parts: dict[str, Element] = {}
    edges: list[Element] = []
    for relation in main.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("header", "footer"):
            edges.append(etree.fromstring(relation.target_part.blob))
        elif kind in _STORIES:
            parts.setdefault(kind, etree.fromstring(relation.target_part.blob))
    pictures = [each for each in taken.relations if each.kind in _PICTURES]
    return WordPackage(
        body=body,
        parts=parts,
        edges=tuple(edges),
        pictures={each.id: main.rels[each.id].target_part.blob if each.id in main.rels else b"" for each in pictures},
        outside=frozenset(each.id for each in pictures if each.outside),
        links={each.id: each.target for each in taken.relations if each.kind == "hyperlink" and each.outside},
        macros=taken.macros,
        apart=sum(each.kind in _APART for each in taken.relations),
    )


def _beside(name: str) -> str:
    """The part that holds the relations of another; "" is the package."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _relations(archive: OfficeZip, name: str) -> tuple[_Relationship, ...]:
    """The relations of a part, each id once; none where they are missing."""
    beside = _beside(name)
    if beside not in archive:
        return ()
    found: dict[str, _Relationship] = {}
    for element in etree.fromstring(transitional(archive.read(beside, MEMBER_LIMIT), beside)):
        if not isinstance(element.tag, str):
            continue
        target, outside = element.get("Target", ""), element.get("TargetMode") == "External"
        if not outside:
            target = posixpath.join("/", posixpath.dirname(name), target.replace("\\", "/"))
            target = posixpath.normpath(target).lstrip("/")
            target = target if target in archive else unescaped(target)
        kind = element.get("Type", "").rpartition("/")[2]
        found.setdefault(element.get("Id", ""), _Relationship(element.get("Id", ""), kind, target, outside))
    return tuple(found.values())


def _relation_part(relations: list[_Relationship]) -> str:
    """The relations as a part; a type that python-docx does not know is a picture's, which it takes as it is."""
    lines = [
        f"<Relationship Id={quoteattr(each.id)} Type={quoteattr(_type(each.kind))}"
        f" Target={quoteattr(f'/{each.target}')}/>"
        for each in relations
    ]
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'


def _type(kind: str) -> str:
    return f"{RELATION.OFFICE_DOCUMENT.rpartition('/')[0]}/{kind}"


def _types(main: str, others: Iterable[str]) -> str:
    """Content types by which python-docx reads the main part as a document and leaves all others to us."""
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    types = dict.fromkeys(others, _ANY_TYPE) | {main: CONTENT_TYPE.WML_DOCUMENT_MAIN}
    overrides = [
        f"<Override PartName={quoteattr(f'/{name}')} ContentType={quoteattr(content)}/>"
        for name, content in types.items()
    ]
    relations = f'<Default Extension="rels" ContentType={quoteattr(CONTENT_TYPE.OPC_RELATIONSHIPS)}/>'
    return f'<Types xmlns="{space}">{relations}{"".join(overrides)}</Types>'
