"""What python-pptx has no call for: fields, numbers of lists, sections, line-break prohibition, Chinese notes.

Small changes of elements that python-pptx made or read; ECMA-376 part 1 says what stands where.
"""

from collections.abc import Sequence
from hashlib import sha1
from typing import Any

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from bulletin.model.marks import NOT_AT_LINE_END, NOT_AT_LINE_START
from bulletin.model.slide import LayoutText, Section
from bulletin.units import EMU_PER_PT

FIELD_ID = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"  # PowerPoint's own for no field in particular
SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
SECTIONS_NAMESPACE = "http://schemas.microsoft.com/office/powerpoint/2010/main"
AFTER_KINSOKU = ("p:defaultTextStyle", "p:modifyVerifier", "p:extLst")


def set_language(run: Any) -> None:
    """What a run's words are: Chinese, with Latin words in English."""
    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    properties.set("altLang", "en-US")


def add_field(paragraph: Any, text: str, kind: str) -> None:
    """A run whose words the viewer fills in: slidenum."""
    field = etree.SubElement(paragraph._p, qn("a:fld"), id=FIELD_ID, type=kind)
    etree.SubElement(field, qn("a:rPr"), lang="zh-CN", altLang="en-US")
    etree.SubElement(field, qn("a:t")).text = text


def mark_paragraph(paragraph: Any, *, start: int, bare: bool) -> None:
    """Begin a paragraph's count at `start`, or take bullet and indent off a `bare` one."""
    if not (start or bare):
        return
    properties = paragraph._p.get_or_add_pPr()
    if bare:
        properties.set("marL", "0")
        properties.set("indent", "0")
        etree.SubElement(properties, qn("a:buNone"))
    else:
        etree.SubElement(properties, qn("a:buAutoNum"), type="arabicPlain", startAt=str(start))


def set_list_sizes(shape: Any, text: LayoutText) -> None:
    """Say type sizes, and leadings that are not multiples of them, in a placeholder's own list style."""
    body = shape.text_frame._txBody
    style = body.find(qn("a:lstStyle"))
    if style is None:  # of a footer, date or number, whose body python-pptx makes without one
        style = etree.Element(qn("a:lstStyle"))
        body.insert(1, style)
    outline = text.outline or tuple(range(len(text.levels)))
    for depth in sorted(set(outline)):
        level = text.levels[outline.index(depth)]
        properties = etree.SubElement(style, qn(f"a:lvl{depth + 1}pPr"))
        if not level.proportional:
            spacing = etree.SubElement(properties, qn("a:lnSpc"))
            etree.SubElement(spacing, qn("a:spcPts"), val=str(round(level.leading * 100)))
        etree.SubElement(properties, qn("a:defRPr"), sz=str(round(level.size * 100)))


def latent_placeholder(slide: Any, source: Any) -> Any:
    """A slide's own footer, date or number, after its layout's; its id is given with those of all shapes."""
    tree = slide.shapes.element
    shape = tree.add_placeholder(2, "", source.ph_type, source.ph_orient, source.ph_sz, source.ph_idx)
    return slide.shapes._shape_factory(shape)


def set_kinsoku(presentation: Any) -> None:
    """The line-break prohibition, for viewers that take it from the file."""
    element = presentation.element
    for old in element.findall(qn("p:kinsoku")):
        element.remove(old)
    rule = etree.Element(qn("p:kinsoku"), lang="zh-CN")
    rule.set("invalStChars", "".join(sorted(NOT_AT_LINE_START)))
    rule.set("invalEndChars", "".join(sorted(NOT_AT_LINE_END)))
    element.insert_element_before(rule, *AFTER_KINSOKU)


def mark_sections(element: Any, sections: tuple[Section, ...], ids: Sequence[int]) -> None:
    """The sections of slides with these ids, as Office 2010 has them; their own follow from name and place."""
    listed = element.find(qn("p:extLst"))
    if listed is None:
        listed = etree.SubElement(element, qn("p:extLst"))
    extension = etree.SubElement(listed, qn("p:ext"), uri=SECTIONS_URI)
    found = etree.SubElement(extension, f"{{{SECTIONS_NAMESPACE}}}sectionLst", nsmap={"p14": SECTIONS_NAMESPACE})
    for section in sections:
        guid = _guid(f"{section.first} {section.name}")
        made = etree.SubElement(found, f"{{{SECTIONS_NAMESPACE}}}section", name=section.name, id=guid)
        slides = etree.SubElement(made, f"{{{SECTIONS_NAMESPACE}}}sldIdLst")
        for identity in ids[section.first : section.first + section.slides]:
            etree.SubElement(slides, f"{{{SECTIONS_NAMESPACE}}}sldId", id=str(identity))


def _guid(seed: str) -> str:
    digits = sha1(seed.encode()).hexdigest().upper()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}}}"


NOTES_NAMES = {
    PP_PLACEHOLDER.SLIDE_IMAGE: "幻灯片图像",
    PP_PLACEHOLDER.BODY: "备注",
    PP_PLACEHOLDER.HEADER: "页眉",
    PP_PLACEHOLDER.DATE: "日期",
    PP_PLACEHOLDER.FOOTER: "页脚",
    PP_PLACEHOLDER.SLIDE_NUMBER: "编号",
}


def chinese_notes_master(master: Any) -> None:
    """The notes master that python-pptx brings for a template without one, in Chinese."""
    for shape in master.placeholders:
        shape.name = NOTES_NAMES.get(shape.element.ph_type, shape.name)
    for properties in master.element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        properties.set("lang", "zh-CN")
    for words in master.element.iter(qn("a:t")):
        if (words.text or "").isascii() and (words.text or "").strip("‹#›0123456789/ "):
            words.text = "备注"


def described(shape: Any, alt: str) -> None:
    """What a screen reader says of a picture, table or chart."""
    _named(shape).set("descr", alt)


def numbered(shape: Any, number: int) -> None:
    """Give a shape its id among those of the slide."""
    _named(shape).set("id", str(number))


def _named(shape: Any) -> Any:
    """What says name, id and description of a shape of any kind."""
    return next(shape.element.iter(qn("p:cNvPr")))


def set_opacity(fill: Any, percent: int) -> None:
    """How opaque a solid fill of a theme colour is, which keeps its hue where a lighter shade would not."""
    for color in fill._xPr.iter(qn("a:schemeClr")):
        for old in color.findall(qn("a:alpha")):
            color.remove(old)
        if percent < 100:
            etree.SubElement(color, qn("a:alpha"), val=str(percent * 1000))


def unsigned_axes(chart: Any) -> None:
    """Numbers of axes as the schema wants them; python-pptx writes negative ones."""
    for element in chart.element.iter(qn("c:axId"), qn("c:crossAx")):
        element.set("val", element.get("val").lstrip("-"))


CELL_RULES = tuple(f"a:ln{side}" for side in "LRTB")
AFTER_CELL_RULES = ("a:lnTlToBr", "a:lnBlToTr", "a:cell3D", "a:noFill", "a:solidFill", "a:headers", "a:extLst")


def rule(cell: Any, side: str, points: float, color: str) -> None:
    """A line at one side of a table's cell (L, R, T, B) in a colour of the theme; none for no points."""
    properties = cell._tc.get_or_add_tcPr()
    tag = f"a:ln{side}"
    for old in properties.findall(qn(tag)):
        properties.remove(old)
    fill = f'<a:solidFill><a:schemeClr val="{color}"/></a:solidFill>' if points else "<a:noFill/>"
    width = round(points * EMU_PER_PT)
    line = parse_xml(f'<{tag} {nsdecls("a")} w="{width}" cap="flat" cmpd="sng" algn="ctr">{fill}</{tag}>')
    later = CELL_RULES[CELL_RULES.index(tag) + 1 :]
    properties.insert_element_before(line, *later, *AFTER_CELL_RULES)
