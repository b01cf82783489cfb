"""What a PDF's pages paint: content streams in, painted marks out, wherever the file comes from.

An interpreter of the graphics model as far as prepress needs it: graphics state stack, transformation, clip (as its
bounding box), colour spaces, forms, tiling patterns, shadings, inline images, text with its true size. It does not
rasterise. Text stands in a file of its own.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, TypeVar

import pikepdf

from bulletin.preflight.appearances import shown_aside
from bulletin.preflight.color import CMYK, GRAY, PATTERN, RGB, ColorSpace, Paint, initial_paint, paint_of, shading_paint
from bulletin.preflight.content import content_of, run_content
from bulletin.preflight.coordinates import (
    IDENTITY,
    Subpaths,
    bounding_box,
    combined,
    intersection,
    is_rectangle,
    keeps_upright,
    least_scale,
    mapped,
    matrix_of,
)
from bulletin.preflight.foreign import (
    FILTERS,
    UNREADABLE,
    entry,
    filters_of,
    inherited,
    is_dictionary,
    items_of,
    name_of,
    number,
    number_or,
    numbers,
)
from bulletin.preflight.painted import EVERY_ASPECT, Aspect, Painted, PlacedImage
from bulletin.preflight.reasons import UnreadError, reason
from bulletin.preflight.recorder import (
    BYTES_AS_WORK,
    OPERANDS_AS_WORK,
    RUN_AS_WORK,
    CrowdedError,
    GraphicsState,
    Operands,
    Recorder,
    StreamRun,
)
from bulletin.preflight.text_operators import TEXT_OPERATORS

# Keys of a parameter dictionary that set one field of the state, in the order in which they count: OP alone sets both.
STATE_KEYS: Sequence[tuple[str, str, Callable[[Any], Any]]] = (
    ("/OP", "overprint_stroke", bool), ("/OP", "overprint_fill", bool), ("/op", "overprint_fill", bool),
    ("/OPM", "overprint_mode", number), ("/ca", "alpha_fill", number), ("/CA", "alpha_stroke", number),
    ("/LW", "line_width", number),
)  # fmt: skip
DEEPEST = 12  # forms within forms; deeper is a loop or a joke


def painted(pdf: pikepdf.Pdf) -> Painted:
    """Everything that the pages of a file paint, in the order it is painted.

    Of a page whose content cannot be read to its end, what came before is kept, and a fault is added. An instruction
    that breaks the rules is passed over and counted.
    """
    recorder = Recorder()
    forms = entry(pdf.Root, "/AcroForm")
    for count, page in enumerate(pdf.pages, 1):
        recorder.begin_page(count)
        resources = inherited(page.obj, "/Resources")
        _interpret(page.obj, StreamRun(recorder=recorder, resources=resources, state=GraphicsState()))
        _run_aside(recorder, shown_aside(page.obj, forms))
    for font in [font for font in recorder.fonts if font.pages]:
        recorder.begin_page(min(font.pages))
        _run_aside(recorder, font.glyphs())
    return recorder.result()


def _run_aside(recorder: Recorder, streams: Iterable[tuple[Any, Any]]) -> None:
    """Run what is shown beside the content, for its fonts alone; what cannot be read of it is odd."""
    aside = recorder.aside()
    for stream, resources in streams:
        run = StreamRun(recorder=aside, resources=resources, state=GraphicsState())
        _interpret(stream, run)
        if isinstance(stream, bytes) and run.state.font is not None:
            run.state.font.pages.add(recorder.page)
    recorder.work_left = aside.work_left
    for _ in (*aside.faults, *aside.crowded):
        recorder.skip(("text",))


def _interpret(stream: Any, run: StreamRun) -> None:
    """Run a page's, form's or pattern's content, or bytes of one."""
    recorder = run.recorder
    try:
        if name_of(entry(entry(stream, "/Group"), "/S")) == "Transparency":
            recorder.group_pages.add(recorder.page)
        recorder.spend(RUN_AS_WORK)
        data, failed = content_of(stream)
        recorder.spend(len(data) / BYTES_AS_WORK)
        run_content(data, partial(_perform, run))
        if failed:
            recorder.failed(failed)
        if run.saved or run.in_text or run.compatible:
            recorder.skip()
    except CrowdedError:
        if run.within:
            raise
        recorder.crowded.add(recorder.page)
        recorder.not_judged(EVERY_ASPECT)
    except UNREADABLE as error:
        recorder.failed(reason(error))


def _perform(run: StreamRun, operator: str, operands: Operands) -> None:
    """Run one instruction; one that breaks the rules is passed over, as readers do."""
    run.recorder.spend(len(operands) // OPERANDS_AS_WORK)
    action = INTERPRETED.get(operator)
    if action is None:
        if operator not in ASPECTS and not run.compatible:
            run.recorder.skip()
        return
    wanted = OPERAND_COUNTS.get(operator, 0)
    try:
        if len(operands) < wanted:
            raise IndexError
        action(run, operands[-wanted:] if wanted else operands)
    except UNREADABLE:
        run.recorder.skip(ASPECTS.get(operator, EVERY_ASPECT))


def _run_inside(run: StreamRun, stream: Any, state: GraphicsState) -> None:
    """Run a form or a pattern with its own resources, or with the outer stream's where it has none.

    Raises:
        UnreadError: it stands in itself, or too deep.
    """
    key = stream.unparse()
    if key in run.within or len(run.within) >= DEEPEST:
        raise UnreadError("对象循环引用或嵌套过深")
    own = entry(stream, "/Resources", run.resources)
    _interpret(stream, StreamRun(recorder=run.recorder, resources=own, state=state, within=(*run.within, key)))


# Graphics state (ISO 32000-1, 8.4)


def _save(run: StreamRun, operands: Operands) -> None:
    run.saved.append(replace(run.state))


def _restore(run: StreamRun, operands: Operands) -> None:
    if run.saved:
        run.state = run.saved.pop()
    else:
        run.recorder.skip()


def _transform(run: StreamRun, operands: Operands) -> None:
    run.state.matrix = combined(matrix_of(operands), run.state.matrix)


def _parameters(run: StreamRun, operands: Operands) -> None:
    """A parameter dictionary: table 58 of the standard, the keys that prepress looks at."""
    parameters, state, recorder = run.resource("/ExtGState", operands[0]), run.state, run.recorder
    for key, name, as_type in STATE_KEYS:
        if (value := entry(parameters, key)) is not None:
            setattr(state, name, as_type(value))
    if (mode := entry(parameters, "/BM")) is not None:
        name = name_of(mode[0] if isinstance(mode, pikepdf.Array) else mode)
        state.blend = "Normal" if name == "Compatible" else name
    if is_dictionary(entry(parameters, "/SMask")):
        recorder.masked_pages.add(recorder.page)
    if font := items_of(entry(parameters, "/Font")):
        state.font, state.size = recorder.font(font[0]), number(font[1])
    transfer = any(entry(parameters, key) is not None for key in ("/TR", "/HTO"))
    if transfer or name_of(entry(parameters, "/TR2", pikepdf.Name.Default)) != "Default":
        recorder.transfer_pages.add(recorder.page)


def _properties(run: StreamRun, operands: Operands) -> None:
    """Marked content: it paints nothing, but its property list must be there."""
    if isinstance(operands[1], pikepdf.Name):
        run.resource("/Properties", operands[1])


def _compatibility(run: StreamRun, operands: Operands, *, step: int) -> None:
    """Between BX and EX an unknown operator is no mistake."""
    run.compatible += step
    if run.compatible < 0:
        run.compatible = 0
        run.recorder.skip()


# Paths (8.5), with the clip as its bounding box


def _extend(run: StreamRun, operands: Operands, *, begin: bool = False) -> None:
    """Go on to points, in a new subpath where there is none; a curve by its control points: its box is no smaller."""
    if begin or not run.subpaths:
        run.subpaths.append([])
    values = numbers(operands)
    points = zip(values[::2], values[1::2], strict=True)
    run.subpaths[-1].extend(mapped(run.state.matrix, x, y) for x, y in points)
    run.only_rectangles = False


def _rectangle(run: StreamRun, operands: Operands) -> None:
    x, y, width, height = numbers(operands)
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    run.subpaths.append([mapped(run.state.matrix, *corner) for corner in corners])
    run.only_rectangles = run.only_rectangles and keeps_upright(run.state.matrix)


def _clip(run: StreamRun, operands: Operands) -> None:
    run.clip_next = True


def _paint(run: StreamRun, operands: Operands, *, fill: bool = False, stroke: bool = False) -> None:
    drawn = [subpath for subpath in run.subpaths if len(subpath) > 1]
    if fill and run.only_rectangles:
        for subpath in drawn:
            _fill(run, [subpath], is_box=True)
    elif fill and drawn:
        _fill(run, drawn, is_box=len(drawn) == 1 and is_rectangle(drawn[0]))
    if stroke:
        _stroke(run, drawn)
    if run.clip_next and run.subpaths:
        run.state.clip = intersection(run.state.clip, bounding_box(list(chain(*run.subpaths))))
    run.clip_next = False
    run.subpaths, run.only_rectangles = [], True


def _fill(run: StreamRun, subpaths: Subpaths, *, is_box: bool) -> None:
    """One mark for all subpaths."""
    left, lower, right, upper = box = bounding_box(list(chain(*subpaths)))
    run.paint("fill", box, min(right - left, upper - lower) if is_box else 0.0, subpaths=() if is_box else subpaths)


def _stroke(run: StreamRun, subpaths: Subpaths) -> None:
    width = run.state.line_width * least_scale(run.state.matrix)
    half = width / 2
    for subpath in subpaths:
        left, lower, right, upper = bounding_box(subpath)
        run.paint("stroke", (left - half, lower - half, right + half, upper + half), width)


# Colour (8.6 and 8.7); `side` is what is painted with it, the state's `fill` or `stroke`


def _device_color(run: StreamRun, operands: Operands, *, side: str, space: ColorSpace) -> None:
    setattr(run.state, side, paint_of(space, numbers(operands)))


def _color_space(run: StreamRun, operands: Operands, *, side: str) -> None:
    setattr(run.state, side, initial_paint(run.recorder.color_space(operands[0], run.resources)))


def _color(run: StreamRun, operands: Operands, *, side: str) -> None:
    setattr(run.state, side, _chosen_paint(run, getattr(run.state, side).space, operands))


def _chosen_paint(run: StreamRun, space: ColorSpace, operands: Operands) -> Paint:
    """A colour of the space, or the colour that a pattern comes down to."""
    values = numbers(value for value in operands if not isinstance(value, pikepdf.Name))
    pattern: Any = run.resource("/Pattern", operands[-1]) if space.name == "Pattern" else None
    if pattern is None:
        return paint_of(space, values)
    if entry(pattern, "/PatternType") == 2:
        return shading_paint(entry(pattern, "/Shading"), run.resources)
    if entry(pattern, "/PaintType") == 2 and space.base is not None:
        return paint_of(space.base, values)
    return _tile_paint(run, pattern)


def _tile_paint(run: StreamRun, pattern: Any) -> Paint:
    """A tiling pattern: its marks are recorded where the cell lies; painting with it has their inkiest colour."""
    before = len(run.recorder.marks)
    matrix = matrix_of(entry(pattern, "/Matrix", IDENTITY))
    _run_inside(run, pattern, GraphicsState(matrix=matrix, clip=run.state.clip))
    paints = [mark.paint for mark in run.recorder.marks[before:] if not mark.is_picture]
    return max(paints, key=lambda paint: paint.total, default=Paint(space=PATTERN))


# Objects (8.7.4, 8.9, 8.10): shadings, images with their resolution, forms run in place


def _shading(run: StreamRun, operands: Operands) -> None:
    shading = run.resource("/Shading", operands[0])
    if shading is not None:
        run.paint("shading", run.state.clip, 0.0, paint=shading_paint(shading, run.resources))


def _external(run: StreamRun, operands: Operands) -> None:
    found = run.resource("/XObject", operands[0])
    if found is None:
        return
    kind = name_of(entry(found, "/Subtype"))
    if not isinstance(found, pikepdf.Stream):
        run.recorder.miss("/XObject", operands[0])
    elif kind == "Form":
        _form(run, found)
    elif kind == "Image":
        _image(run, found)
    elif kind != "PS":  # PostScript, which no press runs
        raise UnreadError


def _form(run: StreamRun, form: Any) -> None:
    state = replace(run.state, matrix=combined(matrix_of(entry(form, "/Matrix", IDENTITY)), run.state.matrix))
    if (box := entry(form, "/BBox")) is not None:
        left, lower, right, upper = numbers(box)
        corners = [mapped(state.matrix, x, y) for x in (left, right) for y in (lower, upper)]
        state.clip = intersection(state.clip, bounding_box(corners))
    _run_inside(run, form, state)


def _image(run: StreamRun, image: Any) -> None:
    is_mask = entry(image, "/ImageMask") is True
    if not set(filters_of(image)) <= FILTERS:
        raise UnreadError
    space, inks = (run.state.fill.space, None) if is_mask else run.recorder.space_and_inks(image, run.resources)
    if entry(image, "/SMask") is not None or number_or(entry(image, "/SMaskInData"), 0) > 0:
        run.recorder.masked_pages.add(run.recorder.page)
    dpi = _resolution(run, number(entry(image, "/Width")), number(entry(image, "/Height")))
    bits = 1 if is_mask else number_or(entry(image, "/BitsPerComponent"), 8)
    _place(run, PlacedImage(space=space, dpi=dpi, is_mask=is_mask, is_line_art=bits == 1, inks=inks))


def _inline_dictionary(run: StreamRun, operands: Operands) -> None:
    run.inline = operands


def _inline_image(run: StreamRun, operands: Operands) -> None:
    """An image written into the content stream itself; its keys may be short (8.9.7)."""
    image = {name_of(key): value for key, value in zip(run.inline[::2], run.inline[1::2], strict=True)}
    is_mask = image.get("IM", image.get("ImageMask")) is True
    space, named = run.state.fill.space, image.get("CS", image.get("ColorSpace"))
    if not is_mask:
        space = run.recorder.color_space(named, run.resources) if named is not None else GRAY
    width, height = image.get("W", image.get("Width")), image.get("H", image.get("Height"))
    dpi = _resolution(run, number(width), number(height))
    bits = number_or(image.get("BPC", image.get("BitsPerComponent")), 1)
    inks = 1.0 if space.name == "DeviceGray" else None
    _place(run, PlacedImage(space=space, dpi=dpi, is_mask=is_mask, is_line_art=bits == 1, inks=inks))


def _resolution(run: StreamRun, width_px: float, height_px: float) -> float:
    """Pixels an inch on the unit square of the current matrix, the lesser of the two directions."""
    if min(width_px, height_px) < 1:
        raise ValueError
    sides = zip((width_px, height_px), _unit_sides(run), strict=True)
    return min(pixels * 72 / length if length else math.inf for pixels, length in sides)


def _unit_sides(run: StreamRun) -> tuple[float, float]:
    matrix = run.state.matrix
    return math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])


def _place(run: StreamRun, image: PlacedImage) -> None:
    box = bounding_box([mapped(run.state.matrix, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)])
    paint = run.state.fill if image.is_mask else Paint(space=image.space)
    run.paint("image", box, min(_unit_sides(run)), paint=paint, image=image)


_Value = TypeVar("_Value")

_FILL = partial(_paint, fill=True)
_STROKE = partial(_paint, stroke=True)
_BOTH = partial(_paint, fill=True, stroke=True)

INTERPRETED: Mapping[str, Callable[[StreamRun, Operands], None]] = {
    **TEXT_OPERATORS,
    "q": _save, "Q": _restore, "cm": _transform, "gs": _parameters,
    "w": partial(StreamRun.set_number, name="line_width"),
    "m": partial(_extend, begin=True), "l": _extend, "c": _extend, "v": _extend, "y": _extend, "re": _rectangle,
    "h": lambda run, operands: None,  # boxes and even-odd tests take every subpath as closed
    "f": _FILL, "F": _FILL, "f*": _FILL, "S": _STROKE, "s": _STROKE,
    "B": _BOTH, "B*": _BOTH, "b": _BOTH, "b*": _BOTH, "n": _paint, "W": _clip, "W*": _clip,
    "g": partial(_device_color, space=GRAY, side="fill"), "G": partial(_device_color, space=GRAY, side="stroke"),
    "rg": partial(_device_color, space=RGB, side="fill"), "RG": partial(_device_color, space=RGB, side="stroke"),
    "k": partial(_device_color, space=CMYK, side="fill"), "K": partial(_device_color, space=CMYK, side="stroke"),
    "cs": partial(_color_space, side="fill"), "CS": partial(_color_space, side="stroke"),
    "sc": partial(_color, side="fill"), "SC": partial(_color, side="stroke"),
    "scn": partial(_color, side="fill"), "SCN": partial(_color, side="stroke"),
    "sh": _shading, "Do": _external, "ID": _inline_dictionary, "EI": _inline_image,
    "BDC": _properties, "DP": _properties,
    "BX": partial(_compatibility, step=1), "EX": partial(_compatibility, step=-1),
}  # fmt: skip


def _each(operators: str, value: _Value) -> dict[str, _Value]:
    return dict.fromkeys(operators.split(), value)


# Operands that an operator takes; of more, the last are taken, as readers do. Those of colours vary.
OPERAND_COUNTS = {
    **_each("w gs g G sh Do Tj TJ ' Tc Tw TL Ts Tz Tr cs CS", 1), **_each("m l Tf Td TD BDC DP", 2),
    **_each('rg RG "', 3), **_each("re v y k K", 4), **_each("cm c Tm", 6),
}  # fmt: skip
# What is not known when an operator was passed over; without the others, anything may look different. The last ones
# neither paint nor set what a check looks at: marked content, glyph procedures, dashes, joins and such.
ASPECTS: Mapping[str, tuple[Aspect, ...]] = {
    **dict.fromkeys(TEXT_OPERATORS, ("text",)), **_each("m l c v y h re f F f* S s B B* b b* n W W* w sh", ("shape",)),
    **_each("g G rg RG k K cs CS sc SC scn SCN", ("color",)), "EI": ("image",),
    "Do": ("image", "samples", "text", "shape"), **_each("BDC DP BX EX ID BI BMC d d0 d1 EMC i j J M MP ri", ()),
}  # fmt: skip
