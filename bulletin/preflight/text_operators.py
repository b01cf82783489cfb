"""Text (ISO 32000-1, 9): decides the true size and the place of what is shown. Type 3 glyphs are not entered."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pikepdf

from bulletin.preflight.coordinates import IDENTITY, Matrix, bounding_box, combined, mapped, matrix_of, translation
from bulletin.preflight.fonts import FontDictionary
from bulletin.preflight.foreign import items_of, number
from bulletin.preflight.recorder import CODES_AS_WORK, GraphicsState, Operands, StreamRun

# A box of usual ascent and descent, good enough for "near the edge" and "upon what".
ASCENT_EM = 0.85
DESCENT_EM = 0.2
SPACE_CODE = 32  # word spacing applies to it in fonts of one byte a code: 9.3.3


def _begin(run: StreamRun, operands: Operands) -> None:
    if run.in_text:
        run.recorder.skip()
    run.in_text = True
    run.text_matrix = run.line_matrix = IDENTITY


def _end(run: StreamRun, operands: Operands) -> None:
    if not run.in_text:
        run.recorder.skip()
    run.in_text = False


def _matrix(run: StreamRun, operands: Operands) -> None:
    run.text_matrix = run.line_matrix = matrix_of(operands)


def _font(run: StreamRun, operands: Operands) -> None:
    run.state.font, run.state.size = None, number(operands[1])
    font = run.resource("/Font", operands[0])
    run.state.font = run.recorder.font(font) if font is not None else None


def _move(run: StreamRun, operands: Operands) -> None:
    _start_line(run, number(operands[0]), number(operands[1]))


def _move_and_lead(run: StreamRun, operands: Operands) -> None:
    run.state.leading = -number(operands[1])
    _move(run, operands)


def _next_line(run: StreamRun, operands: Operands) -> None:
    _start_line(run, 0.0, -run.state.leading)


def _start_line(run: StreamRun, x: float, y: float) -> None:
    """Start a line that far from the start of the last."""
    run.text_matrix = run.line_matrix = combined(translation(x, y), run.line_matrix)


def _show_one(run: StreamRun, operands: Operands) -> None:
    _show(run, (operands[-1],))


def _show_spaced(run: StreamRun, operands: Operands) -> None:
    _show(run, items_of(operands[0]))


def _show_on_next_line(run: StreamRun, operands: Operands) -> None:
    _next_line(run, operands)
    _show_one(run, operands)


def _show_on_next_line_spaced(run: StreamRun, operands: Operands) -> None:
    run.state.word_space, run.state.char_space = number(operands[0]), number(operands[1])
    _show_on_next_line(run, operands)


def _show(run: StreamRun, strings: Sequence[Any]) -> None:
    """Advance over strings and the numbers between them, and record what is shown as one mark."""
    state, font = run.state, run.state.font
    if font is None:  # none was chosen, or one that is missing: what is shown is not known
        run.recorder.not_judged(("text",))
        return
    start = run.text_matrix
    characters = 0
    run.recorder.spend(len(strings) / CODES_AS_WORK)
    for item in strings:
        if isinstance(item, pikepdf.String):
            data = bytes(item)
            run.recorder.spend(len(data) / CODES_AS_WORK)
            codes = font.codes(data)
            length = sum(_advance(code, font, state) for code in codes)
            characters += len(codes)
        else:
            length = -number(item) / 1000 * state.size
        moved = translation(0.0, length) if font.vertical else translation(length * state.stretch, 0.0)
        run.text_matrix = combined(moved, run.text_matrix)
    if characters:
        font.pages.add(run.recorder.page)
        _record(run, font, start, characters)


def _advance(code: int, font: FontDictionary, state: GraphicsState) -> float:
    """How far a character moves the next one along the line, before horizontal scaling."""
    width = -state.size if font.vertical else font.widths.get(code, font.default_width) * font.scale * state.size
    space = state.word_space if code == SPACE_CODE and font.code_bytes == 1 else 0.0
    return width + state.char_space + space


def _record(run: StreamRun, font: FontDictionary, start: Matrix, characters: int) -> None:
    state = run.state
    first, last = combined(start, state.matrix), combined(run.text_matrix, state.matrix)
    low, high = (state.rise - DESCENT_EM * state.size), (state.rise + ASCENT_EM * state.size)
    corners = [mapped(matrix, 0.0, height) for matrix in (first, last) for height in (low, high)]
    size = abs(state.size * font.size_factor * math.hypot(first[2], first[3]))
    run.paint("text", bounding_box(corners), size, characters=characters)


def _stretch(run: StreamRun, operands: Operands) -> None:
    run.state.stretch = number(operands[0]) / 100


def _rendering(run: StreamRun, operands: Operands) -> None:
    run.state.rendering = int(number(operands[0]))


TEXT_OPERATORS: Mapping[str, Callable[[StreamRun, Operands], None]] = {
    "BT": _begin, "ET": _end, "Tf": _font, "Td": _move, "TD": _move_and_lead, "Tm": _matrix, "T*": _next_line,
    "Tj": _show_one, "TJ": _show_spaced, "'": _show_on_next_line, '"': _show_on_next_line_spaced,
    "Tc": partial(StreamRun.set_number, name="char_space"), "Tw": partial(StreamRun.set_number, name="word_space"),
    "TL": partial(StreamRun.set_number, name="leading"), "Ts": partial(StreamRun.set_number, name="rise"),
    "Tz": _stretch, "Tr": _rendering,
}  # fmt: skip
