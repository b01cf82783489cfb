"""导语: the first paragraph of the lead in larger type, on a pitch of its own, with the text below on the grid again.

Three of its lines take four grid lines, so most numbers of lines share theirs out evenly: text after them stands on
the grid. The paragraph is never parted, and stands at the head of the report's text, under a float at most.
"""

from collections.abc import Sequence
from math import ceil

from bulletin.makeup.columns import LineCount
from bulletin.model.design import Grid, LeadInDesign
from bulletin.model.edition import Paragraph
from bulletin.units import Pt

LOOSE_COST = 4.0  # of lines wider apart than need be: more than a line less or more that still looks well


def may_lead_in(paragraphs: Sequence[Paragraph], number: int) -> bool:
    """Whether a paragraph opens its report and is plain text: none of a series, of a box, to be filled in, or all bold.

    Floats alone may come before it.
    """
    paragraph = paragraphs[number]
    series = paragraph.level or paragraph.label or paragraph.run_in
    bold = all(run.bold for run in paragraph.runs)
    plain = paragraph.kind == "body" and not (paragraph.is_form or paragraph.box or series or bold)
    return plain and not any(before.is_text for before in paragraphs[:number])


def lead_in_rows(lines: int, design: LeadInDesign) -> int:
    """Grid lines that so many of its lines take."""
    return ceil(lines * design.step_rows / design.step_lines)


def lead_in_count(count: LineCount, design: LeadInDesign) -> LineCount | None:
    """The rows of a lead-in of so many lines, and what they cost; None where it would be too short or too long."""
    if not design.lines_min <= count.lines <= design.lines_max:
        return None
    loose = LOOSE_COST * (count.lines * design.step_rows % design.step_lines > 0)
    return count._replace(lines=lead_in_rows(count.lines, design), cost=count.cost + loose)


def lead_in_drops(lines: int, rows: int, scale: float, grid: Grid) -> tuple[Pt, ...]:
    """How far below the baseline of their first row its lines stand, one for each.

    Every line stands in its share of the rows as a line of the body does in its own: in the middle.
    """
    pitch = rows * grid.leading / lines
    larger = (grid.first_baseline_em - 0.5) * grid.size * (scale - 1)
    return tuple((line + 0.5) * pitch - 0.5 * grid.leading + larger for line in range(lines))
