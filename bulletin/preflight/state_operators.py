"""Graphics state (ISO 32000-1, 8.4): saving, transformation, line width, and parameter dictionaries."""

from collections.abc import Callable, Mapping
from typing import Any

import pikepdf

from bulletin.preflight.color import is_dictionary
from bulletin.preflight.coordinates import combined, matrix_of
from bulletin.preflight.graphics_state import GraphicsState
from bulletin.preflight.stream_run import Operands, StreamRun


def _save(run: StreamRun, operands: Operands) -> None:
    run.saved.append(run.state.copy())


def _restore(run: StreamRun, operands: Operands) -> None:
    if run.saved:
        run.state = run.saved.pop()


def _transform(run: StreamRun, operands: Operands) -> None:
    run.state.matrix = combined(matrix_of(operands), run.state.matrix)


def _line_width(run: StreamRun, operands: Operands) -> None:
    run.state.line_width = float(operands[0])


def _parameters(run: StreamRun, operands: Operands) -> None:
    """A parameter dictionary: table 58 of the standard, the keys that prepress looks at."""
    parameters = run.resource("/ExtGState", operands[0])
    if not is_dictionary(parameters):
        return
    _read_overprint(parameters, run.state)
    _read_transparency(parameters, run.state)
    if "/LW" in parameters:
        run.state.line_width = float(parameters.LW)
    if "/SMask" in parameters and is_dictionary(parameters.SMask):
        run.recorder.use_mask()
    if "/Font" in parameters:
        run.state.font = run.recorder.font_number(parameters.Font[0])
        run.state.size = float(parameters.Font[1])
    changes_tone = "/TR" in parameters or str(parameters.get("/TR2", "/Default")) != "/Default"
    if changes_tone or "/HTO" in parameters:
        run.recorder.use_transfer()


def _read_overprint(parameters: Any, state: GraphicsState) -> None:
    if "/OP" in parameters:
        state.overprint_stroke = bool(parameters.OP)
        state.overprint_fill = bool(parameters.get("/op", parameters.OP))  # OP alone sets both
    if "/op" in parameters:
        state.overprint_fill = bool(parameters.get("/op"))
    if "/OPM" in parameters:
        state.overprint_mode = int(parameters.OPM)


def _read_transparency(parameters: Any, state: GraphicsState) -> None:
    if "/ca" in parameters:
        state.alpha_fill = float(parameters.ca)
    if "/CA" in parameters:
        state.alpha_stroke = float(parameters.CA)
    if "/BM" in parameters:
        mode = parameters.BM
        name = str(mode[0] if isinstance(mode, pikepdf.Array) else mode).lstrip("/")
        state.blend = "Normal" if name == "Compatible" else name


STATE_OPERATORS: Mapping[str, Callable[[StreamRun, Operands], None]] = {
    "q": _save, "Q": _restore, "cm": _transform, "w": _line_width, "gs": _parameters,
}  # fmt: skip
