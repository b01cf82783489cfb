"""What a PDF's pages paint: content streams in, painted marks out, wherever the file comes from.

An interpreter of the graphics model as far as prepress needs it: graphics state stack, transformation, clip (as its
bounding box), colour spaces, forms, tiling patterns, shadings, inline images, text with its true size. It does not
rasterise. What each operator does stands in the file of its kind; here they are run in order.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pikepdf

from bulletin.preflight.color_operators import COLOR_OPERATORS
from bulletin.preflight.graphics_state import GraphicsState
from bulletin.preflight.object_operators import OBJECT_OPERATORS, place_inline_image
from bulletin.preflight.painted import Painted
from bulletin.preflight.path_operators import PATH_OPERATORS
from bulletin.preflight.reasons import reason
from bulletin.preflight.recorder import Recorder
from bulletin.preflight.state_operators import STATE_OPERATORS
from bulletin.preflight.stream_run import Operands, StreamRun
from bulletin.preflight.text_operators import TEXT_OPERATORS

INTERPRETED: Mapping[str, Callable[[StreamRun, Operands], None]] = {
    **PATH_OPERATORS,
    **STATE_OPERATORS,
    **COLOR_OPERATORS,
    **TEXT_OPERATORS,
    **OBJECT_OPERATORS,
}
INLINE_IMAGE = "INLINE IMAGE"  # pikepdf's one instruction for BI, ID and EI
REASON_LENGTH = 120  # characters of why a page cannot be read

# What pikepdf and Python raise where a content stream breaks the rules of its format.
UNREADABLE = (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


def painted(pdf: pikepdf.Pdf) -> Painted:
    """Everything that the pages of a file paint, in the order it is painted.

    Of a page whose content cannot be read to its end, what came before is kept, and a fault is added.
    """
    recorder = Recorder()
    for number, page in enumerate(pdf.pages, 1):
        recorder.begin_page(number)
        try:
            interpret(page, StreamRun(recorder, page.resources, GraphicsState(), interpret))
        except UNREADABLE as error:
            recorder.add_fault(reason(error, REASON_LENGTH))
    return recorder.result()


def interpret(stream: Any, run: StreamRun) -> None:
    """Run a page's, form's or pattern's content; operators that paint nothing and set no state are skipped."""
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == INLINE_IMAGE:
            place_inline_image(run, instruction.iimage)  # type: ignore[union-attr]
        elif operator in INTERPRETED:
            INTERPRETED[operator](run, instruction.operands)
