"""Layouts, slides and notes as PresentationML."""

from collections.abc import Mapping, Sequence

from bulletin.draw.pptx.xml import (
    DECORATIVE,
    NAMESPACES,
    RUN_LANGUAGE,
    SAMPLE_NUMBER,
    SHAPE_TREE_HEAD,
    attribute,
    body_properties,
    fill,
    frame,
    list_style,
    name_of,
    paragraph,
    placeholder,
    plain_run,
    sizes,
    text_shape,
)
from bulletin.model.slide import Block, LayoutText, Photo, Slide, SlideLayout, TextFrame, Tone, ToneName

INHERITED = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
PROMPTS = {
    "title": "标题", "byline": "单位职务　作者", "column": "栏目", "strap": "小标题", "quote": "摘句",
    "more": "另有n点见备注", "portrait": "肖像", "picture": "图片", "caption": "图片说明",
    "footer": "报头　口号 · 篇名", "date": "日期",
}  # fmt: skip
COMMON_ROLES = ("title", "body", "footer", "date", "number")  # viewers have prompts of their own for them
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
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{frame(block.rect)}'
        f"{fill(tones[block.tone], accent)}<a:ln><a:noFill/></a:ln></p:spPr>"
        f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr {RUN_LANGUAGE}/></a:p></p:txBody></p:sp>"
    )


def _prompt(text: LayoutText, number: int, tones: Mapping[ToneName, Tone], accent: int) -> str:
    """A layout's placeholder with the words that show while it is empty."""
    if text.role == "body":
        prompts = enumerate(BODY_PROMPTS[: len(text.levels)])
        words = "".join(f'<a:p><a:pPr lvl="{level}"/>{plain_run(line)}</a:p>' for level, line in prompts)
    else:
        words = f"<a:p>{SAMPLE_NUMBER if text.role == 'number' else plain_run(PROMPTS[text.role])}</a:p>"
    mark = placeholder(text)
    if text.role not in COMMON_ROLES:
        mark = mark.replace("/>", ' hasCustomPrompt="1"/>')
    content = f"{body_properties(text)}{list_style(text, tones, accent)}{words}"
    return text_shape(number, name_of(text), mark, content, rect=text.rect)


def slide(made: Slide, on: SlideLayout, tones: Mapping[ToneName, Tone], images: Sequence[str]) -> str:
    """A slide: filled placeholders in reading order, all else is the layout's.

    Args:
        images: the relations' ids of its photos.
    """
    shapes = [_filled(frame, number, on, tones) for number, frame in enumerate(made.frames, 2)]
    for number, (photo, image) in enumerate(zip(made.photos, images, strict=True), len(made.frames) + 2):
        shapes.append(_photo(photo, number, on, image))
    return (
        f"<p:sld {NAMESPACES}><p:cSld><p:spTree>{SHAPE_TREE_HEAD}{''.join(shapes)}</p:spTree></p:cSld>"
        f"{INHERITED}</p:sld>"
    )


def _filled(made: TextFrame, number: int, on: SlideLayout, tones: Mapping[ToneName, Tone]) -> str:
    text = on.texts[made.text]
    words = "".join(paragraph(item, text, tones, on.accent) for item in made.paragraphs)
    content = f"<a:bodyPr/>{sizes(text)}{words}"
    return text_shape(number, name_of(text), placeholder(text), content, described=name_of(text))


def _photo(photo: Photo, number: int, on: SlideLayout, image: str) -> str:
    text = on.texts[photo.text]
    shown = photo.crop
    placed = f"<p:spPr>{frame(photo.rect)}</p:spPr>" if photo.rect else "<p:spPr/>"
    left, top, right, bottom = (round(cut * 100000) for cut in (shown.x, shown.y, 1 - shown.right, 1 - shown.bottom))
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="{name_of(text)}" descr="{attribute(photo.alt)}"/><p:cNvPicPr>'
        f'<a:picLocks noGrp="1" noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{placeholder(text)}</p:nvPr></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{image}"/><a:srcRect l="{left}" t="{top}" r="{right}" b="{bottom}"/>'
        f"<a:stretch><a:fillRect/></a:stretch></p:blipFill>{placed}</p:pic>"
    )


def notes(paragraphs: tuple[str, ...]) -> str:
    """A notes page with the whole report."""
    words = "".join(f"<a:p>{plain_run(text)}</a:p>" for text in paragraphs)
    body = text_shape(3, "备注", '<p:ph type="body" idx="1"/>', f"<a:bodyPr/><a:lstStyle/>{words}")
    return (
        f"<p:notes {NAMESPACES}><p:cSld><p:spTree>{SHAPE_TREE_HEAD}"
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="幻灯片图像"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
        f"{body}</p:spTree></p:cSld>{INHERITED}</p:notes>"
    )
