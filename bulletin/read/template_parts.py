"""The parts of an office's file that a deck takes over, and nothing else: judged, cleaned, under names of ours.

A deck needs presentation, masters, layouts, themes and their pictures. What they do not lead to is not even inflated:
slides, notes, code, properties, comments. What leads elsewhere, to another file or a part of another kind, is cut off
where it is spoken of, and what could be seen of it is told.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import count
from typing import Any, NamedTuple
from zipfile import ZIP_STORED, ZipFile

from lxml import etree

from bulletin.read.office_zip import OfficeZip, UnusableError, shown
from bulletin.read.picture_metadata import without_metadata
from bulletin.read.template_mending import lift_sample_type, tell_apart
from bulletin.read.template_palette import IN_DRAWING, IN_PRESENTATION

XML_LIMIT = 8 << 20  # bytes of one XML part; a master has 20 kB
MOST_MARKS = 600_000  # of `<` and `=` in all XML parts, before one is parsed: elements and attributes cost memory
MOST_LAYOUTS = 300
MOST_PLACEHOLDERS = 100  # of a layout or master

_TYPES, _ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
_STRICT = "http://purl.oclc.org/ooxml/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED = f"{{{_OFFICE}}}"

# What each kind of part may lead to, and what it must; the kinds are the last words of relation types.
_LEADS_TO: Mapping[str, tuple[str, ...]] = {
    "officeDocument": ("slideMaster", "notesMaster", "theme", "tableStyles", "font"),
    "slideMaster": ("slideLayout", "theme", "image"), "slideLayout": ("slideMaster", "image", "themeOverride"),
    "notesMaster": ("theme", "image"), "theme": ("image",), "themeOverride": ("image",), "tableStyles": (),
    "image": (), "font": (),
}  # fmt: skip
_MUST_LEAD_TO = {"slideMaster": "theme", "slideLayout": "slideMaster", "notesMaster": "theme"}
_BINARY = ("image", "font")
# Related parts that serve without being named by an `r:` attribute.
_UNNAMED = {("slideLayout", "slideMaster"), *((kind, "theme") for kind in _LEADS_TO), ("slideLayout", "themeOverride"),
            ("officeDocument", "tableStyles")}  # fmt: skip
_NAMES = {
    "officeDocument": "ppt/presentation.xml", "slideMaster": "ppt/slideMasters/slideMaster{}.xml",
    "slideLayout": "ppt/slideLayouts/slideLayout{}.xml", "notesMaster": "ppt/notesMasters/notesMaster{}.xml",
    "theme": "ppt/theme/theme{}.xml", "themeOverride": "ppt/theme/themeOverride{}.xml",
    "tableStyles": "ppt/tableStyles.xml", "image": "ppt/media/image{}.", "font": "ppt/fonts/font{}.fntdata",
}  # fmt: skip
_ML = "application/vnd.openxmlformats-officedocument."
_CONTENT_TYPES = {
    "officeDocument": f"{_ML}presentationml.presentation.main+xml",
    "theme": f"{_ML}theme+xml", "themeOverride": f"{_ML}themeOverride+xml",
    "tableStyles": f"{_ML}presentationml.tableStyles+xml",
    **{kind: f"{_ML}presentationml.{kind}+xml" for kind in ("slideMaster", "slideLayout", "notesMaster")},
}  # fmt: skip
_ENDINGS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", "png": "image/png",
    "jpeg": "image/jpeg", "gif": "image/gif", "emf": "image/x-emf", "wmf": "image/x-wmf",
    "fntdata": "application/x-fontdata",
}  # fmt: skip
# What a file is by the content type of its main part, where it is no presentation.
_OTHER_KINDS = {
    "wordprocessingml": "是 Word 文件", "ms-word": "是 Word 文件", "spreadsheetml": "是 Excel 文件",
    "ms-excel": "是 Excel 文件", "themeManager": "是主题文件（.thmx）", "visio": "是 Visio 文件",
}  # fmt: skip
_ROOT_TAGS = {
    "officeDocument": f"{IN_PRESENTATION}presentation",
    "slideMaster": f"{IN_PRESENTATION}sldMaster",
    "slideLayout": f"{IN_PRESENTATION}sldLayout",
    "notesMaster": f"{IN_PRESENTATION}notesMaster",
    "theme": f"{IN_DRAWING}theme",
    "themeOverride": f"{IN_DRAWING}themeOverride",
    "tableStyles": f"{IN_DRAWING}tblStyleLst",
}
# What a part must hold for PowerPoint to open it: ECMA-376 part 1, CT_SlideMaster, CT_SlideLayout, CT_BaseStyles.
_MUST_HOLD: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("slideMaster", "notesMaster"), (f"{IN_PRESENTATION}cSld/{IN_PRESENTATION}spTree", f"{IN_PRESENTATION}clrMap")
    ),
    "slideLayout": (f"{IN_PRESENTATION}cSld/{IN_PRESENTATION}spTree",),
    "theme": tuple(f"{IN_DRAWING}themeElements/{IN_DRAWING}{part}Scheme" for part in ("clr", "font", "fmt")),
}
# Children of p:presentation that speak of slides or people of the old file, or that drawing writes anew.
_STALE = (
    "sldIdLst", "custShowLst", "kinsoku", "handoutMasterIdLst", "smartTags", "custDataLst", "modifyVerifier",
    "photoAlbum", "extLst",
)  # fmt: skip
_DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_LOCAL_DPI = "{28A0092B-C50C-407E-A947-70E740481C1C}"
# Extensions may be left out by their nature; the others hold ids of revisions, film, drawings of other programs.
_KEPT_EXTENSIONS = (_DECORATIVE, _LOCAL_DPI)
# What goes with a reference that leads nowhere, by the element that has it: what is told of it, and the nearest
# element around it that goes too; itself where none of these is around it.
_GONE_WITH: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "blip": ("picture", ("pic", "bg", "buBlip", "blipFill")),
    "svgBlip": ("vector", ("ext",)),
    **dict.fromkeys(("hlinkClick", "hlinkHover", "hlinkMouseOver"), ("link", ())),
    **dict.fromkeys(("videoFile", "audioFile", "quickTimeFile", "wavAudioFile", "snd", "media"), ("media", ("sndAc",))),
    **dict.fromkeys(("oleObj", "control", "relIds", "chart", "contentPart"), ("object", ("graphicFrame",))),
}  # fmt: skip
_ACTIONS = ("ppaction://hlinkshowjump", "ppaction://noaction")  # what a click may do: no program, no macro, no file
_MACHINE_PATH = re.compile(r"(?i)(?<![a-z])[a-z]:[\\/]|\\\\\w|file:|(?<![\w/.:])/(?:users|home|root|tmp|mnt|media)/")


class LeftOut(NamedTuple):
    """Something that could be seen on a layout or master and that is not taken over."""

    kind: str  # linked, picture, vector, link, media, object
    on: str  # name of the layout; "" for a master


class TakenParts(NamedTuple):
    """The parts as a small .pptx, and what there is to tell about them."""

    data: bytes
    left_out: tuple[LeftOut, ...]
    macros: bool


class _Relation(NamedTuple):
    name: str
    kind: str
    target: str  # a part's name in the file; of no meaning for one that leads out of it
    external: bool


def parsed(data: bytes, part: str) -> Any:
    """The root of an XML part without comments, once it is UTF-8 or UTF-16 and declares nothing.

    Raises:
        UnusableError: it is no such XML.
    """
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig").encode()
    except UnicodeDecodeError as error:
        raise UnusableError(f"部件 {shown(part)} 不是 UTF-8 编码") from error
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise UnusableError(f"部件 {shown(part)} 里有 DTD 声明，幻灯片文件中不允许")
    # the encoding given wins over the one declared
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnusableError(f"部件 {shown(part)} 已损坏，不是完好的 XML") from error


def take_parts(data: bytes) -> TakenParts:
    """What a deck takes over of the file.

    Raises:
        UnusableError: the file is no presentation, is damaged, or asks for more than a template may.
    """
    return _Taking(OfficeZip(data)).taken()


class _Taking:
    """One walk from the presentation to all that it may lead to."""

    def __init__(self, archive: OfficeZip) -> None:
        self._archive = archive
        self._marks = 0
        self._macros = False
        self._members: dict[str, bytes] = {}
        self._names: dict[str, tuple[str, str]] = {}  # by the name in the file, lower case: kind and name of ours
        self._counts = {kind: count(1) for kind in _LEADS_TO}
        self._ids = count(2**31)  # of masters and layouts: ECMA-376 part 1, 19.7.15
        self._master_of: dict[str, str] = {}  # by the layout's name of ours
        self._left_out: dict[LeftOut, None] = {}
        self._open: list[tuple[str, str, str]] = []  # part, kind and name of ours, still to be taken

    def taken(self) -> TakenParts:
        name = self._queued(self._presentation(), "officeDocument")
        relation = etree.Element("Relationship", Id="rId1", Type=f"{_OFFICE}/officeDocument", Target=f"/{name}")
        self._members[_ROOT_RELATIONS] = _relations([relation])
        while self._open:
            self._take(*self._open.pop(0))
        written = BytesIO()
        with ZipFile(written, "w", ZIP_STORED) as archive:
            archive.writestr(_TYPES, self._content_types())
            for member, content in self._members.items():
                archive.writestr(member, content)
        return TakenParts(data=written.getvalue(), left_out=tuple(self._left_out), macros=self._macros)

    def _presentation(self) -> str:
        """The main part, once it is a presentation's."""
        if _TYPES not in self._archive:
            if "mimetype" in self._archive and b"opendocument" in self._archive.read("mimetype", 1 << 10):
                raise UnusableError("是 OpenDocument 文件（.odp 等），不是 .pptx")
            raise UnusableError("是压缩包，但不是幻灯片模板", "解压后指定里面的 .pptx 文件，或换成 .pptx、.potx 文件")
        if any(str(element.get("Type")).startswith(_STRICT) for element in self._xml(_ROOT_RELATIONS)):
            raise UnusableError(
                "是严格 Open XML 格式（Strict Open XML）",
                "用 PowerPoint 打开，另存为，保存类型选“PowerPoint 演示文稿 (*.pptx)”，"
                "不要选“Strict Open XML 演示文稿 (*.pptx)”",
            )
        main = next((each for each in self._read_relations("", _ROOT_RELATIONS) if each.kind == "officeDocument"), None)
        if main is None or main.external:
            raise UnusableError("文件已损坏：找不到其中的幻灯片部件")
        content_type = self._content_type(main.target)
        for mark, words in _OTHER_KINDS.items():
            if mark in content_type:
                raise UnusableError(f"{words}，不是幻灯片模板", "换成幻灯片模板（.pptx 或 .potx）")
        self._macros = "macroEnabled" in content_type
        return main.target

    def _content_type(self, part: str) -> str:
        for element in self._xml(_TYPES):
            if str(element.get("PartName")).lower() == f"/{part}".lower():
                return str(element.get("ContentType"))
        return ""

    def _xml(self, part: str) -> Any:
        data = self._archive.read(part, XML_LIMIT)
        self._marks += data.count(b"<") + data.count(b"=")
        if self._marks > MOST_MARKS:
            raise UnusableError("母版和版式过于复杂，超出处理范围", "在母版视图里删去不用的母版、版式和图形再试")
        return parsed(data, part)

    def _read_relations(self, part: str, name: str) -> Iterator[_Relation]:
        for element in self._xml(name):
            identity, kind, target = (element.get(key) for key in ("Id", "Type", "Target"))
            if None in (identity, kind, target):
                raise UnusableError(f"部件 {shown(name)} 已损坏")
            external = element.get("TargetMode") == "External"
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
            kind = kind.rpartition("/")[2]
            yield _Relation(name=identity, kind=kind, target=path, external=external)

    def _queued(self, part: str, kind: str) -> str:
        """The name of ours for a part, which is taken in its turn."""
        known = self._names.get(part.lower())
        if known and known[0] == kind:
            return known[1]
        if known or part not in self._archive:
            raise UnusableError(f"文件不完整，缺少部件 {shown(part)}")
        number = next(self._counts[kind])
        if kind == "slideLayout" and number > MOST_LAYOUTS:
            raise UnusableError(f"版式超过{MOST_LAYOUTS}个", "在母版视图里删去不用的版式再试")
        name = _NAMES[kind].format(number)
        if kind == "image":
            picture = without_metadata(self._archive.read(part))
            name = name + picture.extension if picture else ""
            if picture:
                self._members[name] = picture.data
        elif kind == "font":
            self._members[name] = self._archive.read(part)
        else:
            self._open.append((part, kind, name))
        self._names[part.lower()] = kind, name
        return name

    def _take(self, part: str, kind: str, name: str) -> None:
        """A part, cleaned, with relations of ours."""
        root = self._xml(part)
        if root.tag != _ROOT_TAGS[kind]:
            raise UnusableError(f"文件已损坏，部件 {shown(part)} 的内容不对")
        for path in _MUST_HOLD.get(kind, ()):
            if root.find(path) is None:
                raise UnusableError(f"文件已损坏，部件 {shown(part)} 缺少 {path.rpartition('}')[2]}")
        if sum(1 for _ in root.iter(f"{IN_PRESENTATION}ph")) > MOST_PLACEHOLDERS:
            raise UnusableError(f"版式“{_layout_name(root)}”的占位符超过{MOST_PLACEHOLDERS}个", "删去不用的占位符再试")
        if kind == "officeDocument":
            _remove(child for tag in _STALE for child in root.findall(f"{IN_PRESENTATION}{tag}"))
        named = {value for element in root.iter() for key, value in element.attrib.items() if key.startswith(_RELATED)}
        ids: dict[str, str] = {}
        lost: dict[str, str] = {}  # relations that lead nowhere, with what there is to tell of them
        written: list[Any] = []
        for relation in self._related(part):
            known = relation.kind in _LEADS_TO[kind] and not relation.external
            if known and relation.name not in named and (kind, relation.kind) not in _UNNAMED:
                continue
            target = ""
            if kind == "slideLayout" and relation.kind == "slideMaster":
                target = self._master_of[name]  # a layout belongs to the master that names it
            elif known and not (relation.kind in _BINARY and relation.target not in self._archive):
                target = self._queued(relation.target, relation.kind)
            if (
                kind == "slideMaster"
                and relation.kind == "slideLayout"
                and self._master_of.setdefault(target, name) != name
            ):
                raise UnusableError(f"文件已损坏：版式 {shown(relation.target)} 属于两个母版")
            if not target:
                lost[relation.name] = "linked" if relation.external and relation.kind == "image" else ""
                continue
            ids[relation.name] = f"rId{len(ids) + 1}"
            kinds = f"{_OFFICE}/{relation.kind}"
            written.append(etree.Element("Relationship", Id=ids[relation.name], Type=kinds, Target=f"/{target}"))
        needed = _MUST_LEAD_TO.get(kind)
        if needed and not any(element.get("Type").endswith(f"/{needed}") for element in written):
            raise UnusableError(f"文件不完整，部件 {shown(part)} 没有{'主题' if needed == 'theme' else '母版'}")
        self._clean(root, ids, lost, _layout_name(root) if kind == "slideLayout" else "")
        if kind == "slideLayout":
            tell_apart(root)
        elif kind == "slideMaster":
            lift_sample_type(root)
        self._members[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        folder, base = posixpath.split(name)
        self._members[f"{folder}/_rels/{base}.rels"] = _relations(written)

    def _related(self, part: str) -> tuple[_Relation, ...]:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        found = tuple(self._read_relations(part, name)) if name in self._archive else ()
        if len({relation.name for relation in found}) < len(found):
            raise UnusableError(f"部件 {shown(name)} 已损坏")
        return found

    def _clean(self, root: Any, ids: Mapping[str, str], lost: Mapping[str, str], layout: str) -> None:
        """Cut off what leads nowhere, give references the new ids, empty paths of the machine."""
        gone: dict[Any, str] = {}
        for element in root.iter():
            tag = etree.QName(element).localname
            if tag == "ext" and element.get("uri") and element.get("uri") not in _KEPT_EXTENSIONS:
                gone[element] = "vector" if element.find(".//{*}svgBlip") is not None else ""
            elif tag in ("sldLayoutId", "sldMasterId"):
                element.set("id", str(next(self._ids)))
            elif tag in ("sldLayoutIdLst", "sldMasterIdLst"):
                gone |= dict.fromkeys(_not_listable(element), "")
            if "action" in element.attrib and not element.get("action").startswith(_ACTIONS):
                gone[element] = "link"
            dead: list[str] = []
            for key, value in element.attrib.items():
                if key.startswith(_RELATED):
                    if value in ids:
                        element.set(key, ids[value])
                    elif value:  # an empty one says that there is none
                        dead.append(key)
                elif not value.isalnum() and _MACHINE_PATH.search(value):
                    element.set(key, "")
            if tag == "blip" and dead == [f"{_RELATED}link"] and element.get(f"{_RELATED}embed"):
                del element.attrib[dead[0]]  # the picture itself is in the file
            elif dead:
                told, around = _GONE_WITH.get(tag, ("", ()))
                owners = (above for name in around for above in element.iterancestors(f"{{*}}{name}"))
                gone[next(owners, element)] = next(filter(None, (lost.get(element.get(key), "") for key in dead)), told)
        for told in gone.values():
            if told:
                self._left_out[LeftOut(kind=told, on=layout)] = None
        _remove(gone)
        if any(gone.values()):
            _remove(root.findall(f"{IN_PRESENTATION}timing"))  # it may move what is gone

    def _content_types(self) -> bytes:
        root = etree.Element("Types", xmlns=f"{_PACKAGE}content-types")
        for ending, kind in _ENDINGS.items():
            etree.SubElement(root, "Default", Extension=ending, ContentType=kind)
        for kind, name in self._names.values():
            if kind not in _BINARY:
                etree.SubElement(root, "Override", PartName=f"/{name}", ContentType=_CONTENT_TYPES[kind])
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _not_listable(listed: Any) -> Iterator[Any]:
    """What a list of masters or layouts has besides one entry for each of them."""
    seen: set[str] = set()
    for entry in listed:
        relation = entry.get(f"{_RELATED}id") or ""
        if entry.tag != listed.tag.removesuffix("Lst") or not relation or relation in seen:
            yield entry
        seen.add(relation)


def _layout_name(root: Any) -> str:
    slide = root.find(f"{IN_PRESENTATION}cSld")
    return shown(slide.get("name") or "") if slide is not None else ""


def _relations(elements: list[Any]) -> bytes:
    root = etree.Element("Relationships", xmlns=f"{_PACKAGE}relationships")
    root.extend(elements)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _remove(elements: Any) -> None:
    """Take elements out; a fill gives way to one that shows nothing, in a theme's list to the plain one."""
    for element in list(elements):
        parent = element.getparent()
        if parent is None:
            continue
        tag, above = etree.QName(element).localname, etree.QName(parent).localname
        if tag == "blipFill" and above.endswith("StyleLst"):
            plain = etree.Element(f"{IN_DRAWING}solidFill")
            etree.SubElement(plain, f"{IN_DRAWING}schemeClr", val="phClr")
            parent.replace(element, plain)
        elif tag == "blipFill" and not above.endswith("rPr") and above != "endParaRPr":
            parent.replace(element, etree.Element(f"{IN_DRAWING}noFill"))
        else:
            parent.remove(element)
