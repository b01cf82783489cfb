"""An office's own .pptx as a template: its layouts with their placeholders, and the type that those inherit.

Only what fitting needs is read; drawing takes the file's parts as they are.
"""

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any

from lxml import etree

from bulletin.geometry import Insets, Rect
from bulletin.memory import Memory
from bulletin.model.slide import Template, TemplateLayout, TemplateText, TextLevel, TextOddity
from bulletin.opening import NotOpenedError, read_file
from bulletin.presentations import let_go
from bulletin.problems import ContentError, Place, Problem, Severity
from bulletin.read.office_zip import FILE_LIMIT, UnusableError, shown
from bulletin.read.template_colors import OFFICE_RELATIONS, LayoutColors, TemplateColors
from bulletin.read.template_mending import master_type, text_style
from bulletin.read.template_palette import IN_DRAWING, IN_PRESENTATION
from bulletin.read.template_parts import TakenParts, take_parts
from bulletin.units import EMU_PER_PT, Pt

FRAME = f"{IN_PRESENTATION}spPr/{IN_DRAWING}xfrm"  # where a shape stands
OUTLINE_LEVELS = 5  # that our points have
SIZE: Pt = 18.0  # of text that nothing gives a size to: ECMA-376 part 1, 21.1.2.3.2
# Line height of single spacing, times the size: Noto Sans CJK has 1.448, 微软雅黑 1.32; the larger, since faces change.
SINGLE = 1.45
WHOLE_TURN = 21_600_000  # 60,000ths of a degree: ECMA-376 part 1, ST_Angle
READ_LEVELS = 3  # of the outline, that points have
MOST_SPACED = 1000  # hundredths of a point between letters, from which words fall apart
LEAST_READ = 900  # hundredths of a point: smaller type nobody reads on a wall
LEAST_LEADING = 0.9  # times the size: below it the lines of Chinese print over each other
# What a body's text keeps from its box where the file says nothing: ECMA-376 part 1, 21.1.2.1.1.
INSETS = Insets(top=3.6, right=7.2, bottom=3.6, left=7.2)
# Bounds of the format: ECMA-376 part 1, ST_SlideSizeCoordinate, ST_TextFontSize, ST_TextSpacingPoint and -Percent.
SLIDE_SIDES = 914400, 51206400
FONT_SIZES = 100, 400000
SPACINGS = 0, 158400
SPACING_SHARES = 0, 13200000
FARTHEST = 2 * 51206400  # EMU: what lies farther out than twice the largest slide is a slip

MEND = "用 PowerPoint 或 WPS 打开，在母版视图里重设这里的位置、大小、字号和行距，另存为新的 .pptx 再试"
DRAWN_IN = ("body", "tbl", "chart")  # kinds of placeholder that a table or a chart may stand in
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


def read_template(path: str, *, below: str = "", memory: Memory | None = None) -> Template:
    """The template at `path`: .pptx, .potx or .ppsx, with macros or without; macros are not read.

    Args:
        below: the folder that it must lie in; "" for a file that the user named outright.
        memory: keeps the templates read.

    Raises:
        ContentError: the file is missing, is no presentation, is damaged, or holds no layout.
    """
    try:
        data = read_file(path, limit=FILE_LIMIT, below=below)
        return (memory or Memory()).recall((path, data), lambda: _template(path, data))
    except NotOpenedError as error:
        message = "找不到" if error.reason == "missing" else error.message
        raise _unusable(path, message, "检查 --template 后面或 layouts/slides.yaml 的 `template` 里的文件名") from error
    except UnusableError as error:
        raise _unusable(path, error.message, error.hint) from error


def _template(path: str, data: bytes) -> Template:
    """The template of a file's bytes. Raises UnusableError."""
    taken = take_parts(data)
    width, height, layouts, accents = _layouts(taken.data)
    return Template(
        file=path,
        data=taken.data,
        digest=sha256(data).hexdigest(),
        width=width,
        height=height,
        layouts=layouts,
        accents=accents,
        problems=tuple(_told(path, taken)),
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


def _layouts(data: bytes) -> tuple[Pt, Pt, tuple[TemplateLayout, ...], tuple[str, ...]]:
    """Width and height of the slides, the layouts, and the theme's accents."""
    from pptx import Presentation

    try:
        presentation = Presentation(BytesIO(data))
    except Exception as error:  # python-pptx on foreign XML: it raises many kinds
        raise UnusableError("文件的结构有误", MEND) from error
    with let_go(presentation):
        try:
            masters = [(master, _by_kind(master)) for master in presentation.slide_masters]
            layouts = [(layout, others) for master, others in masters for layout in master.slide_layouts]
        except Exception as error:  # likewise
            raise UnusableError("文件的结构有误", MEND) from error
        if not layouts:
            raise UnusableError("模板里没有版式", "在母版视图里至少留一个有标题和正文的版式")
        width, height = _slide_size(presentation)
        colors = TemplateColors(presentation)
        found = tuple(_layout(layout, others, colors) for layout, others in layouts)
        return width, height, found, _accents(presentation.slide_masters[0])


def _by_kind(master: Any) -> dict[str, Any]:
    """A master's placeholders, the first of each kind."""
    found: dict[str, Any] = {}
    for shape in master.placeholders:
        found.setdefault(_mark(shape).get("type", "obj"), shape.element)
    return found


def _accents(master: Any) -> tuple[str, ...]:
    """The six accents of a master's theme as RRGGBB; "" for one that is no plain colour."""
    theme = etree.fromstring(master.part.part_related_by(f"{OFFICE_RELATIONS}/theme").blob)
    slots = (theme.find(f".//{IN_DRAWING}accent{number}/{IN_DRAWING}srgbClr") for number in range(1, 7))
    return tuple("" if slot is None else str(slot.get("val")).upper() for slot in slots)


def _slide_size(presentation: Any) -> tuple[Pt, Pt]:
    try:
        sides = presentation.slide_width or 0, presentation.slide_height or 0
    except Exception:  # python-pptx on foreign XML
        sides = (0, 0)
    if not all(SLIDE_SIDES[0] <= side <= SLIDE_SIDES[1] for side in sides):
        raise UnusableError("幻灯片大小不对", "在“设计”的“幻灯片大小”里重设，再存一次")
    return sides[0] / EMU_PER_PT, sides[1] / EMU_PER_PT


def _layout(layout: Any, above: dict[str, Any], colors: TemplateColors) -> TemplateLayout:
    """A layout whose master has the placeholders `above`, by kind."""
    name = ""
    try:
        layout_name = shown(layout.name)
        own = colors.of(layout)
        texts = []
        for shape in layout.placeholders:
            name = ""  # should the shape have none that can be read
            name = shown(shape.name)
            texts.append(_text(shape, above, layout.slide_master, own))
        accents = (color.get("val") for color in layout.element.iter(f"{IN_DRAWING}schemeClr"))
        return TemplateLayout(name=layout_name, texts=tuple(filter(None, texts)), accented="accent1" in accents)
    except BadNumberError as error:
        raise UnusableError(f"版式“{layout_name}”的占位符“{name}”里有不正当的数值 {error}", MEND) from error
    except Exception as error:  # python-pptx on foreign XML: attributes that it needs, missing or no numbers
        which = f"版式“{layout_name}”的占位符“{name}”" if name else f"版式“{layout_name}”"
        raise UnusableError(f"{which}无法读取：其中的数值或结构有误", MEND) from error


def _text(shape: Any, above: dict[str, Any], master: Any, colors: LayoutColors | None) -> TemplateText | None:
    """A placeholder with all it inherits from the master; None where nothing says how large it is."""
    mark = _mark(shape)
    _ = shape.placeholder_format.type  # raises ValueError for a kind that python-pptx cannot fill
    kind = master_type(mark)
    chain = [shape.element, *([above[kind]] if kind in above else [])]
    sides = _sides(chain)
    if sides is None:
        return None
    if not all(abs(side) <= FARTHEST for side in sides) or min(sides[2:]) < 0:
        raise BadNumberError("（位置或大小）")
    bodies = [found for element in chain if (found := element.find(f"{IN_PRESENTATION}txBody")) is not None]
    properties = [found for body in bodies if (found := body.find(f"{IN_DRAWING}bodyPr")) is not None]
    style = text_style(master.element, kind)
    lists = [body.find(f"{IN_DRAWING}lstStyle") for body in bodies]
    listed = [{level.tag: level for level in each} for each in (*lists, style) if each is not None]
    levels = tuple(_level(listed, f"{IN_DRAWING}lvl{number}pPr") for number in range(1, OUTLINE_LEVELS + 1))
    return TemplateText(
        type=mark.get("type", ""),
        idx=-1 if mark.get("idx") is None else round(_number(mark, "idx", 0, 2**32 - 1)),
        name=shown(shape.name),
        rect=Rect(**{side: at / EMU_PER_PT for side, at in zip(Rect._fields, sides, strict=True)}),
        insets=Insets(**{side: _first(properties, f"{side[0]}Ins", kept) for side, kept in INSETS._asdict().items()}),
        levels=levels,
        vertical=any((found.get("vert") or "horz") != "horz" for found in properties),
        odd=_oddity(chain, properties, listed, levels) if kind in ("title", "body") else "",
        contrast=None if colors is None else colors.contrast(chain, listed, sides, kind),
        plain_contrast=None if colors is None or kind not in DRAWN_IN else colors.plain_contrast(chain, sides),
    )


def _oddity(
    chain: list[Any], properties: list[Any], listed: list[dict[str, Any]], levels: tuple[TextLevel, ...]
) -> TextOddity:
    """What of a title or body keeps words from being read as its box and type say."""
    shape = chain[0]
    frame = next((found for each in chain if (found := each.find(FRAME)) is not None), None)
    if frame is not None and frame.get("rot") and _number(frame, "rot", -FARTHEST, FARTHEST) % WHOLE_TURN:
        return "turned"
    named = shape.find(f"{IN_PRESENTATION}nvSpPr/{IN_PRESENTATION}cNvPr")
    if named is not None and named.get("hidden") in ("1", "true"):
        return "hidden"
    columned = next((each for each in properties if each.get("numCol")), None)
    if columned is not None and _number(columned, "numCol", 1, 16) > 1:
        return "columns"
    for number in range(1, READ_LEVELS + 1):
        tag = f"{IN_DRAWING}lvl{number}pPr"
        runs = [run for each in listed if tag in each and (run := each[tag].find(f"{IN_DRAWING}defRPr")) is not None]
        spaced = next((run for run in runs if run.get("spc")), None)
        if spaced is not None and abs(_number(spaced, "spc", -400000, 400000)) > MOST_SPACED:
            return "spaced"
        sized = next((run for run in runs if run.get("sz")), None)
        if sized is not None and _number(sized, "sz", *FONT_SIZES) < LEAST_READ:
            return "tiny"
    if any(level.leading < LEAST_LEADING * level.size for level in levels[:READ_LEVELS]):
        return "crowded"
    return ""


def _sides(chain: list[Any]) -> tuple[int, int, int, int] | None:
    """Left, top, width and height in EMU, each of the nearest element that says it; None where none does."""
    frames = [found for each in chain if (found := each.find(FRAME)) is not None]
    places, sizes = (
        [found for each in frames if (found := each.find(f"{IN_DRAWING}{name}")) is not None] for name in ("off", "ext")
    )
    if not (places and sizes):
        return None
    return int(places[0].get("x")), int(places[0].get("y")), int(sizes[0].get("cx")), int(sizes[0].get("cy"))


def _mark(shape: Any) -> Any:
    return shape.element.find(f".//{IN_PRESENTATION}ph")


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


def _level(listed: list[dict[str, Any]], tag: str) -> TextLevel:
    """One outline level out of list styles, the nearest first: that which says a thing decides it."""
    levels = [each[tag] for each in listed if tag in each]
    children = [{child.tag: child for child in level} for level in levels]
    runs = [each[f"{IN_DRAWING}defRPr"] for each in children if f"{IN_DRAWING}defRPr" in each]
    size = next((_number(run, "sz", *FONT_SIZES) / 100 for run in runs if run.get("sz") is not None), SIZE)
    bold = next((run.get("b") in ("1", "true") for run in runs if run.get("b")), False)
    margin, hang = _first(levels, "marL", 0.0), _first(levels, "indent", 0.0)
    leading = next((each[f"{IN_DRAWING}lnSpc"] for each in children if f"{IN_DRAWING}lnSpc" in each), None)
    single = size * SINGLE
    return TextLevel(
        size=size,
        leading=_spacing(children, "lnSpc", single, single) or single,
        before=_spacing(children, "spcBef", single, 0.0) + _spacing(children, "spcAft", single, 0.0),
        indent=max(margin, margin + hang),
        bold=bold,
        proportional=leading is None or leading.find(f"{IN_DRAWING}spcPts") is None,
    )


def _spacing(levels: list[dict[str, Any]], name: str, whole: Pt, standard: Pt) -> Pt:
    """A spacing in points; percentages are of `whole`. `levels` are children of levels by their tags."""
    for level in levels:
        spacing = level.get(f"{IN_DRAWING}{name}")
        if spacing is None:
            continue
        points, percent = spacing.find(f"{IN_DRAWING}spcPts"), spacing.find(f"{IN_DRAWING}spcPct")
        if points is not None:
            return _number(points, "val", *SPACINGS) / 100
        if percent is not None:
            return whole * _number(percent, "val", *SPACING_SHARES) / 100000
    return standard
