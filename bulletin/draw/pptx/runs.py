"""Words in a paragraph: a run for each line, each said to be Chinese, in the theme's colours."""

from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt as Points

from bulletin.draw.pptx.ooxml import set_language
from bulletin.units import Pt

ACCENT_COLORS = {number: getattr(MSO_THEME_COLOR, f"ACCENT_{number}") for number in range(1, 7)}
COLORS = {"tx2": MSO_THEME_COLOR.TEXT_2, **{f"accent{number}": color for number, color in ACCENT_COLORS.items()}}


def add_runs(paragraph: Any, text: str, *, bold: bool | None = None, size: Pt = 0.0, color: str = "") -> None:
    """The words as runs with line breaks between them.

    Args:
        bold: None, as the size of 0 and the colour "", leaves it to what the paragraph inherits.
        color: a key of `COLORS`.
    """
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line
        set_language(run)
        if bold is not None:
            run.font.bold = bold
        if size:
            run.font.size = Points(size)
        if color:
            run.font.color.theme_color = COLORS[color]
