"""Paths (ISO 32000-1, 8.5): decides which marks a path makes, and the clip as its bounding box."""

from collections.abc import Callable, Mapping
from functools import partial

from bulletin.preflight.coordinates import bounding_box, intersection, is_rectangle, keeps_upright, least_scale, mapped
from bulletin.preflight.stream_run import Operands, Path, StreamRun


def _move(run: StreamRun, operands: Operands) -> None:
    run.path.begin()
    _line(run, operands)


def _line(run: StreamRun, operands: Operands) -> None:
    position = mapped(run.state.matrix, float(operands[0]), float(operands[1]))
    if not run.path.subpaths:
        run.path.begin()
    run.path.subpaths[-1].append(position)


def _curve(run: StreamRun, operands: Operands) -> None:
    """A curve by its control points: its box is never too small."""
    numbers = [float(value) for value in operands]
    if not run.path.subpaths:
        run.path.begin()
    run.path.subpaths[-1].extend(
        mapped(run.state.matrix, numbers[place], numbers[place + 1]) for place in range(0, len(numbers), 2)
    )
    run.path.upright[-1] = False


def _rectangle(run: StreamRun, operands: Operands) -> None:
    x, y, width, height = (float(value) for value in operands)
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    run.path.subpaths.append([mapped(run.state.matrix, *corner) for corner in corners])
    run.path.upright.append(keeps_upright(run.state.matrix))


def _close(run: StreamRun, operands: Operands) -> None:
    """Nothing: boxes and even-odd tests take every subpath as closed."""


def _clip(run: StreamRun, operands: Operands) -> None:
    run.clip_next = True


def _paint(run: StreamRun, operands: Operands, *, fill: bool = False, stroke: bool = False) -> None:
    if fill:
        _fill(run)
    if stroke:
        _stroke(run)
    if run.clip_next and run.path.subpaths:
        positions = [position for subpath in run.path.subpaths for position in subpath]
        run.state.clip = intersection(run.state.clip, bounding_box(positions))
    run.clip_next = False
    run.path = Path()


def _fill(run: StreamRun) -> None:
    """One mark for each of several rectangles, else one for the whole path."""
    subpaths = run.path.drawn
    if len(subpaths) == len(run.path.upright) and all(run.path.upright):
        for subpath in subpaths:
            box = bounding_box(subpath)
            size = min(box[2] - box[0], box[3] - box[1])
            run.recorder.paint("fill", box, run.state.fill, run.state, size=size, subpaths=())
    elif subpaths:
        rectangle = len(subpaths) == 1 and is_rectangle(subpaths[0])
        box = bounding_box([position for subpath in subpaths for position in subpath])
        size = min(box[2] - box[0], box[3] - box[1]) if rectangle else 0.0
        run.recorder.paint("fill", box, run.state.fill, run.state, size=size, subpaths=() if rectangle else subpaths)


def _stroke(run: StreamRun) -> None:
    width = run.state.line_width * least_scale(run.state.matrix)
    for subpath in run.path.drawn:
        left, lower, right, upper = bounding_box(subpath)
        half = width / 2
        box = (left - half, lower - half, right + half, upper + half)
        run.recorder.paint("stroke", box, run.state.stroke, run.state, size=width)


_FILL = partial(_paint, fill=True)
_STROKE = partial(_paint, stroke=True)
_BOTH = partial(_paint, fill=True, stroke=True)

PATH_OPERATORS: Mapping[str, Callable[[StreamRun, Operands], None]] = {
    "m": _move, "l": _line, "c": _curve, "v": _curve, "y": _curve, "re": _rectangle, "h": _close,
    "f": _FILL, "F": _FILL, "f*": _FILL, "S": _STROKE, "s": _STROKE,
    "B": _BOTH, "B*": _BOTH, "b": _BOTH, "b*": _BOTH, "n": _paint, "W": _clip, "W*": _clip,
}  # fmt: skip
