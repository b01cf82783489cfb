"""A layout in the colour of a 栏目: a copy of it in which another accent of the theme stands for the first.

A slide could override its colour map instead (`p:clrMapOvr`); LibreOffice takes that for the slide's own text alone.
"""

from copy import deepcopy
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.parts.slide import SlideLayoutPart

RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def accented_layout(layout: Any, accent: int, column: str) -> Any:
    """The copy, listed with its master after the other layouts; its name ends with the column's."""
    source = layout.part
    element = deepcopy(layout.element)
    for color in element.iter(qn("a:schemeClr")):
        if color.get("val") == "accent1":
            color.set("val", f"accent{accent}")
    element.cSld.set("name", f"{layout.name} {column}")
    package = source.package
    name = package.next_partname("/ppt/slideLayouts/slideLayout%d.xml")
    part = SlideLayoutPart(name, source.content_type, package, element)
    renamed = {old: part.relate_to(relation.target_part, relation.reltype) for old, relation in source.rels.items()}
    for each in element.iter():
        for key, value in each.attrib.items():
            if key.startswith(RELATED) and value in renamed:
                each.set(key, renamed[value])
    master = layout.slide_master
    listed = master.element.get_or_add_sldLayoutIdLst()
    entry = deepcopy(listed[-1])
    entry.set("id", str(_next_id(package)))
    entry.rId = master.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    listed.append(entry)
    return part.slide_layout


def _next_id(package: Any) -> int:
    """An id that no master and no layout has: ECMA-376 part 1, 19.7.15."""
    presentation = package.presentation_part.presentation
    entries = [*presentation.element.sldMasterIdLst]
    for master in presentation.slide_masters:
        entries += master.element.get_or_add_sldLayoutIdLst()
    return max((int(entry.get("id", 0)) for entry in entries), default=2**31) + 1
