"""Paths (ISO 32000-1, 8.5): decides which marks a path makes, and the clip as its bounding box."""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain

from bulletin.preflight.coordinates import (
    Subpaths,
    bounding_box,
    intersection,
    is_rectangle,
    keeps_upright,
    least_scale,
    mapped,
)
from bulletin.preflight.stream_run import Operands, StreamRun


def _begin(run: StreamRun) -> None:
    run.subpaths.append([])
    run.only_rectangles = False


def _move(run: StreamRun, operands: Operands) -> None:
    _begin(run)
    _line(run, operands)


def _line(run: StreamRun, operands: Operands) -> None:
    position = mapped(run.state.matrix, float(operands[0]), float(operands[1]))
    if not run.subpaths:
        _begin(run)
    run.subpaths[-1].append(position)


def _curve(run: StreamRun, operands: Operands) -> None:
    """A curve by its control points: its box is never too small."""
    numbers = [float(value) for value in operands]
    if not run.subpaths:
        _begin(run)
    run.subpaths[-1].extend(
        mapped(run.state.matrix, numbers[place], numbers[place + 1]) for place in range(0, len(numbers), 2)
    )
    run.only_rectangles = False


def _rectangle(run: StreamRun, operands: Operands) -> None:
    x, y, width, height = (float(value) for value in operands)
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    run.subpaths.append([mapped(run.state.matrix, *corner) for corner in corners])
    run.only_rectangles = run.only_rectangles and keeps_upright(run.state.matrix)


def _close(run: StreamRun, operands: Operands) -> None:
    """Nothing: boxes and even-odd tests take every subpath as closed."""


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


_FILL = partial(_paint, fill=True)
_STROKE = partial(_paint, stroke=True)
_BOTH = partial(_paint, fill=True, stroke=True)

PATH_OPERATORS: Mapping[str, Callable[[StreamRun, Operands], None]] = {
    "m": _move, "l": _line, "c": _curve, "v": _curve, "y": _curve, "re": _rectangle, "h": _close,
    "f": _FILL, "F": _FILL, "f*": _FILL, "S": _STROKE, "s": _STROKE,
    "B": _BOTH, "B*": _BOTH, "b": _BOTH, "b*": _BOTH, "n": _paint, "W": _clip, "W*": _clip,
}  # fmt: skip
