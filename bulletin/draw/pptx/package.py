"""An Open Packaging container: parts and relations in, the same bytes every time out.

A deck is a zip of a few dozen XML parts. python-pptx would begin with a default template to clean, and put the clock
into every member.
"""

import posixpath
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bulletin.draw.pptx.xml import attribute

CONTENT_TYPES = "[Content_Types].xml"
ROOT = ""  # the source of the package's own relations
XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml", "png": "image/png",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
}  # fmt: skip


class Relation(NamedTuple):
    name: str  # rId1
    type: str
    target: str  # part name, or an address when external
    external: bool = False


class Package:
    """Parts by name (ppt/slides/slide1.xml), their content types and relations, growing until it is zipped."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}  # of parts that the defaults by extension do not serve
        self.defaults: dict[str, str] = dict(DEFAULTS)
        self.relations: dict[str, list[Relation]] = {}

    def add(self, name: str, content_type: str, data: str | bytes) -> None:
        """A part; XML comes without its declaration."""
        self.parts[name] = (XML_DECLARATION + data).encode() if isinstance(data, str) else data
        if content_type:
            self.types[name] = content_type

    def relate(self, source: str, kind: str, target: str) -> str:
        """The id of a new relation from a part to another."""
        relations = self.relations.setdefault(source, [])
        taken = {relation.name for relation in relations}
        number = len(relations) + 1
        while f"rId{number}" in taken:
            number += 1
        relations.append(Relation(name=f"rId{number}", type=kind, target=target))
        return f"rId{number}"

    def reachable(self) -> set[str]:
        """Parts that something leads to from the root."""
        found: set[str] = set()
        open_ends = [ROOT]
        while open_ends:
            source = open_ends.pop()
            for relation in self.relations.get(source, ()):
                if not relation.external and relation.target not in found:
                    found.add(relation.target)
                    open_ends.append(relation.target)
        return found

    def zipped(self, date: tuple[int, int, int]) -> bytes:
        """The container: what can be reached, members sorted, all with the one date."""
        kept = self.reachable() & self.parts.keys()
        members = {name: self.parts[name] for name in kept}
        for source, relations in self.relations.items():
            if source == ROOT or source in kept:
                members[relations_name(source)] = _relations(source, relations)
        members[CONTENT_TYPES] = self._content_types(kept)
        written = BytesIO()
        with ZipFile(written, "w") as archive:
            for name in sorted(members):
                info = ZipInfo(name, (*max(date, (1980, 1, 1)), 0, 0, 0))
                info.create_system, info.compress_type = 0, ZIP_DEFLATED  # one system, so that bytes are alike anywhere
                archive.writestr(info, members[name], compresslevel=6)
        return written.getvalue()

    def _content_types(self, kept: set[str]) -> bytes:
        used = {"rels", "xml"} | {_extension(name) for name in kept}
        defaults = "".join(
            f'<Default Extension="{extension}" ContentType="{kind}"/>'
            for extension, kind in sorted(self.defaults.items())
            if extension in used
        )
        overrides = "".join(
            f'<Override PartName="/{attribute(name)}" ContentType="{kind}"/>'
            for name, kind in sorted(self.types.items())
            if name in kept
        )
        return f'{XML_DECLARATION}<Types xmlns="{TYPES_NAMESPACE}">{defaults}{overrides}</Types>'.encode()


def _extension(name: str) -> str:
    return posixpath.splitext(name)[1].lstrip(".").lower()


def relations_name(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations(source: str, relations: list[Relation]) -> bytes:
    folder = posixpath.dirname(source)
    entries = []
    for relation in relations:
        target = relation.target if relation.external else posixpath.relpath(relation.target, folder or ".")
        mode = ' TargetMode="External"' if relation.external else ""
        entries.append(
            f'<Relationship Id="{relation.name}" Type="{relation.type}" Target="{attribute(target)}"{mode}/>'
        )
    return f'{XML_DECLARATION}<Relationships xmlns="{RELATIONS_NAMESPACE}">{"".join(entries)}</Relationships>'.encode()
