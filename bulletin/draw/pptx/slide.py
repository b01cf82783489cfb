"""Layouts, slides and notes as PresentationML."""

from collections.abc import Mapping

from bulletin.draw.pptx.xml import (
    DECORATIVE,
    NAMESPACES,
    RUN_LANGUAGE,
    SHAPE_TREE_HEAD,
    attribute,
    body_properties,
    fill,
    frame,
    list_style,
    name_of,
    paragraph,
    placeholder,
    sizes,
    text_of,
)
from bulletin.model.slide import Block, LayoutText, Photo, Slide, SlideLayout, TextFrame, Tone, ToneName

INHERITED = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
PROMPTS = {
    "title": "标题", "byline": "单位职务　作者", "column": "栏目", "strap": "小标题", "quote": "摘句",
    "more": "另有 n 点见备注", "portrait": "肖像", "footer": "报头　口号 · 篇名", "date": "日期",
}  # fmt: skip
BODY_PROMPTS = ("一级标题", "要点", "要点说明", "没有标题的要点", "自带序号的要点")


def layout(made: SlideLayout, tones: Mapping[ToneName, Tone]) -> str:
    """A layout: its fields behind, marked as decorative, then its placeholders with all their type."""
    shapes = [_block(block, number, tones, made.accent) for number, block in enumerate(made.blocks, 2)]
    shapes += [
        _prompt(text, number, tones, made.accent) for number, text in enumerate(made.texts, 2 + len(made.blocks))
    ]
    background = ""
    if made.background:
        background = f"<p:bg><p:bgPr>{fill(tones[made.background], made.accent)}<a:effectLst/></p:bgPr></p:bg>"
    return (
        f'<p:sldLayout {NAMESPACES} preserve="1" userDrawn="1"><p:cSld name="{attribute(made.name)}">{background}'
        f"<p:spTree>{SHAPE_TREE_HEAD}{''.join(shapes)}</p:spTree></p:cSld>{INHERITED}</p:sldLayout>"
    )


def _block(block: Block, number: int, tones: Mapping[ToneName, Tone], accent: int) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="色块 {number}">{DECORATIVE}</p:cNvPr><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{frame(block.rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{fill(tones[block.tone], accent)}<a:ln><a:noFill/></a:ln></p:spPr>"
        f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr {RUN_LANGUAGE}/></a:p></p:txBody></p:sp>"
    )


def _prompt(text: LayoutText, number: int, tones: Mapping[ToneName, Tone], accent: int) -> str:
    """A layout's placeholder with the words that show while it is empty."""
    if text.role == "body":
        lines = BODY_PROMPTS[: len(text.levels)]
        words = "".join(
            f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr {RUN_LANGUAGE}/><a:t>{line}</a:t></a:r></a:p>'
            for level, line in enumerate(lines)
        )
    elif text.role == "number":
        words = (
            '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
            f"<a:rPr {RUN_LANGUAGE}/><a:t>‹#›</a:t></a:fld></a:p>"
        )
    else:
        words = f"<a:p><a:r><a:rPr {RUN_LANGUAGE}/><a:t>{PROMPTS[text.role]}</a:t></a:r></a:p>"
    mark = placeholder(text).replace("/>", ' hasCustomPrompt="1"/>') if text.role in PROMPTS else placeholder(text)
    if text.role in ("title", "footer", "date"):
        mark = placeholder(text)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name_of(text)}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr>{mark}</p:nvPr></p:nvSpPr><p:spPr>{frame(text.rect)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody>{body_properties(text)}{list_style(text, tones, accent)}{words}</p:txBody></p:sp>"
    )


def slide(made: Slide, on: SlideLayout, tones: Mapping[ToneName, Tone], image: str) -> str:
    """A slide: filled placeholders in reading order, all else is the layout's. `image` is a relation's id."""
    shapes = [_filled(frame, number, on, tones) for number, frame in enumerate(made.frames, 2)]
    if made.photo:
        shapes.append(_photo(made.photo, len(made.frames) + 2, on, image))
    return (
        f"<p:sld {NAMESPACES}><p:cSld><p:spTree>{SHAPE_TREE_HEAD}{''.join(shapes)}</p:spTree></p:cSld>"
        f"{INHERITED}</p:sld>"
    )


def _filled(made: TextFrame, number: int, on: SlideLayout, tones: Mapping[ToneName, Tone]) -> str:
    text = on.texts[made.text]
    name = name_of(text)
    words = "".join(paragraph(item, text, tones, on.accent) for item in made.paragraphs)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}" descr="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr>{placeholder(text)}</p:nvPr></p:nvSpPr><p:spPr/>"
        f"<p:txBody><a:bodyPr/>{sizes(text)}{words}</p:txBody></p:sp>"
    )


def _photo(photo: Photo, number: int, on: SlideLayout, image: str) -> str:
    text = on.texts[photo.text]
    shown = photo.crop
    left, top, right, bottom = (round(cut * 100000) for cut in (shown.x, shown.y, 1 - shown.right, 1 - shown.bottom))
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="{name_of(text)}" descr="{attribute(photo.alt)}"/><p:cNvPicPr>'
        f'<a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{placeholder(text)}</p:nvPr></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{image}"/><a:srcRect l="{left}" t="{top}" r="{right}" b="{bottom}"/>'
        "<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr/></p:pic>"
    )


def notes(paragraphs: tuple[str, ...]) -> str:
    """A notes page with the whole report."""
    words = "".join(f"<a:p><a:r><a:rPr {RUN_LANGUAGE}/><a:t>{text_of(text)}</a:t></a:r></a:p>" for text in paragraphs)
    return (
        f"<p:notes {NAMESPACES}><p:cSld><p:spTree>{SHAPE_TREE_HEAD}"
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="幻灯片图像"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="备注"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        '<p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{words}</p:txBody></p:sp></p:spTree></p:cSld>{INHERITED}</p:notes>"
    )
