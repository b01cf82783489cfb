"""What a PDF's pages paint: content streams in, painted marks out, wherever the file comes from.

An interpreter of the graphics model as far as prepress needs it: graphics state stack, transformation, clip (as its
bounding box), colour spaces, forms, tiling patterns, shadings, inline images, text with its true size. It does not
rasterise. Text stands in a file of its own.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

import pikepdf

from bulletin.preflight.color import (
    CMYK,
    GRAY,
    PATTERN,
    RGB,
    ColorSpace,
    Paint,
    initial_paint,
    is_dictionary,
    paint_of,
    shading_paint,
)
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
from bulletin.preflight.painted import UNREADABLE, Painted, PlacedImage, reason
from bulletin.preflight.recorder import GraphicsState, Operands, Recorder, StreamRun
from bulletin.preflight.text_operators import TEXT_OPERATORS

INLINE_IMAGE = "INLINE IMAGE"  # pikepdf's one instruction for BI, ID and EI
REASON_LENGTH = 120  # characters of why a page cannot be read
# Keys of a parameter dictionary that set one field of the state, in the order in which they count: OP alone sets both.
STATE_KEYS: Sequence[tuple[str, str, Callable[[Any], Any]]] = (
    ("/OP", "overprint_stroke", bool), ("/OP", "overprint_fill", bool), ("/op", "overprint_fill", bool),
    ("/OPM", "overprint_mode", int), ("/ca", "alpha_fill", float), ("/CA", "alpha_stroke", float),
    ("/LW", "line_width", float),
)  # fmt: skip
DEEPEST = 12  # forms within forms; deeper is a loop or a joke


def painted(pdf: pikepdf.Pdf) -> Painted:
    """Everything that the pages of a file paint, in the order it is painted.

    Of a page whose content cannot be read to its end, what came before is kept, and a fault is added.
    """
    recorder = Recorder()
    for number, page in enumerate(pdf.pages, 1):
        recorder.begin_page(number)
        try:
            _interpret(page, StreamRun(recorder=recorder, resources=page.resources, state=GraphicsState()))
        except UNREADABLE as error:
            recorder.faults.append((number, reason(error, REASON_LENGTH)))
    return recorder.result()


def _interpret(stream: Any, run: StreamRun) -> None:
    """Run a page's, form's or pattern's content; operators that paint nothing and set no state are skipped."""
    if str(stream.get("/Group", {}).get("/S", "")) == "/Transparency":
        run.recorder.group_pages.add(run.recorder.page)
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == INLINE_IMAGE:
            _inline_image(run, instruction.iimage)  # type: ignore[union-attr]
        elif operator in INTERPRETED:
            INTERPRETED[operator](run, instruction.operands)


def _run_inside(run: StreamRun, stream: Any, state: GraphicsState) -> None:
    """Run a form or a pattern with its own resources, or with the outer stream's where it has none."""
    resources = stream.get("/Resources", run.resources)
    _interpret(stream, StreamRun(recorder=run.recorder, resources=resources, state=state, depth=run.depth + 1))


# Graphics state (ISO 32000-1, 8.4)


def _save(run: StreamRun, operands: Operands) -> None:
    run.saved.append(replace(run.state))


def _restore(run: StreamRun, operands: Operands) -> None:
    if run.saved:
        run.state = run.saved.pop()


def _transform(run: StreamRun, operands: Operands) -> None:
    run.state.matrix = combined(matrix_of(operands), run.state.matrix)


def _parameters(run: StreamRun, operands: Operands) -> None:
    """A parameter dictionary: table 58 of the standard, the keys that prepress looks at."""
    parameters, state, recorder = run.resource("/ExtGState", operands[0]), run.state, run.recorder
    if not is_dictionary(parameters):
        return
    for key, name, as_type in STATE_KEYS:
        if key in parameters:
            setattr(state, name, as_type(parameters.get(key)))
    if "/BM" in parameters:
        mode = parameters.BM
        name = str(mode[0] if isinstance(mode, pikepdf.Array) else mode).lstrip("/")
        state.blend = "Normal" if name == "Compatible" else name
    if "/SMask" in parameters and is_dictionary(parameters.SMask):
        recorder.masked_pages.add(recorder.page)
    if "/Font" in parameters:
        state.font = recorder.font(parameters.Font[0])
        state.size = float(parameters.Font[1])
    if "/TR" in parameters or str(parameters.get("/TR2", "/Default")) != "/Default" or "/HTO" in parameters:
        recorder.transfer_pages.add(recorder.page)


# Paths (8.5), with the clip as its bounding box


def _extend(run: StreamRun, operands: Operands, *, begin: bool = False) -> None:
    """Go on to points, in a new subpath where there is none; a curve by its control points: its box is no smaller."""
    if begin or not run.subpaths:
        run.subpaths.append([])
    numbers = [float(value) for value in operands]
    points = zip(numbers[::2], numbers[1::2], strict=True)
    run.subpaths[-1].extend(mapped(run.state.matrix, x, y) for x, y in points)
    run.only_rectangles = False


def _rectangle(run: StreamRun, operands: Operands) -> None:
    x, y, width, height = (float(value) for value in operands)
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
    setattr(run.state, side, paint_of(space, tuple(float(value) for value in operands)))


def _color_space(run: StreamRun, operands: Operands, *, side: str) -> None:
    setattr(run.state, side, initial_paint(run.recorder.color_space(operands[0], run.resources)))


def _color(run: StreamRun, operands: Operands, *, side: str) -> None:
    setattr(run.state, side, _chosen_paint(run, getattr(run.state, side).space, operands))


def _chosen_paint(run: StreamRun, space: ColorSpace, operands: Operands) -> Paint:
    """A colour of the space, or the colour that a pattern comes down to."""
    values = tuple(float(value) for value in operands if not isinstance(value, pikepdf.Name))
    pattern: Any = run.resource("/Pattern", operands[-1]) if space.name == "Pattern" and len(operands) else None
    if not is_dictionary(pattern):
        return paint_of(space, values)
    if int(pattern.get("/PatternType", 1)) == 2:
        return shading_paint(pattern.get("/Shading"), run.resources)
    if int(pattern.get("/PaintType", 1)) == 2 and space.base is not None:
        return paint_of(space.base, values)
    return _tile_paint(run, pattern)


def _tile_paint(run: StreamRun, pattern: Any) -> Paint:
    """A tiling pattern: its marks are recorded where the cell lies; painting with it has their inkiest colour."""
    before = len(run.recorder.marks)
    if run.depth < DEEPEST:
        matrix = matrix_of(pattern.get("/Matrix", IDENTITY))
        _run_inside(run, pattern, GraphicsState(matrix=matrix, clip=run.state.clip))
    paints = [mark.paint for mark in run.recorder.marks[before:] if not mark.is_picture]
    return max(paints, key=lambda paint: paint.total, default=Paint(space=PATTERN))


# Objects (8.7.4, 8.9, 8.10): shadings, images with their resolution, forms run in place


def _shading(run: StreamRun, operands: Operands) -> None:
    shading = run.resource("/Shading", operands[0])
    if is_dictionary(shading):
        run.paint("shading", run.state.clip, 0.0, paint=shading_paint(shading, run.resources))


def _external(run: StreamRun, operands: Operands) -> None:
    found = run.resource("/XObject", operands[0])
    if not is_dictionary(found):
        return
    kind = str(found.get("/Subtype", ""))
    if kind == "/Form" and run.depth < DEEPEST:
        _form(run, found)
    elif kind == "/Image":
        _image(run, found)


def _form(run: StreamRun, form: Any) -> None:
    state = replace(run.state, matrix=combined(matrix_of(form.get("/Matrix", IDENTITY)), run.state.matrix))
    if "/BBox" in form:
        left, lower, right, upper = (float(value) for value in form.BBox)
        corners = [mapped(state.matrix, x, y) for x in (left, right) for y in (lower, upper)]
        state.clip = intersection(state.clip, bounding_box(corners))
    _run_inside(run, form, state)


def _image(run: StreamRun, image: Any) -> None:
    is_mask = bool(image.get("/ImageMask", False))
    space, inks = (run.state.fill.space, None) if is_mask else run.recorder.space_and_inks(image, run.resources)
    if image.get("/SMask") is not None or int(image.get("/SMaskInData", 0)) > 0:
        run.recorder.masked_pages.add(run.recorder.page)
    dpi = _resolution(run, int(image.get("/Width", 0)), int(image.get("/Height", 0)))
    bits = 1 if is_mask else int(image.get("/BitsPerComponent", 8))
    _place(run, PlacedImage(space=space, dpi=dpi, is_mask=is_mask, is_line_art=bits == 1, inks=inks))


def _inline_image(run: StreamRun, image: Any) -> None:
    """An image written into the content stream itself."""
    is_mask = bool(image.image_mask)
    space = run.state.fill.space
    if not is_mask:
        named = image.colorspace
        space = run.recorder.color_space(pikepdf.Name(str(named)), run.resources) if named else GRAY
    dpi = _resolution(run, image.width, image.height)
    bits = image.bits_per_component or 1
    inks = 1.0 if space.name == "DeviceGray" else None
    _place(run, PlacedImage(space=space, dpi=dpi, is_mask=is_mask, is_line_art=bits == 1, inks=inks))


def _resolution(run: StreamRun, width_px: int, height_px: int) -> float:
    """Pixels an inch on the unit square of the current matrix, the lesser of the two directions."""
    sides = zip((width_px, height_px), _unit_sides(run), strict=True)
    return min(pixels * 72 / length if length else math.inf for pixels, length in sides)


def _unit_sides(run: StreamRun) -> tuple[float, float]:
    matrix = run.state.matrix
    return math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])


def _place(run: StreamRun, image: PlacedImage) -> None:
    box = bounding_box([mapped(run.state.matrix, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)])
    paint = run.state.fill if image.is_mask else Paint(space=image.space)
    run.paint("image", box, min(_unit_sides(run)), paint=paint, image=image)


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
    "sh": _shading, "Do": _external,
}  # fmt: skip
