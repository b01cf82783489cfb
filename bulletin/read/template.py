"""An office's own .pptx as a template: its layouts with their placeholders, and the type that those inherit.

Only what fitting needs is read; drawing takes the file's parts as they are.
"""

import os
from io import BytesIO
from typing import Any

from bulletin.geometry import Insets, Rect
from bulletin.model.slide import Template, TemplateLayout, TemplateText, TextLevel
from bulletin.opening import NotOpenedError, read_file
from bulletin.problems import ContentError, Place, Problem
from bulletin.units import EMU_PER_PT, Pt

IN_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
IN_PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
MAX_TEMPLATE_BYTES = 64 * 1024 * 1024  # chosen: masters full of photographs have 20 MB
OUTLINE_LEVELS = 9
SIZE: Pt = 18.0  # of text that nothing gives a size to: ECMA-376 part 1, 21.1.2.3.2
# Line height of single spacing, times the size: Noto Sans CJK has 1.448, 微软雅黑 1.32; the larger, since faces change.
SINGLE = 1.45
# What a body's text keeps from its box where the file says nothing: ECMA-376 part 1, 21.1.2.1.1.
INSETS = Insets(top=3.6, right=7.2, bottom=3.6, left=7.2)
MASTER_TYPES = {"ctrTitle": "title", "obj": "body", "subTitle": "body"}  # what a layout's placeholder inherits from


def read_template(path: str, *, below: str = "") -> Template:
    """The template at `path`, which lies in the folder `below`; "" for one named by its full path or by the user.

    Raises:
        ContentError: the file cannot be opened, is no .pptx, or holds no layout.
    """
    try:
        data = read_file(path, limit=MAX_TEMPLATE_BYTES, below=below)
    except NotOpenedError as error:
        hint = "检查 --template 后面或 layouts/slides.yaml 的 `template` 里的文件名"
        raise _unusable(path, f"模板文件{error.message}", hint) from error
    try:
        from pptx import Presentation

        presentation = Presentation(BytesIO(data))
        layouts = tuple(_layout(layout) for master in presentation.slide_masters for layout in master.slide_layouts)
    except Exception as error:  # a broken zip, XML or relation: python-pptx raises many kinds
        raise _unusable(path, "无法打开模板文件", "用 PowerPoint 或 WPS 另存为 .pptx 再试") from error
    if not layouts:
        raise _unusable(path, "模板里没有版式", "在母版视图里至少留一个有标题和正文的版式")
    return Template(
        file=path,
        data=data,
        width=(presentation.slide_width or 0) / EMU_PER_PT,
        height=(presentation.slide_height or 0) / EMU_PER_PT,
        layouts=layouts,
    )


def _unusable(path: str, message: str, hint: str) -> ContentError:
    return ContentError(Problem("error", "bad-template", f"{message}：{os.path.basename(path)}", Place(path), hint))


def _layout(layout: Any) -> TemplateLayout:
    texts = tuple(filter(None, (_text(shape, layout.slide_master) for shape in layout.placeholders)))
    return TemplateLayout(name=layout.name, part=str(layout.part.partname).lstrip("/"), texts=texts)


def _text(shape: Any, master: Any) -> TemplateText | None:
    """A placeholder with all it inherits from the master; None where nothing says how large it is."""
    mark = _mark(shape)
    if None in (shape.left, shape.top, shape.width, shape.height):
        return None
    kind = mark.get("type", "obj")
    kind = MASTER_TYPES.get(kind, kind)
    above = [other._element for other in master.placeholders if _mark(other).get("type", "obj") == kind]
    chain = [shape._element, *above[:1]]
    properties = [element.find(f".//{IN_DRAWING}bodyPr") for element in chain]
    styles = f"{kind}Style" if kind in ("title", "body") else "otherStyle"
    style = master._element.find(f"{IN_PRESENTATION}txStyles/{IN_PRESENTATION}{styles}")
    return TemplateText(
        type=mark.get("type", ""),
        idx=int(mark.get("idx", -1)),
        name=shape.name,
        rect=Rect(
            x=shape.left / EMU_PER_PT,
            y=shape.top / EMU_PER_PT,
            width=shape.width / EMU_PER_PT,
            height=shape.height / EMU_PER_PT,
        ),
        insets=Insets(**{side: _first(properties, f"{side[0]}Ins", kept) for side, kept in INSETS._asdict().items()}),
        levels=tuple(_level(chain, style, number) for number in range(1, OUTLINE_LEVELS + 1)),
        vertical=any((found.get("vert") or "horz") != "horz" for found in properties if found is not None),
    )


def _mark(shape: Any) -> Any:
    return shape._element.find(f".//{IN_PRESENTATION}ph")


def _first(elements: list[Any], name: str, standard: Pt) -> Pt:
    for element in elements:
        if element is not None and element.get(name) is not None:
            return int(element.get(name)) / EMU_PER_PT
    return standard


def _level(chain: list[Any], style: Any, number: int) -> TextLevel:
    """One outline level: the nearest element that says a thing decides it."""
    tag = f"{IN_DRAWING}lvl{number}pPr"
    levels = [element.find(f".//{IN_DRAWING}lstStyle/{tag}") for element in chain]
    levels.append(style.find(tag) if style is not None else None)
    found = [level for level in levels if level is not None]
    runs = [run for run in (level.find(f"{IN_DRAWING}defRPr") for level in found) if run is not None]
    size = next((int(run.get("sz")) / 100 for run in runs if run.get("sz")), SIZE)
    bold = next((run.get("b") in ("1", "true") for run in runs if run.get("b")), False)
    margin = next((int(level.get("marL")) / EMU_PER_PT for level in found if level.get("marL")), 0.0)
    hang = next((int(level.get("indent")) / EMU_PER_PT for level in found if level.get("indent")), 0.0)
    return TextLevel(
        size=size,
        leading=_spacing(found, "lnSpc", size * SINGLE, size * SINGLE),
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
            return int(points.get("val")) / 100
        if percent is not None:
            value = str(percent.get("val"))
            return whole * (float(value[:-1]) / 100 if value.endswith("%") else int(value) / 100000)
    return standard
