"""The parts of a deck that are the same for all: theme, master, notes master, and the small ones."""

from bulletin.draw.pptx.xml import (
    NAMESPACES,
    SAMPLE_NUMBER,
    SHAPE_TREE_HEAD,
    attribute,
    body_properties,
    emu,
    frame,
    level_style,
    list_style,
    name_of,
    placeholder,
    plain_run,
    text_of,
    text_shape,
)
from bulletin.geometry import Rect
from bulletin.model.slide import Deck, LayoutText, SlideDesign, TextLevel, ThemeFont

DRAWING_NAMESPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
NOTES_SIZE = (540.0, 720.0)  # A 7.5 × 10 in page, Office's own for notes
COLOR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
# A theme must bring three fills, lines, effects and backgrounds: plain ones, since nothing of ours refers to them.
FORMATS = (
    '<a:fmtScheme name="{name}"><a:fillStyleLst>'
    + '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    + "</a:fillStyleLst><a:lnStyleLst>"
    + "".join(
        f'<a:ln w="{width}" cap="flat" cmpd="sng" algn="ctr"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
        '<a:prstDash val="solid"/></a:ln>'
        for width in (6350, 12700, 19050)
    )
    + "</a:lnStyleLst><a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + "</a:effectStyleLst><a:bgFillStyleLst>"
    + '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    + "</a:bgFillStyleLst></a:fmtScheme>"
)


def theme(colors: tuple[tuple[str, str], ...], design: SlideDesign) -> str:
    """The theme: colours in the schema's order, fonts for Latin, East Asian and simplified Chinese."""
    name = attribute(design.title)
    slots = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in colors)
    return (
        f'<a:theme {DRAWING_NAMESPACE} name="{name}"><a:themeElements>'
        f'<a:clrScheme name="{name}">{slots}</a:clrScheme>'
        f'<a:fontScheme name="{name}"><a:majorFont>{_fonts(design.fonts.major)}</a:majorFont>'
        f"<a:minorFont>{_fonts(design.fonts.minor)}</a:minorFont></a:fontScheme>"
        f"{FORMATS.format(name=name)}</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _fonts(font: ThemeFont) -> str:
    return (
        f'<a:latin typeface="{attribute(font.latin)}"/><a:ea typeface="{attribute(font.ea)}"/>'
        f'<a:cs typeface="{attribute(font.latin)}"/>'
        f'<a:font script="Hans" typeface="{attribute(font.ea)}"/>'
    )


def master(texts: tuple[LayoutText, ...], layout_ids: str, design: SlideDesign) -> str:
    """The master: title, body, date, footer and number as `texts` give them; the default type of all layouts."""
    shapes = ""
    for number, text in enumerate(texts, 2):
        sample = SAMPLE_NUMBER if text.role == "number" else plain_run(name_of(text))
        content = f"{body_properties(text)}{list_style(text, design.tones, 1)}<a:p>{sample}</a:p>"
        shapes += text_shape(number, name_of(text), placeholder(text), content, rect=text.rect)
    title = next(text for text in texts if text.role == "title")
    body = next(text for text in texts if text.role == "body")
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr>"
        '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        f"<p:spTree>{SHAPE_TREE_HEAD}{shapes}</p:spTree></p:cSld>{COLOR_MAP}<p:sldLayoutIdLst>{layout_ids}</p:sldLayoutIdLst>"
        '<p:hf hdr="0"/>'
        f"<p:txStyles><p:titleStyle>{level_style(title.levels[0], 1, design.tones, 1)}</p:titleStyle>"
        f"<p:bodyStyle>{_nine(body.levels, design)}</p:bodyStyle>"
        f"<p:otherStyle>{_nine((design.foot.level,), design)}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _nine(levels: tuple[TextLevel, ...], design: SlideDesign) -> str:
    """All nine levels of a style: the given ones, then the last of them again."""
    return "".join(
        level_style(levels[min(number, len(levels)) - 1], number, design.tones, 1) for number in range(1, 10)
    )


def notes_master(design: SlideDesign) -> str:
    """The notes page: the slide above, the report below."""
    width, height = NOTES_SIZE
    image = Rect(72.0, 48.0, width - 144.0, (width - 144.0) * design.height / design.width)
    below = Rect(54.0, image.bottom + 24.0, width - 108.0, height - image.bottom - 72.0)
    content = f"<a:bodyPr/><a:lstStyle/><a:p>{plain_run('备注')}</a:p>"
    words = text_shape(3, "备注", '<p:ph type="body" sz="quarter" idx="3"/>', content, rect=below)
    style = (
        '<a:lvl1pPr marL="0" algn="l"><a:defRPr sz="1200" kern="1200">'
        '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>'
    )
    return (
        f'<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
        f'<p:spTree>{SHAPE_TREE_HEAD}<p:sp><p:nvSpPr><p:cNvPr id="2" name="幻灯片图像"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr>{frame(image)}<a:noFill/>"
        '<a:ln w="6350"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></p:spPr></p:sp>'
        f"{words}</p:spTree></p:cSld>{COLOR_MAP}"
        f"<p:notesStyle>{style}</p:notesStyle></p:notesMaster>"
    )


def core_properties(deck: Deck) -> str:
    """Title, author, subject, language; both dates are the issue's."""
    author = text_of(deck.author)
    year, month, day = deck.date
    stamp = f"{year:04}-{month:02}-{day:02}T00:00:00Z"
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text_of(deck.title)}</dc:title><dc:subject>{text_of(deck.subject)}</dc:subject>"
        f"<dc:creator>{author}</dc:creator><cp:keywords>{text_of('，'.join(deck.keywords))}</cp:keywords>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def app_properties(slides: int) -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<PresentationFormat>宽屏</PresentationFormat><Slides>{slides}</Slides><Notes>{slides}</Notes>"
        "<HiddenSlides>0</HiddenSlides></Properties>"
    )


def presentation_size(design: SlideDesign) -> str:
    """`p:sldSz` and `p:notesSz`."""
    return (
        f'<p:sldSz cx="{emu(design.width)}" cy="{emu(design.height)}"/>'
        f'<p:notesSz cx="{emu(NOTES_SIZE[0])}" cy="{emu(NOTES_SIZE[1])}"/>'
    )
