"""An office's own .pptx as a template: its layouts with their placeholders, and the type that those inherit.

Only what fitting needs is read; drawing takes the file's parts as they are.
"""

import os
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from bulletin.geometry import Insets, Rect
from bulletin.model.slide import Template, TemplateLayout, TemplateText, TextLevel
from bulletin.opening import NotOpenedError, read_file
from bulletin.problems import ContentError, Place, Problem, Severity
from bulletin.read.office_zip import FILE_LIMIT, UnusableError, shown
from bulletin.read.template_parts import TakenParts, take_parts
from bulletin.units import EMU_PER_PT, Pt

IN_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
IN_PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
OUTLINE_LEVELS = 9
SIZE: Pt = 18.0  # of text that nothing gives a size to: ECMA-376 part 1, 21.1.2.3.2
# Line height of single spacing, times the size: Noto Sans CJK has 1.448, 微软雅黑 1.32; the larger, since faces change.
SINGLE = 1.45
# What a body's text keeps from its box where the file says nothing: ECMA-376 part 1, 21.1.2.1.1.
INSETS = Insets(top=3.6, right=7.2, bottom=3.6, left=7.2)
# Bounds of the format: ECMA-376 part 1, ST_SlideSizeCoordinate, ST_TextFontSize, ST_TextSpacingPoint and -Percent.
SLIDE_SIDES = 914400, 51206400
FONT_SIZES = 100, 400000
SPACINGS = 0, 158400
SPACING_SHARES = 0, 13200000
FARTHEST = 2 * 51206400  # EMU: what lies farther out than twice the largest slide is a slip
MASTER_TYPES = {"ctrTitle": "title", "obj": "body", "subTitle": "body"}  # what a layout's placeholder inherits from

MEND = "用 PowerPoint 或 WPS 打开，在母版视图里重设这里的位置、大小、字号和行距，另存为新的 .pptx 再试"
LAYOUTS_NAMED = 3
# What is left out of a template, by kind: how it is told, and what to do.
NOT_TAKEN: Mapping[str, tuple[Severity, str, str]] = {
    "linked": ("warning", "链接到外部文件的图片未带入幻灯片", "在母版视图里删去它，重新插入图片，不要选“链接到文件”"),
    "picture": ("warning", "已损坏或无法识别的图片未带入幻灯片", "在母版视图里换成 PNG 或 JPEG 图片"),
    "media": ("warning", "音频、视频未带入幻灯片", "需要时在成品里添加"),
    "object": ("warning", "图表、SmartArt、控件等对象未带入幻灯片", "在母版视图里把它另存为图片，再插入"),
    "vector": ("note", "矢量图（SVG）未带入幻灯片，使用其中的位图", ""),
    "link": ("note", "超链接未带入幻灯片", "需要时在成品里添加"),
}  # fmt: skip


class BadNumberError(ValueError):
    """A number of the file that is none, or outside its bounds; says where."""


def read_template(path: str, *, below: str = "") -> Template:
    """The template at `path`: .pptx, .potx or .ppsx, with macros or without; macros are not read.

    Args:
        below: the folder that it must lie in; "" for a file that the user named outright.

    Raises:
        ContentError: the file is missing, is no presentation, is damaged, or holds no layout.
    """
    try:
        taken = take_parts(read_file(path, limit=FILE_LIMIT, below=below))
        width, height, layouts = _layouts(taken.data)
    except NotOpenedError as error:
        message = "找不到" if error.reason == "missing" else error.message
        raise _unusable(path, message, "检查 --template 后面或 layouts/slides.yaml 的 `template` 里的文件名") from error
    except UnusableError as error:
        raise _unusable(path, error.message, error.hint) from error
    return Template(
        file=path, data=taken.data, width=width, height=height, layouts=layouts, problems=tuple(_told(path, taken))
    )


def _unusable(path: str, message: str, hint: str) -> ContentError:
    name = os.path.basename(path)
    return ContentError(Problem("error", "bad-template", f"模板文件 {name} 无法使用：{message}", Place(path), hint))


def _told(path: str, taken: TakenParts) -> Iterator[Problem]:
    """What of the template could be seen and does not come into the deck: once for each kind."""
    if taken.macros:
        yield Problem("note", "template-macros", "模板带有宏，宏未带入幻灯片", Place(path))
    for kind, (severity, words, hint) in NOT_TAKEN.items():
        if on := [left.on for left in taken.left_out if left.kind == kind]:
            layouts = "、".join(f"版式“{name}”" if name else "母版" for name in on[:LAYOUTS_NAMED])
            more = f"等{len(on)}处" if len(on) > LAYOUTS_NAMED else ""
            yield Problem(severity, "template-left-out", f"模板的{layouts}{more}里{words}", Place(path), hint)


def _layouts(data: bytes) -> tuple[Pt, Pt, tuple[TemplateLayout, ...]]:
    """Width and height of the slides, and the layouts."""
    from pptx import Presentation

    try:
        presentation = Presentation(BytesIO(data))
        masters = [(master, list(master.placeholders)) for master in presentation.slide_masters]
        layouts = [(layout, others) for master, others in masters for layout in master.slide_layouts]
    except Exception as error:  # python-pptx on foreign XML: it raises many kinds
        raise UnusableError("文件的结构有误", MEND) from error
    if not layouts:
        raise UnusableError("模板里没有版式", "在母版视图里至少留一个有标题和正文的版式")
    width, height = _slide_size(presentation)
    return width, height, tuple(_layout(layout, others) for layout, others in layouts)


def _slide_size(presentation: Any) -> tuple[Pt, Pt]:
    try:
        sides = presentation.slide_width or 0, presentation.slide_height or 0
    except Exception:  # python-pptx on foreign XML
        sides = (0, 0)
    if not all(SLIDE_SIDES[0] <= side <= SLIDE_SIDES[1] for side in sides):
        raise UnusableError("幻灯片大小不对", "在“设计”的“幻灯片大小”里重设，再存一次")
    return sides[0] / EMU_PER_PT, sides[1] / EMU_PER_PT


def _layout(layout: Any, above: list[Any]) -> TemplateLayout:
    """A layout whose master has the placeholders `above`."""
    name = ""
    try:
        layout_name = shown(layout.name)
        texts = []
        for shape in layout.placeholders:
            name = ""  # should the shape have none that can be read
            name = shown(shape.name)
            texts.append(_text(shape, above, layout.slide_master))
        return TemplateLayout(
            name=layout_name, part=str(layout.part.partname).lstrip("/"), texts=tuple(filter(None, texts))
        )
    except BadNumberError as error:
        raise UnusableError(f"版式“{layout_name}”的占位符“{name}”里有不正当的数值 {error}", MEND) from error
    except Exception as error:  # python-pptx on foreign XML: attributes that it needs, missing or no numbers
        which = f"版式“{layout_name}”的占位符“{name}”" if name else f"版式“{layout_name}”"
        raise UnusableError(f"{which}无法读取：其中的数值或结构有误", MEND) from error


def _text(shape: Any, above: list[Any], master: Any) -> TemplateText | None:
    """A placeholder with all it inherits from the master; None where nothing says how large it is."""
    mark = _mark(shape)
    sides = shape.left, shape.top, shape.width, shape.height
    if None in sides:
        return None
    if not all(abs(side) <= FARTHEST for side in sides) or min(sides[2:]) < 0:
        raise BadNumberError("（位置或大小）")
    kind = mark.get("type", "obj")
    kind = MASTER_TYPES.get(kind, kind)
    chain = [shape._element, *[other._element for other in above if _mark(other).get("type", "obj") == kind][:1]]
    properties = [found for element in chain if (found := element.find(f".//{IN_DRAWING}bodyPr")) is not None]
    styles = f"{kind}Style" if kind in ("title", "body") else "otherStyle"
    style = master._element.find(f"{IN_PRESENTATION}txStyles/{IN_PRESENTATION}{styles}")
    return TemplateText(
        type=mark.get("type", ""),
        idx=-1 if mark.get("idx") is None else round(_number(mark, "idx", 0, 2**32 - 1)),
        name=shown(shape.name),
        rect=Rect(**{side: at / EMU_PER_PT for side, at in zip(Rect._fields, sides, strict=True)}),
        insets=Insets(**{side: _first(properties, f"{side[0]}Ins", kept) for side, kept in INSETS._asdict().items()}),
        levels=tuple(_level(chain, style, number) for number in range(1, OUTLINE_LEVELS + 1)),
        vertical=any((found.get("vert") or "horz") != "horz" for found in properties),
    )


def _mark(shape: Any) -> Any:
    return shape._element.find(f".//{IN_PRESENTATION}ph")


def _number(element: Any, name: str, least: float, most: float) -> float:
    """A whole number out of the file, or a percentage with its sign.

    Raises:
        BadNumberError: it is none, or lies outside the bounds of the format.
    """
    value = str(element.get(name))
    try:
        number = float(value[:-1]) * 1000 if value.endswith("%") else int(value)
    except ValueError as error:
        raise BadNumberError(f"{name}=“{shown(value)}”") from error
    if not least <= number <= most:  # nor is NaN within any bounds
        raise BadNumberError(f"{name}=“{shown(value)}”")
    return number


def _first(elements: list[Any], name: str, standard: Pt) -> Pt:
    for element in elements:
        if element.get(name) is not None:
            return _number(element, name, -FARTHEST, FARTHEST) / EMU_PER_PT
    return standard


def _level(chain: list[Any], style: Any, number: int) -> TextLevel:
    """One outline level: the nearest element that says a thing decides it."""
    tag = f"{IN_DRAWING}lvl{number}pPr"
    levels = [element.find(f".//{IN_DRAWING}lstStyle/{tag}") for element in chain]
    levels.append(style.find(tag) if style is not None else None)
    found = [level for level in levels if level is not None]
    runs = [run for run in (level.find(f"{IN_DRAWING}defRPr") for level in found) if run is not None]
    size = next((_number(run, "sz", *FONT_SIZES) / 100 for run in runs if run.get("sz") is not None), SIZE)
    bold = next((run.get("b") in ("1", "true") for run in runs if run.get("b")), False)
    margin, hang = _first(found, "marL", 0.0), _first(found, "indent", 0.0)
    return TextLevel(
        size=size,
        leading=_spacing(found, "lnSpc", size * SINGLE, size * SINGLE) or size * SINGLE,
        before=_spacing(found, "spcBef", size * SINGLE, 0.0) + _spacing(found, "spcAft", size * SINGLE, 0.0),
        indent=max(margin, margin + hang),
        bold=bold,
        proportional=not any(level.find(f"{IN_DRAWING}lnSpc/{IN_DRAWING}spcPts") is not None for level in found),
    )


def _spacing(levels: list[Any], name: str, whole: Pt, standard: Pt) -> Pt:
    """A spacing in points; percentages are of `whole`."""
    for level in levels:
        spacing = level.find(f"{IN_DRAWING}{name}")
        if spacing is None:
            continue
        points, percent = spacing.find(f"{IN_DRAWING}spcPts"), spacing.find(f"{IN_DRAWING}spcPct")
        if points is not None:
            return _number(points, "val", *SPACINGS) / 100
        if percent is not None:
            return whole * _number(percent, "val", *SPACING_SHARES) / 100000
    return standard
