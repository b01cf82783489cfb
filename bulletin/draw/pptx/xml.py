"""Pieces of PresentationML that master, layouts and slides share: colours, type, paragraphs, placeholders."""

from collections.abc import Mapping

from bulletin.geometry import Rect
from bulletin.model.slide import LayoutText, PlaceholderRole, SlideParagraph, SlideRun, TextLevel, Tone, ToneName
from bulletin.units import EMU_PER_PT, Pt

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
RUN_LANGUAGE = 'lang="zh-CN" altLang="en-US"'
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
# What opens every shape tree: a group without a name, place or size of its own.
SHAPE_TREE_HEAD = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
# Slots of a theme as shapes name them through the master's colour map (clrMap).
MAPPED = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
ALIGNS = {"left": "l", "center": "ctr", "right": "r"}

# Placeholder type and index by role; bodies are numbered from 1. Equal in all layouts: a change of layout keeps texts.
PLACEHOLDER_KINDS: Mapping[PlaceholderRole, tuple[str, int]] = {
    "title": ("title", -1), "date": ("dt", 10), "footer": ("ftr", 11), "number": ("sldNum", 12),
    "byline": ("body", 13), "column": ("body", 14), "strap": ("body", 15), "quote": ("body", 16),
    "more": ("body", 17), "portrait": ("pic", 18), "picture": ("pic", 19), "caption": ("body", 20),
}  # fmt: skip
PLACEHOLDER_NAMES: Mapping[PlaceholderRole, str] = {
    "title": "标题", "date": "日期", "footer": "页脚", "number": "幻灯片编号", "byline": "署名", "column": "栏目",
    "strap": "通栏小标题", "quote": "摘句", "more": "余下要点", "portrait": "肖像", "body": "要点", "picture": "图片",
    "caption": "图片说明",
}  # fmt: skip
# What XML has no place for goes; marks of its own are written out.
REPLACED: Mapping[int, str | None] = {
    **dict.fromkeys((*range(9), *range(10, 32), 0xFFFE, 0xFFFF)), ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;",
}  # fmt: skip
# Bullets that hang in the indent: size in thousandths of a percent of the text's, and the mark.
BULLETS = {"arabic": (100000, '<a:buAutoNum type="arabicPlain"/>'), "square": (60000, '<a:buChar char="■"/>')}


def text_of(words: str) -> str:
    """Words as the content of an element; characters that XML has no place for are left out."""
    return words.translate(REPLACED)


def attribute(words: str) -> str:
    return text_of(words).replace('"', "&quot;")


def emu(length: Pt) -> int:
    return round(length * EMU_PER_PT)


def hundredths(length: Pt) -> int:
    return round(length * 100)


def frame(rect: Rect) -> str:
    """A rectangle where it stands; right and bottom edges are rounded, so that equal edges stay equal."""
    left, top = emu(rect.x), emu(rect.y)
    width, height = emu(rect.right) - left, emu(rect.bottom) - top
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def text_shape(
    number: int, name: str, mark: str, content: str, *, rect: Rect | None = None, described: str = ""
) -> str:
    """A placeholder: `mark` is its `p:ph`, `content` that of its `p:txBody`; without `rect` it stands as inherited."""
    place = f"<p:spPr>{frame(rect)}</p:spPr>" if rect else "<p:spPr/>"
    description = f' descr="{described}"' if described else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"{description}/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr>{mark}</p:nvPr></p:nvSpPr>{place}<p:txBody>{content}</p:txBody></p:sp>"
    )


def color(tone: Tone, accent: int) -> str:
    """A theme colour; the slot `accent` is the layout's own accent."""
    slot = f"accent{accent}" if tone.slot == "accent" else MAPPED[tone.slot]
    changes = "".join(
        f'<a:{name} val="{round(value * 1000)}"/>'
        for name, value, neutral in (
            ("lumMod", tone.lum_mod, 100.0),
            ("lumOff", tone.lum_off, 0.0),
            ("alpha", tone.alpha, 100.0),
        )
        if value != neutral
    )
    return f'<a:schemeClr val="{slot}">{changes}</a:schemeClr>'


def fill(tone: Tone, accent: int) -> str:
    return f"<a:solidFill>{color(tone, accent)}</a:solidFill>"


def level_style(level: TextLevel, number: int, tones: Mapping[ToneName, Tone], accent: int, align: str = "l") -> str:
    """`a:lvlNpPr`: everything about a level's type, so that neither paragraphs nor runs need say anything."""
    spacing = f' spc="{hundredths(level.tracking)}"' if level.tracking else ""
    face = "mj" if level.major else "mn"  # of the theme: major or minor
    hang = -emu(level.indent) if level.number in BULLETS else 0
    if level.number in BULLETS:
        size, mark = BULLETS[level.number]
        shade = color(tones[level.number_tone], accent)
        bullet = f'<a:buClr>{shade}</a:buClr><a:buSzPct val="{size}"/><a:buFontTx/>{mark}'
    elif level.number == "hidden":
        # LibreOffice counts on across a paragraph that has no bullet at all: a blank one makes it begin anew
        bullet = '<a:buSzPct val="25000"/><a:buFontTx/><a:buChar char=" "/>'
    else:
        bullet = "<a:buNone/>"
    return (
        f'<a:lvl{number}pPr marL="{emu(level.indent)}" indent="{hang}" algn="{align}" eaLnBrk="1" latinLnBrk="0" '
        f'hangingPunct="0"><a:lnSpc><a:spcPts val="{hundredths(level.leading)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{hundredths(level.before)}"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="0"/></a:spcAft>{bullet}'
        f'<a:defRPr sz="{hundredths(level.size)}" b="{int(level.bold)}" i="0" kern="1200"{spacing}>'
        f'{fill(tones[level.tone], accent)}<a:latin typeface="+{face}-lt"/><a:ea typeface="+{face}-ea"/>'
        f'<a:cs typeface="+{face}-cs"/></a:defRPr></a:lvl{number}pPr>'
    )


def list_style(text: LayoutText, tones: Mapping[ToneName, Tone], accent: int) -> str:
    levels = "".join(
        level_style(level, number, tones, accent, ALIGNS[text.align]) for number, level in enumerate(text.levels, 1)
    )
    return f"<a:lstStyle>{levels}</a:lstStyle>"


def sizes(text: LayoutText) -> str:
    """The list style of a slide's placeholder: empty, or the sizes where they are not the layout's own."""
    if not text.sized:
        return "<a:lstStyle/>"
    outline = text.outline or tuple(range(len(text.levels)))
    by_level = {level + 1: hundredths(text.levels[index].size) for index, level in enumerate(outline)}
    levels = "".join(
        f'<a:lvl{number}pPr><a:defRPr sz="{size}"/></a:lvl{number}pPr>' for number, size in sorted(by_level.items())
    )
    return f"<a:lstStyle>{levels}</a:lstStyle>"


def body_properties(text: LayoutText) -> str:
    """Insets, direction and anchor; shrinking is a net only, for what an editor of the file adds later."""
    inset = text.insets
    vertical = ' vert="eaVert"' if text.vertical else ""
    return (
        f'<a:bodyPr{vertical} wrap="square" lIns="{emu(inset.left)}" tIns="{emu(inset.top)}" '
        f'rIns="{emu(inset.right)}" bIns="{emu(inset.bottom)}" anchor="{ANCHORS[text.anchor]}">'
        "<a:normAutofit/></a:bodyPr>"
    )


def placeholder(text: LayoutText) -> str:
    """`p:ph` of a layout's text; the slide's own is the same."""
    kind, index = PLACEHOLDER_KINDS.get(text.role, ("body", text.number))
    if text.type or text.idx >= 0:
        kind, index = text.type, text.idx
    attributes = (f' type="{kind}"' if kind else "") + (f' idx="{index}"' if index >= 0 else "")
    return f"<p:ph{attributes}/>"


def name_of(text: LayoutText) -> str:
    return PLACEHOLDER_NAMES[text.role] + (f" {text.number}" if text.number else "")


def plain_run(text: str, field: str = "", properties: str = f"<a:rPr {RUN_LANGUAGE}/>") -> str:
    """A run in the placeholder's own type, with line breaks between its lines; with `field` the viewer fills it in."""
    if field:
        # the GUID is PowerPoint's own for no field in particular: any constant serves
        return (
            f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="{field}">'
            f"{properties}<a:t>{text_of(text)}</a:t></a:fld>"
        )
    lines = (f"<a:r>{properties}<a:t>{text_of(line)}</a:t></a:r>" for line in text.split("\n"))
    return f"<a:br>{properties}</a:br>".join(lines)


SAMPLE_NUMBER = plain_run("‹#›", "slidenum")  # where a slide has its number


def run(piece: SlideRun, tones: Mapping[ToneName, Tone], accent: int) -> str:
    """A run with its tone and weight."""
    bold = ' b="1"' if piece.bold else ""
    inner = fill(tones[piece.tone], accent) if piece.tone else ""
    properties = f"<a:rPr {RUN_LANGUAGE}{bold}>{inner}</a:rPr>" if inner else f"<a:rPr {RUN_LANGUAGE}{bold}/>"
    return plain_run(piece.text, piece.field, properties)


def paragraph(item: SlideParagraph, text: LayoutText, tones: Mapping[ToneName, Tone], accent: int) -> str:
    """A paragraph that says its level and, where the viewer's count would differ, its number."""
    depth = text.outline[item.level] if text.outline else item.level
    level = f' lvl="{depth}"' if depth else ""
    number = f'<a:buAutoNum type="arabicPlain" startAt="{item.start}"/>' if item.start else ""
    if item.bare:
        level, number = f'{level} marL="0" indent="0"', "<a:buNone/>"
    properties = f"<a:pPr{level}>{number}</a:pPr>" if level or number else ""
    return f"<a:p>{properties}{''.join(run(piece, tones, accent) for piece in item.runs)}</a:p>"
