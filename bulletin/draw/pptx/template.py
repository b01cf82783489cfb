"""An office's .pptx as the base of a deck: its parts are kept, as reading cleaned them, its unused layouts are not."""

import posixpath
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from bulletin.draw.pptx.package import CONTENT_TYPES, DEFAULTS, ROOT, Package, Relation, relations_name
from bulletin.model.slide import Deck, Template

PML = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"

# Children of p:presentation in their order: ECMA-376 part 1, CT_Presentation.
PRESENTATION_CHILDREN = (
    "sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldIdLst", "sldSz", "notesSz", "smartTags",
    "embeddedFontLst", "custShowLst", "photoAlbum", "custDataLst", "kinsoku", "defaultTextStyle", "modifyVerifier",
    "extLst",
)  # fmt: skip


class OfficeBase:
    """A template opened as a package, with the names of its main parts."""

    def __init__(self, package: Package, presentation: str) -> None:
        self.package = package
        self.presentation = presentation
        self.root: Any = etree.fromstring(package.parts[presentation])

    def part(self, kind: str) -> str:
        """The part that the presentation relates to as `kind`; "" without."""
        relations = self.package.relations.get(self.presentation, ())
        return next((relation.target for relation in relations if relation.type.endswith(f"/{kind}")), "")


def open_base(template: Template, deck: Deck) -> OfficeBase:
    """The template's package with only the layouts that the deck uses."""
    package = Package()
    with ZipFile(BytesIO(template.data)) as archive:
        names = set(archive.namelist())
        for name in sorted(names):
            if not name.endswith((".rels", "/")) and name != CONTENT_TYPES:
                package.parts[name] = archive.read(name)
        _types(package, archive.read(CONTENT_TYPES))
        for source in (ROOT, *package.parts):
            if relations_name(source) in names:
                package.relations[source] = _relations(source, archive.read(relations_name(source)))
    presentation = next(
        relation.target for relation in package.relations[ROOT] if relation.type.endswith("/officeDocument")
    )
    base = OfficeBase(package, presentation)
    _keep_layouts(base, {layout.part for layout in deck.layouts})
    return base


def _types(package: Package, data: bytes) -> None:
    listed: Any = etree.fromstring(data)
    for element in listed:
        if element.get("Extension"):
            package.defaults[element.get("Extension").lower()] = element.get("ContentType")
        elif element.get("PartName"):
            package.types[element.get("PartName").lstrip("/")] = element.get("ContentType")
    package.defaults |= {name: DEFAULTS[name] for name in ("rels", "xml")}


def _relations(source: str, data: bytes) -> list[Relation]:
    folder = posixpath.dirname(source)
    listed: Any = etree.fromstring(data)
    return [
        Relation(
            name=element.get("Id"),
            type=element.get("Type"),
            target=posixpath.normpath(posixpath.join(f"/{folder}", element.get("Target"))).lstrip("/"),
        )
        for element in listed
    ]


def _keep_layouts(base: OfficeBase, used: set[str]) -> None:
    """Take unused layouts off their masters, and masters without layouts off the presentation."""
    package = base.package
    listed = base.root.find(f"{PML}sldMasterIdLst")
    masters = {
        relation.name: relation.target
        for relation in package.relations[base.presentation]
        if relation.type.endswith("/slideMaster")
    }
    for entry in list(listed):
        master = masters[entry.get(f"{RELATIONSHIPS}id")]
        kept = [
            relation
            for relation in package.relations[master]
            if not relation.type.endswith("/slideLayout") or relation.target in used
        ]
        if not any(relation.type.endswith("/slideLayout") for relation in kept):
            listed.remove(entry)
            package.relations[base.presentation] = [
                relation
                for relation in package.relations[base.presentation]
                if relation.name != entry.get(f"{RELATIONSHIPS}id")
            ]
            continue
        package.relations[master] = kept
        names = {relation.name for relation in kept}
        root: Any = etree.fromstring(package.parts[master])
        layouts = root.find(f"{PML}sldLayoutIdLst")
        for layout in list(layouts):
            if layout.get(f"{RELATIONSHIPS}id") not in names:
                layouts.remove(layout)
        package.parts[master] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def place(base: OfficeBase, tag: str, xml: str) -> None:
    """Put a child into p:presentation at the place that the schema wants."""
    element = etree.fromstring(xml)
    later = {f"{PML}{name}" for name in PRESENTATION_CHILDREN[PRESENTATION_CHILDREN.index(tag) + 1 :]}
    for position, child in enumerate(base.root):
        if child.tag in later:
            base.root.insert(position, element)
            return
    base.root.append(element)


def add_extension(base: OfficeBase, xml: str) -> None:
    """Append an extension to the presentation's list, made where it has none."""
    listed = base.root.find(f"{PML}extLst")
    if listed is None:
        listed = etree.SubElement(base.root, f"{PML}extLst")
    listed.append(etree.fromstring(xml))


def close(base: OfficeBase) -> None:
    """Write the presentation's part back; namespaces that it lists as ignorable stay declared."""
    etree.cleanup_namespaces(base.root, keep_ns_prefixes=base.root.get(IGNORABLE, "").split())
    base.package.parts[base.presentation] = etree.tostring(
        base.root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
