"""Colour (ISO 32000-1, 8.6 and 8.7): decides what fills and strokes are painted with, patterns included."""

from collections.abc import Callable, Mapping
from functools import partial
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
from bulletin.preflight.coordinates import IDENTITY, matrix_of
from bulletin.preflight.graphics_state import GraphicsState
from bulletin.preflight.stream_run import Operands, StreamRun


def _device(run: StreamRun, operands: Operands, *, space: ColorSpace, stroke: bool) -> None:
    _set(run, paint_of(space, tuple(float(value) for value in operands)), stroke=stroke)


def _space(run: StreamRun, operands: Operands, *, stroke: bool) -> None:
    _set(run, initial_paint(run.recorder.color_space(operands[0], run.resources)), stroke=stroke)


def _color(run: StreamRun, operands: Operands, *, stroke: bool) -> None:
    space = run.state.stroke.space if stroke else run.state.fill.space
    _set(run, _chosen_paint(run, space, operands), stroke=stroke)


def _set(run: StreamRun, paint: Paint, *, stroke: bool) -> None:
    if stroke:
        run.state.stroke = paint
    else:
        run.state.fill = paint


def _chosen_paint(run: StreamRun, space: ColorSpace, operands: Operands) -> Paint:
    """A colour of the space, or the colour that a pattern comes down to."""
    values = tuple(float(value) for value in operands if not isinstance(value, pikepdf.Name))
    if space.name != "Pattern":
        return paint_of(space, values)
    pattern: Any = run.resource("/Pattern", operands[-1]) if len(operands) else None
    if not is_dictionary(pattern):
        return Paint(space=space, values=values, inks=None)
    if int(pattern.get("/PatternType", 1)) == 2:
        return shading_paint(pattern.get("/Shading"), run.resources)
    if int(pattern.get("/PaintType", 1)) == 2 and space.base is not None:
        return paint_of(space.base, values)
    return _tile_paint(run, pattern)


def _tile_paint(run: StreamRun, pattern: Any) -> Paint:
    """A tiling pattern: its marks are recorded where the cell lies; painting with it has their inkiest colour."""
    unknown = Paint(space=PATTERN, values=(), inks=None)
    if run.too_deep:
        return unknown
    state = GraphicsState()
    state.matrix = matrix_of(pattern.get("/Matrix", IDENTITY))
    state.clip = run.state.clip
    before = len(run.recorder.marks)
    run.run_inside(pattern, state)
    paints = [mark.paint for mark in run.recorder.marks[before:] if mark.paint is not None]
    return max(paints, key=lambda paint: paint.total, default=unknown)


COLOR_OPERATORS: Mapping[str, Callable[[StreamRun, Operands], None]] = {
    "g": partial(_device, space=GRAY, stroke=False),
    "G": partial(_device, space=GRAY, stroke=True),
    "rg": partial(_device, space=RGB, stroke=False),
    "RG": partial(_device, space=RGB, stroke=True),
    "k": partial(_device, space=CMYK, stroke=False),
    "K": partial(_device, space=CMYK, stroke=True),
    "cs": partial(_space, stroke=False),
    "CS": partial(_space, stroke=True),
    "sc": partial(_color, stroke=False),
    "SC": partial(_color, stroke=True),
    "scn": partial(_color, stroke=False),
    "SCN": partial(_color, stroke=True),
}
